"""Roles of names: precision and recall on held-out names and sentences, beside the plain rule; false alarms; speed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from handmade_lint.names import Mention

from .frame import Bench, Unavailable

DATA = Path(__file__).parents[2] / "shared" / "data" / "text" / "retail_demo_store_products.jsonl"
LEAST_RECALL, MOST_INNOCENT = 0.95, 0.03
THERE = frozenset(
    ("Nike", "Vans Old Skool", "Charles and Ray Eames", "Chemex", "Fender Stratocaster", "Gibson Les Paul", "Pandora",
     "Pandora bracelet", "Miffy")
)  # fmt: skip
"""Names that the shop's texts sell or imitate in truth ('Eames-inspired armchair'), as read by a person."""


def roles(bench: Bench) -> None:
    """Judge the test part, count false alarms on innocent listings, and time the model."""
    _roles(bench)
    _earlier(bench)
    _score(bench)
    _facts(bench)
    _quiet(bench)
    _shop(bench)
    _speed(bench)


def _roles(bench: Bench) -> None:
    from training.rights import judging
    from training.rights.model import ROLES
    from training.rights.sentences import LANGUAGES, read

    rows = [one for one in read() if one.part == "test"]
    ways = {"rule": judging.by_baseline(rows), "model": judging.by_model(rows)}
    bench.say(f"{len(rows)} sentences of the test part, whole names and shapes of sentences held out")
    bench.say(f"  {'role':<16}{'n':>4}  {'rule: precision, recall':>24}  {'model: precision, recall':>25}")
    for role in ROLES:
        figures = [judging.of_role(told, role) for told in ways.values()]
        cells = "".join(f"{precision:>18.2f}{recall:>8.2f}" for precision, recall, _ in figures)
        bench.say(f"  {role:<16}{figures[0][2]:>4}{cells}")
    bench.say(f"  {'language':<16}{'n':>4}  {'rule: recall, innocent':>24}  {'model: recall, innocent':>25}")
    for language in LANGUAGES:
        mine = [[one for one in told if one.sentence.language == language] for told in ways.values()]
        cells = "".join(f"{judging.recall(told):>18.2f}{judging.innocent_flagged(told):>8.2f}" for told in mine)
        bench.say(f"  {language:<16}{len(mine[0]):>4}{cells}")
    for name, told in ways.items():
        right = sum(one.role == one.sentence.role for one in told) / len(told)
        bound = name == "model"
        bench.figure(f"{name}.right", right, "of roles")
        bench.figure(
            f"{name}.must-flag-recall",
            judging.recall(told),
            "of must-flag roles",
            least=LEAST_RECALL if bound else None,
        )
        most = MOST_INNOCENT if bound else None
        bench.figure(f"{name}.innocent-flagged", judging.innocent_flagged(told), "of innocent roles", most)
    bench.figure("model.brier", judging.brier(ways["model"]), "of the chance of needing leave")
    for low, high, count, said, true in judging.reliability(ways["model"]):
        bench.say(f"  said {low:.1f} to {high:.1f}: {count:4} sentences, mean {said:.2f}, true {true:.2f}")
    bench.say("  truth (down) and what the model said (across)")
    bench.say(f"  {'':<16}" + "".join(f"{role[:9]:>10}" for role in ROLES))
    told_as = Counter((one.sentence.role, one.role) for one in ways["model"])
    for role in ROLES:
        bench.say(f"  {role:<16}" + "".join(f"{told_as[role, other] or '.':>10}" for other in ROLES))
    if bench.verbose:
        for one in ways["model"]:
            if one.flagged != one.must:
                bench.say(f"  {one.sentence.role} taken as {one.role} ({one.leave:.2f}): {one.sentence.text}")


def _earlier(bench: Bench) -> None:
    """The test part of before, whose errors have been read: for comparison, without a bound."""
    from training.rights import judging
    from training.rights.sentences import read

    rows = [one for one in read() if one.part == "earlier"]
    for name, told in (("rule", judging.by_baseline(rows)), ("model", judging.by_model(rows))):
        bench.figure(
            f"earlier.{name}.must-flag-recall", judging.recall(told), f"of must-flag roles ({len(rows)} in all)"
        )
        bench.figure(f"earlier.{name}.innocent-flagged", judging.innocent_flagged(told), "of innocent roles")


def _score(bench: Bench) -> None:
    """The score on rights of listings put together of up to three sentences of the test part, in one language."""
    from math import prod
    from random import Random

    from training.rights import judging
    from training.rights.sentences import LANGUAGES, read

    told = judging.by_model([one for one in read() if one.part == "test"])
    chance = Random(bench.seed)
    listings = []
    for language in LANGUAGES:
        mine = [one for one in told if one.sentence.language == language]
        innocent = [one for one in mine if not one.must]
        for _ in range(bench.size(200, 50)):
            some = [*chance.sample(innocent, chance.choice((0, 1, 2))), chance.choice(mine)]
            listings.append((1 - prod(1 - one.leave for one in some), any(one.must for one in some)))
    bench.say(f"{len(listings)} listings put together of sentences of the test part: the score on rights")
    for low, high in judging.BINS:
        held = [one for one in listings if low <= one[0] < high]
        if held:
            said, true = (sum(one[at] for one in held) / len(held) for at in (0, 1))
            bench.say(
                f"  said {low:.1f} to {min(high, 1):.1f}: {len(held):4} listings, mean {said:.2f}, true {true:.2f}"
            )
    bench.figure("score.brier", sum((said - true) ** 2 for said, true in listings) / len(listings), "of the score")


def _facts(bench: Bench) -> None:
    """Roles that the profile and the spelling tell: the test part's own names as brand, as licence, in disguise."""
    from handmade_lint.listing import Listing
    from handmade_lint.names import Mention
    from handmade_lint.roles import role_of
    from training.rights.sentences import read

    rows = [one for one in read() if one.part == "test" and one.role == "subject"]
    told: Counter[str] = Counter()
    for one in rows:
        start, end = one.span
        for role, facts in (
            ("own_brand", {"brand": one.name}),
            ("licensed", {"seller.licences": f"{one.name}: licence 12"}),
            ("evasive", {}),
        ):
            how = "leet" if role == "evasive" else ""
            named = Mention(start, end, one.name, one.name.casefold(), one.kind, (), one.everyday, how, "test")
            told[role] += role_of(one.plain, named, Listing("", {}, facts=facts, language=one.language)).name == role
    for role in ("own_brand", "licensed", "evasive"):
        bench.figure(f"facts.{role}", told[role] / len(rows), "of names told so", least=1.0)


def _quiet(bench: Bench) -> None:
    """Findings on rights in the faultless listings of fixtures/quiet."""
    from handmade_lint.run import check

    from .quiet import DAY, LANGUAGES, SETS

    listings, flagged = 0, set()
    for folder in SETS.values():
        for file in sorted(folder.glob("*.csv")):
            report = check([file], store=file.stem.partition("-")[0], language=LANGUAGES[file.stem], on=DAY)
            listings += report.run.listings
            for one in report.findings:
                if one.code.startswith("IP-") and one.evidence.get("leave", 0) > 0:
                    flagged.add((file, one.sku))
                    if bench.verbose:
                        bench.say(f"  {file.name} {one.sku}: {one.code} '{one.match}' {one.severity} {one.message}")
    bench.figure("quiet.false-alarms", 1000 * len(flagged) / listings, f"per 1,000 listings ({listings})", 30.0)


def _shop(bench: Bench) -> None:
    """Names flagged in a shop's texts, in spite of their role."""
    from handmade_lint.listing import Listing
    from handmade_lint.naming import OTHER_KINDS
    from handmade_lint.roles import role_of

    if not DATA.exists():
        bench.say(f"no {DATA.name} beside the checkout: false alarms on shop texts are not counted")
        return
    alarms: set[int] = set()
    there: set[int] = set()
    rows = 0
    for number, text, named in _mentions():
        rows += 1
        for one in named:
            if one.kind in OTHER_KINDS and role_of(text, one, Listing("", {}, language="en")).flagged:
                (there if one.name in THERE else alarms).add(number)
                if bench.verbose and one.name not in THERE:
                    bench.say(f"  {one.name} ({one.kind}): …{text[max(0, one.start - 40) : one.end + 40]}…")
    listings = rows // 2
    bench.say(f"{len(there)} of {listings} listings name what they sell or imitate in truth (THERE)")
    bench.figure("shop.false-alarms", 1000 * len(alarms) / listings, f"per 1,000 listings ({listings})", 30.0)


def _mentions() -> Iterator[tuple[int, str, list[Mention]]]:
    from handmade_lint.names import mentions

    for number, line in enumerate(DATA.read_text("utf-8").splitlines()):
        item = json.loads(line)
        for text in (item["name"], item["description"]):
            yield number, text, mentions(text, "en")


def _speed(bench: Bench) -> None:
    """Seconds per name: the plain rule and the model, and the same words cut up by spaCy's blank tokenisers."""
    from handmade_lint.connectors import by_rule
    from handmade_lint.contexts import tokens
    from handmade_lint.roles import judged
    from training.rights.model import around
    from training.rights.sentences import read

    rows = [one for one in read() if one.part == "test"]
    told = [around(one) for one in rows]

    def model() -> None:
        judged.cache_clear()
        for one in told:
            judged(one)

    pair = bench.pair("model-against-rule", model, lambda: [by_rule(one) for one in told])
    bench.figure("model.per-name", 1e6 * pair.first / len(rows), "microseconds")
    try:
        import spacy
    except ImportError as missing:
        raise Unavailable(
            "spaCy is not installed ('pip install handmade-lint[text]'): tokenisers not compared"
        ) from missing
    texts = [one.plain for one in rows if one.language != "ja"]
    english = spacy.blank("en")
    bench.pair("spacy-against-own-tokens", lambda: [english.make_doc(text) for text in texts],
               lambda: [tokens(text) for text in texts])  # fmt: skip
