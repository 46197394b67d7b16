"""The report as one page for a seller: what to do first, then each listing with its pictures and marked words.

The page is whole: no address of it reaches the network, and its content-security policy lets nothing run or load but
the script and style that were written into it. The first screen is plain markup; the listings travel as JSON, of which
page/page.js makes elements by textContent. See docs/html.md.
"""

from __future__ import annotations

import html
import json
import tomllib
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path, PurePath
from string import Template
from typing import Any, TextIO
from xml.etree import ElementTree

from ..repairs import Repair, repairs
from ..report import Edit, Entry, Finding, Report
from ..said import Said
from ..speech import Tongue
from ..visible import clip, seen
from . import thumbnails

LISTINGS = 5000
"""Listings that a page holds unless it is told otherwise,"""
MANY, OF_MANY = 100_000, 1000
"""and where there are more than so many, how many: a page is for reading."""
PICTURES = 1000
"""Thumbnails that a page holds: the main pictures first, of the worst listings first."""

_PAGE = Path(__file__).with_name("page")
_SEVERITIES = ("error", "warning", "info")
_ONE_KEY = "needs '{key}' in the seller's profile ('handmade-lint init' writes one)"
"""Reasons that differ in the key that is missing are told as one."""
_BANDS = (("low", 0, 49), ("middle", 50, 79), ("good", 80, 99), ("full", 100, 100))
_Groups = Sequence[tuple[Entry | None, Sequence[Finding]]]


def write(report: Report, stream: TextIO, *, lang: str = "en", limit: int | None = None) -> None:
    """Write the report as a page of HTML.

    Args:
        report: What to tell. Pictures that `report.pictures` finds on this machine are shown, if Pillow is there.
        stream: Open for text.
        lang: Language of the page's own words, a code of speech.LANGUAGES. What rules say is told as the report has it;
            an English text in a page of another language is marked as English.
        limit: At most so many listings, those of the lowest score; LISTINGS, or OF_MANY, when None.

    Raises:
        ValueError: There are no words in that language.
    """
    encoding = getattr(stream, "encoding", None) or "utf-8"
    unicode = encoding.lower().startswith("utf")
    words = _Words(Tongue(lang))
    if limit is None:
        limit = OF_MANY if report.run.listings > MANY else LISTINGS
    groups = [*_of_files(report), *report.lowest(limit)]
    entries = [entry for entry, _ in groups if entry is not None]
    kept, places = _thumbnails(report.pictures, entries)
    script, style = (_PAGE / "page.js").read_text("utf-8"), (_PAGE / "page.css").read_text("utf-8")
    title, masthead, first = _first_screen(report, groups, words)
    values = {
        **words.plain(),
        "lang": lang,
        "policy": _policy(script, style),
        "style": style,
        "script": script,
        "title": html.escape(title),
        "masthead": masthead,
        "first": first,
        "left_out": _left_out(report, len(entries), words),
        "about": _about(report, words),
        "pictures": _script_text(kept, unicode),
    }
    head, tail = (_PAGE / "page.html").read_text("utf-8").split("$report")
    _send(stream, Template(head).substitute(values), encoding)
    shell = {"lang": lang, "words": words.table, "rules": _rules(report, groups, words)}
    stream.write(_script_text(shell, unicode)[:-1] + ', "listings": [')
    for number, (entry, findings) in enumerate(groups):
        stream.write(",\n" if number else "\n")
        stream.write(_script_text(_listing(entry, findings, places, words), unicode))
    stream.write("\n]}")
    _send(stream, Template(tail).substitute(values), encoding)


class _Words:
    """The page's own words in one language."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue
        self.lang = tongue.lang
        words = tomllib.loads((_PAGE / "words.toml").read_text("utf-8"))
        self.table: Mapping[str, Any] = {
            key: {part: tongue.keyed(f"{key}.{part}", text) for part, text in told.items()}
            if isinstance(told, dict)
            else tongue.keyed_forms(key, *told)
            if isinstance(told, list)
            else tongue.keyed(key, told)
            for key, told in words.items()
        }

    def __call__(self, key: str, **values: Any) -> str:
        """A phrase; where it has two forms, `n` decides."""
        phrase = self.table[key]
        if isinstance(phrase, list):
            n = values["n"]
            phrase = phrase[0 if n == 1 or (n == 0 and self.lang == "fr") else 1]
        told = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return str(phrase.format(**told))

    def number(self, value: int) -> str:
        """A whole number as this language writes it."""
        return self._tongue.number(value)

    def day(self, iso: str) -> str:
        """A day as this language writes it; in English as it is."""
        return iso if self.lang == "en" else self._tongue.day(iso)

    def told(self, text: str) -> str:
        """A text that is not the page's own."""
        return self._tongue(text)

    def english(self, *texts: str) -> bool:
        """Whether one of some texts is told in English although the page speaks another language."""
        return self.lang != "en" and any(text and self._tongue(text) == text for text in texts)

    def mark(self, text: str) -> dict[str, str]:
        """The attribute that tells an English text in a page of another language."""
        return {"lang": "en"} if self.english(text) else {}

    def plain(self) -> dict[str, str]:
        """Phrases without values, as page.html names them, escaped."""
        flat = {key: text for key, text in self.table.items() if isinstance(text, str)}
        for name, table in self.table.items():
            if isinstance(table, dict):
                flat.update({f"{name}-{key}": text for key, text in table.items()})
        return {f"w_{key.replace('-', '_')}": html.escape(text) for key, text in flat.items()}


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _send(stream: TextIO, markup: str, encoding: str) -> None:
    stream.write(markup.encode(encoding, "xmlcharrefreplace").decode(encoding))


def _script_text(value: Any, unicode: bool) -> str:
    """JSON that no HTML parser takes for anything but text."""
    told = json.dumps(value, ensure_ascii=not unicode, allow_nan=False, separators=(",", ":"))
    told = told.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return told.encode("utf-8", "backslashreplace").decode("utf-8")


# ---- the first screen, as markup


def _tag(name: str, *inside: str | ElementTree.Element | None, **attributes: str) -> ElementTree.Element:
    """An element; attributes are named with a trailing or inner underscore where Python wants one."""
    made = ElementTree.Element(name, {key.rstrip("_").replace("_", "-"): text for key, text in attributes.items()})
    last: ElementTree.Element | None = None
    for part in inside:
        if isinstance(part, ElementTree.Element):
            made.append(part)
            last = part
        elif part and last is None:
            made.text = (made.text or "") + seen(part)
        elif part and last is not None:
            last.tail = (last.tail or "") + seen(part)
    return made


def _markup(*elements: ElementTree.Element | None) -> str:
    told = (ElementTree.tostring(one, "unicode", method="html") for one in elements if one is not None)
    return "\n".join(told)


def _first_screen(report: Report, groups: _Groups, words: _Words) -> tuple[str, str, str]:
    """Title of the page, its head, and the section that says what to do first."""
    digest = report.digest
    files = ", ".join(_file(one.file) for one in report.run.inputs[:3]) or "–"
    files += ", …" if len(report.run.inputs) > 3 else ""
    touched = sum(digest.touched.values())
    first = repairs(groups)
    shown = sum(entry is not None for entry, _ in groups)
    whole = shown == digest.listings
    if touched or digest.of_files:
        headline = words("to-mend", n=touched, all=max(digest.listings, touched))
    else:
        headline = words("nothing", n=digest.listings)
    title = f"{words('tab', n=touched)} · {seen(files)} · handmade-lint"
    kicker = _tag("p", words("kicker"), " · ", _tag("bdi", files), " · ", words.day(report.run.on), class_="kicker")
    text = _tag("div", kicker, _tag("h1", headline), _tag("p", _lede(report, first, whole, words), class_="lede"))
    return (
        title,
        _markup(text, _spread(report, words)),
        _markup(*_first(report, None if whole else shown, first, words)),
    )


def _lede(report: Report, first: Sequence[Repair], whole: bool, words: _Words) -> str:
    said = {severity: words(f"count-{severity}", n=count) for severity, count in report.counts().items()}
    counts = words("counts", **said)
    mends = [one for one in first[:3] if round(one.before) < round(first[:3][-1].after)]
    if not whole or not mends:
        return words("lede-plain", counts=counts)
    key = "lede" if len(mends) > 1 else "lede-one"
    return words(key, counts=counts, n=len(mends), before=round(mends[0].before), after=round(mends[-1].after))


def _spread(report: Report, words: _Words) -> ElementTree.Element | None:
    """The mean score, and how many listings have which."""
    qualities = report.digest.qualities
    listings = qualities.total()
    if not listings:
        return None
    mean = round(sum(quality * count for quality, count in qualities.items()) / listings)
    bar = _tag("svg", viewBox="0 0 100 6", preserveAspectRatio="none", class_="spread", aria_hidden="true")
    legend = _tag("ul", class_="legend")
    start = 0.0
    for name, low, high in _BANDS:
        count = sum(qualities[quality] for quality in range(low, high + 1))
        width = 100 * count / listings
        if count:
            bar.append(_tag("rect", x=f"{start:.2f}", width=f"{width:.2f}", height="6", class_=f"band-{name}"))
        start += width
        label = _tag("span", words.table["band"][name])
        legend.append(_tag("li", label, " ", _tag("b", words.number(count)), class_=f"band-{name}"))
    average = _tag("p", _tag("b", str(mean)), " ", words("average"), class_="average")
    return _tag("div", average, bar, legend, class_="scores")


def _first(
    report: Report, part: int | None, first: Sequence[Repair], words: _Words
) -> Iterator[ElementTree.Element | None]:
    yield _tag("h2", words("first"), id="first")
    if not first:
        yield _tag("p", words("first-none"), class_="why")
        return
    yield _tag("p", words("first-why"), class_="why")
    if part is not None:
        yield _tag("p", words("first-of-shown", n=part), class_="note")
    listed = _tag("ol", class_="repairs")
    gravest = report.digest.gravest
    for one in first:
        rule = report.rules[one.code]
        severity = gravest.get(one.code, rule.severity)
        lifts = words("lifts", before=f"{one.before:.0f}", after=f"{one.after:.0f}")
        meta = _tag(
            *("p", _tag("span", words.table["severity"][severity], class_=f"badge {severity}"), " "),
            _tag("span", words("in-listings", n=one.listings)),
            " ",
            _tag("span", lifts, class_="lifts") if round(one.after) > round(one.before) else None,
            class_="meta",
        )
        show = _tag(
            *("button", words("show-these", n=one.listings)),
            **{"type": "button", "class_": "show", "data_rule": one.code, "hidden": "hidden"},
        )
        said = _tag("h3", words.told(rule.summary).rstrip("."), **words.mark(rule.summary))
        advice = _tag("p", words.told(rule.advice), class_="advice", **words.mark(rule.advice)) if rule.advice else None
        listed.append(_tag("li", said, advice, meta, show))
    yield listed


def _left_out(report: Report, shown: int, words: _Words) -> str:
    more = report.digest.listings - shown
    return _markup(_tag("p", words("left-out", n=more, shown=shown), class_="note")) if more > 0 else ""


def _about(report: Report, words: _Words) -> str:
    """What was read, and what the absence of findings does not vouch for."""
    run = report.run
    facts = _tag("dl")

    def tell(key: str, lines: Sequence[str]) -> None:
        if lines:
            facts.append(_tag("dt", words(key)))
            facts.extend(_tag("dd", line) for line in lines)

    read = []
    for one in run.inputs:
        file = clip(_file(one.file), 300) + (f" ({clip(one.sheet, 80)})" if one.sheet else "")
        rest = f", {words('refused', n=one.refused)}" if one.refused else ""
        read.append(words("read-file", file=file, n=one.rows) + rest)
    tell("read", read)
    tell("unread", [f"{clip(_file(one.file), 300)}: {clip(words.told(one.why), 300)}" for one in run.unread])
    reasons: dict[str, list[str]] = {}
    for left in run.skipped:
        one_key = isinstance(left.why, Said) and left.why.template == _ONE_KEY
        reasons.setdefault(words("profile") if one_key else words.told(left.why), []).append(left.rule)
    said = ((why, sorted(codes)) for why, codes in sorted(reasons.items()))
    tell("skipped", [words("skipped-rules", n=len(codes), codes=", ".join(codes), why=why) for why, codes in said])
    partial = _tag("p", words("partial"), class_="note") if run.partial else None
    made = _tag(
        "p", words("made", version=run.version, on=words.day(run.on), guide=words.day(run.guide)), class_="made"
    )
    return _markup(_tag("h2", words("about"), id="about"), partial, facts if len(facts) else None, made)


# ---- the listings, as JSON


def _of_files(report: Report) -> Iterator[tuple[None, list[Finding]]]:
    files: dict[str, list[Finding]] = {}
    for finding in report.digest.of_files:
        files.setdefault(finding.location.file, []).append(finding)
    for found in files.values():
        yield None, found


def _rules(report: Report, groups: _Groups, words: _Words) -> dict[str, Any]:
    named = {finding.code for _, findings in groups for finding in findings}
    return {
        code: {
            **{"name": rule.name, "group": rule.group, "force": rule.force, "source": list(map(seen, rule.source))},
            **{"summary": seen(words.told(rule.summary)), "reason": seen(words.told(rule.reason))},
            **{"advice": seen(words.told(rule.advice)), "english": words.english(rule.reason, rule.advice)},
        }
        for code, rule in sorted(report.rules.items())
        if code in named
    }


def _listing(
    entry: Entry | None, findings: Sequence[Finding], places: Mapping[str, int], words: _Words
) -> dict[str, Any]:
    if entry is None:
        of_file = findings[0].scope == "file"
        name = _file(findings[0].location.file) if of_file else findings[0].sku
        told: dict[str, Any] = {"kind": "file" if of_file else "catalogue", "sku": clip(name, 300), "pictures": []}
        points: dict[str, list[float]] = {}
        uris: list[str] = []
    else:
        told = {
            **{"sku": clip(entry.sku, 200), "store": clip(entry.store, 80), "lang": clip(entry.language, 20)},
            **{"file": clip(_file(entry.file), 200), "row": entry.row, "score": entry.score.quality},
            "title": _marked(entry.title[:2000], findings),
            "parts": {part: left for part, left in entry.score.parts.items() if left is not None and left < 100},
        }
        points = {}
        for reason in entry.score.of_quality:
            points.setdefault(reason.finding, []).append(-reason.weight)
        uris, told["pictures"] = _pictures(entry, findings, places)
    title = entry.title if entry is not None else ""
    said = [
        (_finding(finding, title, uris, points.get(finding.fingerprint, []), words), finding)
        for finding in sorted(findings, key=lambda one: _SEVERITIES.index(one.severity))
    ]
    said.sort(key=lambda pair: (_SEVERITIES.index(pair[1].severity), -pair[0]["points"]))
    told["findings"] = [one for one, _ in said]
    return told


def _finding(finding: Finding, title: str, uris: Sequence[str], points: list[float], words: _Words) -> dict[str, Any]:
    at = finding.location
    told: dict[str, Any] = {
        **{"code": finding.code, "severity": finding.severity, "says": clip(words.told(finding.message), 1000)},
        **{"field": clip(finding.field, 80), "points": round(points.pop(0), 1) if points else 0},
        **{"row": at.row, "column": clip(at.column, 120), "sheet": clip(at.sheet or "", 80)},
    }
    if words.english(finding.message):
        told["english"] = True
    if finding.match:
        more = finding.span is not None and finding.span[0] > len(finding.before)
        before, after = (
            ("…" if more else "") + finding.before,
            finding.after + ("…" if len(finding.after) >= 60 else ""),
        )
        told["quote"] = [seen(before), clip(finding.match, 600), seen(after)]
    if finding.confidence < 1:
        told["sure"] = round(100 * finding.confidence)
    if finding.fix is not None:
        edits = [
            [clip(edit.field, 80), _old(finding, edit, title), clip(edit.text, 3000)] for edit in finding.fix.edits
        ]
        told["fix"] = {"safe": finding.fix.safe, "edits": edits[:12]}
    if finding.image in uris:
        told["picture"] = uris.index(finding.image or "")
    return told


def _old(finding: Finding, edit: Edit, title: str) -> str | None:
    """The words that an edit replaces; None where the report does not hold them."""
    start, text = 0, title if edit.field == "title" else ""
    if edit.field == finding.field and finding.span and edit.end > len(text):
        start = finding.span[0] - len(finding.before)
        text = finding.before + finding.match + finding.after
    if start <= edit.start and edit.end <= start + len(text):
        return clip(text[edit.start - start : edit.end - start], 3000)
    return None


def _marked(title: str, findings: Sequence[Finding]) -> list[list[str]]:
    """The title in stretches, each with the gravest severity that is said of it, '' for none."""
    marks = [""] * len(title)
    for severity in reversed(_SEVERITIES):
        for one in findings:
            if one.severity == severity and one.field == "title" and one.span:
                start, end = max(0, one.span[0]), min(len(title), one.span[1])
                marks[start:end] = [severity] * max(0, end - start)
    stretches: list[list[str]] = []
    for letter, mark in zip(title, marks, strict=True):
        if stretches and stretches[-1][1] == mark:
            stretches[-1][0] += letter
        else:
            stretches.append([letter, mark])
    return [[seen(text), mark] for text, mark in stretches]


def _pictures(
    entry: Entry, findings: Sequence[Finding], places: Mapping[str, int]
) -> tuple[list[str], list[dict[str, Any]]]:
    """Pictures that can be shown or that something is said of: their addresses, and what the page needs of each."""
    said: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.image:
            said.setdefault(finding.image, []).append(finding)
    roles = {one.uri: one.role for one in entry.images}
    uris = [uri for uri in dict.fromkeys([*roles, *said]) if uri in places or uri in said]
    return uris, [
        {
            **{"name": clip(_file(uri), 80), "role": clip(roles.get(uri, ""), 40), "at": places.get(uri, -1)},
            "boxes": [[*box, one.severity] for one in said.get(uri, []) for box in _boxes(one.evidence)],
        }
        for uri in uris
    ]


def _boxes(evidence: Mapping[str, Any]) -> Iterator[list[float]]:
    """Boxes of the evidence that lie on the picture: [x0, y0, x1, y1] as shares of its sides, from the upper left."""
    many = evidence.get("boxes")
    for box in [evidence.get("box"), *(many if isinstance(many, list | tuple) else ())]:
        if not isinstance(box, list | tuple) or len(box) != 4 or not all(isinstance(at, int | float) for at in box):
            continue
        x0, y0, x1, y1 = (round(min(1.0, max(0.0, float(at))), 4) for at in box)
        if x0 < x1 and y0 < y1:
            yield [x0, y0, x1, y1]


def _thumbnails(pictures: Mapping[str, str], entries: Sequence[Entry]) -> tuple[list[str], dict[str, int]]:
    """Thumbnails as data: addresses, and the place of each picture's among them."""
    kept: list[str] = []
    places: dict[str, int] = {}
    if not pictures or not thumbnails.available():
        return kept, places
    mains = [one.uri for entry in entries for one in entry.images[:1]]
    others = [one.uri for entry in entries for one in entry.images[1:]]
    for uri in dict.fromkeys([*mains, *others]):
        if len(kept) == PICTURES:
            break
        small = thumbnails.thumbnail(pictures[uri]) if uri in pictures else None
        if small is not None:
            places[uri] = len(kept)
            kept.append(small)
    return kept, places


# ---- words


def _file(name: str) -> str:
    """The last part of a path or address."""
    return PurePath(name.replace("\\", "/")).name or name
