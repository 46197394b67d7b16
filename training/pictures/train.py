"""Train the network and write models/picture-kind: python -m training.pictures.train --steps 1000.

Needs torch, onnx, onnxruntime and fonttools beside the extra 'images', POV-Ray, and the sources
(`python -m training.pictures.sources`). The last tenth of the seeds of each kind sets temperatures and the line below
which the network abstains; pictures of the side `judge` are seen by `python -m benchmarks looking` alone.
"""

from __future__ import annotations

import argparse
import json
from hashlib import sha256
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import cv2
import numpy as np
import torch
from torch.nn import functional

from .network import Network, as_onnx, in_int8, scaled, warm
from .sources import ROOT
from .synthesis import DRAWN, KINDS, PHOTOGRAPHS, SIDE, VERSION, pool

COUNTS = {
    **{"white": 900, "setting": 1100, "detail": 700, "drawing": 900, "rendering": 400},
    **{"collage": 700, "screen": 600, "card": 700, "chart": 700, "logo": 700},
}
"""Pictures of each kind."""
TUNED = 0.1
BATCH = 64
RIGHT = 0.95
"""Share of right answers among those given, on the tenth: the line of abstaining is the lowest that reaches it."""
NEITHER = -1.0
"""Truth of renderings and collages, which are neither drawn nor photographed."""

DATA = (
    "877 photographs of clothing_cc0 (CC0) whole, cut out and put together; clip art of openclipart 0.18 (public "
    "domain), "
    "12 of its folders; shapes of simple-icons (CC0), four fifths of the names; words drawn in seven families of type "
    "(OFL, Apache-2.0, GPL with font exception, DejaVu); renderings of ours by a shader of ours and by POV-Ray. None "
    "of "
    "them is contained."
)
SYNTHETIC = (
    "Truth is by construction throughout. Photographs are real; things on white are cut out of them (those of the "
    "judging "
    "are real); details are enlarged cuts; collages are put together of real ones. Renderings, screens, cards, "
    "charts and "
    "marks alone are drawn by programs of ours, in the judging too, with other typefaces, marks and another renderer."
)
LEFT_OUT = (
    "Worn or used on a person, the making of a thing, and packaging: no pictures under a licence that allows training "
    "were at hand, so these are no kinds; such pictures are told to be setting, detail or nothing."
)
NOT_FOR = (
    "Judging whether a person made a thing, whether a picture was made by a generator of pictures, or what it shows. "
    "Good "
    "renderings are not found. A photograph of a flat print may be told to be drawn."
)


def gather() -> tuple[Any, Any, Any, Any]:
    """Pictures and numbers of kinds: those that are learnt, and the tenth that tunes."""
    learnt, tuned = [], []
    for number, kind in enumerate(KINDS):
        pictures = np.asarray(pool(kind, COUNTS[kind], "train"))
        cut = round(len(pictures) * (1 - TUNED))
        learnt.append((pictures[:cut], np.full(cut, number)))
        tuned.append((pictures[cut:], np.full(len(pictures) - cut, number)))
    both = [[np.concatenate(parts) for parts in zip(*some, strict=True)] for some in (learnt, tuned)]
    return both[0][0], both[0][1], both[1][0], both[1][1]


def drawn_of(kinds: Any) -> Any:
    """1 where a kind is drawn, 0 where it is photographed, NEITHER elsewhere."""
    truth = [1.0 if kind in DRAWN else 0.0 if kind in PHOTOGRAPHS else NEITHER for kind in KINDS]
    return np.array(truth, np.float32)[kinds]


def varied(random: Random, picture: Any) -> Any:
    """A picture cut, mirrored, brighter, softer, noisier, by chance."""
    if random.random() < 0.6:
        wide, high = (random.randint(104, SIDE) for _ in range(2))
        left, top = random.randint(0, SIDE - wide), random.randint(0, SIDE - high)
        picture = cv2.resize(
            picture[top : top + high, left : left + wide], (SIDE, SIDE), interpolation=cv2.INTER_LINEAR
        )
    if random.random() < 0.5:
        picture = picture[:, ::-1]
    if random.random() < 0.6:
        gain = np.array([random.uniform(0.85, 1.15) for _ in range(3)], np.float32) * random.uniform(0.85, 1.1)
        picture = np.clip(picture * gain + random.uniform(-12, 12), 0, 255)
    if random.random() < 0.2:
        picture = cv2.GaussianBlur(np.ascontiguousarray(picture, np.float32), (0, 0), random.uniform(0.3, 0.9))
    if random.random() < 0.25:
        noise = np.random.default_rng(random.getrandbits(32)).standard_normal(picture.shape, np.float32)
        picture = np.clip(picture + noise * random.uniform(1, 6), 0, 255)
    return np.asarray(picture, np.uint8)


def train(steps: int, seed: int, pictures: Any, kinds: Any, start: bytes = b"") -> Network:
    """The network after so many steps, from scratch or from a written model; of that, norms stay as they are."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    random = Random(seed)
    network: Network = Network().to(memory_format=torch.channels_last)
    if start:
        warm(network, start)
        network.eval()
        network.drop.train()
    chooser = torch.optim.AdamW(network.parameters(), 2e-3, weight_decay=2e-2)
    of_kind = [np.flatnonzero(kinds == number) for number in range(len(KINDS))]
    drawn = drawn_of(kinds)
    began = monotonic()
    for step in range(steps):
        for group in chooser.param_groups:
            group["lr"] = (
                (8e-4 if start else 2.5e-3) * min(1.0, (step + 1) / 50) * (0.5 + 0.5 * np.cos(np.pi * step / steps))
            )
        rows = [int(random.choice(of_kind[random.randrange(len(KINDS))])) for _ in range(BATCH)]
        batch = scaled(np.stack([varied(random, pictures[row]) for row in rows]))
        said, said_drawn = network(batch)
        truth = torch.from_numpy(drawn[rows])
        loss = functional.cross_entropy(said, torch.from_numpy(kinds[rows]), label_smoothing=0.05)
        known = truth != NEITHER
        loss = loss + 0.5 * functional.binary_cross_entropy_with_logits(said_drawn[known], truth[known])
        chooser.zero_grad()
        loss.backward()
        chooser.step()
        if step % 50 == 0:
            print(f"step {step} of {steps}, {monotonic() - began:.0f} s, loss {loss.item():.3f}", flush=True)
    network.eval()
    return network


def said_of(network: Network, pictures: Any) -> tuple[Any, Any]:
    """Logits of kinds (n, kinds), and of being drawn (n,)."""
    with torch.no_grad():
        parts = [network(scaled(pictures[at : at + BATCH])) for at in range(0, len(pictures), BATCH)]
    return torch.cat([one for one, _ in parts]), torch.cat([one for _, one in parts])


def heats_of(said: Any, said_drawn: Any, kinds: Any) -> tuple[float, float]:
    """The temperatures of both heads that make the tuning tenth likeliest."""
    grid = np.geomspace(0.5, 5, 47)
    truth, drawn = torch.from_numpy(kinds), torch.from_numpy(drawn_of(kinds))
    known = drawn != NEITHER
    first = min(grid, key=lambda heat: functional.cross_entropy(said / heat, truth).item())
    second = min(
        grid,
        key=lambda heat: functional.binary_cross_entropy_with_logits(said_drawn[known] / heat, drawn[known]).item(),
    )
    return float(first), float(second)


def line_of(shares: Any, kinds: Any) -> float:
    """The least share of the likeliest kind from which on RIGHT of the answers are right; 0.5 at least."""
    right = shares.argmax(1) == kinds
    sure = shares.max(1)
    for line in np.arange(0.5, 0.99, 0.01):
        given = sure >= line
        if given.any() and right[given].mean() >= RIGHT:
            return round(float(line), 2)
    return 0.99


def held_against(model: Any, whole: bytes, pictures: Any) -> tuple[float, float]:
    """Share of pictures told alike by the network in floats and in 8 bits, and how far apart probabilities are."""
    import onnxruntime

    both = []
    for content in (model.SerializeToString(), whole):
        session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
        parts = [session.run(["kinds"], {"pictures": pictures[at : at + 8]})[0] for at in range(0, len(pictures), 8)]
        both.append(np.concatenate(parts))
    first, second = both
    return float((first.argmax(1) == second.argmax(1)).mean()), float(np.abs(first - second).mean())


def main() -> None:
    """Train, and write the model and its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--warm", type=Path, help="go on from this kind.onnx, beside its card.json")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "models" / "picture-kind")
    asked = parser.parse_args()
    pictures, kinds, tuning, tuning_kinds = gather()
    network = train(asked.steps, asked.seed, pictures, kinds, asked.warm.read_bytes() if asked.warm else b"")
    said, said_drawn = said_of(network, tuning)
    heats = heats_of(said, said_drawn, tuning_kinds)
    shares = torch.softmax(said / heats[0], 1).numpy()
    line = line_of(shares, tuning_kinds)
    print(f"tenth: {(shares.argmax(1) == tuning_kinds).mean():.3f} right, temperatures {heats}, line {line}")
    chosen = np.random.default_rng(asked.seed).choice(len(pictures), 512, replace=False)
    model = as_onnx(network, heats)
    whole = in_int8(model, [pictures[np.sort(chosen[at : at + 32])] for at in range(0, len(chosen), 32)])
    alike, apart = held_against(model, whole, tuning)
    print(f"int8 against float: {alike:.4f} of the tenth are told alike, probabilities {apart:.4f} apart on average")
    asked.output.mkdir(parents=True, exist_ok=True)
    (asked.output / "kind.onnx").write_bytes(whole)
    before = (
        json.loads(asked.warm.with_name("card.json").read_text("utf-8"))["training"] + "; then " if asked.warm else ""
    )
    card = {
        "name": "picture-kind",
        "version": 1,
        "files": {"kind.onnx": sha256(whole).hexdigest()},
        "input": f"pictures: uint8 (n, {SIDE}, {SIDE}, 3), BGR, whatever the shape averaged to that square",
        "output": "kinds: float32 (n, 10), probabilities in the order of `kinds`; drawn: float32 (n, 1), probability "
        "of a "
        "drawn picture (drawing, text card, size chart, logo, screen) against a photograph",
        "kinds": list(KINDS),
        "abstains": line,
        "temperatures": [round(one, 3) for one in heats],
        "int8": f"against float: {alike:.4f} of {len(tuning)} pictures told alike, probabilities {apart:.4f} apart on "
        "average; weights within 7 bits, so that machines without VNNI do not saturate",
        "licence": "Apache-2.0",
        "data": DATA,
        "synthetic": SYNTHETIC,
        "left_out": LEFT_OUT,
        "not_for": NOT_FOR,
        "training": f"{before}python -m training.pictures.train: {asked.steps} steps of {BATCH}, seed {asked.seed}, "
        f"{len(pictures)} pictures (synthesis {VERSION})",
        "judged": "python -m benchmarks looking, on photographs, clip art, typefaces, marks and a renderer held out",
    }
    (asked.output / "card.json").write_text(json.dumps(card, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
