"""``analystkit add-text`` and ``verify``: bring a source's text in, and check the tables against it."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from analystkit.errors import KitError


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add ``add-text`` and ``verify``."""
    add = commands.add_parser("add-text", help="bring in your own copy of a source, as numbered plain text")
    add.add_argument("citekey", help="the source's id in sources.json")
    add.add_argument("file", nargs="?", help="TXT, Markdown, HTML, DOCX, ODT, RTF, EPUB or PDF")
    known = "fetch it from an address; without one, list the pages that the dossier knows to carry the text"
    add.add_argument("--from", dest="address", nargs="?", const="", metavar="URL", help=known)
    add.add_argument("--dossier", help="its name in data/ or a path; needed when there are several")
    kinds = ["auto", "treaty", "prose"]
    add.add_argument("--as", dest="cut", choices=kinds, default="auto", help="how to cut it")
    add.add_argument("--encoding", help="of a plain file, when it is not told right")
    add.add_argument("--yes", action="store_true", help="replace another text of that source without asking")
    add.set_defaults(run=run_add)
    check = "check key phrases and places, or a brief's quotations, against the texts at hand"
    verify = commands.add_parser("verify", help=check)
    given = "its name in data/, a path, or a brief.md; all in data/ when left out"
    verify.add_argument("dossier", nargs="?", help=given)
    verify.add_argument("--all", action="store_true", help="list what was found where it should be, too")
    verify.set_defaults(run=run_verify)


def run_add(arguments: argparse.Namespace) -> int:
    """Bring in a text; ask before another one is replaced."""
    from analystkit.analysis.texts import TextExistsError, add_text, fetch_text
    from analystkit.dossier import open_dossier

    dossier = open_dossier(arguments.dossier)
    key, address, cut = arguments.citekey, arguments.address, arguments.cut
    if bool(arguments.file) == (address is not None):
        raise KitError("add-text takes a file, or --from and an address: one of the two")
    if address == "":
        pages = dossier.sources[key].full_text
        none = f"the dossier names no page with the text of {key}; look for one and add --from ADDRESS"
        some = f"pages with the text of {key}; fetch one with --from ADDRESS:"
        print(some if pages else none, *pages, sep="\n  ")
        return 0
    add = partial(add_text, dossier, key, arguments.file, cut=cut, encoding=arguments.encoding)
    if address:
        add = partial(fetch_text, dossier, key, address, cut=cut)
    try:
        added = add(replace=arguments.yes)
    except TextExistsError as there:
        if not sys.stdin.isatty():
            raise KitError(f"{there}; add --yes to replace it") from None
        print(there)
        if input("Replace it? [y/N] ").strip().lower() not in ("y", "yes"):
            return 1
        added = add(replace=True)
    print(key, *added.found, sep="\n  ")
    print(f"{'replaced' if added.replaced else 'stored'}: {added.path}")
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Check one dossier or all, or the quotations of one brief; 0 when nothing is amiss, 1 otherwise."""
    from analystkit.analysis.evidence import check_quotations, report_lines, verify
    from analystkit.dossier import dossier_names, open_dossier

    status = 0
    for name in [arguments.dossier] if arguments.dossier else dossier_names():
        if name.endswith(".md"):
            from analystkit.briefs.reading import read_brief

            brief = read_brief(name)
            dossier, checks = brief.dossier, check_quotations(brief.dossier, brief.path.read_text("utf-8"))
        else:
            dossier = open_dossier(name)
            checks = verify(dossier)
        print(*report_lines(dossier, checks, everything=arguments.all), sep="\n")
        status = max(status, int(any(check.amiss for check in checks)))
    return status
