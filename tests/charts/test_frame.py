"""Every chart at every size: nothing cut, nothing over another. That bytes come back: tests/figures/test_round_trip.py."""

import re

import pytest
from matplotlib.text import Text

from analystkit import charts
from analystkit.dossier import Selection
from analystkit.errors import KitError
from tests.charts.drawn import audit, to_bytes

NAMES = [chart.name for chart in charts.all()]
PRESETS = list(charts.PRESETS)


def selections(dossier, table):
    """Return selections of a table: as it comes, all, the surest, one row, none."""
    rows = dossier.table(table)
    key = next(column for column in ("id", "promise", "hypothesis", rows.columns[0]) if column in rows)
    found = {
        "default": Selection.make(table),
        "all": Selection.make(table, floor="unverified"),
        "nothing": Selection.make(table, text="no row says qwertyuiop"),
    }
    if "verification" in rows:
        found["surest"] = Selection.make(table, floor="two-sources")
    for column in ("domain", "category", "kind", "series", "made"):
        if column in rows:
            term = str(rows[column].dropna().iloc[0])
            found[f"one {column}"] = Selection.make(table, where={column: [term]}, floor="unverified")
    if len(rows) and key == "id":
        found["one row"] = Selection.make(table, text=str(rows[key].iloc[-1]), floor="unverified")
    return found


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("name", NAMES)
def test_a_figure_has_its_presets_size_and_no_text_is_cut_covered_or_read_as_mathematics(
    shipped, name, preset
):
    table, size = charts.get(name).table, charts.PRESETS[preset]
    for which, selection in selections(shipped, table).items():
        drawing = charts.render(shipped, name, selection, preset)
        width, height = drawing.figure.get_size_inches() * 25.4
        assert width == pytest.approx(size.width_mm), which
        assert size.height_mm is None or height == pytest.approx(size.height_mm), which
        assert not any(text.get_parse_math() for text in drawing.figure.findobj(Text)), which
        assert audit(drawing) == [], which
        assert drawing.headline
        assert drawing.alt


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("name", [c.name for c in charts.all() if c.table in ("provisions", "promises")])
def test_no_awkward_text_is_cut_or_covered(nasty, name, preset):
    table = charts.get(name).table
    for which, selection in selections(nasty, table).items():
        assert audit(charts.render(nasty, name, selection, preset)) == [], which


def test_settings_of_the_analyst_do_not_show_through(tiny):
    import matplotlib as mpl

    selection = Selection.make("provisions")
    plain = to_bytes(charts.render(tiny, "provisions-by-domain", selection).figure, dpi=72)
    with mpl.rc_context(
        {"font.size": 20, "text.color": "red", "axes.facecolor": "yellow", "hatch.linewidth": 5}
    ):
        styled = to_bytes(charts.render(tiny, "provisions-by-domain", selection).figure, dpi=72)
        assert mpl.rcParams["font.size"] == 20
    assert styled == plain


def test_audit_finds_text_over_text_text_outside_and_small_type(tiny):
    drawing = charts.render(tiny, "what-is-absent", Selection.make("promises"))
    headline = drawing.figure.texts[0]
    drawing.figure.text(*headline.get_position(), "covers it", transform=headline.get_transform(), size=9)
    drawing.figure.text(0.99, 0.5, "runs out of the figure", size=9)
    drawing.figure.text(0.5, 0.5, "tiny", size=5)
    faults = " | ".join(audit(drawing))
    assert re.search("covers it.*stands over|stands over.*covers it", faults)
    assert "'runs out of the figure' reaches out of the figure" in faults
    assert "'tiny' is set in 5.0 points" in faults


def test_an_empty_selection_draws_a_figure_that_says_so(tiny):
    drawing = charts.render(tiny, "provisions-by-domain", Selection.make("provisions", text="qwertyuiop"))
    assert drawing.headline == "Nothing is selected"
    assert "No provision matches" in drawing.subtitle
    assert drawing.citekeys == ()


def test_a_title_replaces_the_headline_and_a_caption_is_added(tiny):
    selection = Selection.make("provisions")
    drawing = charts.render(tiny, "provisions-by-domain", selection, title="Mine", caption="As I see it")
    written = [text.get_text() for text in drawing.figure.findobj(Text)]
    assert drawing.headline == "Mine"
    assert "Mine" in written
    assert "As I see it" in written


def test_unknown_names_are_told_with_the_nearest(tiny):
    selection = Selection.make("provisions")
    with pytest.raises(
        KitError, match="no chart named 'provisions-by-domane'; did you mean 'provisions-by-domain'"
    ):
        charts.render(tiny, "provisions-by-domane", selection)
    with pytest.raises(KitError, match="no preset named 'slides'; did you mean 'slide'"):
        charts.render(tiny, "provisions-by-domain", selection, "slides")
    with pytest.raises(KitError, match="no option of the chart provisions-by-domain named 'color'"):
        charts.render(tiny, "provisions-by-domain", selection, options={"color": 1})
    with pytest.raises(KitError, match="draws promises, but the selection is of provisions"):
        charts.render(tiny, "what-is-absent", selection)


def test_two_charts_cannot_have_one_name():
    held = charts.get("what-is-absent")

    def make(view): ...

    with pytest.raises(KitError, match="two charts are named 'what-is-absent'"):
        charts.chart(name="what-is-absent", label="", table="promises", about="")(make)
    assert charts.get("what-is-absent") is held


def test_the_subtitle_says_what_was_selected(tiny):
    selection = Selection.make("provisions", where={"domain": ["trade"]})
    assert (
        "Shown: trade provisions, sourced." in charts.render(tiny, "provisions-by-domain", selection).subtitle
    )
    assert "Shown" not in charts.render(tiny, "provisions-by-domain", Selection.make("provisions")).subtitle
