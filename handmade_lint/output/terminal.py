"""The report for a person: listings grouped, worst first, then a summary that says what to repair first.

Words of a catalogue are data, never instructions: control characters, bidirectional overrides and other invisible
characters are shown as visible escapes, and no markup is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, TextIO, cast

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from ..report import Edit, Entry, Finding, Location, Report

if TYPE_CHECKING:
    from rich.console import Console

_NO_CONSOLE = cast("Console", None)
"""Wrapping asks the console for full justification alone, and to load it takes as long as to judge ten listings."""
_SEVERITIES = ("error", "warning", "info")
_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_INDENT = 11
"""Columns in front of what a finding says: the severity stands there."""
_SAME = 3
"""Findings of one rule and field that are shown before the rest is only counted."""
_BANDS = ((0, 49, "under 50"), (50, 79, "50 to 79"), (80, 99, "80 to 99"), (100, 100, "100"))
_QUOTED_KEY = re.compile(r"needs '\w+' in the seller's profile")
"""Reasons that differ in the key that is missing are told as one."""
_PLAIN = str.maketrans({"…": "~", "█": "#", "░": ".", "─": "-", "–": "-", "·": "-", "│": "|"})
"""Stand-ins of the same width for streams that cannot hold our marks."""


def write(
    report: Report,
    stream: TextIO,
    *,
    color: bool = False,
    width: int | None = None,
    quiet: bool = False,
    limit: int | None = None,
    suppressed: bool = False,
) -> None:
    """Write the report for a person to read.

    Args:
        report: What to tell.
        stream: Open for text. What its encoding cannot hold is written as an escape.
        color: Mark with colours; without them, words are marked by carets on a line of their own.
        width: Columns; None asks the terminal (at most 120), and is 80 where there is none.
        quiet: Only the line that counts.
        limit: At most this many listings; None for all.
        suppressed: Also show what is suppressed, by whom and why.
    """
    page = _Page(stream, color, max(40, width or _width_of(stream)))
    if quiet:
        page.say(_counted(report))
    elif report.digest.codes:
        _faults_of_files(page, report)
        _listings(page, report, limit)
        if suppressed:
            _suppressed(page, report)
        _summary(page, report)
    else:
        if suppressed:
            _suppressed(page, report)
        page.say(_nothing(report), "green")
        _reservations(page, report)
    page.flush()


class _Page:
    """Lines of text on a stream, wrapped to a width."""

    def __init__(self, stream: TextIO, color: bool, width: int) -> None:
        self.color = color
        self.width = width
        self._stream = stream
        self._encoding = getattr(stream, "encoding", None) or "utf-8"
        self._lines: list[Text] = []

    @cached_property
    def _console(self) -> Console:
        """What draws colours."""
        from rich.console import Console

        return Console(
            width=self.width,
            force_terminal=self.color,
            color_system="standard" if self.color else None,
            no_color=not self.color,
            legacy_windows=False,
            highlight=False,
            _environ={},
        )

    def say(self, text: str | Text = "", style: str = "", *, indent: int = 0) -> None:
        """Write a paragraph, wrapped behind its indent."""
        if isinstance(text, str):
            text = Text(_visible(text), style)
        room = self.width - indent
        # Most paragraphs are one line; to find that out is quicker than to wrap them.
        fits = "\n" not in text.plain and text.cell_len <= room
        for line in [text] if fits else text.wrap(_NO_CONSOLE, room, overflow="fold"):
            self._lines.append(Text(" " * indent, end="").append_text(line) if line and indent else line)

    def hang(self, label: Text, text: str | Text, indent: int = _INDENT) -> None:
        """Write a label and, from `indent` on, a paragraph."""
        first = len(self._lines)
        self.say(text, indent=indent)
        label.pad_right(indent - label.cell_len)
        self._lines[first] = label.append_text(self._lines[first][indent:])

    def flush(self) -> None:
        """Send what was said to the stream."""
        for line in self._lines:
            line.rstrip()
        if self.color and self._lines:
            with self._console.capture() as taken:
                self._console.print(Text("\n").join(self._lines), soft_wrap=True)
            text = taken.get()
        else:
            text = "".join(f"{line.plain}\n" for line in self._lines)
        self._lines.clear()
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            text = text.translate(_PLAIN).encode(self._encoding, "backslashreplace").decode(self._encoding)
        self._stream.write(text)


def _faults_of_files(page: _Page, report: Report) -> None:
    for file, group in groupby(
        sorted(report.digest.of_files, key=lambda one: (one.location.file, _gravity(one))), _file_of
    ):
        page.say(Text.assemble((_clip(file, page.width - 20), "bold"), "  the file itself"))
        page.say()
        _findings(page, report, list(group))
        page.flush()


def _listings(page: _Page, report: Report, limit: int | None) -> None:
    for entry, findings in report.worst(limit):
        _heading(page, entry, findings)
        _findings(page, report, sorted(findings, key=_gravity))
        page.flush()
    touched = sum(report.digest.touched.values())
    if limit is not None and touched > limit:
        more = _many(touched - limit, "more listing")
        page.say(f"{more} with findings; `-o report.json` holds {'it' if more.startswith('1 ') else 'them all'}.")
        page.say()


def _heading(page: _Page, entry: Entry | None, findings: Sequence[Finding]) -> None:
    if entry is None:
        page.say(Text.assemble((_clip(findings[0].sku, 40) or "The catalogue", "bold")))
        page.say()
        return
    sku = _clip(entry.sku, page.width // 3) or "(no SKU)"
    score = Text.assemble(f"quality {entry.score.quality:3} ", _bar(entry.score.quality))
    room = page.width - cell_len(sku) - score.cell_len - 4
    line = Text.assemble((sku, "bold"), "  ", _clip(entry.title, room) or "(no title)")
    line.pad_right(page.width - score.cell_len - line.cell_len)
    page.say(line.append_text(score))
    source = f"{_clip(entry.file, page.width - 30)}:{entry.row}"
    page.say(" · ".join(part for part in (source, entry.store, entry.language) if part), "dim")
    page.say()


def _findings(page: _Page, report: Report, findings: Sequence[Finding]) -> None:
    shown: Counter[tuple[str, str]] = Counter()
    total = Counter((one.code, one.field) for one in findings)
    for finding in findings:
        key = finding.code, finding.field
        shown[key] += 1
        if shown[key] <= _SAME:
            _finding(page, report, finding)
        elif shown[key] == total[key]:
            name = report.rules[finding.code].name
            where = f" in {_named(finding.field)}" if finding.field else ""
            page.say(f"and {total[key] - _SAME} more of {finding.code} {name}{where}", "dim", indent=_INDENT)
            page.say()


def _finding(page: _Page, report: Report, finding: Finding) -> None:
    rule = report.rules[finding.code]
    page.hang(Text.assemble("  ", (finding.severity, _STYLES[finding.severity])), _clip(finding.message, 500))
    facts = [f"{finding.code} {rule.name}", rule.force, *_place(finding)]
    if finding.confidence < 1:
        facts.append(f"{finding.confidence:.0%} sure")
    page.say(" · ".join(facts), "dim", indent=_INDENT)
    _excerpt(page, finding)
    if finding.fix:
        label = f"fix ({'safe' if finding.fix.safe else 'unsafe'}): "
        page.say(Text.assemble((label, "green"), _mending(finding, finding.fix.edits)), indent=_INDENT)
    elif rule.advice:
        page.say(Text.assemble(("to do: ", "green"), _clip(rule.advice, 500)), indent=_INDENT)
    page.say()


def _place(finding: Finding) -> Iterator[str]:
    if finding.field and finding.field.casefold() != finding.location.column.casefold():
        yield _named(finding.field)
    if finding.image:
        yield f"picture {_clip(finding.image, 60)}"
    place = ", ".join(_cell(finding.location))
    if place:
        yield place


def _cell(at: Location) -> Iterator[str]:
    """Where to look, counting from 1 as people do."""
    if at.sheet:
        yield f'sheet "{_clip(at.sheet, 40)}"'
    if at.row:
        yield f"row {at.row}"
    if at.line not in (None, at.row):
        yield f"line {at.line}"
    if at.column:
        yield f'column "{_clip(at.column, 40)}"'
    if at.start is not None and at.end is not None:
        one = at.end <= at.start + 1
        yield f"character {at.start + 1}" if one else f"characters {at.start + 1}–{at.end}"


def _excerpt(page: _Page, finding: Finding) -> None:
    if not (finding.match or finding.span):
        return
    room = page.width - _INDENT - 2
    before, match, after = _windowed(finding, room)
    line = Text.assemble("│ ", before, (match, f"{_STYLES[finding.severity]} underline reverse"), after)
    page.say(line, indent=_INDENT)
    if not page.color:
        start = cell_len(before)
        marks = max(1, cell_len(before + match) - start)
        page.say(f"│ {' ' * start}{'^' * marks}", indent=_INDENT)


def _windowed(finding: Finding, room: int) -> tuple[str, str, str]:
    """Match and as much of its surroundings as there is room for, an ellipsis where text was left out."""
    before, after = _visible(finding.before), _visible(finding.after)
    cut_before = finding.span is not None and finding.span[0] > len(finding.before)
    cut_after = len(finding.after) >= 60
    left, right = cell_len(before) + cut_before, cell_len(after) + cut_after
    match = _middle(finding.match, room - min(left, 10) - min(right, 10))
    spare = room - max(1, cell_len(match))
    left_room = min(left, max(spare // 2, spare - right))
    right_room = min(right, spare - left_room)
    if left > left_room or cut_before:
        before = "…" + _end_of(before, left_room - 1) if left_room else ""
    if right > right_room or cut_after:
        after = set_cell_size(after, min(cell_len(after), right_room - 1)).rstrip() + "…" if right_room else ""
    return before, match, after


def _mending(finding: Finding, edits: Sequence[Edit]) -> str:
    said = [_edit(finding, edit) for edit in edits[:_SAME]]
    if len(edits) > _SAME:
        said.append(f"and {_many(len(edits) - _SAME, 'more edit')}")
    return "; ".join(said)


def _edit(finding: Finding, edit: Edit) -> str:
    where = "" if edit.field == finding.field else f" in {_named(edit.field)}"
    new = f"'{_middle(edit.text, 60)}'"
    if edit.start == edit.end:
        return f"insert {new}{where}"
    old = f"characters {edit.start + 1}–{edit.end}"
    if not where and finding.span:
        around = finding.before + finding.match + finding.after
        offset = finding.span[0] - len(finding.before)
        if offset <= edit.start and edit.end <= offset + len(around):
            old = f"'{_middle(around[edit.start - offset : edit.end - offset], 60)}'"
    return f"replace {old} by {new}{where}" if edit.text else f"remove {old}{where}"


def _suppressed(page: _Page, report: Report) -> None:
    if report.suppressed:
        page.say("Suppressed", "bold")
        page.say()
    for one in report.suppressed:
        finding, by = one.finding, one.by
        page.hang(Text.assemble("  ", (finding.severity, "dim")), f"{_clip(finding.sku, 40)}: {finding.message}")
        facts = [f"{finding.code} {report.rules[finding.code].name}", *_place(finding)]
        page.say(" · ".join(facts), "dim", indent=_INDENT)
        why = _clip(by.reason, 300) or "(no reason told)"
        told = [why, by.author and f"by {_clip(by.author, 60)}", by.until and f"until {by.until}"]
        page.say(Text.assemble(("suppressed: ", "green"), _visible(", ".join(filter(None, told)))), indent=_INDENT)
        page.say()
        page.flush()


def _summary(page: _Page, report: Report) -> None:
    page.say("─" * page.width, "dim")
    page.say(_counted(report), "bold")
    digest = report.digest
    if digest.touched:
        worst = ", ".join(
            f"{digest.touched[severity]} with {severity}s" for severity in _SEVERITIES if digest.touched[severity]
        )
        page.say(f"Listings by their gravest finding: {worst}.")
    if digest.fixes:
        page.say(f"{digest.fixes} of them come with a fix, {digest.safe or 'none'} of these safe.")
    _distribution(page, digest.qualities)
    page.say()
    page.say("Found most often", "bold")
    often, gravest = digest.codes, digest.gravest
    first = sorted(often, key=lambda code: (-often[code], _SEVERITIES.index(gravest[code]), code))[:5]
    digits = len(str(often[first[0]]))
    for code in first:
        rule = report.rules[code]
        label = Text.assemble(f"  {often[code]:{digits}}  ", (f"{gravest[code]:7}", _STYLES[gravest[code]]), "  ")
        page.hang(label, f"{code} {rule.name}: {_clip(rule.summary, 200)}", label.cell_len)
    page.say()
    _circumstances(page, report)


def _distribution(page: _Page, qualities: Counter[int]) -> None:
    if not qualities:
        return
    page.say()
    listings = qualities.total()
    mean = sum(quality * count for quality, count in qualities.items()) / listings
    spread = f"mean {mean:.0f}, lowest {min(qualities)}, highest {max(qualities)}"
    page.say(Text.assemble(("Quality", "bold"), f"  {spread}"))
    counts = [sum(qualities[quality] for quality in range(low, high + 1)) for low, high, _ in _BANDS]
    digits = len(str(max(counts)))
    for (_, high, name), count in zip(_BANDS, counts, strict=True):
        bar = "█" * max(count > 0, round(count / listings * 40))
        page.say(Text.assemble(f"  {name:8}  {count:{digits}}  ", (bar, _colour_of(high))))


def _circumstances(page: _Page, report: Report) -> None:
    run = report.run
    for one in run.inputs:
        facts = [f"{one.template} template", _many(one.rows, "row")]
        if one.refused:
            facts.append(f"{one.refused} refused")
        facts += [
            part for part in (one.encoding, one.separator and f"separated by {_separator(one.separator)}") if part
        ]
        sheet = f', sheet "{_clip(one.sheet, 40)}"' if one.sheet else ""
        page.say(f"Read {_clip(one.file, 60)}{sheet}: {', '.join(facts)}.")
    _reservations(page, report)
    pictures = f" and {_many(run.images, 'picture')}" if run.images else ""
    took = f"{_many(run.listings, 'listing')}{pictures} in {run.seconds:.1f} s"
    page.say(f"{took} · limits of {run.on} · guide of {run.guide} · handmade-lint {run.version}", "dim")


def _reservations(page: _Page, report: Report) -> None:
    """What the absence of findings does not vouch for."""
    run = report.run
    reasons: dict[str, list[str]] = {}
    for one in run.skipped:
        reasons.setdefault(_QUOTED_KEY.sub("needs the seller's profile", one.why), []).append(one.rule)
    for why, rules in sorted(reasons.items()):
        codes = sorted(rules)
        named = ", ".join(codes[:8]) + (", …" if len(codes) > 8 else "")
        page.say(f"Skipped {_many(len(codes), 'rule')} ({named}): {_clip(why, 200)}", "yellow")
    for file in run.unread[:_SAME]:
        page.say(f"Not read {_clip(file.file, 60)}: {_clip(file.why, 200)}", "yellow")
    if len(run.unread) > _SAME:
        page.say(f"and {_many(len(run.unread) - _SAME, 'more file')} that were not read", "yellow")
    if run.known:
        page.say(f"{_many(run.known, 'finding')} known to the baseline {'is' if run.known == 1 else 'are'} left out.")
    if run.stale:
        gone = _many(run.stale, "finding")
        page.say(f"{gone} of the baseline {'is' if run.stale == 1 else 'are'} gone; --prune strikes them out.")
    if run.unchanged:
        page.say(f"{run.unchanged} of {_many(run.unchanged + run.listings, 'listing')} did not change.")
    if run.suppressed:
        page.say(f"{_many(run.suppressed, 'finding')} suppressed; --show-suppressed shows them.")
    if run.partial:
        page.say("Part of the input was not judged.", "yellow")


def _counted(report: Report) -> str:
    if not report.digest.codes:
        return _nothing(report)
    counts = ", ".join(_many(count, severity) for severity, count in report.counts().items())
    touched = sum(report.digest.touched.values())
    return f"{counts}; {touched} of {_many(len(report.entries), 'listing')} with findings."


def _nothing(report: Report) -> str:
    return f"No {'new ' if report.baseline else ''}findings in {_many(len(report.entries), 'listing')}."


def _gravity(finding: Finding) -> tuple[int, int, str, str, int, str]:
    at = finding.location
    return _SEVERITIES.index(finding.severity), at.row, finding.field, finding.code, at.start or 0, at.column


def _file_of(finding: Finding) -> str:
    return finding.location.file


def _named(field: str) -> str:
    return _clip(field.replace(".", " "), 40)


def _separator(text: str) -> str:
    return {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "bars"}.get(text, f"'{_visible(text)}'")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _bar(quality: int) -> Text:
    full = round(quality / 10)
    return Text.assemble(("█" * full, _colour_of(quality)), ("░" * (10 - full), "dim"))


def _colour_of(quality: int) -> str:
    return "green" if quality >= 80 else "yellow" if quality >= 50 else "red"


def _visible(text: str) -> str:
    """The text with whatever a terminal would obey, hide or reorder by shown as an escape."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(char: str) -> str:
    if char.isprintable() or unicodedata.category(char) == "Zs":
        return char
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _clip(text: str, cells: int) -> str:
    """The beginning of the text in so many cells, an ellipsis where more was left out."""
    start = _visible(text[: 4 * cells])
    if cell_len(start) <= cells and len(text) <= 4 * cells:
        return start
    return set_cell_size(start, cells - 1).rstrip() + "…"


def _middle(text: str, cells: int) -> str:
    """Both ends of the text in so many cells, an ellipsis between them where something was left out."""
    start = _visible(text[: 4 * cells])
    if cell_len(start) <= cells and len(text) <= 4 * cells:
        return start
    last = (cells - 1) // 3
    return set_cell_size(start, cells - 1 - last).rstrip() + "…" + _end_of(_visible(text[-cells:]), last)


def _end_of(text: str, cells: int) -> str:
    while cell_len(text) > cells:
        text = text[1:]
    return text


def _width_of(stream: TextIO) -> int:
    import shutil

    return min(120, shutil.get_terminal_size().columns) if stream.isatty() else 80
