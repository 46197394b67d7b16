"""Catalogues of texts: gather what is said in English, keep translations up to date, compile them, count what lacks.

    python -m tools.speech            # gather, update every .po, compile every .mo, write forms.json, count
    python -m tools.speech --check    # change nothing; fail where something above would change

Texts are gathered from where they are said: ``say`` and ``say_many`` in the sources (Babel's extractor), the help of
the command line (from its commands), rules (from the rules themselves), the words of the HTML report (words.toml) and
of notices (notices.toml), the templates of the review's pages (Jinja's extractor).
Babel reads and writes the catalogues; the product itself reads .mo alone.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from inspect import cleandoc
from io import BytesIO
from pathlib import Path

import click
from babel import Locale
from babel.dates import get_month_names
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from handmade_lint.cli import app
from handmade_lint.rules import load
from handmade_lint.speech import LANGUAGES, LOCALE

HOUSE = Path(__file__).parents[1] / "handmade_lint"
OTHERS = tuple(lang for lang in LANGUAGES if lang != "en")
DOMAINS = ("handmade-lint", "page", "rules")
_KEYWORDS = {"say": (1,), "say_many": (1, 2)}
_GROUND = ("naming", "roles", "rule", "title/shorter", "declared")
"""Modules outside rules/ whose texts are parts of what rules say."""
_OF_CLICK = (
    *("Usage:", "Options", "Commands", "Usage: ", "Show this message and exit.", "Show the version and exit."),
    *("Error: {message}", "Try '{command} {option}' for help.", "No such command {name!r}.", "No such option: {name}"),
    "No such option {name!r}.",
    *("Missing argument", "Missing option", "Missing command.", "default: {default}", "required", "Aborted!"),
    *("Invalid value: {message}", "Invalid value for {param_hint}: {message}", "Did you mean {possibility}?"),
    *("Got unexpected extra argument ({args})", "Option {name!r} requires an argument."),
)
"""What click says itself, in the catalogue that it is pointed to."""
_KEYED = {"output/page/words.toml": "", "review/notices.toml": "notice."}
"""Files of texts that have keys, and what these begin with in the catalogue."""
_PLACE = re.compile(r"\{(\w*)[^{}]*\}")


@dataclass(slots=True)
class Text:
    """A text to be told: in English, with its plural form or '', its key or '', and where it stands."""

    one: str
    many: str = ""
    key: str = ""
    places: list[str] = field(default_factory=list)

    @property
    def identity(self) -> tuple[str, str]:
        """What tells it from others of its catalogue."""
        return self.key, self.one


def gather(domain: str) -> list[Text]:
    """All texts of a catalogue, in the order in which they are met."""
    found: dict[tuple[str, str], Text] = {}
    for text in {"handmade-lint": _own, "page": _page, "rules": _rules}[domain]():
        kept = found.setdefault(text.identity, text)
        if text is not kept:
            kept.many = kept.many or text.many
            kept.places += [place for place in text.places if place not in kept.places]
    return list(found.values())


def _said(files: Iterable[Path]) -> Iterator[Text]:
    for path in sorted(files):
        with path.open("rb") as stream:
            for _, message, _, _ in extract("python", stream, keywords=_KEYWORDS):
                one, many = message if isinstance(message, tuple) else (message, "")
                if not any(map(str.isalpha, one)):
                    continue
                yield Text(one, many, places=[path.relative_to(HOUSE).as_posix()])


def _of_templates() -> Iterator[Text]:
    """Texts of the review's pages."""
    for path in sorted((HOUSE / "review" / "page").glob("*.html")):
        with path.open("rb") as stream:
            for _, message, _, _ in extract("jinja2.ext:babel_extract", stream, keywords=_KEYWORDS):
                one, many = message if isinstance(message, tuple) else (message, "")
                yield Text(one, many, places=[path.relative_to(HOUSE).as_posix()])


def _sources(*, of_rules: bool) -> list[Path]:
    ours = [HOUSE / f"{name}.py" for name in _GROUND] + [*(HOUSE / "rules").rglob("*.py")]
    return ours if of_rules else [one for one in HOUSE.rglob("*.py") if one not in ours]


def _own() -> Iterator[Text]:
    yield from _said(_sources(of_rules=False))
    yield from _of_templates()
    yield from _help(app, "handmade-lint")
    yield from (Text(words, places=["click"]) for words in _OF_CLICK)


def _help(command: click.Command, name: str) -> Iterator[Text]:
    """What `command --help` says, and its commands' helps."""
    for words in (command.help, command.epilog):
        if words:
            yield Text(cleandoc(words), places=[f"{name} --help"])
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help and parameter.name != "lang":
            yield Text(parameter.help, places=[f"{name} --help"])
    if isinstance(command, click.Group):
        context = click.Context(command)
        for own in command.list_commands(context):
            found = command.get_command(context, own)
            assert found is not None
            yield from _help(found, f"{name} {own}")


def _page() -> Iterator[Text]:
    for name, prefix in _KEYED.items():
        for key, value in tomllib.loads((HOUSE / name).read_text("utf-8")).items():
            entries = value.items() if isinstance(value, dict) else [("", value)]
            for part, text in entries:
                forms = text if isinstance(text, list) else [text, ""]
                yield Text(forms[0], forms[1], f"{prefix}{key}.{part}".rstrip("."), [name])


def _rules() -> Iterator[Text]:
    yield from _said(_sources(of_rules=True))
    for rule in load().values():
        place = [f"{rule.code} {rule.name}"]
        yield Text(rule.summary, places=place)
        yield from (Text(words, places=place) for words in (rule.advice, rule.reason) if words)
        table = rule.declared or {}
        for words in (table.get("message"), table.get("alone")):
            if words:
                yield Text(words, places=place)


def po(domain: str, lang: str) -> Path:
    """Where a catalogue stands."""
    return LOCALE / lang / "LC_MESSAGES" / f"{domain}.po"


def updated(domain: str, lang: str, texts: Iterable[Text]) -> Catalog:
    """The catalogue with the texts of today: translations kept, those of texts that are gone left out."""
    path = po(domain, lang)
    known = read(path, lang, domain) if path.exists() else Catalog(lang)
    made = Told(lang, domain=domain, fuzzy=False)
    for text in texts:
        found = known.get(text.one, text.key or None)
        string = found.string if found is not None and isinstance(found.id, tuple) == bool(text.many) else None
        said = (text.one, text.many) if text.many else text.one
        made.add(
            said,
            string or (("", "") if text.many else ""),
            context=text.key or None,
            locations=[(place, 0) for place in text.places[:3]],
        )
    return made


def read(path: Path, lang: str, domain: str) -> Catalog:
    """A catalogue as it stands."""
    with path.open("rb") as stream:
        return read_po(stream, lang, domain)


class Told(Catalog):
    """A catalogue whose heading holds neither days nor versions, so that the same texts give the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What gettext needs to know."""
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def as_po(catalog: Catalog) -> bytes:
    """The text of a .po file."""
    out = BytesIO()
    write_po(out, catalog, width=0, omit_header=True, include_lineno=False)
    header = [f'"{key}: {value}\\n"' for key, value in catalog.mime_headers]
    return "\n".join(['msgid ""', 'msgstr ""', *header, "", ""]).encode() + out.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """The bytes of a .mo file; what has no translation is left out."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def each(words: str | list[str] | tuple[str, ...] | None) -> list[str]:
    """The forms of a text, one or two."""
    return [words or ""] if isinstance(words, str | None) else list(words)


def lacks(message: Message) -> bool:
    """Whether a text is not told yet."""
    strings = each(message.string)
    return not all(strings)


def faults(catalog: Catalog) -> Iterator[str]:
    """Translations whose places differ from those of the English text."""
    for message in catalog:
        if not message.id or lacks(message):
            continue
        ids = each(message.id)
        strings = each(message.string)
        wanted = {place for one in ids for place in _PLACE.findall(one)}
        for number, string in enumerate(strings):
            have = set(_PLACE.findall(string))
            may = {"n"} if isinstance(message.id, tuple) and number == 0 else set()
            if have - wanted or (wanted - have) - may:
                yield f"{ids[0]!r}: {string!r}"


def forms() -> str:
    """How numbers and days are written, from the Unicode CLDR that Babel holds."""
    told = {}
    for lang in LANGUAGES:
        locale = Locale.parse("en_GB" if lang == "en" else lang)
        signs = locale.number_symbols["latn"]
        percent = str(locale.percent_formats[None].pattern)
        day = str(locale.date_formats["long"].pattern)
        for sign, name in (("MMMM", "{month}"), ("dd", "{day}"), ("d", "{day}"), ("y", "{year}")):
            day = re.sub(rf"(?<![{{\w]){sign}(?!\w)", name, day)
        told[lang] = {
            "decimal": signs["decimal"],
            "group": signs["group"],
            "minus": "-",
            "percent": percent.lstrip("#,.0"),
            "grouped_from": 5 if lang == "es" else 4,
            "day": day.replace("'", ""),
            "months": [get_month_names("wide", "format", locale)[number] for number in range(1, 13)],
        }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def files() -> Iterator[tuple[Path, bytes]]:
    """What should stand in handmade_lint/locale."""
    yield LOCALE / "forms.json", forms().encode()
    for domain in DOMAINS:
        texts = gather(domain)
        for lang in OTHERS:
            catalog = updated(domain, lang, texts)
            yield po(domain, lang), as_po(catalog)
            yield po(domain, lang).with_suffix(".mo"), as_mo(catalog)


def counts() -> Iterator[tuple[str, str, int, int]]:
    """Of each catalogue: domain, language, texts, and how many are told."""
    for domain in DOMAINS:
        for lang in OTHERS:
            messages = [one for one in read(po(domain, lang), lang, domain) if one.id]
            yield domain, lang, len(messages), sum(not lacks(one) for one in messages)


def main() -> int:
    """Bring the catalogues up to date, or say what is not."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="change nothing; fail where something would change")
    check = parser.parse_args().check
    stale = 0
    for path, content in files():
        if path.exists() and path.read_bytes() == content:
            continue
        stale += 1
        if check:
            print(f"not up to date: {path.relative_to(HOUSE.parent)}")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for domain, lang, total, told in counts():
        print(f"{domain:14} {lang}  {told:5,} of {total:5,} texts told")
        for fault in faults(read(po(domain, lang), lang, domain)):
            stale += 1
            print(f"  places differ: {fault}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
