"""The evidence check as a panel."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets

from analystkit.analysis.evidence import STATUSES, Check, findings, summary, verify
from analystkit.analysis.texts import sources_at_hand
from analystkit.analysis.wording import changes
from analystkit.dossier import safe_html
from analystkit.errors import KitError
from analystkit.explore.texts.desk import Desk
from analystkit.explore.widgets.base import Shell, button, field, named, notice, row

_AMISS = "amiss"
_MOST = 200
_WHAT = "Looks for every key phrase in the texts at hand, where its row says that it is."


class EvidenceCheck(Shell):
    """A button that checks every key phrase and place, what it came to, and the rows."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
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
    rows = "".join(_row(check) for check in checks[:_MOST])
    more = f"<p>… and {len(checks) - _MOST} more</p>" if len(checks) > _MOST else ""
    head = "<tr><th>statement</th><th>key phrase</th><th>stated</th><th>outcome</th></tr>"
    return f"<table>{head}{rows}</table>{more}"


def _row(check: Check) -> str:
    where = f", {', '.join(check.places)}" if check.places else ""
    note = f"; {check.note}" if check.note else ""
    phrase = _diff(check) if check.nearest else safe_html(check.phrase)
    said = check.said or f"{check.table} {check.row}"
    stated, outcome = str(check.citation or ""), f"{STATUSES[check.status]}{where}{note}"
    plain = [safe_html(words) for words in (said, stated, outcome)]
    return f"<tr><td>{plain[0]}</td><td>{phrase}</td><td>{plain[1]}</td><td>{plain[2]}</td></tr>"


def _diff(check: Check) -> str:
    parts = []
    for kind, old, new in changes(check.phrase, check.nearest):
        if kind == "equal":
            parts.append(safe_html(old))
        else:
            shown = [("del", old), ("ins", new)]
            parts += [f"<{tag}>{safe_html(words)}</{tag}>" for tag, words in shown if words]
    return " ".join(parts)
