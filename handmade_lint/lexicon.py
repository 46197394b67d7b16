"""The joined walk: the terms and guards of all lexicons found in one pass over a text.

A term is matched after NFKC and case folding, on whole words (as a substring in Japanese), a hyphen, a space or nothing
being the same where the term has one of them. ``~`` stands for one to three words, ``*`` for any ending of a word.
Spans point into the original text. A hit is innocent when it overlaps a guard phrase of its own lexicon, or when one of
the four words before it in the same sentence negates it, or a no right behind it ('Mass produced? No'). Lexicons with
`contrast = true` also leave alone what follows a word of comparison in the same sentence: instead of, rather than,
unlike most. Names under `capitals` are ordinary words in small letters: in a text that has capitals, each word of such
a name must have one ('Stranger Things', not 'stranger things have happened').

The engine is an Aho-Corasick automaton (`ahocorasick_rs`) over the literal beginning of every term; wildcards and gaps
are then checked in place. `python -m benchmarks terms` compares it with the alternatives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from .expressions import expression
from .language import FUNCTION_WORDS
from .listing import LANGUAGES
from .tables import read, remembered

FOLDER = Path(__file__).parent / "lexicons"
NAMES = "names"
"""The table of a lexicon that holds for every language (proper names)."""

SPELLED_ALIKE = (
    (" - ", " | "),  # a dash between spaces parts phrases, a hyphen joins words
    (" – ", " | "),
    *((sign, " ") for sign in "-\u2010\u2011\u2012\u2013_\u00a0\u202f\u2009\t"),
    *((sign, "'") for sign in "’‘`´"),
)
SIMPLE = (
    "\x00-\x7f\u00a1-\u00a7\u00a9\u00ab\u00ac\u00ae\u00b0\u00b1\u00b6\u00b7\u00bb\u00bf-\u00de\u00e0-\u00ff"
    "\u2010\u2012-\u2016\u2018-\u2022\u20ac\u2190-\u21ff\u2500-\u27bf\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff"
)
"""Characters that case folding and NFKC turn into exactly one (a test checks each)."""
_RUN = expression(f"(?P<simple>[{SIMPLE}]+)|[^{SIMPLE}]+")
_SPACES = expression("  +")
_JAPANESE = expression(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_HALF_WIDTH_MARKS = "\uff9e\uff9f"
_SENTENCE_END = expression(r"[.!?;:\n\r|•]")
_WORD = expression(r"[\w']+")
_CONTENT = expression(r"[^\W_]+")
_NEGATION: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        ["not", "never", "without", "no", "isn't", "aren't", "don't", "doesn't", "nor", "unlike", "cannot"]
    ),
    "fr": frozenset(["pas", "sans", "jamais", "ni", "aucun", "aucune", "non"]),
    "de": frozenset(["nicht", "kein", "keine", "keinen", "keiner", "keinem", "ohne", "nie", "niemals"]),
    "it": frozenset(["non", "senza", "mai", "no", "nessun", "nessuna", "né"]),
    "es": frozenset(["no", "sin", "nunca", "ni", "ningún", "ninguna", "jamás"]),
    "ja": frozenset(),
}
_DENIED = expression(
    r"[^.!?;:\n\r|•]{0,24}\? ?(?:no|nope|never|not|non|jamais|pas|nein|nicht|nie|niemals|kein\w*|mai|nunca|jamás)(?!\w)"
)
"""A question that is answered at once."""
_SMALL = frozenset("a an and & at de del der des di du el for in la le les of on the und van von y".split())
"""Words that stand in small letters inside of names."""
_NEGATION_JA = expression(r"^.{0,6}?(?:ない|なし|無し|ません|不使用|ではあり)")
_CONTRAST: Mapping[str, str] = {
    "en": r"instead|rather|opposed|opposite|than|far|away|tired|sick|bored|fed up|alternative|antidote|compar\w+"
    r"|differ\w*|replac\w+|against|world|goodbye|anti|beyond|vs|versus|while|whereas|most|many|others?|ordinary"
    r"|typical|cheap|avoid\w*|refus\w+|reject\w*|escape|stands? out|nothing|none|neither|nobody|unlike|high street"
    r"|too much|usually|wasn't|weren't|won't|can't|couldn't|didn't|haven't|hasn't",
    "fr": r"contrairement|opposé|inverse|loin|au lieu|plutôt|à la place|alternative|face à|face aux|compar\w+"
    r"|diffère\w*|différen\w+|rien|fuy\w+|marre|contre|tandis|alors que|plupart|autres|refus\w+|évit\w+|antipodes"
    r"|lieues|monde"
    r"|ne|n'\w+|mieux|remplac\w+|trop de|souvent",
    "de": r"gegensatz|anders|anstatt|statt|anstelle|fernab|entfernt|jenseits|abseits|gegenüber|gegenentwurf|alternative"
    r"|gegen|satt|während|meisten|andere\w*|weg von|keinerlei|nichts|besser|mehr|welt|niemand|meiste|oft|üblich\w*",
    "it": r"differenza|contrario|invece|piuttosto|lontan\w+|rispetto|divers\w+|contro|mentre|maggior parte|altr\w+"
    r"|alternativa|nulla|niente|stanc\w+|anziché|mondo|meglio|opposto|evit\w+|spesso",
    "es": r"diferencia|contrario|lugar|en vez|lejos|frente a|compar\w+|distint\w+|diferent\w+|contra|mientras|mayoría"
    r"|otr[oa]s|alternativa|nada|cansad\w+|hart\w+|huy\w+|antes que|mundo|mejor|evit\w+|opuesto",
}
"""Words of comparison and refusal: what follows them is said of other people's goods."""
_CONTRAST_JA = expression(r"^.{0,8}?(?:違|異な|比べ|無縁|せず|対して|しない|しており|あふれ|溢れ)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a text: half-open span of original characters."""

    start: int
    end: int
    term: str
    sourced: bool
    """False for our own or translated entries (provenance T and O), which rules say one step more softly."""
    lexicon: str
    language: str
    key: str = "own"
    """The list of the lexicon that it stands in: 'sourced', 'own', or one that the lexicon names itself."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The literal beginning of a term, in folded form, and what must stand around it."""

    text: str
    whole_start: bool = False
    whole_end: bool = False
    rest: str = ""
    """Expression of what follows, where the term has wildcards or gaps."""

    @property
    def place(self) -> tuple[bool, bool, str]:
        """What tells anchors of the same text apart."""
        return self.whole_start, self.whole_end, self.rest

    def confirm(self, folded: str, start: int, end: int) -> int | None:
        """Where the term ends whose beginning is [start, end) of a folded text; None if it does not stand there."""
        if self.whole_start and start and folded[start - 1].isalnum():
            return None
        if self.rest:
            found = _expression(self.rest).match(folded, end)
            if found is None:
                return None
            end = found.end()
        if self.whole_end and end < len(folded) and folded[end].isalnum():
            return None
        return end

    def stands(self, folded: str, start: int, end: int) -> bool:
        """Whether the term stands there."""
        return self.confirm(folded, start, end) is not None


@cache
def _expression(source: str) -> re.Pattern[str]:
    return re.compile(source)


@dataclass(frozen=True, slots=True)
class _Term:
    lexicon: str
    language: str
    text: str
    key: str
    anchor: Anchor
    folded: str


class Lexicon:
    """A named list of terms; `find` is cheap, since the walk over a text is shared by all lexicons."""

    def __init__(self, name: str, table: Mapping[str, Any]) -> None:
        self.name = name
        self.title = str(table.get("title", name))
        self.everywhere: tuple[str, ...] = tuple(table.get("everywhere", ()))
        self.negation = bool(table.get("negation", True))
        self.contrast = bool(table.get("contrast", False))
        self.capitals = frozenset(fold(name)[0] for name in table.get("capitals", ()))
        self.walk = str(table.get("walk", ""))
        """The walk that it takes part in: '' for the one over every text; others are for texts of one kind."""
        self.entries: dict[str, Mapping[str, list[str]]] = {
            language: table[language] for language in (*LANGUAGES, NAMES) if language in table
        }

    def speaks(self, language: str) -> frozenset[str]:
        """The tables that run on a text of that language."""
        return frozenset({language, NAMES, *self.everywhere})

    def find(self, text: str, language: str) -> list[Hit]:
        """Hits of this lexicon, leftmost and longest, not overlapping, guards and negation applied."""
        return walk(language, self.walk).read(text, language).hits(self)

    def anchors(self, language: str) -> list[Anchor]:
        """What must stand in a text of that language for a term (not a guard) to be found in it."""
        return walk(language, self.walk).anchors(self.name, language)

    def terms(self, language: str) -> list[str]:
        """All terms of one table as written."""
        table = self.entries.get(language, {})
        return [*table.get("sourced", []), *table.get("own", [])]


class Walk:
    """All terms of some lexicons in one automaton."""

    def __init__(self, lexicons: Iterable[Lexicon], language: str = "", written: Sequence[Any] | None = None) -> None:
        """Join lexicons.

        Args:
            lexicons: whose terms are looked for.
            language: take only what runs on texts of that language; '' takes all.
            written: what `write` made of the same lexicons and language, where that is known.
        """
        from ahocorasick_rs import AhoCorasick

        self.lexicons = {lexicon.name: lexicon for lexicon in lexicons}
        self._rows, beginnings, self._at = written or write(self.lexicons.values(), language)
        self._made: list[_Term | None] = [None] * len(self._rows)
        self._begun: list[list[_Term] | None] = [None] * len(beginnings)
        self._automaton = AhoCorasick(beginnings)
        self.read = lru_cache(maxsize=256)(self._read)

    def anchors(self, name: str, language: str) -> list[Anchor]:
        """Anchors of a lexicon's terms (not of its guards) that run on a text of that language."""
        known = self.lexicons[name].speaks(language)
        terms = [self._term(number) for number in self._terms_of().get(name, ())]
        terms = [term for term in terms if term.language in known and term.key != "guards"]
        return [
            term.anchor if spelling == term.anchor.text else replace(term.anchor, text=spelling)
            for term in terms
            for spelling in _spellings(term.anchor.text)
        ]

    @cache  # noqa: B019  (walks live as long as the process)
    def _terms_of(self) -> dict[str, list[int]]:
        """Numbers of the terms of each lexicon."""
        numbers: dict[str, list[int]] = {}
        for number, row in enumerate(self._rows):
            numbers.setdefault(row.partition("\t")[0], []).append(number)
        return numbers

    def _beginning(self, number: int) -> list[_Term]:
        """Terms that begin alike."""
        terms = self._begun[number]
        if terms is None:
            terms = self._begun[number] = [self._term(int(one)) for one in self._at[number].split()]
        return terms

    def _term(self, number: int) -> _Term:
        term = self._made[number]
        if term is None:
            lexicon, language, text, key, beginning, whole_start, whole_end, rest, folded = self._rows[number].split(
                "\t"
            )
            anchor = Anchor(beginning, bool(whole_start), bool(whole_end), rest)
            term = self._made[number] = _Term(lexicon, language, text, key, anchor, folded)
        return term

    def _read(self, text: str, language: str) -> _Reading:
        folded, starts = fold(text)
        found: dict[str, list[tuple[int, int, _Term]]] = {}
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            for term in self._beginning(number):
                if term.lexicon in found:
                    found[term.lexicon].append((start, end, term))
                else:
                    found[term.lexicon] = [(start, end, term)]
        return _Reading(text, folded, starts, language, found)


class _Reading:
    """What a walk found in one text, confirmed lexicon by lexicon as they are asked for."""

    def __init__(
        self,
        text: str,
        folded: str,
        starts: list[int] | None,
        language: str,
        found: Mapping[str, list[tuple[int, int, _Term]]],
    ) -> None:
        self._text, self._folded, self._starts, self._language = text, folded, starts, language
        self._found = found
        self._hits: dict[str, list[Hit]] = {}

    def hits(self, lexicon: Lexicon) -> list[Hit]:
        """Hits of a lexicon that took part in the walk."""
        if lexicon.name not in self._found:
            return []
        hits = self._hits.get(lexicon.name)
        if hits is None:
            hits = self._hits[lexicon.name] = list(self._kept(lexicon))
        return hits

    def _kept(self, lexicon: Lexicon) -> Iterator[Hit]:
        folded, starts = self._folded, self._starts
        spoken = lexicon.speaks(self._language)
        candidates: list[tuple[int, int, _Term]] = []
        innocent: list[tuple[int, int]] = []
        for start, end, term in self._found[lexicon.name]:
            stop = term.anchor.confirm(folded, start, end) if term.language in spoken else None
            if stop is not None and term.key == "guards":
                innocent.append((start, stop))
            elif stop is not None:
                candidates.append((start, stop, term))
        last = 0
        for start, end, term in sorted(candidates, key=_best):
            if start < last or any(start < stop and begin < end for begin, stop in innocent):
                continue
            if lexicon.negation and _negated(folded, start, end, spoken):
                continue
            if lexicon.contrast and _contrasted(folded, start, end, spoken):
                continue
            first, stop_at = (starts[start], starts[end]) if starts else (start, end)
            if term.folded in lexicon.capitals and not _has_capitals(self._text, first, stop_at):
                continue
            last = end
            yield Hit(first, stop_at, term.text, term.key == "sourced", lexicon.name, term.language, term.key)


def write(lexicons: Iterable[Lexicon], language: str) -> list[Any]:
    """Terms compiled, as lists of texts, which are quick to read: rows, beginnings, and the rows that each begins.

    A row is the parts of a term between tabs, and is split when the term is first found.
    """
    rows: list[str] = []
    beginnings: dict[str, list[int]] = {}
    for lexicon in lexicons:
        for spoken, table in lexicon.entries.items():
            if language and spoken not in lexicon.speaks(language):
                continue
            for key, entries in table.items():
                for entry in entries:
                    term = _compile(lexicon.name, spoken, key, entry)
                    for spelling in _spellings(term.anchor.text):
                        beginnings.setdefault(spelling, []).append(len(rows))
                    anchor = term.anchor
                    places = (anchor.text, "x" * anchor.whole_start, "x" * anchor.whole_end, anchor.rest)
                    rows.append("\t".join((lexicon.name, spoken, entry, key, *places, term.folded)))
    return [rows, list(beginnings), [" ".join(map(str, numbers)) for numbers in beginnings.values()]]


def _best(candidate: tuple[int, int, _Term]) -> tuple[int, int, bool, bool]:
    """Order of hits: leftmost, longest, sourced, written out."""
    start, end, term = candidate
    return start, -end, term.key != "sourced", bool(term.anchor.rest)


def fold(text: str) -> tuple[str, list[int] | None]:
    """Fold a text for matching.

    Returns:
        The text in NFKC and case-folded, with separators as single spaces, dashes between spaces as bars and straight
        apostrophes; and for each of its characters (and one past the end) the index of the original character it came
        from, or None when every index stands for itself.
    """
    text = _respell(text)
    folded = text.casefold()
    if len(folded) == len(text) and "  " not in folded and unicodedata.is_normalized("NFKC", folded):
        return folded, None
    pieces: list[str] = []
    starts: list[int] = []
    for start, end, simple in _runs(text):
        if simple:
            pieces.append(text[start:end].casefold())
            starts.extend(range(start, end))
        else:
            for first, last in _clusters(text, start, end):
                cluster = unicodedata.normalize("NFKC", text[first:last]).casefold()
                pieces.append(unicodedata.normalize("NFKC", cluster))
                starts.extend([first] * len(pieces[-1]))
    starts.append(len(text))
    folded = _respell("".join(pieces))
    if "  " in folded:
        kept = [at for at, letter in enumerate(folded) if letter != " " or not at or folded[at - 1] != " "]
        folded, starts = "".join([folded[at] for at in kept]), [*(starts[at] for at in kept), len(text)]
    return folded, starts


def folded(text: str) -> str:
    """The folded text alone, which is quicker."""
    quick = _respell(text.casefold())
    if not unicodedata.is_normalized("NFKC", quick):
        return fold(text)[0]
    return _SPACES.sub(" ", quick) if "  " in quick else quick


def _respell(text: str) -> str:
    for sign, plain in SPELLED_ALIKE:
        text = text.replace(sign, plain)
    return text


def _runs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Stretches of simple characters and of others; a character in front of a mark that joins it goes with the mark."""
    held = 0
    for found in _RUN.finditer(text):
        start, end = found.span()
        if found.group("simple"):
            held = 1 if end < len(text) and _joins(text[end]) else 0
            if end - held > start:
                yield start, end - held, True
        else:
            yield start - held, end, False
            held = 0


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each character with the marks that join it."""
    while start < end:
        last = start + 1
        while last < end and _joins(text[last]):
            last += 1
        yield start, last
        start = last


def _joins(letter: str) -> bool:
    return bool(unicodedata.combining(letter)) or letter in _HALF_WIDTH_MARKS


def _compile(lexicon: str, language: str, key: str, entry: str) -> _Term:
    text, _ = fold(entry.replace("*", "\ue000").replace("~", "\ue001"))
    text = " ".join(text.replace("\ue001", " \ue001 ").split())
    cut = re.search("[\ue000\ue001]", text)
    beginning, rest = (text[: cut.start()], text[cut.start() :]) if cut else (text, "")
    beginning = beginning.rstrip() if rest.startswith("\ue001") else beginning
    if not beginning.strip():
        raise ValueError(f"lexicon {lexicon}: '{entry}' must begin with letters")
    japanese = bool(_JAPANESE.search(text))
    pattern = _rest_pattern(rest) if rest else ""
    whole_start = not japanese and beginning[0].isalnum()
    whole_end = not japanese and (text[-1].isalnum() or text[-1] == "\ue000")
    return _Term(lexicon, language, entry, key, Anchor(beginning, whole_start, whole_end, pattern), text)


def _rest_pattern(rest: str) -> str:
    pattern = ""
    for piece in re.split("([\ue000\ue001])", rest):
        if piece == "\ue000":
            pattern += r"[\w']*"
        elif piece == "\ue001":
            pattern += r"(?:[^\w.!?\n]+[\w'%°.,]*\w){1,3}?"
        else:
            pattern += re.escape(piece).replace(r"\ ", r"[^\w.!?\n]*")
    return pattern


def _spellings(beginning: str) -> list[str]:
    """A beginning with each of its spaces there or left out."""
    words = beginning.split(" ")
    if len(words) == 1 or len(words) > 4:
        return [beginning]
    spelled = [words[0]]
    for word in words[1:]:
        spelled = [before + joint + word for before in spelled for joint in ("", " ")]
    return spelled


def _negated(folded: str, start: int, end: int, languages: Iterable[str]) -> bool:
    if "ja" in languages and _NEGATION_JA.match(folded[end : end + 12]):
        return True
    before = _SENTENCE_END.split(folded[max(0, start - 80) : start])[-1]
    window = _WORD.findall(before)[-4:]
    if "?" in folded[end : end + 26] and _DENIED.match(folded, end):
        return True
    return any(word in _NEGATION.get(language, ()) for language in languages for word in window)


def _has_capitals(text: str, start: int, end: int) -> bool:
    """Whether each word there has a capital, small words aside; or the whole text has none."""
    words = [word for word in _CONTENT.findall(text[start:end]) if word.casefold() not in _SMALL]
    return all(word[0].isupper() or not word[0].islower() for word in words) or text == text.lower()


def content_words(text: str, language: str) -> tuple[str, ...]:
    """Words of a text that tell one thing from another, in order, in lower case and without accents.

    Left out are function words and the words that any handmade thing may bear (lexicon words-for-any-thing).
    """
    idle, begun = _idle(language)
    bare = _without_accents(text.casefold())
    return tuple(word for word in _CONTENT.findall(bare) if word not in idle and not word.startswith(begun))


@cache
def _idle(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words that tell nothing apart, and beginnings of such words, without accents."""
    terms = [_without_accents(term) for term in lexicon("words-for-any-thing").terms(language)]
    words = {word for term in terms for word in _CONTENT.findall(term) if not term.endswith("*")}
    words |= {_without_accents(word) for word in FUNCTION_WORDS.get(language, ())}
    return frozenset(words), tuple(term.removesuffix("*") for term in terms if term.endswith("*") and " " not in term)


def _without_accents(text: str) -> str:
    """Letters without their accents; the marks of kana are no accents."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter) or letter in "\u3099\u309a")
    return unicodedata.normalize("NFC", bare)


def _contrasted(folded: str, start: int, end: int, languages: Iterable[str]) -> bool:
    if "ja" in languages and _CONTRAST_JA.match(folded[end : end + 16]):
        return True
    before = _SENTENCE_END.split(folded[max(0, start - 80) : start])[-1]
    return any(_contrast(language).search(before) for language in languages if language in _CONTRAST)


@cache
def _contrast(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_CONTRAST[language]})(?!\w)")


@cache
def lexicon(name: str) -> Lexicon:
    """The lexicon of that name.

    Raises:
        KeyError: there is no such lexicon.
    """
    return _all()[name]


@cache
def walk(language: str = "", name: str = "") -> Walk:
    """The walk over the lexicons of the package that take part in it, for texts of one language or ('') of all."""
    taking_part = [lexicon for lexicon in _all().values() if lexicon.walk == name]
    written = remembered(f"walk-{name}-{language}", [Path(__file__), *files()], lambda: write(taking_part, language))
    return Walk(taking_part, language, written)


@cache
def _all() -> dict[str, Lexicon]:
    return {path.stem: Lexicon(path.stem, table) for path, table in read(files()).items()}


@cache
def files() -> list[Path]:
    """The files of the package's lexicons, and of those in use beside them."""
    return [*sorted(FOLDER.glob("*.toml")), *_beside]


_beside: list[Path] = []


def use(paths: Sequence[Path]) -> None:
    """Use these lexicons beside the package's, and no others.

    Raises:
        ValueError: one is called as another is.
    """
    if list(paths) == _beside and not paths:
        return
    names = [path.stem for path in (*FOLDER.glob("*.toml"), *paths)]
    for path in paths:
        if names.count(path.stem) > 1:
            raise ValueError(f"there are two lexicons called '{path.stem}'; choose another name")
    _beside[:] = paths
    for known in (files, _all, walk, lexicon):
        known.cache_clear()
    _all()
