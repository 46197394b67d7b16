"""RE-014."""

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_FIELDS = {"title": say("title"), "bullet": say("bullet points"), "description": say("description")}


@rule(
    "RE-014",
    reads=("title", "bullet", "description"),
    stores=["amazon.com", "amazon.ca"],
    lexicons=("plated-metals",),
    source="https://sellercentral.amazon.ca/gp/help/external/help.html?itemID=201827270",
    advice="Say plated, filled or vermeil in the title, in a bullet point and in the description.",
    bad=[
        {"title": "Hammered ring", "description": "Gold plated brass", "bullet.1": "Gold plated"},
        {"title": "Collier plaqué or", "description": "Un collier fin", "store": "amazon.ca", "language": "fr"},
    ],
    good=[
        {"title": "Gold plated ring", "description": "Gold-plated brass", "bullet.1": "gold plated by me"},
        {"title": "Gold plated ring"},
        {
            "title": "Collier plaqué or",
            "description": "Un collier plaqué or fin",
            "store": "amazon.ca",
            "language": "fr",
        },
        {"title": "Picture frame", "description": "Gold plated corners"},
    ],
)
def check(listing: Listing) -> Findings:
    """Jewellery's plating is said in one part of the listing and not in another.

    Amazon's jewellery tips ask for it in title, bullet points and description. Parts that the catalogue leaves empty
    are not judged.
    """
    title = listing.get("title")
    if not lexicon("jewellery").find(title, listing.language):
        return
    parts = {
        name: texts
        for name in ("title", "bullet", "description")
        if (texts := [text for _, text in listing.read(name)])
    }
    said = {
        name: hit
        for name, texts in parts.items()
        for text in texts
        for hit in lexicon("plated-metals").find(text, listing.language)[:1]
    }
    if not said:
        return
    term = next(iter(said.values())).term
    for name in parts:
        if name not in said:
            field = name if name != "bullet" else next(listing.read("bullet"))[0]
            words = _FIELDS[name]
            yield Remark(
                say("'{term}' is said elsewhere but not in the {words}", term=term, words=words),
                field,
                evidence={"said_in": sorted(said)},
            )
