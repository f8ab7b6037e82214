"""What respondents said (người trả lời nói gì): shares with intervals, by part, by group, province beside nation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from parlib.intervals import compare_with_rest
from parlib.read_log import cached_with_reads
from parlib.store import home_version, load_table
from parlib.study.benchmarks import read_printed_means
from parlib.study.funnel import LEAST_UNITS, measure_funnel
from parlib.study.trends import adjust_family
from parlib.subject import COUNTRY, Subject
from parlib.terms import MAX_Q, TOTAL

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
    "q_value",
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
    "q_value",
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
    "q_value",
    "verdict",
    "hidden",
]


def read_survey(subject: Subject) -> pd.DataFrame:
    """Return the survey shares of the subject's index and year; empty where no file of respondents is at hand.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.survey.read_survey(subject).empty  # no survey of this index is at hand
    True
    """
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
        points, province minus nation), ``q_value, verdict`` (``above``, ``below`` with q of at most 0.05, else
        ``level``; `test_shares`), ``design_effect, method, hidden`` (fewer respondents than may be shown). In tree
        order; empty where there is no survey of the province.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.survey.list_shares(subject).empty  # no survey of this index is at hand
    True
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
    tested = _find_q(subject, "component_code", measure="satisfied", service="")
    return _compare(table, tested).rename_axis("component_code").reset_index().reindex(columns=_SHARES)


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


def _compare(table: pd.DataFrame, tested: pd.Series, own: str = "satisfied_share") -> pd.DataFrame:
    """Add the gap to the nation in percentage points, q of it by the index of *table*, and what that means."""
    gap = 100 * (table[own].astype(float) - table["national_share"].astype(float))
    q_value = tested.reindex(table.index).astype(float).where(gap.notna())
    tests = [q_value.isna(), (q_value <= MAX_Q) & (gap > 0), (q_value <= MAX_Q) & (gap < 0)]
    return table.assign(gap=gap, q_value=q_value, verdict=np.select(tests, ["", "above", "below"], "level"))


def test_shares(subject: Subject) -> pd.DataFrame:
    """Test every share of every province of the subject's index and year against the rest of the country.

    The nation holds the province, so a share is held against that of all other respondents to the same question and in
    the same service field (`parlib.intervals.compare_with_rest`): Student's t with clusters - 1 degrees of freedom, or
    respondents - 1 where none are named. Variances are those of shares with one answer more on either side (Agresti
    and Caffo 2000), on the effective number of respondents, so that 0 and 100 % have one too. Where the file holds no
    other province nothing is tested. Provinces are taken to be sampled independently. All places and questions of a
    kind are one family (Benjamini and Hochberg 1995): satisfied shares of components; the same by service field;
    answers on integrity; expectations.

    Returns
    -------
    pandas.DataFrame
        ``province_code, component_code, measure, service, share, n, p_value, q_value``; hidden shares, shares by
        district and those without anything to hold them against are left out.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("sipas", 2025, "Quảng Ninh", language="en")
    >>> parlib.study.survey.test_shares(subject).empty  # nobody added a survey
    True
    """
    return _test_all(subject.index.id, subject.year, subject.vintage, home_version())


test_shares.__dict__["__test__"] = False  # a statistical test, not one of pytest's


@cached_with_reads
def _test_all(index: str, year: int, vintage: str, home: tuple[Path, int]) -> pd.DataFrame:
    rows = load_table("survey", home[0], index=index, year=year, vintage=vintage)
    asked = rows["measure"].eq("satisfied") | rows["measure"].str.startswith(("integrity_", "expectation_"))
    rows = rows[(rows["district"] == "") & (rows["province_code"] != COUNTRY) & rows["share"].notna() & asked]
    rows = rows.assign(
        family=rows["measure"].str.split("_").str[0] + (rows["service"] != "").map({True: "+", False: ""})
    )
    tested = [_test_question(question) for _, question in rows.groupby(["component_code", "measure", "service"])]
    table = pd.concat(tested) if tested else rows.assign(p_value=np.nan)
    table["q_value"] = np.nan
    for _, family in table.groupby("family"):
        table.loc[family.index, "q_value"] = adjust_family(family["p_value"].to_numpy(float))
    columns = ["province_code", "component_code", "measure", "service", "share", "n", "p_value", "q_value"]
    return table.loc[table["p_value"].notna(), columns].reset_index(drop=True)


def _test_question(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of all provinces on one question with p of each against the rest."""
    worth = rows["n_effective"].fillna(rows["n"]).to_numpy(float)
    share, n = rows["share"].to_numpy(float), rows["n"].to_numpy(float)
    near = (worth * share + 1) / (worth + 2)
    freedom = np.where(rows["n_clusters"] > 1, rows["n_clusters"] - 1, n - 1).astype(float)
    if len(rows) < 2:
        return rows.assign(p_value=np.nan)
    return rows.assign(p_value=compare_with_rest(share, near * (1 - near) / worth, n, freedom)[1])


def _find_q(subject: Subject, by: str, **chosen: str) -> pd.Series:
    """Return q of the province's shares by *by*, of the rows with the values that are asked for."""
    tested = test_shares(subject)
    rows = tested[tested["province_code"] == subject.province_code]
    for name, value in chosen.items():
        rows = rows[rows[name] == value]
    return rows.set_index(by)["q_value"]


def list_groups(subject: Subject) -> pd.DataFrame:
    """Return the satisfied share of the component by service field and by district (lĩnh vực, địa bàn).

    Returns
    -------
    pandas.DataFrame
        ``group`` (``service``, ``district``), ``name, respondents, satisfied_share, low_share, high_share,
        national_share`` (of the same service field), ``gap, q_value, verdict`` (`test_shares`), ``hidden``; lowest
        share first, hidden ones last.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.survey.list_groups(subject).empty  # no survey of this index is at hand
    True
    """
    survey = read_survey(subject)
    if survey.empty:
        return pd.DataFrame(columns=_GROUPS)
    rows = survey[(survey["measure"] == "satisfied") & (survey["component_code"] == subject.component_code)]
    tables = []
    for group, other in (("service", "district"), ("district", "service")):
        own = rows[(rows["province_code"] == subject.province_code) & (rows[group] != "") & (rows[other] == "")]
        nation = rows[(rows["province_code"] == COUNTRY) & (rows[group] != "")].set_index(group)["share"]
        named = _name_figures(own).assign(group=group, name=own[group]).set_index(own[group].rename(None))
        named = named.assign(national_share=named["name"].map(nation).astype(float))
        tested = _find_q(subject, "service", measure="satisfied", component_code=subject.component_code)
        table = _compare(named, tested if group == "service" else pd.Series(dtype=float))
        tables.append(table.sort_values("satisfied_share", na_position="last"))
    return pd.concat(tables, ignore_index=True).reindex(columns=_GROUPS)


def list_funnel(subject: Subject) -> pd.DataFrame:
    """Return the satisfied share of every place beside what the number of its answers lets expect (biểu đồ phễu).

    Returns
    -------
    pandas.DataFrame
        ``province_code, province, respondents, satisfied_share, low_share, high_share`` (limits of three sigma for as
        many answers as the clusters are worth), ``target_share, overdispersion, between, q_value, verdict`` (as
        `parlib.study.funnel.measure_funnel` says them); what lies farthest outside first. Empty with shares of fewer
        than ten places.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.survey.list_funnel(subject).empty  # no survey of this index is at hand
    True
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
        "q_value",
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
        gap, q_value, verdict`` (`test_shares`), ``hidden``; expectations most wanted first.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.survey.list_answers(subject, "reason").empty  # no survey of this index is at hand
    True
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
    tested = _find_q(subject, "measure", component_code=TOTAL, service="")
    table = _compare(table.set_index("measure", drop=False), tested, "province_share").reindex(columns=_ANSWERS)
    if kind == "expectation":
        table = table.sort_values("province_share", ascending=False, na_position="last")
    return table.reset_index(drop=True)
