"""What a worker of a cluster does: it builds what judges once in each thread, and judges batches until a run ends."""

from __future__ import annotations

import sys
from collections.abc import Callable
from multiprocessing import current_process
from threading import Lock, get_ident
from typing import Any

from .. import __version__

_MOST = 16
"""What was built and not let go, since its run was killed; the oldest goes first."""

_built: dict[tuple[str, int], Callable[[Any], Any]] = {}
_lock = Lock()


def identity() -> tuple[str, str]:
    """Versions of this package and of Python, which a worker shares with the run: what Python marshals travels."""
    return __version__, f"{sys.version_info[0]}.{sys.version_info[1]}"


def do(run: str, make: Callable[[], Callable[[Any], Any]], task: Any) -> Any:
    """Do a task of a run."""
    key = run, get_ident()
    work = _built.get(key)
    if work is None:
        # Workers of Dask are daemons, which may have no children; decoding pictures needs some, which end with us.
        current_process().daemon = False
        work = make()
        with _lock:
            _built[key] = work
            stale = [_built.pop(one) for one in list(_built)[:-_MOST]]
        for one in stale:
            _close(one)
    return work(task)


def let_go(run: str) -> None:
    """Let go of what was built for a run."""
    with _lock:
        mine = [_built.pop(key) for key in list(_built) if key[0] == run]
    for one in mine:
        _close(one)


def _close(work: Callable[[Any], Any]) -> None:
    close = getattr(work, "close", None)
    if close is not None:
        close()
