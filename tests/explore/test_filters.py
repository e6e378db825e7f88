"""Filters say what they choose, and count what each choice would leave."""

import itertools

import pytest

import analystkit as ak
from analystkit.dossier import Selection
from analystkit.explore.filters import Filters, bins, offered


@pytest.fixture
def filters(tiny):
    return Filters(tiny, "provisions", None, lambda quiet: None)


def counts(filters, name, selection=None):
    filters.show(filters.selection if selection is None else selection)
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


def test_many_words_are_counted_without_selecting_each(tiny_folder, monkeypatch):
    rows = [f"e{n},2020,Talks,,war,Actor {n}; Actor {n + 1},one-source,@doe2020," for n in range(400)]
    head = "id,date,title,description,category,actors,verification,sources,note"
    (tiny_folder / "events.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    asked, mask = [], Selection.mask
    monkeypatch.setattr(Selection, "mask", lambda *given: (asked.append(given), mask(*given))[1])
    events = Filters(ak.open_dossier(tiny_folder), "events", None, lambda quiet: None)
    assert counts(events, "actors")["Actor 7"] == 2
    assert len(asked) < 20


def test_the_verification_floor_says_how_many_it_hides(filters):
    assert counts(filters, "verification") == {"two-sources": 2, "one-source": 5, "unverified": 7}
    assert filters["verification"].widget.note == "2 left out"
    filters["verification"].widget.value = ["unverified"]
    filters.show(filters.selection)
    assert filters["verification"].widget.note == ""


def test_citing_the_main_source_is_a_filter_with_two_sides(tiny):
    filters = Filters(tiny, "provisions", ["cites:main"], lambda quiet: None)
    box = filters["cites:main"].widget
    filters.show(filters.selection)
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


def test_a_range_of_dates_reaches_over_every_row_and_is_free_at_both_ends(tiny):
    filters = Filters(tiny, "events", ["dates"], lambda quiet: None)
    range_ = filters["dates"].widget
    assert (range_.bins[0]["from"], range_.bins[-1]["to"]) == ("2019-03", "2021-02")
    assert sum(each["n"] for each in range_.bins) == len(tiny.table("events"))
    assert filters.selection.dates is None
    range_.value = ["2020-05", "2020-05"]
    assert range_.words == "May 2020"
    assert set(filters.selection.rows(tiny)["id"]) == {"signing", "row"}
    range_.value = ["2020-05", ""]
    assert range_.words == "from May 2020"
    assert filters.selection.dates == ("2020-05", "")


def test_a_range_of_dates_is_shown_where_it_falls_and_kept_as_fine_as_it_came(tiny):
    filters = Filters(tiny, "events", ["dates"], lambda quiet: None)
    asked = Selection.make("events", dates=("2020-01-17", "2020-05"))
    filters.selection = asked
    assert filters["dates"].widget.words == "17 January 2020 – May 2020"
    assert filters.selection == asked


@pytest.mark.parametrize(
    ("months", "last", "first"),
    [
        ([(2024, 12), (2025, 1)], (2025, 12), "2024-12"),
        ([(2001, 1), *[(2025, month) for month in range(1, 13)] * 3], (2026, 6), "2001-01"),
        ([(1921, 2), (2026, 1)], (2026, 6), "1929-12"),
    ],
)
def test_bars_are_months_where_most_rows_are_and_few_enough_to_hit(months, last, first):
    made = bins(months, last)
    assert made[0]["to"] == first
    assert len(made) <= 60
    assert sum(bar["n"] for bar in made) == len(months)
    assert all(one["to"] < other["from"] for one, other in itertools.pairwise(made))


def test_a_misspelt_filter_names_the_nearest(tiny):
    with pytest.raises(ak.KitError, match="did you mean 'domain'"):
        Filters(tiny, "provisions", ["domains"], lambda quiet: None)
