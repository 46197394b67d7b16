"""Text tables: encoding, separator and quoting found by content, and rows with the numbers a spreadsheet shows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from .table import Flaw, Row

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_LINES = 400
_LONGEST_RECORD = 400
"""Lines after which a quoted cell is taken for a quote that was never closed."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LOST = re.compile("[\udc80-\udcff]")
_FORMULA = re.compile(r"\s*[=+@-]\s*[A-Z][A-Z0-9_.]*\s*\(|\s*=\s*[A-Z$]+\d+\b|\s*=\s*[\d(]")
_ESCAPED = re.compile(r'\\"(?![,;|\t\r\n]|$)')
_DOUBLED = re.compile(r'[^,;|\t\r\n"]""|""[^,;|\t\r\n"]')
_LIKELY = frozenset("éèêëàâäçôöòóùûüúîïìíñßœæÉÈÊÀÂÄÇÔÖÙÛÜÎÏÑŒÆ’‘“”–—…«»€°£º™®©·•")
_CLOSE = frozenset("éèêëàâäçôöòóùûüúîïìíñßœæ")

csv.field_size_limit(1 << 30)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are told apart."""

    separator: str
    quote: str = '"'
    """'' where quotes are letters like any other."""
    escape: str = ""
    """A character that makes the next one literal (a backslash), where doubled quotes do not."""

    def reader(self, lines: Iterable[str], *, strict: bool = False) -> Iterator[list[str]]:
        """Records of some lines."""
        return csv.reader(
            lines,
            delimiter=self.separator,
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            escapechar=self.escape or None,
            doublequote=not self.escape,
            strict=strict,
        )

    def plain(self, line: str) -> list[str]:
        """The cells of one line when its quotes mean nothing."""
        return line.rstrip("\r\n").split(self.separator)


def decode(data: bytes) -> tuple[str, str]:
    """Text and encoding of a file.

    A byte order mark decides; else NUL bytes in every other place tell UTF-16; else UTF-8 where it holds, or nearly
    holds: bytes that do not fit become U+DC80 to U+DCFF (PEP 383) for the rows to report. Else the one-byte encoding
    whose non-ASCII characters look most like words of Western Europe: letters between letters, and usual signs.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            if encoding == "utf-8-sig":
                return data[len(mark) :].decode("utf-8", "surrogateescape"), encoding
            return data.decode(encoding, "replace"), encoding
    sample = data[:4096]
    zeros = sample[1::2].count(0), sample[0::2].count(0)
    if len(sample) > 3 and max(zeros) > 0.4 * (len(sample) / 2) and min(zeros) < 0.2 * max(zeros):
        encoding = "utf-16-le" if zeros[0] > zeros[1] else "utf-16-be"
        return data.decode(encoding, "replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
    wrong = len(_LOST.findall(text))
    right = len(re.findall(r"[^\x00-\x7f]", text)) - wrong
    if right > wrong:
        return text, "utf-8"
    encodings = ["cp1252", "latin-1", "mac-roman"]
    if re.search(rb"[\x80-\x9f]", data):
        encodings.remove("latin-1")
    best = max(encodings, key=lambda encoding: _plausible(data[: 1 << 20].decode(encoding, "replace")))
    return data.decode(best, "replace"), best


def _plausible(text: str) -> float:
    score = 0.0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        letter, at = found.group(), found.start()
        score += 1 if letter in _LIKELY else -1
        between = at > 0 and text[at - 1].islower()
        score += 1 if between and letter in _CLOSE else 0
    return score


def lines_of(text: str) -> Iterator[str]:
    """Lines of a text with their ends, which are CR, LF or both, and nothing else."""
    return iter(io.StringIO(text, newline=""))


def sniff(text: str) -> Dialect:
    """The dialect under which most of the first records have the number of cells that the first record has."""
    lines = list(islice(lines_of(text), _SAMPLE_LINES))
    sample = "".join(lines)
    kinds = [('"', ""), ("", "")] if '"' in sample else [('"', "")]
    if _ESCAPED.search(sample) and not _DOUBLED.search(sample):
        kinds.insert(0, ('"', "\\"))
    best, most = Dialect(","), (-1.0, 0.0)
    for separator in SEPARATORS:
        cells = [cell for line in lines[:50] for cell in Dialect(separator, "").plain(line) if cell]
        single = len(cells) > 1 and all(cell[0] == cell[-1] == "'" for cell in cells if len(cell) > 1)
        for quote, escape in [("'", ""), *kinds] if single else kinds:
            dialect = Dialect(separator, quote, escape)
            score = _regular(dialect, lines)
            if score > most:
                best, most = dialect, score
    return best


def _regular(dialect: Dialect, lines: list[str]) -> tuple[float, float]:
    try:
        records = [record for record in dialect.reader(lines) if any(cell.strip() for cell in record)]
    except csv.Error:
        return -1.0, 0.0
    if len(lines) == _SAMPLE_LINES and len(records) > 1:
        records.pop()
    widths = Counter(len(record) for record in records)
    if not widths:
        return -1.0, 0.0
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    if width == 1:
        return 0.05, 0.0
    share = times / sum(widths.values())
    return round(share, 1) + (0.4 if len(records[0]) == width else 0.0), width * share


class Lines:
    """Lines of a text that can be handed back, each with its number."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._returned: deque[str] = deque()
        self.taken: list[str] = []
        """Lines of the record that is being read."""
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._lines)
        self.number += 1
        self.taken.append(line)
        return line

    def give_back(self, lines: list[str]) -> None:
        """Hand lines back, to be taken again."""
        self._returned.extendleft(reversed(lines))
        self.number -= len(lines)


def rows(
    lines_of_text: Iterable[str], dialect: Dialect, encoding: str, about_file: Iterable[Flaw] = ()
) -> Iterator[Row]:
    """Rows of some lines (with their ends), one a record; a blank line is a row without cells.

    `about_file` are flaws of the file as a whole; the first row carries them.
    """
    lines = Lines(lines_of_text)
    reader = dialect.reader(lines)
    pending = list(about_file)
    number, width = 0, 0
    while True:
        lines.taken = []
        first = lines.number + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            cells = dialect.plain("".join(lines.taken))
            reader = dialect.reader(lines)
        if cells is None:
            return
        number += 1
        flaws, pending = pending, []
        if len(lines.taken) > 1 and dialect.quote and _unclosed(dialect, lines.taken, len(cells), width):
            lines.give_back(lines.taken[1:])
            cells = dialect.plain(lines.taken[0])
            words = "a quotation mark opens a cell here and is never closed; it was read as a letter"
            flaws.append(Flaw("FL-008", words, match=dialect.quote))
        if not width and any(cells):
            width = len(cells)
        if not _clean(cells):
            for index, cell in enumerate(cells):
                cells[index], found = clean(cell, encoding, index)
                flaws += found
        yield Row(number, first, tuple(cells), tuple(flaws))


_SPACING = "\r\n\t\xa0\u202f"
_SUSPECT = frozenset("=+-@ \t\r\n")


def _clean(cells: list[str]) -> bool:
    """Whether no cell can hold what `clean` takes out or reports; quick, and sometimes wrongly no."""
    for cell in cells:
        if cell and cell[0] in _SUSPECT:
            return False
    text = "".join(cells)
    if text.isprintable():
        return True
    for sign in _SPACING:
        text = text.replace(sign, "")
    return text.isprintable()


def _unclosed(dialect: Dialect, taken: list[str], cells: int, width: int) -> bool:
    try:
        list(dialect.reader(taken, strict=True))
    except csv.Error as fault:
        if "unexpected end" in str(fault):
            return True
    if len(taken) > _LONGEST_RECORD:
        return True
    filled = [line for line in taken if line.strip()]
    return bool(width > 1 and cells != width and all(len(dialect.plain(line)) == width for line in filled))


def clean(cell: str, encoding: str, index: int) -> tuple[str, list[Flaw]]:
    """A cell without what no cell should hold, and what that was."""
    if cell.isascii() and cell.isprintable() and cell[:1] not in ("=", "+", "-", "@", " "):
        return cell, []
    flaws = []
    if wrong := _LOST.findall(cell):
        named = " ".join(f"{ord(letter) - 0xDC00:02X}" for letter in wrong[:8])
        count = f"{len(wrong)} bytes are" if len(wrong) > 1 else "a byte is"
        cell = _LOST.sub("\ufffd", cell)
        words = f"{count} not {encoding.removesuffix('-sig').upper()} ({named}); save the file as UTF-8"
        flaws.append(Flaw("FL-002", words, index, "\ufffd"))
    if found := _CONTROL.findall(cell):
        kinds = ", ".join(sorted({f"U+{ord(letter):04X}" for letter in found}))
        cell = _CONTROL.sub("", cell)
        flaws.append(Flaw("FL-005", f"control characters ({kinds}) were left out", index))
    if _FORMULA.match(cell):
        words = "a spreadsheet formula stands where a text is expected; paste its value instead"
        flaws.append(Flaw("FL-004", words, index, cell[:80]))
    return cell, flaws


def mixed_ends(text: str) -> list[Flaw]:
    """A flaw when the lines of the first 4 MiB end in more than one way (those inside quoted cells do not count)."""
    if "\r" not in text:
        return []
    outside = re.sub(r'"[^"]*"', "", text[: 1 << 22])
    ends = Counter(re.findall(r"\r\n|\r|\n", outside))
    if len(ends) < 2:
        return []
    names = {"\r\n": "CRLF", "\r": "CR", "\n": "LF"}
    counted = ", ".join(f"{count} {names[end]}" for end, count in ends.most_common())
    return [Flaw("FL-007", f"line ends are mixed ({counted}); save the file again in one program", whole_file=True)]
