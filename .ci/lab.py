"""Open JupyterLab on the start notebook, on this machine's own address only, with its token."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START = "notebooks/00_start_here.ipynb"


def main() -> None:
    """Replace this process by JupyterLab; further arguments are passed on to it."""
    os.chdir(ROOT)
    command = [sys.executable, "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1", START]
    if getattr(os, "geteuid", lambda: 1)() == 0:
        command.append("--allow-root")  # JupyterLab refuses root, which is all that a container has
    os.execv(sys.executable, [*command, *sys.argv[1:]])


if __name__ == "__main__":
    main()
