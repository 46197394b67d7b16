"""Pictures fetched from the web, for those who ask for it: many at a time, kept on disk, and never from inside.

An address in a catalogue is anybody's word, so that it must not reach what only this machine can: the name is resolved,
every address that it has must be public, and the connection goes to the address that was checked. The same holds for
each redirection. Proxies of the environment are not used, since they resolve names themselves.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import os
import socket
import ssl
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from .. import __version__

Permitted = Callable[[str, int], bool]
"""Whether a connection to an address (numeric) and port may be made."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take."""

    bytes: int = 50 << 20
    seconds: float = 60.0
    """From the first connection to the last byte, redirections included."""
    connect: float = 10.0
    redirects: int = 5
    tries: int = 2
    at_once: int = 8
    days: float = 7.0
    """For which a picture is kept without being asked for again."""
    kept: int = 2 << 30
    """Bytes of all pictures that are kept."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that holds what an address gave, or why there is none."""

    path: str = ""
    fault: str = ""
    says: str = ""


class Refused(Exception):
    """An address that is not fetched, or gave nothing, in words."""

    fault = "not-fetched"


class Barred(Refused):
    """An address that nobody may be sent to."""

    fault = "barred"


class Gone(Refused):
    """An address under which there is no picture."""

    fault = "gone"


class _Again(Exception):
    """What may be well the next time."""


_SIGNS = (
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"\0\0\x01\0",
)  # fmt: skip


def is_picture(start: bytes) -> bool:
    """Whether a file begins as a picture does."""
    if start[:4] == b"RIFF":
        return start[8:12] == b"WEBP"
    if start[4:8] == b"ftyp":
        return start[8:12] in (b"avif", b"avis", b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
    return start.startswith(_SIGNS)


def public(address: str, port: int) -> bool:
    """Whether an address is one that anybody on the internet reaches, and the port one of the web's."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner: list[ipaddress.IPv4Address | ipaddress.IPv6Address] = [ip]
    if isinstance(ip, ipaddress.IPv6Address):
        # An address of version 4 may be wrapped in one of version 6.
        inner += [one for one in (ip.ipv4_mapped, ip.sixtofour) if one is not None]
        if ip.is_site_local:
            return False
    return port in (80, 443) and all(one.is_global and not (one.is_multicast or one.is_reserved) for one in inner)


class Fetcher:
    """Fetches pictures and keeps them in a folder."""

    def __init__(self, folder: Path | None, limits: Limits | None = None, permitted: Permitted = public) -> None:
        """Make it.

        Args:
            folder: where pictures are kept for other runs; None keeps them for this one only.
            limits: what a fetch may take.
            permitted: which addresses may be connected to.
        """
        self._limits = limits or Limits()
        self._permitted = permitted
        self._temporary = tempfile.TemporaryDirectory(prefix="handmade-lint-") if folder is None else None
        self._folder = Path(self._temporary.name) if self._temporary else folder or Path()
        self._secure = ssl.create_default_context()

    def __call__(self, urls: Iterable[str]) -> dict[str, Fetched]:
        """Fetch some addresses, each once."""
        wanted = list(dict.fromkeys(urls))
        if not wanted:
            return {}
        with ThreadPoolExecutor(min(self._limits.at_once, len(wanted))) as pool:
            return dict(zip(wanted, pool.map(self._one, wanted), strict=True))

    def close(self) -> None:
        """Throw away what is kept for this run only, and the oldest of what is kept too much."""
        if self._temporary:
            self._temporary.cleanup()
            return
        with suppress(OSError):
            kept = sorted(
                ((facts.st_mtime, facts.st_size, path) for path in self._folder.iterdir() for facts in [path.stat()]),
                reverse=True,
            )
            total = 0
            for _, size, path in kept:
                total += size
                if total > self._limits.kept:
                    path.unlink(missing_ok=True)

    def _one(self, url: str) -> Fetched:
        name = hashlib.blake2b(url.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
        path = self._folder / name
        with suppress(OSError):
            if time.time() - path.stat().st_mtime < self._limits.days * 86_400:
                return Fetched(str(path))
        try:
            content = self._tried(url)
        except Refused as why:
            return Fetched(fault=why.fault, says=f"it could not be fetched: {why}")
        beside = path.with_name(f"{name}.{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
            beside.replace(path)
        except OSError as why:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            return Fetched(fault="not-fetched", says=f"it could not be kept on this machine: {why.strerror}")
        return Fetched(str(path))

    def _tried(self, url: str) -> bytes:
        until = time.monotonic() + self._limits.seconds
        for left in reversed(range(self._limits.tries)):
            try:
                return self._followed(url, until)
            except _Again as why:
                if not left or time.monotonic() + 1 > until:
                    raise Refused(str(why)) from None
                time.sleep(0.5)
        raise AssertionError("a try returns or raises")

    def _followed(self, url: str, until: float) -> bytes:
        for _ in range(self._limits.redirects + 1):
            answer = self._asked(url, until)
            if isinstance(answer, bytes):
                return answer
            url = urljoin(url, answer)
        raise Refused("it is redirected again and again")

    def _asked(self, url: str, until: float) -> bytes | str:
        """The picture at an address, or the address to which it is redirected."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            raise Barred("this is no address") from None
        if parts.scheme.casefold() not in ("http", "https") or not host:
            raise Barred("only addresses that begin with http:// or https:// are fetched")
        if parts.username is not None:
            raise Barred("an address with a user's name is not fetched")
        secure = parts.scheme.casefold() == "https"
        port = port or (443 if secure else 80)
        connection: _Pinned | None = None
        try:
            address = self._resolved(host, port)
            timeout = max(0.1, min(self._limits.connect, until - time.monotonic()))
            connection = _Pinned(host, port, address, self._secure if secure else None, timeout)
            # Quoted twice it would ask for another file; what may stand in an address stays.
            target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
                "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
            )
            headers = {
                "Accept": "image/jpeg,image/png,image/*;q=0.8",
                "Accept-Encoding": "identity",
                "User-Agent": f"handmade-lint/{__version__}",
            }
            # Whoever sends a byte now and then is cut off, too, headers and all.
            cut = threading.Timer(max(0.1, until - time.monotonic()), connection.cut)
            cut.daemon = True
            cut.start()
            try:
                connection.request("GET", target, headers=headers)
                return self._answer(connection, until)
            finally:
                cut.cancel()
        except (TimeoutError, ssl.SSLError, OSError, http.client.HTTPException) as why:
            if isinstance(why, ssl.SSLCertVerificationError):
                raise Refused(f"the certificate is not valid ({why.verify_message})") from None
            words = "it took too long" if isinstance(why, TimeoutError) else getattr(why, "strerror", None) or str(why)
            raise _Again(str(words) or type(why).__name__) from None
        except ValueError:
            raise Barred("this is no address") from None
        finally:
            if connection is not None:
                connection.close()

    def _resolved(self, host: str, port: int) -> str:
        """One of a host's addresses, all of which were checked."""
        try:
            name = host.encode("ascii").decode() if host.isascii() else host.encode("idna").decode()
            found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise _Again(f"there is no host '{host[:100]}'") from None
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        if not addresses or not all(self._permitted(address, port) for address in addresses):
            raise Barred("it is an address inside a network, not on the internet")
        return addresses[0]

    def _answer(self, connection: http.client.HTTPConnection, until: float) -> bytes | str:
        answer = connection.getresponse()
        if answer.status in (301, 302, 303, 307, 308):
            target = answer.getheader("Location")
            if not target:
                raise Refused("it is redirected to nowhere")
            return target
        if answer.status in (429, 500, 502, 503, 504):
            raise _Again(f"the server answers {answer.status}")
        if answer.status != 200:
            kind = Gone if answer.status in (404, 410) else Refused
            raise kind(f"the server answers {answer.status}")
        content = bytearray()
        known = False
        while chunk := self._chunk(connection, answer, until):
            content += chunk
            if not known and len(content) >= 16:
                known = True
                if not is_picture(bytes(content[:16])):
                    raise Gone("what the server gives is no picture")
            if len(content) > self._limits.bytes:
                raise Refused(f"it has more than {self._limits.bytes >> 20} MB")
        if not known:
            raise Gone("what the server gives is no picture")
        told = answer.getheader("Content-Length")
        if told and told.isdigit() and len(content) < int(told):
            raise _Again("the server stopped early")
        return bytes(content)

    def _chunk(self, connection: http.client.HTTPConnection, answer: http.client.HTTPResponse, until: float) -> bytes:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if connection.sock is not None:
            connection.sock.settimeout(min(self._limits.connect, left))
        return answer.read1(1 << 16)


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was checked, in the name of a host."""

    def __init__(self, host: str, port: int, address: str, secure: ssl.SSLContext | None, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._address, self._secure = address, secure
        self.default_port = 443 if secure else 80

    def connect(self) -> None:
        """Connect, without asking for the host's address again."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = self._secure.wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End whatever is being sent or received."""
        with suppress(OSError):
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)
