"""The frame of all benchmarks: interleaved timing, medians, limits, the machine, and one line of JSON."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import platform
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Protocol, cast

PACKAGES = ("ahocorasick_rs", "click", "rich", "python-calamine", "pyarrow", "numpy", "opencv-python-headless")
"""Named with the machine, where installed."""

FRAME = ("__main__", "frame", "catalogue", "edits", "photographs")
Job = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with a name, and the most or the least it may be."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    least: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether it keeps to its limits; None without one."""
        if self.limit is None and self.least is None:
            return None
        kept = (self.limit is None or self.value <= self.limit) and (self.least is None or self.value >= self.least)
        return bool(kept)  # numpy has a truth value of its own, which JSON does not know


@dataclass(frozen=True, slots=True)
class Pair:
    """Medians of two jobs timed in turn: seconds each, and ratio and difference within the rounds."""

    first: float
    second: float
    ratio: float
    over: float


class Unavailable(Exception):
    """What a benchmark needs is not here (an extra, a file): it is skipped aloud."""


@dataclass
class Bench:
    """What a benchmark is handed: where its numbers go, how often to run, and a seeded source of chance."""

    name: str
    quick: bool = False
    seed: int = 20261123
    verbose: bool = False
    figures: list[Figure] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = Random(f"{self.seed}:{self.name}")

    @property
    def runs(self) -> int:
        """Timed rounds unless a benchmark asks for its own number."""
        return 3 if self.quick else 11

    def size(self, full: int, quick: int) -> int:
        """How much to work on: `full`, or `quick` with --quick."""
        return quick if self.quick else full

    def say(self, words: str) -> None:
        """Print a line of this benchmark."""
        print(f"  {words}", flush=True)

    def figure(
        self, name: str, value: float, unit: str, limit: float | None = None, *, least: float | None = None
    ) -> Figure:
        """Keep a number and print it; above its limit or below its least it is MISSED, and the exit status is 1."""
        figure = Figure(f"{self.name}.{name}", value, unit, limit, least)
        self.figures.append(figure)
        words = f"{name:<40} {_short(value):>10} {unit}"
        for word, bound in (("most", limit), ("least", least)):
            if bound is not None:
                words += f"  (at {word} {_short(bound)} {unit}: {'met' if figure.met else 'MISSED'})"
        self.say(words)
        return figure

    def pair(
        self,
        name: str,
        ours: Job,
        reference: Job,
        *,
        most_ratio: float | None = None,
        most_over_ms: float | None = None,
        runs: int | None = None,
    ) -> Pair:
        """Time two jobs in turn, after a round that is not counted.

        Figures are the median seconds of both, the median ratio of the rounds, and how many milliseconds ours is over
        the reference, likewise a median of rounds.

        Args:
            name: Named figures begin with it.
            ours: The job under test.
            reference: What it is held against: a plain way, or a peer.
            most_ratio: Limit of the ratio ours / reference.
            most_over_ms: Limit of the difference ours - reference.
            runs: Rounds; else the number of the run.
        """
        pair = interleave(ours, reference, runs or self.runs)
        self.figure(f"{name}.ours", pair.first * 1000, "ms")
        self.figure(f"{name}.reference", pair.second * 1000, "ms")
        self.figure(f"{name}.ratio", pair.ratio, "x", most_ratio)
        self.figure(f"{name}.over", pair.over * 1000, "ms", most_over_ms)
        return pair


class Benchmark(Protocol):
    """A module of this folder."""

    NAME: str
    __doc__: str | None

    def run(self, bench: Bench) -> None:
        """Measure."""


def interleave(first: Job, second: Job, runs: int, clock: Callable[[], float] = perf_counter) -> Pair:
    """Time two jobs in turn, `runs` rounds after one that is not counted; every other round begins with the second."""
    rounds: list[tuple[float, float]] = []
    for number in range(runs + 1):
        if number % 2:
            later = seconds(second, clock)
            rounds.append((seconds(first, clock), later))
        else:
            rounds.append((seconds(first, clock), seconds(second, clock)))
    counted = rounds[1:]
    return Pair(
        median(a for a, _ in counted),
        median(b for _, b in counted),
        median(a / b for a, b in counted),
        median(a - b for a, b in counted),
    )


def seconds(job: Job, clock: Callable[[], float] = perf_counter) -> float:
    """Seconds of one call, by the wall or by another clock."""
    began = clock()
    job()
    return clock() - began


def machine() -> dict[str, str | int]:
    """What the numbers were taken on."""
    facts: dict[str, str | int] = {
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }
    for package in PACKAGES:
        try:
            facts[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return facts


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine() or "unknown"


def found() -> dict[str, Benchmark]:
    """Benchmarks by name, in the order of names."""
    modules = [
        cast(Benchmark, importlib.import_module(f"{__package__}.{module.name}"))
        for module in pkgutil.iter_modules([str(Path(__file__).parent)])
        if module.name not in FRAME and not module.name.startswith("_")
    ]
    return {one.NAME: one for one in sorted(modules, key=lambda one: one.NAME)}


def main(words: Sequence[str] | None = None) -> int:
    """Run benchmarks; 0 when every limit is met, 1 when one is missed or a benchmark fails, 2 on wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure handmade-lint.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="benchmarks to run")
    parser.add_argument("--all", action="store_true", help="run all of them")
    parser.add_argument("--list", action="store_true", help="name them, and stop")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller data, for a first look")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON of the named figures")
    parser.add_argument("--seed", type=int, default=20261123, help="seed of made-up data [%(default)s]")
    parser.add_argument("--verbose", action="store_true", help="say more, where a benchmark has more to say")
    options = parser.parse_args(words)
    known = found()
    if options.list:
        for name, one in known.items():
            print(f"{name:<16} {(one.__doc__ or '').strip()}")
        return 0
    unknown = [name for name in options.names if name not in known]
    if unknown:
        parser.error(f"no benchmark is called {unknown[0]!r} ({', '.join(known)})")
    names = list(known) if options.all else list(dict.fromkeys(options.names))
    if not names:
        parser.error("name a benchmark, or give --all (--list names them)")
    benches = [Bench(name, options.quick, options.seed, options.verbose) for name in names]
    return run(benches, known, options.json)


def run(benches: Iterable[Bench], known: dict[str, Benchmark], as_json: bool) -> int:
    """Run benchmarks one after another and tell the outcome."""
    where = machine()
    print("machine: " + ", ".join(f"{key} {value}" for key, value in where.items()), flush=True)
    figures: list[Figure] = []
    skipped: dict[str, str] = {}
    failed: dict[str, str] = {}
    seed, quick = 0, False
    for bench in benches:
        seed, quick = bench.seed, bench.quick
        print(f"{bench.name}: {(known[bench.name].__doc__ or '').strip()}", flush=True)
        try:
            known[bench.name].run(bench)
        except Unavailable as reason:
            skipped[bench.name] = str(reason)
            bench.say(f"SKIPPED: {reason}")
        except Exception as fault:
            failed[bench.name] = f"{type(fault).__name__}: {fault}"
            bench.say(f"FAILED: {failed[bench.name]}")
            if bench.verbose:
                traceback.print_exc()
        figures += bench.figures
    missed = [figure.name for figure in figures if figure.met is False]
    if missed:
        print(f"MISSED: {', '.join(missed)}")
    if as_json:
        named = {one.name: {**asdict(one), "met": one.met} for one in figures}
        for facts in named.values():
            del facts["name"]
        run_as: dict[str, object] = {"machine": where, "seed": seed, "quick": quick}
        outcome = {"figures": named, "skipped": skipped, "failed": failed}
        print(json.dumps({**run_as, **outcome}, ensure_ascii=False))
    sys.stdout.flush()
    return 1 if missed or failed else 0


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.3g}"
