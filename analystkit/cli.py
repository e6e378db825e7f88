"""The command ``analystkit``: a thin layer over the library's own functions."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from analystkit import __version__
from analystkit.commands import documents, dossiers, figures, texts
from analystkit.errors import KitError
from analystkit.words import printable

# Each has `add_commands(subparsers)` and imports what is slow only when a command runs.
_ROOMS = (dossiers, figures, texts, documents)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with all subcommands; each sets ``run``, a function of the parsed arguments."""
    parser = argparse.ArgumentParser(
        prog="analystkit",
        description="Charts, figures and briefs on one treaty.",
        epilog="`analystkit COMMAND --help` says more of each. `make lab` opens the notebooks, `make docs` "
        "builds the guides and the reference; README.md is the way in.",
    )
    parser.add_argument("--version", action="version", version=f"analystkit {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for room in _ROOMS:
        room.add_commands(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = build_parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except KitError as error:
        print(printable(f"analystkit: {error}"), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("analystkit: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
