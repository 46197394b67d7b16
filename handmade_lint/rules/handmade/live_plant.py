"""HM-014."""

from ...rule import HANDMADE_STORES, Findings, Text, lexicon, rule, say


@rule(
    "HM-014",
    reads="title",
    severity="error",
    stores=HANDMADE_STORES,
    lexicons=["live-plants"],
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=NGMMFQ5FPLJFBJP&language=vi_VN",
        "https://global.lianlianpay.com/channel/10-21197.html",
    ),
    advice="List plants outside Handmade; an air plant may come with a pot that you made, if the title names the pot.",
    bad=[
        "Rooted monstera cutting",
        "Air plants, set of three",
        {"title": "Bouture de pilea racinée", "store": "amazon.fr"},
        {"title": "Plante vivante grasse, lot de 3", "store": "amazon.fr"},
        {"title": "Bewurzelte Stecklinge Monstera", "store": "amazon.de"},
        {"title": "Talea di pothos", "store": "amazon.it"},
        {"title": "Esqueje de potos con raíces", "store": "amazon.es"},
    ],
    good=[
        "Air plant in hand-thrown pot",
        "Cutting board of olive wood",
        "Propagation station for plant cuttings",
        "Crochet potted plant",
        "Bulb vase of blown glass",
        {"title": "Vase à bouture en grès", "store": "amazon.fr"},
        {"title": "Tillandsia dans son pot tourné main", "store": "amazon.fr"},
        {"title": "Plante en pot au crochet", "store": "amazon.fr"},
        {"title": "Vase für Stecklinge", "store": "amazon.de"},
        {"title": "Aquarell Steckling Monstera", "store": "amazon.de"},
        {"title": "Jarrón para esquejes", "store": "amazon.es"},
    ],
)
def check(title: Text) -> Findings:
    """The goods are a live plant.

    Live plants are out of Handmade, but for an air plant sold with a pot of the maker's. The words are ours and said as
    a warning; vessels for plants, and plants of felt, yarn or paint, are not meant.
    """
    hits = lexicon("live-plants").find(title.value, title.language)
    if hits and not lexicon("likenesses").find(title.value, title.language):
        start, end = hits[0].start, hits[0].end
        yield title.finding(
            say("'{match}' is a live plant", match=title.value[start:end]), (start, end), severity="warning"
        )
