"""The evidence check, and the command that runs it."""

from __future__ import annotations

import shutil
import time

import pytest

import analystkit as ak
from analystkit.analysis.evidence import (
    ALTERED,
    ELSEWHERE,
    EXISTS,
    FOUND,
    MISSING,
    MOVED,
    NO_TEXT,
    check_quotations,
    findings,
    report_lines,
    summary,
    verify,
)
from analystkit.analysis.texts import add_text, load_text
from analystkit.analysis.wording import changes, nearest_words, same_words
from analystkit.briefs.making import make_brief
from analystkit.cli import main
from tests.analysis.texts import samples
from tests.conftest import SHIPPED


def by_row(checks):
    return {check.row: check for check in checks if check.phrase}


@pytest.fixture
def towns(tiny, tmp_path):
    """The tiny dossier with its main source brought in."""
    add_text(tiny, "doe2020", samples.write(tmp_path, "txt"))
    return tiny


@pytest.fixture
def article(shared_sources, tmp_path):
    """A copy of the shipped dossier with the article brought in."""
    folder = shutil.copytree(
        ak.open_dossier(SHIPPED).path, tmp_path / SHIPPED, ignore=shutil.ignore_patterns("texts")
    )
    dossier = ak.open_dossier(folder)
    add_text(dossier, "said2025", shared_sources / "al-ahram-drawing-closer.txt")
    return dossier


def test_without_a_text_nothing_is_amiss_and_all_is_unchecked(tiny):
    checks = verify(tiny)
    assert {check.status for check in checks} == {NO_TEXT}
    assert [check.row for check in checks] == ["m01", "m02", "s01"]


def test_phrases_are_found_where_stated_elsewhere_or_not_at_all(towns):
    checks = by_row(verify(towns))
    assert checks["m01"].status == FOUND
    assert checks["m01"].places == ("para. 1",)
    assert checks["m02"].status == FOUND
    assert checks["s01"].status == ELSEWHERE
    assert checks["s01"].places == ("para. 2",)
    assert "stands in para. 2, not in para. 1" in findings(verify(towns))[0].words


def test_a_cited_place_that_the_text_lacks_is_missing(towns):
    places = [check for check in verify(towns) if not check.phrase]
    assert [(c.row, c.status) for c in places] == [("art-01", EXISTS)]
    csv = towns.path / "provisions.csv"
    csv.write_text(csv.read_text("utf-8").replace("@doe2020, para. 2", "@doe2020, para. 9"), encoding="utf-8")
    places = [check for check in verify(ak.open_dossier(towns.path)) if not check.phrase]
    assert [(c.row, c.status) for c in places] == [("art-01", MISSING)]


def test_an_altered_phrase_is_shown_with_its_difference(towns):
    csv = towns.path / "motives.csv"
    csv.write_text(
        csv.read_text("utf-8").replace(",wants to sell,", ",hopes to sell its cheese,"), encoding="utf-8"
    )
    check = by_row(verify(ak.open_dossier(towns.path)))["m01"]
    assert check.status == ALTERED
    assert check.nearest == "wants to sell its cheese"
    assert check.difference == "[-hopes-] {+wants+} to sell its cheese"


def test_a_phrase_that_is_part_of_a_longer_word_is_not_found(towns):
    csv = towns.path / "motives.csv"
    csv.write_text(csv.read_text("utf-8").replace(",want quiet,", ",ouncil,"), encoding="utf-8")
    assert by_row(verify(ak.open_dossier(towns.path)))["m02"].status in (ALTERED, MISSING)


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ("“New  Middle East”", 'the "New Middle East" plan'),
        ("co-operative mill", "the co‑operative mill"),
        ("the millers’ quarrel", "the millers' quarrel"),
        ("efficient", "an eﬃcient mill"),
        ("می‌شود", "گفته میشود که"),
        ("كيک", "کیک است"),
    ],
)
def test_marks_spaces_and_forms_of_letters_make_no_difference(stated, text):
    assert same_words(stated) in same_words(text)


def test_case_and_spelling_do():
    assert same_words("On Monday") != same_words("on monday")
    assert nearest_words("wholly other words here", "Nothing of that kind stands in this text.") == ("", 0.0)
    assert changes("a b c", "a x c") == [("", "a"), ("del", "b"), ("ins", "x"), ("", "c")]


def test_all_key_phrases_of_the_shipped_dossier_stand_where_they_are_said_to(article):
    checks = verify(article)
    assert sum(bool(check.phrase) for check in checks) >= 70
    assert {check.status for check in checks if check.phrase} == {FOUND}
    assert {check.status for check in checks if not check.phrase} <= {EXISTS}


@pytest.mark.parametrize("kind", ["txt", "html", "docx", "pdf"])
def test_the_check_answers_the_same_whatever_file_the_article_came_in(article, tmp_path, kind):
    expected = verify(article)
    blocks = [passage.text for passage in load_text(article, "said2025").passages]
    add_text(article, "said2025", samples.write(tmp_path, kind, blocks), replace=True)
    assert verify(article) == expected


@pytest.mark.parametrize(("gone", "to"), [(6, 2), (7, 3), (2, 7)])
def test_one_phrase_altered_and_one_paragraph_moved_are_just_what_is_reported(article, tmp_path, gone, to):
    text = load_text(article, "said2025")
    blocks = [passage.text for passage in text.passages]
    first = next(place for place, passage in enumerate(text.passages) if passage.label == "para. 1")
    phrase = "countering unilateral sanctions targeting each party"
    blocks[first] = blocks[first].replace(phrase, "countering unilateral measures targeting each party")
    blocks.insert(first + to - 1, blocks.pop(first + gone - 1))
    add_text(article, "said2025", samples.write(tmp_path, "txt", blocks), replace=True)
    found = findings(verify(article))
    assert sorted(finding.kind for finding in found) == [ALTERED, MOVED]
    moved, altered = sorted(found, key=lambda finding: finding.kind != MOVED)
    assert moved.words.startswith(f"paragraph {gone} now stands as paragraph {to}")
    assert "[-sanctions-] {+measures+}" in altered.words
    rows = {check.row for check in altered.checks}
    assert rows == {c.row for c in verify(article) if c.phrase == phrase}


def test_phrases_that_were_found_are_counted_apart_from_places_that_exist(towns):
    told = summary(verify(towns))
    assert told == (
        "2 phrases found where stated, 1 place that exists (no phrase to check) and 1 phrase found elsewhere"
    )
    assert told in report_lines(towns, verify(towns))[0]


def test_rows_are_listed_by_their_words(towns):
    said = towns.table("statements").set_index("id").loc["s01", "statement"].rstrip(".")
    (line,) = report_lines(towns, verify(towns))[-1:]
    assert line.startswith(f"{said} (statements.csv s01")


def test_quotations_of_a_brief_are_checked_with_the_citation_that_follows(towns):
    words = next(p.text for p in load_text(towns, "doe2020").body if p.label == "para. 1").split()
    right, wrong = " ".join(words[2:6]), " ".join([*words[2:4], "quite", *words[4:6]])
    brief = (
        '---\ntitle: Said "to be" so\n---\n\n'
        f"It says that “{right}” [@doe2020, para. 1].\n\n"
        f'And that "{wrong}"\n[see @doe2020, para. 1; @roe2020]. Or “{right} … {words[0]} {words[1]}” @doe2020 '
        f"[para. 1].\n\nA so-called “mill of peace”, and the “mill”.\n\n“{right}” [@roe2020].\n"
    )
    checks = check_quotations(towns, brief)
    assert [(c.row, c.status) for c in checks] == [
        ("line 5", FOUND),
        ("line 7", ALTERED),
        ("line 8", FOUND),
        ("line 8", FOUND),
        ("line 10", NO_TEXT),
        ("line 12", NO_TEXT),
    ]
    assert "{+" not in checks[1].difference
    assert "[-quite-]" in checks[1].difference
    assert "no citation follows" in str(checks[4])


def test_a_brief_that_quotes_wrongly_is_made_and_says_so(towns, tmp_path):
    brief = tmp_path / "short.md"
    brief.write_text(
        f"---\ntitle: Short\ndossier: {towns.path}\n---\n\nThey “want no quiet” [@doe2020, para. 2].\n",
        "utf-8",
    )
    files = make_brief(brief, ["html"], folder=tmp_path / "out", dossier=towns)
    (remark,) = [remark for remark in files.remarks if "quiet" in remark]
    assert remark.startswith("short.md line 6, @doe2020, para. 2: “want no quiet” altered")


def test_the_command_stores_a_text_and_its_exit_status_tells(towns, tmp_path, capsys, monkeypatch):
    assert main(["verify", str(towns.path)]) == 1
    out = capsys.readouterr().out
    assert "(statements.csv s01, @doe2020, para. 1): “they signed” found elsewhere (para. 2)" in out
    csv = towns.path / "statements.csv"
    csv.write_text(csv.read_text("utf-8").replace("@doe2020, para. 1", "@doe2020, para. 2"), encoding="utf-8")
    assert main(["verify", str(towns.path)]) == 0
    other = samples.write(tmp_path, "md", samples.treaty("en", 5))
    arguments = ["add-text", "doe2020", str(other), "--dossier", str(towns.path)]
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(arguments) == 2
    assert "add --yes to replace it" in capsys.readouterr().err
    assert main([*arguments, "--yes"]) == 0
    assert "5 articles, 6 paragraphs" in capsys.readouterr().out


def test_the_command_asks_before_it_replaces(towns, tmp_path, capsys, monkeypatch):
    other = samples.write(tmp_path, "html", samples.treaty("en", 5))
    arguments = ["add-text", "doe2020", str(other), "--dossier", str(towns.path)]
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert main(arguments) == 1
    assert load_text(towns, "doe2020").cut == "prose"
    monkeypatch.setattr("builtins.input", lambda _: "y")
    assert main(arguments) == 0
    assert load_text(towns, "doe2020").cut == "treaty"


@pytest.mark.parametrize("brief", ["“two words” [" + "@" * 60_000, "“two words” " * 15_000])
def test_a_brief_of_nothing_but_marks_is_checked_at_once(tiny, brief):
    start = time.process_time()
    assert all(check.status == "no-text" for check in check_quotations(tiny, brief))
    assert time.process_time() - start < 5
