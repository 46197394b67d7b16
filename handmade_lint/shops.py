"""Evidence that waits until the whole catalogue was compared: listings weighed once more, and shops.

What rules on the catalogue say of a listing (its picture is also another seller's, its text too) is known only after
the last batch. Each listing leaves its notes as bytes; those of which something more is said are weighed again. A shop
is added up on the way, so that no listing has to be read twice for it.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from .finding import Finding
from .listing import Listing
from .makers import Note
from .score import Reason, Score, ShopScore, part_of
from .store import Records
from .weighing import ON_CATALOGUE, SPREAD, Verdict, Weighed, of_findings, says, weigh_notes, weigh_shop


def shop_of(listing: Listing) -> str:
    """The shop that a listing is of: its vendor, else the shop of the profile, else the name of its file."""
    name = listing.get("vendor").strip() or listing.get("seller.shop_name").strip()
    return name[:200] or PurePath(listing.origin.file.replace("\\", "/")).stem


def with_provenance(score: Score, verdict: Verdict) -> Score:
    """The score with its chance of mass production; reasons are given where that is not quiet."""
    reasons = tuple(one for one in score.reasons if one.score != "mass_produced")
    if verdict.band != "quiet":
        reasons += tuple(map(_reason, verdict.evidence))
    return replace(
        score,
        mass_produced=round(verdict.chance, 4),
        mass_produced_range=(round(verdict.low, 4), round(verdict.high, 4)),
        mass_produced_band=verdict.band,
        reasons=reasons,
    )


def _reason(one: Weighed) -> Reason:
    return Reason(one.note.finding, "mass_produced", part_of(one.note.field), one.weight, says(one.note))


@dataclass(slots=True)
class _Sum:
    listings: int = 0
    score: float = 0.0
    flagged: int = 0
    codes: set[str] = field(default_factory=set)

    def add(self, verdict: Verdict, times: int = 1) -> None:
        self.listings += times
        self.score += times * verdict.score
        self.flagged += times * (verdict.band != "quiet")


@dataclass(slots=True)
class Weights:
    """What the listings of one batch left, in order."""

    notes: list[bytes] = field(default_factory=list)
    shops: dict[str, tuple[int, float, int]] = field(default_factory=dict)
    """Of each shop its listings, the sum of their log-odds, and how many are not quiet."""

    def add(self, listing: Listing, verdict: Verdict) -> None:
        """Keep what speaks of a listing."""
        shop = shop_of(listing)
        notes = [_plain(one.note) for one in verdict.evidence]
        self.notes.append(marshal.dumps((shop, notes)))
        listings, score, flagged = self.shops.get(shop, (0, 0.0, 0))
        self.shops[shop] = (listings + 1, score + verdict.score, flagged + (verdict.band != "quiet"))


def _plain(note: Note) -> tuple[object, ...]:
    return note.signal, note.amount, note.field, note.span, note.match, note.language, note.finding


class Shops:
    """The evidence of all listings of a run, by their place in the report."""

    def __init__(self, prevalence: float) -> None:
        self._prevalence = prevalence
        self._notes = Records()
        self._sums: dict[str, _Sum] = {}

    def add(self, weights: Weights) -> None:
        """Add a batch."""
        self._notes.extend(weights.notes)
        for shop, (listings, score, flagged) in weights.shops.items():
            mine = self._sums.setdefault(shop, _Sum())
            mine.listings += listings
            mine.score += score
            mine.flagged += flagged

    def again(self, place: int, score: Score, findings: Iterable[Finding]) -> Score:
        """The score of the listing at a place with what rules on the catalogue said of it."""
        if place >= len(self._notes):
            return score
        shop, plain = marshal.loads(self._notes[place])  # noqa: S302 - packed by this program or its workers
        own = [Note(*one) for one in plain]
        findings = list(findings)
        mine = self._sums[shop]
        mine.codes |= {one.code for one in findings if one.code in ON_CATALOGUE}
        more = of_findings(one for one in findings if one.code in SPREAD)
        if not more:
            return score
        mine.add(weigh_notes(own, self._prevalence), -1)
        verdict = weigh_notes([*own, *more], self._prevalence)
        mine.add(verdict)
        return with_provenance(score, verdict)

    def scores(self) -> Iterator[ShopScore]:
        """What each shop comes to, in the order of their first listings."""
        for name, one in self._sums.items():
            mean = one.score / one.listings
            verdict = weigh_shop(mean, one.listings, one.flagged, one.codes, self._prevalence)
            yield ShopScore(
                name,
                one.listings,
                one.flagged,
                round(verdict.chance, 4),
                (round(verdict.low, 4), round(verdict.high, 4)),
                verdict.band,
                tuple(sorted(one.codes)),
            )
