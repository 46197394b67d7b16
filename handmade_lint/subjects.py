"""What a rule may look at: one Text, one Listing, Images, the Catalog, the Seller; and the Remark it answers with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as of
from functools import cached_property
from itertools import groupby
from typing import Any

from .expressions import expression
from .finding import Edit, Fix, Severity
from .language import CAPITALS
from .listing import ImageRef, Listing

_WORD = expression(r"[^\W_](?:[\w'’]*[^\W_])?")
_PIECE = expression(r"[^\W_]+")
_STOP = expression(r"[.!?\n|•:;]")
_INSCRIBED = expression(
    r"«[^»\n]{1,60}»|“[^”\n]{1,60}”|„[^“”\n]{1,60}[“”]|\"[^\"\n]{1,60}\"|‘[^’\n]{1,60}’|‹[^›\n]{1,60}›|「[^」\n]{1,30}」|『[^』\n]{1,30}』"
    r"|(?<!\w)'[^'\n]{1,60}'(?!\w)"
)
"""A few words between quotation marks: what is written on the goods."""
_QUOTED = expression(r"«[^»\n]*»|“[^”\n]*”|„[^“”\n]*[“”]|\"[^\"\n]*\"")


class Word(str):
    """A word of a text that knows where it stands."""

    span: tuple[int, int]

    @classmethod
    def at(cls, value: str, start: int) -> Word:
        """Make a word that begins at character `start`."""
        word = cls(value)
        word.span = (start, start + len(value))
        return word


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says; the pipeline signs it with code, place and severity and makes it a Finding."""

    message: str
    field: str = ""
    span: tuple[int, int] | None = None
    fix: Fix | None = None
    severity: Severity | None = None
    """Only to say it more softly (or harder) than the rule's own severity."""
    evidence: Mapping[str, Any] = of(default_factory=dict)
    listing: Listing | None = None
    """Which listing, in remarks on a Catalog or on Images."""
    image: str | None = None
    """Address of the picture that is spoken of."""


class Text:
    """One text (or fact) of one listing."""

    def __init__(self, listing: Listing, name: str, value: str) -> None:
        self.listing = listing
        self.field = name
        self.value = value

    def __str__(self) -> str:
        return self.value

    @property
    def language(self) -> str:
        """ISO 639-1 code, '' when unknown."""
        return self.listing.language

    @property
    def store(self) -> str:
        """A key of STORE_LANGUAGES."""
        return self.listing.store

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Runs of letters and digits (apostrophes inside count), in order."""
        return tuple(Word.at(found.group(), found.start()) for found in _WORD.finditer(self.value))

    @cached_property
    def repeats(self) -> bool:
        """Whether a word stands in it more than once, case left aside; also True where an elision might hide one."""
        pieces = _PIECE.findall(self.value.casefold())
        if len(set(pieces)) == len(pieces) and "'" not in self.value and "’" not in self.value:
            return False
        words = _WORD.findall(self.value.casefold())
        return len(set(words)) < len(words) or "'" in self.value or "’" in self.value

    def fact(self, name: str) -> str:
        """Another field of the same listing, or ''."""
        return self.listing.get(name)

    def inscribed(self, start: int, end: int) -> bool:
        """Whether those characters are a few words between quotation marks, which are mostly written on the goods."""
        return any(found.start() < start and end < found.end() for found in _INSCRIBED.finditer(self.value))

    def find(self, pattern: str | re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match of a regular expression."""
        return re.finditer(pattern, self.value)

    def shouts(self, least: int) -> Iterator[tuple[int, int]]:
        """Stretches of a sentence in which at least `least` words running stand in capitals.

        Units, sizes, marks of standards, the brand, single letters and numbers neither count nor end a stretch; words
        between quotation marks (an inscription) are left out.
        """
        if sum(map(str.isupper, self.value.split())) < least:
            return
        brand = set(self.fact("brand").casefold().split())
        quoted = [found.span() for found in _QUOTED.finditer(self.value)]
        run: list[Word] = []
        last = 0
        for word in [*self.words, None]:
            parted = word is None or (run and _STOP.search(self.value, last, word.span[0]) is not None)
            if word is not None and not parted and _silent(word, brand):
                last = word.span[1]
                continue
            loud = word is not None and word.isupper() and not _silent(word, brand)
            if loud and word is not None and any(start < word.span[0] < end for start, end in quoted):
                loud = False
            if parted or not loud:
                if len(run) >= least:
                    yield run[0].span[0], run[-1].span[1]
                run = []
            if loud and word is not None:
                run.append(word)
                last = word.span[1]

    def finding(
        self,
        message: str,
        span: tuple[int, int] | None = None,
        *,
        fix: str | None = None,
        safe: bool = True,
        severity: Severity | None = None,
        **evidence: Any,
    ) -> Remark:
        """Remark on this text; `fix` is what should stand in place of the span (or of the whole text)."""
        mend = None
        if fix is not None:
            start, end = span or (0, len(self.value))
            mend = Fix((Edit(self.field, start, end, fix),), safe)
        return Remark(message, self.field, span, mend, severity, evidence)


def within_own_name(listing: Listing, field: str, start: int, end: int) -> bool:
    """Whether those characters of a field are part of the listing's own brand or shop's name.

    A maker called Messer & Maser sells no blades by that name alone. A name of one word must stand in the same letters.
    """
    if field == "brand":
        return False
    value = ""
    for key in ("brand", "seller.shop_name"):
        name = listing.get(key).strip()
        if not name:
            continue
        value = value or listing.get(field)
        flags = re.IGNORECASE if " " in name else 0
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", value, flags):
            if found.start() <= start and end <= found.end():
                return True
    return False


def _silent(word: str, brand: set[str]) -> bool:
    return len(word) == 1 or word in CAPITALS or word.casefold() in brand or not any(map(str.isalpha, word))


class Alone(str):
    """The key of a group that a rule wants to see even if it has one listing only."""

    __slots__ = ()


class Catalog(Sequence[Listing]):
    """All listings of a run, holding only the fields that the rule said it reads."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        self._listings = listings

    def __len__(self) -> int:
        return len(self._listings)

    def __getitem__(self, index: Any) -> Any:
        return self._listings[index]

    def __iter__(self) -> Iterator[Listing]:
        return iter(self._listings)


class Picture:
    """One picture of a listing, and what was measured of it."""

    __slots__ = ("_columns", "_row", "listing", "ref")

    def __init__(self, listing: Listing, ref: ImageRef, columns: Mapping[str, Any], row: int) -> None:
        self.listing, self.ref = listing, ref
        self._columns, self._row = columns, row

    @property
    def role(self) -> str:
        """'main', 'other.1', 'other.2', …, 'swatch'."""
        return self.ref.role

    @property
    def field(self) -> str:
        """The field that it fills: 'image.main'."""
        return f"image.{self.ref.role}"

    def __getitem__(self, column: str) -> Any:
        """A number, truth or text of that column as Python has it; a row of several numbers is a tuple."""
        value = self._columns[column][self._row]
        plain = value.tolist() if hasattr(value, "tolist") else value
        if isinstance(plain, float) and plain.is_integer():
            return int(plain)
        return tuple(plain) if isinstance(plain, list) else plain

    def bits(self, column: str) -> int:
        """A hash as one number; 0 where none was measured."""
        return int.from_bytes(bytes(self[column]), "big")

    def written(self, name: str) -> list[tuple[Text, tuple[float, ...]]]:
        """What was read of lines laid over the picture, as Texts of a field of that name, and the box of each.

        Where there are several, they follow as one text, since 'Best' and 'Seller' often stand one below the other.
        Rules that call it read words_texts and words_boxes. What stands there is a stranger's text.
        """
        lines = [pair for pair in zip(self["words_texts"], self["words_boxes"], strict=True) if pair[0]]
        if len(lines) > 1:
            left, top, right, bottom = zip(*(box for _, box in lines), strict=True)
            lines.append((" ".join(says for says, _ in lines), (min(left), min(top), max(right), max(bottom))))
        return [(Text(self.listing, name, says), tuple(box)) for says, box in lines]

    def distance(self, other: Picture, column: str) -> int | None:
        """Bits by which two hashes differ; None where one of them was not measured."""
        mine, its = self.bits(column), other.bits(column)
        return (mine ^ its).bit_count() if mine and its else None

    def finding(
        self,
        message: str,
        column: str = "",
        *,
        limit: Any = None,
        boxes: Sequence[Sequence[float]] = (),
        severity: Severity | None = None,
        **evidence: Any,
    ) -> Remark:
        """Remark on this picture.

        Args:
            message: what is wrong.
            column: the measure that says so; its value goes into the evidence.
            limit: the threshold it was held against.
            boxes: where to look: x0, y0, x1, y1 as shares of the upright picture.
            severity: only to say it more softly than the rule.
            **evidence: more JSON values.
        """
        told: dict[str, Any] = {}
        if column:
            told |= {"measure": column, "value": _rounded(self[column])}
        if limit is not None:
            told["limit"] = limit
        told |= {name: _rounded(value) for name, value in evidence.items()}
        if boxes:
            told["boxes"] = [[round(float(side), 4) for side in box] for box in boxes]
        return Remark(message, self.field, severity=severity, evidence=told, listing=self.listing, image=self.ref.uri)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    return [_rounded(one) for one in value] if isinstance(value, tuple | list) else value


class Images(Sequence[Picture]):
    """Pictures of some listings of one store and language, and what was measured of them, as columns.

    ``images["sharpness"] < 20`` is a mask: a truth for each picture, false where it could not be measured (numbers
    that were not measured are nan). Masks are joined by ``&``, ``|`` and ``~``; `where` gives the pictures under one.
    """

    def __init__(
        self,
        listings: Sequence[Listing],
        owners: Sequence[int],
        refs: Sequence[ImageRef],
        columns: Mapping[str, Any],
    ) -> None:
        """Lay pictures out.

        Args:
            listings: whose pictures they are; those of one listing stand together.
            owners: of each picture, the position of its listing.
            refs: of each picture, its address and role.
            columns: arrays with a row for each picture.
        """
        self._listings, self._owners, self._refs, self._columns = listings, owners, refs, columns

    @property
    def store(self) -> str:
        """A key of STORE_LANGUAGES."""
        return self._listings[self._owners[0]].store

    def __len__(self) -> int:
        return len(self._refs)

    def __getitem__(self, key: Any) -> Any:
        """The column of that name, or the picture at that position."""
        return self._columns[key] if isinstance(key, str) else self._at(range(len(self))[key])

    def __iter__(self) -> Iterator[Picture]:
        return map(self._at, range(len(self)))

    def _at(self, row: int) -> Picture:
        return Picture(self._listings[self._owners[row]], self._refs[row], self._columns, row)

    @property
    def longest(self) -> Any:
        """The longer side of each picture in pixels, a column; rules that read it read width and height."""
        width, height = self._columns["width"], self._columns["height"]
        return width * (width >= height) + height * (width < height)

    @property
    def telling(self) -> Any:
        """Whether each picture has pixels enough (200 by 200) to be judged by what it shows; reads width and height."""
        return (self._columns["width"] >= 200) & (self._columns["height"] >= 200)

    def where(self, mask: Any) -> Iterator[Picture]:
        """The pictures for which the mask is true, in order."""
        return map(self._at, mask.nonzero()[0].tolist())

    def main(self, mask: Any) -> Iterator[Picture]:
        """Of those pictures the main ones."""
        return (picture for picture in self.where(mask) if picture.role == "main")

    def shown(self, mask: Any) -> Iterator[Picture]:
        """Of those pictures all but swatches."""
        return (picture for picture in self.where(mask) if picture.role != "swatch")

    def by_listing(self) -> Iterator[list[Picture]]:
        """The pictures of one listing after another."""
        for _, pictures in groupby(self, key=lambda picture: id(picture.listing)):
            yield list(pictures)


class Seller:
    """The seller's profile, and the stores that this run's listings are for."""

    def __init__(self, facts: Mapping[str, str], stores: frozenset[str]) -> None:
        self._facts = facts
        self.stores = stores
        """Keys of STORE_LANGUAGES; never empty."""

    def get(self, key: str) -> str:
        """What the profile says under a key ('plan', 'country', …); lists are lines; '' where it says nothing."""
        return self._facts.get(f"seller.{key}", "")

    def lines(self, key: str) -> tuple[str, ...]:
        """The entries of a list of the profile, trimmed, empty ones left out."""
        return tuple(line.strip() for line in self.get(key).splitlines() if line.strip())

    def finding(
        self,
        key: str,
        message: str,
        span: tuple[int, int] | None = None,
        *,
        severity: Severity | None = None,
        **evidence: Any,
    ) -> Remark:
        """Remark on what the profile says under a key, or on the characters `span` of it."""
        return Remark(message, f"seller.{key}", span, severity=severity, evidence=evidence)
