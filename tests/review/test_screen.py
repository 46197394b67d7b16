"""Catalogues screened into a queue: the same as a check would find, once and for all, whatever ends the process."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from handmade_lint.cli import app
from handmade_lint.config import Config
from handmade_lint.review import screen as screening
from handmade_lint.review import weights
from handmade_lint.review.schema import MIGRATIONS, VERSION
from handmade_lint.review.screen import CannotScreen, screen
from handmade_lint.review.store import NotAQueue, Store
from handmade_lint.review.view import view
from handmade_lint.run import check
from tests.review.conftest import ROOT, rows, screened, write

ON = Config(on="2026-11-24")


def found(store: Store) -> set[tuple[str, str, str, str]]:
    """SKU, code, severity and field of every finding in a queue."""
    question = (
        "SELECT sku, code, severity, json_extract(findings.body, '$.field') FROM findings JOIN items ON items.id = item"
    )
    return {tuple(row) for row in store.db.execute(question)}


def test_holds_what_a_check_finds(tmp_path: Path) -> None:
    listings = [*rows(700), ("SKU-X", *rows(1)[0][1:])]
    store = screened(tmp_path, listings, sample=1.0)
    report = check([tmp_path / "shop.csv"], ON)
    told = {(one.sku, one.code, one.severity, one.field) for one in report.findings if one.scope != "file"}
    assert {one.scope for one in report.findings} >= {"catalog"}, "no rule on the catalogue spoke"
    assert found(store) == told
    assert store.db.execute("SELECT count(*) FROM items").fetchone()[0] == 701


def test_keeps_flagged_ones_and_the_sample_only(tmp_path: Path) -> None:
    store = screened(tmp_path, rows(300), sample=0.2)
    items = store.db.execute("SELECT sample, flagged, probability * harm AS bad FROM items").fetchall()
    least = weights.load().least
    assert all(row["flagged"] or row["sample"] for row in items)
    assert all((row["bad"] >= least) == bool(row["flagged"]) for row in items)
    drawn = sum(row["sample"] for row in items)
    assert 30 <= drawn <= 90
    assert any(not row["flagged"] for row in items), "the sample holds innocent listings, too"
    assert len(items) < 300 == store.db.execute("SELECT count(*) FROM goods").fetchone()[0]


def test_order(tmp_path: Path) -> None:
    store = screened(tmp_path, rows(400), sample=0.05)
    items = store.db.execute("SELECT position, worth, sample FROM items ORDER BY position").fetchall()
    assert [row["position"] for row in items] == list(range(1, len(items) + 1))
    ranked = [row["worth"] for row in items if not row["sample"]]
    assert ranked == sorted(ranked, reverse=True)
    places = [row["position"] for row in items if row["sample"]]
    assert len(places) > 5
    assert places[:5] == [10, 20, 30, 40, 50]


def test_a_kind_seen_often_comes_later(tmp_path: Path) -> None:
    listings = [(f"A-{n}", f"Disney bowl {n}", "", "", "", "", "", "amazon.com") for n in range(4)]
    store = screened(tmp_path, listings, sample=0)
    novelty = [row[0] for row in store.db.execute("SELECT novelty FROM items ORDER BY position")]
    assert novelty == pytest.approx([1, 2**-0.5, 3**-0.5, 0.5])


def test_nothing_is_judged_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = screened(tmp_path, rows(50))
    before = found(store)
    monkeypatch.setattr(screening._Judging, "__call__", lambda *_: pytest.fail("a batch was judged again"))
    outcome = screen([tmp_path / "shop.csv"], store, ON, weights.load(), sample=0.05)
    assert (outcome.judged, found(store)) == (0, before)
    assert [row[0] for row in store.db.execute("SELECT kind FROM log")] == ["screened"]


def test_more_catalogues_join(tmp_path: Path) -> None:
    store = screened(tmp_path, rows(50))
    outcome = screen([write(tmp_path / "two.csv", rows(30, 500))], store, ON, weights.load(), sample=0.05)
    assert (outcome.judged, outcome.listings) == (30, 80)
    shops = {row[0] for row in store.db.execute("SELECT name FROM shops")}
    assert shops == {"shop", "two"}


def test_jsonl_and_parquet(tmp_path: Path) -> None:
    import json

    pytest.importorskip("pyarrow", reason="needs the extra 'parquet'")
    from pyarrow import Table, parquet

    told = [{"sku": f"J-{n}", "title": f"Disney bowl {n}"} for n in range(5)]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(one) for one in told), "utf-8")
    parquet.write_table(Table.from_pylist(told), tmp_path / "b.parquet")
    store = Store(tmp_path / "q.db", create=True)
    outcome = screen([tmp_path / "a.jsonl", tmp_path / "b.parquet"], store, ON, weights.load(), sample=0)
    assert (outcome.listings, outcome.flagged) == (10, 10)


def test_a_changed_file_or_other_settings_are_refused(tmp_path: Path) -> None:
    store = screened(tmp_path, rows(20))
    with pytest.raises(CannotScreen, match="other settings"):
        screen([tmp_path / "shop.csv"], store, Config(on="2026-11-24", ignore=("TI",)), weights.load(), sample=0.05)
    write(tmp_path / "shop.csv", rows(21))
    with pytest.raises(CannotScreen, match="has changed since"):
        screen([tmp_path / "shop.csv"], store, ON, weights.load(), sample=0.05)


def test_shops_from_a_column(tmp_path: Path) -> None:
    text = "sku,title,seller\nA,Disney bowl,Mia\nB,Disney mug,Tom\nC,Disney jar,\n"
    (tmp_path / "all.csv").write_text(text, "utf-8")
    store = Store(tmp_path / "q.db", create=True)
    screen([tmp_path / "all.csv"], store, Config(headings={"seller": "vendor"}), weights.load(), sample=0)
    assert {row[0] for row in store.db.execute("SELECT name FROM shops")} == {"Mia", "Tom", "all"}


def test_sellers_cannot_hide_their_own_findings(tmp_path: Path) -> None:
    text = "sku,title,handmade_lint_ignore\nA,Disney bowl,IP-011: it is ours\n"
    (tmp_path / "shop.csv").write_text(text, "utf-8")
    (tmp_path / "handmade-lint.suppress.toml").write_text('[[suppress]]\ncode = "IP-011"\nsku = "A"\n', "utf-8")
    store = Store(tmp_path / "q.db", create=True)
    screen([tmp_path / "shop.csv"], store, ON, weights.load(), sample=0)
    assert "IP-011" in {code for _, code, _, _ in found(store)}


def run(folder: Path, jobs: int = 1) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "handmade_lint", "screen", str(folder / "shop.csv"), "-o", str(folder / "k.db")]
    options = ["--isolated", "--on", "2026-11-24", "--sample", "0.05", "--jobs", str(jobs)]
    return subprocess.Popen([*command, *options], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def batches(queue: Path) -> list[int]:
    """Listings of each finished batch, as another process sees them."""
    try:
        db = sqlite3.connect(f"file:{queue}?mode=ro", uri=True, timeout=5)
        told = [row[0] for row in db.execute("SELECT listings FROM batches ORDER BY number")]
        db.close()
    except sqlite3.Error:
        return []
    return told


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX's")
@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_at_any_point_it_goes_on(tmp_path: Path, jobs: int) -> None:
    listings = rows(512 * 7)
    write(tmp_path / "shop.csv", listings)
    kills = 0
    for least in (0, 1, 3):
        process = run(tmp_path, jobs)
        end = time.monotonic() + 60
        while len(batches(tmp_path / "k.db")) < least and process.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(0.01 * least)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.communicate()
    assert kills >= 2, "it was too fast to be killed"
    there = batches(tmp_path / "k.db")
    assert 3 <= len(there) < 7
    process = run(tmp_path, jobs)
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert f"went on: {len(there)} batches were done before" in said
    assert f"{len(listings) - sum(there):,} judged now" in said
    whole = tmp_path / "whole"
    whole.mkdir()
    other = screened(whole, listings)
    killed = Store(tmp_path / "k.db")
    kept = {row["sku"] for row in flagged(other)}
    assert {one for one in found(killed) if one[0] in kept} == {one for one in found(other) if one[0] in kept}
    assert {tuple(row) for row in flagged(killed)} == {tuple(row) for row in flagged(other)}
    assert killed.db.execute("SELECT count(*) FROM goods").fetchone()[0] == len(listings)


def flagged(store: Store) -> list[Any]:
    return store.db.execute("SELECT sku, round(probability, 9), flagged FROM items WHERE flagged").fetchall()


def test_command_line(tmp_path: Path) -> None:
    write(tmp_path / "shop.csv", rows(30))
    queue = str(tmp_path / "q.db")
    done = CliRunner().invoke(app, ["screen", str(tmp_path / "shop.csv"), "-o", queue, "--isolated"])
    assert done.exit_code == 0, done.output
    assert "30 listings" in done.output
    assert f"Next: handmade-lint review {queue}" in done.output
    again = CliRunner().invoke(app, ["screen", str(tmp_path / "shop.csv"), "-o", queue, "--ignore", "TI", "--isolated"])
    assert (again.exit_code, "other settings" in again.output) == (2, True)
    absent = CliRunner().invoke(app, ["screen", str(tmp_path / "no.csv"), "-o", queue, "--isolated"])
    assert (absent.exit_code, "no such file" in absent.output) == (2, True)
    (tmp_path / "text.db").write_text("not a database, but long enough to look like something" * 40)
    wrong = CliRunner().invoke(app, ["screen", "report", str(tmp_path / "text.db")])
    assert (wrong.exit_code, "cannot be used as a queue" in wrong.output) == (2, True)


def test_other_databases_and_newer_queues_are_refused(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE mine (x)")
    other.commit()
    other.close()
    with pytest.raises(NotAQueue, match="something else"):
        Store(tmp_path / "other.db", create=True)
    store = screened(tmp_path, rows(5))
    store.db.execute(f"PRAGMA user_version = {VERSION + 1}")
    store.close()
    with pytest.raises(NotAQueue, match="newer handmade-lint"):
        Store(tmp_path / "queue.db")


def test_an_older_queue_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = screened(tmp_path, rows(5))
    store.close()
    from handmade_lint.review import store as module

    monkeypatch.setattr(module, "MIGRATIONS", (*MIGRATIONS, "ALTER TABLE items ADD COLUMN later TEXT DEFAULT 'yes';"))
    monkeypatch.setattr(module, "VERSION", VERSION + 1)
    newer = Store(tmp_path / "queue.db")
    assert {row[0] for row in newer.db.execute("SELECT later FROM items")} == {"yes"}
    assert newer.db.execute("PRAGMA user_version").fetchone()[0] == VERSION + 1
    assert newer.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert newer.db.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_seller_files_are_left_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "shop.csv", rows(20))
    path.chmod(0o444)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    store = Store(tmp_path / "q.db", create=True)
    screen([path], store, ON, weights.load())
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_scores_that_are_there_are_weighed() -> None:
    told = weights.load()
    neither, quiet, loud = (told.weigh((), score, None) for score in (None, 0.01, 0.9))
    assert neither.probability == quiet.probability < loud.probability
    assert told.weigh((), None, 0.9).harm == pytest.approx(0.9)
    assert told.weigh((), None, 0.0).probability == neither.probability


def test_a_finding_that_enters_a_score_counts_once() -> None:
    told = weights.load()
    plain = weights.Signal("IP-001", "rights", "error", 1.0, "text")
    scored = weights.Signal("IP-001", "rights", "error", 1.0, "text", "rights")
    alone = told.weigh([plain], None, None)
    assert told.weigh([scored], None, None) == alone
    both = told.weigh([scored], None, 0.9)
    assert "IP-001" not in both.terms and both.terms["rights"] > 0
    assert both.harm == 1.0


def test_what_speaks_for_the_maker_takes_nothing_from_the_rest() -> None:
    told = weights.load()
    rights = weights.Signal("IP-001", "rights", "error", 1.0, "text")
    factory = weights.Signal("MP-009", "provenance", "warning", 1.0, "catalogue")
    assert told.weigh([rights], 0.001, None).probability == told.weigh([rights], None, None).probability
    cleared = told.weigh([factory], 0.001, None)
    assert cleared.probability == told.weigh((), None, None).probability < told.weigh([factory], None, None).probability


def test_view_marks_words_and_counts_a_rule_once(tmp_path: Path) -> None:
    told = ("A", "Disney bowl", "It cures rheumatism. It cures arthritis.", "", "Bowls", "", "", "amazon.com")
    store = screened(tmp_path, [told, ("B", "Oak tray", told[2], "", "Trays", "", "", "amazon.com")], sample=1.0)
    item = store.db.execute("SELECT * FROM items WHERE sku = 'A'").fetchone()
    seen = view(store, item, weights.load())
    assert [one.text for one in seen.title.stretches if one.severity] == ["Disney"]
    assert seen.title.text == "Disney bowl"
    scores = sum(seen.worth.terms.get(name, 0) for name in ("mass_produced", "rights"))
    shown = sum(one.weight for one in (*seen.found, *seen.beside))
    assert sum(seen.worth.terms.values()) == pytest.approx(shown + scores)
    assert seen.suggested == ("others-mark",)
    assert seen.shop.goods == 2
    assert seen.shop.same_text_here == 1
    assert dict(seen.shop.crafts) == {"Bowls": 1, "Trays": 1}
    assert seen.clears
