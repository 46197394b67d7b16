"""Names of others in a text, and the part that each plays there: what the thing fits, a material, or neither.

They come from the lists of rules and from the tables of `names`; `roles` says what part a name plays and why. One's own
brand and names that the seller's profile holds a licence for are not told at all. A name of the tables is told only
where its role needs the owner's leave, and softly, since both the name and the role are a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .expressions import expression
from .finding import Severity
from .lexicon import Hit, fold, lexicon
from .names import Mention, known, mentions
from .roles import EVERYDAY_TOO, Role, bare_end, licence_of, role_of
from .said import say
from .subjects import Text

OTHERS = (
    "brand-names", "fictional-worlds", "seasonal-characters", "leagues-and-clubs", "stars-and-lyrics", "old-characters",
    "clothing-brands", "makers-on-goods",
)  # fmt: skip
"""Lexicons of names of others."""

OTHER_KINDS = (
    "luxury", "consumer", "character", "world", "film", "game", "music", "team", "artist", "designer", "university",
)  # fmt: skip
"""Kinds of names of others in the tables of names."""

COPIED_WITHIN = 4
"""A name is fewer words than this from the word that offers a copy of it."""

Part = Literal["fits", "material", "plain"]

_SOFTER: Mapping[Severity, Severity] = {"error": "warning", "warning": "info", "info": "info", "off": "off"}
KINDS: Mapping[str, str] = {
    "brand-names": "consumer",
    "fictional-worlds": "world",
    "seasonal-characters": "character",
    "leagues-and-clubs": "team",
    "stars-and-lyrics": "music",
    "old-characters": "character",
    "clothing-brands": "luxury",
    "makers-on-goods": "consumer",
    "colleges": "university",
    "cloth-brands": "material-mark",
}
"""What kind of name a list holds, where the tables of names do not know it."""
_SURE = 0.8
"""From this chance of needing leave on, a name with another sense is told."""
_INNOCENT = 0.1
"""Under this chance of needing leave, a name that no connector explains is a note."""
_WEAK = frozenset({"for", "fit", "pour", "für", "fürs", "per", "para"})
"""Connectors that also say whom a gift is for: they speak of fitting only where the name is that of a thing."""
_TOYS = frozenset({"barbie", "lego", "my little pony", "nintendo", "バービー人形"})
"""Things, in lists of names that are mostly none: clothes and boxes are made for them."""
_STOP = expression(r"[.!?;\n|•]")
_FANS = expression(
    r"\W{0,2}(?:fans?|lovers?|owners?|enthusiasts?|collectors?|addicts?|liebhaber\w*|sammler\w*|amanti|appassionat\w+"
    r"|amantes|fanáticos|好き|ファン)(?!\w)",
    re.IGNORECASE,
)
_BEFORE_FANS = expression(
    r"(?:fans?|amoureux|amatrices?|amateurs?|passionnée?s?|appassionat[oiae]|amanti|amantes)\s+(?:d[eiu]l?|des)?\W{0,2}$",
    re.IGNORECASE,
)
_FITTED_JA = expression(r"[\s\w・]{0,12}?(?:用|対応|互換)")
_MADE_OF = expression(
    r"(?<!\w)(?:from|with|of|in|out of|using|aus|mit|en|avec|dans|de|di|da|con)(?!\w)[^.!?;\n|•]{0,30}$", re.IGNORECASE
)
_NAMING = expression(
    r"(?<!\w)(?:names?|named|called|prénoms?|nomm\w+|appel\w+|vornamen?|namens?\w*|hei(?:ß|ss)t|nom[ei]|chiama\w*|nombres?|llam\w+)"
    r"(?!\w)[^.!?;\n|•]*$|名(?:前|入れ)[^。]{0,12}$",
    re.IGNORECASE,
)
"""A word for giving names, earlier in the sentence."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name of others in a text."""

    start: int
    end: int
    name: str
    part: Part
    sourced: bool
    running_text: bool
    role: Role
    listed: bool = True
    """It stands in a list of rules; False where the tables of names alone know it."""

    def says(self, plain: str) -> str:
        """Words for a remark: `plain` goes on behind the name where it tells neither what the thing fits nor is of."""
        if self.part == "plain":
            return say("'{name}', {role}, {plain}", name=self.name, role=self.role.says, plain=plain)
        return self._says_part()

    def _says_part(self) -> str:
        if self.part == "fits":
            return say(
                "'{name}' tells what the thing fits; that is lawful as long as nothing looks like theirs",
                name=self.name,
            )
        if self.part == "material":
            return say(
                "'{name}' tells what the thing is made of; keep the invoice, and do not let it look like theirs",
                name=self.name,
            )
        raise ValueError(self.part)

    @property
    def evidence(self) -> dict[str, Any]:
        """For a finding: the role, what it was taken from, what clears it, and the chance of needing leave.

        A name that a connector explains ('for', 'made of') needs no leave, whatever the model thinks.
        """
        role = {"fits": "compatible", "material": "component"}.get(self.part, self.role.name)
        leave = 0.0 if self.part != "plain" else self.role.leave
        told = {"part": self.part, "role": role, "why": str(self.role.why), "clears": self.role.clears, "leave": leave}
        return told if self.part == "plain" else {**told, "why": "the words beside it"}

    @property
    def span(self) -> tuple[int, int]:
        """Half-open characters of the text."""
        return self.start, self.end

    def severity(self, severity: Severity) -> Severity:
        """How gravely to say it.

        Info where the name tells what the thing fits or is made of, or where the chance of needing leave is under 0.1;
        else one step more softly each for a name of our own list, for a mention in a description, and where the chance
        is under the model's line, so that a person must look.
        """
        if self.part != "plain":
            return "info"
        for softer in (not self.sourced, self.running_text, not self.role.flagged):
            severity = _SOFTER[severity] if softer else severity
        return "info" if self.role.leave < _INNOCENT else severity


def named(
    text: Text, lexicons: Iterable[str], *, kinds: Iterable[str] = (), things: bool = False, copied: bool = False
) -> list[Named]:
    """Names of those lexicons in a text, each once, at its gravest place.

    Args:
        text: where to look.
        lexicons: lists of names.
        kinds: of names of the tables that are told, too, where their role needs leave.
        things: whether these names are names of things, so that 'for' and its like say that something fits them.
        copied: tell a name of which a copy is offered, too; on Amazon that is IP-002's alone, which says more of it.
    """
    value = text.value
    hits = sorted((hit for name in lexicons for hit in lexicon(name).find(value, text.language)), key=_by_place)
    wanted = frozenset(kinds)
    others = _tabled(text, wanted) if wanted else []
    if not hits and not others:
        return []
    own = list(_own(text))
    found: dict[str, Named] = {}
    fitted = last = 0
    for hit in hits:
        key = fold(value[hit.start : hit.end])[0]
        if hit.start < last or any(_within(key, name) for name in own) or licence_of(text.listing, {key}):
            continue
        last = hit.end
        part: Part = "plain"
        if _fits(text, hit, fitted, things=things or key in _TOYS):
            part, fitted = "fits", hit.end
        elif _is_material(text, hit):
            part = "material"
        role = role_of(value, _mention(value, hit), text.listing)
        one = Named(hit.start, hit.end, value[hit.start : hit.end], part, hit.sourced, _runs(text), role)
        if key not in found or (found[key].part != "plain" and part == "plain"):
            found[key] = one
    for other in others:
        key = other.written
        if key in found or any(one.start < other.end and other.start < one.end for one in found.values()):
            continue
        role = role_of(value, other, text.listing)
        unsure = key in EVERYDAY_TOO and role.leave < _SURE
        if role.flagged and not unsure and role.name != "evasive":
            found[key] = Named(
                other.start, other.end, value[other.start : other.end], "plain", False, _runs(text), role, listed=False
            )  # fmt: skip
    names = sorted(found.values(), key=lambda one: one.start)
    return names if copied or not text.store.startswith("amazon.") else _without_copied(text, names)


def _without_copied(text: Text, names: list[Named]) -> list[Named]:
    """Leave out the name that IP-002 tells with each word for a copy: the first within four words."""
    kept = list(names)
    hits = [
        *lexicon("copies").find(text.value, text.language),
        *lexicon("copies-of-brands").find(text.value, text.language),
    ]
    for hit in hits:
        near = next((one for one in names if apart(text.value, (hit.start, hit.end), one.span) < COPIED_WITHIN), None)
        if near in kept:
            kept.remove(near)
    return kept


def _by_place(hit: Hit) -> tuple[int, int, bool]:
    return hit.start, -hit.end, not hit.sourced


def _own(text: Text) -> Iterator[str]:
    for key in ("brand", "seller.shop_name", "seller.own_brands"):
        for name in text.fact(key).splitlines():
            if name.strip():
                yield fold(name)[0]


def _tabled(text: Text, kinds: frozenset[str]) -> list[Mention]:
    """Mentions of names of the tables, less what is plainly no name of others.

    That is a name of which a word stands in small letters where the text has capitals ('Florida panthers'), and a
    single word where the text gives names to people ('a sign with the name Elvis').
    """
    value = text.value
    lower = value == value.lower()
    return [
        one
        for one in mentions(value, text.language)
        if one.kind in kinds
        and (
            lower
            or text.language == "ja"
            or not any(
                len(word) > 3 and word.islower() for word in re.findall(r"\w+", value[one.start : bare_end(value, one)])
            )
        )
        and not (" " not in one.written and _NAMING.search(value[max(0, one.start - 60) : one.start]))
    ]


def _runs(text: Text) -> bool:
    return text.field[:11] == "description"


def _mention(value: str, hit: Hit) -> Mention:
    """A hit of a list as a mention: what the tables of names know of it, else what its list is of."""
    written = fold(value[hit.start : hit.end])[0]
    name = known(written)
    if name is not None:
        return Mention(hit.start, hit.end, name.name, written, name.kind, name.goods, name.ambiguous, "", name.source)
    return Mention(hit.start, hit.end, hit.term, written, KINDS.get(hit.lexicon, ""), (), False, "", hit.lexicon)


def _within(key: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(key)}(?!\w)", name) is not None


def _fits(text: Text, hit: Hit, fitted: int, *, things: bool) -> bool:
    value = text.value
    if _FANS.match(value, hit.end) or _BEFORE_FANS.search(value, max(0, hit.start - 30), hit.start):
        return False
    if text.language == "ja" and _FITTED_JA.match(value, hit.end):
        return True
    if fitted and _words(value[fitted : hit.start]) <= 3:
        return True
    for connector in lexicon("compatibility-connectors").find(value, text.language):
        weak = connector.term.casefold() in _WEAK
        if connector.end <= hit.start and (things or not weak) and _words(value[connector.end : hit.start]) <= 3:
            return True
    return False


def _is_material(text: Text, hit: Hit) -> bool:
    for cloth in lexicon("cloth").find(text.value, text.language):
        first = min(cloth.start, hit.start)
        near = apart(text.value, (cloth.start, cloth.end), (hit.start, hit.end)) <= 2
        if near and _MADE_OF.search(text.value, max(0, first - 40), first):
            return True
    return False


def apart(value: str, one: tuple[int, int], other: tuple[int, int]) -> int:
    """Words between two stretches of a text: 0 where they touch or overlap, 99 where a sentence ends between them."""
    first, second = sorted((one, other))
    return 0 if first[1] >= second[0] else _words(value[first[1] : second[0]])


def _words(between: str) -> int:
    """Words between two places of one sentence; many where a sentence ends between them."""
    return 99 if _STOP.search(between) else len(re.findall(r"\w+", between))
