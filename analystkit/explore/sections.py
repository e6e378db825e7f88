"""A part of a panel that opens and closes, and is not filled while it is closed."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from analystkit.explore.parts import named


class Section:
    """A heading that opens what stands under it.

    Parameters
    ----------
    title : str
        The heading.
    content : ipywidgets.Widget
        What it opens.
    fill : callable, optional
        Called when it opens, and on `refresh` while it is open.
    """

    def __init__(self, title: str, content: widgets.Widget, fill: Callable[[], None] | None = None) -> None:
        self._fill = fill
        self._title = title
        self._content = named(widgets.VBox([content]), "akit-section")
        self.opener = named(widgets.ToggleButton(), "akit-opener")
        self.opener.observe(self._on_toggle, "value")
        self.widget = widgets.VBox([self.opener, self._content])
        self._show()

    @property
    def title(self) -> str:
        """The heading."""
        return self._title

    @title.setter
    def title(self, title: str) -> None:
        self._title = title
        self._show()

    def refresh(self) -> None:
        """Fill the section again if it is open."""
        if self.opener.value and self._fill is not None:
            self._fill()

    def _on_toggle(self, _: object) -> None:
        self._show()
        self.refresh()

    def _show(self) -> None:
        opened = self.opener.value
        self.opener.description = f"{'▾' if opened else '▸'} {self._title}"
        self._content.layout.display = None if opened else "none"
