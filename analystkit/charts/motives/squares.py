"""One square a motive: by theme and actor, by what others say of it, by the articles that would serve it."""

from __future__ import annotations

from collections import Counter

from analystkit.charts import Column, Option, Part, Plan, Row, Rows, Squares, Swatch, Text, View, Words, chart
from analystkit.charts.motives.standing import (
    FACT,
    MOTIVE,
    NOT_SAID,
    ORDER,
    SOME,
    Motive,
    actors,
    grouped,
    motives,
    square,
    swatches,
    whose,
)
from analystkit.charts.style import LINE, MUTED
from analystkit.words import capital, count, listing, lower_label, say

NONE = "Served by no article"
_BY = {"theme": "Theme", "actor": "Actor", "kind": "Kind"}


@chart(
    name="motives-by-theme",
    label="Motives by theme",
    table="motives",
    needs=("actor", "kind", "theme"),
    about="Who wants what: one party's motives at the left, the other's at the right, shared ones between.",
)
def motives_by_theme(view: View) -> tuple[Plan, Words]:
    """Return a row of squares for each theme, one square a motive, in a column for each actor."""
    every, sides, values = motives(view), actors(view), view.values("actor")
    letters: dict[str, str] = {}  # one for each kind: a color alone would be lost in grey
    for term in view.terms("kind"):
        own = [each for each in view.label("kind", term).upper() if each.isalpha()]
        letters[term] = next((each for each in own if each not in letters.values()), (own or ["?"])[0])
    themes, kinds = grouped(view, "theme", every), list(letters)
    rows, most = [], {actor: 1 for actor, _ in sides}
    for label, group in themes.items():
        cells, ids = [], tuple(motive.id for motive in group)
        for actor, _ in sides:
            held = [motive for motive in group if motive.actor == actor]
            held.sort(key=lambda motive: kinds.index(motive.kind))
            most[actor] = max(most[actor], len(held))
            parts = []
            for m in held:
                color, said = view.color("kind", m.kind), f"{view.label('kind', m.kind)}: {m.said}"
                parts.append(Part(1, color, m.unsure, (m.id,), said, letter=letters[m.kind]))
            cells.append(Squares(tuple(parts)))
        rows.append(Row(label, cells, ids, view.told(label, ids), weight=len(ids)))
    heads = {actor: f"{view.label('actor', actor)} {values.count(actor)}" for actor, _ in sides}
    columns = [Column(heads[actor], most[actor] + 1.5, side, bold=True, gap=0.08) for actor, side in sides]
    key = [
        Swatch(capital(view.label("kind", term)), view.color("kind", term), "lettered", letter)
        for term, letter in letters.items()
    ]
    key += [Swatch("Unverified", LINE, "hatched")] if view.unsure else []
    plan = Rows(rows, columns, key, share=0.32, noun="theme", head_gap=0.04).fit(view)
    headline, shown = whose(view), view.values("kind")
    if len(rows) > 1 and len(rows[0].ids) > len(rows[1].ids):
        headline += f"; the commonest theme: {rows[0].label.rstrip(' *')}"
    sorts = listing([f"{lower_label(view.label('kind', term))} {shown.count(term)}" for term in kinds])
    named = listing([*(f"{row.label} {len(row.ids)}" for row in plan.drawn), *filter(None, [plan.more[4:]])])
    alt = (
        f"Squares for {count(len(every), 'motive')}, a row for each theme and a column for each actor. "
        f"By actor: {listing(heads.values())}. By theme: {named}. By kind: {sorts}."
    )
    return plan, Words(headline, "One square a motive, by theme and actor; the letter says its kind.", alt)


def _borne_out(every: list[Motive]) -> str:
    """Return how many motives others bear out, of how many only a fact is, and how many are contested."""
    total = len(every)
    borne, fact = (sum(motive.borne == what for motive in every) for what in (MOTIVE, FACT))
    against = sum(motive.contested in (MOTIVE, SOME) for motive in every)
    if any(motive.borne == SOME for motive in every):
        alone = sum(not motive.borne for motive in every)
        lead = say("Of {t:motive} {n} {n|has|have} no other source", t=total, n=alone)
        return lead + (say(", {n} {n|is|are} contested", n=against) if against else "")
    if total == 1:
        lead = "For the motive only a fact is reported" if fact else "No other source has the motive"
        return ("The motive is borne out" if borne else lead) + (", and contested" if against else "")
    lead = say("Other sources ascribe {n} of {t:motive} too", n=borne or "none", t=total)
    more = say("; for {n} more they report only a fact behind {n|it|them}", n=fact) if fact < total else ""
    return lead + (more if fact else "") + (say("; {n} {n|is|are} contested", n=against) if against else "")


@chart(
    name="motives-and-evidence",
    label="Motives and evidence",
    table="motives",
    needs=("corroboration", "counter", "counter_sources"),
    about="Which motives other sources bear out, and which a source contests.",
    options={"by": Option("theme", _BY, "A row for each")},
)
def motives_and_evidence(view: View) -> tuple[Plan, Words]:
    """Return a row of squares for each group, one a motive: full where borne out, crossed where contested."""
    every, by = motives(view), str(view.options["by"])
    rows, parts = [], {}
    for label, group in grouped(view, by, every).items():
        held = sorted(group, key=lambda m: (ORDER.index(m.borne), m.contested not in (MOTIVE, SOME)))
        ids, cells = tuple(motive.id for motive in group), (Squares(tuple(map(square, held))),)
        rows.append(Row(label, cells, ids, view.told(label, ids), weight=len(ids)))
        parts[label] = f"{label} {sum(m.borne in (MOTIVE, SOME) for m in held)} of {len(held)}"
    plan = Rows(rows, (Column(),), swatches(every, not view.slide), share=0.36, noun=by).fit(view)
    facts = sum(motive.contested == FACT for motive in every)
    note = say("Of {n} more only a fact behind {n|it|them} is contested.", n=facts) if facts else ""
    if any(SOME in (motive.borne, motive.contested) for motive in every):
        note = f"{note} {NOT_SAID}".strip()
    lead, headline = capital(f"{count(len(every), 'motive')} by {by}"), _borne_out(every)
    alt = f"{lead}. {headline}. Borne out: {listing([parts[row.label] for row in plan.drawn])}."
    return plan, Words(headline, f"One square a motive, by {by}.", alt, note)


def _article(view: View, article: str) -> str:
    """Return an article with its subjects, or what is wrong with it."""
    if article == "0":
        return "Preamble"
    if article.isdigit() and int(article) > view.dossier.about.articles:
        return f"Art. {article}, not in the treaty"
    rows = view.dossier.table("provisions")
    held = rows[rows["article"].eq(int(article) if article.isdigit() else -1).fillna(False).astype(bool)]
    domains = [view.dossier.codebook.label("provisions", "domain", term) for term in held["domain"].dropna()]
    subjects = listing(dict.fromkeys(map(lower_label, domains)))
    return f"Art. {article}: {subjects}" if subjects else f"Art. {article}"


def _served(every: list[Motive], uses: Counter[str]) -> str:
    """Return how many motives no article would serve, and which would serve the most."""
    alone, most, total = (
        sum(not motive.articles for motive in every),
        max(uses.values(), default=0),
        len(every),
    )
    if not uses:
        none = say("None of {n:motive} is served by an article", n=total)
        return none if total > 1 else "No article would serve the motive"
    head = say("Each of {n:motive} is served", n=total)
    head = say("{a} of {n:motive} {a|is|are} served by no article", n=total, a=alone) if alone else head
    leaders = [f"Article {a}" if a != "0" else "the preamble" for a, n in uses.items() if n == most]
    if len(leaders) <= 2 and len(uses) > len(leaders):
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
    groups = [(_article(view, a), [m for m in every if a in m.articles]) for a in order]
    groups += [(NONE, [m for m in every if not m.articles])] if any(not m.articles for m in every) else []
    rows = []
    for label, held in groups:
        themes = Counter(view.label("theme", motive.theme) for motive in held)
        words = listing([f"{theme} {n}" if n > 1 else theme for theme, n in themes.most_common()], limit=3)
        ids, alone = tuple(motive.id for motive in held), label == NONE
        held.sort(key=lambda motive: (ORDER.index(motive.borne), not motive.contested))
        cells = (Squares(tuple(map(square, held))), Text(words, MUTED, small=True, lines=2))
        weight, told = len(held) + 1e6 * alone, view.told(label, ids)
        rows.append(Row(label, cells, ids, told, accent=alone, weight=weight))
    columns = [Column(), Column("Themes", 0.8, narrow="drop", paper=True, gap=0.1)]
    plan = Rows(rows, columns, swatches(every, not view.slide), share=0.38, noun="article").fit(view)
    said = [f"{row.label} {len(row.ids)}" for row in plan.drawn]
    alt = f"A row for each article with a square for each motive that it would serve: {'; '.join(said)}"
    alt += f" {plan.more}." if plan.more else "."
    subtitle = "Which articles would serve which motives, as the dossier’s editors read both."
    several = sum(uses.values()) > sum(bool(motive.articles) for motive in every)
    note = "A motive that several articles would serve stands at each." if several else ""
    return plan, Words(_served(every, uses), subtitle, alt, note)
