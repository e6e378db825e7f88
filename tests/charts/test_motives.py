"""Charts of motives: who wants what, on which article it leans, how it is hedged and what bears it out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analystkit.charts import PRESETS, View, audit, render, to_bytes
from analystkit.charts.crossings import arrange, crossings
from analystkit.charts.motives import having, sides
from analystkit.charts.motives_evidence import standings
from analystkit.charts.motives_hedges import span_of
from analystkit.charts.motives_leaning import NONE, layout, leaning
from analystkit.dossier import Selection
from analystkit.errors import KitError

NAMES = ["motives-by-theme", "motives-to-articles", "how-sure-it-sounds", "motives-and-evidence"]
SELECTIONS = {
    "all": {},
    "one actor": {"actor": ["Iran"]},
    "one theme": {"theme": ["syria"]},
    "one kind": {"kind": ["predicted-reaction"]},
    "no hedge": {"hedge": [""]},
}


def draw(dossier, name, preset="full", where=None, **options):
    return render(
        dossier, name, Selection.make("motives", where, floor="unverified"), preset, options=options
    )


def texts(drawing):
    return [text.get_text() for text in drawing.figure.texts]


def view_of(dossier, preset="full", rows=None, **options):
    rows = dossier.table("motives") if rows is None else rows
    return View(dossier, Selection.make("motives", floor="unverified"), rows, PRESETS[preset], options)


def many(dossier, count, seed=1):
    """Return the dossier with so many motives made up from those that it has."""
    rng = np.random.default_rng(seed)
    frame = dossier.table("motives")
    rows = frame.iloc[rng.integers(0, len(frame), count)].reset_index(drop=True)
    articles = [str(number) for number in range(1, dossier.about.articles + 1)]
    leans = np.empty(count, dtype=object)
    for place in range(count):
        leans[place] = tuple(rng.choice(articles, rng.integers(0, 4)))
    rows = rows.assign(
        id=[f"x{place}" for place in range(count)],
        statement=[("A motive that goes on and on " * 8)[: rng.integers(5, 200)] for _ in range(count)],
        articles=pd.Series(leans),
        mine=rng.random(count) < 0.1,
    )
    rows["verification"] = pd.Categorical(
        rng.choice(["one-source", "unverified"], count),
        categories=frame["verification"].cat.categories,
        ordered=True,
    )
    return replace(dossier, tables={**dossier.tables, "motives": rows}, search_cache={})


@pytest.mark.parametrize("preset", list(PRESETS))
@pytest.mark.parametrize("where", list(SELECTIONS))
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_cut_or_covered(shipped, name, where, preset):
    assert audit(draw(shipped, name, preset, SELECTIONS[where])) == []


@pytest.mark.parametrize("preset", list(PRESETS))
@pytest.mark.parametrize("name", NAMES)
def test_three_hundred_motives_draw_cleanly_and_alike(shipped, name, preset):
    dossier = many(shipped, 300)
    first = draw(dossier, name, preset)
    assert audit(first) == []
    assert to_bytes(first.figure, dpi=40) == to_bytes(draw(dossier, name, preset).figure, dpi=40)


@pytest.mark.parametrize("name", NAMES)
def test_a_dossier_of_other_parties_draws(tiny, name):
    drawing = draw(tiny, name)
    assert audit(drawing) == []
    assert "Russia" not in drawing.alt


def test_parties_stand_left_and_right_and_others_apart(shipped, tiny):
    place = sides(view_of(shipped))
    assert (place.first, place.shared, place.second) == (
        *shipped.about.parties[:1],
        "both",
        shipped.about.parties[1],
    )
    assert place.others == ("West",)
    assert sides(view_of(tiny)).first == "alba"


def test_every_motive_is_in_one_place_of_the_headline_chart(shipped):
    view = view_of(shipped)
    assert sum(len(having(view.rows, "actor", actor)) for actor in sides(view).all) == len(view.rows)


def test_the_headline_of_themes_is_counted_from_the_rows(shipped):
    rows = shipped.table("motives")
    both = int((rows["actor"] == "both").sum())
    assert draw(shipped, "motives-by-theme").headline.startswith(
        f"{both} of {len(rows)} motives are ascribed to both"
    )
    assert draw(shipped, "motives-by-theme", where={"actor": ["Iran"]}).headline.startswith("All 13 motives")


def test_motives_without_an_article_are_listed_and_counted(shipped):
    drawing = draw(shipped, "motives-to-articles")
    alone = [row for row in shipped.table("motives")["articles"] if not row]
    assert f"No article to lean on {len(alone)}" in texts(drawing)
    made = layout(view_of(shipped, detail="auto"))
    assert len(made.left) + len(made.rest) == len(shipped.table("motives"))
    assert len(made.rest) == len(alone)


def test_every_lean_has_its_line(shipped):
    view = view_of(shipped, detail="motives")
    made = layout(view)
    assert sum(leaning(view).values()) == len(made.links)
    drawn = {(made.left[link.motive].name, made.right[link.article].name) for link in made.links}
    rows = view.rows
    assert drawn == {(row["id"], a) for _, row in rows.iterrows() for a in row["articles"]}


def test_by_theme_the_lines_carry_every_lean(shipped):
    view = view_of(shipped, detail="themes")
    made = layout(view)
    at_none = [link for link in made.links if made.right[link.article].name == NONE]
    assert sum(link.weight for link in at_none) == sum(not cell for cell in view.rows["articles"])
    assert sum(link.weight for link in made.links) - sum(link.weight for link in at_none) == sum(
        leaning(view).values()
    )


def test_an_article_that_the_treaty_lacks_is_said_to_be_none_of_it(tiny):
    frame = tiny.table("motives").copy()
    frame["articles"] = pd.Series([("99",), ("2",)])
    dossier = replace(tiny, tables={**tiny.tables, "motives": frame}, search_cache={})
    assert any("99, not in" in text for text in texts(draw(dossier, "motives-to-articles")))


def test_without_provisions_articles_have_numbers_alone(tiny):
    dossier = replace(
        tiny, tables={name: frame for name, frame in tiny.tables.items() if name != "provisions"}
    )
    assert "Art. 2" in texts(draw(dossier, "motives-to-articles"))


def test_a_wrong_option_names_the_right_ones(shipped):
    with pytest.raises(KitError, match="auto, motives, themes"):
        draw(shipped, "motives-to-articles", detail="motive")
    with pytest.raises(KitError, match="theme"):
        draw(shipped, "motives-and-evidence", by="themes")


def test_ordering_takes_crossings_away():
    links = [(0, 2), (1, 1), (2, 0)]
    order, column = arrange(links, [[0], [1], [2]], [0, 1, 2])
    assert crossings(links, [0, 1, 2], [0, 1, 2]) == 3
    assert crossings(links, [item for group in order for item in group], column) == 0


def test_ordering_never_makes_it_worse_and_loses_nothing():
    rng = np.random.default_rng(3)
    for _ in range(30):
        links = sorted({(int(a), int(b)) for a, b in rng.integers(0, 9, (14, 2))})
        groups = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
        order, column = arrange(links, groups, list(range(9)))
        flat = [item for group in order for item in group]
        assert sorted(flat) == sorted(column) == list(range(9))
        assert sorted(map(sorted, order)) == groups
        assert crossings(links, flat, column) <= crossings(links, list(range(9)), list(range(9)))


def test_hedges_stand_beside_the_range_of_their_band(shipped):
    drawing = draw(shipped, "how-sure-it-sounds")
    shown = texts(drawing)
    assert "55–80 %" in shown
    assert "Could" in shown
    assert "No hedge" in shown
    assert "never ours" in drawing.note
    rows = shipped.table("motives")
    hedged = sum(bool(cell) for cell in rows["hedge"])
    assert drawing.headline.startswith(f"{hedged} of {len(rows)} motives are hedged")


def test_every_band_is_drawn_even_where_nothing_falls_into_it(shipped):
    bands = {entry.group for entry in shipped.codebook.terms("motives", "hedge") if span_of(entry.group)}
    shown = texts(draw(shipped, "how-sure-it-sounds", where={"hedge": ["could"]}))
    ranges = {f"{low}–{high} %" for low, high in map(span_of, bands)}
    assert len(ranges) == 7
    assert ranges <= set(shown)


@pytest.mark.parametrize(
    ("group", "span"),
    [("Likely (55–80 %)", (55, 80)), ("Remote (1-5%)", (1, 5)), ("No place", None), ("", None)],
)
def test_a_band_is_read_from_its_name(group, span):
    assert span_of(group) == span


def test_how_a_motive_stands_is_read_from_its_sources(tiny):
    found = standings(tiny.table("motives"))
    assert [(one.corroborated, one.contested) for one in found] == [(True, False), (False, True)]


def test_few_motives_are_listed_in_words_and_many_only_where_they_stand_alone(shipped):
    few = draw(shipped, "motives-and-evidence", where={"theme": ["energy"]})
    assert "Uncorroborated or contested" in texts(few)
    assert any(text.startswith("Against: ") for text in texts(few))
    assert "Uncorroborated" in texts(draw(shipped, "motives-and-evidence"))
    quiet = draw(shipped, "motives-and-evidence", listing=False)
    assert "Uncorroborated" not in texts(quiet)


def test_the_headline_of_evidence_is_counted_from_the_rows(shipped):
    rows = shipped.table("motives")
    contested = int((rows["counter"] != "").sum())
    alone = sum(not cell for cell in rows["corroboration"])
    said = draw(shipped, "motives-and-evidence").headline
    assert said == f"{contested} of {len(rows)} motives are contested by a source, {alone} are uncorroborated"


@pytest.mark.parametrize("name", NAMES)
def test_the_analysts_own_motive_is_marked(tiny, name):
    frame = tiny.table("motives").assign(mine=[True, False])
    dossier = replace(tiny, tables={**tiny.tables, "motives": frame}, search_cache={})
    drawing = draw(dossier, name)
    assert any(text.endswith("*") for text in texts(drawing))
    assert "analyst's own" in drawing.note


@pytest.mark.parametrize("name", NAMES)
def test_the_unverified_are_counted_and_hatched(shipped, name):
    dossier = many(shipped, 20)
    drawing = draw(dossier, name)
    assert "unverified" in drawing.note
    if name != "motives-to-articles":
        assert any(getattr(artist, "get_hatch", lambda: None)() for artist in drawing.figure.get_children())


def test_an_article_is_named_after_what_a_source_says_of_it(shipped):
    drawing = render(shipped, "motives-to-articles", Selection("motives"))
    drawn = " ".join(text.get_text() for text in drawing.figure.texts)
    rows = shipped.article(5)
    unsure, known = (
        rows[rows["verification"].eq("unverified") == flag]["heading"].iloc[0] for flag in (True, False)
    )
    assert known.split()[0] in drawn
    assert unsure not in " ".join(drawn.split())
