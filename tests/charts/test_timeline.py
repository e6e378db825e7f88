"""The timeline: nothing over anything else, nothing outside, and what is unsure of a date is drawn so."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analystkit as ak
from analystkit.charts import PRESETS, View, render
from analystkit.charts.axis import STEPS, Axis, edges, finest, short_date, ticks
from analystkit.charts.events import events
from analystkit.charts.events.strip import stacked
from analystkit.dossier import Selection
from analystkit.dossier.dates import parse_date
from tests.charts.drawn import to_bytes

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
    return replace(dossier, tables={**dossier.tables, "events": frame})


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
@given(rows=sets_of_events())
def test_no_label_touches_another_and_every_event_is_behind_a_mark(tiny, preset, rows):
    drawing = draw(with_events(tiny, rows), preset)
    assert_nothing_touches(drawing.figure)
    assert drawing.figure.get_size_inches()[1] * 25.4 <= {"column": 125, "full": 230, "slide": 143}[preset]
    drawn = {one for mark in drawing.marks for one in mark.ids}
    assert drawn == set(drawing.rows["id"])
    assert sum(map(int, re.findall(r"\d+", drawing.headline.replace(",", "").split(": ")[0]))) == len(rows)


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
    turned = replace(dossier, tables={**dossier.tables, "events": frame})
    assert to_bytes(draw(dossier, "full").figure) == to_bytes(draw(turned, "full").figure)


def listed(drawing):
    """Return the ids of the events named one by one, from the marks as wide as the plot, from the top."""
    wide = [mark for mark in drawing.marks if mark.width > 0.9 and len(mark.ids) == 1]
    return [mark.ids[0] for mark in sorted(wide, key=lambda mark: mark.top)]


@pytest.mark.parametrize("preset", PREDEFINED)
def test_the_events_named_stand_in_order_of_date_and_the_rest_is_counted(shipped, preset):
    drawing = draw(shipped, preset)
    rows = drawing.rows.set_index("id")
    named = listed(drawing)
    dates = [rows.at[one, "date_from"] for one in named]
    assert dates == sorted(dates)
    shown = " ".join(text.get_text() for text in drawing.figure.texts)
    assert f"Named: {len(named)} of {len(rows)}" in shown
    counts = [re.match(r"(\d+) more", text.get_text()) for text in drawing.figure.texts]
    rest = sum(int(found.group(1)) for found in counts if found)
    assert rest + len(named) == len(rows)


def test_all_events_are_named_where_there_is_room(tiny):
    rows = [(f"2020-05-0{day}", f"Event {day}", "war", "two-sources", True, False) for day in range(1, 8)]
    drawing = draw(with_events(tiny, rows), "full")
    assert len(listed(drawing)) == 7
    assert "all are named below" in drawing.subtitle


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
    assert not any(text.get_text().startswith("signed") for text in long_ago.figure.texts)


def test_events_that_cite_the_main_source_are_known(tiny):
    view = View(tiny, Selection.make("events"), tiny.table("events"), PRESETS["full"])
    assert {event.id: event.cited for event in events(view)} == {
        "talks": True, "signing": True, "row": False, "rumor": False,
    }  # fmt: skip


def test_what_is_unsure_shows(tiny):
    rows = [("2020~", "About then", "war", "one-source", False, False), ("2020", "Rumor", "war", "unverified", False, False)]  # fmt: skip
    shown = " ".join(text.get_text() for text in draw(with_events(tiny, rows), "full").figure.texts)
    assert "date about or uncertain" in shown
    assert "Unverified: Rumor" in shown
    assert "c. 2020" in shown


def test_the_headline_counts_what_comes_before_and_after(tiny):
    drawing = render(tiny, "timeline", Selection.make("events", floor="unverified"))
    total, before, on, after, around = (int(number) for number in re.findall(r"\d+", drawing.headline))
    assert total == len(drawing.rows) == before + on + after + around
    days = drawing.rows["date_from"], drawing.rows["date_to"]
    signed = pd.Timestamp(tiny.about.signed)
    assert before == (days[1] < signed).sum()
    assert on == ((days[0] == signed) & (days[1] == signed)).sum()
    assert after == (days[0] > signed).sum()


def test_a_date_that_leaves_the_day_open_is_not_counted_as_before_or_after(tiny):
    year = tiny.about.signed[:4]
    drawing = draw(with_events(tiny, [(year, "Some time", "war", "one-source", False, False)] * 2), "full")
    assert drawing.headline == "2 events, all around the signature"


def test_where_the_day_of_signature_is_open_only_what_is_surely_before_or_after_is_called_so(tiny_folder):
    path = tiny_folder / "dossier.toml"
    path.write_text(re.sub(r'(?m)^signed = "(\d{4}).*"', r'signed = "\1"', path.read_text("utf-8")), "utf-8")
    dossier = ak.open_dossier(tiny_folder)
    every = Selection.make("events", floor="unverified")
    assert "1 before, 1 after and 2 around" in render(dossier, "timeline", every).headline
    months = render(dossier, "events-before-and-after", every)
    assert "1 before the signature, 1 from that day on and 2 that may be either" in months.headline
    assert "the first day that the date of signature may mean" in months.subtitle


def test_squares_of_a_step_never_share_a_place(tiny):
    rows = [(f"2020-0{1 + n % 6}", f"Month {n}", "war", "one-source", False, False) for n in range(9)]
    rows += [("2020-01/2020-05", f"Long {n}", "war", "one-source", False, False) for n in range(3)]
    rows += [("2020-02/..", "Open", "war", "one-source", False, False)]
    dossier = with_events(tiny, rows)
    view = View(dossier, Selection.make("events"), dossier.tables["events"], PRESETS["full"])
    placed = stacked(events(view), edges(STEPS[2], 18262, 18628))
    cells = [(step, square.row) for square in placed for step in range(square.first, square.last + 1)]
    assert len(cells) == len(set(cells))
    assert len(placed) == len(rows)


@pytest.mark.parametrize("step", STEPS)
def test_steps_of_the_calendar_cover_a_span(step):
    first, last = -300_000.0, -299_000.0
    found = edges(step, first, last)
    assert found[0] <= first
    assert found[-1] >= last
    assert all(later > earlier for earlier, later in pairwise(found))


@pytest.mark.parametrize("days", [1, 20, 400, 9000, 400_000])
def test_the_finest_step_gives_no_more_than_asked(days):
    assert len(edges(finest(days, 60), 0.0, float(days))) <= 63


@pytest.mark.parametrize("span", [1, 20, 90, 500, 4000, 40000, 700000])
@pytest.mark.parametrize("width", [3.1, 6.4, 9.3])
def test_ticks_stand_apart_and_there_are_some(span, width):
    first = (dt.date(2021, 3, 9) - dt.date(1970, 1, 1)).days
    shown = ticks(Axis(first, first + span, 0.1, width - 0.1), 8, width)
    assert shown
    assert all(later[2] > earlier[2] for earlier, later in pairwise(shown))


@pytest.mark.parametrize(
    ("date", "short"),
    [
        ("2025-01-17", "17 Jan 2025"), ("2024-12", "Dec 2024"), ("1815", "1815"), ("2024~", "c. 2024"),
        ("2025-12?", "Dec 2025?"), ("2022-08/2022-11", "Aug 2022–Nov 2022"), ("2025-05-30/2025-06-02", "30 May–2 Jun 2025"),
        ("2024-12-30/2025-01-02", "30 Dec 2024–2 Jan 2025"), ("../2020", "until 2020"), ("never", "never"), ("2025-01-17/2025-01-17", "17 Jan 2025"),
    ],
)  # fmt: skip
def test_dates_are_short(date, short):
    assert short_date(date) == short
