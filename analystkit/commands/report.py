"""``analystkit report``: the curated notebooks as one page for those who have no Python."""

from __future__ import annotations

import argparse
import sys


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add ``report``."""
    parser = commands.add_parser("report", help="run the notebooks into one page that needs no network")
    parser.add_argument(
        "dossier", nargs="?", help="its name in data/ or a path; the default one when left out"
    )
    parser.add_argument("--out", metavar="FILE", required=True, help="the page, such as report.html")
    parser.add_argument("--overwrite", action="store_true", help="replace another file of that name")
    parser.set_defaults(run=run_report)


def run_report(arguments: argparse.Namespace) -> int:
    """Write the page; 1 when something in it could not be shown."""
    from tqdm import tqdm

    from analystkit.report import write_report

    with tqdm(desc="report", unit="notebook", file=sys.stderr) as bar:

        def tell(words: str, done: int, total: int) -> None:
            bar.total, bar.n = total, done
            bar.set_description_str(words)

        faults = write_report(arguments.dossier, arguments.out, overwrite=arguments.overwrite, progress=tell)
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    print(arguments.out)
    return int(bool(faults))
