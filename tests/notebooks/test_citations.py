"""Every citation in notebooks, briefs and the text of tables names a source that there is."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from analystkit.dossier import TABLES

ROOT = Path(__file__).resolve().parents[2]
CITATION = re.compile(r"(?<![\w.])@([A-Za-z][\w:.-]*\w)")
PROSE = sorted(
    [
        *ROOT.glob("notebooks/*.ipynb"),
        *ROOT.glob("briefs/*.md"),
        *ROOT.glob("data/russia-iran-2025/notes/*.md"),
        ROOT / "data/README.md",
    ]
)


def prose(path):
    """Return what a file says in prose: the Markdown of a notebook without its code."""
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8")
    cells = nbformat.read(path, as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_every_citation_in_prose_resolves(path, shipped):
    text = re.sub(r"`[^`]*`", "", prose(path))
    unknown = sorted(key for key in set(CITATION.findall(text)) if key not in shipped.sources)
    assert not unknown, f"{path.name} cites {unknown}"


def test_every_citation_in_the_text_of_a_table_resolves(shipped):
    for name, frame in shipped.tables.items():
        for column in TABLES[name].of_kind("text"):
            for cell in frame[column]:
                for key in re.findall(r"\[@([^\],]+)", cell):
                    assert key in shipped.sources, f"{name}.{column}: {key}"


def test_the_pattern_finds_citations_and_leaves_addresses_alone():
    assert CITATION.findall("so it says [@tass-2025-04-08-duma, para. 2; @atop].") == [
        "tass-2025-04-08-duma",
        "atop",
    ]
    assert CITATION.findall("write to someone@example.org") == []
