"""Where batches are judged: here, in threads, in processes. Each engine has the shape of map, and keeps the order."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from .refusal import Moved

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

T_contra = TypeVar("T_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)
T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2
"""Tasks that a worker has at a time: one under way, one that waits."""


class Engine(Protocol[T_contra, R_co]):
    """Does every task, and yields what became of each in the order of the tasks."""

    def __call__(self, tasks: Iterable[T_contra]) -> Iterator[R_co]:
        """Do the tasks; no more than a few are under way at a time."""


def whole(task: T) -> T:
    """A task that needs nothing from elsewhere: one that only refers to what it is about is asked for the rest.

    Raises:
        Moved: that is not to be had any more.
    """
    made = getattr(task, "whole", None)
    return made() if made is not None else task


@contextmanager
def ended(results: Iterator[R]) -> Iterator[Iterator[R]]:
    """Results that may not be taken to the end: what an engine holds is let go here and now, in this thread."""
    try:
        yield results
    finally:
        if close := getattr(results, "close", None):
            close()


def here(work: Callable[[T], R]) -> Engine[T, R]:
    """An engine that works in this thread."""

    def engine(tasks: Iterable[T]) -> Iterator[R]:
        return map(work, tasks)

    return engine


def threads(jobs: int, make: Callable[[], Callable[[T], R]]) -> Engine[T, R]:
    """An engine of so many threads of this process.

    Args:
        jobs: number of threads, at least 1.
        make: builds what does the work, once in each thread; what has `close` is closed at the end.
    """

    def engine(tasks: Iterable[T]) -> Iterator[R]:
        from concurrent.futures import Future, ThreadPoolExecutor
        from threading import local

        mine, built = local(), []

        def work(task: T) -> R:
            if not hasattr(mine, "work"):
                mine.work = make()
                built.append(mine.work)
            result: R = mine.work(task)
            return result

        under_way: deque[Future[R]] = deque()
        pool = ThreadPoolExecutor(jobs, "handmade-lint")
        try:
            for task in tasks:
                under_way.append(pool.submit(work, task))
                while len(under_way) >= 2 * _AHEAD * jobs:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)
            for one in built:
                if hasattr(one, "close"):
                    one.close()

    return engine


def processes(jobs: int, make: Callable[[], Callable[[T], R]]) -> Engine[T, R]:
    """An engine of so many worker processes.

    Each worker has a pipe of its own, so that one that dies leaves no lock behind: what it had to do is done here, and
    the others go on.

    Args:
        jobs: number of processes, at least 1.
        make: builds what does the work, once in each process; it must be picklable.
    """

    def engine(tasks: Iterable[T]) -> Iterator[R]:
        crew = _Crew(jobs, make)
        stream = enumerate(tasks)
        next_up = 0
        try:
            while True:
                crew.hand_out(stream)
                if next_up in crew.done:
                    yield crew.done.pop(next_up)
                    next_up += 1
                elif crew.busy:
                    crew.listen()
                elif crew.left:
                    crew.work_here()
                elif crew.stopped:
                    return
        finally:
            crew.dismiss()

    return engine


@dataclass(slots=True, eq=False)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    tasks: deque[tuple[int, Any]] = field(default_factory=deque)


class _Crew:
    """Worker processes, what each has to do, and what was done."""

    def __init__(self, jobs: int, make: Callable[[], Callable[[Any], Any]]) -> None:
        from multiprocessing import get_context

        self.done: dict[int, Any] = {}
        self.left: deque[tuple[int, Any]] = deque()
        """Tasks of workers that died."""
        self.stopped = False
        """Whether there are no more tasks to hand out."""
        self._make = make
        self._work: Callable[[Any], Any] | None = None
        self._workers: list[_Worker] = []
        self._most = 2 * _AHEAD * jobs
        context = get_context("spawn")
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            # No daemon, since it may have workers of its own (for pictures); it ends when its pipe is closed.
            process = context.Process(target=_serve, args=(theirs, make), daemon=False)
            process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours))

    @property
    def busy(self) -> bool:
        """Whether a worker has something to do."""
        return any(worker.tasks for worker in self._workers)

    def hand_out(self, stream: Iterator[tuple[int, Any]]) -> None:
        """Give tasks to workers that have room for them; keep one where there are no workers."""
        for _ in range(_AHEAD):
            for worker in list(self._workers):
                if len(worker.tasks) < _AHEAD:
                    task = self._next(stream)
                    if task is None:
                        return
                    self._send(worker, task)
        if not self._workers and not self.left:
            task = self._next(stream)
            if task is not None:
                self.left.append(task)

    def _next(self, stream: Iterator[tuple[int, Any]]) -> tuple[int, Any] | None:
        if self.stopped or len(self.done) + sum(len(one.tasks) for one in self._workers) + len(self.left) >= self._most:
            return None
        task = next(stream, None)
        self.stopped = task is None
        return task

    def _send(self, worker: _Worker, task: tuple[int, Any]) -> None:
        worker.tasks.append(task)
        try:
            worker.pipe.send(task[1])
        except OSError:
            self._lose(worker)

    def listen(self) -> None:
        """Wait until a worker answers or dies."""
        from multiprocessing.connection import wait

        by_pipe = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(by_pipe)):
            worker = by_pipe[pipe]  # type: ignore[index]
            try:
                result, fault = worker.pipe.recv()
            except (EOFError, OSError):
                self._lose(worker)
                continue
            if isinstance(fault, Moved):
                number, task = worker.tasks.popleft()
                self._send(worker, (number, whole(task)))
                continue
            if fault is not None:
                raise fault
            self.done[worker.tasks.popleft()[0]] = result

    def _lose(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        self.left += worker.tasks

    def work_here(self) -> None:
        """Do a task that is left."""
        if self._work is None:
            self._work = self._make()
        number, task = self.left.popleft()
        self.done[number] = self._work(task)

    def dismiss(self) -> None:
        """Send the workers home; those that are at work are stopped."""
        for worker in self._workers:
            worker.pipe.close()
            if worker.tasks:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join()


_RARELY = 100_000, 20, 100


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Have cycles looked for rarely: a batch makes many values that hold one another and die together."""
    before = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _serve(pipe: Connection, make: Callable[[], Callable[[Any], Any]]) -> None:
    """Do the tasks that come, until the pipe is closed. A thread takes them in, so that the sender never waits."""
    import signal
    from queue import SimpleQueue
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run that is interrupted sends its workers home
    tasks: SimpleQueue[list[Any]] = SimpleQueue()

    def take_in() -> None:
        try:
            while True:
                tasks.put([pipe.recv()])
        except (EOFError, OSError):
            tasks.put([])

    Thread(target=take_in, daemon=True).start()
    try:
        work = make()
        gc.freeze()
        gc.set_threshold(*_RARELY)
        while task := tasks.get():
            try:
                pipe.send((work(task[0]), None))
            except Moved as fault:
                pipe.send((None, fault))
    except BrokenPipeError:
        return
    except Exception as fault:
        pipe.send((None, fault))
