"""A stand-in for google.colab; see ../../README.md."""

from . import _message, output

__all__ = ["_message", "output"]
