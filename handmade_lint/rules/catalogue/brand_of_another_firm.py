"""CA-009."""

from ...rule import Findings, Text, lexicon, rule, say


@rule(
    "CA-009",
    reads="brand",
    severity="error",
    source=(
        "https://sellercentral.amazon.com.br/gp/help/external/G2N3GKE5SGSHWYRZ",
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=201361070",
    ),
    advice="Write your own brand or Generic; if the brand is yours, name it under [seller] own_brands.",
    bad=[{"brand": "Nike"}, {"brand": "Louis Vuitton", "store": "amazon.fr"}, {"brand": "For iPhone"}],
    good=[
        {"brand": "Oakline"},
        {"brand": "Atelier Pandora", "store": "amazon.fr"},
        {"brand": "Marvel & Daughters Woodturning"},
        {"brand": "Pandora", "seller.own_brands": "Oakline\nPandora"},
    ],
)
def check(brand: Text) -> Findings:
    """The brand column holds the brand of another firm.

    Amazon's brand policy asks for the brand that is on the product. A name is only meant where it fills the column;
    names of makers that hold such a word among others are let through, and so are the seller's own brands.
    """
    own = {name.casefold() for name in brand.fact("seller.own_brands").splitlines()}
    if brand.value.strip().casefold() in own:
        return
    for hit in lexicon("brand-names").find(brand.value, brand.language):
        rest = (brand.value[: hit.start] + brand.value[hit.end :]).strip(" -®™").casefold()
        if rest in ("", "for", "pour", "für", "per", "para"):
            name = brand.value[hit.start : hit.end]
            yield brand.finding(say("'{name}' is the brand of another firm", name=name), (hit.start, hit.end))
