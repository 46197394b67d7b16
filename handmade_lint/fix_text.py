"""What `fix` says: the changed cells, much as a unified diff shows lines, and what was fixed and what remains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import click

from .fix import Dropped
from .repair import FileResult, Outcome, Rewrite
from .said import Said, say, say_many
from .speech import told

if TYPE_CHECKING:
    from .copies import Copy

CONTEXT = 40
"""Characters of a cell shown on either side of a change."""
_LEFT_OUT = 10
"""Fixes that were left out and are named."""
_OF_RANK: Mapping[str, Callable[[int], Said]] = {
    "error": lambda n: say_many("{n:,} error", "{n:,} errors", n),
    "warning": lambda n: say_many("{n:,} warning", "{n:,} warnings", n),
    "info": lambda n: say_many("{n:,} hint", "{n:,} hints", n),
}


def diff(files: Iterable[FileResult], color: bool) -> Iterator[str]:
    """Lines that show every changed cell."""
    for file in files:
        if not file.changed:
            continue
        yield _styled(f"--- {_plain(file.name)}", color, bold=True)
        fixed = say("{file} (fixed)", file=_plain(file.name))
        yield _styled(f"+++ {told(fixed)}", color, bold=True)
        for one in file.rewrites:
            yield _styled(_heading(one), color, fg="cyan")
            for old, new in _hunks(one.change.old, one.change.new):
                yield from _sided("-", old, color, "red")
                yield from _sided("+", new, color, "green")


def _heading(one: Rewrite) -> str:
    row, column = one.row, _plain(one.column)
    where = say('row {row}, column "{column}"', row=row, column=column)
    if one.sheet:
        where = say("sheet '{sheet}', row {row}, column \"{column}\"", sheet=_plain(one.sheet), row=row, column=column)
    return f"@@ {told(where)} · {_plain(one.sku)} · {', '.join(one.codes)} @@"


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
    counted = {"cells": cells, "rows": products}
    if not cells:
        fixed = say_many("{n:,} finding fixed", "{n:,} findings fixed", outcome.fixed)
        if not done:
            fixed = say_many("{n:,} finding can be fixed", "{n:,} findings can be fixed", outcome.fixed)
    elif done:
        fixed = say_many(
            "{n:,} finding fixed (cells: {cells:,}, rows: {rows:,})",
            "{n:,} findings fixed (cells: {cells:,}, rows: {rows:,})",
            outcome.fixed,
            **counted,
        )
    else:
        fixed = say_many(
            "{n:,} finding can be fixed (cells: {cells:,}, rows: {rows:,})",
            "{n:,} findings can be fixed (cells: {cells:,}, rows: {rows:,})",
            outcome.fixed,
            **counted,
        )
    ranks = ", ".join(told(_OF_RANK[rank](remain[rank])) for rank in _OF_RANK if remain[rank])
    total = sum(remain.values())
    left: Said = say("nothing remains")
    if total:
        left = say_many("{n:,} remains ({ranks})", "{n:,} remain ({ranks})", total, ranks=ranks)
    yield told(say("{fixed}; {left}.", fixed=fixed, left=left))
    if outcome.waiting:
        yield told(
            say_many(
                "{n} of them needs --unsafe, which may change the meaning: look at --diff --unsafe first.",
                "{n} of them need --unsafe, which may change the meaning: look at --diff --unsafe first.",
                outcome.waiting,
            )
        )
    dropped = _left_out(outcome)
    if dropped:
        yield told(say_many("{n:,} fix left out:", "{n:,} fixes left out:", len(dropped)))
        for one in dropped[:_LEFT_OUT]:
            place = one.finding.location
            yield "  " + told(
                say(
                    "{file}:{row} {sku}, {field}: {code}, since {why}",
                    file=_plain(place.file),
                    row=place.row,
                    sku=_plain(one.finding.sku),
                    field=one.finding.field,
                    code=one.finding.code,
                    why=_plain(told(one.why)),
                )
            )
        if len(dropped) > _LEFT_OUT:
            mostly = Counter(one.why for one in dropped[_LEFT_OUT:]).most_common(1)[0][0]
            yield "  " + told(
                say("… and {more} more, mostly since {why}", more=len(dropped) - _LEFT_OUT, why=_plain(told(mostly)))
            )


def copies(made: Iterable[Copy], folder: str, done: bool) -> Iterator[str]:
    """What became of each picture, and how many were corrected."""
    counts: Counter[str] = Counter()
    for one in made:
        named = f"{_plain(one.sku)} {one.role}"
        if not one.name:
            counts["left out"] += 1
            left = say(
                "{named}: {uri} is left out: {why}", named=named, uri=_plain(one.uri), why=_plain(told(one.left))
            )
            yield f"  {told(left)}"
            continue
        counts["corrected" if one.done else "as they were"] += 1
        if one.done or one.left:
            yield f"  {one.name}: {'; '.join(filter(None, [', '.join(map(told, one.done)), told(one.left)]))}"
    total = counts["corrected"] + counts["as they were"]
    numbers = {"folder": _plain(folder), "corrected": counts["corrected"], "left": counts["left out"]}
    numbers["same"] = counts["as they were"]
    if done:
        yield told(
            say_many(
                "{n:,} picture written to {folder}: {corrected:,} corrected, {same:,} as it was; {left:,} left out.",
                "{n:,} pictures written to {folder}: {corrected:,} corrected, {same:,} as they were; {left:,} left "
                "out.",
                total,
                **numbers,
            )
        )
        return
    yield told(
        say_many(
            "{n:,} picture would be written to {folder}: {corrected:,} corrected, {same:,} as it was; "
            "{left:,} left out.",
            "{n:,} pictures would be written to {folder}: {corrected:,} corrected, {same:,} as they were; "
            "{left:,} left out.",
            total,
            **numbers,
        )
    )


def _left_out(outcome: Outcome) -> list[Dropped]:
    return list({(one.finding.fingerprint, one.why): one for one in outcome.dropped}.values())


def _plain(text: str) -> str:
    """A text of a catalogue as a terminal may be shown it."""
    return "".join(
        letter if letter.isprintable() or letter in "\u00a0\u202f" else f"\\x{ord(letter):02x}" for letter in text
    )


def _styled(text: str, color: bool, **style: object) -> str:
    return click.style(text, **style) if color and text else text  # type: ignore[arg-type]
