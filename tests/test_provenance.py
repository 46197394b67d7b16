"""The score mass_produced: what is read on the maker's side, how evidence is weighed, and how it is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from handmade_lint import lint
from handmade_lint.cli import app
from handmade_lint.config import Config, ConfigError, load
from handmade_lint.listing import ImageRef, Listing
from handmade_lint.makers import SAYS, Note, notes
from handmade_lint.process import LANGUAGES, forms, read_sentence, read_texts
from handmade_lint.provenance import explain, tell
from handmade_lint.report import Entry, from_json, schema, to_json
from handmade_lint.rules import load as load_rules
from handmade_lint.run import check
from handmade_lint.store import Store
from handmade_lint.weighing import (
    ADMITTED,
    DECLARED,
    FACTORY,
    GROUPS,
    MAKER,
    MOST,
    ON_CATALOGUE,
    clearing,
    score_of,
    weigh_notes,
    weigh_shop,
)  # fmt: skip
from handmade_lint.weights import numbers

SOFT = sorted(FACTORY - set(ADMITTED) - set(DECLARED))
PAIRS = [
    ("en", "I throw every jug on my wheel and glaze it twice.", "Our suppliers throw every jug and glaze it twice."),
    ("en", "Sewn by me at the kitchen table, then washed.", "Sewn by skilled workers, then washed and packed."),
    ("en", "We weave it on a loom that my father built.", "We import it from a mill that is known for quality."),
    ("fr", "Je tourne chaque pot, puis je l'émaille dans mon atelier.", "Des ouvriers tournent les pots en usine."),
    ("fr", "Nous teignons la laine avec du noyer, deux fois.", "Laine de haute qualité, une belle idée cadeau."),
    ("de", "Ich drehe jeden Krug auf der Scheibe und glasiere ihn.", "Arbeiter drehen die Krüge in einer Fabrik."),
    ("de", "Den Stoff färben wir zweimal mit Walnuss.", "Hochwertiger Stoff, ein perfektes Geschenk."),
    ("it", "Cucio ogni borsa nel mio laboratorio con due aghi.", "Gli artigiani partner cuciono ogni borsa in serie."),
    ("it", "Tingiamo la lana in pentola, poi la tessiamo.", "Lana di alta qualità, regalo ideale per tutti."),
    ("es", "Coso cada bolso en mi taller con dos agujas.", "Los obreros cosen cada bolso en una fábrica."),
    ("es", "Teñimos la lana en una olla y luego la tejemos.", "Lana de alta calidad, el regalo ideal."),
]
"""A sentence that tells how its writer makes it, and one of the same subject that does not; none is from training."""


def listing(language: str = "en", **fields: str) -> Listing:
    texts = {key: value for key, value in fields.items() if key in ("title", "description")}
    facts = {key: value for key, value in fields.items() if key not in texts}
    return Listing("A1", texts, (), facts, "amazon.com", language)


def signals(one: Listing) -> dict[str, float]:
    return {note.signal: note.amount for note in notes(one)}


@pytest.mark.parametrize(("language", "told", "asserted"), PAIRS)
def test_the_reader_tells_who_makes(language: str, told: str, asserted: str) -> None:
    assert read_sentence(told, language) > 0.5 > read_sentence(asserted, language)


@pytest.mark.parametrize(("language", "told", "asserted"), PAIRS)
def test_what_others_do_is_no_note(language: str, told: str, asserted: str) -> None:
    assert "process" in signals(listing(language, description=told))
    assert "process" not in signals(listing(language, description=asserted))


def test_the_telling_sentence_is_quoted_where_it_stands() -> None:
    text = "A jug. I throw it on my wheel and glaze it twice. It holds water."
    told = read_texts({"description": text}, "en")
    assert text[slice(*told.span)].strip() == "I throw it on my wheel and glaze it twice"


@given(st.text(max_size=300), st.sampled_from([*LANGUAGES, "ja", ""]))
def test_any_text_is_read(text: str, language: str) -> None:
    told = read_texts({"description": text}, language)
    assert 0 <= told.chance <= 1
    assert 0 <= told.span[0] <= told.span[1] <= len(text)


@pytest.mark.parametrize(
    ("verb", "language", "expected"),
    [
        ("ranger", "fr", "range rangeons rangent rangez ranger rangé"),
        ("poncer", "fr", "ponce ponçons poncent poncez poncer poncé"),
        ("tallar", "es", "tallo tallamos tallan talla tallar tallado"),
        ("bucare", "it", "buco buchiamo bucano bucate bucare bucato"),
        ("intrecciare", "it", "intreccio intrecciamo intrecciano intrecciate intrecciare intrecciato"),
        ("drehen gedreht", "de", "drehe drehen drehen drehen drehen gedreht"),
        ("drechseln gedrechselt", "de", "drechsle drechseln drechseln drechseln drechseln gedrechselt"),
        ("weave wove woven", "en", "weave weave weave wove weave woven"),
    ],
)
def test_forms_of_verbs(verb: str, language: str, expected: str) -> None:
    assert " ".join(forms(verb, language)) == expected


@pytest.mark.parametrize(
    ("language", "text", "sign"),
    [
        ("en", "No two are alike.", "variation"),
        ("en", "The wool comes from a Shetland farm.", "origin"),
        ("en", "Tell me the name for the back.", "by-hand"),
        ("fr", "Pièce unique.", "one-off"),
        ("fr", "Réalisé sur commande.", "to-order"),
        ("de", "Ich heiße Antje.", "person"),
        ("de", "Entstanden in meiner Werkstatt.", "place"),
        ("it", "Non ce ne sono due uguali.", "variation"),
        ("es", "Solo hago tres al mes.", "limits"),
    ],
)
def test_signs_of_makers(language: str, text: str, sign: str) -> None:
    assert sign in signals(listing(language, description=text))


@pytest.mark.parametrize("name", ["making-of_2.jpg", "atelier.jpg", "IMG-wheel.png", "etapes/01-fabrication.jpeg"])
def test_pictures_of_the_making_go_by_their_names(name: str) -> None:
    one = Listing("A1", {"title": "Mug"}, (ImageRef(name, "main"),), {}, "amazon.com", "en")
    assert "making-picture" in signals(one)


@pytest.mark.parametrize("name", ["IMG_0001.jpg", "wheelbarrow.jpg", "studios/mug.jpg", "handsome-mug.jpg"])
def test_other_pictures_do_not(name: str) -> None:
    one = Listing("A1", {"title": "Mug"}, (ImageRef(name, "main"),), {}, "amazon.com", "en")
    assert "making-picture" not in signals(one)


@pytest.mark.parametrize(
    "words", ["Handmade.", "Fait main, artisanal.", "Handgemacht!", "Fatto a mano.", "Hecho a mano."]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_handmade_proves_nothing(words: str, language: str) -> None:
    assert not signals(listing(language, title="Mug", description=words))


def test_the_model_is_small_and_its_signs_are_kept() -> None:
    """FP: what speaks for a maker never counts against her, and the reverse."""
    model = numbers("provenance")
    assert set(model["weights"]) == FACTORY | MAKER == {one for group in GROUPS.values() for one in group}
    assert all(model["weights"][one] >= 0 for one in FACTORY)
    assert all(model["weights"][one] <= 0 for one in MAKER)
    assert len(model["weights"]) + len(model["spread"]) + 10 <= 200
    assert set(SAYS) == set(MAKER)


def test_signals_are_rules_and_none_is_an_error_but_what_is_admitted() -> None:
    rules = load_rules()
    assert set(rules) >= FACTORY | set(ON_CATALOGUE)
    grave = {code for code in FACTORY if rules[code].severity == "error"}
    assert grave <= {*ADMITTED, *DECLARED}


def test_no_guard_is_a_signal() -> None:
    assert not [one for one in FACTORY if one.startswith("FP")]


@pytest.mark.parametrize("signal", SOFT)
@pytest.mark.parametrize("prevalence", [0.01, 0.1, 0.5, 0.9])
def test_one_soft_signal_never_suffices(signal: str, prevalence: float) -> None:
    assert weigh_notes([Note(signal, 1.0)], prevalence).band == "quiet"


@given(st.sets(st.sampled_from(sorted(FACTORY | MAKER))), st.floats(0.001, 0.999))
def test_strong_takes_two_kinds_or_a_declared_field(found: set[str], prevalence: float) -> None:
    verdict = weigh_notes([Note(one, 1.0) for one in sorted(found)], prevalence)
    assert 0 < verdict.low <= verdict.chance <= verdict.high < 1
    if verdict.band == "strong" and not found & set(DECLARED):
        assert len({one.group for one in verdict.against}) >= 2
    assert abs(verdict.score) <= MOST


@given(st.sets(st.sampled_from(sorted(FACTORY | MAKER))), st.sampled_from(sorted(FACTORY | MAKER)))
def test_evidence_moves_the_chance_its_own_way(found: set[str], more: str) -> None:
    before = weigh_notes([Note(one, 1.0) for one in sorted(found - {more})])
    after = weigh_notes([Note(one, 1.0) for one in sorted(found | {more})])
    assert after.chance >= before.chance if more in FACTORY else after.chance <= before.chance


def test_the_interval_is_wide_where_evidence_is_thin() -> None:
    def width(*found: str) -> float:
        verdict = weigh_notes([Note(one, 1.0) for one in found])
        return score_of(verdict.high, 0.1) - score_of(verdict.low, 0.1)

    assert width() > width("variation") > width("variation", "limits", "origin", "few-in-stock")


def test_prevalence_moves_the_chance() -> None:
    found = [Note("MP-006", 1.0), Note("MP-001", 1.0)]
    assert weigh_notes(found, 0.5).chance > weigh_notes(found, 0.1).chance > weigh_notes(found, 0.01).chance
    assert weigh_notes(found, 0.01).score == weigh_notes(found, 0.5).score


def test_clearing_names_what_makes_it_quiet() -> None:
    found = [Note(one, 1.0) for one in ("MP-006", "MP-031", "MP-033", "MP-001", "HM-026")]
    verdict = weigh_notes(found)
    assert verdict.band == "strong"
    cleared = {one.note.signal for one in clearing(verdict)}
    assert cleared < {one.signal for one in found}
    assert weigh_notes([one for one in found if one.signal not in cleared]).band == "quiet"


def test_a_shop_is_weighed_by_its_listings() -> None:
    assert weigh_shop(3.0, 10, 10).band == "strong"
    assert weigh_shop(3.0, 10, 1).band != "strong"
    assert weigh_shop(-2.0, 10, 0).band == "quiet"
    assert weigh_shop(1.0, 3, 2, ["MP-021"]).chance > weigh_shop(1.0, 3, 2).chance
    wide, narrow = weigh_shop(1.0, 1, 1), weigh_shop(1.0, 50, 9)
    assert wide.high - wide.low > narrow.high - narrow.low


ROWS = [
    {
        "sku": "FACTORY",
        "title": "Necklace, women necklace, gift necklace",
        "description": "Item Type: Necklaces\nGender: Women\nStyle: Trendy\nOccasion: Party\nExquisite workmanship, "
        "not easy to fade. Please allow 1-3cm error due to manual measurement. Package includes: 1 x necklace",
        "quantity": "999",
        "image": "https://ae01.alicdn.com/kf/HTB1abcXYZ012345678.jpg",
    },
    {
        "sku": "MAKER",
        "title": "Stoneware jug",
        "description": "I throw each jug on my wheel in Leeds and glaze it twice. No two are alike.",
        "quantity": "2",
    },
]


def test_the_report_holds_chance_and_reasons() -> None:
    raw = to_json(lint(ROWS, store="amazon.com"))
    Draft202012Validator(schema()).validate(json.loads(json.dumps(raw)))
    factory, maker = raw["listings"]
    assert factory["scores"]["mass_produced"] > 0.8 > 0.1 > maker["scores"]["mass_produced"]
    reasons = {reason["says"][:6]: reason for reason in factory["reasons"] if reason["score"] == "mass_produced"}
    assert {"MP-001", "MP-006", "MP-031", "MP-033"} <= set(reasons)
    prints = {one["fingerprint"] for one in raw["findings"]}
    assert all(reason["finding"] in prints for reason in reasons.values() if reason["weight"] > 0)
    assert not [one for one in maker["reasons"] if one["score"] == "mass_produced"]


def test_the_score_does_not_touch_quality_or_the_exit_status() -> None:
    whole, without = lint(ROWS, store="amazon.com"), lint(ROWS, store="amazon.com", ignore=["provenance"])
    maker = [report.entries[1].score for report in (whole, without)]
    assert maker[0].quality == maker[1].quality
    assert maker[1].mass_produced is None, "nothing weighs it"
    codes = {one.code for one in whole.findings if one.severity == "error"}
    assert not [code for code in codes if code.startswith("MP")]


def catalogue(folder: Path) -> Path:
    path = folder / "catalogue.json"
    path.write_text(json.dumps(ROWS), "utf-8")
    return path


def told(folder: Path, *words: str) -> str:
    path = catalogue(folder)
    result = CliRunner().invoke(app, ["explain-score", *words, str(path), "--isolated", "--store", "amazon.com"])
    assert result.exit_code == 0, result.output
    return result.output


def test_explain_score_tells_both_sides(tmp_path: Path) -> None:
    factory, maker = told(tmp_path, "FACTORY"), told(tmp_path, "MAKER")
    assert "strong" in factory.splitlines()[1]
    assert "someone may have copied you" in factory
    assert "would clear it:" in factory
    assert "It would be quiet without MP-" in factory
    assert "quiet" in maker.splitlines()[1]
    assert "For a factory: nothing was found." in maker
    assert "it tells how you make it: I throw each jug" in maker.replace("'", "")
    for page in (factory, maker):
        assert page.count("[ ]") >= 5
        assert "(2 listings, 1 not quiet)" in page


def test_explain_score_tells_whose_leave_is_needed(tmp_path: Path) -> None:
    rows = [
        {"sku": "BAD", "title": "Hogwarts candle with a Gryffindor label", "description": "Soy wax"},
        {"sku": "GOOD", "title": "Beeswax candle in an oak cup", "description": "Poured by hand"},
    ]
    path = tmp_path / "two.json"
    path.write_text(json.dumps(rows), "utf-8")
    page = {
        sku: CliRunner().invoke(app, ["explain-score", sku, str(path), "--isolated", "--store", "amazon.com"]).output
        for sku in ("BAD", "GOOD")
    }
    score = next(one.score.rights for one in check([path], store="amazon.com").entries if one.sku == "BAD")
    assert f"(the score on rights is {score:.2f})" in page["BAD"]
    assert "'Hogwarts' (title)" in page["BAD"]
    assert "would clear it: take the name out, or name the owner's leave" in page["BAD"]
    assert "Is the leave of an owner needed? no" in page["GOOD"]


def test_explain_score_of_a_stranger(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["explain-score", "MAKR", str(catalogue(tmp_path)), "--isolated"])
    assert result.exit_code == 2
    assert "did you mean 'MAKER'?" in result.output


def test_explain_score_prints_no_control_characters(tmp_path: Path) -> None:
    rows = [{"sku": "A", "title": "Jug \x1b[31mred", "description": "I throw it on my wheel\x07 and glaze it twice."}]
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(rows), "utf-8")
    result = CliRunner().invoke(app, ["explain-score", "A", str(path), "--isolated"])
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert "\x07" not in result.output


@pytest.mark.parametrize("value", ["0", "1", "1.5", "true", '"much"'])
def test_prevalence_is_a_share(tmp_path: Path, value: str) -> None:
    path = tmp_path / "handmade-lint.toml"
    path.write_text(f"prevalence = {value}\n", "utf-8")
    with pytest.raises(ConfigError, match="share"):
        load(path)


def test_prevalence_comes_from_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "handmade-lint.toml").write_text("prevalence = 0.5\n", "utf-8")
    result = CliRunner().invoke(app, ["explain-score", "MAKER", str(catalogue(tmp_path))])
    assert "50% of listings" in result.output


def test_voices_share_no_shapes() -> None:
    """A voice that is held out must be new: no sentence shape stands in two voices, or on both sides of one."""
    from training.provenance.texts import voices

    for language in LANGUAGES:
        seen: dict[str, str] = {}
        for voice, kinds in voices(language).items():
            for kind, shapes in kinds.items():
                for shape in shapes:
                    if kind in ("told", "not"):
                        assert shape not in seen, (language, voice, seen.get(shape), shape)
                        seen[shape] = f"{voice}.{kind}"


def test_pairs_are_not_from_training() -> None:
    from training.provenance.texts import corpus

    known = {one.text.casefold() for one in corpus(60)}
    assert not [pair for pair in PAIRS if {one.casefold() for one in pair[1:]} & known]


MODEST = sorted((Path(__file__).parents[1] / "fixtures" / "modest").glob("*.csv"))


@pytest.mark.parametrize("file", MODEST, ids=lambda file: file.stem)
def test_makers_with_few_words_stay_quiet(file: Path) -> None:
    """Thirty-six listings by genuine makers who write the language a little: none is suspected, none is an error."""
    report = check([file], store=file.stem, on="2026-11-24")
    assert len(report.entries) == 6
    assert {one.score.mass_produced_band for one in report.entries} == {"quiet"}
    assert all(shop.mass_produced_band == "quiet" for shop in report.shops)
    assert not [one.code for one in report.findings if one.code.startswith(("HM", "MP")) and one.severity != "info"]
    told = [one for one in report.entries if (one.score.mass_produced or 0) < 0.06]
    assert len(told) == 6, "each says something of her making, and it is heard"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("一つ一つ少し違います。", "variation"),
        ("地元の木工所の端材を使っています。", "origin"),
        ("受注製作のため二週間ほどお待ちください。", "to-order"),
        ("一点ものです。", "one-off"),
        ("自宅の工房で作りました。", "place"),
        ("祖母に習いました。", "person"),
        ("少量生産です。", "limits"),
        ("お名前を一文字ずつ刻印します。", "by-hand"),
        ("ろくろで挽いて二回焼きます。", "process"),
    ],
)
def test_signs_of_makers_in_japanese(text: str, sign: str) -> None:
    assert sign in signals(listing("ja", description=text))


@pytest.mark.parametrize(
    "text",
    [
        "手作り。",
        "職人が一つずつ手で縫いました。",
        "提携工場のろくろで作っています。",
        "高品質でおしゃれなプレゼント。",
    ],
)
def test_what_is_only_asserted_in_japanese_is_no_process(text: str) -> None:
    assert "process" not in signals(listing("ja", description=text))


SUPPLIERS = "Exquisite workmanship, not easy to fade. Package includes: 1 x bowl. Please allow 1-3cm error."


def chance(entry: Entry) -> float:
    assert entry.score.mass_produced is not None
    return entry.score.mass_produced


def shared(folder: Path) -> Path:
    """Two sellers of one file with one picture; the second copies a supplier's text, too."""
    rows = [
        {"sku": "A", "title": "Bowl", "vendor": "Oakline", "description": SUPPLIERS},
        {"sku": "B", "title": "Bowl of oak", "vendor": "Bowl Depot", "description": SUPPLIERS},
        {"sku": "C", "title": "Dish", "vendor": "Bowl Depot", "description": "A dish."},
    ]
    pictures = ["https://example.com/bowl.jpg"] * 2 + ["https://example.com/dish.jpg"]
    path = folder / "market.json"
    path.write_text(json.dumps([{**row, "images": [one]} for row, one in zip(rows, pictures, strict=True)]), "utf-8")
    return path


def test_a_picture_that_others_show_is_weighed_and_shops_are_told(tmp_path: Path) -> None:
    report = check([shared(tmp_path)], store="amazon.com")
    scores = {one.sku: one.score for one in report.entries}
    assert any(one.code == "MP-002" and one.sku == "B" for one in report.findings)
    first, second = chance(report.entries[0]), chance(report.entries[1])
    assert second > first
    low, high = scores["B"].mass_produced_range or (1, 0)
    assert low < second < high
    assert {one.shop: one.listings for one in report.shops} == {"Oakline": 1, "Bowl Depot": 2}
    raw = to_json(report)
    Draft202012Validator(schema()).validate(json.loads(json.dumps(raw)))
    assert from_json(json.loads(json.dumps(raw))).shops == report.shops
    alone = check([shared(tmp_path)], store="amazon.com", ignore=["MP-002", "IM-102"])
    assert chance(alone.entries[1]) < second
    assert chance(alone.entries[0]) == first


def test_explain_score_and_report_agree(tmp_path: Path) -> None:
    """Evidence of the whole catalogue is in both."""
    path = shared(tmp_path)
    report = check([path], store="amazon.com")
    for entry in report.entries:
        explained = explain([str(path)], entry.sku, Config(store="amazon.com"))
        assert round(explained.verdict.chance, 4) == entry.score.mass_produced
        assert explained.shop in report.shops
    page = "\n".join(tell(explain([str(path)], "B", Config(store="amazon.com"))))
    assert "MP-002" in page
    assert "someone may have copied you" in page


def test_what_waits_for_the_catalogue_outlives_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many listings lie in a temporary file when they are weighed again."""
    few = check([shared(tmp_path)], store="amazon.com")
    monkeypatch.setattr(Store.__init__, "__defaults__", (1,))
    many = check([shared(tmp_path)], store="amazon.com")
    assert [one.score for one in many.entries] == [one.score for one in few.entries]


def test_a_bank_speaks_for_both_sides(tmp_path: Path) -> None:
    np = pytest.importorskip("numpy")
    Image = pytest.importorskip("PIL.Image")  # noqa: N806
    rng = np.random.default_rng(3)
    Image.fromarray(rng.integers(0, 255, (9, 9, 3), "uint8")).resize((600, 600), 3).save(tmp_path / "ring.png")
    (tmp_path / "shop.json").write_text(
        json.dumps([{"sku": "R", "title": "Ring", "description": SUPPLIERS, "images": ["ring.png"]}]), "utf-8"
    )
    chances: dict[str, float] = {}
    for kind in ("supplier", "own"):
        bank = str(tmp_path / kind)
        made = CliRunner().invoke(app, ["bank", "create", bank, "--kind", kind])
        assert made.exit_code == 0, made.output
        made = CliRunner().invoke(app, ["bank", "add", bank, str(tmp_path / "ring.png")])
        assert made.exit_code == 0, made.output
        report = check([tmp_path / "shop.json"], store="amazon.com", bank=(bank,))
        chances[kind] = chance(report.entries[0])
        page = (
            CliRunner()
            .invoke(
                app,
                [
                    "explain-score",
                    "R",
                    str(tmp_path / "shop.json"),
                    "--store",
                    "amazon.com",
                    "--bank",
                    bank,
                    "--isolated",
                ],
            )
            .output
        )
        assert ("MP-101" in page) == (kind == "supplier")
        assert ("in your own bank: " in page) == (kind == "own"), page
    none = chance(check([tmp_path / "shop.json"], store="amazon.com").entries[0])
    assert chances["own"] < none < chances["supplier"]


def test_pictures_by_their_pixels_are_evidence(tmp_path: Path) -> None:
    """A ruled size chart, and squares of a wholesale site's size: each is weighed, and none leaves quiet alone."""
    np = pytest.importorskip("numpy")
    Image = pytest.importorskip("PIL.Image")  # noqa: N806
    draw = pytest.importorskip("PIL.ImageDraw")
    rng = np.random.default_rng(4)
    for name in ("a", "b"):
        grain = rng.integers(0, 255, (40, 40, 3), "uint8")
        Image.fromarray(grain).resize((800, 800), 3).save(tmp_path / f"{name}.png")
    chart = Image.new("RGB", (800, 800), "white")
    pen = draw.Draw(chart)
    for row in range(6):
        for column in range(4):
            box = (40 + 180 * column, 130 + 100 * row, 220 + 180 * column, 230 + 100 * row)
            pen.rectangle(box, outline="black", width=2)
            pen.text((box[0] + 50, box[1] + 30), f"{row * 7 + column} cm", fill="black", font_size=28)
    chart.save(tmp_path / "c.png")
    rows = [{"sku": "D", "title": "Dress of linen", "images": ["a.png", "b.png", "c.png"]}]
    (tmp_path / "shop.json").write_text(json.dumps(rows), "utf-8")
    report = check([tmp_path / "shop.json"], store="amazon.com")
    assert {"MP-104", "MP-105"} <= {one.code for one in report.findings}
    (entry,) = report.entries
    without = check([tmp_path / "shop.json"], store="amazon.com", ignore=["MP-104", "MP-105"])
    assert chance(entry) > chance(without.entries[0])
    assert entry.score.mass_produced_band == "quiet"


def test_rules_on_the_catalogue_speak_of_one_shop(tmp_path: Path) -> None:
    """Eight kinds of goods of one vendor are hers alone; a market of makers with a kind each has no such shop."""

    def told(vendors: int) -> dict[str, tuple[str, ...]]:
        rows = [
            {"sku": f"S{n}", "title": f"Thing {n}", "product_type": f"kind{n % 8}", "vendor": f"Shop {n % vendors}"}
            for n in range(32)
        ]
        (tmp_path / "market.json").write_text(json.dumps(rows), "utf-8")
        report = check([tmp_path / "market.json"], store="amazon.com")
        return {one.shop: one.rules for one in report.shops}

    assert told(1) == {"Shop 0": ("MP-021",)}
    assert set(told(16).values()) == {()}
