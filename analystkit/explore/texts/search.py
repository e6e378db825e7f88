"""Keyword in context: what is searched, the lines, and the article that a line stands in."""

from __future__ import annotations

import ipywidgets as widgets
import traitlets

from analystkit.analysis.corpus import Corpus, language_limits, stop_words
from analystkit.analysis.search import Hits, Line, neighbors, search
from analystkit.analysis.texts.letters import language_of
from analystkit.charts.words import short_place
from analystkit.dossier import Dossier, safe_html
from analystkit.explore.base import TYPING, Debounced, Page, Section, field, named, row, script, tick
from analystkit.explore.showing import tabled
from analystkit.explore.texts.desk import AtDesk, Desk, passages_html
from analystkit.words import count

SHOWN = 500
_SORTS = [
    ("by place", "position"),
    ("by the words to the left", "left"),
    ("by the words to the right", "right"),
]
_AROUND = 60


class Lines(Page):
    """Lines of a concordance to choose from; `chosen` is the number of the one chosen, -1 for none."""

    _esm = script("lines.js")
    lines = traitlets.List(traitlets.Dict()).tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    rtl = traitlets.Bool(False).tag(sync=True)


class Search(AtDesk):
    """A query over a text, its lines, and the passage of the line chosen."""

    def __init__(self, dossier: Dossier, query: str = "") -> None:
        super().__init__(dossier, "Words in their context.", Desk.texts)
        self._again = Debounced(self.run, TYPING)
        hint = {"value": query, "placeholder": "shall promot*, sanctions, “third party”"}
        self.query = field(widgets.Text, "Word or phrase", self.refresh, wide=True, **hint)
        self.sort = field(widgets.Dropdown, "Sorted", self.refresh, options=_SORTS)
        self.stems = tick("Other forms of the words", False)
        self.stems.observe(lambda _: self.refresh(), "value")
        self.lines = Lines(label="Lines of the concordance")
        self.lines.observe(lambda _: self._read(), "chosen")
        self.words, self.near = named(widgets.HTML(), "akit-words"), named(widgets.HTML(), "akit-found")
        self.section = Section("Words near it", self.near, self._fill_near)
        self._shown: list[Line] = []
        self._hits: Hits | None = None
        head = row(self.query, self.text, self.sort, self.stems)
        self.lay(head, self.message, self.lines, self.words, self.section)
        self.run()

    def refresh(self) -> None:
        """Search again, once the hand has come to rest."""
        self._again()

    def run(self) -> None:
        """Search, and show the first lines."""
        self.words.value, self.lines.chosen, self._hits, self._shown = "", -1, None, []
        with self.message.trying():
            index = self.desk.index(self.text.value)
            self._hits = search(index, self.query.value, stems=self.stems.value)
            self._shown = self._hits.lines(self.sort.value, SHOWN, _AROUND)
            language = language_of(" ".join(unit.text for unit in index.units[:20]))
            self.lines.rtl = language in ("fa", "ar")
            limits = f"<br><small>{safe_html(language_limits(language))}</small>" if len(index) else ""
            self.message.value = f"<span role='status'>{self._count(index)}</span>{limits}"
        lines = []
        for each in self._shown:
            left, right = each.left.strip(), each.right.strip()
            if len(each.left) >= _AROUND:  # the word at the outer end is cut
                left = f"… {each.left.partition(' ')[2].strip() or left}"
            if len(each.right) >= _AROUND:
                right = f"{each.right.rpartition(' ')[0].strip() or right} …"
            cite = f"{each.source}, {each.place}"
            lines.append({"left": left, "key": each.key, "right": right, "place": each.place, "cite": cite})
        self.lines.lines = lines
        self.section.refresh()

    def _count(self, index: Corpus) -> str:
        hits, whose = len(self._hits or ()), safe_html(index.name)
        if not self.query.value.strip():
            return f"Type a word or a phrase; {len(index):,} words of {whose} are searched."
        first = f", the first {SHOWN} shown" if hits > SHOWN else ""
        many = count(hits, "place") if hits else "not found"
        return f"<b>{many}</b>{first} · {whose} · choose a line to read on"

    def _read(self) -> None:
        """Show the article of the line chosen, or where there is none its paragraph with its neighbors."""
        self.words.value = ""
        if self._hits is not None and 0 <= self.lines.chosen < len(self._shown):
            index, line = self._hits.corpus, self._shown[self.lines.chosen]
            place, parts = index.units[line.passage].place, []
            whole = place.startswith(("art.", "annex", "preamble"))
            for n, each in enumerate(index.units):
                near = short_place(each.place) == short_place(place) if whole else abs(n - line.passage) < 2
                if near and each.source == line.source:
                    parts.append((each.place, each.text, n == line.passage))
            ours = "<p class='akit-ours'>Our wording, not the treaty's.</p>" if index.ours else ""
            head = f"<h4>{safe_html(f'{line.source}, {line.place}')}</h4>"
            self.words.value = f"{head}{ours}{passages_html(parts, line.key)}"

    def _fill_near(self) -> None:
        """List the words that stand near the query more often than elsewhere."""
        self.near.value = "<p>Nothing was found.</p>"
        if self._hits:
            table = neighbors(self._hits, without=stop_words(), limit=15)
            near = table[["word", "near", "count", "g2"]].round({"g2": 1})
            heads = ["word", "within four words", "in all", "log-likelihood"]
            shown = tabled(heads, near.itertuples(index=False), heads[1:]).body
            self.near.value = "<p>No word stands there twice or more.</p>" if near.empty else shown
