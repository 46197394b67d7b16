"""In which language a person is spoken to, and how a text that was said in English is told in it.

Catalogues are GNU gettext's: locale/LANGUAGE/LC_MESSAGES/DOMAIN.mo, read by the standard library when a text is first
told; English reads nothing. How numbers and days are written stands in locale/forms.json (Unicode CLDR). Both are made
by ``python -m tools.speech``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

from .said import Said

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("en", "fr", "de", "it", "es")
LOCALE = Path(__file__).with_name("locale")
DOMAINS = ("handmade-lint", "rules")
"""Catalogues in which a text is looked for: what the program says of itself, then what rules say."""
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def asked(arguments: Iterable[str]) -> str:
    """The language that the arguments of a command ask for with --lang; '' for none."""
    words = iter(arguments)
    for word in words:
        if word == "--":
            return ""
        if word == "--lang":
            return next(words, "")
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return ""


def of_environment(variables: Mapping[str, str] | None = None) -> str:
    """The language of the environment, as gettext reads it; '' where it names none of ours (such as C.UTF-8)."""
    for variable in _VARIABLES:
        value = (os.environ if variables is None else variables).get(variable, "")
        if value:
            named = (one[:2].lower() for one in value.split(":") if len(one) < 3 or not one[2].isalpha())
            return next((one for one in named if one in LANGUAGES), "")
    return ""


class Tongue:
    """Tells texts in one language, with its plural forms, numbers and days."""

    def __init__(self, lang: str = "en") -> None:
        """Take a language.

        Raises:
            ValueError: it is none of LANGUAGES.
        """
        if lang not in LANGUAGES:
            raise ValueError(f"there are no words in '{lang}'; choose one of {', '.join(LANGUAGES)}")
        self.lang = lang

    def __call__(self, text: str) -> str:
        """Tell a text: Said with its values, any other as it stands in a catalogue; in English what has no words."""
        if self.lang == "en" or not text:
            return text
        if not isinstance(text, Said):
            return self._found(text) or text
        if text.many:
            template = self._found_many(text.template, text.many, text.values["n"])
        else:
            template = self._found(text.template)
        return text if template is None else self._filler.vformat(template, (), text.values)

    def template(self, one: str, many: str = "", n: int = 1) -> str:
        """The template of a text in this language, by its number where it has two forms; in English without words."""
        if self.lang == "en":
            return many if many and n != 1 else one
        if many:
            return self._found_many(one, many, n) or (many if n != 1 else one)
        return self._found(one) or one

    def keyed(self, key: str, text: str) -> str:
        """Tell a text of a page, under the key that tells it from others that are alike in English."""
        return text if self.lang == "en" else self._page.pgettext(key, text)

    def keyed_forms(self, key: str, one: str, many: str) -> list[str]:
        """Both forms of a text of a page, for one and for many."""
        return [one, many] if self.lang == "en" else [self._page.npgettext(key, one, many, n) for n in (1, 2)]

    def number(self, value: float, spec: str = ",") -> str:
        """A number as this language writes it; `spec` as for format()."""
        return _localized(format(value, spec), self._forms)

    def day(self, iso: str) -> str:
        """A day as this language writes it: '24 November 2026'."""
        year, month, day = iso.split("-")
        forms = self._forms
        first = "1er" if self.lang == "fr" and int(day) == 1 else int(day)
        values = {"day": first, "month": forms["months"][int(month) - 1], "year": int(year)}
        return str(forms["day"].format(**values))

    def _found(self, text: str) -> str | None:
        for domain in DOMAINS:
            if told := _catalogue(domain, self.lang).gettext(text):
                return told
        return None

    def _found_many(self, one: str, many: str, n: int) -> str | None:
        for domain in DOMAINS:
            if told := _catalogue(domain, self.lang).ngettext(one, many, n):
                return told
        return None

    @property
    def _page(self) -> NullTranslations:
        return _catalogue("page", self.lang)

    @property
    def _forms(self) -> Mapping[str, Any]:
        forms: Mapping[str, Any] = _forms()[self.lang]
        return forms

    @cached_property
    def _filler(self) -> Formatter:
        return _Filler(self)


class _Filler(Formatter):
    """Fills a template: texts among the values are told, numbers written, as the language has them."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue

    def format_field(self, value: Any, format_spec: str) -> Any:
        if isinstance(value, Said):
            return self._tongue(value)
        told = format(value, format_spec)
        if isinstance(value, float) or (isinstance(value, int) and format_spec):
            return _localized(told, self._tongue._forms)
        return told


def _localized(told: str, forms: Mapping[str, Any]) -> str:
    if told.endswith("%"):
        told = told[:-1] + forms["percent"]
    marks = {",": forms["group"], ".": forms["decimal"], "-": forms["minus"]}
    if len(told.partition(".")[0].replace(",", "")) <= 4 and forms["grouped_from"] > 4:
        marks[","] = ""
    return "".join(marks.get(letter, letter) for letter in told)


@lru_cache(maxsize=16)
def _catalogue(domain: str, lang: str) -> NullTranslations:
    """A catalogue, which gives '' for a text that it does not hold."""
    from gettext import NullTranslations, translation

    class Nothing(NullTranslations):
        def gettext(self, message: str) -> str:
            return ""

        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            return ""

    found = translation(domain, LOCALE, [lang])
    found.add_fallback(Nothing())
    return found


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, Any]:
    import json

    loaded: Mapping[str, Any] = json.loads((LOCALE / "forms.json").read_text("utf-8"))
    return loaded


class _Process:
    """What the command line of this process was asked for, and the language it speaks."""

    asked = ""
    """By --lang; '' for nothing."""
    chosen = ""
    """By --lang, the configuration or the environment; '' for nothing."""
    tongue = Tongue()


def begin(arguments: Iterable[str]) -> None:
    """Choose the language of this process by the arguments of its command line, else by the environment."""
    word = asked(arguments)
    _Process.asked = word if word in LANGUAGES else ""
    _speak(_Process.asked or of_environment())


def configured(lang: str) -> None:
    """Choose what the configuration asks for, unless --lang asked for something."""
    if lang and not _Process.asked:
        _speak(lang)


def language_of(spoken: Iterable[str]) -> str:
    """The language in which this process tells a person a report on stores whose languages are these ('' for any)."""
    common = set(spoken)
    lang = common.pop() if len(common) == 1 else ""
    return _Process.chosen or (lang if lang in LANGUAGES else "en")


def chosen() -> str:
    """The language that --lang, the configuration or the environment chose for this process; '' for none."""
    return _Process.chosen


def is_asked() -> bool:
    """Whether --lang was given, so that reports for machines are told in that language, too."""
    return bool(_Process.asked)


def told(text: str) -> str:
    """A text in the language of this process."""
    return _Process.tongue(text)


def _speak(lang: str) -> None:
    _Process.chosen = lang
    if lang in ("", "en") and _Process.tongue.lang == "en":
        return
    _Process.tongue = Tongue(lang or "en")
    # click asks the standard library's own catalogue, by the environment
    import gettext

    if lang in ("", "en"):
        gettext.textdomain("messages")
        return
    gettext.bindtextdomain(DOMAINS[0], str(LOCALE))
    gettext.textdomain(DOMAINS[0])
    os.environ["LANGUAGE"] = lang
