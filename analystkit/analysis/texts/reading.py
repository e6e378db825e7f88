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
from pathlib import Path
from typing import Any

from analystkit import pandoc
from analystkit.analysis.texts.text import Passage, Text, read_text, write_text
from analystkit.errors import KitError

LIMIT = 100 * 1024 * 1024
UNPACKED = 400 * 1024 * 1024
RATIO = 200
SECONDS = 9
MEGABYTES = 480
LONGEST = 5000  # letters of a word
MOST = 64 * 1024 * 1024  # bytes of what was read, of which one holds a letter or six
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
_STOPPED = "reading it took more than {:g} seconds or {} MB of memory and was stopped; bring it in by parts"
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[?][^>]*>\s*)?<(?:!doctype html|html)\b", re.IGNORECASE)
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_LETTER = re.compile(rb"\\u(-?\d{1,5}) ?(?:\\'[0-9a-fA-F]{2}|[^\\{}\r\n])?|((?:\\'[0-9a-fA-F]{2})+)")


def read_file(path: Path, title: str = "", cut: str = "auto", encoding: str | None = None) -> Text:
    """Return what a file holds, in any format that the kit takes; it is parsed in another process."""
    try:
        data = _content(path)
        kind = kind_of(path.name, data)
        given = {"kind": kind, "title": title, "cut": cut, "encoding": encoding, "seconds": SECONDS}
        command = [sys.executable, "-m", "analystkit.analysis.texts.reading", json.dumps(given)]
        package = {"PYTHONPATH": str(Path(__file__).parents[3])}
        try:
            out = pandoc.limited(command, data, "", None, SECONDS, package, megabytes=MEGABYTES)
        except KitError:
            raise KitError(_STOPPED.format(SECONDS, MEGABYTES)) from None
        if len(out) > MOST:
            raise KitError(f"more than {MOST // 2**20} MB of text; bring it in by parts")
        made = json.loads(out)
        if "refused" in made:
            raise KitError(made["refused"])
    except OSError as error:
        raise KitError(f"{path.name}: cannot be read: {error.strerror}") from None
    except KitError as error:
        raise KitError(f"{path.name}: {error}") from None
    return read_text(made["text"])


def _content(path: Path) -> bytes:
    """Return the bytes of a file that is there, not empty and not too large."""
    if not path.is_file():
        raise KitError(f"no file at {str(path)!r}")
    if (size := path.stat().st_size) > LIMIT:
        found, most = f"{size / 2**20:,.0f} MB", f"{LIMIT / 2**20:,.0f}"
        raise KitError(f"{found}, at most {most}; bring it in by parts, or as plain text")
    data = path.read_bytes()
    if not data.strip(codecs.BOM_UTF8 + b"\0\xff\xfe \t\r\n\f"):
        raise KitError("an empty file")
    return data


def kind_of(name: str, data: bytes) -> str:
    """Return the format by the first bytes where they tell, else by the file's name."""
    named = FORMATS.get(Path(name).suffix.lower())
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if named == "txt" and _PAGE.match(data):
        return "html"
    packed = data.startswith(b"PK\x03\x04")
    if packed and named not in _PACKED:
        raise KitError(f"a packed file; expected {_LIST}")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise KitError("an old Word file, or one protected by a password; save it as DOCX without one")
    if named is None:
        raise KitError(f"a format that the kit does not take; expected {_LIST}")
    if not packed and named in (*_PACKED, "pdf", "rtf"):
        raise KitError(f"not a {named.upper()} file, though its name says so; save it again")
    return named


def main() -> int:
    """Print what was made of the bytes at the standard input."""
    given = json.loads(sys.argv[1])
    try:
        made = {"text": write_text(parse(sys.stdin.buffer.read(), given))}
    except KitError as error:
        made = {"refused": str(error)}
    except MemoryError:
        made = {"refused": _STOPPED.format(SECONDS, MEGABYTES)}
    except RecursionError:
        made = {"refused": "its parts stand too deep in each other; save it as plain text"}
    except Exception as error:  # a broken file is met with errors of every kind
        said = f"{type(error).__name__}: {str(error)[:120]}"
        made = {"refused": f"cannot be read ({said}); save it again"}
    json.dump(made, sys.stdout)
    return 0


def parse(data: bytes, given: dict[str, Any]) -> Text:
    """Return what a file's bytes hold; in `origin` its format, and its encoding where that mattered."""
    from analystkit.analysis.texts.cutting import cut_prose, cut_treaty, is_treaty, mended
    from analystkit.analysis.texts.documents import html_blocks, text_blocks, word_blocks
    from analystkit.analysis.texts.letters import broken_letters, clean, decode, language_of, two_languages
    from analystkit.analysis.texts.pdf import pdf_blocks

    kind, clock = given["kind"], given["seconds"] * 2 / 3  # of Pandoc, which must not outlive this process
    origin = {"format": kind}
    if kind in _PACKED:
        _check_archive(data)
    if kind in ("pdf", "docx"):
        laid = pdf_blocks(data) if kind == "pdf" else word_blocks(data)
    elif kind in ("odt", "epub", "rtf"):
        laid = html_blocks(_as_html(_plain_rtf(data) if kind == "rtf" else data, kind, clock))
    else:
        text, origin["encoding"] = decode(data, given["encoding"])
        if "\0" in text:
            raise KitError("holds bytes that no text has; save it again as a text")
        if re.search(rf"\S{{{LONGEST}}}", text) and kind != "html":
            raise KitError(f"a word of more than {LONGEST:,} letters, so this is no text; look what it holds")
        if kind == "markdown":
            text = _as_html(text.encode("utf-8", "replace"), _MARKDOWN, clock)
        laid = text_blocks(text) if kind == "txt" else html_blocks(text)
    blocks, contents, notes = (list(filter(None, map(clean, part))) for part in vars(laid).values())
    if not blocks:
        raise KitError("there is no text in it")
    whole = " ".join(blocks)
    if broken_letters(whole):
        raise KitError(
            f"its letters are garbled, such as {whole[:50]!r} (its font names wrong characters); "
            "get it in another format, or run it through text recognition (such as OCRmyPDF with --force-ocr)"
        )
    if both := two_languages(blocks):
        raise KitError(
            f"the text stands in two languages, {both[0]} and {both[1]}, side by side or one after "
            "the other, and its places would be mixed up; bring in one, such as one column copied into a file"
        )
    blocks = list(mended(blocks))
    treaty = given["cut"] != "prose" and is_treaty(blocks)
    passages = [
        *(Passage("front", line) for line in contents),
        *(cut_treaty(blocks) if treaty else cut_prose(blocks, given["title"])),
        *(Passage("back", note) for note in notes),
    ]
    return Text("file", tuple(passages), language_of(whole), "treaty" if treaty else "prose", origin)


def _as_html(data: bytes, form: str, seconds: float) -> str:
    """Return a document that Pandoc reads as HTML."""
    options = ["--from", form, "--to", "html", "--wrap=none", "--standalone"]
    try:
        return pandoc.run(options, data, f"read as {form.partition('-')[0]}", seconds=seconds).decode("utf-8")
    except KitError as error:
        raise KitError(f"{error}; save it again, or as plain text") from None


def _plain_rtf(data: bytes) -> bytes:
    r"""Return RTF in which every letter outside ASCII is written as ``\uN\'3f``.

    Pandoc takes ``\'hh`` for Western letters whatever code page the file names, and loses the letter
    after a ``\uN`` whose stand-in is not written as ``\'hh``.
    """
    page = _CODE_PAGE.search(data[:4096])
    code_page = f"cp{int(page[1])}" if page else "cp1252"
    stand_in = b"" if re.search(rb"\\uc0\b", data) else rb"\'3f"

    def write(match: re.Match[bytes]) -> bytes:
        if match[1] is not None:
            return rb"\u" + match[1] + stand_in if stand_in else match[0]
        try:
            text = bytes.fromhex(match[2].decode("ascii").replace("\\'", "")).decode(code_page)
        except (LookupError, UnicodeDecodeError):
            return match[0]
        return b"".join(b"\\u%d" % ord(c) + (stand_in or b" ") for c in text)

    return _LETTER.sub(write, data)


def _check_archive(data: bytes) -> None:
    """Refuse a packed document that is encrypted, or unpacks to far more than it should."""
    members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    if any(member.flag_bits & 1 for member in members):
        raise KitError("protected by a password; save a copy without one")
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    large = unpacked > UNPACKED or (unpacked > 50 * 1024 * 1024 and unpacked / packed > RATIO)
    if large or len(members) > 20_000:
        raise KitError(
            f"unpacks to {unpacked / 2**20:,.0f} MB from {packed / 2**20:,.1f} MB: "
            "no document does that, so it is not opened"
        )


if __name__ == "__main__":
    sys.exit(main())
