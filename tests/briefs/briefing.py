"""A small brief on the small dossier, for the tests of documents."""

from __future__ import annotations

from pathlib import Path

BRIEF = """---
title: What Tinytown's treaty "says" & does
subtitle: A test
bottom-line: It forbids war [@doe2020, para. 2].
author: A. N. Alyst
date: 2026-01-31
dossier: {dossier}
citations: footnotes
---

# What it says

Prices rose from $1.50 to $2; <b>not bold</b> [@roe2020; @doe2020, para. 2]. A second sentence stands here.

![One article *forbids* war [@roe2020]](chart:provisions-by-domain?floor=unverified)

![](rows:provisions?domain=security,energy&floor=unverified&columns=article,heading)

# Two beside each other

![Left](chart:provisions-by-domain?preset=column)
![Right](chart:what-is-absent?preset=column&title=My own headline)

::: beside

![](chart:provisions-by-domain?domain=trade&preset=column)

Prose at the right.

:::
"""


def write_brief(folder: Path, dossier: Path, text: str = BRIEF, name: str = "small") -> Path:
    path = folder / f"{name}.md"
    path.write_text(text.replace("{dossier}", str(dossier)), encoding="utf-8")
    return path
