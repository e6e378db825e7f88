"""An index of every word of a corpus, built once and kept on disk."""

from __future__ import annotations

import contextlib
import hashlib
import io
import itertools
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from analystkit.analysis.language.corpus import Corpus, Unit, corpus, digest
from analystkit.analysis.language.tokens import fold_word, stem, word_tokenizer
from analystkit.analysis.texts.store import FOLDER, sources_at_hand, text_path
from analystkit.dossier import Dossier

CACHE = ".cache"
_VERSION = "1"
_KEPT = 4
_NUMBERS = ("ids", "starts", "ends", "first", "begins", "source_of", "order", "offsets", "rank")
_WORDS = ("vocabulary", "places", "sources", "name")


@dataclass(eq=False)
class Index:
    """Every word of a corpus, by place and by word.

    Parameters
    ----------
    text : str
        All passages, one a line.
    ids, starts, ends : numpy.ndarray
        For each word its number in the vocabulary, and where in `text` it starts and ends.
    first, begins : numpy.ndarray
        For each passage its first word and its first character; one more entry closes the last.
    source_of : numpy.ndarray
        For each passage the number of its source.
    order, offsets : numpy.ndarray
        Postings: the words' places sorted by number, and where each number's begin.
    rank : numpy.ndarray
        The alphabetical rank of each word of the vocabulary.
    vocabulary, places, sources : list of str
        The folded words; each passage's place; the sources.
    name : str
        What the corpus is called.
    ours : bool
        Whether it is the kit's own wording.
    """

    text: str
    ids: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    first: np.ndarray
    begins: np.ndarray
    source_of: np.ndarray
    order: np.ndarray
    offsets: np.ndarray
    rank: np.ndarray
    vocabulary: list[str]
    places: list[str]
    sources: list[str]
    name: str = ""
    ours: bool = False
    _stems: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.ids)

    @cached_property
    def number(self) -> dict[str, int]:
        """The number of each word."""
        return {word: number for number, word in enumerate(self.vocabulary)}

    @cached_property
    def counts(self) -> np.ndarray:
        """How often each word of the vocabulary occurs."""
        return np.diff(self.offsets)

    @cached_property
    def _lines(self) -> tuple[str, np.ndarray]:
        """The vocabulary as one string, and where each word begins in it."""
        lengths = np.fromiter((len(word) + 1 for word in self.vocabulary), dtype=np.int64)
        return "\n".join(self.vocabulary), np.concatenate([[0], np.cumsum(lengths)])

    def postings(self, numbers: np.ndarray | Sequence[int]) -> np.ndarray:
        """Return where words of the given numbers stand, in the order of the text."""
        if len(numbers) > 1 and self.counts[numbers].sum() > len(self) // 16:
            allowed = np.zeros(len(self.vocabulary), dtype=bool)
            allowed[numbers] = True
            return np.flatnonzero(allowed[self.ids]).astype(np.int32)
        spans = [self.order[self.offsets[n] : self.offsets[n + 1]] for n in numbers]
        if len(spans) == 1:
            return spans[0]
        return np.sort(np.concatenate(spans)) if spans else np.zeros(0, dtype=np.int32)

    def matching(self, pattern: str) -> np.ndarray:
        """Return the numbers of the words that match; ``*`` stands for any letters, ``?`` for one."""
        if not set("*?") & set(pattern):
            number = self.number.get(fold_word(pattern))
            return np.array([] if number is None else [number], dtype=np.int64)
        expression = "".join(
            r"[^\n]*" if part == "*" else r"[^\n]" if part == "?" else re.escape(fold_word(part))
            for part in re.findall(r"[*?]|[^*?]+", pattern)
        )
        joined, begins = self._lines
        found = [match.start() for match in re.finditer(rf"(?m)^{expression}$", joined)]
        return np.searchsorted(begins, np.array(found, dtype=np.int64))

    def of_stem(self, word: str) -> np.ndarray:
        """Return the numbers of the words with the same stem as a word."""
        if not self._stems:
            groups: dict[str, list[int]] = {}
            for number, entry in enumerate(self.vocabulary):
                groups.setdefault(stem(entry), []).append(number)
            self._stems.update({key: np.array(numbers) for key, numbers in groups.items()})
        return self._stems.get(stem(fold_word(word)), np.zeros(0, dtype=np.int64))

    def passage_of(self, positions: np.ndarray) -> np.ndarray:
        """Return the number of the passage that each word stands in."""
        return self._passages[positions]

    @cached_property
    def _passages(self) -> np.ndarray:
        return np.repeat(np.arange(len(self.places), dtype=np.int32), np.diff(self.first))

    def passage(self, number: int) -> Unit:
        """Return a passage with its source and place."""
        words = self.text[self.begins[number] : self.begins[number + 1] - 1]
        return Unit(self.sources[self.source_of[number]], self.places[number], words)


class _Numbers(dict[str, int]):
    """Numbers words as they come, by their folded form."""

    def __init__(self) -> None:
        super().__init__()
        self.vocabulary: dict[str, int] = {}

    def __missing__(self, surface: str) -> int:
        number = self.vocabulary.setdefault(fold_word(surface), len(self.vocabulary))
        self[surface] = number
        return number


def build_index(given: Corpus, progress: bool = False) -> Index:
    """Index a corpus."""
    from tqdm import tqdm

    tokenizer, numbers = word_tokenizer(), _Numbers()
    sources = {source: number for number, source in enumerate(given.sources)}
    ids, spans, pieces, begins = [], [], [], [0]
    offset = 0
    for block in tqdm(_by_source(given.units), desc="indexing", unit=" texts", disable=not progress):
        piece = "".join(unit.text + "\n" for unit in block)
        found = list(tokenizer.span_tokenize(piece))
        ids.append(np.fromiter((numbers[piece[a:b]] for a, b in found), np.int32, len(found)))
        flat = np.fromiter(itertools.chain.from_iterable(found), np.int32, 2 * len(found))
        spans.append(flat.reshape(-1, 2) + offset)
        pieces.append(piece)
        begins += (offset + np.cumsum([len(unit.text) + 1 for unit in block])).tolist()
        offset += len(piece)
    all_spans = np.concatenate(spans) if spans else np.zeros((0, 2), np.int32)
    all_ids = np.concatenate(ids) if ids else np.zeros(0, np.int32)
    vocabulary = list(numbers.vocabulary)
    bounds = np.array(begins, dtype=np.int64)
    return Index(
        text="".join(pieces),
        ids=all_ids,
        starts=np.ascontiguousarray(all_spans[:, 0]),
        ends=np.ascontiguousarray(all_spans[:, 1]),
        first=np.searchsorted(all_spans[:, 0], bounds).astype(np.int32),
        begins=bounds,
        source_of=np.array([sources[unit.source] for unit in given.units], dtype=np.int32),
        order=np.argsort(all_ids, kind="stable").astype(np.int32),
        offsets=np.concatenate([[0], np.cumsum(np.bincount(all_ids, minlength=len(vocabulary)))]),
        rank=np.argsort(np.argsort(np.array(vocabulary, dtype=object))).astype(np.int32),
        vocabulary=vocabulary,
        places=[unit.place for unit in given.units],
        sources=given.sources,
        name=given.name,
        ours=given.ours,
    )


def _by_source(units: Sequence[Unit]) -> list[list[Unit]]:
    blocks: list[list[Unit]] = []
    for unit in units:
        if blocks and blocks[-1][0].source == unit.source:
            blocks[-1].append(unit)
        else:
            blocks.append([unit])
    return blocks


def open_index(dossier: Dossier, sources: Iterable[str] | str | None = None, progress: bool = False) -> Index:
    """Return the index of a dossier's texts: from disk when they are as they were, else built anew."""
    chosen = [sources] if isinstance(sources, str) else list(sources or sources_at_hand(dossier))
    if not chosen or "digest" in chosen:
        return build_index(corpus(dossier, chosen) if chosen else digest(dossier))
    paths = [text_path(dossier, source) for source in chosen]
    if not all(path.exists() for path in paths):
        corpus(dossier, chosen)  # says which text is not at hand
    key = hashlib.sha256(_VERSION.encode())
    for path in paths:
        key.update(hashlib.sha256(path.read_bytes()).digest() + path.name.encode())
    stored = dossier.path / FOLDER / CACHE / f"index-{key.hexdigest()[:32]}.npz"
    index = read_index(stored)
    if index is None:
        index = build_index(corpus(dossier, chosen), progress)
        write_index(index, stored)
    return index


def write_index(index: Index, path: Path) -> None:
    """Store an index as arrays; where the folder cannot be written, go without."""
    arrays = {name: getattr(index, name) for name in _NUMBERS}
    for name in _WORDS:
        value = getattr(index, name)
        arrays[name] = _bytes(value if isinstance(value, str) else "\n".join(value))
    arrays["text"] = _bytes(index.text)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        Path(part).replace(path)
        others = sorted(path.parent.glob("index-*.npz"), key=lambda other: other.stat().st_mtime)
        for old in others[:-_KEPT]:
            old.unlink()


def _bytes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-8"), dtype=np.uint8)


def read_index(path: Path) -> Index | None:
    """Read a stored index; None where there is none, or a broken one."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as arrays:
            numbers = {name: arrays[name] for name in _NUMBERS}
            words = {name: arrays[name].tobytes().decode("utf-8") for name in (*_WORDS, "text")}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    lists = {
        name: words[name].split("\n") if words[name] else [] for name in ("vocabulary", "places", "sources")
    }
    return Index(text=words["text"], name=words["name"], **numbers, **lists)
