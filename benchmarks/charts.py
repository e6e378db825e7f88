"""How long charts take, beside bare pictures of matplotlib's and beside themselves with fewer rows.

``python benchmarks/charts.py`` prints each ratio with the most that it may be.
All is measured in one run, each thing several times, and the quickest counts, in time of the processor.

What stays beyond its mark, by the profile: half of a PDF is fontTools reading the layout tables of each
font that it embeds letters of, which a bare PDF (Type 3) does not do; and of ten thousand events a third
of the time is the recipe, which holds every row drawn, so that the figure can be made again.
"""

from __future__ import annotations

import csv
import io
import itertools
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import analystkit as ak
from analystkit import charts

ROOT = Path(__file__).resolve().parents[1]
FORMATS = ("png", "svg", "pdf")
ROWS = (100, 1_000, 10_000)


def quickest(*made: Callable[[], object], rounds: int = 5) -> list[float]:
    """Return the seconds that each takes at best, all in turn."""
    best = [float("inf")] * len(made)
    for _ in range(rounds):
        for at, make in enumerate(made):
            start = time.process_time()
            make()
            best[at] = min(best[at], time.process_time() - start)
    return best


def bare(size: tuple[float, float], dpi: float, extension: str = "png") -> bytes:
    """Return a bar chart of eight bars as matplotlib draws it by itself."""
    figure = Figure(figsize=size, dpi=dpi)
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.barh([f"name {at}" for at in range(8)], range(1, 9))
    axes.set_title("Eight bars")
    out = io.BytesIO()
    figure.savefig(out, format=extension)
    return out.getvalue()


def of_rows(folder: Path, table: str, many: int) -> ak.Dossier:
    """Return the shipped dossier with so many rows in one table, its own again and again under other keys."""
    place = folder / f"{table}-{many}"
    shutil.copytree(ROOT / "data" / "russia-iran-2025", place)
    file = place / f"{table}.csv"
    with file.open(encoding="utf-8-sig", newline="") as held:
        rows = list(csv.DictReader(held))
    with file.open("w", encoding="utf-8", newline="") as held:
        writer = csv.DictWriter(held, rows[0])
        writer.writeheader()
        for at, row in zip(range(many), itertools.cycle(rows)):
            writer.writerow({**row, "id": f"{row['id']}-{at}" if at >= len(rows) else row["id"]})
    return ak.open_dossier(place)


def measures() -> list[tuple[str, float, float | None]]:
    """Return what was measured: its name, the ratio, and the most that it may be."""
    dossier, found = ak.open_dossier("russia-iran-2025"), list[tuple[str, float, float | None]]()
    for name in ("timeline", "motives-to-articles"):
        figure = ak.draw(dossier, name)
        size, dpi = figure.size, figure.recipe.dpi
        kit, plain = quickest(lambda name=name: ak.draw(dossier, name).png(), lambda: bare(size, dpi))  # noqa: B023
        found.append((f"{name}, drawn and encoded / a bare bar chart of its size", kit / plain, 1.5))
    names = [chart.name for chart in charts.all() if all(map(dossier.has, (chart.table, *chart.also)))]
    kit = plain = 0.0
    for name in names:
        figure = ak.draw(dossier, name)
        size, dpi = figure.size, figure.recipe.dpi

        def drawn(name: str = name) -> None:
            made = ak.draw(dossier, name)
            for extension in FORMATS:
                made.encoded(extension)

        def plainly() -> None:
            for extension in FORMATS:
                bare(size, dpi, extension)  # noqa: B023

        one, other = quickest(drawn, plainly, rounds=3)
        kit, plain = kit + one, plain + other
    found.append((f"{len(names)} charts in three formats / as many bare savefig", kit / plain, 1.5))
    with tempfile.TemporaryDirectory() as folder:
        for name, table, most in (("timeline", "events", (10, 2)), ("legalization", "provisions", (12, 11))):
            taken = []
            for many in ROWS:
                held = of_rows(Path(folder), table, many)
                taken += quickest(lambda held=held, name=name: ak.draw(held, name).png(), rounds=3)
            for at in (1, 2):
                said = f"{name} of {ROWS[at]:,} rows / of {ROWS[at - 1]:,}"
                found.append((said, taken[at] / taken[at - 1], most[at - 1]))
    return found


def main() -> int:
    """Print the ratios."""
    found = measures()
    for said, ratio, most in found:
        print(f"{said:68} {ratio:6.2f}" + ("" if most is None else f"  (at most {most:g})"))
    return int(any(most is not None and ratio > most for _, ratio, most in found))


if __name__ == "__main__":
    sys.exit(main())
