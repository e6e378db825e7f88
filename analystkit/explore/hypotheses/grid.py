"""The editable matrix of hypotheses as a widget: what it shows, and what the analyst does in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from analystkit.analysis.ach import RATINGS
from analystkit.charts.style import ink_on
from analystkit.dossier import Dossier
from analystkit.explore.widgets.base import script

LATE = ("Known at signing", "Hindsight: became known after")


class Grid(anywidget.AnyWidget):
    """A table whose cells are set by click or key; `cells` maps ``item|hypothesis`` to a rating.

    The kernel answers each change with new `cells`; the page shows nothing that was not taken.
    """

    _esm = script("matrix.js")
    columns = traitlets.List(traitlets.Dict()).tag(sync=True)
    questions = traitlets.List(traitlets.Dict()).tag(sync=True)
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    colors = traitlets.Dict().tag(sync=True)
    cells = traitlets.Dict().tag(sync=True)
    others = traitlets.Dict().tag(sync=True)
    other_name = traitlets.Unicode().tag(sync=True)
    relevance = traitlets.Dict().tag(sync=True)
    own = traitlets.Bool(False).tag(sync=True)

    def on_change(self, action: Callable[[str, str, str, str], None]) -> None:
        """Call a function with kind (``rating`` or ``relevance``), item, hypothesis and value."""

        def take(_: object, content: dict[str, Any], __: object) -> None:
            action(*(str(content.get(name, "")) for name in ("kind", "item", "hypothesis", "value")))
            self.send("answered")

        self.on_msg(take)


def make_grid(dossier: Dossier) -> Grid:
    """Return the matrix of a dossier, without ratings."""
    columns, questions = _columns(dossier)
    grid = Grid(columns=columns, questions=questions, items=_items(dossier), colors=_colors(dossier))
    grid.add_class("akit-matrix")
    return grid


def _columns(dossier: Dossier) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the hypotheses, those of one question side by side, and the questions over them."""
    columns: list[dict[str, Any]] = []
    questions: dict[str, dict[str, Any]] = {}
    table = dossier.table("hypotheses").sort_values("question", kind="stable")
    for row in table.to_dict("records"):
        asked = str(row["question"])
        first = asked not in questions
        label = f"{row['label']} ({row['id']})"
        columns.append(
            {"id": row["id"], "label": label, "claim": row["claim"], "first": first and bool(columns)}
        )
        term = dossier.codebook.term("hypotheses", "question", asked)
        entry = questions.setdefault(asked, {"label": term.label, "color": term.color, "count": 0})
        entry["count"] += 1
    return columns, list(questions.values())


def _items(dossier: Dossier) -> list[dict[str, Any]]:
    """Return the items of evidence, those known at signing first."""
    book, items = dossier.codebook, []
    for row in dossier.table("evidence").to_dict("records"):
        late = str(row["known_at_signing"]) == "no"
        labels = [book.label("evidence", name, row[name]) for name in ("reliability", "credibility")]
        items.append(
            {
                "id": row["id"],
                "text": row["statement"],
                "note": " · ".join(filter(None, [row["date"], row["diagnostic_note"]])),
                "grades": f"{row['reliability']}{row['credibility']}",
                "graded": f"Source {labels[0]}; item {labels[1]}",
                "late": late,
                "part": LATE[late],
            }
        )
    return sorted(items, key=lambda item: item["late"])


def _colors(dossier: Dossier) -> dict[str, dict[str, str]]:
    found = {}
    for rating in RATINGS:
        face = dossier.codebook.color("consistency", "consistency", rating)
        label = dossier.codebook.label("consistency", "consistency", rating)
        found[rating] = {"face": face, "ink": ink_on(face), "label": label}
    return found
