"""Opening a dossier and selecting from it, beside plain pandas on the same files, and how both grow.

Run it with ``python benchmarks/dossiers.py``. Each ratio is of the shortest of several runs on both sides, in
one process. Selecting is measured on a dossier that was selected from before, as in a panel.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import analystkit as ak
from tests.conftest import write_tiny

STEMS = ("trade", "war", "peace", "talk", "bank", "gas", "ship", "port", "army", "oil")
WORDS = [stem + end for stem in STEMS for end in ("", "s", "ing")]


def invented(folder: Path, rows: int) -> Path:
    """Write a dossier with so many events: days, citations and words of all sorts."""
    write_tiny(folder)
    chance = random.Random(rows)
    cited = ["", "@doe2020, para. {}", "@doe2020, para. {}; @roe2020, p. {}"]
    grades = ["unverified", "one-source", "two-sources"]
    events = []
    for number in range(rows):
        sure = chance.randrange(3)
        day = f"{chance.randrange(1950, 2026)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        title, told = (" ".join(chance.choices(WORDS, k=length)) for length in (6, 18))
        sources = cited[sure].format(chance.randrange(900), chance.randrange(900))
        kind, who = chance.choice(["treaty", "war"]), chance.choice(["Alba", "Bruma", "Alba; Bruma"])
        events.append([f"e{number}", day, title, told, kind, who, grades[sure], sources, ""])
    names = ["id", "date", "title", "description", "category", "actors", "verification", "sources", "note"]
    pd.DataFrame(events, columns=names).to_csv(folder / "events.csv", index=False)
    return folder


def shortest(run: Callable[[], object], times: int = 5) -> float:
    """Return the seconds of the processor in the shortest of several runs."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return min(taken)


def memory(run: Callable[[], object]) -> float:
    """Return the most memory that a run takes, as Python counts it."""
    tracemalloc.start()
    run()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return float(most)


def read(folder: Path) -> list[pd.DataFrame]:
    """Read the same files with pandas alone."""
    return [pd.read_csv(path) for path in folder.glob("*.csv")]


def measures() -> list[tuple[str, float, float | None]]:
    """Return what was measured, the ratio, and what it may be at most."""
    shipped = ak.open_dossier().path
    found: list[tuple[str, float, float | None]] = []

    def ratio(what: str, ours: Callable[[], object], plain: Callable[[], object], most: int, n: int) -> None:
        found.append((what, shortest(ours, n) / shortest(plain, n), most))

    opening = "open_dossier / read_csv of the same files"
    ratio(opening, lambda: ak.open_dossier(shipped), lambda: read(shipped), 4, 15)
    with tempfile.TemporaryDirectory() as place:
        sizes = {rows: invented(Path(place) / f"{rows}", rows) for rows in (1_000, 10_000, 100_000)}
        large = sizes[100_000]
        ratio("open 100,000 events / read_csv", lambda: ak.open_dossier(large), lambda: read(large), 6, 3)
        dossier = ak.open_dossier(large)
        frame = dossier.table("events")
        chosen = ak.Selection.make("events", {"category": ["war"]}, dates=("1990", "1999"))
        worded = chosen.with_(text="shipping trade")

        def plain() -> pd.DataFrame:
            lower, upper = pd.Timestamp("1990-01-01"), pd.Timestamp("1999-12-31")
            sourced = frame["verification"].isin(["one-source", "two-sources"])
            dated = (frame["date_to"] >= lower) & (frame["date_from"] <= upper)
            return frame[(frame["category"] == "war") & dated & sourced]

        def plain_worded() -> pd.DataFrame:
            told = frame["title"] + " " + frame["description"]
            said = [told.str.contains(word, case=False, regex=False) for word in ("shipping", "trade")]
            return plain()[lambda rows: (said[0] & said[1])[rows.index]]

        assert list(dossier.rows(chosen)["id"]) == list(plain()["id"])
        assert list(dossier.rows(worded)["id"]) == list(plain_worded()["id"])
        selecting = "select from 100,000 events by term, dates and floor / boolean indexing"
        ratio(selecting, lambda: dossier.rows(chosen), plain, 3, 15)
        ratio("the same and by words", lambda: dossier.rows(worded), plain_worded, 3, 5)
        seconds = [shortest(partial(ak.open_dossier, folder), 4) for folder in sizes.values()]
        held = [memory(partial(ak.open_dossier, folder)) for folder in sizes.values()]
        for at, most in ((1, 12), (2, 130)):
            what = f"open {10**at} times the events / 1,000:"
            found.append((f"{what} seconds", seconds[at] / seconds[0], most))
            found.append((f"{what} memory", held[at] / held[0], most))
    return found


if __name__ == "__main__":
    for what, value, most in measures():
        print(f"{what:<75} {value:7.2f}  (at most {most})")
