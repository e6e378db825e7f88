"""Codings leave for another tool and come back as they were; a foreign or hostile file gets one message."""

from __future__ import annotations

import io
import zipfile

import pytest

import analystkit as ak
from analystkit.analysis import qda
from analystkit.cli import main

CODINGS = "coder,provision,field,term,reason\n" + "\n".join(
    f"{who},{unit},obligation,{term},{why}"
    for who, unit, term, why in [
        ("Ada", "art-01", "prohibits", "must not"),
        ("Ada", "art-02", "promotes", ""),
        ("Боб", "art-01", "binds", "سنگ"),
    ]
)


@pytest.fixture
def coded(tiny_folder):
    (tiny_folder / "codings.csv").write_text(CODINGS, encoding="utf-8")
    return ak.open_dossier(tiny_folder)


def changed(data: bytes, old: str, new: str) -> bytes:
    """Return a project with something in its XML put otherwise, as another tool may write it."""
    out, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(data))
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            body = source.read(name)
            archive.writestr(
                name, body.replace(old.encode(), new.encode()) if name.endswith(".qde") else body
            )
    return out.getvalue()


def test_codings_come_back_as_they_left(coded, tmp_path):
    path = tmp_path / "project.qdpx"
    path.write_bytes(qda.project_file(coded))
    rows, left_out = qda.read_codings(coded, path)
    kept = [
        {key: str(cell) if cell == cell else "" for key, cell in row.items() if key != "mine"}
        for row in coded.table("codings").to_dict("records")
    ]
    assert sorted(rows, key=str) == sorted(kept, key=str)
    assert left_out == []
    assert path.read_bytes() == qda.project_file(coded)


def test_a_passage_is_where_its_selection_says(coded):
    with zipfile.ZipFile(io.BytesIO(qda.project_file(coded))) as archive:
        text = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".txt"))
    start, end = qda._provisions(coded)[1]["art-02"]
    assert text[start:end] == "Trade. They trade more."


def test_a_code_named_by_its_label_is_understood_and_an_unknown_one_is_named(coded, tmp_path):
    path = tmp_path / "other.qdpx"
    path.write_bytes(
        changed(
            changed(qda.project_file(coded), 'name="promotes"', 'name="Promotes"'),
            'name="binds"',
            'name="must"',
        )
    )
    rows, left_out = qda.read_codings(coded, path)
    assert [row["term"] for row in rows] == ["prohibits", "promotes"]
    assert "obligation: must" in " ".join(left_out)
    assert "Left out: the code" in qda.summary(rows, left_out)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK no", b"<x/>", "bomb"],
)
def test_what_is_no_project_gets_one_message(coded, tmp_path, data):
    if data == "bomb":
        entity = '<!DOCTYPE a [<!ENTITY b "x">]><Project xmlns="urn:QDA-XML:project:1.0">&b;</Project>'
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("project.qde", entity)
        data = packed.getvalue()
    path = tmp_path / "bad.qdpx"
    path.write_bytes(data)
    with pytest.raises(ak.KitError, match=r"bad\.qdpx is no REFI-QDA"):
        qda.read_codings(coded, path)


@pytest.mark.parametrize("name", ["none.qdpx", "none.qdc"])
def test_a_project_that_is_not_there_is_named(coded, tmp_path, name):
    for read in (
        lambda: qda.read_codebook(tmp_path / name),
        lambda: qda.read_codings(coded, tmp_path / name),
    ):
        with pytest.raises(ak.KitError, match=f"{name}: found nothing, expected a REFI-QDA project"):
            read()


def test_a_project_whose_text_is_damaged_or_locked_gets_one_message(coded, tmp_path):
    path, whole = tmp_path / "bad.qdpx", qda.project_file(coded)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        text = next(info for info in archive.infolist() if info.filename.endswith(".txt"))
    damaged, locked = bytearray(whole), bytearray(whole)
    damaged[text.header_offset + 30 + len(text.filename) + 5] ^= 0xFF
    locked[whole.rindex(b"PK\x01\x02") + 8] |= 1
    for data in (damaged, locked):
        path.write_bytes(data)
        with pytest.raises(ak.KitError, match=r"bad\.qdpx is no REFI-QDA"):
            qda.read_codings(coded, path)


def test_a_codebook_comes_back_as_fields_and_terms(coded, tmp_path):
    path = tmp_path / "codes.qdc"
    path.write_bytes(qda.codebook_file(coded))
    found = qda.read_codebook(path)
    assert list(found["term"]) == ["prohibits", "binds", "promotes"]
    assert set(found["field"]) == {"obligation"}


def test_the_command_keeps_what_it_reads_as_the_analysts_own(coded, tmp_path, capsys):
    out = tmp_path / "p.qdpx"
    assert main(["codings", str(coded.path), "--out", str(out)]) == 0
    out.write_bytes(changed(out.read_bytes(), 'name="Ada"', 'name="Cy"'))
    assert main(["codings", str(coded.path), "--take", str(out)]) == 0
    assert "codings of 2 provisions" in capsys.readouterr().out
    own = ak.open_dossier(coded.path).table("codings")
    assert set(own.loc[own["mine"], "coder"]) >= {"Cy"}
