"""What to draw, as one value: every spelling of it says the same, and what does not exist is said."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analystkit as ak
from analystkit import charts
from analystkit.dossier import TABLES, Selection
from analystkit.dossier.faults import STRAY
from analystkit.dossier.selection import PSEUDO, SELECTABLE
from analystkit.dossier.tables import VERIFICATION
from analystkit.errors import KitError
from analystkit.figures import Figure
from analystkit.figures.spec import Spec, check_terms

CHART = "provisions-by-domain"
VALUES = st.one_of(
    st.sampled_from(
        ["", "a,b", "x & y", "تحریم‌ها", " edge ", "a  b", "50%", "+", "k=v", "?", "(a) [b]", "١"]
    ),
    st.text(max_size=12).filter(lambda text: not STRAY.search(text)),
)
DATES = st.sampled_from([None, ("2022", ""), ("", "2024-05~"), ("2021-21", "2023%"), ("2020-01/2021", "..")])


@st.composite
def specs(draw: Any) -> Spec:
    chart = draw(st.sampled_from(charts.all()))
    names = [name for name, column in TABLES[chart.table].by_name.items() if column.kind in SELECTABLE]
    where = draw(
        st.dictionaries(st.sampled_from([*names, *PSEUDO]), st.lists(VALUES, max_size=3), max_size=3)
    )
    dates = draw(DATES) if TABLES[chart.table].of_kind("date") else None
    text, floor = draw(VALUES), draw(st.sampled_from(VERIFICATION))
    try:
        selection = Selection.make(chart.table, where, text, dates, floor)
    except KitError:  # not every date is one
        selection = Selection.make(chart.table, where, text, None, floor)
    options = {}
    for name, usual in chart.settle({}).items():
        if isinstance(usual, bool):
            options[name] = draw(st.booleans())
        elif isinstance(usual, int):
            options[name] = draw(st.integers(1, 50))
        else:
            options[name] = draw(VALUES)
    return Spec(chart.name, selection, draw(st.sampled_from(list(charts.PRESETS))), options=options)


@contextmanager
def anything_goes():
    """Let any term and option pass, so that what is compared is the spelling alone."""

    def settle(chart, given):
        return {**{name: option.default for name, option in chart.options.items()}, **given}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analystkit.figures.spec.check_terms", lambda *_: None)
        patch.setattr(charts.Chart, "settle", settle)
        yield


@pytest.fixture(scope="module")
def shipped():
    return ak.open_dossier("russia-iran-2025")


@settings(deadline=None, max_examples=300)
@given(spec=specs())
def test_a_target_says_the_same_as_the_spec_whatever_is_selected(shipped, spec):
    with anything_goes():
        assert Spec.from_target(spec.to_target(), shipped) == spec.checked(shipped)
        assert Spec.from_dict(spec.to_dict()) == spec
        assert "\n" not in spec.to_target()


@settings(deadline=None, max_examples=100)
@given(spec=specs(), title=VALUES, caption=VALUES)
def test_code_says_the_same_as_the_spec(shipped, spec, title, caption):
    spec = replace(spec, title=title, caption=caption)
    made = {}
    face = SimpleNamespace(draw=ak.draw, open_dossier=lambda _: shipped)
    with anything_goes():
        code = spec.to_code(shipped).replace("import analystkit as ak", "")
        exec(code.replace("ak.draw(", "figure = ak.draw("), {"ak": face}, made)
        assert made["figure"].spec == spec.checked(shipped)


def test_a_target_reads_as_people_write_it():
    selection = Selection.make("provisions", {"domain": ["trade", "energy"]}, "تحریم نفت, گاز")
    spec = Spec(CHART, selection, "column", title="A & B")
    assert spec.to_target() == f"chart:{CHART}?domain=energy,trade&text=تحریم نفت%2C گاز&preset=column"
    assert spec.to_target(title=True).endswith("&title=A %26 B")


def test_a_target_written_by_hand_is_read(tiny):
    spec = Spec.from_target(
        f"chart:{CHART}?domain=trade, energy&domain=security&floor= unverified&text=a+b", tiny
    )
    where = {"domain": ["energy", "security", "trade"]}
    assert spec == Spec(CHART, Selection.make("provisions", where, "a b", floor="unverified"))


def test_a_number_that_no_machine_holds_is_a_slip_like_others(tiny):
    with pytest.raises(KitError, match=r"months .* must be a whole number"):
        Spec.from_target(f"chart:events-before-and-after?months={'9' * 5000}", tiny)


def test_what_has_a_default_may_be_left_out():
    asked = {"chart": CHART, "selection": {"table": "provisions"}}
    assert Spec.from_dict(asked) == Spec(CHART, Selection("provisions"))


def test_a_figure_of_too_many_rows_says_how_many_it_takes(tiny):
    rows = tiny.table("provisions")
    many = replace(tiny, tables={**tiny.tables, "provisions": rows.iloc[[0] * 100_001]})
    with pytest.raises(KitError, match=r"100,001 provisions are selected, .* at most 100,000: narrow"):
        Figure(Spec(CHART, Selection("provisions", floor="unverified")), many).png()


def test_options_that_a_chart_has_by_itself_are_not_part_of_a_spec(tiny):
    chart = next(chart for chart in charts.all() if chart.options)
    spec = Spec(chart.name, Selection(chart.table), options=chart.settle({}))
    assert spec.checked(ak.open_dossier("russia-iran-2025")).options == {}


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (Spec("provisions-by-domian", Selection("provisions")), "did you mean 'provisions-by-domain'"),
        (Spec(CHART, Selection("events")), "draws provisions, but the selection is of events"),
        (Spec(CHART, Selection("provisions"), "poster"), "no preset named 'poster'"),
        (Spec(CHART, Selection.make("provisions", {"domain": "trad"})), "did you mean 'trade'"),
        (Spec(CHART, Selection.make("provisions", {"cites": "doe202"})), "did you mean 'doe2020'"),
        (Spec(CHART, Selection("provisions"), title=3), "what to draw:title: found '3', expected text"),
        (Spec(CHART, Selection("provisions"), options={"x": 1}), "no option of the chart"),
        (Spec(CHART, Selection("provisions"), options={"x": {1, 2}}), "must be text, numbers, lists"),
        (Spec(CHART, Selection("provisions"), options=None), "options: found .*expected keys with values"),
        (Spec(CHART, Selection("provisions"), title="x" * 1_000_000), "title: .*at most 2,000 characters"),
        (Spec(CHART, Selection("provisions"), title="a\ud800b"), r"title: found the character U\+D800"),
        (Spec(CHART, Selection("provisions"), caption="a\x07b"), r"caption: found the character U\+0007"),
        (Spec(CHART, Selection("provisions"), title=b"x"), "must be text, numbers, lists"),
        (Spec(CHART, Selection("provisions"), ["full"]), "preset: found .*expected text"),
        (Spec(["x"], Selection("provisions")), "no chart named"),
        (Spec(CHART, {}), "expected a Selection"),
        (Spec("ach-matrix", Selection("evidence")), "evidence"),
    ],
)
def test_what_does_not_exist_is_said_in_one_place(tiny, spec, said):
    with pytest.raises(KitError, match=said):
        spec.checked(tiny)
    with pytest.raises(KitError, match=said):
        Figure(spec, tiny)


def test_a_column_that_the_dossier_lacks_is_said(tiny):
    short = tiny.table("provisions").drop(columns="domain")
    with pytest.raises(KitError, match="needs the column 'domain'"):
        Spec(CHART, Selection("provisions")).checked(
            replace(tiny, tables={**tiny.tables, "provisions": short})
        )


def test_a_blank_term_is_no_slip(tiny):
    check_terms(tiny, Selection.make("provisions", {"domain": ""}))
