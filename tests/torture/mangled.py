"""Mangled tables, sources, recipes, briefs and texts: each is taken, or refused by the kit's own error.

Every case follows from a seed, so that ``python -m tests.torture --only tables --seed 4711 --cases 1`` repeats it.
"""

from __future__ import annotations

import copy
import csv
import json
import random
import re
import shutil
import signal
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import analystkit as ak
from analystkit import charts
from analystkit.analysis.texts import prepare_text
from analystkit.briefs import make_brief
from analystkit.errors import Absent, KitError
from analystkit.figures import draw, reproduce
from analystkit.figures.carrying import read_recipe
from analystkit.figures.recipe import describe
from tests.analysis.texts import samples
from tests.briefs.briefing import BRIEF
from tests.conftest import write_tiny

SECONDS = 20  # past which a case is a hang
NASTY = [
    "", ",", '"', "\n", ";", "\t", "\0", "é", "@", "=", "2020-13", "متن", "\ufeff", "'" * 99, "\r", "\uffff",
    "\u202e", "$x^{$", "=HYPERLINK(1)", "<script>", "../", "[" * 500, "x" * 5000, "-1e999", "nan", "\x1b[31m",
    "{{", "%s", "\\", "---\n", "![](chart:", "://", "#", "|", "१२", "art. 5 bis", "\u2028", "٣",
]  # fmt: skip
KINDS_OF_TEXT = ["txt", "wrapped", "md", "html", "docx", "odt", "rtf", "epub", "pdf"]
VALUES = [
    None, True, False, 0, -1, 10**30, 1e400, float("nan"), "", " ", "x" * 5000, "\ud800", "\x00", "\ufeffa",
    "2020", "2020-02-30", "Smith", "http://[", "javascript:1", [], {}, [[]], [2025], [[2025, 13]], {"a": {"b": {}}},
    ["a", 1, None], "../../etc", "=1+1", "$a$", "\u202e", "<b>", "de", "#12",
]  # fmt: skip


def in_bytes(data: bytes, rng: random.Random) -> bytes:
    """Return data with a few places cut out, doubled, or put in from what has broken programs before."""
    content = bytearray(data)
    for _ in range(rng.choice([1, 1, 1, 2, 6])):
        start = rng.randint(0, len(content))
        end = min(len(content), start + rng.choice([0, 1, 3, 40, 400]))
        piece = rng.choice(NASTY).encode()
        content[start:end] = rng.choice(
            [piece, rng.randbytes(rng.randint(0, 8)), bytes(content[start:end]) * 3]
        )
    return bytes(content)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    for key in (
        list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    ):
        yield value, key
        yield from _places(value[key])


def in_structure(value: Any, rng: random.Random) -> Any:
    """Return nested lists and dicts with a few values replaced, dropped, renamed or added."""
    value = copy.deepcopy(value)
    for _ in range(rng.randint(1, 3)):
        places = list(_places(value))
        if not places:
            return value
        holder, key = rng.choice(places)
        what = rng.choice(["value", "value", "value", "drop", "name", "double"])
        if what == "value":
            holder[key] = copy.deepcopy(rng.choice(VALUES))
        elif what == "drop":
            del holder[key]
        elif isinstance(holder, dict):
            holder[f"{key}s" if what == "name" else rng.choice(["custom", "x", "id "])] = holder[key]
        else:
            holder.append(copy.deepcopy(holder[key]))
    return value


def _used(folder: Path, rng: random.Random) -> None:
    """Check, open and use a dossier: where no fault is found, everything that can be shown is shown."""
    faults = ak.check(folder)
    assert all("\n" not in str(fault) for fault in faults), faults
    try:
        dossier = ak.open_dossier(folder)
    except KitError:
        assert faults, "refused, and the check found no fault"
        raise
    # Some faults, such as a grade that is too high, are named by the check, and the rows are shown all the same.
    grave = [fault for fault in faults if fault.stops]
    assert not grave, f"opened, with {len(grave)} faults: {grave[0]}"
    for key in dossier.sources:
        source = dossier.sources[key]
        assert all(
            isinstance(said, str) for said in (source.short, source.reference, source.url, source.title)
        )
    for chart in rng.sample(charts.all(), 3):
        with suppress(Absent):
            draw(dossier, chart.name, floor="unverified").encoded(rng.choice(["png", "svg", "pdf"]), dpi=36)


def tables(folder: Path, rng: random.Random) -> None:
    """Mangle the bytes of one file of a dossier, or what stands in some cells of one table."""
    path = rng.choice(sorted(write_tiny(folder).iterdir()))
    if path.suffix == ".csv" and rng.random() < 0.7:
        rows = list(csv.reader(path.read_text("utf-8").splitlines()))
        for _ in range(rng.choice([1, 1, 2, 5])):
            row = rng.choice(rows[rng.random() < 0.9 :])
            at = rng.randrange(len(row))
            row[at] = rng.choice(
                ["", row[at][:-1], f"{row[at]}{rng.choice(NASTY)}", rng.choice(NASTY), rng.choice(rows)[at]]
            )
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
    else:
        path.write_bytes(in_bytes(path.read_bytes(), rng))
    _used(folder, rng)


def sources(folder: Path, rng: random.Random) -> None:
    """Mangle the structure of `sources.json`."""
    path = write_tiny(folder) / "sources.json"
    path.write_text(json.dumps(in_structure(json.loads(path.read_text()), rng)), encoding="utf-8")
    _used(folder, rng)


@cache
def _figure(kind: str) -> tuple[bytes, str]:
    made = draw("russia-iran-2025", "what-is-absent")
    return made.encoded(kind, dpi=36), made.recipe.to_json()


def recipes(folder: Path, rng: random.Random) -> None:
    """Mangle the recipe in a figure's file, or the file; then inspect it and make it again."""
    kind = rng.choice(["png", "svg", "pdf"])
    data, recipe = _figure(kind)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"figure.{kind}"
    if kind == "svg" and rng.random() < 0.8:
        text = json.dumps(in_structure(json.loads(recipe), rng))
        told = re.sub(
            r"(<[\w:]*recipe[^>]*>).*?(</)", lambda m: m[1] + escape(text) + m[2], data.decode(), flags=re.S
        )
        path.write_text(told, encoding="utf-8")
    else:
        path.write_bytes(in_bytes(data, rng))
    describe(read_recipe(path), str(path))
    reproduce(path)


def briefs(folder: Path, rng: random.Random) -> None:
    """Mangle a brief's Markdown and make a document of it."""
    dossier = write_tiny(folder)
    text = BRIEF.replace("{dossier}", str(dossier)).encode()
    (folder.parent / "brief.md").write_bytes(in_bytes(text, rng))
    form = rng.choice(["html", "html", "docx", "pptx", "pdf"])
    make_brief(folder.parent / "brief.md", [form], folder.parent / "out")


@cache
def _texts() -> tuple[tuple[str, bytes], ...]:
    with tempfile.TemporaryDirectory() as place:
        made = [samples.write(Path(place), kind) for kind in KINDS_OF_TEXT]
        made += [
            samples.write(Path(place), "html", samples.treaty(language)) for language in ("en", "ru", "fa")
        ]
        return tuple((path.name, path.read_bytes()) for path in made)


def texts(folder: Path, rng: random.Random) -> None:
    """Mangle a text in one of the formats that are read."""
    dossier = ak.open_dossier(write_tiny(folder))
    name, data = rng.choice(_texts())
    path = folder / f"text{Path(name).suffix}"
    path.write_bytes(in_bytes(data, rng))
    text, _ = prepare_text(dossier, "doe2020", path)
    assert not any(c in p.text for p in text.passages for c in "\0\ufeff\uffff")


KINDS: dict[str, Callable[[Path, random.Random], None]] = {
    each.__name__: each for each in (tables, sources, recipes, briefs, texts)
}


@contextmanager
def clock(seconds: int) -> Iterator[None]:
    """Raise `TimeoutError` in what takes longer."""

    def ring(*_: object) -> None:
        raise TimeoutError(f"more than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def run(kind: str, cases: int, folder: Path, seed: int = 0) -> tuple[Counter[str], list[str]]:
    """Return how many cases were taken and how many refused, and what came of the rest, with its seed."""
    found, wrong = Counter[str](), []
    for case in range(seed, seed + cases):
        place = folder / f"{kind}-{case}"
        try:
            with clock(SECONDS):
                KINDS[kind](place / "tiny", random.Random(f"{kind} {case}"))
            found["taken"] += 1
        except KitError as error:
            found["refused"] += 1
            if not str(error).strip() or "Traceback" in str(error):
                wrong.append(f"{kind} {case}: refused without a word")
        except Exception as error:
            found["wrong"] += 1
            last = traceback.extract_tb(error.__traceback__)[-1]
            told = f"{type(error).__name__}: {str(error)[:200]} ({Path(last.filename).name}:{last.lineno})"
            wrong.append(f"{kind} {case}: {told}")
        finally:
            shutil.rmtree(place, ignore_errors=True)
    return found, wrong
