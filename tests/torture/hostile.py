"""A dossier whose every free text does harm, through all charts in all formats, and into Chromium."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import xml.etree.ElementTree as ET
from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from pypdf import PdfReader

import analystkit as ak
from analystkit import charts
from analystkit.dossier import TABLES
from analystkit.errors import Absent
from analystkit.explore.picture import reading
from tests.browser.lab import FLAGS, chromium
from tests.conftest import write_tiny

HOST = "http://127.0.0.1:18999"
HARM = [
    "<script>document.title='harm'</script>",
    f'"><img src="{HOST}/x.png" onerror="document.title=\'harm\'">',
    f"](javascript:document.title='harm') ![x]({HOST}/y.png)",
    "$\\frac{1}{$ and $x^2$ for $5",
    "=HYPERLINK(\"http://127.0.0.1:18999\")",
    "\u202eright to left\u202c and \u2066inside\u2069",
    "W" + "o" * 5000 + "rd",
    "]]> <!-- --> &#x3c; &lt; %PDF- \\end{document} #panic(1) {{7*7}}",
    "متن فارسی с кириллицей と漢字 🜚",
    "a\u2028b\u2029c\u00a0d\u200be",
    "`{=html}<b>x</b>` ::: {.x onclick=1}",
    "`x` **b** &lt;b&gt; </script></svg></title><b>",
    "'\" onmouseover=document.title='harm' x=\"",
]  # fmt: skip
FREE = (
    "title",
    "description",
    "heading",
    "summary",
    "statement",
    "reason",
    "would_change_it",
    "note",
    "counter",
)


def write_hostile(folder: Path) -> Path:
    """Write a dossier that passes the check and means harm in every text that is free."""
    harm = cycle(HARM)
    write_tiny(folder)
    for path in folder.glob("*.csv"):
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
        free = ("label", "group", "definition") if path.stem == "codebook" else FREE
        for row in rows:
            row.update({name: next(harm) for name in free if row.get(name)})
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    entries = json.loads((folder / "sources.json").read_text("utf-8"))
    for entry in entries:
        entry |= {"title": next(harm), "container-title": next(harm), "author": [{"family": next(harm)}]}
    (folder / "sources.json").write_text(json.dumps(entries), encoding="utf-8")
    toml = (folder / "dossier.toml").read_text("utf-8")
    for name, text in (("Treaty of Tinytown", HARM[1]), ("Tinytown treaty", HARM[0])):
        toml = toml.replace(json.dumps(name), json.dumps(text))
    (folder / "dossier.toml").write_text(toml, encoding="utf-8")
    return folder


def figures(
    dossier: ak.Dossier,
    presets: Sequence[str] = ("column", "slide"),
    forms: Sequence[str] = ("png", "svg", "pdf"),
) -> Iterator[tuple[str, str, bytes]]:
    """Yield every chart of the dossier in every format."""
    for chart in charts.all():
        for preset in presets:
            try:
                figure = ak.draw(dossier, chart.name, preset=preset, floor="unverified")
                for form in forms:
                    yield chart.name, form, figure.encoded(form, dpi=72 if form == "png" else None)
            except Absent:
                continue


def parsed(form: str, data: bytes) -> list[str]:
    """Return what is wrong with a file: what its parser says, or what would run or be fetched."""
    if form == "png":
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
        return []
    if form == "pdf":
        pages = PdfReader(io.BytesIO(data), strict=True).pages
        return [f"{len(pages)} pages"] if len(pages) != 1 else []
    wrong = []
    for element in ET.fromstring(data).iter():
        tag = element.tag.rpartition("}")[2]
        wrong += [f"<{tag}>"] if tag in ("script", "foreignObject", "iframe", "image") else []
        for name, value in element.attrib.items():
            outside = name.endswith("href") and not value.startswith("#")
            wrong += [f"{tag} {name}={value[:40]}"] if outside or name.lower().startswith("on") else []
    return wrong


def opened(browser: Browser, pages: dict[str, str]) -> list[str]:
    """Return what pages do that they must not: run a script of the data's, or ask for something outside."""
    wrong = []
    context = browser.new_context()
    for name, page in pages.items():
        tab, asked = context.new_page(), list[str]()
        tab.on("request", lambda request, asked=asked: asked.append(request.url))
        tab.on(
            "dialog", lambda dialog, asked=asked: (asked.append(f"dialog {dialog.message}"), dialog.dismiss())
        )
        tab.set_content(page)
        tab.wait_for_timeout(50)
        wrong += [
            f"{name}: asks for {url}"
            for url in asked
            if urlsplit(url).scheme not in ("data", "about", "blob")
        ]
        wrong += [f"{name}: a script ran"] if tab.title() == "harm" else []
        tab.close()
    context.close()
    return wrong


def rows(dossier: ak.Dossier) -> dict[str, str]:
    """Return the HTML of every row read in full, as panels show it."""
    return {
        f"row {at} of {name}": reading(dossier, name, row)
        for name in TABLES
        if dossier.has(name)
        for at, (_, row) in enumerate(dossier.table(name).iterrows())
    }


def table(asked: Namespace | None = None) -> tuple[list[str], list[str]]:
    """Return a row of what was tried, and what went wrong."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as place, sync_playwright() as driver:
        dossier = ak.open_dossier(write_hostile(Path(place, "tiny")))
        wrong += [f"check: {fault}" for fault in ak.check(Path(place, "tiny"))]
        pages = rows(dossier)
        files = 0
        for name, form, data in figures(dossier):
            files += 1
            try:
                wrong += [f"{name}.{form}: {what}" for what in parsed(form, data)]
            except Exception as error:
                wrong.append(f"{name}.{form}: {type(error).__name__}: {error}")
            if form == "svg":
                pages[f"{name}.svg"] = data.decode()
        browser = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        wrong += opened(browser, pages)
        browser.close()
    outcome = f"parsed; with rows {len(pages)} opened in Chromium"
    return [f"| a hostile dossier's figures | {files} | {outcome} | {len(wrong)} |"], wrong
