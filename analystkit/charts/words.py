"""Where words stand in a text, and which words set one part apart from another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analystkit.analysis.language.corpus import DIGEST, Corpus, corpus, digest, on_domain
from analystkit.analysis.language.keyness import SIGNIFICANT, keyness
from analystkit.analysis.language.search import search
from analystkit.analysis.language.tokens import WORD, fold_word, stop_words
from analystkit.charts.box import Box
from analystkit.charts.canvas import Canvas
from analystkit.charts.ladder import Ladder, fitting, ladder
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.style import ACCENT, INK, LINE, MUTED
from analystkit.charts.text import line_height
from analystkit.charts.view import View, Words
from analystkit.charts.wording import count, listing
from analystkit.charts.words_grid import bounds, ticks
from analystkit.charts.words_texts import (
    TEXT,
    about_text,
    corpus_of,
    queries_of,
    rest_of,
    short_place,
)
from analystkit.words import lower_label

_NONE = "no words"


def _queries(view: View, index: Corpus) -> list[str]:
    return queries_of(view) or index.frequent(8) or [_NONE]


def _dispersion_words(view: View) -> Words:
    index = corpus_of(view)
    found = {query: len(search(index, query)) for query in _queries(view, index)}
    most = max(found, key=lambda query: found[query])
    headline = "None of the words is found"
    if found[most]:
        headline = f"“{most}” stands in {_text_name(view)} {count(found[most], 'time')}"
    subtitle = "Each stroke is one place; the text runs from left to right; how many at the right."
    listed = listing([f"{query} {number}" for query, number in found.items()])
    alt = f"Where words stand in {_text_name(view)}, one row a word: {listed}."
    return Words(headline, subtitle, alt, about_text(view, corpus_of(view)))


def _text_name(view: View) -> str:
    name = str(view.options["source"]).strip() or DIGEST
    return "the kit's digest" if name == DIGEST else view.dossier.sources[name].short


def _dispersion_height(view: View) -> float:
    index = corpus_of(view)
    return (ladder(_queries(view, index), view).height + 2 * line_height(view.sizes.source) + 0.1) * MM


@register(
    name="word-dispersion",
    label="Where words stand",
    table="provisions",
    needs=("summary",),
    about="Where words or phrases stand in a text at hand, or in the kit's digest, from first word to last.",
    words=_dispersion_words,
    height=_dispersion_height,
    options={**TEXT, "words": ""},
)
def word_dispersion(canvas: Canvas, view: View) -> None:
    """Draw a row of strokes for each word, over the articles or paragraphs of the text."""
    index, small = corpus_of(view), canvas.sizes.source
    queries = _queries(view, index)
    foot = 2 * line_height(small) + 0.1
    full = ladder(queries, view)
    queries = queries[: max(1, fitting(full.heights, canvas.height - foot))]
    rows = ladder(queries, view).filling(canvas.height - foot)
    left, right = rows.labels.width, canvas.width - canvas.text_width("0000", bold=True) - 0.08
    scale = (right - left) / max(1, len(index))
    bottom = rows.height
    edges = [left + scale * int(first) for first in index.first]
    bounds(canvas, edges if len(edges) < 140 else edges[:: len(edges) // 70], 0, bottom)
    canvas.rules([(0, top, canvas.width, top) for top in [*rows.tops(0), bottom]])
    for query, lines, top, height in zip(queries, rows.labels.lines, rows.tops(0), rows.heights, strict=True):
        middle = top + height / 2
        canvas.block(0, middle - line_height(view.sizes.label, len(lines)) / 2, lines)
        positions = search(index, query).positions
        ticks(
            canvas, [left + scale * (position + 0.5) for position in positions], middle, height * 0.62, ACCENT
        )
        canvas.middle(canvas.width, middle, str(len(positions) or "–"), color=MUTED, align="right", bold=True)
    _places(canvas, index, edges, bottom + 0.03)
    treaty = any(place.startswith("art.") for place in index.places)
    canvas.text(
        left,
        bottom + 0.03 + line_height(small),
        "Article (P: preamble)" if treaty else "Paragraph",
        small,
        MUTED,
    )


def _places(canvas: Canvas, index: Corpus, edges: list[float], y: float) -> None:
    """Write the places below the strokes where there is room."""
    free, small, last = -1.0, canvas.sizes.source, ""
    for place, start, end in zip(index.places, edges, edges[1:], strict=False):
        label = short_place(place)
        wide = canvas.text_width(label, small)
        if label not in ("–", last) and start > free and start + wide <= canvas.width and end > start:
            canvas.text(start, y, label, small, MUTED)
            free = start + wide + 0.07
        last = label


def _domain(view: View) -> str:
    """Return the domain that is set apart: the one of all rows, or of most where no row is left out."""
    sizes = view.rows["domain"].value_counts(sort=False)
    present = sizes[sizes > 0]
    return str(present.idxmax()) if len(present) == 1 or (len(present) and not rest_of(view).units) else ""


def _tied(view: View) -> str:
    """Return the sentence that says with which domains the one compared shares its size."""
    sizes = view.rows["domain"].value_counts(sort=False)
    equal = [view.label("domain", str(name)) for name in sizes.index[sizes == sizes.max()]]
    if len(equal) < 2 or not _domain(view) or str(view.options["against"]).strip():
        return ""
    return f" {listing(equal)} have equally many provisions; the first is compared: choose a domain."


def _parts(view: View) -> tuple[Corpus, Corpus, str, str]:
    """Return the two parts that are compared, and what they are called."""
    against, domain = str(view.options["against"]).strip(), _domain(view)
    one, label = corpus_of(view), lower_label(view.label("domain", domain))
    if against:
        other = corpus(view.dossier, against)
        named = "the kit's digest" if other.ours else view.dossier.sources[against].short
        return one, other, _text_name(view), named
    if not one.ours:
        part, rest = on_domain(view.dossier, one, domain)
        if part.units and rest.units:
            return part, rest, f"{_text_name(view)} on {label}", "its other coded passages"
        return one, digest(view.dossier), _text_name(view), "the kit's digest"
    if rest_of(view).units:
        return one, rest_of(view), "the provisions shown", "the other provisions"
    first = view.rows[view.rows["domain"] == domain]
    others = view.rows[~view.rows.index.isin(first.index)]
    return (
        digest(view.dossier, first),
        digest(view.dossier, others),
        f"the provisions on {label}",
        "all others",
    )


@dataclass(frozen=True)
class _Key:
    """One word of the comparison: its signed log-likelihood, and how often it stands in either part."""

    word: str
    g2: float
    count: int
    against: int

    @property
    def note(self) -> str:
        """The two counts."""
        return f"{self.count} : {self.against}"


def _keys(view: View) -> list[_Key]:
    """Return the keyest words on either side, those of the first part on top."""
    one, other, *_ = _parts(view)
    if not one.units or not other.units:
        return []
    minimum, limit = max(1, int(view.options["minimum"])), max(1, int(view.options["most"]))
    labels = "" if str(view.options["against"]).strip() else view.label("domain", _domain(view))
    circular = {fold_word(word) for word in re.findall(WORD, labels)}  # its name tells nothing of a domain
    table = keyness(one, other, minimum=minimum, without=stop_words() | circular, sure=True)
    columns = zip(*(table[name].tolist() for name in ("word", "g2", "count", "against")), strict=True)
    keys = [_Key(str(w), float(g2), int(a), int(b)) for w, g2, a, b in columns if len(str(w)) > 1]
    more, less = [key for key in keys if key.g2 > 0][:limit], [key for key in keys if key.g2 < 0][-limit:]
    return more + less


def _keyness_words(view: View) -> Words:
    _, _, name, against = _parts(view)
    keys = _keys(view)
    more = [key for key in keys if key.g2 > 0]
    first = listing([f"“{key.word}”" for key in more[:3]])
    verb = "sets" if len(more) == 1 else "set"
    headline = f"{first} {verb} {name} apart" if first else f"No word sets {name} apart from {against}"
    subtitle = (
        f"Log-likelihood of each word in {name} (to the right) against {against} (to the left), with how "
        f"often it stands in each; only words past the line ({SIGNIFICANT:g}, p < 0.05)."
    )
    words = listing([f"{key.word} {key.count} to {key.against}" for key in keys])
    alt = f"Keyness of words in {name} against {against}; counts in either: {words or 'none'}."
    return Words(headline, subtitle, alt, about_text(view, corpus_of(view)) + _tied(view))


def _key_ladder(view: View, keys: list[_Key]) -> Ladder:
    return ladder([key.word for key in keys] or [_NONE], view)


def _keyness_height(view: View) -> float:
    return _key_ladder(view, _keys(view)).height * MM


@register(
    name="keyness",
    label="Words that set apart",
    table="provisions",
    needs=("summary", "domain"),
    about="Words that set a text, or the provisions shown, apart from another text or the other provisions.",
    words=_keyness_words,
    height=_keyness_height,
    options={**TEXT, "against": "", "most": 8, "minimum": 3},
)
def draw_keyness(canvas: Canvas, view: View) -> None:
    """Draw bars of log-likelihood to either side of a line, the keyest words on top."""
    keys = _keys(view)
    room = max(1, fitting(_key_ladder(view, keys).heights, canvas.height))
    if room < len(keys):
        keys = keys[: room - room // 2] + (keys[-(room // 2) :] if room > 1 else [])
    rows = _key_ladder(view, keys).filling(canvas.height)
    if not keys:
        canvas.middle(0, rows.heights[0] / 2, "No word sets the two apart for sure.", max_width=canvas.width)
        return
    wide = canvas.text_width([key.note for key in keys]) + 0.08
    low, high = min(0.0, *(key.g2 for key in keys), 0.0), max(0.0, *(key.g2 for key in keys), 0.0)
    left = rows.labels.width + (wide if low < 0 else 0.0)
    unit = (canvas.width - left - (wide if high > 0 else 0.0)) / max(high - low, 0.01)
    zero = left - low * unit
    boxes = []
    for key, lines, top, height in zip(keys, rows.labels.lines, rows.tops(0), rows.heights, strict=True):
        middle, end = top + height / 2, zero + key.g2 * unit
        canvas.block(0, middle - line_height(view.sizes.label, len(lines)) / 2, lines)
        more = key.g2 > 0
        start, long = min(zero, end), abs(end - zero)
        boxes.append(Box(start, middle - height * 0.31, long, height * 0.62, ACCENT if more else LINE))
        gap, side = (0.06, "left") if more else (-0.06, "right")
        canvas.middle(end + gap, middle, key.note, color=MUTED, align=side)
    limits = [zero + sign * SIGNIFICANT * unit for sign in (-1, 1) if low < sign * SIGNIFICANT < high]
    canvas.rules([(x, 0, x, rows.height) for x in limits], color=MUTED, width=0.5)
    canvas.boxes(boxes)
    canvas.rules([(zero, 0, zero, rows.height)], color=INK, width=0.7)
