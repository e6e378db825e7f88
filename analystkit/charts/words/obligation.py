"""What the words bind to, beside what the kit coded."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from analystkit.analysis.language.modal import find_words
from analystkit.charts.amounts import Dot, Dots
from analystkit.charts.cells import Number
from analystkit.charts.chart import Plan, chart
from analystkit.charts.legend import Swatch
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.style import INK, LINE, ink_on
from analystkit.charts.view import View, Words
from analystkit.charts.words.texts import (
    FORM_ONLY,
    TEXT,
    about_text,
    cites_of,
    no_text,
    places_of,
    short_place,
    text_of,
    thinned,
)
from analystkit.words import capital, listing, lower_label, say


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
    found = find_words(text.units, "obligation")
    places = ["P", *(str(number) for number in range(1, view.dossier.about.articles + 1))]
    places += [place for place in places_of(text) if place not in places and place != "–"]
    dots = Counter(
        (word.term, short_place(word.place)) for word in found if short_place(word.place) in places
    )
    coded: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    rows = zip(
        view.ids, view.rows["article"], view.values("obligation"), view.values("verification"), strict=True
    )
    for one, article, form, level in rows:
        if form and pd.notna(article):
            place = str(int(article)) if article else "P"
            coded.setdefault((form, place), []).append((one, level == "unverified"))
    order = [term.term for term in view.dossier.codebook.terms(view.table, "obligation")]
    present = {form for form, _ in [*dots, *coded]}
    forms = [term for term in order if term in present] + sorted(present - set(order))
    made = []
    for form in forms:
        label, face = capital(view.label("obligation", form)), view.color("obligation", form)
        tiles, marks = [], []
        for at, place in enumerate(places):
            held, number = coded.get((form, place), []), dots[form, place]
            where = f"{label}, {'preamble' if place == 'P' else f'article {place}'}"
            unsure = bool(held) and all(doubt for _, doubt in held)
            if held:
                ids = tuple(one for one, _ in held)
                tiles.append(Dot(at, face, hollow=unsure, ids=ids, words=view.told(f"{where}, coded", ids)))
            if number:
                ink = ink_on(face) if held and not unsure else INK
                said = f"{where}: {say('{n:word}', n=number)}"
                marks.append(Dot(at, ink, size=min(number, 9) ** 0.5, words=said))
        total = sum(number for (term, _), number in dots.items() if term == form)
        ids = tuple(one for (term, _), held in coded.items() if term == form for one, _ in held)
        said = f"{label}: {say('{n:word}', n=total)}, {say('{n:provision} coded', n=len(ids))}"
        made.append(
            Row(label, (Dots(tuple(marks), tiles=tuple(tiles)), Number(total)), ids, said, weight=total)
        )
    named = [(float(at), place) for at, place in enumerate(places)]
    columns = [
        Column(scale=(-0.5, len(places) - 0.5), ticks=thinned(view, named)),
        Column(share=0, align="right", gap=0.1),
    ]
    legend = [
        Swatch(f"Coded by {view.dossier.about.label('coder')}", LINE),
        Swatch("Words of that form", INK, "dot"),
    ]
    legend += [Swatch("Unverified", LINE, "hatched")] if view.unsure else []
    blank = [Row("No word of obligation is found.", ())]
    plan = Rows(made or blank, columns, legend, share=0.34, corner="Article (P: preamble)", noun="form").fit(
        view
    )
    both = sum(key in coded for key in dots)
    headline = say("The words bear out {n} of {m:coded form} of obligation", n=both or "none", m=len(coded))
    if not coded:
        headline = say("{n:obligation word}, and nothing coded to set beside them", n=sum(dots.values()))
    counts = Counter(lower_label(view.label("obligation", word.term)) for word in found)
    alt = "Grid of forms of obligation by article. Words found: "
    alt += f"{listing([f'{label} {n}' for label, n in counts.most_common()]) or 'none'}. {headline}."
    subtitle = "A tile: so coded. A dot: the words have that form, larger for more; how many at the right."
    loose = int(view.rows["article"].isna().sum())
    note = say(" {n:provision} without an article number {n|is|are} not drawn.", n=loose) if loose else ""
    return plan, Words(
        headline, subtitle, alt, f"{about_text(view, text)} {FORM_ONLY}{note}", cites=cites_of(text)
    )
