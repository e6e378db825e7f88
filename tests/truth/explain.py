"""Every number that a figure says, explained by a count made with plain pandas, or else reported.

A sentence is read as text around numbers. What stands beside a number (behind it, or before it where nothing
follows) names terms of the codebook, roles or measures; the number must be the count of the rows with those
terms, among the rows selected or those drawn, and the same rows must explain all numbers of the sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import combinations

import pandas as pd

from analystkit.analysis.texts.store import load_text, sources_at_hand
from analystkit.dossier import TABLES
from analystkit.dossier.dates import parse_date
from tests.truth import counting

Mask = Callable[[pd.DataFrame], pd.Series]
_MONTH = "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_DATES = re.compile(
    rf"(?:\b\d{{1,2}}(?:–\d{{1,2}})? )(?:{_MONTH})\b(?: {_YEAR})?(?:–\d{{1,2}} (?:{_MONTH}) {_YEAR})?\??"
    rf"|\b(?:{_MONTH}) {_YEAR}\b\??|\b{_YEAR}(?:[–-]\d{{2,4}})?\b\??"
)
_PLACES = re.compile(
    r"\bart(?:\. |icles? )\d[\d–()]*(?:(?:,? and |, )\d[\d–()]*)*|\([\d–, ]+(?: and [\d–]+)?\)"
    r"|\(\w+\d\w*\)|ICD 203|beyond 3\.84|below 1 in 20|sha256 \w+|more than 30 years|\d+ ?–\d+ ?%",
    re.I,
)
NUMBER = re.compile(
    r"(?<![\w.,–-])(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[Nn]one(?= of \d| borne out| weakened| contested))(?![\w–-]|[.,]\d)"
)


def value_of(text: str) -> float:
    return 0.0 if text.casefold() == "none" else float(text.replace(",", ""))


class Facts:
    """What may be counted of one figure: masks by the words that name them, and numbers by theirs."""

    def __init__(self, figure) -> None:
        self.figure, self.table = figure, figure.spec.selection.table
        self.rows, self.codebook = figure.rows, figure.dossier.codebook
        self.chart = figure.spec.chart
        self.masks: dict[str, list[Mask]] = {}
        self.numbers: dict[str, set[float]] = {}
        self.each: dict[str, dict[str, set[float]]] = {}  # of a row that a sentence or a clause is about
        self._terms()
        if self.chart in ("word-dispersion", "hedges", "obligation-words"):
            self._texts()
        else:
            getattr(self, f"_{self.table}", lambda: None)()

    def mask(self, words: str, mask: Mask) -> None:
        for form in words.split("|"):
            self.masks.setdefault(form.casefold().rstrip("?"), []).append(mask)

    def number(self, words: str, *values: float) -> None:
        for form in words.split("|"):
            self.numbers.setdefault(form.casefold(), set()).update(round(float(v), 6) for v in values)

    def role(self, column: str, role: str) -> Mask:
        terms = set(self.codebook.with_role(self.table, column, role))
        return self.has(column, terms)

    def has(self, column: str, terms: set[str]) -> Mask:
        def mask(rows: pd.DataFrame) -> pd.Series:
            if column not in rows:
                return pd.Series(False, index=rows.index)
            cells = [c if isinstance(c, tuple | list) else (c,) for c in rows[column].astype(object)]
            return pd.Series(
                [bool(terms & {str(x) for x in cell}) for cell in cells], index=rows.index, dtype=bool
            )

        return mask

    def _terms(self) -> None:
        """Name the terms of every column of the table, their groups, levels, and how many of each there are."""
        for column in TABLES[self.table].columns:
            if column.kind in ("term", "terms") and column.name in self.rows:
                groups: dict[str, set[str]] = {}
                for term in self.codebook.terms(self.table, column.name):
                    self.mask(term.label, self.has(column.name, {term.term}))
                    groups.setdefault(term.group or term.label, set()).add(term.term)
                for group, terms in groups.items() if self.table in ("events", "indicators") else ():
                    self.mask(group, self.has(column.name, terms))
        self.mask(
            "rest on one source|rests on one source|on one source", self.has("verification", {"one-source"})
        )
        self.mask("unverified", self.has("verification", {"unverified"}))

    def _provisions(self) -> None:
        dimensions = ["obligation", "precision", "delegation"]
        if self.chart == "legalization":
            self.mask("not coded", lambda r: r[dimensions].isna().any(axis=1))
        else:
            self.mask("not coded", lambda r: r["obligation"].isna())
        self.mask("coded", lambda r: r["obligation"].notna())
        self.mask("with content", lambda r: r["domain"].notna())
        self.mask("no domain established", lambda r: r["domain"].isna())
        self.mask(
            "forbid something or demand|forbids something or demands|neither forbids|binds|bind",
            self.role("obligation", "binding"),
        )
        rows, every = self.rows, self.figure.dossier.table("provisions")
        self.number("domains by|domain by", rows["domain"].nunique() + rows["domain"].isna().any())
        self.number(
            "forms of obligation|form of obligation",
            rows["obligation"].nunique() + rows["obligation"].isna().any(),
        )
        form = rows["obligation"].value_counts()
        lead = rows[rows["obligation"].isin(form.index[form == form.max()])] if len(form) else rows
        if self.chart == "obligation-by-domain":
            self.number("domain|domains", lead["domain"].nunique())
        strong = rows[self.role("obligation", "binding")(rows)]
        if self.chart == "provisions-by-domain":
            self.number(
                "domain|domains", strong["domain"].nunique(), *([rows["domain"].nunique()] * strong.empty)
            )
            self.number("each", *strong["domain"].value_counts()[:1])
        pairs = (
            rows.astype({"domain": object, "obligation": object})
            .groupby(["domain", "obligation"], dropna=False)
            .size()
        )
        self.number("the fullest cell", pairs.max() if len(pairs) else 0)
        if self.chart == "keyness":
            self._keyness()
        if self.chart != "articles-at-a-glance":
            return
        held = rows[rows["domain"].notna()]
        content = held[held["verification"] != "unverified"]
        total = max([self.figure.dossier.about.articles, *every["article"].dropna()])
        numbers = lambda part: set(part["article"].dropna()) - {0}  # noqa: E731
        chosen = numbers(rows) | (
            set(range(1, total + 1)) - numbers(every) if len(rows) == len(every) else set()
        )
        known, unsure = numbers(content), numbers(held) - numbers(content)
        sure = self.codebook.with_role("provisions", "numbering", "sure")
        guessed = known - numbers(content[content["numbering"].isin(sure)]) if sure else set()
        self.masks = {
            w: m
            for w, m in self.masks.items()
            if w
            in ("with content", "unverified", "on one source", "rest on one source", "rests on one source")
        }
        self.number("articles|article|articles have|articles has|article has", total)
        self.number("content that a source gives|content from a source", len(known))
        self.number("unverified: ", len(unsure))
        self.number("nothing is established|nothing established", len(chosen - known - unsure))
        self.number("tiles", total + 1)
        self.number("the selection stands|stands in", len(chosen))
        self.number("reported without an article number", rows["article"].isna().sum())
        self.number("whose number no source gives", len(guessed))
        self.number("forbids or demands a checkable act", len(self._strongest(held, "binding")))
        self.number("declares", len(self._strongest(held, "declaring")))

    def _texts(self) -> None:
        """Count words at hand: those named in the text itself, forms of obligation by the marks of each place."""
        dossier, asked = self.figure.dossier, str(self.figure.spec.options.get("source", ""))
        source = asked or next(iter(sources_at_hand(dossier)), "")
        if not source or asked == "digest":
            return
        text = "\n".join(passage.text for passage in load_text(dossier, source).body)
        found = [re.match(r"“(.+?)”(?: stands|:) (\d+) times?$", mark.words) for mark in self.figure.marks]
        times = {}
        for one in filter(None, found):
            times[one[1]] = len(
                re.findall(rf"(?<![\w’'-]){re.escape(one[1])}(?:['’]s?)?(?![\w’'-])", text, re.I)
            )
            self.number(f"{one[1]}|stands in", times[one[1]])
        self.number("hedge|hedges", sum(times.values()))
        cells: dict[str, Counter[str]] = {"coded": Counter(), "word": Counter()}
        for mark in self.figure.marks:
            if one := re.match(
                r"(.+?, (?:preamble|article .+?))(?:(, coded): .*|: (\d+) words?)$", mark.words
            ):
                cells["coded" if one[2] else "word"][one[1]] += int(one[3] or 1)
        self.number("bear out", sum(key in cells["coded"] for key in cells["word"]))
        self.number("coded forms of obligation|coded form of obligation", len(cells["coded"]))
        self.number("obligation words|obligation word", sum(cells["word"].values()))
        labels = Counter[str]()
        for key, n in cells["word"].items():
            labels[key.rpartition(", ")[0]] += n
        for label, n in labels.items():
            self.number(label, n)
        loose = int(self.rows["article"].isna().sum()) if "article" in self.rows else 0
        self.number("without an article number", loose)

    def _keyness(self) -> None:
        """Count the words at the bars again in headings and summaries: in the part named, and in the rest."""
        asked = self.figure.spec.selection
        floor = asked.with_(where={}, text="", dates=None).rows(self.figure.dossier)
        for row in self.figure.marks:
            word = row.words.partition(":")[0]
            if " " in word or not re.search(r": \d+ in ", row.words):
                continue
            has = re.compile(rf"(?<![\w’'-]){re.escape(word)}(?:['’]s?)?(?![\w’'-])", re.I)
            parts = [self.rows, floor[~floor["id"].isin(self.rows["id"])]]
            if not len(parts[1]):
                sizes = self.rows["domain"].astype(object).value_counts()
                order = [t.term for t in self.codebook.terms("provisions", "domain")]
                first = next((t for t in order if len(sizes) and sizes.get(t) == sizes.max()), "")
                parts = [self.rows[self.rows["domain"] == first], self.rows[self.rows["domain"] != first]]
            sure = [
                part[(part["verification"].astype(str) != "unverified") & (part["summary"] != "")]
                for part in parts
            ]
            texts = ["\n".join((part["heading"] + ". " + part["summary"]).drop_duplicates()) for part in sure]
            self.number(word, *(len(has.findall(text)) for text in texts))

    def _strongest(self, held: pd.DataFrame, role: str) -> set[int]:
        """Return the articles in which the strongest form of some domain is of that kind."""
        binding, declaring = (
            set(self.codebook.with_role("provisions", "obligation", r)) for r in ("binding", "declaring")
        )
        found = set()
        for (article, _), part in held[held["article"].fillna(0) > 0].groupby(
            ["article", "domain"], observed=True
        ):
            forms = [f for f in part["obligation"].astype(object) if isinstance(f, str)]
            kinds = {
                "binding" if f in binding else "declaring" if f in declaring else "asking" for f in forms
            }
            strongest = next((k for k in ("binding", "asking", "declaring") if k in kinds), "")
            if strongest == role and (part["verification"] != "unverified").any():
                found.add(int(article))
        return found

    def _motives(self) -> None:
        column, rows = self.rows.columns, self.rows
        self.mask(
            "ascribed to the parties together|parties together|shared by the parties",
            self.role("actor", "shared"),
        )
        asked = self.figure.spec.selection
        wider = asked.with_(where={name: terms for name, terms in asked.where if name != "actor"})
        self.number(
            "shared by the parties", self.role("actor", "shared")(wider.rows(self.figure.dossier)).sum()
        )
        if "corroborates" in column:
            borne, fact = self.role("corroborates", "motive"), self.role("corroborates", "fact")
        else:
            borne, fact = (
                (lambda r: r["corroboration"].map(bool)),
                (lambda r: r["corroboration"].map(bool) & False),
            )
        some = lambda r: r["corroboration"].map(bool)  # noqa: E731
        known = (
            self.codebook.with_role("motives", "corroborates", "motive") if "corroborates" in column else ()
        )
        self.mask("borne out|ascribe|other sources cited", borne if known else some)
        self.mask("report only a fact|only a fact behind it borne out|only a fact is reported", fact)
        self.mask("no other source", lambda r: ~(some(r)) if not known else ~(borne(r) | fact(r)))
        against = self.role("contests", "motive")
        plain = lambda r: r["counter"].map(bool) | r["counter_sources"].map(bool)  # noqa: E731
        told = "contests" in column and bool(self.codebook.with_role("motives", "contests", "motive"))
        self.mask("contested", against if told else plain)
        if told:
            facts = self.role("contests", "fact")
            self.masks["contested"].append(lambda r: against(r) | (plain(r) & ~facts(r)))
        self.mask("fact behind them is contested|fact behind it is contested", self.role("contests", "fact"))
        weak, strong = self.role("hedge_kind", "weakens"), self.role("hedge_kind", "strengthens")
        hedged = lambda r: r["hedge"].map(bool)  # noqa: E731
        bands = {
            t.term
            for t in self.codebook.terms("motives", "hedge")
            if re.search(r"\d+\s*[–-]\s*\d+\s*%", t.group)
        }
        scale = self.has("hedge", bands)
        if self.chart == "how-sure-it-sounds":
            off = (lambda r: ~scale(r)) if self.part == "alt" else (lambda r: scale(r) | True)
            for words in ("weakened", "strengthened", "no hedge", "weakens", "strengthens"):
                self.masks.pop(words, None)
            self.mask("weakens|weakened", lambda r: weak(r) & ~strong(r) & off(r))
            self.mask("strengthens|strengthened", lambda r: strong(r) & ~weak(r) & off(r))
            self.mask("does both to|weakened and strengthened", lambda r: strong(r) & weak(r) & off(r))
            self.mask("hedges|hedged", lambda r: hedged(r) & ~weak(r) & ~strong(r) & off(r))
            self.mask("is hedged|are hedged", hedged)
            self.mask("no hedge", lambda r: ~hedged(r))
            groups = {t.group for t in self.codebook.terms("motives", "hedge")}
            for group in groups:
                bare = re.sub(r"(\d+)\s*[–-]\s*(\d+)\s*%", "", group).strip(" ()")
                terms = {t.term for t in self.codebook.terms("motives", "hedge") if t.group == group}
                self.mask(bare, self.has("hedge", terms))
        else:
            self.mask("weakened", weak)
        self.mask("word of the likelihood scale", scale)
        self.mask("served by no article", lambda r: r["articles"].map(len) == 0)
        self.mask("served by an article", lambda r: r["articles"].map(len) > 0)
        uses = Counter(a for cell in rows["articles"] for a in dict.fromkeys(cell))
        for article in uses:
            self.mask(f"article_{article}|art_{article}", self.has("articles", {article}))
            if article == "0":
                self.mask("preamble", self.has("articles", {article}))
        self.number("each", *([max(uses.values())] if uses else []))
        listed = sum(mark.width > 0.2 and len(mark.ids) == 1 for mark in self.figure.marks)
        self.number("more motives|more motive", len(rows) - min(listed, 12))
        if "actor" in column:
            self.number("actor|actors", rows["actor"].nunique())

    def _events(self) -> None:
        about = self.figure.dossier.about
        if about.signed:
            day, whole = pd.Timestamp(parse_date(about.signed).first), parse_date(about.signed)
            del whole
            before = lambda r: r["date_to"] < day  # noqa: E731
            on = lambda r: (r["date_from"] == day) & (r["date_to"] == day)  # noqa: E731
            late = (
                (lambda r: r["date_from"] >= day)
                if self.chart != "timeline"
                else (lambda r: r["date_from"] > day)
            )
            self.mask("before|before the signature", before)
            self.mask("on the day of", on)
            self.mask("after|from that day on", late)
            rest = lambda r: ~(before(r) | late(r) | (on(r) if self.chart == "timeline" else before(r)))  # noqa: E731
            self.mask("around|either|that may be either", rest)
            if self.chart == "events-before-and-after":
                self._around(day)
        if self.chart == "timeline":
            self._timeline()
        main = about.main_source
        if main in self.figure.dossier.sources:
            short = self.figure.dossier.sources[main].short
            cites = lambda r: r["sources"].map(lambda cell: any(i.source == main for i in cell))  # noqa: E731
            for words in ("cites", "cite", _bare(short)):
                self.mask(words.strip(), cites)

    def _timeline(self) -> None:
        listed = sum(len(mark.ids) == 1 and mark.width > 0.85 for mark in self.figure.marks)
        self.number("and", listed - 12)
        self.number("named", listed)

    def _around(self, day: pd.Timestamp) -> None:
        months = int(self.figure.spec.options.get("months", 18))
        step = 1 if months <= 24 else 3 if months <= 72 else 12
        reach = -(-months // step)
        edges = [day + pd.DateOffset(months=at * step) for at in range(-reach, reach + 1)]
        rows = self.rows
        out = (rows["date_to"] < edges[0]) | (rows["date_from"] >= edges[-1])
        self.number("fall outside|falls outside", out.sum())
        inside = rows[~out]
        starts = [
            max(sum(edge <= d for edge in edges) - 1, 0) if pd.notna(d) else 0 for d in inside["date_from"]
        ]
        self.number("most", max(Counter(starts).values(), default=0))
        last, first = len(edges) // 2, len(edges) // 2
        for bin_at, times in Counter(starts).items():
            if times == max(Counter(starts).values()):
                away = bin_at - reach
                self.number("before it|after it", abs(away))
        del last, first

    def _indicators(self) -> None:
        drawn = counting.drawn(self.figure, self.table)
        self.number("series", drawn["series"].nunique())
        self.number("further figure|further figures", len(self.rows) - len(drawn))
        dates = self.rows.drop_duplicates(["series", "date_from", "date_to"])["series"].value_counts()
        short = drawn[drawn["series"].map(dates).astype(int) < 6]
        for term, part in short.groupby(short["series"].astype(str).map(self._group)):
            times = part["unit"].astype(object).fillna("").value_counts()
            self.number(term, int((times == 1).sum()))
        for unit, part in drawn.groupby(drawn["unit"].astype(str)):
            label = self.codebook.label("indicators", "unit", unit) if unit and unit != "nan" else ""
            self.number(label or "for", *part["value"].astype(float))

    def _group(self, series: str) -> str:
        term = next((t for t in self.codebook.terms("indicators", "series") if t.term == series), None)
        return (term.group or term.label) if term else series

    def _hangs(self, own: pd.DataFrame, against: pd.Series, weights: pd.Series) -> None:
        """Count for each question the items without which another hypothesis would have least against it."""
        questions = self.figure.dossier.table("hypotheses").set_index("id")["question"]
        for values in (against, weights):
            for _, part in own.assign(points=values).groupby(own["hypothesis"].map(questions)):
                total = part.groupby("hypothesis")["points"].sum()
                first = lambda scores: set(scores.index[scores.round(9) == scores.round(9).min()])  # noqa: E731
                without = {
                    item: total.sub(rows.groupby("hypothesis")["points"].sum(), fill_value=0)
                    for item, rows in part.groupby("evidence")
                }
                self.number("others", sum(first(scores) != first(total) for scores in without.values()) - 3)

    def _treaties(self) -> None:
        dossier = self.figure.dossier
        drawn = counting.drawn(self.figure, self.table)
        self.number("more treaty|more treaties", len(self.rows) - len(drawn))
        if "treaty_features" in dossier.tables and self.chart == "treaties-by-promise":
            table = dossier.table("treaty_features")
            terms = dossier.codebook.terms("treaty_features", "feature")
            first, label = terms[0].term, terms[0].label
            value = dict(
                zip(
                    table.loc[table["feature"] == first, "treaty"],
                    table.loc[table["feature"] == first, "value"].astype(str),
                    strict=True,
                )
            )
            said = lambda r: r["id"].map(value).fillna("unknown")  # noqa: E731
            self.mask(
                f"promises {label}|promise {label}", lambda r: ~said(r).isin(["no", "unknown", "preamble"])
            )
            self.mask("do not|does not", lambda r: said(r) == "no")
            self.mask("in the preamble only", lambda r: said(r) == "preamble")
            self.mask("it is not known", lambda r: said(r) == "unknown")
            groups = [terms, [t for t in terms if (t.group or t.label) == (terms[0].group or terms[0].label)]]
            for treaty in self.rows["id"]:
                own = dict(
                    zip(
                        table.loc[table["treaty"] == treaty, "feature"],
                        table.loc[table["treaty"] == treaty, "value"].astype(str),
                        strict=True,
                    )
                )
                counts = [sum(own.get(t.term, "unknown") == "unknown" for t in some) for some in groups]
                title = self.rows.loc[self.rows["id"] == treaty, "title"].iloc[0]
                name = "~" if re.search(r"\d", title) else _bare(" ".join(title.split()))
                self.each[name] = {"not known": set(counts) | self.each.get(name, {}).get("not known", set())}
        years = pd.to_numeric(drawn["term_years"], errors="coerce")
        self.mask("have no end|has no end", lambda r: r["term_years"] == "indefinite")
        self.mask(
            "not known",
            lambda r: (
                pd.to_numeric(r["term_years"], errors="coerce").isna() & (r["term_years"] != "indefinite")
            ),
        )
        if self.chart == "term-and-exit":
            self.mask("it is not known", self.masks["not known"][0])
            self.mask("is known for|notice", lambda r: ~r["termination_notice"].isin(["", "unknown"]))
        if years.notna().any():
            self.number("terms run from|year|years", years.min(), years.max())
            self.number("the term is|all terms are", *years.dropna().unique()[:1])
        for title, term in zip(
            drawn["title"], pd.to_numeric(drawn["term_years"], errors="coerce"), strict=True
        ):
            if self.chart == "term-and-exit" and pd.notna(term):
                name = "~" if re.search(r"\d", title) else _bare(" ".join(title.split()))
                told = self.each.get(name, {}).get("year", set()) | {float(term)}
                self.each[name] = {"years": told, "year": told}

    def _promises(self) -> None:
        for _, row in self.rows.iterrows():
            label = self.codebook.label("promises", "promise", row["promise"])
            sources = float(len({item.source for item in row["sources"]}))
            self.each[label] = {"source": {sources}, "sources": {sources}}

    def _evidence(self) -> None:
        dossier, rows = self.figure.dossier, self.rows
        self.number("that separate|that separates", len(counting.drawn(self.figure, self.table)))
        self.mask("hindsight|of them hindsight", self.has("known_at_signing", {"no"}))
        given = dossier.table("consistency")
        asked = str(self.figure.spec.options.get("analyst", "")) or dossier.about.analyst
        names = set(given["analyst"])
        own = given[given["analyst"] == (asked if asked in names else given["analyst"].iloc[0])]
        own = own[own["evidence"].isin(rows["id"])]
        against = own["consistency"].astype(str).map({"I": 1.0, "II": 2.0}).fillna(0.0)
        plain = against.groupby(own["hypothesis"]).sum()
        from analystkit.analysis.ach import item_weights  # how much an item weighs is no count

        weight = own["evidence"].map(item_weights(dossier, own["analyst"].iloc[0])) if len(own) else 1.0
        weighed = (against * weight).groupby(own["hypothesis"]).sum()
        table = dossier.table("hypotheses")
        per = table.groupby("question").size()
        for each in table.to_dict("records"):
            label, mine = each["label"], own[own["hypothesis"] == each["id"]]
            rated = mine["consistency"].astype(str)
            told = {
                "plain": {float(plain.get(each["id"], 0))},
                "weighted": {round(float(weighed.get(each["id"], 0)), 1)},
            }
            told["items bear on"] = told["item bears on"] = {float(rated.isin(["CC", "C", "I", "II"]).sum())}
            self.each[label] = told | ({label: told["plain"]} if self.chart == "ach-matrix" else {})
        self.number("items bear on|item bears on", len(rows))
        self._hangs(own, against, against * weight)
        self.number("hypotheses|hypothesis", len(table), *per)
        self.number(
            "cells|cell|are rated|is rated",
            *(n * len(rows) for n in per),
            len(own),
            *(own["hypothesis"].map(table.set_index("id")["question"]).value_counts()),
        )


def _bare(text: str) -> str:
    """Return text without its dates and places, as sentences are read here."""
    return " ".join(_PLACES.sub(" ", _DATES.sub(" ", text)).split())


class Reader(Facts):
    """Reads the sentences of one part of what a figure says."""

    def __init__(self, figure, part: str) -> None:
        self.part = part
        self.one_by_one = len(counting.drawn(figure, figure.spec.selection.table))
        super().__init__(figure)
        self.bases = self._bases()
        self._left_out()

    def _bases(self) -> list[pd.DataFrame]:
        rows = self.rows
        bases = [rows, counting.drawn(self.figure, self.table)]
        if self.chart == "legalization":
            bases.append(rows.dropna(subset=["obligation", "precision", "delegation"]))
        if self.chart == "articles-at-a-glance":
            bases.append(rows[rows["domain"].notna()])
        return bases

    def _left_out(self) -> None:
        """Name what is told as left out: so many rows of the chart, with so many of the table."""
        one_by_one = [mark for mark in self.figure.marks if not counting.LEFT_OUT.match(mark.words)]
        self.left_out: list[str] = []
        for mark in self.figure.marks:
            found = re.match(r"and (\d+) more ([\w ]+?)(?: with (\d+) \w+)?(?=[,:]|$)", mark.words)
            if not found:
                continue
            rows = self.rows[counting.keys(self.rows, self.table).isin(mark.ids)]
            columns = [
                c
                for c in ("domain", "theme", "actor", "kind", "obligation")
                if c in rows and c == found[2].split()[-1].rstrip("s")
            ]
            left = rows[columns[0]].nunique(dropna=False) if columns else len(mark.ids)
            if self.chart == "motives-to-articles":
                uses = {a for cell in self.rows["articles"] for a in cell}
                told = {m.words.split(":")[0] for m in one_by_one if re.match(r"Art\. |Preamble:", m.words)}
                left = len(uses) - len(told)
            if int(found[1]) == left and int(found[3] or len(mark.ids)) == len(mark.ids):
                self.left_out.append(found[0].removeprefix("and "))

    @cached_property
    def _phrases(self) -> list[str]:
        each = {name for told in self.each.values() for name in told}
        return sorted({*self.masks, *self.numbers, *each} - {""}, key=len, reverse=True)

    @cached_property
    def _data(self) -> list[str]:
        """Cells of the table that stand in sentences as they are, where digits stand in them."""
        found = set()
        for column in self.rows.columns:
            for cell in self.rows[column]:
                if (
                    isinstance(cell, str)
                    and re.search(r"\d|\b[Nn]one? ", cell)
                    and re.search(r"[^\W\d_]{3}", cell)
                ):
                    found.add(" ".join(cell.split()))
        return sorted(found, key=len, reverse=True)

    def plain(self, text: str) -> str:
        """Return text without what is no count: quoted cells, dates, places, thresholds."""
        text = re.sub(r" Shown: .*$", "", " ".join(text.split()))
        for told in self.left_out:
            text = text.replace(told, "#")
        for cell in self._data:
            text = text.replace(cell, "~").replace(cell[:1].upper() + cell[1:], "~")
        text = re.sub(
            r"“[^”]*”",
            lambda m: (
                m[0]
                if m[0].strip("“”").casefold() in {*self.masks, *self.numbers, *map(str.casefold, self.each)}
                else "“~”"
            ),
            text,
        )
        text = re.sub(
            r"\b(Art)(?:icle|\.) (\d+)(?= \(\d|:)",
            lambda m: f"{'article' if m[0][3] == 'i' else 'art'}_{m[2]}",
            text,
        )
        text = (
            re.sub(
                r"\b(article_\d+|each|preamble)\b( \()(\d+)\)|\((\d+)( each)?\)",
                lambda m: f"{m[1] or ''} {m[3] or m[4]} {m[5] or ''}",
                text,
            )
            if self.table == "motives"
            else text
        )
        text = re.sub(r"\((\d+)( each)?\)", r", \1\2", text) if self.chart == "provisions-by-domain" else text
        text = _PLACES.sub(" ", _DATES.sub(" ", text))
        text = re.sub(r"\b(art_\d+): [^;\d]+(?= \d)", r"\1", text)
        text = re.sub(r"^[Aa]n? empty figure.*|\bone source\b(?= \()", "", text)
        digits = dict(zip(counting.NUMBERS, map(str, range(1, 13)), strict=True))
        return re.sub(
            rf"\b(?:(?<=the )|(?<=\. )|^)({'|'.join(counting.NUMBERS)})(?= of them| that separates?)",
            lambda m: digits[m[1].casefold()],
            text,
            flags=re.I,
        )

    def named(self, text: str) -> list[str]:
        """Return the longest phrases known here that stand in a piece of text."""
        text, found = text.casefold(), []
        for phrase in self._phrases:
            if phrase in text and (at := re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", text)):
                found.append(phrase)
                text = text[: at.start()] + "#" * len(phrase) + text[at.end() :]
        return found

    def explained(
        self,
        value: float,
        names: list[str],
        base: pd.DataFrame,
        about: dict[str, set[float]],
        every: bool = False,
    ) -> bool:
        """Tell whether a number is a measure that is named, or counts rows with some of the terms named."""
        measured = any(value in about.get(name, self.numbers.get(name, ())) for name in names)
        if measured and not (every and len(names) > 1):
            return True
        masks = [[mask(base) for mask in self.masks[name]] for name in names if name in self.masks]
        for many in range(max(len(masks) if every else 1, 1), min(len(masks), 3) + 1):
            for some in combinations(masks, many):
                held = [pd.Series(True, index=base.index)]
                for options in some:
                    held = [one & other for one in held for other in options]
                if any(value == one.sum() for one in held):
                    return True
        return False

    def unexplained(self, text: str) -> Iterator[str]:
        """Yield each number of a text that no count explains."""
        for sentence in re.split(r"(?<=[.?!)])\s+(?=[A-Z“~\d])", self.plain(text)):
            for number in min((self._sentence(sentence, base) for base in self.bases), key=len):
                yield f"{self.part}: {number} in {sentence!r}"

    def _about(self, text: str) -> dict[str, set[float]]:
        """Return the numbers of the row that a piece of text is about: the longest of the names in it."""
        named = [name for name in self.each if name.casefold() in text.casefold()]
        return self.each[max(named, key=len)] if named else {}

    def _sentence(self, sentence: str, base: pd.DataFrame) -> list[str]:
        wrong, noun, earlier = [], counting.NOUN.get(self.table, "row"), list[str]()
        row_noun = re.compile(rf"^ (?:{noun}|{counting.many(noun)})\b")
        for clause in sentence.split(";"):
            about = self._about(clause) or self._about(sentence)
            spots = list(NUMBER.finditer(clause))
            first = clause[: spots[0].start()] if spots else ""
            lead = self.named(first.rpartition(":")[0])
            pool = base
            if (
                re.match(r"\s*Of $", first) and len(spots) > 1 and clause[: spots[1].start()].endswith(", ")
            ):  # "Of 8 provisions with content, 4 rest …"
                for name in self.named(clause[spots[0].end() : spots[1].start()]):
                    pool = pool[self.masks[name][0](pool)] if name in self.masks else pool
            for at, spot in enumerate(spots):
                before = clause[spots[at - 1].end() if at else 0 : spot.start()]
                end = spots[at + 1].start() if at + 1 < len(spots) else len(clause)
                after, whole = clause[spot.end() : end], False
                of = bool(re.match(r" of (?:the )?$", after)) and at + 1 < len(spots)
                part_of = at and re.match(r" of (?:the )?$", before)
                if of:
                    end = spots[at + 2].start() if at + 2 < len(spots) else len(clause)
                    after = clause[spots[at + 1].end() : end]
                follows = re.match(r" (?!and\b|to\b|or\b|more:)\w", after)
                if part_of:
                    names = (
                        self.named(after)
                        if follows
                        else self.named(clause[spots[at - 2].end() if at > 1 else 0 : spots[at - 1].start()])
                    )
                    whole = bool(follows) or len(spots) == 2
                elif follows and (of or self.named(after) or row_noun.match(after)):
                    names, whole = self.named(after.split(",")[0]), bool(row_noun.match(after)) and not of
                    names += (
                        []
                        if whole or not {*names} <= {"coded", "with content", "article", "articles"}
                        else self.named(before)
                    )
                else:
                    names = self.named(before) or (
                        self.named(clause[spots[at - 2].end() if at > 1 else 0 : spot.start()])
                        if at and before == " to "
                        else []
                    )
                names = [*names, *(n for n in lead if n not in names)]
                if not names and not whole:
                    names = [*self.named(sentence), *about]
                part = pool if at else base
                for name in earlier if "their" in first else ():
                    part = part[self.masks[name][0](part)] if name in self.masks else part
                ok = self.explained(value_of(spot[0]), names, part, about) or (
                    whole and value_of(spot[0]) == len(part)
                )
                if not ok and whole:
                    ok = self.explained(value_of(spot[0]), self.named(before), part, about, every=True)
                elif not ok and of:
                    ok = self.explained(
                        value_of(spot[0]), [n for n in self.named(before) if n in self.numbers], part, about
                    )
                elif not ok:
                    told = [n for n in self.named(before.rpartition(",")[2]) if n in self.numbers]
                    ok = self.explained(value_of(spot[0]), told, part, about)
                if not ok:
                    wrong.append(spot[0])
            earlier = self.named(clause)
        return wrong


def undrawn(figure) -> list[str]:
    """Return what a headline names of which nothing is drawn: a row by its title, a term that rows have."""
    drawn, rows = counting.drawn(figure, figure.spec.selection.table), figure.rows
    reader, headline, wrong = Reader(figure, "headline"), figure.said.headline, []
    for column in {"title", "statement"} & set(rows):
        left = rows[~rows.index.isin(drawn.index)]
        named = [c for c in left[column].astype(str) if len(c) > 8 and c in headline]
        wrong += [
            f"headline names {c!r}, which is not drawn"
            for c in named
            if c not in set(drawn[column].astype(str))
        ]
    for column in {"domain", "theme", "series"} & set(rows) if len(drawn) else ():
        for term in reader.codebook.terms(reader.table, column):
            has = reader.has(column, {term.term})
            if term.label.casefold() in reader.named(headline) and has(rows).any() and not has(drawn).any():
                wrong.append(f"headline names {term.label!r}, of which nothing is drawn")
    return wrong


def unexplained(figure) -> list[str]:
    """Return every number of a figure's words that no count of its rows explains."""
    said = figure.said
    return [
        fault
        for part in ("headline", "subtitle", "note", "alt")
        for fault in Reader(figure, part).unexplained(getattr(said, part))
    ]
