"""Results of whole runs, remembered in the user's cache: a run over what has not changed is read back, not judged.

A result is named by a digest of all that it depends on: the contents of the catalogues, of the files beside them and of
the configuration, the settings, the day, this package's own files, and of what is in and below the folders of all these
the names, sizes and times of pictures and the names of catalogues. What depends on more than that (standard input, a
git revision, pictures on the web) is not remembered.
"""

from __future__ import annotations

import gc
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from .config import Config
from .installed import installed
from .said import from_plain, to_plain
from .stamps import Stamp, TooMany, outer, pictures, stamps
from .suppress_file import find
from .tables import cache_folder, remember

if TYPE_CHECKING:
    from .report import Report

_MOST = 64
"""Results that are kept; the oldest go first."""
_LARGE = 32 << 20
"""Bytes of catalogues from which on nothing is remembered."""
_MANY = 20_000
"""Findings from which on nothing is remembered."""
_EXTRAS = ("numpy", "cv2", "PIL", "onnxruntime", "pyarrow")
"""Packages whose presence changes what a run can do."""


@dataclass(frozen=True, slots=True)
class Result:
    """A result's place in the cache."""

    path: Path

    def recall(self) -> Report | None:
        """The report that was kept there; None where there is none that can be read."""
        from .report import from_json

        began = perf_counter()
        collects = gc.isenabled()
        gc.disable()  # thousands of values are made, and none is let go
        try:
            kept = json.loads(self.path.read_text("utf-8"))
            report = from_json(kept["report"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        finally:
            if collects:
                gc.enable()
        said = kept["said"]
        skipped = tuple(replace(one, why=from_plain(one.why, said.get(one.why))) for one in report.run.skipped)
        unread = tuple(replace(one, why=from_plain(one.why, said.get(one.why))) for one in report.run.unread)
        seconds = round(perf_counter() - began, 3)
        run = replace(report.run, seconds=seconds, skipped=skipped, unread=unread)
        return report.with_run(run, pictures=kept["pictures"])

    def keep(self, report: Report) -> None:
        """Keep a report, unless it is large."""
        from .report import to_json

        if len(report.findings) + len(report.suppressed) <= _MANY and len(report.entries) <= _MANY:
            whys = [one.why for one in report.run.skipped] + [one.why for one in report.run.unread]
            said = {why: to_plain(why) for why in whys}
            kept = {"pictures": dict(report.pictures), "said": said, "report": to_json(report)}
            remember(self.path, json.dumps(kept), _MOST)


def beside(paths: Iterable[Path], config: Config, suppress: bool = True) -> list[Path | None]:
    """Files that a run over these reads, too: suppressions, the profile, the baseline."""
    folders = dict.fromkeys(path.parent for path in paths)
    told = [suppressing(folder, config) for folder in folders] if suppress else []
    return [*dict.fromkeys(told), *(Path(name) for name in (config.profile, config.baseline) if name)]


def suppressing(folder: Path, config: Config) -> Path | None:
    """The file of suppressions for catalogues of a folder: the nearest, else the one nearest to the configuration."""
    return find(folder) or (find(Path(config.file).parent) if config.file else None)


def result_of(paths: Iterable[Path], beside: Iterable[Path | None], config: Config, asked: object) -> Result | None:
    """The place of the result of a run; None where it cannot be remembered.

    Args:
        paths: catalogues, as they are named in the report.
        beside: further files that are read.
        config: of the run.
        asked: whatever else the run was asked to do, told apart by its repr.
    """
    cache = cache_folder("results") if config.cache and not config.fetch_images else None
    files = list(paths)
    try:
        if cache is None or sum(path.stat().st_size for path in files) > _LARGE:
            return None
        digest = hashlib.blake2b(digest_size=16)
        said = (
            replace(config, jobs=1, engine="", lang=""),
            config.day(),
            asked,
            sys.version_info,
            [find_spec(one) is None for one in _EXTRAS],
        )
        digest.update(repr(said).encode("utf-8", "surrogatepass"))
        read = [*files, *(one for one in beside if one is not None)]
        for path in read:
            content = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
            digest.update(f"\0{path}\0{path.resolve()}\0".encode("utf-8", "surrogatepass") + content)
        archives = [path for path in map(Path, config.images) if path.is_file()]
        shelves = [str(path.resolve()) for path in map(Path, config.images) if path not in archives]
        homes = outer([*shelves, *(str(path.resolve().parent) for path in read)])
        facts = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in archives]
        digest.update(repr(facts).encode("utf-8", "surrogateescape"))
        rules = [stamps(folder) for folder in (*installed(), *config.rule_folders)]
        for found in (_package(), *map(pictures, homes), *rules):
            digest.update("".join(f"{one}\0{stamp}\n" for one, stamp in found).encode("utf-8", "surrogateescape"))
    except (OSError, TooMany):
        return None
    return Result(cache / f"{digest.hexdigest()}.json")


def _package() -> Iterator[tuple[str, Stamp]]:
    """Files of this package."""
    return ((path, stamp) for path, stamp in stamps(str(Path(__file__).parent)) if not path.endswith(".pyc"))
