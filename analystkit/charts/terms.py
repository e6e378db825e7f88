"""How long treaties run, how they are renewed, and how one leaves them."""

from __future__ import annotations

from dataclasses import dataclass

from analystkit.charts.box import Box
from analystkit.charts.canvas import Canvas
from analystkit.charts.comparison_words import own_treaty, year
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.style import ACCENT, INK, LINE, MINE, MUTED, PAPER, tint
from analystkit.charts.text import line_height, widest, wrap
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count, listing

CUT = 30  # years; a longer bar is broken, or all others would be stubs
UNKNOWN, INDEFINITE = "unknown", "indefinite"
_NARROW = 4.0
_HEADS = ("Term", "Renewal", "Notice to leave")


@dataclass(frozen=True)
class _Row:
    """One treaty: its term in years (None where there is no number), and what else is said of it."""

    treaty: str
    label: str
    years: float | None
    term: str
    renewal: str
    notice: str


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _said(text: str) -> str:
    """Return a cell as the chart shows it; a blank one is not known either."""
    return capital(text) if text and text != UNKNOWN else "Not known"


def _rows(view: View) -> list[_Row]:
    """Return the treaties in the order asked for: the longest term first, or the earliest."""
    rows = []
    signed = view.rows.sort_values("signed_from", kind="stable")
    for _, row in signed.iterrows():
        years = _number(row["term_years"])
        term = (
            f"{years:g} {'year' if years == 1 else 'years'}"
            if years is not None
            else _said(row["term_years"])
        )
        star = f" {MINE}" if row["mine"] else ""
        label = f"{year(row)}  {row['title']}{star}"
        found = _Row(row["id"], label, years, term, _said(row["renewal"]), _said(row["termination_notice"]))
        rows.append(found)
    if view.options["order"] == "term":
        rows.sort(
            key=lambda row: -(row.years or 0) if row.years else (-1e6 if row.term == "Indefinite" else 1)
        )
    return rows


def _words(view: View) -> Words:
    rows = _rows(view)
    notice = [row for row in rows if row.notice not in ("Not known",)]
    subtitle = (
        f"Term, renewal and notice of {count(len(rows), 'treaty', 'treaties')}, "
        f"{'the longest term' if view.options['order'] == 'term' else 'the earliest'} first. "
        "A long term binds little where one can leave at short notice."
    )
    said = [f"{row.label}: {row.term}; renewal: {row.renewal}; notice: {row.notice}" for row in rows]
    headline = _headline(rows)
    note = f"Notice is known for {len(notice)} of {len(rows)}."
    if any((row.years or 0) > CUT for row in rows):
        note += f" Bars of more than {CUT} years are cut."
    return Words(headline, subtitle, f"A table with bars. {'. '.join(said)}.", note)


def _headline(rows: list[_Row]) -> str:
    """Return the most frequent term, and how far terms spread."""
    numbers = sorted(row.years for row in rows if row.years is not None)
    endless = sum(row.term == "Indefinite" for row in rows)
    if not numbers:
        if not endless:
            return f"The term is not known of {count(len(rows), 'treaty', 'treaties')}"
        verb = "has" if endless == 1 else "have"
        return f"{endless} of {count(len(rows), 'treaty', 'treaties')} {verb} no end"
    parts = [f"Terms run from {numbers[0]:g} to {numbers[-1]:g} years"]
    if numbers[0] == numbers[-1]:
        parts = [
            f"The term is {numbers[0]:g} years"
            if len(numbers) == 1
            else f"All terms are {numbers[0]:g} years"
        ]
    if endless:
        parts.append(f"{endless} {'has' if endless == 1 else 'have'} no end")
    unsure = len(rows) - len(numbers) - endless
    if unsure:
        parts.append(f"{unsure} {'is' if unsure == 1 else 'are'} unknown")
    return listing(parts)


@dataclass(frozen=True)
class _Columns:
    """Where the columns start and how wide their text may be, in inches."""

    bar: float
    unit: float
    renewal: float
    notice: float


def _columns(view: View) -> _Columns:
    wide = view.width
    if view.width < _NARROW:
        bar = 0.0
        room = widest(["100 years"], view.sizes.label) + 0.1
        return _Columns(bar, (wide - bar - room) / CUT, 0, 0)
    bar, renewal, notice = wide * 0.31, wide * 0.57, wide * 0.79
    room = widest(["100 years"], view.sizes.label) + 0.16
    return _Columns(bar, (renewal - bar - room) / CUT, renewal, notice)


def _texts(view: View, row: _Row, most: int = 3) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return label, renewal and notice in lines."""
    size, small, columns = view.sizes.label, view.sizes.source, _columns(view)
    if view.width < _NARROW:
        words = {"Renewal": row.renewal, "notice": row.notice}
        said = "; ".join(f"{head}: {text[:1].lower()}{text[1:]}" for head, text in words.items())
        return wrap(row.label, view.width, size, max_lines=1), wrap(said, view.width, small, max_lines=2), ()
    return (
        wrap(row.label, columns.bar - 0.1, size, max_lines=most),
        wrap(row.renewal, columns.notice - columns.renewal - 0.1, small, max_lines=most),
        wrap(row.notice, view.width - columns.notice, small, max_lines=most),
    )


def _tall(view: View, row: _Row, most: int = 3) -> float:
    label, renewal, notice = _texts(view, row, most)
    size, small = view.sizes.label, view.sizes.source
    if view.width < _NARROW:
        lines = len(renewal) + len(notice)
        return line_height(size, len(label)) + 0.17 + line_height(small, lines) + 0.1
    text = max(line_height(size, len(label)), line_height(small, max(len(renewal), len(notice))))
    return max(text, 0.17) + (0.03 if view.preset.height_mm else 0.07)


def _head(view: View) -> float:
    return 0.0 if view.width < _NARROW else line_height(view.sizes.source) + 0.06


def _height(view: View) -> float:
    return (_head(view) + sum(_tall(view, row) for row in _rows(view))) * MM


@register(
    name="term-and-exit",
    label="Term, renewal and notice",
    table="treaties",
    needs=("id", "title", "signed", "term_years", "renewal", "termination_notice"),
    about="How long each treaty runs, how it is renewed, and with what notice a party may leave.",
    words=_words,
    height=_height,
    options={"order": "term", "compare_with": ""},
    choices={"order": ("term", "date")},
)
def term_and_exit(canvas: Canvas, view: View) -> None:
    """Draw a row for each treaty: a bar for its term, then renewal and notice in words."""
    from analystkit.charts.ach import densely

    canvas = densely(canvas) if view.preset.height_mm else canvas
    view, columns = canvas.view, _columns(canvas.view)
    rows, most = _rows(view), 1 if view.preset.height_mm else 3
    shown, left_out = _fitting(view, rows, canvas.height - _head(view), most)
    y = _head(view)
    if y:
        for x, head in zip((columns.bar, columns.renewal, columns.notice), _HEADS, strict=True):
            canvas.text(x, 0, head, canvas.sizes.source, MUTED)
    own = own_treaty(view)
    for row in shown:
        tall = _tall(view, row, most)
        canvas.rules([(0, y, canvas.width, y)])
        _draw_row(canvas, row, y, tall, columns, row.treaty == own, most)
        y += tall
    if left_out:
        canvas.text(0, y + 0.03, f"and {count(left_out, 'more treaty', 'more treaties')}", color=MUTED)


def _fitting(view: View, rows: list[_Row], room: float, most: int) -> tuple[list[_Row], int]:
    """Return the rows that fit, and how many do not."""
    used, last = 0.0, line_height(view.sizes.label) * 1.4
    for at, row in enumerate(rows):
        used += _tall(view, row, most)
        if used > room - (last if at < len(rows) - 1 else 0) + 1e-6:
            return rows[:at], len(rows) - at
    return rows, 0


def _draw_row(
    canvas: Canvas, row: _Row, y: float, tall: float, columns: _Columns, own: bool, most: int
) -> None:
    """Draw one treaty."""
    label, renewal, notice = _texts(canvas.view, row, most)
    small, size = canvas.sizes.source, canvas.sizes.label
    color = ACCENT if own else INK
    if columns.renewal:
        middle = y + tall / 2
        canvas.block(0, middle - line_height(size, len(label)) / 2, label, color=color)
        for x, lines in ((columns.renewal, renewal), (columns.notice, notice)):
            unsure = lines == ("Not known",)
            canvas.block(
                x, middle - line_height(small, len(lines)) / 2, lines, small, LINE if unsure else INK
            )
    else:
        below = canvas.block(0, y + 0.04, label, color=color)
        middle = below + 0.085
        below = canvas.block(0, middle + 0.085, renewal, small, MUTED)
        canvas.block(0, below, notice, small, MUTED)
    _draw_bar(canvas, row, middle, columns, own)


def _draw_bar(canvas: Canvas, row: _Row, middle: float, columns: _Columns, own: bool) -> None:
    """Draw the term: a bar, a bar with a break where it is cut, one that fades where there is no end."""
    color, high = ACCENT if own else "#7d8b99", 0.12
    start = columns.bar
    if row.years is None and row.term != "Indefinite":
        canvas.middle(start, middle, row.term, color=LINE)
        return
    long = row.years is None or row.years > CUT
    end = start + (CUT if long else row.years or 0) * columns.unit
    boxes = [Box(start, middle - high / 2, end - start, high, color)]
    if row.years is None:
        steps, wide = 24, (end - start) / 24
        boxes = [
            Box(start + n * wide, middle - high / 2, end - start - n * wide, high, tint(color, 1 - n / steps))
            for n in range(steps)
        ]
    canvas.boxes(boxes)
    if row.years is not None and long:
        x = end - 0.16
        canvas.rules(
            [(x + d, middle + high * 0.8, x + d + 0.05, middle - high * 0.8) for d in (0, 0.04)], PAPER, 1.6
        )
    canvas.middle(end + 0.06, middle, row.term if row.years is not None else "No end", color=INK)
