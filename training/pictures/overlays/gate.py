"""The gate: a small network that says where something lies over a picture, and whether anything does."""

from __future__ import annotations

from random import Random
from typing import Any

import cv2
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional

from . import scenes
from .letters import Lines

SIDE = 384
"""Pixels of the input each way, whatever the picture's shape."""
CELLS = 24
"""Of the map that comes out, each way."""
LAYERS = ((8, 3, 2, 1), (24, 3, 2, 1), (40, 3, 2, 1), (40, 3, 1, 1), (64, 3, 2, 1), (64, 3, 1, 2), (64, 3, 1, 4))
"""Of each convolution: channels, size, stride, dilation."""
BATCH, FRESH = 32, 4
"""Examples of a step, and how many of them are made for it; the others were made before: making one takes longer."""
FIRST = 800
"""Examples that are made before the first step."""


class Gate(nn.Module):  # type: ignore[misc, unused-ignore]
    """Seven convolutions; a map (laid over, words of things, either), and one number for the picture.

    The third channel of the map is easier, and is there for learning only.
    """

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = 3
        for channels, size, stride, spread in LAYERS:
            pad = spread * (size // 2)
            layers += [nn.Conv2d(before, channels, size, stride, pad, spread, bias=False), nn.BatchNorm2d(channels)]
            layers += [nn.ReLU(True)]
            before = channels
        self.body = nn.Sequential(*layers)
        self.map = nn.Conv2d(before, 3, 1)
        self.whole = nn.Linear(2 * before, 1)

    def forward(self, pictures: Any) -> tuple[Any, Any]:
        """(n, 3, SIDE, SIDE) of -1 to 1 to logits: (n, 3, CELLS, CELLS) and (n,)."""
        found = self.body(pictures)
        pooled = torch.cat([found.amax((2, 3)), found.mean((2, 3))], 1)
        return self.map(found), self.whole(pooled)[:, 0]


def shown(pixels: Any) -> Any:
    """A picture as the network sees it."""
    much = max(pixels.shape[:2]) > SIDE
    return cv2.resize(pixels, (SIDE, SIDE), interpolation=cv2.INTER_AREA if much else cv2.INTER_LINEAR)


Example = tuple[bytes, Any]
"""A picture of the network's size as JPEG, and two masks, (2, SIDE // 4, SIDE // 4): what is laid over, and words."""


def example(random: Random, photos: list[Any], lines: Lines) -> Example:
    """Make one."""
    over, on = random.random() < 0.55, random.random() < 0.45
    canvas = scenes.scene(
        random, photos, lines, random.randint(400, 620), laid="" if over else None, worn="" if on else None
    )
    size = SIDE // 4
    masks = np.stack(
        [cv2.resize(one, (size, size), interpolation=cv2.INTER_AREA) for one in (canvas.laid, canvas.worn)]
    )
    data = cv2.imencode(".jpg", shown(canvas.pixels), [cv2.IMWRITE_JPEG_QUALITY, 96])[1]
    return data.tobytes(), masks


def varied(random: Random, one: Example) -> tuple[Any, Any, float]:
    """An example as it is learnt from once: a part of it at chance, its tones changed; its maps; whether any is."""
    pixels: Any = cv2.imdecode(np.frombuffer(one[0], np.uint8), cv2.IMREAD_COLOR)
    masks = one[1]
    if random.random() < 0.4:  # as the judge will look closer; little cuts, so that no place is learnt by heart
        size = masks.shape[1]
        share = random.choice((0.94, 0.94, random.uniform(0.4, 0.9)))
        side = round(size * share)
        x, y = random.randint(0, size - side), random.randint(0, size - side)
        if share < 0.9 and masks[0].any() and random.random() < 0.8:
            rows, columns = np.nonzero(masks[0])
            at = random.randrange(len(rows))
            x, y = (int(min(max(0, of - side // 2), size - side)) for of in (columns[at], rows[at]))
        masks = masks[:, y : y + side, x : x + side]
        pixels = shown(pixels[4 * y : 4 * (y + side), 4 * x : 4 * (x + side)])
    gain, lift = random.uniform(0.8, 1.2), random.uniform(-20, 20)
    values = pixels.astype(np.float32) * gain + lift
    maps = np.stack([cv2.resize(mask, (CELLS, CELLS), interpolation=cv2.INTER_AREA) for mask in masks])
    maps = np.minimum(1.0, maps.astype(np.float32) / 255 * 2.5)
    return values.clip(0, 255), np.concatenate([maps, maps.max(0, keepdims=True)]), float(maps[0].max() > 0.25)


def batch(random: Random, some: list[Example]) -> tuple[Any, Any, Any]:
    """Some examples together: pictures, maps, and whether anything is laid over each."""
    parts = [varied(random, one) for one in some]
    pictures = np.stack([one[0] for one in parts]).transpose(0, 3, 1, 2) / 127.5 - 1
    maps = np.stack([one[1] for one in parts])
    return torch.from_numpy(pictures), torch.from_numpy(maps), torch.tensor([one[2] for one in parts])


def loss_of(told: tuple[Any, Any], maps: Any, whole: Any) -> Any:
    """Cross entropy of cells, cells with something weighing more, and of pictures."""
    cells = functional.binary_cross_entropy_with_logits(told[0], maps, reduction="none")
    weight = 1 + 2 * maps
    by_channel = (cells * weight).mean((0, 2, 3))
    return (
        3 * by_channel[0]
        + by_channel[1]
        + by_channel[2]
        + 0.7 * functional.binary_cross_entropy_with_logits(told[1], whole)
    )


def as_onnx(gate: Gate) -> onnx.ModelProto:
    """Batch norms folded into their convolutions; bytes in, shares of 0 to 1 out."""
    weights: dict[str, Any] = {"half": np.float32(127.5), "one": np.float32(1)}
    nodes = [
        helper.make_node("Cast", ["pictures"], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("Transpose", ["floats"], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Div", ["planes", "half"], ["scaled"]),
        helper.make_node("Sub", ["scaled", "one"], ["0"]),
    ]
    for number, (_, size, stride, spread) in enumerate(LAYERS):
        convolution, norm = gate.body[3 * number], gate.body[3 * number + 1]
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        weights[f"w{number}"] = (convolution.weight * scale[:, None, None, None]).detach().numpy()
        weights[f"b{number}"] = (norm.bias - norm.running_mean * scale).detach().numpy()
        pad = spread * (size // 2)
        nodes += [
            helper.make_node(
                *("Conv", [str(number), f"w{number}", f"b{number}"], [f"c{number}"]),
                strides=[stride] * 2, pads=[pad] * 4, kernel_shape=[size] * 2, dilations=[spread] * 2,
            ),
            helper.make_node("Relu", [f"c{number}"], [str(number + 1)]),
        ]  # fmt: skip
    last = str(len(LAYERS))
    weights |= {"mw": gate.map.weight[:2].detach().numpy(), "mb": gate.map.bias[:2].detach().numpy()}
    weights |= {"hw": gate.whole.weight.detach().numpy(), "hb": gate.whole.bias.detach().numpy()}
    nodes += [
        helper.make_node("Conv", [last, "mw", "mb"], ["cells"], kernel_shape=[1, 1]),
        helper.make_node("Sigmoid", ["cells"], ["maps"]),
        helper.make_node("GlobalMaxPool", [last], ["most"]),
        helper.make_node("GlobalAveragePool", [last], ["mean"]),
        helper.make_node("Concat", ["most", "mean"], ["both"], axis=1),
        helper.make_node("Flatten", ["both"], ["row"]),
        helper.make_node("Gemm", ["row", "hw", "hb"], ["logit"], transB=1),
        helper.make_node("Sigmoid", ["logit"], ["whole"]),
    ]
    graph = helper.make_graph(
        nodes,
        "overlays",
        [helper.make_tensor_value_info("pictures", TensorProto.UINT8, ["n", SIDE, SIDE, 3])],
        [
            helper.make_tensor_value_info("maps", TensorProto.FLOAT, ["n", 2, CELLS, CELLS]),
            helper.make_tensor_value_info("whole", TensorProto.FLOAT, ["n", 1]),
        ],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model
