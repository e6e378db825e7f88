"""What notebooks show beside panels: answers, small tables, prose of the dossier, a chart or a quiet line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from analystkit.dossier import TABLES, Citation, Dossier, safe_html
from analystkit.errors import Absent, unknown
from analystkit.explore.base import STATIC
from analystkit.explore.picture import reading
from analystkit.figures import draw
from analystkit.words import capital

_MOST = 3
_CITATION = re.compile(r"\[(@[\w:.#$%&+?<>~/-]+(?:,[^\]@;]*)?(?:;\s*@[\w:.#$%&+?<>~/-]+(?:,[^\]@;]*)?)*)\]")
_LOOKS = f"<style>{(STATIC / 'shown.css').read_text('utf-8')}</style>"


@dataclass(frozen=True)
class Shown:
    """Something to show in a notebook."""

    body: str  #: safe HTML
    text: str  #: the same in plain words

    def _repr_html_(self) -> str:
        return f"{_LOOKS}<div class='ak-shown'>{self.body}</div>"

    def __repr__(self) -> str:
        """Return the plain words."""
        return self.text


def quiet(show: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that shows one quiet line where the dossier has not got what it would show."""

    @wraps(show)
    def shown(*given: Any, **named: Any) -> Any:
        try:
            return show(*given, **named)
        except Absent as absent:
            return aside(f"{capital(str(absent))}.")

    return shown


def aside(words: str) -> Shown:
    """Return a quiet line."""
    return Shown(f"<small>{safe_html(words)}</small>", words)


def cited(dossier: Dossier, text: str, citations: Sequence[Citation] = ()) -> Shown:
    """Return words with their sources in small type as links."""
    if not citations:
        return Shown(safe_html(text), text)
    links = TABLES["provisions"].by_name["sources"].words(tuple(citations), dossier, most=_MOST).html()
    return Shown(f"{safe_html(text)} <small>[{links}]</small>", text)


def tabled(
    heads: Sequence[str], rows: Iterable[Sequence[Any]], right: Iterable[str] = (), below: str = ""
) -> Shown:
    """Return a table, with a line in small type under it; a row of one cell goes over its whole width."""
    looks = [" class='n'" if head in set(right) else "" for head in heads]

    def line(tag: str, cells: Sequence[Any], scope: str = "") -> str:
        said = [cell.body if isinstance(cell, Shown) else safe_html(str(cell)) for cell in cells]
        wide = zip(said, looks if said[1:] else [f" colspan='{len(heads)}'"], strict=True)
        return f"<tr>{''.join(f'<{tag}{scope}{look}>{each}</{tag}>' for each, look in wide)}</tr>"

    table = [list(row) for row in rows]
    head, body = line("th", heads, " scope='col'"), "".join(line("td", row) for row in table)
    note = f"<small>{safe_html(below)}</small>" if below else ""
    text = [" | ".join(map(str, row)) for row in [heads, *table]] + [below] * bool(below)
    return Shown(f"<table><thead>{head}</thead><tbody>{body}</tbody></table>{note}", "\n".join(text))


def answer(dossier: Dossier, subject: str) -> Shown:
    """Show the short answer to a notebook's question, each sentence with its sources.

    Parameters
    ----------
    dossier : Dossier
        What it is computed from.
    subject : str
        Such as ``"treaty"`` or ``"provisions"``.

    Examples
    --------
    >>> from analystkit.dossier import open_dossier
    >>> "What binds" in repr(answer(open_dossier("russia-iran-2025"), "provisions"))
    True
    """
    from analystkit.analysis import answers  # loaded by whoever asks

    lines = answers.answer(dossier, subject)
    said = [(line.head, cited(dossier, line.text, line.citations)) for line in lines]
    items = "".join(f"<b>{safe_html(head)}</b><span>{shown.body}</span>" for head, shown in said)
    return Shown(f"<div class='ak-lines'>{items}</div>", "\n".join(f"{h}: {shown.text}" for h, shown in said))


def how_sure(dossier: Dossier) -> Shown:
    """Show how many rows of each table rest on two sources, one or none, and how reliable the sources are."""
    from analystkit.analysis import answers

    labels = {term.term: term.label for term in dossier.codebook.terms("provisions", "verification")}
    levels = answers.how_sure(dossier).rename(columns=labels)
    grades = answers.source_grades(dossier).rename(columns={"meaning": "grade of source"})
    shown = []
    for frame in (levels, grades.drop(columns="reliability", errors="ignore")):
        if frame.empty:
            continue
        frame = frame.rename(columns=str.capitalize)
        numbers = frame.select_dtypes("number").columns
        shown.append(tabled(list(frame.columns), frame.itertuples(index=False), numbers))
    return Shown("".join(each.body for each in shown), "\n\n".join(each.text for each in shown))


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
    elif about is not None and len(rows):
        wanted = list(about)
        if strange := set(wanted) - set(rows["id"]):
            raise unknown("point of disagreement", min(strange), rows["id"])
        rows = rows[rows["id"].isin(wanted)]
    if rows.empty:
        return aside("No point of disagreement is about this.")
    heads = ["Point", "One says", "Another says", "What the kit goes with"]
    cells = []
    for row in rows.to_dict("records"):
        own = " <small>(analyst’s own)</small>" if row["mine"] else ""
        point = Shown(safe_html(row["subject"]) + own, row["subject"])
        claim = cited(dossier, row["claim"], row["sources"])
        counter = cited(dossier, row["counterclaim"], row["counter_sources"])
        cells.append([point, claim, counter, row["resolution"]])
    return tabled(heads, cells)


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

    Examples
    --------
    >>> from analystkit.dossier import open_dossier
    >>> "inauguration" in repr(read(open_dossier("russia-iran-2025"), "motives", "m38"))
    True
    """
    rows = dossier.table(table)
    key = TABLES[table].key[0]
    found = rows[rows[key] == row] if row else rows.head(1)
    if rows.empty:
        raise Absent(f"the dossier {dossier.about.id} has no {TABLES[table].noun} yet")
    if found.empty:
        raise unknown(f"row of {table}", row, rows[key].astype(str))
    one = found.iloc[0]
    words = {each.name: each.words(one[each.name], dossier).plain for each in TABLES[table].columns}
    plain = "\n".join(f"{name}: {said}" for name, said in words.items() if said)
    return Shown(f"<div class='ak-read'>{reading(dossier, table, one)}</div>", plain)


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
        where = f"there is no notes/{name}.md in its folder"
        return aside(f"{dossier.about.id} says nothing more here ({where}).")
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
    made = draw(dossier, chart, *where, **more)
    made.figure  # noqa: B018 - what the dossier lacks is found out in drawing
    return made
