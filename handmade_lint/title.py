"""A title read into its parts, and a shorter title made of the parts that matter most.

A title is cut at its separators into segments, a segment into parts: at prepositions that begin a material, an occasion
or a detail, and around words that the lexicons of titles know. What nothing knows is the thing itself in the first
segment that has such words, and the rest in others. Parts keep the words and the order of the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from .expressions import expression
from .language import FUNCTION_WORDS
from .lexicon import Hit, lexicon
from .said import Said, say

Kind = Literal[
    "brand", "product", "material", "size", "colour", "quantity", "occasion", "personalisation", "rest"
]  # fmt: skip

_LEAST = 15
"""A proposal shorter than this says too little."""
_FOR: Mapping[str, frozenset[str]] = {
    "en": frozenset(["for"]),
    "fr": frozenset(["pour"]),
    "de": frozenset(["für", "zum", "zur"]),
    "it": frozenset(["per"]),
    "es": frozenset(["para"]),
}
_WITH: Mapping[str, frozenset[str]] = {
    "en": frozenset(["with", "without", "w/"]),
    "fr": frozenset(["avec", "sans"]),
    "de": frozenset(["mit", "ohne"]),
    "it": frozenset(["con", "senza"]),
    "es": frozenset(["con", "sin"]),
}
_OF: Mapping[str, frozenset[str]] = {
    "en": frozenset(["of", "in", "from", "out"]),
    "fr": frozenset(["en", "de", "du", "d'", "au", "aux"]),
    "de": frozenset(["aus", "in", "von"]),
    "it": frozenset(["in", "di", "d'", "da", "al", "alla", "all'"]),
    "es": frozenset(["de", "en"]),
}
_IN = frozenset(["in", "en"])
"""Of these, what may stand before a colour."""
_OF_ITSELF = frozenset(["of", "de", "du", "d'", "di", "von"])
"""Prepositions that hang a stuff on the word before them: 'oiled with the oil of flax'."""
_AND: Mapping[str, frozenset[str]] = {
    "en": frozenset(["and", "or", "&", "+"]),
    "fr": frozenset(["et", "ou", "&", "+"]),
    "de": frozenset(["und", "oder", "&", "+"]),
    "it": frozenset(["e", "ed", "o", "&", "+"]),
    "es": frozenset(["y", "e", "o", "u", "&", "+"]),
}
_BY = frozenset(["by", "par", "von", "di", "de", "from"])
_MADE = frozenset(
    """
    made crafted built cut carved turned
    fait faite faits faites fabriqué fabriquée fabriqués fabriquées réalisé réalisée réalisés réalisées
    gefertigt hergestellt gemacht fatto fatta fatti fatte realizzato realizzata realizzati realizzate
    hecho hecha hechos hechas fabricado fabricada elaborado elaborada
    """.split()
)
_STUFF_FIRST = frozenset(["en", "de", ""])
"""Languages in which the stuff stands in front of the thing made of it."""

_GROUP = expression(r"(?<!\S)(?:\([^()\[\]]*\)|\[[^()\[\]]*\])|【[^【】]*】")
_SIGNS = ",;:|/·•–—~、，。｜／"
_SEPARATOR = expression(
    r"""
      \s+(?:[-–—~/·•|:;,*→]+\s+)+           # signs between spaces
    | \s*[|｜•;、，。／\n\r\t]+\s*            # signs that part without spaces
    | (?<!\d),\s* | ,(?!\d)\s*              # a comma, but not in 1,5
    | \s*:\s+ | \s+[·–—] | [·–—]\s+
    | (?<=\w{5})(?<!pprox)[.!?]\s+          # the end of a sentence, not of an abbreviation
    | (?<=[^\x00-\u2fff])\s+(?=[^\x00-\u2fff])
    """,
    re.VERBOSE,
)
_TOKEN = expression(r"\S+")
_ELISION = expression(r"(?:[cdjlmnst]|qu|all|dall|dell|nell|sull|un)['’](?=\w)", re.IGNORECASE)
_CORE = expression(r"\w(?:.*\w)?", re.DOTALL)

_NUMBER = r"\d+(?:[.,/]\d+)?(?:\s?[½¼¾])?"
_UNIT = (
    r"(?:(?:cm|mm|dm|m|km|inch(?:es)?|in(?=\s*(?:[x×,;|/)\-–]|$|tall\b|wide\b|long\b|high\b|deep\b|round\b|square\b|diam))"
    r"|ft|feet|foot|yds?|yards?|oz|fl\.?\s?oz|ounces?|lbs?|pounds?|kg|gr?|grams?|grammes?|gramm|grammi|gramos|ml|cl|dl"
    r"|l|lit(?:er|re)s?|litri|litros?|gallons?|pouces?|zoll|pollici|pulgadas?|met(?:er|re)s?|mètres?|metri|metros?"
    r"|centim(?:eters?|etres?|ètres?|etri|etros?)|mesh|tog|(?:\"|″|”|'')(?!\w))(?!\w))"
)
_SIZE_WORD = r"(?:(?:ring|shoe|eu|us|uk)\s)?(?:size|taille|größe|gr\.|taglia|talla|misura|pointure|t\.)"
_MEASURE = rf"{_NUMBER}(?:\s?[-–]\s?{_NUMBER})?"
_SIZE = rf"""
    (?:(?:Ø|ø|ca\.?|circa|approx\.?|about|env\.?|environ|aprox\.?|up\sto|diam\.?|diameter|diamètre|diametro|diámetro
        |durchmesser|hauteur|longueur|largeur|altezza|lunghezza|larghezza|altura|largo|ancho|höhe|länge|breite
        |[hwdl]\.?)\s?(?:de\s|:\s?)?)*
    (?<![\w.,])
    (?:
        {_MEASURE}\s?{_UNIT}?(?:\s?(?:[x×]|by|par|auf)\s?{_MEASURE}[\s-]?{_UNIT}?){{1,3}}(?!\w)
      | {_MEASURE}[\s-]?{_UNIT}
      | (?:{_SIZE_WORD}\s)?\d{{1,2}}\s?[-–/]\s?\d{{1,2}}\s?
        (?:months?|mths?|mois|monate|mesi|meses|years?|yrs?|ans|jahre|anni|años)\b
      | (?:{_SIZE_WORD}\s)?\d{{1,2}}\s?(?:months?|mois|monate|mesi|meses)\b
      | {_SIZE_WORD}\s(?:[xsml]{{1,4}}(?:[/-][xsml]{{1,4}})?|\d{{1,3}}(?:[.,/–-]\d{{1,3}})?|unique|unica|única)\b
      | one\ssize(?:\sfits\s(?:all|most))? | einheitsgröße | taglia\sunica | talla\súnica | taille\sunique
      | (?:eu|us|uk|fr|it|de)\s\d{{1,2}}(?:[.,]5)?(?:\s?[/–-]\s?\d{{1,2}})?\b
      | (?:din\s?|format\s)?a[0-7]\b(?!\.)
      | (?:queen|king|twin|full|single|double)[\s-]size\b
      | [sml](?:\s?[,/&+]\s?x{{0,3}}[sml]\b)+
      | (?:x{{1,4}}[sl]|[2-6]xl|xs|s/m|m/l|l/xl|xs/s|s-m|m-l|s-xl|xs-xl)\b
    )
    (?:\s(?:wide|long|tall|high|deep|round|square|(?:in\s)?diameter|de\sdiamètre|de\slong(?:ueur)?|de\slarge(?:ur)?
        |de\shaut(?:eur)?|hoch|breit|lang|tief|durchmesser|di\sdiametro|di\slunghezza|di\saltezza|de\sdiámetro|de\slargo
        |de\salto|de\sancho|de\slongitud)\b)?
    """
_COUNT = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze"
    r"|zwei|drei|vier|fünf|sechs|acht|zehn|zwölf|due|tre|quattro|cinque|sei|otto|dieci|dodici|dos|tres|cuatro|cinco|seis"
    r"|ocho|diez|doce)"
)
_QUANTITY = rf"""(?<![\w.,])(?:
        (?:sets?|packs?|lots?|bundles?|box(?:es)?|bags?|pairs?|collection|pieces?|job\slot)\sof\s{_COUNT}(?:\s(?:pieces|pcs))?
      | (?:lots?|ensemble|jeu|set|paquet|pack|série|kit|coffret|boîte)\sde\s{_COUNT}(?:\spièces)?
      | (?:set|pack|packung|satz)\s(?:mit|aus|von|à)\s{_COUNT}(?:\s(?:stück|teilen))?
      | {_COUNT}er[\s-]?(?:set|pack|packung|satz|pärchen)
      | (?:zweier|dreier|vierer|fünfer|sechser)[\s-]?(?:set|pack)
      | \d+[\s-]?teilig(?:e[srnm]?)?(?:\sset)?
      | (?:set|confezione|pacco|lotto|coppia|kit|servizio|scatola)\s(?:di|da)\s{_COUNT}(?:\spezzi)?
      | (?:juego|lote|pack|set|conjunto|paquete|caja|kit)\sde\s{_COUNT}(?:\s(?:piezas|unidades))?
      | {_COUNT}[\s-]?(?:packs?|pcs?|pieces?|pk|count|pièces|stück|stk\.?|teile|pezzi|piezas|unidades|uds)
      | par\s\d+ | x\s?\d+ | \d+\s?x(?=\s[^\W\d])
      | \d+(?:個|枚|本|点|組|客)(?:セット|組|入り|入)?
    )(?!\w)"""
_FINENESS = (
    r"(?<![\w.,])(?:(?:925|999|950|958|916|750|585|417|375|333)(?:er)?|\d{1,2}\s?(?:k|kt|ct|carats?|karat|carati|quilates))"
    r"(?!\w)"
)
_RANK = {"brand": 9, "quantity": 8, "size": 7, "personalisation": 6, "gift": 5, "occasion": 4, "recipient": 4}
_DROPPED_IN_TURN: Mapping[Kind, int] = {"rest": 1, "occasion": 3, "personalisation": 4, "colour": 5, "size": 6}
_PLACES: Mapping[Kind, str] = {
    "rest": say("the bullet points"),
    "occasion": say("the bullet points"),
    "personalisation": say("the bullet points"),
    "colour": say("the colour field"),
    "size": say("the size field"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a title that says one thing."""

    kind: Kind
    text: str
    start: int
    end: int
    segment: int
    """Number of the segment, from 0: parts of one segment have no separator between them."""
    firm: bool = False
    """Whether leaving it out would change what is sold ('for iPhone', a member of an enumeration)."""


@dataclass(frozen=True, slots=True)
class Shorter:
    """A title that fits, made of parts of a longer one."""

    text: str
    left_out: tuple[Part, ...]
    places: tuple[str, ...]
    """Where each left-out part belongs; '' for one whose words the kept parts say already."""

    @property
    def clauses(self) -> tuple[Said, ...]:
        """What moves where, and what is left out."""
        moves: dict[str, list[str]] = {}
        for part, place in zip(self.left_out, self.places, strict=True):
            moves.setdefault(place, []).append(f"'{part.text}'")
        again = moves.pop("", [])
        told = [say("move {parts} to {place}", parts=", ".join(parts), place=place) for place, parts in moves.items()]
        if again:
            told.append(say("leave out {parts}, said already", parts=", ".join(again)))
        return tuple(told)


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    core: int
    """Where the word begins behind an elided article or preposition."""
    stop: int
    word: str
    """Folded, without elision and punctuation at its ends."""
    lead: str
    """The elided word in front, folded with a straight apostrophe: "d'"."""
    label: str = ""
    key: str = ""


@dataclass(slots=True)
class _Chunk:
    kind: str
    """A Kind, or 'base' (what nothing knows), 'purpose' (for …), 'detail' (with …), 'technique'."""
    first: int
    last: int
    """Tokens [first, last)."""
    bound: bool = False
    """Whether it stands behind a preposition, so that a noun behind it begins something new."""


@dataclass(slots=True)
class _Segment:
    start: int
    end: int
    group: bool
    tokens: list[_Token]
    chunks: list[_Chunk]


def parse(text: str, language: str, brand: str = "") -> tuple[Part, ...]:
    """Read a title.

    Args:
        text: the title.
        language: ISO 639-1 code, '' when unknown (then no words are known, and only separators and numbers count).
        brand: the brand, '' when unknown.

    Returns:
        Its parts in order, without overlap; only separators, spaces and signs stand between them.
    """
    return _parse(text, language, brand.strip())


@lru_cache(maxsize=1024)
def _parse(text: str, language: str, brand: str) -> tuple[Part, ...]:
    named = _brand_span(text, brand)
    segments = [_Segment(a, b, g, _tokens(text, a, b), []) for a, b, g in _segments(text, named)]
    _label(text, segments, language, named)
    seen = False
    for segment in segments:
        segment.chunks = _group(segment) if segment.group else list(_chunks(segment, language, seen))
        seen = seen or any(_says(segment, chunk, language) for chunk in segment.chunks if chunk.kind == "base")
    return tuple(_parts(text, segments, language))


def shorten(text: str, language: str, brand: str, limit: int) -> Shorter | None:
    """Leave out parts of a title until it fits.

    The rest goes first, then occasion, personalisation, colour and size; brand, thing, material and quantity stay, and
    so does what the sale depends on. Words and order are the title's own.

    Returns:
        None where no sound title of at least brand or thing and fifteen characters can be made.
    """
    parts = parse(text, language, brand)
    kept = [True] * len(parts)
    order = sorted(
        (n for n, part in enumerate(parts) if part.kind in _DROPPED_IN_TURN and not part.firm),
        key=lambda n: (_turn(text, parts, n, language), -parts[n].start),
    )
    dropped: list[int] = []
    for n in order:
        if len(_join(text, parts, kept)) <= limit:
            break
        kept[n] = False
        dropped.append(n)
    for n in reversed(dropped):
        kept[n] = True
        if len(_join(text, parts, kept)) > limit or not _sound(text, parts, kept, language):
            kept[n] = False
    title = _join(text, parts, kept)
    told = any(part.kind in ("brand", "product") for part, stays in zip(parts, kept, strict=True) if stays)
    if all(kept) or not told or not _LEAST <= len(title) <= limit or not _sound(text, parts, kept, language):
        return None
    left = tuple(part for part, stays in zip(parts, kept, strict=True) if not stays)
    staying = [part for part, stays in zip(parts, kept, strict=True) if stays]
    places = ["" if _repeats(part, staying, language) else _place(text, part, staying, language) for part in left]
    return Shorter(title, left, tuple(places))


def hanging(language: str) -> frozenset[str]:
    """Words that a title must not end with: articles, prepositions, conjunctions and signs for them."""
    words = FUNCTION_WORDS.get(language) or frozenset().union(*FUNCTION_WORDS.values())
    return words | {"&", "+", "w/"} if language != "ja" else frozenset(["&", "+"])


def says_thing(text: str, start: int, end: int, language: str) -> bool:
    """Whether a stretch of a title names a thing that makers sell, as far as the lexicon knows."""
    if any(start <= hit.start and hit.end <= end for hit in _find("title-products", text, language)):
        return True
    if language != "de":
        return False
    nouns = _german_nouns()
    words = (found.group().casefold() for found in re.finditer(r"[^\W\d_]+", text[start:end]))
    return any(word[-length:] in nouns for word in words for length in range(4, len(word) - 1))


def materials(text: str, language: str) -> list[Hit]:
    """What a text says a thing is made of, with keys such as 'wood-oak'; adjectives are left out."""
    return [hit for hit in _find("title-materials", text, language) if hit.key != "adjective"]


def colours(text: str, language: str) -> list[Hit]:
    """The colours a text names, with keys such as 'blue' or, where it may be a plant, 'maybe-purple'."""
    return _find("title-colours", text, language)


@cache
def _german_nouns() -> frozenset[str]:
    return frozenset(term for term in lexicon("title-products").terms("de") if len(term) > 3 and " " not in term)


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """A long expression, compiled when the first title is read."""
    return re.compile(source, re.VERBOSE | re.IGNORECASE)


def _find(name: str, text: str, language: str) -> list[Hit]:
    return lexicon(name).find(text, language)


def _brand_span(text: str, brand: str) -> tuple[int, int] | None:
    if len(brand) < 2:
        return None
    found = re.search(rf"(?<!\w){re.escape(brand)}(?!\w)", text, re.IGNORECASE)
    return found.span() if found else None


def _segments(text: str, named: tuple[int, int] | None) -> Iterator[tuple[int, int, bool]]:
    """Stretches between separators, trimmed, and whether they stand in brackets; only those with a letter or digit."""
    masked = text if named is None else text[: named[0]] + "x" * (named[1] - named[0]) + text[named[1] :]
    at = 0
    for group in [*_GROUP.finditer(masked), None]:
        last = at
        stop = group.start() if group else len(masked)
        for found in [*_SEPARATOR.finditer(masked, at, stop), None]:
            yield from _trimmed(text, last, found.start() if found else stop, False)
            last = found.end() if found else stop
        if group:
            yield from _trimmed(text, *group.span(), True)
            at = group.end()


def _trimmed(text: str, start: int, end: int, group: bool) -> Iterator[tuple[int, int, bool]]:
    while start < end and (text[start].isspace() or text[start] in _SIGNS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _SIGNS):
        end -= 1
    if any(letter.isalnum() for letter in text[start:end]):
        yield start, end, group


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    tokens = []
    for found in _TOKEN.finditer(text, start, end):
        core = _CORE.search(text, *found.span())
        first, stop = core.span() if core else found.span()
        elided = _ELISION.match(text, first, stop)
        lead = elided.group().casefold().replace("’", "'") if elided else ""
        first = elided.end() if elided else first
        word = text[first:stop].casefold().replace("’", "'") if core else found.group()
        if found.group().casefold() == "w/":
            word = "w/"
        tokens.append(_Token(*found.span(), first, stop, word, lead))
    return tokens


def _label(text: str, segments: Sequence[_Segment], language: str, named: tuple[int, int] | None) -> None:
    """Mark the tokens that lexicons, patterns and the brand know; the longest match of the highest rank wins."""
    found: list[tuple[int, int, str, str]] = [(*named, "brand", "")] if named else []
    found += [(*match.span(), "quantity", "") for match in _pattern(_QUANTITY).finditer(text)]
    found += [(*match.span(), "size", "") for match in _pattern(_SIZE).finditer(text)]
    found += [(*match.span(), "adjective", "") for match in _pattern(_FINENESS).finditer(text)]
    for name, label in (
        ("title-personalisation", "personalisation"),
        ("title-occasions", ""),
        ("title-materials", "material"),
        ("title-colours", "colour"),
        ("title-techniques", "technique"),
    ):
        for hit in _find(name, text, language):
            if hit.term.endswith("*"):
                continue
            if hit.key == "adjective":
                found.append((hit.start, hit.end, "adjective", ""))
            else:
                found.append((hit.start, hit.end, label or hit.key, hit.key))
    found.sort(key=lambda one: (one[2] == "brand", one[1] - one[0], _RANK.get(one[2], 0)), reverse=True)
    for start, end, label, key in found:
        for segment in segments:
            if segment.start <= start and end <= segment.end:
                _mark(segment.tokens, start, end, label, key)
    for segment in segments:
        _join_labels(segment.tokens, language)


def _mark(tokens: list[_Token], start: int, end: int, label: str, key: str) -> None:
    covered = [token for token in tokens if token.core < end and start < token.stop]
    if not covered or any(token.label for token in covered):
        return
    first, last = covered[0], covered[-1]
    fits = start <= first.core or label in ("size", "quantity")
    if label == "brand":
        fits = start <= first.core and (
            end >= last.stop or bool(re.match(r"['’]s$|[™®©]", last.word[end - last.core :]))
        )
    elif end < last.stop:
        fits = False
    if fits:
        for token in covered:
            token.label, token.key = label, key


def _join_labels(tokens: list[_Token], language: str) -> None:
    """Let adjectives join a material beside them, and 'and' join two materials or two colours."""
    for step in (1, -1):
        line = tokens[::step]
        for before, token in pairwise(line):
            if before.label == "material" and token.label == "adjective":
                token.label = "material"
    for token in tokens:
        if token.label == "adjective" or (token.label == "colour" and token.key.startswith("maybe-")):
            token.label = "maybe" if token.label == "colour" else ""
    both = _AND.get(language, frozenset(["&", "+"])) | {"/"}
    for before, token, behind in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if (
            token.word in both
            and not token.label
            and before.label == behind.label
            and before.label in ("material", "colour")
        ):
            token.label = before.label


def _group(segment: _Segment) -> list[_Chunk]:
    labels = [token.label for token in segment.tokens]
    kind = "rest"
    for label in ("quantity", "personalisation", "gift", "occasion", "recipient", "size"):
        if label in labels:
            kind = label
            break
    else:
        plain = {label for label in labels if label}
        if plain in ({"material"}, {"colour"}, {"brand"}) and all(labels):
            kind = plain.pop()
    kind = "occasion" if kind in ("gift", "recipient") else kind
    return [_Chunk(kind, 0, len(labels))]


class _Reader:
    """Walks over the tokens of one segment."""

    def __init__(self, tokens: list[_Token], language: str) -> None:
        self.tokens = tokens
        self.language = language
        self.idle = FUNCTION_WORDS.get(language, frozenset())
        self.both = _AND.get(language, frozenset())
        self.begins_for = _FOR.get(language, frozenset())
        self.begins_with = _WITH.get(language, frozenset())
        self.begins_of = _OF.get(language, frozenset())

    def by(self, n: int) -> bool:
        """Whether this is 'by' before the brand."""
        token = self.tokens[n]
        named = n + 1 < len(self.tokens) and self.tokens[n + 1].label == "brand"
        return named and not token.label and token.word in _BY

    def of(self, n: int) -> int | None:
        """Of 'of', 'in', 'aus' … before a material or colour: the first token of that; else None."""
        token = self.tokens[n]
        if token.lead in self.begins_of and token.label == "material":
            return n
        if token.label or token.word not in self.begins_of:
            return None
        at = n + 1
        while at < len(self.tokens) and not self.tokens[at].label and self.tokens[at].word in self.idle:
            at += 1
        if at == len(self.tokens):
            return None
        label = self.tokens[at].label
        return at if label == "material" or (label in ("colour", "maybe") and token.word in _IN) else None

    def links(self, n: int) -> bool:
        """Whether this token only holds together what stands on both sides of it."""
        word = self.tokens[n].word
        return (word in self.idle or word in self.both) and word not in self.begins_with and self.of(n) is None

    def run(self, n: int) -> int | None:
        """Of a phrase of gift, occasion and recipient that begins here and holds a gift: its end; else None."""
        tokens, last, gift = self.tokens, n, False
        if tokens[n].label not in ("gift", "occasion", "recipient"):
            return None
        at = n
        while at < len(tokens):
            token = tokens[at]
            if token.label in ("gift", "occasion", "recipient"):
                gift = gift or token.label == "gift"
                last = at + 1
            elif token.label or not self.links(at):
                break
            at += 1
        return last if gift else None

    def breaks(self, n: int) -> bool:
        """Whether something new begins at this token."""
        token = self.tokens[n]
        return (
            token.label in ("brand", "quantity", "size", "personalisation")
            or (not token.label and (token.word in self.begins_for or token.word in self.begins_with))
            or self.of(n) is not None
            or self.run(n) is not None
            or self.by(n)
        )

    def until(self, n: int) -> int:
        """The next token at or behind n at which something new begins."""
        while n < len(self.tokens) and not self.breaks(n):
            n += 1
        return n

    def tail(self, n: int) -> int:
        """Where a phrase ends whose next token is n: idle words and what hangs on them still belong to it."""
        if n < len(self.tokens) and not self.breaks(n):
            word = self.tokens[n].word
            if not self.tokens[n].label and (word in self.idle or word in self.both):
                return self.until(n + 1)
        return n


def _chunks(segment: _Segment, language: str, seen: bool) -> Iterator[_Chunk]:
    tokens, reader = segment.tokens, _Reader(segment.tokens, language)
    n, base = 0, False
    while n < len(tokens):
        chunk = _chunk(reader, n, seen or base, base)
        base = base or (chunk.kind == "base" and _says(segment, chunk, language))
        yield chunk
        n = chunk.last


def _chunk(reader: _Reader, n: int, seen: bool, base: bool) -> _Chunk:
    tokens = reader.tokens
    token = tokens[n]
    if reader.by(n):
        return _Chunk("brand", n, _same(tokens, n + 1))
    stuff = reader.of(n)
    if stuff is None and token.word in _MADE and n + 1 < len(tokens) and token.label in ("", "technique"):
        stuff = reader.of(n + 1)
    if stuff is not None:
        return _stuff(reader, n, stuff)
    end = reader.run(n)
    if end is not None:
        return _Chunk("occasion", n, reader.tail(end) if seen or base else end, True)
    if token.label == "personalisation":
        return _Chunk("personalisation", n, reader.tail(_same(tokens, n)))
    if token.label in ("brand", "quantity", "size", "material", "colour"):
        return _Chunk(token.label, n, _same(tokens, n))
    if not token.label and token.word in reader.begins_for:
        return _purpose(reader, n, seen)
    if not token.label and token.word in reader.begins_with:
        end = reader.until(n + 1)
        inside = {one.label for one in tokens[n + 1 : end] if one.word not in reader.idle}
        return _Chunk("material" if inside == {"material"} else "detail", n, end, True)
    if token.label == "technique" and base:
        end = _same(tokens, n)
        if end == len(tokens) or tokens[end].label not in ("", "recipient", "occasion", "maybe") or reader.breaks(end):
            return _Chunk("technique", n, end, True)
    end = n + 1
    while end < len(tokens) and not reader.breaks(end) and tokens[end].label not in ("material", "colour"):
        if tokens[end].label == "technique" and _closes(reader, end):
            break
        end += 1
    return _Chunk("base", n, end)


def _closes(reader: _Reader, n: int) -> bool:
    """Whether words on how it was made end their phrase, so that they are no part of the thing's name."""
    end = _same(reader.tokens, n)
    return end == len(reader.tokens) or reader.breaks(end)


def _same(tokens: list[_Token], n: int) -> int:
    """The end of the run of tokens that share the label of token n."""
    end = n + 1
    while end < len(tokens) and tokens[end].label == tokens[n].label:
        end += 1
    return end


def _stuff(reader: _Reader, n: int, at: int) -> _Chunk:
    """'of solid oak', 'en chêne massif et laiton', 'in Grün'; in English and German only if no noun follows."""
    tokens = reader.tokens
    label = "colour" if tokens[at].label == "maybe" else tokens[at].label
    wanted = ("colour", "maybe") if label == "colour" else ("material",)
    end = at
    while end < len(tokens):
        if tokens[end].label in wanted:
            end += 1
            continue
        behind = end
        while (
            behind < len(tokens)
            and not tokens[behind].label
            and (
                tokens[behind].word in reader.both
                or tokens[behind].word in reader.begins_of
                or tokens[behind].word in reader.idle
            )
            and tokens[behind].word not in reader.begins_for | reader.begins_with
        ):
            behind += 1
        if behind > end and behind < len(tokens) and tokens[behind].label in wanted:
            end = behind
            continue
        break
    if end < len(tokens) and reader.language in _STUFF_FIRST and not reader.breaks(end):
        follower = tokens[end]
        if follower.label in ("", "recipient", "occasion", "maybe") and follower.word not in reader.idle | reader.both:
            return _Chunk("base", n, reader.until(end))
    return _Chunk(label, n, end, True)


def _purpose(reader: _Reader, n: int, seen: bool) -> _Chunk:
    tokens = reader.tokens
    end = reader.until(n + 1)
    asked = [m for m in range(n + 1, end) if tokens[m].label in ("occasion", "recipient", "gift")]
    if not asked:
        run = reader.run(end) if end < len(tokens) else None
        if run is not None and all(one.word in reader.idle for one in tokens[n + 1 : end]):
            return _Chunk("occasion", n, reader.tail(run) if seen else run, True)
        return _Chunk("purpose", n, end, True)
    last = asked[-1] + 1
    return _Chunk("occasion", n, reader.tail(last) if seen else last, True)


def _says(segment: _Segment, chunk: _Chunk, language: str) -> bool:
    """Whether a chunk holds a word that means something."""
    idle = FUNCTION_WORDS.get(language, frozenset()) | _AND.get(language, frozenset())
    return any(
        token.word not in idle and any(letter.isalpha() for letter in token.word)
        for token in segment.tokens[chunk.first : chunk.last]
    )


def _parts(text: str, segments: list[_Segment], language: str) -> list[Part]:
    heads = _heads(text, segments, language)
    lone = {number for number in heads if number < 0}
    parts: list[Part] = []
    for number, segment in enumerate(segments):
        if ~number in lone:
            parts += [_part(text, segment, chunk, "brand", number) for chunk in segment.chunks]
        elif number in heads and not segment.group:
            parts += _head_parts(text, segment, number, language)
        else:
            parts += _other_parts(text, segment, number)
    parts = _enumerated(text, _merged(text, parts), language)
    parts = _firm(text, parts, segments, language)
    if not any(part.kind == "product" for part in parts):
        for n, part in enumerate(parts):
            if part.kind == "material":
                parts[n] = Part("product", part.text, part.start, part.end, part.segment, part.firm)
                break
    return parts


def _heads(text: str, segments: list[_Segment], language: str) -> set[int]:
    """Segments that name the thing; a leading brand that no column tells is given as ~number."""
    telling = [
        n
        for n, segment in enumerate(segments)
        if any(chunk.kind == "base" and _tells(segment, chunk, language) for chunk in segment.chunks)
    ]
    if not telling:
        return set()
    naming = [
        n for n in telling if any(_names_thing(text, segments[n], chunk, language) for chunk in segments[n].chunks)
    ]
    first = telling[0]
    if not naming or naming[0] == first:
        return {first}
    if first == 0 and _like_brand(text, segments, language):
        return {~first, naming[0]}
    return {first, naming[0]}


def _tells(segment: _Segment, chunk: _Chunk, language: str) -> bool:
    """Whether a chunk may name a thing: it says more than an occasion, a person or how it was made."""
    aside = {"gift", "occasion", "recipient", "technique"}
    tokens = segment.tokens
    return any(
        tokens[n].label not in aside and not tokens[n].lead and _says(segment, _Chunk("base", n, n + 1), language)
        for n in range(chunk.first, chunk.last)
    )


def _names_thing(text: str, segment: _Segment, chunk: _Chunk, language: str) -> bool:
    if chunk.kind != "base":
        return False
    tokens = segment.tokens[chunk.first : chunk.last]
    return says_thing(text, tokens[0].start, tokens[-1].end, language)


def _like_brand(text: str, segments: list[_Segment], language: str) -> bool:
    """Whether a title's first words look like a brand: a few capitalised words before a dash, bar or colon."""
    first = segments[0]
    if len(first.tokens) > 3 or len(segments) < 2 or any(token.label for token in first.tokens):
        return False
    if any(token.word in FUNCTION_WORDS.get(language, ()) for token in first.tokens[:1]):
        return False
    gap = text[first.end : segments[1].start]
    return any(sign in gap for sign in "-–—|:·") and all(text[token.core].isupper() for token in first.tokens)


def _head_parts(text: str, segment: _Segment, number: int, language: str) -> Iterator[Part]:
    open_, named = True, False
    for chunk in segment.chunks:
        if chunk.kind == "base":
            yield _part(text, segment, chunk, "product" if open_ or not named else "rest", number)
            named, open_ = True, True if not named else open_
        elif chunk.kind == "purpose":
            yield _part(text, segment, chunk, "product", number)
        elif chunk.kind in ("detail", "technique"):
            for piece in _halves(segment, chunk, language):
                yield _part(text, segment, piece, "rest", number)
        else:
            yield _part(text, segment, chunk, chunk.kind, number)
        if chunk.bound and named:
            open_ = False


def _halves(segment: _Segment, chunk: _Chunk, language: str) -> Iterator[_Chunk]:
    """A long detail in two, 'with leaf markings inside' and 'and smoke textures outside', so that one may stay."""
    both = _AND.get(language, frozenset())
    for n in range(chunk.first + 3, chunk.last - 2):
        if segment.tokens[n].word in both:
            yield _Chunk(chunk.kind, chunk.first, n, chunk.bound)
            yield _Chunk(chunk.kind, n, chunk.last, chunk.bound)
            return
    yield chunk


def _other_parts(text: str, segment: _Segment, number: int) -> Iterator[Part]:
    """Parts of a segment that does not name the thing: what nothing knows takes in what stands beside it."""
    joined: list[_Chunk] = []
    for chunk in segment.chunks:
        before = joined[-1] if joined else None
        labels = {token.label for token in segment.tokens[chunk.first : chunk.last]}
        if chunk.kind == "base" and labels == {"technique"}:
            chunk.kind = "technique"
        loose = {"base", "purpose", "detail", "technique", "rest"}
        token = segment.tokens[chunk.first]
        hangs = not chunk.bound or token.lead in _OF_ITSELF or token.word in _OF_ITSELF
        if before is not None and all(one.label == "technique" for one in segment.tokens[before.first : before.last]):
            hangs = not chunk.bound
        if before is not None and (
            (before.kind in loose and (chunk.kind in loose or (chunk.kind in ("material", "colour") and hangs)))
            or (before.kind in ("material", "colour") and not before.bound and chunk.kind == "base")
        ):
            before.kind, before.last = "base", chunk.last
        elif before is not None and before.kind == "personalisation" and chunk.kind in ("base", "occasion"):
            before.kind, before.last = "occasion" if chunk.kind == "occasion" else before.kind, chunk.last
        else:
            joined.append(_Chunk(chunk.kind, chunk.first, chunk.last, chunk.bound))
    for chunk in joined:
        kind = chunk.kind
        if kind in ("base", "purpose", "detail", "technique"):
            labels = {token.label for token in segment.tokens[chunk.first : chunk.last]}
            kind = "occasion" if labels & {"gift", "occasion"} else "rest"
        yield _part(text, segment, chunk, kind, number)


def _part(text: str, segment: _Segment, chunk: _Chunk, kind: str, number: int) -> Part:
    tokens = segment.tokens[chunk.first : chunk.last]
    start, end = tokens[0].start, tokens[-1].end
    return Part(kind, text[start:end], start, end, number)  # type: ignore[arg-type]


def _merged(text: str, parts: list[Part]) -> list[Part]:
    """Make one of the pieces of the thing's name that only a space parts."""
    merged: list[Part] = []
    for part in parts:
        before = merged[-1] if merged else None
        if before is not None and before.kind == part.kind == "product" and before.segment == part.segment:
            merged[-1] = Part("product", text[before.start : part.end], before.start, part.end, part.segment)
        else:
            merged.append(part)
    return merged


def _enumerated(text: str, parts: list[Part], language: str) -> list[Part]:
    """Make one of 'for bread', 'fruit' and 'salad or keys', which is one list with commas in it."""
    both = _AND.get(language, frozenset())
    openers = _FOR.get(language, frozenset()) | _WITH.get(language, frozenset())
    made: list[Part] = []
    for part in parts:
        words = [word.casefold() for word in part.text.split()]
        made.append(part)
        if part.kind != "rest" or not any(word in both for word in words[1:4]) or words[0] in openers:
            continue
        first = len(made) - 1
        while first and _follows(text, made[first - 1], made[first]):
            first -= 1
            if made[first].text.split()[0].casefold() in openers:
                break
        if first and made[first].segment != made[first - 1].segment and made[first - 1].kind == "product":
            begun = text[made[first].start : made[first].end]
            if first == len(made) - 1 and says_thing(text, part.start, part.start + _before(begun, both), language):
                made[first] = Part("rest", part.text, part.start, part.end, part.segment, True)
        if first < len(made) - 1:
            start = made[first].start
            made[first:] = [Part("rest", text[start : part.end], start, part.end, made[first].segment)]
    return made


def _follows(text: str, before: Part, part: Part) -> bool:
    gap = text[before.end : part.start]
    return (
        before.kind == "rest"
        and gap.strip() == ","
        and before.segment + 1 == part.segment
        and len(before.text.split()) < 4
    )


def _before(text: str, both: frozenset[str]) -> int:
    """Length of a text up to its first 'and'."""
    return next((found.start() for found in _TOKEN.finditer(text) if found.group().casefold() in both), len(text))


def _firm(text: str, parts: list[Part], segments: list[_Segment], language: str) -> list[Part]:
    """Hold on to hosts ('for iPhone') and to the members of an enumeration ('plate, bowl and cup')."""
    hosts = _find("compatible-hosts", text, language)
    counted: set[int] = set()
    both = _AND.get(language, frozenset(["&", "+"]))
    for number, segment in enumerate(segments):
        if number and not segment.group and segment.tokens[0].word in both:
            counted |= {number, number - 1}
            while min(counted) > 0 and "," in text[segments[min(counted) - 1].end : segments[min(counted)].start]:
                counted.add(min(counted) - 1)
    return [
        Part(part.kind, part.text, part.start, part.end, part.segment, True)
        if part.segment in counted or any(part.start < hit.end and hit.start < part.end for hit in hosts)
        else part
        for part in parts
    ]


def _turn(text: str, parts: Sequence[Part], n: int, language: str) -> int:
    """When a part may go: first what is said twice, then the rest behind the thing's segment, then that within it."""
    part = parts[n]
    turn = _DROPPED_IN_TURN[part.kind]
    if part.kind != "rest":
        return turn
    head = next((one.segment for one in parts if one.kind == "product"), -1)
    kept = [one for one in parts if one.kind in ("brand", "product", "material")]
    if _repeats(part, kept, language) or _renames(text, part, kept, language):
        return 0
    return 2 if part.segment == head else 1


def _place(text: str, part: Part, staying: Sequence[Part], language: str) -> str:
    again = part.kind == "rest" and _renames(text, part, staying, language)
    return say("the search terms") if again else _PLACES[part.kind]


def _renames(text: str, part: Part, others: Sequence[Part], language: str) -> bool:
    """Whether a part names the thing a second time: 'Wooden Fruit Bowl' behind 'Bread Bowl'."""
    said = {_stem(word) for one in others if one.kind == "product" for word in re.findall(r"\w+", one.text.casefold())}
    words = re.finditer(r"\w+", part.text)
    again = [word for word in words if _stem(word.group().casefold()) in said]
    return any(
        says_thing(text, part.start + word.start(), part.start + word.end(), language) for word in again
    ) and part.text.split()[0].casefold() not in _FOR.get(language, frozenset()) | _WITH.get(language, frozenset())


def _repeats(part: Part, others: Sequence[Part], language: str) -> bool:
    idle = hanging(language)
    said = {_stem(word) for other in others for word in re.findall(r"\w+", other.text.casefold())}
    words = [word for word in re.findall(r"\w+", part.text.casefold()) if word not in idle]
    return bool(words) and all(_stem(word) in said for word in words)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith(("s", "x")) else word


def _join(text: str, parts: Sequence[Part], kept: Sequence[bool]) -> str:
    """The kept parts with the separators of the title between them."""
    pieces: list[str] = []
    before = -1
    for n, part in enumerate(parts):
        if not kept[n]:
            continue
        if before >= 0:
            gaps = [text[parts[m].end : parts[m + 1].start] for m in range(before, n)]
            if parts[before].segment == part.segment:
                gap = gaps[0]
            else:
                gap = next((one for one in gaps if one.strip()), gaps[0])
            pieces.append(gap)
        pieces.append(part.text)
        before = n
    return "".join(pieces)


def _sound(text: str, parts: Sequence[Part], kept: Sequence[bool], language: str) -> bool:
    """Whether nothing hangs: no phrase cut off behind a preposition, none that begins with 'and', no lone bracket."""
    idle, both = hanging(language), _AND.get(language, frozenset(["&", "+"]))
    stays = [n for n, keep in enumerate(kept) if keep]
    if not stays:
        return False
    for place, n in enumerate(stays):
        follows = stays[place + 1] if place + 1 < len(stays) else len(parts)
        if follows != n + 1 or follows == len(parts):
            last = parts[n].text.split()[-1]
            if _bare(last) in idle or not any(letter.isalnum() for letter in last):
                return False
        if (n and not kept[n - 1]) or n == 0:
            first = parts[n].text.split()[0]
            if _bare(first) in both or not any(letter.isalnum() for letter in first):
                return False
    title = _join(text, parts, kept)
    return all(title.count(left) == title.count(right) for left, right in ("()", "[]", "【】", "«»", "“”"))


def _bare(word: str) -> str:
    core = _CORE.search(word)
    return core.group().casefold() if core else word
