"""What the charts of motives draw and say is true of the rows."""

from collections import Counter

import pytest

import analystkit as ak
from analystkit import charts
from analystkit.charts.motives import motives, whose
from analystkit.charts.style import PRESETS
from analystkit.charts.view import View
from analystkit.dossier import Selection
from tests.charts.drawn import audit

NAMES = [chart.name for chart in charts.all() if chart.table == "motives" and chart.name != "hedges"]


def drawn(dossier, name, preset="full", options=None, **selection):
    return charts.render(dossier, name, Selection.make("motives", **selection), preset, options=options)


def view(dossier, **selection):
    chosen = Selection.make("motives", **selection)
    return View(dossier, chosen, chosen.rows(dossier), PRESETS["full"])


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("name", NAMES)
def test_every_motive_stands_behind_a_mark_and_nothing_else_does(shipped, name, preset):
    drawing = drawn(shipped, name, preset)
    assert {one for mark in drawing.marks for one in mark.ids} == set(drawing.rows["id"])
    assert audit(drawing) == []


def test_borne_out_contested_and_hedged_mean_what_the_codebook_says(shipped):
    rows = shipped.table("motives").set_index("id")
    for motive in motives(view(shipped, floor="unverified")).values():
        row = rows.loc[motive.id]
        assert (motive.borne == "motive") == (row["corroborates"] == "motive")
        assert (motive.contested == "motive") == (row["contests"] == "motive")
        assert (motive.hedge in ("weakens", "both")) == ("weakens" in row["hedge_kind"])


def test_headlines_count_what_the_squares_show(shipped):
    rows = shipped.table("motives")
    rows = rows[rows["verification"] != "unverified"]
    borne, contested = (rows["corroborates"] == "motive").sum(), (rows["contests"] == "motive").sum()
    headline = drawn(shipped, "motives-and-evidence").headline
    assert headline.startswith(f"Other sources ascribe {borne} of {len(rows)} motives too")
    assert f"; {contested} are contested" in headline
    alone = sum(not cell for cell in rows["articles"])
    assert drawn(shipped, "motives-to-articles").headline.startswith(
        f"{alone} of {len(rows)} motives are served by no article"
    )


def test_one_party_alone_is_told_from_what_the_parties_share(shipped):
    actors = Counter(Selection.make("motives").rows(shipped)["actor"].astype(str))
    party = shipped.codebook.with_role("motives", "actor", "party")[0]
    (shared,) = shipped.codebook.with_role("motives", "actor", "shared")
    said = whose(view(shipped, where={"actor": [party]}))
    assert f"{actors[party]} motives are" in said
    assert f"{actors[shared]} more are shared by the parties" in said


@pytest.mark.parametrize("by", ["theme", "actor", "kind"])
def test_motives_are_grouped_as_asked(shipped, by):
    drawing = drawn(shipped, "motives-and-evidence", options={"by": by})
    assert f"by {by}" in drawing.subtitle
    labels = {mark.words.split(":")[0] for mark in drawing.marks}
    for term in set(drawing.rows[by].astype(str)):
        assert any(label.lower() == shipped.codebook.label("motives", by, term).lower() for label in labels)


def test_a_motive_that_several_articles_would_serve_stands_at_each(shipped):
    drawing = drawn(shipped, "motives-to-articles")
    uses = Counter(article for cell in drawing.rows["articles"] for article in dict.fromkeys(cell))
    most, number = uses.most_common(1)[0]
    mark = next(mark for mark in drawing.marks if mark.words.startswith(f"Art. {most}:"))
    assert len(mark.ids) == number


def test_a_dossier_without_the_newer_columns_is_drawn_and_says_what_it_does_not_say(tiny_folder):
    import pandas as pd

    path = tiny_folder / "motives.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table = table.drop(columns=["corroborates", "contests", "hedge_kind"], errors="ignore")
    table.loc[0, ["corroboration", "verification"]] = ["@doe2020", "one-source"]
    table.to_csv(path, index=False)
    dossier = ak.open_dossier(tiny_folder)
    for name in NAMES:
        assert drawn(dossier, name, floor="unverified").headline
    note = drawn(dossier, "who-wants-what", floor="unverified").note
    assert "does not say whether other sources speak of the motive or only of a fact" in note


def test_a_single_motive_is_spoken_of_in_the_singular(shipped):
    one = str(shipped.table("motives")["id"].iloc[0])
    for name in NAMES:
        for preset in PRESETS:
            drawing = drawn(shipped, name, preset, where={"id": [one]}, floor="unverified")
            said = f"{drawing.headline} {drawing.subtitle} {drawing.alt} {drawing.note}"
            assert "1 motives" not in said
            assert "1 are" not in said
