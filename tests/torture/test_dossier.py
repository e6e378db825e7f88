"""A hostile dossier in documents and in a report: nothing runs, nothing leads outside, every parser is content."""

from __future__ import annotations

import re

import nbformat

from analystkit.briefs import make_brief
from analystkit.report import write_report
from tests.briefs.wellformed import faults
from tests.report.test_report import Tags
from tests.torture.hostile import write_hostile

TABLES = ("provisions", "motives", "events", "statements")
CELLS = [
    "import os, analystkit as ak\nd = ak.open_dossier(os.environ['ANALYSTKIT_DOSSIER'])",
    "ak.draw(d, 'provisions-by-domain', floor='unverified')",
    "ak.explore(d, 'events', charts=['timeline'])",
    "ak.draw(d, 'motives-by-theme', floor='unverified')",
]


def test_no_document_is_malformed_and_nothing_in_it_runs(tmp_path):
    dossier, brief = write_hostile(tmp_path / "data" / "tiny"), tmp_path / "b.md"
    shown = [f"![](rows:{name}?floor=unverified)" for name in TABLES]
    shown += ["![](chart:provisions-by-domain?floor=unverified)", "![](chart:timeline?preset=column)"]
    head = f"---\ntitle: T\ndossier: {dossier}\nsources: all\n---"
    brief.write_text("\n\n".join([head, *shown, "Cited [@doe2020; @roe2020]."]), "utf-8")
    made = make_brief(brief, folder=tmp_path / "out")
    assert [wrong for path in made for wrong in faults(path)] == []
    _sound(made[3].read_text("utf-8"), scripts=0)


def test_no_script_of_a_cell_stands_in_a_report(tmp_path):
    dossier, notebook = write_hostile(tmp_path / "data" / "tiny"), tmp_path / "n.ipynb"
    cells = [nbformat.v4.new_code_cell(code) for code in CELLS]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), notebook)
    assert write_report(dossier, tmp_path / "report.html", notebooks=[notebook]) == []
    _sound((tmp_path / "report.html").read_text("utf-8"), scripts=1)


def _sound(page: str, scripts: int) -> None:
    tags = Tags(page).found
    assert len([tag for tag, _ in tags if tag == "script"]) == scripts
    assert not [name for _, given in tags for name in given if name.startswith("on")]
    led = {given.get(name, "#") for _, given in tags for name in ("href", "src", "xlink:href")}
    assert [address for address in led if not re.match(r"#|https://|data:image/", address)] == []
