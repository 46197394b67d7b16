"""HM-040."""

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, lexicon, rule, say


@rule(
    "HM-040",
    reads=("title", "bullet", "description", "highlights"),
    stores=HANDMADE_STORES,
    lexicons=["blank-garments"],
    source="https://global.lianlianpay.com/channel/7-21201.html",
    advice="Say what you do to it: paint, print, embroider, dye; what is sold as it was bought cannot be in Handmade.",
    bad=[
        {"title": "Plain cotton tee, 5 colours"},
        {"title": "T-shirt uni, 5 couleurs", "description": "Coton doux, col rond", "store": "amazon.fr"},
        {"title": "Unbedrucktes T-Shirt aus Baumwolle", "store": "amazon.de"},
        {"title": "Maglietta tinta unita di cotone", "store": "amazon.it"},
        {"title": "Camiseta lisa de algodón", "store": "amazon.es"},
    ],
    good=[
        {"title": "Plain tee, hand-painted"},
        {"title": "Plain tee", "description": "Screen-printed by me with a fox"},
        {"title": "T-shirt uni", "description": "Brodé à la main dans mon atelier", "store": "amazon.fr"},
        {"title": "T-shirt uni cousu main en lin", "store": "amazon.fr"},
        {"title": "Plain stitch cowl pattern"},
        {"title": "Blanko T-Shirt", "description": "Von mir mit Linoldruck bedruckt", "store": "amazon.de"},
    ],
)
def check(listing: Listing) -> Findings:
    """A plain garment is sold, and no text says what the maker does to it.

    Decorating bought-in new clothes and shoes is allowed; selling them unchanged is not. The words are ours and said as
    a note.
    """
    title, language = listing.get("title"), listing.language
    hits = lexicon("blank-garments").find(title, language)
    if not hits:
        return
    texts = (value for read in ("title", "bullet", "description", "highlights") for _, value in listing.read(read))
    if not any(lexicon("maker-work").find(value, language) for value in texts):
        start, end = hits[0].start, hits[0].end
        words = say("'{match}': no text says what you do to it", match=title[start:end])
        yield Remark(words, "title", (start, end), severity="info")
