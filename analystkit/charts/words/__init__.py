"""Charts of words: where they stand in a text at hand, beside the codes, and which set one text apart."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

from analystkit.analysis.corpus import DIGEST, Corpus, corpus, digest, language_limits
from analystkit.analysis.texts.headings import plain_digits
from analystkit.analysis.texts.store import load_text, sources_at_hand, text_path
from analystkit.charts import Column, Option, Plan, Row, Rows, Swatch, View, Words
from analystkit.charts.rows import Laid
from analystkit.dossier import Dossier

FORM_ONLY = (
    "Words are told by their form and read once: a “may” can allow, or say that something is possible."
)


def titles(dossier: Dossier) -> dict[str, str]:
    """Return the texts at hand, each with what it is called."""
    return {key: dossier.sources[key].short for key in sources_at_hand(dossier)}


TEXT = Option("", label="Text", found=lambda dossier: {"": "The first text at hand", **titles(dossier)})


def text_of(view: View) -> Corpus | None:
    """Return the passages that a chart is about: of the text asked for, or the first at hand, if any."""
    name = str(view.options["source"]).strip()
    if name == DIGEST:
        return digest(view.dossier, view.rows)
    name = name or next(iter(sources_at_hand(view.dossier)), "")
    return corpus(view.dossier, name) if name else None


def no_text(view: View) -> tuple[Plan, Words]:
    """Return the figure that says that no text is at hand."""
    said = "No text of yours is at hand. Import one in the notebook on texts, or with analystkit texts."
    ours, wording = (view.dossier.about.label(name) for name in ("digest", "wording"))
    why = f"Words are counted in a text that you hold; {ours} is {wording}."
    words = Words("No text is at hand", why, said, "", "", ())
    return Rows([Row(said, ())], lines=4, share=1.0).fit(view), words


def name_of(view: View, text: Corpus) -> str:
    """Return what a text is called in a sentence."""
    return view.dossier.about.label("digest") if text.ours else view.dossier.sources[text.sources[0]].short


def cites_of(*texts: Corpus) -> tuple[str, ...] | None:
    """Return the sources of texts; nothing for the digest, whose sources are those of its rows."""
    return tuple({source: 0 for text in texts if not text.ours for source in text.sources}) or None


def about_text(view: View, text: Corpus) -> str:
    """Return the note that says whose words these are, and in which copy."""
    if text.ours:
        about = view.dossier.about
        return f"The words are those of {about.label('digest')}: {about.label('wording')}."
    if not text.sources:
        return "The text has no words."
    source = text.sources[0]
    words = f"The words are those of the copy at hand of {view.dossier.sources[source].short}"
    if view.slide:
        return f"{words}."
    copy = hashlib.sha256(text_path(view.dossier, source).read_bytes()).hexdigest()[:12]
    limits = language_limits(load_text(view.dossier, source).language)
    return f"{words} (sha256 {copy}). {limits}".strip()


@lru_cache(maxsize=4096)
def short_place(place: str) -> str:
    """Return a place without its finer parts, as an axis names it."""
    annex = "A" if place.startswith("annex") else ""
    place = place.removeprefix("annex, ")
    if place.startswith("preamble"):
        return "P"
    number = re.search(r"\d+", plain_digits(place))
    return annex + (number[0] if number and place.startswith(("art.", "para.")) else "–")


def places_of(text: Corpus) -> list[str]:
    """Return the places that a text is drawn by, in its order: articles or paragraphs, headings with them."""
    return list(dict.fromkeys(short_place(unit.place) for unit in text.units))


def axis_of(text: Corpus) -> str:
    """Return what the places of a text are."""
    return "Article (P: preamble)" if any(u.place.startswith("art.") for u in text.units) else "Paragraph"


def over_places(
    view: View, rows: Sequence[Row], places: Sequence[tuple[float, str]], nothing: str, noun: str,
    corner: str, scale: tuple[float, float] | None = None, share: float = 0.34,
    rules: tuple[float, ...] = (), legend: Sequence[Swatch] = (),
) -> Laid:  # fmt: skip
    """Return rows of dots over the places of a text, as many of them named as have room."""
    scale, named = scale or (-0.5, max(len(places), 1) - 0.5), [each for each in places if each[1] != "–"]
    step = -(-len(named) // (6 if view.narrow else 10 if view.slide else 16)) or 1
    column = Column(scale=scale, ticks=tuple(named[::step]), rules=rules)
    columns = (column, Column(share=0, align="right", gap=0.1))
    rows = rows or [Row(nothing, ())]
    return Rows(rows, columns, legend, share=share, corner=corner, noun=noun).fit(view)
