"""CA-011."""

from ...rule import Findings, Listing, Remark, rule, say


@rule(
    "CA-011",
    reads=("manufacturer", "manufacturer_contact"),
    severity="error",
    force="law",
    stores=["amazon.de", "amazon.fr", "amazon.it", "amazon.es"],
    source="Regulation (EU) 2023/988, Article 19 (checkregulations.com, eurogpsr.com)",
    advice="Fill in the maker's name with postal and electronic address; for your own goods that is you.",
    bad=[
        {"title": "Bol en chêne", "columns": ["manufacturer_contact"], "store": "amazon.fr"},
        {
            "title": "Schale",
            "columns": ["manufacturer", "manufacturer_contact"],
            "manufacturer": "Oakline",
            "store": "amazon.de",
        },
    ],
    good=[
        {"manufacturer": "Oakline", "manufacturer_contact": "12 rue X, Rennes; ana@oak.example", "store": "amazon.fr"},
        {"title": "Bol en chêne", "store": "amazon.fr"},
        {"title": "Bol", "columns": ["manufacturer_contact"], "parentage": "Parent", "store": "amazon.fr"},
    ],
)
def check(listing: Listing) -> Findings:
    """The maker's name or address is missing from an offer in the European Union.

    Since 13 December 2024 an online offer must show the maker's name, postal and electronic address. Catalogues that
    have no such column are let through: the data may have been given elsewhere. Parents of variations are no offers.
    """
    if listing.get("parentage").strip().casefold() in ("parent", "parent article", "variation parent"):
        return
    for field in ("manufacturer", "manufacturer_contact"):
        if field in listing.columns and not listing.get(field):
            name = say("the maker's name is missing")
            address = say("the maker's postal and electronic address is missing")
            yield Remark(name if field == "manufacturer" else address, field)
