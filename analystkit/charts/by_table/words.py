"""Charts of words: where they stand in a text at hand, beside the codes, and which set one text apart."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analystkit.analysis import corpus as language
from analystkit.analysis.corpus import DIGEST, SURE, Corpus, Unit, corpus, digest
from analystkit.analysis.modal import HEDGES, find_words
from analystkit.analysis.texts.headings import plain_digits
from analystkit.analysis.texts.store import load_text, sources_at_hand, text_path
from analystkit.charts import Bar, Column, Dot, Dots, Number, Part, Row, Rows, Swatch, View, Words
from analystkit.charts.chart import Option, Plan, chart
from analystkit.charts.legend import UNVERIFIED
from analystkit.charts.rows import Laid
from analystkit.charts.style import ACCENT, INK, LINE, ink_on
from analystkit.dossier import Dossier, Selection
from analystkit.words import capital, count, listing, lower_label, say

_COMMONEST = 8
_FORM_ONLY = (
    "Words are told by their form and read once: a “may” can allow, or say that something is possible."
)
_NOTHING = "No two parts to compare: choose some of the provisions, say one domain, or name two texts."


def _titles(dossier: Dossier) -> dict[str, str]:
    return {key: dossier.sources[key].short for key in sources_at_hand(dossier)}


_TEXT = Option("", label="Text", found=lambda dossier: {"": "The first text at hand", **_titles(dossier)})
_TEXT_OR_DIGEST = Option(
    DIGEST, label="Text", found=lambda d: {DIGEST: capital(d.about.label("digest")), **_titles(d)}
)


def _text_of(view: View) -> Corpus | None:
    """Return the passages that a chart is about: of the text asked for, or the first at hand, if any."""
    name = str(view.options["source"]).strip()
    if name == DIGEST:
        return digest(view.dossier, view.rows)
    name = name or next(iter(sources_at_hand(view.dossier)), "")
    return corpus(view.dossier, name) if name else None


def _no_text(view: View) -> tuple[Plan, Words]:
    """Return the figure that says that no text is at hand."""
    said = "No text of yours is at hand. Import one in the notebook on texts, or with analystkit texts."
    ours, wording = (view.dossier.about.label(name) for name in ("digest", "wording"))
    why = f"Words are counted in a text that you hold; {ours} is {wording}."
    words = Words("No text is at hand", why, said, "", "", ())
    return Rows([Row(said, ())], lines=4, share=1.0).fit(view), words


def _name_of(view: View, text: Corpus) -> str:
    """Return what a text is called in a sentence."""
    return view.dossier.about.label("digest") if text.ours else view.dossier.sources[text.sources[0]].short


def _cites_of(*texts: Corpus) -> tuple[str, ...] | None:
    """Return the sources of texts; nothing for the digest, whose sources are those of its rows."""
    return tuple({source: 0 for text in texts if not text.ours for source in text.sources}) or None


def _about_text(view: View, text: Corpus) -> str:
    """Return the note that says whose words these are, and in which copy."""
    if text.ours:
        about = view.dossier.about
        return f"The words are those of {about.label('digest')}: {about.label('wording')}."
    if not text.sources:
        return "The text has no words."
    source = text.sources[0]
    words = f"The words are those of the copy at hand of {view.dossier.sources[source].short}"
    if view.slide:
        return f"{words}."
    copy = hashlib.sha256(text_path(view.dossier, source).read_bytes()).hexdigest()[:12]
    limits = language.language_limits(load_text(view.dossier, source).language)
    return f"{words} (sha256 {copy}). {limits}".strip()


@lru_cache(maxsize=4096)
def short_place(place: str) -> str:
    """Return a place without its finer parts, as an axis names it."""
    annex = "A" if place.startswith("annex") else ""
    place = place.removeprefix("annex, ")
    if place.startswith("preamble"):
        return "P"
    number = re.search(r"\d+", plain_digits(place))
    return annex + (number[0] if number and place.startswith(("art.", "para.")) else "–")


def _places_of(text: Corpus) -> list[str]:
    """Return the places that a text is drawn by, in its order: articles or paragraphs, headings with them."""
    return list(dict.fromkeys(short_place(unit.place) for unit in text.units))


def _axis_of(text: Corpus) -> str:
    return "Article (P: preamble)" if any(u.place.startswith("art.") for u in text.units) else "Paragraph"


def _laid(
    view: View, rows: Sequence[Row], places: Sequence[tuple[float, str]], nothing: str, noun: str,
    corner: str, scale: tuple[float, float] | None = None, share: float = 0.34,
    rules: tuple[float, ...] = (), legend: Sequence[Swatch] = (),
) -> Laid:  # fmt: skip
    """Return rows of dots over the places of a text, as many of them named as have room."""
    scale, named = scale or (-0.5, max(len(places), 1) - 0.5), [each for each in places if each[1] != "–"]
    step = -(-len(named) // (6 if view.narrow else 10 if view.slide else 16)) or 1
    column = Column(scale=scale, ticks=tuple(named[::step]), rules=rules)
    columns = (column, Column(share=0, align="right", gap=0.1))
    rows = rows or [Row(nothing, ())]
    return Rows(rows, columns, legend, share=share, corner=corner, noun=noun).fit(view)


@chart(
    "provisions",
    label="Where words stand",
    options={"source": _TEXT, "words": Option("", label="Words, parted by ;")},
)
def word_dispersion(view: View) -> tuple[Plan, Words]:
    """Where words or phrases stand in a text at hand, from first word to last."""
    text = _text_of(view)
    if text is None:
        return _no_text(view)
    asked = [" ".join(part.split()) for part in str(view.options["words"]).split(";") if part.strip()]
    found = {query: language.search(text, query).positions for query in asked or text.frequent(_COMMONEST)}
    rows = []
    for query, positions in found.items():
        strokes = tuple(
            Dot(at + 0.5, ACCENT, words=f"“{query}”: {text.units[passage].place}")
            for at, passage in zip(positions, text.passage_of(positions).tolist(), strict=True)
        )
        said = f"“{query}” stands {count(len(positions), 'time')}"
        cells = (Dots(strokes, strokes=True), Number(len(positions)))
        rows.append(Row(query, cells, words=said, weight=len(positions)))
    starts = zip(text.units, text.first.tolist(), strict=False)
    places = {short_place(unit.place): float(at) for unit, at in reversed([*starts])}
    named = sorted((at, name) for name, at in places.items())
    rules, scale = tuple(at for at, _ in named) if len(named) < 140 else (), (0.0, max(1.0, len(text)))
    plan = _laid(view, rows, named, "No words", "word", _axis_of(text), scale, 0.4, rules)
    most, name = max(found, key=lambda query: len(found[query]), default=""), _name_of(view, text)
    headline = "None of the words is found"
    if most and found[most]:
        headline = f"“{most}” stands in {name} {count(len(found[most]), 'time')}"
    subtitle = "Each stroke is one place; the text runs from left to right; how many at the right."
    listed = listing([f"{row.label} {len(found.get(row.label, ()))}" for row in plan.drawn])
    alt = f"Where words stand in {name}, one row a word: {listed}."
    return plan, Words(headline, subtitle, alt, _about_text(view, text), "", _cites_of(text))


@chart("motives", label="Where hedges stand", options={"source": _TEXT})
def hedges(view: View) -> tuple[Plan, Words]:
    """Words of estimative probability (likely, may, undoubtedly …) and where in a text they stand."""
    text = _text_of(view)
    if text is None:
        return _no_text(view)
    found, places = list(find_words(text.units, "hedges")), _places_of(text)
    entries = list(dict.fromkeys(entry for _, entry, _ in HEDGES))
    at = Counter((word.entry, short_place(word.place)) for word in found)
    totals, rows = Counter(word.entry for word in found), []
    for entry in sorted(totals, key=lambda each: (-totals[each], entries.index(each))):
        dots = tuple(
            Dot(n, ACCENT, many**0.5, words=f"“{entry}”, {place}: {count(many, 'time')}")
            for n, place in enumerate(places)
            if (many := at[entry, place])
        )
        said, cells = f"“{entry}”: {count(totals[entry], 'time')}", (Dots(dots), Number(totals[entry]))
        rows.append(Row(capital(entry), cells, words=said, weight=totals[entry]))
    plan = _laid(view, rows, [*enumerate(places)], "No hedge is found.", "hedge", _axis_of(text))
    most = [entry for entry in totals if totals[entry] == max(totals.values())]
    total = count(len(found), "hedge")
    headline = "No hedge is found"
    if len(most) == 1 and len(totals) > 1:
        headline = f"“{capital(most[0])}” is the commonest: {totals[most[0]]} of {total}"
    elif found:
        headline = capital(f"{total} in {_name_of(view, text)}")
    listed = listing([f"{row.label} {totals[row.label.lower()]}" for row in plan.drawn])
    subtitle = "Words that weaken or strengthen a judgement, and where they stand; larger dots for more."
    alt = f"Hedges by place: {listed if rows else 'none'}{' ' * bool(plan.more)}{plan.more}."
    return plan, Words(
        headline, subtitle, alt, f"{_about_text(view, text)} {_FORM_ONLY}", "", _cites_of(text)
    )


@chart(
    "provisions",
    label="Obligation: words and codes",
    needs=("article", "obligation"),
    options={"source": _TEXT},
)
def obligation_words(view: View) -> tuple[Plan, Words]:
    """Words of obligation by article (shall, shall promote, may …) beside the obligation as coded."""
    text = _text_of(view)
    if text is None:
        return _no_text(view)
    found, coded = list(find_words(text.units, "obligation")), defaultdict[tuple[str, str], list[str]](list)
    places = ["P", *(str(number) for number in range(1, view.dossier.about.articles + 1))]
    places += [place for place in _places_of(text) if place not in places and place != "–"]
    stands = [(word.term, short_place(word.place)) for word in found]
    dots = Counter((term, place) for term, place in stands if place in places)
    columns, doubted = (view.values(name) for name in ("obligation", "article", "verification")), set[str]()
    for one, form, article, level in zip(view.ids, *columns, strict=True):
        doubted |= {one} if level == "unverified" else set()
        if form and article:
            coded[form, "P" if article == "0" else article].append(one)
    order = [term.term for term in view.dossier.codebook.terms(view.table, "obligation")]
    present, made = {form for form, _ in [*dots, *coded]}, []
    for form in [term for term in order if term in present] + sorted(present - set(order)):
        label, face = capital(view.label("obligation", form)), view.color("obligation", form)
        tiles, marks, every = list[Dot](), list[Dot](), list[str]()
        for at, place in enumerate(places):
            ids, number = coded.get((form, place), []), dots[form, place]
            where = f"{label}, {'preamble' if place == 'P' else f'article {place}'}"
            unsure = bool(ids) and doubted.issuperset(ids)
            if ids:
                told = view.told(f"{where}, coded", ids)
                tiles.append(Dot(at, face, hollow=unsure, ids=tuple(ids), words=told))
                every += ids
            if number:
                ink, said = ink_on(face) if ids and not unsure else INK, f"{where}: {count(number, 'word')}"
                marks.append(Dot(at, ink, size=min(number, 9) ** 0.5, words=said))
        total = sum(number for (term, _), number in dots.items() if term == form)
        said = f"{label}: {count(total, 'word')}, {count(len(every), 'provision')} coded"
        cells = (Dots(tuple(marks), tiles=tuple(tiles)), Number(total))
        made.append(Row(label, cells, every, said, weight=total))
    legend = [Swatch(f"Coded by {view.dossier.about.label('coder')}", LINE)]
    legend += [Swatch("Words of that form", INK, "dot"), *([UNVERIFIED] if view.unsure else [])]
    nothing, corner = "No word of obligation is found.", "Article (P: preamble)"
    plan = _laid(view, made, [*enumerate(places)], nothing, "form", corner, legend=legend)
    both = sum(key in coded for key in dots)
    headline = say("The words bear out {n} of {m:coded form} of obligation", n=both or "none", m=len(coded))
    if not coded:
        headline = f"{count(sum(dots.values()), 'obligation word')}, and nothing coded to set beside them"
    counts = Counter(lower_label(view.label("obligation", word.term)) for word in found)
    alt = "Grid of forms of obligation by article. Words found: "
    alt += f"{listing([f'{label} {n}' for label, n in counts.most_common()]) or 'none'}. {headline}."
    subtitle = "A tile: so coded. A dot: the words have that form, larger for more; how many at the right."
    loose = int(view.rows["article"].isna().sum())
    note = say(" {n:provision} without an article number {n|is|are} not drawn.", n=loose) if loose else ""
    note = f"{_about_text(view, text)} {_FORM_ONLY}{note}"
    return plan, Words(headline, subtitle, alt, note, cites=_cites_of(text))


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
    text, against = _text_of(view), str(view.options["against"]).strip()
    assert text is not None  # without a text the digest is compared
    if against:
        other = corpus(view.dossier, against)
        return _Parts(text, other, _name_of(view, text), _name_of(view, other))
    every = Selection(view.table, floor=view.selection.floor).rows(view.dossier)
    rest = every[~every.index.isin(view.rows.index)]
    sizes = {term: view.values("domain").count(term) for term in view.terms("domain") if term}
    equal = [term for term in sizes if sizes[term] == max(sizes.values())]
    domain = equal[0] if len(sizes) == 1 or (equal and not len(rest)) else ""
    label = view.label("domain", domain) if domain else ""
    if not text.ours:
        part, others = language.on_domain(view.dossier, text, domain)
        name = _name_of(view, text)
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
    without = language.stop_words() | circular
    without |= set(view.dossier.about.label("telling").casefold().split()) if ours else set()
    one, other = map(_told_once, (parts.one, parts.other))
    table = language.keyness(one, other, minimum=minimum, without=without, sure=True)
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
    note = [_about_text(view, parts.one), parts.note]
    note += [f"Bars: log-likelihood; only words beyond {SURE:g}, where chance is below 1 in 20."]
    out = [f"those of “{parts.domain}” itself"] if parts.domain else []
    out += ["those that only tell where something stands"] if ours else []
    note += [f"Left out: {listing(out)}; a summary at several provisions counts once."] if out else []
    note += ["With so few words, read it as a hint, not as a finding."] if len(telling) < 2 else []
    cites = _cites_of(parts.one, parts.other)
    return plan, Words(headline, subtitle, alt, " ".join(filter(None, note)), "", cites)
