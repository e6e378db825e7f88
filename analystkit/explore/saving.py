"""Saving the figure that a panel shows, and the figures saved before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from analystkit.errors import KitError, Taken
from analystkit.explore.base import button, field, file_link, named, notice, row, script, tick
from analystkit.figures import Figure
from analystkit.figures.names import slug
from analystkit.figures.saved import Saved

FORMATS = ("png", "svg", "pdf")


class Saving:
    """Where the analyst says how a figure is saved, and reads where it is.

    `figure` gives the figure to save; `changed` is called when headline or caption have changed, `saved`
    after a figure was saved.
    """

    def __init__(
        self, figure: Callable[[], Figure], changed: Callable[[], None], saved: Callable[[], None]
    ) -> None:
        self._figure, self._saved = figure, saved
        self.opened = ""  # the saved figure that was opened: it is written again without asking
        self.title = field(widgets.Text(description="Headline", placeholder="as in the picture"), wide=True)
        self.caption = field(
            widgets.Text(description="Caption", placeholder="headline and sources"), wide=True
        )
        self.name = field(widgets.Text(description="File name"), wide=True)
        self.formats = {name: tick(name, name == "png") for name in FORMATS}
        self.overwrite = tick("replace what is there", False)
        self.overwrite.layout.display = "none"
        self.button = button("Save figure", self.save, main=True)
        self.dropped = button("Use it here", self._bring_back)
        self.dropped_words = widgets.HTML()
        self.done = named(widgets.HTML(), "akit-done")
        self.aside = row(self.dropped_words, self.dropped)
        self.aside.layout.display = "none"
        self._dropped = ("", "")
        for each in (self.title, self.caption):
            each.observe(lambda _: changed(), "value")
        for each in (self.title, self.caption, self.name):
            each.observe(self._forget, "value")
        second = row(self.name, *self.formats.values(), self.overwrite, self.button)
        self.widget = named(widgets.VBox([row(self.title, self.caption), second, self.done]), "akit-stack")

    @property
    def words(self) -> tuple[str, str]:
        """The headline and the caption that the analyst typed."""
        return self.title.value.strip(), self.caption.value.strip()

    def set_words(self, words: tuple[str, str], dropped: tuple[str, str] = ("", "")) -> None:
        """Fill headline and caption; say what was typed for another selection, and offer it."""
        self.title.value, self.caption.value = words
        self._dropped = dropped
        self.aside.layout.display = None if any(dropped) else "none"
        said = " and ".join(f"“{each}”" for each in dropped if each)
        self.dropped_words.value = notice(f"Typed for another selection, and not used here: {said}.")

    def _bring_back(self) -> None:
        self.set_words(self._dropped)

    def suggest(self, name: str) -> None:
        """Show the name that the figure gets if the analyst writes none."""
        if self.name.placeholder != name:
            self.name.placeholder = name
            self._forget(None)

    def open(self, name: str, formats: Iterable[str]) -> None:
        """Take a saved figure as the one that is written again."""
        self.name.value = self.opened = name
        for each, box in self.formats.items():
            box.value = each in formats
        self._forget(None)

    def save(self) -> None:
        """Save the figure, and say where it is, or in one line why it is not."""
        formats = [name for name, box in self.formats.items() if box.value]
        if not formats:
            self.done.value = notice("Tick at least one of png, svg and pdf.")
            return
        typed = self.name.value.strip()
        name = slug([typed]) if typed else ""
        self.button.disabled, self.done.value = True, notice("Saving …")
        try:
            figure = self._figure()
            again = self.overwrite.value or bool(name and name == self.opened)
            paths = figure.save(name=name or None, formats=formats, overwrite=again)
        except Taken as error:
            self.overwrite.layout.display = None
            self.done.value = notice(f"{error.found}; give another name, or tick “replace what is there”.")
        except KitError as error:
            self.overwrite.layout.display = "none"
            self.done.value = notice(str(error))
        else:
            self._tell(paths, typed, name, empty=not len(figure.rows))
        finally:
            self.button.disabled = False

    def _tell(self, paths: list[Path], typed: str, name: str, *, empty: bool) -> None:
        self.overwrite.value, self.overwrite.layout.display = False, "none"
        links = ", ".join(file_link(path) for path in paths)
        cleaned = f" The name was cleaned: {name}." if name != typed else ""
        warning = " <b>Nothing is drawn in it: no row matches.</b>" if empty else ""
        self.done.value = f'<p role="status">Saved: {links}.{cleaned}{warning}</p>'
        self._saved()

    def _forget(self, _: object) -> None:
        """Clear what was said of an earlier figure."""
        self.done.value = ""
        self.overwrite.value, self.overwrite.layout.display = False, "none"
        again = bool(self.opened) and self.name.value.strip() == self.opened
        self.button.description = "Save again" if again else "Save as" if self.opened else "Save figure"


def about(saved: Saved, name: str) -> dict[str, Any]:
    """Return what a list says of a saved figure."""
    day, words = saved.date, saved.recipe.words
    date = f"{day.day} {day:%B %Y, %H:%M}"
    return {"name": name, "headline": saved.headline, "about": words.get("selection", ""), "date": date}


class SavedList(anywidget.AnyWidget):
    """Saved figures with what can be done with each; `act` hears what, and the figure's name."""

    _esm = script("saved.js")
    figures = traitlets.List(traitlets.Dict()).tag(sync=True)
    pick = traitlets.Bool(False).tag(sync=True)
    nothing = traitlets.Unicode("No figure is saved yet.").tag(sync=True)

    def on_ask(self, act: Callable[[str, str], None]) -> None:
        """Call a function with what the analyst wants done, and with which figure."""
        self.on_msg(lambda _, asked, __: act(str(asked.get("do")), str(asked.get("name"))))
