"""Marks in pictures: recall and false alarms on what was held out, beside a classical descriptor; speed."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from time import process_time
from typing import Any

import numpy as np

from .frame import Bench, Unavailable

LEAST_RECALL, MOST_FALSE = 0.8, 0.01
"""What was asked for; false alarms a picture."""
GALLERY = 300
"""Marks of the judging that are known; the others of it are unknown marks."""
OVERLAP = 0.3
"""Least area in common with the true box for an alarm to be right."""


def run(bench: Bench) -> None:
    """Pictures with known marks, with unknown marks, and without any."""
    import cv2

    from handmade_lint import weights
    from handmade_lint.measures import network
    from handmade_lint.measures.marks import seen as look
    from handmade_lint.measures.view import fit, grey
    from training.pictures import sources
    from training.pictures.marks.laying import WAYS, grounds, laid
    from training.pictures.shapes import mask

    cv2.setNumThreads(1)
    absent = sources.missing()
    if absent:
        raise Unavailable(absent)
    if network.session("marks", "encoder.onnx") is None:
        raise Unavailable("no onnxruntime is installed")
    card = weights.card("marks")
    files = sources.marks("judge")
    Random("gallery").shuffle(files := list(files))
    shapes = {path.stem: mask(path, 96) for path in files[:GALLERY]}
    ours, classical = _gallery(shapes)
    each = bench.size(60, 15)
    with_marks = [laid(Random(f"judge:{n}"), "judge", files[n % GALLERY], WAYS[n % len(WAYS)]) for n in range(6 * each)]
    unknown = [laid(Random(f"unknown:{n}"), "judge", files[GALLERY + n % 300]) for n in range(2 * each)]
    plain = [cv2.imread(str(path)) for path in grounds("judge")[:: bench.size(1, 4)]]
    pictures = [fit(one.pixels, 512) for one in (*with_marks, *unknown)] + [
        fit(one, 512) for one in plain if one is not None
    ]
    began = process_time()
    seen = [look(one) for one in pictures]
    spent = process_time() - began
    first, second = len(with_marks), len(with_marks) + len(unknown)
    bench.say(
        f"marks: {GALLERY} known of {len(files)} held out; {first} pictures with one, {len(unknown)} with an unknown"
    )
    bench.say(
        f"one, {len(pictures) - second} photographs without, none of them of the training; all marks are laid on by us"
    )
    nearest = [_nearest(one, ours) for one in seen]
    bench.figure("marks.places_reached", _reached(seen[:first], with_marks), "share of marks with a place on them")
    recall = _recall(bench, nearest[:first], with_marks, card["far"], card["least"])
    bench.figure("marks.recall", recall, "share", least=LEAST_RECALL)
    alarms = [_alarms(one, card["far"], card["least"]) for one in nearest]
    bench.figure("marks.false_alarms", float(np.mean(alarms[second:])), "a photograph without", MOST_FALSE)
    bench.figure("marks.false_names", float(np.mean(alarms[first:second])), "a photograph with an unknown mark")
    plain_rule = [
        _nearest((boxes, _hog(grey(one), boxes), likely), classical)
        for (boxes, _, likely), one in zip(seen, pictures, strict=True)
    ]
    far = _far_for(plain_rule[second:], MOST_FALSE)
    bench.figure(
        "marks.recall_hog", _recall(None, plain_rule[:first], with_marks, far, 0.0), "share, as many false alarms"
    )
    free = _far_for(nearest[second:], MOST_FALSE, card["least"])
    bench.figure(
        "marks.recall_at_target",
        _recall(None, nearest[:first], with_marks, free, card["least"]),
        "share, threshold set here at the false alarms asked for",
    )
    bench.figure("marks.time", 1000 * spent / len(pictures), "ms of the core a picture")


def _gallery(shapes: dict[str, Any]) -> tuple[Any, Any]:
    """Names and vectors of ours, and of the descriptor."""
    from handmade_lint.measures.marks import encoded
    from handmade_lint.measures.patches import drawn

    names = [name for name in shapes for _ in range(2)]
    squares = np.stack([drawn(shape, dark) for shape in shapes.values() for dark in (False, True)])
    answer = encoded(squares)
    assert answer is not None
    return (names, answer[0]), (names, _described(squares))


def _hog(luma: Any, boxes: Any) -> Any:
    from handmade_lint.measures.patches import patches

    return _described(patches(luma, boxes)) if len(boxes) else np.zeros((0, 1))


def _described(squares: Any) -> Any:
    """Histograms of gradients without sign (Dalal & Triggs 2005), length 1: a descriptor that does not learn."""
    values = squares.astype(np.float32)
    down, across = np.gradient(values, axis=(1, 2))
    strength = np.hypot(across, down)
    turn = (np.arctan2(down, across) % np.pi) * 9 / np.pi
    cells = np.zeros((len(values), 5, 5, 9), np.float32)
    for number in range(9):
        near = np.abs((turn - number + 4.5) % 9 - 4.5)
        share = strength * np.clip(1 - near, 0, 1)
        cells[..., number] = share.reshape(len(values), 5, 8, 5, 8).sum((2, 4))
    blocks = np.concatenate([cells[:, y : 4 + y, x : 4 + x] for y in (0, 1) for x in (0, 1)], axis=-1)
    blocks /= np.sqrt((blocks**2).sum(-1, keepdims=True)) + 20
    rows = blocks.reshape(len(values), -1)
    rows = rows - rows.mean(axis=1, keepdims=True)
    return rows / np.maximum(1e-6, np.linalg.norm(rows, axis=1, keepdims=True))


def _nearest(seen: Any, gallery: Any) -> list[tuple[float, str, Any, float]]:
    """Of each place the distance to the nearest mark, its name, the box, and how likely it is a mark."""
    boxes, vectors, likely = seen
    if not len(boxes):
        return []
    names, known = gallery
    likeness = vectors @ known.T
    best = likeness.argmax(axis=1)
    rows = zip(1 - likeness.max(axis=1), best, boxes, likely, strict=True)
    return [(float(distance), names[number], box, float(share)) for distance, number, box, share in rows]


def _reached(seen: Any, truth: Any) -> float:
    from handmade_lint.measures.places import common

    return float(
        np.mean(
            [any(common(box, one.box) >= 0.5 for box in boxes) for (boxes, _, _), one in zip(seen, truth, strict=True)]
        )
    )


def _recall(bench: Bench | None, nearest: Any, truth: Any, far: float, least: float) -> float:
    from handmade_lint.measures.places import common

    hits = defaultdict(list)
    for some, one in zip(nearest, truth, strict=True):
        hit = any(
            distance <= far and likely >= least and name == one.mark and common(box, one.box) >= OVERLAP
            for distance, name, box, likely in some
        )
        hits[one.way].append(hit)
    if bench is not None:
        for way, some in hits.items():
            bench.figure(f"marks.recall.{way}", float(np.mean(some)), f"share of {len(some)}")
    return float(np.mean([hit for some in hits.values() for hit in some]))


def _alarms(nearest: Any, far: float, least: float) -> int:
    return len({name for distance, name, _, likely in nearest if distance <= far and likely >= least})


def _far_for(nearest: Any, most: float, least: float = 0.0) -> float:
    """The largest distance at which there are no more false alarms a picture than that."""
    found = sorted(min((d for d, _, _, likely in some if likely >= least), default=2.0) for some in nearest)
    return found[int(most * len(found))] - 1e-6
