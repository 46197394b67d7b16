"""HM-043."""

from ...rule import Findings, Listing, Remark, lexicon, rule, say


@rule(
    "HM-043",
    reads=("title", "material", "bullet", "description", "highlights"),
    severity="info",
    stores=["amazon.com"],
    languages=["en"],
    lexicons=["garments"],
    source=(
        "https://global.lianlianpay.com/channel/7-21201.html",
        "https://sellercentral.amazon.com/gp/help/external/201707090",
    ),
    advice="Name the fibres with their shares, how to wash it, and where it was made.",
    bad=[
        {"title": "Knit hat, blue", "description": "Warm and soft for cold days"},
        {"title": "Summer dress with flowers", "columns": ["material"]},
    ],
    good=[
        {"title": "Knit hat, blue", "material.1": "100% cotton"},
        {"title": "Summer dress", "description": "Linen, wash cold"},
        {"title": "Doll dress with flowers"},
        {"title": "Shawl pin of oak"},
        {"title": "Coat rack of oak"},
    ],
)
def check(listing: Listing) -> Findings:
    """Clothing, and no text or column names a fibre.

    In the United States clothing must meet the law on children's safety, Proposition 65, textile labels, flammability,
    wool and fur. Fibre content is the part of it that a listing can show; the rule asks for nothing else.
    """
    title, language = listing.get("title"), listing.language
    hits = lexicon("garments").find(title, language)
    if not hits or any(True for _ in listing.read("material")):
        return
    texts = (value for read in ("title", "bullet", "description", "highlights") for _, value in listing.read(read))
    if not any(lexicon("fibres").find(value, language) for value in texts):
        start, end = hits[0].start, hits[0].end
        yield Remark(say("'{match}': no fibre is named", match=title[start:end]), "title", (start, end))
