"""Keras Doctor: finds what a notebook's TensorFlow and Keras will trip over, and mends it.

In a notebook whose frontend does not load JupyterLab extensions (Colab, Kaggle, VS Code)::

    %load_ext jupyterlab_keras_doctor

or, without IPython's magics, ``jupyterlab_keras_doctor.check()``.
"""


def _jupyter_labextension_paths():
    return [{"src": "labextension", "dest": "jupyterlab-keras-doctor"}]


def check():
    """Shows the card: what the kernel has, what the notebook will trip over, and the way out. Changes nothing."""
    from .extension import show

    show("full")


def load_ipython_extension(shell):
    """``%load_ext jupyterlab_keras_doctor``: shows the card, and watches for errors with a known cause from now on."""
    from .extension import load

    load(shell)


def unload_ipython_extension(shell):
    """``%unload_ext jupyterlab_keras_doctor``"""
    from .extension import unload

    unload(shell)
