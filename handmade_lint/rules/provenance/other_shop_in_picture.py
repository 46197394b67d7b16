"""MP-003."""

import re

from ...rule import Findings, Images, Listing, rule, say

_SITE = re.compile(
    r"(?:www\s?\.\s?)?([a-z0-9][a-z0-9-]{2,})(?:\.[a-z0-9-]+)*\.(?:com|net|org|shop|store|co\.uk|fr|de|it|es|eu|jp|cn|example)\b"
    r"|@([a-z_][\w.]{2,})|©\s?([\w .&'-]{3,30})",
    re.I,
)
_CODE = re.compile(r"(?<![\w#./&-])([A-Z]{2,4})-?(\d{3,6})(?![\w./-]|\s?%)")
_KNOWN = frozenset("ISO EN DIN RAL AG AU UV LED CM MM KG ML XL SKU EST PT USB AWG".split())
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")


def _line(words: str) -> dict[str, object]:
    boxes = [[0.1, 0.1, 0.6, 0.2]] + [[float("nan")] * 4] * 5
    return {"words_texts": [words, "", "", "", "", ""], "words_boxes": boxes}


@rule(
    "MP-003",
    reads=("words_texts", "words_boxes"),
    severity="info",
    force="ours",
    source="naturalgorgeousdotcom 2012",
    advice="Upload your own photograph without it; if the mark is yours, name it as brand or shop name in the profile.",
    bad=[
        {**_line("www.bowlking.example"), "brand": "Oakline"},
        {**_line("JX-2031"), "sku": "OAK-1", "role": "other.1"},
        {**_line("厂家直销 包邮"), "store": "amazon.fr"},
        {**_line("© Bowl King"), "brand": "Oakline", "store": "amazon.de"},
    ],
    good=[
        {**_line("www.oakline.example"), "brand": "Oakline"},
        {**_line("AG925"), "store": "amazon.fr"},
        {**_line("OAK-2031"), "sku": "OAK-2031-L"},
        {**_line("手作り 陶器"), "store": "amazon.co.jp"},
        _line("30 cm"),
    ],
)
def check(images: Images) -> Findings:
    """Another shop's mark, a catalogue's number or Chinese words are laid over the picture.

    Pictures of wholesale goods bear the marks of the catalogue that they come from. A maker's pictures may have been
    stolen and marked by others as well: a weak hint of our own, which says nothing alone. Own names, SKUs, hallmarks
    and norms are let pass; Chinese words are not asked about on the Japanese store.
    """
    for picture in images.shown((images["words_texts"] != "").any(axis=1)):
        for text, box in picture.written("description"):
            match = _foreign(text.value, picture.listing)
            if match:
                words = say(
                    "a hint of ours: '{match}' is laid over the picture; is it yours? "
                    "Your original file would clear it",
                    match=match,
                )
                yield picture.finding(words, boxes=[box], match=match, says=text.value)
                break


def _foreign(line: str, listing: Listing) -> str:
    """What of a line points to somebody else; '' where nothing."""
    own = _plain(" ".join(listing.get(key) for key in ("brand", "seller.shop_name", "seller.own_brands")))
    site = _SITE.search(line)
    if site:
        name = _plain(next(part for part in site.groups() if part))
        return "" if name and (name in own or (own and own in name)) else site.group()
    code = _CODE.search(line)
    if code and code.group(1) not in _KNOWN and _plain(code.group()) not in _plain(listing.sku):
        return code.group()
    han = _HAN.findall(line)
    if len(han) >= 4 and listing.language != "ja" and not _KANA.search(line):
        return line
    return ""


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()
