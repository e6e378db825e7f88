"""A long paper loses nothing in any format, and documents have the pages and slides that they should."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from analystkit import pandoc
from analystkit.briefs import make_brief, read_brief
from tests.golden import golden

PAPER = Path(__file__).with_name("paper.md")
TEXT_HEIGHT_MM = 266
PAPERS = pytest.mark.xdist_group("long paper")  # which is made once
CITED = re.compile(r"\s*\[?@[\w:.\-]+(?:, [^\]]*)?\]?\s*|(?<=[.!?])\s+")


@pytest.fixture(scope="module")
def made(tmp_path_factory, shipped):
    folder = tmp_path_factory.mktemp("paper")
    files = make_brief(PAPER, folder=folder, dossier=shipped)
    return {path.suffix[1:]: path for path in files[:4]}


@pytest.fixture(scope="module")
def pages(made) -> list[str]:
    """The text of each page of the PDF."""
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(made["pdf"]).pages]


def bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200c\u200e\u200f\u2066-\u2069-]+", "", text)


def texts(made, pages) -> dict[str, str]:
    from pptx import Presentation

    with zipfile.ZipFile(made["docx"]) as package:
        parts = [package.read(f"word/{name}.xml").decode() for name in ("document", "footnotes")]
    words = "".join("".join(re.findall(r"<w:t[ >][^<]*|<w:t>[^<]*", part)) for part in parts)
    slides = []
    for slide in Presentation(made["pptx"]).slides:
        for shape in slide.shapes:
            slides += [shape.text_frame.text] if shape.has_text_frame else []
            slides += [c.text for row in shape.table.rows for c in row.cells] if shape.has_table else []
        slides += [slide.notes_slide.notes_text_frame.text] if slide.has_notes_slide else []
    page = re.sub(r"<style.*?</style>|<[^>]+>", "", made["html"].read_text("utf-8"), flags=re.DOTALL)
    return {
        "docx": re.sub(r"<w:t[^>]*>", "", words),
        "pptx": "\n".join(slides),
        "pdf": "\n".join(pages),
        "html": page,
    }


@PAPERS
def test_every_sentence_is_in_every_format(made, pages, shipped):
    brief = read_brief(PAPER, shipped)
    found = {form: bare(text) for form, text in texts(made, pages).items()}
    trees = [brief.title_inlines, brief.subtitle, brief.bottom_line, brief.blocks]
    kinds = ("Para", "Plain", "Header", "CodeBlock")
    wholes = [
        node["c"][2] if node["t"] == "Header" else node for node in pandoc.nodes(trees) if node["t"] in kinds
    ]
    sentences = [
        bare(part) for whole in wholes for part in CITED.split(pandoc.text_of(whole)) if part.strip()
    ]
    assert len(sentences) > 60
    for form, text in found.items():
        lost = [
            s for s in sentences if s not in text and not (form == "pdf" and re.search("[\u0600-\u06ff]", s))
        ]
        assert lost == [], form


@PAPERS
def test_no_picture_is_higher_than_its_page_or_outside_its_slide(made):
    from pptx import Presentation

    with zipfile.ZipFile(made["docx"]) as package:
        body = package.read("word/document.xml").decode()
    heights = [int(height) / 36000 for height in re.findall(r'<wp:extent [^>]*cy="(\d+)"', body)]
    assert len(heights) == 8
    assert max(heights) < TEXT_HEIGHT_MM - 10
    deck = Presentation(made["pptx"])
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


@PAPERS
def test_the_paper_has_no_more_pages_than_its_figures_need(pages):
    assert len(pages) <= 9
    labels = [label for page in pages for label in re.findall(r"Figure (\d):", page)]
    assert sorted(set(labels)) == [str(n) for n in range(1, 9)]


@pytest.mark.xdist_group("sample briefs")  # made once, with those of the golden set
def test_two_pages_are_two_in_word_and_in_the_pdf(tmp_path):
    from pypdf import PdfReader

    made = golden.documents("is-it-an-alliance")
    word = made["docx"]
    assert len(PdfReader(made["pdf"]).pages) == 2
    if not shutil.which("soffice"):
        pytest.skip("no LibreOffice here")
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [
        "soffice",
        "--headless",
        home,
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path / "seen"),
        str(word),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert len(PdfReader(tmp_path / "seen" / f"{word.stem}.pdf").pages) == 2


def test_a_deck_of_three_figures_has_six_slides_at_most(tmp_path, shipped):
    from pptx import Presentation

    charts = ("provisions-by-domain", "what-is-absent", "motives-by-theme")
    parts = [
        f"# Part {n}\n\nProse [@tass-2025-04-08-duma].\n\n![](chart:{c})\n" for n, c in enumerate(charts)
    ]
    path = tmp_path / "three.md"
    path.write_text(
        "---\ntitle: Three\ndossier: russia-iran-2025\nbottom-line: It is so.\n---\n\n"
        + "\n".join(parts)
        + "\n# How sure\n\nNot very.\n",
        "utf-8",
    )
    (deck, *_) = make_brief(path, ["pptx"], tmp_path / "out", dossier=shipped)
    assert len(Presentation(io.BytesIO(deck.read_bytes())).slides) <= 6
