"""What is read for its language: the texts at hand or the kit's digest of the treaty; words and stems."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from analystkit.analysis.texts.headings import plain_digits
from analystkit.analysis.texts.store import load_text, sources_at_hand
from analystkit.analysis.texts.text import Text
from analystkit.analysis.wording import FORMS
from analystkit.dossier import Dossier
from analystkit.words import lower_label

# A word with its combining marks; the zero-width joiner, an apostrophe and a hyphen may stand inside it.
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
WORD = rf"[\w{_MARKS}]+(?:[\u200c'’‐‑-][\w{_MARKS}]+)*"
_POSSESSIVE = re.compile(r"'s?$")
_STOP = """
a about above after again against all also although an and any are as at be because been before
being between both but by can did do does for from further had has have he her his how however if in
into is it its itself more most no nor not of off on once only or other our out over own s same she
so some such than that the their them themselves then there these they this those through to too
towards under until up upon very was we were what when where whether which while who whom whose why
with within without would you your one two which may shall will
а без более больше бы был была были было быть в вам вас весь во вот все всего всех вы где да для до
его ее если есть еще же за здесь и из или им их к как ко когда которая которого которой которые
который которых кто ли либо между мы на над не него нее нет ни них но ну о об обе оба однако он она
они оно от по под при с со также так такой там тем то того тоже только том тот у уже чего чем что
чтобы эта эти это этого этой этом этот
از است آن آنها آنان این اینکه اگر اما با باشد باشند بر برای بعد به بود بودند بین تا خود دارد در دو
را شد شده شود شوند طبق علیه که کرد کرده کند کنند گردد ما مورد می نیز نمی ها های هر هم همه همچنین هیچ
و یا یک توسط نماید نمایند
في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين أو أن إن لا ما لم لن قد كل بين بعد قبل عند كما
هو هي هم كان كانت يكون تكون غير أي أية و ف ب ل
"""
_LIMITS = {
    "ru": "Russian words are told apart by their forms; searching for other forms uses Snowball's stems.",
    "fa": "Persian words are compared as written, joiners and vowel marks aside: endings and attached "
    "pronouns stay on, and other forms of a word are not found together.",
    "ar": "Arabic words are compared as written, vowel marks aside: the article and what is attached to a "
    "word stay on, words of obligation are not known, and other forms are not found together.",
    "und": "The language is none of English, Russian, Persian and Arabic: words are compared as written, "
    "and neither grammar words nor words of obligation are known.",
}


def language_limits(language: str) -> str:
    """Return what is to be minded of words in a language, in one sentence; nothing for English."""
    return "" if language == "en" else _LIMITS.get(language, _LIMITS["und"])


def fold_word(word: str) -> str:
    """Return the form in which words are compared: no case, marks, possessive; one form of each letter."""
    folded = unicodedata.normalize("NFKC", word).casefold().translate(FORMS)
    if not folded.isascii():
        folded = "".join(c for c in plain_digits(folded) if unicodedata.category(c) != "Mn")
    return _POSSESSIVE.sub("", folded) or folded


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return words that carry grammar rather than matter, folded: a short list of the kit's own."""
    return frozenset(fold_word(word) for word in _STOP.split())


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return a folded word's stem: Snowball's in English and Russian, the word itself in other scripts."""
    if not re.fullmatch("[а-я]+|[a-z]+", word):
        return word
    return str(_stemmer("english" if word.isascii() else "russian").stem(word))


@lru_cache(maxsize=2)
def _stemmer(language: str) -> Any:
    from nltk.stem.snowball import SnowballStemmer  # late: it takes long to import

    return SnowballStemmer(language)


DIGEST = "digest"


@dataclass(frozen=True)
class Unit:
    """One passage with the source it stands in and its place there; the digest cites itself."""

    source: str
    place: str
    text: str


@dataclass(eq=False)
class Corpus:
    """Passages to search and count: what they are called, and whether they are the kit's own wording."""

    name: str
    units: tuple[Unit, ...]
    ours: bool = False
    words: list[str] = field(init=False, repr=False, default_factory=list)  # in the form that is compared
    spans: list[tuple[int, int]] = field(init=False, repr=False, default_factory=list)  # in their passages
    first: np.ndarray = field(init=False, repr=False)  # the number of each passage's first word; one more

    def __post_init__(self) -> None:
        """Find the words."""
        first, folded = [0], dict[str, str]()
        for unit in self.units:
            for match in re.finditer(WORD, unit.text):
                surface = match[0]
                self.words.append(folded.get(surface) or folded.setdefault(surface, fold_word(surface)))
                self.spans.append(match.span())
            first.append(len(self.words))
        self.first = np.array(first)

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.words)

    @property
    def sources(self) -> list[str]:
        """The sources, in order."""
        return list(dict.fromkeys(unit.source for unit in self.units))

    @cached_property
    def joined(self) -> tuple[str, np.ndarray]:
        """The folded words of all passages, one passage a line, and where each word begins in that."""
        text = "\n".join(" ".join(self.words[a:b]) for a, b in pairwise(self.first.tolist()))
        return text, np.array([match.start() for match in re.finditer(r"[^ \n]+", text)])

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word occurs."""
        return Counter(self.words)

    def passage_of(self, positions: list[int]) -> np.ndarray:
        """Return the number of the passage that each word stands in."""
        return np.searchsorted(self.first, np.array(positions, dtype=int), side="right") - 1

    def frequent(self, limit: int) -> list[str]:
        """Return the commonest words that carry matter, the commonest first."""
        words = [word for word, _ in self.counts.most_common() if len(word) > 2 and not word.isdecimal()]
        return [word for word in words if word not in stop_words()][:limit]


def provision_place(row: dict) -> str:
    """Return a provision's place as a locator: ``art. 3(2)``, ``preamble``, or its id."""
    if pd.isna(row["article"]):
        return str(row["id"])
    if row["article"] == 0:
        return "preamble"
    return f"art. {row['article']}" + (f"({row['paragraph']})" if row["paragraph"] else "")


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


def text_corpus(texts: Iterable[Text], name: str = "texts") -> Corpus:
    """Return the passages of texts; what stands above and below a text is left out, headings are not."""
    units = (Unit(text.source, passage.label, passage.text) for text in texts for passage in text.body)
    return Corpus(name, tuple(units))


def corpus(dossier: Dossier, source: str | None = None) -> Corpus:
    """Return a source's text, without one all texts at hand, or the digest where none is."""
    chosen = [source] if source else sources_at_hand(dossier)
    if not chosen or source == DIGEST:
        return digest(dossier)
    texts = [load_text(dossier, source) for source in chosen]
    titles = [f"“{dossier.sources[text.source].title}”" for text in texts]
    return text_corpus(texts, " and ".join(titles) if len(titles) < 3 else f"{len(titles)} texts")


def on_domain(dossier: Dossier, text: Corpus, domain: str) -> tuple[Corpus, Corpus]:
    """Return the passages whose provisions are coded with a domain, and those coded with none but others.

    A passage belongs to a provision that is coded for its very paragraph, else to those coded for its
    article. What nobody has coded stands in neither part.
    """
    coded: dict[str, set[str]] = {}
    for row in dossier.table("provisions").dropna(subset=["domain"]).to_dict("records"):
        place = provision_place(row)
        for each in (place, f"{place.partition('(')[0]}, any"):
            coded.setdefault(each, set()).add(str(row["domain"]))
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
