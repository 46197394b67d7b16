"""Where pictures for training and judging come from: python -m training.pictures.sources fetches what is not at hand.

Whole sources are held out for judging: no photograph's shop, clip-art folder, typeface, renderer or mark occurs on both
sides. `train` may go into weights that ship (CC0, MIT, public domain, drawings and renderings of ours); `judge` is for
the judging alone.

| what | train | judge |
|---|---|---|
| photographs | clothing_cc0 (CC0) | grocery, sabaceramics (MIT), imagededup (Apache-2.0) |
| clip art | openclipart 0.18 (public domain), 12 folders | 7 other folders |
| typefaces | 7 families (OFL, Apache-2.0, DejaVu, GPL with font exception) | 5 other families |
| renderings | shader of ours (`rendering.py`), POV-Ray's scenes of ours | scenes of ours in Mitsuba 3 |
| marks | simple-icons (CC0 shapes), by a hash of the name | the others of them |
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
FETCHED = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "handmade-lint" / "training"
"""Beside the repository's own checkout, so that all checkouts of a machine share it."""

Side = Literal["train", "judge"]

DEBIAN = (
    "openclipart-png",
    "fonts-lato",
    "fonts-open-sans",
    "fonts-freefont-ttf",
    "fonts-sil-gentium",
    "fonts-roboto-unhinted",
    "fonts-comfortaa",
    "fonts-linuxlibertine",
    "fonts-cantarell",
    "fonts-lobster",
    "fonts-dancingscript",
    "fonts-ebgaramond",
)
PYTHON = ("mitsuba==3.9.1", "drjit==1.5.0")
"""The renderer of the judging; not a dependency of anything else."""

CLIP_ART: dict[Side, tuple[str, ...]] = {
    "train": (
        *("animals", "buildings", "education", "electronics", "geography", "office", "people", "plants"),
        *("recreation", "buttons", "special", "signs_and_symbols"),
    ),
    "judge": ("food", "tools", "transportation", "science", "decorations", "containers", "unsorted"),
}
TYPEFACES: dict[Side, tuple[str, ...]] = {
    "train": (*("open-sans", "freefont", "roboto", "linux-libertine", "cantarell", "lobster", "DejaVu"),),
    "judge": ("lato", "gentium", "comfortaa", "dancingscript", "ebgaramond"),
}


@cache
def photographs(source: str) -> list[Path]:
    """Pictures of a folder of ../shared/data (images/clothing_cc0, near_dup/imagededup), by name."""
    found = [path for path in (SHARED / source).rglob("*") if path.suffix.lower() in (".jpg", ".jpeg", ".png")]
    return sorted(found)


@cache
def clip_art(side: Side) -> list[Path]:
    """Drawings of the public-domain library, of the folders of that side, by name."""
    home = FETCHED / "debian" / "usr" / "share" / "openclipart" / "png"
    return sorted(path for folder in CLIP_ART[side] for path in (home / folder).rglob("*.png"))


@cache
def typefaces(side: Side) -> list[Path]:
    """Files of typefaces of that side, by name."""
    homes = (FETCHED / "debian" / "usr" / "share" / "fonts", Path("/usr/share/fonts"))
    files = sorted({file for home in homes for end in ("ttf", "otf") for file in home.rglob(f"*.{end}")})
    own = TYPEFACES[side]
    return [file for file in files if any(f"/{name}" in file.as_posix() for name in own)]


@cache
def marks(side: Side) -> list[Path]:
    """Shapes of marks, one in five of them for the judging, by a hash of the name."""
    files = sorted((SHARED / "logos" / "simple-icons").glob("*.svg"))
    return [file for file in files if (held_out(file.stem)) == (side == "judge")]


def held_out(name: str) -> bool:
    """Whether a mark is kept for the judging."""
    return sha256(name.encode()).digest()[0] < 51


def missing() -> str:
    """What is not here, as a sentence; empty where everything is."""
    if not photographs("images/clothing_cc0"):
        return f"no photographs lie in {SHARED / 'images'}"
    if not clip_art("judge") or not typefaces("judge"):
        return "clip art and typefaces are not here: python -m training.pictures.sources"
    return ""


def main() -> None:
    """Fetch what is not at hand from Debian and PyPI: 140 MB and 70 MB."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    archives = FETCHED / "archives"
    archives.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", *DEBIAN], cwd=archives, check=True)
    for archive in sorted(archives.glob("*.deb")):
        subprocess.run(["dpkg", "-x", archive, FETCHED / "debian"], check=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--upgrade", "--target"]
    subprocess.run([*pip, FETCHED / "python", *PYTHON], check=True)
    print(
        f"{FETCHED}: {len(clip_art('train'))} + {len(clip_art('judge'))} drawings, "
        f"{len(typefaces('train'))} + {len(typefaces('judge'))} typefaces"
    )


if __name__ == "__main__":
    main()
