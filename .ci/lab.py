"""Open JupyterLab on the start notebook, on this machine's own address only, with its token.

All that it writes lies in `.jupyter/` in the checkout, and a person's own Jupyter, IPython and matplotlib
settings change nothing; with `--personal` (`make lab PERSONAL=1`) they are used, and theirs are written.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START = "notebooks/00_start_here.ipynb"
STATE = ROOT / ".jupyter"
# Each new user is asked whether JupyterLab may fetch news. Nothing here reaches out, so it is told no.
NEWS = {"fetchNews": "false", "checkForUpdates": False}
# No look for language servers (it starts npm, which writes to the home folder), no installing by click.
QUIET = ["--LanguageServerManager.autodetect=False", "--LabApp.extension_manager=readonly"]
NEWS_PLACE = "lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"


def surroundings(environ: dict[str, str], personal: bool = False) -> dict[str, str]:
    """Return the variables under which Jupyter reads and writes in the checkout alone."""
    path = os.pathsep.join(filter(None, [str(ROOT), environ.get("PYTHONPATH")]))
    if personal:
        return {**environ, "PYTHONPATH": path}
    kept = {
        name: value
        for name, value in environ.items()
        if not name.startswith(("JUPYTER_", "JUPYTERLAB_", "IPYTHON"))
        or name in ("JUPYTER_TOKEN", "JUPYTER_PORT")
    }
    own = {
        "JUPYTER_CONFIG_DIR": STATE / "config",
        "JUPYTER_DATA_DIR": STATE / "data",
        "JUPYTER_RUNTIME_DIR": STATE / "runtime",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": STATE / "ipython",
        "MPLCONFIGDIR": STATE / "matplotlib",
        "PYTHONNOUSERSITE": "1",
        "PYTHONPATH": path,
    }
    return kept | {name: str(value) for name, value in own.items()}


def run(command: list[str], environ: dict[str, str]) -> int:
    """Run a command in place of this process, where the system can, from the checkout's folder."""
    os.chdir(ROOT)
    if os.name == "posix":
        os.execve(command[0], command, environ)
    return subprocess.call(command, env=environ)


def main() -> int:
    """Start JupyterLab from the environment of this Python; further arguments are passed on to it."""
    asked = [each for each in sys.argv[1:] if each != "--personal"]
    personal = len(asked) < len(sys.argv) - 1
    news = STATE / "config" / NEWS_PLACE
    if not personal and not news.exists():
        news.parent.mkdir(parents=True, exist_ok=True)
        news.write_text(json.dumps(NEWS, indent=2) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1"]
    command += [f"--LabApp.default_url=/lab/tree/{START}", *([] if personal else QUIET), *asked]
    if getattr(os, "geteuid", lambda: 1)() == 0:
        command.append("--allow-root")  # root is all that a container has
    return run(command, surroundings(dict(os.environ), personal))


if __name__ == "__main__":
    sys.exit(main())
