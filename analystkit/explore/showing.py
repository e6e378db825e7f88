"""What notebooks show beside panels: answers, small tables, prose of the dossier, a chart or a quiet line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from analystkit.dossier import TABLES, Citation, Dossier, safe_html
from analystkit.errors import Absent, unknown
from analystkit.explore.picture import reading
from analystkit.figures import draw
from analystkit.words import capital

Given = ParamSpec("Given")
Made = TypeVar("Made")
_MOST = 3
_CITATION = re.compile(r"\[(@[\w:.#$%&+?<>~/-]+(?:,[^\]@;]*)?(?:;\s*@[\w:.#$%&+?<>~/-]+(?:,[^\]@;]*)?)*)\]")
_STYLE = """<style>
.ak-shown {max-width: 72em; line-height: 1.45}
.ak-shown table {border-collapse: collapse; margin: .3em 0; font-size: inherit}
.ak-shown tr {background: none !important}
.ak-shown th, .ak-shown td {text-align: left !important; vertical-align: top !important;
  padding: .3em 1em .3em 0 !important; white-space: normal !important;
  border-bottom: 1px solid rgba(128, 128, 128, .3) !important}
.ak-shown th {vertical-align: bottom !important}
.ak-shown td.n, .ak-shown th.n {text-align: right !important}
.ak-shown small {opacity: .75}
.ak-lines {display: grid; grid-template-columns: minmax(7em, 11em) 1fr; gap: .35em 1.2em}
.ak-lines b {font-weight: 600}
.ak-read dl {display: grid; grid-template-columns: minmax(7em, 11em) 1fr; gap: .35em 1.2em; margin: .3em 0}
.ak-read dt {font-weight: 600}
.ak-read dd {margin: 0}
</style>"""


@dataclass(frozen=True)
class Shown:
    """Something to show in a notebook.

    Parameters
    ----------
    body : str
        Safe HTML.
    text : str
        The same in plain words.
    """

    body: str
    text: str

    def _repr_html_(self) -> str:
        return f"{_STYLE}<div class='ak-shown'>{self.body}</div>"

    def __repr__(self) -> str:
        """Return the plain words."""
        return self.text


def quiet(show: Callable[Given, Made]) -> Callable[Given, Made | Shown]:
    """Return a function that shows one quiet line where the dossier has not got what it would show."""

    @wraps(show)
    def shown(*given: Given.args, **named: Given.kwargs) -> Made | Shown:
        try:
            return show(*given, **named)
        except Absent as absent:
            words = f"{capital(str(absent))}."
            return Shown(f"<small>{safe_html(words)}</small>", words)

    return shown


def answer(dossier: Dossier, subject: str) -> Shown:
    """Show the short answer to a notebook's question, each sentence with its sources.

    Parameters
    ----------
    dossier : Dossier
        What it is computed from.
    subject : str
        Such as ``"treaty"`` or ``"provisions"``.

    Raises
    ------
    KitError
        If there is no answer of that name.

    Examples
    --------
    >>> from analystkit.dossier import open_dossier
    >>> "What binds" in repr(answer(open_dossier("russia-iran-2025"), "provisions"))
    True
    """
    from analystkit.analysis import answers  # loaded by whoever asks

    lines = answers.answer(dossier, subject)
    items = "".join(
        f"<b>{safe_html(line.head)}</b><span>{safe_html(line.text)}{_sources(dossier, line.citations)}</span>"
        for line in lines
    )
    plain = "\n".join(f"{line.head}: {line.text}" for line in lines)
    return Shown(f"<div class='ak-lines'>{items}</div>", plain)


def _sources(dossier: Dossier, citations: Sequence[Citation]) -> str:
    """Return the sources of a sentence in small type, as links."""
    if not citations:
        return ""
    links = TABLES["provisions"].by_name["sources"].words(tuple(citations), dossier, most=_MOST).html()
    return f" <small>[{links}]</small>"


def how_sure(dossier: Dossier) -> Shown:
    """Show how many rows of each table rest on two sources, one or none, and how reliable the sources are.

    Parameters
    ----------
    dossier : Dossier
        What is counted.
    """
    from analystkit.analysis import answers

    levels = answers.how_sure(dossier)
    labels = {term.term: term.label for term in dossier.codebook.terms("provisions", "verification")}
    grades = answers.source_grades(dossier)
    shown = grades.drop(columns="reliability", errors="ignore").rename(columns={"meaning": "grade of source"})
    body = _table(levels.rename(columns=labels)) + _table(shown)
    return Shown(body, f"{levels.to_string(index=False)}\n\n{grades.to_string(index=False)}")


@quiet
def discrepancies(dossier: Dossier, about: str | Iterable[str] | None = None) -> Shown:
    """Show the points on which sources differ: who says what, what the kit went with and why.

    Parameters
    ----------
    dossier : Dossier
        With a table ``discrepancies``.
    about : str or iterable of str, optional
        Ids of the points to show, or a word to find in them, or ``@`` and a topic for those that
        ``dossier.toml`` lists under ``[topics]``; all when left out, or where the dossier has no topics.

    Raises
    ------
    KitError
        If an id is not there; the message names the nearest.

    Examples
    --------
    >>> from analystkit.dossier import open_dossier
    >>> "17 December" in repr(discrepancies(open_dossier("russia-iran-2025"), "press conference"))
    True
    """
    topics = dossier.about.topics
    if isinstance(about, str) and about.startswith("@"):
        about = topics.get(about[1:], ()) if topics else None
    rows = dossier.table("discrepancies")
    if isinstance(about, str):
        texts = rows[["id", "subject", "claim", "counterclaim"]].agg(" ".join, axis=1).str.casefold()
        rows = rows[[all(word in text for word in about.casefold().split()) for text in texts]]
    elif about is not None:
        wanted = list(about)
        for name in wanted:
            if name not in set(rows["id"]):
                raise unknown("point of disagreement", name, rows["id"])
        rows = rows[rows["id"].isin(wanted)]
    heads = ["Point", "One says", "Another says", "What the kit goes with"]
    cells, plain = [], []
    for row in rows.to_dict("records"):
        own = " <small>(analyst’s own)</small>" if row["mine"] else ""
        claim, counter = (
            f"{safe_html(row[said])}{_sources(dossier, row[source])}"
            for said, source in (("claim", "sources"), ("counterclaim", "counter_sources"))
        )
        cells.append([safe_html(row["subject"]) + own, claim, counter, safe_html(row["resolution"])])
        plain.append(f"{row['subject']}: {row['claim']} / {row['counterclaim']} -> {row['resolution']}")
    if not cells:
        return Shown(
            "<p>No point of disagreement is about this.</p>", "no point of disagreement is about this"
        )
    return Shown(_html_table(heads, cells), "\n".join(plain))


@quiet
def read(dossier: Dossier, table: str, row: str = "") -> Shown:
    """Show all of one row: every field with the labels of its terms, sources in full.

    Parameters
    ----------
    dossier : Dossier
        Where the row is.
    table : str
        Such as ``"motives"``.
    row : str, optional
        The row's id; the first row unless given.

    Raises
    ------
    KitError
        If there is no such table or row; the message names the nearest.

    Examples
    --------
    >>> from analystkit.dossier import open_dossier
    >>> "inauguration" in repr(read(open_dossier("russia-iran-2025"), "motives", "m38"))
    True
    """
    rows = dossier.table(table)
    key = TABLES[table].key[0]
    found = rows[rows[key] == row] if row else rows.head(1)
    if found.empty:
        raise unknown(f"row of {table}", row, rows[key].astype(str))
    one = found.iloc[0]
    words = {column.name: column.words(one[column.name], dossier).plain for column in TABLES[table].columns}
    plain = "\n".join(f"{name}: {said}" for name, said in words.items() if said)
    body = f"<div class='ak-read'>{reading(dossier, table, one)}</div>"
    return Shown(body, plain)


def _table(frame: pd.DataFrame) -> str:
    """Return a frame of plain words and numbers as an HTML table."""
    numeric = [name.capitalize() for name in frame.select_dtypes("number").columns]
    cells = [[safe_html(str(cell)) for cell in row] for row in frame.itertuples(index=False)]
    return _html_table([name.capitalize() for name in frame.columns], cells, numeric)


def _html_table(heads: Sequence[str], cells: Sequence[Sequence[str]], right: Iterable[str] = ()) -> str:
    """Return an HTML table; the cells are safe HTML already."""
    mark = [" class='n'" if head in set(right) else "" for head in heads]
    head = "".join(f"<th scope='col'{m}>{safe_html(h)}</th>" for h, m in zip(heads, mark, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{m}>{cell}</td>" for cell, m in zip(row, mark, strict=True)) + "</tr>"
        for row in cells
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


class Note(str):
    """Prose of a dossier, as Markdown."""

    __slots__ = ()
    _repr_markdown_ = __repr__ = str.__str__


def notes(dossier: Dossier, name: str) -> Note | Shown:
    """Show what a dossier says of itself for one notebook: the Markdown file of that name in its ``notes``.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    name : str
        The file's name without ending, such as ``"motives"``.

    Examples
    --------
    >>> from analystkit.dossier import open_dossier
    >>> "the-sea" in repr(notes(open_dossier("russia-iran-2025"), "the-sea"))
    True
    """
    path, kept = dossier.path / "notes" / f"{name}.md", dossier.notes.get(f"{name}.md")
    if path.parent == dossier.path / "notes" and path.is_file():
        kept = path.read_text(encoding="utf-8")
    if kept is None:
        words = f"{dossier.about.id} says nothing more here (there is no notes/{name}.md in its folder)."
        return Shown(f"<small>{safe_html(words)}</small>", words)
    return Note(cite_in_prose(dossier, kept))


def cite_in_prose(dossier: Dossier, text: str) -> str:
    """Return Markdown with each ``[@key]`` put as author and date, linked to the source's page."""

    def one(citation: str) -> str:
        key, _, place = citation.strip().removeprefix("@").partition(",")
        if key not in dossier.sources:
            return f"{key}, which is not among the sources"
        source = dossier.sources[key]
        short = re.sub(r"([\\\[\]*_<>$`])", r"\\\1", source.short)
        named = f"[{short}]({source.url})" if source.url else short
        return f"{named},{place}" if place else named

    return _CITATION.sub(lambda found: f"({'; '.join(map(one, found[1].split(';')))})", text)


@quiet
def show(dossier: Dossier, chart: str, *where: Any, **more: Any) -> Any:
    """Draw a chart as `draw` does, or say in one quiet line that the dossier has not got what it draws.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    chart : str
        The chart's name.
    *where, **more
        As for `draw`.

    Examples
    --------
    >>> from analystkit.dossier import open_dossier
    >>> show(open_dossier("russia-iran-2025"), "what-is-absent").spec.chart
    'what-is-absent'
    """
    return draw(dossier, chart, *where, **more)
