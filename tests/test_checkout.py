"""What git says of a folder, and paths told from there."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from handmade_lint.around import Checkout
from handmade_lint.checkout import address, find_checkout


def git(folder: Path, *words: str) -> None:
    own = ["-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *own, *words], check=True, capture_output=True)


def test_a_checkout(tmp_path: Path) -> None:
    inner = tmp_path / "l'atelier é" / "sous"
    inner.mkdir(parents=True)
    (inner / "c.csv").write_text("sku,title\n", "utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "remote", "add", "origin", "https://ruth:secret@example.org/oak/shop.git")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "first")
    found = find_checkout(inner)
    assert found.root == str(tmp_path.resolve())
    assert found.uri == "https://example.org/oak/shop"
    assert len(found.revision) == 40
    assert found.branch == "main"
    assert found.path(str(inner / "c.csv")) == "l'atelier é/sous/c.csv"
    assert found.reference(str(inner / "c.csv")) == "l'atelier%20%C3%A9/sous/c.csv"


def test_no_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert find_checkout(tmp_path) == Checkout(str(tmp_path.resolve()))


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_checkout(tmp_path) == Checkout(str(tmp_path.resolve()))


@pytest.mark.parametrize(
    ("remote", "uri"),
    [
        ("https://example.org/a/b.git", "https://example.org/a/b"),
        ("https://name:token@example.org/a/b", "https://example.org/a/b"),
        ("ssh://git@example.org:22/a/b.git", "ssh://example.org:22/a/b"),
        ("git@example.org:a/b.git", "https://example.org/a/b"),
        ("file:///srv/a.git", "file:///srv/a"),
        ("/srv/a b.git", "file:///srv/a%20b.git"),
        ("../elsewhere", ""),
        ("", ""),
    ],
)
def test_addresses_tell_no_secret(remote: str, uri: str) -> None:
    assert address(remote) == uri


def test_paths_of_a_run_without_a_root() -> None:
    assert Checkout().path("a/b.csv") == "a/b.csv"
    assert Checkout().reference("a b/é#?.csv") == "a%20b/%C3%A9%23%3F.csv"
