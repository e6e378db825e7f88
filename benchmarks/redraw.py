"""How long a changed filter takes to redraw, in the panel and with `ipywidgets.interact` and pyplot.

Run it with ``python benchmarks/redraw.py``. Both sides draw the same stacked bars of the same rows, at one
resolution, in one real kernel: interact through matplotlib's inline backend, which renders with a tight
bounding box; the panel with everything that it does beside drawing (counts beside the terms, alternative
text, headline, sources, code), and with the wait in which it makes sure that the hand has come to rest.

It prints the medians of the ratios. Both sides have the picture's marks to answer with.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

MOST, MOST_AGAIN = 0.5, 0.1
ROUNDS = 16  # filters to try
DPI = 100  # what the inline backend uses
WIDTH = 170 / 25.4  # inches
MARK = "REDRAW "


def plain_chart(dossier: Any) -> Callable[[str], None]:
    """Return what an analyst would write: provisions by domain, stacked by obligation, with pyplot."""
    import matplotlib.pyplot as plt
    import pandas as pd

    provisions = dossier.table("provisions")
    provisions = provisions[provisions["verification"] != "unverified"]
    label, color = dossier.codebook.label, dossier.codebook.color

    def draw(domain: str) -> None:
        rows = provisions if domain == "all" else provisions[provisions["domain"] == domain]
        names = [label("provisions", "domain", term) for term in rows["domain"].astype(object)]
        forms = rows["obligation"].astype(object).fillna("")
        table = pd.crosstab(pd.Series(names, index=rows.index), forms)
        table = table.loc[table.sum(axis=1).sort_values().index]
        _, ax = plt.subplots(figsize=(WIDTH, 1.6 + 0.22 * len(table)))
        left = pd.Series(0, index=table.index)
        for form in table.columns:
            bars = ax.barh(
                table.index,
                table[form],
                left=left,
                color=color("provisions", "obligation", form),
                label=label("provisions", "obligation", form),
            )
            ax.bar_label(bars, [str(n) if n else "" for n in table[form]], label_type="center", fontsize=7)
            left = left + table[form]
        for at, total in enumerate(left):
            ax.text(total + 0.05, at, str(total), va="center", fontsize=8, fontweight="bold")
        title = f"{len(rows)} provisions in {len(table)} domains"
        ax.set_title(title, loc="left", fontsize=11, fontweight="bold")
        ax.spines[["top", "right", "left"]].set_visible(False)
        ax.tick_params(length=0, labelsize=8)
        ax.grid(axis="x", linewidth=0.4)
        ax.legend(fontsize=7, ncols=4, frameon=False, loc="upper left", bbox_to_anchor=(0, -0.06))
        cited = sorted({dossier.sources[c.source].short for cell in rows["sources"] for c in cell})
        line = "Sources: " + "; ".join(cited[:12])
        ax.annotate(line, (0, 0), (0, -46), "axes fraction", "offset points", fontsize=7, wrap=True)
        plt.show()  # interact no longer does it: matplotlib's backend has another name now

    return draw


async def measure(rounds: int) -> dict[str, list[float]]:
    """Change a filter on both sides, in turn, and return the seconds that each change took."""
    import ipywidgets
    from IPython import get_ipython

    import analystkit as ak

    get_ipython().run_line_magic("matplotlib", "inline")
    dossier = ak.open_dossier("russia-iran-2025")
    terms = [term.term for term in dossier.codebook.terms("provisions", "domain")]
    counts = dossier.table("provisions")["domain"].value_counts()
    states = ["all", *sorted(terms, key=lambda term: -counts.get(term, 0))[:rounds]]
    menu = ipywidgets.Dropdown(options=["none", *states], value="all")
    ipywidgets.interact(plain_chart(dossier), domain=menu)
    filters = ["domain", "obligation", "verification", "search"]
    panel = ak.explore(dossier, "provisions", ["provisions-by-domain"], filters)
    panel.picture.pixels = round(WIDTH * DPI)
    boxes = panel.filters["domain"].widget
    taken: dict[str, list[float]] = {"panel": [], "again": [], "interact panel": [], "interact again": []}
    for place, state in enumerate([*states[1:], *["all", states[1]] * (rounds // 2)]):
        kind = "panel" if place < len(states) - 1 else "again"
        start = time.perf_counter()
        menu.value = state
        taken[f"interact {kind}"].append(time.perf_counter() - start)
        before = panel.picture.png
        start = time.perf_counter()
        boxes.value = [] if state == "all" else [state]
        while panel.redraw._timer is not None:
            await asyncio.sleep(0.001)
        taken[kind].append(time.perf_counter() - start)
        assert panel.picture.png != before, f"the panel did not redraw for {state}"
    return {name: seconds[2:] for name, seconds in taken.items()}  # the first two warm caches


def in_kernel(rounds: int) -> dict[str, list[float]]:
    """Run `measure` in a kernel of its own."""
    from jupyter_client.manager import start_new_kernel

    root = Path(__file__).resolve().parents[1]
    code = (
        f"import sys, json; sys.path[:0] = [{str(root)!r}, {str(root / 'benchmarks')!r}]; import redraw\n"
        f"taken = await redraw.measure({rounds})\nprint('{MARK}' + json.dumps(taken))"
    )
    said: list[str] = []

    def listen(message: dict[str, Any]) -> None:
        content = message["content"]
        said.append(content.get("text", "") if message["msg_type"] == "stream" else "")
        if message["msg_type"] == "error":
            raise SystemExit("\n".join(content["traceback"]))

    manager, client = start_new_kernel(kernel_name="python3", cwd=str(root))
    try:
        client.execute_interactive(code, timeout=600, output_hook=listen)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    text = "".join(said)
    found: dict[str, list[float]] = json.loads(text[text.index(MARK) + len(MARK) :].splitlines()[0])
    return found


def measures() -> list[tuple[str, float, float | None]]:
    """Return what was measured, its ratio to the other way, and at most what it shall be."""
    taken = in_kernel(ROUNDS)
    ratios = {
        name: sorted(a / b for a, b in zip(taken[name], taken[f"interact {name}"], strict=True))
        for name in ("panel", "again")
    }
    ratio, again = (found[len(found) // 2] for found in ratios.values())
    return [
        ("filter to picture / interact with pyplot", ratio, MOST),
        ("a view seen before / interact with pyplot", again, MOST_AGAIN),
    ]


if __name__ == "__main__":
    for what, ratio, most in measures():
        print(f"{what}: {ratio:.2f} (at most {most})")
