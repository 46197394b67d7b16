"""What is loaded as Python's own values carries a seal, which this machine's key alone can make.

Queues and checkpoints are files that people hand on. What `marshal` reads must not come from them.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path

from .refusal import Refusal
from .said import say
from .tables import cache_folder

_SIZE = 32


class NotSealed(Refusal):
    """What was sealed elsewhere, or changed since."""


def sealed(data: bytes) -> bytes:
    """The data behind its seal."""
    return _seal(data) + data


def unsealed(data: bytes) -> bytes:
    """The data that was sealed.

    Raises:
        NotSealed: it was not sealed on this machine.
    """
    seal, content = data[:_SIZE], data[_SIZE:]
    if not hmac.compare_digest(seal, _seal(content)):
        raise NotSealed(
            say(
                "this holds batches that another machine or user judged, in a run that has not ended; "
                "end it there, or begin anew in another place"
            )
        )
    return content


def _seal(data: bytes) -> bytes:
    return hmac.new(_key(), data, hashlib.blake2s).digest()


@cache
def _key() -> bytes:
    """The key, from the user's cache; where there is none, one for this process alone."""
    folder = cache_folder("seal")
    if folder is None:
        return secrets.token_bytes(_SIZE)
    path = folder / "seal.key"
    try:
        return path.read_bytes() if path.exists() else _written(path)
    except OSError:
        return secrets.token_bytes(_SIZE)


def _written(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(secrets.token_bytes(_SIZE))
        with suppress(FileExistsError):
            os.link(beside, path)  # the first to come makes the key
    finally:
        beside.unlink(missing_ok=True)
    return path.read_bytes()
