"""Reading a PDF: its lines and their places, by PDFium."""

from __future__ import annotations

import ctypes
import itertools
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from analystkit.analysis.texts.lines import lay_out
from analystkit.analysis.texts.pages import Laid, Line
from analystkit.errors import KitError

PAGES = 3000
_FEW = 20
_HYPHENS = "\ufffe\u0002"  # how PDFium gives a hyphen at the end of a line
_LATIN = "A-Za-zÀ-ɏ\u0400-\u04ff"
_LEFT = re.compile(rf"(?:[\d{_LATIN}]|(?<=\d)[.,:/–٫-](?=\d)|(?<=[{_LATIN}]) (?=[{_LATIN}]))+")
_MIRRORED = str.maketrans("()[]{}«»‹›", ")(][}{»«›‹")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def pdf_blocks(data: bytes, name: str) -> Laid:
    """Return the paragraphs of a PDF."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).casefold():
            raise KitError(
                f"{name}: a PDF protected by a password; save a copy without one (print it to PDF)"
            ) from None
        raise KitError(f"{name}: a PDF that cannot be read ({error}); print it to PDF again") from None
    count = len(document)
    if count > PAGES:
        raise KitError(f"{name}: {count:,} pages, at most {PAGES:,}; bring it in by parts")
    pages = [list(_lines(document[number], number)) for number in range(count)]
    words = sum(len(line.text.split()) for page in pages for line in page)
    if words < _FEW and words < 3 * count:
        raise KitError(
            f"{name}: {count} page{'s' if count != 1 else ''} with pictures, no text; "
            "run it through text recognition (such as OCRmyPDF) or get it as text"
        )
    letters = "\n".join(line.text for page in pages for line in page)
    if len(_RIGHT_TO_LEFT.findall(letters)) > 0.4 * len(letters):
        for page in pages:
            for line in page:
                line.left, line.right = -line.right, -line.left
        opened = len(re.findall(r"\([^()]*\)|«[^«»]*»|^\S{1,3}\)", letters, re.MULTILINE))
        if opened < len(re.findall(r"\)[^()]*\(|»[^«»]*«|^\S{1,3}\(", letters, re.MULTILINE)):
            for page in pages:
                for line in page:
                    line.text = line.text.translate(_MIRRORED)
    return lay_out(pages)


def _lines(page: Any, number: int) -> Iterator[Line]:
    """Give the pieces of text on a page, each on one line, in the order in which they are set."""
    import pypdfium2.raw as raw

    reader = page.get_textpage()
    count = reader.count_chars()
    if count <= 0:
        return
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(reader, 0, count, buffer)
    # one unit for each of PDFium's characters, those that it made up among them
    text = "".join(map(chr, buffer[:count]))
    mirrored = bool(_RIGHT_TO_LEFT.search(text))
    for match in re.finditer(rf"[^\r\n{_HYPHENS}]+[{_HYPHENS}]?", text):
        line = _line(raw, reader, match[0], match.start(), number, mirrored)
        if line:
            yield line


def _line(raw: Any, reader: Any, text: str, start: int, page: int, mirrored: bool) -> Line | None:
    """Return one line with its edges."""
    marks = [n for n, c in enumerate(text) if not c.isspace() and c not in _HYPHENS]
    if not marks:
        return None
    boxes = {
        n: _box(raw, reader, start + n)
        for n in (marks if mirrored else {marks[0], marks[len(marks) // 2], marks[-1]})
    }
    middle = start + marks[len(marks) // 2]
    origin = (ctypes.c_double(), ctypes.c_double())
    raw.FPDFText_GetCharOrigin(reader, middle, *origin)
    size = raw.FPDFText_GetFontSize(reader, middle) or 1.0
    matrix = raw.FS_MATRIX()
    if raw.FPDFText_GetMatrix(reader, middle, matrix):
        size *= max(abs(matrix.d), abs(matrix.b)) or 1.0
    if mirrored:
        spaces = [
            n
            for n, c in enumerate(text)
            if c == " " and n < marks[-1] and not raw.FPDFText_IsGenerated(reader, start + n)
        ]
        text = from_right(
            [(*(boxes.get(n) or _box(raw, reader, start + n)), text[n]) for n in [*marks, *spaces]], size
        )
    left, right = min(box[0] for box in boxes.values()), max(box[1] for box in boxes.values())
    return Line(re.sub(f"[{_HYPHENS}]", "-", text), left, right, -origin[1].value, size, page)


def _box(raw: Any, reader: Any, index: int) -> tuple[float, float]:
    """Return the left and right edge of a character, with the air that belongs to it."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(reader, index, box)
    return box.left, box.right


def from_right(letters: list[tuple[float, float, str]], size: float) -> str:
    """Return a line that runs from the right by where its letters stand, numbers and Latin words turned."""

    def middle(letter: tuple[float, float, str]) -> float:
        left, right, c = letter
        if unicodedata.combining(c):  # a mark follows the letter that bears it
            bases = [
                one
                for one in letters
                if one[0] <= (left + right) / 2 <= one[1] and not unicodedata.combining(one[2])
            ]
            return (bases[0][0] + bases[0][1]) / 2 - 0.01 if bases else left
        return (left + right) / 2

    row = sorted(letters, key=middle, reverse=True)
    for place in range(len(row) - 1):  # the two letters of a ligature share its place
        if row[place][:2] == row[place + 1][:2] and row[place][2] in "اأإآ" and row[place + 1][2] == "ل":
            row[place : place + 2] = row[place + 1], row[place]
    if not any(letter[2] == " " for letter in row):
        gaps = [
            (two[1], one[0], " ") for one, two in itertools.pairwise(row) if one[0] - two[1] > 0.15 * size
        ]
        row = sorted([*row, *gaps], key=middle, reverse=True)
    if not any(_RIGHT_TO_LEFT.match(letter[2]) for letter in row):
        return "".join(letter[2] for letter in reversed(row))
    return _LEFT.sub(lambda run: run[0][::-1], "".join(letter[2] for letter in row))
