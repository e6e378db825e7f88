"""A figure: a chart drawn from selected rows, which shows itself, says what it is and saves itself."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.figure import Figure as MplFigure

from analystkit import charts
from analystkit.charts.style import MM
from analystkit.dossier import TABLES, Dossier, Selection, Source, open_dossier, project_root
from analystkit.errors import KitError
from analystkit.figures.carrying import encode, png
from analystkit.figures.names import checked_formats, clean_name, figure_name
from analystkit.figures.recipe import DPI, FINE, Recipe, make_recipe
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
        return charts.render(
            self.dossier, spec.chart, spec.selection, spec.preset, spec.title, spec.caption, spec.options
        )

    @cached_property
    def _drawing(self) -> Drawing:
        return self._drawn()

    @cached_property
    def said(self) -> Said:
        """Headline, subtitle, alternative text, note, source line and caption."""
        drawn, rows, remark = self._drawing, self.rows, ""
        if "verification" in rows and (unsure := int(rows["verification"].eq("unverified").sum())):
            noun = TABLES[self.spec.selection.table].noun
            remark = say("{n} of {all} {noun} {n|is|are} unverified.", n=unsure, all=len(rows), noun=noun)
        first = " ".join((self.spec.caption or drawn.headline).split())
        parts = filter(None, [first, remark, drawn.source_line])
        caption = " ".join(part if part[-1] in ".!?…" else f"{part}." for part in parts)
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
        return self._drawing.marks

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

    def screen_png(self, dpi: float = SCREEN_DPI) -> bytes:
        """Return the picture alone, without recipe, as fast as can be: for showing, not for saving."""
        return png(self._drawing.figure, dpi)

    def encoded(self, kind: str, dpi: int | None = None, recipe: Recipe | None = None) -> bytes:
        """Return the figure as ``png``, ``svg`` or ``pdf``, or its rows as ``csv`` or ``xlsx``."""
        if kind == "csv":
            return rows_csv(self.rows)
        if kind == "xlsx":
            return rows_xlsx(self.rows, self.spec.selection.table, self.dossier)
        recipe = recipe or self.recipe
        if dpi is not None:
            if dpi not in FINE:
                raise KitError(f"dpi is {dpi!r:.40}; expected {DPI}")
            recipe = replace(recipe, dpi=int(dpi))
        return encode(self._drawing.figure, kind, recipe, self.marks)

    @property
    def warnings(self) -> list[str]:
        """What to mind before the figure is used: that it is empty, or that no page holds it."""
        said = ["nothing is drawn: no row is selected"] if self.rows.empty else []
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
        files = {f"{stem}.{kind}": self.encoded(kind) for kind in [*wanted, "csv"]}
        return write_together(place, files, overwrite)

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


def draw(
    dossier: Dossier | str | PathLike[str],
    chart: str,
    where: Mapping[str, Iterable[str] | str] | None = None,
    *,
    text: str = "",
    dates: tuple[str | None, str | None] | None = None,
    floor: str = "one-source",
    preset: str = "full",
    title: str | None = None,
    caption: str | None = None,
    selection: Selection | None = None,
    options: Mapping[str, Any] | None = None,
    **more: Any,
) -> Figure:
    """Draw a chart of selected rows.

    Parameters
    ----------
    dossier : Dossier, str or path
        Opened already, or its name.
    chart : str
        The chart's name; `analystkit charts` lists them.
    where : mapping, optional
        For each column, the term or terms that a row must have.
    text : str
        Words that must all occur in a row.
    dates : pair of str, optional
        EDTF dates from and to.
    floor : str
        The least verification: ``unverified`` (everything), ``one-source`` or ``two-sources``.
    preset : str
        ``column`` (85 mm), ``full`` (170 mm) or ``slide`` (16:9).
    title, caption : str, optional
        Put in place of the headline, and of the caption's first words.
    selection : Selection, optional
        In place of `where`, `text`, `dates` and `floor`.
    options : mapping, optional
        The chart's own options whose names are arguments here too, such as ``{"text": …}``.
    **more
        The chart's other options, by name.

    Returns
    -------
    Figure

    Raises
    ------
    KitError
        If a name does not exist; the message has the nearest that do.

    Examples
    --------
    >>> figure = draw("russia-iran-2025", "provisions-by-domain", where={"domain": "sanctions"})
    >>> set(figure.rows["domain"])
    {'sanctions'}
    """
    if not isinstance(options or {}, Mapping):
        raise KitError(f"options are names with values, such as {{'text': '…'}}; found {options!r:.40}")
    opened = dossier if isinstance(dossier, Dossier) else open_dossier(dossier)
    if selection is None:
        selection = Selection.make(charts.get(chart).table, where, text, dates, floor)
    elif where or text or dates or floor != "one-source":
        raise KitError("give either selection=…, or where, text, dates and floor; not both")
    spec = Spec(chart, selection, preset, title or "", caption or "", {**(options or {}), **more})
    return Figure(spec, opened)
