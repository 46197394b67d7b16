"""A shorter title made of the parts that matter most."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..said import Said, say
from .joints import AND, FOR, WITH
from .parts import Kind, Part, parse
from .segments import CORE
from .things import hanging, says_thing

_LEAST = 15
"""A proposal shorter than this says too little."""
_DROPPED_IN_TURN: Mapping[Kind, int] = {"rest": 1, "occasion": 3, "personalisation": 4, "colour": 5, "size": 6}
_PLACES: Mapping[Kind, str] = {
    "rest": say("the bullet points"),
    "occasion": say("the bullet points"),
    "personalisation": say("the bullet points"),
    "colour": say("the colour field"),
    "size": say("the size field"),
}


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
    ) and part.text.split()[0].casefold() not in FOR.get(language, frozenset()) | WITH.get(language, frozenset())


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
    idle, both = hanging(language), AND.get(language, frozenset(["&", "+"]))
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
    core = CORE.search(word)
    return core.group().casefold() if core else word
