"""Counter-signals: what in a listing speaks for a maker, as notes with their words, each known to be copied, too.

They come from the texts (process told in the first person, by `process`; origin of materials, variation, made to order,
one-offs, place, person, limits, personalisation by hand, by the lexicon maker-signs), from fields and from file names
of pictures. Nothing here is a finding: nobody is told off for what speaks for her. The word 'handmade' is no note,
since it proves nothing in either direction.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from .expressions import expression
from .lexicon import lexicon
from .listing import Listing
from .process import LANGUAGES, read_texts
from .said import say

READ = ("title", "highlights", "bullet", "description", "production_method", "personalisation")
"""Texts (and the one fact) in which a maker may tell of her work."""

SIGNS = ("origin", "variation", "to-order", "one-off", "place", "person", "limits", "by-hand")
"""Lists of the lexicon maker-signs."""

SAYS = {
    "process": say("it tells how you make it"),
    "origin": say("it tells where a material comes from"),
    "variation": say("it says that pieces vary"),
    "to-order": say("it is made to order"),
    "one-off": say("it is a single piece"),
    "place": say("it names the place where you work"),
    "person": say("it says who you are and how you learnt it"),
    "limits": say("it tells how many you can make, or how long one takes"),
    "by-hand": say("it is personalised by your hand"),
    "making-days": say("it takes days to make"),
    "few-in-stock": say("it is one of few"),
    "making-picture": say("it has a picture whose name speaks of the making"),
    "own-original": say("it shows a picture whose original is in your own bank"),
}
"""What each note says of a listing."""

SIGNED = (*LANGUAGES, "ja")
"""Languages in which signs are known."""
_BY_PHRASE = 0.6
"""What a phrase of the list 'steps' amounts to: Japanese is not read by the reader, which tells who does it."""

OWN_ORIGINALS = "bank.own"
"""A fact: names of pictures in banks of one's own that the listing shows, a line each (banks/looks.py)."""

_MAKING_PICTURE = expression(
    r"(?:^|[/_\W\d])(?:process|making(?:[-_ ]?of)?|in[-_ ]?progress|wip|workshop|studio|at[-_ ]?work|workbench|bench"
    r"|kiln|wheel|loom|lathe|tools?|hands|atelier|etabli|établi|fabrication|etapes?|étapes?|tournage|werkstatt|herstellung"
    r"|entstehung|werkbank|laboratorio|bottega|lavorazione|taller|elaboracion|elaboración|proceso|制作|製作|工房|作業)(?=$|[/_\W\d])"
)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that speaks for one side, and where it stands."""

    signal: str
    """'process', 'origin', … (see weighing.SIGNALS), or the code of a rule."""
    amount: float
    """How much of it: 1 for a plain sign; for 'process' 0 where the reader is in doubt, 1 where it is sure."""
    field: str = ""
    span: tuple[int, int] | None = None
    match: str = ""
    language: str = ""
    finding: str = ""
    """Fingerprint of the finding that it is, '' where it is none."""


def notes(listing: Listing) -> Iterator[Note]:
    """What speaks for the maker of a listing."""
    texts = {field: value for read in READ for field, value in listing.read(read)}
    language = listing.language
    if language in LANGUAGES:
        told = read_texts(texts, language)
        if told.chance > 0.5:
            words = texts[told.field][slice(*told.span)].strip()
            yield Note("process", round(2 * told.chance - 1, 4), told.field, told.span, words, language)
    if language in SIGNED:
        yield from _signs(texts, language)
    days = listing.get("production_days").strip()
    if days.isdecimal() and int(days) >= 3:
        yield Note("making-days", 1.0, "production_days", None, days)
    stock = listing.get("quantity").strip()
    if stock.isdecimal() and 1 <= int(stock) <= 3:
        yield Note("few-in-stock", 1.0, "quantity", None, stock)
    if (own := listing.get(OWN_ORIGINALS)) and _seller_is_own(listing):
        yield Note("own-original", 1.0, "image.main", None, own.partition("\n")[0])
    for image in listing.images:
        name = image.uri.partition("?")[0].rpartition("/")[2].lower()
        if found := _MAKING_PICTURE.search(name):
            yield Note("making-picture", 1.0, f"image.{image.role}", None, found.group().strip("-_/ ."))
            break


def _seller_is_own(listing: Listing) -> bool:
    """Whether the row is the seller's own, and not that of somebody else who shows her picture (MP-102)."""
    seller, shop = (" ".join(listing.get(key).casefold().split()) for key in ("vendor", "seller.shop_name"))
    brands = {" ".join(one.casefold().split()) for one in listing.get("seller.own_brands").splitlines()}
    return not seller or seller == shop or seller in brands


_OTHERS_IN_JAPANESE = expression(r"工場|職人たち|職人が|メーカー|仕入|提携|外注|委託")


def _signs(texts: Mapping[str, str], language: str) -> Iterator[Note]:
    """Phrases of the lexicon, each list once; steps that others do are none of hers.

    All texts are read at once, which is quicker; no phrase goes over the end of a line, so that none is found between
    two of them.
    """
    seen: set[str] = set()
    fields, ends = list(texts), list(accumulate(len(value) + 1 for value in texts.values()))
    everything = "\n".join(texts.values())
    for hit in lexicon("maker-signs").find(everything, language):
        if hit.key in seen:
            continue
        seen.add(hit.key)
        signal, amount = (hit.key, 1.0) if hit.key != "steps" else ("process", _BY_PHRASE)
        if signal == "process" and _OTHERS_IN_JAPANESE.search(everything):
            continue
        place = bisect_right(ends, hit.start)
        before = ends[place - 1] if place else 0
        span = hit.start - before, hit.end - before
        yield Note(signal, amount, fields[place], span, everything[hit.start : hit.end], language)
