"""Figures of a series: over time where there are many, else one by one, and never joined across series."""

from __future__ import annotations

from collections.abc import Sequence

from analystkit.charts.canvas import Canvas
from analystkit.charts.indicators_lines import draw_line_panel
from analystkit.charts.indicators_panels import Panel, common_caution, conflicts, figures, panels
from analystkit.charts.indicators_rows import draw_row_panel, rows_height
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.style import MUTED
from analystkit.charts.text import line_height, wrap
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count, listing
from analystkit.dossier.dates import say_date

_LINES = {"column": 1.35, "full": 1.75, "slide": 1.05}  # height of a series over time, in inches
_BETWEEN = 0.16  # two panels, in inches


def _head(view: View, panel: Panel) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of a panel's title and of its caution."""
    title = wrap(panel.title, view.width, view.sizes.label, bold=True, max_lines=3)
    return title, wrap(panel.caution, view.width, view.sizes.source, max_lines=6)


def _head_height(view: View, panel: Panel) -> float:
    title, caution = _head(view, panel)
    return line_height(view.sizes.label, len(title)) + line_height(view.sizes.source, len(caution)) + 0.05


def _panel_height(view: View, panel: Panel) -> float:
    body = _LINES.get(view.preset.name, 1.75) if panel.over_time else rows_height(view, panel)
    return _head_height(view, panel) + body


def _needed(view: View, shown: Sequence[Panel]) -> float:
    return sum(_panel_height(view, panel) for panel in shown) + _BETWEEN * max(len(shown) - 1, 0)


def _height(view: View) -> float:
    return _needed(view, panels(view)) * MM


def _series_in_words(view: View) -> str:
    """Return the only series with its first and last figure."""
    found = figures(view)
    label = capital(view.label("series", found[0].series))
    unit = f" {found[0].unit}" if found[0].unit else ""
    if len({one.date for one in found}) == 1:
        return f"{label}, {say_date(view.rows['date'].iloc[0])}: {listing([one.text for one in found])}{unit}"
    return f"{label}: {found[0].text} in {found[0].date}, {found[-1].text}{unit} in {found[-1].date}"


def _panel_in_words(panel: Panel) -> str:
    number, first, last = count(len(panel.figures), "figure"), panel.figures[0].date, panel.figures[-1].date
    return f"{panel.title}, {number} {f'for {first}' if first == last else f'from {first} to {last}'}"


def _words(view: View) -> Words:
    names, found, clashes = view.terms("series"), figures(view), conflicts(view)
    headline = f"{capital(count(len(found), 'figure'))} in {count(len(names), 'series', 'series')}"
    if clashes:
        headline += f"; for {count(clashes, 'date')} sources differ"
    if len(names) == 1:
        headline = _series_in_words(view)
    total = f"{capital(count(len(found), 'figure'))} of {count(len(names), 'series', 'series')}"
    subtitle = "Full point: two sources; hollow: one source."
    subtitle += " An arrow: at least so much." if (view.rows["bound"] == "at-least").any() else ""
    subtitle += " No line joins two series." if len(names) > 1 else ""
    caution = common_caution(view)
    alt = f"{total}: {'; '.join(map(_panel_in_words, panels(view)))}."
    if clashes:
        alt += f" For {count(clashes, 'date')} sources differ, and all figures are shown."
    note = f"{caution}." if caution else ""
    return Words(headline, subtitle, f"{alt} {note}".strip(), note)


def _fitting(view: View, every: Sequence[Panel], room: float) -> list[Panel]:
    """Return the panels that fit one below the other, the first always."""
    shown: list[Panel] = []
    for panel in every:
        if shown and _needed(view, [*shown, panel]) > room + 1e-6:
            break
        shown.append(panel)
    return shown


def _cut(view: View, panel: Panel, room: float) -> Panel:
    """Return a panel with as many of its latest figures as fit."""
    figures = panel.figures
    while len(figures) > 1 and _panel_height(view, Panel(panel.title, panel.caution, figures)) > room:
        figures = figures[1:]
    return panel if panel.over_time else Panel(panel.title, panel.caution, figures)


@register(
    name="indicator-series",
    label="Indicators",
    table="indicators",
    needs=("series", "date", "value", "unit", "bound", "verification"),
    about="Figures of one series over time, or of several by family; conflicting ones side by side.",
    words=_words,
    height=_height,
)
def indicator_series(canvas: Canvas, view: View) -> None:
    """Draw each long series over time and other figures in rows, family by family.

    A slide that cannot hold them all shows the families that fit, and says how many figures are left out.
    """
    every, small = panels(view), view.sizes.source
    room = canvas.height - (line_height(small) if _needed(view, every) > canvas.height + 1e-6 else 0.0)
    shown = _fitting(view, every, room)
    shown = [_cut(view, panel, room) for panel in shown]
    over_time = sum(panel.over_time for panel in shown)
    spare = max(0.0, room - _needed(view, shown)) / over_time if over_time else 0.0
    y = 0.0
    for panel in shown:
        title, caution = _head(view, panel)
        top = canvas.block(0, y, title, bold=True)
        top = canvas.block(0, top, caution, small, MUTED) + 0.05
        body = _panel_height(view, panel) - _head_height(view, panel) + (spare if panel.over_time else 0.0)
        if panel.over_time:
            draw_line_panel(canvas, panel, top, body)
        else:
            draw_row_panel(canvas, panel, top)
        y = top + body + _BETWEEN
    drawn = sum(len(panel.figures) for panel in shown)
    if drawn < len(view.rows):
        words = f"{drawn} of {len(view.rows)} figures are drawn: choose fewer series to see the others."
        canvas.text(0, canvas.height - line_height(small), words, small, MUTED)
