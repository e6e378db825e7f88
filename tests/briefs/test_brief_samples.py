"""The briefs that ship are as long as they say, and cite what is there."""

from __future__ import annotations

import pytest

from analystkit.briefs import read_brief
from analystkit.dossier import project_root
from tests.golden import golden

SAMPLES = {"minister-sanctions": 1, "is-it-an-alliance": 2}


@pytest.mark.xdist_group("sample briefs")  # made once, with those of the golden set
@pytest.mark.parametrize(("name", "pages"), SAMPLES.items())
def test_a_sample_brief_has_its_length_and_says_its_line_first(name, pages):
    from pypdf import PdfReader

    reader = PdfReader(golden.documents(name)["pdf"])
    assert len(reader.pages) == pages
    first = reader.pages[0].extract_text()
    assert first.index("BOTTOM LINE") < 200
    assert "Sources" in reader.pages[-1].extract_text()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_brief_names_the_scheme_and_spells_as_the_british_do(shipped, name):
    brief = read_brief(project_root() / "briefs" / f"{name}.md", shipped)
    text = brief.path.read_text("utf-8").lower()
    for word in ("defense", "program ", "percent", "center", "ize "):
        assert word not in text
    if "alliance" in text and name == "is-it-an-alliance":
        assert "atop" in text
        assert "correlates of war" in " ".join(text.replace("*", "").split())
