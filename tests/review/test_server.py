"""The page server as an attacker and as a careless neighbour would meet it; the page itself is tested in Chromium."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from handmade_lint.cli import app
from handmade_lint.review.alignment import Alignment, align
from handmade_lint.review.decisions import decide
from handmade_lint.review.guard import Guard, loopback
from handmade_lint.review.photographs import Photographs, drawn
from handmade_lint.review.store import Store
from tests.review.conftest import ROOT, Reviewer, Server, screened, waiting, write

Serve = Callable[..., Server]


@pytest.fixture
def mia(store: Store, serve: Serve) -> Reviewer:
    """Somebody who is signed in at a server of sixty listings."""
    one = Reviewer(serve(store.path), "mia")
    assert one.sign_in().status == 303
    return one


def test_every_answer_has_the_headers(mia: Reviewer) -> None:
    for path in ("/", "/sign-in", "/nothing-here", "/static/review.js"):
        answer, _ = mia.get(path)
        policy = answer.getheader("Content-Security-Policy") or ""
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy and "*" not in policy
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert answer.getheader("X-Frame-Options") == "DENY"
        assert answer.getheader("Access-Control-Allow-Origin") is None
        assert answer.getheader("Server") is None


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:1", ""])
def test_another_name_is_turned_away(mia: Reviewer, host: str) -> None:
    """DNS rebinding: a page of evil.example whose name leads to 127.0.0.1."""
    answer, text = mia.server.ask("GET", "/", Cookie=mia.cookie, Host=host or "x")
    assert (answer.status, "Disney" in text) == (421, False)


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "http://localhost:1", "http://127.0.0.1"])
def test_another_origin_cannot_post(mia: Reviewer, origin: str) -> None:
    item = waiting(Store(mia.server.queue))[0]
    body = f"csrf={mia.csrf()}&verdict=allow"
    answer, _ = mia.server.ask("POST", f"/item/{item}/decide", body, Cookie=mia.cookie, Origin=origin)
    assert answer.status == 403


def test_a_form_of_another_session_is_refused(mia: Reviewer) -> None:
    item = waiting(Store(mia.server.queue))[0]
    tom = Reviewer(mia.server, "tom")
    tom.sign_in()
    for csrf in ("", "0" * 40, tom.csrf()):
        assert mia.post(f"/item/{item}/decide", csrf, verdict="allow")[0].status == 403
    assert mia.post(f"/item/{item}/decide", mia.csrf(), verdict="allow")[0].status == 303


@pytest.mark.parametrize("path", ["/item/1/decide", "/undo", "/item/1/appeal", "/appeals/1", "/sign-out"])
def test_reading_changes_nothing(mia: Reviewer, path: str) -> None:
    assert mia.get(path)[0].status == 405


def test_nothing_is_shown_without_a_session(mia: Reviewer) -> None:
    for path in ("/", "/item/1", "/item/1/packet.json", "/picture/1/0", "/progress", "/next"):
        for cookie in ("", "handmade_lint_review=6d6961.9999999999.00", mia.cookie[:-1] + "x"):
            answer, text = mia.server.ask("GET", path, Cookie=cookie)
            assert answer.status == 303, path
            assert (answer.getheader("Location") or "").startswith("/sign-in?to=")
            assert "Disney" not in text


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_sign_in_leads_nowhere_else(mia: Reviewer, to: str) -> None:
    body = f"name=mia&to={quote(to)}"
    answer, _ = mia.server.ask("POST", "/sign-in", body, Origin=f"http://{mia.server.host}")
    assert (answer.status, answer.getheader("Location")) == (303, "/")


@pytest.mark.parametrize("name", ["", " ", "<b>mia</b>", "a" * 41, "x\u202ey", "."])
def test_names(mia: Reviewer, name: str) -> None:
    assert Reviewer(mia.server, name).sign_in().status == 400


def test_a_form_that_is_too_long(mia: Reviewer) -> None:
    assert mia.post("/undo", "x" * 70_000)[0].status == 413


def test_the_queue_is_its_readers_own_words(mia: Reviewer) -> None:
    for path in ("/?rule=%27%20OR%201=1--", "/?start=-5", "/?start=99999999999999999999", "/?band=zzz", "/?state=%00"):
        assert mia.get(path)[0].status == 200
    assert mia.get("/item/999999")[0].status == 409
    assert mia.get("/item/99999999999999999999999")[0].status in (404, 409)


def test_beyond_this_machine_a_token_is_asked_for(store: Store, serve: Serve) -> None:
    assert [loopback(one) for one in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "192.168.1.2")] == [
        *(True, True, True, False, False)
    ]
    server = serve(store.path, "--host", "0.0.0.0", "--allow-host", "localhost")
    found = re.search(r"token=(\w+)", server.links[0])
    assert found
    for token in ("", "0" * 40, found[1][:-1]):
        assert Reviewer(server, "mia", token).sign_in().status == 400
    mia = Reviewer(server, "mia", found[1])
    assert mia.sign_in().status == 303
    assert mia.get("/")[0].status == 200
    # A session that was opened without a token is worth nothing here.
    plain = Guard(bytes.fromhex(store.get("key")))
    assert mia.server.ask("GET", "/", Cookie=f"handmade_lint_review={plain.session('eve')}")[0].status == 303


def test_a_reviewers_own_link_is_their_name(store: Store, serve: Serve) -> None:
    server = serve(store.path, "--reviewer", "mia", "--reviewer", "tom")
    tokens = dict(re.findall(r"(\w+): \S+token=(\w+)", "\n".join(server.links)))
    assert set(tokens) == {"mia", "tom"}
    eve = Reviewer(server, "eve", tokens["tom"])
    assert eve.sign_in().status == 303
    assert "<span>tom</span>" in eve.get("/")[1]
    item = waiting(store)[0]
    eve.post(f"/item/{item}/decide", eve.csrf(), verdict="allow")
    assert store.db.execute("SELECT reviewer FROM decisions").fetchone()[0] == "tom"


def test_a_killed_server_goes_on(mia: Reviewer) -> None:
    store = Store(mia.server.queue)
    first, second, *_ = waiting(store)
    mia.get(f"/item/{first}")
    mia.post(f"/item/{first}/decide", mia.csrf(), verdict="remove")
    csrf = mia.csrf()
    mia.server.kill()
    mia.server.start()
    assert mia.post(f"/item/{second}/decide", csrf, verdict="allow")[0].status == 303
    assert [row[0] for row in store.db.execute("SELECT verdict FROM decisions ORDER BY seq")] == ["remove", "allow"]


def test_two_cannot_decide_one_item(mia: Reviewer) -> None:
    item = waiting(Store(mia.server.queue))[0]
    mia.get(f"/item/{item}")
    tom = Reviewer(mia.server, "tom")
    tom.sign_in()
    page = tom.get(f"/item/{item}")[1]
    assert "mia is looking at this one" in page and 'id="decide"' not in page
    answer, text = tom.post(f"/item/{item}/decide", tom.csrf(), verdict="allow")
    assert (answer.status, "Mia is looking at this one" in text) == (409, True)


def test_a_second_look_is_blind(mia: Reviewer) -> None:
    store = Store(mia.server.queue)
    store.put("second-look", "1")
    item = waiting(store)[0]
    mia.post(f"/item/{item}/decide", mia.csrf(), verdict="remove", note="telltale", reason="bought-in")
    tom = Reviewer(mia.server, "tom")
    tom.sign_in()
    page = tom.get(f"/item/{item}")[1]
    assert 'id="decide"' in page
    assert "telltale" not in page and "Removed" not in page and "<b>mia</b>" not in page
    for path in ("notice", "packet.json", "packet.html"):
        answer, text = tom.get(f"/item/{item}/{path}")
        assert (answer.status, "telltale" in text) == (409, False)


# ---- pictures


@pytest.fixture
def album(tmp_path: Path, serve: Serve) -> Reviewer:
    """A shop with a picture, and names that lead elsewhere."""
    image = pytest.importorskip("PIL.Image", reason="needs the extra 'images'")
    shop = tmp_path / "shop"
    shop.mkdir()
    image.new("RGB", (800, 600), "teal").save(shop / "bowl.png")
    image.new("RGB", (80, 60), "red").save(tmp_path / "secret.png")
    (shop / "page.jpg").write_text("<script>alert(1)</script>" * 9)
    (shop / "link.png").symlink_to(tmp_path / "secret.png")
    names = ["bowl.png", "../secret.png", str(tmp_path / "secret.png"), "link.png", "page.jpg", "/etc/passwd",
             "file:///etc/passwd", "https://example.com/x.png", "shop.csv", "..%2Fsecret.png"]  # fmt: skip
    listings = [(f"P-{n}", f"Disney bowl {n}", "", "", "", name, "", "amazon.com") for n, name in enumerate(names)]
    made = screened(shop, listings, sample=1.0)
    one = Reviewer(serve(made.path), "mia")
    one.sign_in()
    return one


def test_only_pictures_of_the_catalogue_are_served(album: Reviewer) -> None:
    store = Store(album.server.queue)
    told = {row["sku"]: row["id"] for row in store.db.execute("SELECT sku, id FROM items")}
    statuses = {sku: album.get(f"/picture/{item}/0")[0].status for sku, item in told.items()}
    assert statuses.pop("P-0") == 200
    assert set(statuses.values()) == {404}, statuses
    answer, _ = album.get(f"/picture/{told['P-0']}/0?size=large")
    assert answer.getheader("Content-Type") == "image/jpeg"
    for path in ("/picture/1/7", "/picture/1/-1", "/picture/999/0", f"/picture/{told['P-0']}/0?size=../../etc"):
        assert album.get(path)[0].status == 404, path
    for path in ("/static/..%2fstore.py", "/static/base.html", "/static/%2e%2e/queue.db", "/queue.db"):
        assert album.get(path)[0].status == 404


def test_a_decision_holds_the_hashes_of_what_was_seen(album: Reviewer) -> None:
    import hashlib

    store = Store(album.server.queue)
    item = store.db.execute("SELECT id FROM items WHERE sku = 'P-0'").fetchone()[0]
    album.post(f"/item/{item}/decide", album.csrf(), verdict="remove")
    body = json.loads(store.db.execute("SELECT body FROM log WHERE kind = 'decision'").fetchone()[0])
    made = hashlib.sha256((album.server.queue.parent / "bowl.png").read_bytes()).hexdigest()
    assert body["seen"]["pictures"] == [{"uri": "bowl.png", "sha256": made}]
    assert len(body["seen"]["findings"]) > 0


def test_a_picture_is_drawn_upright_on_white_and_laid_over() -> None:
    import io

    image = pytest.importorskip("PIL.Image", reason="needs the extra 'images'")
    half = image.new("RGBA", (200, 100), (0, 0, 0, 0))
    half.paste((255, 0, 0, 255), (0, 0, 100, 100))
    kept = io.BytesIO()
    half.save(kept, "PNG")
    made = drawn(kept.getvalue(), 200)
    assert made is not None
    plain = image.open(io.BytesIO(made))
    assert plain.getpixel((150, 50))[1] > 240
    assert plain.getpixel((50, 50))[0] > 200 > 100 > plain.getpixel((50, 50))[1]
    mirrored = drawn(kept.getvalue(), 200, Alignment((-1, 0, 1, 0, 1, 0), 2.0))
    assert mirrored is not None
    turned = image.open(io.BytesIO(mirrored))
    assert turned.getpixel((150, 50))[1] < 100 < 240 < turned.getpixel((50, 50))[1]
    assert drawn(b"no picture", 200) is None


# ---- packets


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202egnp{{ 7*7 }}'\" &amp;"


def test_packets_are_whole_and_inert(tmp_path: Path, serve: Serve) -> None:
    image = pytest.importorskip("PIL.Image", reason="needs the extra 'images'")
    image.new("RGB", (80, 60), "teal").save(tmp_path / "bowl.png")
    listing = ("H-1", f"Disney {HOSTILE}", HOSTILE, HOSTILE, HOSTILE, "bowl.png", HOSTILE, "amazon.com")
    store = screened(tmp_path, [listing], name="<b>&.csv")
    mia = Reviewer(serve(store.path), "mia")
    mia.sign_in()
    item = waiting(store)[0]
    mia.post(f"/item/{item}/decide", mia.csrf(), verdict="remove", reason="others-work", note=HOSTILE)
    told = json.loads(mia.get(f"/item/{item}/packet.json")[1])
    assert told["schema"] == "handmade-lint/evidence/1"
    assert told["listing"]["title"] == f"Disney {HOSTILE}".strip()
    assert len(told["pictures"][0]["sha256"]) == 64 and len(told["pictures"][0]["jpeg"]) > 100
    assert [line["kind"] for line in told["log"]] == ["decision"]
    assert told["log"][0]["reviewer"] == "mia"
    makers = mia.get(f"/item/{item}/packet.json?for=maker")[1]
    assert "mia" not in makers and json.loads(makers)["log"][0]["body"]["verdict"] == "remove"
    answer, page = mia.get(f"/item/{item}/packet.html")
    assert "sandbox" in (answer.getheader("Content-Security-Policy") or "")
    others = [mia.get(path)[1] for path in (f"/item/{item}", f"/item/{item}/notice", "/?state=decided")]
    for text in (page, *others):
        assert "<script>alert" not in text and "<img src=x" not in text
        assert "\u202e" not in text and "gnp49" not in text
        assert "\\u202egnp" in text


def test_without_the_extra_it_says_so(store: Store) -> None:
    code = (
        "import sys; sys.modules['starlette'] = None; sys.modules['jinja2'] = None; "
        f"sys.argv = ['handmade-lint', 'review', {str(store.path)!r}]; from handmade_lint.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "pip install 'handmade-lint[review]'" in done.stderr) == (2, True)


def test_an_address_that_is_taken(mia: Reviewer) -> None:
    command = [sys.executable, "-m", "handmade_lint", "review", str(mia.server.queue), "--port", str(mia.server.port)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, "cannot listen on" in done.stderr) == (2, True)


def photograph(seed: int, size: tuple[int, int] = (640, 480)) -> Any:
    """A made-up picture with much to tell points by."""
    from random import Random

    image = pytest.importorskip("PIL.Image", reason="needs the extra 'images'")
    draw = pytest.importorskip("PIL.ImageDraw", reason="needs the extra 'images'")
    chance = Random(seed)
    made = image.new("RGB", size, "white")
    pen = draw.Draw(made)
    for _ in range(160):
        x, y, side = chance.randrange(size[0]), chance.randrange(size[1]), chance.randrange(8, 60)
        colour = tuple(chance.randrange(256) for _ in range(3))
        (pen.ellipse if chance.random() < 0.5 else pen.rectangle)((x, y, x + side, y + side), fill=colour)
    return made


def test_pictures_of_a_bank_are_shown_as_the_listings_lie(tmp_path: Path, serve: Serve) -> None:
    import io

    pytest.importorskip("cv2", reason="needs the extra 'images'")
    image = pytest.importorskip("PIL.Image", reason="needs the extra 'images'")
    original, elsewhere = photograph(1), tmp_path / "supplier"
    elsewhere.mkdir()
    original.transpose(image.Transpose.FLIP_LEFT_RIGHT).save(elsewhere / "ring.png")
    photograph(2).save(elsewhere / "other.png")
    shop = tmp_path / "shop"
    shop.mkdir()
    original.save(shop / "mine.png")
    bank = str(tmp_path / "wholesale.bank")
    for words in (("create", bank, "--kind", "supplier"), ("add", bank, str(elsewhere))):
        done = CliRunner().invoke(app, ["bank", *words])
        assert done.exit_code == 0, done.output
    write(shop / "shop.csv", [("P-1", "Silver ring", "", "", "", "mine.png", "", "amazon.com")])
    queue = tmp_path / "q.db"
    command = ["screen", str(shop / "shop.csv"), "-o", str(queue), "--bank", bank, "--sample", "1", "--isolated"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    mia = Reviewer(serve(queue), "mia")
    mia.sign_in()
    store = Store(queue)
    row = store.db.execute("SELECT id, item, kind FROM findings WHERE code = 'MP-101'").fetchone()
    assert row["kind"] == "matched"
    page = mia.get(f"/item/{row['item']}")[1]
    assert "Pictures like these" in page and "mirrored" in page and "ring.png" in page
    shown = Photographs(store).of_match(row["id"], 0, "small")
    assert shown is not None
    laid = image.open(io.BytesIO(shown))
    mine = original.resize(laid.size)
    apart = [
        abs(sum(laid.getpixel((x, y))) - sum(mine.getpixel((x, y))))
        for x in range(20, laid.width - 20, 7)
        for y in range(20, laid.height - 20, 7)
    ]
    assert sorted(apart)[len(apart) // 2] < 40, "the bank's picture is drawn mirrored, as the listing's lies"
    assert mia.get(f"/matched/{row['id']}/0")[0].status == 200
    assert mia.get(f"/matched/{row['id']}/1")[0].status == 404
    forged = {"same_as": "/etc/passwd", "bank": "elsewhere", "entry": 0, "picture": "/etc/passwd"}
    body = json.loads(store.db.execute("SELECT body FROM findings WHERE id = ?", (row["id"],)).fetchone()[0])
    store.db.execute("UPDATE findings SET body = ? WHERE id = ?", (json.dumps(body | {"evidence": forged}), row["id"]))
    mia.server.kill()
    mia.server.start()
    assert mia.get(f"/matched/{row['id']}/0")[0].status == 404


def test_no_alignment_of_strangers() -> None:
    import io

    pytest.importorskip("cv2", reason="needs the extra 'images'")
    kept = []
    for seed in (1, 2):
        kept.append(io.BytesIO())
        photograph(seed).save(kept[-1], "PNG")
    assert align(kept[0].getvalue(), kept[1].getvalue()) is None
    same = align(kept[0].getvalue(), kept[0].getvalue())
    assert same is not None
    assert same.matrix == pytest.approx((1, 0, 0, 0, 1, 0), abs=0.01)


def test_the_same_picture_of_another_listing_is_shown(tmp_path: Path, serve: Serve) -> None:
    photograph(3).save(tmp_path / "one.png")
    listings = [(f"P-{n}", f"Disney ring {n}", "", "", "", "one.png", "", "amazon.com") for n in range(2)]
    store = screened(tmp_path, listings, sample=1.0)
    told = store.db.execute(
        "SELECT findings.id, item FROM findings WHERE json_extract(body, '$.evidence.same_as') LIKE 'P-%'"
    ).fetchall()
    assert told, "no rule compares main pictures"
    mia = Reviewer(serve(store.path), "mia")
    mia.sign_in()
    assert "SKU P-" in mia.get(f"/item/{told[0]['item']}")[1]
    assert mia.get(f"/matched/{told[0]['id']}/0")[0].status == 200


def test_an_item_that_was_decided_shows_its_history(mia: Reviewer) -> None:
    store = Store(mia.server.queue)
    item = waiting(store)[0]
    decide(store, item, "tom", "remove", ["others-mark"], "see the title")
    page = mia.get(f"/item/{item}")[1]
    assert "see the title" in page and "<b>tom</b>" in page and "Notice to the maker" in page
