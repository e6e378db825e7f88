"""Bringing a text in, from a file or an address, and checking the tables against the texts at hand."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import ipywidgets as widgets

from analystkit.analysis.evidence import STATUSES, Check, findings, summary, verify
from analystkit.analysis.texts import Added, TextExistsError, add_text, fetch_text, sources_at_hand
from analystkit.analysis.texts.reading import FORMATS
from analystkit.analysis.wording import changes, difference_html
from analystkit.dossier import Dossier, safe_html
from analystkit.errors import KitError
from analystkit.explore.base import button, field, named, reveal, row
from analystkit.explore.showing import Shown, tabled
from analystkit.explore.texts.desk import AtDesk

_AMISS = "amiss"
_MOST = 200
_WHAT = "Looks for every key phrase in the texts at hand, where its row says that it is."


class BringIn(AtDesk):
    """A source, a file, and the button that brings it in; another text is replaced only when told so."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__(dossier, "A form to bring your own copy of a text in.")
        sources = sorted(
            ((self.desk.named(key), key) for key in dossier.sources), key=lambda s: s[0].casefold()
        )
        first = dossier.about.main_source or next(iter(dossier.sources), None)
        more = {"options": sources, "value": first}
        self.source = field(widgets.Dropdown, "Source", self._suggest, wide=True, **more)
        upload = widgets.FileUpload(accept=",".join(FORMATS), multiple=False, description="Choose a file")
        self.upload = named(upload, "akit-button")
        self.go = button("Bring in", lambda: self.bring(self._from_file), main=True)
        self.replace = button("Replace it", lambda: self.bring(self._last, replace=True))
        hint = "https://…: a page with the text"
        self.address = field(widgets.Combobox, "Or its address", wide=True, placeholder=hint)
        self.fetch = button("Fetch", lambda: self.bring(self._from_address))
        self.hand = named(widgets.HTML(), "akit-found")
        self._last: Callable[[bool], Added] = self._from_file
        lines = [row(self.source, self.upload, self.go, self.replace), row(self.address, self.fetch)]
        self.lay(*lines, self.message, self.hand)
        reveal(self.replace, False)
        self._suggest()
        self.refresh()

    def bring(self, add: Callable[[bool], Added], *, replace: bool = False) -> None:
        """Bring a text in, and say what was found in it, or in one message why not."""
        reveal(self.replace, False)
        self._last = add
        with self.message.trying("Reading …", self.go, self.fetch):
            try:
                added = add(replace)
            except TextExistsError:
                reveal(self.replace, True)
                raise
            self.desk.changed()
            verb = "Replaced" if added.replaced else "Brought in"
            told = [f"{verb}: {self.desk.named(added.text.source)}", added.report, *added.found]
            self.message.say("\n".join(told))

    def refresh(self) -> None:
        """Say which texts are at hand."""
        label, keys = self.desk.dossier.about.label, sources_at_hand(self.desk.dossier)
        names = "".join(f"<li>{safe_html(self.desk.named(key))}</li>" for key in keys)
        none = f"No text at hand: everything below reads {label('digest')}: {label('wording')}."
        self.hand.value = f"<p>At hand:</p><ul>{names}</ul>" if keys else f"<p>{safe_html(none)}</p>"

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
        if not (address := self.address.value.strip()):
            raise KitError("Type or choose an address first; nothing is fetched before you press the button.")
        return fetch_text(self.desk.dossier, self.source.value, address, replace=replace)

    def _suggest(self) -> None:
        """Offer the pages that the dossier says carry the text of the source chosen."""
        pages = self.desk.dossier.sources[self.source.value].full_text if self.source.value else ()
        self.address.options, self.address.value = pages, (pages or [""])[0]


class EvidenceCheck(AtDesk):
    """A button that checks every key phrase and place, what it came to, and the rows."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__(dossier, f"A button for the evidence check. {_WHAT}")
        self.checks: list[Check] = []
        self.go = button("Run the check", self.run, main=True)
        kinds = [
            ("what is amiss", _AMISS),
            *((words, name) for name, words in STATUSES.items()),
            ("all", "all"),
        ]
        self.which = field(widgets.Dropdown, "Show", self._show, options=kinds)
        self.found = named(widgets.HTML(), "akit-found")
        self.lay(row(self.go, self.which), self.message, self.found)
        self.refresh()

    def refresh(self) -> None:
        """Forget what was checked before."""
        self.checks, self.found.value, self.message.value = [], "", f"<span>{_WHAT}</span>"

    def run(self) -> None:
        """Check, and show what it came to."""
        self.refresh()
        with self.message.trying("Checking …", self.go):
            self.checks = verify(self.desk.dossier)
            told = safe_html(summary(self.checks) or "nothing to check")
            keys = safe_html("; ".join(map(self.desk.named, sources_at_hand(self.desk.dossier))) or "none")
            self.message.value = f"<span role='status'><b>{told}</b> · texts at hand: {keys}</span>"
            self._show()

    def _show(self) -> None:
        if self.checks:
            causes = "".join(f"<li>{safe_html(str(finding))}</li>" for finding in findings(self.checks))
            which = self.which.value
            shown = [
                check
                for check in self.checks
                if (check.amiss if which == _AMISS else which in ("all", check.status))
            ]
            self.found.value = f"<ul>{causes}</ul>{checks_html(shown)}"


def checks_html(checks: Sequence[Check]) -> str:
    """Return checks as a safe table, with what differs shown."""
    rows = []
    for check in checks[:_MOST]:
        outcome = ", ".join([STATUSES[check.status], *check.places])
        said = check.said or f"{check.table} {check.row}"
        phrase = difference_html(changes(check.phrase, check.nearest or check.phrase))
        noted = f"{outcome}; {check.note}" if check.note else outcome
        rows.append([said, Shown(phrase, check.phrase), check.citation or "", noted])
    more = f"… and {len(checks) - _MOST} more" if len(checks) > _MOST else ""
    heads = ["statement", "key phrase", "stated", "outcome"]
    return tabled(heads, rows, below=more).body if rows else "<p>No such row.</p>"
