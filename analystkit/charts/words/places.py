"""Where words stand in a text at hand: any, those of likelihood, those of obligation beside the codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from analystkit.analysis.corpus import Corpus, search
from analystkit.analysis.modal import HEDGES, find_words
from analystkit.charts import Column, Dot, Dots, Number, Option, Plan, Row, Rows, Swatch, View, Words, chart
from analystkit.charts.rows import Laid
from analystkit.charts.style import ACCENT, INK, LINE, ink_on
from analystkit.charts.words.texts import TEXT, about_text, cites_of, name_of, no_text, short_place, text_of
from analystkit.words import capital, count, listing, lower_label, say

_COMMONEST = 8
_FORM_ONLY = (
    "Words are told by their form and read once: a “may” can allow, or say that something is possible."
)
Named = Sequence[tuple[float, str]]


def _laid(
    view: View, rows: Sequence[Row], named: Named, scale: tuple[float, float], nothing: str, noun: str,
    corner: str, share: float = 0.34, rules: tuple[float, ...] = (), legend: Sequence[Swatch] = (),
) -> Laid:  # fmt: skip
    """Return rows of dots over the places of a text, as many of them named as have room."""
    named = [(at, name) for at, name in named if name != "–"]
    step = -(-len(named) // (6 if view.narrow else 10 if view.slide else 16)) or 1
    columns = [
        Column(scale=scale, ticks=tuple(named[::step]), rules=rules),
        Column(share=0, align="right", gap=0.1),
    ]
    blank = [Row(nothing, ())]
    return Rows(rows or blank, columns, legend, share=share, corner=corner, noun=noun).fit(view)


def _places_of(text: Corpus) -> list[str]:
    """Return the places that a text is drawn by, in its order: articles or paragraphs, headings with them."""
    return list(dict.fromkeys(short_place(unit.place) for unit in text.units))


def _axis_of(text: Corpus) -> str:
    return "Article (P: preamble)" if any(u.place.startswith("art.") for u in text.units) else "Paragraph"


@chart(
    name="word-dispersion",
    label="Where words stand",
    table="provisions",
    needs=("summary",),
    about="Where words or phrases stand in a text at hand, from first word to last.",
    options={"source": TEXT, "words": Option("", label="Words, parted by ;")},
)
def word_dispersion(view: View) -> tuple[Plan, Words]:
    """Return a row of strokes for each word, over the articles or paragraphs of the text."""
    text = text_of(view)
    if text is None:
        return no_text(view)
    asked = [" ".join(part.split()) for part in str(view.options["words"]).split(";") if part.strip()]
    found = {query: search(text, query).positions for query in asked or text.frequent(_COMMONEST)}
    rows = []
    for query, positions in found.items():
        passages = text.passage_of(positions).tolist()
        strokes = tuple(
            Dot(at + 0.5, ACCENT, words=f"“{query}”: {text.units[passage].place}")
            for at, passage in zip(positions, passages, strict=True)
        )
        said = f"“{query}” stands {count(len(positions), 'time')}"
        cells = (Dots(strokes, strokes=True), Number(len(positions)))
        rows.append(Row(query, cells, words=said, weight=len(positions)))
    edges = [int(first) for first in text.first]
    places = {short_place(unit.place): at for unit, at in reversed([*zip(text.units, edges, strict=False)])}
    named = sorted((float(at), name) for name, at in places.items())
    rules, scale = tuple(at for at, _ in named) if len(named) < 140 else (), (0.0, max(1.0, len(text)))
    plan = _laid(view, rows, named, scale, "No words", "word", _axis_of(text), 0.4, rules)
    most = max(found, key=lambda query: len(found[query]), default="")
    headline = "None of the words is found"
    if most and found[most]:
        headline = f"“{most}” stands in {name_of(view, text)} {count(len(found[most]), 'time')}"
    subtitle = "Each stroke is one place; the text runs from left to right; how many at the right."
    listed = listing([f"{row.label} {len(found.get(row.label, ()))}" for row in plan.drawn])
    alt = f"Where words stand in {name_of(view, text)}, one row a word: {listed}."
    return plan, Words(headline, subtitle, alt, about_text(view, text), "", cites_of(text))


@chart(
    name="hedges",
    label="Where hedges stand",
    table="motives",
    needs=("hedge",),
    about="Words of estimative probability (likely, may, undoubtedly …) and where in a text they stand.",
    options={"source": TEXT},
)
def hedges(view: View) -> tuple[Plan, Words]:
    """Return a row of dots for each hedge, over the paragraphs of the text."""
    text = text_of(view)
    if text is None:
        return no_text(view)
    found, places = list(find_words(text.units, "hedges")), _places_of(text)
    entries = list(dict.fromkeys(entry for _, entry, _ in HEDGES))
    at = Counter((word.entry, short_place(word.place)) for word in found)
    totals = Counter(word.entry for word in found)
    rows = []
    for entry in sorted(totals, key=lambda each: (-totals[each], entries.index(each))):
        held = [(n, place, at[entry, place]) for n, place in enumerate(places) if at[entry, place]]
        dots = tuple(
            Dot(n, ACCENT, many**0.5, words=f"“{entry}”, {place}: {count(many, 'time')}")
            for n, place, many in held
        )
        said, cells = f"“{entry}”: {count(totals[entry], 'time')}", (Dots(dots), Number(totals[entry]))
        rows.append(Row(capital(entry), cells, words=said, weight=totals[entry]))
    named, scale = [(float(n), place) for n, place in enumerate(places)], (-0.5, max(len(places), 1) - 0.5)
    plan = _laid(view, rows, named, scale, "No hedge is found.", "hedge", _axis_of(text))
    most = [entry for entry in totals if totals[entry] == max(totals.values())]
    headline = "No hedge is found"
    if len(most) == 1 and len(totals) > 1:
        headline = f"“{capital(most[0])}” is the commonest: {totals[most[0]]} of {count(len(found), 'hedge')}"
    elif found:
        headline = capital(f"{count(len(found), 'hedge')} in {name_of(view, text)}")
    listed = listing([f"{row.label} {totals[row.label.lower()]}" for row in plan.drawn])
    subtitle = "Words that weaken or strengthen a judgement, and where they stand; larger dots for more."
    alt = f"Hedges by place: {listed if rows else 'none'}{' ' * bool(plan.more)}{plan.more}."
    return plan, Words(headline, subtitle, alt, f"{about_text(view, text)} {_FORM_ONLY}", "", cites_of(text))


@chart(
    name="obligation-words",
    label="Obligation: words and codes",
    table="provisions",
    needs=("article", "obligation", "summary"),
    about="Words of obligation by article (shall, shall promote, may …) beside the obligation as coded.",
    options={"source": TEXT},
)
def obligation_words(view: View) -> tuple[Plan, Words]:
    """Return forms of obligation by article: tiles for the codes, dots for the words."""
    text = text_of(view)
    if text is None:
        return no_text(view)
    found, coded = list(find_words(text.units, "obligation")), dict[tuple[str, str], list[tuple[str, bool]]]()
    places = ["P", *(str(number) for number in range(1, view.dossier.about.articles + 1))]
    places += [place for place in _places_of(text) if place not in places and place != "–"]
    stands = [(word.term, short_place(word.place)) for word in found]
    dots = Counter((term, place) for term, place in stands if place in places)
    forms, levels = view.values("obligation"), view.values("verification")
    for one, article, form, level in zip(view.ids, view.rows["article"], forms, levels, strict=True):
        if form and pd.notna(article):
            place = str(int(article)) if article else "P"
            coded.setdefault((form, place), []).append((one, level == "unverified"))
    order = [term.term for term in view.dossier.codebook.terms(view.table, "obligation")]
    present, made = {form for form, _ in [*dots, *coded]}, []
    for form in [term for term in order if term in present] + sorted(present - set(order)):
        label, face = capital(view.label("obligation", form)), view.color("obligation", form)
        tiles, marks, every = list[Dot](), list[Dot](), list[str]()
        for at, place in enumerate(places):
            held, number = coded.get((form, place), []), dots[form, place]
            where = f"{label}, {'preamble' if place == 'P' else f'article {place}'}"
            ids, unsure = tuple(one for one, _ in held), bool(held) and all(doubt for _, doubt in held)
            if held:
                tiles.append(Dot(at, face, hollow=unsure, ids=ids, words=view.told(f"{where}, coded", ids)))
                every += ids
            if number:
                ink, said = ink_on(face) if held and not unsure else INK, f"{where}: {count(number, 'word')}"
                marks.append(Dot(at, ink, size=min(number, 9) ** 0.5, words=said))
        total = sum(number for (term, _), number in dots.items() if term == form)
        said = f"{label}: {count(total, 'word')}, {count(len(every), 'provision')} coded"
        cells = (Dots(tuple(marks), tiles=tuple(tiles)), Number(total))
        made.append(Row(label, cells, every, said, weight=total))
    legend = [Swatch(f"Coded by {view.dossier.about.label('coder')}", LINE)]
    legend += [Swatch("Words of that form", INK, "dot")]
    legend += [Swatch("Unverified", LINE, "hatched")] if view.unsure else []
    named, scale = [(float(at), place) for at, place in enumerate(places)], (-0.5, len(places) - 0.5)
    nothing, corner = "No word of obligation is found.", "Article (P: preamble)"
    plan = _laid(view, made, named, scale, nothing, "form", corner, legend=legend)
    both = sum(key in coded for key in dots)
    headline = say("The words bear out {n} of {m:coded form} of obligation", n=both or "none", m=len(coded))
    if not coded:
        headline = f"{count(sum(dots.values()), 'obligation word')}, and nothing coded to set beside them"
    counts = Counter(lower_label(view.label("obligation", word.term)) for word in found)
    alt = "Grid of forms of obligation by article. Words found: "
    alt += f"{listing([f'{label} {n}' for label, n in counts.most_common()]) or 'none'}. {headline}."
    subtitle = "A tile: so coded. A dot: the words have that form, larger for more; how many at the right."
    loose = int(view.rows["article"].isna().sum())
    note = say(" {n:provision} without an article number {n|is|are} not drawn.", n=loose) if loose else ""
    note = f"{about_text(view, text)} {_FORM_ONLY}{note}"
    return plan, Words(headline, subtitle, alt, note, cites=cites_of(text))
