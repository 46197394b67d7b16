"""RE-024."""

from ...rule import Findings, Listing, Remark, find_in, lexicon, rule, say

_TEXTS = ("title", "highlights", "bullet", "description")


@rule(
    "RE-024",
    reads=_TEXTS,
    severity="info",
    force="law",
    stores=["amazon.com"],
    languages=["en"],
    source=("https://thefederalregister.org/83-FR/40665", "https://orchid.ganoksin.com/t/hand-made/19287"),
    advice="Say 'hand-assembled', or say which parts you shape and finish yourself.",
    lexicons=["bought-in"],
    bad=[
        {"title": "Handmade charm bracelet", "description": "Assembled from ready-made charms"},
        {"title": "Charm necklace", "bullet.1": "Hand made with purchased charms"},
    ],
    good=[
        {"title": "Hand-forged silver ring", "description": "Earring findings of steel"},
        {"title": "Handmade charm bracelet", "description": "Every charm is cast by me, nothing store bought"},
        {"title": "Charm bracelet", "description": "Assembled from ready-made charms"},
        {"title": "Handmade quilt", "description": "Assembled from 200 scraps"},
    ],
)
def check(listing: Listing) -> Findings:
    """Jewellery is called handmade and said to be put together from ready charms.

    The American FTC's Jewelry Guides (16 CFR part 23) keep hand-made, hand-forged and the like for pieces whose shaping
    and finishing from raw material is done by hand. Beads, wires, stones and findings are raw material there and not
    meant.
    """
    if not lexicon("jewellery").find(listing.get("title"), listing.language):
        return
    for said_in, handmade, _ in find_in(listing, "said-handmade", *_TEXTS):
        for field, words, hit in find_in(listing, "bought-in", *_TEXTS):
            message = say("'{words}' does not go with '{handmade}'", words=words, handmade=handmade)
            yield Remark(message, field, (hit.start, hit.end), evidence={"said_in": said_in})
        return
