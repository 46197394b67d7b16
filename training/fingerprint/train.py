"""Train the encoder and write models/fingerprint: python -m training.fingerprint.train --minutes 20.

Needs torch and onnx beside the extra 'images'. Pictures are those of ../shared/data/images/clothing_cc0 (CC0), and
products on even grounds put together of them; pictures of other sources are kept for the judging
(`python -m benchmarks duplicates`). Self-supervised: two edits of one picture shall be near one another, and far from
those of all other pictures of the batch (NT-Xent), vectors spread over the sphere (KoLeo).
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

from .edits import SIDE, edited

ROOT = Path(__file__).parents[2]
PICTURES = ROOT.parent / "shared" / "data" / "images" / "clothing_cc0"
CHANNELS = ((24, 2), (32, 2), (48, 1), (64, 2), (96, 1), (128, 2))
"""Of each convolution of 3 x 3: channels and stride."""
NUMBERS = 64
"""Of a vector."""
BATCH = 192
HEAT = 0.07


class Encoder(nn.Module):  # type: ignore[misc, unused-ignore]
    """Six convolutions, a generalised mean over places, one product."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = 3
        for channels, stride in CHANNELS:
            layers += [nn.Conv2d(before, channels, 3, stride, 1, bias=False), nn.BatchNorm2d(channels), nn.ReLU(True)]
            before = channels
        self.body = nn.Sequential(*layers)
        self.head = nn.Linear(before, NUMBERS)

    def forward(self, pictures: Any) -> Any:
        """(n, 3, SIDE, SIDE) of -1 to 1 to (n, NUMBERS) of length 1."""
        found = self.body(pictures).clamp(min=1e-4).pow(3).mean((2, 3)).pow(1 / 3)
        return functional.normalize(self.head(found), dim=1)


def pictures(folder: Path, most: int) -> list[Any]:
    """Pictures at most 160 px long, in the order of their names."""
    found = []
    for path in sorted(folder.rglob("*.jpg"))[:most]:
        pixels = cv2.imread(str(path))
        if pixels is not None:
            scale = 160 / max(pixels.shape[:2])
            found.append(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    return found


def product(random: Random, some: list[Any]) -> Any:
    """A thing on an even ground, put together of a picture."""
    source = random.choice(some)
    height, width = source.shape[:2]
    shape = np.zeros((height, width), np.uint8)
    for _ in range(random.randint(1, 3)):
        at = random.randint(width // 4, 3 * width // 4), random.randint(height // 4, 3 * height // 4)
        axes = random.randint(width // 8, width // 3), random.randint(height // 8, height // 3)
        if random.random() < 0.5:
            cv2.ellipse(shape, at, axes, random.randint(0, 179), 0, 360, 255, -1)
        else:
            box = cv2.boxPoints((at, (2.0 * axes[0], 2.0 * axes[1]), random.uniform(0, 180)))
            cv2.fillPoly(shape, [box.astype(np.int32)], 255)
    level = random.choice((255, 255, 250, 235, random.randint(0, 255)))
    found = np.full_like(source, level)
    found[shape > 0] = source[shape > 0]
    left, top, wide, high = cv2.boundingRect(shape)
    return found[top : top + high, left : left + wide]


def batch(random: Random, some: list[Any]) -> Any:
    """(2 * BATCH, 3, SIDE, SIDE): the pictures of the batch, each edited twice."""
    chosen = [product(random, some) if random.random() < 0.35 else random.choice(some) for _ in range(BATCH)]
    first = [edited(one, random, some, random.random() < 0.6) for one in chosen]
    stack = np.stack(first + [edited(one, random, some) for one in chosen])
    return torch.from_numpy(stack.transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1)


def loss_of(vectors: Any) -> Any:
    """NT-Xent over both edits, and KoLeo."""
    likeness = vectors @ vectors.T
    likeness.fill_diagonal_(-2.0)
    twins = torch.arange(len(vectors)).roll(BATCH)
    nearest = likeness.max(dim=1).values
    spread = -torch.log((2 - 2 * nearest).clamp(min=1e-6).sqrt() + 1e-4).mean()
    return functional.cross_entropy(likeness / HEAT, twins) + 0.1 * spread


def train(minutes: float, seed: int) -> tuple[Encoder, int, int]:
    """The encoder, how many pictures it saw, and how many steps it took."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    random = Random(seed)
    some = pictures(PICTURES, 10_000)
    encoder = Encoder().to(memory_format=torch.channels_last)
    steps, began = 0, monotonic()
    chooser = torch.optim.AdamW(encoder.parameters(), 2e-3, weight_decay=1e-2)
    while (share := (monotonic() - began) / (60 * minutes)) < 1:
        for group in chooser.param_groups:
            group["lr"] = 3e-3 * min(1.0, (steps + 1) / 40) * (0.5 + 0.5 * np.cos(np.pi * share))
        loss = loss_of(encoder(batch(random, some).to(memory_format=torch.channels_last)))
        chooser.zero_grad()
        loss.backward()
        chooser.step()
        steps += 1
        if steps % 25 == 0:
            print(f"{steps} steps, {100 * share:.0f} % of the time, loss {loss.item():.3f}", flush=True)
    return encoder.eval(), len(some), steps


def as_onnx(encoder: Encoder) -> onnx.ModelProto:
    """Batch norms folded into their convolutions; bytes in, vectors out."""
    weights: dict[str, Any] = {}
    nodes = [
        helper.make_node("Cast", ["pictures"], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("Transpose", ["floats"], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Div", ["planes", "half"], ["scaled"]),
        helper.make_node("Sub", ["scaled", "one"], ["0"]),
    ]
    weights["half"], weights["one"] = np.float32(127.5), np.float32(1)
    for number, (_, stride) in enumerate(CHANNELS):
        convolution, norm = encoder.body[3 * number], encoder.body[3 * number + 1]
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        weights[f"w{number}"] = (convolution.weight * scale[:, None, None, None]).detach().numpy()
        weights[f"b{number}"] = (norm.bias - norm.running_mean * scale).detach().numpy()
        inputs, last = [str(number), f"w{number}", f"b{number}"], str(number + 1)
        nodes += [
            helper.make_node("Conv", inputs, [f"c{number}"], strides=[stride] * 2, pads=[1] * 4, kernel_shape=[3, 3]),
            helper.make_node("Relu", [f"c{number}"], [last]),
        ]
    weights |= {"least": np.float32(1e-4), "cube": np.float32(3), "root": np.float32(1 / 3)}
    weights |= {"hw": encoder.head.weight.detach().numpy(), "hb": encoder.head.bias.detach().numpy()}
    weights["flat"] = np.array([0, -1], np.int64)
    nodes += [
        helper.make_node("Max", [last, "least"], ["clamped"]),
        helper.make_node("Pow", ["clamped", "cube"], ["cubes"]),
        helper.make_node("GlobalAveragePool", ["cubes"], ["means"]),
        helper.make_node("Pow", ["means", "root"], ["roots"]),
        helper.make_node("Reshape", ["roots", "flat"], ["row"]),
        helper.make_node("Gemm", ["row", "hw", "hb"], ["raw"], transB=1),
        helper.make_node("LpNormalization", ["raw"], ["vectors"], axis=1, p=2),
    ]
    graph = helper.make_graph(
        nodes,
        "fingerprint",
        [helper.make_tensor_value_info("pictures", TensorProto.UINT8, ["n", SIDE, SIDE, 3])],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", NUMBERS])],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def main() -> None:
    """Train, and write the model and its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "models" / "fingerprint")
    asked = parser.parse_args()
    encoder, seen, steps = train(asked.minutes, asked.seed)
    asked.output.mkdir(parents=True, exist_ok=True)
    data = as_onnx(encoder).SerializeToString()
    (asked.output / "encoder.onnx").write_bytes(data)
    card = {
        "name": "fingerprint",
        "version": 1,
        "files": {"encoder.onnx": sha256(data).hexdigest()},
        "input": f"pictures: uint8 (n, {SIDE}, {SIDE}, 3), BGR, margins cut off, whatever the shape",
        "output": f"vectors: float32 (n, {NUMBERS}), length 1",
        "licence": "Apache-2.0",
        "data": f"{seen} photographs of clothing_cc0 (CC0), edited and put together; none of another source",
        "training": f"python -m training.fingerprint.train: {asked.minutes:g} minutes, {steps} steps of {BATCH} pairs",
        "judged": "python -m benchmarks duplicates, on photographs of other sources",
    }
    (asked.output / "card.json").write_text(json.dumps(card, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
