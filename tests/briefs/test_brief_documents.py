"""Documents hold what the brief says: real captions, footnotes, alternative text, plain cells, sources."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from analystkit.briefs import make_brief
from analystkit.dossier import open_dossier
from analystkit.figures import Figure
from analystkit.figures.carrying import recipe_in
from tests.briefs.briefing import write_brief
from tests.conftest import write_tiny

pytestmark = pytest.mark.xdist_group("small brief")  # which is made once
FORMATS = ["docx", "pptx", "pdf", "html"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("brief")
    tiny = write_tiny(folder / "data" / "tiny")
    provisions = tiny / "provisions.csv"
    text = provisions.read_text("utf-8").replace("A power line", "x").replace("Grid,", "<b>=1+1</b> $x$,")
    provisions.write_text(text, "utf-8")
    steps = []
    files = make_brief(
        write_brief(folder, tiny), FORMATS, folder / "out", progress=lambda *step: steps.append(step)
    )
    return {path.name: path.read_bytes() for path in files} | {"steps": steps, "dossier": tiny}


@pytest.fixture(scope="module")
def word(made):
    with zipfile.ZipFile(io.BytesIO(made["small.docx"])) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


@pytest.fixture(scope="module")
def slides(made):
    from pptx import Presentation

    return list(Presentation(io.BytesIO(made["small.pptx"])).slides)


def plain(xml):
    return re.sub(r"<[^>]+>", "", xml)


def test_each_step_is_told_with_how_many_there_are(made):
    words = [step[0] for step in made["steps"]]
    assert words[0] == "reading the brief"
    assert "drawing figure 1" in words
    assert words[-5:] == ["making docx", "making pptx", "making pdf", "making html", "saving"]
    assert [step[1] for step in made["steps"]] == list(range(len(words)))
    assert made["steps"][-1][2] == len(words)


def test_words_footnotes_are_footnotes(word):
    notes = plain(word["word/footnotes.xml"])
    assert "The Gazette, 4 May 2020, para. 2." in notes
    assert "The Bugle, 4 May 2020; The Gazette, 4 May 2020, para. 2." in notes
    assert word["word/document.xml"].count("<w:footnoteReference") == 3


def test_words_captions_are_counted_by_word_itself(word):
    body = word["word/document.xml"]
    assert body.count("SEQ Figure") == 4
    assert body.count("SEQ Table") == 1
    caption = re.search(r'<w:pStyle w:val="ImageCaption" ?/>.*?</w:p>', body, re.DOTALL)
    assert "One article forbids war." in plain(caption[0]).replace("  ", " ")
    assert re.search(
        r'w:styleId="ImageCaption"[^>]*>.*?<w:basedOn w:val="Caption" ?/>', word["word/styles.xml"], re.DOTALL
    )


def test_words_pictures_say_what_they_show(made, word):
    described = re.findall(r'<(?:wp:docPr|pic:cNvPr)[^>]* descr="([^"]*)"', word["word/document.xml"])
    assert len(described) == 8
    assert all(len(words) > 40 and "data:" not in words for words in described)


def test_word_knows_language_title_and_time(word):
    core = word["docProps/core.xml"]
    assert "<dc:title>What Tinytown’s treaty “says” &amp; does</dc:title>" in core
    assert "<dc:language>en-GB</dc:language>" in core
    assert "2026-01-31T00:00:00Z" in core
    assert 'w:val="en-GB"' in word["word/styles.xml"]


def test_words_tables_have_a_header_and_plain_cells(made):
    from docx import Document

    document = Document(io.BytesIO(made["small.docx"]))
    table = next(table for table in document.tables if table.style.name == "Table")
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["Article", "Heading", "Verification"]
    assert cells[1] == ["Preamble", "Aims", "Two sources"]
    assert ["3(2)", "<b>=1+1</b> $x$", "Unverified"] in cells
    properties = re.findall(r"<w:tr>.*?</w:tr>", document.element.xml, re.DOTALL)
    assert all(row.count("<w:trPr>") == ("Bibliography" not in row) for row in properties)  # it may break
    assert sum("w:tblHeader" in row for row in properties) == 1


def test_unverified_rows_are_told_of_in_captions(made, word):
    body = plain(word["word/document.xml"])
    assert "2 of 7 provisions are unverified." in body
    assert "1 of 4 provisions is unverified." in body


def test_what_looks_like_markup_is_text(made, word):
    assert "Prices rose from $1.50 to $2; &lt;b&gt;not bold&lt;/b&gt;" in plain(word["word/document.xml"])
    assert b"&lt;b&gt;=1+1&lt;/b&gt; $x$" in made["small.html"]


@pytest.mark.parametrize("form", ["docx", "pptx", "html", "pdf"])
def test_the_list_of_sources_grades_what_is_cited_and_what_is_behind_figures(made, word, slides, form):
    from pypdf import PdfReader

    texts = {
        "docx": lambda: plain(word["word/document.xml"]),
        "pptx": lambda: "\n".join(
            slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide
        ),
        "html": lambda: plain(made["small.html"].decode()),
        "pdf": lambda: "".join(
            page.extract_text() for page in PdfReader(io.BytesIO(made["small.pdf"])).pages
        ),
    }
    text = " ".join(texts[form]().split())
    listed = text[text.rindex("Sources") :] if form != "pptx" else text
    assert re.search(r"The Gazette.{0,40}Two towns agree, example\.org.{0,20} ?\(B\)", listed)
    assert re.search(r"The Bugle.{0,40}What they signed, example\.org.{0,20} ?\(C\)", listed)
    assert "Agency" not in listed


def test_slides_hold_one_figure_each_with_its_words_in_the_notes(made, slides):
    pictures = [(slide, shape) for slide in slides for shape in slide.shapes if shape.shape_type == 13]
    assert len(pictures) == 4
    for slide, picture in pictures:
        assert (picture.left, picture.top, picture.width, picture.height) == (0, 0, 9144000, 5143500)
        alt = picture._element.nvPicPr.cNvPr.get("descr")
        assert len(alt) > 40
        assert not alt.startswith("data:")
        assert slide.shapes.title.text_frame.text
        assert "Figure " in slide.notes_slide.notes_text_frame.text
        assert "Sources: " in slide.notes_slide.notes_text_frame.text


def test_every_slide_has_a_title_and_a_number_and_prose_stands_in_full(slides):
    assert all(slide.shapes.title is not None for slide in slides)
    assert all("sldNum" in slide.shapes._spTree.xml for slide in slides)
    noted = " ".join(slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide)
    assert "(The Bugle 2020; The Gazette 2020, para. 2). A second sentence stands here." in noted
    assert "Prose at the right." in noted


def test_nothing_on_a_slide_is_smaller_than_a_back_row_reads(slides):
    sizes = [int(size) for slide in slides for size in re.findall(r' sz="(\d+)"', slide.shapes._spTree.xml)]
    assert min(sizes) >= 1800


def test_the_pdf_is_tagged_a4_and_says_its_title(made):
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(made["small.pdf"]))
    assert reader.metadata.title == "What Tinytown’s treaty “says” & does"
    assert reader.metadata.author == "A. N. Alyst"
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [210, 297]
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    text = reader.pages[0].extract_text()
    assert "BOTTOM LINE" in text
    assert "The Bugle, 4 May 2020; The Gazette" in text


def test_the_page_needs_nothing_from_elsewhere(made):
    page = made["small.html"].decode()
    assert not re.search(r'(?:src|srcset)="(?!data:image/png)', page)
    assert not re.search(r"<(?:script|iframe|object)|<link [^>]*stylesheet|@import|url\(", page)
    alts = re.findall(r'<img [^>]*?alt="([^"]*)"', page, re.DOTALL)
    assert len(alts) == 4
    assert all(len(alt) > 40 for alt in alts)
    assert page.count("<figcaption>") == 4
    assert '<html xmlns="http://www.w3.org/1999/xhtml" lang="en-GB"' in page
    assert page.index('class="footnotes') < page.index('id="list-of-sources"')


def test_figures_in_documents_and_beside_them_can_be_made_again(made, word):
    dossier = open_dossier(made["dossier"])
    with zipfile.ZipFile(io.BytesIO(made["small.docx"])) as package:
        inside = {package.read(name) for name in package.namelist() if name.endswith(".png")}
    beside = {data for name, data in made.items() if name.endswith(".png")}
    assert inside == beside
    for data in beside:
        recipe = recipe_in(data)
        assert Figure(recipe.spec, dossier).encoded("png", recipe=recipe) == data
    titled = recipe_in(made["figure-3-what-is-absent.png"])
    assert titled.words["headline"] == "My own headline"


def test_no_path_of_the_machine_is_left_in_a_document(made):
    import tempfile

    place = tempfile.gettempdir().encode()
    assert place not in re.sub(rb"base64,[\w+/=]+", b"", made["small.html"]) + made["small.pdf"]
    for form in ("docx", "pptx"):
        with zipfile.ZipFile(io.BytesIO(made[f"small.{form}"])) as package:
            assert not [name for name in package.namelist() if place in package.read(name)]
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
