"""The short answers on motives and on the timeline are counted from the rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

import analystkit as ak
from analystkit.analysis.answers import answer


def said(dossier, subject):
    return {line.head: line.text for line in answer(dossier, subject)}


def test_motives_are_counted(tiny):
    lines = said(tiny, "motives")
    assert (
        lines["Who wants"]
        == "The Gazette 2020 ascribes two motives: 1 to Alba alone and 1 to the parties together."
    )
    assert lines["On which article"] == (
        "One motive is tied to an article of the treaty, most often to articles 2 and 3 (1 motive each); 1 to none."
    )
    assert lines["How sure it sounds"].startswith("One motive is hedged. The codebook does not say")
    assert lines["Borne out"].startswith("For one motive another source is named. The codebook does not say")


def test_motives_borne_out_contested_and_hedged_are_told_apart(shipped):
    rows, lines = shipped.table("motives"), said(shipped, "motives")
    for head, column in (("Borne out", "corroborates"), ("Contested", "contests")):
        counts = rows[column].value_counts()
        assert f"for {counts['motive']} of {len(rows)}" in lines[head] or (
            f"against {counts['motive']} of {len(rows)}" in lines[head]
        )
        assert f"for {counts['fact']} more" in lines[head]
    weak = sum(set(cell) == {"weakens"} for cell in rows["hedge_kind"])
    strong = sum(set(cell) == {"strengthens"} for cell in rows["hedge_kind"])
    assert f"weakens {weak} and strengthens {strong}" in lines["How sure it sounds"]


def test_events_are_counted_around_the_signature(tiny):
    lines = said(tiny, "timeline")
    assert lines["When"] == (
        "Four events from 2019 to 2021: 1 before the signature on 4 May 2020, 1 on the day, 1 after it "
        "and 1 around it."
    )
    assert lines["Into force"].startswith("From signature to entry into force on 1 January 2021: 242 days")
    assert "names or implies 2 of them" in lines["In the article"]
    assert "the date of 2 is approximate or uncertain" in lines["How sure"]


def test_without_dates_of_the_treaty_less_is_said(tiny):
    lines = said(replace(tiny, about=replace(tiny.about, signed="", in_force="")), "timeline")
    assert lines["When"] == "Four events from 2019 to 2021."
    assert "Into force" not in lines


def test_the_shipped_answers_agree_with_the_tables(shipped):
    rows = shipped.table("motives")
    assert (
        f"{sum(not cell for cell in rows['articles'])} to none"
        in said(shipped, "motives")["On which article"]
    )
    assert said(shipped, "timeline")["When"].startswith(f"{len(shipped.table('events'))} events")


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ("2019/.. 2020", "from 2019 to 2020 or later"), ("../2019 2021", "from 2019 or before to 2021"),
        ("2019/.. ../2019", "in 2019 or before or later"), ("2020/.. 2020", "in 2020 or later"),
        ("2019 2020/2021", "from 2019 to 2021"), ("2020 2020-03", "in 2020"),
    ],
)  # fmt: skip
def test_an_interval_that_is_open_is_said_to_reach_further(tiny_folder, dates, words):
    rows = [f"e{n},{date},Title,,war,,one-source,@roe2020," for n, date in enumerate(dates.split())]
    path = tiny_folder / "events.csv"
    path.write_text("\n".join([path.read_text("utf-8").splitlines()[0], *rows]) + "\n", "utf-8")
    dossier = ak.open_dossier(tiny_folder)
    assert said(dossier, "timeline")["When"].startswith(f"Two events {words}: ")
    assert said(dossier, "treaty")["Around it"] == f"Two events {words} set it in its time."


def test_a_signature_known_to_the_year_has_no_day_before_or_after_it(tiny):
    lines = said(replace(tiny, about=replace(tiny.about, signed="2020", in_force="2021")), "timeline")
    assert "1 before the signature on 2020, 1 after it and 2 around it" in lines["When"]
    assert "Into force" not in lines
    lines = said(replace(tiny, about=replace(tiny.about, in_force="1998-01-01")), "timeline")
    assert "Into force" not in lines


def test_a_source_that_is_named_and_not_coded_is_not_called_none(shipped):
    rows = shipped.table("motives").copy()
    borne = rows["corroboration"].map(bool)
    rows["corroborates"] = rows["corroborates"].where(~borne | (borne.cumsum() > 2))
    text = said(replace(shipped, tables={**shipped.tables, "motives": rows}), "motives")["Borne out"]
    assert "; for 2 one is named, and not of what it speaks; " in text
    assert text.endswith(f"; for {(~borne).sum()} none is named.")


def test_a_hedge_that_is_not_classed_is_counted_as_that(shipped):
    rows = shipped.table("motives").copy()
    hedged = rows.index[rows["hedge"].map(bool)][:2]
    rows["hedge_kind"] = [() if at in hedged else cell for at, cell in rows["hedge_kind"].items()]
    text = said(replace(shipped, tables={**shipped.tables, "motives": rows}), "motives")["How sure it sounds"]
    assert "; 2 hedged are not classed. " in text
