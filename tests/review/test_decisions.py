"""Decisions: who may take them, what several looks add up to, the log that holds them, notices, appeals."""

from __future__ import annotations

import json
import sqlite3
import threading
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from handmade_lint.cli import app
from handmade_lint.review import decisions, learning, log, notices, weights
from handmade_lint.review.decisions import Refused, appeal, decide, judge, undo
from handmade_lint.review.queue import Filters, page, take
from handmade_lint.review.store import Store
from handmade_lint.review.verdicts import REASONS, VERDICTS, settle
from handmade_lint.review.verify import faults
from handmade_lint.review.view import row_of, view
from handmade_lint.speech import Tongue
from tests.review.conftest import rows, screened, waiting


def state(store: Store, item: int) -> tuple[str, str | None]:
    row = row_of(store, item)
    assert row is not None
    return row["state"], row["outcome"]


def test_a_decision_is_kept_and_logged(store: Store) -> None:
    item = waiting(store)[0]
    decide(store, item, "mia", "remove", ["others-mark", "nonsense"], "a film", {"pictures": []})
    assert state(store, item) == ("decided", "remove")
    last = list(log.lines(store.db))[-1]
    assert (last.kind, last.reviewer, last.item) == ("decision", "mia", item)
    assert (last.body["verdict"], last.body["reasons"], last.body["note"]) == ("remove", ["others-mark"], "a film")
    with pytest.raises(Refused, match="decided in the meantime"):
        decide(store, item, "tom", "allow")
    assert not list(faults(store))


def test_an_item_that_somebody_holds_is_theirs(store: Store) -> None:
    first = take(store, "mia", Filters())
    second = take(store, "tom", Filters())
    assert first is not None and second is not None and first != second
    assert take(store, "mia", Filters()) == first
    with pytest.raises(Refused, match="mia is looking"):
        decide(store, first, "tom", "allow")
    store.db.execute("UPDATE claims SET until = 0")
    decide(store, first, "tom", "allow")


def test_ten_at_once_never_hold_the_same(tmp_path: Path) -> None:
    store = screened(tmp_path, rows(200))
    taken: list[int] = []
    lock = threading.Lock()

    def work(name: str) -> None:
        for _ in range(4):
            item = take(store, name, Filters())
            assert item is not None
            decide(store, item, name, "allow")
            with lock:
                taken.append(item)

    crowd = [threading.Thread(target=work, args=(f"r{number}",)) for number in range(10)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert len(taken) == 40 == len(set(taken))
    assert not list(faults(store))


def test_passed_over_items_come_back_at_the_end(store: Store) -> None:
    order = waiting(store)
    places = {row["id"]: row["position"] for row in store.db.execute("SELECT id, position FROM items")}
    assert take(store, "mia", Filters(), places[order[0]]) == order[1]
    assert take(store, "mia", Filters(), places[order[-1]]) == order[0]


def test_undo(store: Store) -> None:
    item = waiting(store)[0]
    decide(store, item, "mia", "allow")
    assert undo(store, "mia") == item
    assert state(store, item) == ("open", None)
    held = decisions.holder(store.db, item)
    assert held is not None and held.reviewer == "mia"
    assert [one.kind for one in log.lines(store.db)] == ["screened", "decision", "undo"]
    with pytest.raises(Refused, match="decided nothing yet"):
        undo(store, "mia")
    decide(store, item, "mia", "remove")
    decisions.send(store, item, "mia", "en", "text", "2026-12-15")
    with pytest.raises(Refused, match="notice"):
        undo(store, "mia")
    assert not list(faults(store))


def test_a_blind_second_look_goes_to_somebody_else(store: Store) -> None:
    store.put("second-look", "1")
    item = waiting(store)[0]
    assert decide(store, item, "mia", "remove") == "second"
    assert take(store, "mia", Filters()) != item
    with pytest.raises(Refused, match="waits for another"):
        decide(store, item, "mia", "allow")
    assert take(store, "tom", Filters()) == item
    assert decide(store, item, "tom", "allow") == "split"
    assert take(store, "ada", Filters()) == item
    assert decide(store, item, "ada", "proof") == "decided"
    assert state(store, item) == ("decided", "proof")
    told = learning.lessons(store)
    assert [one.item for one in told.splits] == [item]
    assert told.double == 1
    assert not list(faults(store))


def test_undo_of_a_look_that_another_followed(store: Store) -> None:
    store.put("second-look", "1")
    item = waiting(store)[0]
    decide(store, item, "mia", "remove")
    decide(store, item, "tom", "remove")
    with pytest.raises(Refused, match="another reviewer"):
        undo(store, "mia")
    assert undo(store, "tom") == item
    assert state(store, item) == ("second", None)


@given(st.lists(st.sampled_from(list(VERDICTS)), max_size=4), st.booleans())
def test_what_looks_add_up_to(looks: list[str], again: bool) -> None:
    told, outcome = settle(looks, again)
    assert (outcome is not None) == (told == "decided")
    assert outcome is None or outcome in looks
    if len(looks) == 1:
        assert told == ("second" if again or looks[0] == "unsure" else "decided")
    if len(looks) >= 3:
        assert outcome == looks[-1] or looks[0] == looks[1]


def test_the_share_of_second_looks_is_as_told(store: Store) -> None:
    for share in (0.0, 0.1, 0.5, 1.0):
        store.put("second-look", str(share))
        drawn = sum(decisions.chosen_again(store, number) for number in range(2000)) / 2000
        assert drawn == pytest.approx(share, abs=0.05)


# ---- the log


def forged(store: Store, statement: str) -> list[str]:
    """What verify says after somebody wrote into the file itself."""
    store.close()
    raw = sqlite3.connect(store.path)
    for name in ("log_is_not_changed", "log_is_not_cut"):
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(statement)
    raw.commit()
    raw.close()
    return list(faults(Store(store.path)))


@pytest.fixture
def decided(store: Store) -> Store:
    """A queue with some decisions and an appeal."""
    first, second, third, *_ = waiting(store)
    decide(store, first, "mia", "remove", ["others-mark"])
    decide(store, second, "mia", "allow")
    undo(store, "mia")
    decide(store, third, "tom", "proof")
    judge(store, appeal(store, first, "mia", "I drew it myself"), "tom", "overturned")
    assert not list(faults(store))
    return store


@pytest.mark.parametrize("statement", ["UPDATE log SET body = '{}' WHERE seq = 2", "DELETE FROM log WHERE seq = 2"])
def test_the_log_cannot_be_changed_by_a_statement(decided: Store, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        decided.db.execute(statement)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE log SET body = replace(body, 'remove', 'allow') WHERE seq = 2", "line 2 of the log was changed"),
        ("UPDATE log SET reviewer = 'eve' WHERE seq = 3", "line 3 of the log was changed"),
        ("UPDATE log SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2", "line 2 of the log was changed"),
        ("DELETE FROM log WHERE seq = 3", "line 3 of the log is missing"),
        ("UPDATE decisions SET verdict = 'allow' WHERE seq = 2", "decision 2 is not what the log says"),
        ("UPDATE decisions SET undone = 1 WHERE seq = 2", "decision 2 is not what the log says"),
        ("DELETE FROM decisions WHERE seq = 5", "decision 5 is not what the log says"),
        ("UPDATE appeals SET outcome = 'upheld'", "is not what the log says"),
        ("UPDATE items SET outcome = 'remove' WHERE outcome = 'allow'", "which its decisions do not say"),
        (
            "UPDATE items SET state = 'decided', outcome = 'allow' WHERE state = 'open'",
            "which its decisions do not say",
        ),
    ],
)
def test_verify_finds(decided: Store, statement: str, says: str) -> None:
    found = forged(decided, statement)
    assert any(says in one for one in found), found


def test_a_cut_end_shows_by_a_hash_noted_down(decided: Store) -> None:
    seq, last = log.head(decided.db)
    path = str(decided.path)
    whole = CliRunner().invoke(app, ["review", "verify", path, "--head", last])
    assert (whole.exit_code, last in whole.output) == (0, True)
    forged(decided, f"DELETE FROM log WHERE seq = {seq}")
    cut = CliRunner().invoke(app, ["review", "verify", path, "--head", last])
    assert (cut.exit_code, "lines were cut off its end" in cut.output) == (1, True)


# ---- appeals


def test_an_appeal_is_judged_by_somebody_else(store: Store) -> None:
    item = waiting(store)[0]
    with pytest.raises(Refused, match="no decision"):
        appeal(store, item, "mia", "no!")
    decide(store, item, "mia", "remove")
    number = appeal(store, item, "mia", "It is mine.")
    assert state(store, item) == ("appealed", "remove")
    with pytest.raises(Refused, match="somebody else"):
        judge(store, number, "mia", "upheld")
    assert judge(store, number, "tom", "upheld", "the mark is registered") == item
    assert state(store, item) == ("decided", "remove")
    with pytest.raises(Refused, match="meantime"):
        judge(store, number, "tom", "overturned")
    second = appeal(store, item, "tom", "Here is the licence.")
    judge(store, second, "ada", "overturned")
    assert state(store, item) == ("decided", "allow")
    with pytest.raises(Refused, match="no decision"):
        appeal(store, item, "mia", "again")
    assert not list(faults(store))


# ---- notices


@pytest.mark.parametrize("language", ["en", "fr", "de", "it", "es"])
@pytest.mark.parametrize("verdict", ["proof", "remove", "ip"])
def test_a_notice_says_all_it_must(store: Store, language: str, verdict: str) -> None:
    row = store.db.execute("SELECT * FROM items WHERE title LIKE 'Disney%' LIMIT 1").fetchone()
    seen = view(store, row, weights.load())
    told = notices.notice(seen, verdict, ["others-mark"], "", date(2026, 11, 24), "2026-11-23", language, days=21)
    assert told is not None
    text = told.subject + told.text
    for word in (row["title"], row["sku"], "Disney", "IP-011", "https://", "2026"):
        assert word in text, word
    assert told.answer_by == "2026-12-15"
    assert [len(one.lines) > 0 for one in told.sections] == [True] * 4
    assert "{" not in text
    tongue = Tongue(language)
    for key, part in (("proof-of", "others-mark"), ("seen-of", "others-mark"), ("appeal", ""), ("automation", "")):
        english = notices.table()[key]
        said = tongue.keyed(f"notice.{key}.{part}".rstrip("."), english[part] if part else english)
        assert said in text
        assert language == "en" or said != (english[part] if part else english)
    assert tongue.day("2026-11-23") in text
    assert language == "en" or verdict not in text.split()


def test_notices_have_a_sentence_for_each_reason() -> None:
    assert set(notices.table()["seen-of"]) == set(notices.table()["proof-of"])
    assert set(notices.table()["seen-of"]) == set(REASONS) - {"makers-proof", "rule-wrong", "other"}


def test_no_notice_of_what_is_allowed(store: Store) -> None:
    seen = view(store, store.db.execute("SELECT * FROM items LIMIT 1").fetchone(), weights.load())
    assert notices.notice(seen, "allow", [], "", date(2026, 11, 24), "2026-11-23") is None


# ---- learning


def work(store: Store, count: int = 200) -> None:
    """Decide as if figures of films were always right, claims never."""
    for item in waiting(store)[:count]:
        row = row_of(store, item)
        assert row is not None
        bad = "Disney" in row["title"] or "Potter" in row["title"]
        decide(store, item, "mia", "remove" if bad else "allow", note='not a claim "here"' if not bad else "")


def test_lessons(tmp_path: Path) -> None:
    store = screened(tmp_path, rows(200), sample=0.3)
    work(store, 1000)
    told = learning.lessons(store)
    assert told.waiting == 0
    assert told.rules["IP-011"]["all"].value == 1.0
    low, high = told.rules["IP-011"]["all"].interval
    assert 0.8 < low < high == 1.0
    allowed = {row["sku"] for row in store.db.execute("SELECT sku FROM items WHERE outcome = 'allow'")}
    assert told.outcomes == {"allow": len(allowed), "remove": told.decided - len(allowed)}
    drawn = store.db.execute(
        "SELECT sum(outcome = 'remove'), sum(outcome = 'remove' AND flagged) FROM items WHERE sample"
    ).fetchone()
    assert (told.sample_recall.of, told.sample_recall.hits) == tuple(drawn)
    curve = learning.deciles(told.curve)
    assert curve[0] == (0, 0) and curve[10] == (1, 1)
    assert curve[5][1] > 0.5, "the queue puts the true finds first"
    done = CliRunner().invoke(app, ["screen", "report", str(store.path), "--format", "json"])
    assert json.loads(done.output)["rules"]["IP-011"]["all"]["share"] == 1.0
    said = CliRunner().invoke(app, ["screen", "report", str(store.path)])
    assert "Of these, flagged (recall):" in said.output and "Workload" in said.output


def test_an_appeal_that_was_won_makes_the_flag_a_false_one(store: Store) -> None:
    item = store.db.execute("SELECT id FROM items WHERE title LIKE 'Disney%' LIMIT 1").fetchone()[0]
    decide(store, item, "mia", "remove")
    assert learning.lessons(store).rules["IP-011"]["all"].hits == 1
    judge(store, appeal(store, item, "mia", "licensed"), "tom", "overturned")
    assert learning.lessons(store).rules["IP-011"]["all"].json()["hits"] == 0


def test_suppressions_are_toml_of_what_was_allowed(store: Store, tmp_path: Path) -> None:
    work(store, 1000)
    file = tmp_path / "handmade-lint.suppress.toml"
    done = CliRunner().invoke(app, ["screen", "report", str(store.path), "--export-suppressions", str(file)])
    assert done.exit_code == 0, done.output
    told = tomllib.loads(file.read_text("utf-8"))["suppress"]
    allowed = {row["sku"] for row in store.db.execute("SELECT sku FROM items WHERE outcome = 'allow'")}
    assert {one["sku"] for one in told} == allowed
    assert all(set(one) == {"code", "sku", "reason", "author"} for one in told)
    assert 'not a claim "here"' in told[0]["reason"]
    before = CliRunner().invoke(app, ["check", str(tmp_path / "shop.csv"), "--format", "json", "--fail-on", "never"])
    left = {(one["code"], one["sku"]) for one in json.loads(before.output)["findings"]}
    assert not left & {(one["code"], one["sku"]) for one in told}, "the seller's next run heeds them"
    assert any(sku not in allowed for _, sku in left)


@given(st.text(max_size=60))
def test_any_text_is_a_string_of_toml(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert tomllib.loads(f"x = {learning._toml(text)}  # {learning._comment(text)}")["x"] == text


def test_weights_are_fitted_into_a_new_file_and_used_only_there(tmp_path: Path) -> None:
    store = screened(tmp_path, rows(300), sample=0)
    before = found_weights(store)
    work(store, 1000)
    file = tmp_path / "weights-2026-11-24.toml"
    arguments = ["screen", "report", str(store.path), "--fit-weights", str(file)]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    old, new = weights.load(), weights.load(file)
    assert new.score["rights"] > 1.0 == old.score["rights"]
    assert "IP-011" not in new.rule, "it counts within the score"
    assert new.rule["RE-003"] < old.severity["error"] * old.group["claims"]["weight"]
    assert new.date and new.date != "" and "decided items" in new.made
    assert found_weights(store) == before
    again = CliRunner().invoke(app, arguments)
    assert (again.exit_code, "is there already" in again.output) == (2, True)


def found_weights(store: Store) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in store.db.execute("SELECT id, probability, position FROM items ORDER BY id")]


def test_too_few_decisions_fit_nothing(store: Store, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["screen", "report", str(store.path), "--fit-weights", str(tmp_path / "w.toml")])
    assert (done.exit_code, "fitted from 50 decided items" in done.output) == (2, True)


def test_filters(store: Store) -> None:
    assert page(store, Filters(rule="IP-011")).total == sum("Disney" in row["title"] or "Potter" in row["title"]
        for row in store.db.execute("SELECT title FROM items"))  # fmt: skip
    assert page(store, Filters(store="amazon.fr")).total == 0
    assert page(store, Filters(shop="shop")).total == len(waiting(store))
    assert page(store, Filters(language="en")).total == len(waiting(store))
    drawn = store.db.execute("SELECT count(*) FROM items WHERE sample").fetchone()[0]
    assert page(store, Filters(sample="1")).total == drawn
    bands = [page(store, Filters(band=name)).total for name in ("strong", "high", "middle", "low")]
    assert sum(bands) == len(waiting(store)) and bands[0] > 0
    assert Filters.of({"band": "x'; DROP TABLE items", "rule": "' OR 1=1 --"}).band == ""
    assert page(store, Filters(rule="' OR 1=1 --")).total == 0
