"""``analystkit brief``: documents from a brief in Markdown."""

from __future__ import annotations

import argparse


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add ``brief``."""
    parser = commands.add_parser("brief", help="make documents from a brief in Markdown")
    parser.add_argument("file", help="the brief, such as briefs/minister-sanctions.md")
    parser.add_argument(
        "--to", default="docx,pptx,pdf,html", metavar="FORMATS", help="some of docx,pptx,pdf,html"
    )
    parser.add_argument("--out", metavar="DIR", help="folder to write to (default: exports/<name>/)")
    parser.add_argument("--overwrite", action="store_true", help="replace documents changed by hand")
    parser.set_defaults(run=run_brief)


def run_brief(arguments: argparse.Namespace) -> int:
    """Make the documents and print where they are."""
    import sys

    from tqdm import tqdm

    from analystkit.briefs import make_brief

    formats = [name for name in arguments.to.split(",") if name.strip()]
    with tqdm(desc="brief", unit="step", file=sys.stderr) as bar:

        def tell(words: str, done: int, total: int) -> None:
            bar.total, bar.n = total, done
            bar.set_description_str(words)

        files = make_brief(arguments.file, formats, arguments.out, arguments.overwrite, progress=tell)
        bar.n = bar.total
        bar.set_description_str("done")
    for remark in files.remarks:
        print(f"note: {remark}", file=sys.stderr)
    print(*files, sep="\n")
    return 0
