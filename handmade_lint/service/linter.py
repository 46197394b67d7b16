"""What a service says of a batch of listings: a line an item, in order, and a last line that says it was all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from ..catalogs import UnreadableInput, open_rows
from ..config import Config
from ..digest import Entry
from ..finding import Finding
from ..pipeline import Bench, Task, facts
from ..report import finding_to_json
from ..run import alone
from ..score import Score

NAME = "request"
"""What findings call the file."""
TOGETHER = 64
"""Items that are judged before the clock is looked at."""


class NoListings(Exception):
    """What was sent holds no listings; says in one sentence why."""


class TooSlow(Exception):
    """The time was up before all was judged."""


class Linter:
    """Judges listings one by one. Rules that compare listings of a catalogue, or read the profile, are not asked."""

    def __init__(self, config: Config) -> None:
        """Load all rules and models.

        Raises:
            ConfigError: the configuration is wrong.
        """
        self._config = config
        planned = alone(config)
        self.rules = len(planned.rules)
        self._bench = Bench(planned)
        self._facts = cache(lambda code: facts(planned.rules[code]))

    def __call__(
        self,
        items: Sequence[Mapping[str, Any]],
        store: str = "",
        language: str = "",
        late: Callable[[], bool] = lambda: False,
    ) -> Iterator[dict[str, Any]]:
        """Lines about some listings.

        Args:
            items: headings and values of each, as an item of a JSON catalogue has them.
            store: goes before what items say; else the configuration's.
            language: the same.
            late: asked now and then whether the time is up.

        Raises:
            NoListings: no heading says title, description or SKU.
            TooSlow: the time was up.
        """
        store, language = store or self._config.store, language or self._config.language
        try:
            (table,) = open_rows(
                items,
                name=NAME,
                store=store or None,
                language=language or None,
                mapping=dict(self._config.headings) or None,
            )
        except UnreadableInput as fault:
            raise NoListings(fault.why) from None
        listings = findings = 0
        for batch in table.batches(TOGETHER):
            if late():
                raise TooSlow
            piece = self._bench(Task(0, table.reader, batch))
            assert not isinstance(piece.entries, bytes)
            assert not isinstance(piece.findings, bytes)
            entries: dict[int, list[Entry]] = {}
            found: dict[int, list[Finding]] = {}
            for entry in piece.entries:
                entries.setdefault(entry.row, []).append(entry)
            for finding in piece.findings:
                found.setdefault(finding.location.row, []).append(finding)
            listings += len(piece.entries)
            findings += len(piece.findings)
            for row in batch:
                said = [finding_to_json(one, self._facts(one.code)) for one in found.get(row.number, ())]
                yield {
                    "item": row.number,
                    "listings": [_told(entry) for entry in entries.get(row.number, ())],
                    "findings": said,
                }
        yield {"end": {"items": len(items), "listings": listings, "findings": findings}}


def _told(entry: Entry) -> dict[str, Any]:
    return {"sku": entry.sku, "store": entry.store, "language": entry.language, "scores": _scores(entry.score)}


def _scores(score: Score) -> dict[str, Any]:
    return {"quality": score.quality, "mass_produced": score.mass_produced, "rights": score.rights}
