"""What a person reads, in five languages: nothing missing, nothing of another shape, and the right one chosen."""

from __future__ import annotations

import ast
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.numbers import format_decimal, format_percent
from click.testing import CliRunner, Result

from handmade_lint.cli import app
from handmade_lint.said import Said, from_plain, say, say_many, to_plain
from handmade_lint.speech import LANGUAGES, Tongue, asked, of_environment
from tools import speech

OTHERS = [lang for lang in LANGUAGES if lang != "en"]


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "shop.csv"
    rows = "A1,HANDMADE oak bowl free shipping,Turned by hand\nA2,Oak bowl,ok\n"
    path.write_text("sku,title,description\n" + rows, "utf-8")
    return path


def run(*words: object, **environment: str) -> Result:
    told = {"LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "C.UTF-8", **environment}
    return CliRunner().invoke(app, list(map(str, words)), env=told, prog_name="handmade-lint")


# ---- the catalogues


def test_catalogues_are_up_to_date_and_compiled() -> None:
    stale = [path.name for path, content in speech.files() if not path.exists() or path.read_bytes() != content]
    assert not stale, f"run: python -m tools.speech ({', '.join(stale)})"


def test_no_text_is_passed_over() -> None:
    """Babel's extractor does not look into a call of another `say`: what the sources say is read once more here."""
    gathered = {text.one for domain in speech.DOMAINS for text in speech.gather(domain)}
    lost = []
    for path in speech.HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "say_many"):
                text = node.args[0]
                said = text.value if isinstance(text, ast.Constant) else ""
                if isinstance(said, str) and any(map(str.isalpha, said)) and said not in gathered:
                    lost.append((path.name, said))
    assert lost == []


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("domain", speech.DOMAINS)
def test_nothing_is_missing(domain: str, lang: str) -> None:
    missing = [one.id for one in speech.read(speech.po(domain, lang), lang, domain) if one.id and speech.lacks(one)]
    assert missing == []


def test_the_page_of_limits_tells_how_many_texts_of_rules_are_told() -> None:
    said = (Path(__file__).parents[1] / "docs" / "limits.md").read_text("utf-8")
    for domain, lang, total, told in speech.counts():
        if domain == "rules":
            assert f"{lang} {told:,} of {total:,}" in said


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("domain", speech.DOMAINS)
def test_translations_name_the_same_values_and_have_all_forms(domain: str, lang: str) -> None:
    catalog = speech.read(speech.po(domain, lang), lang, domain)
    assert list(speech.faults(catalog)) == []
    for message in catalog:
        if isinstance(message.id, tuple) and not speech.lacks(message):
            assert len(speech.each(message.string)) == catalog.num_plurals == 2


@pytest.mark.parametrize("domain", speech.DOMAINS)
def test_french_signs_stand_behind_a_space_that_does_not_break(domain: str) -> None:
    for message in speech.read(speech.po(domain, "fr"), "fr", domain):
        for text in speech.each(message.string):
            assert not re.search(r" [;!?»%](?![\w{_^$*])|« (?! )|(?<!-) :(?=\s|$)", text), text


@pytest.mark.parametrize("missing", ["{n}", "{word}"])
def test_a_planted_fault_is_found(missing: str) -> None:
    catalog = Catalog("fr")
    catalog.add("'{word}' stands {n} times", "« {word} », {n} fois".replace(missing, ""))
    assert len(list(speech.faults(catalog))) == 1


# ---- telling


def test_a_text_knows_what_it_was_made_of() -> None:
    text = say_many("{n} row of {file}", "{n} rows of {file}", 2, file=say("the profile"), idle=1)
    assert text == "2 rows of the profile"
    back = from_plain(str(text), json.loads(json.dumps(to_plain(text))))
    assert isinstance(back, Said)
    assert (back, back.template, back.many) == (text, text.template, text.many)
    assert back.values == {"n": 2, "file": "the profile"}
    assert isinstance(back.values["file"], Said)
    assert to_plain("plain") is None
    assert from_plain("plain", None) == "plain"


def test_plural_forms_of_the_language() -> None:
    said = [say_many("{n:,} listing", "{n:,} listings", n) for n in (0, 1, 2)]
    assert list(map(Tongue("fr"), said)) == ["0 offre", "1 offre", "2 offres"]
    assert list(map(Tongue("de"), said)) == ["0 Angebote", "1 Angebot", "2 Angebote"]
    assert list(map(Tongue("en"), said)) == ["0 listings", "1 listing", "2 listings"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("value", [0, 12, 999, 1234, 12345, 1234567])
def test_numbers_are_written_as_the_cldr_has_them(lang: str, value: int) -> None:
    if (lang, value) == ("es", 1234):  # Spanish parts thousands from 10.000 on, which Babel does not heed
        assert Tongue(lang).number(value) == "1234"
        return
    assert Tongue(lang).number(value) == format_decimal(value, locale=lang)
    assert Tongue(lang).number(value / 100, ",.2f") == format_decimal(value / 100, "#,##0.00", locale=lang)
    assert Tongue(lang).number(0.12, ".0%") == format_percent(0.12, locale=lang)


@pytest.mark.parametrize(
    ("lang", "day"),
    [
        *(("en", "24 November 2026"), ("fr", "24 novembre 2026"), ("de", "24. November 2026")),
        *(("it", "24 novembre 2026"), ("es", "24 de noviembre de 2026")),
    ],
)
def test_days(lang: str, day: str) -> None:
    assert Tongue(lang).day("2026-11-24") == day
    assert Tongue("fr").day("2026-11-01") == "1er novembre 2026"
    assert Locale.parse(lang).months["format"]["wide"][11] in day


def test_a_text_without_words_stays_english() -> None:
    assert Tongue("fr")("nobody wrote this") == "nobody wrote this"
    assert Tongue("fr")(say("nobody wrote {this}", this=say("error"))) == "nobody wrote error"
    with pytest.raises(ValueError, match="no words in 'xx'; choose one of en, fr, de, it, es"):
        Tongue("xx")


# ---- which language


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({}, ""),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LANG": "POSIX"}, ""),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_AT"}, "de"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "it_IT"}, "it"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, ""),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "ja:es"}, "es"),
        ({"LANG": "ja_JP.UTF-8"}, ""),
        ({"LANG": "fra"}, ""),
    ],
)
def test_the_language_of_the_environment(variables: dict[str, str], lang: str) -> None:
    assert of_environment(variables) == lang


def test_the_language_that_arguments_ask_for() -> None:
    assert asked(["check", "a.csv", "--lang", "fr"]) == "fr"
    assert asked(["check", "--lang=de"]) == "de"
    assert asked(["check", "--", "--lang=de"]) == ""
    assert asked(["check", "--lang"]) == ""


def test_asked_then_configured_then_environment_then_store(catalogue: Path) -> None:
    config = catalogue.with_name("handmade-lint.toml")
    words = {"en": "listings with findings", "fr": "offres avec des", "de": "Angeboten mit", "it": "offerte con"}

    def lang(*options: str, **environment: str) -> str:
        said = run("check", catalogue, "-q", *options, **environment).stdout
        return next(lang for lang, phrase in words.items() if phrase in said)

    assert lang() == "en"
    assert lang("--store", "amazon.fr") == "fr"
    assert lang("--store", "amazon.fr", LANG="en_GB.UTF-8") == "en"
    assert lang("--store", "amazon.fr", LANG="de_DE.UTF-8") == "de"
    config.write_text('lang = "it"\n', "utf-8")
    assert lang("--store", "amazon.fr", LANG="de_DE.UTF-8") == "it"
    assert lang("--lang", "fr", LANG="de_DE.UTF-8") == "fr"
    config.write_text('lang = "xx"\n', "utf-8")
    assert "lang is 'xx'; it must be one of en, fr" in run("check", catalogue).stderr


# ---- what is told


@pytest.mark.parametrize("lang", OTHERS)
def test_reports_for_machines_stay_english_unless_asked(catalogue: Path, lang: str) -> None:
    there = {"LANG": f"{lang}_XX.UTF-8"}
    english = json.loads(run("check", catalogue, "--isolated", "--format", "json").stdout)
    still = json.loads(run("check", catalogue, "--isolated", "--format", "json", **there).stdout)
    told = json.loads(run("check", catalogue, "--isolated", "--format", "json", "--lang", lang).stdout)
    assert still["findings"] == english["findings"]
    assert still["rules"] == english["rules"]
    prints = [[one["fingerprint"] for one in report["findings"]] for report in (english, told)]
    assert prints[0] == prints[1]
    assert {one["message"] for one in told["findings"]} & {one["message"] for one in english["findings"]} == set()
    assert all(one["summary"] != english["rules"][code]["summary"] for code, one in told["rules"].items())


def test_a_baseline_and_suppressions_do_not_depend_on_the_language(catalogue: Path) -> None:
    baseline = catalogue.with_name("known.json")
    assert run("baseline", catalogue, "-o", baseline, "--isolated", "--lang", "fr").exit_code == 0
    said = run("check", catalogue, "--isolated", "--baseline", baseline, "--lang", "de").stdout
    assert said.startswith("Keine neuen Befunde in 2 Angeboten.")


def test_the_terminal_report_in_french(catalogue: Path) -> None:
    said = run("check", catalogue, "--isolated", "--lang", "fr", "--on", "2026-11-24", "--no-color").stdout.replace(
        "\xa0", " "
    )
    assert "la description a 2 caractères" in said
    assert "Le titre fait de la publicité" in said
    assert "à faire : " in said
    assert "limites du 24 novembre 2026" in said
    english = r"\b(?:the|with|is|are|not|and|row|to do|rules|skipped|found)\b"
    said = said.replace(str(catalogue), "")
    own = [line for line in said.splitlines() if "│" not in line and "A1" not in line and "A2" not in line]
    assert not re.findall(english, "\n".join(re.sub(r"[A-Z]{2}-\d{3} [\w-]+|« [^»]*»", "", line) for line in own))


def test_what_is_remembered_is_told_in_any_language(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(catalogue.parent / "cache"))
    first = run("check", catalogue, "--isolated", "--lang", "fr").stdout
    again = run("check", catalogue, "--isolated", "--lang", "fr").stdout
    assert re.sub(r"en [\d,]+ s", "", first) == re.sub(r"en [\d,]+ s", "", again)


class _Words(HTMLParser):
    """Texts of a page, each with the language that holds for it."""

    def __init__(self) -> None:
        super().__init__()
        self.lang = ""
        self.said: list[tuple[str, str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs).get("lang")
        self.lang = self.lang or own or ""
        if tag not in ("meta", "link", "input", "br", "rect"):
            self._open.append(own or (self._open[-1] if self._open else self.lang))

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not data.lstrip().startswith(("{", "[", "(()", "//", ":root", "/*", "@")):
            self.said.append((self._open[-1] if self._open else "", data.strip()))


@pytest.mark.parametrize("lang", OTHERS)
def test_no_english_stands_in_a_page_of_another_language(catalogue: Path, lang: str) -> None:
    page = catalogue.with_name("report.html")
    assert run("check", catalogue, "--isolated", "--lang", lang, "-o", page).exit_code == 1
    text = page.read_text("utf-8")
    parser = _Words()
    parser.feed(text)
    assert parser.lang == lang
    own = " ".join(said for mark, said in parser.said if mark == lang)
    assert len(own) > 300
    assert not re.findall(r"\b(?:the|with|listings? to|of your|and|score|search|what|findings?)\b", own)
    told = json.loads(re.findall(r'id="report">(.*?)</script>', text, re.DOTALL)[0])
    findings = [one for listing in told["listings"] for one in listing["findings"]]
    assert findings
    assert not any(one.get("english") for one in findings)


@pytest.mark.parametrize(
    ("lang", "usage", "help_of_help"),
    [
        ("fr", "Utilisation : handmade-lint check", "Affiche cette aide."),
        ("de", "Aufruf: handmade-lint check", "Zeigt diese Hilfe."),
        ("it", "Uso: handmade-lint check", "Mostra questo aiuto."),
        ("es", "Uso: handmade-lint check", "Muestra esta ayuda."),
    ],
)
def test_help_and_errors(lang: str, usage: str, help_of_help: str) -> None:
    said = run("check", "--lang", lang, "--help").stdout.replace("\xa0", " ")
    assert said.startswith(usage)
    assert help_of_help in said
    assert "Only these" not in said
    refused = run("check", "--lang", lang, "nowhere.csv")
    assert refused.exit_code == 2
    assert "there is no such file" not in refused.stderr
    assert "nowhere.csv" in refused.stderr
    assert run("check", "--help").stdout.startswith("Usage: handmade-lint check")


def test_every_message_of_a_rule_is_a_template() -> None:
    """No f-string, and no text put together, is handed to a remark."""
    found = []
    for path in sorted((speech.HOUSE / "rules").rglob("*.py")):
        text = path.read_text("utf-8")
        if re.search(r"\b(?:Remark|\.finding)\(\s*(?:\"\w+\",\s*)?f?\"[^\"]* ", text) or re.search(
            r"\b(?:words|message|told) (?:\+)?= f\"", text
        ):
            found.append(path.name)
    assert found == []


_TOLD = (
    *("Refusal", "Status", "ConfigError", "UnreadableInput", "CannotScreen", "NotAQueue", "Refused", "WrongWeights"),
    *("TooFew", "Unwritten", "Unfit", "BankError", "NotUnderstood", "NotWritten"),
)
_PROGRAMS = {"album/fetch.py": "why a picture was not fetched; see docs/limits.md"}


def _words(node: ast.expr) -> bool:
    """Whether an expression is words of its own: a text with a space and letters, or put together around values."""
    if isinstance(node, ast.JoinedStr):
        parts = [one.value for one in node.values if isinstance(one, ast.Constant)]
        return any(" " in part and len(re.findall(r"[^\W\d_]", part)) > 3 for part in map(str, parts))
    if isinstance(node, ast.BinOp):
        return _words(node.left) or _words(node.right)
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and bool(re.search(r"[a-z]{3,} [a-z]", node.value))
    )


def _unsaid(source: str) -> list[str]:
    """Errors for persons, and lines that commands print, whose words are handed over as they are."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in (*_TOLD, "echo") and any(
            _words(one) and "handmade-lint" not in ast.unparse(one) for one in node.args
        ):
            found.append(ast.unparse(node)[:100])
    return found


def test_errors_and_lines_of_commands_are_said() -> None:
    own = {path.relative_to(speech.HOUSE).as_posix(): path for path in speech.HOUSE.rglob("*.py")}
    lost = {name: unsaid for name, path in own.items() if (unsaid := _unsaid(path.read_text("utf-8")))}
    assert {name: some for name, some in lost.items() if name not in _PROGRAMS} == {}


@pytest.mark.parametrize("planted", ['raise Refusal("no such file here")', 'click.echo(f"wrote {n} files of it")'])
def test_a_planted_line_is_found(planted: str) -> None:
    assert len(_unsaid(planted)) == 1
