"""The golden set: every chart in every size over five selections of two dossiers, and the sample briefs.

``python -m tests.golden.golden`` blesses what is drawn now and prints what changed; ``--only timeline`` does so for
one chart. A commit that changes a picture on purpose says why.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import sys
import tempfile
from functools import cache
from pathlib import Path

import matplotlib as mpl
from PIL import Image

import analystkit as ak
from analystkit import charts
from analystkit.briefs.making import make_brief
from analystkit.dossier import TABLES
from analystkit.errors import KitError

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
KEPT = HERE / "kept"
DOSSIERS = {"shipped": ROOT / "data" / "russia-iran-2025", "invented": HERE / "invented"}
PRESETS = ("column", "full", "slide")
SELECTIONS = ("default", "one term", "all with unverified", "one row", "nothing")
FORMATS = ("docx", "pptx", "pdf", "html")
_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []  # which go when the process ends
BRIEFS = {path.stem: path for path in sorted((ROOT / "briefs").glob("*.md"))}


@cache
def dossier(name: str):
    """Return one of the two dossiers, opened once."""
    return ak.open_dossier(DOSSIERS[name])


def selection(name: str, table: str, which: str):
    """Return one of the five selections of a table."""
    rows, known = dossier(name).table(table), TABLES[table]
    if which == "nothing":
        return ak.Selection.make(table, text="zzz no row says this zzz")
    if which == "all with unverified":
        return ak.Selection.make(table, floor="unverified")
    if rows.empty or which == "default":
        return ak.Selection.make(table)
    if which == "one term":
        column = known.lead or known.key[0]
        return ak.Selection.make(table, {column: [rows[column].dropna().astype(str).mode().iloc[0]]})
    return ak.Selection.make(table, {key: [str(rows[key].iloc[0])] for key in known.key}, floor="unverified")


def picture_hash(png: bytes) -> str:
    """Return a hash of the pixels, whatever the compression."""
    with Image.open(io.BytesIO(png)) as picture:
        return hashlib.sha256(repr(picture.size).encode() + picture.convert("RGBA").tobytes()).hexdigest()[
            :16
        ]


def drawn(name: str, chart: str, preset: str, which: str) -> dict[str, str]:
    """Return the picture's hash and all that the figure says, or the message where it cannot be drawn."""
    try:
        figure = ak.draw(
            dossier(name), chart, selection=selection(name, charts.get(chart).table, which), preset=preset
        )
        words = {key: text for key, text in figure.recipe.words.items() if key != "selection"}
        return {"picture": picture_hash(figure.screen_png(72)), **words}
    except KitError as error:
        return {"error": str(error)}


def cases(name: str, chart: str) -> dict[str, dict[str, str]]:
    """Return all cases of one chart over one dossier."""
    return {
        f"{which}, {preset}": drawn(name, chart, preset, which) for which in SELECTIONS for preset in PRESETS
    }


def plain(text: str) -> list[str]:
    """Return the lines of a document with what differs from machine to machine left out."""
    text = re.sub(r"\(kit [^)]*\)|rId\d+|id=\"[^\"]*\"", "", text)
    return [line for line in (re.sub(r"\s+", " ", line).strip() for line in text.splitlines()) if line]


def read_document(path: Path) -> list[str]:
    """Return a document's text in reading order: a list of paragraphs, cells, pictures' alternative texts."""
    if path.suffix == ".docx":
        import docx

        body = docx.Document(str(path))
        found = [
            "".join(t.text or "" for t in p.iter() if t.tag.endswith("}t"))
            for p in body.element.body.iter()
            if p.tag.endswith("}p")
        ]
        found += [
            f"[alt] {e.get('descr')}"
            for e in body.element.body.iter()
            if e.tag.endswith("}docPr") and e.get("descr")
        ]
        return plain("\n".join(found))
    if path.suffix == ".pptx":
        import pptx

        found = []
        for number, slide in enumerate(pptx.Presentation(str(path)).slides, 1):
            found.append(f"--- slide {number}")
            found += [
                "".join(t.text or "" for t in p.iter() if t.tag.endswith("}t"))
                for p in slide._element.iter()
                if p.tag.endswith("}p")
            ]
            if slide.has_notes_slide:
                found.append(f"[notes] {slide.notes_slide.notes_text_frame.text}")
        return plain("\n".join(found))
    if path.suffix == ".pdf":
        from pypdf import PdfReader

        return plain("\n".join(f"--- page\n{page.extract_text()}" for page in PdfReader(path).pages))
    text = re.sub(r"(?s)<style.*?</style>", "", path.read_text(encoding="utf-8"))
    text = re.sub(r'src="data:[^"]*"', 'src="data:"', text)
    return plain(re.sub(r"(?s)(</(?:p|li|h\d|td|th|figcaption|figure|div)>)", r"\1\n", text))


@cache
def documents(stem: str) -> dict[str, Path]:
    """Return a sample brief's documents by their format, made once."""
    folder = tempfile.TemporaryDirectory()
    _FOLDERS.append(folder)
    made = make_brief(BRIEFS[stem], FORMATS, folder=folder.name)
    return {path.suffix[1:]: path for path in sorted(made) if path.suffix[1:] in FORMATS}


def brief(stem: str) -> dict[str, list[str]]:
    """Return the text of a sample brief in its four formats."""
    return {form: read_document(path) for form, path in documents(stem).items()}


def names() -> list[tuple[str, str]]:
    """Return every pair of dossier and chart."""
    return [(name, chart.name) for name in DOSSIERS for chart in charts.all()]


def kept(what: str) -> dict:
    """Return what is kept of a chart over a dossier, or of a brief; empty where nothing is."""
    path = KEPT / f"{what}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def pinned_matplotlib() -> str:
    """Return the version of matplotlib that the pictures were kept with."""
    found = re.search(r"^matplotlib==(\S+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M)
    return found.group(1) if found else ""


def same_matplotlib() -> bool:
    """Tell whether pictures can be compared: another version of matplotlib may place a pixel otherwise."""
    return mpl.__version__ == pinned_matplotlib()


def changes(before: dict, now: dict) -> list[str]:
    """Return in lines what differs between two sets of cases."""
    lines = []
    for case in [*before, *(case for case in now if case not in before)]:
        old, new = before.get(case, {}), now.get(case, {})
        if isinstance(new, list) or isinstance(old, list):
            gone, come = [t for t in old if t not in new], [t for t in new if t not in old]
            lines += [f"  {case}: - {text}" for text in gone] + [f"  {case}: + {text}" for text in come]
            continue
        for key in sorted({*old, *new}):
            if old.get(key) != new.get(key):
                lines.append(f"  {case}: {key}: {old.get(key, '(none)')!r} -> {new.get(key, '(none)')!r}")
    return lines


def bless(only: str = "") -> int:
    """Keep what is drawn now, and print what changed; return how many cases did."""
    KEPT.mkdir(exist_ok=True)
    made = {f"{name}.{chart}": (lambda n=name, c=chart: cases(n, c)) for name, chart in names()}
    made |= {f"brief.{stem}": (lambda s=stem: brief(s)) for stem in BRIEFS}
    for path in KEPT.glob("*.json"):
        if path.stem not in made:
            path.unlink()
            print(f"{path.stem}: gone")
    changed = 0
    for what, make in made.items():
        if only not in what:
            continue
        now, before = make(), kept(what)
        lines = changes(before, now)
        if lines:
            changed += len(lines)
            print(f"{what}: {'new' if not before else f'{len(lines)} changes'}")
            print("\n".join(lines[:40] if before else []), end="\n" if before else "")
            (KEPT / f"{what}.json").write_text(
                json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
            )
    return changed


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--only", default="", help="part of the name of a chart, dossier or brief")
    if not same_matplotlib():
        sys.exit(f"pictures are kept with matplotlib {pinned_matplotlib()}, here is {mpl.__version__}")
    print(f"{bless(reader.parse_args().only)} changes kept")
