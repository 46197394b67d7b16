"""What is said to a person: an English text that remembers its template and values, so that it can be told anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_PLACE = re.compile(r"\{(\w+)")


class Said(str):
    """A text in English, and what it was made of; speech.Tongue tells it in another language."""

    template: str
    """With values as ``{name}`` or ``{name:spec}``; the key of the catalogues."""
    many: str
    """The template where `n` is not one; '' where the number makes no difference."""
    values: Mapping[str, Any]
    """Texts, numbers and Said."""

    @classmethod
    def of(cls, template: str, many: str, values: Mapping[str, Any]) -> Said:
        """Fill a template (or `many`, where ``n`` is not 1) in English; values that it does not name are left out."""
        chosen = many if many and values["n"] != 1 else template
        said = cls(chosen.format(**values))
        said.template, said.many = template, many
        named = {*_PLACE.findall(template), *_PLACE.findall(many), *(("n",) if many else ())}
        said.values = {name: value for name, value in values.items() if name in named}
        return said

    def __reduce__(self) -> tuple[Any, ...]:
        return Said.of, (self.template, self.many, dict(self.values))


def say(template: str, /, **values: Any) -> Said:
    """A text with values: ``say("'{word}' stands {n} times", word=word, n=3)``. The template is a literal."""
    return Said.of(template, "", values)


def say_many(one: str, many: str, /, n: int, **values: Any) -> Said:
    """A text whose form depends on a number: ``say_many("{n} listing", "{n} listings", n=2)``."""
    return Said.of(one, many, {"n": n, **values})


def say_all(texts: Sequence[str]) -> str:
    """Texts in a row: 'a', 'a and b', 'a, b and c'.

    Raises:
        ValueError: there is none.
    """
    if not texts:
        raise ValueError("nothing to say")
    *others, last = texts
    if not others:
        return last
    first, *more = others
    for one in more:
        first = say("{first}, {next}", first=first, next=one)
    return say("{first} and {last}", first=first, last=last)


def to_plain(text: str) -> Any:
    """What a text is made of, as JSON values; None where it is nothing but itself."""
    if not isinstance(text, Said) or not text.values:
        return None
    values = {name: _plain(value) for name, value in text.values.items()}
    return {"template": text.template, "many": text.many, "values": values}


def from_plain(text: str, made: Any) -> str:
    """The text that `to_plain` took apart."""
    if made is None:
        return text
    values = {
        name: from_plain("", value) if isinstance(value, Mapping) else value for name, value in made["values"].items()
    }
    said = Said(text)
    said.template, said.many, said.values = made["template"], made["many"], values
    return said if text else Said.of(said.template, said.many, values)


def _plain(value: Any) -> Any:
    if isinstance(value, Said):
        return to_plain(value) or {"template": value.template, "many": "", "values": {}}
    return value if isinstance(value, str | int | float) else str(value)
