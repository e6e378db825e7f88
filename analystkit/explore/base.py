"""What every panel is made of: its frame, its pages, fields and messages, and the parts of it that open."""

from __future__ import annotations

import asyncio
import base64
import html
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import anywidget
import ipywidgets as widgets
import traitlets
from IPython.display import DisplayHandle, display

from analystkit.dossier import TABLES, Dossier, OwnRows, safe_html
from analystkit.errors import Changed, KitError, Taken

STATIC = Path(__file__).parent / "static"
LOOKS = ("panel.css", "matrix.css", "texts.css", "desk.css")
CLICK, DRAG, TYPING = 0.01, 0.08, 0.15  # seconds of quiet after which an action of the hand is over
NAME = 80  # letters of a name
WHO = {"consistency": "analyst", "relevance": "analyst", "codings": "coder"}
# A live panel right after the still hides it; without one, the empty place of the panel is hidden instead.
_STYLE = """<style>
.jp-OutputArea-child:has(.akit-still):has(+ .jp-OutputArea-child .akit-panel) { display: none; }
.jp-OutputArea-child:has(.akit-still) + .jp-OutputArea-child:not(:has(.akit-panel)) { display: none; }
</style>"""

Row = Mapping[str, str]
Key = tuple[str, ...]
Step = dict[Key, Row | None]


@cache
def script(name: str) -> str:
    """Return a page of JavaScript, after what all pages share."""
    return (STATIC / "common.js").read_text("utf-8") + (STATIC / name).read_text("utf-8")


def synced(kind: type[traitlets.TraitType[Any, Any]], many: int) -> Iterator[Any]:
    """Return as many traits of a kind as are asked for; kernel and page share them."""
    return (kind().tag(sync=True) for _ in range(many))


class Page(anywidget.AnyWidget):
    """A widget with a page of JavaScript."""

    def answer(self, **acts: Callable[..., object]) -> None:
        """Call the function of the name that the page asks for, with the rest of what it says."""

        def take(_: object, asked: dict[str, Any], __: object) -> None:
            if act := acts.get(asked.get("do", "")):
                act(**{name: value for name, value in asked.items() if name != "do"})

        self.on_msg(take)


class Frame(Page):
    """Brings the looks into the page, catches the keys of a panel, and says when its kernel has gone."""

    _esm = script("shell.js")
    _css = "\n".join((STATIC / name).read_text("utf-8") for name in LOOKS)


class Shell(widgets.VBox):
    """A panel: its frame, what `lay` puts into it, and what stands in its place where no kernel runs."""

    def __init__(self, *classes: str, words: str = "") -> None:
        self.frame, self.message, self._words = Frame(), Message(), f"{words} It needs a running kernel."
        self._still: DisplayHandle | None = None
        super().__init__()
        named(self, "akit-panel", *classes)
        self.frame.answer(undo=self.undo)

    def lay(self, *parts: widgets.Widget) -> None:
        """Fill the panel."""
        self.children = [self.frame, *parts]

    def undo(self) -> None:
        """Take back the last step, in a panel that keeps steps."""

    def still(self) -> tuple[bytes, str]:
        """Return the picture, blank where there is none, and the words that a stored notebook keeps."""
        return b"", self._words

    def keep_still(self) -> None:
        """Put what is shown now in the place of what the notebook kept, wherever it was shown."""
        if self._still is not None:
            self._still.update(self._bundle(), raw=True, metadata={"image/png": {"alt": self.still()[1]}})

    def _bundle(self) -> dict[str, str]:
        """Return the picture with its words, or words alone, in the forms that notebooks keep."""
        png, words = self.still()
        shown, said = safe_html(words), {"text/plain": words}
        if png:
            data = said["image/png"] = base64.b64encode(png).decode("ascii")
            alt = html.escape(words)
            shown = f'<img alt="{alt}" src="data:image/png;base64,{data}" style="max-width:100%">'
        return {**said, "text/html": f'{_STYLE}<div class="akit-still">{shown}</div>'}

    def _ipython_display_(self) -> None:
        """Show the panel, and before it, in an output of its own, a picture for wherever it cannot be.

        JupyterLab shows a widget whose kernel is gone as an error, whatever else the same output holds.
        """
        spoken = {"image/png": {"alt": self.still()[1]}}
        self._still = display(self._bundle(), raw=True, metadata=spoken, display_id=True)
        display({**self._repr_mimebundle_(), "text/plain": ""}, raw=True)


class Opener(Page):
    """The heading of a part that opens."""

    _esm = script("opener.js")
    title = traitlets.Unicode().tag(sync=True)
    unfolded = traitlets.Bool(False).tag(sync=True)


class TermBoxes(Page):
    """A group of checkboxes, or radio buttons, with a count beside each, under a head line that folds it."""

    _esm = script("terms.js")
    label, note = synced(traitlets.Unicode, 2)
    terms, counts, value = synced(traitlets.List, 3)
    single, swatches, unfolded = synced(traitlets.Bool, 3)


class Section(widgets.VBox):
    """A heading that opens what stands under it; `fill` is called when it opens, and on `refresh`."""

    def __init__(self, title: str, content: widgets.Widget, fill: Callable[[], None] = lambda: None) -> None:
        self._fill, self.opener = fill, Opener(title=title)
        self._content = named(widgets.VBox([content]), "akit-section")
        super().__init__([self.opener, self._content])
        self.opener.observe(lambda _: self._toggle(), "unfolded")
        self._toggle()

    def refresh(self) -> None:
        """Fill the section again if it is open."""
        if self.opener.unfolded:
            self._fill()

    def _toggle(self) -> None:
        reveal(self._content, self.opener.unfolded)
        self.refresh()


class Message(widgets.HTML):
    """Words for the analyst, which screen readers read out."""

    def __init__(self, name: str = "akit-message") -> None:
        super().__init__()
        named(self, name)

    def say(self, text: str) -> None:
        """Say something in plain words, or nothing."""
        self.value = f"<p role='status'>{safe_html(text)}</p>" if text else ""

    @contextmanager
    def trying(
        self, doing: str = "", *held: widgets.Widget, again: Any = None, after: type[KitError] = Taken
    ) -> Iterator[None]:
        """Say what is being done while buttons rest, and in its place what went wrong.

        With what is `again`, hidden but `after` an error of that kind, the analyst can insist.
        """
        if doing:
            self.say(doing)
        for each in held:
            each.disabled = True
        if again is not None:
            reveal(again, False)
        try:
            yield
        except (KitError, OSError) as error:
            insist = f"; give another name, or tick “{getattr(again, 'description', '')}”."
            self.say(f"{error.found}{insist}" if isinstance(error, Taken) else str(error))
            if again is not None:
                reveal(again, isinstance(error, after))
        finally:
            for each in held:
                each.disabled = False


def named(widget: Any, *classes: str) -> Any:
    """Give a widget style classes, and return it."""
    for each in classes:
        widget.add_class(each)
    if getattr(widget, "tooltip", "") is None:
        widget.tooltip = ""  # a browser shows the absence of one as the word "null"
    return widget


def button(words: str, act: Callable[[], object], *, main: bool = False) -> widgets.Button:
    """Return a button that does something when clicked."""
    made = named(widgets.Button(description=words), "akit-button", *(["akit-main-button"] if main else []))
    made.on_click(lambda _: act())
    return made


def field(
    kind: type, label: str, act: Callable[[], object] | None = None, *, wide: bool = False, **more: Any
) -> Any:
    """Return a control with its label above it, and do something whenever its value changes."""
    made = named(kind(description=label, **more), "akit-field", *(["akit-wide"] if wide else []))
    if act is not None:
        made.observe(lambda _: act(), "value")
    return made


def tick(label: str, value: bool = True) -> widgets.Checkbox:
    """Return a box to tick."""
    return named(widgets.Checkbox(value=value, description=label, indent=False), "akit-tick")


def row(*controls: widgets.Widget) -> widgets.Box:
    """Return controls side by side."""
    return named(widgets.Box(list(controls)), "akit-row")


def reveal(widget: widgets.Widget, shown: bool) -> None:
    """Show a widget, or hide it and leave no place for it."""
    widget.layout.display = None if shown else "none"


def file_link(path: Path) -> str:
    """Return a file as a link that opens it beside the notebook, or as its plain path."""
    parent, whole = os.environ.get("JPY_PARENT_PID", ""), path.resolve()
    if parent:
        from jupyter_server.serverapp import list_running_servers

        for info in list_running_servers():
            root = Path(info["root_dir"]).resolve()
            if str(info.get("pid")) == parent and whole.is_relative_to(root):
                inside = whole.relative_to(root).as_posix()
                address = f"{info.get('base_url', '/')}files/{quote(inside)}"
                return f'<a href="{html.escape(address)}" target="_blank">{html.escape(inside)}</a>'
    return html.escape(str(path))


class Signed(Shell):
    """A panel whose choices go into ``<table>.mine.csv`` under a name that did not come with the dossier."""

    hello = ""  # said until there is a name

    def __init__(self, dossier: Dossier, tables: Sequence[str], hint: str, *looks: str, words: str) -> None:
        super().__init__("akit-stack", *looks, words=words)
        self.dossier, self.who = dossier, ""
        self._stores = {table: OwnRows(dossier, table) for table in tables}
        self._steps: list[tuple[str, Step]] = []  # a table, and its rows before
        names = sorted({row[WHO[tables[0]]] for row in self._stores[tables[0]].rows.values()})
        alone = names[0] if len(names) == 1 else ""
        self.name = signature(self.sign, hint, widgets.Combobox, options=names, value=alone)
        self.undoing = button("Undo", self.undo)

    def show(self) -> str:
        """Show what is kept now, and return how far the person is."""
        raise NotImplementedError

    def sign(self) -> None:
        """Take the name that was typed, and read the files again."""
        who, before, self.who = clean_name(self.name.value), self.who, ""
        self._steps = self._steps if who == before else []
        with self.message.trying(self.hello):
            for table, store in self._stores.items():
                store.load()
                if self.dossier.has(table):
                    shipped = self.dossier.table(table)
                    taken = shipped.loc[~shipped["mine"], WHO[table]].astype(str)
                    if who.casefold() in set(taken.str.casefold()):
                        raise KitError(f"“{who}” is a name that came with the dossier; type your own.")
            self.who = who
        told = self.show()
        if self.who:
            self.message.say(told)

    def rows(self, table: str) -> dict[Key, dict[str, str]]:
        """Return the person's rows of a table, by key."""
        kept = self._stores[table].rows.items()
        return {key: row for key, row in kept if self.who and row[WHO[table]] == self.who}

    def keep(self, table: str, rows: Iterable[Row] = (), drop: Iterable[Key] = (), said: str = "") -> None:
        """Keep rows and drop others, as one step that can be taken back."""
        own: list[Row] = [{**row, WHO[table]: self.who} for row in rows]
        wanted: Step = {tuple(row[name] for name in TABLES[table].key): row for row in own}
        wanted |= dict.fromkeys(drop)
        clash, undoes = self._write(table, wanted)
        if undoes:
            self._steps.append((table, undoes))
        told = self.show()
        self.message.say(clash or said + told)

    def undo(self) -> None:
        """Take back the last step."""
        if self._steps:
            clash, _ = self._write(*self._steps.pop())
            told = self.show()
            self.message.say(clash or told)

    def _write(self, table: str, step: Step) -> tuple[str, Step]:
        """Write rows, and drop those that are None; return what to tell, if anything, and what undoes it."""
        store, clashes, said = self._stores[table], {}, ""
        before = {key: store.rows.get(key) for key in step}
        try:
            store.change(filter(None, step.values()), [key for key, row in step.items() if row is None])
        except Changed as error:
            clashes = error.clashes
            said = self._clash(table, clashes)
        except (KitError, OSError) as error:
            said = str(error)
        done = [key for key in step if key not in clashes and store.rows.get(key) != before[key]]
        return said, {key: before[key] for key in done}

    def _clash(self, table: str, clashes: dict[Key, tuple[Any, Any]]) -> str:
        """Return what another notebook has changed meanwhile, in words."""
        changed, (stands, wanted) = next(iter(clashes.items()))
        ours, theirs = wanted or {}, stands or {}
        what = next((name for name in {**theirs, **ours} if ours.get(name) != theirs.get(name)), "")
        key = [part for name, part in zip(TABLES[table].key, changed, strict=True) if name != WHO[table]]
        more = f" (and {len(clashes) - 1} more)" if len(clashes) > 1 else ""
        return (
            f"Another notebook has changed {' / '.join(key)}{more} to {theirs.get(what) or 'blank'} "
            f"meanwhile: that is shown now, and your change to {ours.get(what) or 'blank'} was not saved. "
            "Set it again to keep yours."
        )


def signature(act: Callable[[], object], hint: str, kind: type = widgets.Text, **more: Any) -> Any:
    """Return a field for the name of who works here, taken when it is whole."""
    return field(kind, "Your name", act, placeholder=hint, continuous_update=False, **more)


def clean_name(name: str) -> str:
    """Return a name as a cell holds it: one line, no more than eighty characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:NAME].strip()


class Debounced:
    """A function that runs once it has been quiet for a moment; at once where no event loop runs."""

    def __init__(self, action: Callable[[], None], seconds: float = CLICK) -> None:
        self._action, self._seconds = action, seconds
        self._timer: Any = None

    def __call__(self, seconds: float | None = None) -> None:
        """Ask for a run; an earlier request that still waits is dropped."""
        if self._timer is not None:
            self._timer.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._action()
            return
        self._timer = loop.call_later(self._seconds if seconds is None else seconds, self._run)

    def flush(self) -> None:
        """Run now what still waits, if anything does."""
        if self._timer is not None:
            self._timer.cancel()
            self._run()

    def _run(self) -> None:
        self._timer = None
        self._action()
