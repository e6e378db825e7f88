"""What the analyst gave, made plain, and the words around a figure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analystkit.dossier import TABLES, Dossier, Selection
from analystkit.errors import KitError, unknown

if TYPE_CHECKING:
    from analystkit.charts import Drawing


def caption_text(drawing: Drawing, given: str | None = None) -> str:
    """Return a figure's caption."""
    first = " ".join((given or drawing.headline).split())
    return " ".join(
        filter(None, [_sentence(first), unverified_remark(drawing), _sentence(drawing.source_line)])
    )


def unverified_remark(drawing: Drawing) -> str:
    """Return a sentence on the rows that no source confirms; empty when there are none."""
    rows = drawing.rows
    count = int((rows["verification"] == "unverified").sum()) if "verification" in rows else 0
    if not count:
        return ""
    noun = TABLES[drawing.selection.table].noun
    return f"{count} of {len(rows)} {noun} {'is' if count == 1 else 'are'} unverified."


def _sentence(text: str) -> str:
    """Return text with a full stop, unless it ends a sentence already."""
    return text if not text or text[-1] in ".!?…" else f"{text}."


def check_terms(dossier: Dossier, selection: Selection) -> None:
    """Check that the terms and sources selected exist, so that a slip does not look like an empty result."""
    columns = TABLES[selection.table].by_name
    for name, terms in selection.where:
        if name in ("cites", "does-not-cite"):
            allowed = list(dossier.sources)
        elif name in columns and columns[name].kind in ("term", "terms"):
            allowed = [term.term for term in dossier.codebook.terms(selection.table, name)]
        else:
            continue
        for term in terms:
            if term and term not in allowed:
                raise unknown(f"term of {name}" if name in columns else "source", term, allowed)


def one_line(text: str | None) -> str | None:
    """Return the analyst's words on one line, None when there are none; they stay plain text."""
    if text is not None and not isinstance(text, str):
        raise KitError(f"title and caption are text, found {type(text).__name__}")
    return " ".join((text or "").split()) or None


def plain_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return options as JSON gives them back, so that a figure and its remake get the same."""
    try:
        return dict(json.loads(json.dumps(dict(options))))
    except (TypeError, ValueError) as error:
        raise KitError(f"options must be text, numbers, lists and yes or no: {error}") from error
