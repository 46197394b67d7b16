"""TI-013."""

import re

from ...rule import Findings, Hit, Text, lexicon, rule, say


@rule(
    "TI-013",
    reads="title",
    severity="info",
    force="advice",
    stores=["amazon.co.uk"],
    languages=["en"],
    source="https://sellercentral.amazon.co.uk/gp/help/external/help.html?itemID=YYX9DD4VB6XKQRC",
    advice="Name the thing once; other words for it belong into the search terms.",
    bad=[
        "Beanie Hat Cap Bonnet of Merino Wool",
        "Leather Tote Bag, Shopper, Handbag for Women",
        "Hand Thrown Mug, Coffee Cup, Stoneware Beaker",
    ],
    good=[
        "Beanie of Merino Wool",
        "Bobble Hat, Merino Wool",
        "Set of 3: Tote, Purse and Satchel",
        "Mug, Cup and Beaker, Stoneware",
        "Nesting Bowls: Fruit Bowl, Salad Bowl, Serving Bowl, set of 3",
        "Cushion Cover, Linen",
        "Cup of Tea Mug",
    ],
)
def check(title: Text, *, words: int = 3) -> Findings:
    """The title names one thing by three words or more.

    An older page of Amazon for the United Kingdom asks to leave out chains of synonyms. A set, or things that 'and'
    holds together, are not meant. Which words mean the same is ours to say, and known for English only.
    """
    chains: dict[str, list[Hit]] = {}
    for hit in lexicon("title-synonyms").find(title.value, title.language):
        chains.setdefault(hit.key, []).append(hit)
    if re.search(r"\b(?:sets?|pack|bundle|trio|collection|pcs|pieces)\b", title.value, re.IGNORECASE):
        return
    for hits in chains.values():
        said = {title.value[hit.start : hit.end].casefold().removesuffix("s") for hit in hits}
        between = title.value[hits[0].start : hits[-1].end]
        if len(said) >= words and not re.search(r"&|\+|\b(?:and|or|of|with)\b", between, re.IGNORECASE):
            yield title.finding(
                say("'{between}' names one thing {said} times", between=between, said=len(said)),
                (hits[0].start, hits[-1].end),
            )
