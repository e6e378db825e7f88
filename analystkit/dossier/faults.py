"""What is wrong in a dossier's files, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analystkit.errors import KitError

SHOWN = 20


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in a dossier.

    Examples
    --------
    >>> print(Fault("events.csv", 3, "date", "'May-20'", "an EDTF date such as 2020-05"))
    events.csv:3:date: found 'May-20', expected an EDTF date such as 2020-05
    """

    file: str  #: its name inside the dossier
    row: int  #: as a spreadsheet counts it (the header is row 1); 0 for the file as a whole
    column: str  #: blank for the row as a whole
    found: str
    expected: str
    hint: str = ""  #: what to do about it
    stops: bool = True  #: whether the dossier cannot be opened with it; else it only has to be mended

    def __str__(self) -> str:
        """Return the fault as one line."""
        place = ":".join(
            [self.file, *([str(self.row)] if self.row else []), *([self.column] if self.column else [])]
        )
        hint = f" ({self.hint})" if self.hint else ""
        return " ".join(f"{place}: found {self.found}, expected {self.expected}{hint}".split())


class DossierError(KitError):
    """A dossier that cannot be opened, with every fault found in it."""

    def __init__(self, where: str, faults: Iterable[Fault]):
        self.where = where
        self.faults = tuple(faults)
        count = len(self.faults)
        lines = [f"{where}: {count} fault{'s' if count != 1 else ''}", *map(str, self.faults[:SHOWN])]
        if count > SHOWN:
            lines.append(f"… and {count - SHOWN} more: run `analystkit check` to see all")
        super().__init__("\n".join(lines))


def quoted(value: object, limit: int = 60) -> str:
    """Return a value for a message: quoted, on one line, cut to `limit` characters."""
    text = " ".join(str(value).split())
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")
