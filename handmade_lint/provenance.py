"""explain-score: the evidence on one listing, both ways, in plain words; what would clear it; proofs worth keeping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from .catalogs import open_catalog
from .config import Config, ConfigError, suggest
from .judge import Judge, complete
from .listing import Listing
from .rule import Rule
from .run import check, plan
from .said import say
from .weighing import (
    BANDS,
    FACTORY,
    MAKER,
    ON_CATALOGUE,
    Verdict,
    Weighed,
    clearing,
    says,
    score_of,
    weigh_listing,
    weigh_shop,
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

COPIED = (
    "A picture at a wholesale site does not say who took it from whom: someone may have copied you. The original file "
    "and the day you first showed it are your proof, and the site has a form for complaints."
)


@dataclass(frozen=True, slots=True)
class Explained:
    """One listing, its shop, and what the evidence comes to."""

    listing: Listing
    verdict: Verdict
    shop: Verdict
    listings: int
    rules: Mapping[str, Rule]
    ignored: int
    """Rules that would be signals and are off or ignored."""


def explain(paths: Iterable[str], sku: str, config: Config, stdin: bytes = b"") -> Explained:
    """Weigh one listing of a catalogue, and the catalogue as a shop.

    Raises:
        ConfigError: the configuration is wrong, or no listing has that SKU.
        UnreadableInput: a file is missing, or is no catalogue.
    """
    files = list(paths)
    planned = plan(config)
    signals = {code: rule for code, rule in planned.rules.items() if code in FACTORY or code in ON_CATALOGUE}
    report = check(files, replace(config, select=tuple(signals), baseline="", jobs=1), stdin=BytesIO(stdin))
    listing = _listing(files, sku, config, stdin)
    if listing is None:
        known = {one.sku: one for one in report.entries}
        raise ConfigError(say("no listing has the SKU '{sku}'{suggest}", sku=sku, suggest=suggest(sku, known)))
    planned = replace(planned, rules=signals)
    listing = complete(listing, planned)
    verdict = weigh_listing(listing, Judge(planned)(listing)[0], config.prevalence)
    chances = [one.score.mass_produced for one in report.entries if one.score.mass_produced is not None]
    flagged = sum(any(reason.score == "mass_produced" for reason in one.score.reasons) for one in report.entries)
    spoke = {one.code for one in report.findings if one.scope == "catalog"}
    scores = [score_of(chance, config.prevalence) for chance in chances] or [verdict.score]
    shop = weigh_shop(scores, flagged, spoke, config.prevalence)
    return Explained(listing, verdict, shop, len(scores), signals, len(FACTORY) - len(FACTORY & set(signals)))


def _listing(files: Iterable[str], sku: str, config: Config, stdin: bytes) -> Listing | None:
    from .catalogs import find_files

    mapping = dict(config.headings) or None
    about = {"store": config.store or None, "language": config.language or None, "mapping": mapping}
    for name in files:
        inner = [Path(one) for one in find_files(Path(name))] if Path(name).is_dir() else [name]
        for file in inner:
            source = BytesIO(stdin) if file == "-" else Path(file)
            for table in open_catalog(source, name=str(file), **about):  # type: ignore[arg-type]
                for rows in table.batches():
                    for item in table.reader.read(rows).items:
                        if isinstance(item, Listing) and item.sku == sku:
                            return item
    return None


def tell(explained: Explained) -> Iterator[str]:
    """The explanation, line by line."""
    listing, verdict = explained.listing, explained.verdict
    yield f"{listing.sku}  {listing.get('title')}"
    yield f"Made in a factory? {_odds(verdict)}"
    yield (
        f"  Assumed before any evidence: {_share(verdict.prevalence)} of listings (prevalence in the configuration). "
        "The weights come from made-up shops (docs/limits.md): this is a reason to look or not, never a verdict."
    )
    if listing.language not in ("en", "fr", "de", "it", "es"):
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
        if any(one.note.signal == "MP-001" for one in verdict.against):
            yield COPIED
        yield ""
    yield "Proofs worth keeping (an audit asks for such things):"
    for proof in PROOFS:
        yield f"  [ ] {proof}"
    yield ""
    yield f"The shop ({explained.listings} listing{'s' if explained.listings != 1 else ''}): {_odds(explained.shop)}"


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
    return f"{_share(verdict.chance)} ({_share(verdict.low)} to {_share(verdict.high)}), {BANDS[verdict.band]}"


def _share(chance: float) -> str:
    per_cent = chance * 100
    if per_cent < 1:
        return "under 1 %"
    return "over 99 %" if per_cent > 99 else f"{per_cent:.0f} %"
