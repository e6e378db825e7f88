"""The timeline: nothing over anything else, nothing outside, and what is unsure of a date is drawn so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analystkit.charts import PRESETS, View, render, to_bytes
from analystkit.charts.timeline import pages
from analystkit.charts.timeline.dating import short_date
from analystkit.charts.timeline.events import events
from analystkit.charts.timeline.plan import plan
from analystkit.charts.timeline.scale import make_scale, ticks
from analystkit.dossier import Selection
from analystkit.dossier.dates import parse_date
from analystkit.errors import KitError

PREDEFINED = ["column", "full", "slide"]
SCRIPTS = ["abcdefghij ABCDE'-–", "абвгдежзик АБВГ", "سلام ایران روسیه پیمان", "معاهدة شراكة موسكو طهران"]


def _dated(day: dt.date, form: int, length: int) -> str:
    """Return a day as one of the forms that EDTF has."""
    end = min(day.toordinal() + length, dt.date.max.toordinal())
    forms = [
        day.isoformat(), f"{day:%Y-%m}", f"{day:%Y}", f"{day.isoformat()}/{dt.date.fromordinal(end)}",
        f"{day:%Y-%m}~", f"{day.isoformat()}?", f"{day:%Y-%m}/..", f"../{day.isoformat()}",
    ]  # fmt: skip
    return forms[form]


def with_events(dossier, rows):
    """Return the dossier with other events: (date, title, category, verification, cites, mine) each."""
    sample = dossier.table("events")
    parsed = [parse_date(row[0]) for row in rows]
    cited = sample["sources"].iloc[0]
    frame = pd.DataFrame(
        {
            "id": pd.Series([f"e{number:03d}" for number in range(len(rows))], dtype="str"),
            "date": pd.Series([row[0] for row in rows], dtype="str"),
            "date_from": pd.Series(np.array([p.first or "NaT" for p in parsed], dtype="datetime64[s]")),
            "date_to": pd.Series(np.array([p.last or "NaT" for p in parsed], dtype="datetime64[s]")),
            "date_approximate": [p.approximate for p in parsed],
            "date_uncertain": [p.uncertain for p in parsed],
            "title": pd.Series([row[1] for row in rows], dtype="str"),
            "category": pd.Categorical(
                [row[2] for row in rows], categories=sample["category"].cat.categories
            ),
            "verification": pd.Categorical(
                [row[3] for row in rows], categories=sample["verification"].cat.categories, ordered=True
            ),
            "sources": pd.Series([cited if row[4] else () for row in rows], dtype=object),
            "mine": [row[5] for row in rows],
        }
    )
    return replace(dossier, tables={**dossier.tables, "events": frame}, search_cache={})


def draw(dossier, preset, **options):
    return render(dossier, "timeline", Selection.make("events", floor="unverified"), preset, options=options)


def boxes_of_texts(figure):
    renderer = figure.canvas.get_renderer()
    texts = [text for text in figure.texts if text.get_text().strip()]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts]


def assert_nothing_touches(figure):
    """No text over another, none outside, by the extents that the renderer measures."""
    page, found = figure.bbox, boxes_of_texts(figure)
    for words, box in found:
        assert page.x0 - 1 <= box.x0 <= box.x1 <= page.x1 + 1, f"{words!r} is cut at a side"
        assert page.y0 - 1 <= box.y0 <= box.y1 <= page.y1 + 1, f"{words!r} is cut above or below"
    found.sort(key=lambda pair: pair[1].y0)
    for at, (words, box) in enumerate(found):
        for others, other in found[at + 1 :]:
            if other.y0 >= box.y1 - 1:
                break
            aside = other.x0 >= box.x1 - 0.5 or box.x0 >= other.x1 - 0.5
            under = other.y1 <= box.y0 + 1
            assert aside or under, f"{words!r} over {others!r}"


def assert_marks_are_free(made):
    """No mark under a label of another event, and none over a labeled mark."""
    for lane in made.lanes:
        placed = [(block.left, block.right, block.row, block.rows) for block in lane.blocks]
        for one, other in combinations(placed, 2):
            rows = one[2] < other[2] + other[3] and other[2] < one[2] + one[3]
            assert not rows or one[1] <= other[0] or other[1] <= one[0]
        for mark, row in lane.bare:
            for left, right, first, count in placed:
                assert not first <= row < first + count or mark.right <= left or right <= mark.left
        for block in lane.blocks:
            assert -1e-6 <= block.left <= block.right <= made.measure.width + 1e-6


@st.composite
def sets_of_events(draw_from):
    """Return rows of events: few or up to 300, spread over centuries or all in one month."""
    count = draw_from(st.sampled_from([1, 2, 7, 15, 40, 300]))
    spread = draw_from(st.sampled_from([1, 30, 400, 9000, 400000]))
    start = draw_from(st.integers(dt.date(1805, 1, 1).toordinal(), dt.date(2160, 1, 1).toordinal()))
    rng = np.random.default_rng(draw_from(st.integers(0, 2**32 - 1)))
    longest = draw_from(st.sampled_from([20, 70, 200]))
    rows = []
    for _ in range(count):
        day = dt.date.fromordinal(start + int(rng.integers(0, spread)))
        letters = list(SCRIPTS[rng.integers(0, 4)])
        title = "".join(rng.choice(letters, rng.integers(1, longest + 1))).strip() or "x"
        date = _dated(
            day, int(rng.choice(8, p=[0.5, 0.1, 0.05, 0.1, 0.1, 0.1, 0.025, 0.025])), int(rng.integers(1, 90))
        )
        verification = rng.choice(["two-sources", "one-source", "unverified"])
        rows.append(
            (date, title, rng.choice(["treaty", "war"]), verification, bool(rng.integers(0, 2)), False)
        )
    return rows


@pytest.mark.parametrize("preset", PREDEFINED)
@settings(
    max_examples=7, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(rows=sets_of_events(), compress=st.booleans())
def test_no_label_touches_another_or_leaves_the_figure(tiny, preset, rows, compress):
    dossier = with_events(tiny, rows)
    drawing = draw(dossier, preset, compress=compress)
    assert_nothing_touches(drawing.figure)
    view = View(dossier, drawing.selection, drawing.rows, PRESETS[preset], {"compress": compress})
    made = plan(view)
    assert_marks_are_free(made)
    assert made.labeled == len(rows)


@pytest.mark.parametrize("preset", PREDEFINED)
@pytest.mark.parametrize("where", [{}, {"actors": ["China"]}, {"category": ["treaty-process"]}])
def test_the_shipped_events_draw_cleanly(shipped, preset, where):
    drawing = render(shipped, "timeline", Selection.make("events", where), preset)
    assert_nothing_touches(drawing.figure)


@pytest.mark.parametrize("preset", PREDEFINED)
def test_the_same_events_give_the_same_picture(shipped, preset):
    selection = Selection.make("events", dates=("2024", "2025-03"))
    first, second = (to_bytes(render(shipped, "timeline", selection, preset).figure) for _ in range(2))
    assert first == second


def test_rows_in_another_order_give_the_same_picture(tiny):
    rows = [(f"2020-05-0{day}", f"Event {day}", "war", "two-sources", True, False) for day in range(1, 8)]
    dossier = with_events(tiny, rows)
    frame = dossier.tables["events"].iloc[::-1].reset_index(drop=True)
    turned = replace(dossier, tables={**dossier.tables, "events": frame}, search_cache={})
    assert to_bytes(draw(dossier, "full").figure) == to_bytes(draw(turned, "full").figure)


def test_a_slide_holds_twenty_events_with_all_their_labels(shipped):
    selection = Selection.make("events", dates=("2024-10-25", "2025-02-01"))
    rows = selection.rows(shipped)
    assert 12 <= len(rows) <= 20
    texts = [text.get_text() for text in render(shipped, "timeline", selection, "slide").figure.texts]
    assert not any("are labeled" in text for text in texts)


def test_a_slide_with_too_many_events_says_how_many_have_a_label(shipped):
    drawing = render(shipped, "timeline", Selection.make("events"), "slide")
    said = [
        text.get_text() for text in drawing.figure.texts if "are labeled; all are drawn" in text.get_text()
    ]
    assert len(said) == 1
    labeled, total = int(said[0].split()[0]), int(said[0].split()[2])
    assert 0 < labeled < total == len(drawing.rows)


def test_a_slide_draws_every_mark_once(shipped):
    drawing = render(shipped, "timeline", Selection.make("events"), "slide")
    view = View(shipped, drawing.selection, drawing.rows, PRESETS["slide"], {"compress": False})
    made = plan(view, 2.2)
    ids = [block.mark.event.id for lane in made.lanes for block in lane.blocks]
    ids += [mark.event.id for lane in made.lanes for mark, _ in lane.bare]
    assert sorted(ids) == sorted(drawing.rows["id"])
    assert_marks_are_free(made)


@pytest.mark.parametrize("preset", PREDEFINED)
def test_three_hundred_events_in_one_month(tiny, preset):
    rows = [
        (f"2020-05-{1 + n % 31:02d}", f"Event number {n} of a long month", "war" if n % 3 else "treaty", "two-sources", n % 2, False)
        for n in range(300)
    ]  # fmt: skip
    drawing = draw(with_events(tiny, rows), preset)
    assert_nothing_touches(drawing.figure)


def test_no_event_draws_a_plain_figure(shipped):
    drawing = render(shipped, "timeline", Selection.make("events", dates=("1850", "1860")))
    assert drawing.headline == "Nothing is selected"


@pytest.mark.parametrize(
    "date", ["1815-06-18", "2105-01", "2020~", "2020-05/..", "../2020-05-04", "2020-02-29?"]
)
def test_one_event_of_any_kind_of_date_draws(tiny, date):
    drawing = draw(with_events(tiny, [(date, "Alone", "war", "one-source", False, False)]), "column")
    assert_nothing_touches(drawing.figure)
    assert "Alone" in drawing.headline


def test_markup_and_mathtext_in_a_title_stay_text(tiny):
    title = "<script>alert(1)</script> $x^2$ and\nmore"
    drawing = draw(with_events(tiny, [("2020", title, "war", "one-source", False, False)]), "full")
    shown = " ".join(text.get_text() for text in drawing.figure.texts)
    assert "$x^2$ and more" in shown
    assert not any(text.get_parse_math() for text in drawing.figure.texts)


def test_the_analysts_own_event_has_an_asterisk(tiny):
    rows = [("2020-01-01", "Ours", "war", "one-source", False, True), ("2020-02-01", "Theirs", "war", "one-source", False, False)]  # fmt: skip
    drawing = draw(with_events(tiny, rows), "full")
    shown = [text.get_text() for text in drawing.figure.texts]
    assert any(text.endswith("Ours *") for text in shown)
    assert not any(text.endswith("Theirs *") for text in shown)


def test_signature_and_entry_into_force_are_marked_where_they_fall_among_the_events(tiny):
    shown = [text.get_text() for text in draw(tiny, "full").figure.texts]
    assert "signed 4 May 2020" in shown
    assert "in force 1 Jan 2021" in shown
    long_ago = draw(with_events(tiny, [("1905", "Long ago", "war", "one-source", False, False)]), "full")
    assert not any("signed" in text.get_text() for text in long_ago.figure.texts[1:])


def test_events_that_cite_the_main_source_are_told_apart(tiny):
    view = View(tiny, Selection.make("events"), tiny.table("events"), PRESETS["full"], {"compress": False})
    assert {event.id: event.cited for event in events(view)} == {
        "talks": True, "signing": True, "row": False, "rumor": False,
    }  # fmt: skip
    shown = [text.get_text() for text in draw(tiny, "full").figure.texts]
    assert {
        "cites The Gazette 2020",
        "does not cite it",
        "about then",
        "date uncertain",
        "unverified",
    } <= set(shown)


def test_the_headline_counts_what_comes_before_and_after(tiny):
    drawing = render(tiny, "timeline", Selection.make("events", floor="unverified"))
    assert drawing.headline == "4 events: 1 before the signature, 2 on the day, 1 after"


def test_a_quiet_span_is_cut_out_only_when_asked():
    days = [(0, 1), (10, 11), (20, 21), (4000, 4001)]
    assert make_scale(days, 0, 6).breaks == []
    cut = make_scale(days, 0, 6, compress=True)
    assert len(cut.breaks) == 1
    assert cut.x(4000) - cut.x(20) < 3.5 < make_scale(days, 0, 6).x(4000) - make_scale(days, 0, 6).x(20)


@pytest.mark.parametrize("compress", [False, True])
def test_the_axis_never_runs_backwards(compress):
    days = [(float(day), day + 1.0) for day in (-60000, -59990, 0, 5, 7000, 7001, 90000)]
    scale = make_scale(days, 0.1, 6.0, compress)
    places = [scale.x(day) for day in range(-60000, 90001, 500)]
    assert places == sorted(places)
    assert min(places) >= 0.1 - 1e-9
    assert max(places) <= 6.0 + 1e-9


@pytest.mark.parametrize("span", [1, 20, 90, 500, 4000, 40000, 700000])
@pytest.mark.parametrize("width", [3.1, 6.4, 9.3])
def test_ticks_stand_apart_and_there_are_some(span, width):
    first = (dt.date(2021, 3, 9) - dt.date(1970, 1, 1)).days
    shown = ticks(make_scale([(first, first + span)], 0.1, width - 0.1), 8, width)
    assert shown
    assert all(b[1] > a[1] for a, b in pairwise(shown))


@pytest.mark.parametrize(
    ("date", "short"),
    [
        ("2025-01-17", "17 Jan 2025"), ("2024-12", "Dec 2024"), ("1815", "1815"), ("2024~", "c. 2024"),
        ("2025-12?", "Dec 2025?"), ("2022-08/2022-11", "Aug 2022–Nov 2022"), ("2025-05-30/2025-06-02", "30 May–2 Jun 2025"),
        ("2024-12-30/2025-01-02", "30 Dec 2024–2 Jan 2025"), ("../2020", "until 2020"), ("201X", "201X"), ("never", "never"),
    ],
)  # fmt: skip
def test_dates_are_short(date, short):
    assert short_date(date) == short


def test_pages_hold_all_events_in_order(shipped):
    whole = Selection.make("events")
    parts = pages(shipped, whole, events=30)
    assert len(parts) == 4
    rows = [part.rows(shipped) for part in parts]
    assert all(len(part) <= 31 for part in rows)
    seen = [row for part in rows for row in part["id"]]
    assert set(seen) == set(whole.rows(shipped)["id"])
    assert len(seen) <= len(set(seen)) + 3
    firsts = [part["date_from"].min() for part in rows]
    assert firsts == sorted(firsts)


def test_a_page_holds_at_least_one_event(shipped):
    with pytest.raises(KitError, match="at least one"):
        pages(shipped, Selection.make("events"), events=0)
