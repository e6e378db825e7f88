"""Short answers are computed from the rows, and say so when there is little to say."""

from __future__ import annotations

import pytest

import analystkit as ak
from analystkit.analysis.answers import ANSWERS, answer, how_sure


def said(dossier, subject):
    return {line.head: line.text for line in answer(dossier, subject)}


def test_what_binds_is_counted_with_its_places(tiny):
    lines = said(tiny, "provisions")
    assert lines["What binds"] == (
        "Of 3 provisions with a source and a code, two forbid something or demand an act that can be checked: "
        "one forbids (article 1) and one demands (article 3(1) (number not confirmed))."
    )
    assert lines["What binds less"].startswith(
        "One provision of 3 does neither and sets no measurable result: "
    )
    assert "is disputed on neutrality" in lines["What is absent"]
    assert "contains no promise of defense" in lines["What is absent"]
    assert lines["What is not established"].startswith(
        "What stands in two articles of 5 is not established: 4 and 5."
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


def test_where_the_codebook_gives_no_role_that_is_said(tiny_folder):
    book = tiny_folder / "codebook.csv"
    lines = [line.rpartition(",")[0] + "," for line in book.read_text("utf-8").splitlines()[1:]]
    head = book.read_text("utf-8").splitlines()[0]
    book.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    dossier = ak.open_dossier(tiny_folder)
    assert said(dossier, "provisions")["What binds"] == (
        "The codebook does not say which terms of provisions.obligation have the role “binding”."
    )
    for subject in ANSWERS:
        assert all(line.text for line in answer(dossier, subject))


def test_a_missing_table_is_said_in_one_line(tiny_folder):
    for path in tiny_folder.glob("*.csv"):
        if path.stem not in ("codebook", "provisions"):
            path.unlink()
    dossier = ak.open_dossier(tiny_folder)
    for subject in ("motives", "timeline", "statements", "hypotheses", "comparison"):
        (line,) = answer(dossier, subject)
        assert line.text.startswith("This dossier holds no ")
    assert "no motives, events" in said(dossier, "treaty")["What it lacks"]


@pytest.mark.parametrize("size", [0, 1, 2])
def test_every_answer_makes_sense_of_tables_with_hardly_a_row(shipped, size):
    from dataclasses import replace

    cut = replace(shipped, tables={name: table.iloc[:size] for name, table in shipped.tables.items()})
    for subject in ANSWERS:
        for line in answer(cut, subject):
            assert line.text.endswith(".")
            assert not any(odd in line.text for odd in ("none none", "Of no", "of no ", ": .", "for 0 "))


def test_statements_of_the_main_source_are_judged_with_their_reasons(shipped):
    lines = answer(shipped, "statements")
    judged = shipped.table("statements")["fidelity"].value_counts()
    assert f"{judged['accurate']}" in lines[0].text
    assert [line.head for line in lines[1:]] == ["Wrong"] * judged["wrong"] + ["Imprecise"] * judged[
        "imprecise"
    ]
    assert "17 December" in lines[1].text


def test_no_answer_says_a_number_with_a_noun_of_the_wrong_form(shipped, tiny):
    import re

    for dossier in (shipped, tiny):
        for subject in ANSWERS:
            text = " ".join(line.text for line in answer(dossier, subject))
            assert not re.search(r"\b(?:1|one) (?:sources|motives|events|treaties|provisions|items)\b", text)
            assert not re.search(r"[`]|lean on|\b[he]\d+ \(", text)
