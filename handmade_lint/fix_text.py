"""What `fix` says: the changed cells, much as a unified diff shows lines, and what was fixed and what remains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import click

from .fix import Dropped
from .repair import FileResult, Outcome, Rewrite

if TYPE_CHECKING:
    from .copies import Copy

CONTEXT = 40
"""Characters of a cell shown on either side of a change."""
_LEFT_OUT = 10
"""Fixes that were left out and are named."""


def diff(files: Iterable[FileResult], color: bool) -> Iterator[str]:
    """Lines that show every changed cell."""
    for file in files:
        if not file.changed:
            continue
        yield _styled(f"--- {_plain(file.name)}", color, bold=True)
        yield _styled(f"+++ {_plain(file.name)} (fixed)", color, bold=True)
        for one in file.rewrites:
            yield _styled(_heading(one), color, fg="cyan")
            for old, new in _hunks(one.change.old, one.change.new):
                yield from _sided("-", old, color, "red")
                yield from _sided("+", new, color, "green")


def _heading(one: Rewrite) -> str:
    sheet = f"sheet '{_plain(one.sheet)}', " if one.sheet else ""
    return f'@@ {sheet}row {one.row}, column "{_plain(one.column)}" · {_plain(one.sku)} · {", ".join(one.codes)} @@'


Marked = list[tuple[str, bool]]
"""Stretches of a text, and whether they differ."""


def _hunks(old: str, new: str) -> Iterator[tuple[Marked, Marked]]:
    """Stretches around the changes; changes near one another are shown together."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(CONTEXT)
    for group in codes:
        left: Marked = []
        right: Marked = []
        _, first, _, begin, _ = group[0]
        _, _, last, _, stop = group[-1]
        for side, cut in ((left, first), (right, begin)):
            if cut:
                side.append(("…", False))
        for kind, i, j, k, m in group:
            if kind == "equal":
                left.append((old[i:j], False))
                right.append((new[k:m], False))
                continue
            left.append((old[i:j], True))
            right.append((new[k:m], True))
        for side, cut in ((left, last < len(old)), (right, stop < len(new))):
            if cut:
                side.append(("…", False))
        yield left, right


def _sided(sign: str, stretches: Marked, color: bool, shade: str) -> Iterator[str]:
    line = _styled(sign, color, fg=shade)
    for text, differs in stretches:
        first, *others = text.splitlines() or [""]
        if text.endswith(("\n", "\r")):
            others.append("")
        line += _styled(_plain(first), color, fg=shade, underline=differs or None, bold=differs or None)
        for other in others:
            yield line
            line = _styled(sign, color, fg=shade)
            line += _styled(_plain(other), color, fg=shade, underline=differs or None, bold=differs or None)
    yield line


def summary(outcome: Outcome, done: bool) -> Iterator[str]:
    """What was fixed, what remains, and which fixes were left out.

    Args:
        outcome: of the run.
        done: whether the fixes were written, and not only shown.
    """
    products = len({(file.name, one.sku, one.row) for file in outcome.files for one in file.rewrites})
    cells = sum(len(file.rewrites) for file in outcome.files)
    remain = outcome.counts(outcome.after)
    verb = "fixed" if done else "can be fixed"
    where = f" in {_many(cells, 'cell')} of {_many(products, 'row')}" if cells else ""
    ranks = ", ".join(_many(remain[rank], rank) for rank in ("error", "warning", "info") if remain[rank])
    left = f"{sum(remain.values()):,} remain" + (f" ({ranks})" if ranks else "")
    yield f"{_many(outcome.fixed, 'finding')} {verb}{where}; {left}."
    if outcome.waiting:
        yield f"{outcome.waiting} of them need --unsafe, which may change the meaning: look at --diff --unsafe first."
    dropped = _left_out(outcome)
    if dropped:
        yield f"{_many(len(dropped), 'fix', 'fixes')} left out:"
        for one in dropped[:_LEFT_OUT]:
            place = one.finding.location
            yield (
                f"  {_plain(place.file)}:{place.row} {_plain(one.finding.sku)}, {one.finding.field}: "
                f"{one.finding.code}, since {_plain(one.why)}"
            )
        if len(dropped) > _LEFT_OUT:
            counted = Counter(one.why for one in dropped[_LEFT_OUT:])
            yield f"  … and {len(dropped) - _LEFT_OUT} more, mostly since {_plain(counted.most_common(1)[0][0])}"


def copies(made: Iterable[Copy], folder: str, done: bool) -> Iterator[str]:
    """What became of each picture, and how many were corrected."""
    counts: Counter[str] = Counter()
    for one in made:
        named = f"{_plain(one.sku)} {one.role}"
        if not one.name:
            counts["left out"] += 1
            yield f"  {named}: {_plain(one.uri)} is left out: {_plain(one.left)}"
            continue
        counts["corrected" if one.done else "as they were"] += 1
        if one.done or one.left:
            yield f"  {one.name}: {'; '.join(filter(None, [', '.join(one.done), one.left]))}"
    total = counts["corrected"] + counts["as they were"]
    verb = "written to" if done else "would be written to"
    yield (
        f"{_many(total, 'picture')} {verb} {_plain(folder)}: {counts['corrected']:,} corrected, "
        f"{counts['as they were']:,} as they were; {counts['left out']:,} left out."
    )


def _left_out(outcome: Outcome) -> list[Dropped]:
    return list({(one.finding.fingerprint, one.why): one for one in outcome.dropped}.values())


def _many(count: int, word: str, words: str = "") -> str:
    return f"{count:,} {word if count == 1 else words or word + 's'}"


def _plain(text: str) -> str:
    """A text of a catalogue as a terminal may be shown it."""
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)


def _styled(text: str, color: bool, **style: object) -> str:
    return click.style(text, **style) if color and text else text  # type: ignore[arg-type]
