"""A made-up catalogue of a million listings, all rules on text and rows: speed, memory, and the same rules unsieved."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time, sleep
from typing import Any

from handmade_lint.catalogs import open_catalog
from handmade_lint.config import Config
from handmade_lint.judge import Judge, Plan, complete
from handmade_lint.listing import Listing
from handmade_lint.run import plan
from handmade_lint.sieve import Sieve

from .catalogue import COLUMNS, write
from .frame import Bench, Unavailable

NAME = "text"

_SEED = 20261124


@dataclass(frozen=True, slots=True)
class Checked:
    """One run of the command line."""

    seconds: float
    peak: float
    """Most memory at a time of the process and its workers together, MiB (proportional set size)."""
    summary: str


def check(path: Path, *options: str) -> Checked:
    """Run `handmade-lint check` on a file as a user would, and watch it; results of a run before are not used."""
    command = [
        sys.executable,
        "-m",
        "handmade_lint",
        "check",
        str(path),
        "--isolated",
        "--fail-on",
        "never",
        "--no-cache",
    ]
    command += options
    began = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    peaks = [0.0]
    watch = threading.Thread(target=_watch, args=(process, peaks), daemon=True)
    watch.start()
    out, _ = process.communicate()
    seconds = perf_counter() - began
    watch.join()
    if process.returncode:
        raise RuntimeError(f"the check ended with status {process.returncode}")
    return Checked(seconds, peaks[0], out.strip())


def _watch(process: subprocess.Popen[str], peaks: list[float]) -> None:
    while process.poll() is None:
        peaks[0] = max(peaks[0], sum(map(_memory, _family(process.pid))) / 1024)
        sleep(0.1)


def _family(pid: int) -> list[int]:
    """A process and its descendants."""
    family = [pid]
    for one in family:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                family += map(int, task.read_text().split())
            except OSError:
                continue
    return family


def _memory(pid: int) -> float:
    """Memory of a process in KiB, what it shares with others counted in part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(float(line.split()[1]) for line in lines if line.startswith("Pss:"))


def run(bench: Bench) -> None:
    """Check catalogues of growing size, one that is all faulty, and compare with plain ways."""
    if not Path("/proc/self/smaps_rollup").exists():
        raise Unavailable("it reads the memory of processes from /proc, which is not there")
    sizes = (10_000, 40_000) if bench.quick else (10_000, 100_000, 1_000_000)
    with tempfile.TemporaryDirectory(prefix="handmade-lint-bench-") as folder:
        check(write(Path(folder) / "few.csv", 500, seed=_SEED), "--quiet", "--jobs", "2")  # fills what is remembered
        _growing(bench, Path(folder), sizes)
        _all_faulty(bench, Path(folder), sizes[0])
        _one_by_one(bench, Path(folder))


def _growing(bench: Bench, folder: Path, sizes: Sequence[int]) -> None:
    each: list[float] = []
    for size in sizes:
        path = write(folder / "growing.csv", size, seed=_SEED)
        runs = 1 if size > 10_000 else 2
        checked = [check(path, "--quiet", "--jobs", "2") for _ in range(runs)]
        seconds = median(one.seconds for one in checked)
        each.append(seconds / size)
        last = size == sizes[-1]
        bench.figure(
            f"listings-{size}", size / seconds, "listings/s", least=20_000 if last and not bench.quick else None
        )
        bench.figure(f"memory-{size}", max(one.peak for one in checked), "MiB", limit=1024 if last else None)
        bench.say(checked[0].summary)
    path.unlink()
    bench.figure("growth", each[-1] / each[0], "x", limit=1.25)


def _all_faulty(bench: Bench, folder: Path, size: int) -> None:
    usual = write(folder / "usual.csv", size, seed=_SEED)
    faulty = write(folder / "faulty.csv", size, seed=_SEED, faulty=1.0)
    pairs = []
    for _ in range(1 if bench.quick else 3):
        first = check(faulty, "--quiet", "--jobs", "2").seconds
        pairs.append((first, check(usual, "--quiet", "--jobs", "2").seconds))
    bench.figure("all-faulty.ratio", median(a / b for a, b in pairs), "x", limit=3.0)


def _one_by_one(bench: Bench, folder: Path) -> None:
    """The judge alone, on listings in memory, in one process: with the sieve, without it, and a peer's checks."""
    size = bench.size(2_000, 500)
    path = write(folder / "few.csv", size, seed=_SEED)
    planned = plan(Config())
    began = process_time()
    listings = [complete(item, planned) for table in open_catalog(path) for item in table if isinstance(item, Listing)]
    bench.figure("read.each", (process_time() - began) / size * 1e6, "us/listing")
    sieved, plain = Judge(planned), Judge(planned, sieved=False)
    bench.figure("rules", len(planned.rules), "rules")
    _sieve(bench, sieved, planned, listings)
    pair = bench.pair(
        "sieved-to-plain", lambda: sieved.each(listings), lambda: _one_after_another(plain, listings), runs=3
    )
    bench.figure("sieved.each", pair.first / size * 1e6, "us/listing")
    try:
        peer = _peer(path)
    except ImportError:
        bench.say("SKIPPED amazon-catalog-cli: it is not installed (pip install -e '.[bench]')")
        return
    bench.figure("peer.checks", len(peer.plugins), "checks")
    bench.pair("sieved-to-peer", lambda: sieved.each(listings), peer.execute_all, runs=3)


def _sieve(bench: Bench, judge: Judge, planned: Plan, listings: Sequence[Listing]) -> None:
    """The sieve alone: what it costs, and how many rules it wakes."""
    alike: dict[tuple[str, str], list[Listing]] = {}
    for listing in listings:
        alike.setdefault((listing.store, listing.language), []).append(listing)
    sieves = [
        (Sieve(judge.rules_for(some[0]), *key, planned.on, planned.settings, planned.seller), some)
        for key, some in alike.items()
    ]
    rounds = []
    for _ in range(4):
        began = process_time()
        woken = [one for sieve, some in sieves for one in sieve(some, lambda listing, rule: ())]
        rounds.append((process_time() - began) / len(listings) * 1e6)
    bench.figure("sieve.each", median(rounds[1:]), "us/listing")
    bench.figure("sieve.wakes", sum(one.rules.bit_count() for one in woken) / len(listings), "rules/listing")


def _one_after_another(judge: Judge, listings: Sequence[Listing]) -> None:
    for listing in listings:
        judge(listing)


def _peer(path: Path) -> Any:
    """The query engine of amazon-catalog-cli over the same rows, which it is handed as its own listings in memory."""
    from catalog import queries
    from catalog.core.parser import Listing as Row
    from catalog.core.query_engine import QueryEngine

    class Parser:
        headers = dict.fromkeys(COLUMNS, 0)

        def get_required_fields(self) -> list[str]:
            return ["sku", "title", "brand"]

        def get_conditional_fields(self) -> list[str]:
            return ["colour"]

        def get_marketplace(self) -> str:
            return "US"

        def is_us_marketplace(self) -> bool:
            return True

    engine = QueryEngine(Parser())
    for name in queries.__all__:
        engine.register_query(getattr(queries, name)())
    with path.open(encoding="utf-8", newline="") as stream:
        engine.listings_cache = [
            Row(
                row_number=number,
                sku=row["sku"],
                product_type="guildhome",
                item_type="bowls",
                title=row["title"],
                brand=row["brand"],
                parentage="",
                parent_sku="",
                status="Active",
                bullet_points=[row[f"bullet {place}"] for place in range(1, 6)],
                all_fields={
                    **row,
                    "Product Description": row["description"],
                    **{f"Bullet Point {place}": row[f"bullet {place}"] for place in range(1, 6)},
                },
            )
            for number, row in enumerate(csv.DictReader(stream), 2)
        ]
    return engine
