"""A report is one page without network: notebooks run, marks and rows that answer."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import nbformat
import pytest

from analystkit.cli import main
from analystkit.errors import KitError, Taken
from analystkit.figures import draw
from analystkit.report import write_report
from analystkit.report.page import fragment
from tests.conftest import write_tiny

MADE_ONCE = pytest.mark.xdist_group("report")
CELLS = [
    nbformat.v4.new_markdown_cell("# Trade\n\nSee [@doe2020, para. 2] and [the other](other.ipynb)."),
    nbformat.v4.new_code_cell(
        "import os\nimport analystkit as ak\nd = ak.open_dossier(os.environ['ANALYSTKIT_DOSSIER'])"
    ),
    nbformat.v4.new_code_cell(
        "ak.explore(d, 'provisions', charts=['provisions-by-domain', 'obligation-by-domain'])"
    ),
    nbformat.v4.new_code_cell("1 / 0", metadata={"tags": ["remove-cell"]}),
    nbformat.v4.new_code_cell("ak.draw(d, 'provisions-by-domain', title='<script>x</script> & y')"),
    nbformat.v4.new_code_cell(
        "from IPython.display import HTML\nHTML('<b>bold</b><script src=\"https://x.example\"></script>')"
    ),
]


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, {name: value or "" for name, value in attributes}))

    handle_startendtag = handle_starttag


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """What was said of a report on two notebooks, of which one fails, and its page."""
    place = tmp_path_factory.mktemp("report")
    notebooks = {"trade": CELLS, "bad": [nbformat.v4.new_code_cell("1 / 0"), CELLS[0]]}
    for name, cells in notebooks.items():
        nbformat.write(nbformat.v4.new_notebook(cells=cells), place / f"{name}.ipynb")
    paths = [place / f"{name}.ipynb" for name in notebooks]
    said = write_report(write_tiny(place / "tiny"), place / "report.html", notebooks=paths)
    return said, (place / "report.html").read_text("utf-8")


@MADE_ONCE
def test_a_report_holds_what_the_notebooks_show_and_asks_nothing_of_the_network(report):
    page = report[1]
    tags = Tags(page).found
    assert "<b>bold</b>" in page
    assert "x.example" not in page
    assert "&lt;script&gt;x&lt;/script&gt; &amp; y" in page
    assert "<script>x" not in page
    assert not [given for _, given in tags if given.get("src", "data:")[:5] != "data:"]
    assert not [tag for tag, _ in tags if tag in ("link", "iframe", "object", "embed")]
    assert "connect-src" not in page
    assert "default-src 'none'" in page
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert (
        f"script-src 'sha256-{digest}';" in page
    )  # neither a handler in an attribute nor another script runs
    assert '<a href="#source-doe2020">The Gazette 2020</a>, para. 2' in page
    assert "and the other." in page  # a notebook that is not in the report
    assert [given["id"] for _, given in tags if given.get("id", "").startswith("source-")]
    pictures = [given for tag, given in tags if given.get("role") == "img"]
    assert pictures
    assert all(given["aria-label"] for given in pictures)


def test_each_mark_has_words_and_rows_that_the_table_holds(tiny):
    figures = [draw(tiny, "provisions-by-domain"), draw(tiny, "obligation-by-domain")]
    tags = Tags(fragment(figures)).found
    rows = {given["data-id"] for tag, given in tags if tag == "tr" and "data-id" in given}
    assert rows == set(figures[0].rows["id"])
    marks = [given for _, given in tags if given.get("class") == "mark"]
    assert {row for given in marks for row in re.findall(r'"([^"]+)"', given["data-ids"])} <= rows
    assert {mark.words for mark in figures[0].marks} <= {given["aria-label"] for given in marks}
    first = [given for given in marks if given["tabindex"] == "0"]
    assert len(first) == 4  # one stop of the tab key for each picture, wide and narrow


@MADE_ONCE
def test_a_cell_that_fails_is_said_and_the_rest_is_shown(report):
    said, page = report
    assert said == ["bad.ipynb: ZeroDivisionError: division by zero"]
    assert "This could not be shown" in page
    assert page.count("and the other.") == 2  # which stands in both


def test_bad_input_is_one_message_and_nothing_is_replaced_unasked(tiny_folder, tmp_path, capsys):
    assert main(["report", "no/such/place", "--out", str(tmp_path / "r.html")]) == 2
    assert "no dossier at" in capsys.readouterr().err
    with pytest.raises(KitError, match=r"ends in \.html"):
        write_report(tiny_folder, tmp_path / "r.pdf", notebooks=[])
    with pytest.raises(KitError, match="no notebook"):
        write_report(tiny_folder, tmp_path / "r.html", notebooks=[])
    (tmp_path / "r.html").write_text("mine")
    path = tmp_path / "empty.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), path)
    with pytest.raises(Taken):
        write_report(tiny_folder, tmp_path / "r.html", notebooks=[path])
    assert (tmp_path / "r.html").read_text() == "mine"
