"""The evidence check as a panel."""

from __future__ import annotations

import html
from collections.abc import Sequence

import ipywidgets as widgets

from analystkit.analysis.evidence import STATUSES, Check, findings, summary, verify
from analystkit.analysis.texts import sources_at_hand
from analystkit.analysis.wording import changes
from analystkit.errors import KitError
from analystkit.explore.texts_desk import Desk, field, panel
from analystkit.explore.widgets.base import named, notice

_AMISS = "amiss"
_MOST = 200


class EvidenceCheck:
    """A button that checks every key phrase and place, what it came to, and the rows.

    Parameters
    ----------
    desk : Desk
        Where the texts are.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.checks: list[Check] = []
        self.go = named(widgets.Button(description="Run the check"), "akit-button", "akit-main-button")
        options = [
            ("what is amiss", _AMISS),
            *((words, status) for status, words in STATUSES.items()),
            ("all", "all"),
        ]
        self.which = field(widgets.Dropdown(description="Show", options=options))
        self.said = named(widgets.HTML(), "akit-message")
        self.found = named(widgets.HTML(), "akit-found")
        self.which.layout.max_width = "280px"
        self.go.on_click(lambda _: self.run())
        self.which.observe(lambda _: self._show(), "value")
        desk.on_change(self._forget)
        line = named(widgets.Box([self.go, self.which]), "akit-row")
        self.widget = panel([line, self.said, self.found])
        self._forget()

    def _forget(self) -> None:
        self.checks, self.found.value = [], ""
        self.said.value = (
            "<span>Looks for every key phrase in the texts at hand, where its row says that it is.</span>"
        )

    def run(self) -> None:
        """Check, and show what it came to."""
        self.go.disabled = True
        try:
            self.checks = verify(self.desk.dossier)
        except KitError as error:
            self._forget()
            self.said.value = notice(str(error))
        else:
            told = summary(self.checks)
            keys = ", ".join(sources_at_hand(self.desk.dossier)) or "none"
            self.said.value = (
                f"<span role='status'><b>{html.escape(told or 'nothing to check')}</b> · texts at hand: "
                f"{html.escape(keys)}</span>"
            )
            self._show()
        finally:
            self.go.disabled = False

    def _show(self) -> None:
        if not self.checks:
            return
        causes = "".join(f"<li>{html.escape(str(finding))}</li>" for finding in findings(self.checks))
        chosen = [check for check in self.checks if _wanted(check, self.which.value)]
        self.found.value = (f"<ul>{causes}</ul>" if causes else "") + checks_html(chosen)


def _wanted(check: Check, which: str) -> bool:
    return check.amiss if which == _AMISS else which in ("all", check.status)


def checks_html(checks: Sequence[Check]) -> str:
    """Return checks as a safe table, with what differs shown."""
    if not checks:
        return "<p>No such row.</p>"
    rows = "".join(_row(check) for check in checks[:_MOST])
    more = f"<p>… and {len(checks) - _MOST} more</p>" if len(checks) > _MOST else ""
    head = "<tr><th>statement</th><th>key phrase</th><th>stated</th><th>outcome</th></tr>"
    return f"<table>{head}{rows}</table>{more}"


def _row(check: Check) -> str:
    where = f", {', '.join(check.places)}" if check.places else ""
    note = f"; {check.note}" if check.note else ""
    outcome = html.escape(f"{STATUSES[check.status]}{where}{note}")
    phrase = _diff(check) if check.nearest else html.escape(check.phrase)
    stated = html.escape(str(check.citation or ""))
    row = html.escape(check.said or f"{check.table} {check.row}")
    return f"<tr><td>{row}</td><td>{phrase}</td><td>{stated}</td><td>{outcome}</td></tr>"


def _diff(check: Check) -> str:
    parts = []
    for kind, old, new in changes(check.phrase, check.nearest):
        if kind == "equal":
            parts.append(html.escape(old))
        else:
            parts += [f"<del>{html.escape(old)}</del>"] * bool(old) + [
                f"<ins>{html.escape(new)}</ins>"
            ] * bool(new)
    return " ".join(parts)
