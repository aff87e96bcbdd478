#!/usr/bin/env bash
# ModelCheckpoint(save_best_only=True) on a metric that is not there: nothing is saved until Keras 3.9, every epoch is from 3.10 on.
#
# Guess before the run: as the warning says ("Can save best model only with val_loss available, skipping." in Keras 2), nothing is
# saved in any release.
# Seen with tensorflow-cpu 2.16.2, keras 3.9.2 and 3.10.0, Python 3.11: the first leaves the folder empty, the second writes the file.
# A training without validation data that used to leave no file now leaves the last epoch under the name of the best one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
python="$folder/venv/bin/python"
"$python" -m pip install --quiet "tensorflow-cpu==2.16.2" "keras==3.9.2"
cat > "$folder/try.py" <<'PYTHON'
import os
import tempfile

import keras
import numpy

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile("sgd", "mse")
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "best.weights.h5")
    best = keras.callbacks.ModelCheckpoint(path, monitor="val_loss", save_best_only=True, save_weights_only=True)
    model.fit(numpy.ones((4, 3)), numpy.ones((4, 1)), verbose=0, callbacks=[best])
    print(os.listdir(folder))
PYTHON
expect() {
  seen=$(CUDA_VISIBLE_DEVICES= "$python" "$folder/try.py" 2> /dev/null)
  echo "keras $1: $seen"
  [[ "$seen" == "$2" ]] || { echo "expected: $2"; exit 1; }
}
expect 3.9.2 "[]"
"$python" -m pip install --quiet --no-deps "keras==3.10.0"
expect 3.10.0 "['best.weights.h5']"
