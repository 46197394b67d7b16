"""Pictures in an object store: a small one on loopback, that speaks as much of S3 as is needed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest

from handmade_lint.album import finder, stores
from handmade_lint.album.finder import Finder, Place, read
from handmade_lint.config import ConfigError, load
from handmade_lint.report import Report, to_json
from handmade_lint.run import check

KEY = "AKIAEXAMPLE"
ENVIRONMENT = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": "hidden-words", "AWS_DEFAULT_REGION": "us-east-1"}


class Bucket(ThreadingHTTPServer):
    """Objects by key, in a bucket called 'shop'; pages of two keys; only for who brings the key."""

    daemon_threads = True

    def __init__(self, objects: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.objects, self.asked = objects, list[str]()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answering(BaseHTTPRequestHandler):
    server: Bucket

    def log_message(self, *words: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.server.asked.append(f"{self.command} {unquote(parts.path)}")
        _, bucket, *rest = unquote(parts.path).split("/", 2)
        key = "".join(rest)
        if f"Credential={KEY}/" not in self.headers.get("Authorization", ""):
            self.answer(403, b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>")
        elif bucket != "shop":
            self.answer(404, b"<Error><Code>NoSuchBucket</Code><Message>no such bucket</Message></Error>")
        elif not key:
            self.answer(200, self.listed(parse_qs(parts.query)).encode())
        elif key not in self.server.objects:
            self.answer(404, b"<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>")
        else:
            content = self.server.objects[key]
            asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
            some = content[int(asked[1]) : int(asked[2]) + 1] if asked else content
            self.answer(206 if asked else 200, some)

    def listed(self, query: dict[str, list[str]]) -> str:
        prefix = query.get("prefix", [""])[0]
        after = query.get("continuation-token", [""])[0]
        keys = [key for key in sorted(self.server.objects) if key.startswith(prefix) and key > after]
        page, more = keys[:2], len(keys) > 2
        contents = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(self.server.objects[key])}</Size>"
            "<LastModified>2026-11-24T00:00:00Z</LastModified></Contents>"
            for key in page
        )
        token = f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if more else ""
        return f"<ListBucketResult><IsTruncated>{str(more).lower()}</IsTruncated>{contents}{token}</ListBucketResult>"

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"x"')
        self.send_header("Last-Modified", "Tue, 24 Nov 2026 00:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@pytest.fixture(scope="module")
def pictures() -> dict[str, bytes]:
    pytest.importorskip("cv2", reason="needs pip install 'handmade-lint[images]'")
    from benchmarks.photographs import Photographer

    photographer = Photographer(Random(6))
    names = ("2026/A1.jpg", "2026/A2.MAIN.jpg", "2026/deep/Schüssel & Krug.jpg", "other/A9.jpg", "2026/notes.txt")
    return {name: photographer.jpeg(600, white=False, progressive=False) for name in names}


@pytest.fixture
def bucket(pictures: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    pytest.importorskip("s3fs", reason="needs pip install 'handmade-lint[stores]'")
    server = Bucket(pictures)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for name in os.environ.keys() - {"PATH"}:
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    for name, value in {**ENVIRONMENT, "AWS_ENDPOINT_URL": server.url}.items():
        monkeypatch.setenv(name, value)
    stores._system.cache_clear()
    yield server
    stores._system.cache_clear()
    server.shutdown()
    server.server_close()


CATALOGUE = """sku,title,main image
A-1,Oak bowl,A1.jpg
A-2,Oak bowl for soup,s3://shop/2026/A2.MAIN.jpg
A-3,Oak jug,deep/Schüssel & Krug.jpg
A-4,Oak lid,gone.jpg
A-5,Oak box,s3://shop/other/A9.jpg
A-6,Oak cup,../other/A9.jpg
"""


def told(report: Report) -> list[tuple[str, str, str]]:
    """What is said of pictures."""
    return [(one.sku, one.code, one.message) for one in report.findings if report.rules[one.code].group == "images"]


def test_pictures_of_a_store_are_judged_as_those_of_a_folder(
    bucket: Bucket, tmp_path: Path, pictures: dict[str, bytes]
) -> None:
    here = tmp_path / "here"
    for name, content in pictures.items():
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    path = tmp_path / "list" / "goods.csv"
    path.parent.mkdir()
    path.write_text(CATALOGUE.replace("s3://shop/2026/", ""), "utf-8")
    wanted = told(check([path], images=(str(here / "2026"),), cache=False))
    assert len({code for _, code, _ in wanted}) > 1
    path.write_text(CATALOGUE, "utf-8")
    for engine in ("", "processes"):
        report = check([path], images=("s3://shop/2026/",), cache=False, engine=engine, jobs=1)
        assert [one for one in told(report) if one[0] != "A-5"] == [one for one in wanted if one[0] != "A-5"]
        assert "hidden-words" not in str(to_json(report))
        assert "GET /shop/other/A9.jpg" not in bucket.asked


def test_names_and_what_is_found_by_them(bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finder_ = Finder(["s3://shop/2026"])
    assert finder_.find("A1.jpg", "").path == "s3://shop/2026/A1.jpg"
    assert finder_.find("deep/Sch%C3%BCssel%20&%20Krug.jpg", "").path == "s3://shop/2026/deep/Schüssel & Krug.jpg"
    assert finder_.find("gone.jpg", "").fault == "missing"
    assert finder_.find("s3://shop/other/A9.jpg", "").fault == "refused"
    assert [one.path for one in finder_.of_product(["A2"], "")] == ["s3://shop/2026/A2.MAIN.jpg"]
    monkeypatch.setattr(finder, "MOST_FILES", 1)
    few = Finder(["s3://shop/2026"])
    assert few.find("deep/Schüssel & Krug.jpg", "").path == "s3://shop/2026/deep/Schüssel & Krug.jpg"
    assert few.find("../other/A9.jpg", "").fault


def test_what_is_read(bucket: Bucket, pictures: dict[str, bytes]) -> None:
    assert read(Place("s3://shop/2026/A1.jpg")) == pictures["2026/A1.jpg"]
    big = read(Place("s3://shop/2026/A1.jpg"), most=100)
    assert isinstance(big, Place)
    assert big.fault == "too-big"
    gone = read(Place("s3://shop/2026/gone.jpg"))
    assert isinstance(gone, Place)
    assert gone.fault == "unreadable"


@pytest.mark.parametrize(
    ("root", "words"),
    [
        ("s3://", "no address"),
        ("s3://user:word@shop/2026", "no address"),
        ("s3://shop/2025", "nothing is there"),
        ("s3://none/2025", "(?i)bucket"),
    ],
)
def test_a_store_that_cannot_be_read(bucket: Bucket, tmp_path: Path, root: str, words: str) -> None:
    (tmp_path / "goods.csv").write_text(CATALOGUE, "utf-8")
    with pytest.raises(ConfigError, match=words) as told:
        check([tmp_path / "goods.csv"], images=(root,))
    assert "AWS_ENDPOINT_URL" in str(told.value)
    assert "hidden-words" not in str(told.value)


def test_without_a_key_it_is_asked_as_anybody(bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys in files of the user are not looked for."""
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "credentials").write_text(
        f"[default]\naws_access_key_id = {KEY}\naws_secret_access_key = x\n", "utf-8"
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(stores.StoreError):
        stores.probe("s3://shop/2026")


def test_the_configuration_names_a_store(tmp_path: Path) -> None:
    (tmp_path / "handmade-lint.toml").write_text('images = ["s3://shop/2026", "shots"]\n', "utf-8")
    assert load(tmp_path / "handmade-lint.toml").images == ("s3://shop/2026", str(tmp_path / "shots"))


def test_what_is_not_installed_is_named(tmp_path: Path) -> None:
    path = tmp_path / "goods.csv"
    path.write_text(CATALOGUE, "utf-8")
    code = (
        "import sys; sys.modules['s3fs'] = None; from handmade_lint.cli import main; "
        f"sys.argv = ['x', 'check', {str(path)!r}, '--isolated', '--images', 's3://shop/2026']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 2
    assert "pip install 'handmade-lint[stores]'" in done.stderr
