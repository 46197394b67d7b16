"""TI-023."""

import re

from ...rule import Findings, Text, colours_in, materials_in, rule, say, says_thing

_NO_BRAND = frozenset(
    """
    generic,handmade,unbranded,no brand,none,n/a,générique,sans marque,fait main,ohne marke,markenlos,handgemacht
    generico,senza marca,genérico,sin marca,ノーブランド品,ノーブランド
    """.strip()
    .replace("\n    ", ",")
    .split(",")
)


@rule(
    "TI-023",
    reads="title",
    severity="info",
    force="advice",
    source=(
        "sellercentral.amazon.ae, itemID=200421970",
        "https://sellercentral.amazon.co.uk/seller-forums/discussions/t/e4f8c4a3-d030-4b3f-b1a0-a2caf8a27a01",
        "https://www.windweiss.de/news/produkttitel-auf-amazon-diese-fehler-fuhren-zur-sperrung-von-handler-konten",
    ),
    advice="Begin the title with the brand.",
    bad=[
        {"title": "Bowl Oakline", "brand": "Oakline"},
        {"title": "Bol en chêne par Atelier Brume", "brand": "Atelier Brume", "store": "amazon.fr"},
        {"title": "Schale aus Eiche - OAKLINE", "brand": "Oakline", "store": "amazon.de"},
    ],
    good=[
        {"title": "Oakline Bowl", "brand": "Oakline"},
        {"title": "【Oakline】木の器", "brand": "Oakline", "store": "amazon.co.jp"},
        {"title": "Bol en chêne", "brand": "Atelier Brume", "store": "amazon.fr"},
        {"title": "Napkins of Linen, Oak Ring", "brand": "Oak"},
        {"title": "L'Atelier Brume bol en chêne", "brand": "Atelier Brume", "store": "amazon.fr"},
        {"title": "The Oakline Bowl", "brand": "Oakline"},
        {"title": "Handmade Oak Bowl", "brand": "Handmade"},
        {"title": "Bowl with oaklines in the grain", "brand": "Oakline"},
    ],
)
def check(title: Text, *, demand: bool = False) -> Findings:
    """The brand stands in the title, but not first.

    Amazon's overview and moderators of its forum want the brand in front. A title without the brand is let be, since
    many makers have none to show; with the setting `demand` it is told too. A brand that is an everyday
    word is let through.
    """
    brand = title.fact("brand").strip()
    if len(brand) < 2 or brand.casefold() in _NO_BRAND:
        return
    if title.value.startswith(brand) or (not demand and brand.casefold() not in title.value.casefold()):
        return
    everyday = materials_in(brand, title.language) or colours_in(brand, title.language)
    if everyday or says_thing(brand, 0, len(brand), title.language):
        return
    found = next(title.find(re.compile(rf"(?<!\w){re.escape(brand)}(?!\w)", re.IGNORECASE)), None)
    if found is None:
        if demand and title.words:
            yield title.finding(say("the brand '{brand}' is not in the title", brand=brand), title.words[0].span)
    elif not re.fullmatch(
        r"[\W_]*(?:(?:the|le|la|les|l|die|der|das|il|lo|el|los)\b[\W_]*)?", title.value[: found.start()], re.I
    ):
        yield title.finding(say("the brand '{match}' does not stand first", match=found.group()), found.span())
