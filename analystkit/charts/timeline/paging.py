"""A long timeline as several selections, one a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analystkit.errors import KitError

if TYPE_CHECKING:
    from analystkit.dossier import Dossier, Selection


def pages(dossier: Dossier, selection: Selection, events: int = 30) -> list[Selection]:
    """Return selections that follow one another in time, each of about so many events.

    Each page is a selection of its own, so that its figure names its own rows and sources and can be made
    again. Events of one day stay together; one that lasts over the end of a page stands on both.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    selection : Selection
        Which events.
    events : int
        How many a page should hold.

    Returns
    -------
    list of Selection
        The selection itself where it fits on one page.

    Raises
    ------
    KitError
        If a page is to hold less than one event.

    Examples
    --------
    >>> from analystkit.dossier import Selection, open_dossier
    >>> dossier = open_dossier("russia-iran-2025")
    >>> len(pages(dossier, Selection.make("events"), events=1000))
    1
    """
    if events < 1:
        raise KitError(f"a page holds at least one event, found {events}")
    rows = selection.rows(dossier)
    days = rows["date_from"].fillna(rows["date_to"]).sort_values().drop_duplicates().tolist()
    counts = rows["date_from"].fillna(rows["date_to"]).value_counts()
    starts, held = [], events
    for day in days:
        if held + counts[day] > events:
            starts.append(day)
            held = 0
        held += counts[day]
    if len(starts) < 2:
        return [selection]
    ends = [days[days.index(start) - 1] for start in starts[1:]]
    given = selection.dates or ("", "")
    firsts = [given[0], *(f"{start:%Y-%m-%d}" for start in starts[1:])]
    lasts = [*(f"{end:%Y-%m-%d}" for end in ends), given[1]]
    return [selection.with_(dates=pair) for pair in zip(firsts, lasts, strict=True)]
