"""Where the province stands: score, share, rank with its ties, gaps (vị trí của tỉnh)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from parlib.province_names import fold_name
from parlib.scores import is_whole
from parlib.study.benchmarks import compare_regions, read_printed_means
from parlib.study.lasting import find_taken_back
from parlib.study.panel import Panel, gather_panel, place_among
from parlib.subject import Subject
from parlib.terms import PARTS_ONLY, TOLERANCE, TOTAL

NO_YEAR = "no_year"
NO_SCORE = "no_score"
RANK_ONLY = "rank_only"
DONE = "done"


def measure_position(subject: Subject) -> pd.DataFrame:
    """Return one row: how the province stands on the component in the year.

    Returns
    -------
    pandas.DataFrame
        ``status`` (``done``, ``rank_only`` where only a rank is printed, ``parts_only`` where nothing is known of the
        component but something of those below it, ``no_score`` where the year is published without this province,
        ``no_year`` where nothing of the year is at hand), ``max_score, score, share, rank, n_ranked``; ``year_before``
        (`find_year_before`), ``score_before, change, rank_before, rank_change`` against it (of a whole index whose
        score may be compared with no year the ranks alone, `compare_ranks`); ``taken_back`` (share of a change since
        the year before that the next one usually takes back, `parlib.study.lasting.find_taken_back`; NaN where the year
        is not the one before); ``tied_with`` (other provinces with the very same score), ``n_known_below`` (components
        below with a score or a printed rank of the province), ``quartile`` (1 best to 4, by rank; missing where
        provinces that tie lie in several), ``lost`` (maximum minus score), ``national_mean, national_median,
        regional_mean, best, best_provinces``; ``next_up_score, next_up_rank, next_up_provinces, gap_up`` and the same
        for ``next_down`` (nearest different score above and below, gaps in points, both positive); ``rank_in_region,
        n_in_region``; ``gap_to_mean, gap_to_median, gap_to_region, gap_to_best`` in points, negative where the province
        is behind. Places among single printed facts are missing.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.position.measure_position(subject)
    >>> table[["score", "rank", "n_ranked", "year_before", "gap_to_best"]].round(2)
       score  rank  n_ranked  year_before  gap_to_best
    0   7.99   2.0      61.0       2022.0        -0.21
    """
    panel, cell, _ = _find_cell(subject)
    row: dict[str, Any] = {"status": _find_status(subject), "max_score": panel.highest[cell]}
    for name in ("score", "share", "rank", "n_ranked"):
        row[name] = panel.read_own(subject, name)[cell]
    row |= compare_before(subject)
    row["taken_back"] = find_taken_back(subject) if row["year_before"] == subject.year - 1 else np.nan
    row["tied_with"] = _count_tied(subject)
    row["n_known_below"] = _count_known_below(subject)
    row["quartile"] = find_quarter_of_ties(row["rank"], row["n_ranked"], row["tied_with"])
    row["lost"] = row["max_score"] - row["score"]
    row |= _find_means(subject) | _find_best(subject) | _find_neighbours(subject) | _place_in_region(subject)
    for gap, mark in (
        ("mean", "national_mean"),
        ("median", "national_median"),
        ("region", "regional_mean"),
        ("best", "best"),
    ):
        row[f"gap_to_{gap}"] = row["score"] - row[mark]
    return pd.DataFrame({name: [value] for name, value in row.items()})


def find_year_before(subject: Subject) -> int | None:
    """Return the newest earlier year that the province's figure may be compared with, or None.

    The component and its scale are the same, and a score of the province was published, or a rank where that is all
    that is known of the subject's year. A year that was not published for the province is passed over.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.position.find_year_before(subject)  # 2023 was not published for Quảng Ninh
    2022
    """
    panel, (row, last) = gather_panel(subject), gather_panel(subject).find(subject)
    scored = np.isfinite(panel.read_own(subject)[row, last])
    known = np.isfinite(panel.read_own(subject, "score" if scored else "rank")[row])
    years = panel.list_comparable(subject.leaf["component_key"], subject.year)
    years = years[known[years] & (years < last)]
    return list(panel.years)[years[-1]] if len(years) and known[last] else None


def compare_before(subject: Subject) -> dict[str, float]:
    """Return score and rank of the year before (`find_year_before`) and the changes since, NaN where not known.

    Where no year's score may be compared, the ranks on the whole index still are (`compare_ranks`). Places among the
    63 provinces and among the 34 are not subtracted from each other.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> float(round(parlib.study.position.compare_before(subject)["change"], 2))
    0.56
    """
    panel, (row, last) = gather_panel(subject), gather_panel(subject).find(subject)
    year = find_year_before(subject)
    if year is None:
        unknown = dict.fromkeys(("year_before", "score_before", "change", "rank_before", "rank_change"), np.nan)
        return unknown | (compare_ranks(subject) if subject.component_code == TOTAL else {})
    first = panel.years[year]
    (score, now), (before, rank), n = (
        panel.read_own(subject, name)[row, [first, last]] for name in ("score", "rank", "n_ranked")
    )
    moved = before - rank if is_same_field(*n) else np.nan
    return {
        "year_before": float(year),
        "score_before": score,
        "change": now - score,
        "rank_before": before,
        "rank_change": moved,
    }


def compare_ranks(subject: Subject) -> dict[str, float]:
    """Return the newest earlier year with a rank on the whole index, the rank then and the places gained since.

    Ranks are held against each other across frameworks, as the papers of provinces do: all provinces were ranked by
    the same framework in each year. Scores are not. NaN where no year is known, or ranked another number of places
    (`is_same_field`).

    Examples
    --------
    >>> import parlib
    >>> parlib.study.position.compare_ranks(parlib.open_subject("par_index", 2022, "Quảng Ninh"))
    {'year_before': 2021.0, 'rank_before': 2.0, 'rank_change': 1.0}
    """
    panel, (row, last) = gather_panel(subject), gather_panel(subject).find(subject)
    rank, n = (panel.read_own(subject, name)[row] for name in ("rank", "n_ranked"))
    years = np.flatnonzero(np.isfinite(rank[:last]))
    if not len(years) or not np.isfinite(rank[last]) or not is_same_field(n[years[-1]], n[last]):
        return dict.fromkeys(("year_before", "rank_before", "rank_change"), np.nan)
    first = years[-1]
    return {
        "year_before": float(list(panel.years)[first]),
        "rank_before": float(rank[first]),
        "rank_change": float(rank[first] - rank[last]),
    }


def measure_before(subject: Subject, components: pd.DataFrame) -> pd.DataFrame:
    """Return what changed on components of the year against one earlier year, the newest that any can be held against.

    Parameters
    ----------
    subject : Subject
        What the page is about.
    components : pandas.DataFrame
        Rows of its tree.

    Returns
    -------
    pandas.DataFrame
        ``year_before, before`` (score then), ``change, rank_change``, one row a component; a component whose scale or
        parts changed since has none.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.position.measure_before(subject, subject.tree.head(2))
    >>> table[["year_before", "change", "rank_change"]].round(2)
         year_before  change  rank_change
    427         2022   -0.06          0.0
    428         2022    0.13          6.0
    """
    panel, last = gather_panel(subject), gather_panel(subject).years[subject.year]
    rows = [panel.keys[key] for key in components["component_key"]]
    score, rank, n = (panel.read_own(subject, name)[rows] for name in ("score", "rank", "n_ranked"))
    same = panel.series[rows] == panel.series[rows, last][:, None]
    known = same & (np.isfinite(score * score[:, [last]]) | np.isfinite(rank * rank[:, [last]]))
    years = np.flatnonzero(known[:, :last].any(axis=0))
    table = pd.DataFrame(np.nan, components.index, ["year_before", "before", "change", "rank_change"])
    if not len(years):
        return table
    first = years[-1]
    field = [is_same_field(*pair) for pair in n[:, [first, last]]]
    before = np.where(same[:, first], score[:, first], np.nan)
    moved = np.where(same[:, first] & np.array(field, dtype=bool), rank[:, first] - rank[:, last], np.nan)
    return table.assign(
        year_before=list(panel.years)[first], before=before, change=score[:, last] - before, rank_change=moved
    )


def is_same_field(one: float, other: float) -> bool:
    """Tell whether two numbers of ranked provinces are of one field: 61 and 63 are, 63 and 34 are not.

    Examples
    --------
    >>> is_same_field(61, 63), is_same_field(63, 34), is_same_field(float("nan"), 63)
    (True, False, True)
    """
    return not max(one, other) > 1.5 * min(one, other)


def list_marks(position: pd.DataFrame) -> pd.DataFrame:
    """Return what the score is held against, one row a mark, from the row of `measure_position`.

    Returns
    -------
    pandas.DataFrame
        ``mark`` (``national_mean``, ``national_median``, ``regional_mean``, ``best``, ``next_up``, ``next_down``),
        ``province`` (where a province sets the mark), ``score``, ``gap`` (the province's score minus the mark, points).
        Marks that are not known are left out.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.position.list_marks(parlib.study.position.measure_position(subject)).head(2)
                  mark province     score       gap
    0    national_mean           7.018434  0.970622
    1  national_median           7.009812  0.979244
    """
    row = position.iloc[0]
    marks = [
        ("national_mean", "", row["national_mean"]),
        ("national_median", "", row["national_median"]),
        ("regional_mean", "", row["regional_mean"]),
        ("best", row["best_provinces"], row["best"]),
        ("next_up", row["next_up_provinces"], row["next_up_score"]),
        ("next_down", row["next_down_provinces"], row["next_down_score"]),
    ]
    table = pd.DataFrame(marks, columns=["mark", "province", "score"])
    return table.assign(gap=row["score"] - table["score"]).dropna(subset="score").reset_index(drop=True)


def find_quartile(rank: float | None, n_ranked: float | None) -> float:
    """Return the quarter of the field in which a place lies: 1 best to 4; NaN where rank or number is not known.

    Examples
    --------
    >>> [find_quartile(rank, 63) for rank in (1, 15, 16, 63)]
    [1.0, 1.0, 2.0, 4.0]
    """
    if rank is None or n_ranked is None or pd.isna([rank, n_ranked]).any() or n_ranked < 1:
        return float("nan")
    return float(-(-4 * rank // n_ranked))


def find_quarter_of_ties(rank: float, n_ranked: float, tied_with: float) -> float:
    """Return the quarter of a place (`find_quartile`); NaN where those that tie with it do not all lie in it.

    Examples
    --------
    >>> find_quarter_of_ties(1, 63, 9), find_quarter_of_ties(1, 63, 20), find_quarter_of_ties(50, 63, float("nan"))
    (1.0, nan, 4.0)
    """
    quarter = find_quartile(rank, n_ranked)
    last = rank + (0 if pd.isna(tied_with) else tied_with)
    return quarter if quarter == find_quartile(last, n_ranked) else float("nan")


def name_provinces(names: list[str], subject: Subject) -> str:
    """Return names in order, three at most, and how many more, as the subject's language says it.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="vi")
    >>> name_provinces(["Huế", "Đà Nẵng", "An Giang", "Cà Mau"], subject), name_provinces(["Huế", "Cà Mau"], subject)
    ('An Giang, Cà Mau, Đà Nẵng và 1 địa phương khác', 'Cà Mau và Huế')
    """
    names, vietnamese, nouns = sorted(names, key=fold_name), subject.language == "vi", subject.index.nouns
    named, more = names[:NAMED], len(names) - NAMED
    if more > 0 and vietnamese:
        named.append(f"{more} {nouns.one_vi if nouns else 'địa phương'} khác")
    elif more > 0:
        named.append(f"{more} other" if more == 1 else f"{more} others")
    last = (" và " if vietnamese else " and ") + named.pop() if len(named) > 1 else ""
    return ", ".join(named) + last


NAMED = 3
"""So many of several places that share a score are named."""


def _find_status(subject: Subject) -> str:
    panel, cell, own = _find_cell(subject)
    if not np.isnan(own):
        return DONE
    if not np.isnan(panel.read_own(subject, "rank")[cell]):
        return RANK_ONLY
    if _count_known_below(subject):
        return PARTS_ONLY
    return NO_YEAR if subject.rows.empty else NO_SCORE


def _count_known_below(subject: Subject) -> int:
    """Return how many components below the subject's have a score or a printed rank of the province in its year."""
    parents = dict(zip(subject.tree["component_code"], subject.tree["parent_code"], strict=True))
    below = {subject.component_code}
    for code in parents:  # the tree is in order: parents stand before their parts
        if parents[code] in below:
            below.add(code)
    own = subject.scores[
        (subject.scores["year"] == subject.year)
        & (subject.scores["province_code"] == subject.province_code)
        & subject.scores["component_code"].isin(below - {subject.component_code})
    ]
    return int((own["score"].notna() | own["rank"].notna()).sum())


def _count_tied(subject: Subject) -> float:
    panel, cell, own = _find_cell(subject)
    if np.isnan(own) or not panel.whole[cell]:
        return np.nan
    return float((np.abs(panel.score[cell] - own) <= TOLERANCE).sum()) - 1


def _find_means(subject: Subject) -> dict[str, float]:
    panel, cell, _ = _find_cell(subject)
    printed = read_printed_means(subject).get(subject.year, np.nan)
    regions = compare_regions(subject)
    regional = regions.loc[regions["region_code"] == subject.region_code, "regional_mean"]
    return {
        "national_mean": panel.nation["mean"][cell] if panel.whole[cell] else printed,
        "national_median": panel.nation["median"][cell],
        "regional_mean": regional.iloc[0] if len(regional) else np.nan,
    }


def _find_best(subject: Subject) -> dict[str, object]:
    """Return the best score and who has it; from a ledger, the score of the province that is printed first."""
    panel, cell, _ = _find_cell(subject)
    top = np.flatnonzero((panel.rank[cell] == 1) & np.isfinite(panel.score[cell]))
    if not len(top):
        return {"best": np.nan, "best_provinces": ""}
    return {"best": panel.score[cell][top].max(), "best_provinces": name_provinces(panel.names[top].tolist(), subject)}


def _find_neighbours(subject: Subject) -> dict[str, object]:
    """Return the nearest different score above and below, its place, who has it and how far it is."""
    found: dict[str, object] = {}
    panel, cell, own = _find_cell(subject)
    scores = panel.score[cell]
    for side, sign in (("up", 1), ("down", -1)):
        beyond = np.flatnonzero(sign * (scores - own) > TOLERANCE) if panel.whole[cell] else np.array([], int)
        gaps = np.abs(scores[beyond] - own)
        nearest = beyond[gaps <= gaps.min() + TOLERANCE] if len(beyond) else beyond
        found |= {
            f"next_{side}_score": scores[nearest[0]] if len(nearest) else np.nan,
            f"next_{side}_rank": panel.rank[cell][nearest[0]] if len(nearest) else np.nan,
            f"next_{side}_provinces": name_provinces(panel.names[nearest].tolist(), subject),
            f"gap_{side}": gaps.min() if len(nearest) else np.nan,
        }
    return found


def _place_in_region(subject: Subject) -> dict[str, object]:
    panel, cell, own = _find_cell(subject)
    region = panel.score[cell][panel.regions == subject.region_code] if subject.region_code else np.array([])
    if not panel.whole[cell] or np.isnan(own) or not is_whole(np.isfinite(region).sum(), len(region)):
        return {"rank_in_region": np.nan, "n_in_region": np.nan}
    place = place_among(np.array([own]), region)[0]
    return {"rank_in_region": float(place), "n_in_region": float(np.isfinite(region).sum())}


def _find_cell(subject: Subject) -> tuple[Panel, tuple[int, int], float]:
    """Return the panel, where the component and year are in it, and the province's own score (NaN if not known)."""
    panel = gather_panel(subject)
    cell = panel.find(subject)
    return panel, cell, panel.read_own(subject)[cell]


def compare_provinces(subject: Subject) -> pd.DataFrame:
    """Return every province's score beside the subject's, with the national and regional means as rows of their own.

    Returns
    -------
    pandas.DataFrame
        ``province_code, province, region, score, gap, rank, role`` with role ``subject``, ``best``, ``other``,
        ``national_mean`` or ``regional_mean``, best first; ``gap`` is the subject's score less that of the row.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.position.compare_provinces(subject)
    >>> table[["province", "score", "gap", "rank", "role"]].head(2).round(2)
         province  score   gap  rank     role
    0    Tay Ninh   8.20 -0.21   1.0     best
    1  Quang Ninh   7.99  0.00   2.0  subject
    """
    panel, cell, own = _find_cell(subject)
    scores, rank = panel.score[cell], panel.rank[cell]
    known = np.flatnonzero(np.isfinite(scores))
    known = known[np.lexsort((-scores[known], rank[known]))]
    codes = np.array(list(panel.provinces), dtype=object)[known]
    role = np.where(codes == subject.province_code, "subject", np.where(rank[known] == 1, "best", "other"))
    regions = compare_regions(subject)
    means = _find_means(subject)
    country = subject.index.whole(subject.language)
    national = [] if np.isnan(means["national_mean"]) else [means["national_mean"]]
    names = dict(zip(subject.places["region_code"], subject.places["region"], strict=True))
    n, m = len(national), len(regions)
    held = np.array([*scores[known], *national, *regions["regional_mean"]], dtype=float)
    return pd.DataFrame(
        {
            "province_code": [*codes, *[None] * (n + m)],
            "province": [*panel.names[known], *[country] * n, *regions["region"]],
            "region": [*[names[code] for code in panel.regions[known]], *[""] * n, *regions["region"]],
            "score": held,
            "gap": own - held,
            "rank": [*rank[known], *[np.nan] * (n + m)],
            "role": [*role, *["national_mean"] * n, *["regional_mean"] * m],
        }
    )
