"""Filters say what they choose, and count what each choice would leave."""

import datetime as dt

import pytest

import analystkit as ak
from analystkit.dossier import Selection
from analystkit.explore.filters import Filters, offered
from analystkit.explore.spans import steps_between


@pytest.fixture
def filters(tiny):
    return Filters(tiny, "provisions", None, lambda quiet: None)


def counts(filters, name, selection=None):
    filters.recount(filters.selection if selection is None else selection)
    widget = filters[name].widget
    return {box["term"]: count for box, count in zip(widget.terms, widget.counts, strict=True)}


def test_a_table_offers_its_categories_then_verification_and_search(tiny):
    names = offered(tiny, "provisions")
    assert names[:2] == ["domain", "obligation"]
    assert names[-2:] == ["verification", "search"]
    assert "dates" in offered(tiny, "events")
    assert "actors" in offered(tiny, "events")


def test_a_count_is_the_number_of_rows_if_that_term_were_the_one_chosen(filters, tiny):
    for box in filters["domain"].widget.terms:
        alone = Selection.make("provisions", {"domain": [box["term"]]})
        assert counts(filters, "domain")[box["term"]] == len(alone.rows(tiny))


def test_counts_follow_the_other_filters_but_not_their_own(filters):
    filters["obligation"].widget.value = ["promotes"]
    filters["domain"].widget.value = ["security"]
    assert counts(filters, "domain") == {"security": 0, "trade": 1, "energy": 0, "": 0}
    assert counts(filters, "obligation")["prohibits"] == 1


def test_blank_cells_can_be_chosen_as_not_coded(filters, tiny):
    labels = {box["term"]: box["label"] for box in filters["obligation"].widget.terms}
    assert labels[""] == "not coded"
    filters["obligation"].widget.value = [""]
    assert set(filters.selection.rows(tiny)["id"]) == {"preamble", "topic-song"}


def test_a_row_of_a_list_column_counts_for_each_of_its_words(tiny):
    events = Filters(tiny, "events", ["actors"], lambda quiet: None)
    assert counts(events, "actors") == {"Alba": 3, "Bruma": 2}


def test_the_verification_floor_says_how_many_it_hides(filters):
    assert counts(filters, "verification") == {"two-sources": 2, "one-source": 5, "unverified": 7}
    assert filters["verification"].widget.note == "2 left out"
    filters["verification"].widget.value = ["unverified"]
    filters.recount(filters.selection)
    assert filters["verification"].widget.note == ""


def test_citing_the_main_source_is_a_filter_with_two_sides(tiny):
    filters = Filters(tiny, "provisions", ["cites:main"], lambda quiet: None)
    box = filters["cites:main"].widget
    filters.recount(filters.selection)
    assert box.counts == [4, 1]
    box.value = ["does-not-cite"]
    assert list(filters.selection.rows(tiny)["id"]) == ["art-03-1"]
    box.value = ["cites", "does-not-cite"]
    assert filters.selection == Selection("provisions")


@pytest.mark.parametrize(
    "selection",
    [
        Selection("provisions"),
        Selection.make("provisions", {"domain": ["trade", "energy"], "obligation": [""]}),
        Selection.make("provisions", text="power line", floor="unverified"),
        Selection.make("provisions", {"article": ["3"]}),
    ],
    ids=["nothing", "terms", "words", "a column without a filter"],
)
def test_filters_show_a_selection_and_give_it_back(filters, selection):
    filters.selection = selection
    assert filters.selection == selection


def test_showing_a_selection_is_no_change_by_the_analyst(tiny):
    called = []
    filters = Filters(tiny, "provisions", None, called.append)
    filters.selection = Selection.make("provisions", {"domain": ["trade"]}, text="x", floor="unverified")
    assert called == []
    filters["search"].widget.value = "tariffs"
    assert len(called) == 1


def test_a_range_of_dates_reaches_over_every_row_and_is_free_at_both_ends(tiny):
    filters = Filters(tiny, "events", ["dates"], lambda quiet: None)
    slider = filters["dates"].widget
    assert (slider.steps[0], slider.steps[-1]) == ("March 2019", "February 2021")
    assert filters.selection.dates is None
    slider.value = [14, 14]
    assert slider.steps[14] == "May 2020"
    assert set(filters.selection.rows(tiny)["id"]) == {"signing", "row"}


def test_a_range_of_dates_is_shown_where_it_falls(tiny):
    filters = Filters(tiny, "events", ["dates"], lambda quiet: None)
    asked = Selection.make("events", dates=("2020-01", "2020-05"))
    filters.selection = asked
    assert [filters["dates"].widget.steps[at] for at in filters["dates"].widget.value] == [
        "January 2020",
        "May 2020",
    ]
    assert filters.selection == asked


@pytest.mark.parametrize(
    ("first", "last", "steps"),
    [
        (dt.date(2025, 1, 30), dt.date(2025, 2, 2), ["2025-01-30", "2025-01-31", "2025-02-01", "2025-02-02"]),
        (dt.date(2024, 12, 31), dt.date(2025, 12, 1), ["2024-12"]),
        (dt.date(1921, 2, 26), dt.date(2026, 6, 1), ["1921", "1922"]),
    ],
)
def test_steps_are_days_months_or_years(first, last, steps):
    assert steps_between(first, last)[: len(steps)] == steps


def test_a_misspelt_filter_names_the_nearest(tiny):
    with pytest.raises(ak.KitError, match="did you mean 'domain'"):
        Filters(tiny, "provisions", ["domains"], lambda quiet: None)
