"""Words, sentences and stems in English, Russian, Persian and Arabic, by NLTK without its downloads."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from analystkit.analysis.texts.numbers import plain_digits

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

# A word with its combining marks; the zero-width joiner, an apostrophe and a hyphen may stand inside it.
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
WORD = rf"[\w{_MARKS}]+(?:[\u200c'’‐‑-][\w{_MARKS}]+)*"
_SAME = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "ٱ": "ا", "ё": "е"}
    | {"’": "'", "‐": "-", "‑": "-", "\u200c": None, "ـ": None}
)
_POSSESSIVE = re.compile(r"'s?$")
_ABBREVIATIONS = (
    "art arts para paras par no nos vol p pp ch cf ed eds e.g i.e mr mrs ms dr prof gen st vs etc u.s u.k "
    "u.n jan feb aug sept oct nov dec ст стст п пп пар гл разд г гг в вв т.д т.е т.п им см тыс млн млрд "
    "руб долл ч абз ред напр و.ش ه.ش ق.م ر.ک"
)
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
    folded = unicodedata.normalize("NFKC", word).casefold().translate(_SAME)
    if not folded.isascii():
        folded = "".join(c for c in plain_digits(folded) if unicodedata.category(c) != "Mn")
    return _POSSESSIVE.sub("", folded) or folded


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return words that carry grammar rather than matter, folded: a short list of the kit's own."""
    return frozenset(fold_word(word) for word in _STOP.split())


@lru_cache(maxsize=1)
def sentence_tokenizer() -> PunktSentenceTokenizer:
    """Return NLTK's Punkt, told the abbreviations that treaties and reports use."""
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

    class Marks(PunktLanguageVars):
        sent_end_chars = (".", "?", "!", "؟", "۔", "…")

    parameters = PunktParameters()
    parameters.abbrev_types = set(_ABBREVIATIONS.split())
    return PunktSentenceTokenizer(parameters, lang_vars=Marks())


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return a folded word's stem: Snowball's in English and Russian, the word itself in other scripts."""
    if re.fullmatch("[а-я]+", word):
        return _stemmer("russian").stem(word)
    return _stemmer("english").stem(word) if re.fullmatch("[a-z]+", word) else word


@lru_cache(maxsize=2)
def _stemmer(language: str) -> SnowballStemmer:  # type: ignore[name-defined] # noqa: F821 - nltk is imported late
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer(language)
