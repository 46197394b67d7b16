"""MP-029: the prefix of a barcode."""

import re

from ...rule import Findings, Text, barcode_country, country, rule, say


@rule(
    "MP-029",
    reads="gtin",
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="Handmade goods need no barcode; if you bought the number, keep the certificate, which clears the hint.",
    bad=[
        {"gtin": "6901234567892", "seller.country": "GB"},
        {"gtin": "6921234567896", "seller.country": "France", "store": "amazon.fr"},
    ],
    good=[
        {"gtin": "3012345678900", "seller.country": "FR", "store": "amazon.fr"},
        {"gtin": "0012345678905", "seller.country": "DE", "store": "amazon.de"},
        {"gtin": "6901234567892"},
        {"gtin": "4012345678901", "seller.country": "AT", "store": "amazon.de"},
        {"gtin": "9781234567897", "seller.country": "GB"},
    ],
)
def check(gtin: Text) -> Findings:
    """A barcode was issued in a far country, not where the workshop is.

    The first digits say which country's office issued the number, not where the thing was made; numbers are also bought
    second-hand. Numbers of one's own continent and of North America (which are sold everywhere) are not meant: a weak
    hint of our own, which needs the seller's country.
    """
    digits = re.sub(r"\D", "", gtin.value)
    home = country(gtin.fact("seller.country"))
    if not home or len(digits) not in (13, 14):
        return
    issued = barcode_country(digits)
    if issued in ("CN", "HK", "TW", "IN", "VN", "TH", "ID", "MY", "PK", "TR", "KR") and issued != home:
        yield gtin.finding(
            say(
                "a hint of ours: the barcode was issued in {issued} and your workshop is in {home}; "
                "did you buy the number? Its certificate would clear it",
                issued=issued,
                home=home,
            ),
            issued=issued,
            workshop=home,
        )
