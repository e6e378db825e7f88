"""The figures and tables of a brief, drawn and numbered, with their captions and source lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analystkit.briefs.faults import BriefError
from analystkit.briefs.reading import Brief, images_of, standing_images
from analystkit.briefs.reference import CHART, Reference
from analystkit.briefs.tree import text
from analystkit.charts.presets import preset
from analystkit.charts.sources import cited, credit
from analystkit.charts.wording import own_rows
from analystkit.dossier import TABLES, Dossier
from analystkit.errors import KitError
from analystkit.figures.figure import Figure
from analystkit.figures.names import slug
from analystkit.pandoc import Node, text_of


@dataclass(frozen=True, eq=False)
class Item:
    """A figure or a table as it stands in a brief.

    Parameters
    ----------
    number : int
        Figures and tables are each numbered from 1.
    reference : Reference
        What the brief asks for.
    dossier : Dossier
        Where the rows come from.
    given : list of dict
        The analyst's caption as Pandoc's inlines; empty for none.
    """

    number: int
    reference: Reference
    dossier: Dossier
    given: list[Node]

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure, and not a table."""
        return self.reference.kind == CHART

    @cached_property
    def figure(self) -> Figure:
        """The figure in the size asked for."""
        return self.reference.figure(self.dossier)

    @cached_property
    def slide(self) -> Figure:
        """The figure as large as a slide."""
        return self.reference.figure(self.dossier, "slide")

    @cached_property
    def png(self) -> bytes:
        """The figure for print, with its recipe inside."""
        return self.figure.png()

    @cached_property
    def slide_png(self) -> bytes:
        """The figure for a slide, with its recipe inside."""
        return self.slide.png()

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows behind it."""
        return self.figure.rows if self.is_figure else self.reference.selection.rows(self.dossier)

    @property
    def file_name(self) -> str:
        """The name of the figure's file beside the documents, without its ending."""
        return f"figure-{self.number}-{slug([self.reference.name])}"

    @property
    def label(self) -> str:
        """Such as "Figure 1"."""
        return f"{'Figure' if self.is_figure else 'Table'} {self.number}"

    @property
    def width_mm(self) -> float:
        """How wide the figure is."""
        return preset(self.reference.preset).width_mm

    @cached_property
    def caption(self) -> list[Node]:
        """The analyst's caption, or one computed from the rows; then what the reader must mind."""
        words = self.given or text(self._computed)
        if text_of(words).rstrip()[-1:] not in tuple(".!?…"):
            words = [*words, {"t": "Str", "c": "."}]
        remarks = " ".join(filter(None, [_unverified(self.rows, self._table), own_rows(self.rows)]))
        return [*words, {"t": "Space"}, *text(remarks)] if remarks else words

    @property
    def _computed(self) -> str:
        if self.is_figure:
            return self.figure.headline
        sentence = self.reference.selection.sentence(self.dossier)
        return sentence[:1].upper() + sentence[1:]

    @property
    def _table(self) -> str:
        return self.reference.selection.table

    @property
    def source_line(self) -> str:
        """Which sources the rows rest on, in short."""
        return credit(self.rows, self.dossier, preset(self.reference.preset)).text

    @property
    def citekeys(self) -> tuple[str, ...]:
        """Every source that the rows cite."""
        return cited(self.rows, self.dossier)


def _unverified(rows: pd.DataFrame, table: str) -> str:
    """Return in a sentence how many rows no source confirms; empty for none."""
    count = int((rows["verification"] == "unverified").sum()) if "verification" in rows else 0
    if not count:
        return ""
    return f"{count} of {len(rows)} {TABLES[table].noun} {'is' if count == 1 else 'are'} unverified."


class Content:
    """What the targets of a brief came to, by the place of each in the tree.

    Parameters
    ----------
    brief : Brief
        The brief.
    """

    def __init__(self, brief: Brief) -> None:
        self._items: dict[int, Item] = {}
        counts = {True: 0, False: 0}
        for image, given in standing_images(brief.blocks):
            reference = brief.references[image["c"][2][0]]
            drawn = reference.kind == CHART
            counts[drawn] += 1
            self._items[id(image)] = Item(counts[drawn], reference, brief.dossier, given)

    def __iter__(self) -> Iterator[Item]:
        """Iterate over figures and tables in the order of the brief."""
        return iter(self._items.values())

    def of(self, block: Node) -> list[Item] | None:
        """Return what a block of the tree stands for, or None when it is none of ours."""
        images = images_of(block)
        return None if images is None else [self._items[id(image)] for image in images]

    @property
    def figures(self) -> list[Item]:
        """The figures alone."""
        return [item for item in self if item.is_figure]

    @property
    def citekeys(self) -> list[str]:
        """Every source behind a figure or table, each once."""
        return list(dict.fromkeys(key for item in self for key in item.citekeys))

    def draw(self, brief: Brief, progress: Callable[[str], None]) -> None:
        """Draw every figure and select every row: what fails does so before a document is made."""
        faults = []
        targets = {id(reference): target for target, reference in brief.references.items()}
        for item in self:
            progress(f"drawing {item.label.lower()}")
            target = targets[id(item.reference)]
            try:
                if not len(item.rows):
                    raise KitError(
                        f"{target.partition('?')[0]} selects no row: "
                        f"{item.reference.selection.sentence(brief.dossier)}"
                    )
            except KitError as error:
                faults.append(f"{brief.places.of_target(target)}: {error}")
        if faults:
            raise BriefError(faults)
