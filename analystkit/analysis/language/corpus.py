"""What is read for its language: the texts at hand, or the kit's own digest of the treaty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from analystkit.analysis.language.tokens import WORD, fold_word, stop_words
from analystkit.analysis.texts.store import load_text, sources_at_hand
from analystkit.analysis.texts.text import Text
from analystkit.dossier import Dossier
from analystkit.errors import KitError
from analystkit.words import lower_label

DIGEST = "digest"


@dataclass(frozen=True)
class Unit:
    """One passage with the source it stands in and its place there; the digest cites itself."""

    source: str
    place: str
    text: str


@dataclass(frozen=True, eq=False)
class Corpus:
    """Passages to search and count: what they are called, and whether they are the kit's own wording."""

    name: str
    units: tuple[Unit, ...]
    ours: bool = False

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.words)

    @property
    def sources(self) -> list[str]:
        """The sources, in order."""
        return list(dict.fromkeys(unit.source for unit in self.units))

    @property
    def places(self) -> list[str]:
        """The place of each passage."""
        return [unit.place for unit in self.units]

    @cached_property
    def _found(self) -> tuple[list[str], list[tuple[int, int]], np.ndarray]:
        """The folded words, where each stands in its passage, and the first word of each passage."""
        words: list[str] = []
        spans: list[tuple[int, int]] = []
        first, folded = [0], dict[str, str]()
        for unit in self.units:
            for match in re.finditer(WORD, unit.text):
                surface = match[0]
                word = folded.get(surface) or folded.setdefault(surface, fold_word(surface))
                words.append(word)
                spans.append(match.span())
            first.append(len(words))
        return words, spans, np.array(first)

    @property
    def words(self) -> list[str]:
        """Every word, in the form in which words are compared."""
        return self._found[0]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word starts and ends in its passage."""
        return self._found[1]

    @property
    def first(self) -> np.ndarray:
        """The number of each passage's first word; one more entry closes the last."""
        return self._found[2]

    @cached_property
    def joined(self) -> tuple[str, np.ndarray]:
        """The folded words of all passages, one passage a line, and where each word begins in that."""
        first = self.first.tolist()
        text = "\n".join(" ".join(self.words[a:b]) for a, b in pairwise(first))
        return text, np.array([match.start() for match in re.finditer(r"[^ \n]+", text)])

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word occurs."""
        return Counter(self.words)

    def passage_of(self, positions: np.ndarray | list[int]) -> np.ndarray:
        """Return the number of the passage that each word stands in."""
        return np.searchsorted(self.first, np.asarray(positions, dtype=int), side="right") - 1

    def frequent(self, limit: int) -> list[str]:
        """Return the commonest words that carry matter, the commonest first."""
        words = (word for word, _ in self.counts.most_common())
        kept = (word for word in words if len(word) > 2 and not word.isdecimal() and word not in stop_words())
        return [word for word, _ in zip(kept, range(limit), strict=False)]


def digest(dossier: Dossier, rows: pd.DataFrame | None = None) -> Corpus:
    """Return the kit's digest of the treaty: heading and summary of each provision, in the kit's words."""
    provisions = dossier.table("provisions") if rows is None else rows
    units = [
        Unit(DIGEST, provision_place(row), f"{row['heading']}. {row['summary']}")
        for row in provisions.to_dict("records")
        if row["summary"] and row["verification"] != "unverified"
    ]
    label = dossier.about.label
    return Corpus(f"{label('digest')} ({label('wording')})", tuple(units), ours=True)


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
    found = text_corpus(load_text(dossier, source) for source in chosen)
    titles = {key: f"“{dossier.sources[key].title}”" for key in chosen if key in dossier.sources}
    return replace(found, name=" and ".join(titles.values())) if 0 < len(titles) < 3 else found


def on_domain(dossier: Dossier, text: Corpus, domain: str) -> tuple[Corpus, Corpus]:
    """Return the passages whose provisions are coded with a domain, and those coded with none but others.

    A passage belongs to a provision that is coded for its very paragraph, else to those coded for its
    article. What nobody has coded stands in neither part.
    """
    coded: dict[str, set[str]] = {}
    for row in dossier.table("provisions").dropna(subset=["domain"]).to_dict("records"):
        place = provision_place(row)
        coded.setdefault(place, set()).add(str(row["domain"]))
        if row["paragraph"]:
            coded.setdefault(f"{place.partition('(')[0]}, any", set()).add(str(row["domain"]))
    one, rest = list[Unit](), list[Unit]()
    for unit in text.units:
        article = re.split(r"[(,]", unit.place)[0]
        found = coded.get(unit.place) or coded.get(article) or coded.get(f"{article}, any") or set()
        if found:
            (one if domain in found else rest).append(unit)
    label = lower_label(dossier.codebook.label("provisions", "domain", domain))
    return (
        Corpus(f"what is coded as {label}", tuple(one), text.ours),
        Corpus("what is coded otherwise", tuple(rest), text.ours),
    )
