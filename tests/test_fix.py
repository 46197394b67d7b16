"""`fix` as a seller uses it: every rule's cure, files and streams, what is left alone, and a second run."""

from __future__ import annotations

import csv
import io
import json
import stat
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint.cli import app
from handmade_lint.config import Config
from handmade_lint.repair import Outcome, repair
from handmade_lint.rule import Case, Rule
from handmade_lint.rules import load

ROOT = Path(__file__).parents[1]
RULES = load()
CURES = [
    pytest.param(rule, case, id=f"{rule.code}-{number}")
    for rule in RULES.values()
    for number, case in enumerate(rule.bad)
    if case.cure is not None
]
DAY = "2026-11-23"
SHOUT = "sku,title,bullet 1\nA1,HANDMADE WALNUT BREAD BOARD,Turned by hand…\nA2,Ash Bowl,Oiled by hand\n"


def run(*args: str, **options: Any) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, list(args), prog_name="handmade-lint", catch_exceptions=False, **options)


def mended(data: bytes | str, *, unsafe: bool = True, **config: Any) -> Outcome:
    """What fix makes of a file."""
    content = data.encode() if isinstance(data, str) else data
    return repair(["-"], Config(on=DAY, **config), unsafe=unsafe, stdin=io.BytesIO(content))


def after(data: bytes | str, **options: Any) -> str:
    """The text of the file after fix."""
    return mended(data, **options).files[0].after.decode()


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a catalogue, stood in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.csv").write_text(SHOUT, "utf-8", newline="")
    return tmp_path


@pytest.mark.parametrize(("rule", "case"), CURES)
def test_every_cure(rule: Rule, case: Case) -> None:
    """The cure that a rule shows is what fix writes into a file, as far as no other rule would find fault with it."""
    (row,) = case.rows
    (listing,) = case.listings(rule)
    fields = {"sku": "A1", **listing.texts, **listing.facts}
    out = io.StringIO(newline="")
    csv.writer(out).writerows([fields.keys(), fields.values()])
    seller = {key.removeprefix("seller."): value for key, value in listing.facts.items() if key.startswith("seller.")}
    config = Config(
        on=case.on or DAY,
        store=listing.store,
        language=listing.language if not row.get("store") else "",
        select=(rule.code,),
        ignore=tuple(code for code in RULES if code != rule.code),
        headings={name: name for name in fields if name != "sku"},
        seller=seller,
    )
    outcome = repair(["-"], config, unsafe=True, stdin=io.BytesIO(out.getvalue().encode()))
    assert case.cure is not None
    (file,) = outcome.files
    read = next(iter(csv.DictReader(io.StringIO(file.after.decode(), newline=""))))
    assert {name: read[name] for name in case.cure} == dict(case.cure), [one.why for one in outcome.dropped]
    assert outcome.fixed > 0
    again = repair(["-"], config, unsafe=True, stdin=io.BytesIO(file.after))
    assert not again.files[0].changed


def test_in_place(shop: Path) -> None:
    """The file is changed with its rights, the original kept under a name that was free."""
    path = shop / "shop.csv"
    path.chmod(0o640)
    (shop / "shop.csv.bak").write_text("mine")
    result = run("fix", "shop.csv", "--isolated", "--unsafe", "--fail-on", "never")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "Wrote shop.csv; the original is" in result.stderr
    assert "fixed (cells: 2, rows: 1)" in result.stderr
    assert (shop / "shop.csv.bak").read_text() == "mine"
    assert (shop / "shop.csv.bak.2").read_bytes() == SHOUT.encode()
    assert path.read_text() == SHOUT.replace("WALNUT", "Walnut").replace("…", "...").replace(
        "HANDMADE Walnut BREAD BOARD", "Handmade Walnut Bread Board"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(one.name for one in shop.iterdir()) == ["shop.csv", "shop.csv.bak", "shop.csv.bak.2"]
    content = path.read_bytes()
    again = run("fix", "shop.csv", "--isolated", "--unsafe", "--fail-on", "never")
    assert "0 findings fixed" in again.stderr
    assert path.read_bytes() == content
    assert len(list(shop.iterdir())) == 3


def test_safe_alone(shop: Path) -> None:
    """Without --unsafe only safe fixes are applied, and the others are counted."""
    result = run("fix", "shop.csv", "--isolated")
    assert "1 of them needs --unsafe" in result.stderr
    text = (shop / "shop.csv").read_text()
    assert "HANDMADE WALNUT" in text
    assert "by hand..." in text


def test_diff_writes_nothing(shop: Path) -> None:
    """--diff shows each cell before and after; hostile letters are shown as what they are; colours on demand."""
    (shop / "shop.csv").write_text(SHOUT.replace("A1", "A\x1b[31m1"), "utf-8", newline="")
    before = (shop / "shop.csv").read_bytes()
    result = run("fix", "shop.csv", "--isolated", "--unsafe", "--diff", "--no-color")
    assert result.stdout.splitlines() == [
        "--- shop.csv",
        "+++ shop.csv (fixed)",
        '@@ row 2, column "title" · A[31m1 · TI-014 @@',
        "-HANDMADE WALNUT BREAD BOARD",
        "+Handmade Walnut Bread Board",
        '@@ row 2, column "bullet 1" · A[31m1 · BU-004 @@',
        "-Turned by hand…",
        "+Turned by hand...",
    ]
    assert "can be fixed" in result.stderr
    assert (shop / "shop.csv").read_bytes() == before
    assert [one.name for one in shop.iterdir()] == ["shop.csv"]
    assert "\x1b[31m" in run("fix", "shop.csv", "--isolated", "--unsafe", "--diff", "--color").stdout


def test_another_file(shop: Path) -> None:
    """-o leaves the catalogue alone; the catalogue itself, and two catalogues, are refused."""
    run("fix", "shop.csv", "--isolated", "-o", "new.csv")
    assert (shop / "shop.csv").read_bytes() == SHOUT.encode()
    assert "by hand..." in (shop / "new.csv").read_text()
    for args in (("shop.csv", "-o", "./shop.csv"), ("shop.csv", "new.csv", "-o", "x.csv"), (".", "-o", "x.csv"), ()):
        result = run("fix", *args, "--isolated")
        assert result.exit_code == 2, args
        assert not (shop / "x.csv").exists()
    assert (shop / "shop.csv").read_bytes() == SHOUT.encode()
    assert run("fix", "shop.csv", "--isolated", "-o", "nowhere/x.csv").exit_code == 2


def test_standard_input(shop: Path) -> None:
    """- mends standard input to standard output, untouched where there is nothing to mend."""
    result = run("fix", "-", "--isolated", input=SHOUT.encode())
    assert result.stdout_bytes == SHOUT.replace("…", "...").encode()
    assert "fixed" in result.stderr
    clean = "sku,title\r\nA2,Ash bowl\r\n".encode("utf-16")
    assert run("fix", "-", "--isolated", "-q", "--fail-on", "never", input=clean).stdout_bytes == clean


def test_statuses(shop: Path) -> None:
    """0 nothing left at or above --fail-on, 1 something left, 2 wrong usage or what cannot be written."""
    (shop / "clean.csv").write_text("sku,title\nA,Ash bowl…\n")
    assert run("fix", "clean.csv", "--isolated", "--select", "TI-001").exit_code == 0
    assert run("fix", "shop.csv", "--isolated", "--select", "BU-004").exit_code == 0
    assert run("fix", "shop.csv", "--isolated", "--select", "TI-014", "--fail-on", "warning").exit_code == 1
    assert run("fix", "shop.csv", "--isolated", "--select", "TI-014", "--fail-on", "never").exit_code == 0
    assert run("fix", "none.csv", "--isolated").exit_code == 2
    assert run("fix", "shop.csv", "--isolated", "--select", "TI-0014").exit_code == 2
    (shop / "none.txt").write_text("nothing")
    assert run("fix", "none.txt", "--isolated").exit_code == 2


def test_a_folder(shop: Path) -> None:
    """Every catalogue of a folder is mended, and each keeps its own original."""
    (shop / "more").mkdir()
    (shop / "more" / "other.jsonl").write_text('{"sku": "B1", "title": "Ash bowl", "bullets": ["By hand…"]}\n' * 2)
    run("fix", ".", "--isolated")
    assert "by hand..." in (shop / "shop.csv").read_text()
    assert (shop / "more" / "other.jsonl.bak").exists()
    assert "By hand..." in (shop / "more" / "other.jsonl").read_text()


def test_a_file_named_twice_is_mended_once(shop: Path) -> None:
    """By another path, too, and as part of its folder."""
    result = run("fix", "shop.csv", "./shop.csv", ".", "--isolated", "--fail-on", "never")
    assert result.exit_code == 0, result.stderr
    assert len(list(shop.glob("*.bak*"))) == 1


def test_the_configuration_is_heeded(shop: Path) -> None:
    """Ignored rules mend nothing; a profile and settings count as they do for check."""
    (shop / "handmade-lint.toml").write_text('ignore = ["BU-004"]\n[rules.TI-014]\nletters = 12\n')
    result = run("fix", "shop.csv", "--unsafe")
    assert "0 findings fixed" in result.stderr
    assert (shop / "shop.csv").read_bytes() == SHOUT.encode()


def test_changed_meanwhile(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody else saved while fix was at work is not written over."""
    from handmade_lint import repair as module

    real = module.repair

    def slow(*args: Any, **options: Any) -> Outcome:
        outcome = real(*args, **options)
        (shop / "shop.csv").write_text("sku,title\nA,Saved by hand…\n")
        return outcome

    monkeypatch.setattr(module, "repair", slow)
    result = run("fix", "shop.csv", "--isolated")
    assert result.exit_code == 2
    assert "run it again" in result.stderr
    assert (shop / "shop.csv").read_text() == "sku,title\nA,Saved by hand…\n"


def test_a_failed_write_leaves_all_as_it_was(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither half a file nor a needless copy is left behind."""

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = run("fix", "shop.csv", "--isolated")
    assert result.exit_code == 2
    assert "No space left" in result.stderr
    assert (shop / "shop.csv").read_bytes() == SHOUT.encode()
    assert [one.name for one in shop.iterdir()] == ["shop.csv"]


def test_a_link_is_followed(shop: Path) -> None:
    """The file behind a link is changed, and the link stays one."""
    (shop / "link.csv").symlink_to("shop.csv")
    run("fix", "link.csv", "--isolated")
    assert (shop / "link.csv").is_symlink()
    assert "by hand..." in (shop / "shop.csv").read_text()
    assert (shop / "shop.csv.bak").exists()


def test_a_fix_that_brings_a_finding_is_left_out() -> None:
    """A shorter title that would be another product's title is not written, and it is said why."""
    long = "Walnut Ring Box with Brass Hinge and Wool Felt Lining for Weddings and Proposals"
    short = "Walnut Ring Box with Brass Hinge for Weddings and Proposals"
    alone = mended(f"sku,title\nA1,{long}\n", select=("TI-001",))
    assert alone.files[0].after.decode() == f"sku,title\nA1,{short}\n"
    row = "Carved by my father from one piece of walnut,30"
    for titles in ((long, short), (short, long)):
        table = f"sku,title,description,price\nA1,{titles[0]},{row}\nA2,{titles[1]},{row}\n"
        outcome = mended(table, select=("TI-001",))
        assert not outcome.files[0].changed
        assert [one.why for one in outcome.dropped] == ["it would bring CA-001 to the catalogue"]
        assert mended(table, select=("TI-001",), ignore=("CA-001",)).files[0].changed


def test_what_a_fix_brings_is_mended_with_it() -> None:
    """A sign goes though a small letter then begins the line, if that can be mended, too."""
    table = "sku,title,bullet 1\nA1,Oak Bowl,® turned by hand in my shop by the sea\n"
    assert after(table) == table.replace("® turned", "Turned")
    alone = mended(table, select=("BU-004",))
    assert not alone.files[0].changed
    assert [one.why for one in alone.dropped] == ["it would bring BU-011"]


def test_of_two_that_would_be_alike_one_is_left() -> None:
    """Where two titles would become one, one of them is mended, and what became of the other is said."""
    long = "Walnut Ring Box with Brass Hinge and Wool Felt Lining for Weddings and Proposals"
    row = "Carved by my father from one piece of walnut,30"
    table = f"sku,title,description,price\nA1,{long},{row}\nA2,{long.replace('Wool Felt', 'Soft Velvet')},{row}\n"
    outcome = mended(table, select=("TI-001",))
    assert len(outcome.files[0].rewrites) == len(outcome.dropped) == 1
    assert _introduced(outcome) == []
    assert not mended(outcome.files[0].after, select=("TI-001",)).files[0].changed


def _introduced(outcome: Outcome) -> list[tuple[str, int, str]]:
    """Findings of places and rules that had fewer before."""

    def counted(findings: Any) -> dict[tuple[str, int, str], int]:
        counts: dict[tuple[str, int, str], int] = {}
        for one in findings:
            key = one.code, one.location.row, one.field
            counts[key] = counts.get(key, 0) + 1
        return counts

    had = counted(outcome.before.findings)
    return [key for key, count in counted(outcome.after.findings).items() if count > had.get(key, 0)]


WORDS = st.sampled_from(
    "HANDMADE OAK BOWL bowl Bowl, free shipping! ® ™ … ✨ <b>fine</b> & &amp; <br> Ã© two 2 the the by-hand "
    "Geschenk « » “ ” ~ # FREE %% ～ Ｏａｋ ① Noël Noel creme 100%! (set) pack of of 3 | ; tags,".split(" ")
)
CELLS = st.lists(WORDS, max_size=14).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=4),
    st.sampled_from(["amazon.com", "amazon.fr", "amazon.de", "etsy"]),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.booleans(),
)
def test_any_catalogue(
    rows: list[tuple[str, str, str, str]], store: str, separator: str, encoding: str, unsafe: bool
) -> None:
    """Nothing is introduced, nothing is left that could be done, and no other cell changes."""
    table = [("sku", "title", "bullet 1", "description", "search terms")]
    table += [(f"S{number}", *row) for number, row in enumerate(rows)]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(table)
    outcome = mended(out.getvalue().encode(encoding), unsafe=unsafe, store=store)
    assert _introduced(outcome) == []
    (file,) = outcome.files
    again = mended(file.after, unsafe=unsafe, store=store)
    assert not again.files[0].changed, [one.change for one in again.files[0].rewrites]
    read = list(csv.reader(io.StringIO(file.after.decode(encoding).lstrip("\ufeff"), newline=""), delimiter=separator))
    touched = {(one.row, one.column) for one in file.rewrites}
    for number, (old, new) in enumerate(zip(table, read, strict=True), 1):
        for heading, left, right in zip(table[0], old, new, strict=True):
            assert (left != right) == ((number, heading) in touched)


def test_html_bodies() -> None:
    """Words in Shopify's HTML are mended inside their markup, whatever row of the product they stand in."""
    body = "<p>An oak bowl, <b>TURNED BY HAND IN MY SHOP</b> &amp; oiled.</p><ul><li>One</li></ul>"
    table = (
        "Handle,Title,Body (HTML),Vendor,Variant SKU,Option1 Name,Option1 Value\r\n"
        f'bowl,Oak bowl,"{body}",Oakline,A1,Size,S\r\nbowl,,,,A2,,L\r\n'
    )
    text = after(table, store="amazon.com", select=("DS-014",))
    assert text == table.replace("TURNED BY HAND IN MY SHOP", "turned by hand in my shop")


def test_a_title_on_every_row_of_a_product() -> None:
    """Where all rows of a product repeat its title, all are mended, so that they stay one product."""
    table = (
        "Handle,Title,Body (HTML),Vendor,Variant SKU,Option1 Name,Option1 Value\n"
        "bowl,HANDMADE WALNUT BREAD BOWL,<p>Oiled</p>,Oakline,A1,Size,S\n"
        "bowl,HANDMADE WALNUT BREAD BOWL,,,A2,,L\n"
        "cup,HANDMADE WALNUT BREAD BOARD,,,A3,,L\n"
    )
    text = after(table, store="amazon.com", select=("TI-014",))
    assert text == table.replace("HANDMADE WALNUT BREAD BOWL", "Handmade Walnut Bread Bowl").replace(
        "HANDMADE WALNUT BREAD BOARD", "Handmade Walnut Bread Board"
    )


def test_tags_in_one_cell() -> None:
    """A damaged tag is mended where it stands; the others, and their commas, stay."""
    table = '"SKU","TITLE","TAGS","DESCRIPTION"\n"A1","Bol","grÃ¨s,  bol bleu ,cadeau","Un bol"\n'
    assert after(table, select=("DS-023",)) == table.replace("grÃ¨s", "grès")


def test_amazon_feed() -> None:
    """A message for two stores: each value is mended in its place."""
    feed = {
        "header": {"version": "2.0"},
        "messages": [
            {
                "messageId": 1,
                "sku": "A",
                "attributes": {
                    "item_name": [
                        {"value": "BOL EN CHENE MASSIF", "language_tag": "fr_FR", "marketplace_id": "A13V1IB3VIYZZH"}
                    ],
                    "bullet_point": [
                        {"value": "Fait main…", "language_tag": "fr_FR", "marketplace_id": "A13V1IB3VIYZZH"},
                        {"value": "Von Hand…", "language_tag": "de_DE", "marketplace_id": "A1PA6795UKMFR9"},
                    ],
                },
            }
        ],
    }
    text = json.dumps(feed, indent=1, ensure_ascii=False)
    assert after(text, unsafe=False) == text.replace("Fait main…", "Fait main...")


@pytest.mark.parametrize(
    "path",
    sorted(
        one.relative_to(ROOT)
        for one in (ROOT / "fixtures").rglob("*")
        if one.suffix in (".csv", ".tsv", ".txt", ".json", ".jsonl")
    ),
    ids=str,
)
def test_fixtures(path: Path) -> None:
    """Our fixtures of every program: mended at once, nothing introduced, nothing to do the second time."""
    data = (ROOT / path).read_bytes()
    outcome = mended(data)
    assert _introduced(outcome) == []
    assert not mended(outcome.files[0].after).files[0].changed
    if not outcome.files[0].changed:
        assert outcome.files[0].after == data


def test_a_workbook(tmp_path: Path) -> None:
    """A workbook is mended in the sheet that holds the listings."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Notes for HANDMADE WALNUT BREAD BOWL"])
    sheet = book.create_sheet("Products")
    sheet.append(["sku", "title", "price"])
    sheet.append(["A1", "HANDMADE WALNUT BREAD BOWL", 20])
    book.save(tmp_path / "shop.xlsx")
    outcome = repair([tmp_path / "shop.xlsx"], Config(on=DAY), unsafe=True)
    made = openpyxl.load_workbook(io.BytesIO(outcome.files[0].after))
    assert list(made["Products"].values)[1] == ("A1", "Handmade Walnut Bread Bowl", 20)
    assert next(iter(made.worksheets[0].values)) == ("Notes for HANDMADE WALNUT BREAD BOWL",)
    assert outcome.files[0].rewrites[0].sheet == "Products"


def test_old_workbooks_are_refused(tmp_path: Path) -> None:
    """XLS can be read but not written; a sentence says what to do."""
    source = ROOT.parent / "shared" / "data" / "torture_csv" / "frictionless" / "table.xls"
    from handmade_lint.catalogs import UnreadableInput
    from handmade_lint.catalogs.writing import open_patcher

    with pytest.raises(UnreadableInput, match="save it as XLSX"):
        open_patcher("old.xls", source.read_bytes() if source.exists() else b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def test_findings_of_rules_not_chosen_count_against_a_fix() -> None:
    """What is selected says what is mended; what is not ignored says what must not come of it."""
    outcome = mended(SHOUT, select=("TI-014",))
    codes = {one.code for one in outcome.before.findings}
    assert "BU-004" in codes
    assert outcome.counts(outcome.before).total() == 1
    assert outcome.fixed == 1
