"""Documents are written whole or not at all, never over changed ones, and with the same bytes each time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest

from analystkit.briefs import make_brief, making
from analystkit.cli import main
from analystkit.errors import KitError
from analystkit.pandoc import run
from tests.briefs.briefing import write_brief

SHORT = "---\ntitle: T\ndossier: {dossier}\n---\n\nOne [@doe2020].\n\n![](chart:provisions-by-domain?preset=column)\n"
MAKE = """
import sys
from analystkit.briefs import make_brief
make_brief(sys.argv[1], folder=sys.argv[2])
"""


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_the_same_bytes_come_from_two_processes(tmp_path, tiny_folder):
    brief, here, there = write_brief(tmp_path, tiny_folder), tmp_path / "here", tmp_path / "there"
    make_brief(brief, folder=here)
    other = {**os.environ, "PYTHONHASHSEED": "4242", "TZ": "Asia/Tehran"}
    command = [sys.executable, "-c", MAKE, str(brief), str(there)]
    subprocess.run(command, env=other, check=True)
    first, second = contents(here), contents(there)
    assert [name for name in first if first[name] != second.get(name)] == []
    assert set(first) == set(second)
    assert {name.rpartition(".")[2] for name in first} == {"docx", "pptx", "pdf", "html", "png", "json"}


def test_an_untouched_document_is_made_anew_and_a_changed_one_is_kept(tmp_path, tiny_folder):
    brief, out = write_brief(tmp_path, tiny_folder, SHORT), tmp_path / "out"
    make_brief(brief, ["html"], out)
    brief.write_text(brief.read_text("utf-8").replace("One", "Two"), "utf-8")
    page, *_ = make_brief(brief, ["html"], out)
    assert b"Two" in page.read_bytes()
    page.write_text("edited by hand", "utf-8")
    with pytest.raises(KitError, match=r"small\.html in .*: not as the kit wrote it"):
        make_brief(brief, ["html"], out)
    assert page.read_text("utf-8") == "edited by hand"
    make_brief(brief, ["html"], out, overwrite=True)
    assert b"Two" in page.read_bytes()


def test_a_changed_document_of_another_format_is_not_in_the_way(tmp_path, tiny_folder):
    brief, out = write_brief(tmp_path, tiny_folder, SHORT), tmp_path / "out"
    make_brief(brief, ["html", "docx"], out)
    (out / "small.docx").write_bytes(b"edited")
    make_brief(brief, ["html"], out)
    with pytest.raises(KitError, match=r"small\.docx"):
        make_brief(brief, ["docx"], out)


def test_nothing_is_written_when_a_format_fails(tmp_path, tiny_folder, monkeypatch):
    def broken(draft):
        raise KitError("no")

    monkeypatch.setitem(making.FORMATS, "html", broken)
    with pytest.raises(KitError, match="no"):
        make_brief(write_brief(tmp_path, tiny_folder, SHORT), ["docx", "html"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_full_disk_leaves_no_half_file(tmp_path, monkeypatch):
    def full(number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(KitError, match="no space left"):
        making.keep(tmp_path, {"a.html": b"x"})
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_said_plainly(tmp_path):
    (tmp_path / "out").write_text("x")
    with pytest.raises(KitError, match=r"file, not a folder|cannot be read"):
        making.keep(tmp_path / "out", {"a.html": b"x"})


def test_a_damaged_manifest_counts_as_none(tmp_path):
    making.keep(tmp_path, {"a.html": b"x"})
    (tmp_path / making.MANIFEST).write_text("{")
    assert making.keep(tmp_path, {"a.html": b"x"})
    (tmp_path / making.MANIFEST).write_text("[]")
    with pytest.raises(KitError, match="not as the kit wrote it"):
        making.keep(tmp_path, {"a.html": b"y"})


def test_pandoc_reads_no_file_that_is_not_named(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    given = f"![x]({secret})\n".encode()
    made = run(["--from", "markdown", "--to", "html", "--embed-resources", "--standalone"], given, "a test")
    assert b"c2VjcmV0" not in made


def test_pandoc_is_stopped_when_it_takes_too_long(monkeypatch):
    monkeypatch.setattr("analystkit.pandoc.SECONDS", 0.0001)
    with pytest.raises(KitError, match="was stopped"):
        run(["--from", "markdown", "--to", "html"], b"x", "a test")


def test_the_command_says_where_the_documents_are(tmp_path, tiny_folder, capsys):
    brief = write_brief(tmp_path, tiny_folder, SHORT)
    assert main(["brief", str(brief), "--to", " html ,", "--out", str(tmp_path / "out")]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == str(tmp_path / "out" / "small.html")
    assert main(["brief", str(tmp_path / "none.md"), "--to", "html"]) == 2
    assert "no such file" in capsys.readouterr().err
    assert hashlib.sha256((tmp_path / "out" / "small.html").read_bytes()).hexdigest() in (
        (tmp_path / "out" / making.MANIFEST).read_text()
    )
