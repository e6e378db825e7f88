"""Every chart, over many selections, options and sizes of four dossiers, says what its rows bear out."""

from __future__ import annotations

import dataclasses
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analystkit as ak
from analystkit import charts
from analystkit.analysis.texts import add_text
from analystkit.dossier import TABLES
from analystkit.errors import Absent
from tests.analysis.texts import samples
from tests.conftest import write_tiny
from tests.golden import golden
from tests.truth import counting, explain

NAMES = [chart.name for chart in charts.all() if "register" not in chart.make.__qualname__]
DOSSIERS = ("shipped", "invented", "tiny", "worded")


@pytest.fixture(scope="module")
def tiny_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny(tmp_path_factory.mktemp("truth") / "tiny")


@cache
def opened(name: str, path: Path):
    if name == "tiny":
        return ak.open_dossier(path)
    if name != "worded":
        return golden.dossier(name)
    dossier = ak.open_dossier(write_tiny(path.parent / "worded"))  # the same, with two texts at hand
    add_text(dossier, "doe2020", samples.write(path.parent, "txt"))
    add_text(dossier, "roe2020", samples.write(path.parent, "html", samples.treaty("en", 5)))
    return dossier


def asked(draw, dossier, table: str):
    """Draw a selection of a table: some terms of some columns, perhaps a word, dates, any floor."""
    rows, where = dossier.table(table), {}
    columns = [
        c.name for c in TABLES[table].columns if c.kind in ("term", "terms", "list") and c.name in rows
    ]
    for column in draw(st.lists(st.sampled_from(columns), max_size=2, unique=True)) if columns else ():
        terms = sorted(set(counting.exploded(rows[column]).astype(str)))
        if terms:
            where[column] = draw(st.lists(st.sampled_from(terms), min_size=1, max_size=3, unique=True))
    text = draw(st.sampled_from(["", "", "", "the", "trade"]))
    dates = (
        draw(st.sampled_from([None, None, ("2024", "2025-06"), ("", "2022")]))
        if TABLES[table].of_kind("date")
        else None
    )
    return ak.Selection.make(
        table, where, text, dates, draw(st.sampled_from(["one-source", "unverified", "two-sources"]))
    )


def given_options(draw, chart, dossier) -> dict:
    """Draw some of a chart's options that are chosen from a list or are a switch."""
    taken = {}
    for name, option in chart.options.items():
        values = list(option.choices) or ([True, False] if isinstance(option.default, bool) else [])
        values = values or (list(option.found(dossier)) if option.found else [])
        if values and draw(st.booleans()):
            taken[name] = draw(st.sampled_from(values))
    return taken


@st.composite
def figures(draw, chart_name: str, path: Path):
    chart, dossier = charts.get(chart_name), opened(draw(st.sampled_from(DOSSIERS)), path)
    try:
        selection, options = asked(draw, dossier, chart.table), given_options(draw, chart, dossier)
        preset = draw(st.sampled_from(["column", "full", "slide"]))
        return ak.draw(dossier, chart_name, selection=selection, preset=preset, options=options)
    except Absent:
        return None


def faults(figure) -> list[str]:
    """Return everything that a figure says wrong, by counts of its rows that are made here."""
    said, rows, table = figure.said, figure.rows, figure.spec.selection.table
    wrong = [
        f"grammar: {part}"
        for text in (said.headline, said.subtitle, said.note, said.alt)
        for part in counting.grammar(text)
    ]
    if not len(rows):
        return wrong
    wrong += [*explain.unexplained(figure), *explain.undrawn(figure)]
    return [*wrong, *counting.wrong_marks(figure, table), *counting.wrong_sources(figure, table)]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_chart_says_is_true_of_its_rows(name: str, tiny_path: Path) -> None:
    @counting.TRIED
    @given(figures(name, tiny_path))
    def holds(figure) -> None:
        if figure is not None:
            assert faults(figure) == [], f"{figure.spec.to_target()}: {figure.said.headline}"

    holds()


@pytest.mark.parametrize("name", NAMES)
def test_a_number_that_is_off_by_one_is_noticed(name: str) -> None:
    figure, told = ak.draw(golden.dossier("shipped"), name, floor="unverified"), []
    for part in ("headline", "subtitle", "note", "alt"):
        reader = explain.Reader(figure, part)
        plain = reader.plain(getattr(figure.said, part))
        for found in explain.NUMBER.finditer(plain):
            more = f"{explain.value_of(found[0]) + 1:g}"
            false = plain[: found.start()] + more + plain[found.end() :]
            told.append((part, false[max(0, found.start() - 40) :][:80], bool([*reader.unexplained(false)])))
    missed = [(part, words) for part, words, noticed in told if not noticed]
    assert [part for part, _ in missed if part != "alt"] == [], missed
    assert len(missed) <= 1, missed  # in a long list one may be true of another row beside it


@pytest.mark.parametrize("name", ["timeline", "motives-by-theme", "provisions-by-domain"])
def test_a_mark_that_is_off_by_one_is_noticed(name: str) -> None:
    figure = ak.draw(golden.dossier("shipped"), name)
    assert faults(figure) == []
    noun = counting.NOUN[figure.spec.selection.table]
    marks = [
        dataclasses.replace(mark, words=f"{len(mark.ids) + 1} {counting.many(noun)}") for mark in figure.marks
    ]
    parts = {name: getattr(figure, name) for name in ("spec", "dossier", "rows", "said", "sources")}
    assert faults(SimpleNamespace(**parts, marks=tuple(marks)))
