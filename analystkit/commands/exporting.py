"""``analystkit export``, ``inspect``, ``reproduce`` and ``stale``: figures out, and what became of them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from analystkit.dossier import dossier_names, find_dossier, open_dossier
from analystkit.errors import KitError, unknown


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add ``export``, ``inspect``, ``reproduce`` and ``stale``."""
    parser = commands.add_parser("export", help="draw charts and save them")
    parser.add_argument(
        "names", nargs="+", metavar="NAME", help="charts, or 'all'; a dossier may stand first"
    )
    parser.add_argument(
        "--where", action="append", default=[], metavar="COLUMN=VALUE", help="may be repeated"
    )
    parser.add_argument("--text", default="", help="words that must all occur in a row")
    parser.add_argument(
        "--floor", default="one-source", help="least verification: unverified, one-source, two-sources"
    )
    parser.add_argument("--preset", action="append", help="column, full or slide; may be repeated")
    parser.add_argument("--format", action="append", dest="formats", help="png, svg or pdf; may be repeated")
    parser.add_argument("--out", metavar="DIR", help="folder to write to (default: exports/)")
    parser.add_argument("--overwrite", action="store_true", help="replace other figures of the same names")
    parser.set_defaults(run=run_export)
    parser = commands.add_parser("inspect", help="say what an exported figure was made from")
    parser.add_argument("file")
    parser.add_argument("--json", action="store_true", help="print the whole recipe as JSON")
    parser.set_defaults(run=run_inspect)
    parser = commands.add_parser("reproduce", help="make a figure again, or say what changed since")
    parser.add_argument("file")
    parser.add_argument("--dossier", help="name or folder, when it is not the one that the figure names")
    parser.add_argument("--out", metavar="FILE", help="write what was made to this file")
    parser.add_argument("--overwrite", action="store_true", help="replace that file")
    parser.set_defaults(run=run_reproduce)
    parser = commands.add_parser("stale", help="list the figures in a folder that new data would change")
    parser.add_argument("folder")
    parser.add_argument("--dossier", help="name or folder, in place of those that the figures name")
    parser.set_defaults(run=run_stale)


def run_export(arguments: argparse.Namespace) -> int:
    """Save the figures and print where they are."""
    from analystkit.figures import export_many

    dossier, charts = split_names(arguments.names)
    files = export_many(
        open_dossier(dossier),
        charts,
        parse_where(arguments.where),
        text=arguments.text,
        floor=arguments.floor,
        presets=arguments.preset or ["full"],
        formats=arguments.formats or ["png"],
        folder=arguments.out,
        overwrite=arguments.overwrite,
    )
    print(*files, sep="\n")
    return 0


def split_names(names: Sequence[str]) -> tuple[str, list[str]]:
    """Return the dossier and the charts among positional arguments."""
    from analystkit import charts

    first, rest = names[0], list(names[1:])
    if first != "all" and first not in {chart.name for chart in charts.all()}:
        try:
            find_dossier(first)
            return first, rest
        except KitError:
            if "/" in first or "\\" in first:
                raise
            known = [*dossier_names(), *(chart.name for chart in charts.all())]
            raise unknown("dossier or chart", first, known) from None
    known = dossier_names()
    if len(known) != 1:
        raise KitError(
            f"say which dossier, before the charts: {', '.join(known) or 'there is none in data/'}"
        )
    return known[0], list(names)


def parse_where(pairs: Sequence[str]) -> dict[str, list[str]]:
    """Return conditions given as ``column=value``, grouped by column."""
    where: dict[str, list[str]] = {}
    for pair in pairs:
        column, sign, value = pair.partition("=")
        if not sign or not column.strip():
            raise KitError(f"--where {pair!r}: expected COLUMN=VALUE, such as domain=sanctions")
        where.setdefault(column.strip(), []).append(value.strip())
    return where


def run_inspect(arguments: argparse.Namespace) -> int:
    """Print a figure's recipe."""
    from analystkit.figures import inspect

    print(inspect(arguments.file, arguments.json))
    return 0


def run_reproduce(arguments: argparse.Namespace) -> int:
    """Make a figure again and report; 1 when it is not the same."""
    from analystkit.figures import reproduce

    remade = reproduce(arguments.file, arguments.dossier, arguments.out, arguments.overwrite)
    print(remade.report())
    if arguments.out:
        print(f"written to {arguments.out}")
    return 0 if remade.same else 1


def run_stale(arguments: argparse.Namespace) -> int:
    """Print the figures that new data would change; 1 when there are any, or some that cannot be told."""
    from analystkit.figures.remaking import standings

    found = list(standings(arguments.folder, arguments.dossier))
    for standing in found:
        if standing.fault:
            print(f"{standing.file}: cannot be told: {standing.fault}")
        for reason in standing.reasons:
            print(f"{standing.file}: {reason}")
    old, faulty = sum(bool(s.reasons) for s in found), sum(bool(s.fault) for s in found)
    sound = len(found) - old - faulty
    noun = "figure" if len(found) == 1 else "figures"
    print(f"{len(found)} {noun}: {old} would change, {sound} would not, {faulty} cannot be told")
    return 1 if old or faulty else 0
