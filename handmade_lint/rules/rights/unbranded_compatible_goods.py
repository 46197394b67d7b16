"""IP-006."""

from ...rule import Findings, Text, lexicon, rule, say

_GENERIC = ("generisch", "generische", "generischer", "generisches")
_UNBRANDED = ("generic", "generisch", "unbranded", "no brand", "ohne marke", "none", "n/a")


@rule(
    "IP-006",
    reads="title",
    severity="info",
    stores=["amazon.de", "amazon.co.uk"],
    source=(
        "https://www.windweiss.de/news/produkttitel-auf-amazon-diese-fehler-fuhren-zur-sperrung-von-handler-konten",
        "https://sellercentral.amazon.co.uk/seller-forums/discussions/t/e4f8c4a3-d030-4b3f-b1a0-a2caf8a27a01",
    ),
    advice="Best put your own brand on the thing, in the brand column and first in the title.",
    lexicons=("compatible-hosts",),
    bad=[
        {"title": "Gurt aus Filz für Apple Watch", "brand": "Generisch", "store": "amazon.de"},
        {"title": "Wool sleeve for Kindle", "brand": "Generic", "store": "amazon.co.uk"},
    ],
    good=[
        {"title": "Generischer Gurt aus Filz für Apple Watch", "brand": "Generisch", "store": "amazon.de"},
        {"title": "Oakline wool sleeve for Kindle", "brand": "Oakline", "store": "amazon.co.uk"},
        {"title": "Wool sleeve for pencils", "brand": "Generic", "store": "amazon.co.uk"},
        {"title": "Hülle für iPhone", "store": "amazon.de"},
    ],
)
def check(title: Text) -> Findings:
    """A thing without a brand is made for another firm's product.

    The sources disagree: German ones let such a title begin with the word for generic, a moderator of amazon.co.uk says
    that compatible goods are not generic. So it is a note that shows the choice; your own brand satisfies both.
    """
    if title.fact("brand").strip().casefold() not in _UNBRANDED:
        return
    hits = lexicon("compatible-hosts").find(title.value, title.language)
    if not hits or (title.store == "amazon.de" and title.value.casefold().split()[0].rstrip(",:") in _GENERIC):
        return
    name = title.value[hits[0].start : hits[0].end]
    if title.store == "amazon.de":
        words = say(
            "unbranded and made for '{name}': begin with your own brand, or with 'Generisch' as German sources advise",
            name=name,
        )
    else:
        words = say(
            "unbranded and made for '{name}': a moderator says that such goods are not generic; name your own brand",
            name=name,
        )
    yield title.finding(words, (hits[0].start, hits[0].end))
