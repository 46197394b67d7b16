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
from .said import Said, say, say_many
from .score import RIGHTS, ShopScore
from .shops import shop_of
from .speech import told
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
    say("photos or a film of each step, with you or your hands in them, in the original files with their dates"),
    say("receipts of materials, and where each comes from"),
    say("sketches, patterns, moulds or files of your design, dated"),
    say("photos of your tools and the place where you work"),
    say("pieces half made, failed or repaired, and first versions"),
    say("orders and letters that show how long making takes; who works with you, and what each does"),
    say("your entry in a register of crafts or trades, where your country has one"),
)
"""What a seller should keep, since audits ask for such things (guide, HM-027 and HM-028)."""

RIGHTS_GROUP = "rights"
"""Rules of this group tell names of others."""
_PICTURES_ELSEWHERE = ("MP-001", "MP-002", "MP-101")
COPIED = say(
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
    raise ConfigError(say("'{file}' has changed while it was read", file=entry.file))


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
    """The explanation, line by line, in the language of this process."""
    listing, verdict = explained.listing, explained.verdict
    yield f"{listing.sku}  {listing.get('title')}"
    yield told(say("Made in a factory? {chance}", chance=_odds(verdict)))
    yield "  " + told(
        say(
            "Assumed before any evidence: {share} of listings (prevalence in the configuration). The weights come from "
            "made-up shops (docs/limits.md): this is a reason to look or not, never a verdict.",
            share=_share(verdict.prevalence),
        )
    )
    if listing.language == "ja":
        yield "  " + told(say("Japanese is read for phrases of makers only, not sentence by sentence."))
    elif listing.language not in LANGUAGES:
        language = listing.language or say("this language")
        yield "  " + told(say("Texts in '{language}' are not read for signs of a maker.", language=language))
    if explained.ignored:
        yield "  " + told(
            say(
                "{ignored} of {total} rules that could count are off or ignored.",
                ignored=explained.ignored,
                total=len(FACTORY),
            )
        )
    yield ""
    yield told(say("For a factory:") if verdict.against else say("For a factory: nothing was found."))
    for one in verdict.against:
        yield from _against(one, explained.rules)
    yield ""
    yield told(say("For a maker:") if verdict.favour else say("For a maker: nothing was found."))
    for one in verdict.favour:
        yield f"  {_weight(one)}  {told(says(one.note))}{_where(one)}"
    if missing := _missing(verdict):
        yield "  " + told(say("Not found: {signs}.", signs="; ".join(missing)))
    yield ""
    if cleared := clearing(verdict):
        names = ", ".join(one.note.signal for one in cleared)
        yield told(say("It would be quiet without {names}: what would clear each stands above.", names=names))
        yield ""
    if any(one.note.signal in _PICTURES_ELSEWHERE for one in verdict.against):
        yield told(COPIED)
        yield ""
    yield from _rights(explained)
    yield told(say("Proofs worth keeping (an audit asks for such things):"))
    for proof in PROOFS:
        yield f"  [ ] {told(proof)}"
    yield ""
    yield told(_of_shop(explained.shop))
    for code in explained.shop.rules:
        rule = explained.rules[code]
        yield f"  {rule.code} {rule.name}: {_plain(told(rule.summary))}"
        yield "        " + told(say("would clear it: {advice}", advice=told(rule.advice)))


def _of_shop(shop: ShopScore) -> Said:
    low, high = shop.mass_produced_range
    return say_many(
        "The shop {shop} ({n} listing, {flagged} not quiet): {chance}",
        "The shop {shop} ({n} listings, {flagged} not quiet): {chance}",
        shop.listings,
        shop=shop.shop,
        flagged=shop.flagged,
        chance=_said(shop.mass_produced, low, high, shop.mass_produced_band),
    )


def _rights(explained: Explained) -> Iterator[str]:
    """The score on rights and the names that it is made of."""
    if explained.rights is None:
        return
    if explained.names:
        said = say(
            "Is the leave of an owner needed? {share} (the score on rights is {score:.2f})",
            share=_share(explained.rights),
            score=float(explained.rights),
        )
    else:
        said = say("Is the leave of an owner needed? no")
    yield told(said)
    for one in explained.names:
        weight = told(say("{value:.2f}", value=float(one.evidence[RIGHTS])))
        yield f"  {weight}  {one.code} '{one.match}' ({one.field}): {told(one.message)}"
        if clears := one.evidence.get("clears"):
            yield "        " + told(say("would clear it: {advice}", advice=told(clears)))
    yield ""


def _against(one: Weighed, rules: Mapping[str, Rule]) -> Iterator[str]:
    rule = rules[one.note.signal]
    yield f"  {_weight(one)}  {rule.code} {rule.name}: {_plain(told(rule.summary))}{_where(one)}"
    if one.note.match:
        yield "        " + told(say("found: {match}", match=one.note.match))
    yield "        " + told(say("would clear it: {advice}", advice=told(rule.advice)))


def _missing(verdict: Verdict) -> list[str]:
    from .makers import SAYS

    found = {one.note.signal for one in verdict.evidence}
    return [told(SAYS[signal]) for signal in SAYS if signal in MAKER and signal not in found]


def _weight(one: Weighed) -> str:
    return told(say("{weight:+.1f}", weight=float(one.weight)))


def _where(one: Weighed) -> str:
    return f" ({one.note.field})" if one.note.field else ""


def _plain(summary: str) -> str:
    return summary.rstrip(".")


def _odds(verdict: Verdict) -> Said:
    return _said(verdict.chance, verdict.low, verdict.high, verdict.band)


def _said(chance: float, low: float, high: float, band: str) -> Said:
    return say(
        "{chance} ({low} to {high}), {band}",
        chance=_share(chance),
        low=_share(low),
        high=_share(high),
        band=BAND_NAMES[band],
    )


def _share(chance: float) -> Said:
    if chance * 100 < 1:
        return say("under {share:.0%}", share=0.01)
    if chance * 100 > 99:
        return say("over {share:.0%}", share=0.99)
    return say("{share:.0%}", share=float(chance))
