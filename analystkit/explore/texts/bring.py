"""Bringing a text in, from a file or an address, and checking the tables against the texts at hand."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import ipywidgets as widgets

from analystkit.analysis.evidence import STATUSES, Check, findings, summary, verify
from analystkit.analysis.texts import (
    Added,
    TextExistsError,
    add_text,
    fetch_text,
    sources_at_hand,
)
from analystkit.analysis.texts.reading import FORMATS
from analystkit.analysis.wording import changes, difference_html
from analystkit.dossier import Dossier, safe_html
from analystkit.errors import KitError
from analystkit.explore.base import Shell, button, field, named, notice, row
from analystkit.explore.texts.desk import desk_of

_AMISS = "amiss"
_MOST = 200
_WHAT = "Looks for every key phrase in the texts at hand, where its row says that it is."


class BringIn(Shell):
    """A source, a file, and the button that brings it in; another text is replaced only when told so."""

    def __init__(self, dossier: Dossier) -> None:
        self.desk = desk = desk_of(dossier)
        sources = [(desk.named(key), key) for key in dossier.sources]
        first = dossier.about.main_source or next(iter(dossier.sources), None)
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
        pages = self.desk.dossier.sources[self.source.value].full_text if self.source.value else ()
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


class EvidenceCheck(Shell):
    """A button that checks every key phrase and place, what it came to, and the rows."""

    def __init__(self, dossier: Dossier) -> None:
        self.desk = desk = desk_of(dossier)
        self.checks: list[Check] = []
        self.go = button("Run the check", self.run, main=True)
        kinds = [("what is amiss", _AMISS), *((words, name) for name, words in STATUSES.items())]
        self.which = field(widgets.Dropdown(description="Show", options=[*kinds, ("all", "all")]))
        self.said = named(widgets.HTML(), "akit-message")
        self.found = named(widgets.HTML(), "akit-found")
        self.which.observe(lambda _: self._show(), "value")
        desk.on_change(self._forget)
        words = f"A button for the evidence check. {_WHAT} It needs a running kernel."
        super().__init__([row(self.go, self.which), self.said, self.found], "akit-stack", words=words)
        self._forget()

    def _forget(self) -> None:
        self.checks, self.found.value, self.said.value = [], "", f"<span>{_WHAT}</span>"

    def run(self) -> None:
        """Check, and show what it came to."""
        self.go.disabled, self.said.value = True, notice("Checking …")
        try:
            self.checks = verify(self.desk.dossier)
        except KitError as error:
            self._forget()
            self.said.value = notice(str(error))
        else:
            told = safe_html(summary(self.checks) or "nothing to check")
            keys = "; ".join(map(self.desk.named, sources_at_hand(self.desk.dossier))) or "none"
            self.said.value = f"<span role='status'><b>{told}</b> · texts at hand: {safe_html(keys)}</span>"
            self._show()
        finally:
            self.go.disabled = False

    def _show(self) -> None:
        if self.checks:
            causes = "".join(f"<li>{safe_html(str(finding))}</li>" for finding in findings(self.checks))
            which = self.which.value
            chosen = [
                check
                for check in self.checks
                if (check.amiss if which == _AMISS else which in ("all", check.status))
            ]
            self.found.value = (f"<ul>{causes}</ul>" if causes else "") + checks_html(chosen)


def checks_html(checks: Sequence[Check]) -> str:
    """Return checks as a safe table, with what differs shown."""
    if not checks:
        return "<p>No such row.</p>"
    rows = []
    for check in checks[:_MOST]:
        where = f", {', '.join(check.places)}" if check.places else ""
        note = f"; {check.note}" if check.note else ""
        phrase = difference_html(changes(check.phrase, check.nearest or check.phrase))
        said, stated = check.said or f"{check.table} {check.row}", str(check.citation or "")
        plain = [safe_html(words) for words in (said, stated, f"{STATUSES[check.status]}{where}{note}")]
        rows.append(f"<tr><td>{plain[0]}</td><td>{phrase}</td><td>{plain[1]}</td><td>{plain[2]}</td></tr>")
    more = f"<p>… and {len(checks) - _MOST} more</p>" if len(checks) > _MOST else ""
    head = "<tr><th>statement</th><th>key phrase</th><th>stated</th><th>outcome</th></tr>"
    return f"<table>{head}{''.join(rows)}</table>{more}"
