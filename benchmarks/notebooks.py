"""How long the kit takes to import, and each notebook to run, against what must be paid anyway.

Run it with ``python benchmarks/notebooks.py``. A notebook runs cold, in a process of its own: its cells as
they stand, panels and figures encoded as the page gets them. Beside it runs the bare way: ipywidgets, pandas,
anywidget and matplotlib imported, the dossier's tables read with `pandas.read_csv`, and as many bar charts
saved as the notebook shows pictures. Each time is the least of several runs, the two sides in turn; times are
of the processor, which other work on the machine changes less than the clock.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST_IMPORT, MOST_NOTEBOOK, RUNS = 1.15, 1.6, 3
IMPORTS = "import pandas, ipywidgets\nfrom matplotlib.figure import Figure\n"
KIT = "import analystkit as ak\nfor name in ak.__all__:\n    getattr(ak, name)\n"
RUN = """
import ast, json, sys
shown, names = 0, {}
for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
    if cell["cell_type"] != "code":
        continue
    tree = ast.parse("".join(cell["source"]))
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if last is None:
        continue
    made = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    for show in ("_repr_mimebundle_", "_repr_html_", "_repr_markdown_", "_repr_png_"):
        if hasattr(made, show):
            said = getattr(made, show)()
            said = said[0] if isinstance(said, tuple) else said
            shown += "image/png" in said if isinstance(said, dict) else show == "_repr_png_"
            break
print(shown)
"""
BARE = """
import anywidget, glob, io, sys
for path in glob.glob(sys.argv[2] + "/*.csv"):
    pandas.read_csv(path)
for _ in range(int(sys.argv[1])):
    figure = Figure(figsize=(6.7, 4))
    figure.subplots().barh([f"subject {n}" for n in range(20)], range(20))
    figure.savefig(io.BytesIO(), format="png", dpi=130)
"""


def taken(code: str, *arguments: str, home: str) -> tuple[float, str]:
    """Return how many seconds of the processor a process took, and what it printed."""
    own = {**os.environ, "ANALYSTKIT_HOME": home, "PYTHONPATH": str(ROOT)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=own, cwd=home, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def measures() -> list[tuple[str, float, float | None]]:
    """Return what was measured, its ratio to the bare way, and at most what it shall be."""
    made: list[tuple[str, float, float | None]] = []
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "data").symlink_to(ROOT / "data")
        tables = str(ROOT / "data" / "russia-iran-2025")
        sides = [[taken(code, home=home)[0] for code in (KIT, IMPORTS)] for _ in range(2 * RUNS)]
        kit, bare = (min(side) for side in zip(*sides, strict=True))
        made.append(
            ("names of the kit imported / pandas, ipywidgets, Figure imported", kit / bare, MOST_IMPORT)
        )
        for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
            pictures, runs, plain = "0", [], []
            for _ in range(RUNS):
                seconds, pictures = taken(RUN, str(path), home=home)
                runs.append(seconds)
                plain.append(taken(IMPORTS + BARE, pictures.strip(), tables, home=home)[0])
            ratio = min(runs) / min(plain)
            made.append((f"{path.stem}, run cold / imports and figures bare", ratio, MOST_NOTEBOOK))
    return made


if __name__ == "__main__":
    for what, ratio, most in measures():
        print(f"{what}: {ratio:.2f} (at most {most})")
