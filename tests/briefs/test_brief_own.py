"""What is the author's own: language, logo, pictures, references, looks; and figures that do not fit."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from PIL import Image

from analystkit.briefs import BriefError, content, make_brief, read_brief
from analystkit.briefs.header import _CATALOGUE, Language
from tests.briefs.briefing import write_brief

pytestmark = pytest.mark.xdist_group("own brief")  # which is made once
OWN = """---
title: Ein Papier
dossier: {dossier}
lang: de
date: 2026-01
author: [A. Eins, {{name: B. Zwei}}]
accent: '#aa2200'
logo: logo.png
toc: yes
page: letter
reference-doc: own.pptx
bottom-line: |
  Erster Absatz [@doe2020].

  Zweiter Absatz.
---

# Kapitel

Siehe [@fig-own] und [@tbl-rows].

![Ein Bild](picture.png){#fig-own alt="Ein graues Bild"}

![Zeilen](rows:provisions?columns=article,heading){#tbl-rows}

![](chart:provisions-by-domain)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    from analystkit.briefs.word import ACCENT, pack, unpack
    from tests.conftest import write_tiny

    folder = tmp_path_factory.mktemp("own")
    tiny = write_tiny(folder / "data" / "tiny")
    for name in ("logo", "picture"):
        Image.new("RGB", (600, 300), "gray").save(folder / f"{name}.png")
    looks = (content.Path(content.__file__).with_name("reference.pptx")).read_bytes()
    parts = {name: data.replace(ACCENT.encode(), b"00AA00") for name, data in unpack(looks).items()}
    (folder / "own.pptx").write_bytes(pack(parts))
    text = OWN.replace("{{", "\x00").replace("}}", "\x01").replace("\x00", "{").replace("\x01", "}")
    files = make_brief(write_brief(folder, tiny, text), folder=folder / "out")
    return {path.suffix[1:]: path.read_bytes() for path in files[:4]} | {"remarks": files.remarks}


def test_fixed_words_are_in_the_language_and_english_charts_are_told_of(made):
    page = made["html"].decode()
    for words in (
        "Abbildung 1:",
        "Tabelle 1:",
        "Das Wichtigste",
        "Inhalt",
        "Quellen",
        "Januar 2026",
        "A. Eins; B. Zwei",
    ):
        assert words in page
    assert sum("stay English" in remark for remark in made["remarks"]) == 1
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as package:
        body = package.read("word/document.xml").decode()
    assert "SEQ Figure \\* ARABIC" in body
    assert "Abbildung " in body
    assert 'w:w="12240"' in body


def test_references_within_lead_to_figures_and_tables(made):
    page = made["html"].decode()
    assert '<a href="#fig-own">Abbildung 1</a>' in page
    assert 'id="fig-own"' in page
    assert '<a href="#tbl-rows">Tabelle 1</a>' in page
    assert "Ein graues Bild" in page


def test_two_pictures_with_the_same_bytes_keep_their_own_words_in_word(made):
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as package:
        body = package.read("word/document.xml").decode()
    said = re.findall(r'<(?:wp:docPr|pic:cNvPr)[^>]* descr="([^"]*)"', body)
    assert said[:4] == ["logo", "logo", "Ein graues Bild", "Ein graues Bild"]


def test_looks_are_the_authors(made):
    from pptx import Presentation

    assert "--accent: #aa2200" in made["html"].decode()
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as package:
        assert "AA2200" in package.read("word/styles.xml").decode()
    deck = Presentation(io.BytesIO(made["pptx"]))
    assert "00AA00" in deck.slide_master.element.xml
    assert len(made["pdf"]) > 10_000


def test_a_month_alone_stands_in_the_case_that_it_has_alone():
    assert Language("ru").day("2026-02") == "февраль 2026"
    assert Language("ru").day("2026-02-05").startswith("5 февраля 2026")
    assert Language("de").day("2026-02") == "Februar 2026"


def test_the_catalogue_has_every_word_in_every_language():
    english = _CATALOGUE["en"]
    for said in _CATALOGUE.values():
        assert set(said) == set(english)
        for name, words in english.items():
            if isinstance(words, str):
                assert set(re.findall(r"\{(\w+)\}", said[name])) <= set(re.findall(r"\{(\w+)", words))


def test_a_figure_too_high_is_split_with_its_head_again_or_refused_with_a_remedy(
    tmp_path, tiny_folder, monkeypatch
):
    text = "---\ntitle: T\ndossier: {dossier}\n---\n\n![All](chart:provisions-by-domain?floor=unverified)\n"
    brief = write_brief(tmp_path, tiny_folder, text)
    read = read_brief(brief)
    whole = content.Store(tmp_path / "none", read.dossier).drawn(read.items[0].spec).height_mm
    monkeypatch.setitem(content.PAGES, "a4", (170.0, whole + 12))
    page = make_brief(brief, ["html"], tmp_path / "out")[0].read_text("utf-8")
    assert "Figure 1 (1 of 2)" in page
    assert "Figure 1 (2 of 2)" in page
    monkeypatch.setitem(content.PAGES, "a4", (170.0, 40.0))
    with pytest.raises(
        BriefError, match=r"small\.md:6: the figure is .* mm high.* Show fewer rows: add domain="
    ):
        make_brief(brief, ["html"], tmp_path / "out")


def test_figures_are_drawn_once_and_reused_until_something_changes(tmp_path, tiny_folder, monkeypatch):
    text = "---\ntitle: T\ndossier: {dossier}\n---\n\n![](chart:provisions-by-domain)\n"
    brief = write_brief(tmp_path, tiny_folder, text)
    first = make_brief(brief, ["html", "pdf"], tmp_path / "out")
    drawn = []
    monkeypatch.setattr(content.Figure, "png", lambda self, dpi=None: drawn.append(self) or b"\x89PNG")
    again = make_brief(brief, ["html", "pdf"], tmp_path / "out")
    assert (drawn, [p.name for p in again]) == ([], [p.name for p in first])
    rows = tiny_folder / "provisions.csv"
    rows.write_text(rows.read_text("utf-8").replace("Aims", "Ends"), "utf-8")
    make_brief(brief, ["html"], tmp_path / "out")
    assert len(drawn) == 1
