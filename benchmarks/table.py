"""Every ratio that is measured, in one table, each part in a process of its own.

``python benchmarks/table.py`` prints it, with ``--write`` it goes into `docs/speed.md`. It ends with 1
when a ratio is past its mark and nothing on that page explains it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "speed.md"
PARTS = ("notebooks", "dossiers", "charts", "redraw", "texts", "briefs")
ASK = """import json, sys
sys.path[:0] = {path!r}
from {part} import measures
print("\\n" + json.dumps(measures()))
"""


def part(name: str) -> list[tuple[str, float, float | None]]:
    """Return what one script measures."""
    code = ASK.format(path=[str(HERE.parent), str(HERE)], part=name)
    done = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True)
    return [tuple(each) for each in json.loads(done.stdout.splitlines()[-1])]


def explained() -> dict[str, str]:
    """Return why a ratio may be past its mark, by what was measured, as the page about speed says it."""
    return dict(re.findall(r"^- \*\*(.+?)\*\*: (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.M))


def main() -> int:
    """Print the table."""
    rows, over, why = ["| what | ratio | at most |", "| --- | --- | --- |"], 0, explained()
    print(*rows, sep="\n")
    for name in PARTS:
        for what, ratio, most in part(name):
            late = most is not None and ratio > most
            over += late and what not in why
            mark = "" if most is None else f"{most:g}"
            rows.append(f"| {what} | {ratio:.2f} | {mark}{' (see below)' if late and what in why else ''} |")
            print(rows[-1] + ("  <-- over" if late and what not in why else ""), flush=True)
    if "--write" in sys.argv:
        text = PAGE.read_text(encoding="utf-8")
        table = "\n".join(rows)
        text = re.sub(r"(?s)(<!-- ratios -->\n).*?(?=<!-- end -->)", lambda m: f"{m[1]}{table}\n", text)
        PAGE.write_text(text, encoding="utf-8")
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main())
