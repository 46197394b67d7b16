"""CA-013."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_REQUIRED = {"title": say("title"), "price": say("price"), "brand": say("brand")}
_PRICE = re.compile(
    r"(?:[^\W\d_]{1,3}\$?|[$€£¥])?\s*\+?"
    r"(\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})*|\d+)(?:(?:[.,]|\s?[$€£]\s?)(\d{1,2}|\d{4}|[-–]{1,2}))?"
    r"\s*(?:[^\W\d_]{1,4}|[$€£¥])?"
)
_QUANTITY = re.compile(r"(?:\+?\d{1,3}(?:[ \u00a0\u202f.,]\d{3})*(?:[.,]0+)?|\d+(?:[.,]0+)?)\s*(?:[^\W\d_]{1,6}\.?)?")
_CURRENCY = re.compile(r"[^\W\d_][^\d]*|[$€£¥]")
_NO_OFFER = ("parent", "variable", "übergeordnet")
_IN_PART = re.compile(r"delete|partial|supprim|lösch|elimin|patch|inactive|incomplete", re.IGNORECASE)


@rule(
    "CA-013",
    reads=("title", "price", "brand", "quantity", "currency", "parent_sku", "parentage", "status"),
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="Fill in what is missing; write numbers as plain figures, such as 24.00.",
    bad=[
        {"title": "Oak bowl", "price": "abc"},
        {"title": "Oak bowl", "columns": ["price"]},
        {"title": "Bol en chêne", "price": "sur demande", "store": "amazon.fr"},
        {"title": "Bol en chêne", "price": "0,00", "store": "amazon.fr"},
        {"title": "Oak bowl", "price": "18-40"},
        {"title": "Oak bowl", "quantity": "a few"},
        {"title": "Oak bowl", "parentage": "Child", "columns": ["parent_sku"]},
        {"sku": "A1", "title": "Oak bowl", "parentage": "Child", "parent_sku": "A1"},
    ],
    good=[
        {"title": "Oak bowl", "price": "24.00", "quantity": "3", "brand": "Oakline", "currency": "USD"},
        {"title": "Bol en chêne", "price": "1 234,50 €", "quantity": "1 000", "store": "amazon.fr"},
        {"title": "Eichenschale", "price": "EUR 1.234,50", "store": "amazon.de"},
        {"title": "Oak bowl", "price": "24.00 USD"},
        {"title": "木の器", "price": "¥3,200", "quantity": "3個", "store": "amazon.co.jp"},
        {"title": "Schale", "price": "24,–", "quantity": "5 Stück", "store": "amazon.de"},
        {"title": "Bol", "price": "24€50", "store": "amazon.fr"},
        {"title": "Oak bowl", "parentage": "Parent", "columns": ["price"]},
        {"sku": "A1", "columns": ["title", "price"], "status": "PartialUpdate"},
        {"title": "Oak bowl"},
    ],
)
def check(listing: Listing) -> Findings:
    """A column that every offer needs is empty, or holds no number where one belongs.

    Amazon refuses such rows as a whole. Looked at are title, price and brand, where the catalogue has those columns;
    price, quantity and currency, where they are filled; and the parent of a child. Parents of variations are no offers,
    and rows that are deleted or updated in part need not be full. The rule is ours: templates differ.
    """
    parent = listing.get("parentage").strip().casefold()
    for field, words in _REQUIRED.items():
        needed = field in listing.columns and not (field == "price" and parent.startswith(_NO_OFFER))
        if needed and not listing.get(field) and not _IN_PART.search(listing.get("status")):
            yield Remark(say("the {field} is missing", field=words), field)
    price, quantity, currency = (listing.get(field).strip() for field in ("price", "quantity", "currency"))
    if price and not _PRICE.fullmatch(price):
        yield Remark(say("'{price}' is no price", price=price), "price", _whole(listing, "price"))
    elif price and not re.search(r"[1-9]", price) and not parent.startswith(_NO_OFFER):
        yield Remark(say("the price is nothing"), "price", _whole(listing, "price"))
    if quantity and not _QUANTITY.fullmatch(quantity):
        yield Remark(say("'{quantity}' is no quantity", quantity=quantity), "quantity", _whole(listing, "quantity"))
    if currency and not _CURRENCY.fullmatch(currency):
        yield Remark(say("'{currency}' is no currency", currency=currency), "currency", _whole(listing, "currency"))
    if parent.startswith(("child", "variation")) and "parent_sku" in listing.columns:
        if not listing.get("parent_sku").strip():
            yield Remark(say("this is a child, but its parent is not named"), "parent_sku")
        elif listing.get("parent_sku").strip() == listing.sku.strip():
            yield Remark(say("this row is named as its own parent"), "parent_sku", _whole(listing, "parent_sku"))


def _whole(listing: Listing, field: str) -> tuple[int, int]:
    return 0, len(listing.get(field))
