"""RE-039."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_TEXTS = ("title", "highlights", "bullet", "description")
_FUR = re.compile(
    r"(?<![-\w])fur(?= (?:collar|trim|trimmed|coat|vest|hat|stole|shawl|throw|blanket|rug|pillow|cushion|cuffs?"
    r"|lined|lining|hood|pom ?poms?"
    r"|bag|muff|scarf|jacket|keychain|slippers|boots|ears?)\b)",
    re.IGNORECASE,
)
_FAUX = re.compile(
    r"\b(?:faux|fake|imitation|artificial|synthetic|vegan|fun|eco|mock|man[- ]?made)[- ](?:\w+[- ])?fur\b|\bfaux\b",
    re.IGNORECASE,
)
_SYNTHETIC = re.compile(r"\b(?:acrylic|polyester|modacrylic|synthetic|microfib(?:re|er)|minky)\b", re.IGNORECASE)


@rule(
    "RE-039",
    reads=(*_TEXTS, "material"),
    stores=["amazon.com"],
    languages=["en"],
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=200164370",
    advice="Say 'faux fur' in the title and in the text.",
    needs=["fur"],
    bad=[
        {"title": "Wool coat with fur collar", "material.1": "Acrylic"},
        {"title": "Fur throw blanket", "description": "Soft faux fur"},
        {"title": "Faux fur hat", "description": "A fur hat for cold days", "bullet.1": "Polyester"},
    ],
    good=[
        {"title": "Faux fur collar", "description": "Faux fur of acrylic"},
        {"title": "Rabbit fur hat", "description": "Real rabbit, from France"},
        {"title": "Fur baby keychain for dog moms", "material.1": "Acrylic"},
        {"title": "Coat with faux fur trim", "material.1": "Polyester"},
        {"title": "Keychain", "description": "Captures the colour of your dog's fur", "material.1": "Acrylic"},
    ],
)
def check(listing: Listing) -> Findings:
    """Imitation fur is not called faux.

    Amazon's page on animal products for the United States asks for the word faux in title and text of imitation fur. It
    is said only where a material or another text tells that the fur is imitation; real fur is another matter.
    """
    texts = [pair for name in _TEXTS for pair in listing.read(name)]
    told = "\n".join(text for _, text in (*texts, *listing.read("material")))
    if not (_SYNTHETIC.search(told) or _FAUX.search(told)):
        return
    for field, text in texts:
        found = _FUR.search(text)
        if found and not _FAUX.search(text):
            yield Remark(
                say("'{match}' is imitation here and not called faux", match=found.group()), field, found.span()
            )
