"""The panel: filters, one figure, the rows behind it, and saving."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial

import ipywidgets as widgets
import pandas as pd
from IPython.display import display

from analystkit.charts import PRESETS
from analystkit.dossier import TABLES, Dossier, Selection
from analystkit.errors import KitError, unknown
from analystkit.explore.choices import Choices, charts_for
from analystkit.explore.debounce import TYPING, Debounced
from analystkit.explore.filters import Filters
from analystkit.explore.grid import RowsTable
from analystkit.explore.head import Head, notice
from analystkit.explore.parts import Picture, named
from analystkit.explore.saving import Saving
from analystkit.explore.sections import Section
from analystkit.explore.still import Still, still_bundle
from analystkit.figures import Figure, Spec

_STILL_SECONDS = 1.5


class Panel(widgets.VBox):
    """Filters, a figure, the rows behind it, and a way to save it. Use `explore` to make one.

    Parameters
    ----------
    dossier : Dossier
        Where the rows come from.
    table : str
        The table to explore.
    charts : sequence of str, optional
        Names of the charts to choose from; all that draw the table unless given.
    filters : sequence of str, optional
        Columns, `dates`, `verification`, `search`, or `cites:` and a citekey (`cites:main` for the main
        source); all that the table offers unless given.
    selection : Selection, optional
        What the filters choose at first; all sourced rows unless given.
    """

    def __init__(
        self,
        dossier: Dossier,
        table: str,
        charts: Sequence[str] | None = None,
        filters: Sequence[str] | None = None,
        selection: Selection | None = None,
    ) -> None:
        self.dossier, self.table = dossier, table
        self._total = len(dossier.table(table))
        offered = charts_for(table, charts)
        for chart in offered:
            if chart.table != table:
                raise KitError(f"the chart {chart.name!r} draws {chart.table}; this panel is of {table}")
        if not offered:
            raise KitError(f"no chart draws {TABLES[table].noun}; give another table")
        self._figure: Figure | None = None
        self._fault = ""
        self._listeners: list[Callable[[pd.DataFrame], None]] = []
        self._lock = threading.RLock()
        self._still = Still()
        self._keep_still = Debounced(self._update_still, _STILL_SECONDS)
        self.redraw = Debounced(self.draw)
        self.head = Head(self.reset)
        self.filters = Filters(dossier, table, filters, self.redraw)
        if selection is not None:
            self.filters.selection = _of_table(selection, table)
        self.choices = Choices(offered, self.redraw)
        self.message = named(widgets.HTML(), "akit-message")
        self.picture = Picture()
        self.rows = RowsTable(dossier, table)
        self.rows_section = Section("Rows", self.rows.widget, self._fill_rows)
        self.saving = Saving(self._current, partial(self.redraw, TYPING))
        self.save_section = Section("Save", self.saving.widget)
        super().__init__(self._laid_out())
        self.add_class("akit-panel")
        self.picture.observe(lambda _: self.redraw(), "pixels")
        self.draw()

    def _laid_out(self) -> list[widgets.Widget]:
        """Return head and body; the body has filters beside the picture, or above it."""
        sections = [self.rows_section.widget, self.save_section.widget]
        main = named(widgets.VBox([self.choices.widget, self.message, self.picture, *sections]), "akit-main")
        side = named(widgets.Box(self.filters.widgets), "akit-filters")
        return [self.head.widget, named(widgets.Box([side, main]), "akit-body")]

    @property
    def selection(self) -> Selection:
        """Which rows the filters choose; setting it sets the filters."""
        return self.filters.selection

    @selection.setter
    def selection(self, selection: Selection) -> None:
        self.filters.selection = selection
        self.redraw()

    @property
    def state(self) -> Spec:
        """All that decides the figure; setting it sets every control."""
        return Spec(
            self.choices.chart.value,
            self.selection,
            self.choices.preset.value,
            self.saving.title.value.strip(),
            self.saving.caption.value.strip(),
            self.choices.options,
        )

    @state.setter
    def state(self, state: Spec) -> None:
        if state.chart not in self.choices.names:
            raise unknown("chart in this panel", state.chart, self.choices.names)
        state.draw(self.dossier)  # says what does not exist, before any control has moved
        self.filters.selection = state.selection
        self.choices.show(state.chart, state.preset, state.options)
        self.saving.title.value, self.saving.caption.value = state.title, state.caption
        self.redraw()

    @property
    def figure(self) -> Figure:
        """The figure shown, up to date with every control."""
        return self._current()

    def reset(self) -> None:
        """Set every filter back to where it was at first."""
        self.selection = Selection(self.table)

    def on_rows(self, listener: Callable[[pd.DataFrame], None]) -> None:
        """Call a function with the rows drawn, now and whenever they change.

        Parameters
        ----------
        listener : callable
            Takes a data frame.
        """
        self._listeners.append(listener)
        listener(self._current().rows)

    def draw(self) -> None:
        """Draw the figure for what the controls say, and put everything beside it in step."""
        with self._lock:
            self._fault = ""
            try:
                self._draw()
            except KitError as error:
                self._fault = str(error)
            except Exception as error:  # a fault of the kit's own must not break the notebook
                self.log.info("drawing failed", exc_info=True)
                self._fault = f"this could not be drawn ({type(error).__name__}: {error})"
            self.message.value = notice(self._fault) if self._fault else ""

    def _draw(self) -> None:
        state = self.state
        figure = state.draw(self.dossier)
        dpi = self.picture.dots_per_inch(PRESETS[state.preset].width_mm)
        keep = self._figure is not None and self._figure.spec.chart == state.chart
        self.picture.show(figure.screen_png(dpi), figure.alt_text, dpi, keep=keep)
        self._figure = figure
        self.filters.recount(state.selection)
        self._say(state, len(figure.rows))
        self.rows_section.refresh()
        self.saving.suggest(figure.default_name)
        for listener in self._listeners:
            listener(figure.rows)
        self._keep_still()

    def _say(self, state: Spec, drawn: int) -> None:
        """Put the words above and below the picture in step.

        A chart of coverage draws rows that the filter on verification leaves out: they are counted apart.
        """
        selection = state.selection
        found = int(selection.mask(self.dossier).sum())
        noun, sentence = TABLES[self.table].noun, selection.sentence(self.dossier)
        first, besides = selection == Selection(self.table), drawn - found
        self.head.show(noun, found, self._total, sentence, at_first=first, besides=besides)
        self.rows_section.title = f"Rows ({found} + {besides})" if besides else f"Rows ({found})"
        self.head.code.code = state.to_code(self.dossier)

    def _current(self) -> Figure:
        """Return the figure for what the controls say now; never an earlier one when they cannot be drawn."""
        self.redraw.flush()
        if self._fault or self._figure is None:
            raise KitError(self._fault or "nothing is drawn yet")
        return self._figure

    def _fill_rows(self) -> None:
        if self._figure is not None:
            self.rows.show(self._figure.rows)

    def _update_still(self) -> None:
        self._still.update(self.picture.png, self.picture.alt)

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, object]:
        """Return the live panel, and its picture and words for where no kernel runs."""
        return {**super()._repr_mimebundle_(**kwargs), **still_bundle(self.picture.png, self.picture.alt)}

    def _ipython_display_(self) -> None:
        """Show the panel, with a picture before it that stands wherever the panel cannot."""
        self._still.show(self.picture.png, self.picture.alt)
        live = super()._repr_mimebundle_()
        display({**live, "text/plain": ""}, raw=True)


def _of_table(selection: Selection, table: str) -> Selection:
    if selection.table != table:
        raise KitError(f"the selection is of {selection.table}; this panel is of {table}")
    return selection


def explore(
    dossier: Dossier,
    table: str,
    charts: Sequence[str] | None = None,
    filters: Sequence[str] | None = None,
    selection: Selection | None = None,
) -> Panel:
    """Show the rows of a table through a chart, with filters, rows and saving beside it.

    Parameters
    ----------
    dossier : Dossier
        Where the rows come from.
    table : str
        The table, such as ``"provisions"``.
    charts : sequence of str, optional
        Names of the charts to choose from, the first shown first; all that draw the table unless given.
    filters : sequence of str, optional
        Columns, ``dates``, ``verification``, ``search``, or ``cites:`` and a citekey (``cites:main`` for the
        dossier's main source); all that the table offers unless given.
    selection : Selection, optional
        What the filters choose at first; all sourced rows unless given.

    Returns
    -------
    Panel
        A widget; the last line of a cell shows it.

    Raises
    ------
    KitError
        If the table, a chart or a filter does not exist.

    Examples
    --------
    >>> from analystkit import open_dossier
    >>> panel = explore(open_dossier("russia-iran-2025"), "provisions", filters=["domain", "search"])
    >>> panel.selection.table
    'provisions'
    """
    return Panel(dossier, table, charts, filters, selection)
