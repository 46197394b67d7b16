"""MP-106."""

import re

from ...rule import Findings, Images, barcode_country, rule, say

_OWNER = 7
"""Digits of a GTIN-13 that an owner's numbers share at least: a company prefix has 7 to 10 with its country."""


@rule(
    "MP-106",
    reads=("code_kinds", "code_texts", "code_boxes"),
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="Show the thing without a label that is not yours; if the number is yours, put it into the GTIN column.",
    bad=[
        {"code_kinds": ["EAN-13", "", ""], "code_texts": ["6901234567892", "", ""]},
        {"code_kinds": ["EAN-13", "", ""], "code_texts": ["4006381333931", "", ""], "store": "amazon.fr"},
        {"code_kinds": ["UPC-A", "", ""], "code_texts": ["036000291452", "", ""], "gtin": "3012345678900"},
        {"code_kinds": ["QR", "EAN-13", ""], "code_texts": ["Oak", "4006381333931", ""], "gtin": "4012345678901"},
    ],
    good=[
        {"code_kinds": ["EAN-13", "", ""], "code_texts": ["3012345678900", "", ""], "gtin": "3012345678900"},
        {"code_kinds": ["EAN-13", "", ""], "code_texts": ["3012345000008", "", ""], "gtin": "03012345678900"},
        {"code_kinds": ["EAN-13", "", ""], "code_texts": ["2012345678900", "", ""], "store": "amazon.fr"},
        {"code_kinds": ["EAN-13", "", ""], "code_texts": ["9783161484100", "", ""]},
        {"code_kinds": ["UPC-A", "", ""], "code_texts": ["036000291452", "", ""], "gtin": "36000291452"},
        {"code_kinds": ["QR", "", ""], "code_texts": ["4006381333931", "", ""]},
    ],
)
def check(images: Images) -> Findings:
    """A barcode in the picture belongs to another owner than the listing's own number.

    A label with a barcode belongs to goods of the trade: something made by hand rarely bears one, and then its own. The
    first digits name the office that issued the number and its owner. Numbers that begin like the listing's GTIN, codes
    for use within a shop and books are let pass. A weak hint of ours: the label may be of a supply or of an old thing.
    """
    for picture in images.shown(
        (images["code_kinds"] == "EAN-13").any(axis=1) | (images["code_kinds"] == "UPC-A").any(axis=1)
    ):
        own = re.sub(r"\D", "", picture.listing.get("gtin")).rjust(13, "0")[-13:]
        told = zip(picture["code_kinds"], picture["code_texts"], picture["code_boxes"], strict=True)
        for kind, digits, box in told:
            issued = barcode_country(digits) if kind in ("EAN-13", "UPC-A") else ""
            if not issued or digits.rjust(13, "0")[:_OWNER] == own[:_OWNER]:
                continue
            yield picture.finding(
                say(
                    "a hint of ours: the barcode {digits} in the picture, issued in {issued}, is not "
                    "this listing's own; is it the label of goods that you did not make?",
                    digits=digits,
                    issued=issued,
                ),
                boxes=[box] if box[0] == box[0] else (),
                digits=digits,
                issued=issued,
            )
