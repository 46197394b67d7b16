"""MP-012."""

import re

from ...rule import Findings, Listing, Remark, price, rule, say

_OFF = re.compile(
    r"(?<![\d.,])([7-9]\d)\s?[%％]\s?(?:off\b|discount|de réduction|de remise|de rabais|rabatt|reduziert|di sconto"
    r"|de descuento|オフ|引き|割引)|(?:réduction|remise|rabais|sconto|descuento|rabatt) (?:de |del |di "
    r"|von )?([7-9]\d)\s?%",
    re.IGNORECASE,
)


@rule(
    "MP-012",
    reads=("price", "list_price", "sale_price", "title", "highlights", "bullet", "description"),
    severity="warning",
    force="ours",
    needs=("%",),
    filled=("list_price", "sale_price"),
    source="NDR via 24ds.org, 28 November 2025",
    advice="Show one honest price; an older price list or invoices that show the higher price clear the hint.",
    bad=[
        {"title": "Ring", "price": "9.90", "list_price": "59.00"},
        {"title": "Sac", "price": "89,00", "sale_price": "17,80", "store": "amazon.fr"},
        {"description": "Last days: 80% off"},
        {"description": "Jetzt 75 % Rabatt", "store": "amazon.de"},
        {"description": "80% di sconto", "store": "amazon.it"},
    ],
    good=[
        {"title": "Ring", "price": "1,050.00", "list_price": "1500"},
        {"title": "Sac", "price": "89,00", "sale_price": "0", "store": "amazon.fr"},
        {"description": "80% wool. 80 % lin, 10 % de réduction pour deux", "store": "amazon.fr"},
        {"description": "Zu 80 % aus Wolle, 10 % Rabatt", "store": "amazon.de"},
    ],
)
def check(listing: Listing, *, share: int = 70) -> Findings:
    """A price is cut by seventy per cent or more.

    Hardly any maker can live on a fifth of the price; standing cuts of that size are typical of bought-in goods with an
    invented former price. A clearance of old stock happens, too: a hint of our own.
    """
    asked, before, cut = (price(listing.get(name)) or 0.0 for name in ("price", "list_price", "sale_price"))
    now, full = (cut, asked) if 0 < cut < asked else (asked, before)
    off = round(100 * (1 - now / full)) if 0 < now < full else 0
    if off >= share:
        yield Remark(
            say(
                "a hint of ours: the price is cut by {off} %; is it a clearance of old stock? "
                "Invoices at the full price would clear it",
                off=off,
            ),
            "price",
            evidence={"off": off, "price": now, "before": full},
        )
        return
    for read in ("title", "highlights", "bullet", "description"):
        for field, value in listing.read(read):
            found = _OFF.search(value) if "%" in value or "％" in value else None
            if found and int(found.group(1) or found.group(2)) >= share:
                yield Remark(
                    say(
                        "a hint of ours: '{match}' is more than a maker can give; is it a clearance of old "
                        "stock? Invoices at the full price would clear it",
                        match=found.group(),
                    ),
                    field,
                    found.span(),
                    evidence={"off": int(found.group(1) or found.group(2))},
                )
                return
