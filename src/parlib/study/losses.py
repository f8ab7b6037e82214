"""What was lost, and where: points below the maximum by part (điểm bị mất), this year and over the years."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from parlib.cuts import cut_tree
from parlib.framework import list_below
from parlib.read_log import IdentityKey
from parlib.study.asked import of_province
from parlib.study.benchmarks import read_printed_means
from parlib.study.lasting import find_reliability
from parlib.study.panel import gather_panel, summarise_cells
from parlib.study.position import find_quartile
from parlib.subject import Subject
from parlib.terms import TOLERANCE

CHRONIC = 3
"""Comparable years in a row from which a heavy loss is chronic."""

LAST_QUARTER = 4
"""Quarter of the field in which a loss is heavy."""


@of_province
def measure_losses(subject: Subject) -> pd.DataFrame:
    """Return the points that each part of the component lost, most first.

    Parts are the components directly below; a component without parts is its own only part. Each loss is cut into
    three pieces that add up to it exactly: what everyone lost (``everyone``), the way from the best province to the
    median or, for a province above the median, to the province itself (``best_to_median``), and the rest below the
    median (``below_median``, zero for a province above it).

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, score, max_score, lost`` (maximum minus score), ``lost_share`` (of all that the
        component lost; missing where the parts' losses do not add up), ``national_mean,
        lost_to_mean`` (points behind the mean; negative is ahead), ``best, lost_to_best, rank, n_ranked,
        national_median, everyone`` (maximum minus best), ``best_to_median, below_median``. ``lost`` is missing where
        the maximum is not known, the pieces where no whole table is. Where the component is the sum of its parts,
        ``lost`` adds up to the component's own maximum minus score.

        Where parts have weights, all points are those of the component: score, maximum and benchmarks times the weight.
        Parts that the issuer counts and no table lists are one last row: what the others leave of the component's own
        score, without rank; none where that lies outside the scale.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.losses.measure_losses(subject)
    >>> table[["component_code", "lost", "best", "lost_to_best"]].head(2).round(2)
      component_code  lost  best  lost_to_best
    0            4.3  0.92  1.75          0.17
    1            4.1  0.52  2.14          0.16
    """
    return _measure(subject, subject.smallest["component_code"].tolist(), with_rest=True)


@of_province
def list_losses(subject: Subject) -> pd.DataFrame:
    """Return the points lost in every component without parts below the subject's component, most first.

    Where nothing below a component has a figure of the province, as in a table by field, the component itself stands
    for its parts.

    Returns
    -------
    pandas.DataFrame
        As `measure_losses`, with ``parent_code, parent`` and ``cumulative_share`` of all that was lost, missing where
        the losses do not add up. What no table lists has no row here, but its share in all that was lost.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.losses.list_losses(subject)[["component_code", "lost", "cumulative_share"]].head(2).round(2)
      component_code  lost  cumulative_share
    0            4.3  0.92              0.46
    1            4.1  0.52              0.72
    """
    tree = subject.tree
    parents, names = dict(zip(tree["component_code"], tree["parent_code"], strict=True)), subject.names
    table = _measure(subject, _list_smallest_known(subject, parents))
    parent = [parents[code] for code in table["component_code"]]
    return table.assign(
        parent_code=parent,
        parent=[names.get(code, "") for code in parent],
        cumulative_share=table["lost_share"].cumsum(),
    )


def _list_smallest_known(subject: Subject, parents: dict[str, str]) -> list[str]:
    """Return the components without parts from the subject's down; one without figures below it stands for them."""
    panel, tree, asked = gather_panel(subject), subject.tree, subject.component_code
    below = list_below(tree, asked)
    leaves = ({asked} | below) - set(parents.values())
    own = panel.read_own(subject)[[panel.keys[key] for key in tree["component_key"]], panel.years[subject.year]]
    known = set(tree["component_code"][np.isfinite(own)]) & below
    if leaves <= known:
        return sorted(leaves)
    above = {code: _list_above(code, parents, asked) for code in below}
    detailed = {high for code in known for high in above[code]}
    whole = known - detailed - leaves
    return sorted((leaves | whole) - {code for code in below if whole & set(above[code])})


def _list_above(code: str, parents: dict[str, str], last: str) -> list[str]:
    """Return the components above *code*, nearest first, up to *last*."""
    found = []
    while code != last:
        code = parents[code]
        found.append(code)
    return found


def weigh_components(subject: Subject) -> dict[str, float]:
    """Return the points of the subject's component that one point of each component below is worth, itself 1.

    Points that add up are worth one; a weighted part is worth its weight, times that of the part above it.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.losses.weigh_components(subject)  # points of PAPI add up
    {'4': 1.0, '4.1': 1.0, '4.2': 1.0, '4.3': 1.0, '4.4': 1.0}
    """
    return dict(_weigh_below(subject.key("components"), subject.year, subject.component_code))


@lru_cache(maxsize=512)
def _weigh_below(components: IdentityKey, year: int, component_code: str) -> dict[str, float]:
    found = {component_code: 1.0}
    columns = ["component_code", "parent_code", "weight"]
    for code, parent, weight in cut_tree(components, year)[columns].itertuples(index=False, name=None):
        if parent in found:
            found[code] = found[parent] * (weight if np.isfinite(weight) else 1.0)
    return found


_ABSENT = {
    False: ("chưa có số liệu", "no figures"),
    True: ("chỉ in riêng cho một số tỉnh, chưa có bảng cả nước", "printed for some provinces, in no national table"),
}
"""What is said of parts that no table lists; by whether their figures for the province are printed singly."""


def measure_rest(subject: Subject) -> dict[str, float | str]:
    """Return the cells of what the listed parts leave of the component; empty where it cannot be or is not known.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> parlib.study.losses.measure_rest(subject)  # all parts of PAPI are listed
    {}
    """
    unlisted = subject.unlisted[subject.unlisted["parent_code"] == subject.component_code]
    if unlisted.empty or not subject.weighted:
        return {}
    panel, parts = gather_panel(subject), subject.parts
    row, year = panel.find(subject)
    listed = panel.score[[panel.keys[key] for key in parts["component_key"]], year]
    rest = panel.score[row, year] - (listed * parts["weight"].to_numpy()[:, None]).sum(axis=0)
    most = float((unlisted["weight"] * unlisted["max_score"]).sum())
    own = panel.provinces.get(subject.province_code)
    beyond = (rest < -TOLERANCE) | (rest > most + TOLERANCE)
    if own is None or np.isnan(rest[own]) or beyond.any():
        return {}
    codes, names = unlisted["component_code"].tolist(), unlisted["component"].tolist()
    known = summarise_cells(rest) if panel.whole[row, year] else {}
    figures = {name: float(known.get(figure, np.nan)) for name, figure in _NATIONAL.items()}
    facts = subject.facts
    here = (facts["year"] == subject.year) & (facts["place_code"] == subject.province_code)
    singly = set(codes) <= set(facts.loc[here & (facts["measure"] == "score"), "component_code"])
    absent = _ABSENT[singly][0 if subject.language == "vi" else 1]
    about = {"component_code": f"{codes[0]}-{codes[-1]}", "component": f"{', '.join(names)} ({absent})"}
    return {**about, **figures, "score": float(rest[own]), "max_score": most, "rank": np.nan, "n_ranked": np.nan}


def _measure(subject: Subject, codes: list[str], with_rest: bool = False) -> pd.DataFrame:
    panel = gather_panel(subject)
    tree = subject.tree
    tree = tree[tree["component_code"].isin(codes)]
    worth = weigh_components(subject)
    weight = np.array([worth.get(code, 1.0) for code in tree["component_code"]])
    at = [panel.keys[key] for key in tree["component_key"]], panel.years[subject.year]
    cells = {name: panel.read_own(subject, name)[at] for name in ("score", "rank", "n_ranked")}
    cells |= {name: panel.nation[figure][at] for name, figure in _NATIONAL.items()}
    mean = read_printed_means(subject).get(subject.year, np.nan) if codes == [subject.component_code] else np.nan
    cells["national_mean"] = np.where(np.isnan(cells["national_mean"]), mean, cells["national_mean"])
    cells |= {"max_score": panel.highest[at]}
    cells = {name: values if name in ("rank", "n_ranked") else values * weight for name, values in cells.items()}
    names = {name: tree[name].to_numpy(object) for name in ("component_code", "component")}
    rest = measure_rest(subject)
    if rest:
        cells = {name: np.append(values, [rest[name]]) for name, values in cells.items()}
        names = {name: np.append(values, [rest[name]]) for name, values in names.items()}
    cells = cut_losses(cells)
    if not subject.adds_up:
        cells["lost_share"] = np.full(len(cells["lost"]), np.nan)
    order = cells["lost"] if np.isfinite(cells["lost"][np.isfinite(cells["score"])]).all() else cells["lost_to_best"]
    order = np.argsort(-order, kind="stable")
    order = order[np.isfinite(cells["score"][order])]
    if rest:  # after the parts that somebody can answer for
        order = np.append(order[order < len(tree)], [len(tree)] if with_rest else []).astype(int)
    return pd.DataFrame(
        {name: names[name][order] for name in names} | {name: cells[name][order] for name in _COLUMNS[2:]}
    )


_NATIONAL = {"national_mean": "mean", "best": "best", "national_median": "median"}

_COLUMNS = [
    "component_code",
    "component",
    "score",
    "max_score",
    "lost",
    "lost_share",
    "national_mean",
    "lost_to_mean",
    "best",
    "lost_to_best",
    "rank",
    "n_ranked",
    "national_median",
    "everyone",
    "best_to_median",
    "below_median",
]


def cut_losses(cells: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Cut each loss into what everyone lost, what lies between best and median, and what lies below the median.

    Parameters
    ----------
    cells : dict of numpy.ndarray
        ``score, max_score, national_mean, national_median, best`` of the parts.

    Returns
    -------
    dict of numpy.ndarray
        *cells* with ``lost, lost_share, lost_to_mean, lost_to_best, everyone, best_to_median, below_median``.

    Examples
    --------
    >>> cells = dict(zip(("score", "max_score", "national_mean", "national_median", "best"),
    ...                  np.array([[4.0], [10.0], [6.3], [6.0], [9.0]]), strict=True))
    >>> pieces = cut_losses(cells)
    >>> [float(pieces[name][0]) for name in ("lost", "everyone", "best_to_median", "below_median")]
    [6.0, 1.0, 3.0, 2.0]
    """
    score, best = cells["score"], cells["best"]
    lost = cells["max_score"] - score
    total = lost.sum()  # missing where the loss of any part is: a share of some of them says nothing
    below = np.maximum(cells["national_median"] - score, 0)
    return cells | {
        "lost": lost,
        "lost_share": lost / total if total > TOLERANCE else np.full(len(lost), np.nan),
        "lost_to_mean": cells["national_mean"] - score,
        "lost_to_best": best - score,
        "everyone": cells["max_score"] - best,
        "best_to_median": best - score - below,
        "below_median": below,
    }


def find_recoverable(losses: pd.DataFrame) -> pd.Series:
    """Return what may be recovered of each loss: as far as the best province shows, else all of it.

    Examples
    --------
    >>> losses = pd.DataFrame({"lost": [2.0, 3.0], "lost_to_best": [0.5, float("nan")]})
    >>> find_recoverable(losses).tolist()
    [0.5, 3.0]
    """
    return losses["lost_to_best"].fillna(losses["lost"])


def sum_losses(losses: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """Return *losses* of the subject with a last row that adds them up: code ``""``, points, pieces and shares summed.

    A component without parts is its own sum, and losses that do not add up have none: no row is added.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.losses.sum_losses(parlib.study.losses.measure_losses(subject), subject)
    >>> table[["component_code", "lost", "lost_share"]].tail(2).round(2)
      component_code  lost  lost_share
    3            4.2  0.24        0.12
    4                 2.01        1.00
    """
    if len(losses) < 2 or not subject.adds_up:
        return losses
    added = ["score", "max_score", "lost", "lost_share", "everyone", "best_to_median", "below_median"]
    added = [column for column in added if column in losses]
    total = losses[added].sum(min_count=len(losses)).to_dict()
    row = {"component_code": "", "component": "Tổng cộng" if subject.language == "vi" else "Total", **total}
    return pd.concat([losses, pd.DataFrame([row])], ignore_index=True)


@of_province
def track_losses(subject: Subject) -> pd.DataFrame:
    """Return which losses are chronic, new or left behind, over the comparable years (mất điểm kéo dài).

    A loss is *heavy* in a year if the province's place lies in the worst quarter of the field, by the rule that the
    page tells its place by (`parlib.study.position.find_quartile`). Years without a figure of the province are passed
    over.

    Returns
    -------
    pandas.DataFrame
        One row a part, in tree order: ``component_code, component, status, lost, lost_before`` (points in
        ``year_before``, the newest earlier comparable year with a figure), ``lost_change, years_heavy`` (in a row, up
        to the subject's year), ``years_below_median`` (the same, below the median), ``n_years`` (comparable years with
        a figure), ``year_from, year_before, lasting_share`` (of the differences between provinces, 0-1). Status is
        ``chronic`` (heavy for at least `CHRONIC` years in a row), ``repeated`` (heavy, also the year before), ``new``
        (heavy, not so the year before), ``heavy`` (no year before to compare), ``left`` (heavy the year before, not
        now; points may still be lost) or ``light``. Empty for single printed facts.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.losses.track_losses(subject)
    >>> table[["component_code", "status", "lost", "lost_change"]].head(2).round(2)
      component_code status  lost  lost_change
    0            4.1  light  0.52         0.06
    1            4.2  light  0.24         0.06
    """
    panel, parts = gather_panel(subject), subject.smallest
    scores, worth = panel.read_own(subject), weigh_components(subject)
    rank, n = (panel.read_own(subject, name) for name in ("rank", "n_ranked"))
    calendar, rows = list(panel.years), []
    for part in parts.itertuples():
        row, last = panel.keys[part.component_key], panel.years[subject.year]
        years = [
            at
            for at in panel.list_comparable(part.component_key, subject.year)
            if panel.whole[row, at] and np.isfinite(scores[row, at])
        ]
        if years and years[-1] == last:
            own = scores[row, years]
            lost = (panel.highest[row, years] - own) * worth.get(part.component_code, 1.0)
            places = zip(rank[row, years], n[row, years], strict=True)
            heavy = np.array([find_quartile(*place) == LAST_QUARTER for place in places])
            below = own < panel.nation["median"][row, years] - TOLERANCE
            before, year = (lost[-2], calendar[years[-2]]) if len(lost) > 1 else (np.nan, np.nan)
            rows.append(
                (
                    part.component_code,
                    part.component,
                    _name_status(heavy),
                    lost[-1],
                    before,
                    lost[-1] - before,
                    _count_last(heavy),
                    _count_last(below),
                    len(years),
                    calendar[years[0]],
                    year,
                    find_reliability(subject.with_component(part.component_code)),
                )
            )
    return pd.DataFrame(rows, columns=_TRACK)


_TRACK = [
    "component_code",
    "component",
    "status",
    "lost",
    "lost_before",
    "lost_change",
    "years_heavy",
    "years_below_median",
    "n_years",
    "year_from",
    "year_before",
    "lasting_share",
]


def _count_last(flags: np.ndarray) -> int:
    """Return how many flags in a row are true at the end.

    Examples
    --------
    >>> _count_last(np.array([True, False, True, True]))
    2
    """
    return len(flags) if flags.all() else int(flags[::-1].argmin())


def _name_status(heavy: np.ndarray) -> str:
    if not heavy[-1]:
        return "left" if len(heavy) > 1 and heavy[-2] else "light"
    years = _count_last(heavy)
    if years >= CHRONIC:
        return "chronic"
    if len(heavy) == 1:
        return "heavy"
    return "repeated" if years > 1 else "new"
