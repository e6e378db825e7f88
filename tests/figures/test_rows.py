"""Rows as CSV: what Excel opens, and nothing that it runs."""

import csv
import io

import pandas as pd
import pytest

from analystkit.dossier import Citation
from analystkit.figures.rows import plain, plain_rows, rows_csv, safe


def read_back(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", "\u00a0=1", "＝1", "=HYPERLINK(1)"]
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(cell):
    assert safe(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["a=b", "'x", "3", "", "–5", "<script>", "$x^2$", None, -5, 2.5, True])
def test_everything_else_stays_as_it_is(cell):
    assert safe(cell) == cell


def test_each_kind_of_column_is_written_as_people_read_it():
    rows = pd.DataFrame(
        {
            "id": pd.Series(["a", "b"], dtype="str"),
            "article": pd.Series([3, pd.NA], dtype="Int64"),
            "value": [-1.5, float("nan")],
            "domain": pd.Categorical(["trade", None], categories=["trade"]),
            "sources": [(Citation("said2025", "para. 3"), Citation("doe2020")), ()],
            "actors": [("Alba", "Bruma"), ()],
            "mine": [True, False],
        }
    )
    assert read_back(rows_csv(rows)) == [
        ["id", "article", "value", "domain", "sources", "actors", "mine"],
        ["a", "3", "-1.5", "trade", "'@said2025, para. 3; @doe2020", "Alba; Bruma", "yes"],
        ["b", "", "", "", "", "", "no"],
    ]


def test_line_breaks_quotes_and_commas_stay_inside_their_cell():
    rows = pd.DataFrame({"note": ['one\r\ntwo\nthree, "four"', "سلام", 'x",=1+1,"']}, dtype="str")
    assert [row[0] for row in read_back(rows_csv(rows))[1:]] == list(rows["note"])


def test_the_file_begins_with_a_mark_by_which_excel_knows_its_encoding():
    assert rows_csv(pd.DataFrame({"a": ["é"]})) == b"\xef\xbb\xbfa\r\n\xc3\xa9\r\n"


def test_columns_that_the_reader_derived_are_left_out(tiny):
    columns, _ = plain_rows(tiny.table("events"))
    assert columns[:3] == ["id", "date", "title"]
    assert not [name for name in columns if name.startswith("date_")]


def test_an_empty_table_still_has_its_header(tiny):
    lines = read_back(rows_csv(tiny.table("events").iloc[:0]))
    assert len(lines) == 1
    assert "category" in lines[0]


@pytest.mark.parametrize("blank", [None, pd.NA, pd.NaT, float("nan")])
def test_every_kind_of_missing_value_is_blank(blank):
    assert plain(blank) is None
