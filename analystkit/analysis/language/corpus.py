"""What is read for its language: the texts at hand, or the kit's own digest of the treaty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analystkit.analysis.texts.store import load_text, sources_at_hand
from analystkit.analysis.texts.text import Text
from analystkit.dossier import Citation, Dossier
from analystkit.errors import KitError

DIGEST = "digest"
OURS = "our wording, not the treaty's"


@dataclass(frozen=True)
class Unit:
    """One passage with the source it stands in and its place there."""

    source: str
    place: str
    text: str

    @property
    def citation(self) -> Citation:
        """The passage as a citation; the digest cites itself."""
        return Citation(self.source, self.place)


@dataclass(frozen=True)
class Corpus:
    """Passages to search and count.

    Parameters
    ----------
    name : str
        What it is called in words.
    units : tuple of Unit
        In order.
    ours : bool
        Whether it is the kit's own wording.
    """

    name: str
    units: tuple[Unit, ...]
    ours: bool = False

    @property
    def sources(self) -> list[str]:
        """The sources, in order."""
        return list(dict.fromkeys(unit.source for unit in self.units))


def digest(dossier: Dossier, rows: pd.DataFrame | None = None) -> Corpus:
    """Return the kit's digest of the treaty: heading and summary of each provision, in the kit's words."""
    provisions = dossier.table("provisions") if rows is None else rows
    units = [
        Unit(DIGEST, provision_place(row), f"{row['heading']}. {row['summary']}")
        for row in provisions.to_dict("records")
        if row["summary"] and row["verification"] != "unverified"
    ]
    return Corpus(f"the kit's digest ({OURS})", tuple(units), ours=True)


def provision_place(row: dict) -> str:
    """Return a provision's place as a locator: ``art. 3(2)``, ``preamble``, or its id."""
    if pd.isna(row["article"]):
        return str(row["id"])
    if row["article"] == 0:
        return "preamble"
    return f"art. {row['article']}" + (f"({row['paragraph']})" if row["paragraph"] else "")


def text_corpus(texts: Iterable[Text]) -> Corpus:
    """Return the passages of texts; what stands above and below a text is left out, headings are not."""
    units = tuple(Unit(text.source, passage.label, passage.text) for text in texts for passage in text.body)
    names = list(dict.fromkeys(unit.source for unit in units))
    return Corpus(" and ".join(names) if len(names) < 3 else f"{len(names)} texts", units)


def corpus(dossier: Dossier, sources: Iterable[str] | str | None = None) -> Corpus:
    """Return the texts of some sources, all texts at hand, or the digest where none is."""
    chosen = [sources] if isinstance(sources, str) else list(sources or sources_at_hand(dossier))
    if DIGEST in chosen and len(chosen) > 1:
        raise KitError("the digest is the kit's own wording: it is not mixed with texts")
    if not chosen or chosen == [DIGEST]:
        return digest(dossier)
    return text_corpus(load_text(dossier, source) for source in chosen)
