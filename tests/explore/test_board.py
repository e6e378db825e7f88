"""The board keeps an analyst's ratings as theirs and shows what they come to."""

from __future__ import annotations

import shutil

import pytest

import analystkit as ak
from analystkit.dossier import OwnRows as Store
from analystkit.explore.base import clean_name
from analystkit.explore.board import Board


@pytest.fixture
def dossier(shipped, tmp_path):
    return ak.open_dossier(shutil.copytree(shipped.path, tmp_path / "copy"))


@pytest.fixture
def board(dossier):
    made = Board(dossier)
    made.name.value = "Ada / desk 2"
    return made


def test_without_a_name_the_dossiers_ratings_are_shown_and_none_is_taken(dossier):
    board = Board(dossier)
    board.change("consistency", "e1", "h1", "CC")
    assert "Type your name first" in board.message.value
    assert board.analyst == "kit"
    assert Store(dossier, "consistency").rows == {}


@pytest.mark.parametrize("name", ["kit", " KIT "])
def test_the_kits_name_is_not_to_be_had(dossier, name):
    board = Board(dossier)
    board.name.value = name
    assert "came with the dossier" in board.message.value
    assert board.who == ""


def test_a_rating_is_in_the_file_and_on_another_board(board, dossier):
    board.change("consistency", "e1", "h1", "II")
    assert Store(dossier, "consistency").rows["h1", "e1", "Ada / desk 2"]["consistency"] == "II"
    again = Board(ak.open_dossier(dossier.path))
    assert again.name.value == "Ada / desk 2"
    assert again.grid.cells == {"e1|h1": "II"}
    assert again.analyst == "Ada / desk 2"


def test_a_rating_can_be_taken_back(board, dossier):
    board.change("consistency", "e1", "h1", "II")
    board.change("consistency", "e1", "h1", "")
    assert Store(dossier, "consistency").rows == {}
    assert board.grid.cells == {}


def test_ratings_taken_over_leave_own_ones_and_change_the_order_when_changed(board):
    board.change("consistency", "e7", "h7", "N")
    board.copy()
    assert len(board.grid.cells) == 175
    assert board.grid.cells["e7|h7"] == "N"
    assert "“Sanctions economy” and “Iranian insurance” are tied" in board.results.value
    board.change("consistency", "e7", "h7", "II")
    assert "“Sanctions economy” stands first alone; without" in board.results.value


def test_relevance_weighs_and_is_kept(board, dossier):
    board.copy()
    board.change("relevance", "e13", "", "high")
    assert board.grid.relevance == {"e13": "high"}
    assert board.matrix().weights["e13"] == pytest.approx(2.0)
    assert list(Store(dossier, "relevance").rows) == [("e13", "Ada / desk 2")]


def test_changes_are_undone_one_by_one_across_both_files(board, dossier):
    board.change("consistency", "e1", "h1", "C")
    board.change("consistency", "e1", "h1", "II")
    board.change("relevance", "e13", "", "high")
    assert not board.undoing.disabled
    board.undo()
    assert board.grid.relevance == {}
    board.undo()
    assert board.grid.cells == {"e1|h1": "C"}
    board.undo()
    assert Store(dossier, "consistency").rows == {}
    assert board.undoing.disabled


def test_hindsight_can_be_left_out(board):
    board.late.value = False
    assert len(board.matrix("kit").ratings) == 17
    assert "4 of 17" in board.results.value
    assert "of 25" not in board.results.value


def test_what_another_notebook_wrote_is_kept_shown_and_reported(board, dossier):
    row = {"hypothesis": "h1", "evidence": "e1", "analyst": "Ada / desk 2", "consistency": "C"}
    other = {"hypothesis": "h2", "evidence": "e1", "analyst": "Bo", "consistency": "I"}
    Store(dossier, "consistency").put([row, other])
    board.change("consistency", "e1", "h1", "II")
    assert "Another notebook has changed h1 / e1 to C meanwhile" in board.message.value
    assert board.grid.cells == {"e1|h1": "C"}
    board.undo()  # what another notebook has set is not this one's to take back
    assert board.grid.cells == {"e1|h1": "C"}
    board.change("consistency", "e1", "h1", "II")
    kept = Store(dossier, "consistency").rows
    assert kept["h1", "e1", "Ada / desk 2"]["consistency"] == "II"
    assert kept["h2", "e1", "Bo"]["consistency"] == "I"


@pytest.mark.parametrize(
    ("table", "words"), [("relevance", "no relevance.csv"), ("consistency", "Nobody has")]
)
def test_a_dossier_without_relevance_or_any_rating_has_a_board(dossier, table, words):
    path = dossier.path / f"{table}.csv"
    if table == "relevance":
        path.unlink(missing_ok=True)
    else:
        path.write_text("hypothesis,evidence,analyst,consistency\n", encoding="utf-8")
    board = Board(ak.open_dossier(dossier.path))
    nobody = "Nobody has rated anything" in repr(ak.show(board.dossier, "ach-matrix"))
    assert nobody == (table == "consistency")
    board.name.value = "Ada"
    board.change("relevance", "e1", "", "high")
    assert words in board.message.value + board.results.value
    board.change("consistency", "e1", "h1", "C")
    assert board.grid.cells == {"e1|h1": "C"}
    assert "By Ada" in board.results.value


def test_a_rating_that_is_none_is_refused_and_said(board):
    board.change("consistency", "e1", "h1", "maybe")
    assert "maybe" in board.message.value
    board.change("consistency", "e99", "h1", "C")
    assert "e99" in board.message.value
    assert board.grid.cells == {}


def test_a_file_that_was_damaged_meanwhile_is_said_and_left(board, dossier):
    board.change("consistency", "e1", "h1", "C")
    path = dossier.path / "consistency.mine.csv"
    path.write_text("hypothesis;evidence;analyst;consistency\n", encoding="utf-8")
    board.change("consistency", "e1", "h1", "I")
    assert "found columns separated by" in board.message.value.replace("&#x27;", "'")
    assert path.read_text(encoding="utf-8").startswith("hypothesis;evidence")


def test_charts_follow_the_board_and_keep_the_analyst_from_chart_to_chart(board):
    board.copy()
    panel = board.panel
    assert panel.state.options["analyst"] == "Ada / desk 2"
    panel.choices.chart.value = "ach-matrix"
    assert panel.state.options["analyst"] == "Ada / desk 2"


def test_markup_in_a_name_is_shown_as_text(dossier):
    board = Board(dossier)
    board.name.value = "<b>Ada</b>"
    board.change("consistency", "e1", "h1", "C")
    assert "<b>Ada" not in board.message.value + board.results.value
    assert "&lt;b&gt;Ada" in board.results.value


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Ada  ", "Ada"), ("a\nb\t c", "a b c"), ("x" * 200, "x" * 80), ("\u200b", ""), ("A/B", "A/B")],
)
def test_names_are_one_line_of_bounded_length(typed, kept):
    assert clean_name(typed) == kept
