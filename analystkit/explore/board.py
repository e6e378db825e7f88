"""The board of competing hypotheses: rate, compare with the kit's ratings, see what the order hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import ipywidgets as widgets

from analystkit.analysis import ach
from analystkit.dossier import Dossier, safe_html
from analystkit.errors import KitError, unknown
from analystkit.explore.base import Debounced, Shell, button, field, named, notice, row, tick
from analystkit.explore.grid import make_grid, results_html
from analystkit.explore.ownrows import Key, OwnRows, Row, clean_name, name_field
from analystkit.explore.panel import Panel
from analystkit.explore.showing import quiet
from analystkit.words import count

CHARTS = ("ach-inconsistency", "ach-sensitivity", "ach-matrix")
FILTERS = ("known_at_signing", "reliability", "credibility", "search")
_NOBODY = "nobody"
_HELLO = "These are the ratings that came with the dossier. Type your name to rate for yourself."
_TABLES = ("consistency", "relevance")


class Board(Shell):
    """The matrix of competing hypotheses, to rate and to compare; its `panel` holds charts that follow it.

    Parameters
    ----------
    dossier : Dossier
        With ``hypotheses``, ``evidence`` and ``consistency``.

    Raises
    ------
    KitError
        If the dossier lacks one of the tables.

    Examples
    --------
    >>> from analystkit import hypotheses, open_dossier
    >>> hypotheses(open_dossier("russia-iran-2025")).analyst
    'kit'
    """

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.own: dict[str, OwnRows] = {}  # by table, once there is a name
        self._panel: Panel | None = None
        self._steps: list[OwnRows] = []
        self._refresh = Debounced(self._show_results)
        self.name = name_field(dossier, "consistency", "under which your ratings are kept")
        others = [_NOBODY, *ach.analysts(dossier)]
        label = "Show beside mine the ratings of"
        self.beside = field(widgets.Dropdown(description=label, options=others, value=others[1]))
        self.late = tick("Count hindsight")
        self.undoing = button("Undo", self.undo)
        self.grid = make_grid(dossier)
        self.message = named(widgets.HTML(), "akit-message")
        self.results = named(widgets.HTML(), "akit-results")
        start = button("Start from their ratings", self.copy)
        again = button("Read the file again", self.read_again)
        head = row(self.name, self.beside, start, self.late, self.undoing, again)
        super().__init__([head, self.message, self.grid, self.results], "akit-stack")
        self.name.observe(self._on_name, "value")
        self.beside.observe(lambda _: self.show(), "value")
        self.late.observe(lambda _: self._refresh(), "value")
        self.grid.on_change(self.change)
        self._on_name(None)

    @property
    def analyst(self) -> str:
        """Whose ratings count: the analyst's once there are any, else those shown beside."""
        if self.own and self.own["consistency"].rows:
            return self.own["consistency"].who
        return ach.analysts(self.dossier)[0] if self.beside.value == _NOBODY else str(self.beside.value)

    @property
    def panel(self) -> Panel:
        """Charts of the ratings that count, which follow every change."""
        if self._panel is None:
            self._panel = Panel(self.dossier, "evidence", CHARTS, FILTERS)
            self._point_panel()
        return self._panel

    def still(self) -> tuple[bytes, str]:
        """Return the picture of the ratings that count, and its words."""
        return self.panel.still()

    def matrix(self, analyst: str = "") -> ach.Matrix:
        """Return an analyst's matrix as it stands, hindsight counted or not as the board says."""
        whole = ach.matrix(self.dossier, analyst or self.analyst)
        if self.late.value:
            return whole
        return whole.only([item for item in whole.ratings.index if whole.known[item]])

    def change(self, kind: str, item: str, hypothesis: str, value: str) -> None:
        """Take a rating or a relevance from the page; a blank rating takes one away."""
        table, allowed = ("consistency", ach.RATINGS) if kind == "rating" else ("relevance", ach.WEIGHTS)
        if not self.own:
            self._say("Type your name first, so that your ratings are kept as yours.")
        elif value and value not in allowed:
            self._say(str(unknown(kind, value, allowed)))
        elif value:
            cells = {"evidence": item, table: value}
            self._put(self.own[table], [cells | ({"hypothesis": hypothesis} if kind == "rating" else {})])
        else:
            self._put(self.own[table], drop=[(hypothesis, item, self.own[table].who)])

    def copy(self) -> None:
        """Take the ratings shown beside as the analyst's own, where the analyst has none yet."""
        if not self.own or self.beside.value == _NOBODY:
            self._say("Type your name, and choose whose ratings to start from.")
            return
        have, rows = self._cells(), []
        for cell, rating in self._ratings(str(self.beside.value)).items():
            if cell not in have:
                item, _, asked = cell.partition("|")
                rows.append({"evidence": item, "hypothesis": asked, "consistency": rating})
        self._put(self.own["consistency"], rows, told=f"{count(len(rows), 'rating')} taken over. ")

    def undo(self) -> None:
        """Take back the last change."""
        if self._steps:
            self._say(self._steps.pop().undo() or self._saved())
            self.show()

    def _put(self, own: OwnRows, rows: Sequence[Row] = (), drop: Sequence[Key] = (), told: str = "") -> None:
        if not (said := own.put(rows, drop)):
            self._steps.append(own)
        self._say(said or told + self._saved())
        self.show()

    def read_again(self) -> None:
        """Read the file again, for what another notebook has written."""
        try:
            for own in self.own.values():
                own.load()
        except KitError as error:
            self._say(str(error))
            return
        self.show()

    def show(self) -> None:
        """Bring the grid in step with what is kept, and ask for the results anew."""
        beside = "" if self.beside.value == _NOBODY else str(self.beside.value)
        weighed = self.own["relevance"].rows.values() if "relevance" in self.own else ()
        self.undoing.disabled = not self._steps
        with self.grid.hold_sync():
            self.grid.own = bool(self.own)
            self.grid.cells = self._cells()
            self.grid.relevance = {cells["evidence"]: cells["relevance"] for cells in weighed}
            self.grid.other_name = beside
            self.grid.others = self._ratings(beside)
        self._refresh()

    def _cells(self) -> dict[str, str]:
        rows = self.own["consistency"].rows.values() if self.own else ()
        return {f"{cells['evidence']}|{cells['hypothesis']}": cells["consistency"] for cells in rows}

    def _ratings(self, analyst: str) -> dict[str, str]:
        if analyst not in ach.analysts(self.dossier):
            return {}
        cells = ach.matrix(self.dossier, analyst).ratings
        return {f"{i}|{h}": str(cells.at[i, h]) for i in cells.index for h in cells.columns if cells.at[i, h]}

    def _on_name(self, _: object) -> None:
        name = clean_name(self.name.value)
        self.own, self._steps, said = {}, [], _HELLO
        if name:
            try:
                tables = [table for table in _TABLES if self.dossier.has(table)]
                self.own = {table: OwnRows(self.dossier, table, name) for table in tables}
                said = self._saved()
            except KitError as error:
                said = str(error)
        self._say(said)
        self.show()

    def _saved(self) -> str:
        own, total = self.own["consistency"], len(self.grid.items) * len(self.grid.columns)
        return f"{len(own.rows)} of {total} cells rated by {own.who}; kept in consistency.mine.csv."

    def _show_results(self) -> None:
        """Read the ratings from the files, and write what they come to."""
        try:
            for table in _TABLES:
                if self.dossier.has(table):
                    self.dossier = self.dossier.reread(table)
            own = self.matrix()
            beside = str(self.beside.value)
            other = self.matrix(beside) if beside not in (_NOBODY, own.analyst) else None
            table = results_html(self.dossier, own, other)
            self.results.value = f"<h4>By {safe_html(own.analyst)}</h4>{table}"
        except KitError as error:
            self._say(str(error))
            return
        self._point_panel()

    def _point_panel(self) -> None:
        """Let the charts draw the ratings that count."""
        if self._panel is None:
            return
        panel, state = self._panel, self._panel.state
        panel.dossier = self.dossier
        panel.state = replace(state, options={**state.options, "analyst": self.analyst})

    def _say(self, text: str) -> None:
        self.message.value = notice(text)


hypotheses = quiet(Board)
