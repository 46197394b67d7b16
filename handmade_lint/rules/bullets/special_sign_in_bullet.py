"""BU-004."""

import re
from collections.abc import Mapping
from dataclasses import replace

from ...rule import Edit, Findings, Fix, Text, rule, say

_PLUS_MINUS: Mapping[str, str] = {"fr": "plus ou moins", "de": "plus/minus", "it": "più o meno", "es": "más o menos"}
_SIGNS = re.compile(r"[™®€…†‡¢£¥©±~º°]|(?<!\w)â(?!\w)")

_DEGREES = re.compile(r"º ?[CF]\b")


@rule(
    "BU-004",
    reads="bullet",
    severity="error",
    hint="[™®€…†‡¢£¥©±~º°]|â",
    source=(
        "https://goatconsulting.com/amazon-policy/amazon-product-detail-page-rules-violation-policy-compliance",
        "https://www.marknology.com/blogs/latest-e-commerce-news/general-amazon-listing-restrictions-for-sellers",
    ),
    advice="Say it in words or leave it out.",
    bad=[
        {"bullet.1": "Turned by hand, ±2 mm", "cure": "Turned by hand, plus or minus 2 mm"},
        {"bullet.1": "Tourné à la main, ± 2 mm", "store": "amazon.fr", "cure": "Tourné à la main, plus ou moins 2 mm"},
        {"bullet.1": "Oakline® oil, and more…", "cure": "Oakline oil, and more..."},
        {"bullet.1": "® Oakline oil, by hand", "cure": "Oakline oil, by hand"},
        {"bullet.1": "â chêne massif", "store": "amazon.fr"},
        {"bullet.1": "Wash at 30° by hand"},
    ],
    good=[
        {"bullet.1": "Un bâton, des pâtes et un château gravés", "store": "amazon.fr"},
        "Plus or minus 2 mm, 5 x 8 cm, 100% wool",
        {"bullet.1": "N’est pas verni – seulement huilé", "store": "amazon.fr"},
        {"bullet.1": "Talla n.º 3, edición nº 12 de 30, 1º de la serie", "store": "amazon.es"},
    ],
)
def check(bullet: Text) -> Findings:
    """A sign that is barred from bullet points: ™ ® € … † ‡ ¢ £ ¥ © ± ~ and the like.

    From Amazon's bullet policy of 15 August 2024, as two agencies quote it. The raised o of the list is taken for º;
    the sign of degrees is said as a hint only, since the list may not mean it. A lone 'â' is a damaged character;
    inside French words it is a letter. In Spanish and Italian numbers such as nº 1 the raised o is a letter, too.
    """
    for found in bullet.find(_SIGNS):
        sign = found.group()
        span = found.span()
        if sign == "º" and bullet.language in ("es", "it", "pt") and not _DEGREES.match(bullet.value, span[0]):
            continue
        fix = {"™": "", "®": "", "©": "", "…": "..."}.get(sign)
        if sign == "±":
            after = bullet.value[span[1] : span[1] + 1]
            before = bullet.value[span[0] - 1 : span[0]] if span[0] else " "
            words = _PLUS_MINUS.get(bullet.language, "plus or minus")
            fix = ("" if before.isspace() else " ") + words + ("" if after.isspace() else " ")
        remark = bullet.finding(
            say("'{sign}' is barred from bullet points", sign=sign),
            span,
            fix=fix,
            severity="info" if sign == "°" else None,
        )
        if fix == "" and span[0] == 0:  # nor does a blank begin a line
            end = len(bullet.value) - len(bullet.value[1:].lstrip())
            remark = replace(remark, fix=Fix((Edit(bullet.field, 0, end, ""),)))
        yield remark
