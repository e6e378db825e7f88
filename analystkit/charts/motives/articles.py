"""Which articles would serve which motives: a row for each article, a square for each motive."""

from __future__ import annotations

from collections import Counter

from analystkit.charts.amounts import Squares
from analystkit.charts.cells import Text
from analystkit.charts.chart import Plan, chart
from analystkit.charts.motives.standing import ORDER, Motive, motives, square, swatches
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.style import MUTED
from analystkit.charts.view import View, Words
from analystkit.words import listing, lower_label, say

NONE = "Served by no article"


def _name(view: View, article: str) -> str:
    """Return an article with its heading, or what is wrong with it."""
    if article == "0":
        return "Preamble"
    if not article.isdigit():
        return f"Art. {article}"
    if int(article) > view.dossier.about.articles:
        return f"Art. {article}, not in the treaty"
    rows = view.dossier.table("provisions")
    held = rows[rows["article"].eq(int(article)).fillna(False).astype(bool)]
    domains = [view.dossier.codebook.label("provisions", "domain", term) for term in held["domain"].dropna()]
    subjects = listing(dict.fromkeys(map(lower_label, domains)))
    return f"Art. {article}: {subjects}" if subjects else f"Art. {article}"


def _headline(every: list[Motive], uses: Counter[str]) -> str:
    """Return how many motives no article would serve, and which would serve the most."""
    alone, most = sum(not motive.articles for motive in every), max(uses.values(), default=0)
    if not uses:
        return (
            say("None of {n:motive} is served by an article", n=len(every))
            if len(every) > 1
            else "No article would serve the motive"
        )
    said = (
        "{alone} of {n:motive} {alone|is|are} served by no article"
        if alone
        else "Each of {n:motive} is served"
    )
    head = say(said, n=len(every), alone=alone)
    leaders = [f"Article {a}" if a != "0" else "the preamble" for a, n in uses.items() if n == most]
    if len(leaders) <= 2 < len(uses) + 1 and len(uses) > len(leaders):
        head += f"; most by {listing(leaders)} ({most}{' each' if len(leaders) > 1 else ''})"
    return head


@chart(
    name="motives-to-articles",
    label="Motives to articles",
    table="motives",
    needs=("articles", "theme", "statement"),
    about="Which articles of the treaty would serve which motives, and which motives none would.",
    also=("provisions",),
)
def motives_to_articles(view: View) -> tuple[Plan, Words]:
    """Return a row of squares for each article, one a motive, with the themes; the most used first."""
    every = motives(view)
    uses = Counter(article for motive in every for article in motive.articles)
    order = sorted(uses, key=lambda a: (-uses[a], int(a) if a.isdigit() else 999, a))
    groups = [(_name(view, a), [m for m in every if a in m.articles]) for a in order]
    groups += [(NONE, [m for m in every if not m.articles])] if any(not m.articles for m in every) else []
    rows = []
    for label, held in groups:
        themes = Counter(view.label("theme", motive.theme) for motive in held)
        words = listing([f"{theme} {n}" if n > 1 else theme for theme, n in themes.most_common()], limit=3)
        ids, alone = tuple(motive.id for motive in held), label == NONE
        held.sort(key=lambda motive: (ORDER.index(motive.borne), not motive.contested))
        cells = (Squares(tuple(map(square, held))), Text(words, MUTED, small=True, lines=2))
        rows.append(
            Row(label, cells, ids, view.told(label, ids), accent=alone, weight=len(held) + 1e6 * alone)
        )
    columns = [Column(), Column("Themes", 0.8, narrow="drop", paper=True, gap=0.1)]
    plan = Rows(rows, columns, swatches(every, not view.slide), share=0.38, noun="article").fit(view)
    said = [f"{row.label} {len(row.ids)}" for row in plan.drawn]
    alt = f"A row for each article with a square for each motive that it would serve: {'; '.join(said)}"
    alt += f" {plan.more}." if plan.more else "."
    subtitle = "Which articles would serve which motives, as the dossier’s editors read both."
    several = sum(uses.values()) > sum(bool(motive.articles) for motive in every)
    note = "A motive that several articles would serve stands at each." if several else ""
    return plan, Words(_headline(every, uses), subtitle, alt, note)
