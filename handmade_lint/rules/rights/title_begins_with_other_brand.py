"""IP-005."""

import re

from ...rule import Findings, Text, lexicon, rule, say


@rule(
    "IP-005",
    reads="title",
    severity="error",
    lexicons=("compatible-hosts",),
    source=(
        "https://sellercentral.amazon.co.uk/seller-forums/discussions/t/e4f8c4a3-d030-4b3f-b1a0-a2caf8a27a01",
        "https://sellercentral.amazon.com.br/gp/help/external/G2N3GKE5SGSHWYRZ",
    ),
    advice="Begin with your own brand and the thing; name the other product after 'for'.",
    bad=["Apple Watch Strap of Harris Tweed", {"title": "iPhone étui en cuir", "store": "amazon.fr"}],
    good=[
        "Oakline Strap for Apple Watch",
        {"title": "Étui pour iPhone en cuir", "store": "amazon.fr"},
        "For Kindle: Sleeve of Wool Felt",
        {"title": "Kindle-Hülle aus Filz", "brand": "Kindle", "store": "amazon.de"},
    ],
)
def check(title: Text) -> Findings:
    """The title begins with the name of another firm's product.

    It reads as that firm's own. Amazon wants the seller's brand first; the other name may follow a connector.
    """
    for hit in lexicon("compatible-hosts").find(title.value, title.language):
        name = title.value[hit.start : hit.end]
        if not re.search(r"\w", title.value[: hit.start]) and name.casefold() not in title.fact("brand").casefold():
            yield title.finding(
                say("the title begins with '{name}', another firm's name", name=name), (hit.start, hit.end)
            )
