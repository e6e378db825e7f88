"""Every notebook runs on every dossier: what it has is shown, what it has not is one quiet line."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path

import pytest

from analystkit.cli import main
from tests.conftest import write_tiny
from tests.golden import golden

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
KINDS = ("new", "own terms and parties", "no optional tables", "four files")


def write(kind: str, home: Path) -> Path:
    """Write a dossier of a kind below a home of its own."""
    place = home / "data" / "other"
    if kind == "own terms and parties":
        shutil.copytree(golden.DOSSIERS["invented"], place)
        (place / "events.csv").unlink()
        return place
    if kind == "new":
        (home / "data").mkdir(parents=True)
        assert main(["new", "other"]) == 0
        return place
    write_tiny(place)
    kept = ["codebook", "provisions"] + ["promises"] * (kind == "no optional tables")
    for path in place.glob("*.csv"):
        if path.stem not in kept:
            path.unlink()
    if kind == "no optional tables":
        manifest = place / "dossier.toml"
        manifest.write_text(
            manifest.read_text(encoding="utf-8").replace("articles = 5", "articles = 23"), encoding="utf-8"
        )
    return place


def run(path: Path) -> list[str]:
    """Run a notebook's cells as they stand, show what each ends with, and return it as plain text."""
    names: dict[str, object] = {}
    said = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path.name, "exec"), names)
        if last is not None:
            shown = eval(compile(ast.Expression(last.value), path.name, "eval"), names)
            for show in ("_repr_mimebundle_", "_repr_html_", "_repr_markdown_"):
                if hasattr(shown, show):
                    assert getattr(shown, show)()
                    break
            said.append(repr(shown))
    return said


@pytest.mark.parametrize("kind", KINDS)
def test_all_notebooks_run_on_a_dossier(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANALYSTKIT_HOME", str(tmp_path))
    place = write(kind, tmp_path)
    monkeypatch.setenv("ANALYSTKIT_DOSSIER", str(place))
    monkeypatch.chdir(tmp_path)
    said = {path.stem: run(path) for path in NOTEBOOKS}
    quiet = " ".join(text for texts in said.values() for text in texts if "there is no" in text)
    assert ("there is no events.csv" in quiet) == (not (place / "events.csv").exists())
    assert "Russia" not in str(said)
    assert "Iran" not in str(said)
