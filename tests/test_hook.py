"""The hooks: what `handmade-lint hook` makes of a list of files, and both hooks under the real pre-commit."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from handmade_lint import git
from handmade_lint.cli import app
from handmade_lint.files import CATALOGUES, PICTURES

ROOT = Path(__file__).parents[1]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

FOLDER = "été à Žilina"
HEAD = "sku,title,brand,image 1\n"
CLEAN = "A1,Oak Bowl,Knott,A1.jpg\nA2,Ash Cup,Knott,A2.jpg\n"
BAD = "A1,Oak Bowl Free Shipping,Knott,A1.jpg\nA2,Ash Cup Free Shipping,Knott,bilder/A2.jpg\n"
CHOICE = ("--select", "TI-019,CA-007,files")


def git_in(folder: Path, *words: str) -> None:
    person = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **person, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *words], cwd=folder, env=environment, check=True, capture_output=True)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with spaces and accents in its paths, stood in; nothing is remembered outside of it."""
    git.root.cache_clear()
    top = tmp_path / "dépôt d'Ada"
    (top / FOLDER / "bilder").mkdir(parents=True)
    monkeypatch.chdir(top)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    goods(BAD)
    for name in ("A1.jpg", "bilder/A2.jpg", "A3.jpg"):
        (top / FOLDER / name).write_bytes(b"old")
    (top / "package.json").write_text('{"name": "shop", "version": "1"}', "utf-8")
    git_in(top, "init", "-q", "-b", "main")
    git_in(top, "add", "-A")
    git_in(top, "commit", "-qm", "one")
    return top


def goods(text: str, name: str = "mes objets.csv") -> str:
    path = Path(FOLDER) / name
    path.write_text(HEAD + text, "utf-8")
    return str(path)


def hook(*args: str) -> Result:
    return CliRunner().invoke(app, ["hook", *args], prog_name="handmade-lint", catch_exceptions=False)


def skus(output: str) -> list[str]:
    """SKUs of the listings that are told."""
    return re.findall(r"^(\w+)  .*quality", output, re.MULTILINE)


def test_rows_of_a_catalogue(shop: Path) -> None:
    result = hook(*CHOICE, goods(BAD))
    assert result.exit_code == 1
    assert skus(result.output) == ["A1", "A2"]
    assert hook(*CHOICE, goods(CLEAN)).exit_code == 0
    assert hook(*CHOICE, "--fail-on", "never", goods(BAD)).exit_code == 0


@pytest.mark.parametrize(("picture", "sku"), [("A1.jpg", "A1"), ("bilder/A2.jpg", "A2")])
def test_a_picture_stands_for_its_rows(shop: Path, picture: str, sku: str) -> None:
    result = hook(*CHOICE, f"{FOLDER}/{picture}")
    assert result.exit_code == 1
    assert skus(result.output) == [sku]
    assert "1 of 2 listings did not change" in result.output


def test_a_picture_that_no_row_shows(shop: Path) -> None:
    assert hook(*CHOICE, f"{FOLDER}/A3.jpg").exit_code == 0


def test_a_catalogue_and_its_picture_are_told_once(shop: Path) -> None:
    assert skus(hook(*CHOICE, f"{FOLDER}/A1.jpg", goods(BAD)).output) == ["A1", "A2"]


def test_what_is_no_catalogue_is_passed_over(shop: Path) -> None:
    result = hook("package.json", "README.md", "gone.csv")
    assert (result.exit_code, result.output) == (0, "No catalogue is among these files.\n")
    (shop / "notes.csv").write_text("when,what\nmonday,oak\n", "utf-8")
    result = hook("notes.csv", goods(CLEAN), *CHOICE)
    assert result.exit_code == 0
    assert "Not read: notes.csv" in result.output


def test_rows_are_not_compared_but_the_whole_is(shop: Path) -> None:
    path = goods(CLEAN.replace("Knott,A2", "KNOTT,A2") + "A4,Elm Tray,Knott,\n")
    assert hook(*CHOICE, "--fail-on", "info", path).exit_code == 0
    result = hook("--whole", *CHOICE, "--fail-on", "info")
    assert result.exit_code == 1
    assert "CA-007" in result.output


def test_the_whole_leaves_out_what_git_ignores(shop: Path) -> None:
    goods(CLEAN)
    (shop / ".gitignore").write_text("old/\n", "utf-8")
    (shop / "old").mkdir()
    (shop / "old" / "bad.csv").write_text(HEAD + BAD, "utf-8")
    assert hook("--whole", *CHOICE).exit_code == 0
    (shop / ".gitignore").unlink()
    assert hook("--whole", *CHOICE).exit_code == 1


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git.root.cache_clear()
    (tmp_path / "lone").mkdir()
    monkeypatch.chdir(tmp_path / "lone")
    assert hook("--whole").output == "No catalogue is here.\n"
    Path("bad.csv").write_text(HEAD + BAD, "utf-8")
    assert hook("--whole", *CHOICE).exit_code == 1
    assert hook("--whole", "bad.csv").exit_code == 2


def test_the_second_run_is_read_back(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = goods(BAD)
    first = hook(*CHOICE, path)
    monkeypatch.setattr("handmade_lint.run.judge", lambda *_, **__: pytest.fail("judged again"))
    again = hook(*CHOICE, path)
    timeless = [re.sub(r"in \d+\.\d s", "", one.output) for one in (first, again)]
    assert timeless[0] == timeless[1]
    assert again.exit_code == 1


@pytest.mark.parametrize("change", ["row", "picture", "suppress", "settings", "baseline", "off"])
def test_whatever_changes_is_judged_anew(shop: Path, change: str) -> None:
    path = goods(BAD)
    args = [*CHOICE, path]
    known = hook(*args).output
    if change == "row":
        goods(BAD.replace("Oak", "Ash"))
    if change == "picture":
        (shop / FOLDER / "A1.jpg").write_bytes(b"new one")
    if change == "suppress":
        text = '[[suppress]]\ncode = "TI-019"\nsku = "A1"\nreason = "x"\n'
        (shop / "handmade-lint.suppress.toml").write_text(text, "utf-8")
    if change == "settings":
        (shop / "handmade-lint.toml").write_text('[severity]\nTI-019 = "info"\n', "utf-8")
    if change == "baseline":
        assert CliRunner().invoke(app, ["baseline", *args, "-o", "known.json"]).exit_code == 0
        args += ["--baseline", "known.json"]
    if change == "off":
        args += ["--no-cache"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handmade_lint.run.judge", lambda *_, **__: pytest.fail("judged again"))
        with pytest.raises(pytest.fail.Exception, match="judged again"):
            hook(*args)
    if change in ("row", "suppress", "settings", "baseline"):
        assert hook(*args).output != known


def test_the_manifest_names_every_suffix() -> None:
    for one in HOOKS:
        pattern = re.compile(one["files"])
        assert all(pattern.search(f"a{suffix}") and pattern.search(f"A{suffix.upper()}") for suffix in CATALOGUES)
        assert all(pattern.search(f"a{suffix}") for suffix in PICTURES)
        assert not pattern.search("README.md")
        assert one["require_serial"] is True, "two calls at a time would only share two cores"
    assert [one.get("pass_filenames", True) for one in HOOKS] == [True, False]


@pytest.fixture
def hooks(tmp_path: Path, shop: Path) -> Path:
    """A repository of our hooks as they are, but that they call what is installed here: no index is asked."""
    (shop / "handmade-lint.toml").write_text('select = ["TI-019", "files"]\n', "utf-8")
    folder = tmp_path / "hooks"
    folder.mkdir()
    command = f"{shlex.quote(sys.executable)} -m handmade_lint"
    ours = [
        {**one, "language": "system", "entry": re.sub("^handmade-lint", lambda _: command, one["entry"])}
        for one in HOOKS
    ]
    assert all(command in one["entry"] for one in ours)
    (folder / ".pre-commit-hooks.yaml").write_text(yaml.safe_dump(ours), "utf-8")
    git_in(folder, "init", "-q", "-b", "main")
    git_in(folder, "add", "-A")
    git_in(folder, "commit", "-qm", "hooks")
    return folder


def pre_commit(hooks: Path, hook: str, *args: str) -> tuple[int, str]:
    """Run one hook on what is staged (or as told) with the real pre-commit; its status and what it printed."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PRE_COMMIT_HOME": str(hooks.parent / "pre-commit"),
        "PIP_NO_INDEX": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), hook, "--color", "never", *args]
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout


def test_pre_commit_on_a_changed_catalogue(shop: Path, hooks: Path) -> None:
    goods(CLEAN)
    git_in(shop, "add", "-A")
    status, output = pre_commit(hooks, "handmade-lint")
    assert (status, "Passed" in output) == (0, True), output
    goods(BAD)
    git_in(shop, "add", "-A")
    git_in(shop, "commit", "-qm", "two", "--allow-empty")
    goods(CLEAN + "A5,Yew Spoon Free Shipping,Knott,\n")
    git_in(shop, "add", "-A")
    status, output = pre_commit(hooks, "handmade-lint", "--verbose")
    assert status == 1, output
    assert skus(output)[0] == "A5"
    assert f"{FOLDER}/mes objets.csv:4" in output


def test_pre_commit_on_a_changed_picture_only(shop: Path, hooks: Path) -> None:
    (shop / FOLDER / "bilder" / "A2.jpg").write_bytes(b"new one")
    git_in(shop, "add", "-A")
    status, output = pre_commit(hooks, "handmade-lint")
    assert status == 1, output
    assert skus(output) == ["A2"]


def test_pre_commit_with_a_list_that_is_split(shop: Path, hooks: Path) -> None:
    """Pictures whose names are too long for one command line: each row is told once, over several calls."""
    names = {f"B{number:04}": f"B{number:04} {'très long ' * 8}.jpg" for number in range(1200)}
    goods("".join(f"{sku},Pine Box Free Shipping,Knott,{name}\n" for sku, name in names.items()))
    git_in(shop, "add", "-A")
    git_in(shop, "commit", "-qm", "two")
    for name in names.values():
        (shop / FOLDER / name).write_bytes(b"new")
    git_in(shop, "add", "-A")
    assert sum(len(f"{FOLDER}/{name}".encode()) for name in names.values()) > 1 << 17
    (shop / "handmade-lint.toml").write_text('select = ["TI-019"]\n', "utf-8")
    status, output = pre_commit(hooks, "handmade-lint")
    assert status == 1, output
    calls = [int(count.replace(",", "")) for count in re.findall(r"^([\d,]+) errors?", output, re.MULTILINE)]
    assert len(calls) > 1
    assert sum(calls) == len(names)


def test_pre_commit_on_the_whole_catalogue(shop: Path, hooks: Path) -> None:
    """One changed row, found because it is compared with rows that did not change."""
    goods(CLEAN)
    git_in(shop, "add", "-A")
    git_in(shop, "commit", "-qm", "two")
    (shop / "handmade-lint.toml").write_text('select = ["CA-007"]\nfail-on = "info"\n', "utf-8")
    goods(CLEAN + "A5,Yew Spoon,KNOTT,\n")
    git_in(shop, "add", "-A")
    assert pre_commit(hooks, "handmade-lint")[0] == 0
    status, output = pre_commit(hooks, "handmade-lint-catalogue")
    assert status == 1, output
    assert "A5" in skus(output)


def test_pre_commit_accepts_the_manifest(hooks: Path) -> None:
    manifest = str(ROOT / ".pre-commit-hooks.yaml")
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", manifest]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_page_names_our_hooks_and_inputs() -> None:
    page = (ROOT / "docs" / "hook.md").read_text("utf-8")
    config, workflow = map(yaml.safe_load, re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL))
    assert [one["id"] for one in config["repos"][0]["hooks"]] == [one["id"] for one in HOOKS]
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    assert set(workflow["steps"][1]["with"]) <= set(inputs)
