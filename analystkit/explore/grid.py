"""The matrix of hypotheses as a widget to edit, and what its ratings come to in words and a small table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import pandas as pd
import traitlets

from analystkit.analysis.ach import RATINGS, Matrix, diagnosticity, ranking, sentences
from analystkit.charts.hypotheses.scores import points
from analystkit.charts.style import ink_on
from analystkit.dossier import Dossier, safe_html
from analystkit.explore.base import script, synced
from analystkit.words import listing, ordinal

_LATE = ("Known at signing", "Hindsight: became known after")
_MOST = 3
_CAUTION = (
    "A score counts what speaks against a hypothesis; it is no probability, and only rivals are ranked."
)


class Grid(anywidget.AnyWidget):
    """A table whose cells are set by click or key; `cells` maps ``item|hypothesis`` to a rating.

    The kernel answers each change with new `cells`; the page shows nothing that was not taken.
    """

    _esm = script("matrix.js")
    columns, questions, items = synced(traitlets.List, 3)
    colors, cells, others, relevance = synced(traitlets.Dict, 4)
    other_name = traitlets.Unicode().tag(sync=True)
    own = traitlets.Bool(False).tag(sync=True)

    def on_change(self, action: Callable[[str, str, str, str], None]) -> None:
        """Call a function with kind (``rating`` or ``relevance``), item, hypothesis and value."""

        def take(_: object, content: dict[str, Any], __: object) -> None:
            action(*(str(content.get(name, "")) for name in ("kind", "item", "hypothesis", "value")))
            self.send("answered")

        self.on_msg(take)


def make_grid(dossier: Dossier) -> Grid:
    """Return the matrix of a dossier, without ratings: rivals side by side, late items of evidence last."""
    book, items = dossier.codebook, []
    columns: list[dict[str, Any]] = []
    questions: dict[str, dict[str, Any]] = {}
    for row in dossier.table("hypotheses").sort_values("question", kind="stable").to_dict("records"):
        first, label = row["question"] not in questions, f"{row['label']} ({row['id']})"
        columns.append(
            {"id": row["id"], "label": label, "claim": row["claim"], "first": first and bool(columns)}
        )
        term = book.term("hypotheses", "question", row["question"])
        asked = questions.setdefault(row["question"], {"label": term.label, "color": term.color, "count": 0})
        asked["count"] += 1
    for row in dossier.table("evidence").to_dict("records"):
        late = str(row["known_at_signing"]) == "no"
        source, item = (book.label("evidence", name, row[name]) for name in ("reliability", "credibility"))
        items.append(
            {
                "id": row["id"],
                "text": row["statement"],
                "note": " · ".join(filter(None, [row["date"], row["diagnostic_note"]])),
                "grades": f"{row['reliability']}{row['credibility']}",
                "graded": f"Source {source}; item {item}",
                "late": late,
                "part": _LATE[late],
            }
        )
    colors = {}
    for rating in RATINGS:
        face = book.color("consistency", "consistency", rating)
        colors[rating] = {
            "face": face,
            "ink": ink_on(face),
            "label": book.label("consistency", "consistency", rating),
        }
    items.sort(key=lambda item: item["late"])
    grid = Grid(columns=columns, questions=list(questions.values()), items=items, colors=colors)
    grid.add_class("akit-matrix")
    return grid


def results_html(dossier: Dossier, matrix: Matrix, other: Matrix | None = None) -> str:
    """Return ranks, what they hang on and which items tell rivals apart, as safe HTML."""
    label, own = dossier.codebook.label, ranking(matrix)
    beside = None if other is None else ranking(other)
    heads = ["Rank", "Plain", "Weighted", "Tested by", *([f"Plain, {other.analyst}"] if other else [])]
    numbers = "".join(f"<th class='n' scope='col'>{safe_html(head)}</th>" for head in heads)
    lines, asked = [f"<tr><th scope='col'>Hypothesis</th>{numbers}<th scope='col'></th></tr>"], ""
    for name, row in own.iterrows():
        if row["question"] != asked:
            asked = row["question"]
            words = safe_html(label("hypotheses", "question", asked))
            lines.append(f"<tr class='akit-asked'><td colspan='{len(heads) + 2}'>{words}</td></tr>")
        cells = ["–" if pd.isna(row["rank"]) else str(row["rank"]), points(row["plain"])]
        cells += [points(row["weighted"]), f"{row['informative']} of {row['items']}"]
        cells += [] if beside is None else [points(float(beside["plain"][str(name)]))]
        body = "".join(f"<td class='n'>{cell}</td>" for cell in cells)
        named = f"<td>{safe_html(row['label'])} ({safe_html(str(name))})</td>"
        lines.append(f"<tr>{named}{body}<td><small>{_flags(row)}</small></td></tr>")
    said, apart = list(sentences(matrix)), diagnosticity(matrix)
    for question in apart.columns:
        best = apart[question].dropna().sort_values(ascending=False, kind="stable")
        items = [f"{item} ({value:.2f})" for item, value in best[best > 0][:_MOST].items()]
        most = (
            f"What tells the rivals apart most: {listing(items)}."
            if items
            else "No item tells the rivals apart."
        )
        said.append(f"{label('hypotheses', 'question', question)} {most}")
    notes = "".join(f"<li>{safe_html(line)}</li>" for line in said)
    return f"<table>{''.join(lines)}</table><ul>{notes}</ul><small>{_CAUTION}</small>"


def _flags(row: pd.Series) -> str:
    flags = []
    if row["rated"] < row["items"]:
        flags.append(f"{row['items'] - row['rated']} not rated")
    if row["differs"]:
        flags.append(f"{ordinal(int(row['weighted_rank']))} by weight")
    if row["hard_to_refute"]:
        flags.append("hard to refute")
    return "; ".join(flags)
