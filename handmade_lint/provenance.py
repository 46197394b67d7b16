"""explain-score: the evidence on one listing, both ways, in plain words; what would clear it; proofs worth keeping.

The score on the rights of others follows, name by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from .catalogs import find_files, open_catalog
from .config import Config, ConfigError, suggest
from .digest import Entry, by_listing
from .finding import Finding
from .judge import Plan, complete
from .listing import Listing
from .process import LANGUAGES
from .rule import Rule
from .run import album, check, plan
from .said import say
from .score import RIGHTS, ShopScore
from .shops import shop_of
from .weighing import (
    BAND_NAMES,
    FACTORY,
    MAKER,
    ON_CATALOGUE,
    Verdict,
    Weighed,
    clearing,
    says,
    weigh_listing,
)  # fmt: skip

PROOFS = (
    "photos or a film of each step, with you or your hands in them, in the original files with their dates",
    "receipts of materials, and where each comes from",
    "sketches, patterns, moulds or files of your design, dated",
    "photos of your tools and the place where you work",
    "pieces half made, failed or repaired, and first versions",
    "orders and letters that show how long making takes; who works with you, and what each does",
    "your entry in a register of crafts or trades, where your country has one",
)
"""What a seller should keep, since audits ask for such things (guide, HM-027 and HM-028)."""

RIGHTS_GROUP = "rights"
"""Rules of this group tell names of others."""
_PICTURES_ELSEWHERE = ("MP-001", "MP-002", "MP-101")
COPIED = (
    "A picture at a wholesale site or in another shop does not say who took it from whom: someone may have copied you. "
    "The original file and the day you first showed it are your proof, and the site has a form for complaints."
)


@dataclass(frozen=True, slots=True)
class Explained:
    """One listing, its shop, and what the evidence comes to."""

    listing: Listing
    verdict: Verdict
    shop: ShopScore
    rules: Mapping[str, Rule]
    ignored: int
    """Rules that would be signals and are off or ignored."""
    rights: float | None
    """Probability, 0 to 1, that some owner's leave is needed; None where no rule on rights ran."""
    names: tuple[Finding, ...]
    """The findings that `rights` is made of, the gravest first."""


def explain(paths: Iterable[str], sku: str, config: Config, stdin: bytes = b"") -> Explained:
    """Weigh one listing of a catalogue, and the catalogue as a shop.

    Raises:
        ConfigError: the configuration is wrong, or no listing has that SKU.
        UnreadableInput: a file is missing, or is no catalogue.
    """
    files = list(paths)
    planned = plan(config)
    signals = {code: rule for code, rule in planned.rules.items() if code in FACTORY or code in ON_CATALOGUE}
    rights = [code for code, rule in planned.rules.items() if rule.group == RIGHTS_GROUP]
    chosen = replace(config, select=(*signals, *rights), baseline="", jobs=1, engine="")
    report = check(files, chosen, stdin=BytesIO(stdin))
    entry = next((one for one in report.entries if one.sku == sku), None)
    if entry is None:
        known = {one.sku: one for one in report.entries}
        raise ConfigError(say("no listing has the SKU '{sku}'{suggest}", sku=sku, suggest=suggest(sku, known)))
    planned = replace(planned, rules=signals)
    listing = _seen(_listing(files, entry, config, stdin), config, planned)
    findings = next(
        found
        for one, found in by_listing(report.entries, [one for one in report.findings if one.scope != "file"])
        if one is entry
    )
    verdict = weigh_listing(listing, findings, config.prevalence)
    shop = next(one for one in report.shops if one.shop == shop_of(listing))
    told = {one.fingerprint: one for one in findings}
    names = tuple(told[one.finding] for one in entry.score.reasons if one.score == "rights")
    ignored = len(FACTORY) - len(FACTORY & set(signals))
    return Explained(listing, verdict, shop, signals, ignored, entry.score.rights, names)


def _listing(files: Iterable[str], entry: Entry, config: Config, stdin: bytes) -> Listing:
    mapping = dict(config.headings) or None
    about = {"store": config.store or None, "language": config.language or None, "mapping": mapping}
    for name in files:
        inner = [Path(one) for one in find_files(Path(name))] if Path(name).is_dir() else [name]
        for file in inner:
            source = BytesIO(stdin) if file == "-" else Path(file)
            for table in open_catalog(source, name=str(file), **about):  # type: ignore[arg-type]
                for rows in table.batches():
                    for item in table.reader.read(rows).items:
                        if isinstance(item, Listing) and (item.sku, item.origin.row) == (entry.sku, entry.row):
                            return item
    raise ConfigError(f"'{entry.file}' has changed while it was read")


def _seen(listing: Listing, config: Config, planned: Plan) -> Listing:
    """The listing with the seller's profile, and with what banks know of its pictures."""
    listing = complete(listing, planned)
    looks = album(config, planned)
    if looks is None:
        return listing
    seen: Listing = looks.look([listing]).listings[0]
    looks.close()
    return seen


def tell(explained: Explained) -> Iterator[str]:
    """The explanation, line by line."""
    listing, verdict = explained.listing, explained.verdict
    yield f"{listing.sku}  {listing.get('title')}"
    yield f"Made in a factory? {_odds(verdict)}"
    yield (
        f"  Assumed before any evidence: {_share(verdict.prevalence)} of listings (prevalence in the configuration). "
        "The weights come from made-up shops (docs/limits.md): this is a reason to look or not, never a verdict."
    )
    if listing.language == "ja":
        yield "  Japanese is read for phrases of makers only, not sentence by sentence."
    elif listing.language not in LANGUAGES:
        yield f"  Texts in '{listing.language or 'this language'}' are not read for signs of a maker."
    if explained.ignored:
        yield f"  {explained.ignored} of {len(FACTORY)} rules that could count are off or ignored."
    yield ""
    yield "For a factory:" if verdict.against else "For a factory: nothing was found."
    for one in verdict.against:
        yield from _against(one, explained.rules)
    yield ""
    yield "For a maker:" if verdict.favour else "For a maker: nothing was found."
    for one in verdict.favour:
        yield f"  {one.weight:+.1f}  {says(one.note)}{_where(one)}"
    if missing := _missing(verdict):
        yield f"  Not found: {', '.join(missing)}."
    yield ""
    if cleared := clearing(verdict):
        names = ", ".join(one.note.signal for one in cleared)
        yield f"It would be quiet without {names}: what would clear each stands above."
        yield ""
    if any(one.note.signal in _PICTURES_ELSEWHERE for one in verdict.against):
        yield COPIED
        yield ""
    yield from _rights(explained)
    yield "Proofs worth keeping (an audit asks for such things):"
    for proof in PROOFS:
        yield f"  [ ] {proof}"
    yield ""
    shop = explained.shop
    count = f"{shop.listings} listing{'s' if shop.listings != 1 else ''}, {shop.flagged} not quiet"
    low, high = shop.mass_produced_range
    yield f"The shop {shop.shop} ({count}): {_said(shop.mass_produced, low, high, shop.mass_produced_band)}"
    for code in shop.rules:
        rule = explained.rules[code]
        yield f"  {rule.code} {rule.name}: {_plain(rule.summary)}"
        yield f"        would clear it: {rule.advice}"


def _rights(explained: Explained) -> Iterator[str]:
    """The score on rights and the names that it is made of."""
    if explained.rights is None:
        return
    told = f"{_share(explained.rights)} (the score on rights is {explained.rights:.2f})" if explained.names else "no"
    yield f"Is the leave of an owner needed? {told}"
    for one in explained.names:
        yield f"  {one.evidence[RIGHTS]:.2f}  {one.code} '{one.match}' ({one.field}): {one.message}"
        if clears := one.evidence.get("clears"):
            yield f"        would clear it: {clears}"
    yield ""


def _against(one: Weighed, rules: Mapping[str, Rule]) -> Iterator[str]:
    rule = rules[one.note.signal]
    yield f"  {one.weight:+.1f}  {rule.code} {rule.name}: {_plain(rule.summary)}{_where(one)}"
    if one.note.match:
        yield f"        found: {one.note.match}"
    yield f"        would clear it: {rule.advice}"


def _missing(verdict: Verdict) -> list[str]:
    from .makers import SAYS

    found = {one.note.signal for one in verdict.evidence}
    return [SAYS[signal] for signal in SAYS if signal in MAKER and signal not in found]


def _where(one: Weighed) -> str:
    return f" ({one.note.field})" if one.note.field else ""


def _plain(summary: str) -> str:
    return summary.rstrip(".")


def _odds(verdict: Verdict) -> str:
    return _said(verdict.chance, verdict.low, verdict.high, verdict.band)


def _said(chance: float, low: float, high: float, band: str) -> str:
    return f"{_share(chance)} ({_share(low)} to {_share(high)}), {BAND_NAMES[band]}"


def _share(chance: float) -> str:
    per_cent = chance * 100
    if per_cent < 1:
        return "under 1 %"
    return "over 99 %" if per_cent > 99 else f"{per_cent:.0f} %"
