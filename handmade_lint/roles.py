"""The role that a name of others plays in a listing: what is sold, what it fits, and more.

Facts decide first: the seller's own brand, a licence in her profile, a name in disguise. For the rest a small model
(models/rights-role, made by `python -m training.rights`) reads the sentence around the name. Its answer is a guess with
a probability, and rules must treat it as one. `python -m benchmarks rights` compares it with the plain rule of
`connectors`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .connectors import NAME_KINDS, Surroundings, by_rule, surroundings
from .contexts import features, tokens
from .expressions import expression
from .families import families_of
from .lexicon import fold
from .listing import Listing
from .names import Mention
from .said import say
from .weights import numbers

__all__ = [
    "CLEARS",
    "DISGUISES",
    "EVERYDAY_TOO",
    "MUST_FLAG",
    "NAME_KINDS",
    "SAYS",
    "Role",
    "bare_end",
    "judged",
    "licence_of",
    "line",
    "probabilities",
    "role_of",
]

MODEL = "rights-role"
MUST_FLAG = frozenset(("look_alike", "subject", "evasive"))
"""Roles for which the owner's leave is needed."""

SAYS: Mapping[str, str] = {
    "own_brand": say("your own brand"),
    "compatible": say("what the thing fits"),
    "component": say("a component, material or tool"),
    "certified": say("a certified mark"),
    "place_or_style": say("a place or style of craft"),
    "ordinary_word": say("an ordinary word or a passing mention"),
    "look_alike": say("what the thing is made to look like"),
    "subject": say("what is sold"),
    "evasive": say("a name in disguise"),
    "licensed": say("licensed to you"),
}
"""Roles, as a seller would say them."""

CLEARS: Mapping[str, str] = {
    "own_brand": "nothing needs to be done",
    "compatible": "begin with your own brand and put 'compatible with' or 'for' right before the name",
    "component": "write 'made with' before the name, and keep the invoice",
    "certified": "tell the number of the label or certificate",
    "place_or_style": "say where the thing was made",
    "ordinary_word": "nothing needs to be done",
    "look_alike": "describe it without the name, or name the owner's leave under [seller] licences",
    "subject": "take the name out, or name the owner's leave under [seller] licences",
    "evasive": "take the name out; spelt in full it needs the owner's leave all the same",
    "licensed": "nothing needs to be done",
}
"""What would clear a name in that role."""

DISGUISES: Mapping[str, str] = {
    "homoglyph": say("in letters that only look alike"),
    "leet": say("with digits or signs in place of letters"),
    "spaced": say("with its letters apart"),
    "doubled": say("with letters doubled"),
    "dropped": say("with a letter left out"),
    "join": say("with letters that look like another"),
    "misspelt": say("misspelt"),
    "hashtag": say("as a tag"),
    "joined": say("in one word with others"),
}
"""How a name is disguised (names.Mention.evasive), in words."""

_DISGUISED = {"homoglyph": 0.95, "leet": 0.95, "spaced": 0.9, "join": 0.8}
"""How sure it is that such a spelling hides a name; slips of the pen (doubled, dropped, misspelt) are as likely."""
EVERYDAY_TOO = frozenset(("hermès", "hermes", "bluey", "bts", "elvis"))
"""Names that the tables hold for sure, and that are also a god, a colour, 'behind the scenes', a given name."""
_LAST_WORD = expression(r"[\s-]+([^\W\d_]+)$")
_TELLING = frozenset(("inspired", "copy", "feast", "fan"))
"""Families of words that tell a role and are part of some phrases of the tables."""
_SLIPS = frozenset(("doubled", "dropped", "misspelt"))


@dataclass(frozen=True, slots=True)
class Role:
    """The role of one name in one text."""

    name: str
    """A key of SAYS."""
    probability: float
    """Of that role, 0 to 1."""
    why: str
    """What it was taken from."""
    clears: str
    """What the seller could do about it."""
    leave: float
    """Probability that the owner's leave is needed: all roles of MUST_FLAG together."""

    @property
    def flagged(self) -> bool:
        """Whether a person should look: the chance that leave is needed reaches the model's line."""
        return self.name in ("evasive",) or self.leave >= line()

    @property
    def says(self) -> str:
        """The role and its reason, in words."""
        return say("taken as {role} ({why})", role=SAYS[self.name], why=self.why)


def role_of(text: str, mention: Mention, listing: Listing) -> Role:
    """The role of a name that stands in a text of a listing.

    Args:
        text: the field's text that the mention's span points into.
        mention: the name.
        listing: tells language, brand and the seller's profile ('seller.licences', 'seller.own_brands', …).
    """
    keys = {fold(mention.name)[0], mention.written or fold(text[mention.start : mention.end])[0]}
    for fact, own in _own_names(listing):
        if any(_within(key, own) for key in keys):
            return _certain("own_brand", say("{fact} names it", fact=fact))
    held = licence_of(listing, keys)
    if held:
        return _certain("licensed", say("the profile holds '{held}'", held=held))
    if mention.evasive in _DISGUISED:
        sure = _DISGUISED[mention.evasive]
        return Role(
            "evasive",
            sure,
            say("spelt in disguise: {evasive}", evasive=DISGUISES[mention.evasive]),
            CLEARS["evasive"],
            sure,
        )
    told = surroundings(
        text, mention.start, bare_end(text, mention), listing.language, mention.kind,
        ambiguous=mention.ambiguous or mention.written in EVERYDAY_TOO, goods=mention.goods,
    )  # fmt: skip
    role = judged(told)
    if mention.evasive in _SLIPS and role.name in MUST_FLAG:
        return Role(
            "evasive",
            role.leave,
            say("{evasive}, and {why}", evasive=DISGUISES[mention.evasive], why=role.why),
            CLEARS["evasive"],
            role.leave,
        )
    return role


def bare_end(text: str, mention: Mention) -> int:
    """Where the name itself ends, in a phrase of the tables such as 'LV inspired' or 'Bluey birthday'."""
    end = mention.end
    while True:
        tail = _LAST_WORD.search(text, mention.start, end)
        if tail is None or _TELLING.isdisjoint(families_of(tail.group(1).casefold())):
            return end
        end = tail.start()


@lru_cache(maxsize=1024)
def judged(around: Surroundings) -> Role:
    """The role that the words around a name speak for, by the model."""
    chances, found = probabilities(around)
    name = max(chances, key=lambda role: chances[role])
    leave = round(sum(chances[role] for role in MUST_FLAG if role in chances), 4)
    return Role(name, round(chances[name], 4), _why(around, name, found), CLEARS[name], leave)


def probabilities(around: Surroundings) -> tuple[dict[str, float], set[str]]:
    """The probability of each role that words decide, and the features it was reckoned from."""
    model = numbers(MODEL)
    rows = model["features"]
    found = {one for one in features(around) if one in rows}
    sums = list(model["bias"])
    for one in sorted(found):
        for number, weight in enumerate(rows[one]):
            sums[number] += weight
    heat = model["temperature"]
    raised = [math.exp((one - max(sums)) / heat) for one in sums]
    return {role: one / sum(raised) for role, one in zip(model["roles"], raised, strict=True)}, found


def line() -> float:
    """The chance of needing leave from which on a name is flagged, as chosen in training."""
    return float(numbers(MODEL)["threshold"])


def _why(around: Surroundings, role: str, found: set[str]) -> str:
    """The words that spoke most for a role, or the circumstance that did."""
    ruled, words = by_rule(around)
    if ruled == role and words.startswith("'"):
        return say("{words} beside it", words=words)
    model = numbers(MODEL)
    column = model["roles"].index(role)
    best = sorted(found, key=lambda one: (-model["features"][one][column], one))
    for one in best[:6]:
        place, _, word = one.partition(":") if one[0] in "-+" else (one[0], "", one[1:])
        if place[0] not in "-+<>" or " kind" in place or model["features"][one][column] <= 0.2:
            continue
        behind = place[0] in "+>"
        plain = word.strip("~")
        if plain.isupper() and around.language != "ja":
            plain = _of_family(plain.lower(), around.after if behind else around.before)
        if re.match(r"[^\W\d_]{2}", plain):
            return say("'{plain}' behind it", plain=plain) if behind else say("'{plain}' before it", plain=plain)
    return words if ruled == role else say("the sentence as a whole")


def _of_family(family: str, side: str) -> str:
    """A word of a family on one side of the name; '' where none is."""
    return next((word for word in tokens(side) if family in families_of(word)), "")


def _certain(role: str, why: str) -> Role:
    return Role(role, 1.0, why, CLEARS[role], 0.0)


def _own_names(listing: Listing) -> Iterator[tuple[str, str]]:
    for key, fact in (
        ("brand", "the brand column"),
        ("seller.shop_name", "the shop's name"),
        ("seller.own_brands", "the profile"),
    ):
        for name in listing.get(key).splitlines():
            if name.strip():
                yield fact, fold(name)[0]


def licence_of(listing: Listing, keys: set[str]) -> str:
    """The line of the profile's licences that names one of those (folded) names; '' where none does."""
    for told in listing.get("seller.licences").splitlines():
        whole = fold(told)[0]
        head = re.split(r"[:(,]", whole)[0].strip()
        for key in keys:
            if _within(key, whole) or (len(head) > 3 and _within(head, key)):
                return told.strip()
    return ""


def _within(key: str, name: str) -> bool:
    return bool(key) and re.search(rf"(?<!\w){re.escape(key)}(?!\w)", name) is not None
