"""Words, sentences and stems in English, Russian and Persian, by NLTK without its downloads."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from analystkit.analysis.texts.headings import plain_digits

if TYPE_CHECKING:
    from nltk.tokenize import RegexpTokenizer
    from nltk.tokenize.punkt import PunktSentenceTokenizer

# A word with its combining marks; the zero-width joiner and an apostrophe may stand inside it.
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
WORD = rf"[\w{_MARKS}]+(?:[\u200c'’][\w{_MARKS}]+)*"
_SAME = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ё": "е", "’": "'", "\u200c": None, "ـ": None}
)
_POSSESSIVE = re.compile(r"'s?$")
_ABBREVIATIONS = (
    "art arts para paras par no nos vol p pp ch cf ed eds e.g i.e mr mrs ms dr prof gen st vs etc u.s u.k "
    "u.n jan feb aug sept oct nov dec ст стст п пп пар гл разд г гг в вв т.д т.е т.п им см тыс млн млрд "
    "руб долл ч абз ред напр و.ش ه.ش ق.م ر.ک"
)


@lru_cache(maxsize=1)
def word_tokenizer() -> RegexpTokenizer:
    """Return NLTK's tokenizer with the pattern of a word in the three languages.

    NLTK's own word tokenizer is for English: it parts a Persian word at its combining marks and changes
    quotation marks, so that places in the text are lost. Words with a hyphen are two here, so that a
    search for either finds them.
    """
    from nltk.tokenize import RegexpTokenizer

    return RegexpTokenizer(WORD)


def fold_word(word: str) -> str:
    """Return the form in which words are compared: no case, marks, possessive; one form of each letter."""
    folded = unicodedata.normalize("NFKC", word).casefold().translate(_SAME)
    if not folded.isascii():
        folded = "".join(c for c in plain_digits(folded) if unicodedata.category(c) != "Mn")
    return _POSSESSIVE.sub("", folded) or folded


@lru_cache(maxsize=1)
def sentence_tokenizer() -> PunktSentenceTokenizer:
    """Return NLTK's Punkt, told the abbreviations that treaties and reports use."""
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

    class Marks(PunktLanguageVars):
        sent_end_chars = (".", "?", "!", "؟", "۔", "…")

    parameters = PunktParameters()
    parameters.abbrev_types = set(_ABBREVIATIONS.split())
    return PunktSentenceTokenizer(parameters, lang_vars=Marks())


def sentences(text: str) -> list[str]:
    """Return the sentences of a passage."""
    return sentence_tokenizer().tokenize(text)


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
