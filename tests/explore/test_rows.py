"""Rows come out as people read them, and nothing from data becomes markup."""

import pytest

import analystkit as ak
from analystkit.dossier import TABLES
from analystkit.explore.picture import RowsTable, reading

EVIL = '<script>alert(1)</script><img src=x onerror=alert(2)> $x^2$ & "quoted"'


@pytest.fixture
def evil(tiny_folder):
    path = tiny_folder / "provisions.csv"
    quoted = '"' + EVIL.replace('"', '""') + '"'
    path.write_text(path.read_text("utf-8").replace("Tariffs,Tariffs end", f"{quoted},{quoted}"), "utf-8")
    return ak.open_dossier(tiny_folder)


def shown(dossier, table, rows=None):
    """What the page gets: for each row its cells by their heads, as HTML, and what they are sorted by."""
    made = RowsTable(dossier, table)
    made.show(dossier.table(table) if rows is None else rows)
    return [(dict(zip(made.columns, row["html"], strict=True)), row["keys"]) for row in made.rows]


def test_terms_become_labels_and_sources_become_links(tiny):
    row, _ = shown(tiny, "provisions")[1]
    assert list(row)[:4] == ["Article", "Heading", "Summary", "Domain"]
    assert row["Obligation"] == "Prohibits"
    assert row["Verification"] == "Two sources"
    assert (
        '<a href="https://example.org/doe2020" target="_blank" rel="noopener noreferrer">' in row["Sources"]
    )
    assert "para. 2" in row["Sources"]


def test_articles_sort_by_number_and_carry_their_paragraph(tiny):
    rows = shown(tiny, "provisions")
    assert [(row["Article"], keys[0]) for row, keys in (rows[0], rows[3], rows[-1])] == [
        ("Preamble", "0000"),
        ("3(1)", "0003"),
        ("", ""),
    ]


def test_dates_are_in_words_and_sort_by_the_calendar(tiny):
    row, keys = shown(tiny, "events")[1]
    assert (row["Date"], keys[0]) == ("4 May 2020", "2020-05-04")


@pytest.mark.parametrize("part", ["<script", "<img", "onerror=alert(2)>"])
def test_markup_in_data_is_shown_as_text(evil, part):
    rows = evil.table("provisions")
    scanned = " ".join(shown(evil, "provisions")[3][0].values())
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
    cell = shown(dossier, "provisions")[1][0]["Sources"]
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
    assert set(TABLES[table].brief) <= set(TABLES[table].by_name)


@pytest.mark.parametrize("table", ["provisions", "motives", "events", "indicators", "treaties", "evidence"])
def test_every_shipped_row_can_be_read(shipped, table):
    rows = shipped.table(table)
    assert len(shown(shipped, table)) == len(rows)
    for at in range(len(rows)):
        assert reading(shipped, table, rows.iloc[at]).count("<dt>") > 3


def test_a_row_is_read_in_full_when_the_page_asks_for_it(tiny, monkeypatch):
    table, sent = RowsTable(tiny, "provisions"), []
    table.show(tiny.table("provisions"))
    monkeypatch.setattr(table, "send", sent.append)
    for asked in (1, 99, -1):
        table._handle_custom_msg({"do": "read", "row": asked}, [])
    assert [each["row"] for each in sent] == [1]
    assert "Neither attacks the other" in sent[0]["html"]
