"""A file exchanged for another at once, with its rights, the old one kept beside it."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    The rights of a file that is already there are kept; a link is followed.

    Raises:
        OSError: it cannot be written; what was there is still there.
    """
    path = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".tmp", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            shutil.copymode(path, made)
            told = path.stat()
            with contextlib.suppress(OSError, AttributeError):  # of another's file, or where there are no owners
                os.chown(made, told.st_uid, told.st_gid)
        else:
            mask = os.umask(0)
            os.umask(mask)
            made.chmod(0o666 & ~mask)
        made.replace(path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise


def keep(path: Path) -> Path:
    """Keep a file under a name of its own beside it: NAME.bak, else NAME.bak.2, and so on.

    Returns:
        The new name, under which nothing was before.

    Raises:
        OSError: it cannot be kept.
    """
    path = path.resolve()
    number = 1
    while True:
        beside = path.with_name(f"{path.name}.bak" + (f".{number}" if number > 1 else ""))
        try:
            os.link(path, beside)
            return beside
        except FileExistsError:
            number += 1
        except OSError:  # a disk without hard links
            try:
                with beside.open("xb") as stream:
                    stream.write(path.read_bytes())
            except FileExistsError:
                number += 1
                continue
            shutil.copystat(path, beside)
            return beside
