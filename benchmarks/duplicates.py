"""The same picture after edits: recall and false matches of ours and of peers on the same files; a million hashes.

References are photographs of sources that the encoder never saw; queries are their edits; strangers are all other
references, photographs of clothes, and things on white put together of them. Pictures whose names tell the same product
or the same maker (cartons that differ in a fruit, one crate of apples taken twice) are neither: whether they are told,
and as what, is printed by itself. Where ../shared/data is not at hand, made-up pictures stand for all of them, and no
goal is held against them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np

from .frame import Bench, Unavailable

NAME = "duplicates"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "images"
Distances = tuple[Any, Any]
"""Of (queries, references): distances; and the same of (queries, strangers)."""
MOST_FALSE = 1e-6
"""Share of pairs of strangers that may be taken for the same."""
MAKERS = ("Alpro", "Arla", "Bravo", "Garant", "God", "Oatly", "Tropicana", "Valio")
"""First words of names: what they make comes in variants."""

_TABLES = 4
"""Megabytes of an index that do not depend on how much it holds."""


def run(bench: Bench) -> None:
    """Edits first, then search."""
    try:
        import cv2

        from .edits import EDITS, GOALS, saved
        from .photographs import Photographer
    except ImportError as fault:
        raise Unavailable(f"the extra 'images' is not installed ({fault.name})") from fault
    cv2.setNumThreads(1)
    references, products, strangers, real = pictures(bench, Photographer(bench.random))
    files = [saved(one, 95) for one in references]
    others = [saved(one, 92) for one in strangers]
    kinds = [kind for kind in EDITS if not bench.quick or kind in GOALS]
    queries = {
        kind: [saved(EDITS[kind](one, Random(f"{kind} {number}"))) for number, one in enumerate(references)]
        for kind in kinds
    }
    kin = relations(products, len(others))
    pairs = len(kinds) * int((~kin).sum())
    bench.say(f"{len(files)} references ({'photographs' if real else 'made up'}), {len(others)} strangers more,")
    bench.say(
        f"{len(kinds)} edits: {pairs / 1e6:.2f} million pairs of strangers; at most {MOST_FALSE:g} of them matched"
    )
    flat = [file for kind in kinds for file in queries[kind]]
    goals = GOALS if real else {}
    measured = ours(files + others), ours(flat)
    table(bench, "hashes", kinds, hashes(*measured), 31, kin)
    table(bench, "encoder", kinds, vectors(*measured), None, kin)
    bank(bench, kinds, *measured, kin, goals)
    for peer, method, limit in (
        ("imagehash phash", imagehash_phash, 10),
        ("pdqhash", pdqhash_full, 31),
        ("imagededup phash", imagededup_phash, 10),
        ("perception trimmed pdq", perception_pdq, 31),
    ):
        try:
            known, asked = method(files + others), method(flat)
        except ImportError as fault:
            bench.say(f"{peer}: not installed ({fault.name})")
            continue
        table(bench, peer, kinds, blocked(asked, known), limit, kin)
    search(bench)


def pictures(bench: Bench, photographer: Any) -> tuple[list[Any], list[str], list[Any], bool]:
    """References, the product of each, strangers, and whether they are photographs."""
    import cv2

    def read(folder: str, step: int = 1) -> list[tuple[str, Any]]:
        paths = sorted(one for one in (SHARED / folder).rglob("*") if one.suffix.casefold() in (".jpg", ".png"))
        return [(path.stem, pixels) for path in paths[::step] if (pixels := cv2.imread(str(path))) is not None]

    real = SHARED.is_dir()
    made = [
        decoded(photographer.jpeg(480, white=number % 3 > 0, progressive=False))
        for number in range(bench.size(2000, 60))
    ]
    if not real:
        some = made[: len(made) // 4]
        return some, [str(number) for number in range(len(some))], made[len(made) // 4 :], False
    held = read("grocery_white_bg", bench.size(1, 3)) + read("grocery_in_store", bench.size(1, 6))
    names = [name.rpartition("__")[2].rpartition("_")[0] for name, _ in held]
    products = [maker if (maker := name.partition("-")[0]) in MAKERS else name for name in names]
    others = [pixels for _, pixels in read("clothing_cc0", bench.size(1, 20))]
    return [pixels for _, pixels in held], products, others + made, True


def relations(products: Sequence[str], others: int) -> Any:
    """(references, references + others): whether two are of one product or maker; each is of its own."""
    told = np.array(products)
    return np.concatenate([told[:, None] == told[None], np.zeros((len(told), others), bool)], axis=1)


def decoded(data: bytes) -> Any:
    """BGR."""
    import cv2

    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)


def ours(files: Sequence[bytes]) -> Mapping[str, Any]:
    """What a bank holds and a search asks."""
    from handmade_lint.banks.prints import KEPT
    from handmade_lint.measures import measure

    return measure(files, KEPT)


def hashes(known: Mapping[str, Any], asked: Mapping[str, Any]) -> Any:
    """Bits apart, the least over margins and orientations."""
    from handmade_lint.banks.hamming import distances_between

    found = np.full((len(asked["pdq"]), len(known["pdq"])), 256, np.int16)
    for column in ("pdq", "pdq_trimmed"):
        for way in range(9):
            mine = asked["pdq"] if way == 8 else np.ascontiguousarray(asked["pdq_dihedral"][:, way])
            np.minimum(found, distances_between(mine, known[column]), out=found, casting="unsafe")
    return found


def vectors(known: Mapping[str, Any], asked: Mapping[str, Any]) -> Any:
    """1 less the likeness, the least over the picture and its mirror."""
    theirs = known["vector"].astype(np.float32).T / 127
    return 1 - np.maximum(*(asked[name].astype(np.float32) / 127 @ theirs for name in ("vector", "vector_mirrored")))


def bank(bench: Bench, kinds: Sequence[str], known: Any, asked: Any, kin: Any, goals: Mapping[str, float]) -> None:
    """What a search in a bank tells, as `bank search` and `check --bank` do: hashes, short list, points."""
    from handmade_lint.banks.bank import Note, create
    from handmade_lint.banks.prints import of_columns
    from handmade_lint.banks.search import Searcher

    count = len(known["pdq"])
    digests = np.frombuffer(b"".join(number.to_bytes(16, "big") for number in range(1, count + 1)), np.uint8)
    with TemporaryDirectory() as folder:
        made = create(Path(folder) / "bank", "own")
        made.add_pictures(of_columns(known, digests.reshape(-1, 16)), [Note(str(number)) for number in range(count)])
        size = sum(file.stat().st_size for file in made.folder.iterdir())
        bench.figure("bank: size", size / count, "bytes a picture")
        nobody = np.zeros((len(asked["pdq"]), 16), np.uint8)
        for method, prove in (("bank without points", False), ("bank", True)):
            searcher = Searcher(made)
            searcher.pictures({name: column[:1] for name, column in asked.items()}, nobody[:1], prove)
            began = perf_counter()
            found = searcher.pictures(asked, nobody, prove)
            bench.figure(f"{method}: search", (perf_counter() - began) / len(found) * 1000, "ms a picture")
            told = np.zeros((len(found), count), np.uint8)
            for row, matches in enumerate(found):
                for match in matches:
                    told[row, match.entry] = 1 if match.same in ("scene", "product") else 2
            judged(bench, method, kinds, told, kin, goals if prove else {})


def judged(bench: Bench, method: str, kinds: Sequence[str], told: Any, kin: Any, goals: Mapping[str, float]) -> None:
    """Recall and false matches of what was told: 0 nothing, 1 the same scene or product, 2 the same picture."""
    each = len(kin)
    related = np.tile(kin, (len(kinds), 1))
    rows = np.arange(len(told))
    own = told[rows, rows % each]
    related[rows, rows % each] = True
    wrong = int((told[~related] > 0).sum())
    total = int((~related).sum())
    bench.figure(f"{method}: false a million pairs", wrong / total * 1e6, f"{wrong} of {total}", 1.0 if goals else None)
    related[rows, rows % each] = False
    for level, words in ((1, "as the same scene or product"), (2, "as the same picture, which it is not")):
        share = float((told[related] == level).mean()) if related.any() else 0.0
        bench.figure(f"{method}: another of the product", share, words)
    for first, words in ((0, "that limits were set on"), (1, "that no limit was set on")):
        some = own.reshape(len(kinds), each)[:, first::2]
        bench.figure(f"{method}: all edits", float((some > 0).mean()), f"recall, every second photograph, {words}")
    for at, kind in enumerate(kinds):
        mine = own[at * each : (at + 1) * each]
        words = f"recall, {float((mine == 2).mean()):.3f} as the same picture"
        bench.figure(f"{method}: {kind}", float((mine > 0).mean()), words, least=goals.get(kind))


def table(bench: Bench, method: str, kinds: Sequence[str], apart: Any, limit: float | None, kin: Any) -> None:
    """Recall by kind of edit, at the method's own limit and at the widest that keeps to MOST_FALSE."""
    each = len(apart) // len(kinds)
    rows = np.arange(len(apart))
    own = apart[rows, rows % each]
    strangers = apart.astype(np.float64)
    strangers[np.tile(kin, (len(kinds), 1))] = np.inf
    total = len(kinds) * int((~kin).sum())
    allowed = int(MOST_FALSE * total)
    widest = float(np.partition(strangers.ravel(), allowed)[allowed])
    if limit is not None:
        wrong = int((strangers <= limit).sum())
        bench.figure(f"{method}: false a million pairs", wrong / total * 1e6, "")
    for at, kind in enumerate(kinds):
        mine = own[at * each : (at + 1) * each]
        recall = float((mine <= limit).mean()) if limit is not None else float((mine < widest).mean())
        best = float((mine < widest).mean())
        words = f"recall, {best:.3f} at most {MOST_FALSE:g} false"
        bench.figure(f"{method}: {kind}", recall, words)


def blocked(some: Any, others: Any) -> Any:
    """Bits apart of packed hashes of any length."""
    mine, its = np.packbits(some, axis=1), np.packbits(others, axis=1)
    apart = np.zeros((len(mine), len(its)), np.int16)
    for byte in range(mine.shape[1]):
        apart += np.bitwise_count(mine[:, None, byte] ^ its[None, :, byte])
    return apart


def rgb(file: bytes) -> Any:
    """As peers take it."""
    return np.ascontiguousarray(decoded(file)[:, :, ::-1])


def imagehash_phash(files: Sequence[bytes]) -> Any:
    """(n, 64) bits of ImageHash's pHash."""
    import imagehash
    from PIL import Image

    return np.stack([imagehash.phash(Image.fromarray(rgb(file))).hash.ravel() for file in files])


def pdqhash_full(files: Sequence[bytes]) -> Any:
    """(n, 256) bits of PDQ as its library gives them."""
    import pdqhash

    return np.stack([pdqhash.compute(rgb(file))[0].astype(bool) for file in files])


def imagededup_phash(files: Sequence[bytes]) -> Any:
    """(n, 64) bits of imagededup's pHash."""
    from imagededup.methods import PHash

    method = PHash(verbose=False)
    codes = [method.encode_image(image_array=rgb(file)) for file in files]
    return np.stack([np.unpackbits(np.frombuffer(bytes.fromhex(code), np.uint8)).astype(bool) for code in codes])


def perception_pdq(files: Sequence[bytes]) -> Any:
    """(n, 256) bits of PDQ after perception's own trimming."""
    import pdqhash
    from perception.hashers.tools import unletterbox_crop

    found = []
    for file in files:
        pixels = rgb(file)
        cut = unletterbox_crop(pixels)
        found.append(pdqhash.compute(np.ascontiguousarray(pixels if cut is None else cut))[0].astype(bool))
    return np.stack(found)


def search(bench: Bench) -> None:
    """A million fingerprints: build, queries a second, memory; the same of libraries, recall against brute force."""
    from handmade_lint.banks.hamming import Index, distances_between

    count = bench.size(1_000_000, 50_000)
    chance = np.random.default_rng(bench.seed)
    known = chance.integers(0, 256, (count, 32), np.uint8)
    known[: count // 20, :12] = known[0, :12]  # a crowd, such as things on white make
    picks = chance.integers(0, count, bench.size(2000, 500))
    bits = np.unpackbits(known[picks], axis=1)
    for row, much in zip(bits, chance.integers(0, 32, len(picks)), strict=True):
        row[chance.choice(256, much, replace=False)] ^= 1
    queries = np.packbits(bits, axis=1)
    truth = set()
    for at in range(min(len(queries), 200)):
        apart = distances_between(queries[at : at + 1], known)[0]
        truth |= {(at, int(entry)) for entry in np.flatnonzero(apart <= 31)}
    began = perf_counter()
    index = Index(known)
    bench.figure("search: build", perf_counter() - began, f"s for {count} fingerprints")
    bench.figure("search: memory", index.bytes / 1e6, "MB", 256 * count / 1e6 + _TABLES)
    for threads in (1, 2):
        rate, hits = timed(partial(index.search, queries, threads=threads), len(queries))
        bench.figure(f"search: {threads} thread", rate, "queries/s", least=2000.0 if threads == 2 else None)
    found = set(zip(hits.query.tolist(), hits.entry.tolist(), strict=True))
    bench.figure("search: recall against brute force", len(truth & found) / len(truth), "", least=1.0)
    short_list(bench, chance)
    for peer in (faiss_flat, faiss_multi, usearch_index):
        try:
            build, rate, share = peer(known, queries, picks)
        except ImportError as fault:
            bench.say(f"{peer.__name__}: not installed ({fault.name})")
            continue
        bench.figure(f"search: {peer.__name__} build", build, "s")
        bench.figure(f"search: {peer.__name__}", rate, f"queries/s, one thread, recall {share:.3f}")


def short_list(bench: Bench, chance: Any) -> None:
    """The nearest of ten vectors a picture, as a search asks for them: 64 pictures and their mirror images at once."""
    from handmade_lint.banks.layout import VIEWS
    from handmade_lint.banks.shortlist import Shortlist

    known = np.zeros(bench.size(100_000, 5_000), VIEWS)
    known["entry"] = np.arange(len(known))
    known["vectors"] = chance.integers(-40, 41, known["vectors"].shape, np.int8)
    made = Shortlist(known, np.ones(len(known), bool), comparable=True)
    asked = chance.normal(0, 1 / 8, (64, 2, 64)).astype(np.float32)
    rate, _ = timed(lambda: made.nearest(asked, 24), len(asked))
    bench.figure("search: short list", rate, f"queries/s, one thread, {len(known)} pictures of ten vectors")


def timed(job: Callable[[], Any], count: int) -> tuple[float, Any]:
    """How many a second, the best of three, and the last answer."""
    best = 0.0
    for _ in range(3):
        began = perf_counter()
        answer = job()
        best = max(best, count / (perf_counter() - began))
    return best, answer


def faiss_flat(known: Any, queries: Any, picks: Any) -> tuple[float, float, float]:
    """faiss: every hash compared."""
    import faiss

    faiss.omp_set_num_threads(1)
    began = perf_counter()
    index = faiss.IndexBinaryFlat(256)
    index.add(known)
    build = perf_counter() - began
    some = queries[:300]
    rate, (_, found) = timed(lambda: index.search(some, 1), len(some))
    return build, rate, float((known[found[:, 0]] == known[picks[:300]]).all(axis=1).mean())


def faiss_multi(known: Any, queries: Any, picks: Any) -> tuple[float, float, float]:
    """faiss: 16 tables of 16 bits, neighbours of one bit."""
    import faiss

    faiss.omp_set_num_threads(1)
    began = perf_counter()
    index = faiss.IndexBinaryMultiHash(256, 16, 16)
    index.nflip = 1
    index.add(known)
    build = perf_counter() - began
    some = queries[:300]
    rate, (_, found) = timed(lambda: index.search(some, 1), len(some))
    return build, rate, float((known[found[:, 0]] == known[picks[:300]]).all(axis=1).mean())


def usearch_index(known: Any, queries: Any, picks: Any) -> tuple[float, float, float]:
    """usearch: HNSW over bits, of a tenth of the hashes, since its build takes minutes."""
    module: Any = import_module("usearch.index")
    part = len(known) // 10
    began = perf_counter()
    index = module.Index(ndim=256, metric=module.MetricKind.Hamming, dtype=module.ScalarKind.B1)
    index.add(np.arange(part), known[:part], threads=1)
    build = perf_counter() - began
    inside = np.flatnonzero(picks < part)[:300]
    rate, found = timed(lambda: index.search(queries[inside], 1, threads=1), len(inside))
    share = float((np.asarray(found.keys).ravel() == picks[inside]).mean())
    return build, rate, share
