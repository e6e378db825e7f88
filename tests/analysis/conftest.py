"""A made-up dossier of competing hypotheses, built from cells."""

from __future__ import annotations

import pytest

import analystkit as ak

TERMS = """hypotheses,question,why,Why?,,Why,1,,
hypotheses,question,when,When?,,When,2,,
evidence,reliability,A,A,,A,1,,
evidence,reliability,C,C,,C,2,,
evidence,reliability,E,E,,E,3,,
evidence,reliability,F,F,,No basis,4,,
evidence,credibility,1,1,,1,1,,
evidence,credibility,3,3,,3,2,,
evidence,credibility,5,5,,5,3,,
evidence,credibility,6,6,,No basis,4,,
evidence,known_at_signing,yes,Known,,Yes,1,,
evidence,known_at_signing,no,Hindsight,,No,2,,
relevance,relevance,low,Low,,Low,1,,
relevance,relevance,medium,Medium,,Medium,2,,
relevance,relevance,high,High,,High,3,,
""" + "".join(
    f"consistency,consistency,{term},{term},,{term},{n},,\n"
    for n, term in enumerate(["CC", "C", "N", "I", "II", "NA"])
)

EVIDENCE = "id,date,statement,reliability,credibility,known_at_signing,diagnostic_note,sources"


@pytest.fixture
def make_ach(tiny_folder):
    """Return a function that opens a dossier with the ratings given as rows of cells."""

    def make(rows, questions=None, grades=None, hindsight=(), extra=()):
        columns = len(next(iter(rows.values())))
        questions = questions or ["why"] * columns
        book = (tiny_folder / "codebook.csv").read_text(encoding="utf-8")
        if "hypotheses,question" not in book:
            (tiny_folder / "codebook.csv").write_text(book + TERMS, encoding="utf-8")
        names = [f"h{number + 1}" for number in range(columns)]
        asked = [f"{n},{n.upper()},Claim,{q}" for n, q in zip(names, questions, strict=True)]
        write("hypotheses", "id,label,claim,question", asked)
        lines = []
        for item in rows:
            letter, digit = (grades or {}).get(item, "C3")
            known = "no" if item in hindsight else "yes"
            lines.append(f"{item},2020,Item {item},{letter},{digit},{known},,@doe2020")
        write("evidence", EVIDENCE, lines)
        cells = [f"{h},{e},kit,{v}" for e, row in rows.items() for h, v in zip(names, row, strict=True) if v]
        write("consistency", "hypothesis,evidence,analyst,consistency", [*cells, *extra])
        write("relevance", "evidence,analyst,relevance", [])
        return ak.open_dossier(tiny_folder)

    def write(name, header, lines):
        (tiny_folder / f"{name}.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")

    return make
