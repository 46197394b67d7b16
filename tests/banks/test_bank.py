"""Banks on the disk: what was acknowledged stays, whatever happens; what is shared; what is found again."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from click.testing import CliRunner

from handmade_lint.banks import bank as banks
from handmade_lint.banks import exchange, prints
from handmade_lint.banks.bank import Bank, Note
from handmade_lint.banks.chance import Background
from handmade_lint.banks.layout import QUARANTINED, BankError
from handmade_lint.banks.search import Searcher
from handmade_lint.cli import app
from handmade_lint.measures import measure

from .endless import fingerprints, notes, rows
from .made import folder, thing

TEXT = (
    "Turned by hand from one piece of ash, oiled three times and polished with beeswax. It holds fruit or bread, and "
    "is safe to wash by hand in warm water without soap."
)


def run(*words: object) -> Any:
    """The command, its output and status."""
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    return banks.create(tmp_path / "b", "protected")


def test_what_is_added_is_there_when_opened_again(bank: Bank) -> None:
    assert bank.add_pictures(fingerprints(rows(5)), notes(5)).added == 5
    again = Bank(bank.folder)
    assert [note.name for *_, note in again.entries()] == [f"{number}.jpg" for number in range(5)]
    assert np.array_equal(again.pictures["pdq"], rows(5)["pdq"])


def test_what_is_there_already_is_passed_over(bank: Bank) -> None:
    bank.add_pictures(fingerprints(rows(5)), notes(5))
    twice = np.concatenate([rows(5), rows(2, 9), rows(2, 9)])
    told = bank.add_pictures(fingerprints(twice), notes(9))
    assert (told.added, told.known) == (2, 7)
    assert len(bank) == 7


def test_a_removed_entry_is_not_found_and_can_be_added_again(bank: Bank) -> None:
    bank.add_pictures(fingerprints(rows(3)), notes(3))
    assert bank.remove([1]) == 1
    assert bank.remove([1]) == 0
    assert [number for _, number, *_ in Bank(bank.folder).entries()] == [0, 2]
    assert bank.add_pictures(fingerprints(rows(3)), notes(3)).added == 1
    with pytest.raises(BankError, match="no picture 99"):
        bank.remove([99])


@pytest.mark.parametrize("name", [*banks.FILES, "commits"])
def test_half_a_record_at_the_end_is_cut_off(bank: Bank, name: str) -> None:
    """As a process leaves it that was killed while it wrote."""
    bank.add_pictures(fingerprints(rows(3)), notes(3))
    with (bank.folder / name).open("ab") as stream:
        stream.write(b"\x07" * 13)
    again = Bank(bank.folder)
    assert len(again) == 3
    assert again.add_pictures(fingerprints(rows(2, 9)), notes(2, 3)).added == 2
    assert [note.name for *_, note in Bank(bank.folder).entries()] == [f"{number}.jpg" for number in range(5)]
    assert np.array_equal(Bank(bank.folder).pictures["pdq"][3:], rows(2, 9)["pdq"])


def test_a_broken_commit_is_passed_over(bank: Bank) -> None:
    bank.add_pictures(fingerprints(rows(3)), notes(3))
    bank.add_pictures(fingerprints(rows(2, 9)), notes(2, 3))
    commits = bank.folder / "commits"
    data = bytearray(commits.read_bytes())
    data[-1] ^= 1
    commits.write_bytes(data)
    assert len(Bank(bank.folder)) == 3


def test_a_file_that_was_cut_is_told(bank: Bank) -> None:
    bank.add_pictures(fingerprints(rows(3)), notes(3))
    os.truncate(bank.folder / banks.PICTURES, 10)
    with pytest.raises(BankError, match="shorter than it was"):
        Bank(bank.folder)


def test_only_one_writes(bank: Bank) -> None:
    other = Bank(bank.folder)
    with bank._writer(), pytest.raises(BankError, match="another process is writing"):
        other.add_pictures(fingerprints(rows(1)), notes(1))
    assert other.add_pictures(fingerprints(rows(1)), notes(1)).added == 1


def test_a_killed_add_loses_nothing_that_was_said(tmp_path: Path) -> None:
    """Killed at any time: all that was said to be added is there, nothing is half, and adding goes on."""
    place = tmp_path / "b"
    banks.create(place, "own")
    said = 0
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    for turn, wait in enumerate((0.0, 0.02, 0.05, 0.11)):
        command = [sys.executable, str(Path(__file__).with_name("endless.py")), str(place), str(100_000 * turn)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=here) as process:
            assert process.stdout is not None
            said = int(process.stdout.readline())
            time.sleep(wait)
            process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
            for line in process.stdout:
                said = int(line) if line.endswith("\n") else said
        after = Bank(place)
        assert len(after.pictures) >= said
        assert len(after.pictures) % 7 == 0
        assert all(note.name.endswith(".jpg") and note.source == "here" for *_, note in after.entries())
        assert np.all(after.pictures["quality"] == 100)
    assert said > 7 * 4


def test_an_entry_that_is_near_everything_is_put_in_quarantine(bank: Bank) -> None:
    """Its neighbours are far from one another; an entry with many copies of itself is not meant."""
    middle = rows(1, 5)["pdq"][0]
    around = rows(9, 7)
    chance = np.random.default_rng(0)
    for row in around:
        bits = np.unpackbits(middle)
        bits[chance.choice(256, 28, replace=False)] ^= 1
        row["pdq"] = np.packbits(bits)
    bank.add_pictures(fingerprints(around), notes(9))
    entry = rows(1, 3)
    entry["pdq"] = middle
    told = bank.add_pictures(fingerprints(entry), [Note("dull.jpg")])
    assert told.quarantined == 1
    assert bank.fates[9] == QUARANTINED
    copies = rows(12, 8)
    copies["pdq"] = rows(1, 8)["pdq"][0]
    assert bank.add_pictures(fingerprints(copies), notes(12)).quarantined == 0


def test_a_picture_of_too_little_detail_is_put_in_quarantine(bank: Bank) -> None:
    dull = rows(1)
    dull["quality"] = 12
    assert bank.add_pictures(fingerprints(dull), notes(1)).quarantined == 1
    assert "1 in quarantine" in run("bank", "list", bank.folder).output.replace("(", "")


def searched(bank: Bank, pixels: Any) -> list[Any]:
    columns = measure([cv2.imencode(".jpg", pixels)[1].tobytes()], prints.COLUMNS)
    return Searcher(bank).pictures(columns, np.zeros((1, 16), np.uint8))[0]


def white(pixels: Any, wide: int) -> Any:
    return cv2.copyMakeBorder(pixels, wide, wide, wide, wide, cv2.BORDER_CONSTANT, value=(255, 255, 255))


def test_edits_are_found_and_told(tmp_path: Path) -> None:
    place = tmp_path / "b"
    assert run("bank", "create", place, "--kind", "protected").exit_code == 0
    assert run("bank", "add", place, folder(tmp_path / "p", 12), "--source", "book").exit_code == 0
    bank = Bank(place)
    for seed in (0, 1, 4, 7):
        pixels: Any = cv2.imread(str(tmp_path / "p" / f"{seed:03}.jpg"))
        edits = {
            (): pixels,
            ("mirrored",): pixels[:, ::-1],
            ("turned by 90°",): cv2.rotate(pixels, cv2.ROTATE_90_CLOCKWISE),
        }
        for told, edited in edits.items():
            (match, *_) = searched(bank, np.ascontiguousarray(edited))
            assert (match.entry, match.note.source) == (seed, "book")
            assert set(told) <= {*match.edits} or told == ("turned by 90°",), (seed, told, match.edits)
        assert searched(bank, white(pixels, 40))[0].entry == seed
        assert searched(bank, cv2.resize(white(pixels, 60), None, fx=0.6, fy=0.6))[0].entry == seed
    assert not searched(bank, thing(99))


def test_a_strong_edit_is_proved_point_by_point(tmp_path: Path) -> None:
    """Cut by a fifth at each side and turned: neither hash tells it."""
    place, photos = tmp_path / "b", folder(tmp_path / "p", 8)
    run("bank", "create", place, "--kind", "own")
    run("bank", "add", place, photos)
    pixels: Any = cv2.imread(str(photos / "003.jpg"))
    height, width = pixels.shape[:2]
    part = pixels[height // 6 : height - height // 6, width // 6 : width - width // 6]
    turn = cv2.getRotationMatrix2D((part.shape[1] / 2, part.shape[0] / 2), 8, 1.15)
    cv2.imwrite(str(tmp_path / "q.jpg"), cv2.warpAffine(part, turn, (part.shape[1], part.shape[0]))[:, ::-1])
    told = run("bank", "search", place, tmp_path / "q.jpg", "--json")
    (match,) = json.loads(told.output)["matches"]
    assert match["entry"] == 3
    assert "mirrored" in match["edits"]
    assert any(edit.startswith("turned by") for edit in match["edits"])
    assert match["aligned"]
    cv2.imwrite(str(tmp_path / "stranger.jpg"), thing(55))
    assert run("bank", "search", place, tmp_path / "stranger.jpg").exit_code == 1


def test_the_chance_of_a_stranger_grows_with_the_likeness_of_the_set() -> None:
    """Where pictures are alike, the same distance says less."""
    chance = np.random.default_rng(1)
    world = chance.integers(0, 256, (200, 32), np.uint8)
    alike = world.copy()
    alike[:, :18] = alike[0, :18]
    far, near = Background.of(world[:100], world[100:]), Background.of(alike[:100], alike[100:])
    assert far.chance(31, 1000) < near.chance(31, 1000)
    assert far.chance(20, 1000) <= far.chance(31, 1000) <= far.chance(31, 10**6)


def test_what_is_exported_is_imported_without_the_pictures(tmp_path: Path) -> None:
    first, second = banks.create(tmp_path / "a", "own"), banks.create(tmp_path / "c", "own")
    first.add_pictures(
        fingerprints(rows(4)), [Note("/home/me/secret/x.jpg", "shop", "blue", "/home/me/secret/x.jpg")] * 4
    )
    signs, kept = prints.of_texts([TEXT, "too short"])
    first.add_texts(signs, [Note(TEXT[:20])])
    assert kept == [0]
    stream = io.StringIO()
    assert exchange.export(first, stream) == 5
    assert "secret" not in stream.getvalue()
    assert exchange.take(second, io.StringIO(stream.getvalue()), "file").added == 5
    assert np.array_equal(first.pictures["pdq"], second.pictures["pdq"])
    assert np.array_equal(first.texts["signs"], second.texts["signs"])
    assert exchange.take(second, io.StringIO(stream.getvalue()), "file").known == 5
    assert next(iter(second.entries()))[3] == Note("x.jpg", "shop", "blue")


@pytest.mark.parametrize("head", ["", "hash,quality,note\n"])
def test_lists_of_other_tools_are_read(bank: Bank, head: str) -> None:
    lines = [
        f"{row['pdq'].tobytes().hex()},{quality},case" for row, quality in zip(rows(3), (100, 30, 80), strict=True)
    ]
    told = exchange.take(bank, io.StringIO(head + "\n".join(lines)), "list.csv")
    assert (told.added, told.quarantined) == (3, 1)
    stream = io.StringIO()
    assert exchange.export_pdq(bank, stream) == 2
    assert exchange.take(bank, io.StringIO(stream.getvalue()), "again").added == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nothing\n", "line 1"),
        ('{"format": "other"}\n', "no export of a bank"),
        ('{"format": "handmade-lint bank/2", "pdq": "x"}\n', "this version makes"),
        ("ab" * 32 + "\nzz\n", "line 2"),
    ],
)
def test_files_that_are_neither_are_refused(bank: Bank, text: str, says: str) -> None:
    with pytest.raises(BankError, match=says):
        exchange.take(bank, io.StringIO(text), "file")


def test_near_copies_of_texts_are_found(bank: Bank) -> None:
    signs, _ = prints.of_texts([TEXT, "A spoon of plum wood, carved on a long winter evening by the stove, for jam."])
    bank.add_texts(signs, [Note("one"), Note("two")])
    changed = TEXT.replace("three times", "twice").upper() + " A gift."
    ((near, *others),) = list(Searcher(bank).texts([changed]))
    assert near[2].name == "one"
    assert not others
    assert list(Searcher(bank).texts(["Something else that was written by somebody else about another thing."])) == [[]]


def test_faults_end_with_a_sentence_and_2(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("nothing")
    assert run("bank", "create", tmp_path / "b", "--kind", "own").exit_code == 0
    for words in (
        ("list", tmp_path / "none"),
        ("create", tmp_path / "b", "--kind", "own"),
        ("add", tmp_path / "b", tmp_path / "none"),
        ("import", tmp_path / "b", tmp_path / "none"),
        ("remove", tmp_path / "b"),
    ):
        told = run("bank", *words)
        assert told.exit_code == 2, (words, told.output)
        assert told.output.startswith("handmade-lint: ")
    told = run("bank", "add", tmp_path / "b", tmp_path / "b" / "bank.json")
    assert told.exit_code in (0, 2)
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    told = run("bank", "add", tmp_path / "b", tmp_path / "broken.jpg")
    assert told.exit_code == 1
    assert "not added" in told.output


def test_a_bank_of_another_hash_is_not_compared(bank: Bank) -> None:
    about = json.loads((bank.folder / banks.ABOUT).read_text())
    (bank.folder / banks.ABOUT).write_text(json.dumps({**about, "pdq": "pdq256-512px/0"}))
    with pytest.raises(BankError, match="make the bank anew"):
        Bank(bank.folder)


def test_listings_are_looked_up(tmp_path: Path) -> None:
    """A catalogue's picture and text, through the command line."""
    place, photos = tmp_path / "b", folder(tmp_path / "p", 4)
    run("bank", "create", place, "--kind", "supplier")
    (tmp_path / "texts.csv").write_text(f'text,source\n"{TEXT}",wholesale.example\n')
    assert run("bank", "add", place, photos, tmp_path / "texts.csv").exit_code == 0
    shop = tmp_path / "shop"
    shop.mkdir()
    theirs: Any = cv2.imread(str(photos / "002.jpg"))
    cv2.imwrite(str(shop / "mine.jpg"), white(theirs[:, ::-1].copy(), 50))
    cv2.imwrite(str(shop / "other.jpg"), thing(77))
    header = "sku,title,description,image\n"
    (shop / "c.csv").write_text(f'{header}A,Bowl,"{TEXT} Yes.",mine.jpg\nB,Bowl,A bowl.,other.jpg\n')
    told = run(
        *("check", shop / "c.csv", "--isolated", "--bank", place, "--store", "amazon.com", "--format", "json"),
        *("--select", "MP-101,MP-103", "--no-cache"),
    )
    found = json.loads(told.output)["findings"]
    assert sorted((one["code"], one["sku"]) for one in found) == [("MP-101", "A"), ("MP-103", "A")]
    evidence = next(one["evidence"] for one in found if one["code"] == "MP-101")
    assert Path(evidence["same_as"]).name == "002.jpg"
    assert "mirrored" in evidence["edits"]
    assert evidence["chance"] <= 1e-6
