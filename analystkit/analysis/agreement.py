"""How far coders agree: raw agreement, Cohen's kappa and Krippendorff's alpha, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from analystkit.dossier import Dossier
from analystkit.errors import KitError, unknown
from analystkit.words import listing

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


def _coincidences(units: pd.DataFrame, terms: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return for each unit coded at least twice its coincidences, and the choices of two coders crossed.

    As alpha counts them: every ordered pair of choices, divided by one less than the number of choices.
    """
    place = {term: number for number, term in enumerate(terms)}
    size = len(terms)
    within, crossed = np.zeros((len(units), size, size)), np.zeros((len(units), size, size))
    for number, (_, row) in enumerate(units.iterrows()):
        chosen = [place[term] for term in row if isinstance(term, str)]
        counts = np.bincount(chosen, minlength=size).astype(float)
        within[number] = (np.outer(counts, counts) - np.diag(counts)) / (len(chosen) - 1)
        if units.shape[1] == 2:
            crossed[number, chosen[0], chosen[1]] = 1
    return within, crossed


def _ordinal_distances(counts: np.ndarray) -> np.ndarray:
    r"""Return Krippendorff's ordinal distances between ranks.

    .. math:: \delta_{ck}^2 = \Big(\sum_{g=c}^{k} n_g - \frac{n_c + n_k}{2}\Big)^2
    """
    middle = np.cumsum(counts, axis=-1) - counts / 2
    return (middle[..., :, None] - middle[..., None, :]) ** 2


def _alpha_of(table: np.ndarray, level: str) -> np.ndarray:
    """Return alpha of coincidence tables (on the two last axes); NaN where only one value occurs."""
    counts = table.sum(axis=-1)
    total = counts.sum(axis=-1)
    size = table.shape[-1]
    apart = _ordinal_distances(counts) if level == "ordinal" else 1.0 - np.eye(size)
    observed = (table * apart).sum(axis=(-2, -1)) / total
    chance = counts[..., :, None] * counts[..., None, :]
    expected = (chance * apart).sum(axis=(-2, -1)) / (total * (total - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(expected > 0, 1 - observed / expected, np.nan))


def _kappa_of(table: np.ndarray) -> np.ndarray:
    """Return Cohen's kappa of crossed choices (on the two last axes); NaN where chance leaves no room."""
    total = table.sum(axis=(-2, -1))
    observed = np.trace(table, axis1=-2, axis2=-1) / total
    expected = (table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1) / total**2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(expected < 1, (observed - expected) / (1 - expected), np.nan))


def _interval(each: np.ndarray, figure: str, level: str, samples: int, seed: int) -> tuple[float, float]:
    """Return the percentile interval of units drawn with replacement (Efron and Tibshirani 1993, ch. 13)."""
    units, size = each.shape[0], each.shape[-1]
    draws = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), size=samples)
    summed = (draws @ each.reshape(units, -1)).reshape(samples, size, size)
    values = _alpha_of(summed, level) if figure == "alpha" else _kappa_of(summed)
    sound = values[~np.isnan(values)]
    if not len(sound):
        return float("nan"), float("nan")
    low, high = np.quantile(sound, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def alpha(units: pd.DataFrame, terms: Sequence[str] = (), level: str = "nominal") -> float:
    r"""Return Krippendorff's alpha, :math:`1 - D_o / D_e`.

    Any number of coders, gaps allowed. A unit that fewer than two have coded does not count. After
    Krippendorff 2011, "Computing Krippendorff's alpha-reliability".
    """
    if level not in ("nominal", "ordinal"):
        raise unknown("level", level, ["nominal", "ordinal"])
    pairable = units[units.notna().sum(axis=1) > 1]
    values = dict.fromkeys(str(value) for value in pairable.to_numpy().ravel() if isinstance(value, str))
    if len(values) < 2:
        return float("nan")
    for value in values:
        if level == "ordinal" and value not in terms:
            raise unknown("ordered term", value, terms)
    within, _ = _coincidences(pairable, list(terms) if level == "ordinal" else list(values))
    return float(_alpha_of(within.sum(axis=0), level))


def kappa(units: pd.DataFrame) -> float:
    r"""Return Cohen's kappa of two coders, :math:`(p_o - p_e) / (1 - p_e)` (Cohen 1960).

    Units that one of the two has not coded are left out.
    """
    if units.shape[1] != 2:
        raise KitError(f"Cohen's kappa is of two coders; found {units.shape[1]}")
    both = units.dropna()
    values = list(dict.fromkeys(map(str, both.to_numpy().ravel())))
    if len(values) < 2:
        return float("nan")
    return float(_kappa_of(_coincidences(both, values)[1].sum(axis=0)))


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
    within, crossed = _coincidences(pairable, present)
    for name, counted, wanted in (("kappa", crossed, two), ("alpha", within, True)):
        ends = (float("nan"), float("nan"))
        if wanted and row[name] == row[name]:
            ends = _interval(counted, name, level, samples, seed)
        row[f"{name}_low"], row[f"{name}_high"] = ends
    row["note"] = _why_missing(units, len(pairable), present, raw_agreement(pairable))
    return {name: row[name] for name in _COLUMNS}


def _why_missing(units: pd.DataFrame, pairable: int, present: list[str], raw: float) -> str:
    who = [str(name) for name in units.columns]
    if len(who) < 2:
        return f"Only {listing(who) or 'nobody'} has coded: there is nobody to agree with."
    if not pairable:
        return f"{listing(who)} have coded no unit in common."
    if len(present) < 2:
        return f"Only {present[0]!r} occurs: with no chance to disagree, kappa and alpha are not defined."
    if raw == 1:
        return "No choice differs, so drawing units again cannot show how the figures might vary."
    return "" if len(who) == 2 else f"Kappa is of two coders; there are {len(who)}."


def disagreements(
    dossier: Dossier, who: Iterable[str] | None = None, fields: Iterable[str] | None = None
) -> pd.DataFrame:
    """Return the choices on which coders differ, unit by unit and field by field, with the reasons given."""
    given = dossier.table("codings")
    headings = dossier.table("provisions").set_index("id")["heading"]
    chosen = coders(dossier) if who is None else list(who)
    found = []
    for field in list(dict.fromkeys(given["field"])) if fields is None else fields:
        rows = given[(given["field"] == field) & given["coder"].isin(chosen) & (given["reason"] != "")]
        units = coded(dossier, field, chosen)
        for unit, row in units[units.nunique(axis=1) > 1].iterrows():
            here = rows[rows["provision"] == unit]
            why = "; ".join(
                f"{who}: {reason}" for who, reason in zip(here["coder"], here["reason"], strict=True)
            )
            heading = headings.get(str(unit), "")
            found.append({"provision": unit, "heading": heading, "field": field, **row, "reasons": why})
    return pd.DataFrame(found, columns=["provision", "heading", "field", *chosen, "reasons"])
