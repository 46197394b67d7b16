"""The commands `screen` and `review`."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from ..refusal import Refusal
from ..said import say, say_many
from ..speech import told

if TYPE_CHECKING:
    from ..config import Config
    from .learning import Lessons, Share
    from .store import Store
    from .weights import Weights

_SPLITS = 20
"""Listings on which reviewers differ that a report names."""
NEEDS = say("the review page needs Starlette, uvicorn and Jinja2: pip install 'handmade-lint[review]'")


def opened(path: Path, *, create: bool = False) -> Store:
    """The queue in a file.

    Raises:
        Refusal: it is none.
    """
    from .store import NotAQueue, Store

    try:
        return Store(path, create=create)
    except NotAQueue as fault:
        raise Refusal(fault.args[0]) from None


def weights_of(file: Path | None) -> Weights:
    """The weights in a file.

    Raises:
        Refusal: they are none.
    """
    from .weights import WrongWeights, load

    try:
        return load(file)
    except WrongWeights as fault:
        raise Refusal(fault.args[0]) from None


def screen(
    paths: tuple[str, ...], queue: Path, config: Config, weights: Path | None, sample: float, quiet: bool
) -> None:
    """Screen catalogues into a queue, and say what it holds."""
    from ..catalogs import UnreadableInput
    from .screen import CannotScreen
    from .screen import screen as run

    model = weights_of(weights)
    store = opened(queue, create=True)
    progress = _Progress() if sys.stderr.isatty() and not quiet else None
    try:
        outcome = run(paths, store, config, model, sample=sample, progress=progress)
    except (CannotScreen, UnreadableInput) as fault:
        raise Refusal(fault.args[0]) from None
    except KeyboardInterrupt:
        raise Refusal(say("stopped; what is done is kept: the same command goes on from here")) from None
    finally:
        if progress is not None:
            progress.close()
        store.close()
    for file, why in outcome.unread:
        click.echo(told(say("left out: {file} ({why})", file=file, why=why)), err=True)
    if outcome.passed_over and not quiet:
        click.echo(told(say("went on: {passed_over} batches were done before", passed_over=outcome.passed_over)))
    click.echo(
        told(
            say_many(
                "{n:,} listing: {flagged:,} flagged, {sample:,} in the random sample; {judged:,} judged now",
                "{n:,} listings: {flagged:,} flagged, {sample:,} in the random sample; {judged:,} judged now",
                outcome.listings,
                flagged=outcome.flagged,
                sample=outcome.sample,
                judged=outcome.judged,
            )
        )
    )
    if not quiet:
        click.echo(told(say("Next: handmade-lint review {queue}", queue=queue)))


class _Progress:
    """Rows done, and time left, on standard error."""

    def __init__(self) -> None:
        self._began = self._last = monotonic()
        self._shown: Any = None
        self._task: Any = None

    def __call__(self, done: int, rows: int, now: int) -> None:
        """Told of rows done, rows in all, and rows that this run has done."""
        if monotonic() - self._began < 1 or monotonic() - self._last < 0.1:
            return
        self._last = monotonic()
        if self._shown is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("screened"),
                MofNCompleteColumn(),
                BarColumn(),
                TimeRemainingColumn(),
                TextColumn("left"),
            )
            self._shown = Progress(*columns, console=Console(stderr=True), transient=True)
            self._shown.start()
            self._task = self._shown.add_task("", total=rows, completed=done - now)
        self._shown.update(self._task, completed=done, total=rows)

    def close(self) -> None:
        """Take it off the screen."""
        if self._shown is not None:
            self._shown.stop()


def report(queue: Path, form: str, suppressions: Path | None, fit: Path | None) -> None:
    """Say what decisions teach; write files that were asked for."""
    from . import learning

    store = opened(queue)
    learnt = learning.lessons(store)
    today = date.today().isoformat()
    if suppressions is not None:
        _write(suppressions, learning.suppressions(store, today))
    if fit is not None:
        if not store.get("weights-text"):
            raise Refusal(say("'{queue}' has not been ranked yet; its screening has not ended", queue=queue))
        if fit.exists():
            raise Refusal(
                say(
                    "'{fit}' is there already; weights go into a new file, such as weights-{today}.toml",
                    fit=fit,
                    today=today,
                )
            )
        try:
            text = learning.refit(store, _used(store), today)
        except learning.TooFew as fault:
            raise Refusal(fault.args[0]) from None
        _write(fit, text)
    if form == "json":
        import json

        click.echo(json.dumps(learning.as_json(learnt), ensure_ascii=False, indent=2))
        return
    for line in _lines(learnt):
        click.echo("".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in line))
    if suppressions is not None:
        click.echo(
            told(
                say(
                    "\nWrote what was allowed to {suppressions}; put it beside the seller's catalogue.",
                    suppressions=suppressions,
                )
            )
        )
    if fit is not None:
        click.echo(
            told(say("\nWrote new weights to {fit}. Nothing uses them until you say: screen --weights {fit}", fit=fit))
        )


def _used(store: Store) -> Weights:
    """The weights that a queue was ranked with, which it holds."""
    from .weights import parse

    return parse(store.get("weights-text"), store.get("weights"))


def _write(path: Path, text: str) -> None:
    from ..atomic import write

    try:
        write(path, text.encode("utf-8"))
    except OSError as fault:
        raise Refusal(say("'{path}' cannot be written: {strerror}", path=path, strerror=fault.strerror)) from None


def _share(one: Share) -> str:
    if one.value is None:
        return told(say("none decided"))
    low, high = one.interval
    return told(
        say(
            "{value:.0%}  ({hits} of {of}; {low:.0%} to {high:.0%})",
            value=one.value,
            hits=one.hits,
            of=one.of,
            low=low,
            high=high,
        )
    )


def _lines(learnt: Lessons) -> list[str]:
    from .learning import deciles
    from .queue import BAND_WORDS
    from .verdicts import VERDICTS

    def figure(value: float) -> str:
        return told(say("cannot be said")) if value != value else told(say("{value:.2f}", value=value))

    def verdict(code: str) -> str:
        return told(VERDICTS[code].label)

    def under(heading: str, *shares: tuple[str, Share]) -> list[str]:
        width = max((len(name) for name, _ in shares), default=0)
        return [heading, *(f"  {name:<{width}}  {_share(one)}" for name, one in shares), ""]

    outcomes = ", ".join(f"{verdict(code)} {count}" for code, count in learnt.outcomes.items())
    outcomes = outcomes or told(say("nothing yet"))
    lines = [
        told(
            say(
                "{decided} decided ({outcomes}), {waiting} to look at.",
                decided=learnt.decided,
                outcomes=outcomes,
                waiting=learnt.waiting,
            )
        )
    ]
    if learnt.seconds is not None:
        lines.append(told(say("Median time of a decision: {seconds:.0f} s", seconds=learnt.seconds)))
    lines += ["", told(say("True finds (proof, remove, IP complaint; after appeals), with intervals of 95 per cent"))]
    lines += under(told(say("By band")), *((told(BAND_WORDS[name]), one) for name, one in learnt.bands.items()))
    lines += under(
        told(say("By rule")),
        *(
            (code if name == "all" else f"  {told(BAND_WORDS[name])}", one)
            for code, bands in learnt.rules.items()
            for name, one in sorted(bands.items(), key=lambda pair: pair[0] != "all")
            if name == "all" or len(bands) > 2
        ),
    )
    lines += under(
        told(say("Random sample")),
        (told(say("True finds in it:")), learnt.sample_found),
        (told(say("Of these, flagged (recall):")), learnt.sample_recall),
        (told(say("True finds among what was not flagged:")), learnt.sample_missed),
    )
    lines.append(told(say("Workload: first listings of the queue, and share of all true finds among them")))
    lines.append("  " + "  ".join(told(say("{x:.0%}: {y:.0%}", x=x, y=y)) for x, y in deciles(learnt.curve)[1:]))
    lines += [
        "",
        told(
            say_many(
                "Agreement on {n} listing with two blind looks",
                "Agreement on {n} listings with two blind looks",
                learnt.double,
            )
        ),
        f"  {told(say('Krippendorff’s alpha:'))} {figure(learnt.alpha)}",
    ]
    lines += [
        "  "
        + told(
            say_many(
                "{names}: Cohen’s kappa {kappa} on {n} listing",
                "{names}: Cohen’s kappa {kappa} on {n} listings",
                of,
                names=names,
                kappa=figure(kappa),
            )
        )
        for names, (kappa, of) in learnt.kappas.items()
    ]
    if learnt.splits:
        lines += ["", told(say("Where reviewers differ"))]
        for one in learnt.splits[:_SPLITS]:
            said = ", ".join(f"{reviewer} {verdict(code)}" for reviewer, code in one.looks)
            lines.append(f"  {one.sku or one.item}: {one.title[:60]} ({said})")
        if len(learnt.splits) > _SPLITS:
            lines.append(
                "  " + told(say("… and {more} more (--format json has all)", more=len(learnt.splits) - _SPLITS))
            )
    if learnt.appeals:
        judged = {"upheld": say("upheld"), "overturned": say("overturned")}
        counted = (f"{told(judged.get(outcome, say('waits')))} {count}" for outcome, count in learnt.appeals.items())
        lines += ["", told(say("Appeals: {outcomes}", outcomes=", ".join(counted)))]
    return lines


def verify(queue: Path, head: str) -> bool:
    """Say whether a queue is what its log says."""
    from . import log
    from .verify import faults

    store = opened(queue)
    found = list(faults(store, head))
    for fault in found:
        click.echo(told(say("WRONG: {fault}", fault=fault)))
    seq, last = log.head(store.db)
    if not found:
        click.echo(told(say("The log of {seq} lines is whole, and the decisions are what it says.", seq=seq)))
        click.echo(told(say("Last line: {last}", last=last)))
    return not found


def serve(
    queue: Path,
    host: str,
    port: int,
    hosts: tuple[str, ...],
    reviewers: tuple[str, ...],
    weights: Path | None,
    second_look: float | None,
    answer_days: int,
    browse: bool,
    lang: str,
) -> None:
    """Serve the page of a queue until it is stopped."""
    try:
        from .guard import NAME, Guard, loopback
        from .server import Settings
        from .server import serve as run
    except ImportError:
        raise Refusal(NEEDS) from None
    store = opened(queue)
    if not store.get("key") or store.db.execute("SELECT 1 FROM items WHERE position IS NOT NULL").fetchone() is None:
        raise Refusal(say("'{queue}' holds nothing to look at yet; its screening has not ended", queue=queue))
    model = weights_of(weights) if weights else _used(store)
    if wrong := next((one for one in reviewers if not NAME.fullmatch(one)), ""):
        raise Refusal(
            say("'{wrong}' is no name for a reviewer: 1 to 40 letters, digits, spaces, dots or hyphens", wrong=wrong)
        )
    if second_look is not None:
        store.put("second-look", str(second_look))
    alone = loopback(host)
    tokens = not alone or bool(reviewers)
    named = ("localhost", "127.0.0.1", "[::1]") if alone else (f"[{host}]" if ":" in host else host,)
    settings = Settings((*named, *hosts), tokens, reviewers, answer_days, lang)
    guard = Guard(bytes.fromhex(store.get("key")), tokens, reviewers)

    def ready(taken: int) -> None:
        where = hosts[0] if hosts else "localhost" if host in ("127.0.0.1", "localhost") else named[-1]
        base = f"http://{where if where.rpartition(':')[2].isdigit() else f'{where}:{taken}'}"
        click.echo(told(say("Reviewing {queue}. Ctrl+C stops; nothing is lost.", queue=queue)))
        for one in reviewers or ("",):
            link = f"{base}/sign-in?token={guard.token(one)}" if tokens else f"{base}/"
            click.echo(f"  {one}: {link}" if one else f"  {link}")
        if not alone:
            click.echo(told(say("This is plain HTTP: put it behind TLS, or reach it through a tunnel.")), err=True)
        sys.stdout.flush()
        if browse:
            import webbrowser

            webbrowser.open(f"{base}/")

    try:
        run(store, model, settings, host, port, ready)
    except OSError as fault:
        raise Refusal(
            say(
                "cannot listen on {host}:{port}: {strerror}; name another with --port or --host",
                host=host,
                port=port,
                strerror=fault.strerror,
            )
        ) from None
    finally:
        store.close()


def judged_on(
    config: Config, images: tuple[str, ...], bank: tuple[str, ...], fetch: bool, shops: str, jobs: int | None
) -> Config:
    """The configuration with what `screen` was told beside it."""
    headings = {**config.headings, shops: "vendor"} if shops else config.headings
    images, bank = images or config.images, bank or config.bank
    return replace(
        config, images=images, bank=bank, fetch_images=fetch, headings=headings, jobs=0 if jobs is None else jobs
    )
