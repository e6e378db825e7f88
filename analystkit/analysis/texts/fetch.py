"""A text from an address, fetched when the reader asks for it and at no other time."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import threading
import time
import urllib.error
import urllib.request
from dataclasses import replace as replaced
from email.message import Message
from http.client import HTTPException
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from analystkit.analysis.texts.reading import FORMATS
from analystkit.analysis.texts.store import Added, Cut, add_text
from analystkit.errors import KitError

if TYPE_CHECKING:
    from analystkit.dossier import Dossier

SECONDS = 30.0
LARGEST = 25 * 1024 * 1024
_MOST_REDIRECTS = 5
_TYPES = {name: f".{name}" for name in ("html", "pdf", "rtf")} | {
    "xhtml+xml": ".html",
    "plain": ".txt",
    "markdown": ".md",
    "epub+zip": ".epub",
    "vnd.oasis.opendocument.text": ".odt",
    "vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_DEFAULTS = ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "utf-8", "utf8", "")


class Page(NamedTuple):
    """What an address gave: bytes, a name of a file for them, the addresses gone through, the charset."""

    data: bytes
    name: str
    way: list[str]
    charset: str


def fetch_text(
    dossier: Dossier, source: str, address: str, *, replace: bool = False, cut: Cut = "auto"
) -> Added:
    """Fetch a page once, without cookies, take its text out of what surrounds it, and store it.

    As for `add_text`; address and date go into the head of the stored text, and the check list begins with
    the addresses gone through. What is not there, too large, too slow or no text raises a `KitError`.
    """
    dossier.sources[source]
    page = fetch(address)
    try:
        page.data.decode("utf-8")
        charset = None
    except UnicodeDecodeError:
        charset = None if page.charset.casefold() in _DEFAULTS else page.charset
    origin = {"from": page.way[-1], "fetched": dt.datetime.now(tz=dt.UTC).date().isoformat()}
    if len(page.way) > 1:
        origin["asked-for"] = page.way[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, page.name)
        path.write_bytes(page.data)
        added = add_text(dossier, source, path, replace=replace, cut=cut, encoding=charset, origin=origin)
    return replaced(added, found=(f"fetched:   {' → '.join(page.way)}", *added.found))


def fetch(address: str) -> Page:
    """Return what an address gives, within the limits of time and size."""
    address = _plain_address(address)
    box: dict[str, Any] = {}

    def work() -> None:
        try:
            box["page"] = _get(address, time.monotonic() + SECONDS)
        except Exception as error:  # raised again in the caller's thread
            box["error"] = error

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(SECONDS + 0.5)
    error = box.get("error")
    if thread.is_alive() or isinstance(error, TimeoutError):
        raise KitError(f"{address}: more than {SECONDS:g} seconds; try again, or save the page as a file")
    if isinstance(error, urllib.error.HTTPError) and 300 <= error.code < 400:
        raise KitError(f"{address}: it sends on in a circle, or to what is no page of the web")
    if isinstance(error, urllib.error.HTTPError):
        raise KitError(
            f"{address}: the server says {error.code} ({error.reason}); look where the page is now"
        )
    if isinstance(error, urllib.error.URLError | HTTPException | OSError | ValueError):
        raise KitError(f"{address}: not reached ({getattr(error, 'reason', error)}); does a browser open it?")
    if error:
        raise error
    return cast(Page, box["page"])


def _plain_address(address: str) -> str:
    """Return an address in ASCII, if it is one by http or https."""
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise KitError(
            f"{address[:80]!r}: no address that is fetched; it must begin with http:// or https://"
        )
    if parts.username or parts.password:
        raise KitError(
            f"{parts.hostname}: not fetched with a password in its address; save the page as a file"
        )
    host = parts.hostname.encode("idna").decode() + (f":{parts.port}" if parts.port else "")
    safe = "/%:=&?~#+!$,;'@()*[]"
    return urlunsplit((parts.scheme, host, quote(parts.path, safe), quote(parts.query, safe), ""))


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects to the web, and notes them."""

    max_redirections = _MOST_REDIRECTS

    def __init__(self) -> None:
        self.way: list[str] = []

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        """Refuse to be sent anywhere but to the web."""
        address = _plain_address(newurl)
        self.way.append(address)
        return super().redirect_request(req, fp, code, msg, headers, address)  # type: ignore[arg-type]


def _get(address: str, until: float) -> Page:
    """Fetch an address bit by bit."""
    redirects = _Redirects()
    opener = urllib.request.build_opener(redirects)
    headers = {"User-Agent": "Mozilla/5.0 (compatible; analystkit)", "Accept-Encoding": "identity"}
    request = urllib.request.Request(address, headers=headers)
    with opener.open(request, timeout=SECONDS / 2) as answer:
        large = f"{address}: more than {LARGEST // 2**20} MB; save it and bring in the part that is the text"
        if int(answer.headers.get("Content-Length") or 0) > LARGEST:
            raise KitError(large)
        data = bytearray()
        while part := answer.read1(65536):
            data += part
            if len(data) > LARGEST:
                raise KitError(large)
            if time.monotonic() > until:
                raise TimeoutError
        charset = answer.headers.get_content_charset() or ""
        return Page(bytes(data), _name(answer, data), [address, *redirects.way], charset)


def _name(answer: Any, data: bytes | bytearray) -> str:
    """Return a file's name for what was fetched, with the ending of its kind."""
    last = Path(unquote(urlsplit(answer.url).path)).name
    kind = _TYPES.get(answer.headers.get_content_subtype(), "")
    named = Path(last).suffix.lower() if Path(last).suffix.lower() in FORMATS else ""
    ending = ".pdf" if data[:1024].lstrip().startswith(b"%PDF-") else kind or named
    if not ending:
        found = answer.headers.get_content_type()
        raise KitError(f"{answer.url}: {found} is no text that the kit takes; save it as one that it does")
    return (re.sub(r"[^\w.-]+", "-", Path(last).stem)[:60] or "page") + ending
