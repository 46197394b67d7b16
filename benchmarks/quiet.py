"""False alarms by language: what the rules say of faultless listings, those they were mended with and later ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from .frame import Bench

NAME = "quiet"
FOLDER = Path(__file__).parents[1] / "fixtures" / "quiet"
SETS = {"mended with": FOLDER, "held out": FOLDER / "held-out"}
LANGUAGES = {
    "amazon.com": "en",
    "amazon.co.uk": "en",
    "amazon.fr": "fr",
    "amazon.ca": "fr",
    "amazon.com.be": "fr",
    "amazon.de": "de",
    "amazon.it": "it",
    "amazon.es": "es",
    "amazon.co.jp": "ja",
    "etsy-en": "en",
    "etsy-fr": "fr",
}
"""By the name of the file, which is the store's."""
DAY = "2026-11-23"
SEVERITIES = ("error", "warning", "info")
MOST = {"error": 0.0, "warning": 0.02, "info": 0.10}
"""Shares of listings that may have one (tests/test_quiet.py)."""


def run(bench: Bench) -> None:
    """Lint both sets, each file for its own store, with the rules that are on by default."""
    for name, folder in SETS.items():
        listings, flagged, rules = measure(folder)
        bench.say(f"{name}: listings with an error, a warning, an info")
        for language in sorted(listings):
            words = ", ".join(f"{flagged[language][severity]} {severity}" for severity in SEVERITIES)
            bench.say(f"  {language}: {listings[language]:4} listings: {words}")
        every = sum(listings.values())
        for severity in SEVERITIES:
            share = sum(counts[severity] for counts in flagged.values()) / every
            bench.figure(f"{name}.{severity}".replace(" ", "-"), share * 100, "% of listings", MOST[severity] * 100)
        if rules:
            bench.say("rules that spoke: " + ", ".join(f"{code} {count}" for code, count in rules.most_common()))


def measure(folder: Path) -> tuple[Counter[str], dict[str, Counter[str]], Counter[str]]:
    """Listings by language; those with a finding by language and severity; and findings by rule."""
    from handmade_lint.run import check

    listings: Counter[str] = Counter()
    flagged: dict[str, Counter[str]] = defaultdict(Counter)
    rules: Counter[str] = Counter()
    for file in sorted(folder.glob("*.csv")):
        language = LANGUAGES[file.stem]
        report = check([file], store=file.stem.partition("-")[0], language=language, on=DAY)
        listings[language] += report.run.listings
        for severity in SEVERITIES:
            found = [one for one in report.findings if one.severity == severity]
            flagged[language][severity] += len({one.sku for one in found})
            rules.update(one.code for one in found)
    return listings, flagged, rules
