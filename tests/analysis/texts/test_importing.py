"""Bringing a text in: the same places from every format, in every encoding."""

from __future__ import annotations

import pytest

import analystkit as ak
from analystkit.analysis.texts import (
    add_text,
    load_text,
    prepare_text,
    read_text,
    sources_at_hand,
    write_text,
)
from analystkit.analysis.texts.documents import text_blocks
from analystkit.analysis.texts.letters import clean, decode
from analystkit.analysis.wording import same_words
from tests.analysis.texts import samples

FORMATS = ["txt", "wrapped", "md", "html", "docx", "odt", "rtf", "epub", "pdf"]


def numbered(text) -> dict[str, str]:
    return {passage.label: passage.text for passage in text.passages if passage.label.startswith("para.")}


@pytest.mark.parametrize("kind", FORMATS)
def test_an_article_has_the_same_places_whatever_file_it_comes_in(tiny, tmp_path, kind):
    text, report = prepare_text(tiny, "doe2020", samples.write(tmp_path, kind))
    assert numbered(text) == samples.NUMBERED
    assert "3 paragraphs and a standfirst (paragraph 0)" in report
    assert text.language == "en"


def test_a_page_is_stored_without_scripts_menus_and_footers(tiny, tmp_path):
    text, _ = prepare_text(tiny, "doe2020", samples.write(tmp_path, "html"))
    stored = write_text(text)
    for word in ("script", "injected", "Home", "Read also", "rights reserved", "color: red", "steal"):
        assert word not in stored


@pytest.mark.parametrize(
    "settings",
    [
        "#set page(columns: 2)\n#set text(hyphenate: true, size: 8pt)\n#set par(justify: true)",
        "#set par(first-line-indent: 1em, spacing: 0.65em, justify: true)",
    ],
    ids=["two columns", "indented paragraphs"],
)
def test_a_pdf_set_in_columns_or_with_indents_has_the_same_paragraphs(tiny, tmp_path, settings):
    path = tmp_path / "set.pdf"
    samples.pdf(path, samples.ARTICLE, settings)
    text, _ = prepare_text(tiny, "doe2020", path)
    assert numbered(text) == samples.NUMBERED


@pytest.mark.parametrize("language", ["en", "ru", "fa"])
@pytest.mark.parametrize("kind", ["txt", "html", "docx", "rtf"])
def test_a_treaty_is_the_same_in_each_language_and_format(tiny, tmp_path, language, kind):
    text, report = prepare_text(tiny, "doe2020", samples.write(tmp_path, kind, samples.treaty(language, 9)))
    assert [p.label for p in text.body if p.role != "heading"] == samples.places(language, 9)
    assert text.language == language
    assert report.startswith("9 articles, 12 paragraphs; preamble of 2 paragraphs")


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Договаривающиеся Стороны — Россия и Иран — согласились.", "cp1251"),
        ("Договаривающиеся Стороны согласились о дружбе.", "koi8-r"),
        ("Статья 1. Мир и дружба.", "koi8-r"),
        (
            "The Parties’ “common” aims – café, naïve – are these, and so they agreed on all of them.",
            "cp1252",
        ),
        ("اتفقت الاطراف علي التعاون في مجالات الطاقة والنقل، والسلام.", "cp1256"),
        ("Договаривающиеся Стороны", "utf-8"),
        ("Договаривающиеся Стороны", "utf-16"),
        ("The Parties agree, and so they sign.", "utf-16-le"),
        ("The Parties agree, and so they sign.", "utf-16-be"),
        ("Договаривающиеся Стороны согласились о дружбе.", "utf-16-le"),
    ],
)
def test_the_encoding_of_a_text_is_told_from_its_bytes(words, encoding):
    assert decode(words.encode(encoding))[0] == words


def test_an_encoding_that_is_named_is_used():
    assert decode("Żółć".encode("cp1250"), "cp1250") == ("Żółć", "cp1250")
    with pytest.raises(ak.KitError, match="knows no encoding 'cp9999'"):
        decode(b"abc", "cp9999")


def test_cleaning_mends_setting_and_changes_nothing_else():
    assert clean("The\u00a0eﬃ\u00adcient\u2009oﬀice\ufeff") == "The efficient office"
    kept = "“Article 3(2)” – it’s 5 € … and می‌شود"
    assert clean(kept) == kept


def test_wrapped_lines_are_joined_and_short_ones_are_not():
    wrapped = "\n".join(
        ["The Parties shall cooperate in all the fields that they name", "here.", "They shall meet."]
    )
    assert text_blocks(wrapped).blocks == [
        wrapped.replace("\n", " ").removesuffix(" They shall meet."),
        "They shall meet.",
    ]
    assert text_blocks("Roses\nare\nred").blocks == ["Roses", "are", "red"]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("page.html", "<html><head><title>T</title></head><body><pre>{}</pre></body></html>"),
        ("page.html", "{}"),
        ("saved.txt", "<!DOCTYPE html>\n<html><body><p>{}</p></body></html>"),
    ],
)
def test_a_page_of_plain_lines_and_one_with_the_wrong_name_are_read_as_what_they_are(
    tiny, tmp_path, name, page
):
    blocks = samples.treaty("en", 3)
    lines = "</p>\n<p>".join(blocks) if "<p>" in page else "\r\n\v".join(blocks)
    (tmp_path / name).write_text(page.format(lines), "utf-8")
    text, _ = prepare_text(tiny, "doe2020", tmp_path / name)
    assert [passage.text for passage in text.passages] == blocks


def test_a_word_parted_at_the_end_of_a_line_is_whole_where_the_text_parts_words():
    lines = [
        "the parties to the agreement have come to a new agree-",
        "ment, and the agreement is well known to all.",
    ]
    assert text_blocks("\n".join(lines)).blocks == [lines[0][:-1] + lines[1]]
    lines = [
        "of the well-known towns, one that is known to all as a well-",
        "known one, has signed the treaty.",
    ]
    assert "well-known one" in text_blocks("\n".join(lines)).blocks[0]


def test_running_heads_and_page_numbers_are_dropped():
    pages = "\f".join(
        f"THE GAZETTE\n\nStory {word} goes on.\n\nPage {n} of 3" for n, word in enumerate("abc", 1)
    )
    assert text_blocks(pages).blocks == ["Story a goes on.", "Story b goes on.", "Story c goes on."]


def test_a_stored_text_is_plain_and_reads_back_the_same(tiny, tmp_path):
    added = add_text(tiny, "doe2020", samples.write(tmp_path, "txt"))
    stored = added.path.read_bytes()
    assert stored.decode("utf-8").splitlines()[0] == "analystkit text, version 1"
    assert f"\n[para. 2] {samples.BODY[1]}\n" in stored.decode("utf-8")
    assert write_text(load_text(tiny, "doe2020")).encode("utf-8") == stored
    assert sources_at_hand(tiny) == ["doe2020"]


def test_a_stored_text_that_was_damaged_by_hand_is_named_by_line():
    with pytest.raises(ak.KitError, match=r"x.txt:5: found 'no place'"):
        read_text("analystkit text, version 1\nsource: a\n\n[para. 1] One.\nno place\n", "x.txt")
    with pytest.raises(ak.KitError, match="add-text"):
        read_text("Some article", "x.txt")


def test_the_texts_of_the_shipped_article_agree_in_four_formats(shared_sources, shipped, tmp_path):
    source = shared_sources / "al-ahram-drawing-closer.txt"
    plain, _ = prepare_text(shipped, "said2025", source)
    blocks = [passage.text for passage in plain.passages]
    assert len(numbered(plain)) == 8
    for kind in ("html", "docx", "pdf"):
        text, _ = prepare_text(shipped, "said2025", samples.write(tmp_path, kind, blocks))
        # a hyphen at the end of a line cannot always be told from one that setting put there
        assert {k: same_words(v) for k, v in numbered(text).items()} == {
            k: same_words(v) for k, v in numbered(plain).items()
        }


def test_rtf_in_a_code_page_is_read_in_its_letters(tiny, tmp_path):
    words = "".join(f"\\'{byte:02x}" for byte in "Стороны согласились".encode("cp1251"))
    path = tmp_path / "pact.rtf"
    path.write_text(
        "{\\rtf1\\ansi\\ansicpg1251\\uc1 " + words + r" \u8220\'93open\u8221\'94 now. Fine.\par}", "ascii"
    )
    text, _ = prepare_text(tiny, "doe2020", path)
    assert [p.text for p in text.passages] == ["Стороны согласились “open” now. Fine."]
