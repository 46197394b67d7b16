"""lint(): a plan of rules, applied to a stream of listings, weighed and put into a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from time import perf_counter
from typing import Any, Protocol

from .finding import Fault, Finding, Location, Severity
from .language import guess
from .listing import STORE_LANGUAGES, Listing, Origin
from .report import Entry, Input, Report, RuleFacts, Run, Skipped, Unread
from .rule import Remark, Rule
from .score import part_of, weigh
from .subjects import Catalog, Seller, Text

CONTEXT = 60
"""Characters of text that a finding keeps on either side of its match."""


Subject = Text | Listing | Catalog | Seller


class Source(Protocol):
    """One table of one file: iterating yields its listings and faults; the counts are final afterwards."""

    file: str
    template: str
    encoding: str
    separator: str
    sheet: str
    rows: int
    refused: int
    blank: int
    listings: int

    def __iter__(self) -> Iterator[Listing | Fault]: ...


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

    @property
    def profile(self) -> Listing:
        """Where findings on the seller's profile are placed: its file, the key as column."""
        origin = Origin(self.seller_file, 0)
        cells = {
            key: Origin(self.seller_files.get(key, self.seller_file), 0, key.removeprefix("seller."))
            for key in self.seller
        }
        return Listing("", {}, (), self.seller, origin=origin, cells=cells)

    def severity(self, rule: Rule, remark: Severity | None = None) -> Severity:
        """Severity of a finding: the configuration's, else the remark's, else the rule's."""
        severity = self.severities.get(rule.code) or remark or rule.severity
        return "info" if severity == "off" else severity

    def check(self, rule: Rule, subject: Subject) -> Iterable[Remark]:
        """Call the rule's check with its settings bound."""
        assert rule.check is not None
        settings: dict[str, Any] = {**rule.settings, **self.settings.get(rule.code, {})}
        if rule.dated:
            settings["on"] = self.on
        return rule.check(subject, **settings)


class Judge:
    """Applies a plan to listings one by one."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._chosen: dict[tuple[str, str], list[Rule]] = {}

    def rules_for(self, listing: Listing) -> list[Rule]:
        """Rules that speak about listings of that store and language."""
        key = (listing.store, listing.language)
        if key not in self._chosen:
            self._chosen[key] = [
                rule
                for rule in self._plan.rules.values()
                if rule.subject in ("text", "listing")
                and rule.holds_for(listing.store)
                and (not rule.languages or listing.language in rule.languages)
            ]
        return self._chosen[key]

    def __call__(self, listing: Listing) -> tuple[list[Finding], set[str]]:
        """Findings on one listing, and the parts of it that rules looked at."""
        findings: list[Finding] = []
        parts: set[str] = set()
        texts: dict[str, list[Text]] = {}
        for rule in self.rules_for(listing):
            for read in rule.reads:
                if read not in texts:
                    texts[read] = [Text(listing, key, value) for key, value in listing.read(read)]
                if texts[read]:
                    parts.add(part_of(read))
            subjects: Sequence[Text | Listing] = (
                [listing] if rule.subject == "listing" else [text for read in rule.reads for text in texts[read]]
            )
            for subject in subjects:
                findings += self._run(rule, subject, listing)
        return findings, parts

    def on_catalog(self, rule: Rule, listings: Sequence[Listing]) -> list[Finding]:
        """Findings of a rule on the catalogue as a whole, or on each of its groups."""
        mine = [
            one
            for one in listings
            if rule.holds_for(one.store) and (not rule.languages or one.language in rule.languages)
        ]
        if not mine:
            return []
        if rule.by is None:
            return self._run(rule, Catalog(mine), mine[0])
        groups: dict[str, list[Listing]] = {}
        for listing in mine:
            keys = rule.by(listing)
            for key in dict.fromkeys((keys,) if isinstance(keys, str) else keys):
                if key:
                    groups.setdefault(key, []).append(listing)
        found: dict[tuple[str, int, str, str, str], Finding] = {}
        for group in groups.values():
            if rule.alone or len(group) > 1:
                for one in self._run(rule, Catalog(group), group[0]):
                    found.setdefault((one.location.file, one.location.row, one.sku, one.field, one.match), one)
        return list(found.values())

    def on_seller(self, rule: Rule, stores: Iterable[str]) -> list[Finding]:
        """Findings of a rule on the seller's profile, if it holds for one of the stores of the run."""
        mine = frozenset(store for store in stores if rule.holds_for(store))
        return self._run(rule, Seller(self._plan.seller, mine), self._plan.profile) if mine else []

    def _run(self, rule: Rule, subject: Subject, listing: Listing) -> list[Finding]:
        scope = {"catalog": "catalog", "seller": "file"}.get(rule.subject, "listing")
        try:
            return [
                sign(rule, remark, remark.listing or listing, self._plan.severity(rule, remark.severity), scope)
                for remark in self._plan.check(rule, subject)
            ]
        except Exception as fault:
            words = f"this rule failed and was left out here ({type(fault).__name__}: {fault}); please report it"
            remark = Remark(words, subject.field if isinstance(subject, Text) else "")
            return [sign(rule, remark, listing, "warning", "file")]


def sign(rule: Rule, remark: Remark, listing: Listing, severity: Severity, scope: str = "listing") -> Finding:
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
        scope=scope,  # type: ignore[arg-type]
    )


def _location(origin: Origin, start: int | None, end: int | None) -> Location:
    return Location(origin.file, origin.row, origin.column, origin.line, start, end, origin.sheet)


def lint(
    sources: Iterable[Source],
    plan: Plan,
    *,
    version: str = "",
    guide: str = "",
    settings: Mapping[str, Any] | None = None,
    unread: Sequence[Unread] = (),
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Lint listings as they stream by.

    Args:
        sources: tables to read, in order.
        plan: rules, settings, day and seller.
        version: of the package, for the report.
        guide: date of the guide, for the report.
        settings: what the run was asked to do, for the report.
        unread: files that were left out, for the report.
        progress: called with the number of listings judged so far, after each.
    """
    began = perf_counter()
    judge = Judge(plan)
    entries: list[Entry] = []
    findings: list[Finding] = []
    inputs: list[Input] = []
    kept: list[Listing] = []
    images = 0
    skipped = tuple(_skipped(plan))
    left_out = {one.rule for one in skipped}
    catalog_rules = [r for r in plan.rules.values() if r.subject == "catalog" and r.code not in left_out]
    wanted = {name for rule in catalog_rules for name in rule.reads}
    for source in sources:
        for item in source:
            if isinstance(item, Fault):
                findings += _faults(plan, item)
                continue
            listing = _complete(item, plan)
            images += len(listing.images)
            own, parts = judge(listing)
            findings += own
            score = weigh(listing.sku, own, parts)
            title = listing.get("title")
            origin = listing.origin
            entries.append(Entry(listing.sku, title, listing.store, listing.language, origin.file, origin.row, score))
            if catalog_rules:
                kept.append(_trim(listing, wanted))
            if progress is not None:
                progress(len(entries))
        inputs.append(_input(source))
    stores = tuple(sorted({entry.store for entry in entries}))
    for rule in catalog_rules:
        findings += judge.on_catalog(rule, kept)
    for rule in plan.rules.values():
        if rule.subject == "seller" and rule.code not in left_out:
            findings += judge.on_seller(rule, stores)
    named = {finding.code for finding in findings} | left_out
    run = Run(
        version=version,
        guide=guide,
        on=plan.on.isoformat(),
        inputs=tuple(inputs),
        stores=stores,
        listings=len(entries),
        images=images,
        seconds=round(perf_counter() - began, 3),
        settings=settings or {},
        skipped=skipped,
        unread=tuple(unread),
        partial=bool(unread) or any(one.refused for one in inputs),
    )
    rules = {code: facts(rule) for code, rule in plan.rules.items() if code in named}
    return Report(run, tuple(entries), tuple(findings), rules)


def facts(rule: Rule) -> RuleFacts:
    """What a report says of a rule."""
    return RuleFacts(
        rule.code,
        rule.name,
        rule.group,
        rule.severity,
        rule.force,
        rule.summary,
        rule.reason,
        rule.source,
        rule.fixable,
        rule.advice,
    )


def _complete(listing: Listing, plan: Plan) -> Listing:
    language = listing.language or STORE_LANGUAGES.get(listing.store, "")
    if not language:
        language = guess(f"{listing.get('title')}\n{listing.get('description')}"[:2000])[0]
    facts = {**plan.seller, **listing.facts} if plan.seller else listing.facts
    return replace(listing, language=language, facts=facts)


def _trim(listing: Listing, wanted: set[str]) -> Listing:
    names = {key for name in wanted for key, _ in listing.read(name)}
    cells = {key: listing.cells[key] for key in names if key in listing.cells}
    texts = {key: value for key, value in listing.texts.items() if key in names}
    facts = {key: value for key, value in listing.facts.items() if key in names}
    return replace(listing, texts=texts, facts=facts, cells=cells, images=())


def _skipped(plan: Plan) -> Iterator[Skipped]:
    """Rules whose first field is the seller's to tell, in a run that was not told."""
    for rule in plan.rules.values():
        first = rule.reads[0] if rule.reads else ""
        if first.startswith("seller.") and first not in plan.seller:
            key = first.partition(".")[2]
            yield Skipped(rule.code, f"needs '{key}' in the seller's profile ('handmade-lint init' writes one)")


def _faults(plan: Plan, fault: Fault) -> list[Finding]:
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


def _input(source: Source) -> Input:
    return Input(
        source.file,
        source.template,
        source.rows,
        source.refused,
        source.blank,
        source.listings,
        source.encoding,
        source.separator,
        source.sheet,
    )
