"""Which words a chart of words is about: the digest of the rows shown, or a text at hand."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from analystkit.analysis.language.corpus import DIGEST, Corpus, corpus, digest
from analystkit.analysis.language.tokens import language_limits
from analystkit.analysis.texts.numbers import plain_digits
from analystkit.analysis.texts.store import load_text, text_path
from analystkit.charts.view import View
from analystkit.dossier import Selection

TEXT = {"source": DIGEST}


def corpus_of(view: View) -> Corpus:
    """Return the passages that a chart is about: its option `source` is ``digest`` or a citekey."""
    name = str(view.options.get("source", DIGEST)).strip() or DIGEST
    return digest(view.dossier, view.rows) if name == DIGEST else corpus(view.dossier, name)


def rest_of(view: View) -> Corpus:
    """Return the digest of the provisions that the selection leaves out, as well verified as it asks for."""
    rows = Selection(view.table, floor=view.selection.floor).rows(view.dossier)
    return digest(view.dossier, rows[~rows.index.isin(view.rows.index)])


def about_text(view: View, given: Corpus) -> str:
    """Return the note that says whose words these are, and in which copy."""
    if given.ours:
        return "The words are those of the kit's digest: our wording, not the treaty's."
    (source,) = given.sources[:1] or [""]
    if not source:
        return "The text has no words."
    language = load_text(view.dossier, source).language
    copy = hashlib.sha256(text_path(view.dossier, source).read_bytes()).hexdigest()[:12]
    named = f"{view.dossier.sources[source].short} (sha256 {copy})"
    return f"The words are those of the copy at hand of {named}. {language_limits(language)}".strip()


def places_of(given: Corpus) -> list[str]:
    """Return the places that a text is drawn by, in its order: articles or paragraphs, headings with them."""
    return list(dict.fromkeys(short_place(unit.place) for unit in given.units))


@lru_cache(maxsize=4096)
def short_place(place: str) -> str:
    """Return a place without its finer parts, as an axis names it."""
    annex = "A" if place.startswith("annex") else ""
    place = place.removeprefix("annex, ")
    if place.startswith("preamble"):
        return "P"
    number = re.search(r"\d+", plain_digits(place))
    return annex + (number[0] if number and place.startswith(("art.", "para.")) else "–")


def queries_of(view: View) -> list[str]:
    """Return the words or phrases that the option `words` lists, parted by semicolons."""
    return list(
        dict.fromkeys(
            " ".join(part.split()) for part in str(view.options["words"]).split(";") if part.strip()
        )
    )
