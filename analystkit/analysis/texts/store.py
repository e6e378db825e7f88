"""The analyst's own copies of sources, in the dossier's folder ``texts``, from files or fetched."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from multiprocessing import TimeoutError as Late
from multiprocessing.pool import ThreadPool
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.error import HTTPError
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from analystkit.analysis.texts.letters import DEFAULT_CHARSETS
from analystkit.analysis.texts.reading import FORMATS, read_file
from analystkit.analysis.texts.text import Text, check_list, read_text, summary, write_text
from analystkit.errors import KitError
from analystkit.files import write

if TYPE_CHECKING:
    from analystkit.dossier import Dossier

FOLDER = "texts"
Cut = Literal["auto", "treaty", "prose"]
SECONDS = 30.0
LARGEST = 25 * 1024 * 1024
_TYPES = {name: f".{name}" for name in ("html", "pdf", "rtf")} | {
    "xhtml+xml": ".html",
    "plain": ".txt",
    "markdown": ".md",
    "epub+zip": ".epub",
    "vnd.oasis.opendocument.text": ".odt",
    "vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


class TextExistsError(KitError):
    """A text of that source is there already, and is another one."""


@dataclasses.dataclass(frozen=True)
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
    name = f"{FOLDER}/{path.name}"
    try:
        text = read_text(path.read_text("utf-8"), name)
    except FileNotFoundError:
        command = f"analystkit add-text {source} FILE --dossier {dossier.path.name}"
        raise KitError(f"no text of {source} at hand; bring one in: {command}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise KitError(f"{name}: cannot be read ({error})") from None
    if text.source != source:
        raise KitError(f"{name}: says that it is {text.source!r}; rename the file or mend that line")
    return text


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
    entry, path = dossier.sources[source], Path(path)
    read = read_file(path, entry.title, cut, encoding)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    origin = {"from": path.name, **(origin or {}), **read.origin, "sha256": digest}
    text = dataclasses.replace(read, source=entry.key, origin=origin)
    expected, treaty = _expected(dossier, source, cut)
    said = summary(text, expected)
    return text, f"no article was found; {said}" if treaty and text.cut != "treaty" else said


def _expected(dossier: Dossier, source: str, cut: Cut) -> tuple[int, bool]:
    """Return how many articles a source should have, 0 when not known, and whether it must have any."""
    count = dossier.about.articles if source == dossier.about.treaty_source else 0
    called = bool(count) or dossier.sources[source].kind == "treaty-text"
    return count, cut == "treaty" or (cut == "auto" and called)


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
    expected, treaty = _expected(dossier, source, cut)
    if treaty and text.cut != "treaty":
        raise KitError(
            f"{Path(path).name}: no article was found, though {source} is called a treaty; see whether "
            "the file holds its text (not a picture, a notice or its title), or store it as prose: --as prose"
        )
    stored = write_text(text).encode("utf-8")
    other = target.exists() and target.read_bytes() != stored
    if other and not replace:
        raise TextExistsError(f"{FOLDER}/{target.name} is another text of {source}; it was not replaced")
    write(target, stored)
    return Added(text, target, said, tuple(check_list(text, expected)), other)


def fetch_text(
    dossier: Dossier, source: str, address: str, *, replace: bool = False, cut: Cut = "auto"
) -> Added:
    """Fetch a page once, without cookies, take its text out of what surrounds it, and store it.

    As for `add_text`; address and date go into the head of the stored text, and the check list begins with
    the addresses asked for and given. What is not there, too large, too slow or no text raises a `KitError`.
    """
    dossier.sources[source]
    asked = _plain_address(address)
    data, name, given, charset = _fetch(asked)
    known = charset in DEFAULT_CHARSETS or "\ufffd" not in data.decode("utf-8", "replace")
    encoding = None if known else charset
    origin = {"from": given, "fetched": dt.datetime.now(tz=dt.UTC).date().isoformat()}
    if given != asked:
        origin["asked-for"] = asked
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        added = add_text(dossier, source, path, replace=replace, cut=cut, encoding=encoding, origin=origin)
    way = " → ".join(dict.fromkeys((asked, given)))
    return dataclasses.replace(added, found=(f"fetched:   {way}", *added.found))


def _plain_address(address: str) -> str:
    """Return an address in ASCII, if it is one by http or https."""
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise KitError(f"{address[:80]!r}: no address that is fetched; begin it with http:// or https://")
    if parts.username or parts.password:
        raise KitError(f"{parts.hostname}: not fetched with a password in its address; save it as a file")
    host = parts.hostname.encode("idna").decode() + (f":{parts.port}" if parts.port else "")
    safe = "/%:=&?~#+!$,;'@()*[]"
    return urlunsplit((parts.scheme, host, quote(parts.path, safe), quote(parts.query, safe), ""))


def _fetch(address: str) -> tuple[bytes, str, str, str]:
    """Return what an address gives, within the limits of time and size: bytes, name, address, charset."""
    pool = ThreadPool(1)  # its thread keeps no process from ending, whatever a server does
    try:
        return pool.apply_async(_get, (address, time.monotonic() + SECONDS)).get(SECONDS + 0.5)
    except (TimeoutError, Late):
        wrong = f"more than {SECONDS:g} seconds; try again, or save the page as a file"
    except HTTPError as error:
        wrong = f"the server says {error.code} ({error.reason}); look where the page is now"
        if 300 <= error.code < 400:
            wrong = "it sends on in a circle, or to what is no page of the web; look where the page is now"
    except (HTTPException, OSError, ValueError) as error:
        wrong = f"not reached ({getattr(error, 'reason', error)}); does a browser open it?"
    raise KitError(f"{address}: {wrong}")


def _get(address: str, until: float) -> tuple[bytes, str, str, str]:
    """Fetch an address bit by bit."""
    headers = {"User-Agent": "Mozilla/5.0 (compatible; analystkit)", "Accept-Encoding": "identity"}
    data = bytearray()
    with urllib.request.urlopen(
        urllib.request.Request(address, headers=headers), timeout=SECONDS / 2
    ) as answer:
        given, said = _plain_address(answer.url), answer.headers
        length = int(said.get("Content-Length") or 0)
        while max(length, len(data)) <= LARGEST and (part := answer.read1(65536)):
            data += part
            if time.monotonic() > until:
                raise TimeoutError
    if max(length, len(data)) > LARGEST:
        raise KitError(f"{address}: more than {LARGEST // 2**20} MB; save it and bring in the part you need")
    last = Path(unquote(urlsplit(given).path))
    named = last.suffix.lower() if last.suffix.lower() in FORMATS else ""
    ending = _TYPES.get(said.get_content_subtype(), named)
    ending = ".pdf" if data[:1024].lstrip().startswith(b"%PDF-") else ending
    if not ending:
        kind = said.get_content_type()
        raise KitError(f"{given}: {kind} is no text that the kit takes; save it as one that it does")
    name = (re.sub(r"[^\w.-]+", "-", last.stem)[:60] or "page") + ending
    return bytes(data), name, given, said.get_content_charset() or ""
