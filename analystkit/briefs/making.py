"""Making documents from a brief, where they go, and the draft of a brief from saved figures."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from os import PathLike
from pathlib import Path

from analystkit.analysis.evidence import check_quotations
from analystkit.briefs.content import STORE, Store, draw
from analystkit.briefs.layout import Draft
from analystkit.briefs.paper import pdf
from analystkit.briefs.reading import read_brief
from analystkit.briefs.slides import pptx
from analystkit.briefs.web import html
from analystkit.briefs.word import docx
from analystkit.dossier import Dossier, project_root
from analystkit.errors import Changed, KitError
from analystkit.figures.carrying import DOCUMENTS as MANIFEST
from analystkit.figures.carrying import Saved
from analystkit.figures.names import checked_formats, slug
from analystkit.figures.recipe import Recipe
from analystkit.files import saving

Progress = Callable[[str, int, int], None]
FORMATS: dict[str, Callable[[Draft], bytes]] = {"docx": docx, "pptx": pptx, "pdf": pdf, "html": html}
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~^$@])")


def make_brief(
    path: str | PathLike[str],
    formats: Sequence[str] = ("docx", "pptx", "pdf", "html"),
    folder: str | PathLike[str] | None = None,
    overwrite: bool = False,
    dossier: Dossier | None = None,
    progress: Progress | None = None,
) -> Made:
    r"""Make documents from a brief in Markdown, with its figures beside them: all files or none.

    Parameters
    ----------
    path : str or path
        The Markdown file.
    formats : sequence of str
        Any of ``docx``, ``pptx``, ``pdf`` and ``html``.
    folder : path, optional
        Where the documents go; ``exports/<name of the brief>/`` of the project unless given.
    overwrite : bool
        Whether documents that were changed since they were made may be replaced.
    dossier : Dossier, optional
        In place of the one that the brief names.
    progress : callable, optional
        Told before each step what is done in it, how many steps are behind and how many there are, as
        far as is known.

    Returns
    -------
    list of pathlib.Path
        The documents, then the figures as PNG files with their recipes inside; its ``remarks`` says what
        was left out of the brief, each with its line.

    Raises
    ------
    BriefError
        With all that is wrong in the brief, each with its line.
    KitError
        For an unknown format, a document that was changed (`Changed`), or a folder that cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     brief = Path(place, "short.md")
    ...     _ = brief.write_text("---\ntitle: Short\ndossier: russia-iran-2025\n---\nOne line.\n")
    ...     [path.name for path in make_brief(brief, ["html"], folder=place)]
    ['short.html']
    """
    wanted = checked_formats(formats, FORMATS)
    begun, total = 0, len(wanted) + 2

    def step(words: str) -> None:
        nonlocal begun
        if progress:
            progress(words, begun, total)
        begun += 1

    step("reading the brief")
    brief = read_brief(path, dossier)
    total += len(brief.items)
    place = Path(folder) if folder is not None else project_root() / "exports" / brief.name
    store = Store(place / STORE, brief.dossier)
    draw(brief, store, "pptx" in wanted, step)
    quoted = check_quotations(brief.dossier, brief.path.read_text("utf-8-sig"), brief.path.name)
    draft = Draft(brief, [*brief.remarks, *(str(check) for check in quoted if check.amiss)])
    draft.tree()
    files: dict[str, bytes] = {}
    with ThreadPoolExecutor(2) as pool:  # most of the work is Pandoc's and Typst's
        jobs = {form: pool.submit(FORMATS[form], draft) for form in wanted}
        for form, job in jobs.items():
            step(f"making {form}")
            files[f"{brief.name}.{form}"] = job.result()
    charts = [item.files.items() for item in brief.items if item.spec]
    files |= {f"{name}.png": part.data for parts in charts for name, part in parts}
    step("saving")
    return Made(keep(place, files, overwrite, store.files()), draft.remarks)


class Made(list[Path]):
    """The files that were written; `remarks` says what was left out or must be minded, each in a line."""

    def __init__(self, paths: Sequence[Path], remarks: Sequence[str]) -> None:
        super().__init__(paths)
        self.remarks = tuple(dict.fromkeys(remarks))


def keep(
    folder: Path,
    files: Mapping[str, bytes],
    overwrite: bool = False,
    beside: Mapping[str, bytes] | None = None,
) -> list[Path]:
    """Write a brief's files into its folder, over those of an earlier time if nobody changed them.

    A small file beside them, ``.brief.json``, holds a hash of each as it was written.
    """
    with saving(folder) as put:
        written: dict[str, str] = {}
        with contextlib.suppress(OSError, ValueError, TypeError, RecursionError):
            written.update(json.loads((folder / MANIFEST).read_text("utf-8")))
        there = {name: (folder / name).read_bytes() for name in files if (folder / name).is_file()}
        changed = [n for n, old in there.items() if old != files[n] and _digest(old) != written.get(n)]
        if changed and not overwrite:
            raise Changed(
                f"{', '.join(changed)} in {folder}: not as the kit wrote it. Rename what you changed to keep "
                "it, or pass overwrite=True (--overwrite) to replace it. Nothing was written"
            )
        written |= {name: _digest(data) for name, data in files.items()}
        manifest = json.dumps(written, indent=1, sort_keys=True, ensure_ascii=False).encode()
        return put({**files, **(beside or {}), MANIFEST: manifest}, True)[: len(files)]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


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
    head = {"title": _escaped(title), "bottom-line": bottom_line, "dossier": dossiers[0], "citations": style}
    said = {key: json.dumps(" ".join(value.split()), ensure_ascii=False) for key, value in head.items()}
    lines = [f"{key}: {value}" for key, value in said.items() if value != '""']
    shown = [
        f"![{_escaped(saved.recipe.spec.caption or '')}]({target_of(saved.recipe)})" for saved in figures
    ]
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
