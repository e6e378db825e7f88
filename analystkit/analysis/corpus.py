"""What is read for its language: the texts at hand or the kit's digest; words in context and in numbers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice, pairwise
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from analystkit.analysis.texts.headings import plain_digits
from analystkit.analysis.texts.store import load_text, sources_at_hand
from analystkit.analysis.texts.text import Text
from analystkit.analysis.wording import FORMS
from analystkit.dossier import Dossier
from analystkit.errors import KitError
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
SURE = 3.84  # chi-squared with one degree of freedom, p < 0.05


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


Sort = Literal["position", "left", "right"]
_SLOT = re.compile(rf"(?:[*?|]|{WORD})+")
_CONTEXT = 4


class Line(NamedTuple):
    """One place where the words stand: what is left and right of them, and where it is."""

    left: str
    key: str
    right: str
    source: str
    place: str
    passage: int


@dataclass(frozen=True, eq=False)
class Hits:
    """All places of a query: the first and last word of each, in the order of the text."""

    corpus: Corpus
    places: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.places)

    @property
    def positions(self) -> list[int]:
        """The first word of each."""
        return [first for first, _ in self.places]

    def around(self, reach: int) -> Iterator[tuple[int, range, range]]:
        """Give for each the number of its passage, and so many words before and after it in that passage."""
        passages, edges = self.corpus.passage_of(self.positions).tolist(), self.corpus.first.tolist()
        for (first, last), passage in zip(self.places, passages, strict=True):
            low, high = edges[passage : passage + 2]
            yield passage, range(max(low, first - reach), first), range(last + 1, min(high, last + 1 + reach))

    def lines(self, sort: Sort = "position", limit: int | None = 500, width: int = 60) -> list[Line]:
        """Return lines with their context."""
        given, lines = self.corpus, []
        found: Iterable[tuple[int, range, range]] = self.around(_CONTEXT)
        if sort == "left":
            found = sorted(found, key=lambda hit: [given.words[at] for at in reversed(hit[1])])
        if sort == "right":
            found = sorted(found, key=lambda hit: [given.words[at] for at in hit[2]])
        for passage, before, after in islice(found, limit):
            unit = given.units[passage]
            start, end = given.spans[before.stop][0], given.spans[after.start - 1][1]
            left, right = unit.text[max(0, start - width) : start], unit.text[end : end + width]
            lines.append(Line(left, unit.text[start:end], right, unit.source, unit.place, passage))
        return lines


def search(corpus: Corpus, query: str, *, stems: bool = False) -> Hits:
    """Find a word or phrase.

    Case, accents of Russian, vowel marks of Persian and marks between words make no difference. In a
    word, ``*`` stands for any letters and ``?`` for one; alone, ``*`` is any one word; ``|`` parts
    alternatives: ``shall|will promot*``. A part of a word with a hyphen is found too. A phrase does not
    run from one passage into the next.
    """
    parts = _SLOT.findall(query)
    if parts and not re.search(r"\w", query):
        raise KitError(f"{query!r} matches every word: name at least one letter")
    if not parts or not len(corpus):
        return Hits(corpus, ())
    joined, begins = corpus.joined
    phrase = "[ -]".join(_slot(corpus, part, stems) for part in parts)
    found = [m.span(1) for m in re.finditer(rf"(?<![^\s-])(?=({phrase})(?![^\s-]))", joined)]
    starts, lasts = (
        (np.searchsorted(begins, [span[end] - end for span in found], side="right") - 1).tolist()
        for end in (0, 1)
    )
    return Hits(corpus, tuple(dict.fromkeys(zip(starts, lasts, strict=True))))


def _slot(corpus: Corpus, part: str, stems: bool) -> str:
    """Return the expression for the words that may stand at one place of a phrase."""
    if part == "*":
        return r"[^\s-]+"
    ways = []
    for word in filter(None, part.split("|")):
        if stems and not set("*?") & set(word):
            wanted = stem(fold_word(word))
            ways += [re.escape(other) for other in corpus.counts if stem(other) == wanted]
        else:
            pieces = (
                {"*": r"[^\s-]*", "?": r"[^\s-]"}.get(p) or re.escape(fold_word(p)).replace(r"\-", "[ -]?")
                for p in re.findall(r"[*?]|[^*?]+", word)
            )
            ways.append("".join(pieces))
    return f"(?:{'|'.join(ways) or '(?!)'})"


def log_likelihood(a: np.ndarray | float, b: np.ndarray | float, c: float, d: float) -> np.ndarray:
    """Return the log-likelihood G² of a word's frequencies in two texts.

    With E1 = c(a + b)/(c + d) and E2 = d(a + b)/(c + d), G² = 2(a ln(a/E1) + b ln(b/E2)), where a
    frequency of 0 adds nothing (Rayson and Garside 2000, "Comparing corpora using frequency profiling").
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    both = (a + b) / (c + d)
    with np.errstate(divide="ignore", invalid="ignore"):
        first = np.where(a > 0, a * np.log(a / (c * both)), 0.0)
        second = np.where(b > 0, b * np.log(b / (d * both)), 0.0)
    return 2 * (first + second)


def _compared(here: Counter[str], there: Counter[str], words: Iterable[str]) -> pd.DataFrame:
    """Return words with their counts and G², below 0 where `there` has relatively more, the keyest first."""
    words = sorted(words)
    a, b = (np.array([counts[word] for word in words], dtype=int) for counts in (here, there))
    c, d = (max(1, counts.total()) for counts in (here, there))
    g2 = log_likelihood(a, b, c, d) * np.where(a / c >= b / d, 1, -1)
    table = pd.DataFrame({"word": pd.Series(words, dtype="str"), "count": a, "against": b, "g2": g2})
    return table.sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)


def keyness(
    one: Corpus, against: Corpus, *, minimum: int = 3, without: Iterable[str] = (), sure: bool = False
) -> pd.DataFrame:
    """Compare the words of two texts or parts; with `sure` only those past `SURE` are offered."""
    for part in (one, against):
        if not len(part):
            raise KitError(f"nothing to compare: {part.name or 'one part'} has no words")
    both = one.counts + against.counts
    words = {word for word, number in both.items() if number >= minimum} - frozenset(without)
    table = _compared(one.counts, against.counts, words)
    return table[table["g2"].abs() >= SURE].reset_index(drop=True) if sure else table


def neighbors(
    hits: Hits, *, window: int = 4, minimum: int = 2, without: Iterable[str] = (), limit: int = 50
) -> pd.DataFrame:
    """Return the words that stand near what was found more often than elsewhere."""
    given, inside, own = hits.corpus, set[int](), set[int]()
    for _, before, after in hits.around(window):
        own.update(range(before.stop, after.start))
        inside.update(before, after)
    near, found = (Counter(given.words[at] for at in some) for some in (inside - own, inside | own))
    words = {word for word, number in near.items() if number >= minimum} - frozenset(without)
    table = _compared(near, given.counts - found, words)
    table = table[table["g2"] > 0].head(limit).rename(columns={"count": "near"})
    return table.assign(count=[given.counts[word] for word in table["word"]])
