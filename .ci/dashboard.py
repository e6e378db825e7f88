"""Serve the notebooks as pages with Voilà, on this machine's own address only; nothing can be written."""

import os
import sys

from lab import run, surroundings


def main() -> int:
    """Start Voilà from the environment of this Python; further arguments are passed on to it."""
    command = [sys.executable, "-m", "voila", "notebooks", "--Voila.ip=127.0.0.1", "--strip_sources=True"]
    command += ["--VoilaConfiguration.show_tracebacks=False", *sys.argv[1:]]
    return run(command, surroundings(dict(os.environ)) | {"ANALYSTKIT_READONLY": "yes"})


if __name__ == "__main__":
    sys.exit(main())
