"""Tables for the comparison notebook: likeness, schemes, agreement, and two texts side by side."""

from __future__ import annotations

from collections.abc import Iterable

from analystkit.analysis import wording
from analystkit.analysis.agreement import SAMPLES, printed
from analystkit.analysis.agreement import agreement as figures
from analystkit.analysis.agreement import disagreements as differing
from analystkit.analysis.comparison import likeness as alike
from analystkit.analysis.comparison import own_treaty
from analystkit.analysis.comparison import schemes as by_scheme
from analystkit.dossier import Dossier
from analystkit.errors import Absent
from analystkit.explore.showing import Shown, aside, quiet, tabled
from analystkit.words import lower_label


@quiet
def likeness(dossier: Dossier, treaty: str = "") -> Shown:
    """Show how alike each treaty is to one, in what is known of both.

    Parameters
    ----------
    dossier : Dossier
        With ``treaties`` and ``treaty_features``.
    treaty : str, optional
        The treaty's id, from ``treaties``; the dossier's own unless given.

    Examples
    --------
    >>> from analystkit import open_dossier
    >>> "| 4 | 5 |" in repr(likeness(open_dossier("russia-iran-2025"), "ru-ir-2025"))
    True
    """
    treaties = dossier.table("treaties").to_dict("records")
    names = {row["id"]: f"{row['title']}, {row['signed'][:4]}" for row in treaties}
    if not names:
        raise Absent(f"the dossier {dossier.about.id} has no treaties yet")
    rows = []
    for each in alike(dossier, treaty or own_treaty(dossier) or next(iter(names), "")):
        share = f"{each.share:.0%}" if each.enough else "too little known" if each.known else "nothing known"
        differ = [lower_label(dossier.codebook.label("treaty_features", "feature", f)) for f in each.differ]
        rows.append([names[each.treaty], each.same, each.known, share, ", ".join(differ) or "–"])
    below = (
        "Same: clauses with the same value, of those known in both that one of them has: a clause that both "
        "lack makes them no more alike. Below five a share would say little."
    )
    heads = ["Treaty", "Same", "Compared", "Alike", "They differ on"]
    return tabled(heads, rows, ("Same", "Compared", "Alike"), below)


@quiet
def schemes(dossier: Dossier) -> Shown:
    """Show whether the treaty is an alliance as each data set defines one, from ``promises``."""
    rows = by_scheme(dossier)[["scheme", "answer", "because"]].itertuples(index=False)
    below = (
        "Read by the kit in each scheme's terms; the schemes' own coders may read a clause otherwise. "
        "COW: Type I defense pact, II neutrality or nonaggression, III entente."
    )
    return tabled(["Scheme", "An alliance?", "Because"], rows, below=below)


def _coded(dossier: Dossier, coders: Iterable[str] | None) -> tuple[Dossier, list[str]]:
    """Return the dossier with its codings as they are now, and whose count: who came with it unless said."""
    now = dossier.reread("codings")
    table = now.table("codings")
    who = sorted(set(table.loc[~table["mine"], "coder"])) if coders is None else list(coders)
    if not who:
        raise Absent(f"nobody has coded anything in the dossier {dossier.about.id}")
    return now, who


@quiet
def agreement(dossier: Dossier, coders: Iterable[str] | None = None) -> Shown:
    """Show how far coders agree, field by field, with 95 per cent bootstrap intervals.

    Parameters
    ----------
    dossier : Dossier
        With ``codings``; the file is read again, so that choices made in the form count.
    coders : iterable of str, optional
        Whose choices; those that came with the dossier unless given.
    """
    now, who = _coded(dossier, coders)
    rows = []
    for field, row in figures(now, who).iterrows():
        label = dossier.codebook.label("codings", "field", field)
        raw = f"{row['raw']:.0%}" if row["raw"] == row["raw"] else "–"
        numbers = (printed(row, name) for name in ("kappa", "alpha"))
        rows.append([label, row["units"], raw, *numbers, row["level"], row["note"]])
    heads = ["Field", "Units", "Same", "Cohen’s kappa", "Krippendorff’s alpha", "Alpha’s scale", "To mind"]
    below = f"Coders: {', '.join(who)}. In brackets: 95 % of {SAMPLES:,} draws of the units with replacement."
    return tabled(heads, rows, ("Units", "Same"), below)


@quiet
def disagreements(dossier: Dossier, coders: Iterable[str] | None = None) -> Shown:
    """Show on which units and fields coders chose differently.

    Parameters
    ----------
    dossier : Dossier
        With ``codings``; the file is read again.
    coders : iterable of str, optional
        Whose choices; those that came with the dossier unless given.
    """
    now, who = _coded(dossier, coders)
    rows = []
    for row in differing(now, who).to_dict("records"):
        field = str(row["field"])
        label = lower_label(dossier.codebook.label("codings", "field", field))
        chosen = [dossier.codebook.label("provisions", field, row[name]) for name in who]
        rows.append([f"{row['heading']} ({row['provision']})", label, *chosen])
    if not rows:
        return aside("They chose the same wherever both have coded.")
    return tabled(["Provision", "Field", *who], rows)


@quiet
def articles_side_by_side(dossier: Dossier, one: str = "", other: str = "") -> Shown:
    """Show which articles of two treaty texts resemble one another, or how to bring the texts in.

    Parameters
    ----------
    dossier : Dossier
        Whose texts are compared.
    one, other : str
        Citekeys of two treaty texts at hand; the first two of them unless given.
    """
    texts = wording.treaty_texts(dossier)
    keys = [one, other] if one and other else list(texts)[:2]
    if len(keys) < 2:
        return aside(
            f"Two treaty texts are needed, and the kit ships none. At hand: {', '.join(texts) or 'none'}. "
            "Bring your copies in with the notebook of texts; their articles are then set side by side here."
        )
    rows = [
        [article, "none", "–"] if closest is None else [article, closest, f"{score:g}"]
        for article, closest, score in wording.closest_articles(*wording.pair(dossier, *keys))
    ]
    heads = [f"Article of {keys[0]}", f"Closest in {keys[1]}", "Likeness, 0–100"]
    below = "Words in common, in any order: it compares words, not what they oblige to."
    return tabled(heads, rows, heads, below)


def differences(dossier: Dossier, one: str, article: int, other: str, closest: int) -> Shown:
    """Show where the words of two articles differ.

    Parameters
    ----------
    dossier : Dossier
        Whose texts are compared.
    one, other : str
        Citekeys of two treaty texts at hand.
    article, closest : int
        The article of each; 0 for the preamble.
    """
    first, second = wording.pair(dossier, one, other)
    old, new = wording.article_words(first, article), wording.article_words(second, closest)
    runs = wording.changes(old, new, str.casefold)
    return Shown(f"<p>{wording.difference_html(runs)}</p>", wording.difference(runs))
