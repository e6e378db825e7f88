"""What the tiles of the articles say in words."""

from __future__ import annotations

from collections.abc import Sequence

from analystkit.charts.provisions.groups import BINDING
from analystkit.charts.tiles import Tile, ranges, tiles
from analystkit.charts.view import View, Words
from analystkit.charts.wording import count, how_many, listing


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _everything(found: Sequence[Tile]) -> str:
    """Return how many articles have content, for the whole treaty."""
    known, blank, total = sum(t.known for t in found), sum(not t.bands for t in found), len(found)
    if known == total:
        return (
            f"All {total} articles have sourced content"
            if total > 1
            else "The one article has sourced content"
        )
    lead = f"{known} of {total} articles {'has' if known == 1 else 'have'} sourced content"
    if not known:
        lead = f"None of the {total} articles has sourced content"
    return f"{lead}; {blank} {_are(blank)} not established" if blank else lead


def _part(found: Sequence[Tile], preamble: bool) -> str:
    """Return in how many articles a selection stands, and in which where they are few."""
    chosen = [tile.article for tile in found if tile.chosen]
    if not chosen:
        return (
            "The selection stands in the preamble alone"
            if preamble
            else "What is selected has no article number"
        )
    also = " and in the preamble" if preamble else ""
    which = ""
    if len(chosen) <= 6:
        which = f": article{'s' if len(chosen) > 1 else ''} {listing([str(number) for number in chosen])}"
    return f"The selection stands in {len(chosen)} of {count(len(found), 'article')}{also}{which}"


def _note(view: View, articles: Sequence[Tile]) -> str:
    """Return what the tiles cannot show: topics without a number, and numbers without a source."""
    loose = int(view.rows["article"].isna().sum())
    guessed = sum(not tile.numbered for tile in articles if tile.chosen)
    unsure = [tile.article for tile in articles if tile.chosen and tile.bands and not tile.known]
    parts = []
    if unsure:
        parts.append(
            f"No source gives the content of article{'s' * (len(unsure) > 1)} {ranges(unsure)} (hatched)."
        )
    if loose:
        topics = "1 more topic is" if loose == 1 else f"{loose} more topics are"
        parts.append(f"{topics} reported without an article number.")
    if guessed:
        what = "1 article has content whose" if guessed == 1 else f"{guessed} articles have content whose"
        parts.append(f"{what} article number no source gives (?).")
    return " ".join(parts)


def _verified(view: View) -> str:
    """Return how well provisions with content are verified; the headline counts the blank ones."""
    content = view.rows[view.rows["domain"].notna()]
    single, unsure = how_many(content, "one-source"), how_many(content, "unverified")
    parts = [f"{single} {'rests' if single == 1 else 'rest'} on one source"] if single else []
    placed = how_many(content[content["article"].notna()], "unverified")
    hatched = " (hatched)" if placed else ""
    parts += [f"{unsure} {_are(unsure)} unverified{hatched}"] if unsure else []
    loose = content["article"].isna().any()
    of = count(len(content), "provision", "provisions and topics" if loose else "provisions")
    return f"Of {of} with content, {listing(parts)}." if parts else ""


def _alt(found: Sequence[Tile], articles: Sequence[Tile]) -> str:
    chosen = [tile for tile in articles if tile.chosen]
    strong = [t.article for t in chosen if any(band.form in BINDING and not band.unsure for band in t.bands)]
    unsure = [t.article for t in chosen if t.bands and not t.known]
    blank = [t.article for t in chosen if not t.bands]
    known = [t.article for t in chosen if t.known]
    parts = [
        ("Content from a source", known),
        ("Prohibits or binds", strong),
        ("Unverified", unsure),
        ("Not established", blank),
    ]
    said = [f"{what}: {count(len(some), 'article')} ({ranges(some)})." for what, some in parts if some]
    return f"A grid of {len(found)} tiles, for the preamble and each article. " + " ".join(said)


def words(view: View) -> Words:
    """Return headline, subtitle, alternative text and note of the chart of articles."""
    found = tiles(view)
    articles, preamble = found[1:], found[0].chosen and bool(found[0].bands)
    whole = len(view.rows) == len(view.dossier.table(view.table))
    headline = _everything(articles) if whole else _part(articles, preamble)
    subtitle = "One tile an article (P: the preamble), coloured by subject; the darker, the more it asks."
    return Words(headline, subtitle, _alt(found, articles), _note(view, articles), _verified(view))
