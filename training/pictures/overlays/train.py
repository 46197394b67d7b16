"""Train the gate and write models/overlays: python -m training.pictures.overlays.train --minutes 14.

Needs torch, onnx and the fonts of training/pictures/overlays/README.md beside the extra 'images'. Photographs are those
of ../shared/data/images (clothing_cc0 and grocery_in_store, every fifth kept for the judging); all that is laid over
them and all words on things but those in the photographs themselves are SYNTHETIC.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random
from time import monotonic, process_time

import cv2
import numpy as np
import torch

from . import scenes
from .gate import BATCH, FIRST, FRESH, Gate, as_onnx, batch, example, loss_of
from .letters import Lines


def train(minutes: float, seed: int, begun: Path, rate: float) -> tuple[Gate, int]:
    """The gate and the steps it took; what is under way is kept in `begun`, and gone on from where it is there."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    random = Random(seed)
    photos = scenes.photographs("train", 620)
    lines = Lines(random, "train", 1500)
    gate = Gate().to(memory_format=torch.channels_last)
    if begun.is_file():
        gate.load_state_dict(torch.load(begun, weights_only=True))
    chooser = torch.optim.AdamW(gate.parameters(), rate, weight_decay=1e-2)
    some = [example(random, photos, lines) for _ in range(FIRST)]
    steps, began, kept, running = 0, process_time(), 0.0, 0.0
    while (share := (process_time() - began) / (60 * minutes)) < 1:
        for group in chooser.param_groups:
            group["lr"] = rate * min(1.0, (steps + 1) / 60) * (0.5 + 0.5 * np.cos(np.pi * share))
        fresh = [example(random, photos, lines) for _ in range(FRESH)]
        pictures, maps, whole = batch(random, fresh + random.sample(some, BATCH - FRESH))
        some += fresh
        with torch.autocast("cpu", torch.bfloat16):
            told = gate(pictures.to(memory_format=torch.channels_last))
        loss = loss_of((told[0].float(), told[1].float()), maps, whole)
        chooser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(gate.parameters(), 5.0)
        chooser.step()
        steps += 1
        running = loss.item() if steps == 1 else 0.98 * running + 0.02 * loss.item()
        if steps % 25 == 0:
            print(f"{steps} steps, {100 * share:.0f} % of the time, loss {running:.3f}", flush=True)
        if monotonic() - kept > 120:
            torch.save(gate.state_dict(), begun)
            kept = monotonic()
    torch.save(gate.state_dict(), begun)
    print(f"{len(some)} examples")
    return gate.eval(), steps


def main() -> None:
    """Train, and write the network; its card is written by `judge`, which knows how it was judged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=14.0, help="of the processor")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-3, help="of learning, at its highest")
    parser.add_argument("--begun", type=Path, default=Path("overlays.pt"), help="where what is under way is kept")
    parser.add_argument("-o", "--output", type=Path, default=scenes.MODEL)
    asked = parser.parse_args()
    gate, steps = train(asked.minutes, asked.seed, asked.begun, asked.rate)
    asked.output.mkdir(parents=True, exist_ok=True)
    (asked.output / "gate.onnx").write_bytes(as_onnx(gate).SerializeToString())
    print(f"{steps} steps of {BATCH} pictures")


if __name__ == "__main__":
    main()
