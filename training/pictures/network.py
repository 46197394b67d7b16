"""The network of models/picture-kind: plain convolutions, two heads; written as ONNX with its norms folded in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from .synthesis import KINDS, SIDE

CHANNELS = ((24, 2), (40, 2), (40, 1), (72, 2), (72, 1), (128, 2), (128, 1))
"""Of each convolution of 3 x 3: channels and stride; 59 million products a picture."""


class Network(nn.Module):  # type: ignore[misc, unused-ignore]
    """Seven convolutions, mean and maximum over places, and two heads: kind, and drawn against photographed."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = 3
        for channels, stride in CHANNELS:
            layers += [nn.Conv2d(before, channels, 3, stride, 1, bias=False), nn.BatchNorm2d(channels), nn.ReLU(True)]
            before = channels
        self.body = nn.Sequential(*layers)
        self.drop = nn.Dropout(0.2)
        self.head = nn.Linear(2 * before, len(KINDS) + 1)

    def forward(self, pictures: Any) -> tuple[Any, Any]:
        """(n, 3, SIDE, SIDE) of -1 to 1: logits of kinds (n, kinds), and of being drawn (n,)."""
        found = self.body(pictures)
        logits = self.head(self.drop(torch.cat((found.mean((2, 3)), found.amax((2, 3))), 1)))
        return logits[:, :-1], logits[:, -1]


def warm(network: Network, content: bytes) -> None:
    """Put the weights of a written model into a network whose norms then do nothing; whole numbers become floats."""
    held = {one.name: numpy_helper.to_array(one) for one in onnx.load_model_from_string(content).graph.initializer}

    def weight(name: str) -> Any:
        if name in held:
            return held[name]
        scale = held.get(f"{name}_scale", held.get(f"{name}_quantized_scale"))
        assert scale is not None
        whole = held[f"{name}_quantized"].astype(np.float32)
        return whole * scale.reshape(-1, *[1] * (whole.ndim - 1))

    heads = {"weight": held["hw"].copy(), "bias": held["hb"].copy()}
    heads["weight"][:-1] /= held["heat"]
    heads["bias"][:-1] /= held["heat"]
    heads["weight"][-1] /= held["heat_drawn"]
    heads["bias"][-1] /= held["heat_drawn"]
    network.head.load_state_dict({name: torch.from_numpy(value) for name, value in heads.items()})
    for number in range(len(CHANNELS)):
        convolution, norm = network.body[3 * number], network.body[3 * number + 1]
        convolution.weight.data.copy_(torch.from_numpy(weight(f"w{number}")))
        norm.bias.data.copy_(torch.from_numpy(weight(f"b{number}")))
        norm.weight.data.fill_((1 + norm.eps) ** 0.5)


def scaled(pictures: Any) -> Any:
    """Bytes (n, SIDE, SIDE, 3) as the network's numbers (n, 3, SIDE, SIDE)."""
    planes = np.ascontiguousarray(pictures.transpose(0, 3, 1, 2))
    return torch.from_numpy(planes).float().div_(127.5).sub_(1).contiguous(memory_format=torch.channels_last)


def as_onnx(network: Network, heats: tuple[float, float]) -> onnx.ModelProto:
    """Bytes in; probabilities of kinds and of being drawn out, calibrated by the two temperatures."""
    weights: dict[str, Any] = {"half": np.float32(127.5), "one": np.float32(1)}
    nodes = [
        helper.make_node("Cast", ["pictures"], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("Transpose", ["floats"], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Div", ["planes", "half"], ["scaled"]),
        helper.make_node("Sub", ["scaled", "one"], ["0"]),
    ]
    for number, (_, stride) in enumerate(CHANNELS):
        convolution, norm = network.body[3 * number], network.body[3 * number + 1]
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        weights[f"w{number}"] = (convolution.weight * scale[:, None, None, None]).detach().numpy()
        weights[f"b{number}"] = (norm.bias - norm.running_mean * scale).detach().numpy()
        inputs = [str(number), f"w{number}", f"b{number}"]
        nodes += [
            helper.make_node("Conv", inputs, [f"c{number}"], strides=[stride] * 2, pads=[1] * 4, kernel_shape=[3, 3]),
            helper.make_node("Relu", [f"c{number}"], [str(number + 1)]),
        ]
    last = str(len(CHANNELS))
    weights["hw"], weights["hb"] = (one.detach().numpy() for one in (network.head.weight, network.head.bias))
    weights["flat"] = np.array([0, -1], np.int64)
    weights["split"] = np.array([len(KINDS), 1], np.int64)
    weights["heat"], weights["heat_drawn"] = np.float32(heats[0]), np.float32(heats[1])
    nodes += [
        helper.make_node("GlobalAveragePool", [last], ["means"]),
        helper.make_node("GlobalMaxPool", [last], ["tops"]),
        helper.make_node("Concat", ["means", "tops"], ["both"], axis=1),
        helper.make_node("Reshape", ["both", "flat"], ["row"]),
        helper.make_node("Gemm", ["row", "hw", "hb"], ["logits"], transB=1),
        helper.make_node("Split", ["logits", "split"], ["of_kind", "of_drawn"], axis=1),
        helper.make_node("Div", ["of_kind", "heat"], ["cooled"]),
        helper.make_node("Softmax", ["cooled"], ["kinds"], axis=1),
        helper.make_node("Div", ["of_drawn", "heat_drawn"], ["cooled_drawn"]),
        helper.make_node("Sigmoid", ["cooled_drawn"], ["drawn"]),
    ]
    graph = helper.make_graph(
        nodes,
        "picture-kind",
        [helper.make_tensor_value_info("pictures", TensorProto.UINT8, ["n", SIDE, SIDE, 3])],
        [
            helper.make_tensor_value_info("kinds", TensorProto.FLOAT, ["n", len(KINDS)]),
            helper.make_tensor_value_info("drawn", TensorProto.FLOAT, ["n", 1]),
        ],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def in_int8(model: onnx.ModelProto, some: Sequence[Any]) -> bytes:
    """The same with convolutions in whole numbers of 8 bits, ranges taken from some pictures (batches of bytes)."""
    from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

    class Reader(CalibrationDataReader):  # type: ignore[misc, unused-ignore]
        def __init__(self) -> None:
            self.left: Iterator[Any] = iter(some)

        def get_next(self) -> dict[str, Any] | None:
            batch = next(self.left, None)
            return None if batch is None else {"pictures": batch}

    with TemporaryDirectory() as folder:
        first, second = Path(folder) / "float.onnx", Path(folder) / "int8.onnx"
        onnx.save(model, first)
        quantize_static(
            first,
            second,
            Reader(),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["Conv"],
        )
        return second.read_bytes()
