"""A bill of materials in CycloneDX 1.6: the package, what it runs on, and its models, with digests and licences.

Versions of packages are those installed where the tool runs (for a release: those of requirements-dev.lock and the
extras); a package that is not installed is named with its bounds alone. Nothing is asked of the network.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")
BUILD = frozenset({"bench", "dev", "docs", "names", "validate"})
"""Extras that nobody needs who runs the package."""


def bill(project: Mapping[str, Any], files: Iterable[Path]) -> dict[str, Any]:
    """The bill as JSON values.

    Args:
        project: the [project] table of pyproject.toml.
        files: what is published; each is named with its digest.
    """
    name, version = project["name"], project["version"]
    own = _purl(name, version)
    extras = project.get("optional-dependencies", {})
    optional = [one for extra, some in extras.items() if extra not in BUILD for one in some if _key(one) != name]
    direct = {_key(one): one for one in project["dependencies"]}
    wanted = {**{_key(one): one for one in optional}, **direct}
    packages = _closure(wanted)
    required = set(_closure(direct))
    components = [_package(key, bounds, key in required) for key, bounds in sorted(packages.items())]
    components += [*_models(), *(_file(path) for path in sorted(files))]
    refs = {component["bom-ref"] for component in components}
    edges = [{"ref": own, "dependsOn": sorted(_ref(key) for key in wanted if _ref(key) in refs)}]
    edges += [{"ref": _ref(key), "dependsOn": sorted(map(_ref, _needs(key)))} for key in sorted(packages)]
    body = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": name,
                "version": version,
                "purl": own,
                "description": project["description"],
                "licenses": [{"expression": project["license"]}],
            }
        },
        "components": components,
        "dependencies": edges,
    }
    # The same bill has the same number: it is taken from what the bill says.
    number = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(body, sort_keys=True))
    return {"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "serialNumber": f"urn:uuid:{number}", **body}


def _closure(wanted: Mapping[str, str]) -> dict[str, str]:
    """All packages that these need, with the bounds by which they were first asked for."""
    found: dict[str, str] = {}
    queue = list(wanted.items())
    while queue:
        key, bounds = queue.pop(0)
        if key not in found:
            found[key] = bounds
            queue += _needs(key).items()
    return found


def _needs(key: str) -> dict[str, str]:
    """What an installed package needs here, without its extras."""
    try:
        asked = metadata.requires(key) or []
    except metadata.PackageNotFoundError:
        return {}
    from packaging.requirements import Requirement

    plain = (Requirement(one) for one in asked if not _EXTRA.search(one))
    return {_key(one.name): str(one) for one in plain if one.marker is None or one.marker.evaluate()}


def _package(key: str, bounds: str, required: bool) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": _ref(key),
        "name": key,
        "scope": "required" if required else "optional",
        "purl": _ref(key),
        "properties": [{"name": "handmade-lint:bounds", "value": bounds}],
    }
    if _version(key):
        component["version"] = _version(key)
        component |= _licence(key)
    return component


def _licence(key: str) -> dict[str, Any]:
    """The licence that a package names: an SPDX expression, else its words; nothing where it names none."""
    told = metadata.metadata(key).json
    expression = told.get("license_expression")
    if expression:
        return {"licenses": [{"expression": expression}]}
    marks = [one.rpartition(" :: ")[2] for one in told.get("classifier", ()) if one.startswith("License ::")]
    words = marks or [line for line in str(told.get("license", "")).splitlines()[:1] if line.strip()]
    return {"licenses": [{"license": {"name": one}} for one in words]} if words else {}


def _models() -> Iterator[dict[str, Any]]:
    for card in sorted((ROOT / "models").glob("*/card.json")):
        told = json.loads(card.read_text("utf-8"))
        parts = [_file(path, f"model:{card.parent.name}/") for path in sorted(card.parent.iterdir())]
        yield {
            "type": "machine-learning-model",
            "bom-ref": f"model:{card.parent.name}",
            "name": card.parent.name,
            "description": str(told.get("what") or told.get("says") or told.get("input", "")),
            "licenses": [{"license": {"name": str(told.get("licence", "not told"))}}],
            "components": parts,
        }


def _file(path: Path, before: str = "file:") -> dict[str, Any]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    hashes = [{"alg": "SHA-256", "content": digest}]
    return {"type": "file", "bom-ref": f"{before}{path.name}", "name": path.name, "hashes": hashes}


def _key(requirement: str) -> str:
    found = _NAME.match(requirement)
    assert found is not None, requirement
    return re.sub(r"[-_.]+", "-", found[0]).casefold()


def _version(key: str) -> str:
    try:
        return metadata.version(key)
    except metadata.PackageNotFoundError:
        return ""


def _ref(key: str) -> str:
    return _purl(key, _version(key))


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}" if version else f"pkg:pypi/{name}"
