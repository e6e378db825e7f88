"""What is wrong with a brief is said where it is, all at once, with the nearest names."""

from __future__ import annotations

import os

import pytest

from analystkit.briefs import BriefError, make_brief, read_brief
from analystkit.errors import KitError
from tests.briefs.briefing import BRIEF, write_brief


def faults_of(tmp_path, tiny_folder, body, head=""):
    text = f"---\ntitle: T\ndossier: {{dossier}}\n{head}---\n\n{body}\n"
    with pytest.raises(BriefError) as caught:
        read_brief(write_brief(tmp_path, tiny_folder, text))
    return caught.value.faults


def test_a_sound_brief_is_read_whole(tmp_path, tiny_folder):
    brief = read_brief(write_brief(tmp_path, tiny_folder))
    assert brief.cited == ("doe2020", "roe2020")
    assert [item.spec.preset for item in brief.items if item.spec].count("column") == 3
    assert brief.title == "What Tinytown’s treaty “says” & does"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("chart:provisions-by-domian", "did you mean 'provisions-by-domain'"),
        ("chart:provisions-by-domain?domian=trade", "did you mean 'domain'"),
        ("chart:provisions-by-domain?domain=trad", "did you mean 'trade'"),
        ("chart:provisions-by-domain?preset=slide", "There are: full, column"),
        ("chart:provisions-by-domain?floor=verified", "unverified"),
        ("chart:provisions-by-domain?preset=full&preset=column", "no preset named 'full column'"),
        ("chart:provisions-by-domain?trade", "expected key=value"),
        ("chart:what-is-absent?from=2020-01", "has no dates"),
        ("rows:provision", "did you mean 'provisions'"),
        ("rows:treaties", "treaties"),
        ("rows:provisions?columns=artcle", "did you mean 'article'"),
        ("rows:provisions?preset=full", "no key or column"),
        ("chart:provisions-by-domain?cites=doe202", "did you mean 'doe2020'"),
        ("photo.png", "expected chart:… or rows:…"),
        ("https://example.org/x.png", "expected chart:… or rows:…"),
    ],
)
def test_a_target_that_is_none_is_named_with_its_line(tmp_path, tiny_folder, target, expected):
    (fault,) = faults_of(tmp_path, tiny_folder, f"Prose.\n\n![c]({target})")
    assert fault.startswith(f"{tmp_path / 'small.md'}:8: ")
    assert expected in fault


def test_all_faults_come_at_once_each_with_its_line(tmp_path, tiny_folder):
    body = (
        "One [@doe2021].\n\n![](chart:nothing)\n\nText ![c](rows:provisions) in a sentence.\n\n"
        "[x](javascript:alert(1))\n\n| a |\n|---|\n| ![](chart:what-is-absent) |"
    )
    found = faults_of(tmp_path, tiny_folder, body, "colour: red\ncitations: endnotes\n")
    lines = sorted(int(fault.removeprefix(str(tmp_path / "small.md")).split(":")[1]) for fault in found)
    assert lines == [4, 5, 8, 10, 12, 14, 18]
    assert "did you mean '@doe2020'" in "\n".join(found)
    assert "no key of a brief named 'colour'" in "\n".join(found)


def test_the_same_target_twice_is_found_on_both_lines(tmp_path, tiny_folder):
    found = faults_of(tmp_path, tiny_folder, "![](chart:x)\n\n![](chart:x)")
    assert ":6:" in found[0]
    assert ":8:" in found[1]


def test_a_figure_of_no_rows_is_a_fault_with_its_line(tmp_path, tiny_folder):
    text = "---\ntitle: T\ndossier: {dossier}\n---\n\n![](chart:provisions-by-domain?text=nowhere)\n"
    with pytest.raises(BriefError, match=r"small\.md:6: .*selects no row"):
        make_brief(write_brief(tmp_path, tiny_folder, text), ["html"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"---\ntitle: [\n---\n", "YAML"),
        (b"No title at all.\n", "no title"),
        (b"x" * (3 * 1024 * 1024), "larger than"),
    ],
)
def test_a_file_that_is_no_brief_is_refused_in_one_message(tmp_path, data, expected):
    path = tmp_path / "bad.md"
    path.write_bytes(data)
    with pytest.raises(KitError, match=expected) as caught:
        read_brief(path)
    assert "bad.md" in str(caught.value)


def test_a_queue_or_a_device_is_not_waited_on(tmp_path):
    os.mkfifo(tmp_path / "queue.md")
    for path in (tmp_path / "queue.md", "/dev/zero", tmp_path):
        with pytest.raises(KitError, match="a folder or a device"):
            read_brief(path)


def test_a_missing_file_names_those_that_are_there(tmp_path, tiny_folder):
    write_brief(tmp_path, tiny_folder)
    with pytest.raises(KitError, match=r"no such file; there are: small\.md"):
        read_brief(tmp_path / "smal.md")


@pytest.mark.parametrize("name", ["con", "x" * 300, "a:b"])
def test_a_name_that_no_document_can_have_is_refused(tmp_path, name):
    with pytest.raises(KitError, match="is no file name on every system"):
        read_brief(tmp_path / f"{name}.md")


def test_an_unknown_dossier_stands_with_its_line(tmp_path):
    path = write_brief(tmp_path, "nowhere", BRIEF)
    with pytest.raises(BriefError, match=r"small\.md:7: no dossier named 'nowhere'"):
        read_brief(path)


def test_an_unknown_format_is_refused_before_anything_is_done(tmp_path, tiny_folder):
    with pytest.raises(KitError, match="did you mean 'docx'"):
        make_brief(write_brief(tmp_path, tiny_folder), ["doc"], tmp_path / "out")
