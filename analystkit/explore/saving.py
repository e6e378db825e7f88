"""Saving the figure that a panel shows, the figures saved before, and the view that a panel was left at."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import traitlets
from IPython import get_ipython

from analystkit import files
from analystkit.errors import KitError
from analystkit.explore.base import Message, Page, button, field, file_link, named, reveal, row, script, tick
from analystkit.figures import Figure
from analystkit.figures.carrying import Saved
from analystkit.figures.names import slug

FORMATS = ("png", "svg", "pdf")
FOLDER = ".analystkit"


class Saving(widgets.VBox):
    """Where the analyst says how a figure is saved, and reads where it is.

    `figure` gives the figure to save; `changed` is called when headline or caption have changed, `saved`
    after a figure was saved.
    """

    def __init__(
        self, figure: Callable[[], Figure], changed: Callable[[], None], saved: Callable[[], None]
    ) -> None:
        self._figure, self._saved = figure, saved
        self.opened = ""  # the saved figure that was opened: it is written again without asking
        self.done = Message("akit-done")
        as_is, sources = "as in the picture", "headline and sources"
        self.title = field(widgets.Text, "Headline", changed, wide=True, placeholder=as_is)
        self.caption = field(widgets.Text, "Caption", changed, wide=True, placeholder=sources)
        self.name = field(widgets.Text, "File name", wide=True)
        self.formats = {name: tick(name, name == "png") for name in FORMATS}
        self.overwrite = tick("replace what is there", False)
        self.button = button("Save figure", self.save, main=True)
        self.dropped, self._dropped = Message("akit-dropped"), ("", "")
        self.aside = row(self.dropped, button("Use it here", lambda: self.set_words(self._dropped)))
        for each in (self.title, self.caption, self.name):
            each.observe(lambda _: self._forget(), "value")
        second = row(self.name, *self.formats.values(), self.overwrite, self.button)
        super().__init__([row(self.title, self.caption), second, self.done])
        named(self, "akit-stack")
        reveal(self.aside, False)
        self._forget()

    @property
    def words(self) -> tuple[str, str]:
        """The headline and the caption that the analyst typed."""
        return self.title.value.strip(), self.caption.value.strip()

    def set_words(self, words: tuple[str, str], dropped: tuple[str, str] = ("", "")) -> None:
        """Fill headline and caption; say what was typed for another selection, and offer it."""
        self.title.value, self.caption.value = words
        self._dropped = dropped
        reveal(self.aside, any(dropped))
        said = " and ".join(f"“{each}”" for each in dropped if each)
        self.dropped.say(f"Typed for another selection, and not used here: {said}.")

    def suggest(self, name: str) -> None:
        """Show the name that the figure gets if the analyst writes none."""
        if self.name.placeholder != name:
            self.name.placeholder = name
            self._forget()

    def reopen(self, name: str, formats: Iterable[str]) -> None:
        """Take a saved figure as the one that is written again."""
        self.name.value = self.opened = name
        for each, box in self.formats.items():
            box.value = each in formats
        self._forget()

    def save(self) -> None:
        """Save the figure, and say where it is, or in one line why it is not."""
        formats, typed = [name for name, box in self.formats.items() if box.value], self.name.value.strip()
        name = slug([typed]) if typed else ""
        again = self.overwrite.value or bool(name and name == self.opened)
        with self.done.trying("Saving …", self.button, again=self.overwrite):
            if not formats:
                raise KitError("Tick at least one of png, svg and pdf.")
            figure = self._figure()
            paths = figure.save(name=name or None, formats=formats, overwrite=again)
            self.overwrite.value = False
            links = ", ".join(file_link(path) for path in paths)
            cleaned = f" The name was cleaned: {name}." if name != typed else ""
            warning = " <b>Nothing is drawn in it: no row matches.</b>" if not len(figure.rows) else ""
            self.done.value = f'<p role="status">Saved: {links}.{cleaned}{warning}</p>'
            self._saved()

    def _forget(self) -> None:
        """Clear what was said of an earlier figure."""
        self.done.say("")
        self.overwrite.value = False
        reveal(self.overwrite, False)
        again = bool(self.opened) and self.name.value.strip() == self.opened
        self.button.description = "Save again" if again else "Save as" if self.opened else "Save figure"


class SavedList(Page):
    """Saved figures with what can be done with each."""

    _esm = script("saved.js")
    figures = traitlets.List(traitlets.Dict()).tag(sync=True)
    pick = traitlets.Bool(False).tag(sync=True)
    nothing = traitlets.Unicode("No figure is saved yet.").tag(sync=True)


def about(saved: Saved, name: str) -> dict[str, Any]:
    """Return what a list says of a saved figure."""
    day, words = saved.date, saved.recipe.words
    date = f"{day.day} {day:%B %Y, %H:%M}"
    return {"name": name, "headline": words["headline"], "about": words.get("selection", ""), "date": date}


class Kept:
    """The last view of one panel, told from others by its cell and by what it was made with.

    It lies beside the notebook, where the server says which one this kernel runs for, and outlives Run All,
    the kernel and the night.
    """

    def __init__(self, *made_with: object) -> None:
        notebook = Path(os.environ.get("JPY_SESSION_NAME", ""))
        known = notebook.suffix == ".ipynb" and notebook.is_file()
        self._path = notebook.parent / FOLDER / f"{notebook.stem}.json" if known else None
        asked: dict[str, Any] = getattr(get_ipython(), "get_parent", dict)()
        words = json.dumps([asked.get("metadata", {}).get("cellId", ""), *made_with], default=str)
        self._key = hashlib.sha256(words.encode()).hexdigest()[:16]

    def read(self) -> Any:
        """Return what was kept, or None."""
        return self._all().get(self._key)

    def write(self, view: dict[str, Any] | None) -> None:
        """Keep a view, or forget it; that it cannot be written is no reason to stop an analyst."""
        views = self._all()
        if self._path is None or views.get(self._key) == view:
            return
        views[self._key] = view
        text = json.dumps({key: value for key, value in views.items() if value}, ensure_ascii=False, indent=1)
        with contextlib.suppress(KitError, OSError):
            self._path.parent.mkdir(exist_ok=True)
            files.write(self._path, text.encode())

    def _all(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self._path.read_text("utf-8"))) if self._path else {}
        except (OSError, ValueError, TypeError, RecursionError):  # a file that cannot be read keeps nothing
            return {}
