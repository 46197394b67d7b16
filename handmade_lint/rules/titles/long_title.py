"""TI-001, with TI-032: what Amazon does with titles that are too long."""

from datetime import date

from ...rule import Findings, Said, Text, rule, say, too_long

_TURNER = "Oakline hand turned bread bowl of solid oak with a lid, oiled with linseed oil, for loaves"


@rule(
    "TI-001",
    reads="title",
    except_stores=["amazon.sa", "amazon.eg", "amazon.com.tr", "amazon.ae"],
    over="title-characters",
    source=(
        "https://sellercentral.amazon.com/seller-forums/discussions/t/145b6d0f-999c-4555-896c-c694bda2e470",
        "https://mcpservers.org/servers/pop000207-ctrl/product-title-checker",
        "https://glama.ai/mcp/connectors/com.vendooly/vendooly/tools/audit_title_compliance",
    ),
    advice="Say brand, thing, material and one detail; move the rest into the highlights or bullet points.",
    bad=[
        {
            "title": "Oakline Oak Bread Bowl, 25 cm, Gift for Mum, Wooden Fruit Bowl, Rustic Farmhouse Kitchen Decor",
            "brand": "Oakline",
            "cure": {"title": "Oakline Oak Bread Bowl, 25 cm, Gift for Mum, Rustic Farmhouse Kitchen Decor"},
        },
        {
            "title": _TURNER,
            "brand": "Oakline",
            "cure": {"title": _TURNER.replace(", oiled with linseed oil", "")},
        },
        {
            "title": "Bol à pain en chêne massif tourné à la main, huilé, cadeau de crémaillère pour maman, 25 cm",
            "store": "amazon.fr",
            "cure": {"title": "Bol à pain en chêne massif, huilé, cadeau de crémaillère pour maman, 25 cm"},
        },
        {
            "title": "Brotschale aus massiver Eiche, handgedrechselt, personalisiert mit Namen, Geschenk zum Muttertag",
            "store": "amazon.de",
            "cure": {"title": "Brotschale aus massiver Eiche, handgedrechselt, personalisiert mit Namen"},
        },
        "Hand turned large and heavy family bread and fruit and salad bowl that will last for a lifetime or two",
    ],
    good=[
        "Oakline Walnut Ring Box, Square, with a Lid and a Lining of Green Wool Felt",
        {"title": _TURNER, "on": "2026-07-26"},
        {
            "title": "The Turner's Year: twelve bowls, twelve trees, and what each of them taught me about wood",
            "product_type": "ABIS_BOOK",
        },
        {"title": "Bol à pain en chêne massif tourné à la main, huilé, 25 cm de diamètre", "store": "amazon.fr"},
    ],
)
def check(title: Text, *, limit: int = 0, on: date) -> Findings:
    """The title is longer than the store allows.

    Since 27 July 2026 a title outside media may have at most 75 characters, spaces included; longer ones are cut or
    rewritten by Amazon, although the field still takes 200, and only registered brands are said to see the new title 14
    days before. The announcement itself could not be opened, only tools that quote it: that is why this is a warning.
    The proposal keeps your words and their order: brand, thing and material stay, the rest goes first.
    """
    yield from too_long(title, "title-characters", limit, on, _says)


def _says(length: int, allowed: int) -> Said:
    return say("the title has {length} characters, {allowed} are allowed", length=length, allowed=allowed)
