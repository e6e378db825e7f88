"""``analystkit brief`` and ``analystkit report``: documents from Markdown, and a page from the notebooks."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add ``brief`` and ``report``."""
    parser = commands.add_parser("brief", help="make documents from a brief in Markdown")
    parser.add_argument("file", help="the brief, such as briefs/minister-sanctions.md")
    parser.add_argument(
        "--to", default="docx,pptx,pdf,html", metavar="FORMATS", help="some of docx,pptx,pdf,html"
    )
    parser.add_argument("--out", metavar="DIR", help="folder to write to (default: exports/<name>/)")
    parser.add_argument("--overwrite", action="store_true", help="replace documents changed by hand")
    parser.set_defaults(run=run_brief)
    parser = commands.add_parser("report", help="run the notebooks into one page that needs no network")
    parser.add_argument(
        "dossier", nargs="?", help="its name in data/ or a path; the default one when left out"
    )
    parser.add_argument("--out", metavar="FILE", required=True, help="the page, such as report.html")
    parser.add_argument("--overwrite", action="store_true", help="replace another file of that name")
    parser.set_defaults(run=run_report)


@contextlib.contextmanager
def _telling(what: str, unit: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show how far it is."""
    from tqdm import tqdm

    with tqdm(desc=what, unit=unit, file=sys.stderr) as bar:

        def tell(words: str, done: int, total: int) -> None:
            bar.total, bar.n = total, done
            bar.set_description_str(words)

        yield tell
        tell("done", bar.total, bar.total)


def run_brief(arguments: argparse.Namespace) -> int:
    """Make the documents and print where they are."""
    from analystkit.briefs import make_brief

    formats = [name.strip() for name in arguments.to.split(",") if name.strip()]
    with _telling("brief", "step") as tell:
        files = make_brief(arguments.file, formats, arguments.out, arguments.overwrite, progress=tell)
    for remark in files.remarks:
        print(f"note: {remark}", file=sys.stderr)
    print(*files, sep="\n")
    return 0


def run_report(arguments: argparse.Namespace) -> int:
    """Write the page; 1 when something in it could not be shown."""
    from analystkit.report import write_report

    with _telling("report", "notebook") as tell:
        faults = write_report(arguments.dossier, arguments.out, overwrite=arguments.overwrite, progress=tell)
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    print(arguments.out)
    return int(bool(faults))
