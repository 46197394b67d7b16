"""Runs the networks of models/, one thread each."""

from __future__ import annotations

from functools import cache
from typing import Any

from .. import weights


@cache
def session(model: str, file: str) -> Any:
    """A network that is ready to run; None where nothing is installed that runs it.

    Raises:
        Damaged: the file is not the one that the model's card describes.
    """
    return ready(weights.content(model, file))


def ready(data: bytes) -> Any:
    """A network of these bytes (ONNX) that is ready to run; None where nothing is installed that runs it."""
    try:
        import onnxruntime
    except ImportError:
        return None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3  # networks of others warn of their own making
    return onnxruntime.InferenceSession(data, options, ["CPUExecutionProvider"])
