"""How fast texts are read into words and searched, as ratios against NLTK in the same run.

python -m benchmarks.texts
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from analystkit.analysis.language.corpus import Corpus, Unit
from analystkit.analysis.language.search import search

WORDS, DOCUMENTS, SENTENCE = 10_000, 10, 20  # a treaty


def made_corpus(words: int = WORDS, documents: int = DOCUMENTS) -> Corpus:
    """Return passages with words as unevenly spread as in a language (Zipf), the same each time."""
    choose = random.Random(5)
    syllables = ["ta", "ri", "mo", "ken", "sal", "vi", "dor", "ne", "pas", "lu", "gra", "shi"]
    vocabulary = ["shall", "the", "of", "and", "parties"]
    while len(vocabulary) < 20_000:
        vocabulary.append(
            "".join(choose.choices(syllables, k=choose.randint(1, 4))) + str(len(vocabulary) % 7 or "")
        )
    weights = [1 / (rank + 2) for rank in range(len(vocabulary))]
    stream = iter(choose.choices(vocabulary, weights, k=words))
    units = []
    for document in range(documents):
        for paragraph in range(1, words // documents // 100 + 1):
            sentences = [
                " ".join(next(stream) for _ in range(SENTENCE)).capitalize() + "."
                for _ in range(100 // SENTENCE)
            ]
            units.append(Unit(f"doc{document}", f"para. {paragraph}", " ".join(sentences)))
    return Corpus("made up", tuple(units))


def best(function: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of some runs, in seconds."""
    runs = []
    for _ in range(times):
        start = time.perf_counter()
        function()
        runs.append(time.perf_counter() - start)
    return min(runs)


def measure(given: Corpus | None = None) -> dict[str, tuple[float, float]]:
    """Return each measure with its bound; a ratio to NLTK, or seconds."""
    from nltk.text import Text
    from nltk.tokenize import NLTKWordTokenizer

    given = given or made_corpus()
    joined: dict[str, list[str]] = {}
    for unit in given.units:
        joined.setdefault(unit.source, []).append(unit.text)
    texts = ["\n".join(parts) for parts in joined.values()]
    tokenizer = NLTKWordTokenizer()
    tokenize = best(lambda: [tokenizer.tokenize(text) for text in texts], times=2)
    tokens = [word for text in texts for word in tokenizer.tokenize(text)]
    nltk_text = Text(tokens)
    nltk_text.concordance_list("shall")
    build = best(lambda: len(Corpus(given.name, given.units)), times=3)
    results = {"words / NLTKWordTokenizer": (build / tokenize, 1.2)}
    for query in ("shall", "the parties", "shall *", "ta* the", "t*", "*a*", "* the"):
        for sort in ("position", "left", "right"):
            spent = best(lambda q=query, s=sort: search(given, q).lines(s, 500), 5)  # type: ignore[misc]
            results[f"{query!r} sorted by {sort}, seconds"] = (spent, 0.15)
    return results


def main() -> int:
    """Print every measure; 1 when one is over its bound."""
    over = 0
    for name, (value, bound) in measure().items():
        over += value > bound
        print(f"{name:<46}{value:>8.3f}  at most {bound}{'  OVER' if value > bound else ''}")
    return int(bool(over))


if __name__ == "__main__":
    raise SystemExit(main())
