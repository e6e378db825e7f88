"""Reading and cutting a file in a process of its own, which has a clock and a limit of memory.

Run as a program it takes a file's bytes and prints what it made of them, as JSON.
"""

from __future__ import annotations

import codecs
import io
import json
import re
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analystkit import pandoc
from analystkit.analysis.texts.lines import Laid
from analystkit.analysis.texts.text import Passage
from analystkit.errors import KitError

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_LETTER = re.compile(rb"\\u(-?\d{1,5}) ?(?:\\'[0-9a-fA-F]{2}|[^\\{}\r\n])?|((?:\\'[0-9a-fA-F]{2})+)")


def plain_rtf(data: bytes) -> bytes:
    r"""Return RTF in which every letter outside ASCII is written as ``\uN\'3f``.

    Pandoc takes ``\'hh`` for Western letters whatever code page the file names, and loses the letter
    after a ``\uN`` whose stand-in is not written as ``\'hh``.
    """
    page = _CODE_PAGE.search(data[:4096])
    code_page = f"cp{int(page[1])}" if page else "cp1252"
    stand_in = b"" if re.search(rb"\\uc0\b", data) else rb"\'3f"

    def write(match: re.Match[bytes]) -> bytes:
        if match[1] is not None:
            return match[0] if not stand_in else rb"\u" + match[1] + stand_in
        letters = bytes.fromhex(match[2].decode("ascii").replace("\\'", ""))
        try:
            text = letters.decode(code_page)
        except (LookupError, UnicodeDecodeError):
            return match[0]
        return b"".join(b"\\u%d" % ord(c) + (stand_in or b" ") for c in text)

    return _LETTER.sub(write, data)


LIMIT = 100 * 1024 * 1024
UNPACKED = 400 * 1024 * 1024
RATIO = 200
FORMATS = dict(
    re.findall(
        r"(\.\w+)=(\w+)",
        ".txt=txt .text=txt .md=markdown .markdown=markdown .html=html .htm=html .xhtml=html .docx=docx "
        ".odt=odt .rtf=rtf .epub=epub .pdf=pdf",
    )
)
_PACKED = ("docx", "odt", "epub")
_MARKDOWN = "markdown-smart-citations-raw_tex-latex_macros-tex_math_dollars-subscript-superscript-strikeout"
_LIST = "TXT, Markdown, HTML, DOCX, ODT, RTF, EPUB or PDF"


def content(path: Path) -> bytes:
    """Return the bytes of a file that is there, not empty and not too large."""
    try:
        if not path.is_file():
            raise KitError(f"no file at {str(path)!r}")
        size = path.stat().st_size
        if size > LIMIT:
            found, most = f"{size / 2**20:,.0f} MB", f"{LIMIT / 2**20:,.0f}"
            raise KitError(f"{path.name}: {found}, at most {most}; bring it in by parts, or as plain text")
        data = path.read_bytes()
    except OSError as error:
        raise KitError(f"{path.name}: cannot be read: {error.strerror}") from None
    if not data.strip(codecs.BOM_UTF8 + b"\0\xff\xfe \t\r\n\f"):
        raise KitError(f"{path.name}: an empty file")
    return data


def kind_of(name: str, data: bytes) -> str:
    """Return the format by the first bytes where they tell, else by the file's name."""
    named = FORMATS.get(Path(name).suffix.lower())
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PK\x03\x04"):
        if named in _PACKED:
            return named
        raise KitError(f"{name}: a packed file; expected {_LIST}")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise KitError(
            f"{name}: an old Word file, or one protected by a password; save it as DOCX without one"
        )
    if named is None:
        raise KitError(f"{name}: a format that the kit does not take; expected {_LIST}")
    if named in (*_PACKED, "pdf", "rtf"):
        raise KitError(f"{name}: not a {named.upper()} file, though its name says so; save it again")
    return named


def as_html(data: bytes, kind: str, name: str, seconds: float) -> str:
    """Return a document that Pandoc reads as HTML."""
    if kind == "rtf":
        data = plain_rtf(data)
    form = ["--from", {"markdown": _MARKDOWN}.get(kind, kind), "--to", "html", "--wrap=none", "--standalone"]
    try:
        return pandoc.run(form, data, name, seconds=seconds).decode("utf-8")
    except KitError as error:
        raise KitError(f"{error}; save it again, or as plain text") from None


def check_archive(data: bytes, name: str) -> None:
    """Refuse a packed document that is broken, encrypted, or unpacks to far more than it should."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise KitError(
            f"{name}: not the document that its name says, or a broken one; save it again"
        ) from None
    if any(member.flag_bits & 1 for member in members):
        raise KitError(f"{name}: protected by a password; save a copy without one")
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    large = unpacked > UNPACKED or (unpacked > 50 * 1024 * 1024 and unpacked / packed > RATIO)
    if large or len(members) > 20_000:
        raise KitError(
            f"{name}: unpacks to {unpacked / 2**20:,.0f} MB from {packed / 2**20:,.1f} MB: "
            "no document does that, so it is not opened"
        )


SECONDS = 9
MEGABYTES = 480
LONGEST = 5000  # letters of a word
MOST = 64 * 1024 * 1024  # bytes of what was read, of which one holds a letter or six
_STOPPED = (
    "reading it took more than {:g} seconds or {} MB of memory, so it was stopped; bring it in by parts"
)


@dataclass(frozen=True)
class Read:
    """What a file held: its passages, format, language, and encoding where that mattered."""

    passages: tuple[Passage, ...]
    format: str
    encoding: str = ""
    language: str = "und"
    treaty: bool = False


def read_file(path: Path, title: str = "", cut: str = "auto", encoding: str | None = None) -> Read:
    """Return the passages of a file in any format that the kit takes; it is parsed in another process."""
    data = content(path)
    kind = kind_of(path.name, data)
    given = {"name": path.name, "kind": kind, "title": title, "cut": cut, "encoding": encoding or ""}
    asked = json.dumps({**given, "seconds": SECONDS})
    command = [sys.executable, "-m", "analystkit.analysis.texts.reading", asked]
    package = {"PYTHONPATH": str(Path(__file__).parents[3])}
    try:
        out = pandoc.limited(
            command, data, path.name, seconds=SECONDS, surroundings=package, megabytes=MEGABYTES
        )
    except KitError:
        raise KitError(f"{path.name}: {_STOPPED.format(SECONDS, MEGABYTES)}") from None
    if len(out) > MOST:
        raise KitError(f"{path.name}: more than {MOST // 2**20} MB of text; bring it in by parts")
    made = json.loads(out)
    if "refused" in made:
        raise KitError(made["refused"])
    passages = tuple(Passage(label, text) for label, text in made.pop("passages"))
    return Read(passages, kind, **made)


def _laid(data: bytes, name: str, kind: str, encoding: str, seconds: float) -> tuple[Laid, str]:
    """Return what is on a file's pages, and the encoding where that mattered."""
    from analystkit.analysis.texts.documents import html_blocks, text_blocks, word_blocks
    from analystkit.analysis.texts.letters import decode
    from analystkit.analysis.texts.pdf import pdf_blocks

    if kind in _PACKED:
        check_archive(data, name)
    if kind in ("pdf", "docx"):
        return pdf_blocks(data, name) if kind == "pdf" else word_blocks(data, name), ""
    if kind in ("odt", "epub", "rtf"):
        return html_blocks(as_html(data, kind, name, seconds)), ""
    text, found = decode(data, name, encoding or None)
    if "\0" in text:
        raise KitError(f"{name}: holds bytes that no text has")
    if re.search(rf"\S{{{LONGEST}}}", text) and kind != "html":
        raise KitError(f"{name}: a word of more than {LONGEST:,} letters, so this is no text")
    if kind == "markdown":
        text = as_html(text.encode("utf-8", "replace"), kind, name, seconds)
    return text_blocks(text) if kind == "txt" else html_blocks(text), found


def parse(data: bytes, given: dict[str, Any]) -> dict[str, Any]:
    """Return what a file's bytes hold: passages as labels and words, and what was noticed."""
    from analystkit.analysis.texts.letters import (
        LANGUAGES,
        broken_letters,
        clean,
        language_of,
        two_languages,
    )
    from analystkit.analysis.texts.prose import cut_prose
    from analystkit.analysis.texts.treaty import cut_treaty, is_treaty, part_stuck

    name = given["name"]
    clock = given["seconds"] * 2 / 3  # of Pandoc, which must not outlive this process
    laid, encoding = _laid(data, name, given["kind"], given["encoding"], clock)
    blocks = [block for each in laid.blocks if (block := clean(each))]
    if not blocks:
        raise KitError(f"{name}: there is no text in it")
    whole = " ".join(blocks)
    if broken_letters(whole):
        raise KitError(
            f"{name}: its letters are garbled, such as {whole[:50]!r} "
            "(its font names wrong characters); "
            "get it in another format, or run it through text recognition (such as OCRmyPDF with --force-ocr)"
        )
    both = two_languages(blocks)
    if both:
        one, two = (LANGUAGES[code] for code in both)
        raise KitError(
            f"{name}: the text stands in two languages, {one} and {two}, side by side or one after "
            "the other, and its places would be mixed up; bring in one, such as one column copied into a file"
        )
    blocks = list(part_stuck(blocks))
    treaty = given["cut"] != "prose" and is_treaty(blocks)
    passages = cut_treaty(blocks) if treaty else cut_prose(blocks, given["title"])
    passages = [
        *(Passage("front", clean(line)) for line in laid.contents),
        *passages,
        *(Passage("back", clean(note)) for note in laid.notes),
    ]
    return {
        "passages": [(passage.label, passage.text) for passage in passages],
        "encoding": encoding, "language": language_of(whole), "treaty": treaty,
    }  # fmt: skip


def main() -> int:
    """Print what was made of the bytes at the standard input."""
    given = json.loads(sys.argv[1])
    try:
        made = parse(sys.stdin.buffer.read(), given)
    except KitError as error:
        made = {"refused": str(error)}
    except MemoryError:
        made = {"refused": f"{given['name']}: {_STOPPED.format(SECONDS, MEGABYTES)}"}
    except RecursionError:
        made = {"refused": f"{given['name']}: its parts stand too deep in each other; save it as plain text"}
    except Exception as error:  # a broken file is met with errors of every kind
        said = f"{type(error).__name__}: {str(error)[:120]}"
        made = {"refused": f"{given['name']}: cannot be read ({said}); save it again"}
    json.dump(made, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
