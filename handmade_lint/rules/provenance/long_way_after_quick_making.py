"""MP-015."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_TIME = r"(\d{1,2})\s?(?:-|–|to|à|bis|a|～|〜|~)\s?(\d{1,2})\s?(?:business |working )?"
_DAYS = r"(?:days?|jours|tage[n]?|werktage[n]?|giorni|días|日)"
_WEEKS = r"(?:weeks?|semaines|wochen|settimane|semanas|週間)"
_SENT = re.compile(
    r"(?:deliver\w*|arriv\w*|shipping|transit|livr\w+|acheminement|lieferzeit|lieferung|versand\w*|consegn\w+|spedizion\w+"
    r"|entreg\w+|envío|お届け|到着|配送)[^.!?\n]{0,50}?" + _TIME + rf"({_DAYS}|{_WEEKS})",
    re.IGNORECASE,
)


@rule(
    "MP-015",
    reads=("production_days", "highlights", "bullet", "description"),
    severity="info",
    force="ours",
    source=("handmade-lint's own (no published source found)", "1001infos on DGCCRF"),
    advice="Put the time for making into the production time; tracking numbers from your town clear the hint.",
    bad=[
        {"production_days": "1", "description": "Delivery takes 15-30 days."},
        {"production_days": "2", "description": "Livraison en 3 à 6 semaines.", "store": "amazon.fr"},
        {"production_days": "1", "description": "Lieferzeit 20-40 Tage.", "store": "amazon.de"},
        {"production_days": "1", "description": "Consegna in 15-25 giorni.", "store": "amazon.it"},
        {"production_days": "1", "description": "Entrega en 15-30 días.", "store": "amazon.es"},
        {"production_days": "1", "description": "お届けまで15～30日かかります。", "store": "amazon.co.jp"},
    ],
    good=[
        {"production_days": "12", "description": "Delivery takes 3-5 days, to Australia 15-30 days."},
        {"production_days": "1", "description": "Delivery takes 3-5 days. Seeds sprout in 15-30 days."},
        {"production_days": "2", "description": "Livraison en 2 à 5 jours.", "store": "amazon.fr"},
        {"production_days": "2", "description": "Delivery outside Europe takes 15-30 days."},
    ],
)
def check(listing: Listing, *, quick: int = 2, long: int = 14) -> Findings:
    """Making takes a day or two, and delivery takes weeks.

    Goods that a supplier sends from far off look so. Post to islands and abroad is slow for everybody, and a time for
    far countries is not meant: a hint of our own.
    """
    days = listing.get("production_days").strip()
    if not days.isdigit() or not 0 < int(days) <= quick:
        return
    for read in ("highlights", "bullet", "description"):
        for field, value in listing.read(read):
            for found in _SENT.finditer(value):
                unit = 7 if re.fullmatch(_WEEKS, found.group(3), re.IGNORECASE) else 1
                weeks_off = int(found.group(1)) * unit
                far = re.search(
                    r"outside|overseas|abroad|international|australia|worldwide|étranger|hors de|ausland"
                    r"|außerhalb|estero|fuori"
                    r"|extranjero|fuera|海外",
                    found.group(),
                    re.IGNORECASE,
                )
                if weeks_off >= long and not far:
                    yield Remark(
                        say(
                            "a hint of ours: it is made in {days} days, and '{match}'; is the post that slow? "
                            "Tracking numbers from your town would clear it",
                            days=days,
                            match=found.group(),
                        ),
                        field,
                        found.span(),
                        evidence={"production_days": int(days), "delivery_days": weeks_off},
                    )
                    return
