"""Take a picture of a whole notebook, run in a real JupyterLab.

python -m tests.browser.look notebooks/01_provisions.ipynb look.png --width 1280

A long notebook also comes in pieces, look-1.png, look-2.png …, which can be read at full size.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.browser.lab import ROOT, Lab, Pages, Server, browsing, working_copy

PIECE = 1400


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.look", description=__doc__)
    parser.add_argument("notebook", type=Path)
    parser.add_argument("picture", type=Path, help="PNG file to write")
    parser.add_argument("--width", type=int, default=1280, help="of the window, in pixels")
    parser.add_argument("--window", type=int, metavar="HEIGHT", help="only the top, in a window this high")
    parser.add_argument("--no-sidebar", action="store_true", help="fold JupyterLab's file browser away")
    parser.add_argument("--no-run", action="store_true", help="show the notebook as stored")
    given = parser.parse_args(arguments)
    if not given.notebook.is_file():
        parser.error(f"no such notebook: {given.notebook}")
    with tempfile.TemporaryDirectory(prefix="look-") as folder, browsing() as browser:
        home = working_copy(Path(folder, "home"))
        server = Server(home, Path(folder, "state"))
        try:
            lab = Lab(Pages(server, browser), given.width, given.window or 900)
            lab.open(_inside(given.notebook, home), sidebar=not given.no_sidebar)
            if not given.no_run:
                lab.run_all(check=False)
            take = lab.screenshot if given.window else lab.whole_screenshot
            pictures = [take(given.picture), *_pieces(given.picture)]
            failed = lab.errors() + lab.complaints
            lab.close()
        finally:
            server.stop()
    print(*failed, *pictures, sep="\n")
    return 1 if failed else 0


def _pieces(path: Path) -> list[Path]:
    """Cut a picture much higher than a window into pieces of `PIECE` pixels."""
    with Image.open(path) as picture:
        if picture.height <= 1.3 * PIECE:
            return []
        made = []
        for top in range(0, picture.height, PIECE):
            made.append(path.with_name(f"{path.stem}-{len(made) + 1}{path.suffix}"))
            picture.crop((0, top, picture.width, min(top + PIECE, picture.height))).save(made[-1])
        return made


def _inside(notebook: Path, home: Path) -> str:
    """Path of the notebook from the working copy's root; one from elsewhere is copied into it."""
    full = notebook.resolve()
    if full.is_relative_to(ROOT / "notebooks"):
        return full.relative_to(ROOT).as_posix()
    return Path(shutil.copy(full, home / "notebooks" / full.name)).relative_to(home).as_posix()


if __name__ == "__main__":
    sys.exit(main())
