"""The role of a name: facts first, then the model; the data it was made of; what findings and scores tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handmade_lint import weights
from handmade_lint.connectors import by_rule, surroundings
from handmade_lint.listing import LANGUAGES, Listing
from handmade_lint.names import Mention
from handmade_lint.roles import CLEARS, MUST_FLAG, SAYS, judged, probabilities, role_of
from handmade_lint.run import check
from training.rights.sentences import FILE, PARTS, compose, read, write


def mention(text: str, name: str, kind: str, *, evasive: str = "", everyday: bool = False, goods: str = "") -> Mention:
    start = text.index(name)
    about = name, name.casefold(), kind, tuple(goods.split()), everyday, evasive, "test"
    return Mention(start, start + len(name), *about)


def listing(language: str = "en", **facts: str) -> Listing:
    return Listing("A", {}, facts={key.replace("__", "."): value for key, value in facts.items()}, language=language)


@pytest.mark.parametrize(
    ("facts", "role"),
    [
        ({"brand": "Harry Potter"}, "own_brand"),
        ({"seller__shop_name": "harry potter"}, "own_brand"),
        ({"seller__own_brands": "Oakline\nHarry Potter"}, "own_brand"),
        ({"seller__licences": "Harry Potter and Hogwarts: licence 2026-031"}, "licensed"),
    ],
)
def test_facts_decide_first(facts: dict[str, str], role: str) -> None:
    text = "Harry Potter wand"
    found = role_of(text, mention(text, "Harry Potter", "world"), listing(**facts))
    assert (found.name, found.probability, found.leave, found.flagged) == (role, 1.0, 0.0, False)


def test_a_name_in_disguise_is_evasive_unless_it_is_licensed() -> None:
    text = "D1sney princess"
    named = mention(text, "D1sney", "world", evasive="leet")
    assert role_of(text, named, listing()).name == "evasive"
    assert role_of(text, named, listing(seller__licences="D1sney")).name == "licensed"


@pytest.mark.parametrize(
    ("language", "text", "name", "kind", "role"),
    [
        ("en", "Felt sleeve, fits iPhone 15", "iPhone 15", "consumer", "compatible"),
        ("fr", "Étui en liège pour iPhone", "iPhone", "consumer", "compatible"),
        ("de", "Hülle passend für iPhone", "iPhone", "consumer", "compatible"),
        ("it", "Custodia compatibile con iPhone", "iPhone", "consumer", "compatible"),
        ("es", "Funda compatible con iPhone", "iPhone", "consumer", "compatible"),
        ("ja", "iPhone対応の革ケース", "iPhone", "consumer", "compatible"),
        ("en", "LV-inspired tote", "LV", "luxury", "look_alike"),
        ("ja", "シャネル風ツイードバッグ", "シャネル", "luxury", "look_alike"),
        ("en", "Bluey birthday topper", "Bluey", "world", "subject"),
        ("fr", "Doudou Totoro au crochet avec prénom", "Totoro", "character", "subject"),
        ("en", "Bag in Harris Tweed, label inside", "Harris Tweed", "material-mark", ""),
        ("en", "Woven from Cordura, lined with felt", "Cordura", "material-mark", "component"),
    ],
)
def test_the_issues_own_examples(language: str, text: str, name: str, kind: str, role: str) -> None:
    goods = "9" if name.startswith("iPhone") else ""
    found = role_of(text, mention(text, name, kind, goods=goods), listing(language))
    assert found.name == role if role else not found.flagged
    assert found.flagged == (found.name in MUST_FLAG)
    assert found.why
    assert found.clears == CLEARS[found.name]


@given(st.text(max_size=60), st.text(min_size=1, max_size=12), st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_has_a_role(before: str, name: str, after: str, language: str) -> None:
    around = surroundings(before + name + after, len(before), len(before) + len(name), language, "world")
    chances, _ = probabilities(around)
    role = judged(around)
    assert sum(chances.values()) == pytest.approx(1)
    assert role.name in SAYS
    assert 0 <= role.leave <= 1
    assert by_rule(around)[0] in SAYS


def test_the_sentences_are_those_that_shapes_and_names_make(tmp_path: Path) -> None:
    write(compose(), tmp_path / "sentences.tsv")
    assert (tmp_path / "sentences.tsv").read_bytes() == FILE.read_bytes()


def test_no_name_and_no_shape_stands_in_two_parts() -> None:
    sentences = read()
    assert len(sentences) >= 2500
    assert sum(one.voice == "hand" for one in sentences) >= 500
    assert {one.language for one in sentences} == set(LANGUAGES)
    for place, part in enumerate(PARTS):
        for other in PARTS[place + 1 :]:
            mine, theirs = ([one for one in sentences if one.part == which] for which in (part, other))
            assert not {one.shape for one in mine} & {one.shape for one in theirs}
            assert not {one.name.casefold() for one in mine} & {one.name.casefold() for one in theirs}


def test_the_card_is_of_the_weights_and_of_the_data() -> None:
    import hashlib

    card = weights.card("rights-role")
    assert weights.numbers("rights-role")["roles"] == card["outputs"]
    assert card["data"]["sha256 of sentences.tsv"] == hashlib.sha256(FILE.read_bytes()).hexdigest()
    assert {"roles", "confusion", "calibration"} <= set(card["judged"])


def test_weights_that_were_changed_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "toy"
    folder.mkdir()
    (folder / "weights.json").write_text("{}")
    (folder / "card.json").write_text(json.dumps({"files": {"weights.json": "0" * 64}}))
    monkeypatch.setattr(weights, "_WITHIN", tmp_path)
    with pytest.raises(weights.Damaged, match=r"weights\.json has the digest"):
        weights.numbers("toy")
    with pytest.raises(FileNotFoundError, match="no model is called 'other'"):
        weights.numbers("other")


def test_a_score_on_rights_can_be_taken_apart(tmp_path: Path) -> None:
    rows = (
        "sku,title,description\n"
        "BAD,Hogwarts candle with a Gryffindor label,Soy wax\n"
        "GOOD,Beeswax candle in an oak cup,Poured by hand\n"
    )
    (tmp_path / "shop.csv").write_text(rows, "utf-8")
    report = check([tmp_path / "shop.csv"], store="amazon.com")
    bad, good = (entry.score for entry in report.entries)
    assert good.rights == 0.0
    assert bad.rights is not None
    reasons = [one for one in bad.reasons if one.score == "rights"]
    assert len(reasons) == 2
    open_ = 1.0
    for one in reasons:
        open_ *= 1 - one.weight
    assert bad.rights == pytest.approx(1 - open_, abs=1e-4)
    finding = next(one for one in report.findings if one.code == "IP-011")
    assert {"role", "why", "clears", "leave"} <= set(finding.evidence)
    assert "taken as" in finding.message


def test_names_of_the_tables_are_never_errors(tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_text(
        "sku,title\nA,Crochet Totoro plush with name\nB,Sonic Hedgehog piñata\n", "utf-8"
    )
    for finding in check([tmp_path / "shop.csv"], store="amazon.com").findings:
        if finding.code.startswith("IP-") and finding.evidence.get("listed") is False:
            assert finding.severity != "error"
