"""Words of the review page: in its reader's language, each value escaped, numbers and days as it writes them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from ..speech import LANGUAGES, Tongue
from ..visible import seen

NAMES = {"en": "English", "fr": "Français", "de": "Deutsch", "it": "Italiano", "es": "Español"}
"""What each language calls itself."""


def preferred(header: str) -> str:
    """The first language of an Accept-Language header (RFC 9110, 12.5.4) in which there are words; '' for none."""
    ranked = []
    for place, part in enumerate(header[:400].split(",")):
        name, _, weight = part.partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight.strip() else 1.0
        except ValueError:
            quality = 0.0
        ranked.append((-quality, place, name.strip()[:2].lower()))
    return next((name for quality, _, name in sorted(ranked) if quality < 0 and name in LANGUAGES), "")


@cache
def fields() -> Mapping[str, str]:
    """What fields are called in English, as the HTML report has them too."""
    told = tomllib.loads(Path(__file__).parents[1].joinpath("output", "page", "words.toml").read_text("utf-8"))
    named: Mapping[str, str] = told["field"]
    return named


class Words:
    """What a page says in one language.

    Texts are templates that stand in the pages (``say("{n} of {all}", …)``), where ``tools/speech.py`` gathers them.
    """

    def __init__(self, lang: str) -> None:
        """Take one of speech.LANGUAGES."""
        self.lang = lang
        self._tongue = Tongue(lang)

    def say(self, template: str, /, **values: Any) -> Markup:
        """A text with its values; markup among these stays markup, all else is escaped, hidden characters shown."""
        return self._filled(self._tongue.template(template), values)

    def say_many(self, one: str, many: str, /, n: int, **values: Any) -> Markup:
        """A text whose form depends on a number, which is written as the language writes it."""
        return self._filled(self._tongue.template(one, many, n), {"n": self.number(n), **values})

    def tell(self, text: str) -> str:
        """What the program says elsewhere: a finding's message, a rule's summary, a verdict."""
        return self._tongue(text)

    def field(self, name: str) -> str:
        """What a field is called: 'bullet.2' is bullet 2."""
        head, _, rest = name.replace("_", " ").partition(".")
        known = fields().get(head)
        return f"{self._tongue.keyed(f'field.{head}', known) if known else head} {rest.replace('.', ' ')}".rstrip()

    def keyed(self, key: str, text: str) -> str:
        """A text of a notice, under its key."""
        return self._tongue.keyed(key, text)

    def number(self, value: float, spec: str = ",") -> str:
        """A number."""
        return self._tongue.number(value, spec)

    def share(self, value: float) -> str:
        """A share as so many per cent."""
        return self._tongue.number(value, ".0%")

    def figure(self, value: float) -> str:
        """A number of two places; a dash for none."""
        return "–" if value != value else self._tongue.number(value, ".2f")

    def signed(self, value: float) -> str:
        """A weight with its sign."""
        return self._tongue.number(value, "+.1f").replace("-", "−")

    def time(self, at: str) -> str:
        """A time of the log, to the minute, in UTC."""
        moment = datetime.fromisoformat(at).astimezone(UTC)
        return f"{self._tongue.day(moment.date().isoformat())}, {moment:%H:%M} UTC"

    def day(self, iso: str) -> str:
        """A day."""
        return self._tongue.day(iso)

    @staticmethod
    def _filled(template: str, values: dict[str, Any]) -> Markup:
        shown = {name: value if isinstance(value, Markup) else seen(str(value)) for name, value in values.items()}
        return escape(template).format(**shown)
