"""Report: all that an output or the review page may know; to and from JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from heapq import nsmallest
from typing import Any, Literal

from .digest import WORST, Digest, Entry, by_listing, digest_of, worst_first
from .finding import FORCES, Edit, Finding, Fix, Location, Suppressed, Suppression
from .listing import ImageRef
from .said import from_plain, say, to_plain
from .score import Reason, Score, ShopScore

__all__ = [
    "FORCES",
    "SCHEMA",
    "Digest",
    "Edit",
    "Entry",
    "Finding",
    "Fix",
    "ImageRef",
    "Input",
    "Location",
    "Reason",
    "Report",
    "RuleFacts",
    "Run",
    "Score",
    "ShopScore",
    "Skipped",
    "State",
    "States",
    "Suppressed",
    "Suppression",
    "Unread",
    "from_json",
    "schema",
    "sentence",
    "to_json",
]

State = Literal["new", "unchanged", "absent"]
"""What a finding is to a baseline: not in it, in it, or in it and gone."""

SCHEMA = "handmade-lint/report/1"
"""Name and version of the JSON layout; report.schema.json describes it, docs/report.md explains it."""


SEVERITIES = {"error": say("error"), "warning": say("warning"), "info": say("info")}
"""Severities, as a person is told them."""
WHOSE = {"published": say("published"), "law": say("law"), "advice": say("advice"), "ours": say("ours")}
"""Whose a rule is, in a word."""


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What a report says of a rule that found something (or was skipped)."""

    code: str
    name: str
    group: str
    severity: str
    force: str
    summary: str
    reason: str
    source: tuple[str, ...]
    fixable: bool
    advice: str = ""
    """What to do about it, in a sentence."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file as it was read: rows = read + refused."""

    file: str
    template: str
    """'amazon', 'etsy', 'plain', …"""
    rows: int
    """Rows that are not blank, headings and example rows left out."""
    refused: int
    blank: int
    listings: int
    encoding: str = ""
    separator: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file of a folder that is no catalogue, and why."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule that could not run, and why."""

    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Run:
    """The circumstances of a report."""

    version: str
    guide: str
    """Date (ISO) of the guide that the rules were written from."""
    on: str
    """Day (ISO) whose limits were applied."""
    inputs: tuple[Input, ...] = ()
    stores: tuple[str, ...] = ()
    listings: int = 0
    images: int = 0
    seconds: float = 0.0
    settings: Mapping[str, Any] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    unread: tuple[Unread, ...] = ()
    partial: bool = False
    """True when something kept part of the input from being judged."""
    suppressed: int = 0
    """Findings that a person said are not to be shown."""
    known: int = 0
    """Findings that are left out since the baseline knows them."""
    stale: int = 0
    """Findings that the baseline knows and that are gone."""
    unchanged: int = 0
    """Listings that were read and left out, since the run asked for others."""


class States(Mapping[str, State]):
    """What findings are to a baseline, by fingerprint; one that it does not know is new. It is true, even if empty."""

    def __init__(self, known: Mapping[str, State]) -> None:
        """Take what a baseline knows ('unchanged' or 'absent'), and which of these have become more ('new')."""
        self._known = known

    def __getitem__(self, fingerprint: str) -> State:
        return self._known.get(fingerprint, "new")

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Report:
    """Findings and scores of one run."""

    run: Run
    entries: Sequence[Entry]
    """A tuple, or where they are many a sequence that reads them from a temporary file."""
    findings: Sequence[Finding]
    rules: Mapping[str, RuleFacts]
    """Facts of every rule named in findings, by code."""
    suppressed: Sequence[Suppressed] = ()
    """Findings that are not shown, and why; `findings` does not hold them."""
    baseline: Mapping[str, State] = field(default_factory=dict)
    """Of a run against a baseline, states by fingerprint (see States); without one, empty and false. What is
    'unchanged' is not in `findings`."""
    shops: Sequence[ShopScore] = ()
    """What the evidence on each shop comes to; none of a run that judged only some rows, or without such rules."""
    pictures: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Where a picture of that `uri` lies on this machine; never part of a report that is kept."""
    digest: Digest = field(init=False, compare=False, repr=False)
    """Counts and the worst listings."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", digest_of(self.entries, self.findings))

    @classmethod
    def with_digest(
        cls,
        run: Run,
        entries: Sequence[Entry],
        findings: Sequence[Finding],
        rules: Mapping[str, RuleFacts],
        digest: Digest,
        pictures: Mapping[str, str] | None = None,
        suppressed: Sequence[Suppressed] = (),
        baseline: Mapping[str, State] | None = None,
        shops: Sequence[ShopScore] = (),
    ) -> Report:
        """A report whose digest was added up on the way, so that entries and findings are not read again for it."""
        report = object.__new__(cls)
        values = {"run": run, "entries": entries, "findings": findings, "rules": rules, "digest": digest}
        values["pictures"] = pictures or {}
        values |= {"shops": shops, "suppressed": suppressed, "baseline": {} if baseline is None else baseline}
        for name, value in values.items():
            object.__setattr__(report, name, value)
        return report

    def with_run(
        self, run: Run, baseline: Mapping[str, State] | None = None, pictures: Mapping[str, str] | None = None
    ) -> Report:
        """The same report of a run of which more is known."""
        return Report.with_digest(
            run,
            self.entries,
            self.findings,
            self.rules,
            self.digest,
            pictures=self.pictures if pictures is None else pictures,
            suppressed=self.suppressed,
            baseline=self.baseline if baseline is None else baseline,
            shops=self.shops,
        )

    def counts(self) -> dict[str, int]:
        """Number of findings by severity: error, warning, info."""
        return {severity: self.digest.severities[severity] for severity in ("error", "warning", "info")}

    def worst(self, limit: int | None) -> list[tuple[Entry | None, list[Finding]]]:
        """Listings with findings, the worst first, at most `limit` of them.

        Findings on no listing that was judged stand under None; findings on files are left out.
        """
        if limit is not None and limit <= WORST:
            return [(entry, findings) for _, entry, findings in self.digest.worst[:limit]]
        of_listings = (finding for finding in self.findings if finding.scope != "file")
        groups = [group for group in by_listing(self.entries, of_listings) if group[1]]
        return sorted(groups, key=lambda group: worst_first(*group))[:limit]

    def lowest(self, limit: int) -> list[tuple[Entry | None, list[Finding]]]:
        """The `limit` listings of the lowest score, those without findings included, the worst first.

        What is said of no listing that was judged stands in front, under None; findings on files are left out. No more
        is held in memory than what is given back, and listings that share a SKU with it.
        """
        chosen: Iterable[Entry] = self.entries
        if len(self.entries) > limit:
            chosen = nsmallest(limit, self.entries, key=_most_lost)
        places = {(one.file, one.row, one.sku, one.store) for one in chosen}
        skus = {sku for _, _, sku, _ in places}
        kin = (one for one in self.entries if one.sku in skus)
        theirs = (one for one in self.findings if one.scope != "file" and one.sku in skus)
        groups: list[tuple[Entry | None, list[Finding]]] = [
            (entry, findings)
            for entry, findings in by_listing(kin, theirs)
            if entry is not None and (entry.file, entry.row, entry.sku, entry.store) in places
        ]
        groups += [(None, findings) for _, entry, findings in self.digest.worst if entry is None]
        return sorted(groups, key=lambda group: worst_first(*group))


def _most_lost(entry: Entry) -> tuple[int, float, str, int]:
    return entry.score.quality, sum(one.weight for one in entry.score.of_quality), entry.file, entry.row


def sentence(message: str) -> str:
    """A finding's message as a sentence that others can follow."""
    return message if message.endswith((".", "!", "?", "…")) else f"{message}."


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a report in JSON."""
    import json
    from pathlib import Path

    loaded: dict[str, Any] = json.loads(Path(__file__).with_name("report.schema.json").read_text("utf-8"))
    return loaded


def to_json(report: Report) -> dict[str, Any]:
    """Lay a report out as JSON values, the way `schema()` says; `from_json` gives the same report back."""
    return {
        "schema": SCHEMA,
        "run": run_to_json(report.run),
        "listings": list(listings_to_json(report)),
        "findings": list(findings_to_json(report)),
        "rules": rules_to_json(report),
        "suppressed": list(suppressed_to_json(report)),
        "baseline": baseline_to_json(report),
        "shops": shops_to_json(report),
    }


def listings_to_json(report: Report) -> Iterator[dict[str, Any]]:
    """The items of `listings`, one after another."""
    return map(_entry_to_json, report.entries)


def findings_to_json(report: Report) -> Iterator[dict[str, Any]]:
    """The items of `findings`, one after another."""
    return (finding_to_json(finding, report.rules[finding.code]) for finding in report.findings)


def suppressed_to_json(report: Report) -> Iterator[dict[str, Any]]:
    """The items of `suppressed`, one after another."""
    for one in report.suppressed:
        by = asdict(one.by)
        yield {"finding": finding_to_json(one.finding, report.rules[one.finding.code]), "by": by}


def shops_to_json(report: Report) -> list[dict[str, Any]]:
    """The items of `shops`."""
    return [{**asdict(one), "mass_produced_range": list(one.mass_produced_range)} for one in report.shops]


def _shop_from_json(raw: Mapping[str, Any]) -> ShopScore:
    low, high = raw["mass_produced_range"]
    return ShopScore(**{**raw, "mass_produced_range": (low, high), "rules": tuple(raw["rules"])})


def baseline_to_json(report: Report) -> dict[str, State] | None:
    """The object `baseline`; None of a run without one."""
    return dict(report.baseline) if report.baseline else None


def from_json(raw: Any) -> Report:
    """Read a report that `to_json` laid out.

    Raises:
        ValueError: It is not a report, of another version, or not whole.
    """
    if not isinstance(raw, Mapping) or raw.get("schema") != SCHEMA:
        raise ValueError(f'not a report of handmade-lint: it should hold "schema": "{SCHEMA}"')
    try:
        return Report(
            run=_run_from_json(raw["run"]),
            entries=tuple(_entry_from_json(entry) for entry in raw["listings"]),
            findings=tuple(_finding_from_json(finding) for finding in raw["findings"]),
            rules={code: _rule_from_json(code, facts) for code, facts in raw["rules"].items()},
            suppressed=tuple(_suppressed_from_json(one) for one in raw["suppressed"]),
            baseline={} if raw["baseline"] is None else States(raw["baseline"]),
            shops=tuple(_shop_from_json(one) for one in raw["shops"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"a report of handmade-lint that is not whole ({type(error).__name__}: {error})") from error


def run_to_json(run: Run) -> dict[str, Any]:
    """The object `run`."""
    return {
        "version": run.version,
        "guide": run.guide,
        "on": run.on,
        "inputs": [asdict(one) for one in run.inputs],
        "stores": list(run.stores),
        "listings": run.listings,
        "images": run.images,
        "seconds": run.seconds,
        "settings": dict(run.settings),
        "skipped": [asdict(one) for one in run.skipped],
        "unread": [asdict(one) for one in run.unread],
        "partial": run.partial,
        "suppressed": run.suppressed,
        "known": run.known,
        "stale": run.stale,
        "unchanged": run.unchanged,
    }


def _run_from_json(raw: Mapping[str, Any]) -> Run:
    return Run(
        **{
            **raw,
            "inputs": tuple(Input(**one) for one in raw["inputs"]),
            "stores": tuple(raw["stores"]),
            "skipped": tuple(Skipped(**one) for one in raw["skipped"]),
            "unread": tuple(Unread(**one) for one in raw["unread"]),
        }
    )


def _entry_to_json(entry: Entry) -> dict[str, Any]:
    score = entry.score
    return {
        "sku": entry.sku,
        "title": entry.title,
        "store": entry.store,
        "language": entry.language,
        "source": {"file": entry.file, "row": entry.row},
        "images": [asdict(one) for one in entry.images],
        "scores": {
            "quality": score.quality,
            "parts": dict(score.parts),
            "mass_produced": score.mass_produced,
            "mass_produced_range": None if score.mass_produced_range is None else list(score.mass_produced_range),
            "mass_produced_band": score.mass_produced_band,
            "rights": score.rights,
        },
        "reasons": [asdict(reason) for reason in score.reasons],
    }


def _entry_from_json(raw: Mapping[str, Any]) -> Entry:
    reasons = tuple(Reason(**reason) for reason in raw["reasons"])
    scores = raw["scores"]
    between = None if scores["mass_produced_range"] is None else tuple(scores["mass_produced_range"])
    return Entry(
        sku=raw["sku"],
        title=raw["title"],
        store=raw["store"],
        language=raw["language"],
        file=raw["source"]["file"],
        row=raw["source"]["row"],
        score=Score(sku=raw["sku"], reasons=reasons, **{**scores, "mass_produced_range": between}),
        images=tuple(ImageRef(**one) for one in raw["images"]),
    )


def finding_to_json(finding: Finding, rule: RuleFacts) -> dict[str, Any]:
    """An item of `findings`; `rule` is the finding's own."""
    fix = finding.fix
    return {
        "code": finding.code,
        "name": rule.name,
        "group": rule.group,
        "severity": finding.severity,
        "force": rule.force,
        "confidence": finding.confidence,
        "sku": finding.sku,
        "field": finding.field,
        "image": finding.image,
        "location": asdict(finding.location),
        "message": finding.message,
        "said": to_plain(finding.message),
        "span": None if finding.span is None else list(finding.span),
        "match": finding.match,
        "before": finding.before,
        "after": finding.after,
        "scope": finding.scope,
        "evidence": dict(finding.evidence),
        "fix": None if fix is None else {"safe": fix.safe, "edits": [asdict(edit) for edit in fix.edits]},
        "fingerprint": finding.fingerprint,
        "source": list(rule.source),
    }


_DERIVED = ("name", "group", "force", "source", "fingerprint")
"""What a finding in JSON repeats of its rule or can work out again."""


def _finding_from_json(raw: Mapping[str, Any]) -> Finding:
    own = {key: value for key, value in raw.items() if key not in _DERIVED}
    own["message"] = from_plain(own["message"], own.pop("said"))
    span, fix = raw["span"], raw["fix"]
    own["location"] = Location(**raw["location"])
    own["span"] = None if span is None else (span[0], span[1])
    own["fix"] = None if fix is None else Fix(tuple(Edit(**edit) for edit in fix["edits"]), fix["safe"])
    return Finding(**own)


def _suppressed_from_json(raw: Mapping[str, Any]) -> Suppressed:
    by = {**raw["by"], "location": Location(**raw["by"]["location"])}
    return Suppressed(_finding_from_json(raw["finding"]), Suppression(**by))


def rules_to_json(report: Report) -> dict[str, dict[str, Any]]:
    """The object `rules`."""
    return {code: _rule_to_json(facts) for code, facts in report.rules.items()}


def _rule_to_json(facts: RuleFacts) -> dict[str, Any]:
    return {
        "name": facts.name,
        "group": facts.group,
        "severity": facts.severity,
        "force": facts.force,
        "summary": facts.summary,
        "reason": facts.reason,
        "advice": facts.advice,
        "source": list(facts.source),
        "fixable": facts.fixable,
    }


def _rule_from_json(code: str, raw: Mapping[str, Any]) -> RuleFacts:
    return RuleFacts(code=code, **{**raw, "source": tuple(raw["source"])})
