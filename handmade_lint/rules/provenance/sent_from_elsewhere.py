"""MP-014."""

import re

from ...rule import Findings, Listing, Remark, country, rule, say

_PLACE = re.compile(
    r"(?<!\w)(?:china|chine|cina|shenzhen|yiwu|guangzhou|guangdong|zhejiang|hong ?kong|overseas warehouse|auslandslager"
    r"|entrepôt à l'étranger)(?!\w)|(?:中国|香港)(?:から|より)(?:直送|発送|配送)",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"(?:(?:(?:ships?|shipped|dispatched|sent|posted)\s+(?:directly\s+)?from|returns?(?: are)?(?: sent)? to)(?:\s+our)?"
    r"|(?:expédiée?s?|envoyée?s?|livrée?s?)\s+(?:directement\s+)?(?:de|depuis)(?:\s+la)?"
    r"|(?:versand|lieferung|versendet|verschickt)\s+(?:direkt\s+)?aus|rücksendung(?:en)? nach"
    r"|(?:spedit[oaie]|spedizione)\s+(?:direttamente\s+)?(?:da|dalla|dal)"
    r"|(?:enviad[oa]s?|envío|se envía)\s+(?:directamente\s+)?desde)\s+$",
    re.IGNORECASE,
)


@rule(
    "MP-014",
    reads=("country_of_origin", "title", "highlights", "bullet", "description", "seller.country"),
    severity="warning",
    force="ours",
    needs=(
        *("china", "chine", "cina", "shenzhen", "yiwu", "guangzhou", "guangdong", "zhejiang", "hong kong", "hongkong"),
        *("overseas warehouse", "auslandslager", "entrepôt à l'étranger", "中国", "香港"),
    ),
    filled=("country_of_origin",),
    source=("Washington Post 17 May 2023 (via redef)", "TIME / Daily Dot 2012, Ecologica Malibu"),
    advice="Correct the country, or say who makes what where; a lease or register entry of the workshop clears it.",
    bad=[
        {"country_of_origin": "CN", "seller.country": "GB"},
        {"country_of_origin": "Chine", "seller.country": "France", "store": "amazon.fr"},
        {"description": "Ships directly from Shenzhen", "seller.country": "GB"},
        {"description": "Versand aus China, 3 Wochen", "store": "amazon.de"},
        {"description": "Spedito dalla Cina", "store": "amazon.it"},
        {"description": "中国から直送します", "store": "amazon.co.jp"},
        {"description": "Enviado desde China", "store": "amazon.es"},
    ],
    good=[
        {"country_of_origin": "United Kingdom", "seller.country": "GB", "description": "Ships from Leeds"},
        {"country_of_origin": "Fabriqué en France", "seller.country": "FR", "store": "amazon.fr"},
        {"country_of_origin": "CN", "title": "Bowl"},
        {"description": "I have shipped to China and Japan", "seller.country": "GB"},
        {"description": "Versand nach China und Japan", "seller.country": "DE", "store": "amazon.de"},
        {"description": "Ships from China", "seller.country": "CN"},
        {"description": "Chinaの文字の刺繍", "store": "amazon.co.jp"},
        {"description": "A cup of bone china. Hong Kong skyline print, posted from Kent"},
        {"description": "Porcelaine de Chine peinte et expédiée de Limoges", "store": "amazon.fr"},
        {"country_of_origin": "India", "seller.country": "US", "seller.maker_type": "ngo"},
    ],
)
def check(listing: Listing) -> Findings:
    """Goods come from another country than the workshop.

    A workshop in Leeds whose parcels leave another continent is a known sign of bought-in goods. Makers move, work in
    two places or with a co-operative abroad: a hint of our own. The country of origin is compared with the seller's
    country where both are known, and said as a note; words in the text that name another place to send from are said as
    a warning where the seller's country is known.
    """
    home = country(listing.get("seller.country"))
    origin = country(listing.get("country_of_origin"))
    group = listing.get("seller.maker_type").strip().casefold() in ("cooperative", "co-operative", "ngo", "non-profit")
    if home and origin and home != origin and not group:
        yield Remark(
            say(
                "a hint of ours: the country of origin is {origin} and your workshop is in {home}; "
                "do you make some of it abroad? A word on who makes it where would clear it",
                origin=origin,
                home=home,
            ),
            "country_of_origin",
            severity="info",
            evidence={"origin": origin, "workshop": home},
        )
    if home in ("CN", "HK"):
        return
    for read in ("title", "highlights", "bullet", "description"):
        for field, value in listing.read(read):
            for place in _PLACE.finditer(value):
                sent = _SENT.search(value, max(0, place.start() - 40), place.start())
                if sent is None and place.group()[0] not in "中香":
                    continue
                span = sent.start() if sent else place.start(), place.end()
                words = say(
                    "a hint of ours: '{value}' names another place than a workshop; is that where you work? "
                    "Your address would clear it",
                    value=value[slice(*span)],
                )
                if home:
                    words = say(
                        "a hint of ours: '{value}' names another place than a workshop in {home}; is that where you "
                        "work? Your address would clear it",
                        value=value[slice(*span)],
                        home=home,
                    )
                yield Remark(
                    words,
                    field,
                    span,
                    severity="warning" if home else "info",
                    evidence={"said": value[slice(*span)], "workshop": home},
                )
                return
