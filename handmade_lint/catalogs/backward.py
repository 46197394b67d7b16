"""An edit of a text as edits of the cell that the text was read from."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from ..finding import Edit
from ..listing import Origin, Segment
from ..said import say
from .script import Splice

_MARKUP_OR_SPACE = re.compile(r"<!--.*?-->|<[^<>]*>|\s+", re.DOTALL)


class Unmappable(ValueError):
    """The cell cannot be changed so that the text is read as it should be."""


def in_cell(origin: Origin, cell: str, text: str, edit: Edit, form: str = "") -> list[Splice]:
    """What stands in the cell where an edit changes the text.

    Markup between and around the words stays; a character reference or a run of white space is changed as a whole.

    Args:
        origin: of the text, with its segments.
        cell: the cell's own string.
        text: the text.
        edit: of the text.
        form: how the cell is read (see catalogs.fields.Column).

    Raises:
        Unmappable: the edit reaches over markup that begins a line, such as the end of a paragraph.
    """
    if not origin.segments:
        return [(edit.start, edit.end, _written(edit.text, form))]
    splices: list[Splice] = []
    for start, end, new in _least(text[edit.start : edit.end], edit.text):
        splices += _mapped(origin.segments, cell, edit.start + start, edit.start + end, _written(new, form))
    return splices


def _written(new: str, form: str) -> str:
    if form == "html":
        return html.escape(new, quote=False)
    return new.replace(" ", "_") if form == "underscored" else new


def _least(old: str, new: str) -> Iterator[Splice]:
    """The smallest changes that make one text of another, so that what stands between them is left alone."""
    if len(old) == len(new):  # other letters in the same places, as where capitals become small
        start = None
        for at in range(len(old) + 1):
            differs = at < len(old) and old[at] != new[at]
            if differs and start is None:
                start = at
            elif not differs and start is not None:
                yield start, at, new[start:at]
                start = None
        return
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield start, end, new[begin:stop]


def _mapped(segments: tuple[Segment, ...], cell: str, start: int, end: int, new: str) -> Iterator[Splice]:
    if start == end:
        at = _between(segments, cell, start)
        yield at, at, new
        return
    for segment in segments:
        first, last = max(start, segment.start), min(end, segment.end)
        if first >= last:
            continue
        if segment.end - segment.start == segment.cell_end - segment.cell_start:
            shift = segment.cell_start - segment.start
            yield first + shift, last + shift, new
        else:
            held = cell[segment.cell_start : segment.cell_end]
            if held.startswith("<") and not held.casefold().startswith("<br"):
                raise Unmappable(say("the change reaches over markup"))
            yield segment.cell_start, segment.cell_end, new
        if not cell[segment.cell_end - 1].strip() or cell[segment.cell_end - 1] == ">":
            yield from _hidden(segments, cell, segment)
        new = ""


def _hidden(segments: tuple[Segment, ...], cell: str, segment: Segment) -> Iterator[Splice]:
    """White space that was not read since it follows a blank or a line break, and would be if that were changed."""
    start = segment.cell_end
    end = min((one.cell_start for one in segments if one.cell_start >= start), default=start)
    for found in _MARKUP_OR_SPACE.finditer(cell, start, end):
        if found.group().isspace():
            yield found.start(), found.end(), ""


def _between(segments: tuple[Segment, ...], cell: str, place: int) -> int:
    """Where to put words in: behind the character in front, but where that is a blank in front of the one behind."""
    at = segments[0].cell_start
    for segment in segments:
        straight = segment.end - segment.start == segment.cell_end - segment.cell_start
        if segment.start < place <= segment.end:
            at = segment.cell_start + place - segment.start if straight else segment.cell_end
        elif segment.start == place and (cell[at - 1].isspace() or cell[at - 1] == ">"):
            at = segment.cell_start
    return at
