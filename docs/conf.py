"""How `make docs` builds the documentation; gallery and codebook are made from the kit itself."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import analystkit as ak  # noqa: E402
from analystkit import charts  # noqa: E402

project = "analystkit"
copyright = "the analystkit founders, MIT licence"  # noqa: A001 - Sphinx's name for it
release = ak.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
autodoc_member_order = "bysource"
autodoc_typehints = "none"
napoleon_google_docstring = False
html_theme = "alabaster"
html_theme_options = {
    "description": "Notebooks, charts and briefs on one treaty, every figure with its sources",
    "fixed_sidebar": True,
    "page_width": "1080px",
}
html_static_path: list[str] = []
suppress_warnings = ["myst.header"]


def write_gallery(folder: Path) -> None:
    """Draw every chart over the dossier that opens by itself, with the line that draws it."""
    dossier = ak.open_dossier()
    lines = ["# Gallery", "", f"Every chart, over *{dossier.about.title}*. `make docs` draws them anew.", ""]
    folder.mkdir(exist_ok=True)
    for chart in charts.all():
        lines += [f"## {chart.label}", "", chart.about, ""]
        try:
            figure = ak.draw(dossier, chart.name)
            (folder / f"{chart.name}.png").write_bytes(figure.screen_png(110))
        except ak.KitError as error:
            lines += [f"*Not drawn here: {error}.*", ""]
            continue
        alt = figure.said.alt.replace("]", ")").replace("[", "(")
        lines += [f"![{alt}](gallery/{chart.name}.png)", "", "```python"]
        lines += [f'ak.draw(dossier, "{chart.name}")', "```", ""]
    (folder.parent / "gallery.md").write_text("\n".join(lines), encoding="utf-8")


def write_codebook(folder: Path) -> None:
    """Write the codebook of the dossier that opens by itself, a table for each field."""
    codebook = ak.open_dossier().table("codebook")
    lines = ["# Codebook", "", "What each term means. A dossier has its own `codebook.csv`.", ""]
    for (table, field), terms in codebook.groupby(["table", "field"], sort=False):
        lines += [f"## {table}: {field}", "", "| term | label | meaning |", "| --- | --- | --- |"]
        for row in terms.to_dict("records"):
            cells = [f"`{row['term']}`", row["label"], row["definition"]]
            lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
        lines.append("")
    (folder / "codebook.md").write_text("\n".join(lines), encoding="utf-8")


def setup(app) -> None:
    """Make what the kit itself can say, before Sphinx reads the pages."""
    here = Path(app.srcdir)
    write_gallery(here / "gallery")
    write_codebook(here)
