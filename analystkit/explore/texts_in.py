"""Bringing a text in by a button."""

from __future__ import annotations

import html
import tempfile
from pathlib import Path

import ipywidgets as widgets

from analystkit.analysis.texts import Added, TextExistsError, add_text, sources_at_hand
from analystkit.analysis.texts.formats import FORMATS
from analystkit.errors import KitError
from analystkit.explore.texts_desk import Desk, field, panel
from analystkit.explore.widgets.base import named, notice


class BringIn:
    """A citekey, a file, and the button that brings it in; another text is replaced only when told so.

    Parameters
    ----------
    desk : Desk
        Where the text goes.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        sources = desk.dossier.sources
        first = desk.dossier.about.main_source or next(iter(sources), "")
        self.source = field(
            widgets.Combobox(description="Source (citekey)", value=first, options=list(sources))
        )
        self.upload = widgets.FileUpload(
            accept=",".join(FORMATS), multiple=False, description="Choose a file"
        )
        self.go = named(widgets.Button(description="Bring in"), "akit-button", "akit-main-button")
        self.replace = named(widgets.Button(description="Replace it"), "akit-button")
        self.said = named(widgets.HTML(), "akit-message")
        self.hand = named(widgets.HTML(), "akit-found")
        named(self.upload, "akit-button")
        self.replace.layout.display = "none"
        self.go.on_click(lambda _: self.bring(replace=False))
        self.replace.on_click(lambda _: self.bring(replace=True))
        desk.on_change(self._list)
        line = named(widgets.Box([self.source, self.upload, self.go, self.replace]), "akit-row")
        self.widget = panel([line, self.said, self.hand])
        self._list()

    def bring(self, replace: bool) -> None:
        """Bring in the file that was chosen."""
        self.replace.layout.display = "none"
        if not self.upload.value:
            self.said.value = notice("choose a file first")
            return
        self.go.disabled = True
        self.said.value = "<span role='status'>Reading …</span>"
        try:
            added = self._add(replace)
        except TextExistsError as there:
            self.said.value = notice(str(there))
            self.replace.layout.display = None
        except (KitError, OSError) as error:
            self.said.value = notice(str(error))
        else:
            verb = "Replaced" if added.replaced else "Brought in"
            self.desk.changed()
            told = f"<b>{verb}: {html.escape(added.text.source)}</b> · {html.escape(added.report)}"
            self.said.value = f"<span role='status'>{told}</span>"
        finally:
            self.go.disabled = False

    def _add(self, replace: bool) -> Added:
        chosen = self.upload.value[0]
        name = Path(str(chosen["name"]).replace("\\", "/")).name or "text"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(bytes(chosen["content"]))
            return add_text(self.desk.dossier, self.source.value.strip().lstrip("@"), path, replace=replace)

    def _list(self) -> None:
        """Say which texts are at hand."""
        dossier = self.desk.dossier
        keys = sources_at_hand(dossier)
        if not keys:
            self.hand.value = (
                "<p>No text at hand: everything below reads the kit's digest, which is our wording, "
                "not the treaty's.</p>"
            )
            return
        names = "".join(
            f"<li>{html.escape(dossier.sources[key].short)}: {html.escape(dossier.sources[key].title)} "
            f"({html.escape(key)})</li>"
            for key in keys
        )
        self.hand.value = f"<p>At hand:</p><ul>{names}</ul>"
