"""The house drawn: docs/pictures/architecture.svg, from the table of arrows in tests/test_house.py.

    python -m tools.drawing            # write it
    python -m tools.drawing --check    # change nothing; fail where it would change

A box is a room of the house with its modules; a line leads from a room down to one that its modules may know. Lines
that follow from others are left out, and so are those to the bedrock, which everybody may know.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from html import escape
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from textwrap import wrap

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "pictures" / "architecture.svg"

ROOMS: Mapping[str, tuple[str, ...]] = {
    "command line": ("cli", "commands", "__main__", "completion", "watch", "next_steps", "doctor", "interview"),
    "hook": ("hook", "focus", "since", "git", "baseline"),
    "reviewers' room": ("review",),
    "service": ("service", "listening"),
    "Python": ("__init__", "api", "writing"),
    "fixes": ("fix", "repair", "fix_files", "fix_text", "retouch", "copies", "atomic"),
    "a run": ("run", "results", "stamps", "changes", "provenance", "choose", "checkpoint", "seal"),
    "outputs": ("output", "repairs", "retold", "checkout", "around", "defuse", "visible"),
    "pipeline": ("pipeline", "engines", "cluster", "kept", "store", "packed", "looking", "tally", "suppression"),
    "report and scores": ("report", "digest", "score", "weighing", "makers", "process", "shops", "suppress_file"),
    "judge": ("judge", "sieve", "words", "letters", "shapes", "required", "proving"),
    "rules": ("rules", "cards", "declared", "plugins", "installed", "skeleton"),
    "rule": ("rule",),
    "album and banks": ("album", "banks"),
    "measures": ("measures", "pixels", "exif", "jpeg"),
    "catalogues": ("catalogs", "files"),
    "configuration": ("config", "limits"),
    "names and their roles": (
        *("names", "naming", "disguises", "twins", "roles", "contexts", "connectors", "families", "lettering"),
    ),
    "words": ("language", "lexicon", "title", "durations", "figures", "countries"),
    "models": ("weights",),
    "values": ("listing", "finding", "subjects", "pictures"),
    "bedrock": ("expressions", "refusal", "said", "speech", "tables"),
}
"""Each room with its modules and folders, from the top."""
FLOORS = (
    ("command line", "hook", "reviewers' room", "service", "Python"),
    ("fixes", "a run", "outputs"),
    ("pipeline", "report and scores"),
    ("judge", "rules", "album and banks"),
    ("rule", "measures", "catalogues", "configuration"),
    ("names and their roles", "words", "models"),
    ("values",),
    ("bedrock",),
)
_WIDTH, _GAP, _TOP, _LINE, _FLOOR = 1200, 24, 34, 15, 54


def arrows() -> Mapping[str, Iterable[str]]:
    """The table of tests/test_house.py."""
    spec = spec_from_file_location("house_of_tests", ROOT / "tests" / "test_house.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    found: Mapping[str, Iterable[str]] = module.ARROWS
    return found


def room_of(module: str) -> str:
    """The room of a module or of its folder.

    Raises:
        KeyError: it is in none.
    """
    first = module.partition(".")[0]
    for name, members in ROOMS.items():
        if first in members:
            return name
    raise KeyError(module)


def lines(table: Mapping[str, Iterable[str]]) -> set[tuple[str, str]]:
    """Which room may know which, downwards, without what follows from others."""
    floor = {name: number for number, names in enumerate(FLOORS) for name in names}
    found = set()
    for head, tails in table.items():
        for tail in tails:
            if tail == "*":
                continue
            pair = room_of(head), room_of(tail)
            if pair[1] != "bedrock" and floor[pair[0]] < floor[pair[1]]:
                found.add(pair)
    below: dict[str, set[str]] = {}
    for name in (one for names in reversed(FLOORS) for one in names):
        own = {low for high, low in found if high == name}
        below[name] = own | {lower for low in own for lower in below[low]}
    return {
        (high, low)
        for high, low in found
        if not any(low in below[mid] for up, mid in found if up == high and mid != low)
    }


def draw(table: Mapping[str, Iterable[str]]) -> str:
    """The picture as SVG."""
    boxes: dict[str, tuple[float, float, float, float]] = {}
    parts: list[str] = []
    y = 12.0
    for names in FLOORS:
        width = (_WIDTH - _GAP * (len(names) + 1)) / len(names)
        told = {name: wrap(", ".join(ROOMS[name]).replace("__init__", "lint()"), int(width / 6.6)) for name in names}
        height = _TOP + _LINE * max(map(len, told.values()))
        for place, name in enumerate(names):
            boxes[name] = x, *_ = (_GAP + place * (width + _GAP), y, width, height)
            parts.append(f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height}" rx="6"/>')
            parts.append(f'<text class="room" x="{x + 12:.0f}" y="{y + 21:.0f}">{escape(name)}</text>')
            for number, line in enumerate(told[name]):
                at = y + _TOP + 6 + _LINE * number
                parts.append(f'<text x="{x + 12:.0f}" y="{at:.0f}">{escape(line)}</text>')
        y += height + _FLOOR
    drawn = [_line(boxes[high], boxes[low]) for high, low in sorted(lines(table))]
    said = "Rooms of handmade-lint, those that may know others above them"
    style = (
        "svg{background:#fff}rect{fill:#f7f5f0;stroke:#6b5b45}path{fill:none;stroke:#8a7a62;stroke-width:1.2}"
        "text{font:12px system-ui,sans-serif;fill:#4a4234}.room{font-weight:700;font-size:14px;fill:#1f1b14}"
        "@media(prefers-color-scheme:dark){svg{background:#16181c}rect{fill:#22252b;stroke:#a79a83}path{stroke:#8f866f}"
        "text{fill:#cfc8ba}.room{fill:#fff}}"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y - _FLOOR + 12:.0f}" role="img">'
    return "\n".join([head, f"<title>{said}</title>", f"<style>{style}</style>", *drawn, *parts, "</svg>", ""])


def _line(high: tuple[float, float, float, float], low: tuple[float, float, float, float]) -> str:
    """From the foot of a box to the head of another, where each leans towards the other."""
    x0, y0 = _towards(high, low), high[1] + high[3]
    x1, y1 = _towards(low, high), low[1]
    bend = (y1 - y0) / 2
    return f'<path d="M{x0:.0f} {y0:.0f}C{x0:.0f} {y0 + bend:.0f} {x1:.0f} {y1 - bend:.0f} {x1:.0f} {y1:.0f}"/>'


def _towards(box: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    middle, there = box[0] + box[2] / 2, other[0] + other[2] / 2
    return middle + max(-0.4, min(0.4, (there - middle) / _WIDTH)) * box[2]


def main() -> int:
    """Draw, or say that the picture is old."""
    made = draw(arrows())
    if "--check" in sys.argv[1:]:
        fresh = PICTURE.exists() and PICTURE.read_text("utf-8") == made
        print("" if fresh else "docs/pictures/architecture.svg is old: python -m tools.drawing", end="")
        return 0 if fresh else 1
    PICTURE.write_text(made, "utf-8")
    print(f"wrote {PICTURE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
