"""An opened dossier holds typed tables, and the analyst's own rows among them."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import pytest

import analystkit as ak
from analystkit.dossier import TABLES, Citation, say_date
from analystkit.dossier.dates import parse_date


def test_categories_are_in_the_order_of_the_codebook(tiny):
    domain = tiny.table("provisions")["domain"]
    assert domain.cat.ordered
    assert list(domain.cat.categories) == ["security", "trade", "energy"]


def test_citations_are_source_and_locator(tiny):
    assert tiny.table("provisions")["sources"][1] == (Citation("doe2020", "para. 2"), Citation("roe2020"))


def test_dates_become_bounds_and_keep_their_text(tiny):
    talks = tiny.table("events").iloc[0]
    assert (talks["date"], talks["date_from"], talks["date_to"]) == (
        "2019-03/2019-06",
        pd.Timestamp("2019-03-01"),
        pd.Timestamp("2019-06-30"),
    )
    assert list(tiny.table("events")["date_approximate"]) == [False, False, True, False]
    assert list(tiny.table("events")["date_uncertain"]) == [False, False, False, True]


def test_own_rows_are_merged_by_id_and_marked(tiny_folder):
    head = (tiny_folder / "events.csv").read_text(encoding="utf-8").splitlines()[0]
    own = [
        head,
        "signing,2020-05-05,Signing,Moved,treaty,Alba,one-source,@doe2020,",
        "mine,1850,Old,,war,,unverified,,",
    ]
    (tiny_folder / "events.mine.csv").write_text("\n".join(own), encoding="utf-8")
    shipped = (tiny_folder / "events.csv").read_bytes()
    events = ak.open_dossier(tiny_folder).table("events")
    assert list(events["id"]) == ["talks", "signing", "row", "rumor", "mine"]
    assert list(events["mine"]) == [False, True, False, False, True]
    assert events.set_index("id").loc["signing", "date"] == "2020-05-05"
    assert events.set_index("id").loc["mine", "date_from"] == pd.Timestamp("1850-01-01")
    assert (tiny_folder / "events.csv").read_bytes() == shipped


def test_own_rows_are_checked_like_the_rest(tiny_folder):
    head = (tiny_folder / "events.csv").read_text(encoding="utf-8").splitlines()[0]
    (tiny_folder / "events.mine.csv").write_text(
        head + "\nx,2024-02-30,T,,war,,unverified,,\n", encoding="utf-8"
    )
    assert [str(f)[:26] for f in ak.check(tiny_folder)] == ["events.mine.csv:2:date: fo"]


def test_a_missing_table_is_said_where_it_is_asked_for(tiny):
    with pytest.raises(ak.KitError, match="tiny has no treaties: there is no treaties"):
        tiny.table("treaties")


@pytest.mark.parametrize("which", [3, "3", "art. 3", "Article 3", "ARTICLE 3(1)"])
def test_an_article_is_found_however_it_is_written(tiny, which):
    assert list(tiny.article(which)["id"]) == ["art-03-1", "art-03-2"]


@pytest.mark.parametrize("which", [6, "x", "", "-1", "art. 3.5"])
def test_an_article_that_the_treaty_lacks_is_said(tiny, which):
    with pytest.raises(ak.KitError, match="the treaty has articles 1 to 5"):
        tiny.article(which)


def test_the_fingerprint_changes_with_the_cells_and_only_with_them(tiny_folder):
    first = ak.open_dossier(tiny_folder).fingerprint(["events"])
    path = tiny_folder / "provisions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Grid", "Net"), encoding="utf-8")
    again = ak.open_dossier(tiny_folder)
    assert again.fingerprint(["events"]) == first
    assert again.fingerprint(["events", "provisions"]) != first


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2025-01-17", dt.date(2025, 1, 17), dt.date(2025, 1, 17), "17 January 2025"),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29), "February 2024"),
        ("2022-11~", dt.date(2022, 11, 1), dt.date(2022, 11, 30), "about November 2022"),
        ("2025-12?", dt.date(2025, 12, 1), dt.date(2025, 12, 31), "December 2025 (uncertain)"),
        ("2022-08/2022-11", dt.date(2022, 8, 1), dt.date(2022, 11, 30), "August 2022 to November 2022"),
        ("2024-06/..", dt.date(2024, 6, 1), None, "from June 2024"),
        ("../1899", None, dt.date(1899, 12, 31), "until 1899"),
        ("2150", dt.date(2150, 1, 1), dt.date(2150, 12, 31), "2150"),
    ],
)
def test_edtf(text, first, last, words):
    parsed = parse_date(text)
    assert (parsed.first, parsed.last) == (first, last)
    assert say_date(text) == words


@pytest.mark.parametrize(
    "text", ["", "..", "/", "2024-02-30", "2025/2024", "Jan-25", "17/01/2025", "2024-13", "today"]
)
def test_what_is_no_edtf_date(text):
    with pytest.raises(ValueError):
        parse_date(text)


def test_the_shipped_dossier_is_sound_and_has_every_table(shipped):
    assert ak.check("russia-iran-2025") == []
    assert set(shipped.tables) == set(TABLES)


def test_every_article_of_the_shipped_treaty_has_a_row(shipped):
    placed = shipped.table("provisions")["article"].dropna()
    assert set(placed) == set(range(shipped.about.articles + 1))


def test_every_row_of_the_shipped_dossier_that_claims_a_source_cites_one(shipped):
    for name, frame in shipped.tables.items():
        if "verification" in frame and "sources" in frame:
            sourced = frame[frame["verification"] != "unverified"]
            assert all(len(cell) for cell in sourced["sources"]), name


def test_no_source_of_the_shipped_dossier_is_there_for_nothing(shipped):
    root = shipped.path.parents[1]
    files = [*shipped.path.glob("*.csv"), *root.glob("briefs/*.md"), *shipped.path.glob("notes/*.md")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    cited = {*re.findall(r"@(\w[\w:.-]*\w)", text), shipped.about.main_source, shipped.about.treaty_source}
    assert sorted(set(shipped.sources) - cited) == []


def test_no_key_phrase_is_longer_than_six_words_and_each_is_in_the_article(shipped, shared_sources):
    text = " ".join(
        (shared_sources / "al-ahram-drawing-closer.txt").read_text(encoding="utf-8").split()
    ).casefold()
    for name in ("motives", "statements"):
        for phrase in shipped.table(name)["key_phrase"]:
            assert len(phrase.split()) <= 6
            assert phrase.casefold() in text, phrase
