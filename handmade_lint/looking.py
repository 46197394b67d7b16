"""How pictures come to the rules: what an album gives, what rules say of it, and what was not seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import Any, Protocol

from .finding import Finding
from .judge import MAIN, Judge, Plan
from .listing import ImageRef, Listing
from .measures.index import COLUMNS, OPTIONAL
from .report import Skipped
from .said import Said, say, say_many
from .tally import Tally


class Look(Protocol):
    """The pictures of a batch of listings, as columns; `handmade_lint.album` makes such."""

    @property
    def listings(self) -> Sequence[Listing]:
        """The listings, with what pictures were found of them."""

    @property
    def owners(self) -> Sequence[int]:
        """Of each picture the position of its listing."""

    @property
    def refs(self) -> Sequence[ImageRef]:
        """Of each picture its address and role."""

    @property
    def columns(self) -> Mapping[str, Any]:
        """What rules read: an array row a picture."""

    @property
    def tally(self) -> Tally:
        """What became of the pictures."""

    def mains(self, names: Iterable[str]) -> Mapping[int, Mapping[str, str]]:
        """Of the listing at each position the columns of its main picture, as texts."""


class Album(Protocol):
    """Finds and measures pictures."""

    def look(self, listings: Sequence[Listing]) -> Look:
        """The pictures of a batch."""

    def close(self) -> None:
        """Let go of what it holds."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A batch of listings after their pictures were looked at."""

    listings: Sequence[Listing]
    """With the pictures that were found of them."""
    told: Sequence[Listing]
    """The same, with what rules on the catalogue read of main pictures as facts."""
    findings: Mapping[int, list[Finding]] = field(default_factory=dict)
    """On pictures, by the position of each listing of which one was looked at."""
    tally: Tally = field(default_factory=Tally)


class Looking:
    """Looks at the pictures of batches of listings."""

    def __init__(self, plan: Plan, judge: Judge, album: Album | None) -> None:
        """Make it; without an album no picture is looked at."""
        self._judge, self._album = judge, album
        self._mains = plan.main_columns
        on_catalogue = (rule for rule in plan.rules.values() if rule.subject == "catalog")
        self._tells = any(f"{name}.".startswith(MAIN) for rule in on_catalogue for name in rule.reads)

    def __call__(self, listings: Sequence[Listing]) -> Seen:
        """Look at a batch."""
        look = self._album.look(listings) if self._album else None
        if look is None:
            return Seen(listings, self._told(listings, {}))
        found: dict[int, list[Finding]] = {owner: [] for owner in look.owners}
        if look.refs:
            for position, finding in self._judge.on_images(look.listings, look.owners, look.refs, look.columns):
                found[position].append(finding)
        return Seen(look.listings, self._told(look.listings, look.mains(self._mains)), found, look.tally)

    def _told(self, listings: Sequence[Listing], mains: Mapping[int, Mapping[str, str]]) -> Sequence[Listing]:
        if not self._tells:
            return listings
        return [
            replace(one, facts={**one.facts, **_facts(one, mains.get(number, {}))}) if one.images else one
            for number, one in enumerate(listings)
        ]


def _facts(listing: Listing, columns: Mapping[str, str]) -> dict[str, str]:
    """A listing's main picture as facts: 'image.main', its address, and what was measured of it."""
    uri = next((ref.uri for ref in listing.images if ref.role == "main"), "")
    told = {f"{MAIN}{name}": value for name, value in columns.items() if value}
    return {MAIN.rstrip("."): uri, **told} if uri else told


def unseen(plan: Plan, tally: Tally, stores: Sequence[str]) -> Iterator[Skipped]:
    """Rules on pictures, and why there were pictures that they did not see."""
    total = tally.found + tally.remote + tally.nowhere
    reasons: list[Said] = []
    if tally.unread:
        reasons.append(say("nothing is installed that opens pictures: pip install 'handmade-lint[images]'"))
    if tally.remote:
        reasons.append(
            say_many(
                "{remote} of {n} picture is on the web and was not looked at; --fetch-images does",
                "{remote} of {n} pictures are on the web and were not looked at; --fetch-images does",
                total,
                remote=tally.remote,
            )
        )
    if tally.nowhere:
        reasons.append(
            say_many(
                "{nowhere} of {n} picture is not beside the catalogue; --images says where it is",
                "{nowhere} of {n} pictures are not beside the catalogue; --images says where they are",
                total,
                nowhere=tally.nowhere,
            )
        )
    for rule in plan.rules.values():
        if rule.subject == "images" and any(rule.holds_for(store) for store in stores):
            yield from (Skipped(rule.code, why) for why in reasons)
            if tally.found > tally.unread and _reads_words(rule.reads) and not find_spec(OPTIONAL["reading"]):
                yield Skipped(rule.code, "words in pictures are read with: pip install 'handmade-lint[reading]'")
            if tally.found and not tally.unread and _by_network(rule.reads) and not find_spec("onnxruntime"):
                yield Skipped(rule.code, "nothing is installed that runs networks: pip install 'handmade-lint[images]'")


def _by_network(reads: Sequence[str]) -> bool:
    """Whether the column that a rule reads first comes from a network of ours."""
    first = COLUMNS.get(reads[0])
    return first is not None and OPTIONAL.get(first.measure) == "onnxruntime"


def _reads_words(columns: Iterable[str]) -> bool:
    return any(name in COLUMNS and COLUMNS[name].measure == "reading" for name in columns)
