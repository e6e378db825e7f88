"""From saved figures to documents, by clicking: pick, draft the Markdown, make the documents."""

from __future__ import annotations

import base64
import io
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path

import ipywidgets as widgets
from PIL import Image

from analystkit.dossier import project_root, safe_html
from analystkit.errors import Changed, KitError, ReadOnly
from analystkit.explore.base import Message, Shell, button, field, file_link, reveal, row, tick
from analystkit.explore.saving import SavedList, about
from analystkit.figures import Figure
from analystkit.figures.carrying import Saved, saved_figures

_STYLES = (("footnotes", "footnotes"), ("author and date", "author-date"))
_THUMBNAIL = (300, 170)
_NOTHING = "No figure is saved yet: save one in another notebook, then look again."


class BriefDesk(Shell):
    """Figures to pick, a title and a bottom line to write, and two buttons."""

    def __init__(self, home: Path) -> None:
        from analystkit.briefs import FORMATS  # the room of documents is loaded for whoever comes to the desk

        super().__init__("akit-desk", "akit-stack", words="A desk to make a brief of saved figures.")
        self._home = home
        self._figures: dict[str, Saved] = {}  # in the order that they were put into
        self._picked: set[str] = set()
        self.list = SavedList(pick=True, nothing=_NOTHING)
        self.list.answer(**{kind: partial(self.act, kind) for kind in ("pick", "drop", "up", "down")})
        self.title = field(widgets.Text, "Title", placeholder="What the brief is called")
        hint = "The answer first, in two or three lines"
        self.line = field(widgets.Textarea, "Bottom line", placeholder=hint)
        self.style = field(widgets.Dropdown, "Citations", options=_STYLES)
        self.draft = button("Draft the brief", self._draft, main=True)
        self.drafted, self.step, self.done = (Message("akit-done") for _ in range(3))
        self.brief = field(widgets.Dropdown, "Brief", wide=True, options=[])
        self.formats = {name: tick(name) for name in FORMATS}
        self.overwrite = tick("replace what I changed", False)
        reveal(self.overwrite, False)
        self.make = button("Make documents", self._make, main=True)
        self.bar = widgets.IntProgress(value=0, max=1, layout={"visibility": "hidden"})
        self.lay(
            widgets.HTML("<h3>1 · Pick the figures and put them in order</h3>"),
            self.list,
            row(button("Look for figures again", self.look)),
            widgets.HTML("<h3>2 · Write the title and the bottom line, then draft</h3>"),
            self.title,
            self.line,
            row(self.style, self.draft),
            self.drafted,
            widgets.HTML("<h3>3 · Make the documents</h3>"),
            row(self.brief, *self.formats.values(), self.overwrite, self.make),
            row(self.bar, self.step),
            self.done,
        )
        self.look()

    @property
    def picked(self) -> list[Saved]:
        """The figures that are ticked, from top to bottom."""
        return [saved for name, saved in self._figures.items() if name in self._picked]

    def look(self) -> None:
        """Look for saved figures and for briefs again; figures keep the order that they were put into."""
        exports = self._home / "exports"
        found = {s.path.relative_to(exports).with_suffix("").as_posix(): s for s in saved_figures(exports)}
        self._figures = {name: found[name] for name in self._figures if name in found} | found
        self._show()
        self._list_briefs(self.brief.value)

    def act(self, kind: str, name: str) -> None:
        """Pick or drop a figure, or move it up or down."""
        if kind in ("pick", "drop"):
            self._picked = self._picked | {name} if kind == "pick" else self._picked - {name}
        else:
            names = list(self._figures)
            place = names.index(name) + (1 if kind == "down" else -1)
            names.remove(name)
            names.insert(max(place, 0), name)
            self._figures = {each: self._figures[each] for each in names}
        self._show()

    def _show(self) -> None:
        shown = []
        for name, saved in self._figures.items():
            more = {"picked": name in self._picked, "alt": saved.recipe.words["alt"]}
            more["picture"] = _thumbnail(saved.path, saved.date.timestamp())
            shown.append(about(saved, name) | more)
        self.list.figures = shown

    def _list_briefs(self, chosen: Path | str | None) -> None:
        paths = sorted((self._home / "briefs").glob("*.md"))
        listed = [path for path in paths if path.name != "README.md"]
        none = [("none yet: draft one above", "")]
        self.brief.options = [(path.name, path) for path in listed] or none
        self.brief.value = chosen if chosen in listed else next(iter(listed), "")

    def _draft(self) -> None:
        """Write the Markdown, and say where it is."""
        from analystkit.briefs.making import draft_text, write_draft

        with self.drafted.trying():
            text = draft_text(self.title.value, self.line.value, self.picked, self.style.value)
            path, aside = write_draft(self._home / "briefs", self.title.value, text)
            kept = " You had edited the earlier draft: it stays as it is." if aside else ""
            words = f"Drafted: {file_link(path)}.{kept} Open it in JupyterLab, write the prose, then go on."
            self.drafted.value = f'<p role="status">{words}</p>'
            self._list_briefs(path)

    def _make(self) -> None:
        """Make the documents, and link them, or say in one message why not."""
        from analystkit.briefs import make_brief

        self.bar.layout.visibility, self.bar.bar_style = "visible", ""
        replace, path, self.overwrite.value = self.overwrite.value, self.brief.value, False
        self._tell("Making …", 0, 1)
        self.done.say("")
        with self.done.trying("", self.make, again=self.overwrite, after=Changed):
            if not path:
                raise KitError("there is no brief yet: draft one first")
            formats = [name for name, box in self.formats.items() if box.value]
            place = self._home / "exports" / path.stem
            files = make_brief(path, formats, place, replace, progress=self._tell)
            self._tell("done", self.bar.max, self.bar.max)
            self.bar.bar_style = "success"
            links = "".join(f"<li>{file_link(path)}</li>" for path in files[: len(formats)])
            remarks = "".join(f"<p>{safe_html(remark)}</p>" for remark in files.remarks)
            self.done.value = f'<div role="status">Open them:<ul>{links}</ul>{remarks}</div>'
        if not self.bar.bar_style:
            self.bar.bar_style = "danger"
            self.step.say("")

    def _tell(self, words: str, done: int, total: int) -> None:
        self.bar.max, self.bar.value = total, done
        self.step.say(words)


@lru_cache(maxsize=256)
def _thumbnail(path: Path, changed: float) -> str:
    """Return a small picture of a figure as an address that holds it; blank for one that is no sound PNG."""
    try:
        with Image.open(path, formats=["PNG"]) as picture:
            small = picture.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""
    small.thumbnail(_THUMBNAIL)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


def brief_desk(example: Figure | None = None) -> BriefDesk:
    """Show the saved figures, and what makes a brief and its documents of them.

    Parameters
    ----------
    example : Figure, optional
        Saved first where no figure is saved yet, so that there is one to begin with.

    Examples
    --------
    >>> desk = brief_desk()
    >>> desk.make.description
    'Make documents'
    """
    home = project_root()
    if example is not None and not saved_figures(home / "exports"):
        with suppress(ReadOnly):
            example.save()
    return BriefDesk(home)
