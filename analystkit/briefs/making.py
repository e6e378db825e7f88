"""Making documents from a brief."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from os import PathLike
from pathlib import Path

from analystkit.analysis.evidence import check_quotations
from analystkit.briefs.content import STORE, Store, draw
from analystkit.briefs.keeping import keep
from analystkit.briefs.layout import Draft
from analystkit.briefs.paper import pdf
from analystkit.briefs.reading import read_brief
from analystkit.briefs.slides import pptx
from analystkit.briefs.web import html
from analystkit.briefs.word import docx
from analystkit.dossier import Dossier, project_root
from analystkit.figures.names import checked_formats

Progress = Callable[[str, int, int], None]
FORMATS: dict[str, Callable[[Draft], bytes]] = {"docx": docx, "pptx": pptx, "pdf": pdf, "html": html}


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
