"""What is laid over pictures and what it says: recall, false alarms beside plain rules, calibration, words, speed."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import which
from time import perf_counter, process_time
from typing import Any, cast

import cv2
import numpy as np

from handmade_lint import weights
from handmade_lint.measures import laid, lines, measure, overlay, reading
from handmade_lint.measures.pool import Pool

from .frame import Bench, Unavailable

NAME = "reading"
LEAST = 0.7
"""As the rule IM-005 has it."""
RECALL, CLEAN, WORN, PICTURES = 0.92, 0.03, 0.10, 100
PRINTED = (
    "0ef8124f 2437913a 405cc200 49f8cd37 651173e6 69ecd6f7 8523dd6f 8a21d557 8d985e5b bbb7cf34 c27d2fb0 cc1540a6 "
    "d0a1f161 d3db25f4 d97a270c dbca8733 e1ab4913 fcbdb909"
).split()
"""Photographs of clothing_cc0, kept for the judging, that show words on clothes and walls: looked through by eye."""
_PACKAGE = re.compile(r"Packages|Milk|Yoghurt|Sour|Juice|Oat", re.I)

Way = Callable[[Any], float]


@dataclass(frozen=True, slots=True)
class Judged:
    """What ways say of a picture."""

    name: str
    source: str
    scores: dict[str, float]
    passed: bool
    """Whether lines were looked for."""


def run(bench: Bench) -> None:
    """Judge on scenes and photographs of the judging part, then time the stages."""
    if not lines.installed():
        raise Unavailable("needs rapidocr: pip install 'handmade-lint[reading]'")
    if which("fc-list") is None:
        raise Unavailable("needs fonts, which fc-list of fontconfig names")
    from training.pictures.overlays import judging, scenes

    if not scenes.PHOTOGRAPHS.is_dir():
        raise Unavailable(f"needs the photographs below {scenes.PHOTOGRAPHS}")
    bench.say(
        "SYNTHETIC: all that is laid over photographs, and words of 'worn' scenes; photographs, fonts (a quarter of"
    )
    bench.say("the Latin families) and four scripts are in no training; half of the photographs are of other sources")
    made = list(judging.made("test", bench.size(90, 36), bench.seed))
    told = [_judged(one.name if one.over or one.name == "clean" else "worn", one.source, one.pixels) for one in made]
    photos = _photographs(scenes, judging)
    told += [_judged(name, source, pixels) for name, source, pixels in photos]
    _table(bench, told)
    _kinds(bench, told, made)
    _calibrated(bench, told)
    _words(bench, judging)
    _stages(bench, made)
    _throughput(bench, made)


def _photographs(scenes: Any, judging: Any) -> list[tuple[str, str, Any]]:
    """Photographs as they are: with words on things, and the rest."""
    found = []
    for folder in scenes.LEARNT:
        for number, path in enumerate(sorted((scenes.PHOTOGRAPHS / folder).glob("*.jpg"))):
            if path.stem[:8] in scenes.STAMPED:
                found.append(("real stamp", "same", cv2.imread(str(path))))
            elif number % 5 == 0:
                printed = path.stem[:8] in PRINTED or _PACKAGE.search(path.name)
                found.append(("real words" if printed else "real", "same", cv2.imread(str(path))))
    for pattern in judging.OTHER_SOURCES:
        for path in sorted(scenes.PHOTOGRAPHS.glob(pattern)):
            bears = _PACKAGE.search(path.name) if "grocery" in pattern else None
            found.append(("real words" if bears else "real", "other", scenes.sized(cv2.imread(str(path)), 1600)))
    return found


def _judged(name: str, source: str, pixels: Any) -> Judged:
    from training.pictures.overlays import judging

    view = judging.view_of(pixels)
    glance = overlay.glance(view.work)
    doubt = reading.doubt(view, glance, reading.closer_look(view, glance))
    passed = reading.stirs(glance) and doubt >= weights.numbers(overlay.MODEL, "judge.json")["gate"]["glances"]
    scores = {
        "cascade": float(np.asarray(reading.measure(view)["overlay"])),
        "gate": glance.whole,
        "two glances": doubt,
        "detector": _detector(pixels),
        "gradients": _gradients(view),
    }
    return Judged(name, source, scores, passed)


def _detector(pixels: Any) -> float:
    """The plain rule: the surest line that PaddleOCR's finder sees at 640 px."""
    scale = min(1.0, 640 / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else pixels
    return max((line.sure for line in lines.find(small)), default=0.0)


def _gradients(view: Any) -> float:
    """A plainer one: the share of blocks that are much steeper than the picture's median."""
    luma = view.grey.astype(np.float32)
    steep = np.abs(cv2.Sobel(luma, cv2.CV_32F, 1, 0)) + np.abs(cv2.Sobel(luma, cv2.CV_32F, 0, 1))
    blocks = cv2.resize(steep, (32, 32), interpolation=cv2.INTER_AREA)
    return float((blocks > 4 * np.median(blocks) + 40).mean())


OVER = frozenset("text small strip badge ribbon watermark tiled border measured".split())
GROUPS = ("real stamp", "clean", "real", "worn", "real words")


def _table(bench: Bench, told: Sequence[Judged]) -> None:
    from training.pictures.overlays.judging import auc

    over = [one for one in told if one.name in OVER]
    bench.say(f"{len(over)} pictures with overlays; recall where false alarms on clean pictures are as many as allowed")
    heads = "".join(f"{name:>12}" for name in ("recall", *GROUPS, "AUC clean", "AUC worn"))
    bench.say(f"  {'way':<22}{heads}")
    clean = [one for one in told if one.name in ("clean", "real")]
    worn = [one for one in told if one.name in ("worn", "real words")]
    ways: list[tuple[str, float]] = [("cascade", 0.5), ("cascade", 0.6), ("cascade", LEAST)]
    for way in ("gate", "two glances", "detector", "gradients"):
        ways.append((way, float(np.quantile([one.scores[way] for one in clean], 1 - CLEAN)) + 1e-9))
    for way, at in ways:
        shares = [
            _share(over, way, at),
            *(_share([one for one in told if one.name == name], way, at) for name in GROUPS),
        ]
        curves = [
            auc([True] * len(over) + [False] * len(rest), [one.scores[way] for one in (*over, *rest)])
            for rest in (clean, worn)
        ]
        bench.say(f"  {f'{way} >= {at:.2f}':<22}" + "".join(f"{one:>12.3f}" for one in (*shares, *curves)))
    bench.figure("overlay.recall", _share(over, "cascade", LEAST), "of pictures", least=RECALL)
    bench.figure("overlay.false-alarms", _share(clean, "cascade", LEAST), "of clean pictures", CLEAN)
    bench.figure("overlay.on-things", _share(worn, "cascade", LEAST), "of things with words", WORN)


def _share(some: Sequence[Judged], way: str, at: float) -> float:
    return float(np.mean([one.scores[way] >= at for one in some])) if some else float("nan")


def _kinds(bench: Bench, told: Sequence[Judged], made: Sequence[Any]) -> None:
    bench.say(f"  {'kind or group':<22}{'n':>5}{'flagged':>9}{'gate lets through':>19}{'detector alone':>16}")
    for name in dict.fromkeys(one.name for one in told):
        for source in ("same", "other"):
            some = [one for one in told if one.name == name and one.source == source]
            if some:
                passed = np.mean([one.passed for one in some])
                cells = f"{_share(some, 'cascade', LEAST):>9.2f}{passed:>19.2f}{_share(some, 'detector', 0.6):>16.2f}"
                bench.say(f"  {name + ', ' + source:<22}{len(some):>5}{cells}")
    for ground, white in (("white ground", True), ("other ground", False)):
        some = [one for one, scene in zip(told, made, strict=False) if _white(scene.pixels) == white]
        over, others = (
            _share([one for one in some if (one.name in OVER) == laid_over], "cascade", LEAST)
            for laid_over in (True, False)
        )
        bench.say(f"  {ground:<22}{len(some):>5}{over:>9.2f} of overlays, {others:.2f} of others")


def _white(pixels: Any) -> bool:
    ring = np.concatenate([pixels[:4].reshape(-1, 3), pixels[-4:].reshape(-1, 3)])
    return bool((ring.min(axis=1) >= 235).mean() > 0.6)


def _calibrated(bench: Bench, told: Sequence[Judged]) -> None:
    """Expected calibration error over five parts of 0 to 1."""
    chances = np.array([one.scores["cascade"] for one in told])
    truth = np.array([one.name in OVER or one.name == "real stamp" for one in told])
    error = 0.0
    for low in np.arange(0, 1, 0.2):
        part = (chances >= low) & ((chances < low + 0.2) | (low > 0.75))
        if part.any():
            bench.say(f"  said {low:.1f} to {low + 0.2:.1f}: {part.sum():>4} pictures, {truth[part].mean():.2f} true")
            error += part.mean() * abs(chances[part].mean() - truth[part].mean())
    bench.figure("overlay.calibration-error", error, "")


TOLD = (
    "www.oakline.example|+33 6 12 34 56 78|FREE SHIPPING|BEST SELLER|Soldes -20 %|Livraison gratuite|Nur heute 29,90 €|"
    "Fatto a mano|Hecho a mano|contact@lune.example|JX-2031|厂家直销包邮|送料無料"
).split("|")


def _words(bench: Bench, judging: Any) -> None:
    """Known words laid over photographs: how many of their letters are read."""
    from training.pictures.overlays import letters, scenes
    from training.pictures.overlays.canvas import Canvas, blend, scaled

    random = Random(bench.seed)
    photos = judging.other_photographs()
    whole = read = 0
    count = bench.size(8, 2)
    for said in TOLD * count:
        script = "han" if "厂" in said else "kana" if "送" in said else "latin"
        canvas = Canvas(scenes.photograph(random, photos, 900))
        width, height = canvas.size
        mask = scaled(letters.drawn(random, "test", said, script), high=round(height * random.uniform(0.04, 0.09)))
        mask = scaled(mask, wide=round(0.9 * width)) if mask.shape[1] > 0.9 * width else mask
        at = random.randint(0, width - mask.shape[1]), random.choice((round(0.03 * height), round(0.85 * height)))
        tall = slice(at[1], at[1] + mask.shape[0]), slice(at[0], at[0] + mask.shape[1])
        ground = tuple(random.randint(0, 255) for _ in range(3))
        dark = sum(ground) < 384
        if random.random() < 0.6:
            canvas.pixels[max(0, at[1] - 8) : at[1] + mask.shape[0] + 8] = ground
        else:
            dark = float(canvas.pixels[tall].mean()) < 128
        blend(canvas.pixels, mask, (255,) * 3 if dark else (0,) * 3, *at)
        got = reading.measure(judging.view_of(scenes.saved(random, canvas.pixels)))
        texts: Any = got.get("words_texts", ())
        plain = [re.sub(r"\W", "", one).casefold() for one in texts]
        read += bool(any(plain))
        whole += re.sub(r"\W", "", said).casefold() in plain
    bench.say(f"{len(TOLD) * count} lines of known words, fonts of the judging part")
    bench.figure("words.some-read", read / len(TOLD) / count, "of pictures")
    bench.figure("words.read-whole", whole / len(TOLD) / count, "of pictures")


def _stages(bench: Bench, made: Sequence[Any]) -> None:
    """Time of each stage, one thread, and the share of pictures that each sees where one in ten has an overlay."""
    from training.pictures.overlays import judging

    times: dict[str, list[float]] = {}

    def timed(name: str, job: Callable[..., Any], *given: Any) -> Any:
        began = process_time()  # of this thread's work: the wall says more of the neighbours
        found = job(*given)
        times.setdefault(name, []).append(1000 * (process_time() - began))
        return found

    for scene in made[: bench.size(240, 60)]:
        view = judging.view_of(scene.pixels)
        work = view.work
        _ = view.ground.outside
        glance = timed("gate", overlay.glance, work)
        if not reading.stirs(glance):
            continue
        closer = timed("second glance", reading.closer_look, view, glance)
        if reading.doubt(view, glance, closer) < weights.numbers(overlay.MODEL, "judge.json")["gate"]["glances"]:
            continue
        seen = laid.Seen(reading.sized(view), glance, closer, view.ground.outside if view.ground.even else None)
        found = timed("detector", reading.writing, seen)
        size = seen.pixels.shape[1], seen.pixels.shape[0]
        boxes = [laid.box_of(line, size) for line in found]
        if found:
            rows = timed("judge", _features, seen, found, boxes)
            chances = laid.trees("line")(rows)
            for line in [one for one, chance in zip(found, chances, strict=True) if chance >= 0.5][: reading.MOST]:
                timed("reader, a line", lines.read, lines.cut(seen.pixels, line))
    for name, some in times.items():
        limit = 1.5 if name == "gate" else None
        bench.figure(f"stage.{name.replace(', ', '-').replace(' ', '-')}", float(np.median(some)), "ms", limit)


def _features(seen: laid.Seen, found: list[lines.Line], boxes: list[laid.Box]) -> Any:
    return laid.features(seen, found, reading.closely(seen, boxes))


def _throughput(bench: Bench, made: Sequence[Any]) -> None:
    """Files of 1 to 3 megapixels, one in ten with something laid over it: by the processor's time, and by the wall."""
    random = Random(bench.seed)
    over = [one for one in made if one.over]
    rest = [one for one in made if not one.over]
    count = bench.size(240, 60)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number in range(count):
            scene = random.choice(over if number % 10 == 0 else rest)
            area = random.uniform(1e6, 3e6)
            scale = (area / (scene.pixels.shape[0] * scene.pixels.shape[1])) ** 0.5
            pixels = cv2.resize(scene.pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
            paths.append(Path(folder) / f"{number}.jpg")
            cv2.imwrite(str(paths[-1]), pixels, [cv2.IMWRITE_JPEG_QUALITY, 88])
        columns = ["overlay", "overlay_box", "words_texts", "words_boxes", "words_laid"]
        measure(paths[:4], columns)  # networks are loaded
        began = process_time()
        found = measure(paths, columns)
        ours = (process_time() - began) / count
        began = process_time()
        measure(paths, ["sharpness", "enlargement"])
        plain = (process_time() - began) / count
        with Pool(jobs=2) as pool:
            list(pool.map([paths[:4], paths[4:8]], columns))
            began = perf_counter()
            list(pool.map([paths[at : at + 12] for at in range(0, count, 12)], columns))
            wall = perf_counter() - began
    seen = float(np.isfinite(found["overlay_box"][:, 0]).mean())
    bench.say(
        f"{count} files of 1 to 3 megapixels, one in ten with an overlay; lines are looked for in {seen:.2f} of them"
    )
    bench.say("by the processor's time, as two free cores would do it; by the wall, as this machine did it just now")
    bench.figure("throughput", 2 / ours, "pictures/s of two cores", least=PICTURES)
    bench.figure("throughput.other-measures-alone", 2 / plain, "pictures/s of two cores")
    bench.figure("throughput.wall", count / wall, "pictures/s in two processes")


if __name__ == "__main__":
    import sys

    from . import frame

    name = "reading"
    one = frame.Bench(name, "--quick" in sys.argv, verbose="--verbose" in sys.argv)
    known = {name: cast(frame.Benchmark, sys.modules[__name__])}
    raise SystemExit(frame.run([one], known, "--json" in sys.argv))
