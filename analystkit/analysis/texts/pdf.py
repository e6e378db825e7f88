"""Reading a PDF: its lines and their places, by PDFium."""

from __future__ import annotations

import ctypes
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from analystkit.analysis.texts.lines import Laid, Line, lay_out
from analystkit.errors import KitError

PAGES = 3000
_FEW = 20
_HYPHENS = "\ufffe\u0002"  # how PDFium gives a hyphen at the end of a line
_LATIN = "A-Za-zÀ-ɏ\u0400-\u04ff"
_LEFT = re.compile(rf"(?:[\d{_LATIN}]|(?<=\d)[.,:/–٫-](?=\d)|(?<=[{_LATIN}]) (?=[{_LATIN}]))+")
_MIRRORED = str.maketrans("()[]{}«»‹›", ")(][}{»«›‹")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def pdf_blocks(data: bytes) -> Laid:
    """Return the paragraphs of a PDF."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).casefold():
            raise KitError("protected by a password; save a copy without one") from None
        raise
    count = len(document)
    if count > PAGES:
        raise KitError(f"{count:,} pages, at most {PAGES:,}; bring it in by parts")
    pages = [list(_lines(document[number], number)) for number in range(count)]
    lines = list(itertools.chain(*pages))
    if sum(len(line.text.split()) for line in lines) < min(_FEW, 3 * count):
        raise KitError(
            f"{count} page{'s' if count != 1 else ''} with pictures, no text; "
            "run it through text recognition (such as OCRmyPDF) or get it as text"
        )
    letters = "\n".join(line.text for line in lines)
    if len(_RIGHT_TO_LEFT.findall(letters)) > 0.4 * len(letters):
        right = re.findall(r"\([^()]*\)|«[^«»]*»|^\S{1,3}\)", letters, re.MULTILINE)
        wrong = re.findall(r"\)[^()]*\(|»[^«»]*«|^\S{1,3}\(", letters, re.MULTILINE)
        for line in lines:
            line.left, line.right = -line.right, -line.left
            line.text = line.text.translate(_MIRRORED if len(right) < len(wrong) else {})
    return lay_out(pages)


def _lines(page: Any, number: int) -> Iterator[Line]:
    """Give the pieces of text on a page, each on one line, in the order in which they are set."""
    import pypdfium2.raw as raw

    reader = page.get_textpage()
    count = max(reader.count_chars(), 0)
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(reader, 0, count, buffer)
    # one unit for each of PDFium's characters, those that it made up among them
    whole = "".join(map(chr, buffer[:count]))
    mirrored = bool(_RIGHT_TO_LEFT.search(whole))

    def box(index: int) -> tuple[float, float]:
        found = raw.FS_RECTF()  # with the air that belongs to a character
        raw.FPDFText_GetLooseCharBox(reader, index, found)
        return found.left, found.right

    for match in re.finditer(rf"[^\r\n{_HYPHENS}]+[{_HYPHENS}]?", whole):
        text, start = match[0], match.start()
        marks = [n for n, c in enumerate(text, start) if not c.isspace() and c not in _HYPHENS]
        if not marks:
            continue
        middle = marks[len(marks) // 2]
        boxes = {n: box(n) for n in (marks if mirrored else (marks[0], middle, marks[-1]))}
        origin = (ctypes.c_double(), ctypes.c_double())
        raw.FPDFText_GetCharOrigin(reader, middle, *origin)
        size, matrix = raw.FPDFText_GetFontSize(reader, middle) or 1.0, raw.FS_MATRIX()
        if raw.FPDFText_GetMatrix(reader, middle, matrix):
            size *= max(abs(matrix.d), abs(matrix.b)) or 1.0
        left, right = min(box[0] for box in boxes.values()), max(box[1] for box in boxes.values())
        if mirrored:
            spaces = [n for n in range(start, marks[-1]) if whole[n] == " "]
            boxes |= {n: box(n) for n in spaces if not raw.FPDFText_IsGenerated(reader, n)}
            text = _from_right([(*edges, whole[n]) for n, edges in boxes.items()], size)
        yield Line(re.sub(f"[{_HYPHENS}]", "-", text), left, right, -origin[1].value, size, number)


def _from_right(letters: list[tuple[float, float, str]], size: float) -> str:
    """Return a line that runs from the right by where its letters stand, numbers and Latin words turned."""

    def middle(letter: tuple[float, float, str]) -> float:
        left, right, c = letter
        if unicodedata.combining(c):  # a mark follows the letter that bears it
            bases = (
                (one + two) / 2 - 0.01
                for one, two, base in letters
                if one <= (left + right) / 2 <= two and not unicodedata.combining(base)
            )
            return next(bases, left)
        return (left + right) / 2

    row = sorted(letters, key=middle, reverse=True)
    shared, pairs = Counter(letter[:2] for letter in letters), list(itertools.pairwise(row))
    for place, (one, two) in enumerate(pairs):  # the two letters of a ligature share its place
        if one[:2] == two[:2] and shared[one[:2]] == 2 and one[2] in "اأإآ" and two[2] == "ل":
            row[place : place + 2] = two, one
    if not any(letter[2] == " " for letter in row):
        row += [(b[1], a[0], " ") for a, b in itertools.pairwise(row) if a[0] - b[1] > 0.15 * size]
        row.sort(key=middle, reverse=True)
    text = "".join(letter[2] for letter in row)
    return _LEFT.sub(lambda run: run[0][::-1], text) if _RIGHT_TO_LEFT.search(text) else text[::-1]
