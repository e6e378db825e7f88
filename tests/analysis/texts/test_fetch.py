"""A text from an address: pages served on loopback, as the web serves them."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

import analystkit as ak
import analystkit.analysis.texts.store as store
from analystkit.analysis.texts import fetch_text, load_text
from analystkit.cli import main
from tests.analysis.texts import samples


class Pages(BaseHTTPRequestHandler):
    """Serves what a test put into `pages`: status, headers, body; a body may be a function that writes."""

    pages: ClassVar[dict] = {}
    asked: ClassVar[list] = []

    def do_GET(self):
        self.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.pages.get(self.path, (404, {}, b"gone"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):  # the reader hung up
            body(self.wfile) if callable(body) else self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    Pages.pages, Pages.asked = {}, []
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def cluttered(blocks: list[str]) -> bytes:
    """A page with menus, sharing buttons, related news and comments around its text."""
    news = "".join(
        f"<li><a href='/n{n}'>The mayor of town {n} met her neighbour on Monday</a></li>" for n in range(9)
    )
    text = "".join(f"<p>{block}</p>" for block in blocks)
    return (
        "<html><head><meta charset='utf-8'><title>Gazette</title></head><body>"
        f"<div class='cookie-consent'><p>We use cookies to improve this site. Accept?</p></div><ul id='menu'>{news}</ul>"
        f"<div class='wrap'><div class='post'><div class='share'><a href='#'>Share on X</a></div>{text}</div></div>"
        f"<div class='related'><ul>{news}</ul></div>"
        "<div class='comments'><p>I would never sign this, and nor should they. Article 9 is bad.</p></div></body></html>"
    ).encode()


HTML = {"Content-Type": "text/html; charset=utf-8"}


def test_47_articles_are_taken_out_of_a_cluttered_page_after_a_redirect(tiny, site):
    Pages.pages = {
        "/old": (302, {"Location": "/new", "Set-Cookie": "id=7"}, b""),
        "/new": (200, HTML, cluttered(samples.treaty())),
    }
    added = fetch_text(tiny, "doe2020", f"{site}/old")
    text = load_text(tiny, "doe2020")
    assert text.articles() == list(range(1, 48))
    assert [p.label for p in text.body if p.role != "heading"] == samples.places()
    assert added.found[0] == f"fetched:   {site}/old → {site}/new"
    assert (text.origin["from"], text.origin["asked-for"]) == (f"{site}/new", f"{site}/old")
    assert text.origin["fetched"][:2] == "20"
    words = " ".join(p.text for p in text.passages)
    assert not any(clutter in words for clutter in ("cookies", "mayor", "Share on", "never sign"))
    assert not any("Cookie" in headers for _, headers in Pages.asked)


def test_a_pdf_is_told_by_its_bytes(tiny, site, tmp_path):
    data = samples.write(tmp_path, "pdf", samples.treaty("en", 5)).read_bytes()
    Pages.pages = {"/file": (200, {"Content-Type": "application/octet-stream"}, data)}
    assert fetch_text(tiny, "doe2020", f"{site}/file").text.origin["format"] == "pdf"


@pytest.mark.parametrize("said", ["text/html; charset=iso-8859-1", "text/html; charset=utf-8", "text/html"])
def test_a_charset_that_a_server_states_wrongly_does_not_break_letters(tiny, site, said):
    page = "".join(f"<p>{block}</p>" for block in samples.treaty("ru", 5))
    Pages.pages = {"/t": (200, {"Content-Type": said}, page.encode("cp1251"))}
    text = fetch_text(tiny, "doe2020", f"{site}/t").text
    assert text.language == "ru"
    assert text.articles() == [1, 2, 3, 4, 5]


def drip(out):
    for _ in range(600):
        out.write(b"<p>a drop ")
        out.flush()
        time.sleep(0.1)


def flood(out):
    for _ in range(200):
        out.write(bytes(1024 * 1024))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ((404, {}, b"gone"), "the server says 404"),
        ((200, {**HTML, "Content-Length": str(200 * 1024 * 1024)}, b""), "more than 25 MB"),
        ((200, HTML, flood), "more than 25 MB"),
        ((200, HTML, drip), "more than 1 seconds"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "it sends on"),
        ((302, {"Location": "/page"}, b""), "it sends on"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG"), "image/png is no text"),
        ((200, HTML, b"<script>render()</script>"), "there is no text in it"),
    ],
    ids=["404", "says that it is large", "is large", "slow", "to a file", "in a circle", "picture", "empty"],
)
def test_what_cannot_be_fetched_is_said_in_one_message(tiny, site, page, said, monkeypatch):
    if "seconds" in said:
        monkeypatch.setattr(store, "SECONDS", 1.0)
    Pages.pages = {"/page": page}
    started = time.monotonic()
    with pytest.raises(ak.KitError, match=said) as raised:
        fetch_text(tiny, "doe2020", f"{site}/page")
    assert time.monotonic() - started < 40  # drop by drop it takes a minute
    assert "\n" not in str(raised.value)
    assert not (tiny.path / "texts").exists()


def test_a_server_that_never_ends_its_headers_keeps_no_process_from_ending():
    def serve(listening):
        with contextlib.suppress(OSError), listening.accept()[0] as asking:
            asking.sendall(b"HTTP/1.0 200 OK\r\n")
            while True:
                asking.sendall(b"X: y\r\n")
                time.sleep(0.2)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        code = "import sys; from analystkit.analysis.texts import store; store.SECONDS = 1.0; store._fetch(sys.argv[1])"
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        done = subprocess.run(
            [sys.executable, "-c", code, address], capture_output=True, text=True, timeout=60, check=False
        )
    assert "more than 1 seconds" in done.stderr


@pytest.mark.parametrize(
    "address", ["ftp://example.org/a", "file:///etc/passwd", "treaty.html", "http://a:b@127.0.0.1/"]
)
def test_only_addresses_of_the_web_are_fetched(tiny, address):
    with pytest.raises(ak.KitError, match=r"no address that is fetched|not fetched with a password"):
        fetch_text(tiny, "doe2020", address)


def test_the_command_lists_the_pages_that_the_dossier_names_and_fetches_the_one_given(tiny, site, capsys):
    tiny.sources["doe2020"].csl.setdefault("custom", {})["full_text"] = [f"{site}/new"]
    assert list(tiny.sources["doe2020"].full_text) == [f"{site}/new"]
    Pages.pages = {"/new": (200, HTML, cluttered(samples.treaty("en", 5)))}
    assert main(["add-text", "doe2020", "--from", "--dossier", str(tiny.path)]) == 0
    assert "the dossier names no page" in capsys.readouterr().out  # the file on disk names none
    assert not Pages.asked
    assert main(["add-text", "doe2020", "--from", f"{site}/new", "--dossier", str(tiny.path)]) == 0
    out = capsys.readouterr().out
    assert "5 articles, 6 paragraphs" in out
    assert "title:     Treaty of Friendship between Alba and Bruma" in out
    assert main(["add-text", "doe2020", "--dossier", str(tiny.path)]) != 0
