"""CA-010."""

import re

from ...rule import Findings, Text, rule, say, say_many

_IDLE = re.compile(r"exempt|exonéré|befreit|esente|exento", re.IGNORECASE)
_OTHER_NUMBER = re.compile(r"B0[0-9A-Z]{8}|[0-9A-F]{16}|\d{9}X", re.IGNORECASE)
_POWER = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_NAMED = re.compile(r"(?:gtin|ean|upc|jan|isbn)[ -]?(?:8|12|13|14)?\s*[:.]?\s*(?=\d{8})", re.IGNORECASE)
_LENGTHS = (8, 12, 13, 14)
_RESTRICTED = (
    (("02", "04", "2"), say("numbers of this beginning are for use inside a shop or region, not for goods on sale")),
    (("05", "981", "982", "983", "984", "99"), say("numbers of this beginning are for coupons")),
    (("980",), say("numbers of this beginning are for refund receipts")),
    (("952",), say("numbers of this beginning are for examples")),
    (("977",), say("numbers of this beginning are for magazines (ISSN)")),
    (("978", "979"), say("numbers of this beginning are for books and printed music (ISBN)")),
)
_BOOKS = re.compile(r"book|livre|buch|libro|music|magazine|periodical", re.IGNORECASE)


@rule(
    "CA-010",
    reads="gtin",
    force="advice",
    source=(
        "threecolts and upcgen articles on GTIN exemption",
        "https://www.gs1.org/standards/id-keys/company-prefix",
        "https://www.gs1.org/services/how-calculate-check-digit-manually",
    ),
    advice="Leave it blank if you have the exemption; otherwise take the number from GS1's own certificate, as text.",
    bad=[
        {"gtin": "4006381333932"},
        {"gtin": "012345678901"},
        {"gtin": "300123", "store": "amazon.fr"},
        {"gtin": "4,00638E+12", "store": "amazon.fr"},
        {"gtin": "2012345678900"},
        {"gtin": "9783161484100", "product_type": "guildhome"},
        {"gtin": "0000000000000"},
        {"gtin": "Does not apply"},
        {"gtin": "36000291452"},
    ],
    good=[
        {"gtin": "4006381333931"},
        {"gtin": "036000291452"},
        {"gtin": "96385074"},
        {"gtin": "400-6381 333 931", "store": "amazon.de"},
        {"gtin": "EAN 4006381333931", "store": "amazon.fr"},
        {"gtin": "GTIN exempt"},
        {"gtin": "B0ABCDEFGH"},
        {"gtin": "9783161484100", "product_type": "abis_book"},
        {"title": "Bol en chêne", "store": "amazon.fr"},
        {"gtin": "10614141000415"},
    ],
)
def check(gtin: Text) -> Findings:
    """A barcode number cannot be right.

    Makers commonly hold Amazon's exemption and leave the field blank; a number that is given must be a real GTIN: of 8,
    12, 13 or 14 digits, with the right check digit, and of a range that GS1 gives out for goods. That an exemption is
    common is known through third parties; lengths, check digit and ranges are GS1's.
    """
    value = gtin.value.strip()
    digits = re.sub(r"[\s-]", "", _NAMED.sub("", value))
    if _IDLE.search(value) or _OTHER_NUMBER.fullmatch(digits):
        return
    fault = _fault(digits, bool(_BOOKS.search(gtin.fact("product_type"))))
    if fault:
        yield gtin.finding(
            say("'{value}' is no GTIN of this product: {fault}", value=value, fault=fault), (0, len(gtin.value))
        )


def _fault(digits: str, book: bool) -> str:
    if _POWER.fullmatch(digits):
        return say("a spreadsheet has cut its digits; format the column as text and enter it again")
    if not (digits.isascii() and digits.isdigit()):
        return say("a GTIN holds digits only; leave the field blank if there is none")
    if len(set(digits)) == 1 or digits in ("1234567890128", "123456789012", "12345670"):
        return say("it is a filler")
    if len(digits) in (11, 7) and _check_digit(digits):
        return say("a zero at its beginning seems to be lost")
    if len(digits) not in _LENGTHS:
        return say_many("it has {n} digit, not 8, 12, 13 or 14", "it has {n} digits, not 8, 12, 13 or 14", len(digits))
    if not _check_digit(digits):
        return say("its check digit is wrong")
    if len(digits) == 8:
        return _RESTRICTED[0][1] if digits[0] in "02" else ""
    if len(digits) == 14:
        return ""
    full = digits.zfill(13)
    return next((why for starts, why in _RESTRICTED if full.startswith(starts) and not (book and full > "977")), "")


def _check_digit(digits: str) -> bool:
    return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(reversed(digits))) % 10 == 0
