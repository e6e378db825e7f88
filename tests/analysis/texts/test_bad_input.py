"""Bad input: one clear message each, and nothing changed."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import pytest

import analystkit as ak
from analystkit.analysis.texts import TextExistsError, add_text, load_text, reading
from tests.analysis.texts import samples


@cache
def packed(**parts: str | int) -> bytes:
    """A packed document: its parts by name, `_` for a slash; a number is so many megabytes of nothing."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            with archive.open(name.replace("_", "/") + ("" if name == "mimetype" else ".xml"), "w") as member:
                for piece in [part.encode()] if isinstance(part, str) else [bytes(2**20)] * part:
                    member.write(piece)
    return target.getvalue()


def word(body: str) -> bytes:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return packed(word_document=f"<w:document {names}><w:body>{body}</w:body></w:document>")


def office(body: str) -> bytes:
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text"))
    return packed(
        mimetype="application/vnd.oasis.opendocument.text",
        content=f"<office:document-content {names}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>",
    )


def pictures_only() -> bytes:
    import pypdf

    writer = pypdf.PdfWriter()
    for _ in range(3):
        writer.add_blank_page(300, 300)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def encrypted(folder) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=samples.write(folder, "pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "an empty file"),
        ("blank.txt", b"\xef\xbb\xbf \n\n", "an empty file"),
        ("blank.html", b"<html><script>alert(1)</script></html>", "there is no text in it"),
        ("scan.pdf", pictures_only(), "with pictures, no text; run it through text recognition"),
        ("broken.pdf", b"%PDF-1.7 nothing more", r"cannot be read \(PdfiumError"),
        ("bomb.docx", lambda: packed(word_document=600), "unpacks to 600 MB"),
        ("bomb.odt", lambda: packed(content=600), "unpacks to 600 MB"),
        ("bomb.epub", lambda: packed(content=600), "unpacks to 600 MB"),
        ("notes.docx", b"PK\x03\x04 broken", r"cannot be read \(BadZipFile"),
        ("plain.docx", b"just text", "not a DOCX file"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "an old Word file, or one protected by a password"),
        ("data.xlsx", b"PK\x03\x04" + bytes(60), "a packed file"),
        ("movie.mp4", b"\x00\x00\x00\x18ftyp", "a format that the kit does not take"),
        ("noise.txt", bytes(range(128, 256)) * 20, "an unknown encoding"),
        ("damaged.txt", ("Договор о дружбе. " * 20).encode() + b"\xff\n", "UTF-8 that is damaged in line 1"),
        (
            "mixed.txt",
            ("Été à pied. " * 9).encode() + ("Été à pied. " * 9).encode("cp1252"),
            "UTF-8 that is damaged",
        ),
        ("other.docx", lambda: packed(content=1), "no item named 'word/document.xml'"),
        ("zero.txt", b"a\x00\x00\x00\x00b" * 3, "no text has|encoding|not utf"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_message(tiny, tmp_path, name, data, said):
    path = tmp_path / name
    path.write_bytes(data() if callable(data) else data)
    with pytest.raises(ak.KitError, match=said) as raised:
        add_text(tiny, "doe2020", path)
    assert "\n" not in str(raised.value)
    assert name in str(raised.value)
    assert not (tiny.path / "texts").exists()


def test_an_encrypted_pdf_is_said_to_be_one(tiny, tmp_path):
    path = tmp_path / "locked.pdf"
    path.write_bytes(encrypted(tmp_path))
    with pytest.raises(ak.KitError, match="protected by a password"):
        add_text(tiny, "doe2020", path)


def test_a_file_of_200_mb_is_refused_unread(tiny, tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(ak.KitError, match=r"200 MB, at most 100; bring it in by parts"):
        add_text(tiny, "doe2020", path)


def test_no_file_and_an_unknown_citekey_name_what_is_near(tiny, tmp_path):
    with pytest.raises(ak.KitError, match="no file at"):
        add_text(tiny, "doe2020", tmp_path / "nowhere.txt")
    with pytest.raises(ak.KitError, match="did you mean 'doe2020'"):
        add_text(tiny, "doe2002", samples.write(tmp_path, "txt"))


def test_a_reader_that_takes_too_long_is_stopped(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr("analystkit.analysis.texts.reading.SECONDS", 0.01)
    with pytest.raises(ak.KitError, match=r"took more than 0.01 seconds or \d+ MB"):
        add_text(tiny, "doe2020", samples.write(tmp_path, "docx"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("marks.html", "<!" * 1_000_000),
        ("nested.html", "<div>" * 100_000 + "x"),
        ("tables.html", "<table><tr><td>" * 20_000 + "x y."),
        ("wide.html", "<table>" + "<tr><td>Peace.<td>War." * 150_000),
        ("brackets.html", "[" * 1_000_000 + "<p>" * 200_000),
        ("spaces.txt", "a" + " " * 1_000_000 + "b."),
        ("headings.txt", "".join(f"Article {n}\n\n" for n in range(200_000))),
        ("brackets.md", "[ " * 300_000),
        ("lists.md", "".join(" " * (2 * n) + "- a\n" for n in range(1000))),
        ("braces.rtf", "{\\rtf1 " + "{" * 300_000),
        ("nested.docx", lambda: word("<w:tbl><w:tr><w:tc>" * 20_000)),
        ("deep.docx", lambda: word("<w:p>" + "<w:smartTag>" * 20_000 + "</w:smartTag>" * 20_000 + "</w:p>")),
        ("many.docx", lambda: word("<w:p><w:r><w:t>Peace.</w:t></w:r></w:p>" * 300_000)),
        ("nested.odt", lambda: office("<text:section>" * 20_000 + "</text:section>" * 20_000)),
    ],
    ids=lambda given: given if isinstance(given, str) and len(given) < 20 else "",
)
def test_a_file_made_to_exhaust_the_reader_is_stopped_in_one_message(tiny, tmp_path, name, data, monkeypatch):
    monkeypatch.setattr("analystkit.analysis.texts.reading.SECONDS", 1)
    path = tmp_path / name
    data = data() if callable(data) else data
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(ak.KitError, match=rf"^{name}: .*(;|there is no text in it)") as raised:
        add_text(tiny, "doe2020", path)
    assert len(str(raised.value)) < 400
    assert "\n" not in str(raised.value)
    assert not (tiny.path / "texts").exists()


STRAYS = "\x01\x0b\x1f\x7f\ufeff\ufdd0\ufffe\uffff"


@pytest.mark.parametrize("kind", ["txt", "html", "md"])
def test_what_is_no_letter_is_not_stored(tiny, tmp_path, kind):
    name = f"te\udcffxt.{kind}"  # as a name that is no UTF-8 comes from the system
    path = tmp_path / name
    text = f"The town{STRAYS} keeps the peace. It does so{STRAYS} with care and at all times.\n"
    path.write_text(text + ("<p>And&#xFFFF; &#1;more.</p>" if kind == "html" else ""), "utf-8")
    stored = add_text(tiny, "doe2020", path).path.read_text("utf-8")
    assert not set(STRAYS) & set(stored)
    assert load_text(tiny, "doe2020").body[0].text.startswith("The town")


@pytest.mark.parametrize("letter", list(STRAYS[1:]))
def test_a_stored_text_that_holds_what_is_no_letter_is_refused_with_its_place(tiny, tmp_path, letter):
    path = add_text(tiny, "doe2020", samples.write(tmp_path, "txt")).path
    lines = path.read_text("utf-8").split("\n")
    lines[7] = f"{lines[7][:12]}{letter}{lines[7][12:]}"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ak.KitError, match=rf"doe2020.txt:8: found U\+{ord(letter):04X} at letter 13"):
        load_text(tiny, "doe2020")


def test_another_text_is_replaced_only_when_asked_for(tiny, tmp_path):
    first = add_text(tiny, "doe2020", samples.write(tmp_path, "txt"))
    before = first.path.read_bytes()
    assert not add_text(tiny, "doe2020", tmp_path / "text.txt").replaced
    (tmp_path / "text.txt").write_text("Another text. It is short.", encoding="utf-8")
    with pytest.raises(TextExistsError, match="was not replaced"):
        add_text(tiny, "doe2020", tmp_path / "text.txt")
    assert first.path.read_bytes() == before
    assert add_text(tiny, "doe2020", tmp_path / "text.txt", replace=True).replaced
    assert first.path.read_bytes() != before


def test_a_failure_while_writing_leaves_the_old_text_and_no_other_file(tiny, tmp_path, monkeypatch):
    added = add_text(tiny, "doe2020", samples.write(tmp_path, "txt"))
    before = added.path.read_bytes()
    (tmp_path / "text.txt").write_text("Another text. It is short.", encoding="utf-8")

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr("analystkit.files.os.replace", fail)
    with pytest.raises(ak.KitError, match="Nothing was written"):
        add_text(tiny, "doe2020", tmp_path / "text.txt", replace=True)
    assert added.path.read_bytes() == before
    assert [path.name for path in added.path.parent.iterdir()] == ["doe2020.txt"]


def test_a_treaty_without_articles_is_refused_unless_it_is_taken_as_prose(tiny, tmp_path):
    path = samples.write(tmp_path, "txt")
    with pytest.raises(ak.KitError, match="no article was found, though doe2020 is called a treaty"):
        add_text(tiny, "doe2020", path, cut="treaty")
    assert not (tiny.path / "texts").exists()
    assert add_text(tiny, "doe2020", path, cut="prose").report.startswith("3 paragraphs")


def test_pandoc_never_opens_a_file_that_a_document_names(tiny, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of the house", encoding="utf-8")
    path = tmp_path / "page.html"
    path.write_text(
        f"<p>Seen. And told.</p><iframe src='{secret}'></iframe><object data='{secret}'></object>"
    )
    assert "secret" not in add_text(tiny, "doe2020", path).path.read_text("utf-8")


def test_the_limit_is_below_what_a_notebook_can_hold():
    assert reading.LIMIT <= 200 * 1024 * 1024
