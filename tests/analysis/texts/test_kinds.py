"""Kinds of text that readers get wrong: headings as they are written, numbers, annexes, pages, letters."""

from __future__ import annotations

import pytest

import analystkit as ak
from analystkit.analysis.texts import prepare_text
from analystkit.analysis.texts.cutting import cut_treaty, mended
from analystkit.analysis.texts.documents import html_blocks, text_blocks
from analystkit.analysis.texts.headings import annex_heading, article_heading, is_part
from analystkit.analysis.texts.pdf import _from_right, pdf_blocks
from tests.analysis.texts import samples


@pytest.mark.parametrize(
    ("line", "number", "title", "text"),
    [
        ("Article 1.1: Objectives", "1.1", "Objectives", ""),
        ("Article 1-1", "1-1", "", ""),
        ("ARTICLE 1001", "1001", "", ""),
        ("Article 5 bis – Tolls", "5 bis", "Tolls", ""),
        ("Article 5A. Tolls", "5A", "Tolls", ""),
        ("ARTICLE THE FIRST", "1", "", ""),
        ("Article the Twenty-first.", "21", "", ""),
        ("Article premier", "1", "", ""),
        ("Article 1er. Objet", "1", "Objet", ""),
        ("ARTICLE IV", "4", "", ""),
        ("Artículo 3º. El canal está abierto a los buques de ambas Partes.", "3", "", "El canal está abierto a los buques de ambas Partes."),
        ("Artículo primero", "1", "", ""),
        ("Статья первая", "1", "", ""),
        ("Статья двадцать вторая", "22", "", ""),
        ("Статья 5¹", "5.1", "", ""),
        ("СТАТЬЯ XI", "11", "", ""),
        ("ماده اول", "1", "", ""),
        ("ماده بیست و یکم", "21", "", ""),
        ("ماده ۱ـ طرفین روابط دوستانه خود را توسعه خواهند داد.", "1", "", "طرفین روابط دوستانه خود را توسعه خواهند داد."),
        ("مادهٔ ۴ مکرر", "4 مکرر", "", ""),
        ("المادة الأولى", "1", "", ""),
        ("المادة الثانية عشرة", "12", "", ""),
        ("المادة (٥)", "5", "", ""),
        ("مادة ( ١٢ ):", "12", "", ""),
        ("(المادة الثالثة)", "3", "", ""),
        ("ARTICLE. II. They rest.", "2", "", "They rest."),
        ("Article 7. (1) The Parties consult.", "7", "", "(1) The Parties consult."),
    ],
)  # fmt: skip
def test_headings_of_articles_are_read_as_they_are_written(line, number, title, text):
    head = article_heading(line)
    assert head is not None
    assert (head.number, head.title, head.text) == (number, title, text)


@pytest.mark.parametrize(
    "line",
    [
        "Article 3 of this Treaty applies.", "Articles 3 and 4 apply.", "Article 5, paragraph 2, applies.",
        "Статья 5 применяется к лоцманам.", "ماده ۵ به همین ترتیب اجرا می‌شود.", "Article of faith", "Article",
        "L'article 5 s'applique.", "Article (new)",
    ],
)  # fmt: skip
def test_a_sentence_about_an_article_is_no_heading(line):
    assert article_heading(line) is None


@pytest.mark.parametrize(
    ("line", "annex"),
    [
        ("ANNEX I", "annex I"), ("Annex 2: Fees", "annex 2"), ("Protocol on fees", ""), ("PROTOCOL", "protocol"),
        ("Приложение № 1", "annex 1"), ("پیوست ۲", "annex 2"), ("ANNEXE B", "annex B"), ("Annexes are part of it.", ""),
        ("APPENDIX", "annex"), ("الملحق", "annex"), ("Anlage 1 zum Vertrag", "annex 1"),
    ],
)  # fmt: skip
def test_annexes_and_protocols_are_named(line, annex):
    assert annex_heading(line) == annex


@pytest.mark.parametrize(
    "line", ["PART II", "Chapter 3. Trade", "ГЛАВА I", "Раздел первый", "فصل ۲", "TITRE IV", "الباب الأول"]
)
def test_parts_and_chapters_are_told_from_text(line):
    assert is_part(line)


def labels(blocks: list[str]) -> list[str]:
    return [passage.label for passage in cut_treaty(blocks)]


def test_an_annex_has_articles_of_its_own_and_the_closing_may_stand_before_it():
    blocks = [
        *samples.treaty("en", 3), "ANNEX I", "Fees", "Article 1", "Fees are low.", "ANNEX II", "1. A list of ports is kept.",
        "PROTOCOL", "Article 1", "(1) It is signed.", "(a) in ink;",
    ]  # fmt: skip
    assert labels(blocks)[-10:] == [
        "annex I, heading", "annex I, heading", "annex I, art. 1, heading", "annex I, art. 1", "annex II, heading",
        "annex II, para. 1", "protocol, heading", "protocol, art. 1, heading", "protocol, art. 1(1)",
        "protocol, art. 1(1)(a)",
    ]  # fmt: skip


def test_items_within_items_have_places_and_what_follows_them_is_their_paragraphs():
    blocks = [
        "Article 1", "The aim is peace.", "Article 2", "1. They:", "(a) rest:", "(i) by day;", "(ii) by night;", "(b) sleep.",
        "All this is free.", "2. They wake.", "Article 3", "They end it.",
    ]  # fmt: skip
    assert labels(blocks)[3:10] == [
        "art. 2(1)", "art. 2(1)(a)", "art. 2(1)(a)(i)", "art. 2(1)(a)(ii)", "art. 2(1)(b)", "art. 2(1)", "art. 2(2)",
    ]  # fmt: skip


def test_numbers_with_the_articles_own_before_them_are_its_paragraphs():
    assert labels(["Статья 3", "3.1. Стороны торгуют.", "3.2. Стороны строят.", "Статья 4", "4.1. Всё."])[1:3] == [
        "art. 3(1)", "art. 3(2)",
    ]  # fmt: skip


def test_a_reference_at_the_start_of_a_line_is_no_heading_where_it_breaks_the_order():
    blocks = [
        "Article 1",
        "They trade as stated in",
        "Article 9",
        "Article 2",
        "They rest.",
        "Article 3",
        "They end.",
    ]
    assert "art. 9, heading" not in labels(blocks)


def test_a_table_of_contents_with_dots_is_front_matter():
    rows = "\n".join(f"Article {n} {'. ' * 20}{n + 2}" for n in range(1, 6))
    body = "\n\n".join(samples.treaty("en", 5)[1:])
    laid = text_blocks(f"Pact\n\nCONTENTS\n\n{rows}\n\n{body}")
    assert len(laid.contents) == 6
    assert labels(laid.blocks).count("art. 2, heading") == 1


def test_a_running_head_goes_and_an_article_at_a_pages_top_stays(tiny, tmp_path):
    pages = [
        f"TREATY SERIES\n\nArticle {n}\n\nThey shall keep matter {n} open.\n\n- {n} -" for n in range(1, 7)
    ]
    path = tmp_path / "pages.txt"
    path.write_text("\f".join(pages), "utf-8")
    text, _ = prepare_text(tiny, "doe2020", path)
    assert text.articles() == [1, 2, 3, 4, 5, 6]
    assert "TREATY SERIES" not in " ".join(p.text for p in text.passages)
    assert [p.text for p in text.article(6)] == ["Article 6", "They shall keep matter 6 open."]


def test_footnotes_are_kept_apart_and_their_calls_are_taken_out(tiny, tmp_path):
    page = "Article 1\n\nThe Parties keep the harbour1 open to ships.\n\nArticle 2\n\nThey pay2 for it.\n\nArticle 3\n\nIt ends."
    path = tmp_path / "notes.txt"
    path.write_text(
        f"{page}\n\n\n  1See the letters of 4 May 2031.\n  2See the tariff.\n\f{'They rest. ' * 3}", "utf-8"
    )
    text, _ = prepare_text(tiny, "doe2020", path)
    assert [p.text for p in text.passages if p.role == "back"] == [
        "1See the letters of 4 May 2031.",
        "2See the tariff.",
    ]
    assert text.article(1)[1].text == "The Parties keep the harbour open to ships."


def test_what_looks_like_a_footnote_amid_a_text_takes_no_article_with_it(tiny, tmp_path):
    path = tmp_path / "dates.txt"
    path.write_text(
        "Article 1\n\nThe harbour1 is open, and duties fall on:\n\n\n1 January 2031\n1 July 2031.\n\n"
        "Article 2\n\nThey pay for it.\n\nArticle 3\n\nIt ends.\n\n1 See the tariff.\n",
        "utf-8",
    )
    text, _ = prepare_text(tiny, "doe2020", path)
    assert text.articles() == [1, 2, 3]
    assert [p.text for p in text.passages if p.role == "back"] == ["1 See the tariff."]


def test_two_languages_of_which_one_parts_no_words_are_refused(tiny, tmp_path):
    chinese = "缔约双方应当保持港口对船舶开放，并应当每年交换一次关于河流水位的资料和其他有关情况。"
    blocks = [
        part for block in samples.treaty("en", 9) for part in (block, chinese)[: len(block.split()) // 4]
    ]
    with pytest.raises(ak.KitError, match=r"two languages, .*Chinese"):
        prepare_text(tiny, "doe2020", samples.write(tmp_path, "txt", blocks))


@pytest.mark.parametrize("kind", ["txt", "html", "docx"])
def test_two_languages_in_one_file_are_refused(tiny, tmp_path, kind):
    both = [
        block for pair in zip(samples.treaty("en", 9), samples.treaty("ru", 9), strict=True) for block in pair
    ]
    with pytest.raises(ak.KitError, match=r"two languages, .*(English and Russian|Russian and English)"):
        prepare_text(tiny, "doe2020", samples.write(tmp_path, kind, both))


def test_letters_that_a_font_names_wrongly_are_refused(tiny, tmp_path):
    shifted = [
        "".join(chr(ord(c) - 29) if c.isalpha() and ord(c) > 94 else c for c in b)
        for b in samples.treaty("en", 9)
    ]
    with pytest.raises(ak.KitError, match="letters are garbled"):
        prepare_text(tiny, "doe2020", samples.write(tmp_path, "txt", shifted))


def test_lines_wrapped_in_proportional_type_are_whole(tiny, tmp_path):
    sentence = (
        "Each Party shall keep the gauges that stand within its borders in good order and shall send to the other\n"
        "the readings of every gauge that it keeps, mended or moved or given up by a contractor\n"
        "or by any other body under its orders."
    )
    path = tmp_path / "wrapped.txt"
    path.write_text(
        f"Article 1\n\n{sentence}\n\nArticle 2\n\nThey rest.\n\nArticle 3\n\nThey end.\n", "utf-8"
    )
    text, _ = prepare_text(tiny, "doe2020", path)
    assert text.article(1)[1].text == sentence.replace("\n", " ")


def test_the_mark_of_a_note_behind_an_articles_number_is_no_part_of_it():
    for line in ("Article 26[10]", "Article 26 [Annotation 2]", "Article 26**,***", "Art 26", "Madde 26"):
        head = article_heading(line)
        assert head is not None
        assert (head.number, head.title, head.text) == ("26", "", "")


def test_a_mark_on_a_line_of_its_own_belongs_to_what_follows():
    lines = [
        "Article 1",
        "1.",
        "They trade.",
        "2.",
        "(a)",
        "They rest;",
        "(b)",
        "they sleep.",
        "Article 2",
        "Article 3",
    ]
    assert labels(list(mended(lines))) == [
        "art. 1, heading", "art. 1(1)", "art. 1(2)", "art. 1(2)(b)", "art. 2, heading", "art. 3, heading",
    ]  # fmt: skip


def test_one_line_that_is_far_longer_does_not_part_those_that_were_wrapped(tiny, tmp_path):
    body = "The Parties keep every gauge that stands within their borders in good\norder and send the readings to each other."
    text = "\n\n".join(f"Article {n}\n{body}" for n in range(1, 9)) + "\n" + "They end it all. " * 15
    text = (
        "Treaty of Alba and Bruma on the keeping of the gauges that stand within their borders\n\n" * 2 + text
    )
    path = tmp_path / "long.txt"
    path.write_text(text, "utf-8")
    read, _ = prepare_text(tiny, "doe2020", path)
    assert [p.text for p in read.article(2) if p.role == "body"] == [body.replace("\n", " ")]


def test_a_sentence_that_a_pages_edge_broke_is_whole_where_lines_are_not_wrapped():
    begun, item = "The Parties keep every gauge that stands on the rivers", "and to what they name;"
    lines = [
        f"{begun}\n\nwithin their borders.",
        "They hold to the following, which they wrote down",
        "a) to peace; and",
    ]
    assert text_blocks("\n\n".join([*lines, item, "They rest. " * 30])).blocks[:3] == [
        f"{begun} within their borders.", *lines[1:],
    ]  # fmt: skip


def test_letters_that_share_a_place_in_a_pdf_stand_in_order():
    assert _from_right([(0, 9, c) for c in "الله"], 9) == "الله"
    assert _from_right([(0, 9, c) for c in "ال"], 9) == "لا"


def test_a_part_of_a_page_that_is_called_by_its_heading_is_no_clutter():
    page = (
        '<section id="article-1-social-security"><h2>Article 1 Social security</h2><p>They pay.</p></section>'
        '<section id="ch001.xhtml_related-matters"><h2>Related matters</h2><p>They rest.</p></section>'
        '<div id="social-share"><p>Share</p></div>'
    )
    assert html_blocks(page).blocks == [
        "Article 1 Social security",
        "They pay.",
        "Related matters",
        "They rest.",
    ]


def test_a_title_right_below_its_article_is_no_part_of_the_text_where_gaps_part_paragraphs(tmp_path):
    body = [
        "The Parties keep every gauge that stands within their borders in good order, and send the readings to each "
        "other before the day ends. They rest.",
        "They sleep well.",
    ]
    blocks = [
        block for n in (1, 2, 3) for block in (f"Article {n} \\ Gauge of river {n} \\ {body[0]}", body[1])
    ]
    samples.pdf(tmp_path / "set.pdf", blocks, "#set par(spacing: 2em)")
    read = pdf_blocks((tmp_path / "set.pdf").read_bytes()).blocks
    assert read[1:5] == ["Article 1", "Gauge of river 1", *body]


def test_an_article_below_a_parts_heading_that_fills_the_line_is_known():
    part = "Chapter 3. On the keeping of the gauges of the river Alba and Bruma for good"
    wrapped = (
        "The Parties keep every gauge that stands within their borders in good order\nand send the readings."
    )
    lines = [wrapped, f"{part}\nArticle 7 – Gauges of the river\n{wrapped}"]
    assert text_blocks("\n\n".join(lines)).blocks[1:3] == [part, "Article 7 – Gauges of the river"]


def test_a_preamble_above_the_one_chapter_that_holds_all_articles_is_kept():
    articles = "".join(
        f"<section><h3>Article {n}</h3><p>{'They rest. ' * 9}</p></section>" for n in (1, 2, 3)
    )
    page = f"<section><h1>Pact</h1><p>We have agreed:</p><section><h2>Chapter I</h2>{articles}</section></section>"
    assert html_blocks(page).blocks[:4] == ["Pact", "We have agreed:", "Chapter I", "Article 1"]
