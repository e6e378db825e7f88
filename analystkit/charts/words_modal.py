"""What the words bind to, beside what the kit coded; and where words of likelihood stand."""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd

from analystkit.analysis.language.lexicon import HEDGES
from analystkit.analysis.language.modal import Found, find_words
from analystkit.charts.canvas import Canvas
from analystkit.charts.labels import Strip, Swatch, draw_strip, strip
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.style import ACCENT, INK, LINE
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count, how_many, listing
from analystkit.charts.words_grid import Grid, draw_grid, grid_height
from analystkit.charts.words_texts import TEXT, about_text, corpus_of, places_of, short_place

_FORM_ONLY = (
    "Words are told by their form and read once: a “may” can allow, or say that something is possible."
)


def _articles(view: View) -> list[str]:
    return ["P", *(str(number) for number in range(1, view.dossier.about.articles + 1))]


def _found(view: View) -> list[Found]:
    return find_words(corpus_of(view).units, "obligation")


def _terms(view: View, found: list[Found]) -> list[str]:
    """Return the forms of obligation that were coded or found, in the codebook's order."""
    order = [term.term for term in view.dossier.codebook.terms(view.table, "obligation")]
    present = {word.term for word in found} | set(view.rows["obligation"].dropna())
    return [term for term in order if term in present] + sorted(present - set(order)) or ["–"]


def _obligation_grid(view: View) -> Grid:
    found = _found(view)
    terms = _terms(view, found)
    places = _articles(view)
    extra = [place for place in places_of(corpus_of(view)) if place not in places and place != "–"]
    places += extra
    at = {place: number for number, place in enumerate(places)}
    placed = [(word.term, short_place(word.place)) for word in found]
    dots = Counter((terms.index(term), at[place]) for term, place in placed if place in at)
    labels = [capital(view.label("obligation", term)) for term in terms]
    return Grid(tuple(labels), tuple(places), dots, _tiles(view, terms), "Article (P: preamble)")


def _tiles(view: View, terms: list[str]) -> dict[tuple[int, int], tuple[str, bool]]:
    """Return the coded forms by article; hatched where all rows behind one are unverified."""
    tiles: dict[tuple[int, int], tuple[str, bool]] = {}
    rows = view.rows[view.rows["article"].notna() & view.rows["obligation"].notna()]
    for row in rows.to_dict("records"):
        term, key = str(row["obligation"]), (terms.index(str(row["obligation"])), int(row["article"]))
        unsure = row["verification"] == "unverified"
        tiles[key] = (view.color("obligation", term), unsure and tiles.get(key, ("", True))[1])
    return tiles


def _legend(view: View) -> Strip:
    swatches = [Swatch("Coded by the kit", LINE)]
    if how_many(view.rows, "unverified"):
        swatches.append(Swatch("Unverified", LINE, "hatched"))
    return strip(swatches, view)


def _obligation_words(view: View) -> Words:
    found = _found(view)
    grid = _obligation_grid(view)
    coded = set(grid.tiles)
    both = sum(key in coded for key in grid.dots)
    counts = Counter(capital(view.label("obligation", word.term)) for word in found)
    said = listing([f"{label} {number}" for label, number in counts.most_common()])
    whose = "The digest's words" if corpus_of(view).ours else "The words"
    headline = (
        f"{whose} bear out {both} of {len(coded)} coded forms of obligation"
        if coded
        else f"{capital(count(len(found), 'obligation word'))} and nothing coded to set beside them"
    )
    subtitle = (
        "A tile: the article is coded as having that form of obligation. A dot: its words have that form, "
        "larger for more; how many at the right."
    )
    alt = f"Grid of forms of obligation by article. Words found: {said or 'none'}. {headline}."
    unplaced = int(view.rows["article"].isna().sum())
    note = (
        f" {capital(count(unplaced, 'provision'))} without an article number not drawn." if unplaced else ""
    )
    return Words(headline, subtitle, alt, f"{about_text(view, corpus_of(view))} {_FORM_ONLY}{note}")


def _obligation_height(view: View) -> float:
    return (_legend(view).height + 0.06 + grid_height(_obligation_grid(view), view)) * MM


@register(
    name="obligation-words",
    label="Obligation: words and codes",
    table="provisions",
    needs=("article", "obligation", "summary"),
    about="Words of obligation by article (shall, shall promote, may …) beside the obligation as coded.",
    words=_obligation_words,
    height=_obligation_height,
    options=TEXT,
)
def obligation_words(canvas: Canvas, view: View) -> None:
    """Draw forms of obligation by article: tiles for the codes, dots for the words."""
    legend = _legend(view)
    draw_strip(canvas, legend)
    draw_grid(canvas, _obligation_grid(view), legend.height + 0.06)


def _in_text(view: View) -> bool:
    return bool(str(view.options["source"]).strip())


def _hedge_grid(view: View) -> Grid:
    return _text_hedges(view) if _in_text(view) else _coded_hedges(view)


def _text_hedges(view: View) -> Grid:
    """Return the hedges of a text by their places."""
    given = corpus_of(view)
    found = find_words(given.units, "hedges")
    entries = [entry for _, entry, _ in HEDGES]
    used = [entry for entry in dict.fromkeys(entries) if any(word.entry == entry for word in found)] or ["–"]
    places = places_of(given) or ["–"]
    dots = Counter((used.index(word.entry), places.index(short_place(word.place))) for word in found)
    treaty = any(unit.place.startswith("art.") for unit in given.units)
    return Grid(
        tuple(map(capital, used)),
        tuple(places),
        dots,
        axis="Article (P: preamble)" if treaty else "Paragraph",
    )


def _coded_hedges(view: View) -> Grid:
    """Return the hedges that were noted for motives, by the paragraph of the main source."""
    found: list[tuple[str, str]] = []
    for row in view.rows.to_dict("records"):
        found += [(str(word), _paragraph(view, row)) for word in row["hedge"]]
    order = [term.term for term in view.dossier.codebook.terms(view.table, "hedge")]
    used = sorted(
        {word for word, _ in found}, key=lambda w: (order.index(w) if w in order else len(order), w)
    ) or ["–"]
    numbers = sorted({place for _, place in found}, key=lambda place: (not place.isdecimal(), place.zfill(4)))
    last = max([int(number) for number in numbers if number.isdecimal()], default=0)
    places = [str(number) for number in range(last + 1)] + [
        number for number in numbers if not number.isdecimal()
    ]
    dots = Counter((used.index(word), places.index(place)) for word, place in found)
    labels = [capital(view.label("hedge", word)) if word != "–" else word for word in used]
    return Grid(tuple(labels), tuple(places), dots, axis="Paragraph of the source (0: standfirst)")


def _paragraph(view: View, row: dict[object, object]) -> str:
    main = view.dossier.about.main_source
    cited = row["sources"]
    assert isinstance(cited, tuple)
    for citation in sorted(cited, key=lambda c: c.source != main):
        match = re.search(r"para\w*\.?\s*(\d+)", citation.locator)
        if match:
            return match[1]
    return "?"


def _hedge_words(view: View) -> Words:
    grid = _hedge_grid(view)
    totals = pd.Series({label: grid.total(n) for n, label in enumerate(grid.rows)}).sort_values(
        ascending=False
    )
    total = int(totals.sum())
    most = str(totals.index[0])
    headline = f"“{most}” is the commonest of {count(total, 'hedge')}" if total else "No hedge is found"
    where = "the text" if _in_text(view) else "the motives shown"
    subtitle = (
        f"Words that weaken or strengthen a judgement in {where}, and where they stand; larger dots for more."
    )
    listed = listing([f"{label} {number}" for label, number in totals.items() if number])
    note = (
        f"{about_text(view, corpus_of(view))} {_FORM_ONLY}"
        if _in_text(view)
        else "As noted in motives.csv, by hand."
    )
    return Words(headline, subtitle, f"Hedges by place: {listed or 'none'}.", note)


def _hedge_height(view: View) -> float:
    return grid_height(_hedge_grid(view), view) * MM


@register(
    name="hedges",
    label="Where hedges stand",
    table="motives",
    needs=("hedge", "sources"),
    about="Words of estimative probability (likely, may, undoubtedly …) and where in the text they stand.",
    words=_hedge_words,
    height=_hedge_height,
    options={"source": ""},
)
def hedges(canvas: Canvas, view: View) -> None:
    """Draw a row of dots for each hedge, over the paragraphs of the text."""
    draw_grid(canvas, _hedge_grid(view), 0, ACCENT if _in_text(view) else INK)
