"""MP-029: the prefix of a barcode."""

import re

from ...rule import Findings, Text, country, rule, say

_PREFIXES = (
    (0, 139, "US"), (300, 379, "FR"), (380, 380, "BG"), (400, 440, "DE"), (450, 459, "JP"), (471, 471, "TW"),
    (489, 489, "HK"),
    (490, 499, "JP"), (500, 509, "GB"), (520, 521, "GR"), (539, 539, "IE"), (540, 549, "BE"), (560, 560, "PT"),
    (570, 579, "DK"),
    (590, 590, "PL"), (594, 594, "RO"), (599, 599, "HU"), (611, 611, "MA"), (640, 649, "FI"), (680, 681, "CN"),
    (690, 699, "CN"),
    (700, 709, "NO"), (730, 739, "SE"), (750, 750, "MX"), (754, 755, "CA"), (760, 769, "CH"), (789, 790, "BR"),
    (800, 839, "IT"),
    (840, 849, "ES"), (859, 859, "CZ"), (868, 869, "TR"), (870, 879, "NL"), (880, 881, "KR"), (885, 885, "TH"),
    (888, 888, "SG"),
    (890, 890, "IN"), (893, 893, "VN"), (896, 896, "PK"), (899, 899, "ID"), (900, 919, "AT"), (930, 939, "AU"),
    (955, 955, "MY"),
)  # fmt: skip


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
    prefix = int(digits[-13:][:3])
    issued = next((code for low, high, code in _PREFIXES if low <= prefix <= high), "")
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
