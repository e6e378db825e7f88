"""Text is measured, wrapped and cut so that it fits, whatever stands in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analystkit.charts.text import clean, directed, ellipsize, is_mixed, line_height, text_width, widest, wrap

LETTERS = st.text(alphabet="abc XYZ-é پیمان Договор $_^{}\\<>&\n\t\u202e🙂", max_size=120)


@settings(max_examples=60, deadline=None)
@given(LETTERS, st.floats(0.3, 4), st.sampled_from([7, 8, 12]), st.booleans())
def test_wrapped_lines_are_never_too_wide_and_lose_no_letter(text, width, size, bold):
    lines = wrap(text, width, size, bold)
    assert widest(lines, size, bold) <= width + 1e-6
    letters = "".join(lines).replace("\u200e", "").replace("\u200f", "")
    assert letters.replace(" ", "") == clean(text).replace(" ", "")


@settings(max_examples=60, deadline=None)
@given(LETTERS, st.floats(0.3, 3))
def test_cut_text_fits_and_says_that_it_was_cut(text, width):
    cut = ellipsize(text, width, 8)
    assert text_width(cut, 8) <= width + 1e-6
    assert cut == clean(text) or cut.endswith("…")


def test_a_word_of_200_letters_is_broken():
    lines = wrap("W" * 200, 1.0, 8)
    assert len(lines) > 10
    assert "".join(lines) == "W" * 200


def test_only_so_many_lines_are_kept_and_the_last_shows_that():
    lines = wrap("one two three four five six seven", 0.5, 8, max_lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_widths_grow_in_proportion_with_size():
    assert text_width("sanctions", 16) == pytest.approx(2 * text_width("sanctions", 8))
    assert line_height(8, 3) == pytest.approx(3 * line_height(8))


def test_line_breaks_and_characters_that_turn_text_around_are_dropped():
    assert clean("a\r\nb\tc\u202e d\x00e") == "a b c d e"


def test_lines_of_one_paragraph_run_the_way_of_the_first():
    english = directed(["Sources: TASS 2025;", "العربي 2025; TASS 2024"])
    persian = directed(["پیمان میان", "Article 3"])
    assert {line[0] for line in english} == {"\u200e"}
    assert {line[0] for line in persian} == {"\u200f"}
    assert directed(["plain", "English"]) == ("plain", "English")
    assert not is_mixed("Договор")
