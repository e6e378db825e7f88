"""The analyst's own copies of sources, in the dossier's folder ``texts``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, unquote

from analystkit.analysis.texts.reading import read_file
from analystkit.analysis.texts.text import Text, check_list, read_text, summary, write_text
from analystkit.errors import KitError
from analystkit.files import write

if TYPE_CHECKING:
    from analystkit.dossier import Dossier

FOLDER = "texts"
Cut = Literal["auto", "treaty", "prose"]


class TextExistsError(KitError):
    """A text of that source is there already, and is another one."""


class NoArticles(KitError):
    """A treaty's text in which no article was found."""


@dataclass(frozen=True)
class Added:
    """A text that was brought in, and what was found in it."""

    text: Text
    path: Path
    report: str  # what was found, in one line
    found: tuple[str, ...] = ()  # the same as a check list, with what looks wrong and what to do
    replaced: bool = False  # whether another text of the source was there


def text_path(dossier: Dossier, source: str) -> Path:
    """Return where a source's text is stored; an unknown citekey raises a `KitError` with the nearest."""
    return dossier.path / FOLDER / f"{quote(dossier.sources[source].key, safe='')}.txt"


def sources_at_hand(dossier: Dossier) -> list[str]:
    """Return the citekeys of the sources whose text is there: the treaty, the main source, then the rest."""
    keys = [unquote(path.stem) for path in (dossier.path / FOLDER).glob("*.txt")]
    first = [dossier.about.treaty_source, dossier.about.main_source]
    known = [key for key in keys if key in dossier.sources]
    return sorted(known, key=lambda key: (first.index(key) if key in first else len(first), key))


def load_text(dossier: Dossier, source: str) -> Text:
    """Return the stored text of a source; a `KitError` says that there is none, or what is wrong with it."""
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
    dossier: Dossier,
    source: str,
    path: Path | str,
    *,
    cut: Cut = "auto",
    encoding: str | None = None,
    origin: Mapping[str, str] | None = None,
) -> tuple[Text, str]:
    """Return what a file holds, read and cut as by `add_text` but not stored, and what was found in it."""
    entry = dossier.sources[source]
    path = Path(path)
    read = read_file(path, entry.title, cut, encoding)
    origin = {"from": path.name, **(origin or {}), "format": read.format}
    if read.encoding:
        origin["encoding"] = read.encoding
    origin["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    text = Text(entry.key, read.passages, read.language, "treaty" if read.treaty else "prose", origin)
    said = summary(text, _expected(dossier, source))
    return text, f"no article was found; {said}" if _lacks_articles(dossier, text, cut) else said


def _lacks_articles(dossier: Dossier, text: Text, cut: Cut) -> bool:
    """Tell whether no article was found in what is called a treaty."""
    called = dossier.sources[text.source].kind == "treaty-text" or bool(_expected(dossier, text.source))
    return text.cut != "treaty" and (cut == "treaty" or (cut == "auto" and called))


def _expected(dossier: Dossier, source: str) -> int:
    """Return how many articles a source should have; 0 when that is not known."""
    return dossier.about.articles if source == dossier.about.treaty_source else 0


def add_text(
    dossier: Dossier,
    source: str,
    path: Path | str,
    *,
    replace: bool = False,
    cut: Cut = "auto",
    encoding: str | None = None,
    origin: Mapping[str, str] | None = None,
) -> Added:
    """Bring in the analyst's copy of a source: read, clean, cut and store it.

    A TXT, Markdown, HTML, DOCX, ODT, RTF, EPUB or PDF file is cut as a treaty where it has headings of
    articles, unless `cut` says how. Another text of that source is replaced only when asked for (else a
    `TextExistsError`). What cannot be read, or is called a treaty and has no article, raises a `KitError`,
    and nothing is changed. `origin` is what else the head of the stored text says of where it came from.
    """
    target = text_path(dossier, source)
    text, said = prepare_text(dossier, source, path, cut=cut, encoding=encoding, origin=origin)
    if _lacks_articles(dossier, text, cut):
        raise NoArticles(
            f"{Path(path).name}: no article was found, though {source} is called a treaty; see whether "
            "the file holds its text (not a picture, a notice or its title), or store it as prose: --as prose"
        )
    stored = write_text(text)
    exists = target.exists()
    same = exists and target.read_bytes() == stored.encode("utf-8")
    if exists and not same and not replace:
        raise TextExistsError(
            f"there is another text of {source} already, {FOLDER}/{target.name}; it was not replaced"
        )
    write(target, stored.encode("utf-8"))
    return Added(text, target, said, tuple(check_list(text, _expected(dossier, source))), exists and not same)


def treaty_text(dossier: Dossier) -> Text | None:
    """Return the treaty's own text, where the analyst has brought it in."""
    own = dossier.about.treaty_source
    return load_text(dossier, own) if own and own in sources_at_hand(dossier) else None


def words_of(text: Text | None, row: Mapping[Any, Any]) -> Iterator[str]:
    """Yield the passages of the paragraph that a provision names, or of its whole article."""
    import pandas as pd  # late: whoever reads a file in a process of its own has no use for it

    if text is None or pd.isna(row["article"]):
        return
    paragraph = row["paragraph"]
    for passage in text.article(int(row["article"])):
        number = passage.paragraph
        if passage.role == "body" and (pd.isna(paragraph) or paragraph in ("", str(number))):
            yield passage.text
