"""Answers over many parts of three dossiers say what plain pandas counts, in sentences that agree."""

from __future__ import annotations

import dataclasses
import re
import tempfile
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analystkit as ak
from analystkit.analysis.answers import ANSWERS, answer
from tests.conftest import write_tiny
from tests.golden import golden
from tests.truth import counting

SMALL = {"no": 0} | {word: number for number, word in enumerate(counting.NUMBERS, start=1)}


@cache
def tiny():
    """Return the small dossier of the tests, opened once."""
    return ak.open_dossier(write_tiny(Path(tempfile.mkdtemp()) / "tiny"))


@st.composite
def parts(draw):
    """Draw one of three dossiers with some of the rows of its tables, perhaps none."""
    which = draw(st.sampled_from(["shipped", "invented", "tiny"]))
    whole = tiny() if which == "tiny" else golden.dossier(which)
    tables = {}
    for name, rows in whole.tables.items():
        share = (
            draw(st.sampled_from([0.0, 0.1, 0.5, 1.0]))
            if name in ("provisions", "motives", "events", "statements")
            else 1.0
        )
        tables[name] = (
            rows.sample(frac=share, random_state=draw(st.integers(0, 99))).sort_index().reset_index(drop=True)
        )
    return dataclasses.replace(whole, tables=tables)


def number(word: str) -> int:
    word = {"none": "no"}.get(word.casefold(), word)
    return SMALL[word.casefold()] if word.casefold() in SMALL else int(word.replace(",", ""))


def labelled(dossier, table: str, column: str, rows: pd.DataFrame, groups: bool = False) -> dict[str, int]:
    """Return how many rows have each term of a column, by its label or its group."""
    names = {
        term.term: (term.group or term.label) if groups else term.label
        for term in dossier.codebook.terms(table, column)
    }
    return rows[column].dropna().astype(str).map(names).value_counts().to_dict()


def wrong(dossier, said: dict[str, list[str]]) -> list[str]:
    """Return what answers say otherwise than a count of the rows."""
    names = ("motives", "events", "provisions", "statements", "treaties")
    motives, events, provisions, statements, treaties = (dossier.tables.get(n, pd.DataFrame()) for n in names)
    day, roles = pd.Timestamp(dossier.about.signed), dossier.codebook.with_role
    sourced = provisions[provisions["verification"] != "unverified"]
    coded = sourced[sourced["obligation"].notna()]
    binds = coded["obligation"].isin(roles("provisions", "obligation", "binding"))
    content, weak = provisions["domain"].notna(), coded[~binds]
    numbers = set(provisions.loc[content, "article"].dropna()) - {0}
    before, after = (events["date_to"] < day).sum(), (events["date_from"] > day).sum()
    on = ((events["date_from"] == day) & (events["date_to"] == day)).sum()
    levels = events["verification"].astype(str)
    has = lambda column, role: motives[column].isin(roles("motives", column, role)).sum()  # noqa: E731
    loose = (motives["articles"].map(len) == 0).sum()
    expected = [
        ("motives", r"ascribes (\w+) motives?", [len(motives)]),
        ("motives", r"(\w+) motives? (?:is|are) tied to an article", [len(motives) - loose]),
        ("motives", r"\(\d+ motives?\); (\w+) to none", [loose]),
        ("timeline", r"(?:^|: )(\w+) events? from", [len(events)]),
        ("timeline", r"(\w+) before the signature", [before]),
        ("timeline", r"(\w+) on the day", [on]),
        ("timeline", r"(\w+) after it", [after]),
        ("timeline", r"(\w+) around it", [len(events) - before - on - after]),
        ("timeline", r"(\w+) events? rests? on two sources", [(levels == "two-sources").sum()]),
        ("timeline", r"of different origin, (\w+) on one", [(levels == "one-source").sum()]),
        (
            "timeline",
            r"the date of (\w+) is approximate or uncertain",
            [(events["date_approximate"] | events["date_uncertain"]).sum()],
        ),
        ("provisions", r"^Of (\w+) provisions? with a source and a code, (\w+) ", [len(coded), binds.sum()]),
        ("provisions", r"^(\w+) provisions? of (\w+) do(?:es)? neither", [len(weak), len(coded)]),
        (
            "provisions",
            r"with a source, (\w+) rests? on two",
            [(sourced["verification"] == "two-sources").sum()],
        ),
        (
            "provisions",
            r"(\w+) rows? ha(?:s|ve) content that no",
            [(content & ~provisions.index.isin(sourced.index)).sum()],
        ),
        ("provisions", r"(\w+) more topics? (?:is|are) reported", [provisions["article"].isna().sum()]),
        (
            "provisions",
            r"What stands in (\w+) articles? of (\w+) is not",
            [dossier.about.articles - len(numbers), dossier.about.articles],
        ),
        ("statements", r"^(\w+) statements? of", [len(statements)]),
        ("comparison", r"^Of (\w+) treaties", [len(treaties)]),
    ]
    for column, text in (
        (
            "corroborates",
            r"same motive for (\w+) of \w+; for (\w+) more one reports only the fact; for (\w+) none",
        ),
        (
            "contests",
            r"against the motive for (\w+) of \w+; for (\w+) more one speaks only against a fact; for (\w+) none",
        ),
    ):
        if column in motives:
            borne, fact = has(column, "motive"), has(column, "fact")
            expected.append(("motives", text, [borne, fact, len(motives) - borne - fact]))
    faults = [
        f"{subject}: {found[0]!r}, counted {counted}"
        for subject, pattern, counted in expected
        for text in said[subject]
        for found in re.finditer(pattern, text)
        if [number(word) for word in found.groups()] != [int(each) for each in counted]
    ]
    for subject, head, counts in (
        ("motives", "By theme: ", labelled(dossier, "motives", "theme", motives)),
        ("motives", "By kind: ", labelled(dossier, "motives", "kind", motives)),
        ("timeline", "By kind: ", labelled(dossier, "events", "category", events, True)),
        ("provisions", "measurable result: ", labelled(dossier, "provisions", "obligation", weak)),
        ("provisions", "By subject: ", labelled(dossier, "provisions", "domain", weak, True)),
        ("statements", "judged: ", labelled(dossier, "statements", "fidelity", statements)),
    ):
        for text in said[subject]:
            listed = text.partition(head)[2].partition(". ")[0]
            for label, counted in counts.items():
                found = re.search(rf"(?:^|, | and ){re.escape(label)} \((\d+)\)", listed)
                if found and int(found[1]) != counted:
                    faults.append(f"{subject}: {head}{found[0]}, counted {counted}")
    return faults


def all_said(dossier) -> dict[str, list[str]]:
    return {subject: [line.text for line in answer(dossier, subject)] for subject in ANSWERS}


@counting.TRIED
@given(parts())
def test_answers_are_true_of_their_rows(dossier) -> None:
    said = all_said(dossier)
    assert wrong(dossier, said) == []
    own = re.compile(
        "|".join(re.escape(str(cell)) for cell in dossier.tables["statements"].get("note", []) if cell)
        or "$^"
    )
    for subject, texts in said.items():
        for text in texts if subject not in ("statements", "hypotheses", "comparison") else texts[:1]:
            assert counting.grammar(own.sub("", text)) == [], f"{subject}: {text}"


@pytest.mark.parametrize("subject", ["motives", "timeline", "provisions", "statements"])
def test_an_answer_that_is_off_by_one_is_noticed(subject: str) -> None:
    dossier = golden.dossier("shipped")
    said = all_said(dossier)
    assert wrong(dossier, said) == []
    fewer = dossier.tables[subject if subject != "timeline" else "events"]
    fewer = fewer[fewer["obligation"] != "prohibits"] if subject == "provisions" else fewer.iloc[1:]
    name = {"timeline": "events"}.get(subject, subject)
    assert wrong(dataclasses.replace(dossier, tables={**dossier.tables, name: fewer}), said)
