"""What is kept of a listing for its reviewer: the words and facts as the catalogue tells them, and its findings."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ..digest import Entry
from ..finding import Finding
from ..listing import TEXTS, Listing
from ..report import RuleFacts, finding_to_json
from ..said import to_plain
from ..score import RIGHTS
from ..shops import shop_of
from ..weighing import FACTORY

_CRAFT = ("category", "product_type", "feed_product_type", "item_type")


@dataclass(frozen=True, slots=True)
class Kept:
    """One finding, as its row holds it."""

    code: str
    severity: str
    confidence: float
    kind: str
    scored: str
    body: str


@dataclass(frozen=True, slots=True)
class Item:
    """One listing, as its rows hold it."""

    row: int
    sku: str
    title: str
    store: str
    language: str
    shop: str
    craft: str
    told: int
    """Hash of the description, 0 for none."""
    quality: int
    mass_produced: float | None
    rights: float | None
    sample: bool
    body: bytes
    findings: tuple[Kept, ...]


def kind_of(finding: Finding) -> str:
    """What a finding was seen in."""
    if "bank" in finding.evidence:
        return "matched"
    if finding.image or finding.field.startswith("image"):
        return "pictures"
    if finding.scope == "catalog":
        return "catalogue"
    return "text" if not finding.field or finding.field.partition(".")[0] in TEXTS else "facts"


def score_of(finding: Finding) -> str:
    """The score that a finding enters: 'mass_produced', 'rights', '' for none."""
    if RIGHTS in finding.evidence and finding.scope == "listing":
        return "rights"
    return "mass_produced" if finding.code in FACTORY and finding.scope == "listing" else ""


def kept(finding: Finding, facts: RuleFacts) -> Kept:
    """A finding for its row."""
    told = finding_to_json(finding, facts)
    if made := to_plain(finding.message):
        told["made"] = made
    body = json.dumps(told, ensure_ascii=True, default=str)
    return Kept(finding.code, finding.severity, finding.confidence, kind_of(finding), score_of(finding), body)


def item(
    listing: Listing, entry: Entry, findings: Sequence[Finding], rules: Mapping[str, RuleFacts], sample: bool
) -> Item:
    """A listing for its rows."""
    described = " ".join(listing.get("description").split()).casefold()
    told = hashlib.blake2b(described.encode("utf-8", "surrogatepass"), digest_size=7).digest() if described else b""
    craft = next((value for name in _CRAFT if (value := listing.get(name).strip())), "")
    score = entry.score
    body = {
        "texts": dict(listing.texts),
        "facts": {key: value for key, value in listing.facts.items() if not key.startswith("seller.")},
        "images": [asdict(one) for one in entry.images],
        "file": entry.file,
        "reasons": [asdict(one) | {"made": to_plain(one.says)} for one in score.reasons if one.score != "quality"],
    }
    return Item(
        row=entry.row,
        sku=_storable(entry.sku),
        title=_storable(entry.title),
        store=entry.store,
        language=entry.language,
        shop=_storable(shop_of(listing)),
        craft=_storable(craft[:200]),
        told=int.from_bytes(told, "big"),
        quality=score.quality,
        mass_produced=score.mass_produced,
        rights=score.rights,
        sample=sample,
        body=packed(body),
        findings=tuple(kept(one, rules[one.code]) for one in findings),
    )


def _storable(text: str) -> str:
    """The text without halves of surrogate pairs, which SQLite refuses."""
    return text.encode("utf-8", "replace").decode("utf-8")


def packed(body: Mapping[str, Any]) -> bytes:
    """JSON, compressed."""
    return zlib.compress(json.dumps(body, ensure_ascii=True).encode("ascii"), 3)


def unpacked(body: bytes) -> dict[str, Any]:
    """What was packed."""
    loaded: dict[str, Any] = json.loads(zlib.decompress(body))
    return loaded
