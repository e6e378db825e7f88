"""What a coverage-guided fuzzer finds in the parsers: nothing but the kit's own errors may come out of them.

It needs atheris, which the pins leave out (it is no one's daily need): ``pip install atheris``, then
``python -m tests.torture``. Without it the table says that this part was not run.
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

SECONDS, MEGABYTES = 10, 2048
RECIPE = {
    "kit": "0.1.0", "schema": 2, "dossier": {"id": "tiny"}, "chart": "timeline", "title": "", "caption": "",
    "selection": {"table": "events", "where": {"category": ["war"]}, "text": "", "dates": ["2020", ""], "floor": "one-source"},
    "preset": "full", "dpi": 300, "options": {}, "rows": {"events": {"columns": ["id"], "cells": [["talks"]]}},
}  # fmt: skip
EXAMPLES = {
    "recipe": [json.dumps(RECIPE)],
    "place in a source": ["para. 3", "art. 2(1)(b)", "annex I, art. 5 bis", "standfirst", "paras 3-5, 7"],
    "date": ["2020-05-04", "2019-03/2019-06", "2020~", "2021-22?", "199X", "/.."],
    "citations": ["@doe2020, para. 3; @roe2020", "@a-b:c/d"],
    "figure in a brief": [
        "timeline?category=war&floor=unverified&preset=slide&from=2020",
        "keyness?title=My%20own",
    ],
    "head of a brief": ["title: A\ndossier: tiny\nauthor: [A, B]\ndate: 2026-01-31\nlang: de\ntoc: true"],
}


def targets(folder: Path) -> dict[str, Callable[[str], object]]:
    """Return what is tried, by name: each takes one text. Imports stand here, for the fuzzer to watch."""
    import analystkit as ak
    from analystkit.analysis.texts import parse_locator
    from analystkit.briefs.header import read_header
    from analystkit.dossier.dates import parse_date
    from analystkit.dossier.sources import parse_citations
    from analystkit.figures import Recipe, Spec
    from tests.conftest import write_tiny

    dossier = ak.open_dossier(write_tiny(folder / "tiny"))
    return {
        "recipe": Recipe.from_json,
        "place in a source": parse_locator,
        "date": parse_date,
        "citations": parse_citations,
        "figure in a brief": lambda text: Spec.from_target(f"chart:{text}", dossier).checked(dossier),
        "head of a brief": lambda text: read_header(f"---\n{text}\n---\n", folder),
    }


def fuzz(name: str, seconds: int) -> None:
    """Try one target until the time is up, or a foreign error, a hang or too much memory ends it."""
    import atheris

    with tempfile.TemporaryDirectory() as folder:
        with atheris.instrument_imports(include=["analystkit"]):
            target = targets(Path(folder))[name]
            from analystkit.errors import KitError

        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for place, example in enumerate(EXAMPLES[name]):
            (corpus / str(place)).write_bytes(
                b"\x01" + example.encode()
            )  # atheris reads one byte as the width

        def one(data: bytes) -> None:
            text = atheris.FuzzedDataProvider(data).ConsumeUnicode(len(data))
            try:
                target(text)
            except KitError as error:
                if not str(error):
                    raise AssertionError("refused without a word") from error
            except ValueError:  # what the parser of one value says to the reader of the table
                pass

        limits = [f"-max_total_time={seconds}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}"]
        atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={folder}/", str(corpus)], one)
        atheris.Fuzz()


def table(asked: Namespace) -> tuple[list[str], list[str]]:
    """Return a row for each target, and what went wrong."""
    if importlib.util.find_spec("atheris") is None:
        return ["| guided by coverage | 0 | not run: atheris is not installed | 0 |"], []
    rows, wrong = [], []
    with tempfile.TemporaryDirectory() as folder:
        names = list(targets(Path(folder)))
    for name in names:
        command = [sys.executable, "-m", "tests.torture.guided", name, str(asked.guided)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=asked.guided * 3 + 120
        )
        tried = max((int(n) for n in re.findall(r"#(\d+)", done.stderr)), default=0)
        rows.append(
            f"| guided by coverage: {name} | {tried:,} | in {asked.guided} s | {int(done.returncode != 0)} |"
        )
        wrong += [f"guided, {name}: {done.stderr[-1500:]}"] if done.returncode else []
    return rows, wrong


if __name__ == "__main__":
    fuzz(sys.argv[1], int(sys.argv[2]))
