"""Dead links: every link and picture of every page, and every anchor, looked up in the pages themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath
from posixpath import normpath

_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ \t]*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6} +(.+?)\s*#*$", re.MULTILINE)
_TARGET = re.compile(r"\]\(([^)\s]+)(?: \"[^\"]*\")?\)|(?:src|href)=\"([^\"]+)\"")


def dead(pages: Mapping[str, str], files: Collection[str] = ()) -> Iterator[str]:
    """Say of each link that leads nowhere where it stands and where it leads.

    Args:
        pages: Markdown by path.
        files: pictures and other files of the site.
    """
    anchors = {path: set(_anchors(text)) for path, text in pages.items()}
    for path, text in pages.items():
        for found in _TARGET.finditer(_CODE.sub("", text)):
            target = found[1] or found[2]
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            place = normpath((PurePosixPath(path).parent / file).as_posix()) if file else path
            if place not in pages and place not in files:
                yield f"{path}: {target} is no page of the site"
            elif anchor and place in anchors and anchor not in anchors[place]:
                yield f"{path}: {target}: {place} has no such heading"


def slug(heading: str) -> str:
    """The anchor of a heading, as GitHub makes it (and MkDocs, as mkdocs.yml asks it to)."""
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("\\", "")
    return re.sub(r"[^\w\- ]", "", plain.casefold()).strip().replace(" ", "-")


def _anchors(text: str) -> Iterator[str]:
    seen: dict[str, int] = {}
    bare = re.sub(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ \t]*$", "", text, flags=re.MULTILINE | re.DOTALL)
    for found in _HEADING.finditer(bare):
        name = slug(found[1])
        again = seen.get(name, 0)
        seen[name] = again + 1
        yield f"{name}_{again}" if again else name
    yield from re.findall(r"id=\"([^\"]+)\"", text)
