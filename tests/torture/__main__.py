"""``python -m tests.torture``: ten thousand mangled inputs, kills of each way to save, and a hostile dossier.

It prints a table in Markdown and ends with 1 if anything else came of a case than to be taken or refused.
With ``--write`` the table goes into `docs/reliability.md`, beside the command that made it.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from tests.torture import guided, hostile, mangled
from tests.torture.kills import WAYS, kill

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
SHARES = {"tables": 0.45, "sources": 0.25, "recipes": 0.2, "texts": 0.06, "briefs": 0.04}
BATCH = 50


def _batch(kind: str, cases: int, seed: int) -> tuple[str, dict[str, int], list[str]]:
    with tempfile.TemporaryDirectory() as place:
        return (kind, *mangled.run(kind, cases, Path(place), seed))


def mangle(total: int, only: str, seed: int, jobs: int) -> tuple[list[str], list[str]]:
    """Return a row for each kind of input, and what went wrong."""
    rows, wrong = [], []
    with ProcessPoolExecutor(jobs) as pool:
        for kind, share in SHARES.items():
            cases = total if only else round(total * share)
            if only not in ("", kind):
                continue
            starts = range(seed, seed + cases, BATCH)
            sizes = [min(BATCH, seed + cases - start) for start in starts]
            counted: dict[str, int] = {}
            for _, found, told in pool.map(_batch, [kind] * len(sizes), sizes, starts):
                counted = {key: counted.get(key, 0) + found.get(key, 0) for key in counted | found}
                wrong += told
            taken, refused = counted.get("taken", 0), counted.get("refused", 0)
            rows.append(
                f"| mangled {kind} | {cases:,} | {taken:,} taken, {refused:,} refused | {cases - taken - refused} |"
            )
            print(rows[-1], flush=True)
    return rows, wrong


def main() -> int:
    """Run it all, or one kind of mangled input."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=10_000, help="mangled inputs in all")
    parser.add_argument("--kills", type=int, default=200, help="kills of each way to save")
    parser.add_argument("--guided", type=int, default=60, help="seconds for each guided target")
    parser.add_argument(
        "--only", default="", choices=["", *SHARES], help="one kind of mangled input, nothing else"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="put the table into docs/reliability.md")
    asked = parser.parse_args()
    begun = time.monotonic()
    rows, wrong = mangle(asked.cases, asked.only, asked.seed, asked.jobs)
    if not asked.only:
        for way in WAYS:
            with tempfile.TemporaryDirectory() as place:
                found = kill(way, asked.kills, Path(place), asked.seed)
            bad = {what: n for what, n in found.items() if not what.startswith("whole")}
            whole = ", ".join(f"{n} {what}" for what, n in sorted(found.items()) if what.startswith("whole"))
            rows.append(f"| kills while saving: {way} | {asked.kills:,} | {whole} | {sum(bad.values())} |")
            print(rows[-1], flush=True)
            wrong += [f"kill {way}: {n} {what}" for what, n in bad.items()]
        for part in (hostile, guided):
            more, told = part.table(asked)
            rows += more
            wrong += told
            print(*more, sep="\n", flush=True)
    print(*wrong, sep="\n")
    print(f"{len(wrong)} wrong, {time.monotonic() - begun:.0f} s")
    if asked.write:
        options = f"--cases {asked.cases} --kills {asked.kills} --guided {asked.guided}"
        took = f"{time.monotonic() - begun:.0f} seconds with {asked.jobs} jobs"
        head = f"Made on {date.today()} by `python -m tests.torture {options}` in {took}:\n\n"
        table = "\n".join(["| what | cases | outcome | wrong |", "| --- | --- | --- | --- |", *rows])
        text = PAGE.read_text(encoding="utf-8")
        text = re.sub(
            r"(?s)(<!-- torture -->\n).*?(?=<!-- end -->)", lambda m: f"{m[1]}{head}{table}\n", text
        )
        PAGE.write_text(text, encoding="utf-8")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
