"""The short answers on motives and on the timeline are counted from the rows."""

from __future__ import annotations

from dataclasses import replace

from analystkit.analysis.answers import answer


def said(dossier, subject):
    return {line.head: line.text for line in answer(dossier, subject)}


def test_motives_are_counted(tiny):
    lines = said(tiny, "motives")
    assert lines["Who wants"] == "Two motives by the author's account: 1 to Alba and 1 to both parties."
    assert lines["On which article"] == (
        "One motive leans on an article of the treaty, most often on articles 2 and 3 (1); 1 on none."
    )
    assert "One motive of 2 is hedged, none with a word" in lines["How sure it sounds"]
    assert (
        lines["How well it holds"]
        == "Another source bears out 1 of 2; sources speak against 1, in part or in whole."
    )


def test_events_are_counted_around_the_signature(tiny):
    lines = said(tiny, "timeline")
    assert lines["When"] == (
        "Four events from 2019 to 2021: 1 before the signature on 4 May 2020, 2 on the day and 1 after it."
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
        f"{sum(not cell for cell in rows['articles'])} on none"
        in said(shipped, "motives")["On which article"]
    )
    assert said(shipped, "timeline")["When"].startswith(f"{len(shipped.table('events'))} events")
