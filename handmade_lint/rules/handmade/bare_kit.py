"""HM-016."""

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, lexicon, rule, say


@rule(
    "HM-016",
    reads=("title", "bullet", "description", "highlights"),
    severity="info",
    stores=HANDMADE_STORES,
    lexicons=["craft-kits"],
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=NGMMFQ5FPLJFBJP&language=vi_VN",
        "https://global.lianlianpay.com/channel/10-21197.html",
    ),
    advice="Say which part of the kit you made, dyed, cut or designed.",
    bad=[
        {"title": "Embroidery kit for beginners", "description": "With cloth, thread, hoop and needle"},
        {"title": "Kit de broderie débutant", "description": "Toile, fils et aiguille", "store": "amazon.fr"},
        {"title": "Stickset für Anfänger", "store": "amazon.de"},
        {"title": "Kit da ricamo per principianti", "store": "amazon.it"},
        {"title": "Kit de bordado para principiantes", "store": "amazon.es"},
    ],
    good=[
        {"title": "Embroidery kit", "description": "With my hand-dyed threads"},
        "Sewing kit roll of leather",
        "First aid kit bag of waxed cotton",
        {"title": "Kit de broderie", "description": "Le motif est dessiné par Zoé", "store": "amazon.fr"},
        {"title": "Kitchen towel of linen, DIY dyed"},
        {"title": "Stickset", "description": "Das Motiv ist von mir", "store": "amazon.de"},
    ],
)
def check(listing: Listing, *, barred: bool = False) -> Findings:
    """A kit to make something of, and no text says what the maker did.

    Sources conflict: the page itself names supplies in a do-it-yourself kit as an exception to the ban on supplies, a
    scrambled Chinese copy reads as a ban. The first reading is taken: kits are asked after, and only where no work of
    the maker is named. The setting `barred` takes the second: it shows every kit, as a warning.
    """
    title, language = listing.get("title"), listing.language
    hits = lexicon("craft-kits").find(title, language)
    if not hits:
        return
    start, end = hits[0].start, hits[0].end
    if barred:
        yield Remark(say("'{match}' is a kit", match=title[start:end]), "title", (start, end), severity="warning")
        return
    others = [value for read in ("bullet", "description", "highlights") for _, value in listing.read(read)]
    rest = [title[:start], title[end:], *others]
    if not any(lexicon("maker-work").find(value, language) for value in rest):
        yield Remark(
            say("'{match}': no text says which part of it you made", match=title[start:end]), "title", (start, end)
        )
