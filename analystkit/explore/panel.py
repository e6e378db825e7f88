"""The panel: filters, one figure that answers, the rows behind it, and saving."""

from __future__ import annotations

import json
import mimetypes
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from os import PathLike
from pathlib import Path

import ipywidgets as widgets

from analystkit import charts as known
from analystkit.dossier import TABLES, Dossier, Selection, project_root
from analystkit.errors import KitError, unknown
from analystkit.explore.base import DRAG, TYPING, Debounced, Section, Shell, named
from analystkit.explore.filters import SIDES, Choices, Filters, offered
from analystkit.explore.picture import Head, Picture, Reading, RowsTable, reading
from analystkit.explore.saving import FORMATS, Kept, SavedList, Saving, about
from analystkit.explore.showing import quiet
from analystkit.figures import Figure, Spec
from analystkit.figures.carrying import Saved, saved_figures

_STILL_SECONDS = 0.7
_TOGETHER = 1.0  # seconds within which typing and dragging count as one step of undo
_STEPS, _READ = 100, 12
_DRAWN = 40  # views drawn last that are shown again at once


class Panel(Shell):
    """The rows of a table through a chart, with filters, rows and saving beside it.

    The last line of a cell shows it. In a notebook it comes back as it was left.

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

    Examples
    --------
    >>> from analystkit import explore, open_dossier
    >>> panel = explore(open_dossier("russia-iran-2025"), "provisions", filters=["domain", "search"])
    >>> panel.selection.table
    'provisions'
    """

    def __init__(
        self,
        dossier: Dossier,
        table: str,
        charts: Sequence[str] | None = None,
        filters: Sequence[str] | None = None,
        selection: Selection | None = None,
    ) -> None:
        super().__init__()
        self.dossier, self.table = dossier, table
        self._total = len(dossier.table(table))
        draws = [chart for chart in known.all() if chart.table == table]
        offer = [known.get(name) for name in charts] if charts else draws
        for chart in offer:
            if chart.table != table:
                raise KitError(f"the chart {chart.name!r} draws {chart.table}; this panel is of {table}")
        if not offer:
            raise KitError(f"no chart draws {TABLES[table].noun}; give another table")
        if selection is not None and selection.table != table:
            raise KitError(f"the selection is of {selection.table}; this panel is of {table}")
        self._drawn: dict[str, tuple[Figure, bytes]] = {}  # views and their pictures, the last one last
        self._shown: Figure | None = None
        self._fault = ""
        self._steps: list[Spec] = []
        self._typed: dict[tuple[str, Selection], tuple[str, str]] = {}  # words for a chart and selection
        self._quiet, self._last, self._silent = 0.0, 0.0, True
        self._keep_still = Debounced(self.keep_still, _STILL_SECONDS)
        self.redraw = Debounced(self.draw)
        self.head = Head()
        self.head.answer(reset=self.reset, undo=self.undo)
        self.filters = Filters(dossier, table, filters, self._ask)
        if selection is not None:
            self.filters.selection = selection
        self.choices = Choices(dossier, offer, self._ask)
        self.picture = Picture()
        self.picture.answer(rows=self.read, give=self._give)
        self.reading = Reading()
        self.rows = RowsTable(dossier, table)
        self.rows_section = Section("Rows", self.rows, self._fill_rows)
        self.saved = SavedList()
        self.saved.answer(open=self.reopen)
        self.saved_section = Section("Saved figures", self.saved, self._list_saved)
        asked, listed = partial(self._ask, TYPING), self.saved_section.refresh
        self.saving = Saving(lambda: self.figure, asked, listed)
        self.save_section = Section("Save", self.saving)
        main = [self.choices.widget, self.message, self.saving.aside, self.picture]
        chosen = named(widgets.VBox(self.filters.widgets), "akit-filters")
        side = named(widgets.VBox([self.reading, chosen]), "akit-side")
        body = named(widgets.Box([side, named(widgets.VBox(main), "akit-main")]), "akit-body")
        self.lay(self.head, body, self.rows_section, self.save_section, self.saved_section)
        self.picture.observe(lambda _: self.redraw(), "pixels")
        self._titled = (self.choices.chart.value, self.selection)
        self._first = self.state
        given = selection and selection.to_dict()
        self._kept = Kept(dossier.path.name, table, self.choices.names, filters, given)
        try:  # show the view that was kept, where it still can be drawn
            if view := self._kept.read():
                self._show(Spec.from_dict(view))
        except (KitError, KeyError, TypeError, ValueError):
            self._kept.write(None)
        self._silent = False
        self.draw()

    @property
    def selection(self) -> Selection:
        """Which rows the filters choose; setting it sets the filters."""
        return self.filters.selection

    @selection.setter
    def selection(self, selection: Selection) -> None:
        with self._unasked():
            self.filters.selection = selection
        self.redraw()

    @property
    def state(self) -> Spec:
        """All that decides the figure; setting it sets every control."""
        selection, chart = self.selection, self.choices.chart.value
        words = self.saving.words if (chart, selection) == self._titled else ("", "")
        return Spec(chart, selection, self.choices.preset.value, *words, self.choices.options)

    @state.setter
    def state(self, state: Spec) -> None:
        self._show(state)
        self.redraw()

    def _show(self, state: Spec) -> None:
        """Set every control, or say what does not exist before any has moved."""
        if state.chart not in self.choices.names:
            raise unknown("chart in this panel", state.chart, self.choices.names)
        state.checked(self.dossier)
        with self._unasked():
            self.filters.selection = state.selection
            self.choices.show(state.chart, state.preset, state.options)
            self._titled = (state.chart, self.selection)
            self.saving.set_words((state.title, state.caption))

    @contextmanager
    def _unasked(self) -> Iterator[None]:
        """Move controls as no analyst's hand does: nothing is drawn for each."""
        self._silent = True
        try:
            yield
        finally:
            self._silent = False

    @property
    def figure(self) -> Figure:
        """The figure for what the controls say now; never an earlier one when they cannot be drawn."""
        self.redraw.flush()
        if self._fault or self._shown is None:
            raise KitError(self._fault or "nothing is drawn yet")
        return self._shown

    def reset(self) -> None:
        """Go back to the view that the cell begins with."""
        self.state = self._first

    def undo(self) -> None:
        """Go back to the view before."""
        self.redraw.flush()
        if len(self._steps) > 1:
            self._steps.pop()
            self._show(self._steps[-1])
            self.draw()

    def read(self, mark: int, key: bool = False) -> None:
        """Show the rows of a mark beside the picture, read in full; `key` says that no mouse chose it."""
        if self._shown is None or not 0 <= mark < len(self._shown.marks):
            return
        wanted, rows = self._shown.marks[mark], self._shown.rows
        keys = rows[list(TABLES[self.table].key)].astype(str).agg("|".join, axis=1)
        found = rows[keys.isin(wanted.ids)]
        more = [f"<p>and {len(found) - _READ} more, under Rows</p>"] if len(found) > _READ else []
        items = [reading(self.dossier, self.table, row) for _, row in found[:_READ].iterrows()]
        with self.reading.hold_sync():
            self.reading.title, self.reading.by_key = wanted.words, key
            self.reading.items = [*items, *more]

    def reopen(self, name: str) -> None:
        """Bring back every control of a saved figure, which can then be saved again under its name."""
        with self.message.trying():
            for saved in self._savable():
                if saved.path.stem == name:
                    self.state = saved.recipe.spec
                    self.redraw.flush()
                    kinds = [each for each in FORMATS if saved.path.with_suffix(f".{each}").exists()]
                    self.saving.reopen(name, kinds)
                    self.save_section.opener.unfolded = True

    def draw(self) -> None:
        """Draw the figure for what the controls say, and put everything beside it in step."""
        self._fault = ""
        try:
            self._draw()
        except KitError as error:
            self._fault = str(error)
        except Exception as error:  # a fault of the kit's own must not break the notebook
            self.log.info("drawing failed", exc_info=True)
            self._fault = f"this could not be drawn ({type(error).__name__}: {error})"
        self.message.say(self._fault)

    def _ask(self, quiet: float) -> None:
        if not self._silent:
            self._quiet = quiet
            self.redraw(quiet)

    def _draw(self) -> None:
        self._keep_titles()
        state = self.state
        dpi = self.picture.dots_per_inch(known.PRESETS[state.preset].width_mm)
        key = json.dumps([state.to_dict(), dpi, id(self.dossier)], sort_keys=True)
        if key not in self._drawn:
            figure = Figure(state, self.dossier)
            self._drawn[key] = figure, figure.screen_png(dpi)
        figure, png = self._drawn[key] = self._drawn.pop(key)
        if len(self._drawn) > _DRAWN:
            del self._drawn[next(iter(self._drawn))]
        last = self._steps[-1] if self._steps else None
        keep = last is not None and (last.chart, last.preset) == (state.chart, state.preset)
        if png != self.picture.png:
            self.reading.items = []
        self.picture.show(png, figure.alt_text, dpi, figure.marks, keep=keep)
        self._shown = figure
        self.filters.show(state.selection, figure.colored)
        self._step(state)
        self._say(state, figure)
        self.rows_section.refresh()
        self.saving.suggest(figure.default_name)
        self._keep_still()

    def _step(self, state: Spec) -> None:
        """Note a step for undo, and keep the view beside the notebook."""
        now = time.monotonic()
        if not self._steps or state != self._steps[-1]:
            together = self._quiet in (TYPING, DRAG) and now - self._last < _TOGETHER
            if together and len(self._steps) > 1:
                self._steps.pop()
            self._steps = [*self._steps[-_STEPS:], state]
            self._last, self._quiet = now, 0.0
        self._kept.write(None if state == self._first else state.to_dict())

    def _keep_titles(self) -> None:
        """Put aside the words typed for another chart or selection; bring back those typed for this one."""
        now = (self.choices.chart.value, self.selection)
        if now != self._titled:
            typed = self._typed[self._titled] = self.saving.words
            own, self._titled = self._typed.get(now, ("", "")), now
            self.saving.set_words(own, ("", "") if any(own) else typed)

    def _say(self, state: Spec, figure: Figure) -> None:
        """Put the line above the picture in step.

        A chart of coverage draws rows that the filter on verification leaves out: they are counted apart.
        """
        found = int(state.selection.mask(self.dossier).sum())
        besides = len(figure.rows) - found
        with self.head.hold_sync():
            self.head.noun = TABLES[self.table].noun.capitalize()
            self.head.found, self.head.total = found, self._total
            self.head.sentence = state.selection.sentence(self.dossier)
            also = f"This chart also shows {besides} that Verification leaves out."
            self.head.note = also if besides else ""
            self.head.empty = not len(figure.rows) and not found
            self.head.code, self.head.undoable = state.to_code(self.dossier), len(self._steps) > 1
            self.head.at_first = state == self._first
        self.rows_section.opener.title = f"Rows ({found} + {besides})" if besides else f"Rows ({found})"

    def _give(self, kind: str, ticket: str) -> None:
        """Send a file to copy or download, with its name."""
        try:
            figure = self.figure
            data = figure.encoded(kind)
        except KitError as error:
            self.picture.send({"id": ticket, "error": str(error)})
        else:
            name = f"{self.saving.name.value.strip() or figure.default_name}.{kind}"
            said = {"id": ticket, "name": name, "mime": mimetypes.guess_type(name)[0] or ""}
            self.picture.send(said, buffers=[data])

    def _fill_rows(self) -> None:
        if self._shown is not None:
            self.rows.show(self._shown.rows)

    def _savable(self) -> list[Saved]:
        """Return the figures in ``exports/`` that this panel can show, the newest first."""
        folder = project_root() / "exports"
        found = [each for each in saved_figures(folder) if each.path.parent == folder]
        return [each for each in found if each.recipe.spec.chart in self.choices.names]

    def _list_saved(self) -> None:
        self.saved.figures = [about(each, each.path.stem) for each in self._savable()]

    def still(self) -> tuple[bytes, str]:
        """Return the picture shown and its words."""
        return self.picture.png, self.picture.alt


explore = quiet(Panel)


def reopen(file: str | PathLike[str], dossier: Dossier | None = None) -> Panel:
    """Open the panel that shows what a saved figure shows.

    Parameters
    ----------
    file : str or path
        A PNG, SVG or PDF that the kit saved; from this folder, from the project's, or by name alone from
        ``exports/``.
    dossier : Dossier, optional
        Where the rows come from; the one that the figure names unless given.
    """
    from analystkit.figures.carrying import naming, read_recipe
    from analystkit.figures.remaking import dossier_of

    given, root = Path(file), project_root()
    places = [given, root / given, root / "exports" / given]  # a notebook runs in a folder of its own
    place = next((each for each in places if each.exists()), given)
    recipe = read_recipe(place)
    with naming(str(place)):
        opened, selection = dossier_of(recipe, dossier), recipe.spec.selection
        asked = [key for name, keys in selection.where if name in SIDES for key in keys]
        cites = [f"cites:{key}" for key in asked if key in opened.sources and len(asked) == 1]
        panel = Panel(opened, selection.table, filters=[*offered(opened, selection.table), *cites])
        panel.state = recipe.spec
    panel.redraw.flush()
    panel.saving.reopen(place.stem, [place.suffix[1:]])
    return panel
