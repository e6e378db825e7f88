"""A figure: a chart drawn from selected rows, which shows itself, says what it is and saves itself."""

from __future__ import annotations

import base64
import html
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.figure import Figure as MplFigure

from analystkit import charts
from analystkit.charts.presets import preset as preset_named
from analystkit.dossier import Dossier, Selection, Source, project_root
from analystkit.errors import KitError
from analystkit.figures.carry import encode, plain_png, steady
from analystkit.figures.cells import rows_csv
from analystkit.figures.names import checked_formats, checked_name, figure_name
from analystkit.figures.record import make_recipe
from analystkit.figures.save import write_together
from analystkit.figures.wording import caption_text, check_terms, one_line, plain_options

if TYPE_CHECKING:
    from analystkit.charts import Drawing
    from analystkit.figures.recipe import Recipe

SCREEN_DPI = 144


class Figure:
    """A chart of selected rows. Use `draw` to make one.

    It is drawn when it is first looked at, and only once. What is on screen is what is saved.

    Parameters
    ----------
    dossier : Dossier
        Where the rows come from.
    chart : str
        The chart's name.
    selection : Selection
        Which rows.
    preset : str
        ``column``, ``full`` or ``slide``.
    title, caption : str or None
        Put in place of the headline, and of the caption's first words.
    options : mapping
        The chart's own options.
    """

    def __init__(
        self,
        dossier: Dossier,
        chart: str,
        selection: Selection,
        preset: str = "full",
        title: str | None = None,
        caption: str | None = None,
        options: Mapping[str, Any] | None = None,
    ):
        self.dossier = dossier
        self.chart = charts.get(chart)
        self.selection = selection
        self.preset = preset_named(preset).name
        self.title, self.caption_given = one_line(title), one_line(caption)
        self.options = plain_options(options or {})
        self.chart.settle(self.options)
        if selection.table != self.chart.table:
            raise KitError(
                f"the chart {chart!r} draws {self.chart.table}, but the selection is of {selection.table}"
            )
        dossier.table(self.chart.table)
        check_terms(dossier, selection)

    def _drawn(self) -> Drawing:
        return charts.render(
            self.dossier,
            self.chart.name,
            self.selection,
            self.preset,
            self.title,
            self.caption_given,
            self.options,
        )

    @cached_property
    def _drawing(self) -> Drawing:
        return self._drawn()

    @cached_property
    def recipe(self) -> Recipe:
        """All that is needed to draw this figure again; every exported file carries it."""
        drawing = self._drawing
        words = {
            "headline": drawing.headline,
            "subtitle": drawing.subtitle,
            "alt": drawing.alt,
            "note": drawing.note,
            "source_line": drawing.source_line,
            "selection": self.selection.sentence(self.dossier),
            "caption": self.caption,
        }
        return make_recipe(
            self.dossier,
            self.chart,
            drawing,
            title=self.title,
            caption=self.caption_given,
            options=self.options,
            words=words,
        )

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that are drawn."""
        return self._drawing.rows

    @property
    def headline(self) -> str:
        """What the figure shows, in one line made from the rows (or the title given)."""
        return self._drawing.headline

    @property
    def subtitle(self) -> str:
        """What is drawn."""
        return self._drawing.subtitle

    @property
    def alt_text(self) -> str:
        """The figure in words, for those who do not see it."""
        return self._drawing.alt

    @property
    def caption(self) -> str:
        """The caption for a document: headline or the words given, what is unverified, and the sources."""
        return caption_text(self._drawing, self.caption_given)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources behind the rows drawn."""
        return tuple(self.dossier.sources[key] for key in self._drawing.citekeys)

    @cached_property
    def figure(self) -> MplFigure:
        """A matplotlib figure of its own, to change as you like; what you change is not saved by `save`."""
        return self._drawn().figure

    def png(self, dpi: int | None = None) -> bytes:
        """Return the figure as PNG.

        Parameters
        ----------
        dpi : int, optional
            Dots per inch; the preset's (300, and 192 for a slide) unless given.

        Returns
        -------
        bytes
            With recipe and alternative text inside.
        """
        return self.encoded("png", dpi)

    def svg(self) -> bytes:
        """Return the figure as SVG, with title, description and recipe inside."""
        return self.encoded("svg")

    def pdf(self) -> bytes:
        """Return the figure as PDF, with recipe and alternative text inside."""
        return self.encoded("pdf")

    def screen_png(self, dpi: float = SCREEN_DPI) -> bytes:
        """Return the picture alone, without recipe, as fast as can be: for showing, not for saving.

        Parameters
        ----------
        dpi : int
            Dots per inch.

        Returns
        -------
        bytes
        """
        with steady():
            return plain_png(self._drawing.figure, dpi)

    def encoded(self, extension: str, dpi: int | None = None, recipe: Recipe | None = None) -> bytes:
        """Return the figure in a format, by its name.

        Parameters
        ----------
        extension : str
            ``png``, ``svg`` or ``pdf``.
        dpi : int, optional
            As for `png`.
        recipe : Recipe, optional
            What to put inside in place of this figure's own recipe.

        Returns
        -------
        bytes

        Raises
        ------
        KitError
            For a format that does not exist or a resolution out of bounds.
        """
        recipe = recipe or self.recipe
        if dpi is not None:
            if not 36 <= dpi <= 1200:
                raise KitError(f"dpi is {dpi}; expected 36 to 1200, of which 300 is print and 144 a screen")
            recipe = replace(recipe, dpi=int(dpi))
        return encode(self._drawing.figure, extension, recipe)

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
            Without a folder; made from chart and selection unless given.
        formats : sequence of str
            Any of ``png``, ``svg`` and ``pdf``.
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
            If the name cannot be used, another figure has it, or the folder cannot be written.

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
        stem = self.default_name if name is None else checked_name(name, wanted)
        place = Path(folder) if folder is not None else project_root() / "exports"
        files = {f"{stem}.{extension}": self.encoded(extension) for extension in wanted}
        return write_together(place, {**files, f"{stem}.csv": rows_csv(self.rows)}, overwrite)

    @property
    def default_name(self) -> str:
        """The name that the figure's files get by themselves; other choices, other name."""
        overrides = [self.options, self.title, self.caption_given]
        return figure_name(self.chart.name, self.selection, self.preset, overrides)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, str], dict]:
        """Show the figure in a notebook, with its alternative text."""
        picture = base64.b64encode(self.png(SCREEN_DPI)).decode()
        width = round(self._drawing.figure.get_size_inches()[0] * 96)
        alt = html.escape(self.alt_text, quote=True)
        look = f'width="{width}" style="max-width: 100%"'
        tag = f'<img alt="{alt}" {look} src="data:image/png;base64,{picture}">'
        bundle = {"image/png": picture, "text/html": tag, "text/plain": self.alt_text}
        return bundle, {"image/png": {"width": width, "alt": self.alt_text}}

    def __repr__(self) -> str:
        """Return what the figure shows, in one line."""
        return f"<Figure {self.chart.name}: {self.selection.sentence(self.dossier)}>"
