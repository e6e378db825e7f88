"""Bringing a text in: from a file, or from an address that is fetched when the reader says so."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets

from analystkit.analysis.texts import (
    Added,
    TextExistsError,
    add_text,
    fetch_text,
    full_text_pages,
    sources_at_hand,
)
from analystkit.analysis.texts.reading import FORMATS
from analystkit.dossier import safe_html
from analystkit.errors import KitError
from analystkit.explore.texts.desk import Desk
from analystkit.explore.widgets.base import Shell, button, field, named, notice, row


class BringIn(Shell):
    """A source, a file, and the button that brings it in; another text is replaced only when told so."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        sources = [(desk.named(key), key) for key in desk.dossier.sources]
        first = desk.dossier.about.main_source or next(iter(desk.dossier.sources), None)
        sources.sort(key=lambda pair: pair[0].casefold())
        self.source = field(widgets.Dropdown(description="Source", options=sources, value=first), wide=True)
        upload = widgets.FileUpload(accept=",".join(FORMATS), multiple=False, description="Choose a file")
        self.upload = named(upload, "akit-button")
        self.go = button("Bring in", lambda: self.bring(self._from_file), main=True)
        self.replace = button("Replace it", lambda: self.bring(self._last, replace=True))
        hint = "https://…: a page with the text"
        self.address = field(widgets.Combobox(description="Or its address", placeholder=hint), wide=True)
        self.fetch = button("Fetch", lambda: self.bring(self._from_address))
        self.source.observe(lambda _: self._suggest(), "value")
        self.said = named(widgets.HTML(), "akit-message")
        self.hand = named(widgets.HTML(), "akit-found")
        self.replace.layout.display = "none"
        self._last: Callable[[bool], Added] = self._from_file
        desk.on_change(self._list)
        words = "A form to bring your own copy of a text in. It needs a running kernel."
        lines = [row(self.source, self.upload, self.go, self.replace), row(self.address, self.fetch)]
        super().__init__([*lines, self.said, self.hand], "akit-stack", words=words)
        self._suggest()
        self._list()

    def bring(self, add: Callable[[bool], Added], *, replace: bool = False) -> None:
        """Bring a text in, and say what was found in it, or in one message why not."""
        self.replace.layout.display = "none"
        self.go.disabled = self.fetch.disabled = True
        self._last = add
        self.said.value = notice("Reading …")
        try:
            added = add(replace)
        except TextExistsError as there:
            self.said.value = notice(str(there))
            self.replace.layout.display = None
        except (KitError, OSError) as error:
            self.said.value = notice(str(error))
        else:
            verb = "Replaced" if added.replaced else "Brought in"
            self.desk.changed()
            told = [f"{verb}: {self.desk.named(added.text.source)}", added.report, *added.found]
            self.said.value = notice("\n".join(told))
        finally:
            self.go.disabled = self.fetch.disabled = False

    def _from_file(self, replace: bool) -> Added:
        if not self.upload.value:
            raise KitError("Choose a file first.")
        chosen = self.upload.value[0]
        name = Path(str(chosen["name"]).replace("\\", "/")).name or "text"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(bytes(chosen["content"]))
            return add_text(self.desk.dossier, self.source.value, path, replace=replace)

    def _from_address(self, replace: bool) -> Added:
        if not self.address.value.strip():
            raise KitError("Type or choose an address first; nothing is fetched before you press the button.")
        return fetch_text(self.desk.dossier, self.source.value, self.address.value.strip(), replace=replace)

    def _suggest(self) -> None:
        """Offer the pages that the dossier says carry the text of the source chosen."""
        pages = full_text_pages(self.desk.dossier, self.source.value) if self.source.value else []
        self.address.options, self.address.value = pages, (pages or [""])[0]

    def _list(self) -> None:
        """Say which texts are at hand."""
        keys = sources_at_hand(self.desk.dossier)
        names = "".join(f"<li>{safe_html(self.desk.named(key))}</li>" for key in keys)
        label = self.desk.dossier.about.label
        none = (
            f"<p>No text at hand: everything below reads {safe_html(label('digest'))}: "
            f"{safe_html(label('wording'))}.</p>"
        )
        self.hand.value = f"<p>At hand:</p><ul>{names}</ul>" if keys else none
