"""Judge: a plan of rules applied to listings, their pictures, groups of a catalogue and the seller's profile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from .finding import Fault, Finding, Location, Scope, Severity
from .language import guess
from .listing import STORE_LANGUAGES, ImageRef, Listing, Origin
from .rule import Remark, Rule, at_hand
from .score import part_of
from .sieve import Sieve, Woken
from .subjects import Catalog, Images, Seller, Text, within_own_name

CONTEXT = 60
"""Characters of text that a finding keeps on either side of its match."""

MAIN = "image.main."
"""In front of a column's name: a fact of a listing, told of its main picture."""

_TOGETHER = 32
"""Listings on which one rule is run before the next; of as many, what the rules share is remembered."""
Subject = Text | Listing | Images | Catalog | Seller
Texts = dict[str, Text]
"""Texts of one listing that rules looked at, by field."""
_FORGET = 10_000
"""Kinds of listings (by fields that are filled) whose parts are remembered."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which rules run, with which settings, on which day."""

    rules: Mapping[str, Rule]
    on: date
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Settings by code."""
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """Severities by code that differ from the rule's own."""
    seller: Mapping[str, str] = field(default_factory=dict)
    """The seller's profile, as facts 'seller.country', 'seller.sku_history', … (lists joined by line ends)."""
    seller_files: Mapping[str, str] = field(default_factory=dict)
    """The file that told each of those facts."""
    seller_file: str = ""
    """The file in which a fact that is missing should be told."""
    prevalence: float = 0.10
    """Share of listings that are assumed to be factory-made (see weighing.py)."""

    @property
    def profile(self) -> Listing:
        """Where findings on the seller's profile are placed: its file, the key as column."""
        origin = Origin(self.seller_file, 0)
        cells = {
            key: Origin(self.seller_files.get(key, self.seller_file), 0, key.removeprefix("seller."))
            for key in self.seller
        }
        return Listing("", {}, (), self.seller, origin=origin, cells=cells)

    @property
    def columns(self) -> frozenset[str]:
        """What rules on pictures read, and `main_columns`."""
        read = {name for rule in self.rules.values() if rule.subject == "images" for name in rule.reads}
        return frozenset(read) | self.main_columns

    @property
    def main_columns(self) -> frozenset[str]:
        """Columns of main pictures that rules on the catalogue read, as facts such as 'image.main.pdq'."""
        return frozenset(
            name.removeprefix(MAIN)
            for rule in self.rules.values()
            if rule.subject == "catalog"
            for name in rule.reads
            if name.startswith(MAIN)
        )

    def severity(self, rule: Rule, remark: Severity | None = None) -> Severity:
        """Severity of a finding: the configuration's, else the remark's, else the rule's."""
        severity = self.severities.get(rule.code) or remark or rule.severity
        return "info" if severity == "off" else severity

    def check(self, rule: Rule) -> Callable[[Subject], Iterable[Remark]]:
        """The rule's check with its settings bound."""
        assert rule.check is not None
        function = at_hand(rule.check)
        settings: dict[str, Any] = dict(self.settings.get(rule.code, {}))
        if rule.dated:
            settings["on"] = self.on
        return partial(function, **settings) if settings else function


_SCOPES: Mapping[str, Scope] = {"catalog": "catalog", "seller": "file"}


class Judge:
    """Applies a plan to listings one by one."""

    def __init__(self, plan: Plan, *, sieved: bool = True) -> None:
        """Prepare.

        Args:
            plan: rules, settings and day.
            sieved: ask the sieve which rules can have anything to say. Without it findings are the same, and slower.
        """
        self._plan = plan
        self._sieved = sieved
        self._checks: dict[str, Callable[[Subject], Iterable[Remark]]] = {}
        self._chosen: dict[tuple[str, str], list[Rule]] = {}
        self._sieves: dict[tuple[str, str], Sieve] = {}
        self._parts_of: dict[tuple[str, ...], frozenset[str]] = {}
        self._looked_at: dict[tuple[str, str], frozenset[str]] = {}

    def rules_for(self, listing: Listing) -> list[Rule]:
        """Rules that speak about listings of that store and language."""
        key = (listing.store, listing.language)
        if key not in self._chosen:
            self._chosen[key] = [
                rule
                for rule in self._plan.rules.values()
                if rule.subject in ("text", "listing") and rule.judges(listing)
            ]
            self._looked_at[key] = frozenset(read for rule in self._chosen[key] for read in rule.reads)
        return self._chosen[key]

    def __call__(self, listing: Listing) -> tuple[list[Finding], frozenset[str]]:
        """Findings on one listing, and the parts of it that rules looked at."""
        return self.each([listing])[0]

    def each(self, listings: Sequence[Listing]) -> list[tuple[list[Finding], frozenset[str]]]:
        """What `judge(listing)` answers for each of some listings, which is quicker for many at once.

        A rule is run on several listings before the next one is, which the processor's caches like.
        """
        findings: list[list[Finding]] = [[] for _ in listings]
        alike: dict[tuple[str, str], list[int]] = {}
        for place, listing in enumerate(listings):
            alike.setdefault((listing.store, listing.language), []).append(place)
        for places in alike.values():
            some = [listings[place] for place in places]
            rules = self.rules_for(some[0])
            every = Woken((1 << len(rules)) - 1, {})
            woken = self._sieve(some[0])(some, self._speaks) if self._sieved else [every] * len(some)
            for start in range(0, len(some), _TOGETHER):
                end = start + _TOGETHER
                self._run_all(
                    rules, some[start:end], woken[start:end], [findings[place] for place in places[start:end]]
                )
        return [(own, self._parts(listing)) for listing, own in zip(listings, findings, strict=True)]

    def _run_all(
        self,
        rules: Sequence[Rule],
        listings: Sequence[Listing],
        woken: Sequence[Woken],
        findings: Sequence[list[Finding]],
    ) -> None:
        """Run each rule on those of some listings of one store and language that wake it, and add what it finds."""
        texts: list[Texts] = [{} for _ in listings]
        waking = [one.rules for one in woken]
        left = 0
        for mask in waking:
            left |= mask
        while left:
            bit = left & -left
            left ^= bit
            rule = rules[bit.bit_length() - 1]
            whole = rule.subject == "listing"
            for place, mask in enumerate(waking):
                if not mask & bit:
                    continue
                if whole:
                    found = self._run(rule, listings[place], listings[place])
                else:
                    one = woken[place]
                    only = None if one.listing & bit else [key for key, some in one.texts.items() if some & bit]
                    found = self._on_listing(rule, listings[place], texts[place], only)
                if found:
                    findings[place].extend(found)

    def _parts(self, listing: Listing) -> frozenset[str]:
        """Parts of a listing that rules look at."""
        key = (listing.store, listing.language, *listing.fields)
        parts = self._parts_of.get(key)
        if parts is None:
            if len(self._parts_of) >= _FORGET:
                self._parts_of.clear()
            looked_at = self._looked_at[listing.store, listing.language]
            parts = self._parts_of[key] = frozenset(part_of(name) for name in listing.fields if name in looked_at)
        return parts

    def _sieve(self, listing: Listing) -> Sieve:
        key = (listing.store, listing.language)
        if key not in self._sieves:
            plan = self._plan
            rules = self.rules_for(listing)
            self._sieves[key] = Sieve(rules, key[0], key[1], plan.on, plan.settings, plan.seller)
        return self._sieves[key]

    def _speaks(self, listing: Listing, rule: Rule) -> list[Finding]:
        return self._on_listing(rule, listing, {})

    def _on_listing(
        self, rule: Rule, listing: Listing, texts: Texts, only: Sequence[str] | None = None
    ) -> list[Finding]:
        """Findings of a rule on a listing, or on those of its texts that are named."""
        if rule.subject == "listing":
            return self._run(rule, listing, listing)
        findings: list[Finding] = []
        fields = listing.fields
        for read in rule.reads:
            for key, value in fields.get(read, ()):
                if only is not None and key not in only:
                    continue
                text = texts.get(key)
                if text is None:
                    text = texts[key] = Text(listing, key, value)
                findings += self._run(rule, text, listing)
        return findings

    def on_images(
        self, listings: Sequence[Listing], owners: Sequence[int], refs: Sequence[ImageRef], columns: Mapping[str, Any]
    ) -> list[tuple[int, Finding]]:
        """Findings of the rules on pictures, each with the position of its listing.

        Args:
            listings: of a batch.
            owners: of each picture the position of its listing.
            refs: of each picture its address and role.
            columns: what rules read, an array row a picture.
        """
        alike: dict[tuple[str, str], list[int]] = {}
        for row, owner in enumerate(owners):
            alike.setdefault((listings[owner].store, listings[owner].language), []).append(row)
        found: list[tuple[int, Finding]] = []
        for rows in alike.values():
            whole = len(rows) == len(owners)
            mine = columns if whole else {name: column[rows] for name, column in columns.items()}
            images = Images(listings, [owners[row] for row in rows], [refs[row] for row in rows], mine)
            positions = {id(listings[owners[row]]): owners[row] for row in rows}
            first = listings[owners[rows[0]]]
            for rule in self._plan.rules.values():
                if rule.subject == "images" and rule.judges(first):
                    found += [
                        (positions.get(id(remark.listing), owners[rows[0]]), finding)
                        for remark, finding in self._remarks(rule, images, first)
                    ]
        return found

    def on_group(self, rule: Rule, group: Sequence[Listing]) -> list[tuple[int, Finding]]:
        """Findings of a rule on listings of a catalogue that it compares, each with the position of its listing."""
        positions = {id(listing): position for position, listing in enumerate(group)}
        return [
            (positions.get(id(remark.listing), 0), finding)
            for remark, finding in self._remarks(rule, Catalog(group), group[0])
        ]

    def on_seller(self, rule: Rule, stores: Iterable[str]) -> list[Finding]:
        """Findings of a rule on the seller's profile, if it holds for one of the stores of the run."""
        mine = frozenset(store for store in stores if rule.holds_for(store))
        return self._run(rule, Seller(self._plan.seller, mine), self._plan.profile) if mine else []

    def _run(self, rule: Rule, subject: Subject, listing: Listing) -> list[Finding]:
        return [finding for _, finding in self._remarks(rule, subject, listing)]

    def _remarks(self, rule: Rule, subject: Subject, listing: Listing) -> Sequence[tuple[Remark, Finding]]:
        check = self._checks.get(rule.code)
        try:
            if check is None:
                check = self._checks[rule.code] = self._plan.check(rule)
            remarks = list(check(subject))
            if not remarks:
                return ()
            scope = _SCOPES.get(rule.subject, "listing")
            severity = self._plan.severity
            return [
                (remark, sign(rule, remark, remark.listing or listing, severity(rule, remark.severity), scope))
                for remark in remarks
                if not (rule.lexicons and not rule.echo and _of_own_name(remark, remark.listing or listing))
            ]
        except Exception as fault:
            words = f"this rule failed and was left out here ({type(fault).__name__}: {fault}); please report it"
            remark = Remark(words, subject.field if isinstance(subject, Text) else "")
            return [(remark, sign(rule, remark, listing, "warning", "file"))]


def _of_own_name(remark: Remark, listing: Listing) -> bool:
    return remark.span is not None and bool(remark.field) and within_own_name(listing, remark.field, *remark.span)


def sign(rule: Rule, remark: Remark, listing: Listing, severity: Severity, scope: Scope = "listing") -> Finding:
    """Make a Finding of what a rule remarked: code, severity, place, and the words around the match."""
    value = listing.get(remark.field) if remark.field else ""
    origin = listing.cell(remark.field)
    match = before = after = ""
    start = end = None
    if remark.span is not None:
        first, last = remark.span
        match = value[first:last]
        before, after = value[max(0, first - CONTEXT) : first], value[last : last + CONTEXT]
        start, end = origin.locate(first, last)
    return Finding(
        code=rule.code,
        severity=severity,
        sku=listing.sku,
        field=remark.field,
        message=remark.message,
        location=_location(origin, start, end),
        span=remark.span,
        match=match,
        before=before,
        after=after,
        evidence=remark.evidence,
        fix=remark.fix,
        image=remark.image,
        scope=scope,
    )


def _location(origin: Origin, start: int | None, end: int | None) -> Location:
    return Location(origin.file, origin.row, origin.column, origin.line, start, end, origin.sheet)


def complete(listing: Listing, plan: Plan) -> Listing:
    """The listing with its language, where the catalogue does not tell it, and with the seller's profile."""
    language = listing.language or STORE_LANGUAGES.get(listing.store, "")
    if not language:
        language = guess(f"{listing.get('title')}\n{listing.get('description')}"[:2000])[0]
    if language == listing.language and not plan.seller:
        return listing
    facts = {**plan.seller, **listing.facts} if plan.seller else listing.facts
    return replace(listing, language=language, facts=facts)


def of_fault(plan: Plan, fault: Fault) -> list[Finding]:
    """A fault of a file, signed by its rule, unless that is not in the plan."""
    rule = plan.rules.get(fault.code)
    if rule is None:
        return []
    return [
        Finding(
            code=fault.code,
            severity=plan.severity(rule),
            sku=fault.sku,
            field="",
            message=fault.message,
            location=fault.location,
            match=fault.match,
            evidence=fault.evidence,
            scope="file",
        )
    ]
