"""A dossier in its other forms: one workbook, a Zotero export, files as spreadsheets leave them, a new one."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest

import analystkit as ak
from analystkit.cli import main
from analystkit.dossier import OwnRows, say_date
from analystkit.dossier.about import read_sources
from analystkit.dossier.converting import convert, new
from analystkit.dossier.sources import Source

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "dossiers"


def said(folder):
    return "\n".join(map(str, ak.check(folder)))


@pytest.fixture
def book(tiny_folder, tmp_path):
    """Return the path of the small dossier as a workbook."""
    return convert(str(tiny_folder), tmp_path / "books" / "tiny.xlsx")[0]


def edit(path, change):
    found = openpyxl.load_workbook(path)
    change(found)
    found.save(path)


def test_a_workbook_loses_nothing_of_a_folder(tiny_folder, book, tmp_path):
    (tiny_folder / "events.mine.csv").write_text(
        (tiny_folder / "events.csv")
        .read_text("utf-8")
        .replace("Talks,They talk", '"=1+1, ""so""","two\nlines"'),
        "utf-8",
    )
    (tiny_folder / "notes").mkdir()
    (tiny_folder / "notes" / "start.md").write_text("Some *prose*.\n\nMore.\n", "utf-8")
    convert(str(tiny_folder), book, overwrite=True)
    convert(str(book), tmp_path / "back")
    for path in tiny_folder.rglob("*.*"):
        again = (tmp_path / "back" / path.relative_to(tiny_folder)).read_text("utf-8")
        same = json.loads(again) == json.loads(path.read_text("utf-8")) if path.suffix == ".json" else None
        assert same or again == path.read_text("utf-8"), path.name


def test_a_dossier_opens_from_a_workbook_and_own_rows_lie_beside_it(tiny, book):
    opened = ak.open_dossier(book)
    names = list(tiny.tables)
    assert list(opened.tables) == names
    assert opened.fingerprint(names) == tiny.fingerprint(names)
    assert len(ak.draw(opened, "provisions-by-domain").rows) == 5
    OwnRows(opened, "events").put(
        [{"id": "own", "date": "2021", "title": "Own", "category": "war", "verification": "unverified"}]
    )
    assert (book.parent / "tiny" / "events.mine.csv").exists()
    again = ak.open_dossier(opened.path)
    assert list(again.table("events").query("mine")["id"]) == ["own"]
    assert again.reread("events").table("events").equals(again.table("events"))


def _merge(book):
    book["events"].merge_cells("B2:C2")


def _fail(book):
    book["indicators"]["E2"] = "=1/0"


def _as_date(book):
    book["events"]["B3"].value = dt.datetime(2020, 5, 1)
    book["events"]["B3"].number_format = "mmm-yy"


def _note_outside(book):
    notes = book.create_sheet("notes")
    for row in (["file", "text"], ["../../evil.md", "x"], ["a.md", "x"], ["a.md", "y"]):
        notes.append(row)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_note_outside, "[notes]:2:file: found '../../evil.md', expected the name of a note"),
        (_note_outside, "[notes]:4:file: found 'a.md', expected the name of a note"),
        (lambda book: book["events"].cell(9000, 700, "x"), "cells as far as ZX9000"),
        (lambda book: book.remove(book["codebook"]), "no sheet 'codebook'"),
        (lambda book: book.create_sheet("Notes to self"), "a sheet that no dossier has"),
        (_merge, "the merged cells B2:C2"),
        (_fail, "a formula without a value"),
        (_as_date, "a date shown as 'mmm-yy'"),
    ],
)
def test_what_is_wrong_in_a_workbook_is_named(book, change, expected):
    edit(book, change)
    assert expected in said(book)


def test_numbers_and_days_that_excel_has_typed_are_read(book):
    def change(found):
        found["events"]["B3"].value, found["events"]["B3"].number_format = (
            dt.datetime(2020, 5, 4),
            "dd/mm/yyyy",
        )
        found["indicators"]["D2"].value, found["indicators"]["E2"].value = 2019, 1.5

    before = ak.open_dossier(book).fingerprint(["events", "indicators"])
    edit(book, change)
    assert ak.open_dossier(book).fingerprint(["events", "indicators"]) == before


def test_a_damaged_workbook_is_no_crash(tmp_path):
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 nothing")
    assert "a workbook that cannot be read" in said(tmp_path / "x.xlsx")


ZOTERO = [
    {"id": "http://zotero.org/users/1/items/AB12", "type": "book", "title": "On <i>Pacta</i> &amp; more",
     "author": [{"family": "Gogh", "given": "V.", "non-dropping-particle": "van"}],
     "issued": {"date-parts": [["2016", 3]]}},
    {"id": "two words", "type": "book", "title": "Raw", "issued": {"raw": "2019-05-04"}},
    {"id": "literal", "type": "book", "title": "Literal", "issued": {"literal": "sometime in 1998"}},
    {"id": "season", "type": "book", "title": "Season", "issued": {"date-parts": [[2001]], "season": "1"}},
    {"id": "string", "type": "book", "title": "String", "issued": "2016-03"},
    {"id": "none", "type": "book", "author": None},
]  # fmt: skip


def test_a_zotero_export_opens_as_it_is(tiny_folder):
    path = tiny_folder / "sources.json"
    path.write_text(json.dumps([*json.loads(path.read_text("utf-8")), *ZOTERO]), "utf-8")
    assert ak.check(tiny_folder) == []
    sources = ak.open_dossier(tiny_folder).sources
    assert sources["AB12"].short == "van Gogh 2016"
    assert sources["AB12"].title == "On Pacta & more"
    assert sources["two words"].key == "two-words"
    assert [sources[key].issued for key in ("two-words", "literal", "season", "string", "none")] == [
        "2019-05-04", "1998", "2001-21", "2016-03", "",
    ]  # fmt: skip
    assert sources["season"].csl["issued"] == {"date-parts": [[2001]], "season": "1"}
    assert sources["none"].reliability == ""
    assert "n.d." in sources["none"].reference


def test_bibtex_opens_too(tiny_folder):
    (tiny_folder / "sources.json").unlink()
    entries = "".join(
        f"@article{{{key}, title = {{T{{\\'e}}st of {key}}}, author = {{M{{\\\"u}}ller, A.}}, year = 2020}}\n"
        for key in ("doe2020", "roe2020", "agency2020")
    )
    (tiny_folder / "sources.bib").write_text(entries, "utf-8")
    assert all(not fault.stops for fault in ak.check(tiny_folder))  # ungraded sources make no second source
    assert ak.open_dossier(tiny_folder).sources["doe2020"].short == "Müller 2020"


ODD = [
    ({"id": "a", "author": "Smith"}, "1:author: found 'Smith', expected a list of people"),
    ({"id": "a", "editor": [{"family": 3}]}, "1:editor: found"),
    ({"id": "a", "issued": [2025]}, "1:issued: found '[2025]', expected a date such as"),
    (
        {"id": "a", "issued": {"date-parts": [[10**30]]}},
        "1:issued: found",
    ),
    ({"id": "a", "issued": "soon"}, "1:issued: found 'soon', expected a date"),
    ({"id": "a", "issued": {"date-parts": [[2025, 13]]}}, "1:issued: found"),
    ({"id": "a", "accessed": {"date-parts": [[2025, 2, 30]]}}, "1:accessed: found"),
    ({"id": "a", "URL": "http://["}, "1:URL: found 'http://[', expected an address such as"),
    ({"id": "a", "custom": "x"}, "1:custom: found 'x', expected keys with values (in 'a')"),
    ({"id": "a", "custom": {"reliability": ["A"]}}, "1:custom.reliability: found"),
    ({"id": "a", "custom": {"reliabilty": "A"}}, "did you mean 'reliability'?"),
    ({"id": "a", "titel": "T"}, "1:titel: found an unknown key, expected one of id, type, citation-key"),
    ({"id": "a", "title": {"main": "T"}}, "1:title: found"),
    ({"id": "a", "title": "T" * 100_001}, "expected at most 100000 characters"),
    ({"id": "a", "note": "bell\a"}, "1:note: found the character U+0007, expected text without it (delete it"),
    ({"id": "a", "note": "half \ud800"}, "1:note: found the character U+D800"),
    ({"id": "a", "author": [{"family": "Mark\ufeff"}]}, "1:author.1.family: found the character U+FEFF"),
    ({"id": "a" * 5_000}, "1:id: found 'aaa"),
    ({"id": "a" * 999, "k" * 5_000: 1}, f"1:{'k' * 60}: found an unknown key"),
    ({"id": [1]}, "1:id: found '[1]', expected text"),
    ({"id": ""}, "1:id: found '', expected at least 1 character"),
    ({"title": "T"}, "1:id: found no such key"),
    ("a", "1: found 'a', expected keys with values"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "expected"), ODD)
def test_what_an_item_of_the_sources_says_wrongly_is_named(item, expected):
    _, faults = read_sources({"sources.json": json.dumps([item]).encode()})
    said = "\n".join(map(str, faults))
    assert expected in said
    assert len(said) < 1_500
    assert len(faults) == 1


def test_a_character_that_cannot_stand_hides_no_other_fault():
    items = [{"id": "a", "title": "half \ud800"}, "2020-02-30", {"id": "c", "author": "Smith"}]
    sources, faults = read_sources({"sources.json": json.dumps(items).encode()})
    assert [fault.row for fault in faults] == [1, 2, 3]
    assert not sources


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '[{"id": "a", "volume": NaN}]', "[]]", '"x"', '{"items": {}}', "\x00", "9" * 5_000],
)
def test_sources_that_are_no_json_are_one_fault(text):
    assert [fault.stops for fault in read_sources({"sources.json": text.encode()})[1]] == [True]


@pytest.mark.parametrize(
    ("given", "cited"),
    [("doe2020.", "doe2020"), ("a--b", "a-b"), ("x y/z", "x-y-z"), ("п" * 999, "п" * 60), (5, "5")],
)
def test_an_id_that_cannot_be_cited_is_cleaned_and_found_by_both(given, cited):
    sources, faults = read_sources({"sources.json": json.dumps([{"id": given}]).encode()})
    assert faults == []
    assert list(sources) == [cited]
    assert sources[str(given)] is sources[cited]


TITLE_PAGE = [
    ('parties = ["Alba", "Bruma"]', "parties = [1]", "parties.1: found '1', expected text in quotation marks"),
    ('parties = ["Alba", "Bruma"]', 'parties = "Alba"', "parties: found 'Alba', expected a list"),
    ("articles = 5", 'articles = "5"', "articles: found '5', expected a whole number"),
    ("articles = 5", "articles = 1000", "articles: found '1000', expected from 0 to 999"),
    ("articles = 5", "articels = 5", "articles: found no such key, expected a value (is 'articels' meant?)"),
    ("notes = []", "notes = []\nseries.x.caution = 5", "series.x.caution: found '5', expected text"),
    ("notes = []", "notes = []\nseries.x.break_afer = 5", "did you mean 'break_after'?"),
    ("notes = []", "notes = []\nseries.x.break_after = 1991-01-01", "expected a whole number"),
    ("notes = []", "notes = []\ntopics.start = 'x'", "topics.start: found 'x', expected a list"),
    ("notes = []", "notes = []\nlabels.digset = 'x'", "labels.digset: found an unknown key"),
    ("notes = []", "notes = ['a\ufeffb']", "notes.1: found the character U+FEFF"),
    ("notes = []", "notes = ['" + "a" * 3_000 + "']", "expected at most 2,000 characters"),
    ("Tinytown treaty", "T\\u0001", "short_title: found the character U+0001"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), TITLE_PAGE)
def test_what_the_title_page_says_wrongly_is_named(tiny_folder, old, new, expected):
    path = tiny_folder / "dossier.toml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert f"dossier.toml:{expected}" in said(tiny_folder) or expected in said(tiny_folder)
    with pytest.raises(ak.DossierError):
        ak.open_dossier(tiny_folder)


@pytest.mark.parametrize("file", ["sources.json", "codebook.csv"])
def test_a_file_that_cannot_be_read_is_one_fault_not_fifty(tiny_folder, file):
    (tiny_folder / file).write_text("[{" if file == "sources.json" else "x;y\n1;2", "utf-8")
    faults = ak.check(tiny_folder)
    assert {fault.file for fault in faults} == {file}
    with pytest.raises(ak.DossierError, match=file):
        ak.open_dossier(tiny_folder)


def test_an_ungraded_export_makes_no_two_sources(tiny_folder):
    path = tiny_folder / "sources.json"
    items = [{**item, "custom": {}} for item in json.loads(path.read_text("utf-8"))]
    path.write_text(json.dumps(items), "utf-8")
    faults = ak.check(tiny_folder)
    assert {fault.column for fault in faults} == {"verification"}
    assert not any(fault.stops for fault in faults)


def test_a_reprint_is_no_second_source(tiny_folder):
    path = tiny_folder / "sources.json"
    items = json.loads(path.read_text("utf-8"))
    items[1]["custom"]["origin"] = "The Gazette (copy)"
    path.write_text(json.dumps(items), "utf-8")
    assert "found 'two-sources' with 2 cited, 2 of them read and graded A to C" in said(tiny_folder)


def test_every_grade_of_the_shipped_dossier_is_one_that_its_sources_allow(shipped):
    for name, frame in shipped.tables.items():
        if "verification" in frame:
            cited = [column for column in ("sources", "corroboration") if column in frame]
            for row in frame[frame["verification"] == "two-sources"].to_dict("records"):
                able = [
                    shipped.sources[c.source] for column in cited for c in row[column]
                    if shipped.sources[c.source].custom("read") in ("opening", "whole")
                    and shipped.sources[c.source].reliability in tuple("ABC")
                ]  # fmt: skip
                origins = [
                    {
                        o.split("(")[0].strip().casefold()
                        for o in (s.origin or s.container or s.key).split(";")
                    }
                    for s in able
                ]
                assert any(not a & b for a in origins for b in origins), (name, row["id"])


@pytest.mark.skipif(not CASES.is_dir(), reason="no ../shared/cases here")
@pytest.mark.parametrize("file", ["events.mine.season-decade.csv", "events.mine.sep-line.csv"])
def test_files_as_spreadsheets_leave_them(tmp_path, shipped, file):
    import shutil

    folder = Path(shutil.copytree(shipped.path, tmp_path / shipped.about.id))
    shutil.copy(CASES / file, folder / "events.mine.csv")
    own = ak.open_dossier(folder).table("events").query("mine")
    assert len(own) in (1, 2)
    words = {say_date(text) for text in own["date"]}
    assert words in ({"spring 2001", "the 2010s"}, {"1 March 2025"})
    assert own["date_from"].notna().all()


def test_a_source_with_a_date_as_text_is_read():
    items = CASES / "sources-issued-string.json"
    if not items.is_file():
        pytest.skip("no ../shared/cases here")
    sources, faults = read_sources({"sources.json": items.read_bytes()})
    assert (sources["stotz2016"].year, faults) == ("2016", [])


def test_persian_digits_are_digits_but_another_calendar_is_named(tiny_folder):
    path = tiny_folder / "events.csv"
    path.write_text(path.read_text("utf-8").replace("2020-05-04", "۲۰۲۰-۰۵-۰۴"), "utf-8")
    assert list(ak.open_dossier(tiny_folder).table("events")["date"])[1] == "2020-05-04"
    path.write_text(path.read_text("utf-8").replace("۲۰۲۰", "۱۴۰۳"), "utf-8")
    assert "Gregorian" in said(tiny_folder)


@pytest.mark.parametrize(
    ("page", "text"), [("1251", "Договор подписан"), ("1256", "معاهده امضا شد"), ("1252", "Fiançailles")]
)
def test_a_windows_code_page_is_named(tiny_folder, page, text):
    path = tiny_folder / "provisions.csv"
    path.write_bytes(
        path.read_text("utf-8").replace("Both want peace", text.replace("ه", "ة")).encode(f"cp{page}")
    )
    assert f"probably Windows-{page}" in said(tiny_folder)


@pytest.mark.parametrize("file", ["events.xlsx", "events.csv.txt", "events.mine.csv.txt"])
def test_a_table_under_another_ending_is_named(tiny_folder, file):
    (tiny_folder / file).write_bytes(b"x")
    assert f"{file}: found a table of events that is not read" in said(tiny_folder)


def test_what_dossier_toml_says_wrongly_is_named(tiny_folder):
    path = tiny_folder / "dossier.toml"
    path.write_text(
        path.read_text("utf-8").replace("in_force", "in_forse").replace('"tiny"', '"tony"'), "utf-8"
    )
    assert "dossier.toml:in_forse: found an unknown key" in said(tiny_folder)
    assert "did you mean 'in_force'?" in said(tiny_folder)
    assert "dossier.toml:id: found 'tony', expected the folder's name, 'tiny'" in said(tiny_folder)


def test_a_list_parted_by_commas_is_named(tiny_folder):
    path = tiny_folder / "events.csv"
    path.write_text(
        path.read_text("utf-8").replace(
            "treaty,Alba; Bruma,two-sources,@doe2020; @roe2020",
            'treaty,"Alba, Bruma",two-sources,@doe2020; @roe2020',
        ),
        "utf-8",
    )
    (fault,) = ak.check(tiny_folder)
    assert (fault.column, fault.stops) == ("actors", False)
    assert "write 'Alba; Bruma'" in fault.hint


def test_a_young_dossier_gets_one_line_a_cause_and_lines_to_paste(tiny_folder, capsys):
    book = tiny_folder / "codebook.csv"
    kept = [line for line in book.read_text("utf-8").splitlines() if not line.startswith("provisions,domain")]
    book.write_text("\n".join(kept), "utf-8")
    assert main(["check", str(tiny_folder)]) == 1
    printed = capsys.readouterr().out
    assert printed.count("provisions.csv") == 3  # security, trade, energy
    assert "also in row 5" in printed
    assert "provisions,domain,trade,Trade,,What it means,2,," in printed


def test_thousands_of_wrong_terms_are_a_few_lines(tiny_folder, capsys):
    path = tiny_folder / "events.csv"
    rows = "".join(f"n{n},2020,T,,word{n},,unverified,,\n" for n in range(3000))
    path.write_text(path.read_text("utf-8") + rows, "utf-8")
    faults = ak.check(tiny_folder)
    assert [fault.row for fault in faults] == list(range(6, 18))
    assert str(faults[-1]).startswith("events.csv:17:category: found 'word11', 'word12', 'word13'")
    assert (
        "and 2983 more, expected a term of the codebook"
        in faults[-1].found + ", expected " + faults[-1].expected
    )
    assert faults[-1].hint == "also in rows 18, 19, 20, 21, 22, 23 and 2982 more"
    main(["check", str(tiny_folder)])
    assert capsys.readouterr().out.count("\n") < 150


def test_each_role_that_the_codebook_lacks_is_said_once_and_stops_nothing(tiny_folder):
    book = tiny_folder / "codebook.csv"
    book.write_text(
        book.read_text("utf-8").replace("binding; prohibiting", "").replace(",binding\n", ",\n"), "utf-8"
    )
    roles = [fault for fault in ak.check(tiny_folder) if fault.column == "role"]
    assert [fault.found.split("'")[1] for fault in roles] == ["binding", "prohibiting"]
    assert ak.open_dossier(tiny_folder).codebook.with_role("provisions", "obligation", "binding") == ()
    book.write_text(book.read_text("utf-8").replace(",declaring\n", ",declering\n"), "utf-8")
    assert "codebook.csv:10:role: found 'declering'" in said(tiny_folder)
    assert "did you mean 'declaring'?" in said(tiny_folder)


@pytest.mark.parametrize("name", ["", "..", "CON", "con", "two words", "معاهده", "a/b", "tiny", "Treaty"])
def test_a_name_that_cannot_be_a_dossiers_is_refused(tiny_folder, name):
    with pytest.raises(ak.KitError, match=r"cannot name a dossier|is there already"):
        new(name, tiny_folder.parent)
    assert [path.name for path in tiny_folder.parent.iterdir()] == ["tiny"]


def test_a_new_dossier_is_sound_and_draws(tmp_path, capsys):
    assert main(["new", "amity", "--into", str(tmp_path / "data")]) == 0
    folder = tmp_path / "data" / "amity"
    assert ak.check(folder) == []
    dossier = ak.open_dossier(folder)
    assert dossier.about.id == "amity"
    assert set(dossier.tables) == set(ak.open_dossier("russia-iran-2025").tables)
    figure = ak.draw(dossier, "provisions-by-domain")
    assert len(figure.rows) == 2


def test_without_a_name_the_one_that_is_meant_opens(tiny_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("ANALYSTKIT_HOME", str(tiny_folder.parents[1]))
    assert ak.open_dossier().about.id == "tiny"
    new("amity", tiny_folder.parent)
    (tiny_folder.parent / "default").write_text("tiny\n", "utf-8")
    assert ak.open_dossier().about.id == "tiny"
    monkeypatch.setenv("ANALYSTKIT_DOSSIER", "amity")
    assert ak.open_dossier().about.id == "amity"
    monkeypatch.setenv("ANALYSTKIT_DOSSIER", str(tiny_folder))
    assert ak.open_dossier().about.id == "tiny"
    monkeypatch.setenv("ANALYSTKIT_DOSSIER", "amyty")
    with pytest.raises(ak.KitError, match="did you mean 'amity'"):
        ak.open_dossier()


def test_a_cell_with_dollars_is_no_mathematics(tiny):
    column = ak.dossier.TABLES["indicators"].by_name["note"]
    words = column.words("from $3 bn to $5 bn, \\(x\\)", tiny)
    assert words.plain == "from $3 bn to $5 bn, \\(x\\)"
    assert words.html().count("<span>$</span>") == 2
    assert "\\(" not in words.html()


def test_a_source_with_an_odd_author_is_named_all_the_same():
    assert (
        Source(
            "a", {"title": "T", "author": [None, {"literal": "UN"}, "x"], "issued": {"date-parts": [[None]]}}
        ).short
        == "UN n.d."
    )
