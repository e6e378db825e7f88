"""An article's text beside what the tables say of it, and the form that fills what they do not."""

from __future__ import annotations

import html

import ipywidgets as widgets

from analystkit.analysis.texts import load_text, sources_at_hand
from analystkit.analysis.texts.own_rows import add_own_row, row_id
from analystkit.dossier import TABLES, safe_html
from analystkit.errors import KitError
from analystkit.explore.texts_desk import Desk, field, keep_choice, panel, passages_html
from analystkit.explore.widgets.base import Section, named, notice

TABLE = "provisions"
_NO_TEXT = ("no text with articles at hand", "")
_TERMS = ("domain", "obligation", "precision", "delegation", "verification")


class Beside:
    """One article: the digest at the left, the text at the right, and below a form for one's own coding.

    Parameters
    ----------
    desk : Desk
        Where texts and tables are.
    article : int
        The article shown at first; 0 for the preamble.
    """

    def __init__(self, desk: Desk, article: int = 1) -> None:
        self.desk = desk
        last = desk.dossier.about.articles
        articles = [("Preamble", 0), *((f"Article {number}", number) for number in range(1, last + 1))]
        self.article = field(
            widgets.Dropdown(description="Article", options=articles, value=min(article, last))
        )
        self.text = field(widgets.Dropdown(description="Text", options=self._texts()))
        self.digest, self.words = named(widgets.HTML(), "akit-words"), named(widgets.HTML(), "akit-words")
        self.form = CodingForm(desk)
        self.section = Section("Code this article yourself", self.form.widget)
        self.article.observe(lambda _: self.show(), "value")
        self.text.observe(lambda _: self.show(), "value")
        desk.on_change(self._on_change)
        choose = named(widgets.Box([self.article, self.text]), "akit-row")
        both = named(widgets.Box([self.digest, self.words]), "akit-beside")
        self.widget = panel([choose, both, self.section.widget])
        self.show()

    def _texts(self) -> list[tuple[str, str]]:
        """Return the texts that are cut into articles."""
        dossier = self.desk.dossier
        cut = [key for key in sources_at_hand(dossier) if load_text(dossier, key).articles()]
        return [(f"{dossier.sources[key].short} ({key})", key) for key in cut] or [_NO_TEXT]

    def _on_change(self) -> None:
        opened = self.section.opener.unfolded
        keep_choice(self.text, self._texts())
        self.show()
        self.section.opener.unfolded = opened or self.section.opener.unfolded

    def show(self) -> None:
        """Show the article chosen; where nothing is established of it, open the form."""
        number, source = int(self.article.value), str(self.text.value)
        known = self._show_digest(number)
        there = self._show_text(number, source)
        self.form.start(number, source)
        self.section.opener.unfolded = bool(there and not known)

    def _show_digest(self, number: int) -> bool:
        dossier = self.desk.dossier
        rows = dossier.table(TABLE)
        rows = rows[
            (rows["article"] == number).fillna(False).astype(bool) & (rows["verification"] != "unverified")
        ]
        columns = TABLES[TABLE].by_name
        parts = ["<h4>The kit's digest</h4><p class='akit-ours'>Our wording, not the treaty's.</p>"]
        for row in rows.to_dict("records"):
            place = f"({row['paragraph']})" if row["paragraph"] else ""
            own = " · the analyst’s own" if row["mine"] else ""
            codes = " · ".join(
                filter(None, (columns[name].words(row[name], dossier).html() for name in _TERMS))
            )
            parts.append(
                f"<p><span class='akit-at'>{html.escape(place)}</span><b>{safe_html(row['heading'])}.</b> "
                f"{safe_html(row['summary'])}<br><span class='akit-at'>{codes}{own}</span></p>"
                f"<p>{columns['sources'].words(row['sources'], dossier, most=3).html()}</p>"
            )
        if rows.empty:
            parts.append("<p>What this article provides is not established.</p>")
        self.digest.value = "".join(parts)
        return not rows.empty

    def _show_text(self, number: int, source: str) -> bool:
        head = "<h4>The text</h4>"
        if not source:
            self.words.value = (
                f"{head}<p class='akit-ours'>No text with articles is at hand; bring one in above.</p>"
            )
            return False
        passages = load_text(self.desk.dossier, source).article(number)
        body = passages_html((passage.label, passage.text, False) for passage in passages)
        self.words.value = (
            f"{head}<p class='akit-ours'>{html.escape(source)}</p>{body or '<p>Not in this text.</p>'}"
        )
        return bool(passages)


class CodingForm:
    """An empty form for one provision, which writes to ``provisions.mine.csv``.

    Parameters
    ----------
    desk : Desk
        Where the row goes.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._article = 0
        self.cells: dict[str, widgets.Widget] = {
            "paragraph": field(widgets.Text(description="Paragraph, if numbered")),
            "heading": field(widgets.Text(description="Heading, in your words"), wide=True),
            "summary": field(widgets.Textarea(description="Summary, in your words", rows=3), wide=True),
        }
        for name in _TERMS:
            terms = [(term.label, term.term) for term in desk.dossier.codebook.terms(TABLE, name)]
            options = terms if name == "verification" else [("not coded", ""), *terms]
            menu = field(widgets.Dropdown(description=name.capitalize(), options=options))
            self.cells[name] = menu
        self.cells["sources"] = field(widgets.Text(description="Sources, as citations"), wide=True)
        self.cells["note"] = field(widgets.Text(description="Note"), wide=True)
        self.save = named(widgets.Button(description="Save as my row"), "akit-button", "akit-main-button")
        self.said = named(widgets.HTML(), "akit-message")
        self.save.on_click(lambda _: self.write())
        boxes = list(self.cells.values())
        lines = [
            named(widgets.Box(part), "akit-row") for part in (boxes[:3], boxes[3:8], boxes[8:], [self.save])
        ]
        self.widget = named(widgets.VBox([*lines, self.said]), "akit-stack")

    def start(self, article: int, source: str) -> None:
        """Empty the form for an article, with its place in a text as the source."""
        self._article = article
        place = f"art. {article}" if article else "preamble"
        for name, control in self.cells.items():
            if name not in ("verification", "sources"):
                control.value = ""
        terms = [value for _, value in self.cells["verification"].options]
        self.cells["verification"].value = "one-source" if source and "one-source" in terms else terms[0]
        self.cells["sources"].value = f"@{source}, {place}" if source else ""
        self.said.value = ""

    def write(self) -> None:
        """Save the row, or say what is wrong with it."""
        dossier = self.desk.dossier
        cells = {name: str(control.value).strip() for name, control in self.cells.items()}
        numbering = [term.term for term in dossier.codebook.terms(TABLE, "numbering")]
        cells["numbering"] = "sourced" if cells["sources"] and "sourced" in numbering else numbering[0]
        cells["article"] = str(self._article)
        cells["id"] = row_id(dossier, self._article, cells["paragraph"])
        assert set(cells) <= set(TABLES[TABLE].by_name)
        try:
            opened = add_own_row(dossier, TABLE, cells)
        except (KitError, OSError) as error:
            self.said.value = notice(str(error))
            return
        self.desk.changed(opened)
        told = f"Saved as {html.escape(cells['id'])} in provisions.mine.csv"
        self.said.value = f"<span role='status'>{told}</span>"
