"""Figures of a series, and events counted around the signature."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from analystkit.charts import PRESETS, View, render
from analystkit.charts.axis import date_of
from analystkit.charts.events.events_before_and_after import month_edge
from analystkit.charts.indicators.indicator_series import conflicts, figures, panels, stretches
from analystkit.dossier import Selection
from analystkit.dossier.dates import parse_date
from analystkit.errors import KitError
from tests.charts.drawn import audit, to_bytes

SERIES = {
    "all": {},
    "one long": {"series": ["un-voting-agreement"]},
    "two long": {"series": ["un-voting-agreement", "un-ideal-point-distance"]},
    "one short": {"series": ["trade-turnover-efimov"]},
    "one figure": {"series": ["majlis-yes"]},
}


def draw(dossier, name, preset="full", where=None, dates=None, **options):
    table = "events" if name.startswith("events") else "indicators"
    selection = Selection.make(table, where, dates=dates, floor="unverified")
    return render(dossier, name, selection, preset, options=options)


def texts(drawing):
    return [text.get_text() for text in drawing.figure.texts]


def view_of(dossier, table="indicators", where=None, **options):
    selection = Selection.make(table, where, floor="unverified")
    return View(dossier, selection, selection.rows(dossier), PRESETS["full"], options)


def panels_of(view):
    return panels(view, figures(view))


def with_figures(dossier, rows):
    """Return the dossier with other figures: (series, date, value, bound, verification) each."""
    sample = dossier.table("indicators")
    parsed = [parse_date(row[1]) for row in rows]
    frame = pd.DataFrame(
        {
            "id": [f"f{number}" for number in range(len(rows))],
            "series": pd.Categorical([row[0] for row in rows], categories=sample["series"].cat.categories),
            "label": pd.Series(["A label"] * len(rows), dtype="str"),
            "date": pd.Series([row[1] for row in rows], dtype="str"),
            "date_from": pd.Series(np.array([p.first or "NaT" for p in parsed], dtype="datetime64[s]")),
            "date_to": pd.Series(np.array([p.last or "NaT" for p in parsed], dtype="datetime64[s]")),
            "value": [float(row[2]) for row in rows],
            "unit": pd.Categorical([sample["unit"].iloc[0]] * len(rows)),
            "bound": pd.Categorical([row[3] for row in rows]),
            "verification": pd.Categorical(
                [row[4] for row in rows], categories=sample["verification"].cat.categories, ordered=True
            ),
            "sources": sample["sources"].iloc[:1].tolist() * len(rows),
            "mine": [False] * len(rows),
        }
    )
    return replace(dossier, tables={**dossier.tables, "indicators": frame})


@pytest.mark.parametrize("preset", list(PRESETS))
@pytest.mark.parametrize("which", list(SERIES))
def test_nothing_of_a_series_is_cut_or_covered(shipped, which, preset):
    drawing = draw(shipped, "indicator-series", preset, SERIES[which])
    assert audit(drawing) == []
    assert drawing.headline


@pytest.mark.parametrize("preset", list(PRESETS))
@pytest.mark.parametrize("months", [1, 6, 18, 60, 300])
def test_nothing_around_the_signature_is_cut_or_covered(shipped, months, preset):
    assert audit(draw(shipped, "events-before-and-after", preset, months=months)) == []


@pytest.mark.parametrize("name", ["indicator-series", "events-before-and-after"])
def test_the_same_rows_give_the_same_picture(shipped, name):
    assert to_bytes(draw(shipped, name).figure, dpi=60) == to_bytes(draw(shipped, name).figure, dpi=60)


def test_a_family_holds_no_two_units_on_one_scale_and_no_figure_twice(shipped):
    made = panels_of(view_of(shipped))
    shown = [one for panel in made for one in panel.figures]
    assert len(shown) == len(shipped.table("indicators"))
    for panel in made:
        assert not panel.over_time or len({one.series for one in panel.figures}) == 1
        assert not panel.scaled or len({one.unit for one in panel.figures}) == 1


def test_a_line_stops_where_the_dossier_says_so(shipped):
    panel = next(panel for panel in panels_of(view_of(shipped, where=SERIES["one long"])) if panel.over_time)
    assert panel.breaks
    for part in stretches(panel.figures, panel.breaks):
        for year in panel.breaks:
            assert all(one.last.year <= year for one in part) or all(one.first.year > year for one in part)
    assert any(len(part) > 10 for part in stretches(panel.figures, panel.breaks))


def test_a_line_stops_where_years_are_missing(tiny):
    years = [2001, 2002, 2003, 2007, 2008, 2009]
    dossier = with_figures(tiny, [("trade-a", str(year), year, "exact", "one-source") for year in years])
    parts = stretches(figures(view_of(dossier)), ())
    assert [len(part) for part in parts] == [3, 3]


def test_conflicting_figures_for_one_date_are_both_shown_and_counted(tiny):
    rows = [("trade-a", "2019", 1.5, "exact", "one-source"), ("trade-a", "2019", 2.5, "about", "two-sources")]
    dossier = with_figures(tiny, rows)
    assert len(conflicts(figures(view_of(dossier)))) == 1
    drawing = draw(dossier, "indicator-series")
    assert {"1.5", "about 2.5"} <= set(texts(drawing))
    assert "sources differ on" in drawing.headline
    assert "(2019)" in drawing.headline


def test_figures_of_two_things_are_no_conflict(tiny):
    rows = [("trade-a", "2019", 1.5, "exact", "one-source"), ("trade-a", "2019", 2.5, "exact", "one-source")]
    found = figures(view_of(with_figures(tiny, rows)))
    assert conflicts([found[0], replace(found[1], label="Another thing")]) == []


def test_conflicting_figures_within_a_long_series_are_not_joined(tiny):
    rows = [("trade-a", str(2000 + n // 2), n, "exact", "one-source") for n in range(16)]
    parts = stretches(figures(view_of(with_figures(tiny, rows))), ())
    assert all(earlier.date != later.date for part in parts for earlier, later in pairwise(part))


def test_bounds_are_written_beside_the_figure(shipped):
    shown = " ".join(
        texts(draw(shipped, "indicator-series", where={"series": ["national-currency-share-kremlin"]}))
    )
    assert "at least 96" in shown


def test_context_is_never_taken_for_evidence(shipped):
    drawing = draw(shipped, "indicator-series", where=SERIES["one long"])
    assert "Context, not evidence on the treaty" in texts(drawing)


@pytest.mark.parametrize("preset", list(PRESETS))
def test_votes_are_said_to_be_by_session_where_the_dossier_says_so(shipped, preset):
    drawing = draw(shipped, "indicator-series", preset, SERIES["one long"])
    said = shipped.about.series["un-voting-agreement"].axis
    assert said in texts(drawing)
    assert said in drawing.note
    assert said in drawing.alt


def test_one_source_is_hollow_and_two_are_full(tiny):
    rows = [("trade-a", "2019", 1, "exact", "one-source"), ("trade-a", "2020", 2, "exact", "two-sources")]
    drawing = draw(with_figures(tiny, rows), "indicator-series")
    faces = [
        tuple(np.round(face[:3], 2))
        for artist in drawing.figure.get_children()
        if type(artist).__name__ == "PolyCollection"
        for face in artist.get_facecolors()
    ]
    assert faces.count((1.0, 1.0, 1.0)) == 1
    assert len(faces) == 2


@pytest.mark.parametrize("preset", list(PRESETS))
def test_headline_and_subtitle_speak_of_what_is_drawn(shipped, preset):
    drawing = draw(shipped, "indicator-series", preset)
    drawn = {one for mark in drawing.marks for one in mark.ids}
    rows = drawing.rows[drawing.rows["id"].isin(drawn)]
    assert drawing.headline.startswith(f"{len(rows)} figures in {rows['series'].nunique()} series")
    assert f"Not drawn: {len(drawing.rows) - len(rows)} further figures" in drawing.subtitle


@pytest.mark.parametrize("value", [0.0, -3.5, 1e9])
def test_odd_values_draw(tiny, value):
    rows = [("trade-a", f"20{n:02d}", value * n, "exact", "one-source") for n in range(9)]
    assert audit(draw(with_figures(tiny, rows), "indicator-series")) == []
    assert audit(draw(with_figures(tiny, rows[:3]), "indicator-series", "column")) == []


@pytest.mark.parametrize(
    ("day", "months", "other"),
    [("2025-01-17", 0, "2025-01-17"), ("2025-01-17", -1, "2024-12-17"), ("2025-01-31", 1, "2025-02-28"),
     ("2025-01-17", 12, "2026-01-17"), ("0001-02-03", -5, "0001-01-03")],
)  # fmt: skip
def test_months_are_counted_from_the_day(day, months, other):
    assert date_of(month_edge(dt.date.fromisoformat(day), months)).isoformat() == other


@pytest.mark.parametrize("preset", list(PRESETS))
def test_every_event_is_behind_one_mark(shipped, preset):
    drawing = draw(shipped, "events-before-and-after", preset, months=18)
    ids = [one for mark in drawing.marks for one in mark.ids]
    assert sorted(ids) == sorted(drawing.rows["id"])
    assert len(drawing.marks) > 20


def test_the_headline_splits_the_events_at_the_day(shipped):
    rows = shipped.table("events")
    before = int((rows["date_from"] < "2025-01-17").sum())
    said = draw(shipped, "events-before-and-after").headline
    assert (
        said == f"{len(rows)} events: {before} before the signature and {len(rows) - before} from that day on"
    )


def test_without_a_day_of_signature_the_chart_says_so(tiny):
    dossier = replace(tiny, about=replace(tiny.about, signed=""))
    drawing = draw(dossier, "events-before-and-after")
    assert "no day" in drawing.subtitle
    assert audit(drawing) == []


@pytest.mark.parametrize("months", [0, -1, "6", 2.5, True])
def test_a_number_of_months_that_is_none_is_refused(shipped, months):
    with pytest.raises(KitError, match="whole number"):
        draw(shipped, "events-before-and-after", months=months)


@pytest.mark.parametrize("name", ["indicator-series", "events-before-and-after"])
def test_the_unverified_are_hatched(tiny, name):
    rows = [("trade-a", str(year), 1, "exact", "unverified") for year in (2019, 2020)]
    dossier = with_figures(tiny, rows)
    drawing = draw(dossier, name, months=24) if name.startswith("events") else draw(dossier, name)
    assert any(getattr(artist, "get_hatch", lambda: None)() for artist in drawing.figure.get_children())
