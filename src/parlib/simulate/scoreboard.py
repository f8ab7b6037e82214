"""Simulated scoreboards: a whole framework below the known fields, and points with the marks of real ones.

Real tables have ceilings (most provinces at the maximum of a sub-criterion), ties, points that heap on quarters,
fields that go together, and claims above what is granted. The figures here have them too, and mean nothing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from parlib.forms.scoreboard import REASONS
from parlib.terms import TOTAL

CRITERIA = (5, 4, 5, 4, 6, 4, 5, 4)
"""Criteria of each field: 37 together, as Decision 876/QĐ-BNV has; how they lie is made up."""

SUB_CRITERIA = 88
"""Sub-criteria of Decision 876/QĐ-BNV."""

WITHOUT_PARTS = 5
"""Criteria that carry points themselves; how many is made up."""

SURVEY_POINTS = 32.0
"""Points from surveys and outcomes, of 100 (Decision 876/QĐ-BNV)."""

QUARTER = 0.25
"""Points from documents are granted in quarters."""

AGENCIES = (
    "Sở Nội vụ",
    "Sở Tư pháp",
    "Văn phòng UBND tỉnh",
    "Sở Nội vụ",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Khoa học và Công nghệ",
    "Sở Nội vụ",
)
"""Default agency of each field; made up."""


def simulate_tree(fields: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return a whole framework below eight fields: 37 criteria and 88 sub-criteria, 68 document and 32 survey points.

    Parameters
    ----------
    fields : pandas.DataFrame
        The eight fields: ``component_code, name_vi, max_score`` (NaN where not known).
    seed : int
        The same seed gives the same framework.

    Returns
    -------
    pandas.DataFrame
        Columns ``component_code, parent_code, name_vi, max_score, method, agency``. Known maxima are kept, the others
        share what is left of 100 points.
    """
    random = np.random.default_rng(seed)
    most = _share_unknown(fields["max_score"].to_numpy(dtype=float), random)
    counts = _count_parts(random)
    survey = _share_units(SURVEY_POINTS - most[-1], len(most) - 1, random, 0.5, least=4)
    rows: list[tuple] = [(TOTAL, "", "Chỉ số cải cách hành chính", 100.0, "", "")]
    for at, field in enumerate(fields.itertuples()):
        by_survey = most[at] if at == len(most) - 1 else survey[at]
        own = _write_field(field.component_code, counts[at], most[at], by_survey, random)
        rows.append((field.component_code, TOTAL, field.name_vi, most[at], "", AGENCIES[at]))
        rows += [(code, parent, name, points, method, AGENCIES[at]) for code, parent, name, points, method in own]
    return pd.DataFrame(rows, columns=["component_code", "parent_code", "name_vi", "max_score", "method", "agency"])


def _share_unknown(most: np.ndarray, random: np.random.Generator) -> np.ndarray:
    unknown = np.isnan(most)
    if unknown.any():
        most = most.copy()
        most[unknown] = _share_units(100 - np.nansum(most), int(unknown.sum()), random, 0.5, least=18)
    return most


def _share_units(points: float, parts: int, random: np.random.Generator, unit: float, least: int = 1) -> np.ndarray:
    """Return *points* shared among *parts* in whole units, each at least *least* units; they add up exactly."""
    units = round(points / unit) - parts * least
    return (random.multinomial(units, random.dirichlet(np.full(parts, 8.0))) + least) * unit


def _count_parts(random: np.random.Generator) -> list[list[int]]:
    """Return the number of sub-criteria of each criterion, by field; 0 for one that carries points itself."""
    whole = sum(CRITERIA) - WITHOUT_PARTS
    three = SUB_CRITERIA - 2 * whole
    counts = random.permutation([3] * three + [2] * (whole - three)).tolist()
    bare = set(random.choice(sum(CRITERIA[:-1]), WITHOUT_PARTS, replace=False).tolist())
    in_order = [0 if place in bare else counts.pop() for place in range(sum(CRITERIA))]
    ends = np.cumsum(CRITERIA)
    return [in_order[end - count : end] for end, count in zip(ends, CRITERIA, strict=True)]


def _write_field(
    field: str, counts: list[int], most: float, by_survey: float, random: np.random.Generator
) -> list[tuple]:
    """Return the criteria and sub-criteria of a field; the last part carries the survey's points, or all parts do."""
    all_survey = by_survey == most
    leaves = sum(max(count, 1) for count in counts)
    if all_survey:
        points = _share_units(most, leaves, random, QUARTER).tolist()
        methods = ["citizen_survey"] * (leaves - 3) + ["outcome"] * 3
    else:
        points = [*_share_units(most - by_survey, leaves - 1, random, QUARTER).tolist(), by_survey]
        methods = ["documents"] * (leaves - 1) + ["leader_survey"]
    rows = []
    for at, count in enumerate(counts, start=1):
        code = f"{field}.{at}"
        parts = [(points.pop(0), methods.pop(0)) for _ in range(max(count, 1))]
        own = "" if count else parts[0][1]
        rows.append((code, field, f"Tiêu chí mô phỏng {code}", sum(part for part, _ in parts), own))
        rows += [
            (f"{code}.{number}", code, f"Tiêu chí thành phần mô phỏng {code}.{number}", part, method)
            for number, (part, method) in enumerate(parts, start=1)
            if count
        ]
    return rows


def simulate_points(tree: pd.DataFrame, provinces: list[str], seed: int) -> pd.DataFrame:
    """Return the points of every province on every part that carries points.

    Returns
    -------
    pandas.DataFrame
        Columns ``province_code, component_code, self, appraised, survey, score, reason``.
    """
    random = np.random.default_rng([seed, 1])
    leaves = tree[~tree["component_code"].isin(tree["parent_code"])].reset_index(drop=True)
    most = leaves["max_score"].to_numpy()
    fields = leaves["component_code"].str.split(".").str[0].astype("category").cat.codes.to_numpy()
    quality = random.normal(0, 0.55, (len(provinces), 1))
    by_field = random.normal(0, 0.45, (len(provinces), fields.max() + 1))[:, fields]
    latent = quality + by_field + random.normal(1.1, 0.8, len(leaves))
    latent = latent + random.normal(0, 0.9, latent.shape)
    by_documents = (leaves["method"] == "documents").to_numpy()
    appraised = np.where(by_documents, _grant_quarters(latent, most), np.nan)
    survey = np.where(by_documents, np.nan, np.round(most * np.clip(0.8 + 0.045 * latent, 0.4, 1), 2))
    claimed = np.where(random.random(latent.shape) < 0.25, random.integers(1, 4, latent.shape) * QUARTER, 0)
    granted = np.where(by_documents, appraised, survey)
    reasons = np.where(by_documents, random.choice(REASONS[:-1], latent.shape), REASONS[-1])
    return pd.DataFrame(
        {
            "province_code": np.repeat(provinces, len(leaves)),
            "component_code": np.tile(leaves["component_code"], len(provinces)),
            "self": np.where(by_documents, np.minimum(appraised + claimed, most), np.nan).ravel(),
            "appraised": appraised.ravel(),
            "survey": survey.ravel(),
            "score": granted.ravel(),
            "reason": np.where(granted < most, reasons, "").ravel(),
        }
    )


def _grant_quarters(latent: np.ndarray, most: np.ndarray) -> np.ndarray:
    """Return points from documents: in quarters, at the ceiling for most, never below zero."""
    share = np.clip(1.15 / (1 + np.exp(-1.4 * (latent + 0.6))), 0, 1)
    return np.clip(np.round(most * share / QUARTER) * QUARTER, 0, most)
