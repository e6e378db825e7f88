"""A dossier whose labels and texts are as awkward as spreadsheets allow."""

from __future__ import annotations

import csv
import io
import json

from tests.conftest import SOURCES, TABLES, write_tiny

LONG = "W" * 200
SENTENCE = "a label of many plain words that goes on and on " * 4
TEXTS = [
    "<script>alert(1)</script>",
    "$x^2$ and $\\frac{1}{2}$ and \\unknown",
    "line one\nline two\r\nline three",
    "پیمان مشارکت جامع راهبردی میان دو کشور و همکاری‌های بلندمدت آنها",
    "معاهدة الشراكة Article 3 (2025) الاستراتيجية الشاملة",
    "Всеобъемлющее стратегическое партнёрство и взаимодействие",
    LONG,
    SENTENCE.strip(),
    '=HYPERLINK("x")',
    "中文标签 emoji 🙂",
    "\u202eright-to-left override",
    "a",
]


def _table(header, rows):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return out.getvalue()


def _codebook():
    rows = []
    roles = {"prohibits": "binding; prohibiting", "binds": "binding", "o3": "declaring"}
    roles |= {"sourced": "sure", "unplaced": "unplaced"}
    for rank, level in enumerate(("unverified", "one-source", "two-sources")):
        rows.append(["*", "verification", level, level, "", "x", rank, "", ""])
    for rank, text in enumerate(TEXTS):
        color = f"#{(rank * 0x1525F3 + 0x203050) % 0xFFFFFF:06x}"
        rows.append(["provisions", "domain", f"d{rank}", text, TEXTS[rank // 2 * 2], "x", rank, color, ""])
    forms = ["prohibits", "binds", *[f"o{rank}" for rank in range(4)]]
    for rank, form in enumerate(forms):
        rows.append(["provisions", "obligation", form, TEXTS[rank + 2], "", "x", rank, "#3f6fb5", ""])
    for rank, name in enumerate(("sourced", "unverified", "unplaced")):
        rows.append(["provisions", "numbering", name, name, "", "x", rank, "", ""])
    for rank, text in enumerate(TEXTS):
        rows.append(["promises", "promise", f"p{rank}", text, "", "x", rank, "", ""])
    for rank, made in enumerate(("yes", "no", "disputed")):
        rows.append(["promises", "made", made, [LONG, "No", SENTENCE][rank], "", "x", rank, "#14304f", ""])
    rows.append(["promises", "confidence", "low", SENTENCE, "", "x", 1, "", ""])
    rows = [[*row, roles.get(row[2], "")] for row in rows]
    return _table("table,field,term,label,group,definition,order,colour,reference,role", rows)


def _provisions():
    forms = ["prohibits", "binds", "o0", "o1", "o2", "o3", ""]
    levels = ["unverified", "one-source", "two-sources"]
    rows = []
    for number in range(90):
        article = "" if number % 17 == 16 else number % 40
        numbering = "unplaced" if article == "" else ["sourced", "unverified"][number % 2]
        level = levels[number % 3]
        source = (
            ""
            if level == "unverified"
            else "@long; @persian"
            if level == "two-sources"
            else "@doe2020, para. 3"
        )
        heading = TEXTS[number % len(TEXTS)]
        form = forms[number % 7]
        domain = f"d{number % len(TEXTS)}" if number % 13 else ""
        rows.append(
            [f"r{number}", article, "", heading, heading, domain, form, "", "", level, numbering, source, ""]
        )
    return _table(TABLES["provisions"].split("\n", 1)[0], rows)


def _promises():
    made = ["yes", "no", "disputed"]
    rows = [
        [f"p{i}", made[i % 3], "low", f"{i}({i})", TEXTS[i] + " " + SENTENCE, "", "@long"]
        for i in range(len(TEXTS))
    ]
    return _table(TABLES["promises"].split("\n", 1)[0], rows)


def write_nasty(folder):
    """Write a sound dossier with awkward texts, and return its folder."""
    write_tiny(folder)
    for path in folder.glob("*.csv"):
        if path.stem not in ("provisions", "promises", "codebook"):
            path.unlink()
    more = [
        {**SOURCES[0], "id": "long", "container-title": LONG},
        {**SOURCES[1], "id": "persian", "container-title": "خبرگزاری جمهوری اسلامی"},
    ]
    about = folder / "dossier.toml"
    about.write_text(about.read_text("utf-8").replace("articles = 5", "articles = 40"), "utf-8")
    (folder / "sources.json").write_text(json.dumps([*SOURCES, *more]), encoding="utf-8")
    (folder / "codebook.csv").write_text(_codebook(), encoding="utf-8")
    (folder / "provisions.csv").write_text(_provisions(), encoding="utf-8")
    (folder / "promises.csv").write_text(_promises(), encoding="utf-8")
    return folder
