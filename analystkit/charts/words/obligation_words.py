"""Words of obligation in a text, beside the obligation as coded."""

from __future__ import annotations

from collections import Counter

from analystkit.analysis.modal import find_words
from analystkit.charts import UNVERIFIED, Dot, Dots, Number, Plan, Row, Swatch, View, Words, chart
from analystkit.charts.style import INK, LINE, ink_on
from analystkit.charts.words import (
    FORM_ONLY,
    TEXT,
    about_text,
    cites_of,
    no_text,
    over_places,
    places_of,
    short_place,
    text_of,
)
from analystkit.words import capital, count, listing, lower_label, say


@chart(
    "provisions",
    label="Obligation: words and codes",
    needs=("article", "obligation"),
    options={"source": TEXT},
)
def obligation_words(view: View) -> tuple[Plan, Words]:
    """Words of obligation by article (shall, shall promote, may …) beside the obligation as coded."""
    text = text_of(view)
    if text is None:
        return no_text(view)
    found, held = list(find_words(text.units, "obligation")), view.held("obligation", "article")
    coded = {(form, "P" if a == "0" else a): ids for (form, a), ids in held.items() if form and a}
    places = ["P", *(str(number) for number in range(1, view.dossier.about.articles + 1))]
    places += [place for place in places_of(text) if place not in places and place != "–"]
    stands = [(word.term, short_place(word.place)) for word in found]
    dots = Counter((term, place) for term, place in stands if place in places)
    order = [term.term for term in view.dossier.codebook.terms(view.table, "obligation")]
    present, made = {form for form, _ in [*dots, *coded]}, []
    for form in [term for term in order if term in present] + sorted(present - set(order)):
        label, face = capital(view.label("obligation", form)), view.color("obligation", form)
        tiles, marks, every = list[Dot](), list[Dot](), list[str]()
        for at, place in enumerate(places):
            ids, number = coded.get((form, place), ()), dots[form, place]
            where = f"{label}, {'preamble' if place == 'P' else f'article {place}'}"
            if ids:
                tiles.append(Dot(at, face, ids=ids, words=view.told(f"{where}, coded", ids)))
                every += ids
            if number:
                ink = ink_on(face) if ids and not view.unverified(ids) else INK
                said = f"{where}: {count(number, 'word')}"
                marks.append(Dot(at, ink, size=min(number, 9) ** 0.5, words=said))
        total = sum(number for (term, _), number in dots.items() if term == form)
        said = f"{label}: {count(total, 'word')}, {count(len(every), 'provision')} coded"
        cells = (Dots(tuple(marks), tiles=tuple(tiles)), Number(total))
        made.append(Row(label, cells, every, said, weight=total))
    coder, words = Swatch(f"Coded by {view.dossier.about.label('coder')}", LINE), "Words of that form"
    legend, corner = [coder, Swatch(words, INK, "dot"), UNVERIFIED], "Article (P: preamble)"
    nothing = "No word of obligation is found."
    plan = over_places(view, made, [*enumerate(places)], nothing, "form", corner, legend=legend)
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
    note = f"{about_text(view, text)} {FORM_ONLY}{note}"
    return plan, Words(headline, subtitle, alt, note, cites=cites_of(text))
