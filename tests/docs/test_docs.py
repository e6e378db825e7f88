"""The documentation builds without a warning, and every guide does what it says, in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# tests/notebooks/test_from_nothing.py follows the one on a new dossier, from a project without any.
GUIDES = sorted(
    set((ROOT / "docs" / "guides").glob("*.md")) - {ROOT / "docs" / "guides" / "start-a-dossier.md"}
)
BLOCK = re.compile(r"(?ms)^```(python|sh)\n(.*?)^```$")


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which the project's commands work on a copy of its data."""
    tools = str(Path(sys.executable).parent)
    ours = {"ANALYSTKIT_HOME": str(home), "PATH": os.pathsep.join([tools, os.environ["PATH"]])}
    return {**os.environ, **ours, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("data", "notebooks"):
        skip = shutil.ignore_patterns(".ipynb_checkpoints", "texts")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=skip)
    return tmp_path


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_a_guide_does_what_it_says(guide: Path, home: Path) -> None:
    blocks = BLOCK.findall(guide.read_text(encoding="utf-8"))
    assert blocks, f"{guide.name} has nothing to run"
    for language, code in blocks:
        command = ["bash", "-ec", code] if language == "sh" else [sys.executable, "-c", code]
        done = subprocess.run(
            command, cwd=home, env=environment(home), capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, f"{guide.name}:\n{code}\n{done.stdout}\n{done.stderr}"


def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    source = tmp_path / "docs"
    shutil.copytree(ROOT / "docs", source, ignore=shutil.ignore_patterns("_build", "gallery", "gallery.md"))
    conf = (source / "conf.py").read_text(encoding="utf-8")
    (source / "conf.py").write_text(
        conf.replace("Path(__file__).resolve().parents[1]", repr(ROOT).replace("PosixPath", "Path")),
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", str(source), str(tmp_path / "out")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "out" / "gallery.html").read_text(encoding="utf-8")
    assert "provisions-by-domain.png" in page


def test_the_configuration_for_a_hub_is_loaded() -> None:
    from jupyterhub.app import JupyterHub

    app = JupyterHub()
    app.load_config_file(str(ROOT / "docs" / "jupyterhub_config.py"))
    assert app.config.Spawner.default_url.endswith("00_start_here.ipynb")
    assert app.config.JupyterHub.bind_url.startswith("http://127.0.0.1")
