#!/usr/bin/env bash
# Keras 3.13 began to refuse a NumPy integer as the size of a layer, with a message that shows a positive integer.
#
# Guess before the run: `Dense(numpy.int64(2))` is a layer of two units in every Keras 3, since NumPy's integers are numbers.Integral.
# Seen with keras 3.12.4 and 3.13.2, numpy 2.1.3, the NumPy backend, Python 3.11: 3.12.4 makes the layer; 3.13.2 raises ValueError
# "Received an invalid value for `units`, expected a positive integer. Received: units=2". `int(…)` around it helps.
# The same code ran for years: sizes that come from `array.max() + 1` or `numpy.prod(shape)` are NumPy integers.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
python="$folder/venv/bin/python"
"$python" -m pip install --quiet "keras==3.12.4" "numpy==2.1.3" "scipy==1.14.1"
cat > "$folder/try.py" <<'PYTHON'
import keras
import numpy

try:
    print("units:", keras.layers.Dense(numpy.int64(2)).units)
except ValueError as error:
    print(error)
PYTHON
expect() {
  seen=$(KERAS_BACKEND=numpy "$python" "$folder/try.py" 2> /dev/null)
  echo "keras $1: $seen"
  [[ "$seen" == "$2" ]] || { echo "expected: $2"; exit 1; }
}
expect 3.12.4 'units: 2'
"$python" -m pip install --quiet "keras==3.13.2"
expect 3.13.2 'Received an invalid value for `units`, expected a positive integer. Received: units=2'
