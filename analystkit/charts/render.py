"""Drawing a chart: words first, then the frame around them, then the plot."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from analystkit.charts.canvas import Canvas, Mark
from analystkit.charts.chart import Chart, get
from analystkit.charts.frame import Credit, Frame, credit
from analystkit.charts.style import MM, house
from analystkit.charts.style import preset as preset_named
from analystkit.charts.text import without_glyph
from analystkit.charts.view import View, Words
from analystkit.dossier import TABLES, Dossier, Selection
from analystkit.errors import KitError
from analystkit.words import listing


@dataclass(frozen=True, eq=False)
class Drawing:
    """A chart drawn, with all that was said in and about it."""

    figure: Figure  #: at the preset's size
    preset: str  #: its name
    rows: pd.DataFrame  #: the rows shown
    headline: str
    subtitle: str
    alt: str
    note: str
    source_line: str
    citekeys: tuple[str, ...]  #: of the sources of the rows drawn one by one
    marks: tuple[Mark, ...] = ()  #: what is drawn, each with the rows behind it
    colored: frozenset[str] = frozenset()  #: the columns whose terms are told apart by color


def _said(view: View, chart: Chart, made: Words, title: str | None, more: str) -> Words:
    """Return a chart's words, with what each says of selection, verification and the analyst's own rows."""
    asked, subtitle = view.selection, made.subtitle
    if asked.where or asked.text or asked.dates:
        floor = "unverified" if chart.coverage else asked.floor
        subtitle = f"{subtitle} Shown: {asked.with_(floor=floor).sentence(view.dossier)}."
    verified = view.verified(view.ids) if made.verified is None else made.verified
    mine = int(view.rows["mine"].sum())
    own = f"* Includes {mine} of the analyst's own rows." if mine > 1 else "* The analyst's own row." * mine
    note = " ".join(filter(None, [made.note, verified, own, more]))
    alt = " ".join(f"{made.alt} {verified}".split())  # a label may be set with wider gaps
    return replace(made, headline=title or made.headline, subtitle=subtitle, note=note, alt=alt)


def _drawn(
    view: View, chart: Chart, title: str | None, caption: str, more: str = ""
) -> tuple[Words, Canvas, Credit]:
    """Return all words, the plot area with what is drawn in it, and the sources of that.

    A plan is made without a limit first; where it is taller than what the words leave, it is made again for
    that room, and once more should its words have grown.
    """
    view.room, table = math.inf, TABLES[view.table]
    blank = view.dossier.table(view.table).empty
    what = f"The dossier has no {table.noun} yet." if blank else f"No {table.one} matches."
    nothing = Words("Nothing is selected", what, f"An empty figure. {what}")
    for _ in range(3):
        plan, made = chart.make(view) if len(view.rows) else (None, nothing)
        words = _said(view, chart, made, title, more)
        ids, rows = set(getattr(plan, "ids", ())), view.rows
        if ids:
            rows = rows[[one in ids for one in view.ids]]
        elif words.cites is not None:
            rows = rows.iloc[:0]
        source = credit(rows, view.dossier, view.preset, words.cites or ())
        frame = Frame(words, source, caption, view.preset, plan.height if plan else 24 / MM)
        if plan is None or plan.height <= frame.plot + 1e-6:
            break
        view.room = min(view.room, frame.plot)
    figure = Figure(figsize=(frame.width, frame.height), dpi=view.preset.dpi)
    FigureCanvasAgg(figure)
    frame.draw(figure, view)
    canvas = Canvas(figure, view, frame.margin, frame.top, frame.plot)
    if plan:
        plan.draw(canvas)
    return words, canvas, source


def render(
    dossier: Dossier,
    name: str,
    selection: Selection,
    preset: str = "full",
    title: str | None = None,
    caption: str | None = None,
    options: Mapping[str, Any] | None = None,
) -> Drawing:
    """Draw a chart of the selected rows.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    name : str
        Name of the chart; `charts.all` lists them.
    selection : Selection
        Which rows of the chart's table. None selected gives a figure that says so.
    preset : str
        ``"column"``, ``"full"`` or ``"slide"``.
    title : str, optional
        Stands instead of the headline that is made from the rows.
    caption : str, optional
        The analyst's own words under the plot.
    options : mapping, optional
        The chart's options by name.

    Returns
    -------
    Drawing

    Raises
    ------
    KitError
        For an unknown chart, preset or option, a selection of another table or of too many rows, or a
        column that is lacking.
    """
    size, chart = preset_named(preset), get(name)
    chart.check(selection, dossier)
    asked = selection.with_(floor="unverified") if chart.coverage else selection
    view = View(dossier, selection, asked.rows(dossier), size, chart.settle(options))
    if len(view.rows) > chart.most:
        raise KitError(
            f"{len(view.rows):,} {TABLES[chart.table].noun} are selected, and the chart {name!r} draws "
            f"at most {chart.most:,}: narrow the selection (where=…, text=…, dates=…; --where, --text)"
        )
    with house():
        words, canvas, source = _drawn(view, chart, title, caption or "")
        missing = without_glyph(text.get_text() for text in canvas.figure.texts)
        if missing:
            signs = listing([f"{sign} (U+{ord(sign):04X})" for sign in missing], limit=8)
            words, canvas, source = _drawn(view, chart, title, caption or "", f"The font lacks {signs}.")
    return Drawing(
        canvas.figure, size.name, view.rows, words.headline, words.subtitle, words.alt, words.note,
        " ".join(source.lines), source.keys, tuple(canvas.marks), frozenset(view.colored),
    )  # fmt: skip
