"""Counts and lists in words agree, whatever the number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analystkit.dossier import TABLES
from analystkit.words import capital, count, listing, lower_label, number, plural, say, spans


@given(st.integers(0, 10_000))
def test_noun_and_verb_agree(n):
    text = say("{n:provision} {n|rests|rest}", n=n)
    assert text.endswith("provision rests") == (n == 1)
    assert text.startswith("no ") == (n == 0)


@pytest.mark.parametrize(
    ("one", "many"),
    [("series", "series"), ("clause on trade", "clauses on trade"), ("day", "days"), ("party", "parties")],
)
def test_plurals(one, many):
    assert plural(one) == many
    assert count(1, one) == f"1 {one}"


@given(st.sets(st.integers(1, 60), min_size=1))
def test_runs_name_every_number_once(numbers):
    found = set()
    for part in spans(numbers, last="").split(", "):
        low, _, high = part.partition("–")
        found |= set(range(int(low), int(high or low) + 1))
    assert found == numbers


def test_a_list_counts_what_it_leaves_out():
    assert listing("abcde", limit=2) == "a, b and 3 more"
    assert listing([]) == ""


def test_every_table_has_a_noun():
    assert all(table.noun for table in TABLES.values())


def test_numbers_and_labels_read_as_prose():
    assert (number(12500), number(2.50), number(3, words=True)) == ("12,500", "2.5", "three")
    assert capital("no UN vote") == "No UN vote"
    assert (lower_label("Energy"), lower_label("UN votes")) == ("energy", "UN votes")
