"""HM-015."""

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, lexicon, rule, say


@rule(
    "HM-015",
    reads=("title", "bullet", "description", "highlights"),
    stores=HANDMADE_STORES,
    lexicons=["craft-supplies"],
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=NGMMFQ5FPLJFBJP&language=vi_VN",
        "https://global.lianlianpay.com/channel/10-21197.html",
    ),
    advice="Say what you did to it (spun, dyed, felted, cast); if nothing, list it outside Handmade.",
    bad=[
        "Pack of 100 glass beads",
        {"title": "Charms bulk, 50 pieces", "description": "Mixed shapes, alloy"},
        {"title": "Lot de perles en verre, 100 pièces", "store": "amazon.fr"},
        {"title": "Tissu au mètre, coton fleuri", "store": "amazon.fr"},
        {"title": "Meterware Baumwolle mit Blumen", "store": "amazon.de"},
        {"title": "Stoffa al metro, cotone a fiori", "store": "amazon.it"},
        {"title": "Lote de cuentas de vidrio", "store": "amazon.es"},
    ],
    good=[
        "Hand-dyed merino yarn",
        {"title": "Lot of beads, blue", "description": "Lampworked in my studio, one by one"},
        {"title": "Bracelet of seed beads"},
        {
            "title": "Lot de perles en verre",
            "description": "Filées au chalumeau dans mon atelier",
            "store": "amazon.fr",
        },
        {"title": "Tissu au mètre", "description": "Sérigraphié à Rennes par mes soins", "store": "amazon.fr"},
        {"title": "Perlenset", "description": "Die Perlen sind von mir gedreht", "store": "amazon.de"},
        {"title": "Box for craft supplies"},
    ],
)
def check(listing: Listing) -> Findings:
    """Raw materials or craft supplies are sold as they were bought.

    They are out of Handmade unless the maker produced them (own yarn, own felt) or changed them (dyed wool). The title
    is read for supplies, all texts for what the maker did. The words are ours and said as a note.
    """
    title, language = listing.get("title"), listing.language
    hits = lexicon("craft-supplies").find(title, language)
    if not hits:
        return
    start, end = hits[0].start, hits[0].end
    if any(hit.start >= end or hit.end <= start for hit in lexicon("jewellery").find(title, language)):
        return
    texts = (value for read in ("title", "bullet", "description", "highlights") for _, value in listing.read(read))
    if any(lexicon("maker-work").find(value, language) for value in texts):
        return
    words = say("'{match}' is a supply, and no text says what you did to it", match=title[start:end])
    yield Remark(words, "title", (start, end), severity="info")
