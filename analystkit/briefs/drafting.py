"""A first draft of a brief from saved figures, never over one that the analyst has edited."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from analystkit.briefs.keeping import keep
from analystkit.errors import Changed, KitError
from analystkit.figures.names import slug
from analystkit.figures.recipe import Recipe
from analystkit.figures.saved import Saved, saved_figures

__all__ = ["Saved", "draft_text", "saved_figures", "target_of", "write_draft"]

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~^$@])")


def target_of(recipe: Recipe) -> str:
    """Return what stands in a brief for a figure."""
    spec = recipe.spec
    return replace(spec, preset="full" if spec.preset == "slide" else spec.preset).to_target(title=True)


def draft_text(title: str, bottom_line: str, figures: Sequence[Saved], style: str = "footnotes") -> str:
    """Return a brief in Markdown that shows these figures, for the analyst to go on with.

    No heading stands over a figure: its own headline says more than the name of its chart.
    """
    if not title.strip():
        raise KitError("the brief has no title: write one")
    dossiers = sorted({saved.recipe.dossier for saved in figures})
    if len(dossiers) != 1:
        few = "choose at least one figure" if not dossiers else f"the figures are of {' and '.join(dossiers)}"
        raise KitError(f"a brief is about one dossier: {few}")
    head = {
        "title": _escaped(title),
        "bottom-line": bottom_line,
        "dossier": dossiers[0],
        "citations": style,
    }
    said = {key: json.dumps(" ".join(value.split()), ensure_ascii=False) for key, value in head.items()}
    lines = [f"{key}: {value}" for key, value in said.items() if value != '""']
    shown = [f"![{_escaped(saved.spec.caption or '')}]({target_of(saved.recipe)})" for saved in figures]
    return "\n\n".join(["\n".join(["---", *lines, "---"]), *shown]) + "\n"


def _escaped(words: str) -> str:
    r"""Return plain words as Markdown that says the same."""
    return _MARKUP.sub(r"\\\1", words)


def write_draft(folder: Path, title: str, text: str) -> tuple[Path, bool]:
    """Write a draft into a folder; when the analyst has edited an earlier one, under the next number."""
    stem = slug([title], 60) or "brief"
    for number in range(1, 1000):
        name = f"{stem}.md" if number == 1 else f"{stem}-{number}.md"
        try:
            (path,) = keep(folder, {name: text.encode()})
        except Changed:
            continue
        else:
            return path, number > 1
    raise KitError(f"{folder} holds a thousand drafts of {stem}: give the brief another title")
