"""Short answers are computed from the rows, and say so when there is little to say."""

from __future__ import annotations

import pytest

import analystkit as ak
from analystkit.analysis.answers import ANSWERS, answer, how_sure
from analystkit.analysis.answers.lines import spans


def said(dossier, subject):
    return {line.head: line.text for line in answer(dossier, subject)}


def test_what_binds_is_counted_with_its_places(tiny):
    lines = said(tiny, "provisions")
    assert lines["What binds"] == (
        "Of 3 provisions with a source and a code, two bind the parties hard: "
        "one forbids (article 1) and one demands a result (article 3(1))."
    )
    assert "the treaty may make neutrality" in lines["What is absent"]
    assert lines["What is not established"].startswith(
        "What stands in two articles of 5 is not established: 4, 5."
    )


def test_every_answer_works_on_a_dossier_with_little_in_it(tiny_folder):
    for name in ("promises", "motives", "events", "indicators", "statements"):
        (tiny_folder / f"{name}.csv").unlink()
    dossier = ak.open_dossier(tiny_folder)
    for subject in ("treaty", "provisions"):
        assert all(line.text.endswith(".") for line in answer(dossier, subject))


def test_every_citation_in_every_answer_is_a_source(shipped):
    for subject in ANSWERS:
        for line in answer(shipped, subject):
            assert all(citation.source in shipped.sources for citation in line.citations)


def test_no_answer_of_that_name(tiny):
    with pytest.raises(ak.KitError, match="did you mean 'provisions'"):
        answer(tiny, "provision")


def test_how_sure_counts_every_row_once(shipped):
    for record in how_sure(shipped).to_dict("records"):
        assert record["two-sources"] + record["one-source"] + record["unverified"] == record["rows"]


@pytest.mark.parametrize(
    ("numbers", "words"), [([], ""), ([3], "3"), ([3, 4], "3, 4"), ([9, 3, 4, 5, 5], "3–5 and 9")]
)
def test_spans(numbers, words):
    assert spans(numbers) == words
