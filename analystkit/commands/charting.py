"""``analystkit charts``: what can be drawn, and what each chart needs."""

from __future__ import annotations

import argparse
import textwrap

from analystkit.dossier import open_dossier


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add ``charts``."""
    parser = commands.add_parser("charts", help="list all charts with what each needs")
    parser.add_argument("dossier", nargs="?", help="say which of them this dossier can draw")
    parser.set_defaults(run=run_charts)


def run_charts(arguments: argparse.Namespace) -> int:
    """Print one entry a chart."""
    from analystkit import charts

    dossier = open_dossier(arguments.dossier) if arguments.dossier else None
    for chart in charts.all():
        needs = f"{chart.table}.csv: {', '.join(chart.needs)}" if chart.needs else f"{chart.table}.csv"
        absent = [name for name in (chart.table, *chart.also) if dossier and not dossier.has(name)]
        print(chart.name)
        print(textwrap.fill(chart.about, 96, initial_indent="    ", subsequent_indent="    "))
        print(textwrap.fill(f"needs {needs}", 96, initial_indent="    ", subsequent_indent="      "))
        if chart.options:
            usual = [f"{name}={option.default!r}" for name, option in chart.options.items()]
            print(f"    options {', '.join(usual)}")
        if absent:
            print(f"    cannot be drawn here: no {', '.join(f'{name}.csv' for name in absent)}")
    return 0
