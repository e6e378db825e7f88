"""Coincidences of coders' choices, from which alpha and kappa of many bootstrap draws are quickly had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, eq=False)
class Tables:
    """Counts of choices, unit by unit.

    Parameters
    ----------
    within : numpy.ndarray
        For each unit its values' coincidences as alpha counts them: every ordered pair of choices, divided
        by one less than the number of choices.
    crossed : numpy.ndarray
        For each unit that two coders coded, their choices crossed; empty where there are not two coders.
    """

    within: np.ndarray
    crossed: np.ndarray


def coincidences(units: pd.DataFrame, terms: Sequence[str]) -> Tables:
    """Return the coincidences of units that at least two coders have coded."""
    place = {term: number for number, term in enumerate(terms)}
    size = len(terms)
    within, crossed = np.zeros((len(units), size, size)), np.zeros((len(units), size, size))
    for number, (_, row) in enumerate(units.iterrows()):
        chosen = [place[term] for term in row if isinstance(term, str)]
        counts = np.bincount(chosen, minlength=size).astype(float)
        within[number] = (np.outer(counts, counts) - np.diag(counts)) / (len(chosen) - 1)
        if units.shape[1] == 2:
            crossed[number, chosen[0], chosen[1]] = 1
    return Tables(within, crossed if units.shape[1] == 2 else crossed[:0])


def ordinal_distances(counts: np.ndarray) -> np.ndarray:
    r"""Return Krippendorff's ordinal distances between ranks.

    .. math:: \delta_{ck}^2 = \Big(\sum_{g=c}^{k} n_g - \frac{n_c + n_k}{2}\Big)^2
    """
    middle = np.cumsum(counts, axis=-1) - counts / 2
    return (middle[..., :, None] - middle[..., None, :]) ** 2


def alpha_from(table: np.ndarray, level: str) -> np.ndarray:
    """Return alpha of coincidence tables (on the two last axes); NaN where only one value occurs."""
    counts = table.sum(axis=-1)
    total = counts.sum(axis=-1)
    size = table.shape[-1]
    apart = ordinal_distances(counts) if level == "ordinal" else 1.0 - np.eye(size)
    observed = (table * apart).sum(axis=(-2, -1)) / total
    chance = counts[..., :, None] * counts[..., None, :]
    expected = (chance * apart).sum(axis=(-2, -1)) / (total * (total - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(expected > 0, 1 - observed / expected, np.nan))


def kappa_from(table: np.ndarray) -> np.ndarray:
    """Return Cohen's kappa of crossed choices (on the two last axes); NaN where chance leaves no room."""
    total = table.sum(axis=(-2, -1))
    observed = np.trace(table, axis1=-2, axis2=-1) / total
    expected = (table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1) / total**2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(expected < 1, (observed - expected) / (1 - expected), np.nan))


def resampled(
    tables: Tables, figure: str, level: str, samples: int, seed: int, share: float
) -> tuple[float, float]:
    """Return the percentile interval of alpha or kappa over units drawn with replacement.

    References
    ----------
    Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13 (percentile interval).
    """
    each = tables.within if figure == "alpha" else tables.crossed
    units, size = each.shape[0], each.shape[-1]
    draws = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), size=samples)
    summed = (draws @ each.reshape(units, -1)).reshape(samples, size, size)
    values = alpha_from(summed, level) if figure == "alpha" else kappa_from(summed)
    sound = values[~np.isnan(values)]
    if not len(sound):
        return float("nan"), float("nan")
    low, high = np.quantile(sound, [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high)
