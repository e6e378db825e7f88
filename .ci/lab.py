"""Open JupyterLab on the start notebook, on this machine's own address only, with its token."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START = "notebooks/00_start_here.ipynb"
# Each new user is asked whether JupyterLab may fetch news. Nothing here reaches out, so it is told no.
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}


def main() -> int:
    """Start JupyterLab from the environment of this Python; further arguments are passed on to it."""
    os.chdir(ROOT)
    overrides = Path(sys.prefix, "share/jupyter/lab/settings/overrides.json")
    if not overrides.exists():
        overrides.parent.mkdir(parents=True, exist_ok=True)
        overrides.write_text(json.dumps(SETTINGS, indent=2) + "\n", encoding="utf-8")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1"]
    command += [f"--LabApp.default_url=/lab/tree/{START}", *sys.argv[1:]]
    if getattr(os, "geteuid", lambda: 1)() == 0:
        command.append("--allow-root")  # root is all that a container has
    if os.name == "posix":
        os.execv(sys.executable, command)
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main())
