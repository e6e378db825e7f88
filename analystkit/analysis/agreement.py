"""How far coders agree: raw agreement, Cohen's kappa and Krippendorff's alpha, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from analystkit.analysis.coincidence import coincidences, ordinal_distances, resampled
from analystkit.dossier import Dossier, join_words
from analystkit.errors import KitError, unknown

LEVELS = {"precision": "ordinal"}
SAMPLES = 2000
SEED = 20250117
LEVEL = 0.95
_COLUMNS = ["level", "units", "terms", "raw"]
_COLUMNS += ["kappa", "kappa_low", "kappa_high", "alpha", "alpha_low", "alpha_high", "note"]


def coders(dossier: Dossier) -> list[str]:
    """Return everyone who has coded something, in alphabetical order."""
    return sorted(set(dossier.table("codings")["coder"]))


def coded(dossier: Dossier, field: str, who: Iterable[str] | None = None) -> pd.DataFrame:
    """Return what each coder chose for one field: a row a unit, a column a coder, missing where not coded."""
    table = dossier.table("codings")
    present = list(dict.fromkeys(table["field"]))
    if field not in present:
        raise unknown("coded field", field, present)
    chosen = coders(dossier) if who is None else list(who)
    for name in chosen:
        if name not in coders(dossier):
            raise unknown("coder", name, coders(dossier))
    rows = table[(table["field"] == field) & table["coder"].isin(chosen)]
    wide = rows.pivot(index="provision", columns="coder", values="term").reindex(columns=chosen)
    wide.columns.name = None
    return wide.reindex([unit for unit in dict.fromkeys(table["provision"]) if unit in wide.index])


def alpha(units: pd.DataFrame, terms: Sequence[str] = (), level: str = "nominal") -> float:
    r"""Return Krippendorff's alpha, :math:`1 - D_o / D_e`, through `nltk.metrics.agreement`.

    Any number of coders, gaps allowed. A unit that fewer than two have coded does not count.

    References
    ----------
    Krippendorff 2011, "Computing Krippendorff's alpha-reliability"; Hayes and Krippendorff 2007.
    """
    pairable = units[units.notna().sum(axis=1) > 1]
    values = [str(value) for value in pairable.to_numpy().ravel() if isinstance(value, str)]
    if len(set(values)) < 2:
        return float("nan")
    from nltk.metrics.agreement import AnnotationTask

    data = [(who, str(unit), term) for unit, row in pairable.iterrows() for who, term in row.dropna().items()]
    return float(AnnotationTask(data=data, distance=_distance(values, terms, level)).alpha())


def _distance(values: list[str], terms: Sequence[str], level: str) -> Callable[[str, str], float]:
    if level == "nominal":
        return lambda one, other: float(one != other)
    if level != "ordinal":
        raise unknown("level", level, ["nominal", "ordinal"])
    order = _ordered(terms, values)
    steps = ordinal_distances(np.array([values.count(term) for term in order], dtype=float))
    place = {term: number for number, term in enumerate(order)}
    return lambda one, other: float(steps[place[one], place[other]])


def _ordered(terms: Sequence[str], values: Iterable[str]) -> list[str]:
    """Return the terms in order; a value that is not among them is an error, since it has no place."""
    for value in values:
        if value not in terms:
            raise unknown("ordered term", value, terms)
    return list(terms)


def kappa(units: pd.DataFrame) -> float:
    r"""Return Cohen's kappa of two coders, :math:`(p_o - p_e) / (1 - p_e)`, through `nltk.metrics.agreement`.

    Units that one of the two has not coded are left out (nltk would raise).

    References
    ----------
    Cohen 1960, "A coefficient of agreement for nominal scales".
    """
    if units.shape[1] != 2:
        raise KitError(f"Cohen's kappa is of two coders; found {units.shape[1]}")
    both = units.dropna()
    if len(set(both.to_numpy().ravel())) < 2:
        return float("nan")
    from nltk.metrics.agreement import AnnotationTask

    one, other = both.columns
    data = [(who, str(unit), row[who]) for unit, row in both.iterrows() for who in (one, other)]
    return float(AnnotationTask(data=data).kappa())


def raw_agreement(units: pd.DataFrame) -> float:
    """Return the share of pairs of choices for the same unit that are equal; NaN where there is no pair."""
    same = pairs = 0
    for _, row in units.iterrows():
        chosen = list(row.dropna())
        pairs += len(chosen) * (len(chosen) - 1)
        same += sum(count * (count - 1) for count in pd.Series(chosen, dtype="str").value_counts())
    return same / pairs if pairs else float("nan")


def agreement(
    dossier: Dossier,
    who: Iterable[str] | None = None,
    levels: Mapping[str, str] | None = None,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> pd.DataFrame:
    """Return how far coders agree on each field, with bootstrap intervals.

    Precision is ordinal in the codebook's order (its rungs run from a determinate rule to nothing to comply
    with); all other fields are nominal, since a term such as "procedural" or "separate agreement" is no rung
    between others. `levels` says otherwise. Intervals are percentiles of alpha and kappa over units drawn
    with replacement; draws for which a figure is not defined are left out.

    Parameters
    ----------
    dossier : Dossier
        With the table ``codings``.
    who : iterable of str, optional
        The coders; all unless given. Kappa is of two coders: with more or fewer it is missing.
    levels : mapping of str to str, optional
        ``nominal`` or ``ordinal`` by field, over the rule above.
    samples, seed : int
        How many bootstrap draws, and where their random numbers start.

    Returns
    -------
    pandas.DataFrame
        A row a field: ``level``, ``units`` (coded at least twice), ``terms`` (that occur in them), ``raw``,
        ``kappa``, ``kappa_low``, ``kappa_high``, ``alpha``, ``alpha_low``, ``alpha_high`` and ``note``,
        which says why a figure is missing.

    Examples
    --------
    >>> from analystkit import open_dossier
    >>> table = agreement(open_dossier("russia-iran-2025"), samples=100)
    >>> bool(table.loc["precision", "alpha_low"] < table.loc["precision", "alpha"])
    True
    """
    given = dossier.table("codings")
    present = list(dict.fromkeys(given["field"]))
    chosen = coders(dossier) if who is None else list(who)
    kinds = {**LEVELS, **(levels or {})}
    rows = {}
    for field in present:
        units = coded(dossier, field, chosen)
        terms = [term.term for term in dossier.codebook.terms("provisions", field)]
        rows[field] = _one_field(units, terms, kinds.get(field, "nominal"), samples, seed)
    return pd.DataFrame.from_dict(rows, orient="index")


def _one_field(
    units: pd.DataFrame, terms: list[str], level: str, samples: int, seed: int
) -> dict[str, object]:
    pairable = units[units.notna().sum(axis=1) > 1]
    present = [term for term in terms if term in set(pairable.to_numpy().ravel())]
    row: dict[str, object] = {"level": level, "units": len(pairable), "terms": len(present)}
    row["raw"] = raw_agreement(pairable)
    two = units.shape[1] == 2
    row["kappa"] = kappa(pairable) if two else float("nan")
    row["alpha"] = alpha(pairable, terms, level)
    tables = coincidences(pairable, present)
    for name, wanted in (("kappa", two), ("alpha", True)):
        ends = (float("nan"), float("nan"))
        if wanted and row[name] == row[name]:
            ends = resampled(tables, name, level, samples, seed, LEVEL)
        row[f"{name}_low"], row[f"{name}_high"] = ends
    row["note"] = _why_missing(units, len(pairable), present, raw_agreement(pairable))
    return {name: row[name] for name in _COLUMNS}


def _why_missing(units: pd.DataFrame, pairable: int, present: list[str], raw: float) -> str:
    who = [str(name) for name in units.columns]
    if len(who) < 2:
        return f"Only {join_words(who) or 'nobody'} has coded: there is nobody to agree with."
    if not pairable:
        return f"{join_words(who)} have coded no unit in common."
    if len(present) < 2:
        return f"Only {present[0]!r} occurs: with no chance to disagree, kappa and alpha are not defined."
    if raw == 1:
        return "No choice differs, so drawing units again cannot show how the figures might vary."
    return "" if len(who) == 2 else f"Kappa is of two coders; there are {len(who)}."


def disagreements(
    dossier: Dossier, who: Iterable[str] | None = None, fields: Iterable[str] | None = None
) -> pd.DataFrame:
    """Return the choices on which coders differ.

    Parameters
    ----------
    dossier : Dossier
        With the table ``codings``.
    who, fields : iterable of str, optional
        The coders and the fields; all unless given.

    Returns
    -------
    pandas.DataFrame
        A row a unit and field on which at least two differ: ``provision``, ``heading``, ``field``, a column
        with the choice of each coder, and ``reasons`` as they gave them.
    """
    given = dossier.table("codings")
    headings = dict(
        zip(dossier.table("provisions")["id"], dossier.table("provisions")["heading"], strict=True)
    )
    chosen = coders(dossier) if who is None else list(who)
    found = []
    for field in list(dict.fromkeys(given["field"])) if fields is None else fields:
        units = coded(dossier, field, chosen)
        apart = units[units.nunique(axis=1) > 1]
        for unit, row in apart.iterrows():
            here = given[
                (given["provision"] == unit) & (given["field"] == field) & given["coder"].isin(chosen)
            ]
            reasons = "; ".join(
                f"{c}: {why}" for c, why in zip(here["coder"], here["reason"], strict=True) if why
            )
            found.append(
                {
                    "provision": unit,
                    "heading": headings.get(str(unit), ""),
                    "field": field,
                    **row,
                    "reasons": reasons,
                }
            )
    return pd.DataFrame(found, columns=["provision", "heading", "field", *chosen, "reasons"])


__all__ = [
    "agreement",
    "alpha",
    "coded",
    "coders",
    "disagreements",
    "kappa",
    "raw_agreement",
]
