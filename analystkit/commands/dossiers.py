"""``analystkit check``: is a dossier sound, and what is in it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from analystkit import words
from analystkit.errors import KitError

if TYPE_CHECKING:
    from analystkit.dossier import Dossier, Fault


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add ``check``."""
    parser = commands.add_parser("check", help="report every fault in a dossier, or say what is in it")
    parser.add_argument("dossier", nargs="?", help="its name in data/ or a path; all in data/ when left out")
    parser.set_defaults(run=run_check)


def run_check(arguments: argparse.Namespace) -> int:
    """Check one dossier or all; print faults, else a summary."""
    from analystkit.dossier import check, dossier_names, find_dossier, open_dossier

    status = 0
    for name in [arguments.dossier] if arguments.dossier else dossier_names():
        faults = check(name)
        if not any(fault.stops for fault in faults):
            print(summary(open_dossier(name), faults))
        if faults:
            opens = (
                "it opens, but mend this"
                if not any(fault.stops for fault in faults)
                else "it cannot be opened"
            )
            print(
                f"{find_dossier(name).name}: {words.count(len(faults), 'fault')}: {opens}", *faults, sep="\n"
            )
            status = 1
    return status


def only_dossier() -> str:
    """Return the name of the one dossier that there is."""
    from analystkit.dossier import dossier_names

    known = dossier_names()
    if len(known) != 1:
        raise KitError(f"say which dossier: {', '.join(known) or 'there is none in data/'}")
    return known[0]


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
