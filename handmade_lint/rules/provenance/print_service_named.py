"""MP-030: names of services that print and send for others, in fields."""

import re

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, lexicon, rule, say

_HOSTS = (
    "printful.com", "printify.com", "gelato.com", "gelatoapis.com", "gooten.com", "prodigi.com",
    "customcat.com", "spreadshirtmedia.com",
    "redbubble.net", "zcache.com", "teespring.com", "society6.com", "contrado.com", "cjdropshipping.com",
)  # fmt: skip
_HOST = re.compile(r"(?:https?:)?//([\w.-]+)", re.IGNORECASE)


@rule(
    "MP-030",
    reads=("vendor", "manufacturer", "image"),
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="If you print yourself, correct the field; photos of your press and invoices of blanks clear the hint.",
    bad=[
        {"vendor": "Printful", "store": "amazon.co.jp"},
        {"manufacturer": "Printify", "store": "amazon.fr"},
        {"title": "Mug", "images": ["https://files.cdn.printful.com/files/abc.jpg"]},
    ],
    good=[
        {"vendor": "Oakline"},
        {"vendor": "Printful", "title": "Mug", "store": "amazon.fr"},
        {"manufacturer": "Atelier Lune", "title": "Coupe à gelato", "store": "amazon.fr"},
        {"vendor": "Gelato & Moss Ceramics"},
        {"title": "Mug", "images": ["https://cdn.shopify.com/printful-mug.jpg"]},
    ],
)
def check(listing: Listing) -> Findings:
    """A field names a service that prints and sends for others.

    Vendor columns and picture addresses of such services stay in exports of a shop. Mock-ups are made with them by
    people who print themselves, too: a hint of our own. What the text says of it is judged by the rules of Handmade,
    and in its stores the vendor, too, by HM-010.
    """
    for field in ("vendor", "manufacturer"):
        for key, value in listing.read(field):
            if field == "vendor" and listing.store in HANDMADE_STORES and _judged(listing, value):
                continue
            for hit in lexicon("print-services").find(value, listing.language):
                if value[hit.start : hit.end].strip() == value.strip():
                    yield Remark(
                        say(
                            "a hint of ours: '{value}' prints and sends for others; do you print these yourself? "
                            "Photos of your press would clear it",
                            value=value.strip(),
                        ),
                        key,
                        (hit.start, hit.end),
                        evidence={"service": value.strip()},
                    )
    for image in listing.images:
        found = _HOST.match(image.uri) if "//" in image.uri else None
        if found is None:
            continue
        host = found.group(1).casefold()
        known = next((name for name in _HOSTS if host == name or host.endswith("." + name)), "")
        if known:
            yield Remark(
                say(
                    "a hint of ours: this picture lies at {known}, a print service; is it a mock-up of a "
                    "thing that you print? Photos of your press would clear it",
                    known=known,
                ),
                f"image.{image.role}",
                evidence={"host": host, "service": known},
            )
            return


def _judged(listing: Listing, value: str) -> bool:
    """Whether HM-010 says it, in the stores of Handmade."""
    return bool(lexicon("print-on-demand").find(value, listing.language))
