"""The report for a person: listings grouped, worst first, then a summary that says what to repair first.

Words of a catalogue are data, never instructions: control characters, bidirectional overrides and other invisible
characters are shown as visible escapes, and no markup is read.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, TextIO, cast

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from ..report import SEVERITIES, WHOSE, Edit, Entry, Finding, Location, Report
from ..said import Said, say, say_many
from ..speech import Tongue

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
_BANDS = ((0, 49, say("under 50")), (50, 79, say("50 to 79")), (80, 99, say("80 to 99")), (100, 100, "100"))
_ONE_KEY = "needs '{key}' in the seller's profile ('handmade-lint init' writes one)"
_ANY_KEY = say("needs the seller's profile ('handmade-lint init' writes one)")
"""Reasons that differ in the key that is missing are told as one."""
_SEPARATORS = {"\t": say("tabs"), ",": say("commas"), ";": say("semicolons"), "|": say("bars")}
_FIRM = {0xA0: "\ue0a0", 0x202F: "\ue02f"}
"""Spaces that do not break, as signs at which wrapping does not break them; they are put back at the end."""
_LOOSE = {0xE0A0: "\xa0", 0xE02F: "\u202f"}
_PLAIN = str.maketrans({"’": "'", "\u202f": " ", "…": "~", "█": "#", "░": ".", "─": "-", "–": "-", "·": "-", "│": "|"})
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
    lang: str = "en",
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
        lang: Language of the report's own words, a code of speech.LANGUAGES.
    """
    page = _Page(stream, color, max(40, width or _width_of(stream)), Tongue(lang))
    if quiet:
        page.put(_counted(report))
    elif report.digest.codes:
        _faults_of_files(page, report)
        _listings(page, report, limit)
        if suppressed:
            _suppressed(page, report)
        _summary(page, report)
    else:
        if suppressed:
            _suppressed(page, report)
        page.put(_nothing(report), "green")
        _reservations(page, report)
    page.flush()


class _Page:
    """Lines of text on a stream, wrapped to a width."""

    def __init__(self, stream: TextIO, color: bool, width: int, told: Tongue) -> None:
        self.color = color
        self.width = width
        self.told = told
        """Tells a text in the language of the report."""
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

    def put(self, text: str | Text = "", style: str = "", *, indent: int = 0) -> None:
        """Write a paragraph, wrapped behind its indent."""
        if isinstance(text, str):
            text = Text(_visible(self.told(text)), style)
        if not text.plain.isascii():
            text.plain = text.plain.translate(_FIRM)
        room = self.width - indent
        # Most paragraphs are one line; to find that out is quicker than to wrap them.
        fits = "\n" not in text.plain and text.cell_len <= room
        for line in [text] if fits else text.wrap(_NO_CONSOLE, room, overflow="fold"):
            self._lines.append(Text(" " * indent, end="").append_text(line) if line and indent else line)

    def hang(self, label: Text, text: str | Text, indent: int = _INDENT) -> None:
        """Write a label and, from `indent` on, a paragraph."""
        first = len(self._lines)
        self.put(text, indent=indent)
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
        text = text.translate(_LOOSE)
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            text = text.translate(_PLAIN).encode(self._encoding, "backslashreplace").decode(self._encoding)
        self._stream.write(text)


def _faults_of_files(page: _Page, report: Report) -> None:
    for file, group in groupby(
        sorted(report.digest.of_files, key=lambda one: (one.location.file, _gravity(one))), _file_of
    ):
        page.put(Text.assemble((_clip(file, page.width - 30), "bold"), "  ", page.told(say("the file itself"))))
        page.put()
        _findings(page, report, list(group))
        page.flush()


def _listings(page: _Page, report: Report, limit: int | None) -> None:
    for entry, findings in report.worst(limit):
        _heading(page, entry, findings)
        _findings(page, report, sorted(findings, key=_gravity))
        page.flush()
    touched = sum(report.digest.touched.values())
    if limit is not None and touched > limit:
        page.put(
            say_many(
                "{n:,} more listing with findings; `-o report.json` holds it.",
                "{n:,} more listings with findings; `-o report.json` holds them all.",
                touched - limit,
            )
        )
        page.put()


def _heading(page: _Page, entry: Entry | None, findings: Sequence[Finding]) -> None:
    if entry is None:
        page.put(Text.assemble((_clip(findings[0].sku, 40) or page.told(say("The catalogue")), "bold")))
        page.put()
        return
    sku = _clip(entry.sku, page.width // 3) or page.told(say("(no SKU)"))
    score = Text.assemble(
        page.told(say("quality {quality:3}", quality=entry.score.quality)), " ", _bar(entry.score.quality)
    )
    room = page.width - cell_len(sku) - score.cell_len - 4
    line = Text.assemble((sku, "bold"), "  ", _clip(entry.title, room) or page.told(say("(no title)")))
    line.pad_right(page.width - score.cell_len - line.cell_len)
    page.put(line.append_text(score))
    source = f"{_clip(entry.file, page.width - 30)}:{entry.row}"
    page.put(" · ".join(part for part in (source, entry.store, entry.language) if part), "dim")
    page.put()


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
            more = {"n": total[key] - _SAME, "code": finding.code, "name": name}
            if finding.field:
                said = say("and {n} more of {code} {name} in {field}", **more, field=_named(finding.field))
            else:
                said = say("and {n} more of {code} {name}", **more)
            page.put(said, "dim", indent=_INDENT)
            page.put()


def _finding(page: _Page, report: Report, finding: Finding) -> None:
    rule = report.rules[finding.code]
    page.hang(_severity(page, finding, _STYLES[finding.severity]), _clip(page.told(finding.message), 500))
    facts = [f"{finding.code} {rule.name}", page.told(WHOSE.get(rule.force, rule.force)), *_place(page, finding)]
    if finding.confidence < 1:
        facts.append(page.told(say("{confidence:.0%} sure", confidence=finding.confidence)))
    page.put(" · ".join(facts), "dim", indent=_INDENT)
    _excerpt(page, finding)
    if finding.fix:
        label = page.told(say("fix (safe):") if finding.fix.safe else say("fix (unsafe):"))
        mending = _mending(page, finding, finding.fix.edits)
        page.put(Text.assemble((label, "green"), " ", mending), indent=_INDENT)
    elif rule.advice:
        label = page.told(say("to do:"))
        page.put(Text.assemble((label, "green"), " ", _clip(page.told(rule.advice), 500)), indent=_INDENT)
    page.put()


def _severity(page: _Page, finding: Finding, style: str) -> Text:
    return Text.assemble("  ", (page.told(SEVERITIES[finding.severity]), style))


def _place(page: _Page, finding: Finding) -> Iterator[str]:
    if finding.field and finding.field.casefold() != finding.location.column.casefold():
        yield _named(finding.field)
    if finding.image:
        yield page.told(say("picture {image}", image=_clip(finding.image, 60)))
    place = ", ".join(map(page.told, _cell(finding.location)))
    if place:
        yield place


def _cell(at: Location) -> Iterator[Said]:
    """Where to look, counting from 1 as people do."""
    if at.sheet:
        yield say('sheet "{sheet}"', sheet=_clip(at.sheet, 40))
    if at.row:
        yield say("row {row}", row=at.row)
    if at.line not in (None, at.row):
        yield say("line {line}", line=at.line)
    if at.column:
        yield say('column "{column}"', column=_clip(at.column, 40))
    if at.start is not None and at.end is not None:
        first, last = at.start + 1, at.end
        one = say("character {first}", first=first)
        yield one if last <= first else say("characters {first}–{last}", first=first, last=last)


def _excerpt(page: _Page, finding: Finding) -> None:
    if not (finding.match or finding.span):
        return
    room = page.width - _INDENT - 2
    before, match, after = _windowed(finding, room)
    line = Text.assemble("│ ", before, (match, f"{_STYLES[finding.severity]} underline reverse"), after)
    page.put(line, indent=_INDENT)
    if not page.color:
        start = cell_len(before)
        marks = max(1, cell_len(before + match) - start)
        page.put(f"│ {' ' * start}{'^' * marks}", indent=_INDENT)


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


def _mending(page: _Page, finding: Finding, edits: Sequence[Edit]) -> str:
    said = [_edit(finding, edit) for edit in edits[:_SAME]]
    if len(edits) > _SAME:
        said.append(say_many("and {n} more edit", "and {n} more edits", len(edits) - _SAME))
    return "; ".join(map(page.told, said))


def _edit(finding: Finding, edit: Edit) -> Said:
    said = _change(finding, edit)
    return said if edit.field == finding.field else say("{edit} in {field}", edit=said, field=_named(edit.field))


def _change(finding: Finding, edit: Edit) -> Said:
    new = _middle(edit.text, 60)
    if edit.start == edit.end:
        return say("insert '{new}'", new=new)
    first, last = edit.start + 1, edit.end
    if edit.field == finding.field and finding.span:
        around = finding.before + finding.match + finding.after
        offset = finding.span[0] - len(finding.before)
        if offset <= edit.start and edit.end <= offset + len(around):
            old = _middle(around[edit.start - offset : edit.end - offset], 60)
            return say("replace '{old}' by '{new}'", old=old, new=new) if new else say("remove '{old}'", old=old)
    if not new:
        return say("remove characters {first}–{last}", first=first, last=last)
    return say("replace characters {first}–{last} by '{new}'", first=first, last=last, new=new)


def _suppressed(page: _Page, report: Report) -> None:
    if report.suppressed:
        page.put(say("Suppressed"), "bold")
        page.put()
    for one in report.suppressed:
        finding, by = one.finding, one.by
        page.hang(_severity(page, finding, "dim"), f"{_clip(finding.sku, 40)}: {page.told(finding.message)}")
        facts = [f"{finding.code} {report.rules[finding.code].name}", *_place(page, finding)]
        page.put(" · ".join(facts), "dim", indent=_INDENT)
        told = [_clip(by.reason, 300) or page.told(say("(no reason told)"))]
        if by.author:
            told.append(page.told(say("by {author}", author=_clip(by.author, 60))))
        if by.until:
            told.append(page.told(say("until {day}", day=_day(page, by.until))))
        label = page.told(say("suppressed:"))
        page.put(Text.assemble((label, "green"), " ", _visible(", ".join(told))), indent=_INDENT)
        page.put()
        page.flush()


def _summary(page: _Page, report: Report) -> None:
    page.put("─" * page.width, "dim")
    page.put(_counted(report), "bold")
    digest = report.digest
    if digest.touched:
        worst = [page.told(_with(severity, digest.touched[severity])) for severity in _SEVERITIES]
        page.put(say("Listings by their gravest finding: {worst}.", worst=", ".join(filter(None, worst))))
    if digest.fixes:
        said = say_many(
            "{n:,} of the findings comes with a fix; safe: {safe:,}.",
            "{n:,} of the findings come with a fix; safe: {safe:,}.",
            digest.fixes,
            safe=digest.safe,
        )
        page.put(said)
    _distribution(page, digest.qualities)
    page.put()
    page.put(say("Found most often"), "bold")
    often, gravest = digest.codes, digest.gravest
    first = sorted(often, key=lambda code: (-often[code], _SEVERITIES.index(gravest[code]), code))[:5]
    digits = len(str(often[first[0]]))
    width = max(len(page.told(SEVERITIES[severity])) for severity in _SEVERITIES)
    for code in first:
        rule = report.rules[code]
        severity = f"{page.told(SEVERITIES[gravest[code]]):{width}}"
        label = Text.assemble(f"  {often[code]:{digits}}  ", (severity, _STYLES[gravest[code]]), "  ")
        page.hang(label, f"{code} {rule.name}: {_clip(page.told(rule.summary), 200)}", label.cell_len)
    page.put()
    _circumstances(page, report)


def _distribution(page: _Page, qualities: Counter[int]) -> None:
    if not qualities:
        return
    page.put()
    listings = qualities.total()
    mean = sum(quality * count for quality, count in qualities.items()) / listings
    low, high = min(qualities), max(qualities)
    spread = say("mean {mean:.0f}, lowest {low}, highest {high}", mean=mean, low=low, high=high)
    page.put(Text.assemble((page.told(say("Quality")), "bold"), "  ", page.told(spread)))
    counts = [sum(qualities[quality] for quality in range(low, high + 1)) for low, high, _ in _BANDS]
    digits = len(str(max(counts)))
    width = max(8, *(len(page.told(name)) for _, _, name in _BANDS))
    for (_, high, name), count in zip(_BANDS, counts, strict=True):
        bar = "█" * max(count > 0, round(count / listings * 40))
        page.put(Text.assemble(f"  {page.told(name):{width}}  {count:{digits}}  ", (bar, _colour_of(high))))


def _circumstances(page: _Page, report: Report) -> None:
    run = report.run
    for one in run.inputs:
        facts = [
            say("{template} template", template=one.template),
            say_many("{n:,} row", "{n:,} rows", one.rows),
        ]
        if one.refused:
            facts.append(say("{n:,} refused", n=one.refused))
        told = [*map(page.told, facts), *([one.encoding] if one.encoding else [])]
        if one.separator:
            told.append(page.told(say("separated by {separator}", separator=_separator(one.separator))))
        values = {"file": _clip(one.file, 60), "facts": ", ".join(told)}
        if one.sheet:
            page.put(say('Read {file}, sheet "{sheet}": {facts}.', **values, sheet=_clip(one.sheet, 40)))
        else:
            page.put(say("Read {file}: {facts}.", **values))
    _reservations(page, report)
    listings = say_many("{n:,} listing", "{n:,} listings", run.listings)
    seconds = say("{seconds:.1f} s", seconds=run.seconds)
    took = say("{listings} in {time}", listings=listings, time=seconds)
    if run.images:
        pictures = say_many("{n:,} picture", "{n:,} pictures", run.images)
        took = say("{listings} and {pictures} in {time}", listings=listings, pictures=pictures, time=seconds)
    limits = say("limits of {day}", day=_day(page, run.on))
    guide = say("guide of {day}", day=_day(page, run.guide))
    page.put(" · ".join([*map(page.told, (took, limits, guide)), f"handmade-lint {run.version}"]), "dim")


def _reservations(page: _Page, report: Report) -> None:
    """What the absence of findings does not vouch for."""
    run = report.run
    reasons: dict[str, list[str]] = {}
    for one in run.skipped:
        any_key = isinstance(one.why, Said) and one.why.template == _ONE_KEY
        reasons.setdefault(page.told(_ANY_KEY if any_key else one.why), []).append(one.rule)
    for why, rules in sorted(reasons.items()):
        codes = sorted(rules)
        named = ", ".join(codes[:8]) + (", …" if len(codes) > 8 else "")
        said = say_many(
            "Skipped {n} rule ({codes}): {why}",
            "Skipped {n} rules ({codes}): {why}",
            len(codes),
            codes=named,
            why=_clip(why, 200),
        )
        page.put(said, "yellow")
    for file in run.unread[:_SAME]:
        said = say("Not read: {file}: {why}", file=_clip(file.file, 60), why=_clip(page.told(file.why), 200))
        page.put(said, "yellow")
    if len(run.unread) > _SAME:
        more = len(run.unread) - _SAME
        said = say_many("and {n} more file that was not read", "and {n} more files that were not read", more)
        page.put(said, "yellow")
    if run.known:
        page.put(
            say_many(
                "{n:,} finding known to the baseline is left out.",
                "{n:,} findings known to the baseline are left out.",
                run.known,
            )
        )
    if run.stale:
        page.put(
            say_many(
                "{n:,} finding of the baseline is gone; --prune strikes it out.",
                "{n:,} findings of the baseline are gone; --prune strikes them out.",
                run.stale,
            )
        )
    if run.unchanged:
        page.put(
            say_many(
                "{unchanged:,} of {n:,} listing did not change.",
                "{unchanged:,} of {n:,} listings did not change.",
                run.unchanged + run.listings,
                unchanged=run.unchanged,
            )
        )
    if run.suppressed:
        page.put(
            say_many(
                "{n:,} finding suppressed; --show-suppressed shows it.",
                "{n:,} findings suppressed; --show-suppressed shows them.",
                run.suppressed,
            )
        )
    if run.partial:
        page.put(say("Part of the input was not judged."), "yellow")


def _counted(report: Report) -> Said:
    if not report.digest.codes:
        return _nothing(report)
    counts = report.counts()
    return say_many(
        "{errors}, {warnings}, {infos}; {touched:,} of {n:,} listing with findings.",
        "{errors}, {warnings}, {infos}; {touched:,} of {n:,} listings with findings.",
        len(report.entries),
        errors=say_many("{n:,} error", "{n:,} errors", counts["error"]),
        warnings=say_many("{n:,} warning", "{n:,} warnings", counts["warning"]),
        infos=say_many("{n:,} info", "{n:,} infos", counts["info"]),
        touched=sum(report.digest.touched.values()),
    )


def _nothing(report: Report) -> Said:
    if report.baseline:
        return say_many("No new findings in {n:,} listing.", "No new findings in {n:,} listings.", len(report.entries))
    return say_many("No findings in {n:,} listing.", "No findings in {n:,} listings.", len(report.entries))


def _with(severity: str, count: int) -> str:
    """How many listings have nothing graver than that."""
    if not count:
        return ""
    if severity == "error":
        return say("{n:,} with errors", n=count)
    return say("{n:,} with warnings", n=count) if severity == "warning" else say("{n:,} with infos", n=count)


def _day(page: _Page, iso: str) -> str:
    return iso if page.told.lang == "en" else page.told.day(iso)


def _gravity(finding: Finding) -> tuple[int, int, str, str, int, str]:
    at = finding.location
    return _SEVERITIES.index(finding.severity), at.row, finding.field, finding.code, at.start or 0, at.column


def _file_of(finding: Finding) -> str:
    return finding.location.file


def _named(field: str) -> str:
    return _clip(field.replace(".", " "), 40)


def _separator(text: str) -> str:
    return _SEPARATORS.get(text) or f"'{_visible(text)}'"


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
