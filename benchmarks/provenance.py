"""Factory or maker, made-up shops and voices held out: AUC, bands, calibration, ablation, naive TF-IDF beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

from .frame import Bench, Unavailable

NAME = "provenance"
ROOT = Path(__file__).parents[1]
SEED = 2026
"""Of the shops that are measured; those that the model was fitted to have another (training/provenance)."""
LISTING_AUC, SHOP_AUC, PRECISION, MAKERS = 0.85, 0.95, 0.95, 2.0
MODEST = ROOT / "fixtures" / "modest"
PHOTOGRAPHS = ROOT.parent / "shared" / "data" / "images"
NEUTRAL = ROOT.parent / "shared" / "data" / "text" / "retail_demo_store_products.jsonl"


def run(bench: Bench) -> None:
    """Measure on synthetic shops, then on the few texts that were written by others."""
    if find_spec("sklearn") is None:
        raise Unavailable("needs scikit-learn: pip install 'handmade-lint[text]'")
    from training.provenance import evidence, held_out, shops, texts

    bench.say("SYNTHETIC: every text, shop and label below was made up for this purpose; see docs/limits.md")
    began = perf_counter()
    corpus = texts.corpus(bench.size(60, 30))
    readers = held_out.readers_by_voice(corpus)
    made = shops.make_shops(bench.size(5, 2), bench.size(10, 6), SEED)
    rows = evidence.gather(made)
    bench.say(f"{len(made)} shops, {len(rows.factory)} listings, {perf_counter() - began:.0f} s to write and lint them")
    _reader(bench, corpus, readers)
    if not bench.quick:
        _on_spacy_tokens(bench, corpus)
    by_voice = held_out.voice_out(rows, readers)
    by_shop = held_out.shop_out(rows, bench.size(0, 10))
    factory = held_out.of_shops(made, lambda shop: shop.factory)
    bench.say("AUC, whole voices and whole shops held out")
    for name, scores in (("voice-out", by_voice), ("shop-out", by_shop)):
        bench.figure(f"auc.listing.{name}", held_out.auc(rows.factory, scores.listings), "", least=LISTING_AUC)
        bench.figure(f"auc.shop.{name}", held_out.auc(factory, scores.shops(rows)), "", least=SHOP_AUC)
    _naive(bench, made, rows)
    _bands(bench, rows, by_voice)
    _shops(bench, rows, by_voice, factory)
    _languages(bench, rows, by_voice)
    _kinds(bench, made, rows, by_voice)
    _ablation(bench, rows, readers, by_voice)
    _written_by_others(bench)
    _photographs(bench)


def _reader(bench: Bench, corpus: Sequence[Any], readers: dict[str, Any]) -> None:
    from training.provenance.held_out import auc
    from training.provenance.reader import labelled, plain

    learnt = labelled(corpus)
    told = [one.kind == "told" for one in learnt]
    ours = [readers[one.voice].chance(one.text, one.language) for one in learnt]
    rule = [plain(one) for one in learnt]
    bench.say(f"craft-process reader: {len(learnt)} sentences, voices held out, against the plain rule (I + making)")
    bench.figure("reader.auc", auc(told, ours), "")
    bench.figure("reader.plain-rule.auc", auc(told, rule), "")
    bench.figure("reader.gain", auc(told, ours) - auc(told, rule), "AUC", least=0.05)
    for language in dict.fromkeys(one.language for one in learnt):
        at = [number for number, one in enumerate(learnt) if one.language == language]
        own, theirs = (auc([told[one] for one in at], [scores[one] for one in at]) for scores in (ours, rule))
        bench.say(f"  {language}: reader {own:.3f}, plain rule {theirs:.3f}")


def _on_spacy_tokens(bench: Bench, corpus: Sequence[Any]) -> None:
    """Whether spaCy's tokens would earn their import at run time."""
    began = perf_counter()
    try:
        import spacy
    except ImportError:
        bench.say("spaCy is not installed: its tokens are not compared")
        return
    bench.figure("reader.spacy-import", perf_counter() - began, "s")
    from dataclasses import replace

    from training.provenance.held_out import auc, readers_by_voice
    from training.provenance.reader import labelled

    nlp = {language: spacy.blank(language) for language in {one.language for one in corpus}}
    cut = [replace(one, text=" ".join(token.text for token in nlp[one.language](one.text))) for one in corpus]
    readers = readers_by_voice(cut)
    learnt = labelled(cut)
    scores = [readers[one.voice].chance(one.text, one.language) for one in learnt]
    bench.figure("reader.on-spacy-tokens.auc", auc([one.kind == "told" for one in learnt], scores), "")


def _naive(bench: Bench, made: Sequence[Any], rows: Any) -> None:
    from training.provenance.held_out import auc, naive
    from training.provenance.shops import texts_of

    words = texts_of(made)
    bench.say("naive TF-IDF with logistic regression on the same listings' texts")
    for name, groups in (("random-folds", None), ("shop-out", rows.shop), ("voice-out", rows.voice)):
        bench.figure(f"naive.{name}.auc", auc(rows.factory, naive(words, rows.factory, groups)), "")


def _calibrated(rows: Any, scores: Any) -> tuple[Any, Any, Any]:
    """Log-odds and chances at one in ten (each voice calibrated on the others), and the band of each listing."""
    import numpy as np

    from handmade_lint.weighing import ADMITTED, DECLARED, FACTORY, GROUPS, MOST, PREVALENCE
    from training.provenance.__main__ import LOOK, STRONG
    from training.provenance.evidence import SIGNALS, calibrate

    held = np.zeros(len(rows.factory))
    for voice in sorted(set(rows.voice)):
        out = rows.voice == voice
        scale, shift = calibrate(scores.listings[~out], rows.factory[~out])
        held[out] = np.clip(scores.listings[out] * scale + shift, -MOST, MOST)
    chance = 1 / (1 + np.exp(-(held + np.log(PREVALENCE / (1 - PREVALENCE)))))
    ours = [number for number, one in enumerate(SIGNALS) if one in FACTORY]
    signals = (rows.held[:, ours] > 0).sum(1)
    kinds = sum(
        (rows.held[:, [number for number in ours if SIGNALS[number] in group]] > 0).any(1).astype(int)
        for group in GROUPS.values()
    )
    admitted, declared = (
        (rows.held[:, [SIGNALS.index(one) for one in codes]] > 0).any(1) for codes in (ADMITTED, DECLARED)
    )
    look = (chance >= LOOK) & ((signals >= 2) | admitted)
    strong = declared | ((chance >= STRONG) & (kinds >= 2))
    return held, chance, np.where(strong, "strong", np.where(look, "look", "quiet"))


def _bands(bench: Bench, rows: Any, scores: Any) -> None:
    import numpy as np

    from handmade_lint.weighing import PREVALENCE

    _, chance, band = _calibrated(rows, scores)
    factory = rows.factory
    weight = np.where(factory, PREVALENCE / factory.mean(), (1 - PREVALENCE) / (1 - factory.mean()))
    bench.say("bands, voices held out, one in ten made in a factory: precision, recall, and makers in 100 in it")
    for name, chosen in (("strong", band == "strong"), ("look or strong", band != "quiet")):
        hit, missed = weight[chosen & factory].sum(), weight[chosen & ~factory].sum()
        precision, recall, makers = hit / (hit + missed), chosen[factory].mean(), 100 * chosen[~factory].mean()
        key = name.replace(" ", "-")
        strong = name == "strong"
        bench.figure(f"{key}.precision", precision, "", least=PRECISION if strong else None)
        bench.figure(f"{key}.recall", recall, "")
        bench.figure(f"{key}.makers-in-100", makers, "", MAKERS if strong else None)
        even = chosen[factory].mean() / (chosen[factory].mean() + chosen[~factory].mean())
        bench.say(f"  {name}: precision at even odds {even:.3f}")
    bench.say("calibration at one in ten: what was said, what was so, share of listings")
    edges = (0.0, 0.01, 0.03, 0.1, 0.3, 0.6, 0.8, 1.0)
    for low, high in pairwise(edges):
        chosen = (chance >= low) & (chance < high)
        if chosen.any():
            said = np.average(chance[chosen], weights=weight[chosen])
            so = np.average(factory[chosen], weights=weight[chosen])
            share = weight[chosen].sum() / weight.sum()
            bench.say(
                f"  {low:.2f} to {high:.2f}: said {said:.3f}, was {so:.3f}, {share:.1%} ({chosen.sum()} listings)"
            )
    brier = np.average((chance - factory) ** 2, weights=weight)
    bench.figure("brier", brier, "")
    bench.figure("brier.of-the-prevalence-alone", PREVALENCE * (1 - PREVALENCE), "")


def _shops(bench: Bench, rows: Any, scores: Any, factory: Any) -> None:
    """Bands of whole shops, as `weigh_shop` gives them."""
    import numpy as np

    from handmade_lint.weighing import ON_CATALOGUE, PREVALENCE, weigh_shop

    held, _, band = _calibrated(rows, scores)
    counts = np.bincount(rows.shop)
    means = np.bincount(rows.shop, held) / counts
    flagged = np.bincount(rows.shop, band != "quiet")
    verdicts = [
        weigh_shop(float(mean), int(count), int(some), ON_CATALOGUE[: int(spoke)])
        for mean, count, some, spoke in zip(means, counts, flagged, rows.catalogue, strict=True)
    ]
    bands = np.array([one.band for one in verdicts])
    weight = np.where(factory, PREVALENCE / factory.mean(), (1 - PREVALENCE) / (1 - factory.mean()))
    bench.say("bands of shops, voices held out, one in ten: precision, recall, makers' shops in 100 in it")
    for name, chosen in (("strong", bands == "strong"), ("look-or-strong", bands != "quiet")):
        hit, missed = weight[chosen & factory].sum(), weight[chosen & ~factory].sum()
        bench.figure(f"shop.{name}.precision", hit / (hit + missed), "", least=PRECISION if name == "strong" else None)
        bench.figure(f"shop.{name}.recall", chosen[factory].mean(), "")
        bench.figure(
            f"shop.{name}.makers-in-100", 100 * chosen[~factory].mean(), "", MAKERS if name == "strong" else None
        )
    chances = np.array([one.chance for one in verdicts])
    bench.figure("shop.brier", np.average((chances - factory) ** 2, weights=weight), "")


def _languages(bench: Bench, rows: Any, scores: Any) -> None:
    from training.provenance.held_out import auc

    _, _, band = _calibrated(rows, scores)
    bench.say("by language, voices held out: AUC of listings; recall of strong; makers in 100 in strong")
    for language in dict.fromkeys(rows.language):
        own = rows.language == language
        strong, factory = band[own] == "strong", rows.factory[own]
        found = auc(factory, scores.listings[own])
        words = f"{found:.3f}; {strong[factory].mean():.2f}; {100 * strong[~factory].mean():.1f}"
        bench.say(f"  {language}: {words}")


def _kinds(bench: Bench, made: Sequence[Any], rows: Any, scores: Any) -> None:
    import numpy as np

    _, _, band = _calibrated(rows, scores)
    kinds = np.array([made[shop].kind for shop in rows.shop])
    bench.say("by kind of made-up shop, voices held out: listings in 100 that are not quiet; strong")
    for kind in dict.fromkeys(kinds[np.argsort(rows.factory, kind="stable")]):
        own = band[kinds == kind]
        side = "reseller" if rows.factory[kinds == kind][0] else "maker"
        bench.say(f"  {side}, {kind}: {100 * (own != 'quiet').mean():.0f}; {100 * (own == 'strong').mean():.0f}")


def _ablation(bench: Bench, rows: Any, readers: dict[str, Any], whole: Any) -> None:
    from handmade_lint.weighing import GROUPS
    from training.provenance.held_out import auc, voice_out

    bench.say("ablation: AUC of listings without a group of signals, and of that group alone")
    every = [one for group in GROUPS.values() for one in group]
    for name, group in GROUPS.items():
        without = voice_out(rows, readers, group)
        alone = voice_out(rows, readers, [one for one in every if one not in group])
        words = f"without {auc(rows.factory, without.listings):.3f}, alone {auc(rows.factory, alone.listings):.3f}"
        bench.say(f"  {name:<20} {words}")
    bench.say(f"  {'(all)':<20} {auc(rows.factory, whole.listings):.3f}")


def _written_by_others(bench: Bench) -> None:
    """Texts that were not written for training: fixtures/quiet by other hands of this project, neutral shop texts."""
    from handmade_lint.process import read_texts
    from handmade_lint.run import check

    from .quiet import LANGUAGES, SETS

    bench.say("texts written by others: makers' listings of fixtures/quiet, as shipped (the first set was looked at)")
    for name, folder in SETS.items():
        scores = []
        for file in sorted(folder.glob("*.csv")):
            if LANGUAGES[file.stem] == "ja":
                continue
            report = check([file], store=file.stem.partition("-")[0], language=LANGUAGES[file.stem], on="2026-11-23")
            scores += [one.score for one in report.entries]
        flagged = sum(any(reason.score == "mass_produced" for reason in one.reasons) for one in scores)
        key = f"quiet.{name}".replace(" ", "-")
        bench.figure(f"{key}.not-quiet", 100 * flagged / len(scores), "% of makers", MAKERS)
        highest = max(one.mass_produced or 0.0 for one in scores)
        bench.say(f"  {name}: {len(scores)} listings, highest chance {highest:.2f}")
    files = sorted(MODEST.glob("*.csv"))
    reports = [check([file], store=file.stem, on="2026-11-24") for file in files]
    modest = [one.score for report in reports for one in report.entries]
    flagged = sum(one.mass_produced_band != "quiet" for one in modest)
    bench.figure("modest.not-quiet", 100 * flagged / len(modest), "% of makers", MAKERS)
    bench.say(
        f"  modest makers in six languages: {len(modest)}, highest {max(one.mass_produced or 0 for one in modest):.2f}"
    )
    if NEUTRAL.is_file():
        lines = [json.loads(line) for line in NEUTRAL.read_text("utf-8").splitlines()]
        read = [{key: str(one[key]) for key in ("name", "description") if one.get(key)} for one in lines]
        told = sum(read_texts(one, "en").chance > 0.5 for one in read)
        bench.figure("neutral.said-to-tell-their-making", 100 * told / len(read), "% of texts")


def _photographs(bench: Bench) -> None:
    """How often the picture rules that enter the weighing speak of real photographs, each as a further picture."""
    from handmade_lint.run import check

    for folder, what in (("clothing_cc0", "amateur photos"), ("sabaceramics", "a potter's photos")):
        files = sorted(one for one in (PHOTOGRAPHS / folder).glob("**/*") if one.suffix.lower() in (".jpg", ".png"))
        files = files[: bench.size(300, 40)]
        if not files:
            continue
        told = _found(files, check)
        bench.figure(f"photographs.{folder}.spoken-of", 100 * len(told) / len(files), f"% of {len(files)} {what}")


def _found(files: Sequence[Path], check: Any) -> set[str]:
    """SKUs of which a picture rule spoke."""
    import tempfile

    rows = [
        {"sku": str(number), "title": "Shirt", "images": [str(files[number - 1]), str(one)]}
        for number, one in enumerate(files)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.json"
        path.write_text(json.dumps(rows), "utf-8")
        report = check([path], store="amazon.com", select=["IM-026", "MP-104", "MP-105"])
    return {one.sku for one in report.findings}
