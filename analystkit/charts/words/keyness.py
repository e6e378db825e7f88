"""Words that set one text apart from another."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analystkit.analysis import search
from analystkit.analysis.corpus import DIGEST, Corpus, Unit, corpus, digest, on_domain, stop_words
from analystkit.charts import Bar, Column, Option, Part, Plan, Row, Rows, View, Words, chart
from analystkit.charts.style import ACCENT, LINE
from analystkit.charts.words import about_text, cites_of, name_of, text_of, titles
from analystkit.dossier import Selection
from analystkit.words import capital, listing, lower_label, say

_NOTHING = "No two parts to compare: choose some of the provisions, say one domain, or name two texts."
_TEXT_OR_DIGEST = Option(
    DIGEST, label="Text", found=lambda d: {DIGEST: capital(d.about.label("digest")), **titles(d)}
)


@dataclass(frozen=True)
class _Parts:
    """Two parts that are compared, their names, the domain whose name would be circular, and a note."""

    one: Corpus
    other: Corpus
    name: str
    against: str
    domain: str = ""
    note: str = ""


def _parts(view: View) -> _Parts | None:
    """Return the two parts that are compared; none where there is but one."""
    text, against = text_of(view), str(view.options["against"]).strip()
    assert text is not None  # without a text the digest is compared
    if against:
        other = corpus(view.dossier, against)
        return _Parts(text, other, name_of(view, text), name_of(view, other))
    every = Selection(view.table, floor=view.selection.floor).rows(view.dossier)
    rest = every[~every.index.isin(view.rows.index)]
    sizes = {term: view.values("domain").count(term) for term in view.terms("domain") if term}
    equal = [term for term in sizes if sizes[term] == max(sizes.values())]
    domain = equal[0] if len(sizes) == 1 or (equal and not len(rest)) else ""
    label = view.label("domain", domain) if domain else ""
    if not text.ours:
        part, others = on_domain(view.dossier, text, domain)
        name = name_of(view, text)
        if part.units and others.units:
            return _Parts(part, others, f"{name} on {lower_label(label)}", "its other coded passages", label)
        return _Parts(text, digest(view.dossier, every), name, view.dossier.about.label("digest"))
    if len(rest):
        return _Parts(text, digest(view.dossier, rest), "the provisions shown", "the other provisions", label)
    if len(sizes) < 2:
        return None
    first, named = view.rows["domain"] == domain, listing([view.label("domain", term) for term in equal])
    tied = f"{named} have equally many provisions; the first is compared: choose a domain."
    one, other = digest(view.dossier, view.rows[first]), digest(view.dossier, view.rows[~first])
    name = f"the provisions on {lower_label(label)}"
    return _Parts(one, other, name, "all others", label, tied if len(equal) > 1 else "")


def _told_once(text: Corpus) -> Corpus:
    """Return the digest with a summary that stands at several provisions counted once."""
    once = tuple({unit.text: unit for unit in text.units}.values())
    return replace(text, units=once) if text.ours else text


@chart(
    "provisions",
    label="Words that set apart",
    needs=("summary", "domain"),
    options={
        "source": _TEXT_OR_DIGEST,
        "against": Option("", label="Against"),
        "most": Option(8, label="Words a side", most=100),
        "minimum": Option(3, label="Times at least", most=1000),
    },
)
def keyness(view: View) -> tuple[Plan, Words]:
    """Words that set a text, or the provisions shown, apart from another text or the other provisions."""
    parts = _parts(view)
    if parts is None or not len(parts.one) or not len(parts.other):
        words = Words("Nothing to compare", _NOTHING, f"An empty figure. {_NOTHING}", "", "")
        return Rows([Row(_NOTHING, ())], share=1.0, lines=4).fit(view), words
    name, against = parts.name, parts.against
    circular = set(Corpus("", (Unit("", "", parts.domain),)).words)  # they say nothing new of a domain
    minimum, most = int(view.options["minimum"]), int(view.options["most"])
    ours = parts.one.ours or parts.other.ours
    without = stop_words() | circular
    without |= set(view.dossier.about.label("telling").casefold().split()) if ours else set()
    one, other = map(_told_once, (parts.one, parts.other))
    table = search.keyness(one, other, minimum=minimum, without=without, sure=True)
    table = table[table["word"].str.len() > 1]
    ends = (table[table["g2"] > 0].head(most), table[table["g2"] < 0].tail(most))
    keys, rows = [key for end in ends for key in end.to_dict("records")], []
    for key in keys:
        said = f"{key['word']}: {key['count']} in {name}, {key['against']} in {against}"
        part = Part(float(key["g2"]), ACCENT if key["g2"] > 0 else LINE, words=said)
        bar = Bar((part,), f"{key['count']} : {key['against']}")
        rows.append(Row(str(key["word"]), (bar,), words=said, weight=abs(float(key["g2"]))))
    low, high = min([0.0, *table["g2"]]), max([0.0, *table["g2"]])
    low = low - 0.22 * (high - low) if low else 0.0  # room for the counts beside bars to the left
    blank = [Row("No word is told from chance.", ())]
    column = Column(scale=(low, high or 1.0), rules=(0.0,))
    plan = Rows(rows or blank, [column], share=0.3 if rows else 1.0, noun="word").fit(view)
    drawn = [key for key in keys if key["word"] in {row.label for row in plan.drawn}]
    telling = [f"“{key['word']}”" for key in drawn if key["g2"] > 0][:3]
    headline = f"No word sets {name} apart from {against}"
    if telling:
        headline = say("{first} {n|sets|set} {name} apart", n=len(telling), first=listing(telling), name=name)
    subtitle = f"How often each word stands in {name} (right) : in {against} (left)."
    listed = listing([f"{key['word']} {key['count']} to {key['against']}" for key in drawn])
    alt = f"Keyness of words in {name} against {against}; counts in either: {listed or 'none'}."
    note = [about_text(view, parts.one), parts.note]
    note += [f"Bars: log-likelihood; only words beyond {search.SURE:g}, where chance is below 1 in 20."]
    out = [f"those of “{parts.domain}” itself"] if parts.domain else []
    out += ["those that only tell where something stands"] if ours else []
    note += [f"Left out: {listing(out)}; a summary at several provisions counts once."] if out else []
    note += ["With so few words, read it as a hint, not as a finding."] if len(telling) < 2 else []
    cites = cites_of(parts.one, parts.other)
    return plan, Words(headline, subtitle, alt, " ".join(filter(None, note)), "", cites)
