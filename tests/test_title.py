"""Titles: the parts a reader would expect, and proposals that fit, hang nowhere and keep the maker's words."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint.judge import Judge, Plan, complete
from handmade_lint.lexicon import lexicon
from handmade_lint.listing import LANGUAGES, Listing
from handmade_lint.rules import load
from handmade_lint.title import Part, hanging, parse, shorten

BULLETS = "the bullet points"
READ = """
en: Oakline Oak Bread Bowl, 25 cm  # Oakline
    brand <Oakline> material <Oak> product <Bread Bowl> size <25 cm>
en: Personalised Mother's Day Gift for Mum - Oak Bread Bowl, Engraved with Name, 25 cm
    occasion <Personalised Mother's Day Gift for Mum> material <Oak> product <Bread Bowl>
    personalisation <Engraved with Name> size <25 cm>
en: Set of 4 Oak Coasters, Gift for Dad
    quantity <Set of 4> material <Oak> product <Coasters> occasion <Gift for Dad>
en: Coasters in Cork and Leather (pack of 6)
    product <Coasters> material <in Cork and Leather> quantity <(pack of 6)>
en: Hand Knitted Wool Hat, Navy Blue, Size M/L
    material <Wool> product <Hat> colour <Navy Blue> size <Size M/L>
en: Oakline – Leather Case for iPhone 15, Brown
    brand <Oakline> material <Leather> product <Case for iPhone 15> colour <Brown>
en: Custom Name Necklace, 14k Gold Filled
    personalisation <Custom Name> product <Necklace> material <14k Gold Filled>
en: Mug with Blue Glaze by Annas Shop  # Annas Shop
    product <Mug> rest <with Blue Glaze> brand <by Annas Shop>
en: Christmas Ornament of Blown Glass
    product <Christmas Ornament> material <of Blown Glass>
en: Ring Bearer Box | Walnut | Personalised with Names
    product <Ring Bearer Box> material <Walnut> personalisation <Personalised with Names>
en: Mother of Pearl Earrings, Sterling Silver
    product <Earrings> material <Sterling Silver>
en: Wooden Gift Box, 20 x 10 x 8 cm
    material <Wooden> product <Gift Box> size <20 x 10 x 8 cm>
en: Mug, Spoon and Saucer in Stoneware
    product <Mug> material <in Stoneware>
en: Art Print "Pine Forest", A4
    product <Art Print "Pine Forest"> size <A4>
en: Baby Blanket, 100% Cotton, 0-3 months
    product <Baby Blanket> material <100% Cotton> size <0-3 months>
fr: Bol à pain en chêne massif, 25 cm
    product <Bol à pain> material <en chêne massif> size <25 cm>
fr: Lot de 4 dessous de verre en liège, cadeau pour maman, personnalisé avec prénom
    quantity <Lot de 4> product <dessous de verre> material <en liège> occasion <cadeau pour maman>
    personalisation <personnalisé avec prénom>
fr: Presse-pomme de terre en hêtre, fait main
    product <Presse-pomme de terre> material <en hêtre> rest <fait main>
fr: Bracelet d'argent 925 pour femme, réglable
    product <Bracelet> material <d'argent 925> occasion <pour femme> rest <réglable>
fr: Boule de Noël en verre soufflé, rouge
    product <Boule de Noël> material <en verre soufflé> colour <rouge>
fr: Atelier Brume | Sac à main en cuir marron  # Atelier Brume
    brand <Atelier Brume> product <Sac à main> material <en cuir>
fr: Bonnet en laine mérinos vert pour bébé, taille 3-6 mois
    product <Bonnet> material <en laine mérinos> colour <vert> occasion <pour bébé> size <taille 3-6 mois>
fr: Collier plaqué or, Fête des Mères
    product <Collier> material <plaqué or> occasion <Fête des Mères>
fr: Étui pour iPhone en feutre gris
    product <Étui pour iPhone> material <en feutre>
fr: Cadeau de naissance : hochet en bois de hêtre
    occasion <Cadeau de naissance> product <hochet> material <en bois de hêtre>
fr: Planche à découper en noyer avec gravure
    product <Planche à découper> material <en noyer> personalisation <avec gravure>
fr: Verre à vin gravé, prénom au choix
    product <Verre à vin> personalisation <gravé>
de: Brotschale aus Eiche, handgedrechselt, mit Namen
    product <Brotschale> material <aus Eiche> rest <handgedrechselt> personalisation <mit Namen>
de: 4er-Set Untersetzer aus Kork, grün
    quantity <4er-Set> product <Untersetzer> material <aus Kork> colour <grün>
de: Geschenk zum Muttertag: Kette aus 925 Silber
    occasion <Geschenk zum Muttertag> product <Kette> material <aus 925 Silber>
de: Personalisierte Hundeleine aus Leder, braun, 120 cm
    personalisation <Personalisierte> product <Hundeleine> material <aus Leder> colour <braun> size <120 cm>
de: Mütze aus Merinowolle für Babys
    product <Mütze> material <aus Merinowolle> occasion <für Babys>
de: Handyhülle für iPhone 15 aus Filz
    product <Handyhülle für iPhone 15> material <aus Filz>
de: Eichenholz-Schneidebrett, 30 x 20 cm
    product <Eichenholz-Schneidebrett> size <30 x 20 cm>
de: Vase in Blau, Steinzeug
    product <Vase> colour <in Blau> material <Steinzeug>
it: Anello in argento 925 con perla, regalo per mamma
    product <Anello> material <in argento 925> occasion <regalo per mamma>
it: Tagliere in legno d'ulivo, 30 cm, personalizzato
    product <Tagliere> material <in legno d'ulivo> size <30 cm> personalisation <personalizzato>
it: Set di 6 tazzine in ceramica blu
    quantity <Set di 6> product <tazzine> material <in ceramica> colour <blu>
it: Bavaglino in cotone con nome, regalo nascita
    product <Bavaglino> material <in cotone> personalisation <con nome> occasion <regalo nascita>
it: Borsa a mano in vera pelle, nera
    product <Borsa a mano> material <in vera pelle> colour <nera>
it: Scatola regalo in legno
    product <Scatola regalo> material <in legno>
es: Pulsera de plata de ley con nombre, regalo día de la madre
    product <Pulsera> material <de plata de ley> personalisation <con nombre> occasion <regalo día de la madre>
es: Cuenco de madera de olivo, 20 cm
    product <Cuenco> material <de madera de olivo> size <20 cm>
es: Juego de 4 posavasos de corcho, verde
    quantity <Juego de 4> product <posavasos> material <de corcho> colour <verde>
es: Bolso de cuero marrón hecho a mano
    product <Bolso> material <de cuero> colour <marrón> rest <hecho a mano>
es: Manta para bebé de algodón orgánico
    product <Manta> occasion <para bebé> material <de algodón orgánico>
es: Pendientes de aro en oro 18k, para mujer
    product <Pendientes de aro> material <en oro 18k> occasion <para mujer>
ja: 【Oakline】手作りの木のお皿、北海道産の楢、25cm  # Oakline
    brand <【Oakline】> product <手作りの木のお皿> rest <北海道産の楢> size <25cm>
ja: 革財布 ブラウン 本革
    product <革財布> rest <ブラウン>
"""
"""A title with its language, behind '#' its brand; under it the parts that a reader would name."""


def _read() -> list[tuple[str, str, str, list[str]]]:
    titles: list[tuple[str, str, str, list[str]]] = []
    for line in READ.strip().splitlines():
        if line.startswith(" "):
            titles[-1][3].extend(re.findall(r"\w+ <[^>]+>", line))
        else:
            language, _, title = line.partition(": ")
            title, _, brand = title.partition("  # ")
            titles.append((title, language, brand, []))
    return titles


TITLES = _read()


@pytest.mark.parametrize(("title", "language", "brand", "expected"), TITLES, ids=[one[0] for one in TITLES])
def test_parts(title: str, language: str, brand: str, expected: list[str]) -> None:
    """The parts that a reader would name, in the order of the title."""
    found = [f"{part.kind} <{part.text}>" for part in parse(title, language, brand)]
    assert [one for one in found if one in expected] == expected, found


def test_no_wanted_part_is_missing() -> None:
    """There are enough titles in each language, and each kind of part occurs."""
    counts = {language: sum(one[1] == language for one in TITLES) for language in LANGUAGES}
    assert all(counts[language] >= 6 for language in ("en", "fr", "de", "it", "es")), counts
    assert len(TITLES) >= 40
    kinds = {piece.partition(" ")[0] for one in TITLES for piece in one[3]}
    assert len(kinds) == 9


@pytest.mark.parametrize(
    ("title", "language", "limit", "shorter", "places"),
    [
        (
            "Oak Bread Bowl, 25 cm, Oak Bowl, Gift for Mum, Rustic Decor",
            "en",
            40,
            "Oak Bread Bowl, 25 cm, Gift for Mum",
            ["", BULLETS],
        ),
        ("Bol en chêne, cadeau pour maman, bleu, 25 cm", "fr", 28, "Bol en chêne, bleu, 25 cm", [BULLETS]),
        ("Bol en chêne, bleu clair, diamètre 25 cm", "fr", 30, "Bol en chêne, diamètre 25 cm", ["the colour field"]),
        (
            "Oak Bowl for Bread, Wooden Fruit Bowl, Hand Turned",
            "en",
            34,
            "Oak Bowl for Bread, Hand Turned",
            ["the search terms"],
        ),
        ("Lederhülle für iPhone 15, handgenäht, rund", "de", 36, "Lederhülle für iPhone 15, handgenäht", [BULLETS]),
        ("木の器と皿、北海道産の楢、毎日使える仕上げ、25cm", "ja", 20, "木の器と皿、北海道産の楢、25cm", [BULLETS]),
    ],
)  # fmt: skip
def test_shorter(title: str, language: str, limit: int, shorter: str, places: list[str]) -> None:
    """What goes first, and where it belongs."""
    made = shorten(title, language, "", limit)
    assert made is not None
    assert (made.text, list(made.places)) == (shorter, places)


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Mug, Spoon, and Saucer in Stoneware for the Kitchen", "en"),
        ("A Bowl That Was Turned by Hand From One Piece That Stood in Our Meadow", "en"),
        ("Gift for Mum, Birthday, Wedding, Christmas, Anniversary", "en"),
        ("Leather Strap for Apple Watch Series 9 and Ultra", "en"),
    ],
)
def test_no_proposal(title: str, language: str) -> None:
    """Nothing is proposed where something that is sold would be lost, or nothing would be left."""
    assert shorten(title, language, "", 30) is None


def test_the_message_says_what_moves_where() -> None:
    """The whole sentence, and the edit of the whole title."""
    rule = load()["TI-001"]
    title = "Oakline Oak Bread Bowl, 25 cm, hand turned and oiled with linseed oil, Gift for Mum, blue"
    listing = Listing("A", {"title": title}, facts={"brand": "Oakline"})
    plan = Plan({"TI-001": rule}, date(2026, 11, 23))
    ((finding,), _) = Judge(plan)(complete(listing, plan))
    assert finding.message == (
        "the title has 89 characters, 75 are allowed; "
        "move 'hand turned and oiled with linseed oil' to the bullet points: "
        "'Oakline Oak Bread Bowl, 25 cm, Gift for Mum, blue' (49 characters)"
    )
    assert finding.fix is not None
    assert not finding.fix.safe
    assert [(edit.start, edit.end) for edit in finding.fix.edits] == [(0, len(title))]


def _words(language: str) -> list[str]:
    names = ("title-materials", "title-colours", "title-occasions", "title-personalisation", "title-products")
    known = [
        term
        for name in names
        for table in [lexicon(name).entries.get(language, {})]
        for terms in table.values()
        for term in terms
    ]
    return (
        [term.replace("*", "") for term in known]
        + sorted(hanging(language))
        + ["25 cm", "(set of 4)", "Oakline", "4er-Set", "rund"]
    )


@st.composite
def made_up(draw: st.DrawFn) -> tuple[str, str]:
    """A title of known words, separators and noise."""
    language = draw(st.sampled_from(["en", "fr", "de", "it", "es"]))
    words = st.sampled_from(_words(language)) | st.text(min_size=1, max_size=6)
    joints = st.sampled_from([" ", " ", " ", ", ", " - ", " | ", ": ", " – ", "  ", "/", ",", " (", ") ", "\n"])
    pieces = draw(st.lists(st.tuples(words, joints), min_size=1, max_size=14))
    return "".join(word + joint for word, joint in pieces), language


TITLE = made_up() | st.tuples(st.text(max_size=90), st.sampled_from([*LANGUAGES, ""]))


@given(TITLE, st.text(max_size=8) | st.sampled_from(["Oakline", "rund", "25"]))
def test_parts_cover_the_title(title: tuple[str, str], brand: str) -> None:
    """Parts stand in order and apart, spans are exact, and no letter or digit is left between them."""
    text, language = title
    last = 0
    for part in parse(text, language, brand):
        assert part.start >= last
        assert part.end > part.start
        assert text[part.start : part.end] == part.text
        assert not any(letter.isalnum() for letter in text[last : part.start]), text[last : part.start]
        last = part.end
    assert not any(letter.isalnum() for letter in text[last:])


@settings(max_examples=300)
@given(TITLE, st.integers(15, 80))
def test_a_proposal_is_sound(title: tuple[str, str], limit: int) -> None:
    """It fits, is made of parts in their order, and neither begins nor ends with what hangs."""
    text, language = title
    made = shorten(text, language, "", limit)
    if made is None:
        return
    assert 15 <= len(made.text) <= limit
    kept = [part for part in parse(text, language, "") if part not in made.left_out]
    assert len(kept) + len(made.left_out) == len(parse(text, language, ""))
    assert made.left_out
    assert _in_order(made.text, kept)
    words = made.text.split()
    for word in (words[-1], words[0]):
        assert any(letter.isalnum() for letter in word), made.text
    assert re.sub(r"^\W+|\W+$", "", words[-1]).casefold() not in hanging(language)
    assert made.text[-1] not in ",;:|/–-" or made.text[-1] == kept[-1].text[-1]
    assert "  " not in made.text or "  " in text


def _in_order(text: str, parts: list[Part]) -> bool:
    at = 0
    for part in parts:
        at = text.find(part.text, at)
        if at < 0:
            return False
        at += len(part.text)
    return at == len(text)
