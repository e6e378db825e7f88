"""A hostile brief ends in a document or one clear message: nothing runs, is fetched or read, in 20 s and 1 GB."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from analystkit.briefs import make_brief, reading
from analystkit.errors import KitError
from tests.briefs.hostile import briefs, lay_out
from tests.briefs.wellformed import faults

CHROMIUM = Path("/usr/bin/chromium")
OTHER = ["docx", "pptx", "pdf"]


pytestmark = pytest.mark.xdist_group("hostile briefs")  # they are made once


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Every brief made as HTML, every third in one more format; those refused with their message."""
    from tests.conftest import write_tiny

    folder = tmp_path_factory.mktemp("hostile")
    tiny = write_tiny(folder / "data" / "tiny")
    lay_out(folder)
    found, before = {}, memory()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "READING", 2)  # seconds of work; two of the shapes take all that they get
        for number, text in enumerate(briefs()):
            path = folder / f"case-{number:03d}.md"
            path.write_text(text.replace("{dossier}", str(tiny)), "utf-8", errors="surrogatepass")
            formats = ["html", OTHER[number // 3 % 3]] if number % 3 == 0 else ["html"]
            begun = sum(os.times()[:4])  # work, also that of Pandoc and Typst: the machine may be busy
            try:
                made = make_brief(path, formats, folder / "out" / path.stem)
                found[path.stem] = (made[0], text)
                assert [wrong for one in made for wrong in faults(one)] == [], text[:300]
            except KitError as error:
                found[path.stem] = (str(error), text)
            assert sum(os.times()[:4]) - begun < 20, text[:300]
    # In kilobytes; tests before may have taken more.
    assert memory() < 1024 * 1024 or memory() == before
    return found


def memory():
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def test_there_are_many_and_memory_stays_below_a_gigabyte(pages):
    assert len(pages) > 200


def test_what_is_refused_is_refused_with_its_place(pages):
    refused = {name: said for name, (said, _) in pages.items() if isinstance(said, str)}
    assert len(refused) > 60
    for name, said in refused.items():
        assert f"{name}.md" in said
        assert "Traceback" not in said
        assert len(said) < 4000


def test_nothing_runs_and_nothing_is_fetched(pages):
    if not CHROMIUM.exists():
        pytest.skip("no Chromium here")
    from playwright.sync_api import sync_playwright

    asked, wrong = [], []
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (wrong.append("dialog"), dialog.dismiss()))
        for said, text in pages.values():
            if isinstance(said, str):
                continue
            page.goto(said.as_uri())
            title = page.title()
            found = page.evaluate(
                """() => { const all = [...document.querySelectorAll('*')];
                for (const one of all) for (const kind of ['focus', 'mouseover', 'click', 'error'])
                    if (one.tagName != 'A') one.dispatchEvent(new Event(kind));
                return all.flatMap(one => [...one.attributes].map(a => a.name + '=' + a.value))
                    .filter(a => /^(on|style=(?!width|text-align)|srcset|formaction|xlink)/.test(a)
                        || /^(href|src)=(?!https?:|mailto:|#|data:image)/i.test(a)).concat(
                    all.filter(one => ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'LINK', 'FORM'].includes(one.tagName))
                    .map(one => one.tagName)) }"""
            )
            wrong += [f"{text[:200]}: {item}" for item in found]
            if page.title() != title or title == "1":
                wrong.append(f"ran: {text[:200]}")
        browser.close()
    assert wrong == []
    assert [url for url in asked if not url.startswith(("file:///", "data:image"))] == []
