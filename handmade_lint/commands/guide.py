"""handmade-lint guide: what the guide changes on which day, and which listings it touches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from ..refusal import Refusal
from ..said import say, say_many
from .shared import choosing, configuration, lint

if TYPE_CHECKING:
    from datetime import date

    from ..changes import Change, Touch

SHOWN_STORES = 6
"""Stores of a change that are named; the rest is counted."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE...]", type=click.Path())
@click.option("--diff", "days", nargs=2, metavar="DAY DAY", help="Only what changes between these days (2026-07-27).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@choosing
def guide(paths: tuple[str, ...], days: tuple[str, str] | None, form: str, **chosen: Any) -> None:
    """Tell what changes in the guide on which day: limits and laws, with the rules that read them.

    With --diff, only what changes after the first day, up to the second. With FILE..., also which listings it touches:
    findings that are there on one of the two days alone, or are graver on one.
    """
    from ..changes import changes, touched
    from ..changes import day as read
    from ..speech import told
    from ..visible import seen

    if chosen.get("on"):
        raise Refusal(say("--on is one day; guide compares two: --diff 2025-06-01 2026-11-23"))
    if paths and days is None:
        raise Refusal(say("say between which days: --diff 2025-06-01 2026-11-23"))
    config = configuration(paths, **chosen)
    between = (read(days[0]), read(days[1])) if days else None
    found = changes(config, *between) if between else changes(config)
    touches: list[Touch] = []
    listings = 0
    if paths and between:
        stdin = sys.stdin.buffer.read() if "-" in paths else b""
        touches, listings = touched(config, between, lambda one: lint(paths, one, False, stdin))
    if form == "json":
        import json

        click.echo(json.dumps(_facts(found, touches, between, listings, bool(paths)), ensure_ascii=False, indent=2))
        return
    lines = [*_tell(found, between), *(_tell_touches(touches, listings) if paths else ())]
    click.echo("\n".join(seen(told(line)) for line in lines))


def _tell(found: list[Change], between: tuple[date, date] | None) -> Iterator[str]:
    from .. import GUIDE

    if between:
        first, second = map(str, between)
        yield say("Guide of {guide}, what changes from {first} to {second}:", guide=GUIDE, first=first, second=second)
    else:
        yield say("Guide of {guide}, all that changes on a known day:", guide=GUIDE)
    if not found:
        yield say("  nothing")
    for one in found:
        yield ""
        yield say("{day}  {limit}: {words}", day=str(one.day), limit=one.limit, words=one.words)
        shown, rest = " ".join(one.stores[:SHOWN_STORES]), len(one.stores) - SHOWN_STORES
        if rest > 0:
            yield say_many("  stores: {shown} and {n} more", "  stores: {shown} and {n} more", rest, shown=shown)
        else:
            yield say("  stores: {shown}", shown=shown)
        for fact, values in one.only_for.items():
            yield say("  only for {fact}: {values}", fact=fact, values=", ".join(values))
        for rule in one.rules:
            name = f"{rule.code} {rule.name}"
            yield say("  rule: {name} (off)", name=name) if rule.severity == "off" else say("  rule: {name}", name=name)
        yield say("  source: {source}", source=one.source)


def _tell_touches(touches: list[Touch], listings: int) -> Iterator[str]:
    from itertools import groupby

    from ..visible import seen

    rows = {_place(one) for one in touches}
    yield ""
    yield say_many(
        "Touched: {touched} of {n:,} listing.", "Touched: {touched} of {n:,} listings.", listings, touched=len(rows)
    )
    for (file, row, sku), some in groupby(touches, lambda one: (*_place(one), one.finding.sku)):
        yield ""
        yield f"{seen(sku) or '-'}  {seen(file)}:{row}"
        for one in some:
            finding = one.finding
            yield say("  {words}: {code} {message}", words=one.words, code=finding.code, message=finding.message)


def _place(one: Touch) -> tuple[str, int]:
    return one.finding.location.file, one.finding.location.row


def _facts(
    found: list[Change], touches: list[Touch], between: tuple[date, date] | None, listings: int, asked: bool
) -> dict[str, Any]:
    from .. import GUIDE

    facts: dict[str, Any] = {
        "guide": GUIDE,
        "days": [one.isoformat() for one in between] if between else None,
        "changes": [
            {
                "day": one.day.isoformat(),
                "limit": one.limit,
                "stores": list(one.stores),
                "only_for": {key: list(values) for key, values in one.only_for.items()},
                "before": one.before,
                "after": one.after,
                "rules": [rule.code for rule in one.rules],
                "source": one.source,
            }
            for one in found
        ],
    }
    if asked:
        facts["listings"] = listings
        facts["touched"] = [
            {
                "sku": one.finding.sku,
                "file": one.finding.location.file,
                "row": one.finding.location.row,
                "code": one.finding.code,
                "field": one.finding.field,
                "message": one.finding.message,
                "before": one.before.severity if one.before else None,
                "after": one.after.severity if one.after else None,
            }
            for one in touches
        ]
    return facts
