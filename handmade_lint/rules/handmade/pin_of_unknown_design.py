"""HM-041."""

import re

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, lexicon, rule, say

_LOT = re.compile(
    r"\b(?:lot|lots|bulk|wholesale|en gros|großhandel|restposten|ingrosso|al por mayor|pcs)\b", re.IGNORECASE
)


@rule(
    "HM-041",
    reads=("title", "bullet", "description", "highlights"),
    stores=HANDMADE_STORES,
    lexicons=["enamel-pins"],
    source="https://global.lianlianpay.com/channel/7-21201.html",
    advice="Say that artwork and mould are your own, if they are.",
    bad=[
        {"title": "Enamel pin lot, 50 pieces"},
        {"title": "Fox enamel pin", "description": "Hard enamel, 3 cm, with a rubber clutch"},
        {"title": "Pin's émaillé renard", "description": "3 cm, attache papillon", "store": "amazon.fr"},
        {"title": "Emaille Pin Fuchs", "store": "amazon.de"},
        {"title": "Spilla smaltata volpe", "store": "amazon.it"},
        {"title": "Pin esmaltado zorro", "store": "amazon.es"},
    ],
    good=[
        {"title": "Fox enamel pin", "description": "Drawn by me, struck in my own mould"},
        {"title": "Enamel pin display board of cork"},
        {"title": "Pin's émaillé renard", "description": "Dessiné par mes soins à Rennes", "store": "amazon.fr"},
        {"title": "Cloisonné enamel pin of copper"},
        {"title": "Emaille Pin Fuchs", "description": "Nach eigenem Design", "store": "amazon.de"},
    ],
)
def check(listing: Listing) -> Findings:
    """An enamel pin, and no text says whose design and mould it is.

    Enamel pins qualify only when mould and artwork are the maker's own, which no column tells. It is a note; pins sold
    by the lot are a warning. Pins that are enamelled and fired by hand are not meant.
    """
    title, language = listing.get("title"), listing.language
    hits = lexicon("enamel-pins").find(title, language)
    if not hits:
        return
    texts = (value for read in ("title", "bullet", "description", "highlights") for _, value in listing.read(read))
    if any(lexicon("own-design").find(value, language) for value in texts):
        return
    start, end = hits[0].start, hits[0].end
    words = say("'{match}': no text says that artwork and mould are yours", match=title[start:end])
    yield Remark(words, "title", (start, end), severity=None if _LOT.search(title) else "info")
