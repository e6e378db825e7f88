"""What notebooks show whatever the dossier: its own prose, and one quiet line for what it has not got."""

from __future__ import annotations

import re
from typing import Any

from analystkit.dossier import Dossier, safe_html
from analystkit.explore.showing import Shown, quiet
from analystkit.figures import draw

_CITATION = re.compile(r"\[(@[\w:.#$%&+?<>~/-]+(?:,[^\]@;]*)?(?:;\s*@[\w:.#$%&+?<>~/-]+(?:,[^\]@;]*)?)*)\]")


class Note:
    """Prose of a dossier, as Markdown.

    Parameters
    ----------
    text : str
        The Markdown.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def _repr_markdown_(self) -> str:
        return self.text

    def __repr__(self) -> str:
        """Return the Markdown as it stands."""
        return self.text


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
