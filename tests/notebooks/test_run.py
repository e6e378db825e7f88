"""Every notebook runs from top to bottom, and a warning in one is a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(
    path for path in (ROOT / "notebooks").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts
)

# A first cell forgets the notebook before and turns warnings into errors, once the kernel runs, so that what the
# kernel says while it starts does not count. When it ends, ipykernel complains of its own `do_shutdown`.
STRICT = """import ipywidgets, warnings
ipywidgets.Widget.close_all()
get_ipython().run_line_magic("reset", "-f")
import warnings
warnings.simplefilter("error")
warnings.filterwarnings("ignore", "For consistency across implementations", PendingDeprecationWarning)"""


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, AsyncKernelManager]]:
    """A kernel for all notebooks, over a copy of data and notebooks: what one saves goes there."""
    home = tmp_path_factory.mktemp("home")
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    own = {
        "ANALYSTKIT_HOME": str(home),
        "IPYTHONDIR": str(home / ".ipython"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    manager = AsyncKernelManager(kernel_name="python3")
    run_sync(manager.start_kernel)(env={**os.environ, **own}, cwd=str(home / "notebooks"))
    yield home, manager
    run_sync(manager.shutdown_kernel)(now=True)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_without_a_warning(path: Path, kernel: tuple[Path, AsyncKernelManager]) -> None:
    home, manager = kernel
    notebook = nbformat.read(home / path.relative_to(ROOT), as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(STRICT))
    NotebookClient(notebook, km=manager, timeout=180).execute()
    spoken = [output["text"] for output in _outputs(notebook) if output.get("name") == "stderr"]
    assert spoken == []
    assert any(output["output_type"] != "stream" for output in _outputs(notebook))


def _outputs(notebook: nbformat.NotebookNode) -> list[dict]:
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def test_a_warning_would_be_noticed(kernel: tuple[Path, AsyncKernelManager]) -> None:
    from nbclient.exceptions import CellExecutionError

    sources = [STRICT, "warnings.warn('old', DeprecationWarning)"]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    client = NotebookClient(nbformat.v4.new_notebook(cells=cells), km=kernel[1], timeout=60)
    with pytest.raises(CellExecutionError, match=r"DeprecationWarning.*old"):
        client.execute()
