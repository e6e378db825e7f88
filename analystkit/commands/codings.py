"""The subcommand ``codings``: codebook and codings to and from other tools for coding texts."""

from __future__ import annotations

import argparse
from pathlib import Path

from analystkit.errors import KitError

_KINDS = ("qdc", "qdpx", "csv")


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add the subcommand ``codings``."""
    parser = commands.add_parser("codings", help="exchange codebook and codings as REFI-QDA or CSV")
    parser.add_argument("dossier", help="the dossier's name or folder")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--out", help="write a .qdpx (project), .qdc (codebook) or .csv (codings)")
    way.add_argument("--take", metavar="FILE", help="read a .qdpx (codings) or .qdc (codes)")
    parser.add_argument("--coder", default="", help="whose codings they are, where the file does not say")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write or read codings; 0 when all was taken, 1 when something was left out."""
    from analystkit.analysis import qda
    from analystkit.dossier import OwnRows, open_dossier
    from analystkit.files import write

    dossier, path = open_dossier(arguments.dossier), Path(arguments.out or arguments.take)
    kind = path.suffix.lower().lstrip(".")
    if kind not in _KINDS or (arguments.take and kind == "csv"):
        wanted = "a .qdpx or .qdc file" if arguments.take else "a name that ends in .qdpx, .qdc or .csv"
        raise KitError(f"found {path.name!r}; expected {wanted}")
    if arguments.take and kind == "qdc":
        print(qda.read_codebook(path).to_csv(index=False), end="")
        return 0
    if arguments.take:
        brought = qda.read_codings(dossier, path, arguments.coder)
        own = OwnRows(dossier, "codings")
        own.put(brought.rows)
        print(qda.summary(brought), f"kept in {own.path}", sep="\n")
        return int(bool(brought.left_out))
    codings = dossier.table("codings").drop(columns="mine")
    made = {"qdc": qda.codebook_file, "qdpx": qda.project_file}
    data = made[kind](dossier) if kind in made else codings.to_csv(index=False).encode("utf-8-sig")
    write(path, data)
    print(path)
    return 0
