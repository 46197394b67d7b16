"""Tasks sent ahead of their results, in bounded number and in order; and what is said when a cluster cannot do them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from ..engines import whole
from ..refusal import Moved, Refusal
from ..said import say

T = TypeVar("T")
F = TypeVar("F")
R = TypeVar("R")

AHEAD = 4
"""Tasks under way for each worker: one that is done, one that waits, two so that a slow one holds up no other."""
TRIES = 3
"""How often a task is done again whose worker was lost."""


def in_order(
    tasks: Iterable[T], submit: Callable[[T], F], result: Callable[[F, T], R], most: Callable[[], int]
) -> Iterator[R]:
    """Results of tasks in their order.

    Once a worker does not find what a task refers to, that task and all after it are sent whole.

    Args:
        tasks: what to do; taken as there is room.
        submit: sends a task and says where its result will be.
        result: waits for a result.
        most: how many tasks may be under way now.
    """
    under_way: deque[tuple[F, T]] = deque()
    seen = True

    def home() -> R:
        nonlocal seen
        future, task = under_way.popleft()
        try:
            return result(future, task)
        except Moved:
            seen = False
            return result(submit(whole(task)), task)

    for task in tasks:
        under_way.append((submit(task if seen else whole(task)), task))
        while len(under_way) >= most():
            yield home()
    while under_way:
        yield home()


def missing(package: str, extra: str) -> Refusal:
    """Of a package that is not installed."""
    return Refusal(
        say(
            "--engine {extra} needs the package {package}: pip install 'handmade-lint[{extra}]'",
            extra=extra,
            package=package,
        )
    )


def strangers(theirs: Iterable[tuple[str, str]], ours: tuple[str, str]) -> Refusal | None:
    """What to say of workers that run other versions; None where all are alike."""
    for package, python in theirs:
        if (package, python) != ours:
            return Refusal(
                say(
                    "a worker runs handmade-lint {package} on Python {python}, this run {own_package} on {own_python}; "
                    "install the same on all machines",
                    package=package,
                    python=python,
                    own_package=ours[0],
                    own_python=ours[1],
                )
            )
    return None


def deadly(task: object) -> Refusal:
    """Of a task whose workers died."""
    return Refusal(
        say(
            "{task} ended {n} workers one after another (out of memory, or a crash); take these rows out, or give "
            "workers more memory, and run again",
            task=str(task),
            n=TRIES + 1,
        )
    )
