"""Rows come out as people read them, and nothing from data becomes markup."""

import pytest

import analystkit as ak
from analystkit.dossier import TABLES
from analystkit.explore.grid import RowsTable
from analystkit.explore.rows import briefly, readable, reading

EVIL = '<script>alert(1)</script><img src=x onerror=alert(2)> $x^2$ & "quoted"'


@pytest.fixture
def evil(tiny_folder):
    path = tiny_folder / "provisions.csv"
    quoted = '"' + EVIL.replace('"', '""') + '"'
    path.write_text(path.read_text("utf-8").replace("Tariffs,Tariffs end", f"{quoted},{quoted}"), "utf-8")
    return ak.open_dossier(tiny_folder)


def test_terms_become_labels_and_sources_become_links(tiny):
    frame = readable(tiny, "provisions", tiny.table("provisions"))
    row = frame.iloc[1]
    assert list(frame.columns) == ["Article", "Heading", "Domain", "Obligation", "Verification", "Sources"]
    assert row["Obligation"] == "Prohibits"
    assert row["Verification"] == "Two sources"
    assert (
        '<a href="https://example.org/doe2020" target="_blank" rel="noopener noreferrer">' in row["Sources"]
    )
    assert "para. 2" in row["Sources"]


def test_articles_sort_by_number_and_carry_their_paragraph(tiny):
    articles = list(readable(tiny, "provisions", tiny.table("provisions"))["Article"])
    assert articles[0] == "<span hidden>0000</span>preamble"
    assert articles[3] == "<span hidden>0003</span>3(1)"
    assert articles[-1] == ""


def test_dates_are_in_words_and_sort_by_the_calendar(tiny):
    dates = list(readable(tiny, "events", tiny.table("events"))["Date"])
    assert dates[1] == "<span hidden>2020-05-04</span>4 May 2020"


@pytest.mark.parametrize("part", ["<script", "<img", "onerror=alert(2)>"])
def test_markup_in_data_is_shown_as_text(evil, part):
    rows = evil.table("provisions")
    scanned = " ".join(readable(evil, "provisions", rows).iloc[3])
    read = reading(evil, "provisions", rows.iloc[3])
    assert "&lt;script&gt;" in scanned
    assert "&lt;script&gt;" in read
    assert part not in scanned + read


def test_a_source_that_is_no_web_address_is_no_link(tiny_folder):
    path = tiny_folder / "sources.json"
    path.write_text(
        path.read_text("utf-8").replace("https://example.org/doe2020", "javascript:alert(1)"), "utf-8"
    )
    dossier = ak.open_dossier(tiny_folder)
    cell = readable(dossier, "provisions", dossier.table("provisions"))["Sources"].iloc[1]
    assert "javascript" not in cell
    assert "The Gazette 2020, para. 2" in cell


def test_a_row_read_in_full_has_every_field_and_the_whole_reference(tiny):
    text = reading(tiny, "motives", tiny.table("motives").iloc[1])
    assert "Bruma says no" in text
    assert "Treaty signed" in text
    assert "[reliability A]" in text
    assert "Hedge" not in text  # blank


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_shows_columns_that_it_has(table):
    assert set(briefly(table)) <= set(TABLES[table].by_name)


@pytest.mark.parametrize("table", ["provisions", "motives", "events", "indicators", "treaties", "evidence"])
def test_every_shipped_row_can_be_read(shipped, table):
    rows = shipped.table(table)
    assert len(readable(shipped, table, rows)) == len(rows)
    for at in range(len(rows)):
        assert reading(shipped, table, rows.iloc[at]).count("<dt>") > 3


def test_rows_are_read_by_choosing_and_by_turning(tiny):
    table = RowsTable(tiny, "provisions")
    table.show(tiny.table("provisions"))
    assert table.at is None
    table.after.click()
    assert "Neither" not in table.text.value
    table.after.click()
    assert "Neither attacks the other" in table.text.value
    table.before.click()
    assert table.at == 0
    assert table.before.disabled
    table.show(tiny.table("provisions").head(0))
    assert table.text.value == ""
    assert table.after.disabled


def test_rows_that_come_later_look_like_the_first(tiny):
    table, rows = RowsTable(tiny, "provisions"), tiny.table("provisions")
    table.show(rows)
    first = dict(table._grid._dt_args)
    table.show(rows.iloc[:2])
    table.show(rows)
    later = dict(table._grid._dt_args)
    assert later == first
    assert "<a href=" in later["data_json"]
