"""Measuring in worker processes: a decoder that dies or hangs costs one picture and one worker, never the run."""

from __future__ import annotations

import ctypes
import os
from collections import deque
from collections.abc import Collection, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from time import monotonic
from types import TracebackType
from typing import Any

from .batch import Columns, Limits, Picture, blank, measure_each

_RETRIES = 2
"""How often a batch is handed out again whose worker died before it touched a picture."""
_NOT_YET = -1.0


@dataclass
class _Task:
    """One batch, and the rows of it that are still to be measured."""

    pictures: Sequence[Picture]
    columns: tuple[str, ...]
    found: Columns
    rows: list[int]
    retries: int = _RETRIES
    done: bool = False

    def take(self, part: Columns) -> None:
        for name, values in part.items():
            self.found[name][self.rows] = values
        self.rows, self.done = [], True

    def lose(self, row: int, fault: str, says: str) -> None:
        """Give up one picture, and measure the others again."""
        at = self.rows.pop(row)
        self.found["fault"][at], self.found["fault_says"][at] = fault, says
        self.done = not self.rows


@dataclass
class _Worker:
    process: Any
    pipe: Connection
    progress: Any
    """Shared: the row under way, and since when by the monotonic clock."""
    task: _Task | None = None
    given: float = field(default_factory=monotonic)


class Pool:
    """So many worker processes, started when first needed. A context manager; `close` ends the workers.

    Args:
        jobs: number of processes, at least 1.
        limits: what is not opened; its seconds are kept to for each picture.
    """

    START = 60.0
    """Seconds that a worker may take to start."""

    def __init__(self, jobs: int, limits: Limits = Limits()) -> None:  # noqa: B008 - frozen
        if jobs < 1:
            raise ValueError(f"a pool needs at least one worker, not {jobs}")
        self.jobs = jobs
        self.limits = limits
        self._context = get_context("spawn")
        self._workers: list[_Worker] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers."""
        return [worker.process.pid for worker in self._workers]

    def close(self) -> None:
        """End the workers, whatever they are doing."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()

    def map(self, batches: Iterable[Sequence[Picture]], columns: Collection[str]) -> Generator[Columns, None, None]:
        """Measure batches; yields the columns of each, in their order. A few batches are under way at a time.

        Raises:
            KeyError: nothing measures a column of that name.
        """
        names = tuple(columns)
        stream = iter(batches)
        window: deque[_Task] = deque()
        waiting: deque[_Task] = deque()
        ended = False
        try:
            while True:
                while not ended and len(window) < 2 * self.jobs + 2:
                    batch = next(stream, None)
                    if batch is None:
                        ended = True
                        break
                    task = _Task(batch, names, blank(len(batch), names), list(range(len(batch))), done=not len(batch))
                    window.append(task)
                    if not task.done:
                        waiting.append(task)
                self._hand_out(waiting)
                if not window:
                    return
                if window[0].done:
                    yield window.popleft().found
                else:
                    self._look(waiting)
        finally:
            if any(worker.task for worker in self._workers):  # the caller stopped half-way
                self.close()

    def _hand_out(self, waiting: deque[_Task]) -> None:
        idle = [worker for worker in self._workers if worker.task is None]
        while waiting and (idle or len(self._workers) < self.jobs):
            worker = idle.pop() if idle else self._start()
            task = waiting.popleft()
            worker.task, worker.given = task, monotonic()
            worker.progress[0] = worker.progress[1] = _NOT_YET
            try:
                worker.pipe.send(([task.pictures[row] for row in task.rows], task.columns))
            except OSError:  # it died while it was idle; _look finds it
                continue

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        progress = self._context.RawArray("d", [_NOT_YET, _NOT_YET])
        process = self._context.Process(target=_work, args=(theirs, progress, self.limits), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours, progress)
        self._workers.append(worker)
        return worker

    def _look(self, waiting: deque[_Task]) -> None:
        """Wait for something to happen, and see to it."""
        busy = [worker for worker in self._workers if worker.task]
        until = min(self._deadline(worker) for worker in busy) - monotonic()
        ready = wait([worker.pipe for worker in busy], timeout=min(max(0.01, until), 0.5))
        for worker in busy:
            task = worker.task
            assert task
            if worker.pipe in ready:
                try:
                    part = worker.pipe.recv()
                except (EOFError, OSError):
                    self._bury(worker, waiting, "decoder-died", "The decoder stopped working on it; export it again.")
                    continue
                task.take(part)
                worker.task = None
            elif monotonic() >= self._deadline(worker):
                says = f"It was not opened within {self.limits.seconds:g} seconds; export it again."
                self._bury(worker, waiting, "slow", says)

    def _deadline(self, worker: _Worker) -> float:
        since = worker.progress[1]
        return worker.given + self.START if since == _NOT_YET else since + self.limits.seconds

    def _bury(self, worker: _Worker, waiting: deque[_Task], fault: str, says: str) -> None:
        """End a worker; its batch, less the picture that it had in hand, goes to another."""
        task, row = worker.task, int(worker.progress[0])
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()
        self._workers.remove(worker)
        assert task
        if row >= 0:
            task.lose(row, fault, says)
        elif task.retries:
            task.retries -= 1
        else:
            while task.rows:
                task.lose(0, fault, says)
        if not task.done:
            waiting.appendleft(task)


def _work(pipe: Connection, progress: Any, limits: Limits) -> None:
    """What a worker does until its pipe is closed."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)  # decoders of C write their complaints there, with words out of hostile files
    _keep_memory()

    def before(row: int) -> None:
        progress[1] = monotonic()
        progress[0] = row

    while True:
        try:
            pictures, columns = pipe.recv()
        except (EOFError, OSError):
            return
        found = measure_each(pictures, columns, limits, before)
        pipe.send(found)


def _keep_memory() -> None:
    """Have glibc keep memory that is let go: to be given each picture's anew takes time."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library
        return
    mallopt(_MMAP_THRESHOLD, _KEPT)
    mallopt(_TRIM_THRESHOLD, _KEPT)


_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Names of mallopt(3)."""
_KEPT = 32 << 20
"""Bytes; what is larger goes back to the system at once."""
