"""Figures as people write them into cells."""

from __future__ import annotations

import re


def price(value: str) -> float | None:
    """The amount that a cell names ('1.299,00 €', '$1,299', '12,5'); None where there is none.

    A last point or comma with one or two digits behind it parts the cents; any other one parts thousands.
    """
    found = re.search(r"\d[\d.,'’\s]*", value)
    if found is None:
        return None
    plain = re.sub(r"[\s'’]", "", found.group()).rstrip(".,")
    cents = re.fullmatch(r"(.*?)[.,](\d{1,2})", plain)
    whole, rest = cents.groups() if cents else (plain, "0")
    return float(f"{re.sub(r'[.,]', '', whole) or '0'}.{rest}")
