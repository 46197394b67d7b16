"""RE-006."""

from ...rule import Findings, Text, lexicon, rule, say


@rule(
    "RE-006",
    reads=("title", "highlights", "bullet", "description"),
    stores=["amazon"],
    except_stores=["amazon.de", "amazon.fr", "amazon.it", "amazon.es"],
    source=(
        "https://global.lianlianpay.com/channel/7-19349.html",
        "https://goatconsulting.com/amazon-policy/amazon-product-detail-page-rules-violation-policy-compliance",
        "https://help.conquestmtg.com/seo/"
        "prohibited-restricted-keywords-phrases-for-amazon-copy-and-search-terms-words-you-can-t-use",
    ),
    advice="Say the fact behind it: which fibre, how much of it recycled, whose certificate and number.",
    lexicons=["green-claims"],
    bad=[
        "Green, eco bowl",
        {"title": "Oak bowl", "description": "Sustainable and environmentally friendly"},
        {"title": "Bol écologique", "store": "amazon.com.be"},
        {"title": "Cuenco sostenible", "store": "amazon.com.mx"},
        {"bullet.1": "Ethical, sustainable oak"},
    ],
    good=[
        "Oak bowl of FSC wood, 80% recycled wool, green linen",
        {"bullet.1": "Eco-friendly bowl"},
        {"title": "Bowl", "description": "Oak from a sustainable forest, FSC C123456; not eco-friendly as such"},
        {"title": "Bol vert en chêne, solide et durable", "store": "amazon.com.be"},
        "Eco-printed silk scarf, eco dyed with leaves",
    ],
)
def check(text: Text) -> Findings:
    """A broad green word stands where a fact should.

    The guidance of the American FTC, which Amazon's page on claims follows, calls words such as eco-friendly and
    sustainable unclear, since nobody can tell what they promise. In bullet points Amazon bars some of them outright,
    and BU-009 says so there; in the stores of Germany, France, Italy and Spain a law does, and RE-007 says so. Colours,
    recycled shares and certified wood are not meant.
    """
    barred = lexicon("eco-claims").find(text.value, text.language) if text.field.startswith("bullet") else []
    for hit in lexicon("green-claims").find(text.value, text.language):
        if any(hit.start < other.end and other.start < hit.end for other in barred):
            continue
        words = say("'{match}' is a broad green word", match=text.value[hit.start : hit.end])
        yield text.finding(words, (hit.start, hit.end), severity=None if hit.sourced else "info")
