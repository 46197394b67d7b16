"""IM-028, of codes that can be scanned."""

import re

from ...rule import Findings, Images, rule, say

_OUT = re.compile(
    r"https?:|www\.|mailto:|tel:|sms(?:to)?:|wifi:|begin:vcard|mecard:|(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/|$)", re.I
)
_STORE = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)*(?:amazon\.(?:com?\.)?[a-z]{2,3}|amzn\.(?:to|eu|com)|a\.co)(?:[/?#]|$)", re.I
)
_GOODS = re.compile(r"(?<!\w)qr|QRコード", re.I)


@rule(
    "IM-028",
    reads=("code_kinds", "code_texts", "code_boxes"),
    severity="error",
    stores=("amazon",),
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=200390640",
        "https://sellercentral.amazon.com/forums/t/how-to-do-fulfillment-by-merchant/212767",
    ),
    advice="Take the code out of the picture, or cover it.",
    bad=[
        {"code_kinds": ["QR", "", ""], "code_texts": ["https://oakline.example/bowls", "", ""]},
        {"code_kinds": ["QR", "", ""], "code_texts": ["mailto:atelier@oakline.example", "", ""], "store": "amazon.fr"},
        {"code_kinds": ["EAN-13", "QR", ""], "code_texts": ["3012345678900", "oakline.example/shop", ""]},
        {"code_kinds": ["QR", "", ""], "code_texts": ["https://amazon.com.oakline.example/", "", ""]},
        {"code_kinds": ["QR", "", ""], "code_texts": ["WIFI:S:Home;;", "", ""], "title": "Plaque QR code en bois"},
    ],
    good=[
        {"code_kinds": ["QR", "", ""], "code_texts": ["https://www.amazon.fr/handmade/oakline", "", ""]},
        {"code_kinds": ["QR", "", ""], "code_texts": ["Oak, oiled. No. 12", "", ""]},
        {"code_kinds": ["EAN-13", "", ""], "code_texts": ["3012345678900", "", ""], "store": "amazon.fr"},
        {"code_kinds": ["", "", ""], "code_texts": ["", "", ""]},
    ],
)
def check(images: Images) -> Findings:
    """A code in the picture leads out of the store, or holds an address.

    Words in pictures keep the rules for texts: no link, no contact data. Of that, QR codes are read: web, mail and
    telephone addresses, visiting cards, networks. Links to Amazon are let pass. Where the title speaks of QR codes, the
    code may be the goods, and it is told as a hint.
    """
    for picture in images.shown((images["code_kinds"] == "QR").any(axis=1)):
        told = zip(picture["code_kinds"], picture["code_texts"], picture["code_boxes"], strict=True)
        for kind, says, box in told:
            if kind != "QR" or not _OUT.match(says) or _STORE.match(says):
                continue
            goods = _GOODS.search(picture.listing.get("title")) is not None
            yield picture.finding(
                say("a code in the picture leads out of the store: '{says}'", says=says),
                boxes=[box] if box[0] == box[0] else (),
                severity="info" if goods else None,
                says=says,
            )
