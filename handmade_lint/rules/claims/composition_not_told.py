"""RE-045."""

from ...rule import Findings, Listing, Remark, find_in, rule, say

_TEXTS = ("title", "highlights", "bullet", "description")
_EXPECTED = (
    ("skin-care", "ingredients-told", say("what it is made of (for the skin: the INCI list)")),
    ("candles", "burning-told", say("how to burn it safely")),
    ("tableware", "food-contact-told", say("whether it may touch food and how to wash it")),
)


@rule(
    "RE-045",
    reads=(*_TEXTS, "safety_warning", "material"),
    severity="info",
    force="ours",
    stores=["amazon"],
    languages=["en", "fr", "de", "it", "es"],
    source="handmade-lint's own (no published source found)",
    advice="Add a sentence that tells it.",
    lexicons=["skin-care", "candles", "tableware"],
    bad=[
        {"title": "Lavender soap", "description": "A bar for your bathroom"},
        {"title": "Bougie parfumée figue", "description": "Coulée dans mon atelier", "store": "amazon.fr"},
        {"title": "Savon à la lavande", "description": "Doux et parfumé", "store": "amazon.fr"},
        {"title": "Keramiktasse, blau", "description": "Auf der Scheibe gedreht", "store": "amazon.de"},
        {"title": "Candela profumata", "description": "Versata a mano", "store": "amazon.it"},
        {"title": "Jabón de romero", "description": "Cortado a mano", "store": "amazon.es"},
    ],
    good=[
        {"title": "Lavender soap", "description": "Ingredients: Sodium Olivate, Aqua, Lavandula oil"},
        {"title": "Soap dish of oak", "description": "Lets the soap dry"},
        {"title": "Lavender soap"},
        {
            "title": "Bougie parfumée figue",
            "description": "Ne jamais laisser brûler sans surveillance",
            "store": "amazon.fr",
        },
        {"title": "Porte-savon en bois", "description": "Avec rainures", "store": "amazon.fr"},
        {"title": "Keramiktasse", "description": "Spülmaschinenfest", "store": "amazon.de"},
        {"title": "Mug rug, quilted", "description": "Cotton"},
        {"title": "Portacandele in ceramica", "description": "Per candele", "store": "amazon.it"},
        {"title": "Barco de vela", "description": "De madera", "store": "amazon.es"},
        {
            "title": "Savon de la Grange Balles de laine feutrée",
            "description": "Pour la sécheuse",
            "brand": "Savon de la Grange",
            "store": "amazon.ca",
            "language": "fr",
        },
    ],
)
def check(listing: Listing) -> Findings:
    """Soap, a candle or tableware does not tell what buyers and authorities expect.

    Skin care is expected to tell its ingredients, a candle how to burn it, and ware for food whether it may touch food.
    The Handmade guides for these were not found, so that this is a note of ours. It reads the title for what the thing
    is, and is silent where a listing has neither bullet points nor a description.
    """
    title = listing.get("title")
    if not any(listing.read("description")) and not any(listing.read("bullet")):
        return
    for kind, told, words in _EXPECTED:
        hits = [hit for _, _, hit in find_in(listing, kind, "title")]
        if hits and not any(find_in(listing, told, *_TEXTS, "safety_warning", "material")):
            thing = title[hits[0].start : hits[0].end]
            yield Remark(
                say("'{thing}': the listing does not say {words}", thing=thing, words=words),
                "title",
                (hits[0].start, hits[0].end),
            )
