"""RE-011."""

from ...rule import Findings, Listing, Remark, lexicon, rule, say


@rule(
    "RE-011",
    reads=("title", "bullet", "description", "highlights", "material"),
    severity="error",
    stores=["amazon.com", "amazon.ca"],
    lexicons=("hypoallergenic",),
    source="https://sellercentral.amazon.ca/gp/help/external/help.html?itemID=201827270",
    advice="Drop the word, or use it only for pure metals such as titanium and niobium.",
    bad=[
        {"title": "Hypoallergenic Hoop Earrings", "material.1": "Stainless Steel"},
        {"title": "Bague hypoallergénique", "description": "En tungstène poli", "store": "amazon.ca", "language": "fr"},
    ],
    good=[
        {"title": "Hypoallergenic Hoop Earrings", "material.1": "Titanium"},
        {"title": "Stainless Steel Earrings", "description": "Not hypoallergenic"},
        {"title": "Bague en tungstène", "store": "amazon.ca", "language": "fr"},
        {"title": "Hypoallergenic wool pillow", "description": "With a stainless steel zip"},
    ],
)
def check(listing: Listing) -> Findings:
    """Jewellery of steel, tungsten or nickel plating is called hypoallergenic.

    Amazon's jewellery tips keep the word for pure metals, and bar it for these.
    """
    if not lexicon("jewellery").find(listing.get("title"), listing.language):
        return
    texts = [
        pair for name in ("title", "highlights", "bullet", "description", "material") for pair in listing.read(name)
    ]
    metals = [
        (field, hit) for field, text in texts for hit in lexicon("allergenic-metals").find(text, listing.language)
    ]
    if not metals:
        return
    for field, text in texts:
        for hit in lexicon("hypoallergenic").find(text, listing.language):
            where, metal = metals[0]
            named = listing.get(where)[metal.start : metal.end]
            words = say("'{match}' may not be said of {named}", match=text[hit.start : hit.end], named=named)
            yield Remark(words, field, (hit.start, hit.end), evidence={"metal": named, "field": where})
