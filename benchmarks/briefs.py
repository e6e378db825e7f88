"""How long a brief without figures takes, beside bare Pandoc for the same four formats.

``python benchmarks/briefs.py`` prints both, and the share; the kit may take twice as long plus its own start.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analystkit.pandoc import program

HEAD = "---\ntitle: A brief without figures\ndossier: russia-iran-2025\nlang: en-GB\n---\n\n"
SENTENCE = "A sentence of some length that says little and cites nothing. "
PROSE = "# Section {n}\n\n" + SENTENCE * 12 + "\n\n- A point.\n\n"
FORMATS = ("docx", "pptx", "html", "pdf")
START = "import analystkit, pandas, matplotlib.figure; from analystkit.briefs import make_brief"
RUNS = 3


def timed(command: list[str], folder: Path) -> float:
    """Return the seconds of the quickest of a few runs."""
    best = 1e9
    for _ in range(RUNS):
        begun = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        best = min(best, time.perf_counter() - begun)
    return best


def taken() -> dict[str, float]:
    """Return the seconds of bare Pandoc and Typst, of the kit's start, of the kit, and what it may take."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        text = HEAD + "".join(PROSE.format(n=n) for n in range(12))
        (folder / "brief.md").write_text(text, "utf-8")
        typst = "import typst; open('brief.pdf', 'wb').write(typst.compile('brief.typ'))"
        bare = 0.0
        for form in FORMATS:
            target = "typ" if form == "pdf" else form
            command = [program(), "--standalone", "brief.md", "--citeproc", "--output", f"brief.{target}"]
            bare += timed(command, folder)
        bare += timed([sys.executable, "-c", typst], folder)
        start = timed([sys.executable, "-c", START], folder)
        make = [sys.executable, "-m", "analystkit.cli", "brief", "brief.md", "--out", "out", "--overwrite"]
        kit = timed(make, folder)
    return {"pandoc": bare, "start": start, "kit": kit, "allowed": 2 * bare + start}


def measures() -> list[tuple[str, float, float | None]]:
    """Return the kit's share of what it may take."""
    found = taken()
    return [
        ("a brief without figures / twice bare Pandoc and the start", found["kit"] / found["allowed"], 1.0)
    ]


def main() -> int:
    """Print the times; fail when the kit takes longer than twice Pandoc plus its start."""
    found = taken()
    print(json.dumps({name: round(seconds, 2) for name, seconds in found.items()}))
    within = found["kit"] <= found["allowed"]
    print(f"{'within' if within else 'beyond'} twice Pandoc plus the start")
    return int(not within)


if __name__ == "__main__":
    sys.exit(main())
