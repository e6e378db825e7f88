"""``analystkit check``, ``new`` and ``convert``: is a dossier sound, and the making of one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from analystkit import words

if TYPE_CHECKING:
    from analystkit.dossier import Dossier, Fault


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add ``check``, ``new`` and ``convert``."""
    parser = commands.add_parser("check", help="report every fault in a dossier, or say what is in it")
    parser.add_argument("dossier", nargs="?", help="its name in data/ or a path; all in data/ when left out")
    parser.set_defaults(run=run_check)
    parser = commands.add_parser("new", help="make a dossier with an example row in each table")
    parser.add_argument("name", help="small letters, digits and hyphens")
    parser.add_argument("--into", type=Path, help="the folder to make it in; data/ when left out")
    parser.set_defaults(run=run_new)
    parser = commands.add_parser(
        "convert", help="write a dossier as one workbook, or a workbook as CSV files"
    )
    parser.add_argument("source", help="a name in data/, a folder or an .xlsx file")
    parser.add_argument("target", help="an .xlsx file or a folder")
    parser.add_argument("--overwrite", action="store_true", help="replace files of those names")
    parser.set_defaults(run=run_convert)


def run_check(arguments: argparse.Namespace) -> int:
    """Check one dossier or all; print faults and lines to paste, else a summary."""
    from analystkit.dossier import dossier_names, find_dossier, open_dossier
    from analystkit.dossier.checking import lines_to_paste
    from analystkit.dossier.loading import load

    status = 0
    for name in [arguments.dossier] if arguments.dossier else dossier_names():
        path = find_dossier(name)
        loaded = load(path)
        opens = not any(fault.stops for fault in loaded.faults)
        if opens:
            print(summary(open_dossier(path), loaded.faults))
        if loaded.faults:
            said = "it opens, but mend this" if opens else "it cannot be opened"
            print(
                f"{path.name}: {words.count(len(loaded.faults), 'fault')}: {said}", *loaded.faults, sep="\n"
            )
            status = 1
        if paste := lines_to_paste(loaded.faults, loaded.rows, loaded.codebook):
            print("", "To paste at the end of codebook.csv, if these terms are meant:", *paste, sep="\n")
        if cleaned := loaded.sources.cleaned:
            first, key = next(iter(cleaned.items()))
            count = words.count(len(cleaned), "citekey")
            print(f"{count} of the export were cleaned, such as {first!r}: cite @{key}")
    return status


def run_new(arguments: argparse.Namespace) -> int:
    """Make a dossier; say what to do next."""
    from analystkit.dossier.converting import new

    folder = new(arguments.name, arguments.into)
    print(f"{folder}: a dossier with an example row in each table; {folder / 'GUIDE.md'} says how to fill it")
    return 0


def run_convert(arguments: argparse.Namespace) -> int:
    """Convert a dossier; print what was written."""
    from analystkit.dossier.converting import convert

    print(*convert(arguments.source, arguments.target, arguments.overwrite), sep="\n")
    return 0


def summary(dossier: Dossier, faults: list[Fault]) -> str:
    """Return a one-screen summary: title, dates, tables with their rows and how well they are verified."""
    from analystkit.dossier import TABLES, say_date
    from analystkit.dossier.tables import VERIFICATION

    about = dossier.about
    days = [("signed", about.signed), ("in force", about.in_force)]
    dates = [f"{word} {say_date(day)}" for word, day in days if day]
    dates += [f"{about.articles} articles", *([f"as of {say_date(about.as_of)}"] if about.as_of else [])]
    lines = [about.title, "; ".join(dates), ""]
    heads = ["rows", "two sources", "one source", "unverified", "own"]
    lines.append(f"{'table':<18}" + "".join(f"{head:>13}" for head in heads))
    for name, frame in dossier.tables.items():
        counts = [f"{len(frame)}"]
        if "verification" in frame:
            by_floor = frame["verification"].value_counts()
            counts += [str(int(by_floor.get(term, 0))) for term in reversed(VERIFICATION)]
        else:
            counts += [""] * 3
        own = int(frame["mine"].sum())
        lines.append(f"{name:<18}" + "".join(f"{count:>13}" for count in [*counts, str(own) if own else ""]))
    absent = [name for name in TABLES if not dossier.has(name)]
    lines += ["", f"{words.count(len(dossier.sources), 'source')}; {words.count(len(faults), 'fault')}"]
    if absent:
        lines.append(f"not in this dossier: {', '.join(absent)}")
    return "\n".join(lines)
