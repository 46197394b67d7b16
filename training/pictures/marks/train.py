"""Train the encoder of marks and write models/marks: python -m training.pictures.marks.train --steps 900.

A place of a photograph with a mark shall be near that mark's shape by itself, and far from all other shapes and from
places without any (NT-Xent over a batch); a second output tells whether a place looks like a mark at all. One in five
marks, by a hash of its name, and half of the photographs are kept for the judging (`python -m benchmarks looking`).
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
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional

from handmade_lint.measures.patches import SIDE, drawn, patches
from handmade_lint.measures.places import common, places

from .. import sources
from ..shapes import mask
from .laying import laid, photograph
from .learning import VERSION, kept

CHANNELS = ((24, 2), (32, 1), (48, 2), (64, 1), (96, 2), (96, 1))
"""Of each convolution of 3 x 3: channels and stride; 10 million products a place."""
NUMBERS = 64
"""Of a vector."""
PLACES, OTHERS = 8000, 8000
BATCH, BESIDE = 96, 64
HEAT = 0.08
FALSE = 0.004
"""False alarms a photograph of the training at which the lines are drawn."""
NAMES = Path(__file__).with_name("names.txt")


class Encoder(nn.Module):  # type: ignore[misc, unused-ignore]
    """Six convolutions, then one product that knows where things are."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before, side = 1, SIDE
        for channels, stride in CHANNELS:
            layers += [nn.Conv2d(before, channels, 3, stride, 1, bias=False), nn.BatchNorm2d(channels), nn.ReLU(True)]
            before, side = channels, (side + stride - 1) // stride
        self.body = nn.Sequential(*layers)
        self.head = nn.Linear(before * side * side, NUMBERS + 1)

    def forward(self, places: Any) -> tuple[Any, Any]:
        """(n, 1, SIDE, SIDE) to vectors (n, NUMBERS) of length 1, and logits of being a mark (n,)."""
        found = self.head(self.body(places).flatten(1))
        return functional.normalize(found[:, :-1], dim=1), found[:, -1]


def scaled(places: Any) -> Any:
    """Bytes (n, SIDE, SIDE) as the network's numbers: each place with mean 0 and deviation 1."""
    values = torch.from_numpy(np.ascontiguousarray(places)).float()[:, None]
    values = values - values.mean((2, 3), keepdim=True)
    return values / (values.square().mean((2, 3), keepdim=True) + 16).sqrt()


def varied(random: Random, place: Any, strong: bool) -> Any:
    """A place moved, turned, blurred, with noise and in another contrast, by chance."""
    if random.random() < 0.7:
        most, bend = (0.07, 10) if strong else (0.04, 5)
        matrix = cv2.getRotationMatrix2D((SIDE / 2, SIDE / 2), random.uniform(-bend, bend), random.uniform(0.92, 1.08))
        matrix[:, 2] += np.array([random.uniform(-most, most) * SIDE for _ in range(2)])
        place = cv2.warpAffine(place, matrix, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE)
    if random.random() < 0.3:
        place = cv2.GaussianBlur(place, (0, 0), random.uniform(0.4, 1.2))
    if strong and random.random() < 0.3:
        noise = np.random.default_rng(random.getrandbits(32)).normal(0, random.uniform(2, 10), place.shape)
        place = np.clip(place + noise, 0, 255).astype(np.uint8)
    if strong and random.random() < 0.5:
        place = 255 - place
    return place


def warm(encoder: Encoder, content: bytes) -> None:
    """Put the weights of a written model into an encoder whose norms then do nothing."""
    held = {one.name: numpy_helper.to_array(one) for one in onnx.load_model_from_string(content).graph.initializer}
    for number in range(len(CHANNELS)):
        convolution, norm = encoder.body[3 * number], encoder.body[3 * number + 1]
        convolution.weight.data.copy_(torch.from_numpy(held[f"w{number}"].copy()))
        norm.bias.data.copy_(torch.from_numpy(held[f"b{number}"].copy()))
        norm.weight.data.fill_((1 + norm.eps) ** 0.5)
    encoder.head.load_state_dict(
        {"weight": torch.from_numpy(held["hw"].copy()), "bias": torch.from_numpy(held["hb"].copy())}
    )


def train(steps: int, seed: int, start: bytes = b"") -> Encoder:
    """The encoder after so many steps, from scratch or from a written model; of that, norms stay as they are."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    random = Random(seed)
    found, numbers, without, alone = kept(PLACES, OTHERS)
    of_mark: dict[int, list[int]] = {}
    for row, number in enumerate(numbers.tolist()):
        of_mark.setdefault(number, []).append(row)
    encoder: Encoder = Encoder().to(memory_format=torch.channels_last)
    if start:
        warm(encoder, start)
        encoder.eval()
    chooser = torch.optim.AdamW(encoder.parameters(), 2e-3, weight_decay=1e-2)
    truth = torch.cat((torch.ones(BATCH), torch.zeros(BESIDE)))
    began = monotonic()
    for step in range(steps):
        for group in chooser.param_groups:
            group["lr"] = (
                (1e-3 if start else 3e-3) * min(1.0, (step + 1) / 40) * (0.5 + 0.5 * np.cos(np.pi * step / steps))
            )
        chosen = random.sample(sorted(of_mark), BATCH)
        seen = [varied(random, found[random.choice(of_mark[number])], True) for number in chosen]
        seen += [varied(random, without[random.randrange(len(without))], True) for _ in range(BESIDE)]
        shapes = [varied(random, alone[number, random.randrange(2)], False) for number in chosen]
        vectors, marks = encoder(scaled(np.stack(seen + shapes)))
        laid_on, shown = vectors[: BATCH + BESIDE], vectors[BATCH + BESIDE :]
        likeness = laid_on @ shown.T / HEAT
        own = torch.arange(BATCH)
        loss = functional.cross_entropy(likeness[:BATCH], own) + functional.cross_entropy(likeness.T, own)
        among = shown @ shown.T / HEAT
        loss = loss + 0.1 * torch.logsumexp(among.fill_diagonal_(-1e4), 1).mean() * HEAT
        loss = loss + functional.binary_cross_entropy_with_logits(marks[: BATCH + BESIDE], truth)
        chooser.zero_grad()
        loss.backward()
        chooser.step()
        if step % 25 == 0:
            print(f"step {step} of {steps}, {monotonic() - began:.0f} s, loss {loss.item():.3f}", flush=True)
    encoder.eval()
    return encoder


def as_onnx(encoder: Encoder) -> onnx.ModelProto:
    """Bytes in; vectors and probabilities of being a mark out."""
    weights: dict[str, Any] = {"some": np.float32(16), "axes": np.array([1], np.int64)}
    nodes = [
        helper.make_node("Cast", ["places"], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["floats", "axes"], ["planes"]),
        helper.make_node("GlobalAveragePool", ["planes"], ["means"]),
        helper.make_node("Sub", ["planes", "means"], ["centred"]),
        helper.make_node("Mul", ["centred", "centred"], ["squares"]),
        helper.make_node("GlobalAveragePool", ["squares"], ["spread"]),
        helper.make_node("Add", ["spread", "some"], ["more"]),
        helper.make_node("Sqrt", ["more"], ["deviation"]),
        helper.make_node("Div", ["centred", "deviation"], ["0"]),
    ]
    for number, (_, stride) in enumerate(CHANNELS):
        convolution, norm = encoder.body[3 * number], encoder.body[3 * number + 1]
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        weights[f"w{number}"] = (convolution.weight * scale[:, None, None, None]).detach().numpy()
        weights[f"b{number}"] = (norm.bias - norm.running_mean * scale).detach().numpy()
        inputs = [str(number), f"w{number}", f"b{number}"]
        nodes += [
            helper.make_node("Conv", inputs, [f"c{number}"], strides=[stride] * 2, pads=[1] * 4, kernel_shape=[3, 3]),
            helper.make_node("Relu", [f"c{number}"], [str(number + 1)]),
        ]
    weights["hw"], weights["hb"] = (one.detach().numpy() for one in (encoder.head.weight, encoder.head.bias))
    weights["flat"] = np.array([0, -1], np.int64)
    weights["split"] = np.array([NUMBERS, 1], np.int64)
    nodes += [
        helper.make_node("Reshape", [str(len(CHANNELS)), "flat"], ["row"]),
        helper.make_node("Gemm", ["row", "hw", "hb"], ["raw"], transB=1),
        helper.make_node("Split", ["raw", "split"], ["direction", "logit"], axis=1),
        helper.make_node("LpNormalization", ["direction"], ["vectors"], axis=1, p=2),
        helper.make_node("Sigmoid", ["logit"], ["marks"]),
    ]
    graph = helper.make_graph(
        nodes,
        "marks",
        [helper.make_tensor_value_info("places", TensorProto.UINT8, ["n", SIDE, SIDE])],
        [
            helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", NUMBERS]),
            helper.make_tensor_value_info("marks", TensorProto.FLOAT, ["n", 1]),
        ],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def lines(encoder: Encoder) -> tuple[float, float]:
    """How far a place may be from a shape, and how likely it must be a mark.

    What finds most marks of the training laid on its photographs, among what gives no more than FALSE false alarms on
    those photographs by themselves.
    """
    marks = sources.marks("train")[::9]
    shapes = np.stack([drawn(mask(path, 96), dark) for path in marks for dark in (False, True)])
    shown = _told(encoder, shapes)[0]
    names = [path.stem for path in marks for _ in range(2)]
    with_marks = [laid(Random(f"line:{number}"), "train", marks[number]) for number in range(0, len(marks), 2)]
    hits = [_places(encoder, one.pixels, shown) for one in with_marks]
    others = [_places(encoder, photograph(Random(f"line:{number}"), "train"), shown) for number in range(250)]
    best = (0.0, 0.1, 0.5)
    for least in (0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99):
        near = sorted(min([apart for apart, _, _, share in some if share >= least], default=2.0) for some in others)
        far = near[round(FALSE * len(near))] - 1e-4
        found = [
            any(
                apart <= far and share >= least and names[best_one] == one.mark and common(box, one.box) >= 0.3
                for apart, best_one, box, share in some
            )
            for some, one in zip(hits, with_marks, strict=True)
        ]
        print(f"a mark from {least} on, up to {far:.3f} away: {np.mean(found):.3f} of {len(found)} found")
        best = max(best, (float(np.mean(found)), round(min(far, 0.6), 3), least))
    return best[1], best[2]


def _told(encoder: Encoder, places_: Any) -> tuple[Any, Any]:
    with torch.no_grad():
        parts = [encoder(scaled(places_[at : at + 64])) for at in range(0, len(places_), 64)]
    vectors, logits = (torch.cat([part[number] for part in parts]) for number in (0, 1))
    return vectors.numpy(), torch.sigmoid(logits).numpy()


def _places(encoder: Encoder, pixels: Any, shown: Any) -> list[tuple[float, int, Any, float]]:
    """Of each place of a picture how far the nearest shape is, which, where, and how likely it is a mark."""
    boxes = places(pixels)
    if not len(boxes):
        return []
    vectors, shares = _told(encoder, patches(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), boxes))
    likeness = vectors @ shown.T
    rows = zip(1 - likeness.max(axis=1), likeness.argmax(axis=1), boxes, shares, strict=True)
    return [(float(apart), int(number), box, float(share)) for apart, number, box, share in rows]


def known() -> list[Path]:
    """The shapes of names.txt that are there, by name."""
    home = sources.SHARED / "logos" / "simple-icons"
    return [
        file
        for file in (home / f"{name}.svg" for name in sorted(set(NAMES.read_text("utf-8").split())))
        if file.exists()
    ]


def main() -> None:
    """Train, and write the encoder, the vectors of known marks and the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=900)
    parser.add_argument("--warm", type=Path, help="go on from this encoder.onnx, beside its card.json")
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("-o", "--output", type=Path, default=sources.ROOT / "models" / "marks")
    asked = parser.parse_args()
    encoder = train(asked.steps, asked.seed, asked.warm.read_bytes() if asked.warm else b"")
    far, least = lines(encoder)
    asked.output.mkdir(parents=True, exist_ok=True)
    whole = as_onnx(encoder).SerializeToString()
    (asked.output / "encoder.onnx").write_bytes(whole)
    shapes = known()
    stack = np.stack([drawn(mask(path, 96), dark) for path in shapes for dark in (False, True)])
    with torch.no_grad():
        vectors = np.concatenate([encoder(scaled(stack[at : at + 64]))[0].numpy() for at in range(0, len(stack), 64)])
    rows = np.rint(vectors * 127).astype(int).reshape(len(shapes), 2, NUMBERS).tolist()
    told = {path.stem: row for path, row in zip(shapes, rows, strict=True)}
    text = json.dumps({"titles": titles(shapes), "vectors": told}, ensure_ascii=False, separators=(",", ":"))
    (asked.output / "known.json").write_text(text, "utf-8")
    before = (
        json.loads(asked.warm.with_name("card.json").read_text("utf-8"))["training"] + "; then " if asked.warm else ""
    )
    card = {
        "name": "marks",
        "version": 1,
        "files": {
            "encoder.onnx": sha256(whole).hexdigest(),
            "known.json": sha256(text.encode()).hexdigest(),
        },
        "input": f"places: uint8 (n, {SIDE}, {SIDE}), luma of a place with a tenth around it, stretched to the square",
        "output": f"vectors: float32 (n, {NUMBERS}), length 1; marks: float32 (n, 1), probability that it is a mark",
        "known": f"{len(shapes)} marks by name, each with the vectors of its shape light on dark and dark on light, "
        "127 times; no shape is contained",
        "far": far,
        "least": least,
        "licence": "Apache-2.0; names and shapes of marks belong to their owners",
        "data": "shapes of simple-icons (CC0), four fifths of the names, laid by programs of ours on half of the 877 "
        "photographs of clothing_cc0 (CC0)",
        "synthetic": "No photograph of a real marked thing was at hand: all truth is laid on by programs of ours.",
        "training": f"{before}python -m training.pictures.marks.train: {asked.steps} steps, seed {asked.seed} "
        f"(places {VERSION})",
        "judged": "python -m benchmarks looking, on marks and photographs that were held out",
    }
    (asked.output / "card.json").write_text(json.dumps(card, indent=2) + "\n", "utf-8")


def titles(shapes: list[Path]) -> dict[str, str]:
    """What each mark is called, by the name of its file."""
    words = [(path.stem, path.read_text("utf-8")) for path in shapes]
    return {stem: text.partition("<title>")[2].partition("</title>")[0] or stem for stem, text in words}


if __name__ == "__main__":
    main()
