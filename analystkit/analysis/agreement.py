"""How far coders agree: raw agreement, Cohen's kappa and Krippendorff's alpha, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from analystkit.dossier import Dossier
from analystkit.errors import KitError, unknown
from analystkit.words import listing

LEVELS = {"precision": "ordinal"}
SAMPLES = 2000
SEED = 20
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


def _counted(units: pd.DataFrame, terms: Sequence[str], crossed: bool = False) -> np.ndarray:
    """Return for each unit its table of terms by terms.

    For kappa the choices of two coders, crossed; for alpha their coincidences: every ordered pair of choices,
    divided by one less than the number of choices.
    """
    place = {term: number for number, term in enumerate(terms)}
    tables = np.zeros((len(units), len(terms), len(terms)))
    for number, row in enumerate(units.to_numpy(object)):
        chosen = [place[term] for term in row if isinstance(term, str)]
        if crossed:
            tables[number, chosen[0], chosen[1]] = 1
        else:
            counts = np.bincount(chosen, minlength=len(terms)).astype(float)
            tables[number] = (np.outer(counts, counts) - np.diag(counts)) / (len(chosen) - 1)
    return tables


def _alpha_of(table: np.ndarray, level: str) -> np.ndarray:
    r"""Return alpha of tables (on the two last axes); NaN where only one value occurs.

    Ordinal distances are Krippendorff's, by ranks' counts:
    :math:`\delta_{ck}^2 = (\sum_{g=c}^{k} n_g - \frac{n_c + n_k}{2})^2`.
    """
    counts = table.sum(axis=-1)
    total = counts.sum(axis=-1)
    middle = np.cumsum(counts, axis=-1) - counts / 2
    ranks = (middle[..., :, None] - middle[..., None, :]) ** 2
    apart = ranks if level == "ordinal" else 1.0 - np.eye(table.shape[-1])
    observed = (table * apart).sum(axis=(-2, -1)) / total
    chance = counts[..., :, None] * counts[..., None, :]
    expected = (chance * apart).sum(axis=(-2, -1)) / (total * (total - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(expected > 0, 1 - observed / expected, np.nan))


def _kappa_of(table: np.ndarray, level: str = "nominal") -> np.ndarray:
    """Return Cohen's kappa of tables (on the two last axes); NaN where chance leaves no room."""
    total = table.sum(axis=(-2, -1))
    observed = np.trace(table, axis1=-2, axis2=-1) / total
    expected = (table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1) / total**2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(expected < 1, (observed - expected) / (1 - expected), np.nan))


def alpha(units: pd.DataFrame, terms: Sequence[str] = (), level: str = "nominal") -> float:
    r"""Return Krippendorff's alpha, :math:`1 - D_o / D_e` (Krippendorff 2011), of any number of coders."""
    if level not in ("nominal", "ordinal"):
        raise unknown("level", level, ["nominal", "ordinal"])
    pairable = units.dropna(thresh=2)  # no others tell of agreement
    values = [value for value in dict.fromkeys(pairable.to_numpy().ravel()) if isinstance(value, str)]
    if len(values) < 2:
        return float("nan")
    for value in values:
        if level == "ordinal" and value not in terms:
            raise unknown("ordered term", value, terms)
    return float(_alpha_of(_counted(pairable, terms if level == "ordinal" else values).sum(axis=0), level))


def kappa(units: pd.DataFrame) -> float:
    r"""Return Cohen's kappa, :math:`(p_o - p_e) / (1 - p_e)` (Cohen 1960), of units that both have coded."""
    if units.shape[1] != 2:
        raise KitError(f"Cohen's kappa is of two coders; found {units.shape[1]}")
    both = units.dropna()
    values = list(dict.fromkeys(both.to_numpy().ravel()))
    return float(_kappa_of(_counted(both, values, True).sum(axis=0))) if len(values) > 1 else float("nan")


def raw_agreement(units: pd.DataFrame) -> float:
    """Return the share of pairs of choices for the same unit that are equal; NaN where there is no pair."""
    same = pairs = 0
    for row in units.to_numpy(object):
        chosen = [term for term in row if isinstance(term, str)]
        pairs += len(chosen) * (len(chosen) - 1)
        same += sum(chosen.count(term) - 1 for term in chosen)
    return same / pairs if pairs else float("nan")


def agreement(dossier: Dossier, who: Iterable[str] | None = None, samples: int = SAMPLES) -> pd.DataFrame:
    """Return how far coders agree on each field, with bootstrap intervals.

    Precision is ordinal in the codebook's order (its rungs run from a determinate rule to nothing to comply
    with); all other fields are nominal, since a term such as "procedural" or "separate agreement" is no rung
    between others. Intervals are percentiles of alpha and kappa over units drawn with replacement (Efron and
    Tibshirani 1993, ch. 13); draws for which a figure is not defined are left out. ``units`` are coded at
    least twice, ``kappa`` is of two coders only, and ``note`` says why a figure is missing.

    >>> from analystkit import open_dossier
    >>> table = agreement(open_dossier("russia-iran-2025"), samples=100)
    >>> bool(table.loc["precision", "alpha_low"] < table.loc["precision", "alpha"])
    True
    """
    chosen = coders(dossier) if who is None else list(who)
    rows = {}
    for field in dict.fromkeys(dossier.table("codings")["field"]):
        units = coded(dossier, field, chosen)
        terms = [term.term for term in dossier.codebook.terms("provisions", field)]
        rows[field] = _one_field(units, terms, LEVELS.get(field, "nominal"), samples)
    return pd.DataFrame.from_dict(rows, orient="index")


def _one_field(units: pd.DataFrame, terms: list[str], level: str, samples: int) -> dict[str, object]:
    pairable = units.dropna(thresh=2)  # no others tell of agreement
    present = [term for term in terms if term in set(pairable.to_numpy().ravel())]
    two, raw = units.shape[1] == 2, raw_agreement(pairable)
    row: dict[str, object] = {"level": level, "units": len(pairable), "terms": len(present), "raw": raw}
    row["kappa"] = kappa(pairable) if two else float("nan")
    row["alpha"] = alpha(pairable, terms, level)
    for name, figure in (("kappa", _kappa_of), ("alpha", _alpha_of)):
        ends = [float("nan")] * 2
        if row[name] == row[name]:
            each = _counted(pairable, present, crossed=name == "kappa")
            shares = np.full(len(each), 1 / len(each))
            draws = np.random.default_rng(SEED).multinomial(len(each), shares, size=samples)
            values = figure(np.tensordot(draws, each, axes=1), level)
            sound = values[~np.isnan(values)]
            ends = list(np.quantile(sound, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])) if len(sound) else ends
        row[f"{name}_low"], row[f"{name}_high"] = map(float, ends)
    row["note"] = _why_missing([str(name) for name in units.columns], len(pairable), present, raw)
    return {name: row[name] for name in _COLUMNS}


def _why_missing(who: list[str], pairable: int, present: list[str], raw: float) -> str:
    if len(who) < 2:
        return f"Only {listing(who) or 'nobody'} has coded: there is nobody to agree with."
    if not pairable:
        return f"{listing(who)} have coded no unit in common."
    if len(present) < 2:
        return f"Only {present[0]!r} occurs: with no chance to disagree, kappa and alpha are not defined."
    if raw == 1:
        return "No choice differs, so drawing units again cannot show how the figures might vary."
    return "" if len(who) == 2 else f"Kappa is of two coders; there are {len(who)}."


def disagreements(dossier: Dossier, who: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the choices on which coders differ, unit by unit and field by field, with the reasons given."""
    given = dossier.table("codings")
    headings = dossier.table("provisions").set_index("id")["heading"]
    chosen = coders(dossier) if who is None else list(who)
    found = []
    for field in dict.fromkeys(given["field"]):
        rows = given[(given["field"] == field) & given["coder"].isin(chosen) & (given["reason"] != "")]
        units = coded(dossier, field, chosen)
        for unit, row in units[units.nunique(axis=1) > 1].iterrows():
            here = rows[rows["provision"] == unit]
            why = "; ".join(f"{who}: {text}" for who, text in zip(here["coder"], here["reason"], strict=True))
            heading = headings.get(str(unit), "")
            found.append({"provision": unit, "heading": heading, "field": field, **row, "reasons": why})
    return pd.DataFrame(found, columns=["provision", "heading", "field", *chosen, "reasons"])
