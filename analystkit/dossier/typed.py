"""From cells as read to columns as analyzed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analystkit.dossier.citations import parse_citations
from analystkit.dossier.codebook import Codebook
from analystkit.dossier.dates import parse_date
from analystkit.dossier.reading import RawRow
from analystkit.dossier.tables import Table, split_list


def typed_frame(table: Table, rows: list[RawRow], mine: list[bool], codebook: Codebook) -> pd.DataFrame:
    """Return a table's checked records as a typed frame."""
    data: dict[str, object] = {}
    for column in table.columns:
        cells = [row.cells[column.name] for row in rows]
        if column.kind == "date":
            data.update(_dates(column.name, cells))
        elif column.kind == "term":
            terms = [term.term for term in codebook.terms(table.name, column.name)]
            values = pd.Categorical([cell or None for cell in cells], categories=terms, ordered=True)
            data[column.name] = pd.Series(values)
        elif column.kind == "citations":
            data[column.name] = _objects([parse_citations(cell) for cell in cells])
        elif column.kind in ("list", "terms", "articles"):
            data[column.name] = _objects([split_list(cell) for cell in cells])
        elif column.kind in ("article", "integer"):
            data[column.name] = pd.Series([int(cell) if cell else pd.NA for cell in cells], dtype="Int64")
        elif column.kind == "number":
            data[column.name] = pd.Series(
                [float(cell) if cell else np.nan for cell in cells], dtype="float64"
            )
        else:
            data[column.name] = pd.Series(cells, dtype="str")
    data["mine"] = pd.Series(mine, dtype=bool)
    return pd.DataFrame(data)


def _objects(values: list[tuple]) -> pd.Series:
    """Return a column of tuples (a list of equal tuples would become two columns)."""
    cells = np.empty(len(values), dtype=object)
    for place, value in enumerate(values):
        cells[place] = value
    return pd.Series(cells)


def _dates(name: str, cells: list[str]) -> dict[str, pd.Series]:
    """Return the columns that a date column becomes."""
    parsed = [parse_date(cell) if cell else None for cell in cells]
    first = [
        np.datetime64(date.first, "s") if date and date.first else np.datetime64("NaT", "s")
        for date in parsed
    ]
    last = [
        np.datetime64(date.last, "s") if date and date.last else np.datetime64("NaT", "s") for date in parsed
    ]
    return {
        name: pd.Series(cells, dtype="str"),
        f"{name}_from": pd.Series(np.array(first, dtype="datetime64[s]")),
        f"{name}_to": pd.Series(np.array(last, dtype="datetime64[s]")),
        f"{name}_approximate": pd.Series([bool(date and date.approximate) for date in parsed], dtype=bool),
        f"{name}_uncertain": pd.Series([bool(date and date.uncertain) for date in parsed], dtype=bool),
    }
