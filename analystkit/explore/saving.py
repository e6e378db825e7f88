"""Saving the figure that a panel shows."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from analystkit.errors import KitError, Taken
from analystkit.explore.head import notice
from analystkit.explore.links import file_link
from analystkit.explore.parts import named
from analystkit.figures import Figure

FORMATS = ("png", "svg", "pdf")


class Saving:
    """Where the analyst says how a figure is saved, and reads where it is.

    Parameters
    ----------
    figure : callable
        Gives the figure to save.
    changed : callable
        Called when the analyst has changed headline or caption.
    """

    def __init__(self, figure: Callable[[], Figure], changed: Callable[[], None]) -> None:
        self._figure = figure
        self.title = _field("Headline", "as in the picture")
        self.caption = _field("Caption", "headline and sources")
        self.name = _field("File name", "")
        self.formats = {name: _tick(name, name == "png") for name in FORMATS}
        self.overwrite = _tick("replace what is there", False)
        self.overwrite.layout.display = "none"
        self.button = named(widgets.Button(description="Save figure"), "akit-button", "akit-main-button")
        self.done = named(widgets.HTML(), "akit-done")
        for field in (self.title, self.caption):
            field.observe(lambda _: changed(), "value")
        for field in (self.title, self.caption, self.name):
            field.observe(self._forget, "value")
        self.button.on_click(lambda _: self.save())
        first = named(widgets.Box([self.title, self.caption]), "akit-row")
        second = named(
            widgets.Box([self.name, *self.formats.values(), self.overwrite, self.button]), "akit-row"
        )
        self.widget = named(widgets.VBox([first, second, self.done]), "akit-stack")

    def suggest(self, name: str) -> None:
        """Show the name that the figure gets if the analyst writes none."""
        if self.name.placeholder != name:
            self.name.placeholder = name
            self._forget(None)

    def save(self) -> None:
        """Save the figure, and say where it is, or in one line why it is not."""
        formats = [name for name, box in self.formats.items() if box.value]
        if not formats:
            self.done.value = notice("Tick at least one of png, svg and pdf.")
            return
        try:
            paths = self._figure().save(
                name=self.name.value.strip() or None, formats=formats, overwrite=self.overwrite.value
            )
        except Taken as error:
            self.overwrite.layout.display = None
            self.done.value = notice(f"{error.found}; give another name, or tick “replace what is there”.")
            return
        except KitError as error:
            self.overwrite.layout.display = "none"
            self.done.value = notice(str(error))
            return
        self.overwrite.value, self.overwrite.layout.display = False, "none"
        links = ", ".join(file_link(path) for path in paths)
        self.done.value = f'<p role="status">Saved: {links}</p>'

    def _forget(self, _: object) -> None:
        """Clear what was said of an earlier figure."""
        self.done.value = ""
        self.overwrite.value, self.overwrite.layout.display = False, "none"


def _tick(label: str, value: bool) -> widgets.Checkbox:
    return named(widgets.Checkbox(value=value, description=label, indent=False), "akit-tick")


def _field(label: str, hint: str) -> widgets.Text:
    return named(widgets.Text(description=label, placeholder=hint), "akit-field", "akit-wide")
