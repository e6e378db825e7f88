"""From saved figures to documents, by clicking: pick, draft the Markdown, make the documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets

from analystkit.briefs import FORMATS, make_brief
from analystkit.briefs.drafting import draft_text, saved_figures, write_draft
from analystkit.dossier import project_root, safe_html
from analystkit.errors import KitError
from analystkit.explore.brief_figures import FigureList
from analystkit.explore.widgets.base import named
from analystkit.explore.widgets.links import file_link

_STATIC = Path(__file__).parent / "static"
_STYLES = (("footnotes", "footnotes"), ("author and date", "author-date"))


def brief_desk() -> BriefDesk:
    """Show the saved figures, and what makes a brief and its documents of them.

    Returns
    -------
    BriefDesk
        A widget.

    Examples
    --------
    >>> desk = brief_desk()
    >>> desk.make.description
    'Make documents'
    """
    return BriefDesk(project_root())


class BriefDesk(widgets.VBox):
    """Figures to pick, a title and a bottom line to write, and two buttons.

    Parameters
    ----------
    home : pathlib.Path
        The folder that holds ``exports/`` and ``briefs/``.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self.figures = FigureList()
        self.again = _button("Look for figures again", self.look)
        self.title = named(
            widgets.Text(description="Title", placeholder="What the brief is called"), "akit-wide"
        )
        self.line = named(
            widgets.Textarea(
                description="Bottom line", placeholder="The answer first, in two or three lines"
            ),
            "akit-wide",
        )
        self.style = widgets.Dropdown(description="Citations", options=_STYLES)
        self.draft = _button("Draft the brief", self._draft, main=True)
        self.drafted = _said()
        self.brief = widgets.Dropdown(description="Brief", options=[])
        self.formats = {name: _tick(name) for name in FORMATS}
        self.overwrite = _tick("replace what I changed", False)
        self.overwrite.layout.display = "none"
        self.make = _button("Make documents", self._make, main=True)
        self.bar = widgets.IntProgress(value=0, max=1, layout={"visibility": "hidden"})
        self.step = _said()
        self.done = _said()
        super().__init__(self._parts())
        named(self, "akit-panel", "akit-desk")
        self.look()

    def _parts(self) -> list[widgets.Widget]:
        style = "".join((_STATIC / name).read_text("utf-8") for name in ("panel.css", "desk.css"))
        choices = named(
            widgets.Box([self.brief, *self.formats.values(), self.overwrite, self.make]), "akit-row"
        )
        return [
            widgets.HTML(f"<style>{style}</style>"),
            _heading("1 · Pick the figures and put them in order"),
            self.figures.widget,
            named(widgets.Box([self.again]), "akit-row"),
            _heading("2 · Write the title and the bottom line, then draft"),
            self.title,
            self.line,
            named(widgets.Box([self.style, self.draft]), "akit-row"),
            self.drafted,
            _heading("3 · Make the documents"),
            choices,
            named(widgets.Box([self.bar, self.step]), "akit-row"),
            self.done,
        ]

    def look(self) -> None:
        """Look for saved figures and for briefs again."""
        self.figures.show(saved_figures(self._home / "exports"))
        self._list_briefs(self.brief.value)

    def _list_briefs(self, chosen: Path | None) -> None:
        paths = sorted((self._home / "briefs").glob("*.md"))
        self.brief.options = [(path.name, path) for path in paths if path.name != "README.md"]
        listed = [path for _, path in self.brief.options]
        self.brief.value = chosen if chosen in listed else next(iter(listed), None)

    def _draft(self) -> None:
        """Write the Markdown, and say where it is."""
        try:
            text = draft_text(self.title.value, self.line.value, self.figures.picked, self.style.value)
            path, aside = write_draft(self._home / "briefs", self.title.value, text)
        except KitError as error:
            self.drafted.value = _line(str(error))
            return
        kept = " You had edited the earlier draft: it stays as it is." if aside else ""
        words = f"Drafted: {file_link(path)}.{kept} Open it in JupyterLab, write the prose, then go on."
        self.drafted.value = f'<p role="status">{words}</p>'
        self._list_briefs(path)

    def _make(self) -> None:
        """Make the documents, and link them, or say in one message why not."""
        self.done.value, self.bar.layout.visibility = "", "visible"
        self.bar.bar_style, self.bar.value, self.make.disabled = "", 0, True
        try:
            if self.brief.value is None:
                raise KitError("there is no brief yet: draft one first")
            formats = [name for name, box in self.formats.items() if box.value]
            files = make_brief(
                self.brief.value,
                formats,
                self._home / "exports" / self.brief.value.stem,
                self.overwrite.value,
                progress=self._tell,
            )
        except KitError as error:
            self._failed(str(error))
            return
        finally:
            self.make.disabled = False
        self.bar.value, self.bar.bar_style = self.bar.max, "success"
        self.step.value = _line("done")
        self.overwrite.value, self.overwrite.layout.display = False, "none"
        links = "".join(f"<li>{file_link(path)}</li>" for path in files[: len(formats)])
        self.done.value = f'<div role="status">Open them:<ul>{links}</ul></div>'

    def _failed(self, words: str) -> None:
        self.bar.bar_style = "danger"
        self.step.value = ""
        self.overwrite.layout.display = None if "overwrite" in words else "none"
        self.done.value = _line(words)

    def _tell(self, words: str, done: int, total: int) -> None:
        self.bar.max, self.bar.value = total, done
        self.step.value = _line(words)


def _button(words: str, act: Callable[[], None], main: bool = False) -> widgets.Button:
    button = named(widgets.Button(description=words), "akit-button", *(["akit-main-button"] if main else []))
    button.on_click(lambda _: act())
    return button


def _tick(words: str, value: bool = True) -> widgets.Checkbox:
    return named(widgets.Checkbox(value=value, description=words, indent=False), "akit-tick")


def _said() -> widgets.HTML:
    return named(widgets.HTML(), "akit-done")


def _heading(words: str) -> widgets.HTML:
    return widgets.HTML(f"<h3>{safe_html(words)}</h3>")


def _line(words: str) -> str:
    """Return a message as HTML, line breaks kept."""
    return f'<p role="status" style="white-space: pre-wrap">{safe_html(words)}</p>'
