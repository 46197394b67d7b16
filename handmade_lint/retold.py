"""A report told in another language: what rules say of findings and of themselves, and why something was left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar, overload

from .report import Finding, Report, RuleFacts, Suppressed
from .speech import Tongue

T = TypeVar("T")


class _Each(Sequence[T], Generic[T]):
    """A sequence whose values are changed when they are read, for it may stand in a file."""

    def __init__(self, values: Sequence[T], change: Callable[[T], T]) -> None:
        self._values, self._change = values, change

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return list(map(self._change, self._values[index]))
        return self._change(self._values[index])

    def __iter__(self) -> Any:
        return map(self._change, self._values)


def retold(report: Report, tongue: Tongue) -> Report:
    """The same report in the language of a tongue; codes, fields, fingerprints and scores stay as they are."""
    if tongue.lang == "en":
        return report

    def finding(one: Finding) -> Finding:
        return replace(one, message=tongue(one.message))

    def suppressed(one: Suppressed) -> Suppressed:
        return Suppressed(finding(one.finding), one.by)

    digest = replace(
        report.digest,
        of_files=[finding(one) for one in report.digest.of_files],
        worst=[(rank, entry, [finding(one) for one in found]) for rank, entry, found in report.digest.worst],
    )
    skipped = tuple(replace(one, why=tongue(one.why)) for one in report.run.skipped)
    unread = tuple(replace(one, why=tongue(one.why)) for one in report.run.unread)
    return Report.with_digest(
        replace(report.run, skipped=skipped, unread=unread),
        report.entries,
        _Each(report.findings, finding),
        {code: facts_in(facts, tongue) for code, facts in report.rules.items()},
        digest,
        pictures=report.pictures,
        suppressed=_Each(report.suppressed, suppressed),
        baseline=report.baseline,
    )


def facts_in(facts: RuleFacts, tongue: Tongue) -> RuleFacts:
    """What a report says of a rule, told."""
    return replace(facts, summary=tongue(facts.summary), reason=tongue(facts.reason), advice=tongue(facts.advice))
