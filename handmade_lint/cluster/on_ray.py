"""The engine on Ray: workers of this machine's own, or a cluster that is there."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import uuid4

from ..engines import Engine
from ..refusal import Refusal
from ..said import say
from .ahead import AHEAD, TRIES, deadly, in_order, missing, strangers
from .labour import do, identity

T = TypeVar("T")
R = TypeVar("R")

_KNOCK = 10.0
"""Seconds in which a cluster must answer."""


def ray(address: str, jobs: int, make: Callable[[], Callable[[T], R]]) -> Engine[T, R]:
    """An engine of Ray's workers. A task whose worker is lost is done by another.

    Args:
        address: of a cluster, such as ray://host:10001 or auto; '' starts workers on this machine.
        jobs: number of worker processes, where they are started here.
        make: builds what does the work, once in each worker process; it must be picklable.

    Raises:
        Refusal: Ray is not installed, there is no cluster, or workers are of another version.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # else it tells its makers of each run
    try:
        import ray as installed
    except ImportError:
        raise missing("ray", "ray") from None
    package: Any = installed

    def engine(tasks: Iterable[T]) -> Iterator[R]:
        run = uuid4().hex
        with _joined(package, address, jobs):
            who = package.remote(identity)
            if wrong := strangers([_home(package, who.remote(), "the first task")], identity()):
                raise wrong
            remote = package.remote(max_retries=TRIES)(do)
            cores = max(1, int(package.cluster_resources().get("CPU", 1)))
            builder = package.put(make)
            yield from in_order(
                tasks,
                lambda task: remote.remote(run, builder, task),
                lambda reference, task: _home(package, reference, task),
                lambda: AHEAD * cores,
            )

    return engine


@contextmanager
def _joined(package: Any, address: str, jobs: int) -> Iterator[None]:
    if package.is_initialized():  # the caller's own
        yield
        return
    quiet = {"log_to_driver": False, "logging_level": "CRITICAL"}
    try:
        if address:
            _knock(address)
            package.init(address=address, **quiet)
        else:
            package.init(num_cpus=jobs, include_dashboard=False, **quiet)
    except (ConnectionError, OSError, ValueError, RuntimeError, TimeoutError) as fault:
        said = str(fault).partition("\n")[0]
        raise Refusal(
            say(
                "no Ray cluster can be used at '{address}' ({why}); start one, or mend --engine",
                address=address or "localhost",
                why=str(said),
            )
        ) from None
    try:
        yield
    finally:
        package.shutdown()


def _knock(address: str) -> None:
    """See whether anybody answers at HOST:PORT or ray://HOST:PORT; Ray itself tries for minutes.

    Raises:
        OSError: nobody does.
    """
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if port.isdigit():
        socket.create_connection((host.strip("[]"), int(port)), _KNOCK).close()


def _home(package: Any, reference: Any, task: object) -> Any:
    """Wait for a result."""
    faults = package.exceptions
    try:
        return package.get(reference)
    except (faults.WorkerCrashedError, faults.OutOfMemoryError, faults.NodeDiedError):
        raise deadly(task) from None
    except faults.RayTaskError as fault:
        if isinstance(fault.cause, ImportError):
            raise Refusal(say("the workers of the Ray cluster lack handmade-lint or a package that it needs")) from None
        raise fault.cause from None
