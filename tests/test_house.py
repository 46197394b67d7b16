"""The arrows of the house: who may import whom, read from the source with `ast`, wherever the import stands."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

HOUSE = "handmade_lint"
ROOT = Path(__file__).parents[1] / HOUSE
FACE = "__init__"
"""The package's own __init__.py; a wing's or room's is named as the folder."""

GROUND = (
    "listing", "finding", "subjects", "rule", "declared", "language", "lexicon", "lettering", "limits", "naming",
    "names",
    "connectors", "contexts", "families", "roles", "countries", "figures", "durations", "title", "pictures",
)  # fmt: skip
BEDROCK = ("expressions", "refusal", "said", "speech", "tables")
"""Know nothing of ours; every module but a rule may know them."""
CONTAINERS = ("catalogs.table", "catalogs.delimited", "catalogs.workbook", "catalogs.records")
LAYOUTS = ("catalogs.sheets", "catalogs.table", "catalogs.fields", "catalogs.layout", "catalogs.amazon")
PATCHES = ("catalogs.patch", "catalogs.carry", "catalogs.script")

# Row: a module, or WING.* for all members of a wing, subfolders included. A module without a row is a fault.
ARROWS: Mapping[str, tuple[str, ...]] = {
    "expressions": (),
    "refusal": (),
    "said": (),
    "speech": ("said",),
    "tables": (),
    "listing": (),
    "finding": (),
    "language": (),
    "durations": (),
    "limits": (),
    "config": ("files", "limits"),
    "interview": ("config", "listing"),
    "engines": (),
    "cluster": (),
    "cluster.ahead": ("engines",),
    "cluster.labour": (FACE,),
    "cluster.*": ("cluster.*", "engines"),
    "weights": (),
    "lexicon": ("listing", "language"),
    "subjects": ("listing", "finding", "language"),
    "countries": (),
    "figures": (),
    "pictures": ("listing",),
    "twins": (),
    "disguises": ("twins",),
    "names": ("disguises", "lexicon"),
    "naming": ("finding", "subjects", "lexicon", "names", "roles"),
    "lettering": ("lexicon", "listing", "names", "naming", "roles", "subjects"),
    "connectors": (),
    "families": (),
    "contexts": ("connectors", "families"),
    "roles": ("connectors", "contexts", "families", "lexicon", "listing", "names", "weights"),
    "title": ("title.*",),
    "title.joints": (),
    "title.amounts": (),
    "title.*": ("title.*", "language", "lexicon"),
    "rule": (
        "listing",
        "finding",
        "subjects",
        "language",
        "lexicon",
        "names",
        "naming",
        "lettering",
        "roles",
        "countries",
        "figures",
        "durations",
        "limits",
        "pictures",
        "title",
    ),
    "declared": ("rule", "required", "listing", "finding", "subjects", "lexicon", "limits"),
    "cards": ("rule",),
    "rules": ("rule", "declared", "cards"),
    "rules.*": ("rule",),
    "catalogs": ("catalogs.*", "files", "listing", "finding"),
    "catalogs.table": (),
    "catalogs.delimited": ("catalogs.table",),
    "catalogs.sheet_xml": ("catalogs.table",),
    "catalogs.workbook": ("catalogs.table", "catalogs.delimited", "catalogs.sheet_xml"),
    "catalogs.records": CONTAINERS,
    "catalogs.span": ("catalogs.table",),
    "catalogs.marks": ("catalogs.delimited", "catalogs.span", "catalogs.table"),
    "catalogs.parquet": ("catalogs.records", "catalogs.span", "catalogs.table"),
    "catalogs.large_json": (*CONTAINERS, "catalogs.amazon_api", "catalogs.span"),
    "catalogs.sheets": (*CONTAINERS, "catalogs.large_json", "catalogs.marks", "catalogs.parquet", "catalogs.span"),
    "catalogs.markup": ("listing",),
    "catalogs.fields": ("catalogs.markup", "catalogs.table", "listing"),
    "catalogs.script": ("catalogs.delimited",),
    "catalogs.carry": ("catalogs.delimited",),
    "catalogs.patch": (),
    "catalogs.patch_delimited": ("catalogs.delimited", *PATCHES),
    "catalogs.patch_json": ("catalogs.amazon_api", "catalogs.records", "catalogs.table", *PATCHES),
    "catalogs.patch_workbook": ("catalogs.sheet_xml", "catalogs.table", *PATCHES),
    "catalogs.patch_parquet": ("catalogs.parquet", *PATCHES),
    "catalogs.backward": ("catalogs.script", "listing", "finding"),
    "catalogs.units": ("catalogs.catalog_file", "catalogs.patch", "catalogs.patch_json", "catalogs.table", "listing"),
    "catalogs.writing": ("catalogs.*",),
    "catalogs.amazon_api": (*LAYOUTS, "catalogs.delimited"),
    "catalogs.places": ("catalogs.delimited", "around", "finding"),
    "catalogs.given": ("catalogs.catalog_file", "catalogs.fields", "listing"),
    "catalogs.rows": ("catalogs", "catalogs.catalog_file"),
    "catalogs.*": (*LAYOUTS, "catalogs.amazon_api", "catalogs.large_json", "listing", "finding"),
    "exif": (),
    "jpeg": (),
    "pixels": ("exif", "jpeg"),
    "measures": ("measures.batch",),
    "measures.index": (),
    "measures.batch": ("measures.*", "pixels"),
    "measures.network": ("weights",),
    "measures.embedding": ("measures.network", "measures.trimming", "measures.view"),
    "measures.overlay": ("measures.network", "pixels"),
    "measures.lines": ("measures.network", "pixels"),
    "measures.laid": ("measures.lines", "measures.overlay", "pixels", "weights"),
    "measures.reading": ("measures.laid", "measures.lines", "measures.overlay", "measures.view", "pixels", "weights"),
    "measures.patches": ("pixels",),
    "measures.places": ("pixels",),
    "measures.marks": (
        *("measures.network", "measures.patches", "measures.places", "measures.view"),
        *("pixels", "weights"),
    ),
    "measures.kind": ("measures.network", "measures.view", "pixels", "weights"),
    "measures.points": ("measures.trimming", "measures.view"),
    "measures.pool": ("measures.batch",),
    "measures.*": ("measures.view", "measures.margins", "measures.framing", "pixels"),
    "tally": (),
    "looking": ("finding", "judge", "listing", "measures.index", "report", "tally"),
    "album": ("album.*", "listing", "tables", "tally"),
    "album.columns": ("measures.index",),
    "album.finder": ("album.stores", "files"),
    "album.stores": ("files",),
    "album.fetch": (FACE,),
    "album.memory": (),
    "album.recall": ("album.columns", "album.finder", "album.memory", "tally"),
    "banks": (),
    "banks.journal": (),
    "banks.hamming": (),
    "banks.layout": ("measures.index",),
    "banks.looks": ("banks.*", "listing"),
    "banks.feed": ("album.*", "banks.*", "catalogs", "files", "listing", "tally"),
    "banks.proof": ("banks.*", "measures.points"),
    "banks.*": ("banks.*",),
    "score": ("finding", "weights"),
    "process": ("weights",),
    "makers": ("lexicon", "listing", "process"),
    "weighing": ("finding", "listing", "makers", "weights"),
    "shops": ("finding", "listing", "makers", "score", "store", "weighing"),
    "provenance": (
        *(
            "catalogs",
            "config",
            "digest",
            "finding",
            "judge",
            "listing",
            "makers",
            "process",
            "rule",
            "run",
            "score",
            "shops",
        ),
        "weighing",
    ),
    "store": (),
    "seal": (),
    "checkpoint": ("digest", "engines", "kept", "packed", "pipeline", "seal", "shops", "tally"),
    "digest": ("finding", "listing", "score"),
    "packed": ("digest", "finding", "listing", "score", "store"),
    "report": ("digest", "finding", "score", "listing"),
    "api": ("catalogs", "catalogs.given", "config", "listing", "output", "report", "run", "writing"),
    "around": ("finding",),
    "defuse": (),
    "visible": (),
    "checkout": ("around",),
    "repairs": ("report",),
    "retold": ("report",),
    "output": ("output.*", "report"),
    "output.html_report": ("report", "repairs", "output.thumbnails", "visible"),
    "output.*": ("report", "around", "defuse"),
    "writing": (
        *("around", "catalogs", "catalogs.*", "checkout", "config", "output", "output.*", "report"),
        "retold",
    ),
    "required": (),
    "letters": ("lexicon",),
    "shapes": ("letters",),
    "words": ("letters", "lexicon", "required", "rule", "tables"),
    "sieve": (*GROUND, "letters", "shapes", "words"),
    "judge": (*GROUND, "sieve", "score"),
    "kept": (*GROUND, "judge", "store"),
    "suppression": ("config", "expressions", "finding", "listing"),
    "suppress_file": ("config", "finding"),
    "git": ("config",),
    "files": (),
    "stamps": ("files",),
    "completion": ("choose", "listing", "output", "rules"),
    "installed": ("config", "tables"),
    "plugins": (*GROUND, "stamps", "config"),
    "proving": (*GROUND, "album.columns", "judge", "kept"),
    "skeleton": ("config",),
    "watch": ("stamps", "config", "files", "results"),
    "results": ("stamps", "config", "installed", "report", "suppress_file", "tables"),
    "hook": ("catalogs", "config", "files", "focus", "git", "report", "results", "run"),
    "since": ("catalogs", "config", "finding", "focus", "git"),
    "baseline": ("config", "finding", "report"),
    "focus": ("album.finder", "finding", "listing"),
    "pipeline": (
        *GROUND,
        "score",
        "report",
        "digest",
        "packed",
        "store",
        "judge",
        "kept",
        "engines",
        "looking",
        "tally",
        "suppression",
        "focus",
        "shops",
        "weighing",
    ),
    "choose": ("config", "finding", "rule"),
    "run": (
        "album",
        "album.recall",
        "album.stores",
        "banks.bank",
        "banks.layout",
        "banks.looks",
        "measures.pool",
        "catalogs",
        "checkpoint",
        "choose",
        "cluster.on_dask",
        "cluster.on_ray",
        "config",
        "engines",
        "files",
        "finding",
        "judge",
        "listing",
        "pipeline",
        "report",
        "rules",
        "suppression",
        "suppress_file",
        "baseline",
        "focus",
        "since",
        "results",
        "stamps",
        "installed",
        "plugins",
        "rule",
    ),
    "doctor": (FACE, "config", "installed", "weights"),
    "next_steps": ("config", "files"),
    "changes": ("config", "finding", "limits", "listing", "report", "rule", "run"),
    "fix": (*GROUND, "judge", "catalogs.backward", "catalogs.patch", "catalogs.script", "catalogs.units"),
    "repair": (
        "catalogs",
        "catalogs.*",
        "config",
        "finding",
        "fix",
        "judge",
        "pipeline",
        "report",
        "run",
        "suppression",
    ),
    "fix_text": ("copies", "fix", "repair"),
    "retouch": (),
    "copies": ("album", "album.finder", "atomic", "catalogs", "limits", "listing", "retouch"),
    "fix_files": ("atomic", "repair"),
    "atomic": (),
    "review": (),
    "review.schema": (),
    "review.statistics": (),
    "review.verdicts": (),
    "review.store": ("review.schema",),
    "review.log": (),
    "review.guard": (),
    "review.weights": (),
    "review.decisions": ("review.log", "review.store", "review.verdicts"),
    "review.verify": ("review.log", "review.store", "review.verdicts"),
    "review.ranking": ("review.store", "review.weights"),
    "review.items": ("digest", "finding", "listing", "report", "score", "shops", "weighing"),
    "review.matches": ("review.items", "review.store"),
    "review.alignment": ("banks.proof", "measures.points"),
    "review.screen": (
        *(
            "catalogs",
            "config",
            "digest",
            "engines",
            "finding",
            "judge",
            "kept",
            "listing",
            "pipeline",
            "run",
            "seal",
            FACE,
        ),
        *("review.items", "review.log", "review.ranking", "review.store", "review.weights"),
    ),
    "review.queue": ("review.decisions", "review.store", "review.verdicts"),
    "review.shops": ("review.store",),
    "review.view": (
        "review.matches",
        "review.items",
        "review.shops",
        "review.store",
        "review.verdicts",
        "review.weights",
    ),
    "review.photographs": (
        "banks.bank",
        "banks.layout",
        "review.alignment",
        "review.matches",
        "album.fetch",
        "album.finder",
        "review.store",
        "review.view",
    ),
    "review.words": ("visible",),
    "review.notices": ("visible", "review.verdicts", "review.view", "review.words"),
    "review.packet": ("review.log", "review.photographs", "review.store", "review.view"),
    "review.learning": (
        *("review.queue", "review.ranking", "review.statistics", "review.store", "review.verdicts", "review.weights"),
    ),
    "review.server": ("listening", "visible", "review.*"),
    "review.cli": ("atomic", "catalogs", "config", "review.*"),
    "service": (),
    "service.metrics": (),
    "listening": (),
    "service.openapi": ("listing",),
    "service.linter": ("catalogs", "config", "digest", "finding", "pipeline", "report", "run", "score"),
    "service.app": (FACE, "listing", "service.*"),
    "cli": (FACE, "commands.alone", "commands.group"),
    "commands": (),
    "commands.group": ("config", "refusal"),
    "commands.*": ("*",),
    "__main__": ("cli",),
    FACE: ("*",),
}
NOT_EVEN_FOR_ALL = {"cli", FACE, "__main__"}
"""What `*` does not cover."""

INDEXES = {FACE, "commands.group", "rules", "catalogs", "output"}
"""Where a module may be loaded by a name that is computed."""

LIGHT = {*GROUND, "config", "score", "report", "rules"}
"""Import nothing but the standard library on the way in; so does every rule."""


@dataclass(frozen=True)
class Arrow:
    """One import: by whom, of what (of ours, or the name of a foreign package), in which line, and when."""

    tail: str
    head: str
    line: int
    ours: bool
    at_import: bool

    def __str__(self) -> str:
        return f"{self.tail} (line {self.line}) -> {self.head}"


class House:
    """The modules of a tree and their imports."""

    def __init__(self, root: Path) -> None:
        self.trees = {_name(path.relative_to(root)): ast.parse(path.read_text("utf-8")) for path in root.rglob("*.py")}
        self.packages = {_name(path.relative_to(root)) for path in root.rglob("__init__.py")} | {
            ".".join(folder.relative_to(root).parts)
            for folder in root.rglob("*")
            if folder.is_dir() and any(folder.glob("*.py"))
        }
        self.own = {
            target.id
            for statement in self.trees.get(FACE, ast.Module([], [])).body
            if isinstance(statement, ast.Assign)
            for target in statement.targets
            if isinstance(target, ast.Name)
        }
        self.arrows = [arrow for name, tree in sorted(self.trees.items()) for arrow in self._arrows(name, tree)]

    def _arrows(self, name: str, tree: ast.Module) -> Iterator[Arrow]:
        for node, at_import in _walk(tree, True):
            for level, module, part in self._imported(name, node):
                if not level and module.split(".")[0] != HOUSE:
                    yield Arrow(name, module.split(".")[0], node.lineno, False, at_import)
                    continue
                head = self._head(name, level, module, part)
                if head:
                    yield Arrow(name, head, node.lineno, True, at_import)

    def _imported(self, name: str, node: ast.stmt | ast.expr) -> Iterator[tuple[int, str, str]]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield 0, alias.name, ""
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.level, node.module or "", alias.name
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
            word = node.args[0] if node.args else None
            if isinstance(word, ast.Constant) and isinstance(word.value, str):
                target = word.value.lstrip(".")
                yield len(word.value) - len(target), target, ""
            elif name not in INDEXES:
                yield 1, "(a computed name)", ""

    def _head(self, name: str, level: int, module: str, part: str) -> str:
        """The module of ours that an import reaches; '' for a constant of the face, which is loaded anyhow."""
        if level:
            parts = [] if name == FACE else name.split(".")
            up = level - (name in self.packages)
            base = parts[: len(parts) - up] if up else parts
        else:
            base, module = [], module.removeprefix(HOUSE).lstrip(".")
        path = ".".join([*base, *([module] if module else [])])
        inner = f"{path}.{part}" if path else part
        if part and inner in self.trees:
            return inner
        if path:
            return path
        return "" if part in self.own else FACE

    def faults(self) -> list[str]:
        """Arrows that the table does not allow, and modules that it does not know."""
        rowless = [f"{name} has no row in ARROWS" for name in self.trees if _row(name) is None]
        bad = [str(arrow) for arrow in self.arrows if arrow.ours and not _allowed(arrow)]
        return rowless + bad

    def circles(self) -> list[str]:
        """Modules that reach themselves."""
        heads: dict[str, set[str]] = {}
        for arrow in self.arrows:
            if arrow.ours:
                heads.setdefault(arrow.tail, set()).add(arrow.head)
        state: dict[str, int] = {}
        found: list[str] = []

        def visit(name: str, path: tuple[str, ...]) -> None:
            if state.get(name) == 1:
                found.append(" -> ".join((*path[path.index(name) :], name)))
            if name in state:
                return
            state[name] = 1
            for head in sorted(heads.get(name, ())):
                visit(head, (*path, name))
            state[name] = 2

        for name in sorted(heads):
            visit(name, ())
        return found

    def heavy(self) -> list[str]:
        """Foreign packages that a light module or a rule imports on its way in."""
        return [
            str(arrow)
            for arrow in self.arrows
            if arrow.at_import
            and not arrow.ours
            and arrow.head not in sys.stdlib_module_names
            and (arrow.tail in LIGHT or arrow.tail.startswith("rules."))
        ]


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    if parts[-1] == "__init__":
        parts = parts[:-1] or (FACE,)
    return ".".join(parts)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _walk(node: ast.AST, at_import: bool) -> Iterator[tuple[ast.stmt | ast.expr, bool]]:
    """Every statement and expression, and whether it runs when the module is imported."""
    for child in ast.iter_child_nodes(node):
        inside = at_import and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            inside = False
        if isinstance(child, ast.stmt | ast.expr):
            yield child, at_import
        yield from _walk(child, inside)


def _row(name: str) -> tuple[str, ...] | None:
    if name in ARROWS:
        return ARROWS[name]
    wing = name.partition(".")[0]
    return ARROWS.get(f"{wing}.*") if "." in name else None


def _allowed(arrow: Arrow) -> bool:
    if arrow.head in BEDROCK and not arrow.tail.startswith("rules.") and arrow.tail not in BEDROCK:
        return True
    for word in _row(arrow.tail) or ():
        if word == arrow.head:
            return True
        if word == "*" and arrow.head not in NOT_EVEN_FOR_ALL:
            return True
        if word.endswith(".*") and arrow.head.startswith(word[:-1]):
            return True
    return False


@pytest.fixture(scope="module")
def house() -> House:
    return House(ROOT)


def test_no_arrow_but_those_of_the_table(house: House) -> None:
    assert len(house.trees) > 15
    assert not house.faults(), "\n".join(house.faults())


def test_no_circle(house: House) -> None:
    assert not house.circles(), "\n".join(house.circles())


def test_ground_and_rules_import_the_standard_library_only(house: House) -> None:
    assert not house.heavy(), "\n".join(house.heavy())


def test_nobody_imports_the_command_line(house: House) -> None:
    assert {arrow.tail for arrow in house.arrows if arrow.head == "cli"} <= {"__main__"}


def build(root: Path, files: Mapping[str, str]) -> House:
    """A small tree to plant arrows in."""
    for name in ("__init__", "cli", "rule", "listing", "finding", "report", "output/__init__", "rules/__init__"):
        files = {f"{name}.py": "", **files}
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return House(root)


@pytest.mark.parametrize(
    ("file", "text", "head"),
    [
        ("rules/titles/bad.py", "from ...finding import Finding", "finding"),
        ("rules/titles/bad.py", "from handmade_lint.listing import Listing", "listing"),
        ("rules/titles/bad.py", "from .other import check", "rules.titles.other"),
        ("rules/titles/bad.py", "def f():\n    from ... import report", "report"),
        ("rules/titles/bad.py", "import importlib\nimportlib.import_module('handmade_lint.report')", "report"),
        ("rules/titles/bad.py", "import importlib\nimportlib.import_module(f'x.{__name__}')", "(a computed name)"),
        ("output/bad.py", "import handmade_lint.rule", "rule"),
        ("output/bad.py", "from .other import tell", "output.other"),
        ("output/bad.py", "from ..cli import main", "cli"),
        ("output/bad.py", "from .. import Report", FACE),
        ("listing.py", "if TYPE_CHECKING:\n    from .finding import Finding", "finding"),
        ("__init__.py", "def __getattr__(name):\n    from .cli import main", "cli"),
    ],
)
def test_a_planted_arrow_is_caught(tmp_path: Path, file: str, text: str, head: str) -> None:
    house = build(tmp_path, {file: text})
    (fault,) = house.faults()
    assert fault.endswith(f"-> {head}") or fault.endswith(f".{head}"), fault


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("rules/titles/fine.py", "import re\nfrom ...rule import Text, rule"),
        ("output/fine.py", "from ..report import Report"),
        ("output/__init__.py", "from . import terminal\nimport_module(f'.{name}', __name__)"),
        ("commands/check.py", "from .. import __version__, output"),
    ],
)
def test_a_right_arrow_is_not(tmp_path: Path, file: str, text: str) -> None:
    files = {"__init__.py": "__version__ = '1'", "output/terminal.py": ""}
    assert not build(tmp_path, {**files, file: text}).faults()


def test_a_planted_stranger_is_caught(tmp_path: Path) -> None:
    (fault,) = build(tmp_path, {"stranger.py": ""}).faults()
    assert fault.startswith("stranger ")


def test_a_planted_circle_is_caught(tmp_path: Path) -> None:
    hidden = "def f():\n    from .finding import Finding"
    house = build(tmp_path, {"finding.py": "if TYPE_CHECKING:\n    from .listing import Listing", "listing.py": hidden})
    assert house.circles() == ["finding -> listing -> finding"]


def test_planted_weight_is_caught(tmp_path: Path) -> None:
    late = "def f():\n    import numpy"
    house = build(tmp_path, {"rules/images/heavy.py": "import numpy", "rules/images/late.py": late})
    assert house.heavy() == ["rules.images.heavy (line 1) -> numpy"]
