"""One row of a table, read in full: safe HTML, and plain text where there is no browser."""

from __future__ import annotations

from analystkit.dossier import TABLES, Dossier
from analystkit.errors import unknown
from analystkit.explore.showing import Shown, quiet
from analystkit.explore.widgets.rows import reading

_STYLE = """<style>
.ak-read dl {display: grid; grid-template-columns: minmax(7em, 11em) 1fr; gap: .35em 1.2em; margin: .3em 0}
.ak-read dt {font-weight: 600}
.ak-read dd {margin: 0}
</style>"""


@quiet
def read(dossier: Dossier, table: str, row: str = "") -> Shown:
    """Show all of one row: every field with the labels of its terms, sources in full.

    Parameters
    ----------
    dossier : Dossier
        Where the row is.
    table : str
        Such as ``"motives"``.
    row : str, optional
        The row's id; the first row unless given.

    Returns
    -------
    Shown
        A list of fields.

    Raises
    ------
    KitError
        If there is no such table or row; the message names the nearest.

    Examples
    --------
    >>> from analystkit.dossier import open_dossier
    >>> "inauguration" in repr(read(open_dossier("russia-iran-2025"), "motives", "m38"))
    True
    """
    rows = dossier.table(table)
    key = TABLES[table].key[0]
    found = rows[rows[key] == row] if row else rows.head(1)
    if found.empty:
        raise unknown(f"row of {table}", row, rows[key].astype(str))
    one = found.iloc[0]
    words = {column.name: column.words(one[column.name], dossier).plain for column in TABLES[table].columns}
    plain = "\n".join(f"{name}: {said}" for name, said in words.items() if said)
    body = f"{_STYLE}<div class='ak-read'>{reading(dossier, table, one)}</div>"
    return Shown(body, plain)
