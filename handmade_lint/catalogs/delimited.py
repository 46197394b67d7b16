"""Text tables: encoding, separator and quoting found by content, and rows with the numbers a spreadsheet shows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from ..expressions import expression
from .table import Flaw, Row

SEPARATORS = (",", ";", "\t", "|")
RARE_SEPARATORS = ("^", "~", "\x1f", "\x01", "¦", "§", ":", "!")
"""Looked for where none of the usual ones divides the first record."""
MOST_CELLS = 1 << 14
"""Cells of one row; as many as a spreadsheet has columns."""
_SAMPLE_LINES = 400
_SAMPLE_LETTERS = 1 << 19
_LONGEST_RECORD = 1 << 17
"""Lines among which the end of a quoted cell is looked for; halved by every quote that is never closed."""
_SHORTEST_SEARCH = 400
_DIVIDED = (1.2, 0.0)
"""How regular a table is at least whose first record has as many cells as most."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_BYTE = expression("[\udc80-\udcff]")
_C1 = re.compile(rb"[\x80-\x9f]")
_FOREIGN = expression("[^\x00-\x7f\udc80-\udcff]")
_LOST = expression("[\ud800-\udfff]")
_FORMULA = expression(
    r"\s*(?:[=+@-][A-ZÀ-Þ][A-ZÀ-Þ0-9_.]*\("  # =SUM( +SUM( @SUM( -SUM(
    r"|=\s+[A-ZÀ-Þ][A-ZÀ-Þ0-9_.]*\("
    r"|=\s*\$?[A-Z]{1,3}\$?\d+\b|=\s*(?:'[^']+'|\w+)!"  # =B2, =Sheet1!B2
    r"|=[\d(\"+-]"
    r"|[=+@-][\w+()-]*\|)"  # =cmd|' /C calc'!A0
)
_LIKELY = frozenset("éèêëàâäçôöòóùûüúîïìíñßœæÉÈÊÀÂÄÇÔÖÙÛÜÎÏÑŒÆ’‘“”–—…«»€°£º™®©·•")
_CLOSE = frozenset("éèêëàâäçôöòóùûüúîïìíñßœæ")
_SEP_LINE = expression(r"\W{0,2}sep=(.)\"?[ \t;,]*(?:\r\n|\r|\n)", re.IGNORECASE)
"""What spreadsheets read as a remark to themselves."""
_MARK = "\ue000"
"""Stands for a quote that is a letter while its line is read."""

csv.field_size_limit(1 << 30)
codecs.register_error("half a character", lambda fault: ("\ud800", getattr(fault, "end", 0)))


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


Chunks = Callable[[], Iterable[bytes]]
"""A file from its beginning, in pieces; each call begins anew."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a file are read."""

    name: str
    codec: str
    """Of what follows the first `skip` bytes."""
    errors: str
    """Bytes that do not fit become U+DC80 to U+DCFF (PEP 383), of UTF-16 and UTF-32 U+D800, for the rows to report."""
    skip: int = 0


def decode(data: bytes) -> tuple[str, str]:
    """Text and encoding of a file."""
    found = encoding_of(lambda: (data,))
    return data[found.skip :].decode(found.codec, found.errors), found.name


def encoding_of(chunks: Chunks) -> Encoding:
    """The encoding of a file, which may be larger than memory.

    A byte order mark decides; else NUL bytes in every other place tell UTF-16; else UTF-8 where it holds, or nearly
    holds. Else the encoding whose non-ASCII characters look most like words of Western Europe or Japan.
    """
    data = _beginning(chunks)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            if encoding == "utf-8-sig":
                return Encoding(encoding, "utf-8", "surrogateescape", len(mark))
            return Encoding(encoding, encoding, "half a character")
    sample = data[:4096]
    zeros = sample[1::2].count(0), sample[0::2].count(0)
    if len(sample) > 3 and max(zeros) > 0.4 * (len(sample) / 2) and min(zeros) < 0.2 * max(zeros):
        encoding = "utf-16-le" if zeros[0] > zeros[1] else "utf-16-be"
        return Encoding(encoding, encoding, "half a character")
    if _holds(chunks, "utf-8") or _nearly(chunks):
        return Encoding("utf-8", "utf-8", "surrogateescape")
    encodings = ["cp1252", "latin-1", "mac-roman"]
    if any(_C1.search(chunk) for chunk in chunks()):
        encodings.remove("latin-1")
        if _holds(chunks, "cp932"):
            encodings.append("cp932")
    best = max(encodings, key=lambda encoding: _plausible(data[: 1 << 20].decode(encoding, "replace")))
    return Encoding(best, best, "surrogateescape")


def _beginning(chunks: Chunks) -> bytes:
    """At least the first MiB."""
    data = b""
    for chunk in chunks():
        data = data + chunk if data else chunk
        if len(data) >= 1 << 20:
            break
    return data


def _nearly(chunks: Chunks) -> bool:
    """Whether a text with some bytes that are not UTF-8 is UTF-8 for all that.

    Other encodings hit upon a valid sequence now and then, but hardly on one that means a likely letter.
    """
    wrong = right = likely = 0
    for text in _texts(chunks, "utf-8", "surrogateescape"):
        wrong += len(_BYTE.findall(text))
        for found in _FOREIGN.finditer(text):
            letter = found.group()
            right += 1
            likely += letter in _LIKELY or letter > "\u0800"
    return right > wrong or likely * 4 > wrong


def _holds(chunks: Chunks, codec: str) -> bool:
    try:
        for _ in _texts(chunks, codec, "strict"):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _texts(chunks: Chunks, codec: str, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)(errors)
    for chunk in chunks():
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _plausible(text: str) -> float:
    score = 0.0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        letter, at = found.group(), found.start()
        if "\u3001" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff":
            score += 1 if letter <= "\u30ff" else 0.5
            continue
        score += 1 if letter in _LIKELY else -1
        if at > 0 and text[at - 1].islower():
            score += letter in _CLOSE or (letter == "’" and text[at + 1 : at + 2].isalpha())
    return score


def lines_of(text: str) -> Iterator[str]:
    """Lines of a text with their ends, which are CR, LF or both, and nothing else."""
    return iter(io.StringIO(text, newline=""))


def sniff(text: str) -> Dialect:
    """The dialect under which most of the first records have the number of cells that the first record has."""
    if told := _SEP_LINE.match(text):
        return _best(text[told.end() :], (told.group(1),))[0]
    best, score = _best(text, SEPARATORS)
    if score < _DIVIDED:
        head = next((line for line in lines_of(text[:_SAMPLE_LETTERS]) if line.strip()), "")
        rare, found = _best(text, tuple(separator for separator in RARE_SEPARATORS if separator in head))
        best = rare if found > max(score, _DIVIDED) else best
    return best


def _best(text: str, separators: tuple[str, ...]) -> tuple[Dialect, tuple[float, float]]:
    """The most regular dialect with one of these separators, and how regular it is."""
    sample = text[:_SAMPLE_LETTERS]
    lines = list(islice(lines_of(sample), _SAMPLE_LINES))
    sample = "".join(lines)
    cut = len(sample) < len(text)
    kinds = [('"', ""), ("", "")] if '"' in sample else [('"', "")]
    best, most = Dialect(separators[0] if separators else ","), (-1.0, 0.0)
    for separator in separators:
        cells = Dialect(separator, "").plain(next((line for line in lines if line.strip()), ""))
        single = len(cells) > 1 and all(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells)
        mark = re.escape(separator)
        some = re.search(rf"(?:^|{mark})'[^'\r\n]*{mark}[^'\r\n]*'(?:{mark}|$)", sample, re.MULTILINE)
        first, last = ([("'", "")], []) if single else ([], [("'", "")] if some else [])
        if '\\"' in sample and _sound(Dialect(separator, '"', "\\"), lines) and not _sound(Dialect(separator), lines):
            first.append(('"', "\\"))
        for quote, escape in [*first, *kinds, *last]:
            dialect = Dialect(separator, quote, escape)
            score = _regular(dialect, lines, cut)
            if score > most:
                best, most = dialect, score
    return best, most


def _sound(dialect: Dialect, lines: list[str]) -> bool:
    """Whether quotes stand nowhere but around cells."""
    try:
        return bool(list(dialect.reader(lines[:-1] or lines, strict=True)))
    except csv.Error as fault:
        return "unexpected end" in str(fault)


def _regular(dialect: Dialect, lines: list[str], cut: bool) -> tuple[float, float]:
    """How alike the records of a sample are in width: the share of the usual one, and 0.4 if it is the first one's."""
    records = [cells for cells, _, _ in _records(Lines(lines), dialect) if any(cell.strip() for cell in cells)]
    if cut and len(records) > 1:
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
        self.ended = False
        """Whether more lines were asked for than there are."""
        self.patience = _LONGEST_RECORD
        """A record of as many lines ends here, for the time being."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= self.patience:
            raise StopIteration
        if self._returned:
            line = self._returned.popleft()
        else:
            try:
                line = next(self._lines)
            except StopIteration:
                self.ended = True
                raise
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
    begin = next(lines, "")
    if begin and not _SEP_LINE.match(begin):  # spreadsheets do not show it: what stands below is their first row
        lines.give_back([begin])
    pending = list(about_file)
    for number, (cells, first, unclosed) in enumerate(_records(lines, dialect), 1):
        flaws, pending = pending, []
        if unclosed:
            words = "a quotation mark opens a cell here and is never closed; it was read as a letter"
            flaws.append(Flaw("FL-008", words, match=dialect.quote))
        if len(cells) > MOST_CELLS:
            words = (
                f"this row has {len(cells):,} cells, more than any table, and was left out; "
                "a line end or a quotation mark may be missing"
            )
            flaws.append(Flaw("FL-001", words))
            yield Row(number, first, (), tuple(flaws), refused=True)
            continue
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


def _records(lines: Lines, dialect: Dialect) -> Iterator[tuple[list[str], int, bool]]:
    """Cells of each record, the line where it begins, and whether a quote that is never closed was read as a letter."""
    widths: Counter[int] = Counter()
    reader = dialect.reader(lines)
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
        taken = lines.taken
        unclosed = False
        if dialect.quote and (len(taken) > 1 or (lines.ended and taken)):
            usual = max(widths, key=lambda width: widths[width], default=0)
            unclosed = _unclosed(dialect, taken, len(cells), usual)
        if unclosed:
            lines.give_back(taken[1:])
            lines.patience = max(_SHORTEST_SEARCH, lines.patience // 2)
            cells = _forgiving(dialect, taken[0])
        if any(cells):
            widths[len(cells)] += 1
        yield cells, first, unclosed


def _unclosed(dialect: Dialect, taken: list[str], cells: int, usual: int) -> bool:
    """Whether a quote was not closed where it should have been, so that the record is more lines than it should be."""
    try:
        list(dialect.reader(taken, strict=True))
        sound = True
    except csv.Error as fault:
        if "unexpected end" in str(fault):
            return True
        sound = False
    if usual < 2 or (sound and cells == usual):
        return False
    below = [line for line in taken[1:] if line.strip()]
    alike = sum(len(next(dialect.reader([line]), [])) == usual for line in below)
    return bool(below) and alike * 2 >= len(below)


def _forgiving(dialect: Dialect, line: str) -> list[str]:
    """The cells of a line in which one opening quote is a letter: the last one that makes sense of the others."""
    line = line.rstrip("\r\n")
    opening = re.compile(rf"(?:^|(?<={re.escape(dialect.separator)})){re.escape(dialect.quote)}")
    places = [found.start() for found in opening.finditer(line)] if len(line) < _SAMPLE_LETTERS else []
    for at in reversed(places[-20:]):
        try:
            cells = next(dialect.reader([line[:at] + _MARK + line[at + 1 :]], strict=True), [])
        except csv.Error:
            continue
        return [cell.replace(_MARK, dialect.quote) for cell in cells]
    return dialect.plain(line)


def clean(cell: str, encoding: str, index: int) -> tuple[str, list[Flaw]]:
    """A cell without what no cell should hold, and what that was."""
    if cell.isascii() and cell.isprintable() and cell[:1] not in ("=", "+", "-", "@", " "):
        return cell, []
    flaws = []
    if lost := _LOST.findall(cell):
        cell = _LOST.sub("\ufffd", cell)
        flaws.append(Flaw("FL-002", _lost(lost, encoding), index, "\ufffd"))
    if found := _CONTROL.findall(cell):
        kinds = ", ".join(sorted({f"U+{ord(letter):04X}" for letter in found}))
        cell = _CONTROL.sub("", cell)
        flaws.append(Flaw("FL-005", f"control characters ({kinds}) were left out", index))
    if _FORMULA.match(cell):
        words = "a spreadsheet formula stands where a text is expected; paste its value instead"
        flaws.append(Flaw("FL-004", words, index, cell[:80]))
    return cell, flaws


def _lost(letters: list[str], encoding: str) -> str:
    if stray := [f"{ord(letter) - 0xDC00:02X}" for letter in letters if "\udc80" <= letter <= "\udcff"]:
        count = f"{len(stray)} bytes are" if len(stray) > 1 else "a byte is"
        return f"{count} not {encoding.removesuffix('-sig').upper()} ({' '.join(stray[:8])}); save the file as UTF-8"
    return "half a character stands here; type it anew"


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
