"""Writes the sources of the site into build/site-src and its settings beside them; `make docs` then builds it.

    python -m tools.site            write
    python -m tools.site --check    look for dead links, and write nothing

Nothing of it is kept in the repository, so that no page can be older than the code.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from . import book, links

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build"


def main(given: Sequence[str]) -> int:
    """Write the site's sources; 1 where a link is dead, 2 on wrong usage."""
    if list(given) not in ([], ["--check"]):
        print("usage: python -m tools.site [--check]", file=sys.stderr)
        return 2
    pages, pictures = book.pages(), book.pictures()
    dead = list(links.dead(pages, pictures))
    for one in dead:
        print(one, file=sys.stderr)
    if not given:
        write(BUILD, pages, pictures)
        print(f"{len(pages)} pages in {BUILD.relative_to(ROOT)}/site-src")
    return int(bool(dead))


def write(build: Path, pages: dict[str, str], pictures: dict[str, Path]) -> None:
    """Write pages, pictures and settings; what stood there goes."""
    sources = build / "site-src"
    shutil.rmtree(sources, ignore_errors=True)
    for path, text in pages.items():
        file = sources / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    for path, picture in pictures.items():
        (sources / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(picture, sources / path)
    nav = json.dumps(book.navigation(pages), ensure_ascii=False, indent=1)
    settings = f"INHERIT: {json.dumps(str(ROOT / 'mkdocs.yml'))}\ndocs_dir: site-src\nsite_dir: site\nnav: {nav}\n"
    (build / "mkdocs.yml").write_text(settings, "utf-8")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
