"""One province over all components and indices: strengths, weaknesses, streaks, integrity (bức tranh của tỉnh)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from parlib.merger import BACK_CAST
from parlib.read_log import cached_with_reads
from parlib.scores import count_equal
from parlib.store import NotCleanedError, home_version, load_table
from parlib.study.asked import of_province
from parlib.study.lasting import find_reliability, judge_component
from parlib.study.losses import list_losses, measure_losses
from parlib.study.panel import gather_panel
from parlib.study.standings import list_standings
from parlib.subject import COUNTRY, Subject
from parlib.terms import LIKELY, QUARTER, TOLERANCE, TOP, TOTAL, find_vintage, list_by

LOW_COVERAGE = 0.8
"""Below this share of provinces with a place, a place says little."""

_STRENGTHS = [
    "component_code",
    "component",
    "level",
    "score",
    "max_score",
    "share",
    "rank",
    "n_ranked",
    "tied_with",
    "worst_rank",
    "at_max",
    "is_last",
    "coverage",
    "low_coverage",
    "verdict",
    "reason",
    "probability",
    "lasting_share",
    "lost",
]


@of_province
def find_strengths(subject: Subject) -> pd.DataFrame:
    """Return every component of the year with whether it is a strength or a weakness of the province, in tree order.

    *High* is a place in the best quarter even if all ties go against the province (``worst_rank``): standing at the
    maximum together with most others is none. *Low* is a place in the worst quarter even if all ties go for it, or a
    last place, shared or not, unless all are level. Half of such places are lost a year on; so a high place is called a
    *strength*, and a low one a *weakness*, only where the province truly is in that quarter with a probability of at
    least `parlib.terms.LIKELY`, from all comparable years (`parlib.study.lasting.judge_component`). Few ranked
    provinces are said (``low_coverage``).

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, level, score, max_score, share, rank, n_ranked, tied_with, worst_rank`` (rank if
        ties went against it), ``at_max, is_last, coverage`` (ranked provinces of all), ``low_coverage, verdict``
        (``strength``, ``high``, ``low``, ``weakness``, ``neither``), ``reason`` (``top_quarter``, ``bottom_quarter``,
        ``last``, ``tied_at_max``, ``middle``, ``all_level``), ``probability`` (that it truly is in the quarter that it
        is high or low in; NaN where comparable years do not tell), ``lasting_share`` (of the differences between
        provinces, 0-1; NaN likewise), ``lost``. Components in which the province has a
        place only.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.province.find_strengths(subject)
    >>> table[["component_code", "rank", "verdict", "probability"]].head(2).round(2)
      component_code  rank   verdict  probability
    0          total   1.0  strength         1.00
    1              1   2.0  strength         0.97
    """
    panel, tree = gather_panel(subject), subject.tree
    at = [panel.keys[key] for key in tree["component_key"]], panel.years[subject.year]
    score, rank, n = (panel.read_own(subject, name)[at] for name in ("score", "rank", "n_ranked"))
    same = np.abs(panel.score[at] - score[:, None]) <= TOLERANCE
    tied = np.where(panel.whole[at], np.maximum(same.sum(axis=-1) - 1, 0), 0)
    table = tree[["component_code", "component", "level", "max_score"]].reset_index(drop=True)
    table = table.assign(
        score=score,
        share=panel.read_own(subject, "share")[at],
        rank=rank,
        n_ranked=n,
        tied_with=tied,
        worst_rank=rank + tied,
        at_max=np.abs(panel.highest[at] - score) <= TOLERANCE,
        is_last=(rank + tied == n) & (n > 1),
        coverage=n / len(panel.provinces),
        lost=panel.highest[at] - score,
    )
    table["low_coverage"] = table["coverage"] < LOW_COVERAGE
    table["reason"] = name_reasons(table)
    table["verdict"] = table["reason"].map(_VERDICTS).fillna("neither")
    each = [subject.with_component(code) for code in table["component_code"]]
    judged = np.array([judge_component(one) for one in each])
    table["lasting_share"] = [find_reliability(one) for one in each]
    sides = [table["verdict"] == "high", table["verdict"] == "low"]
    table["probability"] = np.select(sides, list(judged.T), np.nan)
    sure = table["probability"] >= LIKELY
    table["verdict"] = table["verdict"].mask(sure & sides[0], "strength").mask(sure & sides[1], "weakness")
    return table[table["rank"].notna()].reset_index(drop=True)[_STRENGTHS]


_VERDICTS = {"top_quarter": "high", "bottom_quarter": "low", "last": "low"}


def name_reasons(places: pd.DataFrame) -> np.ndarray:
    """Return why each place is a strength, a weakness or neither.

    Parameters
    ----------
    places : pandas.DataFrame
        ``rank, n_ranked, tied_with, worst_rank, at_max, is_last``.

    Examples
    --------
    >>> name_reasons(pd.DataFrame({"rank": [1, 1, 60, 30], "n_ranked": 63, "tied_with": [0, 60, 3, 0],
    ...                            "worst_rank": [1, 61, 63, 30], "at_max": [False, True, False, False],
    ...                            "is_last": [False, False, True, False]})).tolist()
    ['top_quarter', 'tied_at_max', 'last', 'middle']
    """
    n = places["n_ranked"]
    conditions = [
        places["tied_with"] + 1 == n,
        places["is_last"],
        places["worst_rank"] <= QUARTER * n,
        places["rank"] > (1 - QUARTER) * n,
        places["at_max"],
    ]
    return np.select(conditions, ["all_level", "last", "top_quarter", "bottom_quarter", "tied_at_max"], "middle")


@of_province
def list_largest_losses(subject: Subject, count: int = 10) -> pd.DataFrame:
    """Return the components without parts in which the province lost most, with their share of all it lost.

    Returns
    -------
    pandas.DataFrame
        The *count* rows of `parlib.study.losses.list_losses` of the whole index with the largest losses; those whose
        maximum is not known come last, and after them, as one row, the parts that no table lists. ``n_equal``: how
        many of all components lost as much.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> table = parlib.study.province.list_largest_losses(subject)
    >>> table[["component_code", "lost", "lost_to_best", "cumulative_share"]].head(2).round(2)
      component_code  lost  lost_to_best  cumulative_share
    0            3.2  2.92          0.19              0.09
    1            8.3  2.91          0.19              0.18
    """
    whole = subject if subject.component_code == TOTAL else subject.with_component(TOTAL)
    table = list_losses(whole).sort_values("lost", ascending=False, kind="stable", ignore_index=True)
    table = table.assign(n_equal=count_equal(table["lost"]))
    table = table.assign(cumulative_share=table["lost_share"].cumsum()).head(count)
    rest = measure_losses(whole)
    rest = rest[~rest["component_code"].isin(["", *whole.tree["component_code"]])]
    return pd.concat([table, rest.assign(parent_code=TOTAL, parent="")], ignore_index=True) if len(rest) else table


_STREAKS = [
    "index",
    "streak",
    "year_from",
    "year_to",
    "years",
    "ongoing",
    "every",
    "unpublished",
    "frameworks",
    "limit",
]


@of_province
def list_streaks(subject: Subject, top: int = TOP, level: float = 0.9) -> pd.DataFrame:
    """Return every run of years in first place, in the first places, and at or above a level (chuỗi năm liên tiếp).

    Printed places count like computed ones. A place is won in a contest of its year, so runs of places go on when the
    framework changes; a run at a level of points ends there. Among 34 provinces the first places are others than among
    63, so that run begins anew, and so does every run where back-cast places end. A year without a figure of the
    province ends no run, but is not counted either: it is named (``unpublished``).

    Parameters
    ----------
    subject : Subject
        What the page is about; the subject's component is followed.
    top : int
        First places that count for ``top_places``.
    level : float
        Share reached (0-1) for ``above_level``.

    Returns
    -------
    pandas.DataFrame
        ``index, streak`` (``first_place``, ``top_places``, ``above_level``), ``year_from, year_to, years`` (with a
        figure), ``ongoing`` (reaches the subject's year), ``every`` (no year with a figure lies outside),
        ``unpublished`` (years within without one, as text), ``frameworks`` (how many it runs over), ``limit`` (place or
        share); longest and latest first.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> parlib.study.province.list_streaks(subject)[["streak", "year_from", "year_to", "unpublished", "ongoing"]]
            streak  year_from  year_to unpublished  ongoing
    0  first_place       2020     2024  2021, 2023     True
    1   top_places       2019     2024  2021, 2023     True
    """
    panel, (row, last) = gather_panel(subject), gather_panel(subject).find(subject)
    calendar = np.array(list(panel.years))[: last + 1]
    rank, share, n_ranked = (panel.read_own(subject, name)[row, : last + 1] for name in ("rank", "share", "n_ranked"))
    series = panel.series[row, : last + 1]
    merged = np.isin(calendar, _list_back_cast(subject))
    fields = np.array([find_vintage(subject.index.id, year) for year in calendar.tolist()])
    kinds = (  # what is known, whether it counts, and what a run may not cross
        ("first_place", 1.0, rank, rank == 1, [merged]),
        ("top_places", float(top), rank, (rank <= top) & ~(n_ranked < 2 * top), [merged, fields]),
        ("above_level", level, share, share >= level - TOLERANCE, [series]),
    )
    runs = []
    for streak, limit, figure, counts, walls in kinds:
        known = np.flatnonzero(np.isfinite(figure))
        for run in _find_runs(known, counts, walls):
            first, end = int(calendar[run[0]]), int(calendar[run[-1]])
            absent = sorted(set(range(first, end + 1)) - set(calendar[run].tolist()))
            runs.append(
                (
                    subject.index.id,
                    streak,
                    first,
                    end,
                    len(run),
                    end == subject.year,
                    len(run) == len(known),
                    ", ".join(map(str, absent)),
                    len(set(series[run].tolist())),
                    limit,
                )
            )
    table = pd.DataFrame(runs, columns=_STREAKS)
    return table.sort_values(["streak", "years", "year_to"], ascending=[True, False, False], ignore_index=True)


def _find_runs(known: np.ndarray, counts: np.ndarray, walls: list[np.ndarray]) -> list[np.ndarray]:
    """Return the runs of *known* years that all count, none of them across a change in one of *walls*.

    Examples
    --------
    >>> counts, wall = np.array([True, False, True, True, True]), np.array(["a", "a", "a", "a", "b"])
    >>> [run.tolist() for run in _find_runs(np.array([0, 2, 3, 4]), counts, [wall])]
    [[0, 2, 3], [4]]
    """
    starts = [
        at
        for at in range(1, len(known))
        if not (counts[known[at - 1]] and counts[known[at]])
        or any(wall[known[at - 1]] != wall[known[at]] for wall in walls)
    ]
    return [run for run in np.split(known, starts) if len(run) and counts[run[0]]]


def _list_back_cast(subject: Subject) -> list[int]:
    """Return the years whose figure of the province is back-cast, not published."""
    scores = subject.scores
    own = (scores["province_code"] == subject.province_code) & (scores["kind"] == BACK_CAST)
    return scores.loc[own, "year"].unique().tolist()


_INTEGRITY = [
    "year",
    "measure",
    "province_value",
    "national_value",
    "difference",
    "unit",
    "source_id",
    "national_source_id",
    "respondents",
    "low",
    "high",
]


def compare_integrity(subject: Subject, facts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return what people were asked of harassment and extra payment, province beside nation (liêm chính).

    Parameters
    ----------
    subject : Subject
        What the page is about, of any index.
    facts : pandas.DataFrame, optional
        Printed facts of the survey; read from the processed tables if not given.

    Returns
    -------
    pandas.DataFrame
        ``year, measure`` (``integrity_*``), ``province_value, national_value, difference`` (province minus nation),
        ``unit, source_id, national_source_id``; every year up to the subject's in which either is printed. Where a
        survey of respondents is at hand and nothing is printed, its shares stand, with ``respondents, low, high``.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> parlib.study.province.compare_integrity(subject)[["year", "measure", "national_value"]].head(2)
       year                measure  national_value
    0  2024  integrity_many_harass            0.96
    1  2024  integrity_none_harass           90.06
    """
    if facts is None:
        try:
            asked = _list_asked(find_survey(), home_version())
        except NotCleanedError:
            return pd.DataFrame(columns=_INTEGRITY)
    else:
        asked = _choose_asked(facts)
    asked, keys = asked[asked["year"] <= subject.year], ["year", "measure", "unit"]
    own = (asked["place_code"] == subject.province_code) & (asked["vintage"] == subject.vintage)
    own &= subject.province_code != COUNTRY
    nation = asked.loc[asked["place_code"] == COUNTRY, [*keys, "value", "source_id"]]
    nation = nation.rename(columns={"value": "national_value", "source_id": "national_source_id"})
    if own.any():
        home = asked.loc[own, [*keys, "value", "source_id"]].rename(columns={"value": "province_value"})
        table = home.merge(nation, on=keys, how="outer", validate="1:1")
    else:  # as of most provinces: nothing is printed of it
        unknown = pd.Series(np.nan, nation.index, dtype=nation["national_source_id"].dtype)
        table = nation.assign(province_value=np.nan, source_id=unknown)
    table = _add_surveyed(table, subject)
    table["difference"] = table["province_value"] - table["national_value"]
    return table.sort_values(["year", "measure"], ascending=[False, True], ignore_index=True)[_INTEGRITY]


@cached_with_reads
def _list_asked(index: str, home: tuple[Path, int]) -> pd.DataFrame:
    return _choose_asked(load_table("facts", home[0], index=index))


def _choose_asked(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the printed facts on integrity that were chosen among several sources."""
    return facts[facts["chosen"].astype(bool) & facts["measure"].str.startswith("integrity_")]


def find_survey() -> str:
    """Return the index that is a survey of respondents; a word that no index is called where there is none.

    Examples
    --------
    >>> import parlib
    >>> parlib.study.province.find_survey()
    'sipas'
    """
    return next(iter(list_by(workbooks="survey")), "none")


def _add_surveyed(printed: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """Return printed integrity shares with those of surveyed respondents in years for which none is printed."""
    places = [subject.province_code, COUNTRY]
    survey = load_table("survey", index=find_survey(), vintage=subject.vintage, province_code=places)
    if survey.empty:
        return printed.assign(respondents=np.nan, low=np.nan, high=np.nan)
    asked = survey["measure"].astype(str).str.startswith("integrity_") & (survey["service"] == "")
    rows = survey[asked & (survey["district"] == "") & (survey["year"] <= subject.year)]
    keys = ["year", "measure"]
    own = rows[rows["province_code"] == subject.province_code].set_index(keys)
    nation = rows[rows["province_code"] == COUNTRY].set_index(keys)[["share", "source_id"]]
    table = own.join(nation.add_suffix("_nation"), how="left")
    figures = {"province_value": "share", "national_value": "share_nation", "low": "low", "high": "high"}
    found = pd.DataFrame({name: 100 * table[column].astype(float) for name, column in figures.items()})
    found = found.assign(
        unit="%", source_id=table["source_id"], respondents=table["n"], national_source_id=table["source_id_nation"]
    ).reset_index()
    known = set(zip(printed["year"], printed["measure"], strict=True))
    found = found[[key not in known for key in zip(found["year"], found["measure"], strict=True)]]
    printed = printed.assign(respondents=np.nan, low=np.nan, high=np.nan)
    return pd.concat([printed, found], ignore_index=True) if len(found) else printed


@of_province
def headline_indices(subject: Subject) -> pd.DataFrame:
    """Return the province's total on every index, in the subject's year or the nearest with a figure.

    Returns
    -------
    pandas.DataFrame
        Columns of `parlib.study.standings.list_standings`, one row an index; the subject's index in its own year.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> parlib.study.province.headline_indices(subject)[["index", "year", "score", "rank"]].head(3)
           index  year      score  rank
    0       papi  2024  47.821236   1.0
    1  par_index  2023  92.180000   1.0
    2      sipas  2024        NaN   4.0
    """
    return list_standings(subject)
