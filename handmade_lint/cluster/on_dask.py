"""The engine on Dask: a cluster of this machine's own, or one that is there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from time import monotonic
from typing import Any, TypeVar
from uuid import uuid4

from ..engines import Engine
from ..refusal import Refusal
from ..said import say
from .ahead import AHEAD, TRIES, deadly, in_order, missing, strangers
from .labour import do, identity, let_go

T = TypeVar("T")
R = TypeVar("R")

PATIENCE = 120.0
"""Seconds that a run waits for a worker, where there is none."""
_LOOK = 5.0
"""Seconds between looks at whether there are workers."""
_OWN = {"distributed.scheduler.allowed-failures": TRIES, "distributed.worker.profile.enabled": False}
"""Settings of clusters that are started here; to look at workers a hundred times a second costs some of their time."""
_QUIET = ("distributed", "distributed.nanny", "distributed.core", "distributed.scheduler", "distributed.worker")


def dask(address: str, jobs: int, make: Callable[[], Callable[[T], R]]) -> Engine[T, R]:
    """An engine of Dask's workers. A task whose worker is lost is done by another.

    Args:
        address: of a scheduler, such as tcp://host:8786; '' starts worker processes on this machine.
        jobs: number of worker processes, where they are started here.
        make: builds what does the work, once in each thread of a worker; it must be picklable.

    Raises:
        Refusal: Dask is not installed, there is no scheduler or worker, or workers are of another version.
    """
    try:
        import distributed
    except ImportError:
        raise missing("distributed", "dask") from None

    def engine(tasks: Iterable[T]) -> Iterator[R]:
        run = uuid4().hex
        numbers = count()
        with _client(distributed, address, jobs) as client:
            if wrong := strangers(_identities(client), identity()):
                raise wrong
            try:
                yield from in_order(
                    tasks,
                    lambda task: client.submit(
                        do, run, make, task, key=f"handmade-lint-{run}-{next(numbers)}", pure=False
                    ),
                    lambda future, task: _result(distributed, client, future, task),
                    _Room(client),
                )
            finally:
                with suppress(Exception):  # workers that are gone have let go
                    client.run(let_go, run, on_error="ignore")

    return engine


class _Room:
    """How many tasks may be under way: so many for each thread of the cluster, which may grow and shrink."""

    def __init__(self, client: Any) -> None:
        self._client, self._asked, self._most = client, 0.0, AHEAD

    def __call__(self) -> int:
        now = monotonic()
        if not self._asked or now - self._asked > _LOOK:
            self._asked, self._most = now, AHEAD * max(1, sum(self._client.nthreads().values()))
        return self._most


@contextmanager
def _client(distributed: Any, address: str, jobs: int) -> Iterator[Any]:
    with ExitStack() as stack:
        for name in _QUIET:  # a lost worker is not the reader's affair
            logger = logging.getLogger(name)
            stack.callback(logger.setLevel, logger.level)
            logger.setLevel(logging.CRITICAL)
        import dask

        if not address:
            stack.enter_context(dask.config.set(_OWN))
            yield stack.enter_context(distributed.Client(_own(distributed, jobs, stack), set_as_default=False))
            return
        try:
            client = stack.enter_context(distributed.Client(address, timeout=20, set_as_default=False))
        except (OSError, ValueError, TimeoutError) as fault:
            raise Refusal(
                say(
                    "no Dask scheduler answers at '{address}' ({why}); start one, or mend --engine",
                    address=address,
                    why=str(fault),
                )
            ) from None
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise Refusal(
                say(
                    "the Dask scheduler at '{address}' has no workers; start some with: dask worker {address}",
                    address=address,
                )
            ) from None
        yield client


def _own(distributed: Any, jobs: int, stack: ExitStack) -> Any:
    """A cluster of worker processes on this machine, which ends with the stack."""
    try:
        return stack.enter_context(
            distributed.LocalCluster(
                n_workers=jobs,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
        )
    except (OSError, RuntimeError, TimeoutError) as fault:
        said = str(fault).partition("\n")[0]
        raise Refusal(
            say("Dask cannot start {jobs} workers here ({why}); try --engine processes", jobs=jobs, why=str(said))
        ) from None


def _identities(client: Any) -> Iterable[tuple[str, str]]:
    try:
        return list(client.run(identity).values())
    except ImportError:
        raise Refusal(
            say("the workers of the Dask cluster have no handmade-lint; install the same version there")
        ) from None


def _result(distributed: Any, client: Any, future: Any, task: object) -> Any:
    """Wait for a result; a cluster without workers is not waited for without end."""
    alone = 0.0
    while True:
        try:
            fault = future.exception(timeout=_LOOK)  # not result(), whose timeout looks like one of the task's own
            break
        except (TimeoutError, distributed.TimeoutError):
            alone = 0.0 if client.nthreads() else alone or monotonic()
            if alone and monotonic() - alone > PATIENCE:
                raise Refusal(say("all workers of the Dask cluster are gone; start some and run again")) from None
    if fault is None:
        return future.result()
    raise deadly(task) if isinstance(fault, distributed.scheduler.KilledWorker) else fault
