"""Serve the notebooks as pages with Voilà, on this machine's own address only; nothing can be written."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Start Voilà from the environment of this Python; further arguments are passed on to it."""
    os.chdir(ROOT)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    os.environ["ANALYSTKIT_READONLY"] = "yes"
    command = [sys.executable, "-m", "voila", "notebooks", "--Voila.ip=127.0.0.1", "--strip_sources=True"]
    command += ["--VoilaConfiguration.show_tracebacks=False", *sys.argv[1:]]
    if os.name == "posix":
        os.execv(sys.executable, command)
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main())
