"""The board of competing hypotheses: rate, compare with the kit's ratings, see what the order hangs on."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import ipywidgets as widgets
import pandas as pd
import traitlets

from analystkit.analysis import ach
from analystkit.charts.hypotheses import points
from analystkit.charts.style import ink_on
from analystkit.dossier import Dossier, safe_html
from analystkit.explore.base import Debounced, Page, Signed, button, field, named, row, script, synced, tick
from analystkit.explore.panel import Panel
from analystkit.explore.showing import quiet, tabled
from analystkit.words import count, listing, ordinal

CHARTS = ("ach-inconsistency", "ach-sensitivity", "ach-matrix")
FILTERS = ("known_at_signing", "reliability", "credibility", "search")
_TABLES = ("consistency", "relevance")
_LATE = ("Known at signing", "Hindsight: became known after")
_MOST = 3
_CAUTION = (
    "A score counts what speaks against a hypothesis; it is no probability, and only rivals are ranked."
)


class Grid(Page):
    """A table whose cells are set by click or key; `cells` maps ``item|hypothesis`` to a rating.

    The kernel answers each change with new `cells`; the page shows nothing that was not taken.
    """

    _esm = script("matrix.js")
    columns, questions, items = synced(traitlets.List, 3)
    colors, cells, others, relevance = synced(traitlets.Dict, 4)
    other_name = traitlets.Unicode().tag(sync=True)
    own = traitlets.Bool(False).tag(sync=True)


class Board(Signed):
    """The matrix of competing hypotheses, to rate and to compare; its `panel` holds charts that follow it.

    Parameters
    ----------
    dossier : Dossier
        With ``hypotheses``, ``evidence`` and ``consistency``.

    Examples
    --------
    >>> from analystkit import hypotheses, open_dossier
    >>> hypotheses(open_dossier("russia-iran-2025")).analyst
    'kit'
    """

    hello = "These are the ratings that came with the dossier. Type your name to rate for yourself."

    def __init__(self, dossier: Dossier) -> None:
        others = [("nobody", ""), *((name, name) for name in ach.analysts(dossier))]
        super().__init__(dossier, _TABLES, "under which your ratings are kept", words="")
        self._panel: Panel | None = None
        self._refresh = Debounced(self._show_results)
        beside = "Show beside mine the ratings of"
        first = others[:2][-1][1]
        self.beside = field(widgets.Dropdown, beside, self.show, options=others, value=first)
        self.late = tick("Count hindsight")
        self.late.observe(lambda _: self._refresh(), "value")
        self.grid, self.results = make_grid(dossier), named(widgets.HTML(), "akit-results")
        self.grid.answer(rate=self.change)
        start, again = button("Start from their ratings", self.copy), button("Read the file again", self.sign)
        head = row(self.name, self.beside, start, self.late, self.undoing, again)
        self.lay(head, self.message, self.grid, self.results)
        self.sign()

    @property
    def analyst(self) -> str:
        """Whose ratings count: the analyst's once there are any, else those shown beside; blank for none."""
        own = self.who if self.rows("consistency") else ""
        return own or self.beside.value or next(iter(ach.analysts(self.dossier)), "")

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
        return whole if self.late.value else whole.only(whole.known.index[whole.known])

    def change(self, table: str, item: str, hypothesis: str, value: str) -> None:
        """Take a rating (``consistency``) or a relevance from the page; a blank rating takes one away."""
        if not self.who:
            self.message.say("Type your name first, so that your ratings are kept as yours.")
        elif value:
            of = {"hypothesis": hypothesis} if hypothesis else {}
            self.keep(table, [{"evidence": item, table: value, **of}])
        else:
            self.keep(table, drop=[(hypothesis, item, self.who)])
        self.grid.send("answered")

    def copy(self) -> None:
        """Take the ratings shown beside as the analyst's own, where the analyst has none yet."""
        if not self.who or not self.beside.value:
            self.message.say("Type your name, and choose whose ratings to start from.")
            return
        rows = []
        for cell, rating in self.grid.others.items():
            if cell not in self.grid.cells:
                item, _, hypothesis = cell.partition("|")
                rows.append({"evidence": item, "hypothesis": hypothesis, "consistency": rating})
        self.keep("consistency", rows, said=f"{count(len(rows), 'rating')} taken over. ")

    def show(self) -> str:
        """Bring the grid in step with what is kept, and the results; return how many cells are rated."""
        own, weighed = self.rows("consistency").values(), self.rows("relevance").values()
        whose, others = self.beside.value, {}
        if whose in ach.analysts(self.dossier):
            cells = ach.matrix(self.dossier, whose).ratings
            both = itertools.product(cells.index, cells.columns)
            others = {f"{i}|{h}": cells.at[i, h] for i, h in both if cells.at[i, h]}
        self.undoing.disabled = not self._steps
        with self.grid.hold_sync():
            self.grid.own = bool(self.who)
            self.grid.cells = {f"{row['evidence']}|{row['hypothesis']}": row["consistency"] for row in own}
            self.grid.relevance = {row["evidence"]: row["relevance"] for row in weighed}
            self.grid.other_name = whose
            self.grid.others = others
        self._refresh()
        rated, total = len(self.grid.cells), len(self.grid.items) * len(self.grid.columns)
        return f"{rated} of {total} cells rated by {self.who}; kept in consistency.mine.csv."

    def _show_results(self) -> None:
        """Read the ratings from the files, and write what they come to."""
        with self.message.trying():
            for table in filter(self.dossier.has, _TABLES):
                self.dossier = self.dossier.reread(table)
            self._point_panel()
            if not self.analyst:
                self.results.value = "<p>Nobody has rated anything yet.</p>"
                return
            own, beside = self.matrix(), self.beside.value
            other = self.matrix(beside) if beside not in ("", own.analyst) else None
            shown = results_html(self.dossier, own, other)
            self.results.value = f"<h4>By {safe_html(own.analyst)}</h4>{shown}"

    def _point_panel(self) -> None:
        """Let the charts draw the ratings that count."""
        if self._panel is not None:
            options = {**self._panel.state.options, "analyst": self.analyst}
            self._panel.dossier = self.dossier
            self._panel.state = replace(self._panel.state, options=options)


def make_grid(dossier: Dossier) -> Grid:
    """Return the matrix of a dossier, without ratings: rivals side by side, late items of evidence last."""
    book, items, columns, colors = dossier.codebook, [], list[dict[str, Any]](), {}
    questions: dict[str, dict[str, Any]] = {}
    for each in dossier.table("hypotheses").sort_values("question", kind="stable").to_dict("records"):
        first, label = each["question"] not in questions and bool(columns), f"{each['label']} ({each['id']})"
        columns.append({"id": each["id"], "label": label, "claim": each["claim"], "first": first})
        term = book.term("hypotheses", "question", each["question"])
        asked = questions.setdefault(each["question"], {"label": term.label, "color": term.color, "count": 0})
        asked["count"] += 1
    for each in dossier.table("evidence").to_dict("records"):
        late = str(each["known_at_signing"]) == "no"
        source, item = (book.label("evidence", name, each[name]) for name in ("reliability", "credibility"))
        items.append(
            {
                "id": each["id"],
                "text": each["statement"],
                "note": " · ".join(filter(None, [each["date"], each["diagnostic_note"]])),
                "grades": f"{each['reliability']}{each['credibility']}",
                "graded": f"Source {source}; item {item}",
                "late": late,
                "part": _LATE[late],
            }
        )
    for rating in ach.RATINGS:
        face, label = (say("consistency", "consistency", rating) for say in (book.color, book.label))
        colors[rating] = {"face": face, "ink": ink_on(face), "label": label}
    items.sort(key=lambda item: item["late"])
    grid = Grid(columns=columns, questions=list(questions.values()), items=items, colors=colors)
    return named(grid, "akit-matrix")


def results_html(dossier: Dossier, matrix: ach.Matrix, other: ach.Matrix | None = None) -> str:
    """Return ranks, what they hang on and which items tell rivals apart, as safe HTML."""
    label, beside = dossier.codebook.label, None if other is None else ach.ranking(other)
    numbers = ["Rank", "Plain", "Weighted", "Tested by", *([f"Plain, {other.analyst}"] if other else [])]
    rows: list[list[str]] = []
    for question, rivals in ach.ranking(matrix).groupby("question", sort=False):
        rows.append([label("hypotheses", "question", question)])
        for name, each in rivals.iterrows():
            cells = [f"{each['label']} ({name})", "–" if pd.isna(each["rank"]) else str(each["rank"])]
            cells += [points(each["plain"]), points(each["weighted"])]
            cells += [f"{each['informative']} of {each['items']}"]
            cells += [] if beside is None else [points(float(beside["plain"][str(name)]))]
            rows.append([*cells, _flags(each)])
    said, apart = list(ach.sentences(matrix)), ach.diagnosticity(matrix)
    for question in apart.columns:
        best = apart[question].dropna().sort_values(ascending=False, kind="stable")
        items = [f"{item} ({value:.2f})" for item, value in best[best > 0][:_MOST].items()]
        most = f"What tells the rivals apart most: {listing(items)}" if items else "No item tells them apart"
        said.append(f"{label('hypotheses', 'question', question)} {most}.")
    notes = "".join(f"<li>{safe_html(line)}</li>" for line in said)
    table = tabled(["Hypothesis", *numbers, ""], rows, numbers).body
    return f"{table}<ul>{notes}</ul><small>{_CAUTION}</small>"


def _flags(row: pd.Series) -> str:
    flags = [f"{row['items'] - row['rated']} not rated"] if row["rated"] < row["items"] else []
    flags += [f"{ordinal(int(row['weighted_rank']))} by weight"] if row["differs"] else []
    flags += ["hard to refute"] if row["hard_to_refute"] else []
    return "; ".join(flags)


hypotheses = quiet(Board)
