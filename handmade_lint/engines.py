"""Where batches are judged: here, or in other processes. Each engine has the shape of map, and keeps the order."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

T_contra = TypeVar("T_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)
T = TypeVar("T")
R = TypeVar("R")


class Engine(Protocol[T_contra, R_co]):
    """Does every task, and yields what became of each in the order of the tasks."""

    def __call__(self, tasks: Iterable[T_contra]) -> Iterator[R_co]:
        """Do the tasks; no more than a few are under way at a time."""


def here(work: Callable[[T], R]) -> Engine[T, R]:
    """An engine that works in this thread."""

    def engine(tasks: Iterable[T]) -> Iterator[R]:
        return map(work, tasks)

    return engine


def processes(jobs: int, make: Callable[[], Callable[[T], R]]) -> Engine[T, R]:
    """An engine of so many worker processes.

    A worker that dies takes its batches along; they are done again here, and so is the rest.

    Args:
        jobs: number of processes, at least 1.
        make: builds what does the work, once in each process; it must be picklable.
    """

    def engine(tasks: Iterable[T]) -> Iterator[R]:
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool
        from multiprocessing import get_context

        waiting: deque[tuple[T, Future[R] | None]] = deque()
        stream = iter(tasks)
        pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin, initargs=(make,))
        try:
            for task in stream:
                waiting.append((task, None))
                waiting[-1] = (task, _submit(pool, task))
                if len(waiting) > 2 * jobs + 2:
                    yield _result(waiting[0][1])
                    waiting.popleft()
            while waiting:
                yield _result(waiting[0][1])
                waiting.popleft()
            return
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        work = make()
        for task, _ in waiting:
            yield work(task)
        yield from map(work, stream)

    return engine


def _submit(pool: ProcessPoolExecutor, task: Any) -> Future[Any]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return pool.submit(_work, task)
    except OSError as fault:  # a worker died while the pool was starting the next one
        raise BrokenProcessPool from fault


def _result(future: Future[R] | None) -> R:
    assert future is not None
    return future.result()


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Have cycles looked for rarely: a batch makes many values that hold one another and die together."""
    before = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


_RARELY = 100_000, 20, 100
_working: Any = None
"""What does the work, in a worker process."""


def _begin(make: Callable[[], Callable[[Any], Any]]) -> None:
    global _working

    _working = make()
    gc.freeze()
    gc.set_threshold(*_RARELY)


def _work(task: Any) -> Any:
    return _working(task)
