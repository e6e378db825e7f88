"""The analyst's own rows are written so that nothing of anyone's is lost."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

import analystkit as ak
from analystkit.dossier import OwnRows
from analystkit.errors import Changed
from analystkit.files import locked, write

HYPOTHESES = "id,label,claim,question\nh1,One,First,why\nh2,Two,Second,why\n"
EVIDENCE = """id,date,statement,reliability,credibility,known_at_signing,diagnostic_note,sources
e1,2020,Something,B,1,yes,,@doe2020
e2,2020,Something else,C,2,yes,,@doe2020
"""
RATINGS = "hypothesis,evidence,analyst,consistency\nh1,e1,kit,I\n"
TERMS = """hypotheses,question,why,Why?,,Why,1,,
evidence,reliability,B,B,,B,1,,
evidence,reliability,C,C,,C,2,,
evidence,credibility,1,1,,1,1,,
evidence,credibility,2,2,,2,2,,
evidence,known_at_signing,yes,Yes,,Yes,1,,
consistency,consistency,C,C,,C,1,,
consistency,consistency,I,I,,I,2,,
"""


@pytest.fixture
def folder(tiny_folder):
    book = tiny_folder / "codebook.csv"
    book.write_text(book.read_text(encoding="utf-8") + TERMS, encoding="utf-8")
    for name, text in {"hypotheses": HYPOTHESES, "evidence": EVIDENCE, "consistency": RATINGS}.items():
        (tiny_folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return tiny_folder


def rating(consistency, hypothesis="h1", evidence="e1", analyst="Ada"):
    return {
        "hypothesis": hypothesis,
        "evidence": evidence,
        "analyst": analyst,
        "consistency": consistency,
    }


def own(folder, table="consistency"):
    return OwnRows(ak.open_dossier(folder), table)


def test_written_rows_are_there_when_the_dossier_is_opened_again(folder):
    own(folder).put([rating("C")])
    table = ak.open_dossier(folder).table("consistency")
    assert table[["analyst", "consistency", "mine"]].values.tolist() == [
        ["kit", "I", False],
        ["Ada", "C", True],
    ]


def test_rows_merge_by_key_and_all_others_stay(folder):
    own(folder).put([rating("C"), rating("I", "h2")])
    written = own(folder)
    written.put([rating("I")])
    assert {key: row["consistency"] for key, row in written.rows.items()} == {
        ("h1", "e1", "Ada"): "I",
        ("h2", "e1", "Ada"): "I",
    }
    assert own(folder).rows == written.rows


def test_a_row_can_be_taken_out(folder):
    own(folder).put([rating("C"), rating("I", "h2")])
    written = own(folder)
    written.drop([("h1", "e1", "Ada")])
    assert list(written.rows) == [("h2", "e1", "Ada")]


@pytest.mark.parametrize("name", ["Ada/desk 2", "../../etc", "a,b", 'say "no"', "علی", "two\nlines", "=1+1"])
def test_an_analysts_name_is_data_whatever_is_in_it(folder, name):
    own(folder).put([rating("C", analyst=name)])
    assert list(ak.open_dossier(folder).table("consistency")["analyst"]) == ["kit", name]
    assert sorted(path.name for path in folder.glob("*.mine.csv")) == ["consistency.mine.csv"]


def test_a_rating_of_an_unknown_item_is_refused_and_nothing_is_written(folder):
    with pytest.raises(ak.KitError, match=r"evidence: found 'e9', expected an id of evidence.csv"):
        own(folder).put([rating("C"), rating("C", evidence="e9")])
    assert not (folder / "consistency.mine.csv").exists()


def test_a_term_that_the_codebook_lacks_is_refused(folder):
    with pytest.raises(ak.KitError, match="found 'maybe'"):
        own(folder).put([rating("maybe")])


def test_an_unknown_column_is_refused_by_name(folder):
    with pytest.raises(ak.KitError, match="did you mean 'consistency'"):
        own(folder).put([{**rating("C"), "consistancy": "C"}])


def test_what_another_notebook_changed_meanwhile_stays_and_is_reported(folder):
    own(folder).put([rating("C")])
    first, second = own(folder), own(folder)
    second.put([rating("I")])
    first.put([rating("C", "h2")])
    first.rows["h1", "e1", "Ada"] = rating("C")  # as it was seen before the other changed it
    with pytest.raises(Changed) as caught:
        first.change([rating("I", "h2")], [("h1", "e1", "Ada")])
    assert caught.value.clashes == {("h1", "e1", "Ada"): (rating("I"), None)}
    assert {key[0]: row["consistency"] for key, row in first.rows.items()} == {"h1": "I", "h2": "I"}
    assert own(folder).rows == first.rows


def test_the_same_change_made_twice_is_no_clash(folder):
    first, second = own(folder), own(folder)
    first.put([rating("C")])
    second.put([rating("C")])
    assert second.rows == first.rows


def test_a_file_with_one_cell_rated_twice_is_refused_and_kept(folder):
    path, before = folder / "consistency.mine.csv", ak.open_dossier(folder)
    text = "hypothesis,evidence,analyst,consistency\nh1,e1,Ada,C\nh1,e1,Ada,I\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ak.DossierError, match="'h1 / e1 / Ada' again"):
        OwnRows(before, "consistency").put([rating("C", "h2")])
    assert path.read_text(encoding="utf-8") == text


def test_many_writers_at_once_lose_nothing(folder):
    dossier = ak.open_dossier(folder)

    def write(number):
        OwnRows(dossier, "consistency").put([rating("C", analyst=f"analyst {number}")])

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(own(folder).rows) == 12
    assert not list(folder.glob(".*"))


PROCESS = """
import sys
import analystkit as ak
from analystkit.dossier import OwnRows
dossier = ak.open_dossier(sys.argv[1])
sys.stdin.readline()
for number in range(4):
    cells = {"id": f"{sys.argv[2]}-{number}", "heading": "Own", "verification": "unverified", "numbering": "unplaced"}
    OwnRows(dossier, "provisions").put([cells])
"""


def test_two_processes_that_each_add_rows_from_the_coding_form_lose_none(folder):
    command = [sys.executable, "-c", PROCESS, str(folder)]
    both = [subprocess.Popen([*command, name], stdin=subprocess.PIPE, text=True) for name in ("ada", "bea")]
    for one in both:
        one.stdin.write("\n")
        one.stdin.flush()
    assert [one.wait(240) for one in both] == [0, 0]
    assert len(own(folder, "provisions").rows) == 8
    assert (folder / "provisions.mine.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_writer_who_waits_too_long_is_told(folder):
    with (
        locked(folder),
        pytest.raises(ak.KitError, match="written by another notebook"),
        locked(folder, wait=0.1),
    ):
        pass


def test_a_write_that_fails_leaves_the_old_file(folder, monkeypatch):
    own(folder).put([rating("C")])
    before = (folder / "consistency.mine.csv").read_bytes()

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(ak.KitError, match="close it in other programs"):
        own(folder).put([rating("I")])
    assert (folder / "consistency.mine.csv").read_bytes() == before
    assert not list(folder.glob(".*"))


def test_a_link_stays_a_link(tmp_path):
    target = tmp_path / "real.csv"
    target.write_text("old", encoding="utf-8")
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    write(link, b"new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_a_dossier_rereads_one_table_and_its_fingerprint_follows(folder):
    before = ak.open_dossier(folder)
    own(folder).put([rating("C")])
    after = before.reread("consistency")
    assert len(after.table("consistency")) == len(before.table("consistency")) + 1
    names = ["consistency"]
    assert after.fingerprint(names) == ak.open_dossier(folder).fingerprint(names) != before.fingerprint(names)
    assert after.table("evidence") is before.table("evidence")


def test_a_table_that_the_dossier_lacks_gets_no_own_rows(folder):
    with pytest.raises(ak.KitError, match=r"no codings.csv"):
        own(folder, "codings").drop([("a", "b", "c")])
    assert own(folder, "codings").rows == {}
