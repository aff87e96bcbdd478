#!/usr/bin/env bash
# Makes the corpus: real Keras of several versions, the real converter, one packed file for each version.
#
#     proofs/tfjs/make.sh [VERSION…]     for example: make.sh 3.10.0 tf-keras
#
# Needs uv and node. Environments are kept under ~/.cache/keras-doctor/envs.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
envs="$HOME/.cache/keras-doctor/envs"
work="${TMPDIR:-/tmp}/keras-doctor-tfjs"
newest=3.15.1
python="$envs/tfjs/bin/python"

if [ ! -x "$python" ]; then
  uv venv --python 3.11 "$envs/tfjs"
  # A fresh converter brings a ydf that is too new for the protobuf of TensorFlow.
  uv pip install --python "$python" "tensorflow-cpu==2.19.0" "tf-keras==2.19.0" "keras==$newest" dm-tree "ydf<0.14" \
    "tensorflowjs==4.22.0" "setuptools<81"
fi

for version in "${@:-3.0.5 3.3.3 3.6.0 3.10.0 $newest tf-keras}"; do
  for each in $version; do
    rm -rf "${work:?}/$each"
    case "$each" in
      tf-keras) "$python" "$here/generate.py" "$work/$each" --legacy --routes h5,keras ;;
      "$newest") "$python" "$here/generate.py" "$work/$each" ;;
      *)
        overlay="$envs/tfjs-keras-$each"
        [ -d "$overlay" ] || uv pip install --no-deps --target "$overlay" --python "$python" "keras==$each"
        PYTHONPATH="$overlay" "$python" "$here/generate.py" "$work/$each" --routes h5,keras
        ;;
    esac
    node "$here/pack.mjs" "$work/$each" "$each"
  done
done
