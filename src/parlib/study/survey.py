"""What respondents said (người trả lời nói gì): shares with intervals, by part, by group, province beside nation."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parlib.store import load_table
from parlib.study.benchmarks import read_printed_means
from parlib.study.funnel import LEAST_UNITS, measure_funnel
from parlib.subject import COUNTRY, Subject
from parlib.terms import TOTAL

_SHARES = [
    "component_code",
    "component",
    "respondents",
    "satisfied_share",
    "low_share",
    "high_share",
    "neutral_share",
    "dissatisfied_share",
    "national_share",
    "gap",
    "verdict",
    "design_effect",
    "method",
    "hidden",
]

_GROUPS = [
    "group",
    "name",
    "respondents",
    "satisfied_share",
    "low_share",
    "high_share",
    "national_share",
    "gap",
    "verdict",
    "hidden",
]

_ANSWERS = [
    "measure",
    "name",
    "respondents",
    "province_share",
    "low_share",
    "high_share",
    "national_share",
    "gap",
    "verdict",
    "hidden",
]


def read_survey(subject: Subject) -> pd.DataFrame:
    """Return the survey shares of the subject's index and year; empty where no file of respondents is at hand."""
    places = [subject.province_code, COUNTRY]
    return load_table(
        "survey", index=subject.index.id, year=subject.year, vintage=subject.vintage, province_code=places
    )


def list_shares(subject: Subject) -> pd.DataFrame:
    """Return the shares of the component and of the parts directly below it (tỷ lệ hài lòng), nation beside province.

    Returns
    -------
    pandas.DataFrame
        ``component_code, component, respondents, satisfied_share, low_share, high_share`` (Wilson's interval),
        ``neutral_share, dissatisfied_share, national_share`` (of all respondents, or as printed), ``gap`` (percentage
        points, province minus nation), ``verdict`` (``above``, ``below`` where the nation lies outside the province's
        interval, else ``level``), ``design_effect, method, hidden`` (fewer respondents than may be shown). In tree
        order; empty where there is no survey of the province.
    """
    survey = read_survey(subject)
    if survey.empty:
        return pd.DataFrame(columns=_SHARES)
    rows = _select_place(survey, subject.province_code)
    wide = rows.pivot(index="component_code", columns="measure", values="share").add_suffix("_share")
    own = rows[rows["measure"] == "satisfied"].set_index("component_code")
    parts = [subject.component_code, *subject.parts["component_code"]]
    own = own.reindex([code for code in parts if code in own.index])
    table = _name_figures(own).join(wide.drop(columns="satisfied_share", errors="ignore"))
    nation = _find_nation(survey, subject).reindex(table.index)
    names = dict(zip(subject.tree["component_code"], subject.tree["component"], strict=True))
    table = table.assign(component=table.index.map(names), national_share=nation)
    return _compare(table.rename_axis("component_code").reset_index()).reindex(columns=_SHARES)


def _select_place(survey: pd.DataFrame, place: str) -> pd.DataFrame:
    return survey[(survey["province_code"] == place) & (survey["service"] == "") & (survey["district"] == "")]


def _name_figures(rows: pd.DataFrame) -> pd.DataFrame:
    columns = {"share": "satisfied_share", "low": "low_share", "high": "high_share", "n": "respondents"}
    return rows.reindex(columns=[*columns, "design_effect", "method", "hidden"]).rename(columns=columns)


def _find_nation(survey: pd.DataFrame, subject: Subject) -> pd.Series:
    """Return the national share of satisfied answers by component: of all respondents, else the printed mean."""
    rows = _select_place(survey, COUNTRY)
    nation = rows[rows["measure"] == "satisfied"].set_index("component_code")["share"]
    printed = {
        code: read_printed_means(subject.with_component(code)).get(subject.year, np.nan) / 100
        for code in subject.tree["component_code"]
        if code not in nation.index
    }
    return pd.concat([nation, pd.Series(printed, dtype="float64").dropna()])


def _compare(table: pd.DataFrame, own: str = "satisfied_share") -> pd.DataFrame:
    """Add the gap to the nation in percentage points, and whether it lies outside the interval."""
    nation = table["national_share"].astype(float)
    known = table[own].notna() & nation.notna()
    outside = [~known, table["low_share"] > nation, table["high_share"] < nation]
    verdict = np.select(outside, ["", "above", "below"], "level")
    return table.assign(gap=100 * (table[own].astype(float) - nation), verdict=verdict)


def list_groups(subject: Subject) -> pd.DataFrame:
    """Return the satisfied share of the component by service field and by district (lĩnh vực, địa bàn).

    Returns
    -------
    pandas.DataFrame
        ``group`` (``service``, ``district``), ``name, respondents, satisfied_share, low_share, high_share,
        national_share`` (of the same service field), ``gap, verdict, hidden``; lowest share first, hidden ones last.
    """
    survey = read_survey(subject)
    if survey.empty:
        return pd.DataFrame(columns=_GROUPS)
    rows = survey[(survey["measure"] == "satisfied") & (survey["component_code"] == subject.component_code)]
    tables = []
    for group, other in (("service", "district"), ("district", "service")):
        own = rows[(rows["province_code"] == subject.province_code) & (rows[group] != "") & (rows[other] == "")]
        nation = rows[(rows["province_code"] == COUNTRY) & (rows[group] != "")].set_index(group)["share"]
        named = _name_figures(own).assign(group=group, name=own[group])
        table = _compare(named.assign(national_share=named["name"].map(nation).astype(float)))
        tables.append(table.sort_values("satisfied_share", na_position="last"))
    return pd.concat(tables, ignore_index=True).reindex(columns=_GROUPS)


def list_funnel(subject: Subject) -> pd.DataFrame:
    """Return the satisfied share of every place beside what the number of its answers lets expect (biểu đồ phễu).

    Returns
    -------
    pandas.DataFrame
        ``province_code, province, respondents, satisfied_share, low_share, high_share`` (limits of three sigma for as
        many answers as the clusters are worth), ``target_share, overdispersion, between, verdict`` (as
        `parlib.study.funnel.measure_funnel` says them); what lies farthest outside first. Empty with shares of fewer
        than ten places.
    """
    columns = [
        "province_code",
        "province",
        "respondents",
        "satisfied_share",
        "low_share",
        "high_share",
        "target_share",
        "overdispersion",
        "between",
        "verdict",
    ]
    survey = load_table("survey", index=subject.index.id, year=subject.year, vintage=subject.vintage)
    rows = survey[
        (survey["component_code"] == subject.component_code)
        & (survey["measure"] == "satisfied")
        & (survey["province_code"] != COUNTRY)
        & (survey["service"] == "")
        & (survey["district"] == "")
        & survey["share"].notna()
    ]
    if len(rows) < LEAST_UNITS:
        return pd.DataFrame(columns=columns)
    worth = rows["n"] / rows["design_effect"].fillna(1).clip(lower=1)
    funnel = measure_funnel(rows.assign(worth=worth), n="worth")
    funnel = funnel.iloc[np.argsort(-funnel["z"].abs().to_numpy(float), kind="stable")].reset_index(drop=True)
    names = subject.rows.set_index("province_code")["province"]
    named = {
        "n": "respondents",
        "share": "satisfied_share",
        "low_3": "low_share",
        "high_3": "high_share",
        "target": "target_share",
    }
    return funnel.assign(province=funnel["province_code"].map(names)).rename(columns=named)[columns]


def list_answers(subject: Subject, kind: str) -> pd.DataFrame:
    """Return the shares of single answers: ``integrity`` (liêm chính) or ``expectation`` (mong đợi).

    Returns
    -------
    pandas.DataFrame
        ``measure, name`` (as the form puts it), ``respondents, province_share, low_share, high_share, national_share,
        gap, verdict, hidden``; expectations most wanted first.
    """
    survey = read_survey(subject)
    if survey.empty:
        return pd.DataFrame(columns=_ANSWERS)
    rows = survey[survey["measure"].str.startswith(f"{kind}_") & (survey["component_code"] == TOTAL)]
    own, nation = _select_place(rows, subject.province_code), _select_place(rows, COUNTRY)
    names = dict(zip(rows["measure"], rows[f"name_{subject.language}"], strict=True)) if len(rows) else {}
    table = _name_figures(own).rename(columns={"satisfied_share": "province_share"}).assign(measure=own["measure"])
    table["name"] = table["measure"].map(names)
    table["national_share"] = table["measure"].map(nation.set_index("measure")["share"]).astype(float)
    table = _compare(table, "province_share").reindex(columns=_ANSWERS)
    if kind == "expectation":
        table = table.sort_values("province_share", ascending=False, na_position="last")
    return table.reset_index(drop=True)
