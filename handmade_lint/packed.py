"""How entries and findings become plain data for a temporary file or another process, and come back."""

from __future__ import annotations

from typing import Any

from .digest import Entry
from .finding import Edit, Finding, Fix, Location, Suppressed, Suppression
from .listing import ImageRef
from .said import from_plain, to_plain
from .score import Reason, Score
from .store import Packing


def _said(text: str) -> tuple[str, Any]:
    """A text in English as plain data, with what it was made of."""
    return str(text), to_plain(text)


def _unpack_reason(plain: tuple[Any, ...]) -> Reason:
    finding, score, part, weight, says = plain
    return Reason(finding, score, part, weight, from_plain(*says))


def _pack_entry(entry: Entry) -> tuple[Any, ...]:
    score = entry.score
    reasons = [(one.finding, one.score, one.part, one.weight, _said(one.says)) for one in score.reasons]
    about = (entry.sku, entry.title, entry.store, entry.language, entry.file, entry.row)
    images = [(one.uri, one.role) for one in entry.images]
    return (*about, images, score.quality, dict(score.parts), *_provenance(score), score.rights, reasons)


def _provenance(score: Score) -> tuple[Any, ...]:
    return score.mass_produced, score.mass_produced_range, score.mass_produced_band


def _unpack_entry(plain: tuple[Any, ...]) -> Entry:
    sku, title, store, language, file, row, images, quality, parts, made, between, band, *others = plain
    rights, reasons = others
    score = Score(sku, quality, parts, made, between, band, rights, tuple(map(_unpack_reason, reasons)))
    return Entry(sku, title, store, language, file, row, score, tuple(ImageRef(*one) for one in images))


def _pack_finding(one: Finding) -> tuple[Any, ...]:
    at = one.location
    place = (at.file, at.row, at.column, at.line, at.start, at.end, at.sheet)
    fix = one.fix
    edits = None if fix is None else ([(edit.field, edit.start, edit.end, edit.text) for edit in fix.edits], fix.safe)
    said = (one.code, one.severity, one.sku, one.field, _said(one.message), place)
    return (
        *said,
        one.span,
        one.match,
        one.before,
        one.after,
        one.confidence,
        one.evidence,
        edits,
        one.image,
        one.scope,
    )


def _unpack_finding(plain: tuple[Any, ...]) -> Finding:
    code, severity, sku, field, message, place, *around, evidence, edits, image, scope = plain
    fix = None if edits is None else Fix(tuple(Edit(*edit) for edit in edits[0]), edits[1])
    span, match, before, after, confidence = around
    return Finding(
        code, severity, sku, field, from_plain(*message), Location(*place), span, match, before, after, confidence,
        evidence, fix, image, scope,
    )  # fmt: skip


def _pack_suppression(by: Suppression) -> tuple[Any, ...]:
    at = by.location
    return (
        by.code,
        by.sku,
        by.reason,
        by.author,
        by.until,
        (at.file, at.row, at.column, at.line, at.start, at.end, at.sheet),
    )


def _unpack_suppression(plain: tuple[Any, ...]) -> Suppression:
    code, sku, reason, author, until, place = plain
    return Suppression(code, sku, reason, author, until, Location(*place))


def _pack_suppressed(one: Suppressed) -> tuple[Any, ...]:
    return _pack_finding(one.finding), _pack_suppression(one.by)


def _unpack_suppressed(plain: tuple[Any, ...]) -> Suppressed:
    return Suppressed(_unpack_finding(plain[0]), _unpack_suppression(plain[1]))


ENTRIES: Packing[Entry] = Packing(_pack_entry, _unpack_entry)
FINDINGS: Packing[Finding] = Packing(_pack_finding, _unpack_finding)
SUPPRESSIONS: Packing[Suppression] = Packing(_pack_suppression, _unpack_suppression)
SUPPRESSED: Packing[Suppressed] = Packing(_pack_suppressed, _unpack_suppressed)
