"""Fingerprints of no picture; run by itself, adds them to a bank until it is killed: endless.py BANK FIRST."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

from handmade_lint.banks import prints
from handmade_lint.banks.bank import Bank, Note
from handmade_lint.banks.layout import PRINT, SHAPE, VIEWS


def rows(count: int, first: int = 0) -> Any:
    """Fingerprints of no picture."""
    chance = np.random.default_rng(first)
    made = np.zeros(count, PRINT)
    for name in ("digest", "pdq", "trimmed"):
        made[name] = chance.integers(1, 256, made[name].shape, np.uint8)
    made["quality"] = 100
    return made


def fingerprints(made: Any) -> prints.Prints:
    """Half of them with views and a shape, as a bank that took lists of hashes, too."""
    some = prints.Prints(made.copy())
    some.rows["detail"][::2] = np.arange(1, len(made[::2]) + 1)
    chance = np.random.default_rng(len(made))
    vectors = chance.integers(-127, 128, (len(made[::2]), *VIEWS["vectors"].shape), np.int8)
    shapes = np.zeros(len(made[::2]), SHAPE)
    shapes["width"], shapes["height"], shapes["count"] = 256, 200, 0
    shapes["outline"] = chance.integers(0, 256, shapes["outline"].shape, np.uint8)
    return prints.Prints(some.rows, vectors, shapes)


def notes(count: int, first: int = 0) -> list[Note]:
    return [Note(f"{number}.jpg", "here") for number in range(first, first + count)]


if __name__ == "__main__":
    bank, first = Bank(Path(sys.argv[1])), int(sys.argv[2])
    while True:
        bank.add_pictures(fingerprints(rows(7, first)), notes(7, first))
        first += 7
        print(len(bank.pictures), flush=True)
