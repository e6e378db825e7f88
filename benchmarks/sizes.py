"""How long the kit takes and how much memory it holds at growing size: each in a process of its own.

Run it with ``python benchmarks/sizes.py``; with ``--write`` the table goes into `docs/speed.md`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
PAGE = HERE.parent / "docs" / "speed.md"
EVENTS, WORDS = (1_000, 10_000, 100_000), (10_000, 100_000, 1_000_000)


def events(many: int, folder: Path) -> list[Callable[[], object]]:
    """Return what is timed over so many events: open, select, draw the timeline."""
    from dossiers import invented

    import analystkit as ak

    place = invented(folder / "tiny", many)
    opened = ak.open_dossier(place)
    chosen = ak.Selection.make("events", {"category": ["war"]}, dates=("1990", "1999"))
    return [
        lambda: ak.open_dossier(place),
        lambda: opened.rows(chosen),
        lambda: ak.draw(opened, "timeline", floor="unverified").png(),
    ]


def words(many: int, _: Path) -> list[Callable[[], object]]:
    """Return what is timed over so many words: read a text, search it."""
    from texts import Corpus, made_treaty, read, search, text_corpus

    treaty = made_treaty(many)
    given = text_corpus([read(treaty)])
    return [lambda: read(treaty), lambda: search(Corpus(given.name, given.units), "shall")]


def one(kind: str, many: int) -> None:
    """Print the seconds of each step and the most memory that the process held."""
    import resource

    with tempfile.TemporaryDirectory() as place:
        seconds = []
        for step in {"events": events, "words": words}[kind](many, Path(place)):
            begun = time.perf_counter()
            step()
            seconds.append(time.perf_counter() - begun)
    print(json.dumps([*seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def main() -> int:
    """Print the tables."""
    lines = list[str]()
    for kind, sizes, steps in (
        ("events", EVENTS, ("open", "select", "timeline")),
        ("words", WORDS, ("read", "search")),
    ):
        lines += [f"| {kind} | {' | '.join(f'{step}, s' for step in steps)} | memory, MiB |"]
        lines += ["| --- " * (len(steps) + 2) + "|"]
        for many in sizes:
            command = [sys.executable, __file__, kind, str(many)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            *seconds, memory = json.loads(done.stdout.splitlines()[-1])
            lines.append(f"| {many:,} | {' | '.join(f'{each:.2f}' for each in seconds)} | {memory:,.0f} |")
        lines.append("")
    print(*lines, sep="\n")
    if "--write" in sys.argv:
        text, table = PAGE.read_text(encoding="utf-8"), "\n".join(lines)
        text = re.sub(r"(?s)(<!-- sizes -->\n).*?(?=<!-- end -->)", lambda m: f"{m[1]}{table}", text)
        PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in ("events", "words"):
        one(sys.argv[1], int(sys.argv[2]))
    else:
        sys.exit(main())
