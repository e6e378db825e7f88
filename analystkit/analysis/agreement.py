"""How far coders agree: raw agreement, Cohen's kappa and Krippendorff's alpha, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import numpy as np
import pandas as pd

from analystkit.dossier import Dossier
from analystkit.errors import unknown
from analystkit.words import listing

LEVELS = {"precision": "ordinal"}
SAMPLES = 2000
SEED = 20
LEVEL = 0.95


def coders(dossier: Dossier) -> list[str]:
    """Return everyone who has coded something, in alphabetical order."""
    return sorted(set(dossier.table("codings")["coder"]))


def coded(dossier: Dossier, who: Iterable[str] | None = None) -> pd.DataFrame:
    """Return what each coder chose: a row a field and unit, a column a coder, missing where not coded."""
    table, everyone = dossier.table("codings"), coders(dossier)
    chosen = everyone if who is None else list(who)
    for name in chosen:
        if name not in everyone:
            raise unknown("coder", name, everyone)
    key = ["field", "provision"]
    rows = table[table["coder"].isin(chosen)]
    wide = rows.pivot(index=key, columns="coder", values="term").reindex(columns=chosen)
    wide.columns.name = None
    return wide.reindex(pd.MultiIndex.from_frame(rows[key].drop_duplicates()))


def _alpha(table: np.ndarray, level: str) -> np.ndarray:
    r"""Return Krippendorff's alpha, :math:`1 - D_o / D_e` (2011), of coincidences (on the two last axes).

    Ordinal distances are his, by ranks' counts:
    :math:`\delta_{ck}^2 = (\sum_{g=c}^{k} n_g - \frac{n_c + n_k}{2})^2`.
    """
    counts = table.sum(axis=-1)
    total = counts.sum(axis=-1)
    middle = np.cumsum(counts, axis=-1) - counts / 2
    ranks = (middle[..., :, None] - middle[..., None, :]) ** 2
    apart = ranks if level == "ordinal" else 1.0 - np.eye(table.shape[-1])
    chance = counts[..., :, None] * counts[..., None, :]
    expected = (chance * apart).sum(axis=(-2, -1)) / (total * (total - 1))
    return np.where(expected > 0, 1 - (table * apart).sum(axis=(-2, -1)) / total / expected, np.nan)


def _kappa(table: np.ndarray, level: str) -> np.ndarray:
    r"""Return Cohen's kappa, :math:`(p_o - p_e) / (1 - p_e)` (1960), of crossed choices."""
    total = table.sum(axis=(-2, -1))
    observed = np.trace(table, axis1=-2, axis2=-1) / total
    expected = (table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1) / total**2
    return np.where(expected < 1, (observed - expected) / (1 - expected), np.nan)


def figures(
    units: pd.DataFrame, terms: Sequence[str], level: str, samples: int = SAMPLES
) -> dict[str, object]:
    """Return how far the coders of some units agree, see `agreement`; `terms` are in their order."""
    pairable = units.dropna(thresh=2)  # no others tell of agreement
    present = np.array([term for term in terms if (pairable == term).any(axis=None)], dtype=object)
    codes = pd.Index(present).get_indexer(pairable.to_numpy(object).ravel()).reshape(pairable.shape)
    patterns, times = np.unique(
        codes, axis=0, return_counts=True
    )  # units coded alike count as one, times over
    chosen = (patterns[:, :, None] == np.arange(len(present))).astype(float)  # by pattern, coder and term
    counts, size = chosen.sum(axis=1), chosen.sum(axis=(1, 2))
    same = counts[:, :, None] * (counts[:, None, :] - np.eye(len(present)))  # pairs of choices
    pairs, alike = times @ same.sum(axis=(1, 2)), times @ np.trace(same, axis1=1, axis2=2)
    raw = float(alike / pairs) if len(pairable) else float("nan")
    row: dict[str, object] = {"level": level, "units": len(pairable), "terms": len(present), "raw": raw}
    crossed = chosen[:, 0, :, None] * chosen[:, -1, None, :] if units.shape[1] == 2 else same * np.nan
    within = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    for name, figure, each in (
        ("kappa", _kappa, crossed),
        ("alpha", _alpha, same / (size - 1)[:, None, None]),
    ):
        ends = [float("nan")] * 2
        with np.errstate(divide="ignore", invalid="ignore"):
            value = float(figure(np.tensordot(times, each, axes=1), level))
            if value == value:
                draws = np.random.default_rng(SEED).multinomial(len(pairable), times / len(pairable), samples)
                values = figure(np.tensordot(draws, each, axes=1), level)
                sound = values[~np.isnan(values)]
                ends = np.quantile(sound, within).tolist() if len(sound) else ends
        row |= {name: value, f"{name}_low": ends[0], f"{name}_high": ends[1]}
    who = list(units.columns)
    note = "" if len(who) == 2 else f"Kappa is of two coders; there are {len(who)}."
    if len(who) < 2:
        note = f"Only {listing(who) or 'nobody'} has coded: there is nobody to agree with."
    elif not len(pairable):
        note = f"{listing(who)} have coded no unit in common."
    elif len(present) < 2:
        note = f"Only {present[0]!r} occurs: with no chance to disagree, kappa and alpha are not defined."
    elif raw == 1:
        note = "No choice differs, so drawing units again cannot show how the figures might vary."
    return row | {"note": note}


def agreement(dossier: Dossier, who: Iterable[str] | None = None, samples: int = SAMPLES) -> pd.DataFrame:
    """Return how far coders agree on each field, with bootstrap intervals.

    Precision is ordinal in the codebook's order (its rungs run from a determinate rule to nothing to comply
    with); all other fields are nominal, since a term such as "procedural" or "separate agreement" is no rung
    between others. Intervals are percentiles of alpha and kappa over units drawn with replacement (Efron and
    Tibshirani 1993, ch. 13); draws for which a figure is not defined are left out. ``units`` are coded at
    least twice, ``kappa`` is of two coders only, and ``note`` says why a figure is missing.
    """
    chosen = coders(dossier) if who is None else list(who)
    asked = ("agreement", *chosen, samples)
    if asked not in dossier.cache:
        wide, rows = coded(dossier, chosen), {}
        for field in dict.fromkeys(dossier.table("codings")["field"]):
            terms = [term.term for term in dossier.codebook.terms("provisions", field)]
            units = wide[wide.index.get_level_values("field") == field]
            rows[field] = figures(units, terms, LEVELS.get(field, "nominal"), samples)
        dossier.cache[asked] = pd.DataFrame.from_dict(rows, orient="index")
    return cast(pd.DataFrame, dossier.cache[asked])


def printed(row: pd.Series, name: str) -> str:
    """Return kappa or alpha of a field as it is printed, with its interval where choices differ."""
    if pd.isna(row[name]):
        return "not defined"
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return f"{row[name]:.2f}" + (f" ({low:.2f} to {high:.2f})" if row["raw"] < 1 and pd.notna(low) else "")


def disagreements(dossier: Dossier, who: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the choices on which coders differ, field by field and unit by unit."""
    wide = coded(dossier, who)
    found = wide[wide.nunique(axis=1) > 1].reset_index()
    headings = dossier.table("provisions").set_index("id")["heading"]
    found.insert(2, "heading", found["provision"].map(headings))
    fields = list(dict.fromkeys(dossier.table("codings")["field"]))
    return found.sort_values("field", key=lambda cells: cells.map(fields.index), kind="stable")
