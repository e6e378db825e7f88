"""How fast texts are read, turned into words and searched: as ratios against NLTK, and how it all grows.

python -m benchmarks.texts
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from analystkit.analysis.corpus import Corpus, Unit, text_corpus
from analystkit.analysis.search import Sort, keyness, neighbors, search
from analystkit.analysis.texts.reading import parse
from analystkit.analysis.texts.text import Text

WORDS, SENTENCE = 10_000, 20  # a treaty
GROWN = {10: 12.0, 100: 130.0}  # so many times the words may take so many times as long
QUERIES = ("shall", "the parties", "shall *", "ta* the", "t*", "*a*", "* the")
ORDERS: tuple[Sort, ...] = ("position", "left", "right")


def made_treaty(words: int = WORDS) -> bytes:
    """Return a treaty with words as unevenly spread as in a language (Zipf), the same each time."""
    choose = random.Random(5)
    syllables = ["ta", "ri", "mo", "ken", "sal", "vi", "dor", "ne", "pas", "lu", "gra", "shi"]
    vocabulary = ["shall", "the", "of", "and", "parties"]
    while len(vocabulary) < 20_000:
        word = "".join(choose.choices(syllables, k=choose.randint(1, 4)))
        vocabulary.append(word + str(len(vocabulary) % 7 or ""))
    weights = [1 / (rank + 2) for rank in range(len(vocabulary))]
    stream = iter(choose.choices(vocabulary, weights, k=words))
    lines = ["Treaty of Friendship"]
    for paragraph in range(words // 100):
        lines += [f"Article {paragraph // 4 + 1}"] if paragraph % 4 == 0 else []
        sentences = (
            " ".join(next(stream) for _ in range(SENTENCE)).capitalize() + "." for _ in range(100 // SENTENCE)
        )
        lines.append(f"{paragraph % 4 + 1}. {' '.join(sentences)}")
    return "\n\n".join(lines).encode()


def read(treaty: bytes) -> Text:
    """Return a treaty as it is read from a file."""
    return parse(treaty, {"kind": "txt", "title": "", "cut": "auto", "encoding": None, "seconds": 60})


def best(function: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of some runs, in seconds of work."""
    runs = []
    for _ in range(times):
        start = time.process_time()
        function()
        runs.append(time.process_time() - start)
    return max(min(runs), 1e-6)


def taken(words: int) -> dict[str, float]:
    """Return how long each thing takes that is done with a text of so many words."""
    treaty, times = made_treaty(words), 3 if words < 20 * WORDS else 1
    given = text_corpus([read(treaty)])
    half = len(given.units) // 2

    def fresh(units: slice = slice(None)) -> Corpus:
        return Corpus("made up", given.units[units])  # nothing of it is known yet

    return {
        "read": best(lambda: read(treaty), times),
        "made into words": best(lambda: len(fresh()), times),
        "searched": best(lambda: [search(corpus, query) for corpus in [fresh()] for query in QUERIES], times),
        "neighbors counted": best(lambda: neighbors(search(fresh(), "the parties")), times),
        "words counted": best(lambda: keyness(fresh(slice(half)), fresh(slice(half, None))), times),
    }


def measures() -> list[tuple[str, float, float | None]]:
    """Return each measure as a ratio, with what it may be at most."""
    from nltk.text import Text as Plain
    from nltk.tokenize import NLTKWordTokenizer

    given = text_corpus([read(made_treaty())])
    whole = "\n".join(unit.text for unit in given.units)
    tokenizer = NLTKWordTokenizer()
    build = best(lambda: len(Corpus(given.name, given.units)))
    found: list[tuple[str, float, float | None]] = [
        ("words / NLTKWordTokenizer", build / best(lambda: tokenizer.tokenize(whole)), 1.2)
    ]

    def lines(units: tuple[Unit, ...]) -> None:
        corpus = Corpus(given.name, units)
        for query in QUERIES:
            for order in ORDERS:
                search(corpus, query).lines(order, 500)

    plain = best(lambda: [Plain(tokenizer.tokenize(whole)).concordance_list("shall") for _ in range(3)])
    share = best(lambda: lines(given.units)) / plain
    found.append((f"{len(QUERIES) * len(ORDERS)} concordances / 3 of NLTK's", share, 2.0))
    small = taken(WORDS)
    for times, most in GROWN.items():
        for what, seconds in taken(times * WORDS).items():
            found.append((f"{times} times the words, {what}", seconds / small[what], most))
    return found


def main() -> int:
    """Print every measure; 1 when one is over its bound."""
    over = 0
    for name, value, bound in measures():
        late = bound is not None and value > bound
        over += late
        print(f"{name:<46}{value:>8.3f}  at most {bound}{'  OVER' if late else ''}", flush=True)
    return int(bool(over))


if __name__ == "__main__":
    raise SystemExit(main())
