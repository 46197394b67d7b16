"""Where a picture is that a catalogue names: a file below a folder that may be read, a member of an archive, or a URL.

A store (stores.py) is a folder like others; what it holds is listed and read over the network.

Names in catalogues are anybody's words. A name is only ever looked for below the catalogue's own folder and below the
folders and archives that were named with ``--images``; what leads out of them (``..``, an absolute path, a link) is
refused. Members of archives are read, never unpacked.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ..files import PICTURES, is_store
from . import stores

if TYPE_CHECKING:
    from zipfile import ZipFile

MOST_FILES = 200_000
"""Names that are remembered of one folder or archive."""
MOST_BYTES = 100 << 20
"""Bytes of a picture that are read."""
_LONG, _TELLING = 4096, 4
_DEPTH, _NEAR = 12, 2
"""Folders below one that was named with --images, and below a catalogue's own, that are looked through."""
_MOST_NEAR = 20_000
"""Names in and below a catalogue's own folder that are looked at."""
_ABSOLUTE = re.compile(r"[/\\~]|[A-Za-z]:[/\\]|file:", re.IGNORECASE)
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_VIEW = re.compile(r"(.+?)(?:[._ -](\d{1,2})| ?\((\d{1,2})\)|\.(main|pt\d{1,2}|swch))")
"""A SKU and a view: A1_2.jpg, A1 (2).jpg; Amazon's A1.MAIN.jpg, A1.PT01.jpg, A1.SWCH.jpg."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture is, or why it is nowhere."""

    path: str = ""
    """A file, or the archive that holds it."""
    member: str = ""
    """Of the archive."""
    url: str = ""
    fault: str = ""
    says: str = ""

    def beneath(self, root: str) -> str:
        """How it is called from a folder (or an archive)."""
        inside = os.path.relpath(self.path, root)
        return self.member if inside == "." else f"{inside}:{self.member}" if self.member else inside


class Shelf:
    """The pictures below one folder or in one archive, by their names."""

    def __init__(self, root: str, *, near: bool = False) -> None:
        """Look through it.

        Args:
            root: a folder, a ZIP archive, or a folder in a store (s3://BUCKET/FOLDER).
            near: a catalogue's own folder, which may be anything: not deep, and archives are left closed.
        """
        self.root = root.rstrip("/") if is_store(root) else os.path.realpath(root)
        self._paths: dict[str, list[Place]] = {}
        self._names: dict[str, list[Place]] = {}
        self._stems: dict[str, list[Place]] = {}
        if is_store(root):
            found = self._store()
        else:
            found = self._archive(self.root) if Path(self.root).is_file() else self._walk(near)
        self.cut = False
        """Whether there are more than are remembered."""
        for number, (path, place) in enumerate(found):
            if number == MOST_FILES:
                self.cut = True
                break
            key = folded(path)
            name = key.rpartition("/")[2]
            self._paths.setdefault(key, []).append(place)
            self._names.setdefault(name, []).append(place)
            self._stems.setdefault(_stem(name), []).append(place)

    def __bool__(self) -> bool:
        return bool(self._paths)

    def _walk(self, near: bool) -> Iterator[tuple[str, Place]]:
        seen = 0
        for folder, folders, files in os.walk(self.root):
            beneath = os.path.relpath(folder, self.root)
            parts = [] if beneath == "." else list(Path(beneath).parts)
            deeper = len(parts) < (_NEAR if near else _DEPTH)
            folders[:] = sorted(one for one in folders if not one.startswith(".")) if deeper else []
            seen += len(files) + len(folders)
            if near and seen > _MOST_NEAR:
                return
            for file in sorted(files):
                path = os.path.join(folder, file)  # noqa: PTH118 - many files
                suffix = os.path.splitext(file)[1].casefold()  # noqa: PTH122
                if suffix in PICTURES:
                    yield "/".join([*parts, file]), Place(path)
                elif suffix == ".zip" and not near:
                    yield from self._archive(path)

    def _store(self) -> Iterator[tuple[str, Place]]:
        for name in stores.names(self.root):
            if os.path.splitext(name)[1].casefold() in PICTURES:  # noqa: PTH122 - many names
                yield name, Place(f"{self.root}/{name}")

    def exact(self, name: str) -> Place | None:
        """Of a store, the picture at just that path, though it be none of those that are remembered."""
        path = f"{self.root}/{name}"
        if not self.cut or ".." in name.split("/") or not stores.exists(path):
            return None
        return Place(path)

    def _archive(self, path: str) -> Iterator[tuple[str, Place]]:
        import zipfile

        try:
            with zipfile.ZipFile(path) as archive:
                members = archive.namelist()
        except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
            return
        for member in members[:MOST_FILES]:
            name = PurePosixPath(member.replace("\\", "/"))
            if name.suffix.casefold() in PICTURES and not name.name.startswith("."):
                yield str(name), Place(path, member)

    def named(self, name: str) -> list[Place]:
        """Pictures of that path, else of that name, else of that name with another ending."""
        key = folded(name)
        last = key.rpartition("/")[2]
        stem = _stem(last)
        return (
            self._paths.get(key)
            or self._names.get(last)
            or [place for place in self._stems.get(stem, []) if stem]
            or [place for place in self._stems.get(last, []) if last]
        )

    @cached_property
    def _products(self) -> dict[str, list[tuple[tuple[int, int, str], Place]]]:
        """What stands before a view in names → the order of the views, and the pictures."""
        products: dict[str, list[tuple[tuple[int, int, str], Place]]] = {}
        for stem, places in self._stems.items():
            products.setdefault(stem, []).append(((0, 0, stem), places[0]))
            view = _VIEW.fullmatch(stem)
            if view:
                key, plain, bracketed, word = view.groups()
                number = plain or bracketed
                swatch = bool(word) and word.startswith("sw")
                order = int(number) if number else 99 if swatch else int(word[2:]) if word[:2] == "pt" else 0
                products.setdefault(key, []).append(((int(swatch), order, stem), places[0]))
        return products

    def of_product(self, key: str, others: Container[str]) -> list[Place]:
        """Pictures whose names are a SKU and a view, the main one first, then by number.

        Args:
            key: the SKU, folded.
            others: SKUs of other products, folded: A1-2.jpg is no view of A1 where there is a product A1-2.
        """
        found = self._products.get(key.replace("/", "_"), []) if key else []
        return [place for (_, _, stem), place in sorted(found, key=itemgetter(0)) if stem == key or stem not in others]


class Finder:
    """Finds the pictures of listings."""

    def __init__(self, images: Sequence[str] = ()) -> None:
        """Make it.

        Args:
            images: folders, ZIP archives and stores in which pictures may be, beside those of the catalogues
                themselves.
        """
        self._images = tuple(images)
        self._stores = [image for image in images if is_store(image)]
        here = [image for image in images if not is_store(image)]
        self._roots = tuple(os.path.realpath(image) for image in here)
        self._searched = [image for image in here if not Path(image).is_file()]
        self._real: dict[str, str] = {}
        self._shelves: dict[str, Shelf] = {}
        self._folders: dict[str, str] = {}

    def _folder(self, file: str) -> str:
        """The folder of a catalogue; '' where it has none (standard input)."""
        if file not in self._folders:
            self._folders[file] = os.path.realpath(Path(file).parent) if Path(file).exists() else ""
        return self._folders[file]

    def _shelf(self, root: str, near: bool) -> Shelf:
        if root not in self._shelves:
            self._shelves[root] = Shelf(root, near=near)
        return self._shelves[root]

    def shelves(self, file: str) -> Iterator[Shelf]:
        """Where pictures of a catalogue may be: what was named, then its own folder."""
        for root in self._images:
            yield self._shelf(root, False)
        folder = self._folder(file)
        if folder:
            yield self._shelf(folder, True)

    def find(self, uri: str, file: str) -> Place:
        """The picture that a cell of a catalogue names."""
        if is_store(uri) and any(uri.startswith(f"{root.rstrip('/')}/") for root in self._stores):
            return Place(uri)
        if _URL.match(uri) and not uri.casefold().startswith("file:"):
            return _remote(uri)
        if len(uri) > _LONG or "\0" in unquote(uri):
            return Place(fault="refused", says="this cannot be the name of a file")
        if _ABSOLUTE.match(uri):
            words = "an absolute path is not followed; name the file from the catalogue's folder, or use --images"
            return Place(fault="outside", says=words)
        name = re.sub(r"^(?:\./)+", "", uri.replace("\\", "/").strip())
        names = list(dict.fromkeys((name, unquote(name).replace("\\", "/"))))
        for one in names:
            exact = self._exact(one, file)
            if exact is not None:
                return exact
        for one in names:
            for root in self._stores:
                if (place := self._shelf(root, False).exact(one)) is not None:
                    return place
        for one in names:
            for shelf in self.shelves(file):
                found = [place for place in shelf.named(one) if self._within(place.path, file)]
                if len(found) > 1:
                    where = ", ".join(place.beneath(shelf.root) for place in found[:3])
                    says = f"{len(found)} files bear this name ({where}); name the folder, too"
                    return Place(fault="several", says=says)
                if found:
                    return found[0]
        if self._images or any(self.shelves(file)):
            return Place(fault="missing", says="there is no such file")
        return Place(fault="nowhere", says="no pictures are beside the catalogue; --images says where they are")

    def _exact(self, name: str, file: str) -> Place | None:
        """The file at just that path, or the refusal of one that leads out; None where there is none."""
        outside = False
        for root in (*self._searched, self._folder(file)):
            if not root:
                continue
            path = os.path.join(root, *name.split("/"))  # noqa: PTH118
            if not self._within(path, file):
                outside = True
            elif os.path.isfile(path):  # noqa: PTH113 - thousands of files
                return Place(path)
        if outside:
            words = "it leads out of the catalogue's folder, and is not followed; --images names a folder to be read"
            return Place(fault="outside", says=words)
        return None

    def _within(self, path: str, file: str) -> bool:
        """Whether a path lies, links followed, below what may be read."""
        if is_store(path):
            return True  # it was listed there
        folder, name = os.path.split(path)
        real = self._real.get(folder)
        if real is None:
            real = self._real[folder] = os.path.realpath(folder)
        followed = name in ("", ".", "..") or os.path.islink(path)  # noqa: PTH114 - thousands of files
        real = os.path.realpath(path) if followed else os.path.join(real, name)  # noqa: PTH118
        roots = (*self._roots, self._folder(file))
        return any(root and (real == root or real.startswith(os.path.join(root, ""))) for root in roots)  # noqa: PTH118

    def of_product(self, keys: Sequence[str], file: str, others: Container[str] = ()) -> list[Place]:
        """Pictures named by a SKU or another number of a listing, for a listing that names none itself.

        Beside the catalogue only numbers of four signs and more count: 1.jpg is anybody's.
        """
        for shelf in self.shelves(file):
            for key in map(folded, keys):
                if len(key) < _TELLING and not (is_store(shelf.root) or shelf.root in self._roots):
                    continue
                found = [place for place in shelf.of_product(key, others) if self._within(place.path, file)]
                if found:
                    return found
        return []


def read(place: Place, most: int = MOST_BYTES) -> bytes | Place:
    """The bytes of a picture on this machine; a place that tells the fault where they cannot be had."""
    import zlib
    from zipfile import BadZipFile

    try:
        if is_store(place.path):
            content = stores.read(place.path, most + 1)
        elif place.member:
            with _archive(place.path).open(place.member) as stream:
                content = stream.read(most + 1)
        else:
            # A name may be a pipe that never ends, or become a link to elsewhere.
            flags = (
                os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
            )
            handle = os.open(os.path.realpath(place.path), flags)
            with os.fdopen(handle, "rb") as stream:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    return Place(fault="refused", says="it is no ordinary file")
                content = stream.read(most + 1)
    except stores.StoreError as fault:
        return Place(fault="unreadable", says=f"it cannot be read: {fault}"[:120])
    except (OSError, ValueError, KeyError, RuntimeError, EOFError, BadZipFile, zlib.error) as fault:
        words = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
        return Place(fault="unreadable", says=f"it cannot be read: {words}"[:120])
    if len(content) > most:
        return Place(fault="too-big", says=f"it has more than {most >> 20} MB, and is not opened")
    return content


@lru_cache(maxsize=4)
def _archive(path: str) -> ZipFile:
    from zipfile import ZipFile

    return ZipFile(path)


def folded(name: str) -> str:
    """A name as it is compared: composed letters, no case, slashes."""
    return unicodedata.normalize("NFC", name.replace("\\", "/")).casefold().strip()


def _stem(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and f".{suffix}" in PICTURES else name


def _remote(uri: str) -> Place:
    try:
        parts = urlsplit(uri)
        fetched = parts.scheme.casefold() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fetched = False
    if fetched:
        return Place(url=uri)
    return Place(fault="refused", says="only addresses that begin with http:// or https:// are fetched")
