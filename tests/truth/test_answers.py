"""Answers over many parts of two dossiers say what plain pandas counts, in sentences that agree."""

from __future__ import annotations

import dataclasses
import os
import re

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analystkit.analysis.answers import ANSWERS, answer
from tests.golden import golden
from tests.truth import counting

EXAMPLES = int(os.environ.get("ANALYSTKIT_TRUTH", "25"))
SMALL = dict(
    zip(
        [
            "no",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        range(13),
        strict=True,
    )
)


@st.composite
def parts(draw):
    """Draw one of two dossiers with some of the rows of its tables, perhaps none."""
    whole = golden.dossier(draw(st.sampled_from(["shipped", "invented"])))
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


def wrong(dossier, said: dict[str, list[str]]) -> list[str]:
    """Return what answers say otherwise than a count of the rows."""
    motives, events, provisions = (dossier.tables[name] for name in ("motives", "events", "provisions"))
    day, roles = pd.Timestamp(dossier.about.signed), dossier.codebook.with_role
    strong = provisions[
        provisions["obligation"].isin(roles("provisions", "obligation", "binding"))
        & (provisions["verification"] != "unverified")
    ]
    expected = [
        ("motives", r"ascribes (\w+) motives?", len(motives)),
        ("timeline", r"(?:^|: )(\w+) events? from", len(events)),
        ("timeline", r"(\w+) before the signature", (events["date_to"] < day).sum()),
        ("provisions", r"source and a code, (\w+) forbids? something or demands?", len(strong)),
        ("statements", r"^(\w+) statements? of", len(dossier.tables["statements"])),
    ]
    return [
        f"{subject}: {found[0]!r}, counted {counted}"
        for subject, pattern, counted in expected
        for text in said[subject]
        for found in re.finditer(pattern, text)
        if number(found[1]) != int(counted)
    ]


def all_said(dossier) -> dict[str, list[str]]:
    return {subject: [line.text for line in answer(dossier, subject)] for subject in ANSWERS}


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
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
