"""Charts of hypotheses and treaties say what the scores say, and show what is unknown as unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.text import Text

from analystkit import charts
from analystkit.analysis import ach
from analystkit.charts import render
from analystkit.charts.hypotheses.ach_sensitivity import lead
from analystkit.dossier import OwnRows, Selection
from analystkit.errors import KitError
from tests.charts.drawn import audit

ACH = ["ach-matrix", "ach-inconsistency", "ach-sensitivity"]
OPTIONS = {
    "ach-matrix": [{"order": "as listed"}, {"question": "date"}],
    "ach-inconsistency": [{"question": "date"}],
    "ach-sensitivity": [{"score": "weighted"}, {"question": "date"}],
    "treaties-by-promise": [
        {"order": "date"},
        {"order": "promise"},
        {"clauses": "promises only"},
    ],
    "term-and-exit": [{"order": "date"}],
}
CASES = [(name, options) for name, several in OPTIONS.items() for options in several]


def draw(dossier, name, where=None, preset="full", **options):
    return render(dossier, name, Selection.make(charts.get(name).table, where), preset, options=options)


def drawn_in(drawing):
    """Return the ids of the rows drawn one by one; the last mark may stand for all that are left out."""
    return {one for mark in drawing.marks if not mark.words.startswith("and ") for one in mark.ids}


def texts(drawing):
    return [artist.get_text() for artist in drawing.figure.findobj(Text) if artist.get_text()]


@pytest.mark.parametrize("preset", list(charts.PRESETS))
@pytest.mark.parametrize(("name", "options"), CASES)
def test_with_each_option_no_text_is_cut_or_covered(shipped, name, options, preset):
    assert audit(draw(shipped, name, preset=preset, **options)) == []


def test_headlines_name_the_first_of_each_question(shipped):
    assert draw(shipped, "ach-inconsistency").headline == (
        "Least speaks against “Sanctions economy” (why a treaty; one item decides)"
        "; “Signal before Trump” and “Delayed completion” are tied (why that date)"
    )
    assert draw(shipped, "ach-sensitivity").headline == draw(shipped, "ach-inconsistency").headline


@pytest.mark.parametrize("name", ACH)
def test_no_chart_of_hypotheses_speaks_of_a_likelihood(shipped, name):
    drawing = draw(shipped, name)
    said = " ".join([*texts(drawing), drawing.alt]).replace("It is no probability.", "")
    assert "probab" not in said
    assert "%" not in said
    assert "It is no probability." in drawing.note


def test_the_matrix_prints_the_plain_and_the_weighted_score(shipped):
    found = texts(draw(shipped, "ach-matrix"))
    assert "Inconsistency, plain" in found
    assert "8.1" in found  # h1 by weight


def test_only_the_items_in_view_count(shipped):
    drawing = draw(shipped, "ach-inconsistency", {"known_at_signing": ["yes"]})
    assert "17 items of evidence, all known at signing" in drawing.subtitle
    assert "Sanctions economy: 1 plain" in drawing.alt


@pytest.mark.parametrize("preset", list(charts.PRESETS))
def test_the_matrix_says_how_many_items_it_leaves_out_and_cuts_none(shipped, preset):
    drawing = draw(shipped, "ach-matrix", preset=preset)
    drawn = drawn_in(drawing)
    left = len(drawing.rows) - len(drawn)
    assert f"and {left} more item" in " ".join(texts(drawing))
    assert not any(text.endswith("…") for text in texts(drawing) if "Sources" not in text)
    statements = drawing.rows.set_index("id")["statement"]
    shown = " ".join(texts(drawing))
    assert all(statements[one].split()[-1] in shown for one in drawn)


@pytest.mark.parametrize("preset", ["column", "slide"])
@pytest.mark.parametrize("name", ACH)
def test_where_room_is_short_the_headline_speaks_of_the_question_drawn(shipped, name, preset):
    drawing = draw(shipped, name, preset=preset)
    assert "Only: Why a treaty?" in drawing.subtitle
    assert "Signal before Trump" not in drawing.headline + " ".join(texts(drawing))


def test_too_few_ratings_are_not_ranked(shipped):
    table = shipped.table("consistency")
    few = table[table["evidence"] == "e1"]
    dossier = replace(shipped, tables={**shipped.tables, "consistency": few})
    for name in ACH:
        drawing = draw(dossier, name)
        assert drawing.headline.startswith("Too few ratings to rank")
        assert audit(drawing) == []


def test_leads_without_each_item_are_counted_from_the_ratings(shipped):
    matrix = ach.matrix(shipped)
    for question in matrix.contested:
        for item in ["", *matrix.ratings.index]:
            kept = matrix.only([one for one in matrix.ratings.index if one != item])
            scores = sorted(ach.inconsistency(kept)[kept.rivals(question)])
            found = lead(ach.inconsistency(kept)[kept.rivals(question)])
            assert found.ahead == (0 if scores[0] == scores[1] else scores[1] - scores[0])
            assert len(found.first) == scores.count(scores[0])


def test_an_unknown_analyst_or_order_is_named(shipped):
    with pytest.raises(KitError, match="no analyst with ratings named 'Ada'"):
        draw(shipped, "ach-matrix", analyst="Ada")
    with pytest.raises(KitError, match="order of the chart ach-matrix named 'size'"):
        draw(shipped, "ach-matrix", order="size")


def test_an_analysts_own_ratings_are_marked_as_theirs(shipped, tmp_path):
    import shutil

    import analystkit as ak

    folder = shutil.copytree(shipped.path, tmp_path / "copy")
    row = {"hypothesis": "h5", "evidence": "e1", "analyst": "Ada $x$ / 2", "consistency": "II"}
    OwnRows(ak.open_dossier(folder), "consistency").put([row])
    dossier = ak.open_dossier(folder)
    drawing = draw(dossier, "ach-inconsistency", analyst="Ada $x$ / 2")
    assert "Rated by Ada $x$ / 2 *." in drawing.subtitle
    assert "* These ratings are the analyst's own (Ada $x$ / 2)." in drawing.note
    assert ach.inconsistency(ach.matrix(dossier, "Ada $x$ / 2"))["h5"] == 2


def test_what_is_unknown_is_never_drawn_or_said_as_no(shipped):
    drawing = draw(shipped, "treaties-by-promise", {"id": ["ir-cn-2021"]})
    assert "–" not in texts(drawing)
    assert "14 not known" in drawing.alt
    assert "is not known to promise mutual defence" in drawing.headline
    assert (
        texts(draw(shipped, "treaties-by-promise", {"id": ["nato-1949"]})).count("–") == 12
    )  # the legend, and eleven clauses


def test_all_seven_values_are_told_apart(shipped):
    found = texts(draw(shipped, "treaties-by-promise"))
    for mark in ("E", "I", "P", "–"):
        assert mark in found
    assert found.count("E") == 2  # in the legend and at the one explicit clause


def test_treaties_sort_by_date_or_likeness(shipped):
    by_date = draw(shipped, "treaties-by-promise", order="date").alt
    assert by_date.index("1921") < by_date.index("1949") < by_date.index("2024 US")
    assert draw(shipped, "treaties-by-promise").alt.startswith(
        "A table of treaties by clauses. 2025 Russia–Iran"
    )
    other = draw(shipped, "treaties-by-promise", compare_with="nato-1949")
    assert "North Atlantic Treaty, 1949" in other.subtitle
    with pytest.raises(KitError, match="no treaty named 'nato'"):
        draw(shipped, "treaties-by-promise", compare_with="nato")


@pytest.mark.parametrize("preset", ["column", "full", "slide"])
@pytest.mark.parametrize("name", ["treaties-by-promise", "term-and-exit"])
def test_headline_and_subtitle_speak_of_the_treaties_drawn(shipped, name, preset):
    drawing = render(shipped, name, Selection.make("treaties"), preset)
    drawn = drawn_in(drawing)
    left = len(drawing.rows) - len(drawn)
    assert f"{len(drawn)} treaties" in drawing.headline
    assert len(drawn) > 1
    assert (f"Not drawn: {left} more treaties" in drawing.subtitle) == bool(left)
    assert all(
        row["title"] not in drawing.alt for _, row in drawing.rows.iterrows() if row["id"] not in drawn
    )


def test_a_clause_in_the_preamble_only_is_no_promise(shipped):
    table = shipped.table("treaty_features")
    feature = table.loc[(table["treaty"] == "ru-ir-2025") & (table["value"] == "preamble"), "feature"].iloc[0]
    label = shipped.codebook.label("treaty_features", "feature", feature)
    assert (
        f"preamble only: {label.lower()}" in draw(shipped, "treaties-by-promise", {"id": ["ru-ir-2025"]}).alt
    )


def test_terms_without_an_end_and_unknown_ones_are_said(shipped):
    drawing = draw(shipped, "term-and-exit")
    assert drawing.headline == (
        "18 treaties: terms run from 3 to 100 years, 2 have no end and of 1 it is not known"
    )
    assert "known for 9 of 18." in drawing.note
    assert texts(drawing).count("No end") == 2


def test_the_profile_counts_each_dimension_and_gives_no_grade(shipped):
    drawing = draw(shipped, "legalization")
    assert drawing.headline == "4 of 44 provisions bind; their precision: 1 high and 3 moderate"
    assert "3(3), 3(4), 19(3)" in texts(drawing)
    assert "19 provisions are not coded and not shown." in drawing.note


def test_provisions_without_codes_draw_a_plain_figure(shipped):
    drawing = draw(shipped, "legalization", {"obligation": [""]})
    assert "not coded on all three dimensions" in drawing.headline
    assert audit(drawing) == []
