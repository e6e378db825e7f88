"""A dossier whose every cell attacks: markup, scripts, links, formulas, dollar signs, bidi, words without end."""

from __future__ import annotations

import csv
import io
import itertools
import json
from pathlib import Path

from tests.conftest import write_tiny

HOST = "http://127.0.0.1:18999"
EVIL = [
    "<script>document.title='1'</script>",
    f"<img src={HOST}/x onerror=document.title=1>",
    f"[go](javascript:document.title=1) ![p]({HOST}/p.png)",
    "$\\frac{1}{2}$ costs $1.50 to $2",
    '=HYPERLINK("http://x")',
    "\u2067\u0633\u0644\u0627\u0645 abc\u2069",
    "W" * 900,
    "`x` **b** &lt;b&gt; </script></svg></title><b>",
    '\'" onmouseover=document.title=1 x="',
    "#panic() ] {{ }} ${x}",
]
COLUMNS = {
    "provisions": ("heading", "summary", "note"),
    "motives": ("statement", "counter"),
    "events": ("title", "description", "note"),
    "indicators": ("label", "note"),
    "statements": ("statement",),
    "promises": ("reason", "would_change_it"),
    "codebook": ("label", "definition"),
}


def write_hostile(folder: Path) -> Path:
    """Write the tiny dossier with an attack before the words of every cell of text."""
    place, evil = write_tiny(folder), itertools.cycle(EVIL)
    for name, columns in COLUMNS.items():
        path = place / f"{name}.csv"
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
        for row in rows:
            row.update({column: f"{next(evil)} {row[column] or ''}" for column in columns if column in row})
        made = io.StringIO()
        writer = csv.DictWriter(made, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        path.write_text(made.getvalue(), "utf-8")
    items = json.loads((place / "sources.json").read_text("utf-8"))
    for item in items:
        item |= {"title": f"{next(evil)} {item['title']}", "container-title": f"{EVIL[0]} Gazette"}
    (place / "sources.json").write_text(json.dumps(items), "utf-8")
    toml = (place / "dossier.toml").read_text("utf-8")
    titled = f"title = '''{EVIL[0]}{EVIL[1]} $x$ \" T'''"
    (place / "dossier.toml").write_text(toml.replace('title = "Treaty of Tinytown"', titled), "utf-8")
    return place
