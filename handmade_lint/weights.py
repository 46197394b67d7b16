"""The only door to models/: a model's card and its weights, whose digest is checked before they are used.

A folder of models/ holds one model: `card.json` (what it is, what it was made of, how it was judged, and under `files`
the SHA-256 of each file of weights) and the weights, as JSON. Nothing here can run what a file holds: no pickle.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from .said import say

_BESIDE = Path(__file__).parents[1] / "models"
"""In a checkout; a wheel carries the folder inside of the package."""
_WITHIN = Path(__file__).parent / "models"


class Damaged(ValueError):
    """A model is not the one that its card describes."""


def folder(name: str) -> Path:
    """Where the model of that name lies.

    Raises:
        FileNotFoundError: there is no such model.
    """
    for home in (_WITHIN, _BESIDE):
        if (home / name / "card.json").is_file():
            return home / name
    raise FileNotFoundError(f"no model is called '{name}': neither {_WITHIN / name} nor {_BESIDE / name} has a card")


def names() -> list[str]:
    """Names of all models that are there, sorted."""
    homes = [home for home in (_WITHIN, _BESIDE) if home.is_dir()]
    return sorted({path.parent.name for home in homes for path in home.glob("*/card.json")})


@cache
def card(name: str) -> dict[str, Any]:
    """The card of a model: its inputs, outputs, data, licence, digests, and how it was judged."""
    found: dict[str, Any] = json.loads((folder(name) / "card.json").read_text("utf-8"))
    return found


def content(name: str, file: str) -> bytes:
    """One file of a model.

    Raises:
        FileNotFoundError: there is no such model or file.
        Damaged: its digest is not the one of the card.
    """
    held = (folder(name) / file).read_bytes()
    told = card(name)["files"].get(file)
    digest = hashlib.sha256(held).hexdigest()
    if digest != told:
        raise Damaged(
            say(
                "models/{name}/{file} has the digest {digest}, and its card says {told}: install it anew",
                name=name,
                file=file,
                digest=digest,
                told=told,
            )
        )
    return held


@cache
def numbers(name: str, file: str = "weights.json") -> dict[str, Any]:
    """The weights of a model that are JSON: names, and numbers or lists of them. Kept, so do not change them."""
    found: dict[str, Any] = json.loads(content(name, file))
    return found
