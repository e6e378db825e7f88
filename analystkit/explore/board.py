"""The board of competing hypotheses: rate, compare with the kit's ratings, see what the order hangs on."""

from __future__ import annotations

import html
from dataclasses import replace

import ipywidgets as widgets
from IPython.display import display

from analystkit.analysis import ach
from analystkit.dossier import Dossier
from analystkit.dossier.mine import read_mine, reread
from analystkit.errors import KitError
from analystkit.explore.ach_grid import make_grid
from analystkit.explore.ach_results import results_html
from analystkit.explore.ach_store import Store, clean_name
from analystkit.explore.panel import Panel
from analystkit.explore.widgets.base import named
from analystkit.explore.widgets.debounce import Debounced
from analystkit.explore.widgets.still import Still

CHARTS = ("ach-inconsistency", "ach-sensitivity", "ach-matrix")
FILTERS = ("known_at_signing", "reliability", "credibility", "search")
_NOBODY = "nobody"


class Board(widgets.VBox):
    """The matrix of hypotheses, to be rated, and what the ratings come to. Use `hypotheses` to make one.

    Parameters
    ----------
    dossier : Dossier
        With ``hypotheses``, ``evidence`` and ``consistency``.
    """

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.store: Store | None = None
        self._panel: Panel | None = None
        self._refresh = Debounced(self._show_results)
        own = sorted({row["analyst"] for row in read_mine(dossier.path, "consistency").values()})
        self.name = named(
            widgets.Combobox(
                description="Your name",
                placeholder="under which your ratings are kept",
                options=own,
                ensure_option=False,
                continuous_update=False,
            ),
            "akit-field",
        )
        others = [_NOBODY, *ach.analysts(dossier)]
        self.beside = named(
            widgets.Dropdown(description="Show beside mine the ratings of", options=others, value=others[1]),
            "akit-field",
        )
        self.late = named(
            widgets.Checkbox(value=True, description="Count hindsight", indent=False), "akit-tick"
        )
        self.start = named(widgets.Button(description="Start from their ratings"), "akit-button")
        self.again = named(widgets.Button(description="Read the file again"), "akit-button")
        self.grid = make_grid(dossier)
        self.message = named(widgets.HTML(), "akit-message")
        self.results = named(widgets.HTML(), "akit-results")
        head = [self.name, self.beside, self.start, self.late, self.again]
        super().__init__([named(widgets.Box(head), "akit-row"), self.message, self.grid, self.results])
        self.add_class("akit-panel")
        self._listen()
        if len(own) == 1:
            self.name.value = own[0]
        else:
            self._on_name(None)

    def _listen(self) -> None:
        self.name.observe(self._on_name, "value")
        self.beside.observe(lambda _: self.show(), "value")
        self.late.observe(lambda _: self._refresh(), "value")
        self.start.on_click(lambda _: self.copy())
        self.again.on_click(lambda _: self.read_again())
        self.grid.on_change(self.change)

    @property
    def analyst(self) -> str:
        """Whose ratings count: the analyst's once there are any, else those shown beside."""
        if self.store is not None and self.store.ratings:
            return self.store.analyst
        return ach.KIT if self.beside.value == _NOBODY else str(self.beside.value)

    @property
    def panel(self) -> Panel:
        """Charts of the ratings that count, which follow every change."""
        if self._panel is None:
            self._panel = Panel(self.dossier, "evidence", CHARTS, FILTERS)
            self._point_panel()
        return self._panel

    def matrix(self, analyst: str = "") -> ach.Matrix:
        """Return an analyst's matrix as it stands, hindsight counted or not as the board says."""
        whole = ach.matrix(self.dossier, analyst or self.analyst)
        if self.late.value:
            return whole
        return whole.only([item for item in whole.ratings.index if whole.known[item]])

    def change(self, kind: str, item: str, hypothesis: str, value: str) -> None:
        """Take a rating or a relevance from the page."""
        if self.store is None:
            self._say("Type your name first, so that your ratings are kept as yours.")
            return
        try:
            if kind == "rating":
                said = self.store.rate(item, hypothesis, value)
            else:
                said = self.store.weigh(item, value)
        except KitError as error:
            said = str(error)
        self._say(said or self._saved())
        self.show()

    def copy(self) -> None:
        """Take the ratings shown beside as the analyst's own, where the analyst has none yet."""
        if self.store is None or self.beside.value == _NOBODY:
            self._say("Type your name, and choose whose ratings to start from.")
            return
        own = self.store.ratings
        theirs = ach.matrix(self.dossier, str(self.beside.value)).ratings
        new = {(str(item), str(h)): str(theirs.at[item, h]) for item in theirs.index for h in theirs.columns}
        new = {cell: rating for cell, rating in new.items() if rating and cell not in own}
        try:
            said = self.store.rate_all(new)
        except KitError as error:
            said = str(error)
        self._say(said or f"{len(new)} ratings taken over. {self._saved()}")
        self.show()

    def read_again(self) -> None:
        """Read the file again, for what another notebook has written."""
        try:
            if self.store is not None:
                self.store.load()
        except KitError as error:
            self._say(str(error))
            return
        self.show()

    def show(self) -> None:
        """Bring the grid in step with the store, and ask for the results anew."""
        beside = "" if self.beside.value == _NOBODY else str(self.beside.value)
        own = self.store.ratings if self.store else {}
        with self.grid.hold_sync():
            self.grid.own = self.store is not None
            self.grid.cells = {f"{item}|{h}": rating for (item, h), rating in own.items()}
            self.grid.relevance = self.store.relevance if self.store else {}
            self.grid.other_name = beside
            self.grid.others = self._ratings(beside)
        self._refresh()

    def _ratings(self, analyst: str) -> dict[str, str]:
        if analyst not in ach.analysts(self.dossier):
            return {}
        cells = ach.matrix(self.dossier, analyst).ratings
        return {f"{i}|{h}": str(cells.at[i, h]) for i in cells.index for h in cells.columns if cells.at[i, h]}

    def _on_name(self, _: object) -> None:
        name = clean_name(self.name.value)
        self.store = None
        if name:
            try:
                self.store = Store(self.dossier, name)
            except KitError as error:
                self._say(str(error))
        if self.store is not None:
            self._say(self._saved())
        elif not name:
            self._say(
                "These are the ratings that came with the dossier. Type your name to rate for yourself."
            )
        self.show()

    def _saved(self) -> str:
        assert self.store is not None
        number, total = len(self.store.ratings), len(self.grid.items) * len(self.grid.columns)
        return f"{number} of {total} cells rated by {self.store.analyst}; kept in consistency.mine.csv."

    def _show_results(self) -> None:
        """Read the ratings from the files, and write what they come to."""
        try:
            for table in ("consistency", "relevance"):
                if self.dossier.has(table):
                    self.dossier = reread(self.dossier, table)
            own = self.matrix()
            beside = str(self.beside.value)
            other = self.matrix(beside) if beside not in (_NOBODY, own.analyst) else None
            self.results.value = f"<h4>By {html.escape(own.analyst)}</h4>" + results_html(
                self.dossier, own, other
            )
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
        options = {**state.options, "analyst": self.analyst}
        panel.state = replace(state, options=options)

    def _ipython_display_(self) -> None:
        """Show the board, with a picture before it that stands wherever no kernel runs."""
        picture = self.panel.picture
        Still().show(picture.png, picture.alt)
        display({**super()._repr_mimebundle_(), "text/plain": ""}, raw=True)

    def _say(self, text: str) -> None:
        self.message.value = f'<p role="status">{html.escape(text)}</p>' if text else ""


def hypotheses(dossier: Dossier) -> Board:
    """Show the matrix of competing hypotheses, to rate and to compare.

    Parameters
    ----------
    dossier : Dossier
        With ``hypotheses``, ``evidence`` and ``consistency``.

    Returns
    -------
    Board
        A widget; its `panel` holds charts that follow it.

    Raises
    ------
    KitError
        If the dossier lacks one of the tables.

    Examples
    --------
    >>> from analystkit import open_dossier
    >>> hypotheses(open_dossier("russia-iran-2025")).analyst
    'kit'
    """
    return Board(dossier)
