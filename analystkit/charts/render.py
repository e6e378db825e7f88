"""Drawing a chart: words first, then the frame around them, then the plot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from analystkit.charts import frame, presets
from analystkit.charts.canvas import Canvas, Mark
from analystkit.charts.chart import Chart, Plan, get
from analystkit.charts.presets import MM, Preset
from analystkit.charts.sources import Credit, credit
from analystkit.charts.style import house
from analystkit.charts.text import without_glyph
from analystkit.charts.verified import how_verified, own_rows
from analystkit.charts.view import View, Words
from analystkit.dossier.tables import TABLES
from analystkit.words import listing

if TYPE_CHECKING:
    from analystkit.dossier import Dossier, Selection


@dataclass(frozen=True, eq=False)
class Drawing:
    """A chart drawn, with all that was said in it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure, at the preset's size.
    chart : str
        Name of the chart.
    selection : Selection
        Which rows were asked for.
    preset : str
        Name of the preset.
    rows : pandas.DataFrame
        The rows shown.
    headline, subtitle, alt, note, source_line : str
        The words in and about the figure.
    citekeys : tuple of str
        Keys of the sources of the rows drawn one by one.
    marks : tuple of Mark
        What is drawn, each with the rows behind it.
    missing : tuple of str
        Characters that the font cannot draw; the note names them.
    """

    figure: Figure
    chart: str
    selection: Selection
    preset: str
    rows: pd.DataFrame
    headline: str
    subtitle: str
    alt: str
    note: str
    source_line: str
    citekeys: tuple[str, ...]
    marks: tuple[Mark, ...] = ()
    missing: tuple[str, ...] = ()
    colored: frozenset[str] = frozenset()  # the columns whose terms are told apart by color


def _nothing(view: View) -> Words:
    """Return the words of a figure that has no row to show."""
    what = f"No {TABLES[view.table].one} matches"
    if view.dossier.table(view.table).empty:
        what = f"The dossier has no {TABLES[view.table].noun} yet"
    return Words("Nothing is selected", f"{what}.", f"An empty figure. {what}.", "")


def _shown(view: View, chart: Chart, subtitle: str) -> str:
    """Return the subtitle with the selection in words, where it leaves rows out."""
    asked = view.selection
    if not (asked.where or asked.text or asked.dates):
        return subtitle
    floor = "unverified" if chart.coverage else asked.floor
    return f"{subtitle} Shown: {asked.with_(floor=floor).sentence(view.dossier)}."


def _words(view: View, chart: Chart, words: Words, title: str | None) -> Words:
    """Return the chart's words, with what every chart says of verification and of the analyst's own rows."""
    subtitle = _shown(view, chart, words.subtitle)
    verified = how_verified(view.rows, view.table) if words.verified is None else words.verified
    own = own_rows(view.rows)
    note = " ".join(filter(None, [words.note, verified, own]))
    alt = " ".join(f"{words.alt} {verified}".split())  # a label may be set with wider gaps
    return replace(words, headline=title or words.headline, subtitle=subtitle, note=note, alt=alt)


def _credited(view: View, plan: Plan | None, words: Words) -> Credit:
    """Return what is said of the sources: of the rows that a plan draws one by one, else of all."""
    ids, rows = set(getattr(plan, "ids", ())), view.rows
    if ids:
        rows = rows[[one in ids for one in view.ids]]
    elif words.cites is not None:
        rows = rows.iloc[:0]
    return credit(rows, view.dossier, view.preset, words.cites or ())


def _drawn(
    view: View, chart: Chart, title: str | None, caption: str, more: str = ""
) -> tuple[Words, Canvas, Credit]:
    """Return all words, the plot area with what is drawn in it, and the sources of that.

    A plan is made without a limit first; where it is taller than what the words leave, it is made again for
    that room, and once more should its words have grown.
    """
    for _ in range(3):
        plan, made = chart.make(view) if len(view.rows) else (None, _nothing(view))
        words = _words(view, chart, made, title)
        words = replace(words, note=f"{words.note} {more}".strip())
        source = _credited(view, plan, words)
        above, below = frame.header(words, view.preset), frame.footer(words, source, caption, view)
        layout = frame.measure(above, below, view.preset, plan.height if plan else 24 / MM)
        if plan is None or plan.height <= layout.plot + 1e-6:
            break
        view = replace(view, room=min(view.room, layout.plot))
    figure = Figure(figsize=(layout.width, layout.height), dpi=view.preset.dpi)
    FigureCanvasAgg(figure)
    layout.draw(figure)
    canvas = Canvas(figure, view, layout.margin, layout.top, view.width, layout.plot)
    if plan:
        plan.draw(canvas)
    return words, canvas, source


def render(
    dossier: Dossier,
    name: str,
    selection: Selection,
    preset: str | Preset = "full",
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
    preset : str or Preset
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
        For an unknown chart, preset or option, a selection of another table, or a column that is lacking.
    """
    size = presets.preset(preset)
    chart = get(name)
    chart.check(selection, dossier)
    asked = selection.with_(floor="unverified") if chart.coverage else selection
    view = View(dossier, selection, asked.rows(dossier), size, chart.settle(options))
    with house():
        words, canvas, source = _drawn(view, chart, title, caption or "")
        missing = without_glyph(text.get_text() for text in canvas.figure.findobj(Text))
        if missing:
            signs = listing([f"{sign} (U+{ord(sign):04X})" for sign in missing], limit=8)
            words, canvas, source = _drawn(view, chart, title, caption or "", f"The font lacks {signs}.")
    return Drawing(
        canvas.figure, name, selection, size.name, view.rows, words.headline, words.subtitle, words.alt,
        words.note, source.text, source.keys, tuple(canvas.marks), missing, frozenset(view.colored),
    )  # fmt: skip
