"""The short answers on hypotheses and comparison say what the tables say."""

from __future__ import annotations

from analystkit.analysis.answers import answer


def said(dossier, subject):
    return {line.head: line.text for line in answer(dossier, subject)}


def test_the_answer_on_hypotheses_ranks_within_questions_and_speaks_of_no_likelihood(shipped):
    lines = said(shipped, "hypotheses")
    assert lines["Why a treaty?"] == (
        "Least speaks against “Sanctions economy”. Points against: “Sanctions economy” 2, “Arms for technology” "
        "and “Iranian insurance” 4, “Shock response” 6; without hindsight: “Sanctions economy” 1, “Arms for "
        "technology” and “Iranian insurance” 3, “Shock response” 5."
    )
    assert lines["Why that date?"].startswith(
        "No one leads: “Signal before Trump” and “Delayed completion” are tied."
    )
    assert "(e7) that would change" in lines["What it hangs on"]
    assert (
        "“Signal before Trump” (4 of 25 items say anything of it, one item counts against it)"
        in lines["What to mind"]
    )
    assert "probab" not in " ".join(lines.values())


def test_the_answer_on_comparison_names_schemes_and_what_is_unknown(shipped):
    lines = said(shipped, "comparison")
    assert "ATOP, yes (neutrality made" in lines["Is it an alliance?"]
    assert "COW Type I, no" in lines["Is it an alliance?"]
    assert "COW Type II, disputed" in lines["Is it an alliance?"]
    assert "no aid to the enemy" in lines["Neutrality"] or "not to aid the enemy" in lines["Neutrality"]
    assert "aimed at a common policy" in lines["Consultation"]
    assert "five promise mutual defence" in lines["Mutual defence"]
    assert lines["Mutual defence"].endswith("of 5 it is not known. This treaty does not.")
    assert "the same on 4 of 6 known clauses, apart on mutual defence and neutrality" in lines["Most alike"]
    assert "with what notice one may leave is not known" in lines["Term and exit"]
    assert lines["How sure"] == "141 of 252 cells of the comparison are not known, and not counted."
    assert "precision 87% the same, alpha 0.89" in lines["How far coders agree"]


def test_sentences_about_treaties_cite_sources(shipped):
    uncited = {"How sure", "How far coders agree"}
    for line in answer(shipped, "comparison"):
        assert bool(line.citations) is (line.head not in uncited), line.head
