"""Charts and figures: ``charts``, ``export``, ``inspect``, ``reproduce`` and ``stale``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from analystkit.errors import KitError, unknown


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add the commands of this module."""
    parser = commands.add_parser("charts", help="list all charts with what each needs")
    parser.add_argument("dossier", nargs="?", help="say which of them this dossier can draw")
    parser.set_defaults(run=run_charts)
    parser = commands.add_parser("export", help="draw charts and save them, with their rows")
    parser.add_argument(
        "names",
        nargs="+",
        metavar="NAME",
        help="charts, targets such as 'chart:timeline?from=2022', or 'all'; a dossier may stand first",
    )
    parser.add_argument(
        "--where", action="append", default=[], metavar="COLUMN=VALUE", help="may be repeated"
    )
    parser.add_argument("--text", default="", help="words that must all occur in a row")
    parser.add_argument("--floor", default="one-source", help="unverified, one-source or two-sources")
    parser.add_argument("--preset", action="append", help="column, full or slide; may be repeated")
    parser.add_argument("--format", action="append", help="png, svg, pdf or xlsx; may be repeated")
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


def run_charts(arguments: argparse.Namespace) -> int:
    """Print one entry a chart."""
    from textwrap import fill

    from analystkit import charts
    from analystkit.dossier import open_dossier

    dossier = open_dossier(arguments.dossier) if arguments.dossier else None
    for chart in charts.all():
        needs = f"{chart.table}.csv: {', '.join(chart.needs)}" if chart.needs else f"{chart.table}.csv"
        print(chart.name, fill(chart.about, 96, initial_indent="    ", subsequent_indent="    "), sep="\n")
        print(fill(f"needs {needs}", 96, initial_indent="    ", subsequent_indent="      "))
        for name, option in chart.options.items():
            choices = f", or {', '.join(repr(word) for word in option.choices)}" if option.choices else ""
            print(f"    option {name}={option.default!r}{choices}")
        absent = [name for name in (chart.table, *chart.also) if dossier and not dossier.has(name)]
        if absent:
            print(f"    cannot be drawn here: no {', '.join(f'{name}.csv' for name in absent)}")
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Save the figures and print where they are; whatever is asked for is checked before any is drawn."""
    from tqdm import tqdm

    from analystkit import charts
    from analystkit.dossier import Selection, open_dossier
    from analystkit.dossier.selection import DEFAULT_FLOOR
    from analystkit.figures import Figure, Spec
    from analystkit.figures.names import checked_formats

    named, names = split_names(arguments.names)
    dossier, where = open_dossier(named), parse_where(arguments.where)
    formats = checked_formats(arguments.format or ["png"])
    specs = [Spec.from_target(name, dossier) for name in names if name.startswith("chart:")]
    chosen = [charts.get(name) for name in names if name != "all" and not name.startswith("chart:")]
    if "all" in names:
        chosen = [
            chart
            for chart in charts.all()
            if all(map(dossier.has, (chart.table, *chart.also)))
            and set(where) <= set(dossier.table(chart.table).columns)
        ]
    for name, table in {chart.name: chart.table for chart in chosen}.items():
        selection = Selection.make(table, where, arguments.text, None, arguments.floor)
        specs += [Spec(name, selection, preset) for preset in dict.fromkeys(arguments.preset or ["full"])]
    if not specs:
        raise KitError(
            "no chart given, or none whose table has the columns of --where: see `analystkit charts`"
        )
    if not chosen and (where or arguments.text or arguments.preset or arguments.floor != DEFAULT_FLOOR):
        raise KitError("--where, --text, --floor and --preset go with a chart's name; a target says its own")
    figures = [Figure(spec, dossier) for spec in specs]
    faults: list[str] = []
    for figure in tqdm(figures, desc="figures", unit="figure", file=sys.stderr):
        try:
            files = figure.save(formats=formats, folder=arguments.out, overwrite=arguments.overwrite)
            tqdm.write("\n".join(map(str, files)), file=sys.stdout)
            for warning in figure.warnings:
                tqdm.write(f"{files[0].name}: {warning}", file=sys.stderr)
        except KitError as error:
            if len(figures) == 1:
                raise
            faults.append(f"{figure.default_name}: {error}")
    if faults:
        count = len(figures) - len(faults)
        raise KitError(f"{count} of {len(figures)} figures saved, {len(faults)} not:\n" + "\n".join(faults))
    return 0


def split_names(names: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """Return the dossier, if one is named, and the charts among positional arguments."""
    from analystkit import charts
    from analystkit.dossier.finding import dossier_names, find_dossier

    first, known = names[0], [chart.name for chart in charts.all()]
    if first in ("all", *known) or first.startswith("chart:"):
        return None, names
    try:
        find_dossier(first)
    except KitError:
        raise unknown("dossier or chart", first, [*dossier_names(), *known]) from None
    return first, names[1:]


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
    """Print a figure's recipe: a page for people, or all of it as JSON."""
    from analystkit.figures.carrying import read_recipe
    from analystkit.figures.recipe import describe
    from analystkit.words import printable

    recipe = read_recipe(arguments.file)
    as_json = json.dumps(json.loads(recipe.to_json()), ensure_ascii=False, indent=2, sort_keys=True)
    print(printable(as_json) if arguments.json else describe(recipe, arguments.file))
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
    from analystkit.figures import stale
    from analystkit.figures.carrying import figures_in
    from analystkit.words import count, printable

    found = stale(arguments.folder, arguments.dossier)
    for each in found:
        for said in [f"cannot be told: {each.fault}"] if each.fault else each.reasons:
            print(printable(f"{each.file}: {said}"))
    total, old = len(figures_in(arguments.folder)), sum(bool(each.reasons) for each in found)
    sound, faulty = total - len(found), len(found) - old
    print(f"{count(total, 'figure')}: {old} would change, {sound} would not, {faulty} cannot be told")
    return 1 if found else 0
