"""Charts over motives: who wants what, how sure that is, and which articles would serve it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analystkit.charts import Column, Part, Row, Rows, Squares, Text, View, Words
from analystkit.charts.cells import Cell, Range
from analystkit.charts.chart import Option, Plan, chart
from analystkit.charts.legend import UNVERIFIED, Swatch, key_of, letters
from analystkit.charts.style import ACCENT, INK, LINE, MINE, MUTED, tint
from analystkit.charts.text import clean
from analystkit.words import capital, count, listing, lower_label, say

MOTIVE, FACT, SOME = "motive", "fact", "some"  # what other sources speak of; not said of which
_ONLY_FACT = tint(ACCENT, 0.4)
_NOT_SAID = "The dossier does not say whether other sources speak of the motive or only of a fact behind it."
# What others say, the surest first: in a sentence, and in columns for those that bear out and that contest.
_STANDING = {
    MOTIVE: ("borne out by another source", "yes", "yes"),
    SOME: ("other sources cited", "cited", "yes"),
    FACT: ("only a fact behind it borne out by another source", "only a fact", "a fact"),
    "": ("no other source", "no", "–"),
}
_ORDER = list(_STANDING)
# How the source puts it: in a word, by a sign, and as a verb.
_HEDGES = {
    "weakens": ("weakened", "▼", "weakens"),
    "strengthens": ("strengthened", "▲", "strengthens"),
    "both": ("weakened and strengthened", "▲▼", "does both to"),
    SOME: ("hedged", "~", "hedges"),
    "": ("–", "–", ""),
}
_TOLD = 12  # so many motives are told in the alternative text
_RANGE = re.compile(r"(\d+)\s*[–-]\s*(\d+)\s*%")
_NONE = "Served by no article"
_BY = Option("theme", {"theme": "Theme", "actor": "Actor", "kind": "Kind"}, "A row for each")


@dataclass(frozen=True)
class Motive:
    """One motive, as charts speak of it."""

    id: str
    actor: str
    theme: str
    kind: str
    statement: str  # one line, with an asterisk where it is the analyst's own
    borne: str  # MOTIVE, FACT, SOME or "": what other sources say too
    contested: str  # the same: against what others speak
    hedge: str  # "weakens", "strengthens", "both", SOME where the dossier does not say, or ""
    words: tuple[str, ...]  # the hedges
    unsure: bool
    articles: tuple[str, ...]

    @property
    def against(self) -> bool:
        """Whether the motive itself is contested."""
        return self.contested in (MOTIVE, SOME)

    @property
    def said(self) -> str:
        """How sure it is, in words."""
        parts = [_STANDING[self.borne][0]]
        parts += ["contested" if self.against else "a fact behind it contested"] if self.contested else []
        parts += [_HEDGES[self.hedge][0]] if self.hedge else []
        parts += ["unverified"] if self.unsure else []
        return f"{self.statement.rstrip('.')} ({', '.join(parts)})"

    @property
    def square(self) -> Part:
        """Its square: full where borne out, pale where a fact is, crossed where contested."""
        color = _ONLY_FACT if self.borne == FACT else ACCENT
        return Part(1, color, self.unsure, (self.id,), self.said, self.against, hollow=not self.borne)


def motives(view: View) -> list[Motive]:
    """Return the motives of a view, in the order of its rows."""
    hedges = {role: set(view.role("hedge_kind", role)) for role in ("weakens", "strengthens")}
    told = {(c, r): view.role(c, r) for c in ("corroborates", "contests") for r in (MOTIVE, FACT)}

    def of_what(column: str, term: object, some: bool) -> str:
        return next((role for role in (MOTIVE, FACT) if term in told[column, role]), SOME if some else "")

    found = []
    terms = (view.values(column) for column in ("actor", "theme", "kind"))
    for one, actor, theme, kind, row in zip(view.ids, *terms, view.rows.to_dict("records"), strict=True):
        kinds = set(row.get("hedge_kind") or ())
        roles = [role for role, terms in hedges.items() if kinds & terms]
        hedge = "both" if len(roles) == 2 else "".join(roles) or (SOME if row["hedge"] else "")
        statement = clean(row["statement"]) + (f" {MINE}" if row["mine"] else "")
        borne = of_what("corroborates", row.get("corroborates"), bool(row["corroboration"]))
        against = of_what("contests", row.get("contests"), bool(row["counter"] or row["counter_sources"]))
        words, articles = tuple(row["hedge"]), tuple(dict.fromkeys(row["articles"]))
        unsure, sure = row["verification"] == "unverified", (borne, against, hedge, words)
        found.append(Motive(one, actor, theme, kind, statement, *sure, unsure, articles))
    return found


def _grouped(view: View, column: str, among: Sequence[Motive]) -> dict[str, list[Motive]]:
    """Return motives by the label of a column's terms, the largest group first, else as in the codebook."""
    groups = {}
    for term in view.terms(column):
        held = [motive for motive in among if getattr(motive, column) == term]
        own = f" {MINE}" if any(motive.statement.endswith(f" {MINE}") for motive in held) else ""
        groups[capital(view.label(column, term)) + own] = held
    return dict(sorted(groups.items(), key=lambda group: -len(group[1])))


def _actors(view: View) -> list[tuple[str, str]]:
    """Return the actors in view in the order of their columns, each with the side from which it grows.

    The first party stands left, what the parties share between them, the second party right, others last.
    """
    parties, shared = view.role("actor", "party"), view.role("actor", "shared")
    sides = {**dict.fromkeys(parties[:1], "right"), **dict.fromkeys(shared, "center")}
    sides |= dict.fromkeys(parties[1:], "left")
    present = view.terms("actor")
    order = [*(actor for actor in sides if actor in present), *(a for a in present if a not in sides)]
    return [(actor, sides.get(actor, "left")) for actor in order]


def _swatches(among: Sequence[Motive], wide: bool = True) -> list[Swatch]:
    """Return the legend of the squares, as far as they occur."""
    borne = {motive.borne for motive in among}
    found = [
        (MOTIVE in borne, Swatch("Borne out by another source" if wide else "Borne out", ACCENT)),
        (SOME in borne, Swatch("Other sources cited", ACCENT)),
        (FACT in borne, Swatch("Only a fact behind it" if wide else "Only a fact", _ONLY_FACT)),
        ("" in borne, Swatch("No other source", ACCENT, "hollow")),
        (any(m.against for m in among), Swatch("Contested", _ONLY_FACT, "crossed")),
        (any(m.unsure for m in among), UNVERIFIED),
    ]
    return [swatch for there, swatch in found if there]


def whose(view: View) -> str:
    """Return to whom the motives are ascribed, with what one party shares where it is looked at alone."""
    total, present, values = len(view.rows), view.terms("actor"), view.values("actor")
    parties, shared = view.role("actor", "party"), view.role("actor", "shared")
    names = {a: "the parties together" if a in shared else view.label("actor", a) for a in present}
    if len(present) == 1 and present[0] in parties and shared:
        wider = {**dict(view.selection.where), "actor": list(shared)}
        rows = view.selection.with_(where=wider).rows(view.dossier)
        more = say(", {n} more {n|is|are} shared by the parties", n=len(rows)) if len(rows) else ""
        return say("{n:motive} {n|is|are} {name}’s alone", n=total, name=names[present[0]]) + more
    if total == 1:
        return f"One motive, ascribed to {names[present[0]]}"
    (actor, most), *others = Counter(values).most_common()
    if others and others[0][1] == most:
        return f"{total} motives; none of the {len(present)} actors has most"
    return (
        f"{f'All {total}' if most == total else f'{most} of {total}'} motives are ascribed to {names[actor]}"
    )


@chart("motives")
def motives_by_theme(view: View) -> tuple[Plan, Words]:
    """Who wants what: one party's motives at the left, the other's at the right, shared ones between."""
    every, sides, kinds = motives(view), _actors(view), view.terms("kind")
    names = {kind: view.label("kind", kind) for kind in kinds}
    tags = letters([*names.values()])  # a color alone would be lost in grey
    rows, most = [], dict.fromkeys(dict(sides), 1)
    for label, group in _grouped(view, "theme", every).items():
        cells, ids = [], tuple(motive.id for motive in group)
        for actor in most:
            held = [motive for motive in group if motive.actor == actor]
            held.sort(key=lambda motive: kinds.index(motive.kind))
            most[actor] = max(most[actor], len(held))
            parts = []
            for m in held:
                color, said = view.color("kind", m.kind), f"{names[m.kind]}: {m.said}"
                parts.append(Part(1, color, m.unsure, (m.id,), said, letter=tags[names[m.kind]]))
            cells.append(Squares(tuple(parts)))
        rows.append(Row(label, cells, ids, view.told(label, ids), weight=len(ids)))
    heads = {actor: f"{view.label('actor', actor)} {view.values('actor').count(actor)}" for actor in most}
    columns = [Column(heads[actor], most[actor] + 1.5, side, bold=True, gap=0.08) for actor, side in sides]
    key = key_of(view, "kind", kinds, tags)
    plan = Rows(rows, columns, key, share=0.32, noun="theme", head_gap=0.04).fit(view)
    headline, shown = whose(view), Counter(motive.kind for motive in every)
    if len(rows) > 1 and len(rows[0].ids) > len(rows[1].ids):
        headline += f"; the commonest theme: {rows[0].label.rstrip(' *')}"
    sorts = listing([f"{lower_label(names[kind])} {shown[kind]}" for kind in kinds])
    alt = (
        f"Squares for {count(len(every), 'motive')}, a row for each theme and a column for each actor. "
        f"By actor: {listing(heads.values())}. By theme: {plan.listed}. By kind: {sorts}."
    )
    return plan, Words(headline, "One square a motive, by theme and actor; the letter says its kind.", alt)


def _row(view: View, motive: Motive, section: str) -> Row:
    hedge = _HEDGES[motive.hedge][1 if view.slide or view.narrow else 0]
    said = [
        (motive.hedge, hedge),
        (motive.borne, _STANDING[motive.borne][1]),
        (motive.contested, _STANDING[motive.contested][2]),
    ]
    texts = (Text(words, INK if there else MUTED, small=True) for there, words in said)
    cells = (Squares((motive.square,), numbered=False), *texts)
    weight = -_ORDER.index(motive.borne) - 0.5 * (motive.hedge == "weakens") - 0.2 * bool(motive.contested)
    return Row(motive.statement, cells, (motive.id,), motive.said, section=section, weight=weight)


@chart("motives", label="Who wants what, and how sure", needs=("hedge", "corroboration", "counter"))
def who_wants_what(view: View) -> tuple[Plan, Words]:
    """Each motive with its actor: how it is hedged, whether other sources bear it out, who contests it."""
    every, order, short = motives(view), [actor for actor, _ in _actors(view)], view.slide or view.narrow
    ranked = sorted(every, key=lambda m: (order.index(m.actor), _ORDER.index(m.borne), m.hedge == "weakens"))
    names = {actor: capital(view.label("actor", actor)) if len(order) > 1 else "" for actor in order}
    columns = [
        Column(share=0, align="center", gap=0.1),
        Column("" if short else "Hedge", share=0, align="center" if short else "left", gap=0.08),
        Column("Borne out", share=0, gap=0.12, narrow="drop", paper=True),
        Column("Contested", share=0, gap=0.12, narrow="drop", paper=True),
    ]
    key: list[Swatch] = []
    if short:  # no room for columns of words
        held = [hedge for hedge in [*_HEDGES][:3] if any(motive.hedge == hedge for motive in every)]
        key = [Swatch(_HEDGES[hedge][0].capitalize(), shape="", mark=_HEDGES[hedge][1]) for hedge in held]
        key = [*_swatches(every, False), *key]
    rows = [_row(view, motive, names[motive.actor]) for motive in ranked]
    plan = Rows(rows, columns, key, share=0.9 if view.slide else 0.86 if view.narrow else 0.6).fit(view)
    borne = sum(motive.borne in (MOTIVE, SOME) for motive in every)
    weak = sum(motive.hedge in ("weakens", "both") for motive in every)
    against = sum(motive.against for motive in every)
    sure = f"{borne or 'none'} borne out, {weak or 'none'} weakened, {against or 'none'} contested"
    said = [row.words for row in plan.drawn[:_TOLD]]
    said += [f"And {count(left, 'more motive')}"] if (left := len(every) - len(said)) else []
    alt = capital(f"{count(len(every), 'motive')}: {sure}. {'. '.join(said)}.")
    note = _NOT_SAID if any(SOME in (motive.borne, motive.contested) for motive in every) else ""
    hedge = "" if short else " Hedge: how its source puts it."
    headline = f"{whose(view)}; {sure}" if len(every) > 1 else whose(view)
    return plan, Words(headline, f"Each motive, those best borne out first.{hedge}", alt, note)


def _borne_out(every: list[Motive]) -> str:
    """Return how many motives others bear out, of how many only a fact is, and how many are contested."""
    total = len(every)
    borne, fact = (sum(motive.borne == what for motive in every) for what in (MOTIVE, FACT))
    against = sum(motive.against for motive in every)
    if any(motive.borne == SOME for motive in every):
        alone = sum(not motive.borne for motive in every)
        lead = say("Of {t:motive} {n} {n|has|have} no other source", t=total, n=alone)
        return lead + (say(", {n} {n|is|are} contested", n=against) if against else "")
    if total == 1:
        lead = "For the motive only a fact is reported" if fact else "No other source has the motive"
        return ("The motive is borne out" if borne else lead) + (", and contested" if against else "")
    lead = say("Other sources ascribe {n} of {t:motive} too", n=borne or "none", t=total)
    if 0 < fact < total:
        lead += say("; for {n} more they report only a fact behind {n|it|them}", n=fact)
    return lead + (say("; {n} {n|is|are} contested", n=against) if against else "")


@chart("motives", needs=("corroboration", "counter", "counter_sources"), options={"by": _BY})
def motives_and_evidence(view: View) -> tuple[Plan, Words]:
    """Which motives other sources bear out, and which a source contests."""
    every, by = motives(view), str(view.options["by"])
    rows, parts = [], {}
    for label, group in _grouped(view, by, every).items():
        group.sort(key=lambda motive: (_ORDER.index(motive.borne), not motive.against))
        ids, cells = [motive.id for motive in group], (Squares(tuple(motive.square for motive in group)),)
        rows.append(Row(label, cells, ids, view.told(label, ids), weight=len(ids)))
        parts[label] = f"{label} {sum(m.borne in (MOTIVE, SOME) for m in group)} of {len(group)}"
    plan = Rows(rows, (Column(),), _swatches(every, not view.slide), share=0.36, noun=by).fit(view)
    facts = sum(motive.contested == FACT for motive in every)
    note = say("Of {n} more only a fact behind {n|it|them} is contested.", n=facts) if facts else ""
    if any(SOME in (motive.borne, motive.contested) for motive in every):
        note = f"{note} {_NOT_SAID}".strip()
    lead, headline = capital(f"{count(len(every), 'motive')} by {by}"), _borne_out(every)
    alt = f"{lead}. {headline}. Borne out: {listing([parts[row.label] for row in plan.drawn])}."
    return plan, Words(headline, f"One square a motive, by {by}.", alt, note)


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


def _served(every: list[Motive], uses: Counter[str]) -> str:
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
    every = motives(view)
    uses = Counter(article for motive in every for article in motive.articles)
    order = sorted(uses, key=lambda a: (-uses[a], int(a) if a.isdigit() else 999, a))
    groups = {_article(view, a): [m for m in every if a in m.articles] for a in order}
    groups |= {_NONE: alone} if (alone := [m for m in every if not m.articles]) else {}
    rows = []
    for label, held in groups.items():
        themes = Counter(view.label("theme", motive.theme) for motive in held)
        words = listing([f"{theme} {n}" if n > 1 else theme for theme, n in themes.most_common()], limit=3)
        held.sort(key=lambda motive: (_ORDER.index(motive.borne), not motive.contested))
        cells = (Squares(tuple(m.square for m in held)), Text(words, MUTED, small=True, lines=2))
        ids, last = tuple(motive.id for motive in held), label == _NONE
        weight, told = len(held) + 1e6 * last, view.told(label, ids)
        rows.append(Row(label, cells, ids, told, accent=last, weight=weight))
    columns = [Column(), Column("Themes", 0.8, narrow="drop", paper=True, gap=0.1)]
    plan = Rows(rows, columns, _swatches(every, not view.slide), share=0.38, noun="article").fit(view)
    said = [f"{row.label} {len(row.ids)}" for row in plan.drawn]
    alt = f"A row for each article with a square for each motive that it would serve: {'; '.join(said)}"
    alt += f" {plan.more}." if plan.more else "."
    subtitle = "Which articles would serve which motives, as the dossier’s editors read both."
    several = sum(uses.values()) > sum(bool(motive.articles) for motive in every)
    note = "A motive that several articles would serve stands at each." if several else ""
    return plan, Words(_served(every, uses), subtitle, alt, note)


def _how_hedged(every: Sequence[Motive], placed: int) -> str:
    """Return how many motives the source weakens, strengthens, and leaves without a hedge."""
    held, total = Counter(motive.hedge for motive in every), len(every)
    if not total - held[""]:
        return say("None of {n:motive} is hedged", n=total) if total > 1 else "The motive is not hedged"
    parts = [f"{verb} {held[kind]}" for kind, (*_, verb) in _HEDGES.items() if kind and held[kind]]
    scale = say("; {n} with a word of the likelihood scale", n=placed) if placed else ""
    return f"Of {say('{n:motive}', n=total)} the source {listing(parts)}{scale}"


@chart("motives", needs=("hedge",))
def how_sure_it_sounds(view: View) -> tuple[Plan, Words]:
    """How the author hedges, on the likelihood scale of ICD 203 where the word has a place on it."""
    every, book = motives(view), view.dossier.codebook.terms(view.table, "hedge")
    spans = {e.group: (*map(int, found.groups()),) for e in book if (found := _RANGE.search(e.group))}
    bands = {entry.term: entry.group for entry in book if entry.group in spans}
    colors = {e.group: e.color for e in reversed(book) if e.group in spans}  # of a band's first word
    placed: dict[str, list[Motive]] = {}
    for motive in every:
        band = next((bands[word] for word in motive.words if word in bands), motive.hedge)
        placed.setdefault(band, []).append(motive)
    order, scaled = sorted(spans, key=lambda group: spans[group], reverse=True), set(placed) & set(spans)
    rows, said = [], []
    for key in [key for key in [*order, *_HEDGES] if key in placed]:
        held, span, color = placed[key], spans.get(key), colors.get(key, LINE)
        label, percent = capital(_HEDGES[key][0]) if key in _HEDGES and key else "No hedge", ""
        if span:
            label, percent = _RANGE.sub("", key).strip(" ()"), f" ({span[0]}–{span[1]} %)"
        elif key in ("weakens", "strengthens"):
            color = view.color("hedge_kind", view.role("hedge_kind", key)[0])
        parts = tuple(Part(1, color, m.unsure, (m.id,), m.said, hollow=not m.hedge) for m in held)
        words = Counter(lower_label(view.label("hedge", w)) for m in held for w in m.words)
        note = listing([f"“{word}” {times}" for word, times in words.most_common()], limit=4)
        note = "" if view.slide or view.narrow else note
        scale = Range(span[0], span[1], color) if span else Cell()
        section = "On the likelihood scale of ICD 203" if span else "Without a place on it" if scaled else ""
        weight, ids = len(held) + 1e3 * bool(key), [motive.id for motive in held]
        cells, told = [scale, Squares(parts)][not scaled :], view.told(label, ids)
        rows.append(Row(label + percent, cells, ids, told, note, section, weight=weight))
        said.append(f"{lower_label(label)} {len(held)}")
    columns = [Column(gap=0.15)]
    if scaled:
        ticks = ((0, "0"), (100, "100 %"))
        columns.insert(0, Column(share=0.35, scale=(0, 100), ticks=ticks, narrow="drop", paper=True))
    swatches = [UNVERIFIED] if view.unsure else []
    plan = Rows(rows, columns, swatches, share=0.45, noun="band").fit(view)
    alt = f"{say('{n:motive}', n=len(every))} by the source's hedges: {listing(said)}."
    note = "The likelihood is the source’s wording, never ours."
    if any(motive.hedge == SOME for motive in every):
        note += " The dossier does not say which hedges weaken and which strengthen."
    headline = _how_hedged(every, sum(len(placed[key]) for key in scaled))
    return plan, Words(headline, "One square a motive, by how its source puts it.", alt, note)
