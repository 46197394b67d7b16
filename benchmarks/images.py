"""Pictures measured: every column against the scaled decode alone, two workers, memory, and peers on the same files."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from statistics import median
from time import process_time, sleep, thread_time
from typing import Any
from unittest.mock import patch

from .frame import Bench, Unavailable, interleave

NAME = "images"
BATCH = 16
_APART = ("embedding", "points", "codes")
"""Measures that are timed by themselves: an encoder and points for banks, and the readers of codes."""


def run(bench: Bench) -> None:
    """Measure made-up pictures in turn with the floor, with one and two workers, and with each installed peer.

    One process against one process is timed by its processor seconds, so that a busy machine does not decide; workers
    are timed by the wall.
    """
    try:
        import cv2

        from handmade_lint.measures.index import COLUMNS

        from ._codes import codes
        from .photographs import Photographer
    except ImportError as fault:
        raise Unavailable(f"the extra 'images' is not installed ({fault.name})") from fault
    cv2.setNumThreads(1)
    every = [name for name, column in COLUMNS.items() if column.measure not in _APART]
    scaled = [name for name in every if COLUMNS[name].needs != "detail"]
    with tempfile.TemporaryDirectory(prefix="handmade-lint-") as place:
        folder = Path(place)
        photographer = Photographer(bench.random)
        paths = photographer.write(folder, bench.size(300, 60))
        total = sum(path.stat().st_size for path in paths)
        bench.say(f"{len(paths)} pictures made of {photographer.source}, {total / len(paths) / 1000:.0f} kB each")
        alarms(bench)
        codes(bench, Photographer(bench.random))
        floor(bench, paths, scaled, every)
        remembered(bench, paths, every)
        if bench.verbose:
            profile(bench, paths, every)
        workers(bench, paths, every)
        memory(bench, paths, every)
        for peer in (imagehash, pdqhash, imagededup, cleanvision):
            peer(bench, folder, paths, every)


def alarms(bench: Bench) -> None:
    """How many of the phone photographs in ../shared/data are told to be what they are not."""
    from handmade_lint.measures import measure

    from .photographs import SHARED

    paths = sorted((SHARED / "clothing_cc0").rglob("*.jpg"))[:: 6 if bench.quick else 1]
    if not paths:
        bench.say("false alarms: not counted, ../shared/data/images is not here")
        return
    found = measure(paths, ["panels", "padding", "frame", "inset_box", "placeholder"])
    bench.figure("photographs", len(paths), "pictures of clothes")
    bench.figure("told_collages", int((found["panels"] > 1).sum()), "pictures", 0.02 * len(paths))
    bench.figure("told_padded", int((found["padding"] != "").sum()), "pictures", 0.01 * len(paths))
    bench.figure("told_framed", int((found["frame"] > 0).any(axis=1).sum()), "pictures", 0.01 * len(paths))
    bench.figure("told_insets", int((found["inset_box"] >= 0).all(axis=1).sum()), "pictures", 0.01 * len(paths))
    bench.figure("told_placeholders", int((found["placeholder"] > 0.5).sum()), "pictures", 0)


def floor(bench: Bench, paths: Sequence[Path], scaled: list[str], every: list[str]) -> None:
    """Reading, header and scaled decode alone; then all columns on top."""
    from handmade_lint.measures.index import COLUMNS
    from handmade_lint.pixels import DETAIL, WORK, decode, read_header

    def decoded(least: int) -> Callable[[], None]:
        def job() -> None:
            for path in paths:
                data = path.read_bytes()
                decode(data, read_header(data), least)

        return job

    runs = bench.runs if bench.quick else 7
    for name, columns, least in (("scaled", scaled, WORK), ("every", every, DETAIL)):
        pair = interleave(_measured(paths, columns), decoded(least), runs, process_time)
        bench.figure(f"{name}.columns", len(columns), "columns")
        bench.figure(f"{name}.floor", 1000 * pair.second / len(paths), "ms a picture")
        bench.figure(f"{name}.cold", 1000 * pair.first / len(paths), "ms a picture")
        bench.figure(f"{name}.over_floor", pair.ratio, "x", 1.25)
    for part in _APART:
        more = [*every, *(name for name, column in COLUMNS.items() if column.measure == part)]
        pair = interleave(_measured(paths, more), _measured(paths, every), runs, process_time)
        bench.figure(f"{part}.over_every", pair.ratio, "x")
    bench.say(
        "embedding: vectors of models/fingerprint, points: what proves, both for banks; codes: barcodes and QR codes"
    )
    bench.say("scaled: decoded at 512 px or more, as PDQ asks; every: 1,024 px or more, to see what was enlarged")


class _Here:
    """Measures in this process."""

    def map(self, batches: Iterable[Sequence[bytes]], columns: Collection[str]) -> Iterator[Any]:
        from handmade_lint.measures import measure

        return (measure(batch, columns) for batch in batches)

    def close(self) -> None:
        """Nothing is held."""


def remembered(bench: Bench, paths: Sequence[Path], every: list[str]) -> None:
    """The pictures of listings found and measured, against the same found and remembered from another run."""
    from handmade_lint.album import Album, Settings
    from handmade_lint.listing import ImageRef, Listing, Origin

    catalogue = paths[0].with_name("catalogue.csv")
    catalogue.touch()
    listings = [
        Listing(path.stem, {"title": path.stem}, (ImageRef(path.name, "main"),), origin=Origin(str(catalogue), 2))
        for path in paths
    ]

    def look(cache: bool) -> None:
        album = Album(every, Settings(cache=cache), measurer=_Here)
        tally = album.look(listings).tally
        album.close()
        assert tally.found == len(paths)
        assert not cache or not tally.measured, "a file changed less than two seconds before it was remembered"

    kept = {name: os.environ.get(name) for name in ("XDG_CACHE_HOME", "LOCALAPPDATA")}
    os.environ.update(dict.fromkeys(kept, str(paths[0].parent / "cache")))
    try:
        sleep(2.1)
        first = Album(every, measurer=_Here)
        first.look(listings)
        first.close()
        pair = interleave(lambda: look(False), lambda: look(True), bench.runs, process_time)
    finally:
        for name, value in kept.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
    bench.figure("album.cold", 1000 * pair.first / len(paths), "ms a picture")
    bench.figure("album.warm", 1000 * pair.second / len(paths), "ms a picture")
    bench.figure("album.cold_over_warm", pair.ratio, "x", least=50)


def profile(bench: Bench, paths: Sequence[Path], every: list[str]) -> None:
    """Where the time goes, in microseconds a picture. A view without a line is charged to who asks for it first."""
    from handmade_lint.measures import batch, focus, view

    spent: defaultdict[str, float] = defaultdict(float)
    inner = [0.0]

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def job(*words: Any) -> Any:
            inner.append(0.0)
            began = thread_time()
            try:
                return work(*words)
            finally:
                took = thread_time() - began
                spent[name] += took - inner.pop()
                inner[-1] += took

        return job

    with ExitStack() as stack:
        for part in ("decode", "read_header", "_read"):
            stack.enter_context(patch.object(batch, part, timed(part.strip("_"), getattr(batch, part))))
        measures = {name: timed(name, work) for name, work in batch._MEASURES.items()}
        stack.enter_context(patch.object(batch, "_MEASURES", measures))
        stack.enter_context(patch.object(focus, "enlargement", timed("enlargement", focus.enlargement)))
        stack.enter_context(patch.object(batch._Hashes, "add", timed("grids of hashes", batch._Hashes.add)))
        stack.enter_context(patch.object(batch._Hashes, "write", timed("bits of hashes", batch._Hashes.write)))
        for part in ("lying", "small", "small_grey", "tiny", "ground", "margins", "steps", "tones"):
            found = vars(view.View)[part]
            stack.enter_context(patch.object(found, "func", timed(f"view {part}", found.func)))
        began = thread_time()
        _measured(paths, every)()
        total = thread_time() - began
    spent["all else"] = total - sum(spent.values())
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        bench.say(f"profile: {name:<20} {1e6 * seconds / len(paths):7.0f} us a picture")


def workers(bench: Bench, paths: Sequence[Path], every: list[str]) -> None:
    """One worker process and two on the same batches, both already running."""
    from handmade_lint.measures.pool import Pool

    batches = [paths[at : at + BATCH] for at in range(0, len(paths), BATCH)]
    if bench.quick:
        batches *= 3
    with Pool(1) as one, Pool(2) as two:
        pair = interleave(lambda: list(one.map(batches, every)), lambda: list(two.map(batches, every)), bench.runs)
    count = sum(map(len, batches))
    bench.figure("one_worker", count / pair.first, "pictures/s")
    bench.figure("two_workers", count / pair.second, "pictures/s")
    bench.figure("two_over_one", pair.ratio, "x", least=1.85)


def memory(bench: Bench, paths: Sequence[Path], every: list[str]) -> None:
    """What a worker holds after a thousand pictures, and after twenty thousand."""
    from handmade_lint.measures.pool import Pool

    if not Path("/proc/self/statm").exists():
        bench.say("memory: not measured, this system has no /proc")
        return
    small = [path for path in paths if path.stat().st_size <= median(path.stat().st_size for path in paths)]
    first, last = bench.size(1000, 200), bench.size(20_000, 2_000)
    batches = ([small[(at + n) % len(small)] for n in range(BATCH)] for at in range(0, last, BATCH))
    with Pool(2) as pool:
        held: list[float] = []
        for number, _ in enumerate(pool.map(batches, every), start=1):
            if number == first // BATCH or number == last // BATCH:
                held.append(sum(map(_resident, (os.getpid(), *pool.pids))))
    bench.figure(f"memory_at_{first}", held[0], "MB, three processes")
    bench.figure(f"memory_growth_to_{last}", held[-1] - held[0], "MB", 32)


def imagehash(bench: Bench, folder: Path, paths: Sequence[Path], every: list[str]) -> None:
    """ImageHash's pHash alone against every column, and against our pHash alone."""
    try:
        import imagehash as peer
        from PIL import Image
    except ImportError:
        bench.say("imagehash: NOT INSTALLED (extra 'bench')")
        return
    some = bench.random.sample(paths, bench.size(60, 20))

    def job() -> None:
        for path in some:
            peer.phash(Image.open(path))

    _against(bench, "imagehash_phash", some, every, job, None)
    pair = interleave(_measured(some, ["phash"]), job, 3, process_time)
    bench.figure("imagehash_phash.times_faster_for_phash", 1 / pair.ratio, "x", least=3)


def pdqhash(bench: Bench, folder: Path, paths: Sequence[Path], every: list[str]) -> None:
    """PDQ's own library, on whole pictures as its users call it; and how far our bits are from it, at 512 px."""
    try:
        import pdqhash as peer
    except ImportError:
        bench.say("pdqhash: NOT INSTALLED (extra 'bench')")
        return
    import cv2
    import numpy as np
    from PIL import Image

    from handmade_lint.measures import measure

    some = bench.random.sample(paths, bench.size(20, 10))
    _against(bench, "pdqhash", some, every, lambda: [peer.compute(cv2.imread(str(path))) for path in some], None)
    ours = np.unpackbits(measure(some, ["pdq"])["pdq"], axis=1)
    apart = []
    for row, path in enumerate(some):
        with Image.open(path) as opened:
            thumbnail = opened.convert("RGB")
        thumbnail.thumbnail((512, 512))
        bits, quality = peer.compute(np.asarray(thumbnail))
        if quality >= 80:
            apart.append(int(np.count_nonzero(bits != ours[row])))
    bench.figure("pdq_bits_apart_mean", sum(apart) / len(apart), "bits of 256")
    bench.figure("pdq_bits_apart_most", max(apart), "bits of 256", 10)


def imagededup(bench: Bench, folder: Path, paths: Sequence[Path], every: list[str]) -> None:
    """Imagededup's pHash against every column."""
    try:
        from imagededup.methods import PHash
    except ImportError as fault:
        bench.say(f"imagededup: NOT INSTALLED (no module {fault.name}; extra 'bench')")
        return
    some = bench.random.sample(paths, bench.size(60, 20))
    peer = PHash(verbose=False)
    _against(bench, "imagededup_phash", some, every, lambda: [peer.encode_image(str(path)) for path in some], None)


def cleanvision(bench: Bench, folder: Path, paths: Sequence[Path], every: list[str]) -> None:
    """CleanVision's nine checks in one process against every column."""
    try:
        from cleanvision import Imagelab
    except ImportError as fault:
        bench.say(f"cleanvision: NOT INSTALLED (no module {fault.name}; extra 'bench')")
        return
    some = bench.random.sample(paths, bench.size(30, 15))

    def job() -> None:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            Imagelab(filepaths=[str(path) for path in some]).find_issues(n_jobs=1, verbose=False)

    _against(bench, "cleanvision", some, every, job, 1 / 8)


def _against(
    bench: Bench, name: str, paths: Sequence[Path], every: list[str], job: Callable[[], object], most: float | None
) -> None:
    pair = interleave(_measured(paths, every), job, 3, process_time)
    bench.figure(f"{name}.peer", 1000 * pair.second / len(paths), "ms a picture")
    bench.figure(f"{name}.ours", 1000 * pair.first / len(paths), "ms a picture")
    bench.figure(f"{name}.times_faster", 1 / pair.ratio, "x", least=None if most is None else 1 / most)


def _measured(paths: Sequence[Path], columns: list[str]) -> Callable[[], object]:
    from handmade_lint.measures import measure

    batches = [paths[at : at + BATCH] for at in range(0, len(paths), BATCH)]
    return lambda: [measure(batch, columns) for batch in batches]


def _resident(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
