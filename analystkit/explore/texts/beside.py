"""An article's text beside what the tables say of it."""

from __future__ import annotations

import ipywidgets as widgets

from analystkit.analysis.texts import load_text
from analystkit.dossier import TABLES, safe_html
from analystkit.explore.texts.desk import Desk, keep_choice, passages_html
from analystkit.explore.widgets.base import Shell, field, named, row
from analystkit.words import capital

TABLE = "provisions"
_TERMS = ("domain", "obligation", "precision", "delegation", "verification")


class Beside(Shell):
    """One article, 0 for the preamble: the digest at the left, the text at the right."""

    def __init__(self, desk: Desk, article: int = 1) -> None:
        self.desk = desk
        last = desk.dossier.about.articles
        articles = [("Preamble", 0), *((f"Article {number}", number) for number in range(1, last + 1))]
        at_first = min(article, last)
        self.article = field(widgets.Dropdown(description="Article", options=articles, value=at_first))
        self.text = field(widgets.Dropdown(description="Text", options=desk.treaties()), wide=True)
        self.digest, self.words = named(widgets.HTML(), "akit-words"), named(widgets.HTML(), "akit-words")
        self.article.observe(lambda _: self.show(), "value")
        self.text.observe(lambda _: self.show(), "value")
        desk.on_change(self._on_change)
        both = named(widgets.Box([self.digest, self.words]), "akit-beside")
        words = "An article's text beside the kit's digest of it. It needs a running kernel."
        super().__init__([row(self.article, self.text), both], "akit-stack", words=words)
        self.show()

    def _on_change(self) -> None:
        keep_choice(self.text, self.desk.treaties())
        self.show()

    def show(self) -> None:
        """Show the article chosen."""
        number, source = int(self.article.value), str(self.text.value)
        self.digest.value = self._digest(number)
        head = "<h4>The text</h4>"
        if not source:
            none = "No text with articles is at hand; bring one in above."
            self.words.value = f"{head}<p class='akit-ours'>{none}</p>"
            return
        passages = load_text(self.desk.dossier, source).article(number)
        body = passages_html((passage.label, passage.text, False) for passage in passages)
        name = safe_html(self.desk.named(source))
        self.words.value = f"{head}<p class='akit-ours'>{name}</p>{body or '<p>Not in this text.</p>'}"

    def _digest(self, number: int) -> str:
        dossier = self.desk.dossier
        rows = dossier.table(TABLE)
        here = (rows["article"] == number).fillna(False).astype(bool)
        rows = rows[here & (rows["verification"] != "unverified")]
        columns = TABLES[TABLE].by_name
        digest, ours = (safe_html(capital(dossier.about.label(name))) for name in ("digest", "wording"))
        parts = [f"<h4>{digest}</h4><p class='akit-ours'>{ours}.</p>"]
        for cells in rows.to_dict("records"):
            place = f"({cells['paragraph']})" if cells["paragraph"] else ""
            own = " · the analyst’s own" if cells["mine"] else ""
            said = [columns[name].words(cells[name], dossier).html() for name in _TERMS]
            codes, heading = " · ".join(filter(None, said)), safe_html(cells["heading"])
            parts.append(
                f"<p><span class='akit-at'>{safe_html(place)}</span><b>{heading}.</b> "
                f"{safe_html(cells['summary'])}<br><span class='akit-at'>{codes}{own}</span></p>"
                f"<p>{columns['sources'].words(cells['sources'], dossier, most=3).html()}</p>"
            )
        if rows.empty:
            parts.append("<p>What this article provides is not established.</p>")
        return "".join(parts)
