"""Suggested codes for the paragraphs of a treaty that nobody has coded, with the words that led to them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from analystkit.analysis.corpus import WORD, Unit, fold_word, stem, stop_words
from analystkit.analysis.modal import find_words
from analystkit.analysis.texts.text import Text
from analystkit.dossier import Dossier

FIELDS = ("domain", "obligation", "precision")
_SMOOTH = 0.5
_MOST = 5
_MODAL = 5  # how often a word of obligation counts beside an ordinary one
_GENERAL = frozenset(
    re.findall(r"\w+", "party parties contracting state states side sides each country mutual")
)
_EXACT = re.compile(
    r"\b(?:\d+|not later than|within|one|two|three|four|five|six|ten|twenty|thirty|days?|months?|years?"
    r"|yearly|annual(?:ly)?|не позднее|в течение|дн(?:я|ей)|месяц\w*|лет|год(?:а|у)?|ежегодн\w*)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:as appropriate|where (?:necessary|appropriate)|if necessary|as far as possible|may|can|further"
    r"|closer|support\w*|develop\w*|expand\w*|promot\w*|strengthen\w*|deepen\w*|encourag\w*"
    r"|(?:в случае|при) необходимости|мо(?:жет|гут)|разви\w+|расшир\w+|содейств\w+|укрепл\w+|поощр\w+)\b",
    re.IGNORECASE,
)
# Russian words by their beginnings, with the English word of a codebook that they stand for.
_RUSSIAN = dict(
    re.findall(
        r"(\S+)=(\S+)",
        """
безопасн=security оборон=defence воен=military сотруднич=cooperation разведыв=intelligence
спецслужб=intelligence террор=terrorism преступ=crime правов=legal правоохран=crime судеб=legal закон=law
санкци=sanctions принудит=coercive односторон=unilateral валют=currencies платеж=payments расчет=payments
банк=banks финанс=finance торг=trade инвест=investment эконом=economic транспорт=transport перевоз=carriage
коридор=corridors энерг=energy нефт=oil газ=gas ядерн=nuclear атом=nuclear мирн=peaceful промышлен=industry
сельск=farming аграр=farming продовол=food таможен=customs стандарт=standards здравоохр=health медиц=medicine
наук=science научн=science образован=education университ=universities школ=schools технолог=technology
космич=space космос=space культур=culture спорт=sport туриз=tourism турист=tourism язык=languages
информ=information интернет=internet окружающ=environment эколог=environment климат=climate
чрезвычайн=emergencies разоруж=disarmament вооруж=arms нераспростран=proliferation ратифик=force вступ=entry
прекращ=end срок=term регион=regions парламент=parliaments принцип=principles суверен=sovereignty
агресс=aggression территор=territory граждан=citizens организац=organisations международн=international
договор=treaty мир=peace
""",
    )
)


@dataclass(frozen=True)
class Guess:
    """A term that is suggested, and the words of the text that led to it, the weightiest first."""

    term: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """A paragraph that nobody has coded, and what it might be coded as; it counts once accepted only."""

    place: str
    article: str
    paragraph: str
    text: str
    guesses: dict[str, Guess]  # by field; a field whose words say nothing has none


class _Model:
    """Words counted by term: those of the codebook, and those of the provisions that are coded."""

    def __init__(self, prior: float) -> None:
        self.words: dict[str, Counter[str]] = {}
        self.times: Counter[str] = Counter()
        self.prior = prior

    def learn(self, term: str, found: Sequence[tuple[str, str]], times: int = 1) -> None:
        """Count the features of a text that has a term; `times` -1 takes them back."""
        self.times[term] += times
        counts = self.words.setdefault(term, Counter())
        for name, _ in found:
            counts[name] += times

    def guess(self, found: Sequence[tuple[str, str]]) -> Guess | None:
        """Return the likeliest term by naive Bayes; none where no word of the text is known."""
        known = {name for counts in self.words.values() for name, number in counts.items() if number > 0}
        found = [(name, surface) for name, surface in found if name in known]
        if not found or not self.words:
            return None
        spread = {term: counts.total() + _SMOOTH * len(known) for term, counts in self.words.items()}
        weight = {
            name: {t: math.log((counts[name] + _SMOOTH) / spread[t]) for t, counts in self.words.items()}
            for name, _ in found
        }
        coded = self.times if self.prior else Counter[str]()
        scores = {
            term: self.prior * math.log(coded[term] + 1) + sum(weight[name][term] for name, _ in found)
            for term in self.words
        }
        best = max(scores, key=lambda term: scores[term])
        gain: Counter[str] = Counter()
        for name, surface in found:
            others = [weight[name][term] for term in self.words if term != best] or [weight[name][best]]
            gain[surface] += weight[name][best] - sum(others) / len(others)  # type: ignore[assignment]
        words = tuple(surface for surface, value in gain.most_common(_MOST) if surface and value > 0)
        return Guess(best, words) if words else None


@lru_cache(maxsize=50_000)
def _meaning(word: str) -> str:
    """Return the stem by which a word is compared; British and Russian words have that of one English one."""
    folded = fold_word(word)
    if re.fullmatch("[а-я-]+", folded):
        start = next((folded[:size] for size in range(len(folded), 2, -1) if folded[:size] in _RUSSIAN), "")
        return stem(_RUSSIAN[start]) if start else stem(folded)
    return stem(folded.replace("defense", "defence").replace("iz", "is"))


def _words(text: str) -> list[tuple[str, str]]:
    found = [match[0] for match in re.finditer(WORD, text)]
    return [
        (_meaning(part), surface)
        for surface in found
        for part in surface.split("-")
        if part and not part.isdecimal() and fold_word(part) not in stop_words() | _GENERAL
    ]


def _modal(text: str) -> list[tuple[str, str]]:
    found = find_words([Unit("", "", text)], "obligation")
    return [(f"={word.term}", word.words) for word in found for _ in range(_MODAL)]


def _features(field: str, text: str, obligation: str = "", led: str = "") -> list[tuple[str, str]]:
    """Return what in a text tells of a field, each with the words that it stands for."""
    if field != "precision":
        return (_modal(text) if field == "obligation" else []) or _words(text)
    marks = [("#exact", _EXACT.search(text)), ("#open", _OPEN.search(text))]
    found = [(name, match[0]) for name, match in marks if match]
    return [*found, (f"={obligation}", led)] if obligation else found


class Suggester:
    """Suggests terms from the words of a text; it learns from the codebook and from what is coded."""

    def __init__(self, dossier: Dossier) -> None:
        self.models = {field: _Model(prior=0 if field == "domain" else 1) for field in FIELDS}
        for field, model in self.models.items():
            for term in dossier.codebook.terms("provisions", field):
                found = _words(" ".join([term.label] * 3 + [term.definition] * 2))
                if field == "obligation":
                    own = [(f"={term.term}", "")] * _MODAL * 3
                    found += _modal(f"{term.label}. {term.definition}") + own
                model.words[term.term] = Counter(name for name, _ in found if field != "precision")
        table = dossier.table("provisions")
        sure = table[table["domain"].notna() & (table["verification"] != "unverified")]
        self.rows = sure.to_dict("records")
        for row in self.rows:
            self.count(row)

    def count(self, row: dict[Any, Any], times: int = 1) -> None:
        """Learn from a coded provision; `times` -1 forgets it."""
        obligation = "" if pd.isna(row["obligation"]) else str(row["obligation"])
        for field, model in self.models.items():
            if not pd.isna(row[field]) and row[field] in model.words:
                model.learn(str(row[field]), _features(field, _said(row), obligation), times)

    def guesses(self, text: str) -> dict[str, Guess]:
        """Return what the words of a text suggest, field by field."""
        found: dict[str, Guess] = {}
        for field in FIELDS:
            led = found.get("obligation", Guess("", ("",)))
            guess = self.models[field].guess(_features(field, text, led.term, led.words[0]))
            found |= {field: guess} if guess else {}
        return found


def _said(row: dict[Any, Any]) -> str:
    return f"{row['heading']}. {row['heading']}. {row['summary']}"


def suggestions(dossier: Dossier, text: Text) -> list[Suggestion]:
    """Return suggested codes for each paragraph of a treaty's text that no provision codes yet."""
    suggester, coded = Suggester(dossier), dict[str, set[str]]()
    rows = dossier.table("provisions").dropna(subset=["domain"])
    for article, paragraph in zip(rows["article"].astype(str), rows["paragraph"], strict=True):
        coded.setdefault(article, set()).add(paragraph)
    found = []
    for place, article, paragraph, heading, words in _paragraphs(text):
        whole = article == "0" or not paragraph  # the preamble, or an article without numbered paragraphs
        if not (coded.get(article) if whole else coded.get(article, set()) & {"", paragraph}):
            guesses = suggester.guesses(f"{heading}. {heading}. {words}")
            found.append(Suggestion(place, article, paragraph, words, guesses))
    return found


def _paragraphs(text: Text) -> Iterator[tuple[str, str, str, str, str]]:
    """Return the numbered units of a text: place, article, paragraph, the article's heading, the words."""
    headings: dict[str, str] = {}
    units: dict[str, list[str]] = {}
    placed: dict[str, tuple[str, str]] = {}
    for passage in text.passages:
        article = "" if passage.article is None else str(passage.article)
        if passage.annex or not article:
            continue
        if passage.role == "heading":
            headings[article] = passage.text
        elif passage.role == "body":
            units.setdefault(passage.label, []).append(passage.text)
            placed[passage.label] = (article, "" if passage.paragraph is None else str(passage.paragraph))
    for place, words in units.items():
        article, paragraph = placed[place]
        yield place, article, paragraph, headings.get(article, ""), " ".join(words)


def measure(dossier: Dossier) -> pd.DataFrame:
    """Return how often suggestions are right on the coded provisions, each left out while it is judged.

    The words are those of heading and summary. ``right`` is the share of provisions whose first suggestion
    is their code, ``commonest`` the share that the commonest code would get.
    """
    suggester = Suggester(dossier)
    tried: dict[str, list[tuple[str, str]]] = {field: [] for field in FIELDS}
    for row in suggester.rows:
        suggester.count(row, -1)
        found = suggester.guesses(_said(row))
        suggester.count(row)
        for field in FIELDS:
            if not pd.isna(row[field]):
                tried[field].append((str(row[field]), found[field].term if field in found else ""))
    records = {}
    for field, pairs in tried.items():
        code, times = Counter(coded for coded, _ in pairs).most_common(1)[0] if pairs else ("", 0)
        size = len(pairs) or 1
        records[field] = {
            "coded": len(pairs),
            "suggested": sum(bool(guess) for _, guess in pairs),
            "right": sum(coded == guess for coded, guess in pairs) / size,
            "commonest": times / size,
            "code": code,
        }
    return pd.DataFrame.from_dict(records, orient="index")
