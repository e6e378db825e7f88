"""Suggested codes for the paragraphs of a treaty that nobody has coded, with the words that led to them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from analystkit.analysis.corpus import WORD, Unit, fold_word, stem, stop_words
from analystkit.analysis.modal import find_words
from analystkit.analysis.texts.text import Passage, Text
from analystkit.dossier import Dossier

FIELDS = ("domain", "obligation", "precision")
_SMOOTH = 0.5
_MOST = 5
_LEAST = 1e-9  # what rounding alone may seem to tell
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


_NONE = Guess("", ())


@dataclass(frozen=True)
class Suggestion:
    """A paragraph that nobody has coded, and what it might be coded as; it counts once accepted only."""

    place: str
    article: str
    paragraph: str
    text: str
    guesses: dict[str, Guess]  # by field; a field whose words say nothing has none


Told = list[tuple[str, str]]  # what in a text tells of a field, each with the words that it stands for


class _Model:
    """What tells of each term of a field, counted in the codebook and in the provisions that are coded."""

    def __init__(self, seeds: dict[str, Counter[str]], prior: bool) -> None:
        self.counts, self.prior, self.coded = seeds, prior, Counter[str]()

    def guess(self, told: Told) -> Guess | None:
        """Return the likeliest term by naive Bayes; none where no word of the text is known."""
        known = {name for counts in self.counts.values() for name in +counts}
        told = [(name, words) for name, words in told if name in known]
        if not told:
            return None
        every = list(self.counts.values())
        weight = np.log([[counts[name] + _SMOOTH for counts in every] for name, _ in told])
        weight -= np.log([counts.total() + _SMOOTH * len(known) for counts in every])
        common = np.log([self.coded[term] + 1 for term in self.counts])
        best = int(np.argmax(weight.sum(axis=0) + self.prior * common))
        others = np.delete(weight, best, axis=1).mean(axis=1) if len(every) > 1 else weight[:, best]
        gain: dict[str, float] = {}
        for (_, words), value in zip(told, weight[:, best] - others, strict=True):
            gain[words] = gain.get(words, 0.0) + value
        telling = sorted((words for words in gain if words and gain[words] > _LEAST), key=lambda w: -gain[w])
        return Guess(list(self.counts)[best], tuple(telling[:_MOST])) if telling else None


@lru_cache(maxsize=50_000)
def _meaning(word: str) -> str:
    """Return the stem by which a word is compared; British and Russian words have that of one English one."""
    folded = fold_word(word)
    if re.fullmatch("[а-я-]+", folded):
        start = next((folded[:size] for size in range(len(folded), 2, -1) if folded[:size] in _RUSSIAN), "")
        return stem(_RUSSIAN[start]) if start else stem(folded)
    return stem(folded.replace("defense", "defence").replace("iz", "is"))


def _told(field: str, text: str, obligation: Guess) -> Told:
    """Return what in a text tells of a field; of precision the obligation tells, too."""
    if field == "precision":
        marks = [(name, form.search(text)) for name, form in (("#exact", _EXACT), ("#open", _OPEN))]
        told = [(name, found[0]) for name, found in marks if found]
        return [*told, (f"={obligation.term}", obligation.words[0])] if obligation.term else told
    modal = find_words([Unit("", "", text)], "obligation") if field == "obligation" else ()
    told = [(f"={word.term}", word.words) for word in modal for _ in range(_MODAL)]
    return told or [
        (_meaning(part), match[0])
        for match in re.finditer(WORD, text)
        for part in match[0].split("-")
        if part and not part.isdecimal() and fold_word(part) not in stop_words() | _GENERAL
    ]


class Suggester:
    """Suggests terms from the words of a text; it learns from the codebook and from what is coded."""

    def __init__(self, dossier: Dossier) -> None:
        self.models: dict[str, _Model] = {}
        for field in FIELDS:
            seeds = {}
            for term in dossier.codebook.terms("provisions", field):
                told = _told("", " ".join([term.label] * 3 + [term.definition] * 2), _NONE)
                if field == "obligation":
                    modal = _told(field, f"{term.label}. {term.definition}", _NONE)
                    told += [each for each in modal if each[0].startswith("=")]
                    told += [(f"={term.term}", "")] * _MODAL * 3
                seeds[term.term] = Counter(name for name, _ in told if field != "precision")
            self.models[field] = _Model(seeds, prior=field != "domain")
        table = dossier.table("provisions")
        sure = table[table["domain"].notna() & (table["verification"] != "unverified")]
        self.rows = sure.to_dict("records")
        for row in self.rows:
            self.count(row)

    def count(self, row: dict[Any, Any], times: int = 1) -> None:
        """Learn from a coded provision; `times` -1 forgets it."""
        led = _NONE if pd.isna(row["obligation"]) else Guess(str(row["obligation"]), ("",))
        for field, model in self.models.items():
            if row[field] in model.counts:
                model.coded[row[field]] += times
                for name, _ in _told(field, titled(row["heading"], row["summary"]), led):
                    model.counts[row[field]][name] += times

    def guesses(self, text: str) -> dict[str, Guess]:
        """Return what the words of a text suggest, field by field."""
        found: dict[str, Guess] = {}
        for field, model in self.models.items():
            guess = model.guess(_told(field, text, found.get("obligation", _NONE)))
            found |= {field: guess} if guess else {}
        return found


def titled(heading: str, words: str) -> str:
    """Return words under their heading, which counts twice."""
    return f"{heading}. {heading}. {words}"


def suggestions(dossier: Dossier, text: Text) -> list[Suggestion]:
    """Return suggested codes for each paragraph of a treaty's text that no provision codes yet."""
    rows = dossier.table("provisions").dropna(subset=["domain"])
    coded = set(zip(rows["article"].astype(str), rows["paragraph"], strict=True))
    begun, suggester, found = {article for article, _ in coded}, Suggester(dossier), []
    headings: dict[str, str] = {}
    units: dict[str, list[Passage]] = {}
    for passage in text.passages:
        if passage.article is not None and not passage.annex:
            if passage.role == "heading":
                headings[str(passage.article)] = passage.text
            elif passage.role == "body":
                units.setdefault(passage.label, []).append(passage)
    for place, passages in units.items():
        article, paragraph = str(passages[0].article), str(passages[0].paragraph or "")
        whole = article == "0" or not paragraph  # the preamble, or an article without numbered paragraphs
        if not (article in begun if whole else coded & {(article, ""), (article, paragraph)}):
            words = " ".join(passage.text for passage in passages)
            guesses = suggester.guesses(titled(headings.get(article, ""), words))
            found.append(Suggestion(place, article, paragraph, words, guesses))
    return found
