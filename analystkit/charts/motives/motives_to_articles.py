"""Which articles would serve which motives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from analystkit.charts import Column, Plan, Row, Rows, Squares, Text, View, Words, chart
from analystkit.charts.motives import ORDER, Motive, motives, swatches
from analystkit.charts.style import MUTED
from analystkit.words import listing, lower_label, say

_NONE = "Served by no article"


def _article(view: View, article: str) -> str:
    """Return an article with its subjects, or what is wrong with it."""
    if article == "0":
        return "Preamble"
    if article.isdigit() and int(article) > view.dossier.about.articles:
        return f"Art. {article}, not in the treaty"
    rows, number = view.dossier.table("provisions"), int(article) if article.isdigit() else -1
    domains = rows.loc[rows["article"] == number, "domain"].dropna()
    labels = [view.dossier.codebook.label("provisions", "domain", term) for term in domains]
    return ": ".join(filter(None, [f"Art. {article}", listing(dict.fromkeys(map(lower_label, labels)))]))


def _served(every: Collection[Motive], uses: Counter[str]) -> str:
    """Return how many motives no article would serve, and which would serve the most."""
    alone, total = sum(not motive.articles for motive in every), len(every)
    if not uses:
        none = say("None of {n:motive} is served by an article", n=total)
        return none if total > 1 else "No article would serve the motive"
    head = say("Each of {n:motive} is served", n=total)
    head = say("{a} of {n:motive} {a|is|are} served by no article", n=total, a=alone) if alone else head
    most = max(uses.values())
    leaders = [f"Article {a}" if a != "0" else "the preamble" for a, n in uses.items() if n == most]
    if len(leaders) <= 2 and len(uses) > len(leaders):
        head += f"; most by {listing(leaders)} ({most}{' each' if len(leaders) > 1 else ''})"
    return head


@chart("motives", also=("provisions",), needs=("articles",))
def motives_to_articles(view: View) -> tuple[Plan, Words]:
    """Which articles of the treaty would serve which motives, and which motives none would."""
    every = motives(view).values()
    uses = Counter(article for motive in every for article in motive.articles)
    order = sorted(uses, key=lambda a: (-uses[a], int(a) if a.isdigit() else 999, a))
    groups = {_article(view, a): [m for m in every if a in m.articles] for a in order}
    groups |= {_NONE: alone} if (alone := [m for m in every if not m.articles]) else {}
    rows = []
    for label, held in groups.items():
        themes = Counter(view.label("theme", motive.theme) for motive in held)
        words = listing([f"{theme} {n}" if n > 1 else theme for theme, n in themes.most_common()], limit=3)
        held.sort(key=lambda motive: (ORDER.index(motive.borne), not motive.contested))
        cells = (Squares(tuple(m.square for m in held)), Text(words, MUTED, small=True, lines=2))
        ids, last = tuple(motive.id for motive in held), label == _NONE
        rows.append(Row(label, cells, ids, accent=last, weight=len(held) + 1e6 * last))
    columns = [Column(), Column("Themes", 0.8, narrow="drop", paper=True, gap=0.1)]
    plan = Rows(rows, columns, swatches(every, not view.slide), share=0.38, noun="article").fit(view)
    said = [f"{row.label} {len(row.ids)}" for row in plan.drawn]
    alt = f"A row for each article with a square for each motive that it would serve: {'; '.join(said)}"
    alt += f" {plan.more}." if plan.more else "."
    subtitle = "Which articles would serve which motives, as the dossier’s editors read both."
    several = sum(uses.values()) > sum(bool(motive.articles) for motive in every)
    note = "A motive that several articles would serve stands at each." if several else ""
    return plan, Words(_served(every, uses), subtitle, alt, note)
