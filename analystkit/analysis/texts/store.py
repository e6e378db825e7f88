"""The analyst's own copies of sources, in the dossier's folder ``texts``."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote

from analystkit.analysis.texts.formats import read_file
from analystkit.analysis.texts.prose import cut_prose
from analystkit.analysis.texts.scripts import LANGUAGES, language_of
from analystkit.analysis.texts.text import Text, read_text, write_text
from analystkit.analysis.texts.treaty import cut_treaty, is_treaty, treaty_report
from analystkit.dossier import Dossier
from analystkit.errors import KitError

FOLDER = "texts"
Cut = Literal["auto", "treaty", "prose"]


class TextExistsError(KitError):
    """A text of that source is there already, and is another one."""


@dataclass(frozen=True)
class Added:
    """A text that was brought in.

    Parameters
    ----------
    text : Text
        As it is stored.
    path : pathlib.Path
        Where.
    report : str
        What was found in it, in one line.
    replaced : bool
        Whether another text of the source was there before.
    """

    text: Text
    path: Path
    report: str
    replaced: bool = False


def text_path(dossier: Dossier, source: str) -> Path:
    """Return where a source's text is stored; an unknown citekey raises a `KitError` with the nearest."""
    return dossier.path / FOLDER / f"{quote(dossier.sources[source].key, safe='')}.txt"


def sources_at_hand(dossier: Dossier) -> list[str]:
    """Return the citekeys of the sources whose text is there: the treaty, the main source, then the rest.

    Parameters
    ----------
    dossier : Dossier
        The dossier.

    Returns
    -------
    list of str

    Examples
    --------
    >>> from analystkit.dossier import open_dossier
    >>> isinstance(sources_at_hand(open_dossier("russia-iran-2025")), list)
    True
    """
    keys = [unquote(path.stem) for path in (dossier.path / FOLDER).glob("*.txt")]
    first = [dossier.about.treaty_source, dossier.about.main_source]
    known = [key for key in keys if key in dossier.sources]
    return sorted(known, key=lambda key: (first.index(key) if key in first else len(first), key))


def load_text(dossier: Dossier, source: str) -> Text:
    """Read a stored text.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    source : str
        A citekey.

    Returns
    -------
    Text

    Raises
    ------
    KitError
        When there is no text of that source, or its file is not in the stored form.
    """
    path = text_path(dossier, source)
    try:
        stored = path.read_text("utf-8")
    except FileNotFoundError:
        command = f"analystkit add-text {source} FILE --dossier {dossier.path.name}"
        raise KitError(f"no text of {source} at hand; bring one in: {command}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise KitError(f"{FOLDER}/{path.name}: cannot be read ({error})") from None
    text = read_text(stored, f"{FOLDER}/{path.name}")
    if text.source != source:
        raise KitError(
            f"{FOLDER}/{path.name}: says that it is {text.source!r}; rename the file or mend that line"
        )
    return text


def load_texts(dossier: Dossier) -> list[Text]:
    """Read every stored text, in the order of `sources_at_hand`."""
    return [load_text(dossier, source) for source in sources_at_hand(dossier)]


def prepare_text(
    dossier: Dossier, source: str, path: Path | str, *, cut: Cut = "auto", encoding: str | None = None
) -> tuple[Text, str]:
    """Read and cut a file without storing it.

    Parameters
    ----------
    dossier, source, path, cut, encoding
        As for `add_text`.

    Returns
    -------
    text : Text
    report : str
        What was found in it.
    """
    entry = dossier.sources[source]
    path = Path(path)
    read = read_file(path, encoding)
    treaty = cut == "treaty" or (cut == "auto" and is_treaty(read.blocks))
    if treaty and is_treaty(read.blocks):
        passages = cut_treaty(read.blocks)
    else:
        passages = cut_prose(read.blocks, entry.title)
    origin = {"from": path.name, "format": read.format}
    if read.encoding:
        origin["encoding"] = read.encoding
    origin["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    language = language_of(" ".join(read.blocks))
    is_cut = any(passage.article for passage in passages)
    text = Text(entry.key, tuple(passages), language, "treaty" if is_cut else "prose", origin)
    wanted = treaty or entry.kind == "treaty-text" or entry.key == dossier.about.treaty_source
    return text, report(
        text, dossier.about.articles if entry.key == dossier.about.treaty_source else 0, wanted
    )


def add_text(
    dossier: Dossier,
    source: str,
    path: Path | str,
    *,
    replace: bool = False,
    cut: Cut = "auto",
    encoding: str | None = None,
) -> Added:
    """Bring in the analyst's copy of a source: read, clean, cut and store it.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    source : str
        The citekey of the source.
    path : path
        A TXT, Markdown, HTML, DOCX, ODT, RTF, EPUB or PDF file.
    replace : bool
        Whether to replace another text of that source.
    cut : {'auto', 'treaty', 'prose'}
        How to cut it; by default as a treaty where it has headings of articles.
    encoding : str, optional
        Of a plain file, when it is known.

    Returns
    -------
    Added

    Raises
    ------
    TextExistsError
        When another text of the source is there and `replace` is false.
    KitError
        For an unknown citekey or a file that cannot be read. Nothing is changed then.
    """
    target = text_path(dossier, source)
    text, said = prepare_text(dossier, source, path, cut=cut, encoding=encoding)
    stored = write_text(text)
    exists = target.exists()
    same = exists and target.read_bytes() == stored.encode("utf-8")
    if exists and not same and not replace:
        raise TextExistsError(
            f"there is another text of {source} already, {FOLDER}/{target.name}; it was not replaced"
        )
    if not same:
        write_atomically(target, stored)
    return Added(text, target, said, replaced=exists and not same)


def write_atomically(target: Path, content: str) -> None:
    """Write a file so that it is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
        Path(name).chmod(0o644)
        os.replace(name, target)  # noqa: PTH105 - the same call, and it says what it does
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def report(text: Text, expected: int = 0, wanted: bool = False) -> str:
    """Say in one line what a text holds.

    Parameters
    ----------
    text : Text
        The text.
    expected : int
        How many articles it should have; 0 when that is not known.
    wanted : bool
        Whether articles were looked for.

    Returns
    -------
    str
    """
    language = LANGUAGES.get(text.language, "language not recognized")
    if text.cut == "treaty":
        return f"{treaty_report(text, expected)}; {language}"
    labels = [passage.label for passage in text.passages]
    count = sum(label.startswith("para.") for label in labels) - ("para. 0" in labels)
    parts = ["no headings of articles found"] if wanted else []
    parts.append(f"{count} paragraph{'' if count == 1 else 's'}")
    if "para. 0" in labels:
        parts[-1] += " and a standfirst (paragraph 0)"
    for role, words in (("front", "above"), ("back", "below")):
        if labels.count(role):
            parts.append(f"{labels.count(role)} line{'s' if labels.count(role) > 1 else ''} {words} the text")
    return f"{'; '.join(parts)}; {language}"
