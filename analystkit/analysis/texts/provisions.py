"""What the treaty's own text says where a provision stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analystkit.analysis.texts.store import load_text, sources_at_hand
from analystkit.analysis.texts.text import Text
from analystkit.dossier import Dossier


def treaty_text(dossier: Dossier) -> Text | None:
    """Return the treaty's own text, where the analyst has brought it in."""
    own = dossier.about.treaty_source
    return load_text(dossier, own) if own and own in sources_at_hand(dossier) else None


def words_of(text: Text | None, row: Mapping[Any, Any]) -> Iterator[str]:
    """Yield the passages of the paragraph that a provision names, or of its whole article."""
    if text is None or pd.isna(row["article"]):
        return
    paragraph = row["paragraph"]
    for passage in text.article(int(row["article"])):
        number = passage.paragraph
        if passage.role == "body" and (pd.isna(paragraph) or paragraph in ("", str(number))):
            yield passage.text
