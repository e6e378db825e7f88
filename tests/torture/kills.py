"""Every way to save, killed at every moment: what stands there after, and after the next save.

A child is forked for each kill, so that nothing is imported twice. Most are killed at a line of `files.py`
drawn by lot, so that the moments between two system calls get their share; the others by the clock.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any
from unittest import mock

from analystkit import draw, files, open_dossier, pandoc
from analystkit.analysis.texts import add_text
from analystkit.briefs import make_brief
from analystkit.dossier import OwnRows

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "russia-iran-2025"
WAYS = ("figure", "set", "brief", "rows", "ratings", "text")
BRIEF = "---\ntitle: {}\ndossier: {}\n---\n\nOne line.\n\n![](chart:provisions-by-domain?preset=column)\n"
EVENT = {"id": "mine", "date": "2020-05-04", "title": "Mine", "category": "treaty-process"}
EVENT["verification"] = "unverified"
RATING = {"hypothesis": "h1", "evidence": "e1", "analyst": "Ada"}
Save = Callable[[int], object]  # one of two states, 0 and 1
Contents = dict[str, bytes]


def kill(way: str, times: int, folder: Path, seed: int = 0) -> Counter[str]:
    """Kill one way to save so many times, and count what was found.

    ``whole before`` and ``whole after`` are sound; so is a set of files of which the kit says by itself that
    it is not whole, and which the next save completes: it counts as after. ``half`` is a file of which a part
    is there, a set that nobody knows of, or a next save that is refused; ``litter`` a hidden file that the
    next save leaves.
    """
    lot, found = random.Random(seed), Counter[str]()
    place, save = _way(way, folder)
    with mock.patch.object(pandoc, "limited", _remembered(pandoc.limited)):
        states = []
        for state in (0, 1):
            save(state)
            begun = time.perf_counter()
            save(1 - state)
            seconds = time.perf_counter() - begun
            save(state)
            states.append(_contents(place))
        lines = _lines(save)
        now = 1
        for _ in range(times):
            if way in ("figure", "set", "brief") and lot.random() < 0.2:  # into an empty folder
                shutil.rmtree(place)
            before, after = _contents(place), states[1 - now]
            by_clock = lot.random() < 0.2
            line = 0 if by_clock else lot.randint(lot.choice([1, lines * 2 // 3]), lines)
            _forked(save, 1 - now, line, by_clock * lot.random() * seconds)
            shown = _contents(place)
            missing = {name for name in {*shown, *after} if shown.get(name) != after.get(name)}
            if shown == before:
                outcome = "whole before"
            elif not missing or missing <= set(files.unfinished(place)):
                outcome = "whole after"
            else:
                outcome = "half"
            now = lot.randint(0, 1)
            try:
                save(now)
            except files.KitError as error:
                print(f"{way}: the next save is refused: {error}")
                outcome = "half"
            found[outcome] += 1
            found["half"] += _contents(place) != states[now] and outcome != "half"
            found["litter"] += bool(_litter(place))
    return +found


def _way(way: str, folder: Path) -> tuple[Path, Save]:
    """Return the folder to be watched, and what saves one of two states into it."""
    place, dossier = folder / "out", folder / "dossier"
    shutil.copytree(SHIPPED, dossier, dirs_exist_ok=True)
    opened = open_dossier(dossier)
    if way in ("figure", "set"):
        kinds = ("png",) if way == "figure" else ("png", "svg", "pdf")
        figures = [draw(opened, "provisions-by-domain", title=f"Title {state}") for state in (0, 1)]
        for figure in figures:
            figure.encoded = cache(figure.encoded)  # type: ignore[method-assign]
        return place, lambda state: figures[state].save("f", kinds, place, overwrite=True)
    if way == "brief":
        brief = folder / "b.md"

        def make(state: int) -> None:
            brief.write_text(BRIEF.format(f"Title {state}", dossier))
            make_brief(brief, ["html", "docx"], place, dossier=opened)

        return place, make
    if way in ("rows", "ratings"):
        table = "events" if way == "rows" else "consistency"
        cells = [{**EVENT, "description": f"State {n}"} for n in (0, 1)]
        rated = [{**RATING, "consistency": word} for word in ("C", "I")]
        return dossier, lambda state: OwnRows(opened, table).put([(cells if way == "rows" else rated)[state]])
    if way == "text":
        copy, source = folder / "copy.txt", next(iter(opened.sources))

        def bring(state: int) -> None:
            copy.write_text(f"These are the words of state {state}. A second sentence stands here.\n" * 9)
            add_text(opened, source, copy, replace=True, cut="prose")

        return dossier / "texts", bring
    raise ValueError(way)


def _remembered(limited: Callable[..., bytes]) -> Callable[..., bytes]:
    """Return Pandoc's runner with a memory: it is not Pandoc that is killed here."""
    known: dict[str, bytes] = {}

    def run(*given: Any, **named: Any) -> bytes:
        key = repr((given, named))
        if key not in known:
            known[key] = limited(*given, **named)
        return known[key]

    return run


def _lines(save: Save) -> int:
    """Return how many lines of `files.py` a save runs through."""
    count = 0

    def count_line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += frame.f_code.co_filename == files.__file__ and event == "line"
        return count_line if frame.f_code.co_filename == files.__file__ else None

    sys.settrace(count_line)
    try:
        save(0)
    finally:
        sys.settrace(None)
    save(1)
    return count


def _forked(save: Save, state: int, line: int, seconds: float) -> None:
    """Save in a child that dies at a line of `files.py`, or after a time."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    left = line

    def count_down(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left
        if frame.f_code.co_filename != files.__file__:
            return None
        left -= event == "line"
        if left == 0 and event == "line":
            os.kill(os.getpid(), signal.SIGKILL)
        return count_down

    try:
        if seconds:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, seconds)
        else:
            sys.settrace(count_down)
        save(state)
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def _contents(folder: Path) -> Contents:
    """Return every file that a person sees."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def _litter(folder: Path) -> list[str]:
    """Return the hidden files that no save leaves on purpose."""
    meant = {".brief.json", ".figures.json"}
    return [path.name for path in folder.rglob(".*") if path.is_file() and path.name not in meant]
