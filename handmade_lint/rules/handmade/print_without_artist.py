"""HM-047."""

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_UNBRANDED = frozenset(["", "generic", "unbranded", "n/a", "none", "no brand", "handmade"])


@rule(
    "HM-047",
    reads=("title", "brand", "bullet", "description", "highlights"),
    severity="info",
    stores=["amazon.com"],
    languages=["en"],
    lexicons=["art-prints"],
    source=(
        "sellercentral.amazon.com, itemID=201279060 (Fine Art, a different store)",
        "lab916, summary of Fine Art exclusions",
    ),
    advice="Say who drew, painted or photographed it.",
    bad=[
        {"title": "Canvas poster, mountains", "description": "Ready to hang, 40 x 60 cm"},
        {"title": "Art print fox", "brand": "Generic"},
    ],
    good=[
        {"title": "Art print fox", "description": "Printed from my original watercolour"},
        {"title": "Art print fox", "brand": "Oakline"},
        {"title": "Fox art print by the artist Zoe"},
        {"title": "Poster hanger of oak"},
    ],
)
def check(listing: Listing) -> Findings:
    """A print of a picture, and neither brand nor text names who made the picture.

    Amazon's Fine Art store keeps out mass-produced work, posters and work without a named artist. That is a different
    store: nothing of the kind is published for Handmade, and it is used here as a yardstick and said as a note.
    """
    title, language = listing.get("title"), listing.language
    hits = lexicon("art-prints").find(title, language)
    if not hits or listing.get("brand").strip().casefold() not in _UNBRANDED:
        return
    texts = (value for read in ("title", "bullet", "description", "highlights") for _, value in listing.read(read))
    if not any(lexicon("own-design").find(value, language) for value in texts):
        start, end = hits[0].start, hits[0].end
        yield Remark(say("'{match}': no artist is named", match=title[start:end]), "title", (start, end))
