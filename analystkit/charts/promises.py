"""What the treaty leaves out: the promises of alliance treaties, made, disputed or absent."""

from __future__ import annotations

from dataclasses import dataclass

from analystkit.charts.box import Box
from analystkit.charts.canvas import Canvas
from analystkit.charts.ladder import fitting
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.style import LINE, MINE, MUTED, ink_on
from analystkit.charts.text import line_height, widest, wrap
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count, listing
from analystkit.words import lower_label

_ABSENT_FIRST = ("no", "disputed")
_PAD = 0.11  # above and below each promise, in inches
_WIDE = 4.0  # least width at which the reason stands beside the promise, in inches


@dataclass(frozen=True)
class Promise:
    """One promise as it is shown."""

    name: str
    made: str
    where: tuple[str, ...]
    reason: str


def _place(article: str) -> str:
    """Return how an article is cited: its number after "art.", a word such as preamble as it is."""
    return f"art. {article}" if article[:1].isdigit() else article


def _promises(view: View) -> list[Promise]:
    """Return the promises, those that are absent first."""
    found = []
    for row in view.rows.to_dict("records"):
        name = capital(view.label("promise", row["promise"])) + (f" {MINE}" if row["mine"] else "")
        sure, places = row["confidence"], [_place(place) for place in row["article"]]
        sources = count(len({item.source for item in row["sources"]}), "source")
        level = (
            f"{view.label('confidence', sure)} confidence, {sources}" if isinstance(sure, str) else sources
        )
        where = tuple(filter(None, [capital(listing(places)), capital(level)]))
        found.append(Promise(name, row["made"], where, row["reason"]))
    rank = {made: place for place, made in enumerate(_ABSENT_FIRST)}
    return sorted(found, key=lambda promise: rank.get(promise.made, len(rank)))


def _named(view: View, made: str) -> list[str]:
    rows = view.rows[view.rows["made"] == made]
    return [lower_label(view.label("promise", term)) for term in rows["promise"]]


def _headline(view: View) -> str:
    """Return which promises are made, which are disputed and which are absent."""
    yes, disputed, no = (_named(view, made) for made in ("yes", "disputed", "no"))
    lead = (
        f"The treaty promises {listing(yes)}"
        if yes
        else "The treaty makes none of these promises beyond dispute"
    )
    if not yes and not disputed:
        return (
            f"The treaty promises no {listing(no, 'or')}"
            if no
            else f"{capital(count(len(view.rows), 'promise'))}"
        )
    rest: list[str] = []
    for names, word in ((disputed, "disputed"), (no, "absent")):
        if names:
            verb = "" if rest else "is " if len(names) == 1 else "are "
            rest.append(f"{listing(names)} {verb}{word}")
    return f"{lead}; {', '.join(rest)}" if rest else lead


def _words(view: View) -> Words:
    subtitle = "Promises that alliance treaties make, and whether this treaty makes them."
    said = [
        f"{promise.name}: {lower_label(view.label('made', promise.made))} ({', '.join(promise.where)})."
        for promise in _promises(view)
    ]
    alt = f"A list of {count(len(view.rows), 'promise')}. {' '.join(said)}"
    note = "“No” means that no source at hand reports such a clause." if _named(view, "no") else ""
    return Words(_headline(view), subtitle, alt, note)


@dataclass(frozen=True)
class _Entry:
    """A promise set in lines: what stands at the left, and the reason."""

    promise: Promise
    where: tuple[str, ...]
    reason: tuple[str, ...]


def _columns(view: View) -> tuple[float, float, float]:
    """Return the width of the verdict, where the name starts, and where the reason starts, in inches."""
    sizes, promises = view.sizes, _promises(view)
    labels = [capital(view.label("made", made)) for made in view.terms("made")]
    pill = min(widest(labels, sizes.label, bold=True) + 0.16, view.width * 0.22)
    name = pill + 0.12
    if view.width < _WIDE:
        return pill, name, name
    wide = max(
        widest([promise.name for promise in promises], sizes.subtitle, bold=True),
        widest([line for promise in promises for line in promise.where], sizes.source),
    )
    return pill, name, min(name + wide + 0.2, view.width * 0.45)


def _entries(view: View, max_lines: int = 0) -> list[_Entry]:
    """Return the promises set in lines, each reason in at most so many; 0 for all of it."""
    _, name, reason = _columns(view)
    room, entries = (reason - name - 0.12 if reason > name else view.width - name), []
    for promise in _promises(view):
        where = tuple(
            line for part in promise.where for line in wrap(part, room, view.sizes.source, max_lines=3)
        )
        lines = wrap(promise.reason, view.width - reason, view.sizes.label, max_lines=max_lines)
        entries.append(_Entry(promise, where, lines))
    return entries


def _tall(view: View, entry: _Entry, pad: float = _PAD) -> float:
    """Return the height of an entry, in inches."""
    _, name, reason = _columns(view)
    left = line_height(view.sizes.subtitle) + line_height(view.sizes.source, len(entry.where))
    right = line_height(view.sizes.label, len(entry.reason))
    return (max(left, right) if reason > name else left + right + 0.03) + 2 * pad


def _height(view: View) -> float:
    return sum(_tall(view, entry) for entry in _entries(view)) * MM


def _fitting(view: View, room: float) -> tuple[list[_Entry], float]:
    """Return the entries with as much of the reasons as there is room for, and the space around them."""
    entries, pad = _entries(view), _PAD
    for most, pad in [
        (0, _PAD),
        (0, 0.07),
        (0, 0.045),
        (5, 0.045),
        (4, 0.045),
        (3, 0.03),
        (2, 0.02),
        (1, 0.01),
    ]:
        entries = _entries(view, most)
        if sum(_tall(view, entry, pad) for entry in entries) <= room + 1e-6:
            return entries, pad
    return entries[: fitting([_tall(view, entry, pad) for entry in entries], room)], pad


def _pill(canvas: Canvas, made: str, y: float, width: float) -> None:
    """Draw the verdict: yes, no or disputed, in its color."""
    view, color = canvas.view, canvas.view.color("made", made)
    high = line_height(canvas.sizes.label) * 1.1
    canvas.boxes([Box(0, y, width, high, color, LINE)])
    label = capital(view.label("made", made))
    canvas.middle(
        width / 2, y + high / 2, label, color=ink_on(color), align="center", bold=True, max_width=width - 0.04
    )


@register(
    name="what-is-absent",
    label="What is absent",
    table="promises",
    needs=("promise", "made", "confidence", "article", "reason"),
    about="Which promises of alliance treaties this treaty makes, which it does not, which are disputed.",
    words=_words,
    height=_height,
)
def what_is_absent(canvas: Canvas, view: View) -> None:
    """Draw a row for each promise: the verdict, the promise, where it stands, and the reason."""
    (entries, pad), (pill, name, reason) = _fitting(view, canvas.height), _columns(view)
    heights = [_tall(view, entry, pad) for entry in entries]
    spare = max(0.0, min(0.12, (canvas.height - sum(heights)) / len(heights)))
    y, big = 0.0, view.sizes.subtitle
    for entry, tall in zip(entries, heights, strict=True):
        canvas.rules([(0, y, canvas.width, y)])
        top = y + pad + spare / 2
        _pill(canvas, entry.promise.made, top, pill)
        room = (reason - 0.1 if reason > name else canvas.width) - name
        canvas.text(name, top, entry.promise.name, big, bold=True, max_width=room)
        below = canvas.block(name, top + line_height(big), entry.where, canvas.sizes.source, MUTED)
        canvas.block(reason, top if reason > name else below + 0.03, entry.reason)
        y += tall + spare
    if len(entries) < len(view.rows):
        left_out = count(len(view.rows) - len(entries), "more promise")
        canvas.text(name, y + pad, f"{left_out}: no room on a slide", color=MUTED)
