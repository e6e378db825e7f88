"""How fast texts are indexed and searched, as ratios against NLTK in the same run.

python -m benchmarks.texts
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from analystkit.analysis.language.concordance import search
from analystkit.analysis.language.corpus import Corpus, Unit
from analystkit.analysis.language.index import build_index, read_index, write_index

WORDS, DOCUMENTS, SENTENCE = 1_000_000, 1000, 20


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
    """Return each measure with its bound; a ratio to NLTK or to building, or seconds on top."""
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
    build = best(lambda: build_index(given), times=3)
    index = build_index(given)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "index.npz")
        write_index(index, path)
        reopen = best(lambda: read_index(path))
    nltk_text = Text(tokens)
    nltk_text.concordance_list("shall")
    results = {
        "build / NLTKWordTokenizer": (build / tokenize, 1.2),
        "reopen / build": (reopen / build, 0.2),
    }
    search(index, "shall").lines()
    for lines in (25, 500):
        ours = best(lambda n=lines: search(index, "shall").lines(limit=n), 30)  # type: ignore[misc]
        theirs = best(lambda n=lines: nltk_text.concordance_list("shall", lines=n), 30)  # type: ignore[misc]
        results[f"one word, {lines} lines / concordance_list"] = (ours / theirs, 1.0)
    word = best(lambda: search(index, "shall").lines(limit=500), 10)
    for query in ("the parties", "shall *", "ta* the", "t*", "*a*", "* the"):
        for sort in ("left", "right"):
            spent = best(lambda q=query, s=sort: search(index, q).lines(s, 500), 3)  # type: ignore[misc]
            results[f"{query!r} sorted {sort}, seconds on top"] = (spent - word, 0.05)
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
