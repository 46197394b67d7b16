"""Rule and @rule: the one module that an author of a rule imports."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Literal, TypeVar, cast, overload

from . import limits
from .countries import barcode_country, country
from .durations import TIMES, making_times
from .figures import price
from .finding import Edit, Fix, Force, Severity
from .language import FUNCTION_WORDS, likeness, shingles
from .language import NAMES as LANGUAGE_NAMES
from .language import ends as text_ends
from .language import guess as guess_language
from .language import speaks as speaks_language
from .lettering import Lettered, lettered
from .lexicon import Hit, Lexicon, content_words, lexicon
from .listing import HANDMADE_STORES, STORE_LANGUAGES, TEXTS, ImageRef, Listing, Origin
from .names import SURE_DISGUISES, Mention, mentions
from .names import known as known_name
from .naming import OTHER_KINDS, OTHERS, Named, apart, named
from .pictures import picture_keys, same_picture
from .roles import DISGUISES, NAME_KINDS, role_of
from .said import Said, say, say_all, say_many
from .subjects import Alone, Catalog, Images, Picture, Remark, Seller, Text, Word, within_own_name
from .title import Part as TitlePart
from .title import colours as colours_in
from .title import hanging, says_thing
from .title import materials as materials_in
from .title import parse as parse_title
from .title import shorten as shorter_title

__all__ = [
    "DISGUISES",
    "FUNCTION_WORDS",
    "HANDMADE_STORES",
    "LANGUAGE_NAMES",
    "NAME_KINDS",
    "OTHERS",
    "OTHER_KINDS",
    "STORE_LANGUAGES",
    "SURE_DISGUISES",
    "TIMES",
    "Alone",
    "Case",
    "Catalog",
    "Edit",
    "Findings",
    "Fix",
    "Hit",
    "Images",
    "Lettered",
    "Lexicon",
    "Listing",
    "Mention",
    "Named",
    "Picture",
    "Remark",
    "Rule",
    "Said",
    "Seller",
    "Severity",
    "Text",
    "TitlePart",
    "Word",
    "apart",
    "barcode_country",
    "colours_in",
    "content_words",
    "country",
    "find_in",
    "guess_language",
    "hanging",
    "known_name",
    "lettered",
    "lexicon",
    "likeness",
    "limit_of",
    "making_times",
    "materials_in",
    "mentions",
    "named",
    "parse_title",
    "picture_keys",
    "price",
    "role_of",
    "rule",
    "same_picture",
    "say",
    "say_all",
    "say_many",
    "says_thing",
    "shingles",
    "shorter_title",
    "speaks_language",
    "text_ends",
    "too_long",
]

Findings = Iterator[Remark]
"""What a check yields."""

Subject = Literal["text", "listing", "images", "catalog", "seller", "fault"]

Keys = Callable[[Listing], str | tuple[str, ...]]
"""Which groups of a catalogue a listing belongs to; '' or () for none."""

_SUBJECTS: Mapping[str, Subject] = {
    "Text": "text",
    "Listing": "listing",
    "Images": "images",
    "Catalog": "catalog",
    "Seller": "seller",
}
MOST = 20_000
"""Members of one group that are looked at: what holds of so many rows is said by then."""
_ABOUT_LISTING = ("store", "language", "sku", "on", "columns", "images")


class Late:
    """A function of a rule whose module is imported when the function is first called."""

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], Callable[..., Any] | None]) -> None:
        """Later, `find` imports the module and gives the function."""
        self._find = find
        self._found: Callable[..., Any] | None = None

    @property
    def now(self) -> Callable[..., Any]:
        """The function itself, which is quicker to call many times."""
        if self._found is None:
            self._found = self._find()
            assert self._found is not None
        return self._found

    def __call__(self, *given: Any, **settings: Any) -> Any:
        """Call the function."""
        return self.now(*given, **settings)


def at_hand(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function itself, imported now if it was to be imported later."""
    return function.now if isinstance(function, Late) else function


@dataclass(frozen=True, slots=True)
class Case:
    """A small example that a rule carries: it drives the rule's tests, its page and whether it is fixable."""

    rows: tuple[Mapping[str, str], ...]
    """Fields of one listing, or of several for a rule on the catalogue. For a rule on pictures: a picture each, by its
    columns (and the fields of its listing). For a rule on files: {'file': content}."""
    cure: Mapping[str, str] | None = None
    """Fields after all of the rule's fixes, where it offers them."""
    on: str = ""
    """Day (ISO) on which the case is judged; '' for a day on which the present limits hold."""

    def listings(self, rule: Rule) -> list[Listing]:
        """Build the listings that the rows describe."""
        return [_case_listing(rule, row, number) for number, row in enumerate(self.rows, 2)]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the guide: what it looks at, whose it is, how it checks, and the cases that prove it."""

    code: str
    name: str
    group: str
    severity: Severity
    force: Force
    reads: tuple[str, ...]
    subject: Subject
    doc: str
    source: tuple[str, ...]
    stores: tuple[str, ...] = ()
    """Stores it holds for: 'amazon' speaks for every amazon.*; () for all."""
    except_stores: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    """Languages of listings it can judge; () for all."""
    check: Callable[..., Iterable[Remark]] | None = None
    declared: Any = None
    """The declaration (see declared.py) of a rule that is data."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Keyword-only parameters of the check and their defaults."""
    bad: Sequence[Case] = ()
    good: Sequence[Case] = ()
    setting_types: Mapping[str, type] = field(default_factory=dict)
    advice: str = ""
    """What to do about it, in a sentence."""
    dated: bool = False
    """Whether the check wants the day (`on`, a date) that the run asks about."""
    by: Keys | None = None
    """Of a rule on the catalogue: the check is handed each group of two and more listings that share a key, instead of
    all listings at once."""
    differ: Callable[[Listing], str] | None = None
    """With `by`: only groups are looked at whose members differ in this."""
    fewest: str = ""
    """With `by`: a setting; groups of fewer listings are not looked at."""
    most: int = MOST
    """Listings of a group that are looked at, the first ones."""
    needs: tuple[str, ...] = ()
    """Literals in folded form (see lexicon.fold), with a bar in front or behind where they must begin or end a word; at
    least one stands in every text that can be remarked on. With `lexicons` and what follows, any of them will do."""
    lexicons: tuple[str, ...] = ()
    """Lexicons of which at least one has a hit in every text that can be remarked on; () when nothing is known."""
    filled: tuple[str, ...] = ()
    """Fields of which one is filled wherever the rule can speak."""
    hint: str = ""
    """A quick regular expression that is found in every text that can be remarked on."""
    echo: str = ""
    """A fact whose value stands in every text that can be remarked on, case left aside."""
    over: str = ""
    """A limit; every text that can be remarked on has more characters."""
    names: bool = False
    """Whether every text that can be remarked on has a mention of a name (see names.mentions)."""

    @property
    def summary(self) -> str:
        """First sentence of the documentation."""
        return self.doc.partition("\n")[0].strip()

    @property
    def reason(self) -> str:
        """The documentation after its first line: why it matters."""
        return self.doc.partition("\n")[2].strip()

    @property
    def fixable(self) -> bool:
        """True when a bad case shows its cure."""
        return self.bad.cured if isinstance(self.bad, Cases) else any(case.cure is not None for case in self.bad)

    def judges(self, listing: Listing) -> bool:
        """Whether the rule speaks about listings of that store and language."""
        return self.holds_for(listing.store) and (not self.languages or listing.language in self.languages)

    def holds_for(self, store: str) -> bool:
        """Whether the rule speaks about listings of that store."""
        if any(_covers(name, store) for name in self.except_stores):
            return False
        return not self.stores or any(_covers(name, store) for name in self.stores)


def limit_of(name: str, listing: Listing, on: date) -> int | None:
    """What the limit of that name allows the listing on that day; None where its store sets no such limit."""
    found = limits.resolve(name, listing.store, on, listing.get)
    return found.value if found else None


def too_long(title: Text, name: str, given: int, on: date, says: Callable[[int, int], Said]) -> Findings:
    """Remark on a title that is over a limit, with a proposal that fits where one can be made of its own words.

    Args:
        title: the title.
        name: of the limit.
        given: what a setting allows instead; 0 for none.
        on: day whose limits apply.
        says: what is said of a length and what is allowed.
    """
    allowed = given or limit_of(name, title.listing, on)
    length = len(title.value)
    if allowed is None or length <= allowed:
        return
    language = guess_language(title.value)[0] or title.language
    shorter = shorter_title(title.value, language, title.fact("brand"), allowed)
    said = says(length, allowed)
    for clause in shorter.clauses if shorter else ():
        said = say("{said}; {clause}", said=said, clause=clause)
    if shorter:
        size = len(shorter.text)
        said = say("{said}: '{shorter}' ({size} characters)", said=said, shorter=shorter.text, size=size)
    yield Remark(
        said,
        title.field,
        (allowed, length),
        Fix((Edit(title.field, 0, length, shorter.text),), safe=False) if shorter else None,
        evidence={"value": length, "limit": allowed},
    )


def _covers(name: str, store: str) -> bool:
    return store == name or (name == "amazon" and store.startswith("amazon."))


def find_in(listing: Listing, name: str, *fields: str) -> Iterator[tuple[str, str, Hit]]:
    """Hits of the lexicon `name` in some fields of a listing: the field, the words that were hit, and the hit.

    What is part of the listing's own brand is left out.
    """
    for field_name in fields:
        for key, text in listing.read(field_name):
            for hit in lexicon(name).find(text, listing.language):
                if not within_own_name(listing, key, hit.start, hit.end):
                    yield key, text[hit.start : hit.end], hit


Check = TypeVar("Check", bound=Callable[..., Findings])
CaseLike = str | Mapping[str, Any] | list[Mapping[str, Any]]


def rule(
    code: str,
    *,
    reads: str | Iterable[str],
    bad: Iterable[CaseLike] | Mapping[str, str],
    good: Iterable[CaseLike],
    source: str | Iterable[str],
    severity: Severity = "warning",
    force: Force = "published",
    stores: Iterable[str] = ("amazon",),
    except_stores: Iterable[str] = (),
    languages: Iterable[str] = (),
    advice: str = "",
    by: Keys | None = None,
    differ: Callable[[Listing], str] | None = None,
    fewest: str = "",
    most: int = MOST,
    needs: Iterable[str] = (),
    lexicons: Iterable[str] = (),
    filled: Iterable[str] = (),
    hint: str = "",
    echo: str = "",
    over: str = "",
    names: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of a check: a generator of remarks over a Text, a Listing, Images, the Catalog or the Seller.

    The annotation of the first parameter says what the check looks at; keyword-only parameters are its settings; the
    docstring's first line is the summary and the rest the reason; file and folder give name and group.

    A case is a text (put into the first field of `reads`), a mapping of fields (with `store`, `language`, `sku`, `on`,
    `columns`, and `cure` for a bad case that the rule can mend), or for a Catalog a list of such mappings. A mapping
    of `bad` texts to their cures is the short form. For Images a case is a picture, ``{"sharpness": 12.0}``, or a list
    of pictures of one listing; what it does not name was not measured.

    `by` hands a rule on the Catalog one group of listings after another: those that share a key, and are two or more
    unless the key is Alone; with `differ`, only groups whose members are not all alike in what it answers, and none
    of fewer listings than the setting that `fewest` names. Of a group the first `most` are handed over.

    What is known of the texts that can be remarked on lets the sieve pass over all others: `needs` are literals (in
    folded form), `lexicons` have hits, `hint` is a quick regular expression, `over` a limit of characters, `filled`
    fields that are filled, `echo` a fact whose value is repeated, `names` says that they mention names. Any one of them
    is enough for the check to be called; none of them means that it always is. While a setting of the rule differs from
    its default, they are not used.
    """

    def declare(check: Check) -> Rule:
        parameters = list(inspect.signature(check).parameters.values())
        annotation = str(getattr(parameters[0].annotation, "__name__", parameters[0].annotation)).rpartition(".")[2]
        keywords = [p for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY]
        options = {p.name: p.default for p in keywords if p.name != "on"}
        _, group, name = check.__module__.rsplit(".", 2)
        read = (reads,) if isinstance(reads, str) else tuple(reads)
        return Rule(
            code=code,
            name=name.replace("_", "-"),
            group=group,
            severity=severity,
            force=force,
            reads=read,
            subject=_SUBJECTS[annotation],
            doc=inspect.cleandoc(check.__doc__ or ""),
            source=(source,) if isinstance(source, str) else tuple(source),
            stores=tuple(stores),
            except_stores=tuple(except_stores),
            languages=tuple(languages),
            check=check,
            settings=options,
            setting_types={key: type(value) for key, value in options.items()},
            bad=Cases(partial(cases, bad, read)),
            good=Cases(partial(cases, good, read)),
            advice=advice,
            dated=len(keywords) > len(options),
            by=by,
            differ=differ,
            fewest=fewest,
            most=most,
            needs=tuple(needs),
            lexicons=tuple(lexicons),
            filled=tuple(filled),
            hint=hint,
            echo=echo,
            over=over,
            names=names,
        )

    return declare


class Cases(Sequence[Case]):
    """Cases that are read when they are first asked for: a run that judges a catalogue needs none."""

    __slots__ = ("_cured", "_load", "_read")

    def __init__(self, load: Callable[[], Sequence[Case]], *, cured: bool | None = None) -> None:
        """Cases to come; `cured` says whether one of them shows its cure, where that is known."""
        self._load = load
        self._cured = cured
        self._read: Sequence[Case] | None = None

    @property
    def cured(self) -> bool:
        """Whether one of them shows its cure."""
        if self._cured is None:
            self._cured = any(case.cure is not None for case in self)
        return self._cured

    def _cases(self) -> Sequence[Case]:
        if self._read is None:
            self._read = self._load()
        return self._read

    def __len__(self) -> int:
        return len(self._cases())

    @overload
    def __getitem__(self, index: int) -> Case: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Case]: ...
    def __getitem__(self, index: int | slice) -> Case | Sequence[Case]:
        return self._cases()[index]


def cases(raw: Iterable[CaseLike] | Mapping[str, str], reads: tuple[str, ...]) -> tuple[Case, ...]:
    """Read the short forms that authors write into Cases."""
    if isinstance(raw, Mapping):
        raw = [{reads[0]: text, "cure": cure} for text, cure in raw.items()]
    return tuple(_case(item, reads) for item in raw)


def _case(item: CaseLike, reads: tuple[str, ...]) -> Case:
    if isinstance(item, str):
        return Case(({reads[0]: item},))
    if isinstance(item, Mapping):
        item = [item]
    rows = [dict(row) for row in item]
    cure = rows[0].pop("cure", None)
    on = str(rows[0].pop("on", ""))
    if isinstance(cure, str):
        cure = {next(iter(rows[0])): cure}
    return Case(tuple(cast("list[Mapping[str, str]]", rows)), cure, on)


def _case_listing(rule: Rule, row: Mapping[str, Any], number: int) -> Listing:
    store = str(row.get("store", ""))
    if not store:
        named = rule.stores[0] if rule.stores else "amazon"
        store = "amazon.com" if named == "amazon" else named
        if rule.languages and STORE_LANGUAGES[store] != rule.languages[0] and not row.get("language"):
            same = [s for s, spoken in STORE_LANGUAGES.items() if spoken == rule.languages[0] and rule.holds_for(s)]
            store = same[0] if same else store
    language = str(row.get("language", "")) or STORE_LANGUAGES[store] or "en"
    fields = {key: str(value) for key, value in row.items() if key not in _ABOUT_LISTING}
    texts = {key: value for key, value in fields.items() if key.partition(".")[0] in TEXTS}
    facts = {key: value for key, value in fields.items() if key not in texts}
    named_columns = row.get("columns", ())
    columns = frozenset(named_columns) | {key.partition(".")[0] for key in fields}
    images = tuple(ImageRef(uri, f"other.{at}" if at else "main") for at, uri in enumerate(row.get("images", ())))
    sku = str(row.get("sku", f"CASE-{number}"))
    origin = Origin("case", number)
    return Listing(sku, texts, images, facts, store, language, origin, {}, columns)
