"""Keras Doctor: finds what a notebook's TensorFlow and Keras will trip over, and mends it."""


def _jupyter_labextension_paths():
    return [{"src": "labextension", "dest": "jupyterlab-keras-doctor"}]
