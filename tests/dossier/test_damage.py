"""A damaged dossier is reported: every fault, with its place, at once, and as the kit's own error."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analystkit as ak
from analystkit.cli import main
from analystkit.dossier import Fault
from tests.conftest import write_tiny


def change(path, old, new, count=1):
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, count), encoding="utf-8")


TREATIES = """id,title,parties,signed,in_force,status,articles,term_years,renewal,termination_notice,defence_article,verification,sources,note
t1,Treaty,Alba; Bruma,2020-05-04,,signed,5,,,,,two-sources,@doe2020; @roe2020,
"""

# file, what stands there, what the damage makes of it, and the line that must be reported
DAMAGE = [
    ("provisions.csv", "trade,promotes", "trad,promotes", "provisions.csv:4:domain: found 'trad', expected a term"),
    ("provisions.csv", "art-02,2", "art-02,two", "provisions.csv:4:article: found 'two', expected an article from 1"),
    ("provisions.csv", "art-04,4", "art-04,9", "provisions.csv:7:article: found '9', expected an article from 1 to 5"),
    ("provisions.csv", "art-03-2,3", "art-03-1,3", "provisions.csv:6:id: found 'art-03-1' again, expected each id once"),
    ("provisions.csv", "two-sources,sourced,@doe2020; @roe2020,", "two-sources,sourced,@doe2020,", "two-sources' with 1"),
    ("provisions.csv", "Songs,Songs are shared", "Songs,Songs, shared", "provisions.csv:8: found 14 cells, expected 13"),
    ("promises.csv", "neutrality,disputed", "neutrality,maybe", "promises.csv:3:made: found 'maybe', expected a term"),
    ("motives.csv", "2; 3,wants", "2; 31,wants", "motives.csv:2:articles: found '2; 31', expected articles from 1 to 5"),
    ("motives.csv", "wants to sell,\"@", "wants to sell a great many things,\"@", "motives.csv:2:key_phrase"),
    ("motives.csv", "@agency2020", "@agncy2020", "did you mean 'agency2020'?"),
    ("motives.csv", "likely", "likley", "motives.csv:2:hedge: found 'likley'"),
    ("motives.csv", "@doe2020, para. 2", "doe2020 para 2", "motives.csv:3:sources: found 'doe2020 para 2', expected citations"),
    ("events.csv", "2020-05-04", "04/05/2020", "events.csv:3:date: found '04/05/2020', expected an EDTF date"),
    ("events.csv", "2020~", "2020-02-30", "events.csv:4:date: found '2020-02-30', expected an EDTF date"),
    ("events.csv", "2021-02?", "Feb-21", "a spreadsheet has rewritten it"),
    ("events.csv", ",Talks,", ",,", "events.csv:2:title: found nothing, expected some text"),
    ("indicators.csv", "2019,1.5", '2019,"1,500"', "indicators.csv:2:value: found '1,500', expected a number"),
    ("indicators.csv", "2.5", "nan", "indicators.csv:3:value: found 'nan', expected a number"),
    ("statements.csv", "key_phrase", "keyphrase", "statements.csv:1: found the column 'keyphrase'"),
    ("codebook.csv", "security,Security,Security,About security,1", "security,Security,Security,About security,one",
     "codebook.csv:5:order: found 'one', expected a whole number"),
    ("codebook.csv", "#8c2d19", "red", "codebook.csv:5:colour: found 'red', expected a color as #rrggbb"),
    ("dossier.toml", "2020-05-04", "4 May 2020", "dossier.toml:signed: found '4 May 2020', expected an EDTF date"),
    ("dossier.toml", 'main_source = "doe2020"', 'main_source = "dough2020"', "dossier.toml:main_source: found 'dough2020'"),
    ("sources.json", '"id": "roe2020", ', "", "sources.json:2:id"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "line"), DAMAGE)
def test_one_damage_is_reported_where_it_is(tiny_folder, file, old, new, line):
    change(tiny_folder / file, old, new)
    said = "\n".join(map(str, ak.check(tiny_folder)))
    assert line in said


def test_twenty_kinds_of_damage_are_all_reported_at_once(tiny_folder, capsys):
    (tiny_folder / "treaties.csv").write_text(TREATIES.replace("2020-05-04", "4.5.2020"), encoding="utf-8")
    (tiny_folder / "treaty_features.csv").write_text("treaty,feature,value\nt9,x,y\n", encoding="utf-8")
    (tiny_folder / "evnts.csv").write_text("id\n", encoding="utf-8")
    in_one_cell = [DAMAGE[n] for n in (0, 1, 2, 3, 5, 6, 7, 8, 9, 12, 13, 15, 16, 17, 18, 20, 21, 22)]
    for file, old, new, _ in in_one_cell:
        change(tiny_folder / file, old, new)
    assert main(["check", str(tiny_folder)]) == 1
    printed = capsys.readouterr().out
    for *_, line in in_one_cell:
        assert line in printed
    assert "treaties.csv:2:signed: found '4.5.2020'" in printed
    assert "treaty_features.csv:2:treaty: found 't9', expected an id of treaties.csv" in printed
    assert "evnts.csv: found a table that no dossier has" in printed
    assert "is 'events.csv' meant?" in printed


def test_a_sound_dossier_prints_one_screen_and_exits_0(tiny_folder, capsys):
    assert main(["check", str(tiny_folder)]) == 0
    printed = capsys.readouterr().out
    assert "Treaty of Tinytown" in printed
    assert len(printed.splitlines()) <= 24


@pytest.mark.parametrize(
    ("encode", "expected"),
    [
        (lambda text: text.encode("utf-16"), "UTF-16 text, expected UTF-8"),
        (
            lambda text: text.replace("Aims", "Fianç").encode("cp1252"),
            "not UTF-8 (b'\\xe7'), probably Windows-1252",
        ),
        (lambda text: text.replace(",", ";").encode(), "columns separated by ';', expected commas"),
        (lambda text: text.replace(",", "\t").encode(), "columns separated by tabs, expected commas"),
        (lambda text: b"", "an empty file, expected a header line"),
        (
            lambda text: text.encode().replace(b"Aims", b"A\0ms"),
            "provisions.csv:2:heading: found the character U+0000",
        ),
        (lambda text: text.encode().replace(b"Aims", b'"Aims'), "a quotation mark that is not closed"),
    ],
)
def test_a_file_in_the_wrong_form_is_named(tiny_folder, encode, expected):
    path = tiny_folder / "provisions.csv"
    path.write_bytes(encode(path.read_text(encoding="utf-8")))
    assert expected in "\n".join(map(str, ak.check(tiny_folder)))


FILES = ["dossier.toml", "sources.json", "codebook.csv", "provisions.csv", "events.csv"]


def put(path, form):
    """Put something in a file's place that is no file, or none that can be read."""
    path.unlink()
    if form == "folder":
        path.mkdir()
    elif form == "queue":
        os.mkfifo(path)
    elif form == "1 GB":
        with path.open("wb") as file:
            file.truncate(1 << 30)
    else:
        path.symlink_to({"device": "/dev/zero", "dangling": "/nowhere/at/all", "loop": path}[form])


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("form", ["folder", "queue", "1 GB", "device", "dangling", "loop"])
def test_what_is_no_file_is_one_fault_and_never_waited_on(tiny_folder, file, form):
    put(tiny_folder / file, form)
    (fault,) = ak.check(tiny_folder)
    assert (fault.file, fault.row, fault.stops) == (file, 0, True)
    with pytest.raises(ak.DossierError):
        ak.open_dossier(tiny_folder)


@pytest.mark.parametrize("file", FILES[:4])
def test_a_missing_file_is_one_fault(tiny_folder, file):
    (tiny_folder / file).unlink()
    (fault,) = ak.check(tiny_folder)
    assert str(fault).startswith(f"{file}: found no such file")


@pytest.mark.parametrize(
    ("file", "under", "said"),
    [
        ("events.csv", "event.csv", "event.csv: found a table that no dossier has"),
        ("events.csv", "Events.CSV", "is 'events.csv' meant?"),
        ("events.csv", "events (1).csv", "is 'events.csv' meant?"),
        ("events.csv", "EVENTS.XLS", "EVENTS.XLS: found a table of events that is not read"),
        ("events.csv", "event.xlsx", "event.xlsx: found a table of events that is not read"),
        ("events.csv", "events.tsv", "rename it to events.csv"),
        ("dossier.toml", "dossier.toml.txt", "is 'dossier.toml.txt' meant?"),
        ("sources.json", "library.json", "is 'library.json' meant?"),
        ("codebook.csv", "Codebook.csv", "is 'Codebook.csv' meant?"),
    ],
)
def test_a_file_under_a_wrong_name_is_named_once(tiny_folder, file, under, said):
    (tiny_folder / file).rename(tiny_folder / under)
    (fault,) = ak.check(tiny_folder)
    assert said in str(fault)
    assert fault.stops


def test_two_files_of_sources_are_said(tiny_folder):
    (tiny_folder / "sources.bib").write_text("@book{x, title = {T}}", encoding="utf-8")
    (fault,) = ak.check(tiny_folder)
    assert (fault.found, fault.stops) == ("sources.bib beside it", False)


def test_a_queue_among_the_notes_is_never_waited_on(tiny_folder):
    (tiny_folder / "notes").mkdir()
    os.mkfifo(tiny_folder / "notes" / "a.md")
    assert [fault.file for fault in ak.check(tiny_folder)] == ["a.md"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="whoever owns a folder opens it")
@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_folder_without_rights_is_one_fault(mode):
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    folder = write_tiny(place / "closed")
    folder.chmod(mode)
    os.seteuid(65534)
    try:
        (fault,) = ak.check(folder)
        assert "closed: found a folder that cannot be read: Permission denied" in str(fault)
    finally:
        os.seteuid(0)
        shutil.rmtree(place)


HEAD = "id,date,title,description,category,actors,verification,sources,note"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEAD},,\nx,2020,T,,war,,unverified,,,,more\n", ":2: found 'more' under a blank header"),
        (f"{HEAD.replace('note', '')},note\n", ":1: found the column ''"),
        (f"{HEAD}\n" + "x" * 10_000_000, ":2: found a record that cannot be read"),
        ("a," * 2_000_000, ":1: found a header 'a, a, a"),
        ("x,y,z\n1,2,3\n", ":1: found a header 'x, y, z'"),
        ("My events\n\nid,date\n", ":1: found a header 'My events'"),
        (f"{HEAD}\n" + "\n" * 1_000_001, ": found more than 1,000,000 rows"),
        (f"{HEAD}\nx,2020,Bell\a,,war,,unverified,,\n", ":2:title: found the character U+0007"),
        (f"{HEAD}\nx,2020,M\ufeffark,,war,,unverified,,\n", ":2:title: found the character U+FEFF"),
        (f"{HEAD}\nx,2020,T,None\uffff,war,,unverified,,\n", ":2:description: found the character U+FFFF"),
        (f"{HEAD}\nx,2020,T,\x1b[31m,war,,unverified,,\n", ":2:description: found the character U+001B"),
    ],
)
def test_a_table_that_nothing_could_draw_is_one_fault(tiny_folder, text, said):
    (tiny_folder / "events.csv").write_text(text, encoding="utf-8")
    (fault,) = ak.check(tiny_folder)
    assert f"events.csv{said}" in str(fault)


def test_half_a_character_is_no_text(tiny_folder):
    path = tiny_folder / "events.csv"
    path.write_bytes(path.read_bytes().replace(b"They talk", b"They \xed\xa0\x80 talk"))
    assert "events.csv:2: found a byte that is not UTF-8" in str(ak.check(tiny_folder)[0])


CODINGS = "coder,provision,field,term,reason\n" + "".join(
    f"c{n},art-01,obligation,binds,\n" for n in range(30)
)
FOLLOWED = [
    ("dossier.toml", "articles = 5", "articles = -5"),
    ("sources.json", '"id": "doe2020"', '"author": "Doe", "id": "doe2020"'),
    ("codebook.csv", "About security,1,", "About security,first,"),
    ("provisions.csv", "art-01,1,", "art-01,1,,,,,,,,,,,,,,"),
    ("provisions.csv", "id,article", "identity,article"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new"), FOLLOWED)
def test_what_follows_from_a_fault_is_not_said_again(tiny_folder, file, old, new):
    (tiny_folder / "codings.csv").write_text(CODINGS, encoding="utf-8")
    change(tiny_folder / file, old, new)
    faults = ak.check(tiny_folder)
    assert {fault.file for fault in faults} == {file}
    assert len(faults) <= 2


def test_rows_about_a_table_that_is_not_there_are_one_fault(tiny_folder):
    text = "hypothesis,evidence,analyst,relevance\n"
    (tiny_folder / "relevance.csv").write_text(text.replace("hypothesis,", ""), encoding="utf-8")
    assert ak.check(tiny_folder) == []
    rows = "".join(f"e{n},kit,\n" for n in range(50))
    (tiny_folder / "relevance.csv").write_text(text.replace("hypothesis,", "") + rows, encoding="utf-8")
    assert [fault.found for fault in ak.check(tiny_folder)][:1] == ["no evidence.csv beside it"]
    assert len(ak.check(tiny_folder)) == 2


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tiny_folder):
    path = tiny_folder / "provisions.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert ak.check(tiny_folder) == []


def test_a_table_with_only_a_header_is_an_empty_table(tiny_folder):
    path = tiny_folder / "events.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    dossier = ak.open_dossier(tiny_folder)
    assert len(dossier.table("events")) == 0
    assert list(ak.Selection.make("events", dates=("2020", "2021"), text="x").rows(dossier)["id"]) == []


@pytest.mark.parametrize(
    "cell",
    [
        "<script>alert(1)</script>",
        "$x^2$",
        '=HYPERLINK("http://e.org")',
        "two\nlines",
        "متن فارسی",
        "Договор",
        "\u202eabc",
    ],
)
def test_markup_formulas_and_other_scripts_are_plain_text(tiny_folder, cell):
    quoted = '"' + cell.replace('"', '""') + '"'
    change(tiny_folder / "provisions.csv", "Both want peace", quoted)
    dossier = ak.open_dossier(tiny_folder)
    assert dossier.table("provisions")["summary"][0] == cell


def test_rows_after_a_cell_with_a_line_break_are_counted_as_a_spreadsheet_counts(tiny_folder):
    change(tiny_folder / "provisions.csv", "Both want peace", '"Both\nwant\npeace"')
    change(tiny_folder / "provisions.csv", "trade,promotes", "trad,promotes")
    assert [fault.row for fault in ak.check(tiny_folder)] == [4]


def test_opening_a_damaged_dossier_raises_one_error_with_all_faults(tiny_folder):
    change(tiny_folder / "events.csv", "2020-05-04", "Jan-25")
    change(tiny_folder / "provisions.csv", "trade,promotes", "trad,promotes")
    with pytest.raises(ak.DossierError) as caught:
        ak.open_dossier(tiny_folder)
    assert {fault.file for fault in caught.value.faults} == {"events.csv", "provisions.csv"}
    assert all(isinstance(fault, Fault) for fault in caught.value.faults)


def test_an_unknown_dossier_names_the_nearest():
    with pytest.raises(ak.KitError, match="did you mean 'russia-iran-2025'"):
        ak.open_dossier("russia-iran-2024")


def test_a_file_that_is_no_dossier_is_not_taken_for_a_name(tmp_path, monkeypatch):
    (tmp_path / "treaty.xls").write_text("x")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ak.KitError, match=r"expected a folder with a .* workbook"):
        ak.open_dossier("treaty.xls")


MANGLES = st.sampled_from(
    ["", ",", '"', "\n", ";", "\t", "\0", "é", "@", "=", "2020-13", "متن", "\ufeff", "'" * 99, "\r"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_mangled_tables_raise_nothing_but_the_kits_own_error(tiny_folder, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("mangled") / "dossier"
    shutil.copytree(tiny_folder, folder)
    file = data.draw(st.sampled_from(sorted(path.name for path in folder.iterdir())))
    content = bytearray((folder / file).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content)))
        end = min(len(content), place + data.draw(st.integers(0, 40)))
        raw = data.draw(st.one_of(MANGLES.map(str.encode), st.binary(max_size=8)))
        content[place:end] = raw
    (folder / file).write_bytes(bytes(content))
    faults = ak.check(folder)
    assert all("\n" not in str(fault) for fault in faults)
    try:
        ak.open_dossier(folder)
    except ak.KitError:
        assert any(fault.stops for fault in faults)
    else:
        assert not any(fault.stops for fault in faults)
