#!/usr/bin/env bash
# `output` of a Sequential raises in Keras 3 though the model is built and its `outputs` are there; after the model has become part
# of another one it returns a tensor, and that is not the one in `outputs`.
#
# Guess before the run: with an Input the model is functional inside, and `model.output` is `model.outputs[0]`, as in Keras 2.
# Seen with tensorflow-cpu 2.16.2, keras 3.15.1, Python 3.11: AttributeError "The layer sequential has never been called and thus has
# no defined output."; inside another model `output` is a tensor of the outer graph. Feature extraction that is written
# `Model(inner.input, inner.output)` then takes the graph of the outer model without a word.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
python="$folder/venv/bin/python"
"$python" -m pip install --quiet "tensorflow-cpu==2.16.2" "keras==3.15.1"
cat > "$folder/try.py" <<'PYTHON'
import keras

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
print(len(model.outputs))
try:
    print(model.output)
except AttributeError as error:
    print(error)
keras.Sequential([keras.Input((3,)), model])
print(model.output is model.outputs[0])
PYTHON
seen=$(CUDA_VISIBLE_DEVICES= "$python" "$folder/try.py" 2> /dev/null)
echo "$seen"
wanted=$'1\nThe layer sequential has never been called and thus has no defined output.\nFalse'
[[ "$seen" == "$wanted" ]] || { echo "expected: $wanted"; exit 1; }
