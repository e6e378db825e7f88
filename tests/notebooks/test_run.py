"""Every notebook runs from top to bottom, and a warning in one is a failure."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(
    path for path in (ROOT / "notebooks").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts
)

# A first cell turns warnings into errors once the kernel runs, so that what the kernel says while
# it starts does not count. When it ends, ipykernel complains of its own `do_shutdown`.
STRICT = """import warnings
warnings.simplefilter("error")
warnings.filterwarnings("ignore", "For consistency across implementations", PendingDeprecationWarning)"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of the checkout's data and notebooks, so that what a notebook saves goes there."""
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return tmp_path


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_without_a_warning(path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANALYSTKIT_HOME", str(home))
    monkeypatch.setenv("IPYTHONDIR", str(home / ".ipython"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    notebook = nbformat.read(home / path.relative_to(ROOT), as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(STRICT))
    here = {"metadata": {"path": str((home / path.relative_to(ROOT)).parent)}}
    NotebookClient(notebook, timeout=180, kernel_name="python3", resources=here).execute()
    spoken = [output["text"] for output in _outputs(notebook) if output.get("name") == "stderr"]
    assert spoken == []
    assert any(output["output_type"] != "stream" for output in _outputs(notebook))


def _outputs(notebook: nbformat.NotebookNode) -> list[dict]:
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def test_a_warning_would_be_noticed() -> None:
    from nbclient.exceptions import CellExecutionError

    sources = [STRICT, "warnings.warn('old', DeprecationWarning)"]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    client = NotebookClient(nbformat.v4.new_notebook(cells=cells), timeout=60, kernel_name="python3")
    with pytest.raises(CellExecutionError, match=r"DeprecationWarning.*old"):
        client.execute()
