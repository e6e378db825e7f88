"""A figure: a chart drawn from selected rows, which shows itself, says what it is and saves itself."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.figure import Figure as MplFigure

from analystkit import charts
from analystkit.charts.presets import MM
from analystkit.dossier import TABLES, Dossier, Source, project_root
from analystkit.figures.carrying import encode, plain_png
from analystkit.figures.names import WORKBOOK, checked_formats, clean_name, figure_name
from analystkit.figures.recipe import Recipe, checked_dpi, make_recipe
from analystkit.figures.rows import rows_csv, rows_xlsx
from analystkit.figures.spec import Spec
from analystkit.files import write_together
from analystkit.words import listing, say

if TYPE_CHECKING:
    from analystkit.charts import Drawing

SCREEN_DPI = 144
PAGE_MM = {"A4": 247, "Letter": 229}  # height between margins of an inch


@dataclass(frozen=True)
class Said:
    """All that a figure says in words."""

    headline: str
    subtitle: str
    alt: str
    note: str
    source_line: str
    caption: str  # for a document: headline or the words given, what is unverified, and the sources


class Figure:
    """A chart of selected rows. Use `draw` to make one.

    It is drawn when it is first looked at, and only once. What is on screen is what is saved.

    Parameters
    ----------
    spec : Spec
        What to draw.
    dossier : Dossier
        Where the rows come from.
    """

    def __init__(self, spec: Spec, dossier: Dossier) -> None:
        self.spec = spec.checked(dossier)
        self.dossier = dossier

    def _drawn(self) -> Drawing:
        spec = self.spec
        title, caption = spec.title or None, spec.caption or None
        return charts.render(
            self.dossier, spec.chart, spec.selection, spec.preset, title, caption, spec.options
        )

    @cached_property
    def _drawing(self) -> Drawing:
        return self._drawn()

    @cached_property
    def said(self) -> Said:
        """Headline, subtitle, alternative text, note, source line and caption."""
        drawn = self._drawing
        first = " ".join((self.spec.caption or drawn.headline).split())
        parts = [_ended(first), unverified_remark(drawn), _ended(drawn.source_line)]
        caption = " ".join(filter(None, parts))
        return Said(drawn.headline, drawn.subtitle, drawn.alt, drawn.note, drawn.source_line, caption)

    @cached_property
    def recipe(self) -> Recipe:
        """All that is needed to draw this figure again; every exported file carries it."""
        words = {**asdict(self.said), "selection": self.spec.selection.sentence(self.dossier)}
        return make_recipe(self.dossier, self.spec, self._drawing, words)

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that are drawn."""
        return self._drawing.rows

    @property
    def marks(self) -> tuple[Any, ...]:
        """Where on the figure which rows are, with what is said of them."""
        return tuple(getattr(self._drawing, "marks", ()))

    @property
    def colored(self) -> frozenset[str]:
        """The columns whose terms the picture tells apart by color."""
        return self._drawing.colored

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in inches."""
        width, height = self._drawing.figure.get_size_inches()
        return float(width), float(height)

    @property
    def empty(self) -> bool:
        """Whether no row is drawn."""
        return not len(self.rows)

    @property
    def headline(self) -> str:
        """What the figure shows, in one line made from the rows (or the title given)."""
        return self.said.headline

    @property
    def alt_text(self) -> str:
        """The figure in words, for those who do not see it."""
        return self.said.alt

    @property
    def caption(self) -> str:
        """The caption for a document: headline or the words given, what is unverified, and the sources."""
        return self.said.caption

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources behind the rows drawn."""
        return tuple(self.dossier.sources[key] for key in self._drawing.citekeys)

    @cached_property
    def figure(self) -> MplFigure:
        """A matplotlib figure of its own, to change as you like; what you change is not saved by `save`."""
        return self._drawn().figure

    def png(self, dpi: int | None = None) -> bytes:
        """Return the figure as PNG, at the preset's dots per inch unless given, with its recipe inside."""
        return self.encoded("png", dpi)

    def svg(self) -> bytes:
        """Return the figure as SVG: its text is text, its marks say what they are, its recipe is inside."""
        return self.encoded("svg")

    def pdf(self) -> bytes:
        """Return the figure as PDF, with recipe and alternative text inside."""
        return self.encoded("pdf")

    def rows_csv(self) -> bytes:
        """Return the rows drawn as a CSV file that is safe to open in Excel."""
        return rows_csv(self.rows)

    def rows_xlsx(self) -> bytes:
        """Return the rows drawn as an Excel workbook, with a second sheet for the sources."""
        return rows_xlsx(self.rows, self.spec.selection.table, self.dossier)

    def screen_png(self, dpi: float = SCREEN_DPI) -> bytes:
        """Return the picture alone, without recipe, as fast as can be: for showing, not for saving."""
        return plain_png(self._drawing.figure, dpi)

    def encoded(self, extension: str, dpi: int | None = None, recipe: Recipe | None = None) -> bytes:
        """Return the figure as `png`, `svg` or `pdf`, with its own recipe inside or another."""
        recipe = recipe or self.recipe
        if dpi is not None:
            recipe = replace(recipe, dpi=checked_dpi(dpi))
        return encode(self._drawing.figure, extension, recipe, self.marks)

    @property
    def warnings(self) -> list[str]:
        """What to mind before the figure is used: that it is empty, or that no page holds it."""
        said = ["nothing is drawn: no row is selected"] if self.empty else []
        height = self.size[1] * MM
        if self.spec.preset != "slide" and any(height > room for room in PAGE_MM.values()):
            room = listing(f"{room} mm ({name})" for name, room in PAGE_MM.items())
            said.append(
                f"{round(height)} mm tall, and a page has {room}: draw fewer rows (where=…, --where), or "
                "take preset='slide' (--preset slide), which counts what it has no room for"
            )
        return said

    def save(
        self,
        name: str | None = None,
        formats: Sequence[str] = ("png",),
        folder: str | PathLike[str] | None = None,
        overwrite: bool = False,
    ) -> list[Path]:
        """Save the figure, and its rows as CSV beside it: all files or none.

        Parameters
        ----------
        name : str, optional
            Made from chart and selection unless given; what no file can be called is left out of it.
        formats : sequence of str
            Any of ``png``, ``svg`` and ``pdf``, and ``xlsx`` for the rows as an Excel workbook.
        folder : path, optional
            ``exports/`` of the project unless given.
        overwrite : bool
            Whether other files of that name may be replaced.

        Returns
        -------
        list of pathlib.Path
            The files, the CSV last.

        Raises
        ------
        KitError
            If other files have the name (`Taken`), or the folder cannot be written.

        Examples
        --------
        >>> import tempfile
        >>> from analystkit.figures import draw
        >>> figure = draw("russia-iran-2025", "provisions-by-domain")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [path.name for path in figure.save("domains", folder=folder)]
        ['domains.png', 'domains.csv']
        """
        wanted = checked_formats(formats)
        stem = clean_name(name or "", wanted) or self.default_name
        place = Path(folder) if folder is not None else project_root() / "exports"
        files = {f"{stem}.{kind}": self.encoded(kind) for kind in wanted if kind != WORKBOOK}
        if WORKBOOK in wanted:
            files[f"{stem}.{WORKBOOK}"] = self.rows_xlsx()
        return write_together(place, {**files, f"{stem}.csv": self.rows_csv()}, overwrite)

    @property
    def default_name(self) -> str:
        """The name that the figure's files get by themselves; other choices, other name."""
        return figure_name(self.spec)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, str], dict]:
        """Show the figure in a notebook, with its alternative text."""
        picture = base64.b64encode(self.png(SCREEN_DPI)).decode()
        width = round(self.size[0] * 96)
        alt = html.escape(self.alt_text, quote=True)
        look = f'width="{width}" style="max-width: 100%"'
        tag = f'<img alt="{alt}" {look} src="data:image/png;base64,{picture}">'
        bundle = {"image/png": picture, "text/html": tag, "text/plain": self.alt_text}
        return bundle, {"image/png": {"width": width, "alt": self.alt_text}}

    def __repr__(self) -> str:
        """Return what the figure shows, in one line."""
        return f"<Figure {self.spec.chart}: {self.spec.selection.sentence(self.dossier)}>"


def unverified_remark(drawing: Drawing) -> str:
    """Return a sentence on the rows that no source confirms; empty when there are none."""
    rows = drawing.rows
    count = int((rows["verification"] == "unverified").sum()) if "verification" in rows else 0
    if not count:
        return ""
    noun = TABLES[drawing.selection.table].noun
    return say("{n} of {all} {noun} {n|is|are} unverified.", n=count, all=len(rows), noun=noun)


def _ended(text: str) -> str:
    """Return text with a full stop, unless it ends a sentence already."""
    return text if not text or text[-1] in ".!?…" else f"{text}."
