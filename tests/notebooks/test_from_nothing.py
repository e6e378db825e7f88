"""From nothing to a figure, a brief and a report: the guide alone, through the command line; all of it true."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import analystkit as ak
from analystkit import charts
from analystkit.errors import Absent
from tests.notebooks.test_other_dossiers import KINDS, write
from tests.truth.test_charts import faults

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guides" / "start-a-dossier.md"


FOLLOWED = pytest.mark.xdist_group("from-nothing")  # what follows the guide does so once


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project without any dossier, in which every command of the guide was run."""
    place = tmp_path_factory.mktemp("nothing")
    (place / "data").mkdir()
    skip = shutil.ignore_patterns(".ipynb_checkpoints")
    shutil.copytree(ROOT / "notebooks", place / "notebooks", ignore=skip)
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    around = {name: value for name, value in os.environ.items() if name != "ANALYSTKIT_DOSSIER"}
    around |= {"ANALYSTKIT_HOME": str(place), "PATH": tools, "PYTHONPATH": str(ROOT)}
    for code in re.findall(r"(?ms)^```sh\n(.*?)^```$", GUIDE.read_text(encoding="utf-8")):
        done = subprocess.run(
            ["bash", "-ec", code],
            cwd=place,
            env=around,
            capture_output=True,
            text=True,
            timeout=500,
            check=False,
        )
        assert done.returncode == 0, f"{code}\n{done.stdout}\n{done.stderr}"
    return place


@FOLLOWED
def test_the_guide_leads_from_nothing_to_a_figure_a_brief_and_a_report(home: Path) -> None:
    made = home / "exports"
    (figure,) = made.glob("*.png")
    assert figure.stat().st_size > 5_000
    assert {path.suffix for path in (made / "lake").iterdir()} >= {".docx", ".html"}
    brief = (made / "lake" / "lake.html").read_text(encoding="utf-8")
    report = (made / "lake-report.html").read_text(encoding="utf-8")
    for page in (brief, report):
        assert "Nobody trawls in the spring" in page
        assert "Fishing" in page
        assert not re.search(r"\bRussia\b|\bIran\b|Party [AB]", page)
    assert (home / "lake-treaty.xlsx").is_file()


@FOLLOWED
def test_terms_of_ones_own_bind_where_the_codebook_says_so(home: Path) -> None:
    dossier = ak.open_dossier(home / "data" / "lake-treaty")
    assert dossier.about.parties == ("Norland", "Suderland")
    assert ak.check(home / "data" / "lake-treaty") == []
    figure = ak.draw(dossier, "provisions-by-domain", floor="unverified")
    assert len(figure.rows) == 3
    assert figure.said.headline.startswith("2 of 3 provisions forbid something or demand a checkable act")


def wrong(dossier: ak.Dossier) -> list[str]:
    """Return all that the charts of a dossier say and its rows do not bear out, at two floors."""
    found = []
    for chart in charts.all():
        for floor in ("one-source", "unverified"):
            try:
                figure = ak.draw(dossier, chart.name, floor=floor)
            except Absent:
                continue
            found += [f"{chart.name}, {floor}: {fault}" for fault in faults(figure)]
    return found


@FOLLOWED
def test_every_chart_of_the_guides_dossier_says_what_its_rows_bear_out(home: Path) -> None:
    assert wrong(ak.open_dossier(home / "data" / "lake-treaty")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_of_a_fresh_dossier_says_what_its_rows_bear_out(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSTKIT_HOME", str(tmp_path))
    assert wrong(ak.open_dossier(write(kind, tmp_path))) == []
