"""Names of others: brands, figures, works, teams, artists, materials and marks, found in a text in any spelling.

A name is looked up by its rarest word, so that a text without one costs a split and a set difference: words that were
found innocent are remembered. What is left is compared with the whole name, word by word, and tried for the disguises
of `disguises`. The tables stand in `lexicons/names`, one file a kind (`python -m tools.build_names` makes them), and
are loaded when the first text is looked at.

Names that are everyday words besides (flag ``a``) count only with a capital letter where none is due anyhow; those that
are nothing but everyday words (apple, gap, stitch) are in no file: only phrases with them are ('Apple Watch').
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from .disguises import Disguises, Token, tokens_of
from .expressions import expression
from .lexicon import fold
from .tables import remembered

FOLDER = Path(__file__).parent / "lexicons" / "names"
COLUMNS = ("name", "aliases", "languages", "goods", "flags", "source")
"""Of a file of names: aliases between bars, languages (all if empty), Nice classes of goods (all if empty), flags."""
AMBIGUOUS, FAMOUS = "a", "f"
"""Flags: also an everyday word, place or surname; often copied, so that misspellings are looked for."""

JOINED = "+"
"""Stands for the spelling of a name of several words that are run together."""
_SMALL = frozenset("a an and & at de del der des di du e el et for in la le les of on the to und van von y".split())
_GAP = expression(r"[ .'&+/*-]{0,3}")
"""What may stand between two words of one name."""
_BEGINS = expression(r"(?:^|[.!?:;\n|•(–]|[-*•] )\s*[\"'“«¿¡]?$")
"""A place where any word has a capital letter."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of others, as the tables have it."""

    name: str
    kind: str
    """The file it stands in: luxury, consumer, character, world, film, game, music, team, artist, designer,
    university, material-mark, certificate or word-mark."""
    aliases: tuple[str, ...]
    languages: tuple[str, ...]
    """Languages of texts that it counts in; () all."""
    goods: tuple[str, ...]
    """Nice classes that it matters for; () all."""
    ambiguous: bool
    famous: bool
    source: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of others in a text."""

    start: int
    end: int
    """Half-open, in the original text."""
    name: str
    """As the table has it: 'Louis Vuitton'."""
    written: str
    """As the text has it, folded."""
    kind: str
    goods: tuple[str, ...]
    """Nice classes of goods that it matters for; () all."""
    ambiguous: bool
    """Also an everyday word, place or surname."""
    evasive: str
    """'' or how it is disguised: homoglyph, leet, spaced, doubled, dropped, join, misspelt, hashtag, joined."""
    source: str
    """Who says that it is a name."""


@lru_cache(maxsize=1024)
def mentions(text: str, language: str) -> list[Mention]:
    """Names of others in a text, leftmost and longest, not overlapping, disguised ones included."""
    table = load()
    folded, starts = fold(text)
    found = list(_matches(table, folded, table.disguises.look(folded)))
    if language == "ja":
        found += table.japanese(folded)
    kept: list[Mention] = []
    last = 0
    for start, end, number, evasive in sorted(found, key=lambda one: (one[0], -one[1], one[3])):
        name = _entry(number)
        if start < last or (name.languages and language not in name.languages):
            continue
        first, stop = (starts[start], starts[end]) if starts else (start, end)
        if not evasive and _STYLED.search(text, first, stop) and language != "ja":
            evasive = "homoglyph"
        if name.ambiguous and evasive not in SURE_DISGUISES and (evasive or not _capital(text, first, stop)):
            continue
        last = end
        about = name.name, folded[start:end], name.kind, name.goods, name.ambiguous, evasive, name.source
        kept.append(Mention(first, stop, *about))
    return kept


def stirs(folded: str) -> bool:
    """Whether a folded text (lexicon.fold) may hold a name: the quick look before `mentions`."""
    return load().disguises.stirs(folded)


def known(name: str) -> Name | None:
    """The name so written in the tables, in any case, by itself or as an alias; None where there is none."""
    table = load()
    key = key_of(name)
    for number in table.by_key(key):
        return _entry(number)
    return None


def key_of(name: str) -> str:
    """The words of a name as they are matched: folded, signs left out."""
    return " ".join(token.word for token in tokens_of(fold(name)[0]))


SURE_DISGUISES = ("homoglyph", "leet", "spaced")
"""Disguises that no everyday word wears."""


_STYLED = expression("[\u2100-\u2121\u2123-\u214f\u24b6-\u24e9\uff21-\uff5a\U0001d400-\U0001d7ff\U0001f130-\U0001f189]")
"""Letters of mathematics, in circles and of full width, which folding makes plain."""


def files() -> list[Path]:
    """The tables of names."""
    return sorted(FOLDER.glob("*.tsv"))


def read(path: Path) -> Iterator[Name]:
    """The names of one table.

    Raises:
        ValueError: a line has another number of columns.
    """
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if number == 1 or line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise ValueError(f"{path.name}, line {number}: {len(cells)} columns instead of {len(COLUMNS)}")
        yield _name(path.stem, cells)


def _name(kind: str, cells: Sequence[str]) -> Name:
    name, aliases, languages, goods, flags, source = cells
    told = tuple(one for one in aliases.split("|") if one)
    classes = tuple(goods.split())
    return Name(name, kind, told, tuple(languages.split()), classes, AMBIGUOUS in flags, FAMOUS in flags, source)


class Table:
    """All names, by the rarest word of each spelling."""

    def __init__(self) -> None:
        code = [Path(__file__).with_name(f"{name}.py") for name in ("names", "disguises", "twins", "lexicon")]
        made = [*code, *files(), *sorted(FOLDER.glob("*.txt"))]
        words, places, self._japanese, parts, owners = remembered("names", made, compiled)
        self.places = dict(zip(words.split("\n"), places.split("\n"), strict=True))
        self.parts = dict(zip(parts.split("\n"), owners.split("\n"), strict=True))
        self.disguises = Disguises(self.places, self.parts, self._famous, made)

    def keys(self, word: str) -> Iterator[tuple[list[str], int, str]]:
        """Spellings that a word stands for (any word of famous names), the numbers of their names, and the disguise."""
        for place in (self.places.get(word, ""), self.parts.get(word, "")):
            for one in place.split("\t") if place else ():
                key, _, number = one.rpartition("=")
                if key in ("", JOINED):
                    yield [word], int(number), "joined" if key else ""
                else:
                    yield key.split(" "), int(number), ""

    def _famous(self) -> Iterator[str]:
        """Words that are a famous name by themselves or run together, and other words of famous names."""
        for word in self.places:
            if any(_entry(number).famous for _, number, _ in self.keys(word)):
                yield word
        yield from self.parts

    def by_key(self, key: str) -> Iterator[int]:
        """Numbers of the names that are spelt like that."""
        for word in key.split(" "):
            for words, number, how in self.keys(word):
                if " ".join(words) == key and not how:
                    yield number

    def japanese(self, folded: str) -> list[tuple[int, int, int, str]]:
        """Names in Japanese letters: start, end, number, no disguise."""
        numbers = dict(one.rpartition("=")[::2] for one in self._japanese.split("\n") if one)
        if not numbers:
            return []
        pattern = _alternatives(tuple(numbers))
        return [(*one.span(), int(numbers[one.group()]), "") for one in pattern.finditer(folded)]


@lru_cache(maxsize=2)
def _alternatives(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def load() -> Table:
    """All tables, compiled or as they were remembered."""
    return Table()


@cache
def _lines() -> tuple[str, ...]:
    """Every line of every table behind the name of its kind, in the order of numbers."""
    return tuple(
        f"{path.stem}\t{line}"
        for path in files()
        for at, line in enumerate(path.read_text("utf-8").splitlines())
        if at and line and not line.startswith("#")
    )


@lru_cache(maxsize=4096)
def _entry(number: int) -> Name:
    kind, *cells = _lines()[number].split("\t")
    return _name(kind, cells)


_KANA = expression(r"[\u3040-\u30ff\u3400-\u9fff]")


def compiled() -> list[str]:
    """The tables as texts that load quickly.

    Returns:
        Words, one a line; of each its spellings with '=' and the number of the name, between tabs (a spelling of one
        word is left out); Japanese spellings; words of famous names of several words, and their spellings likewise.
    """
    spellings: list[tuple[list[str], int, Name]] = []
    japanese: list[str] = []
    for number, line in enumerate(_lines()):
        kind, *cells = line.split("\t")
        name = _name(kind, cells)
        for written in dict.fromkeys([name.name, *name.aliases]):
            if _KANA.search(written):
                japanese.append(f"{fold(written)[0]}={number}")
                continue
            words = key_of(written).split()
            if words:
                spellings.append((words, number, name))
    rank = {word: -at for at, word in enumerate((FOLDER / "common.txt").read_text("utf-8").split("\n"))}
    """Higher for words that are more frequent in their language."""
    spread: dict[str, int] = {}
    for words, _, _ in spellings:
        for word in set(words):
            spread[word] = spread.get(word, 0) + 1
    places: dict[str, list[str]] = {}
    parts: dict[str, list[str]] = {}
    joined_up: dict[str, list[str]] = {}
    for words, number, name in spellings:
        rarest = min(
            words, key=lambda word: (word in _SMALL or len(word) < 3, rank.get(word, -99_999), spread[word], -len(word))
        )
        key = " ".join(words) if len(words) > 1 else ""
        entry = f"{key}={number}"
        if entry not in places.setdefault(rarest, []):
            places[rarest].append(entry)
        if name.famous and key:
            for word in words:
                if word != rarest and len(word) > 3:
                    parts.setdefault(word, []).append(entry)
            together = "".join(words)
            if len(together) >= 7:
                joined_up.setdefault(together, []).append(f"{JOINED}={number}")
    for together, entries in joined_up.items():
        if together not in places and together not in parts:
            places[together] = entries
    joined = ["\t".join(some) for some in places.values()]
    owners = ["\t".join(some) for some in parts.values()]
    return ["\n".join(places), "\n".join(joined), "\n".join(japanese), "\n".join(parts), "\n".join(owners)]


def _matches(table: Table, folded: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int, int, str]]:
    """Names that stand among the tokens: start and end in the folded text, number, disguise."""
    for at, token in enumerate(tokens):
        for word, _ in token.readings:
            for words, number, joined in table.keys(word):
                for place, part in enumerate(words):
                    first = at - place
                    if part != word or first < 0:
                        continue
                    told = _stands(folded, tokens, first, words)
                    if told is not None:
                        yield tokens[first].start, tokens[first + len(words) - 1].end, number, told or joined


def _stands(folded: str, tokens: Sequence[Token], first: int, words: Sequence[str]) -> str | None:
    """How a name stands there: '' plainly, or its first disguise; None where it does not."""
    if first + len(words) > len(tokens):
        return None
    told = ""
    for number, word in enumerate(words):
        token = tokens[first + number]
        if number and not _GAP.fullmatch(folded, tokens[first + number - 1].end, token.start):
            return None
        how = next((how for other, how in token.readings if other == word), None)
        if how is None and token.word != word:
            return None
        told = told or how or ""
    return told


def _capital(text: str, start: int, end: int) -> bool:
    """Whether each word of a name has a capital letter that nothing but its being a name asks for."""
    words = [word for word in re.findall(r"[^\W_]+", text[start:end]) if word.casefold() not in _SMALL]
    if not all(word[0].isupper() or not word[0].isalpha() for word in words):
        return False
    return len(words) > 1 or not _BEGINS.search(text, max(0, start - 8), start)
