"""Pictures are fetched from the web alone, within limits, and kept; a small server plays the web."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from handmade_lint.album.fetch import Fetcher, Limits, is_picture, public

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000)
QUICK = Limits(seconds=3.0, connect=1.0, tries=1)


class Web(ThreadingHTTPServer):
    """A server that counts what it is asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}"


class Handler(BaseHTTPRequestHandler):
    server: Web

    def log_message(self, *_: object) -> None:
        pass

    def handle(self) -> None:
        with suppress(OSError):  # the other side hangs up, as it should
            super().handle()

    def do_GET(self) -> None:
        web = self.server
        with web.lock:
            web.asked.append(self.path)
            web.at_once += 1
            web.most_at_once = max(web.at_once, web.most_at_once)
        try:
            getattr(self, "_" + self.path.strip("/").partition("/")[0].partition("?")[0], self._picture)()
        finally:
            with web.lock:
                web.at_once -= 1

    def _picture(self, content: bytes = JPEG, *, told: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")  # what it is, its bytes tell
        self.send_header("Content-Length", str(len(content) if told is None else told))
        self.end_headers()
        self.wfile.write(content)

    def _slowpicture(self) -> None:
        time.sleep(0.2)
        self._picture()

    def _page(self) -> None:
        self._picture(b"<!doctype html><title>Not found</title>" * 10)

    def _empty(self) -> None:
        self._picture(b"")

    def _short(self) -> None:
        self._picture(told=5000)

    def _huge(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(JPEG)
        for _ in range(1000):
            self.wfile.write(bytes(100_000))

    def _gone(self) -> None:
        self.send_error(404)

    def _once(self) -> None:
        if len(self.server.asked) == 1:
            self.send_error(503)
        else:
            self._picture()

    def _away(self) -> None:
        self._redirect("/landed.jpg")

    def _round(self) -> None:
        self._redirect("/round")

    def _inside(self) -> None:
        self._redirect("http://10.0.0.1/a.jpg")

    def _file(self) -> None:
        self._redirect("file:///etc/passwd")

    def _redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(JPEG)
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.2)

    def _headers(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        for number in range(100):
            self.wfile.write(f"X-{number}: y\r\n".encode())
            self.wfile.flush()
            time.sleep(0.2)


@pytest.fixture
def web() -> Iterator[Web]:
    server = Web()
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def near(web: Web, folder: Path | None, limits: Limits = QUICK) -> Fetcher:
    """A fetcher that may ask this one server, and else the internet only."""
    return Fetcher(folder, limits, lambda address, port: (address, port) == web.server_address or public(address, port))


def one(web: Web, tmp_path: Path, path: str, limits: Limits = QUICK) -> str:
    """What became of one address: the name of a fault, and its words; '' where the picture came."""
    url = web.address(path)
    got = near(web, tmp_path / "kept", limits)([url])[url]
    if not got.fault:
        assert Path(got.path).read_bytes() == JPEG
    return f"{got.fault}: {got.says}" if got.fault else ""


def test_a_picture_is_fetched_once_and_kept(web: Web, tmp_path: Path) -> None:
    url = web.address("a%20b.jpg?width=900&x=é")
    for _ in range(2):
        got = near(web, tmp_path / "kept")([url, url])
        assert Path(got[url].path).read_bytes() == JPEG
    assert web.asked == ["/a%20b.jpg?width=900&x=%C3%A9"]
    near(web, tmp_path / "kept", replace(QUICK, days=0))([url])
    assert len(web.asked) == 2


def test_what_is_kept_for_one_run_is_gone_afterwards(web: Web) -> None:
    fetcher = near(web, None)
    path = Path(fetcher([web.address("a.jpg")])[web.address("a.jpg")].path)
    assert path.exists()
    fetcher.close()
    assert not path.exists()


def test_the_oldest_of_what_is_kept_go(web: Web, tmp_path: Path) -> None:
    fetcher = near(web, tmp_path, replace(QUICK, kept=2 * len(JPEG)))
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        fetcher([web.address(name)])
        time.sleep(0.02)
    fetcher.close()
    assert len(list(tmp_path.iterdir())) == 2


def test_many_are_fetched_at_the_same_time(web: Web, tmp_path: Path) -> None:
    urls = [web.address(f"slowpicture/{number}") for number in range(16)]
    got = near(web, tmp_path, replace(QUICK, at_once=4))(urls)
    assert all(Path(got[url].path).read_bytes() == JPEG for url in urls)
    assert 2 <= web.most_at_once < 16, "a server sees one end a little after the next began"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("page", "no picture"),
        ("empty", "no picture"),
        ("gone", "404"),
        ("round", "again and again"),
        ("inside", "not on the internet"),
        ("file", "http:// or https://"),
        ("short", "stopped early"),
    ],
)
def test_what_is_no_picture(web: Web, tmp_path: Path, path: str, says: str) -> None:
    assert says in one(web, tmp_path, path)
    assert not list((tmp_path / "kept").glob("*"))


def test_redirections_and_second_tries(web: Web, tmp_path: Path) -> None:
    assert one(web, tmp_path, "away") == ""
    assert web.asked == ["/away", "/landed.jpg"]
    web.asked.clear()
    assert one(web, tmp_path, "once", replace(QUICK, tries=2)) == ""
    assert len(web.asked) == 2


def test_bytes_and_time_have_limits(web: Web, tmp_path: Path) -> None:
    assert "more than 1 MB" in one(web, tmp_path, "huge", replace(QUICK, bytes=1 << 20))
    for path in ("drip", "headers"):
        began = time.monotonic()
        assert "fetched" in one(web, tmp_path, path, replace(QUICK, seconds=1.0))
        assert time.monotonic() - began < 4


def test_no_connection_is_made_to_what_is_not_public(web: Web, tmp_path: Path) -> None:
    url = web.address("a.jpg")
    got = Fetcher(tmp_path, QUICK)([url, url.replace("127.0.0.1", "localhost"), url.replace("127.0.0.1", "127.1")])
    assert {one.fault for one in got.values()} <= {"barred", "not-fetched"}
    assert got[url].fault == "barred"
    assert not web.asked


def test_a_name_that_resolves_to_another_address_later_is_no_way_in(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes to the address that was checked; a name with one private address is refused as a whole."""
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    asked: list[str] = []
    connected: list[tuple[str, int]] = []

    def resolve(host: str, port: int, **_: object) -> list[tuple]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers[0]]

    def connect(address: tuple[str, int], *_: object) -> socket.socket:
        connected.append(address)
        answers.reverse()
        raise OSError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    Fetcher(tmp_path, QUICK)(["http://rebind.example/a.jpg"])
    assert (asked, connected) == (["rebind.example"], [("93.184.216.34", 80)])
    answers[0] = ["93.184.216.34", "10.0.0.1"]
    got = Fetcher(tmp_path, QUICK)(["http://mixed.example/a.jpg"])
    assert got["http://mixed.example/a.jpg"].fault == "barred"
    assert len(connected) == 1


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 127.8.8.8 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 192.0.2.1
    198.18.0.1 198.51.100.1 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 192.0.0.1
    ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 fec0::1 ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
    ::127.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: 2001:0:7f00:1:: 100::1 localhost 1""".split(),
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not public(address, 80)


def test_addresses_that_are_public() -> None:
    assert public("93.184.216.34", 443)
    assert public("2606:2800:220:1:248:1893:25c8:1946", 80)
    assert not public("93.184.216.34", 22)
    assert not public("93.184.216.34", 6379)


@pytest.mark.parametrize(
    "url",
    [
        "http://user:password@example.com/a.jpg",
        "http://example.com:99999/a.jpg",
        "http://[::1",
        "ftp://example.com/a.jpg",
        "http:///a.jpg",
        "http://exa mple.com/a.jpg\r\nX: y",
        "http://" + "a" * 300 + ".com/a.jpg",
    ],
)
def test_addresses_that_are_none(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> socket.socket:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", connect)
    assert Fetcher(tmp_path, QUICK)([url])[url].fault


def test_pictures_are_told_by_their_first_bytes() -> None:
    assert is_picture(b"RIFF\0\0\0\0WEBPVP8 ")
    assert is_picture(b"\0\0\0\x20ftypavif\0\0\0\0")
    assert not is_picture(b"RIFF\0\0\0\0AVI LIST")
    assert not is_picture(b"\0\0\0\x20ftypisom\0\0\0\0")
    assert not is_picture(b"<svg xmlns='http'")
    assert not is_picture(b"%PDF-1.7 no pictu")
