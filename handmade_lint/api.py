"""What Python programs call: lint() for files, streams, rows and listings, and write() for reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from .config import Config
from .listing import Listing
from .report import Report

Path_ = str | PathLike[str]
Row = Mapping[str, Any]
"""One listing as headings and values: {"sku": "A1", "title": "Oak bowl", "bullet 1": "Turned by hand"}."""
Source = Path_ | BinaryIO | TextIO | Iterable[Path_] | Iterable[Row] | Iterable[Listing]


def lint(
    source: Source,
    *,
    store: str = "",
    language: str = "",
    on: str = "",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    config: Config | None = None,
    name: str = "",
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Lint listings, wherever they are.

    Args:
        source: a file or folder; several of them; an open stream that holds a file of any kind; rows as mappings of
            headings to values (lists and mappings inside become columns such as 'tags.1'); or Listings, which are
            taken one after another as they come.
        store: a key of STORE_LANGUAGES, such as 'amazon.fr', that goes before what the source says; without any,
            rows are judged for amazon.com.
        language: ISO 639-1 code of the listings, one of en fr de it es ja; else the store's.
        on: day (ISO) whose limits apply; else today.
        select: codes, groups, names of rules, or 'ALL'; else every rule that is on.
        ignore: the same, to be left out.
        config: all other settings; no configuration file is looked for. What is told here goes before it.
        name: what findings call their file, for streams, rows and listings.
        progress: called with the number of listings judged so far.

    Returns:
        A Report: `findings` and `entries` are sequences in the order of the source; `entries` holds a score for each
        listing, 0 to 100 (docs/scores.md).

    Raises:
        ConfigError: a store, language, rule, setting or day that there is not.
        UnreadableInput: a file is missing, or what was given is no catalogue.
        TypeError: the source is nothing of what is said above, or a mixture.

    >>> from handmade_lint import lint
    >>> report = lint([{"sku": "B-1", "title": "Oak Bowl!"}], store="amazon.com", select=["TI-007"])
    >>> [(one.code, one.sku, one.match) for one in report.findings]
    [('TI-007', 'B-1', '!')]
    """
    from .run import check

    told = {"store": store, "language": language, "on": on, "select": tuple(select), "ignore": tuple(ignore)}
    config = replace(config or Config(), **cast("dict[str, Any]", {key: value for key, value in told.items() if value}))
    if isinstance(source, str | PathLike):
        return check((Path(source),), config, progress=progress)
    if hasattr(source, "read") and not isinstance(source, Listing):
        return check((), config, tables=_of_stream(cast("BinaryIO | TextIO", source), config, name), progress=progress)
    if isinstance(source, Mapping | Listing) or not hasattr(source, "__iter__"):
        kind = type(source).__name__
        raise TypeError(
            f"lint() takes a path, a stream, or a list of rows or Listings, not a {kind}; put it into a list"
        )
    items: Iterator[Any] = iter(source)
    first = next(items, None)
    if isinstance(first, str | PathLike):
        return check(tuple(map(Path, chain([first], items))), config, progress=progress)
    rest = _alike(first, items) if first is not None else iter(())
    return check((), config, tables=_tables(first, rest, config, name), progress=progress)


def _of_stream(stream: BinaryIO | TextIO, config: Config, name: str) -> list[Any]:
    from io import BytesIO

    from .catalogs import open_catalog

    data = stream.read()
    held = BytesIO(data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data)
    own = getattr(stream, "name", "")
    label = name or (own if isinstance(own, str) else "") or "stream"
    mapping = dict(config.headings) or None
    return list(open_catalog(held, name=label, store=config.store, language=config.language, mapping=mapping))


def _tables(first: Any, items: Iterator[Any], config: Config, name: str) -> list[Any]:
    from .catalogs import open_rows
    from .catalogs.given import GivenListings

    if first is None:
        return []
    if isinstance(first, Listing):
        return [GivenListings(items, name=name or "listings", store=config.store, language=config.language)]
    mapping = dict(config.headings) or None
    rows = [dict(row) for row in items]
    return list(open_rows(rows, name=name or "rows", store=config.store, language=config.language, mapping=mapping))


def _alike(first: Any, items: Iterator[Any]) -> Iterator[Any]:
    """The items, all of the first one's kind."""
    kind = next((kind for kind in (Listing, Mapping) if isinstance(first, kind)), None)
    for number, item in enumerate(chain([first], items), 1):
        if kind is None or not isinstance(item, kind):
            wanted = "a row (a mapping) or a Listing" if kind is None else f"a {kind.__name__} like those before it"
            raise TypeError(f"item {number} is {type(item).__name__}, not {wanted}")
        yield item


def write(report: Report, path: Path_, format: str = "", *, config: Config | None = None, lang: str = "en") -> None:
    """Write a report to a file.

    Args:
        report: what lint() returned.
        path: the file (of Parquet, the folder); what stands there is written over.
        format: one of handmade_lint.output.FORMATS or 'parquet'; else the end of the file's name says ('report.sarif').
        config: of the run; `fail_on` says which findings fail in a JUnit report.
        lang: language in which it is told: en, fr, de, it or es.

    Raises:
        ValueError: the name says no format, or there is no such format.
        NotWritten: the file cannot be written, or the report cannot be told in that format.
    """
    from . import output
    from .writing import Writer

    if format and format not in (*output.FORMATS, *output.FOLDERS):
        raise ValueError(f"there is no format '{format}'; choose one of {', '.join(output.FORMATS)}")
    Writer(report, config or Config(), lang=lang).save(format or output.format_of(str(path)), str(path))
