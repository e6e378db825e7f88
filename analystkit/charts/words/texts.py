"""Which words a chart of words is about: a text of the analyst's that is at hand, or the kit's digest."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from analystkit.analysis.corpus import DIGEST, Corpus, corpus, digest, language_limits
from analystkit.analysis.texts.headings import plain_digits
from analystkit.analysis.texts.store import load_text, sources_at_hand, text_path
from analystkit.charts import Option, Plan, Row, Rows, View, Words
from analystkit.dossier import Dossier
from analystkit.words import capital


def _titles(dossier: Dossier) -> dict[str, str]:
    return {key: dossier.sources[key].short for key in sources_at_hand(dossier)}


TEXT = Option("", label="Text", found=lambda dossier: {"": "The first text at hand", **_titles(dossier)})
TEXT_OR_DIGEST = Option(
    DIGEST, label="Text", found=lambda d: {DIGEST: capital(d.about.label("digest")), **_titles(d)}
)


def text_of(view: View) -> Corpus | None:
    """Return the passages that a chart is about: of the text asked for, or the first at hand, if any."""
    name = str(view.options["source"]).strip()
    if name == DIGEST:
        return digest(view.dossier, view.rows)
    if not name:
        name = next(iter(sources_at_hand(view.dossier)), "")
    return corpus(view.dossier, name) if name else None


def no_text(view: View) -> tuple[Plan, Words]:
    """Return the figure that says that no text is at hand."""
    said = "No text of yours is at hand. Import one in the notebook on texts, or with analystkit texts."
    digest, wording = (view.dossier.about.label(name) for name in ("digest", "wording"))
    why = f"Words are counted in a text that you hold; {digest} is {wording}."
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
    (source,) = text.sources[:1] or [""]
    if not source:
        return "The text has no words."
    limits = language_limits(load_text(view.dossier, source).language)
    short = view.dossier.sources[source].short
    if view.slide:
        return f"The words are those of the copy at hand of {short}."
    copy = hashlib.sha256(text_path(view.dossier, source).read_bytes()).hexdigest()[:12]
    return f"The words are those of the copy at hand of {short} (sha256 {copy}). {limits}".strip()


@lru_cache(maxsize=4096)
def short_place(place: str) -> str:
    """Return a place without its finer parts, as an axis names it."""
    annex = "A" if place.startswith("annex") else ""
    place = place.removeprefix("annex, ")
    if place.startswith("preamble"):
        return "P"
    number = re.search(r"\d+", plain_digits(place))
    return annex + (number[0] if number and place.startswith(("art.", "para.")) else "–")
