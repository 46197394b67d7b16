"""IM-110: what IM-028 asks of words in pictures; links in codes are IM-028's own."""

import re

from ...rule import Findings, Images, Text, lexicon, rule, say

_ADDRESS = re.compile(
    r"https?:\S+|\bwww\s?\.\s?\w\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.@])@[a-z_][\w.]{2,}"
    r"|(?<![\w@.])[a-z0-9][a-z0-9-]{2,}\.(?:com|net|org|shop|store|co\.uk|fr|de|it|es|eu|jp|cn)\b(?:/\S*)?",
    re.I,
)
_TELEPHONE = re.compile(
    r"(?<![\w+])\+[1-9]\d{0,2}(?:[\s().-]{0,2}\d){8,12}(?!\d)"
    r"|\b(?:tel|tél|phone|telephone|téléphone|telefon|telefono|teléfono|whatsapp|mobile|handy|fax|wechat|微信)\b\W{0,4}"
    r"\+?\d[\d\s().\-/]{5,}\d|(?<!\d)0\d(?:[\s.-]?\d{2}){4}(?!\d)",
    re.I,
)
_MONEY = re.compile(r"(?:[€$£¥]|\b(?:EUR|USD|GBP)\b)\s?\d+(?:[.,]\d{2})?|\d+(?:[.,]\d{2})?\s?(?:€|£|EUR\b|USD\b|GBP\b)")
_SHARE = re.compile(r"[-–−]\s?\d{1,2}\s?%|\d{1,2}\s?%\s?(?:off|de r|rabatt|di sconto|de descuento|オフ|引き)", re.I)
_WORDS = ("sales-talk", "shipping-offers", "calls-to-buy", "price-talk", "review-requests", "social-networks",
          "other-shops", "contact-requests", "guarantees", "germ-claims", "title-praise")  # fmt: skip


def _line(words: str, below: str = "") -> dict[str, object]:
    boxes = [[0.1, 0.1, 0.6, 0.2], [0.1, 0.2, 0.6, 0.3]] + [[float("nan")] * 4] * 4
    return {"words_texts": [words, below, "", "", "", ""], "words_boxes": boxes}


@rule(
    "IM-110",
    reads=("words_texts", "words_boxes"),
    severity="warning",
    stores=("amazon",),
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=200390640",
        "https://sellercentral.amazon.com/forums/t/how-to-do-fulfillment-by-merchant/212767",
    ),
    advice="Take the words out of the picture: prices and offers have fields of their own, addresses no place at all.",
    bad=[
        _line("www.oakline.example"),
        _line("FREE SHIPPING"),
        _line("FREE", "SHIPPING"),
        {**_line("SOLDES -20%"), "store": "amazon.fr"},
        {**_line("29,90 €"), "store": "amazon.de"},
        {**_line("Tel. 06 12 34 56 78"), "store": "amazon.fr"},
        {**_line("leave 5 stars"), "role": "other.3"},
    ],
    good=[
        _line("12 x 18 cm"),
        {**_line("Chêne huilé"), "store": "amazon.fr"},
        _line("100 % wool, 2 ply"),
        {**_line("sale"), "store": "amazon.it"},
        _line(""),
    ],
)
def check(images: Images) -> Findings:
    """Words laid over a picture hold an address, a price, an offer or a plea for reviews.

    Words in pictures keep the rules for texts. Only lines that were laid over the picture are read, not what stands on
    the thing; the reader errs now and then, so look at the box.
    """
    for picture in images.shown((images["words_texts"] != "").any(axis=1)):
        told: set[str] = set()
        for text, box in picture.written("description"):
            found = _found(text)
            if found and found not in told:
                told.add(found)
                words = say("words in the picture say '{match}'", match=found)
                yield picture.finding(words, boxes=[box], match=found, says=text.value)


def _found(text: Text) -> str:
    """What of a line has no place in a picture; '' where nothing."""
    for pattern in (_ADDRESS, _TELEPHONE, _MONEY, _SHARE):
        hit = pattern.search(text.value)
        if hit:
            return hit.group()
    plain = text.value.lower()  # lines in pictures are mostly in capitals, which is no sign of names
    for language in dict.fromkeys((text.language, "en")):
        for name in _WORDS:
            for one in lexicon(name).find(plain, language):
                if len(plain) == len(text.value) and not (one.end - one.start < 5 and language != text.language):
                    return text.value[one.start : one.end]
    return ""
