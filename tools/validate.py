"""Asks outside validators about our reports: `python -m tools.validate` (`make validate`).

The validators are not ours and are not kept here. They are looked for in .validators/ (or a folder named as argument);
what is missing is fetched there with npm and from GitHub, which is the only thing of this repository that uses the
network. A validator that cannot be had is a failure, not a pass.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FORMATS = {
    "report.sarif": "sarif",
    "report.junit.xml": "junit",
    "report.gitlab.json": "gitlab",
    "report.amazon.json": "amazon",
}
SCHEMAS = {
    "junit-10.xsd": "https://raw.githubusercontent.com/jenkinsci/xunit-plugin/master/src/main/resources/org/jenkinsci/"
    "plugins/xunit/types/model/xsd/junit-10.xsd",
    "sarif-schema-2.1.0.json": "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/main/sarif-2.1/schema/"
    "sarif-schema-2.1.0.json",
    "codeclimate.json": "https://raw.githubusercontent.com/gitlabhq/gitlabhq/master/app/validators/json_schemas/"
    "codeclimate.json",
    "listings-feed-processing-report-schema-v2.json": "https://raw.githubusercontent.com/amzn/"
    "selling-partner-api-models/main/schemas/feeds/listings-feed-processing-report-schema-v2.json",
}
MULTITOOL = "@microsoft/sarif-multitool"

Faults = Iterator[str]


def main(words: list[str]) -> int:
    """Write reports on the fixtures, ask every validator, print what they say; 1 where one complains or is missing."""
    folder = Path(words[0]) if words else ROOT / ".validators"
    folder.mkdir(exist_ok=True)
    failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        shop = Path(temporary).resolve()
        write_reports(shop)
        for name, ask in VALIDATORS.items():
            try:
                faults = list(ask(folder, shop))
            except Missing as why:
                faults = [f"not asked: {why}"]
            print(f"{name}: {'no complaint' if not faults else ''}")
            for fault in faults:
                print(f"  {fault}")
            failed += bool(faults)
    return int(failed > 0)


class Missing(Exception):
    """A validator is not there, and how it can be had."""


def write_reports(shop: Path) -> None:
    """Lint the fixtures inside a repository of their own, as CI would."""
    for source in sorted((ROOT / "fixtures").glob("*/*.*")):
        if source.parent.name not in ("quiet",) and source.suffix != ".md":
            target = shop / "l'atelier é" / source.parent.name / source.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    make_workbook(shop / "feuille.xlsx")
    git = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "commit.gpgsign=false", "-C", str(shop)]
    for command in (
        ["init", "-q", "-b", "main"],
        ["remote", "add", "origin", "file:///srv/shop.git"],
        ["add", "-A"],
        ["commit", "-q", "-m", "catalogue"],
    ):
        subprocess.run([*git, *command], check=True)
    options = [word for name in FORMATS for word in ("-o", name)]
    command = [sys.executable, "-m", "handmade_lint", "check", ".", "--isolated", "-q", "--fail-on", "never", *options]
    subprocess.run(command, cwd=shop, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)


def make_workbook(path: Path) -> None:
    """A workbook, whose cells have no lines."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["sku", "title", "brand"])
    sheet.append(["X-1", "OAK BOWL LARGE ROUND! <b>&", "Ash"])
    sheet.append(["X-2", "", ""])
    book.save(path)


def fetched(folder: Path, name: str) -> Path:
    """A schema, fetched where it is not there yet."""
    path = folder / name
    if not path.is_file():
        try:
            with urllib.request.urlopen(SCHEMAS[name], timeout=30) as answer:  # noqa: S310 - https, named above
                path.write_bytes(answer.read())
        except OSError as fault:
            raise Missing(f"{SCHEMAS[name]} cannot be fetched ({fault}); put it into {folder} yourself") from None
    return path


def multitool(folder: Path) -> Path:
    """Microsoft's SARIF multitool, installed where it is not there yet."""
    pattern = f"node_modules/{MULTITOOL}-*/Sarif.Multitool*"
    found = [path for path in folder.glob(pattern) if path.name in ("Sarif.Multitool", "Sarif.Multitool.exe")]
    if not found:
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), MULTITOOL]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=600)
        except (OSError, subprocess.SubprocessError) as fault:
            raise Missing(f"npm cannot install {MULTITOOL} ({fault})") from None
        found = [path for path in folder.glob(pattern) if path.name in ("Sarif.Multitool", "Sarif.Multitool.exe")]
    if not found:
        raise Missing(f"{MULTITOOL} is not for this system")
    found[0].chmod(0o755)
    return found[0].resolve()


def schema_of_sarif(folder: Path, shop: Path) -> Faults:
    """The OASIS schema."""
    return against(fetched(folder, "sarif-schema-2.1.0.json"), json.loads((shop / "report.sarif").read_text("utf-8")))


def rules_of_multitool(folder: Path, shop: Path) -> Faults:
    """Every error, warning and note of the SARIF rules and of GitHub's, also of those that are off until turned on.

    That the rules run is seen from a log without locations, of which they must complain.
    """
    tool = multitool(folder)
    broken = json.loads((shop / "report.sarif").read_text("utf-8"))
    for result in broken["runs"][0]["results"]:
        del result["locations"]
    (shop / "broken.sarif").write_text(json.dumps(broken), "utf-8")
    if "GH1001" not in {rule for rule, _ in asked_multitool(tool, shop, "broken.sarif")}:
        yield "the multitool does not see that locations are missing: its GitHub rules did not run"
    for rule, words in asked_multitool(tool, shop, "report.sarif"):
        yield f"{rule}: {words}"


def asked_multitool(tool: Path, shop: Path, name: str) -> list[tuple[str, str]]:
    """What the multitool says of a log: rule and words."""
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    said, rules = shop / "said.sarif", shop / "rules.xml"
    said.unlink(missing_ok=True)

    def run(*words: str) -> None:
        subprocess.run([str(tool), *words], cwd=shop, env=environment, check=False, capture_output=True, timeout=300)

    run("export-validation-config", str(rules))
    rules.write_text(rules.read_text("utf-8").replace('"RuleEnabled" Value="Default"', '"RuleEnabled" Value="Error"'))
    kinds = ("--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note")
    run("validate", name, "--config", str(rules), *kinds, "-o", str(said), "--log", "ForceOverwrite")
    if not said.is_file():
        raise Missing("the multitool wrote no answer")
    results = json.loads(said.read_text("utf-8-sig"))["runs"][0].get("results", [])
    return [(one["ruleId"], str(one["message"].get("text") or one["message"].get("arguments"))) for one in results]


def schema_of_jenkins(folder: Path, shop: Path) -> Faults:
    """The XSD of Jenkins' xUnit plug-in."""
    import xmlschema

    schema = xmlschema.XMLSchema(str(fetched(folder, "junit-10.xsd")))
    for fault in schema.iter_errors(str(shop / "report.junit.xml")):
        yield f"{fault.path}: {fault.reason}"


def schema_of_gitlab(folder: Path, shop: Path) -> Faults:
    """GitLab's schema of an issue, and fingerprints that are unique."""
    issues = json.loads((shop / "report.gitlab.json").read_text("utf-8"))
    schema = fetched(folder, "codeclimate.json")
    for issue in issues:
        yield from against(schema, issue)
    if len({issue["fingerprint"] for issue in issues}) < len(issues):
        yield "two issues have one fingerprint"


def schema_of_amazon(folder: Path, shop: Path) -> Faults:
    """Amazon's schema of version 2 of the report."""
    schema = fetched(folder, "listings-feed-processing-report-schema-v2.json")
    return against(schema, json.loads((shop / "report.amazon.json").read_text("utf-8")))


def against(path: Path, value: Any) -> Faults:
    """What a JSON Schema has to say of a value."""
    import jsonschema

    schema = json.loads(path.read_text("utf-8"))
    checks = jsonschema.validators.validator_for(schema, default=jsonschema.Draft7Validator)
    for fault in checks(schema).iter_errors(value):
        yield f"{fault.json_path}: {fault.message[:200]}"


VALIDATORS: dict[str, Callable[[Path, Path], Faults]] = {
    "SARIF schema of OASIS": schema_of_sarif,
    "SARIF multitool of Microsoft, with GitHub's rules": rules_of_multitool,
    "JUnit schema of Jenkins' xUnit plug-in": schema_of_jenkins,
    "Code quality schema of GitLab": schema_of_gitlab,
    "Processing report schema of Amazon": schema_of_amazon,
}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
