"""Kind of picture: a network of ours beside a plain rule on older measures, on held-out sources; calibration; speed."""

from __future__ import annotations

from time import process_time
from typing import Any

import numpy as np

from .frame import Bench, Unavailable, interleave

COLUMNS = (
    *("kind", "kind_share", "drawn", "graphic", "uniform", "panels", "entropy", "sharpness"),
    *("background_near_white", "background_uniformity", "inset_box", "brightness"),
)
LEAST_F1, LEAST_AUC = 0.9, 0.99
"""What was asked for."""


def run(bench: Bench) -> None:
    """All pictures through the measures, as a check would measure them."""
    import cv2

    from handmade_lint import weights
    from handmade_lint.measures import measure
    from training.pictures import sources
    from training.pictures.synthesis import DRAWN, PHOTOGRAPHS, files

    cv2.setNumThreads(1)
    absent = sources.missing()
    if absent:
        raise Unavailable(absent)
    card = weights.card("picture-kind")
    names = list(card["kinds"])
    each = bench.size(40, 12)
    pictures = {kind: files(kind, each, "judge") for kind in names}
    truth = np.repeat(np.arange(len(names)), each)
    found = measure([one for kind in names for one in pictures[kind]], COLUMNS)
    if np.isnan(found["kind_share"]).all():
        raise Unavailable("no onnxruntime is installed")
    shares = _shares(pictures, names)
    said, plain = shares.argmax(1), np.array([names.index(one) for one in plain_rule(found)])
    bench.say(f"kind: {each} pictures of each of {len(names)} kinds, of sources that were held out")
    _table(bench, names, truth, said, plain)
    ours, theirs = _macro_f1(truth, said, len(names)), _macro_f1(truth, plain, len(names))
    bench.figure("kind.macro_f1", ours, "share", least=LEAST_F1)
    bench.figure("kind.macro_f1_plain_rule", theirs, "share")
    same = np.where(np.arange(len(names)) == names.index("detail"), names.index("setting"), np.arange(len(names)))
    kept = [number for number in range(len(names)) if names[number] != "detail"]
    nine = float(np.mean([_f1(same[truth], same[said], number) for number in kept]))
    bench.figure("kind.macro_f1_of_nine", nine, "share, setting and detail as one: no rule tells them apart")
    photographed = np.isin(truth, [names.index(one) for one in PHOTOGRAPHS])
    drawn = np.isin(truth, [names.index(one) for one in DRAWN])
    bench.figure("kind.drawn_auc", _auc(found["drawn"][drawn], found["drawn"][photographed]), "share", least=LEAST_AUC)
    bench.figure("kind.drawn_auc_plain_rule", _auc(found["graphic"][drawn], found["graphic"][photographed]), "share")
    sure = shares.max(1)
    given = sure >= card["abstains"]
    bench.figure("kind.answered", float(given.mean()), "share")
    bench.figure("kind.right_of_answered", float((said == truth)[given].mean()), "share")
    bench.figure("kind.calibration_error", _calibration(sure, said == truth), "share")
    flagged = _flagged(found)
    bench.figure("kind.flagged_of_drawn", float(flagged[drawn].mean()), "share")
    _photographs(bench)
    _slices(bench, names, truth, said, found)
    _speed(bench, [one for kind in names for one in pictures[kind][:8]])


def _shares(pictures: dict[str, list[bytes]], names: list[str]) -> Any:
    """Probabilities of all kinds, by the same path as the measure."""
    from handmade_lint.measures.kind import squared, told
    from handmade_lint.measures.view import View
    from handmade_lint.pixels import WORK, Header, Limits, decode, read_header

    seen = []
    for kind in names:
        for one in pictures[kind]:
            header = read_header(one, Limits(), Header(len(one)))
            seen.append(squared(View(decode(one, header, WORK)).work))
    answer = told(np.stack(seen))
    assert answer is not None
    return answer[0]


def plain_rule(found: Any) -> list[str]:
    """Kinds by what was measured before: flat areas, ground, seams, tones; thresholds chosen by hand."""
    kinds = []
    for row in range(len(found["graphic"])):
        flat, panels = found["graphic"][row] >= 0.75, found["panels"][row]
        inset = not np.isnan(found["inset_box"][row]).any()
        if flat and panels >= 3:
            kinds.append("chart")
        elif flat and found["entropy"][row] < 1.5:
            kinds.append("logo")
        elif flat and found["uniform"][row] > 0.8:
            kinds.append("card")
        elif flat and found["uniform"][row] > 0.55 and inset:
            kinds.append("screen")
        elif flat:
            kinds.append("drawing")
        elif panels >= 2 or inset:
            kinds.append("collage")
        elif found["background_near_white"][row] >= 0.8:
            kinds.append("white")
        elif found["background_uniformity"][row] >= 0.8:
            kinds.append("rendering")
        else:
            kinds.append("detail" if not found["sharpness"][row] >= 0.25 else "setting")
    return kinds


def _flagged(found: Any) -> Any:
    """Which pictures IM-107 would flag as main pictures, by its own thresholds."""
    from handmade_lint.rules import load
    from training.pictures.synthesis import DRAWN

    settings = load()["IM-107"].settings
    sure = (found["kind_share"] >= settings["least"]) & (found["drawn"] >= settings["least"])
    even = (found["kind"] != "drawing") | (found["graphic"] >= settings["flat"])
    return sure & even & np.isin(found["kind"], list(DRAWN))


def _table(bench: Bench, names: list[str], truth: Any, said: Any, plain: Any) -> None:
    for number, name in enumerate(names):
        wrong = np.bincount(said[truth == number], minlength=len(names))
        wrong[number] = 0
        taken = f", most often taken for {names[int(wrong.argmax())]} ({wrong.max()})" if wrong.any() else ""
        bench.say(f"{name:<10} F1 {_f1(truth, said, number):.2f}, plain rule {_f1(truth, plain, number):.2f}{taken}")


def _photographs(bench: Bench) -> None:
    """Real photographs as they lie in the folders: which share would be flagged as drawn."""
    from handmade_lint.measures import measure
    from handmade_lint.rules import load
    from training.pictures import sources
    from training.pictures.photos import NOT_PHOTOGRAPHS

    for source, what in (
        ("images/grocery_white_bg", "shop, on white"),
        ("images/grocery_in_store", "telephone, in a shop"),
        ("images/sabaceramics", "potter"),
        ("near_dup/imagededup", "camera, things at home"),
        ("images/clothing_cc0", "telephone, clothes: the source of the training"),
    ):
        paths = [one for one in sources.photographs(source) if not any(w in one.stem.lower() for w in NOT_PHOTOGRAPHS)]
        paths = paths[:: max(1, len(paths) // bench.size(200, 40))]
        if not paths:
            continue
        found = measure(paths, ("kind", "kind_share", "drawn", "graphic"))
        flagged = _flagged(found)
        others = {
            kind: int(((found["kind"] == kind) & (found["kind_share"] >= load()[code].settings["least"])).sum())
            for kind, code in (("rendering", "IM-108"), ("collage", "IM-026"))
        }
        bench.figure(f"kind.false.{source.rpartition('/')[2]}", float(flagged.mean()), f"of {len(paths)}: {what}")
        bench.say("  " + ", ".join(f"{count} told to be a {kind}" for kind, count in others.items()))


def _slices(bench: Bench, names: list[str], truth: Any, said: Any, found: Any) -> None:
    right = said == truth
    pale, dark = found["background_near_white"] >= 0.8, found["brightness"] < 90
    for what, mask in (("white ground", pale), ("other ground", ~pale), ("dark", dark)):
        bench.figure(f"kind.right.{what.replace(' ', '_')}", float(right[mask].mean()), f"share of {int(mask.sum())}")


def _speed(bench: Bench, pictures: list[bytes]) -> None:
    from handmade_lint.measures import measure
    from handmade_lint.measures.kind import SIDE, told

    eight = np.random.default_rng(1).integers(0, 255, (8, SIDE, SIDE, 3), np.uint8)
    pair = bench.pair(
        "kind.all_measures",
        lambda: measure(pictures, ("graphic", "panels", "kind")),
        lambda: measure(pictures, ("graphic", "panels")),
    )
    bench.say(f"kind adds {1000 * pair.over / len(pictures):.2f} ms a picture to two other measures")
    alone = interleave(lambda: told(eight), lambda: told(eight), bench.runs, process_time)
    bench.figure("kind.network", 1000 * alone.first / 8, "ms of the core a picture, eight at a time", 1.5)


def _f1(truth: Any, said: Any, number: int) -> float:
    both = int(((truth == number) & (said == number)).sum())
    either = int((truth == number).sum() + (said == number).sum())
    return 2 * both / either if either else 0.0


def _macro_f1(truth: Any, said: Any, count: int) -> float:
    return float(np.mean([_f1(truth, said, number) for number in range(count)]))


def _auc(positive: Any, negative: Any) -> float:
    """Chance that a positive stands above a negative; ties count half."""
    above = (positive[:, None] > negative[None]).mean() + 0.5 * (positive[:, None] == negative[None]).mean()
    return float(above)


def _calibration(sure: Any, right: Any) -> float:
    """Expected calibration error over ten bins of equal count (Guo et al. 2017)."""
    order = np.array_split(np.argsort(sure), 10)
    return float(sum(len(part) * abs(sure[part].mean() - right[part].mean()) for part in order) / len(sure))
