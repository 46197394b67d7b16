"""Words that are names in disguise: look-alike letters, digits for letters, letters apart, doubled, dropped, joined.

A word is looked at once: what is found innocent is remembered. Misspellings are sought for famous names only, of six
letters and more, and no word of a dictionary is ever read as one (`lexicons/names/innocent.txt`, which
`python -m tools.build_names` writes).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from .expressions import expression
from .tables import remembered
from .twins import SIGNS, latin, letters, unaccented

Readings = tuple[tuple[str, str], ...]
"""Words of names that a word can be read as, each with its disguise ('' where it is none)."""

_FORGET = 300_000
"""Words remembered as innocent, after which memory starts anew."""
_HIDDEN = "\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufeff\u0300-\u036f\u0489"
_SQUARED = "\U0001f150-\U0001f189\U0001f1e6-\U0001f1ff"
_TOKEN = expression(rf"(?:[^\W_]|[{_SQUARED}])(?:[^\W_]|[{_SQUARED}]|[{_HIDDEN}]+(?=[^\W_]))*")
_WHOLE = expression(rf"[\w{_SQUARED}]+")
_UNSEEN = expression(f"[{_HIDDEN}]+")
_SIGNED = expression(r"[^\s,;:?()\[\]{}<>=\"“”«»/.&'-]{4,}")
_APART = expression(r"(?<![^\W_])[^\W_](?:[ .*~+/|,]{1,2}[^\W_](?![^\W_])){2,}")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_APART_LETTERS = expression(r" \w {1,2}\w {1,2}\w {1,2}\w(?: |$)")
_SIGN = expression(
    r"[@$!|*€£+](?:(?<=[^\W\d_][@$!|*€£+])(?=[^\W_])(?![\w-]*\.\w)|(?<![^\s#][$€£@])(?=[^\W\d_]{3}))"
    r"|[$€£](?<=[^\W\d_]{3}[$€£])"
)
"""A sign that stands for a letter, and no '@' of an address."""
_TAG = expression(r"#([^\W\d_]\w{4,})")
_SPACES = bytes(code if chr(code).isalnum() or code > 127 else 32 for code in range(256))
_MARKS = "«»“”„‘‹›•·–—…、。・「」【】（）｜★☆♥❤✓✔→™®©º°"
_DOUBLED = expression(r"(.)\1+")
_MEASURE = expression(r"\d+(?:[a-z]{1,2}|pcs|lbs|tlg|stk|mah|dpi|ers|ème)\d*|[a-z]{1,2}\d+|\d+x\d+\w*")

_SOUND = frozenset("ck cs ct cx kx sz iy ie ij vw vf uw mn ao ae ou ei pb td gj gq gk lr sx xz qk il hn uv rt".split())
"""Pairs of letters that stand for each other in a slip of the ear, the eye or the keyboard."""

AFTER = frozenset(
    "art baby bag bags bead beads birthday birthdays bowl box bracelet cake candle candles card cards case charm charms"
    " cookie costume couture craft crafts crochet cup cups cute decor design designs doll dolls dress dupe dupes "
    "earring earrings ears fabric fan fanart fans family gift gifts girl girls handmade hat house inspired inspo "
    "jewellery jewelry keychain kids life like logo look love lover lovers magic merch mom mug mugs necklace nursery"
    " onesie outfit party patch pattern pin pins plush poster prince princess princesses print prints ring shirt shirts"
    " shop sign star sticker stickers strap style styled svg tee theme themed topper tote toy toys tumbler vibes"
    " wand watch world wreath"
    " anniversaire bijou bijoux boucles cadeau coussin deguisement déguisement doudou fete fête fille bébé bebe maison"
    " peluche porteclé princesse robe sac tasse"
    " anhänger armband becher decke ecke figur geburtstag geschenk handtasche kette kissen kleid kostüm kuchen liebe"
    " mütze prinzessin puppe schmuck tasche torte"
    " borsa compleanno festa maglia orecchini principessa regalo tazza torta"
    " bolso camiseta cumpleaños fiesta princesa pulsera regalos taza vestido".split()
)
"""Words that may follow a name in one word with it."""
BEFORE = frozenset("baby cute faux fake girl handmade i little love mini my super the vintage".split())
"""Words that may stand before a name in one word with it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a folded text, and what it may be read as."""

    word: str
    start: int
    end: int
    readings: Readings = ()


def tokens_of(folded: str) -> Iterator[Token]:
    """Runs of letters and digits of a folded text; unseen characters inside are left out of the word."""
    for found in _TOKEN.finditer(folded):
        word = found.group()
        yield Token(word if word.isascii() else _UNSEEN.sub("", word), found.start(), found.end())


def skeleton(word: str) -> str:
    """What is left of a plain word when look-alike joins are read as one letter and doubled letters as single."""
    return _DOUBLED.sub(r"\1", word.replace("rn", "m").replace("vv", "w"))


def spaced(folded: str) -> str:
    """A folded text with spaces for signs, one for one."""
    if not folded.isascii():
        for mark in _MARKS:
            if mark in folded:
                folded = folded.replace(mark, " ")
    return folded.encode("utf-8", "surrogatepass").translate(_SPACES).decode("utf-8", "surrogatepass")


class Disguises:
    """Which words of a text can be read as words of names."""

    def __init__(
        self,
        places: Mapping[str, str],
        parts: Mapping[str, str],
        famous: Callable[[], Iterable[str]],
        files: Sequence[Path],
    ) -> None:
        """Start with no word looked at.

        Args:
            places: words that names are found by: each with its names (names.compiled).
            parts: other words of famous names.
            famous: words of famous names.
            files: what all of them were made of.
        """
        self._places = places
        self._parts = parts
        self._famous = famous
        self._files = files
        self._innocent: set[str] = set(_LETTERS)
        self._readings: dict[str, Readings] = {}
        self._beside: dict[str, tuple[frozenset[str], ...]] = {}
        """Of words that names are found by: the other words of each, which must stand in the text, too."""

    @cached_property
    def _tables(self) -> tuple[dict[str, str], dict[str, str], dict[str, str], frozenset[str]]:
        made = remembered("disguises", self._files, lambda: tables(self._files[-1].parent, self._famous()))
        skeletons, shortened, splits, innocent = made
        return _pairs(skeletons), _pairs(shortened), _pairs(splits), frozenset(innocent.split("\n"))

    def stirs(self, folded: str) -> bool:
        """Whether a name may stand in a folded text."""
        plain = spaced(folded)
        words = set(plain.split())
        for word in words - self._innocent:
            if self._stays(word, words):
                return True
        if len(words & _LETTERS) > 3 and _APART_LETTERS.search(f" {plain}"):
            return True
        return "#" in folded or (any(sign in folded for sign in SIGNS) and _SIGN.search(folded) is not None)

    def look(self, folded: str) -> list[Token]:
        """The words of a folded text with their readings; none where no name can stand in it."""
        if not self.stirs(folded):
            return []
        tokens = [
            one if one.word in self._innocent else Token(one.word, one.start, one.end, self._seen(folded, one))
            for one in tokens_of(folded)
        ]
        return self._joined(folded, tokens)

    def _stays(self, word: str, words: set[str]) -> bool:
        """Whether a word asks for a closer look, given all words of the text."""
        beside = self._beside.get(word)
        if beside is None:
            if len(self._innocent) > _FORGET:
                self._innocent = set(_LETTERS)
                self._readings.clear()
                self._beside.clear()
            beside = tuple(dict.fromkeys(self._company(word)))
            if not beside:
                self._innocent.add(word)
                return False
            self._beside[word] = beside
        return any(map(words.issuperset, beside))

    def _company(self, word: str) -> Iterator[frozenset[str]]:
        """What else must stand in a text for a word to be part of a name there: one of these sets of words."""
        if not word.isalnum() and not _WHOLE.fullmatch(word):
            for one in tokens_of(word):
                if one.word != word:
                    yield from self._company(one.word)
            return
        for other in self._tables[2].get(word, "").split():
            yield frozenset((other,))
        if word in self._places:
            yield from self._others(word)
        elif word not in self._parts:
            readings = self._read(word)
            if any(how == "leet" for _, how in readings) or (readings and not unaccented(word).isascii()):
                yield frozenset()
            for other, _ in readings:
                yield from self._others(other)

    def _others(self, word: str) -> tuple[frozenset[str], ...]:
        """Of each name with that word, its other words."""
        keys = []
        for place in (self._places.get(word, ""), self._parts.get(word, "")):
            keys += [one.rpartition("=")[0] for one in place.split("\t") if one]
        if any(key in ("", "+") for key in keys):
            return (frozenset(),)
        return tuple(frozenset(key.split(" ")) - {word} for key in keys)

    def _read(self, word: str) -> Readings:
        found = self._readings.get(word)
        if found is None:
            found = self._readings[word] = tuple(dict.fromkeys(self._try(word)))
        return found

    def _seen(self, folded: str, token: Token) -> Readings:
        """Readings of a token, which is in disguise if it has unseen characters inside (but soft hyphens)."""
        readings = self._read(token.word)
        unseen = token.end - token.start > len(token.word) + folded.count("\u00ad", token.start, token.end)
        return tuple((word, how or "spaced") for word, how in readings) if unseen else readings

    def _accented(self, word: str, other: str) -> bool:
        """Whether a word that differs from a name in accents only is that name in disguise."""
        if not self._alone(other):
            return True
        return len(word) > 4 and word[:-1].isascii() is False and self._whole(other) and word not in self._tables[3]

    def _known(self, word: str) -> bool:
        return word in self._places or word in self._parts

    def _try(self, word: str) -> Iterator[tuple[str, str]]:
        """What a single word can be read as."""
        if self._known(word):
            yield word, ""
            return
        if word.isdigit() or len(word) < 3:
            return
        if (
            word[-1] == "s"
            and word[-2] != "s"
            and len(word) > 4
            and self._whole(word[:-1])
            and word not in self._tables[3]
        ):
            yield word[:-1], ""
        plain = [word]
        if not word.isascii():
            plain = latin(word)
            accented = unaccented(word)
            for one in plain:
                if self._known(one) and (one != accented or self._accented(word, one)):
                    yield one, "homoglyph"
        if not word.isalpha() and not _MEASURE.fullmatch(word):
            plain = [other for one in plain for other in letters(one) if other.isalpha()]
            alphabetic = sum(letter.isalpha() for letter in word)
            if alphabetic >= 2:
                yield from ((one, "leet") for one in plain if len(one) > 3 and self._known(one))
        for one in plain:
            yield from self._altered(one, "" if one == word else "leet" if word.isascii() else "homoglyph")

    def _altered(self, word: str, how: str) -> Iterator[tuple[str, str]]:
        """What a word of plain letters that is no word of a name is a misspelling of."""
        if len(word) > 3:
            innocent = word in self._tables[3]
            for other, changed in self._misspelt(word):
                if not (innocent and self._whole(other)):
                    yield other, how or changed

    def _misspelt(self, word: str) -> Iterator[tuple[str, str]]:
        skeletons, shortened, _, _ = self._tables
        for other in skeletons.get(skeleton(word), "").split():
            if other != word:
                yield other, _difference(word, other)
        if len(word) >= 5:
            for other in shortened.get(word, "").split():
                yield other, "dropped"
        if len(word) >= 6:
            for at in range(1, len(word)):
                less = word[:at] + word[at + 1 :]
                if less in shortened:
                    for other in shortened[less].split():
                        if len(other) == len(word) and _near(word, other):
                            yield other, "misspelt"
                if len(less) >= 7 and skeletons and less in skeletons.get(skeleton(less), "").split():
                    yield less, "misspelt"
        if len(word) >= 8:
            for at in range(4, len(word) - 1):
                head, tail = word[:at], word[at:]
                if tail in AFTER and self._whole(head):
                    yield head, "joined"
                if head in BEFORE and self._whole(tail):
                    yield tail, "joined"

    def _whole(self, word: str) -> bool:
        """Whether a word is a famous name by itself."""
        return self._alone(word) and word in self._tables[0].get(skeleton(word), "").split()

    def _alone(self, word: str) -> bool:
        """Whether a word is a name by itself."""
        place = self._places.get(word, "")
        return place[:1] in ("=", "+") or "\t=" in place or "\t+" in place

    def whole(self) -> list[str]:
        """Words that are famous names by themselves."""
        return [word for word, place in self._places.items() if "+" not in place and self._whole(word)]

    def misleads(self, word: str) -> bool:
        """Whether a word of a dictionary would be read as a famous name misspelt, or as several of it."""
        if self._known(word) or len(word) < 4:
            return False
        accented = unaccented(word)
        if accented != word and self._whole(accented):
            return True
        return any(self._whole(other) for one in {word, accented} for other, _ in self._misspelt(one))

    def _joined(self, folded: str, tokens: list[Token]) -> list[Token]:
        """The tokens, with those put together that are one word written apart, with signs, or a tag."""
        put = [*self._apart(folded), *self._split(folded, tokens), *self._signed(folded), *self._tags(folded)]
        if not put:
            return tokens
        kept: list[Token] = []
        last = 0
        for one in sorted(put, key=lambda one: (one.start, -one.end)):
            if one.start >= last:
                kept.append(one)
                last = one.end
        rest = [one for one in tokens if not any(one.start < other.end and other.start < one.end for other in kept)]
        return sorted([*rest, *kept], key=lambda one: one.start)

    def _apart(self, folded: str) -> Iterator[Token]:
        """Letters with spaces or dots between them."""
        for found in _APART.finditer(folded):
            places = [at for at in range(found.start(), found.end()) if folded[at].isalnum()]
            for first, last in ((0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (0, 2)):
                kept = places[first : len(places) - last]
                word = "".join(folded[at] for at in kept)
                readings = [(one, "spaced") for one, _ in self._read(word)] if len(word) > 3 else []
                if readings:
                    yield Token("", kept[0], kept[-1] + 1, tuple(readings))
                    break

    def _split(self, folded: str, tokens: Sequence[Token]) -> Iterator[Token]:
        """A famous name in two pieces."""
        splits = self._tables[2]
        for one, other in pairwise(tokens):
            both = f"{one.word} {other.word}"
            if (one.word in splits or other.word in splits) and folded[one.end : other.start] in (" ", ".", "*", "_"):
                told = splits.get(one.word, "").split() if one.word in splits else splits[other.word].split()
                if (other.word if one.word in splits else one.word) in told and self._known(both.replace(" ", "")):
                    word = both.replace(" ", "")
                    yield Token("", one.start, other.end, ((word, "spaced"),))

    def _signed(self, folded: str) -> Iterator[Token]:
        """Words with signs in place of letters."""
        if not any(sign in folded for sign in SIGNS):
            return
        for found in _SIGNED.finditer(folded):
            raw = found.group()
            word = raw.rstrip("!*+|$€£@#").lstrip("!*+|#")
            start = found.start() + len(raw) - len(raw.lstrip("!*+|#"))
            if len(word) < 4 or word.isalnum() or sum(map(str.isalpha, word)) < 3:
                continue
            readings = dict.fromkeys(
                (other, "leet") for one in letters(word) for other in self._starred(unaccented(one)) if len(other) > 3
            )
            if readings:
                yield Token("", start, start + len(word), tuple(readings))

    def _starred(self, word: str) -> Iterator[str]:
        """Names that a plain word is, '*' standing for any letter."""
        if "*" not in word:
            if self._known(word):
                yield word
        elif word.count("*") == 1:
            at = word.index("*")
            bare = word.replace("*", "")
            pattern = re.compile(re.escape(word).replace(r"\*", "."))
            for other in self._tables[1].get(bare, "").split() if at else ():
                if pattern.fullmatch(other):
                    yield other

    def _tags(self, folded: str) -> Iterator[Token]:
        """Names that a hashtag is or begins with."""
        if "#" not in folded:
            return
        for found in _TAG.finditer(folded):
            tag = found.group(1)
            start = found.start(1)
            readings = [(one, how or ("hashtag" if self._run_together(one) else "")) for one, how in self._read(tag)]
            if not readings:
                for at in range(len(tag) - 1, 4, -1):
                    if self._whole(tag[:at]) and (at > 6 or tag[at:] in AFTER):
                        readings = [(tag[:at], "hashtag")]
                        break
            if readings:
                yield Token("", start, found.end(), tuple(readings))

    def _run_together(self, word: str) -> bool:
        return self._places.get(word, "").startswith("+")


def _difference(word: str, other: str) -> str:
    """How a word differs from the name whose skeleton is the same."""
    if word.replace("rn", "m").replace("vv", "w") == other.replace("rn", "m").replace("vv", "w"):
        return "join"
    return "doubled" if len(word) > len(other) else "dropped" if len(word) < len(other) else "doubled"


def _near(word: str, other: str) -> bool:
    """Whether two words of one length differ by two neighbours that changed places, or by one likely slip.

    A slip is one letter of a sound or a look with the right one in words of seven letters, any letter in longer ones.
    """
    places = [at for at, (one, two) in enumerate(zip(word, other, strict=True)) if one != two]
    if len(places) == 1:
        pair = word[places[0]] + other[places[0]]
        return len(word) >= 10 or (len(word) >= 7 and (pair in _SOUND or pair[::-1] in _SOUND))
    if len(places) == 2:
        first, second = places
        return second == first + 1 and word[first] == other[second] and word[second] == other[first]
    return False


def _pairs(text: str) -> dict[str, str]:
    """Words, each with what stands in the next line."""
    lines = text.split("\n")
    return dict(zip(lines[::2], lines[1::2], strict=False))  # of no text, one empty line


def tables(folder: Path, famous: Iterable[str]) -> list[str]:
    """What misspellings are compared with, as texts: skeletons, words less a letter, splits, innocent words."""
    skeletons: dict[str, list[str]] = {}
    shortened: dict[str, list[str]] = {}
    for word in famous:
        if len(word) >= 4:
            skeletons.setdefault(skeleton(word), []).append(word)
            if not word.isascii():
                skeletons.setdefault(skeleton(unaccented(word)), []).append(word)
        if len(word) >= 5:
            for less in {word[:at] + word[at + 1 :] for at in range(1, len(word))} - {word}:
                shortened.setdefault(less, []).append(word)
    innocent = _lines(folder / "innocent.txt")
    splits: dict[str, list[str]] = {}
    for line in _lines(folder / "splits.txt"):
        rare, other = line.split("\t")
        splits.setdefault(rare, []).append(other)
    return [_text(skeletons), _text(shortened), _text(splits), "\n".join(innocent)]


def _text(table: Mapping[str, Iterable[str]]) -> str:
    return "\n".join(f"{word}\n{' '.join(dict.fromkeys(others))}" for word, others in table.items())


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
