"""CA-012."""

from ...rule import Findings, Listing, Remark, rule, say

_UNION = frozenset(
    """
    at austria be belgium bg bulgaria cy cyprus cz czechia de germany deutschland dk denmark ee estonia es spain
    españa fi finland fr france gr greece hr croatia hu hungary ie ireland it italy italia lt lithuania lu luxembourg
    lv latvia mt malta nl netherlands pl poland pt portugal ro romania se sweden si slovenia sk slovakia allemagne
    italie espagne
    """.split()
)


@rule(
    "CA-012",
    reads=("seller.country", "responsible_person"),
    severity="error",
    force="law",
    stores=["amazon.de", "amazon.fr", "amazon.it", "amazon.es"],
    source="Regulation (EU) 2023/988, Article 16 (checkregulations.com, eurogpsr.com)",
    advice="Name a person or firm inside the Union who answers for the product.",
    bad=[
        {"seller.country": "GB", "columns": ["responsible_person"], "store": "amazon.de"},
        {"seller.country": "Canada", "columns": ["responsible_person"], "store": "amazon.fr"},
    ],
    good=[
        {"seller.country": "France", "columns": ["responsible_person"], "store": "amazon.fr"},
        {"seller.country": "GB", "responsible_person": "Oakline EU, Rue X, Lille", "store": "amazon.fr"},
        {"seller.country": "GB", "store": "amazon.fr"},
        {"title": "Bol", "columns": ["responsible_person"], "store": "amazon.fr"},
    ],
)
def check(listing: Listing) -> Findings:
    """A maker outside the European Union names no responsible person inside it.

    Offers in the Union need one since 13 December 2024. The rule needs the seller's country, and a column for the
    person.
    """
    country = listing.get("seller.country").strip().casefold()
    if not country or country in _UNION or listing.get("responsible_person"):
        return
    if "responsible_person" in listing.columns and listing.get("parentage").strip().casefold() != "parent":
        yield Remark(say("no responsible person inside the European Union is named"), "responsible_person")
