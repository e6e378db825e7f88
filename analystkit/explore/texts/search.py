"""Keyword in context: what is searched, the lines, and the article that a line stands in."""

from __future__ import annotations

from itertools import takewhile

import anywidget
import ipywidgets as widgets
import traitlets

from analystkit.analysis.corpus import Corpus, Hits, Line, language_limits, neighbors, search, stop_words
from analystkit.analysis.texts.letters import language_of
from analystkit.charts.words.texts import short_place
from analystkit.dossier import Dossier, safe_html
from analystkit.errors import KitError
from analystkit.explore.base import TYPING, Debounced, Section, Shell, field, named, notice, row, script, tick
from analystkit.explore.texts.desk import desk_of, keep_choice, passages_html
from analystkit.words import count

SHOWN = 500
_SORTS = [
    ("by place", "position"),
    ("by the words to the left", "left"),
    ("by the words to the right", "right"),
]
_AROUND = 60


class Lines(anywidget.AnyWidget):
    """Lines of a concordance to choose from; `chosen` is the number of the one chosen, -1 for none."""

    _esm = script("lines.js")
    lines = traitlets.List(traitlets.Dict()).tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    rtl = traitlets.Bool(False).tag(sync=True)


class Search(Shell):
    """A query over a text, its lines, and the passage of the line chosen."""

    def __init__(self, dossier: Dossier, query: str = "") -> None:
        self.desk = desk = desk_of(dossier)
        hint = "shall promot*, sanctions, “third party”"
        words = widgets.Text(description="Word or phrase", value=query, placeholder=hint)
        self.query = field(words, wide=True)
        self.text = field(widgets.Dropdown(description="Text", options=desk.texts()), wide=True)
        self.sort = field(widgets.Dropdown(description="Sorted", options=_SORTS))
        self.stems = tick("Other forms of the words", False)
        self.said = named(widgets.HTML(), "akit-message")
        self.lines = Lines(label="Lines of the concordance")
        self.words = named(widgets.HTML(), "akit-words")
        self.near = named(widgets.HTML(), "akit-found")
        self.section = Section("Words near it", self.near, self._fill_near)
        self._shown: list[Line] = []
        self._hits: Hits | None = None
        again = Debounced(self.run, TYPING)
        for control in (self.query, self.text, self.sort, self.stems):
            control.observe(lambda _: again(), "value")
        self.lines.observe(lambda _: self._read(), "chosen")
        desk.on_change(self._on_change)
        line = row(self.query, self.text, self.sort, self.stems)
        parts = [line, self.said, self.lines, self.words, self.section.widget]
        super().__init__(parts, "akit-stack", words="Words in their context. It needs a running kernel.")
        self.run()

    def _on_change(self) -> None:
        options, only_digest = self.desk.texts(), len(self.text.options) == 1
        if list(self.text.options) != options:
            keep_choice(self.text, options)
            if only_digest:  # the first text is what one wants to read now
                self.text.value = options[0][1]
        self.run()

    def run(self) -> None:
        """Search, and show the first lines."""
        self.words.value, self.lines.chosen = "", -1
        try:
            index = self.desk.index(self.text.value)
            self._hits = search(index, self.query.value, stems=self.stems.value)
            self._shown = self._hits.lines(self.sort.value, SHOWN, _AROUND)
        except KitError as error:
            self._hits, self._shown = None, []
            self.said.value = notice(str(error))
        else:
            language = language_of(" ".join(unit.text for unit in index.units[:20]))
            self.lines.rtl = language in ("fa", "ar")
            limits = f"<br><small>{safe_html(language_limits(language))}</small>" if len(index) else ""
            self.said.value = self._count(index) + limits
        sides = [(_whole_words(each.left, start=True), _whole_words(each.right)) for each in self._shown]
        self.lines.lines = [
            {"left": left, "key": each.key, "right": right, "place": each.place, "cite": _cited(each)}
            for each, (left, right) in zip(self._shown, sides, strict=True)
        ]
        self.section.refresh()

    def _count(self, index: Corpus) -> str:
        hits = 0 if self._hits is None else len(self._hits)
        whose = safe_html(index.name)
        if not self.query.value.strip():
            said = f"Type a word or a phrase; {len(index):,} words of {whose} are searched."
            return f"<span role='status'>{said}</span>"
        first = f", the first {SHOWN} shown" if hits > SHOWN else ""
        many = count(hits, "place") if hits else "not found"
        return f"<span role='status'><b>{many}</b>{first} · {whose} · choose a line to read on</span>"

    def _read(self) -> None:
        """Show the article or paragraph of the line chosen."""
        number = self.lines.chosen
        if self._hits is None or not 0 <= number < len(self._shown):
            self.words.value = ""
            return
        index, line = self._hits.corpus, self._shown[number]
        low, high = _around(index, line.passage)
        parts = [(index.units[n].place, index.units[n].text, n == line.passage) for n in range(low, high)]
        head = f"<h4>{safe_html(_cited(line))}</h4>"
        ours = "<p class='akit-ours'>Our wording, not the treaty's.</p>" if index.ours else ""
        self.words.value = head + ours + passages_html(parts, line.key)

    def _fill_near(self) -> None:
        """List the words that stand near the query more often than elsewhere."""
        if self._hits is None or not len(self._hits):
            self.near.value = "<p>Nothing was found.</p>"
            return
        table = neighbors(self._hits, without=stop_words(), limit=15)
        number = "<td class='akit-n'>{}</td>".format
        rows = "".join(
            f"<tr><td>{safe_html(each['word'])}</td>{number(each['near'])}{number(each['count'])}"
            f"{number(format(each['g2'], '.1f'))}</tr>"
            for each in table.to_dict("records")
        )
        head = "<tr><th>word</th><th>within four words</th><th>in all</th><th>log-likelihood</th></tr>"
        self.near.value = (
            f"<table>{head}{rows}</table>" if rows else "<p>No word stands there twice or more.</p>"
        )


def _whole_words(context: str, *, start: bool = False) -> str:
    """Return what stands beside a hit without the word that was cut at its outer end."""
    if len(context) < _AROUND:
        return context.strip()
    cut = context.find(" ") if start else context.rfind(" ")
    if cut < 0:
        return context
    return f"… {context[cut:].strip()}" if start else f"{context[:cut].strip()} …"


def _cited(line: Line) -> str:
    return f"{line.source}, {line.place}"


def _around(index: Corpus, passage: int) -> tuple[int, int]:
    """Return the passages of the same article, or the passage with its neighbors where there is none."""
    units, unit = index.units, index.units[passage]
    whole = unit.place.startswith(("art.", "annex", "preamble"))

    def near(n: int) -> bool:
        same = short_place(units[n].place) == short_place(unit.place) if whole else abs(n - passage) == 1
        return same and units[n].source == unit.source

    before = takewhile(near, range(passage - 1, -1, -1))
    after = takewhile(near, range(passage + 1, len(units)))
    return passage - len(list(before)), passage + 1 + len(list(after))
