"""``analystkit check``, ``new``, ``convert`` and ``codings``: making, checking and exchanging a dossier."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from analystkit import words
from analystkit.errors import KitError

if TYPE_CHECKING:
    from analystkit.dossier import Dossier, Fault


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add ``check``, ``new``, ``convert`` and ``codings``."""
    parser = commands.add_parser("check", help="report every fault in a dossier, or say what is in it")
    parser.add_argument("dossier", nargs="?", help="its name in data/ or a path; all in data/ when left out")
    parser.set_defaults(run=run_check)
    parser = commands.add_parser("new", help="make a dossier with an example row in each table")
    parser.add_argument("name", help="small letters, digits and hyphens")
    parser.add_argument("--into", type=Path, help="the folder to make it in; data/ when left out")
    parser.set_defaults(run=run_new)
    parser = commands.add_parser("convert", help="write a dossier as a workbook, or a workbook as CSV files")
    parser.add_argument("source", help="a name in data/, a folder or an .xlsx file")
    parser.add_argument("target", help="an .xlsx file or a folder")
    parser.add_argument("--overwrite", action="store_true", help="replace files of those names")
    parser.set_defaults(run=run_convert)
    parser = commands.add_parser("codings", help="exchange codebook and codings as REFI-QDA or CSV")
    parser.add_argument("dossier", help="the dossier's name or folder")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--out", help="write a .qdpx (project), .qdc (codebook) or .csv (codings)")
    way.add_argument("--take", metavar="FILE", help="read a .qdpx (codings) or .qdc (codes)")
    parser.add_argument("--coder", default="", help="whose codings they are, where the file does not say")
    parser.set_defaults(run=run_codings)


def run_check(arguments: argparse.Namespace) -> int:
    """Check one dossier or all; print faults and lines to paste, else a summary."""
    from analystkit.dossier.checking import lines_to_paste
    from analystkit.dossier.dossier import load
    from analystkit.dossier.finding import dossier_names, find_dossier

    status = 0
    for name in [arguments.dossier] if arguments.dossier else dossier_names():
        path = find_dossier(name)
        dossier, faults = load(path)
        opens = not any(fault.stops for fault in faults)
        if opens:
            print(summary(dossier, faults))
        if faults:
            said = "it opens, but mend this" if opens else "it cannot be opened"
            count = words.count(len(faults), "fault")
            print(f"{path.name}: {count}: {said}", *faults, sep="\n")
            status = 1
        if paste := lines_to_paste(faults, dossier.text, dossier.codebook):
            print("", "To paste at the end of codebook.csv, if these terms are meant:", *paste, sep="\n")
        if cleaned := dossier.sources.cleaned:
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


def run_codings(arguments: argparse.Namespace) -> int:
    """Write or read codings; 0 when all was taken, 1 when something was left out."""
    from analystkit.analysis import qda
    from analystkit.dossier import OwnRows, open_dossier
    from analystkit.files import write

    dossier, path = open_dossier(arguments.dossier), Path(arguments.out or arguments.take)
    made = {
        ".qdpx": lambda: qda.project_file(dossier),
        ".qdc": lambda: qda.codebook_file(dossier),
        ".csv": lambda: dossier.table("codings").drop(columns="mine").to_csv(index=False).encode("utf-8-sig"),
    }
    kind = path.suffix.lower()
    if kind not in made or (arguments.take and kind == ".csv"):
        wanted = "a .qdpx or .qdc file" if arguments.take else "a name that ends in .qdpx, .qdc or .csv"
        raise KitError(f"found {path.name!r}; expected {wanted}")
    if arguments.out:
        write(path, made[kind]())
        print(path)
        return 0
    if kind == ".qdc":
        print(qda.read_codebook(path).to_csv(index=False), end="")
        return 0
    rows, left_out = qda.read_codings(dossier, path, arguments.coder)
    own = OwnRows(dossier, "codings")
    own.put(rows)
    print(qda.summary(rows, left_out), f"kept in {own.path}", sep="\n")
    return int(bool(left_out))


def summary(dossier: Dossier, faults: list[Fault]) -> str:
    """Return a one-screen summary: title, dates, tables with their rows and how well they are verified."""
    from analystkit.dossier import TABLES, say_date
    from analystkit.dossier.tables import VERIFICATION

    about = dossier.about
    days = [("signed", about.signed), ("in force", about.in_force), ("as of", about.as_of)]
    dates = [f"{word} {say_date(day)}" for word, day in days if day]
    dates.insert(len(dates) - bool(about.as_of), f"{about.articles} articles")
    lines = [about.title, "; ".join(dates), ""]
    heads = ["rows", "two sources", "one source", "unverified", "own"]
    lines.append(f"{'table':<18}" + "".join(f"{head:>13}" for head in heads))
    for name, frame in dossier.tables.items():
        grades = list(frame["verification"]) if "verification" in frame else None
        counts = ["" if grades is None else grades.count(term) for term in reversed(VERIFICATION)]
        cells = [len(frame), *counts, int(frame["mine"].sum()) or ""]
        lines.append(f"{name:<18}" + "".join(f"{cell:>13}" for cell in cells))
    lines += ["", f"{words.count(len(dossier.sources), 'source')}; {words.count(len(faults), 'fault')}"]
    if absent := [name for name in TABLES if not dossier.has(name)]:
        lines.append(f"not in this dossier: {', '.join(absent)}")
    return "\n".join(lines)
