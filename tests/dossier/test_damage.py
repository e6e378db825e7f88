"""A damaged dossier is reported: every fault, with its place, at once, and as the kit's own error."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analystkit as ak
from analystkit.cli import main
from analystkit.dossier import Fault


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
        assert faults
    else:
        assert not faults
