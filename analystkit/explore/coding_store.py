"""One coder's choices: which units are still to be coded, and keeping each choice as soon as it is made."""

from __future__ import annotations

from analystkit.dossier import Dossier
from analystkit.dossier.mine import Key, read_mine, write_mine
from analystkit.errors import KitError
from analystkit.explore.ach_store import clean_name

TABLE = "codings"


class Coder:
    """What one coder has chosen, in step with the file.

    Parameters
    ----------
    dossier : Dossier
        With ``provisions`` and ``codings``.
    name : str
        The coder's name.
    """

    def __init__(self, dossier: Dossier, name: str) -> None:
        table = dossier.table(TABLE)
        taken = {str(coder).casefold() for coder in table.loc[~table["mine"], "coder"]}
        self.name = clean_name(name)
        if not self.name:
            raise KitError("Type your name, so that your codes are kept as yours.")
        if self.name.casefold() in taken:
            raise KitError(
                f"“{self.name}” is a coder whose choices came with the dossier; type your own name."
            )
        self._folder = dossier.path
        self._fields = list(dict.fromkeys(table["field"]))
        self._units = list(dict.fromkeys(table.loc[~table["mine"], "provision"]))
        self._seen: dict[Key, dict[str, str]] = {}
        self.load()

    def load(self) -> None:
        """Read again what is in the file."""
        self._seen = read_mine(self._folder, TABLE)

    @property
    def fields(self) -> list[str]:
        """The fields to code."""
        return self._fields

    @property
    def units(self) -> list[str]:
        """The units that the dossier's coders coded, in their order."""
        return self._units

    def chosen(self, unit: str) -> dict[str, str]:
        """Return the terms that this coder has chosen for a unit, by field."""
        return {field: row["term"] for field in self._fields if (row := self._row(unit, field))}

    def reason(self, unit: str) -> str:
        """Return the reason that this coder gave for a unit."""
        return next((row["reason"] for field in self._fields if (row := self._row(unit, field))), "")

    def _row(self, unit: str, field: str) -> dict[str, str] | None:
        return self._seen.get((self.name, unit, field))

    def is_done(self, unit: str) -> bool:
        """Tell whether every field of a unit has been coded."""
        return len(self.chosen(unit)) == len(self._fields)

    @property
    def done(self) -> int:
        """How many units are coded in full."""
        return sum(map(self.is_done, self._units))

    def next_open(self, after: str = "") -> str:
        """Return the next unit that is not done, from the one after `after` and round; "" when all are."""
        start = self._units.index(after) + 1 if after in self._units else 0
        order = self._units[start:] + self._units[:start]
        return next((unit for unit in order if not self.is_done(unit)), "")

    def choose(self, unit: str, field: str, term: str, reason: str = "") -> str:
        """Keep one choice, with a reason if one was typed; return what to tell the coder, else blank."""
        why = reason or self.reason(unit)
        return self._write([{"field": field, "term": term, "reason": why}], unit)

    def explain(self, unit: str, reason: str) -> str:
        """Keep the reason for a unit's choices; return what to tell the coder."""
        rows = [{"field": field, "term": term, "reason": reason} for field, term in self.chosen(unit).items()]
        return self._write(rows, unit)

    def _write(self, rows: list[dict[str, str]], unit: str) -> str:
        whole = [{"coder": self.name, "provision": unit, **row} for row in rows]
        written = write_mine(self._folder, TABLE, whole, seen=self._seen)
        self._seen = written.rows
        if not written.clashes:
            return ""
        field, theirs = written.clashes[0].key[2], written.clashes[0].theirs or {}
        return (
            f"Another notebook has set {field} of this unit to {theirs.get('term') or 'blank'} meanwhile: "
            "that is shown now. Choose again to keep yours."
        )
