"""Reading and cutting a file in a process of its own, which has a clock and a limit of memory.

Run as a program it takes a file's bytes and prints what it made of them, as JSON.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analystkit.analysis.texts import formats
from analystkit.analysis.texts.text import Passage
from analystkit.errors import KitError

SECONDS = 9
MEGABYTES = 480
LONGEST = 5000  # letters of a word


@dataclass(frozen=True)
class Read:
    """What a file held: its passages, format, language, and encoding where that mattered."""

    passages: tuple[Passage, ...]
    format: str
    encoding: str = ""
    language: str = "und"
    treaty: bool = False


def read_file(path: Path, title: str = "", cut: str = "auto", encoding: str | None = None) -> Read:
    """Return the passages of a file in any of the formats that the kit takes."""
    from analystkit.pandoc import limited

    data = formats.content(path)
    kind = formats.kind_of(path.name, data)
    if kind in ("docx", "odt", "epub"):
        formats.check_archive(data, path.name)
    if kind in ("odt", "epub", "rtf"):
        data = formats.as_html(data, kind, path.name)
    given = {"name": path.name, "kind": kind, "title": title, "cut": cut, "encoding": encoding or ""}
    package = str(Path(__file__).parents[3])
    command = [sys.executable, "-m", "analystkit.analysis.texts.reading", json.dumps(given)]
    try:
        out = limited(
            command,
            data,
            path.name,
            seconds=SECONDS,
            surroundings={"PYTHONPATH": package},
            megabytes=MEGABYTES,
        )
    except KitError:
        limits = f"{SECONDS:g} seconds or {MEGABYTES} MB of memory"
        raise KitError(
            f"{path.name}: reading it took more than {limits}, so it was stopped; bring it in by parts"
        ) from None
    made = json.loads(out)
    if "refused" in made:
        raise KitError(made["refused"])
    passages = tuple(Passage(label, text) for label, text in made.pop("passages"))
    return Read(passages, kind, **made)


def parse(data: bytes, given: dict[str, str]) -> dict[str, Any]:
    """Return what a file's bytes hold: passages as labels and words, and what was noticed."""
    from analystkit.analysis.texts.encoding import decode
    from analystkit.analysis.texts.html import html_blocks
    from analystkit.analysis.texts.pdf import pdf_blocks
    from analystkit.analysis.texts.plain import text_blocks
    from analystkit.analysis.texts.prose import cut_prose
    from analystkit.analysis.texts.scripts import LANGUAGES, broken_letters, language_of, two_languages
    from analystkit.analysis.texts.treaty import cut_treaty, is_treaty, part_stuck
    from analystkit.analysis.texts.word import word_blocks

    name, kind, encoding = given["name"], given["kind"], ""
    if kind == "pdf":
        laid = pdf_blocks(data, name)
    elif kind == "docx":
        laid = word_blocks(data, name)
    elif kind in ("odt", "epub", "rtf"):
        laid = html_blocks(data.decode("utf-8"))
    else:
        text, encoding = decode(data, name, given["encoding"] or None)
        if "\0" in text:
            raise KitError(f"{name}: holds bytes that no text has")
        if re.search(rf"\S{{{LONGEST}}}", text) and kind != "html":
            raise KitError(f"{name}: a word of more than {LONGEST:,} letters, so this is no text")
        if kind == "markdown":
            laid = html_blocks(formats.as_html(text.encode("utf-8", "replace"), kind, name).decode("utf-8"))
        else:
            laid = html_blocks(text) if kind == "html" else text_blocks(text)
    blocks = laid.blocks
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
        *(Passage("front", line) for line in laid.contents),
        *passages,
        *(Passage("back", note) for note in laid.notes),
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
        made = {"refused": f"{given['name']}: more than {MEGABYTES} MB of memory; bring it in by parts"}
    except RecursionError:
        made = {"refused": f"{given['name']}: its parts stand too deep in each other; save it as plain text"}
    except Exception as error:  # a broken file is met with errors of every kind
        said = f"{type(error).__name__}: {str(error)[:120]}"
        made = {"refused": f"{given['name']}: cannot be read ({said}); save it again"}
    json.dump(made, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
