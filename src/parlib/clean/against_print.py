"""Every figure that is printed twice, or that other printed figures make, is held against itself (đối chiếu).

What disagrees stops the cleaning, unless the ledger of known conflicts (``known_conflicts.csv``) says how far and why.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from parlib.clean.printed import find_rounding
from parlib.framework import BESIDE
from parlib.problems import Problem
from parlib.readers.csvfile import read_table
from parlib.speech import tell
from parlib.terms import COUNTRY, RULES, TOTAL, list_by
from parlib.tidy import Row

KNOWN_FILE = "known_conflicts.csv"
"""The ledger of known conflicts; blank place or component: any. ``most``: the largest difference that it excuses."""

KNOWN_COLUMNS = ["index", "year", "place", "component", "check", "most", "note", "note_en"]

CHECKS = ("table", "sum", "weighted_sum", "parts", "other_source", "national_mean", "regional_means", "rank_order")
"""What a printed figure is held against.

The table of all provinces; the sum of its parts, weighted or not, in the same table; its parts as printed singly;
another printed figure of the same; the mean of the table; the means of the regions; the place of its score.
"""

CHECKED_COLUMNS = [
    "index",
    "year",
    "vintage",
    "place_code",
    "place",
    "component_code",
    "measure",
    "check",
    "printed",
    "computed",
    "difference",
    "tolerance",
    "agrees",
    "known",
    "note",
    "note_en",
    "file",
    "row",
    "source_id",
]
"""Columns of the table ``checked``: one row a comparison; ``known`` where the ledger excuses that it disagrees."""

REGIONS_SLACK = 0.05
"""How far the mean of regional means, weighted by their provinces, may lie from the national one."""

_CELL = ["index", "year", "vintage", "place_code", "component_code"]


def check_against_print(
    scores: pd.DataFrame,
    facts: pd.DataFrame,
    parents: list[pd.DataFrame],
    components: pd.DataFrame,
    places: pd.DataFrame,
    raw: Path,
) -> tuple[pd.DataFrame, list[Problem], list[Problem]]:
    """Return the table ``checked``, the disagreements that nothing excuses, and excuses that nothing needs.

    Parameters
    ----------
    scores, facts, components, places : pandas.DataFrame
        The tables of those names.
    parents : list of pandas.DataFrame
        Printed parents of the year tables beside the sums of their parts: ``score, score_computed``.
    raw : pathlib.Path
        Folder of raw files, which may hold `KNOWN_FILE`.
    """
    names = places.set_index(["vintage", "province_code"])["name_vi"].to_dict()
    tabled = scores[scores["index"].isin([index for index, rules in RULES.items() if rules.tables != "ledger"])]
    tabled = tabled.rename(columns={"province_code": "place_code"})
    printed = facts[facts["index"].isin(list(RULES)) & facts["value"].notna()]
    printed = printed.assign(slack=printed["text"].map(find_rounding).clip(lower=0.0))
    found = [
        _check_table(printed, tabled),
        *(_check_sums(table) for table in parents),
        _check_parts(tabled, printed, components),
        _check_others(printed),
        _check_means(printed, tabled),
        _check_regions(printed, places),
        _check_order(printed),
    ]
    checked = pd.concat([table for table in found if len(table)] or [pd.DataFrame(columns=CHECKED_COLUMNS)])
    checked = checked.assign(difference=checked["printed"] - checked["computed"]).reset_index(drop=True)
    checked["agrees"] = checked["difference"].abs() <= checked["tolerance"] + 1e-9
    keys = zip(checked["vintage"], checked["place_code"], checked.get("place", ""), strict=True)
    checked["place"] = [names.get((vintage, code), place) for vintage, code, place in keys]
    checked, unused = _excuse(checked, raw)
    bad = checked[~checked["agrees"].astype(bool) & ~checked["known"]]
    return checked.reindex(columns=CHECKED_COLUMNS), [_say(row) for row in bad.itertuples()], unused


def _check_table(printed: pd.DataFrame, tabled: pd.DataFrame) -> pd.DataFrame:
    """Hold printed scores and ranks of provinces against the table of all provinces."""
    rows = []
    for measure in ("score", "rank"):
        own = tabled[[*_CELL, measure]].rename(columns={measure: "computed"}).dropna(subset="computed")
        both = printed[printed["measure"] == measure].merge(own, on=_CELL, validate="m:1")
        rows.append(both.assign(tolerance=both["slack"] if measure == "score" else 0.0))
    both = pd.concat(rows, ignore_index=True).rename(columns={"value": "printed"})
    return both.assign(check="table", computed=both["computed"].astype(float))


def _check_sums(both: pd.DataFrame) -> pd.DataFrame:
    """Hold printed parents of a year table against the sum of their parts."""
    both = both.rename(columns={"score": "printed", "score_computed": "computed", "province_code": "place_code"})
    return both.dropna(subset=["printed", "computed"]).assign(check="sum", measure="score")


def _check_parts(tabled: pd.DataFrame, printed: pd.DataFrame, components: pd.DataFrame) -> pd.DataFrame:
    """Hold published wholes against their parts: weighted in a table, else as single facts print all of them."""
    facts = printed[(printed["measure"] == "score") & printed["chosen"].astype(bool)]
    facts = facts.assign(score=facts["value"], single=True)
    columns = [*_CELL, "score", "single", "slack", "place", "source_id", "file", "row"]
    cells = pd.concat([tabled.assign(single=False, slack=0.0), facts]).reindex(columns=columns)
    cells = cells.dropna(subset="score").drop_duplicates(_CELL)
    about = components[["index", "year", "component_code", "parent_code", "weight", "combine"]]
    cells = cells.merge(about, on=["index", "year", "component_code"], validate="m:1")
    wholes = cells[cells["combine"] == "published"]
    parts = cells[cells["parent_code"] != ""]
    parts = parts.assign(
        points=parts["score"] * parts["weight"].fillna(1.0),
        cut=parts["combine"] == BESIDE,
        weighted=parts["weight"].notna(),
    )
    group = ["index", "year", "vintage", "place_code", "parent_code", "cut"]
    sums = parts.groupby(group).agg(
        computed=("points", "sum"),
        n=("points", "size"),
        singly=("single", "any"),
        weighted=("weighted", "any"),
        slack_parts=("slack", "sum"),
    )
    counts = about.assign(cut=about["combine"] == BESIDE).groupby(["index", "year", "parent_code", "cut"]).size()
    adding = list_by(parts_add_up=True)
    sums = sums.reset_index().merge(counts.rename("all").reset_index(), on=["index", "year", "parent_code", "cut"])
    sums = sums[(sums["n"] == sums["all"]) & (sums["weighted"] | (sums["singly"] & sums["index"].isin(adding)))]
    sums = sums.rename(columns={"parent_code": "component_code"})
    both = wholes.rename(columns={"score": "printed"}).drop(columns=["weight", "combine", "parent_code"])
    both = both.merge(sums, on=_CELL, validate="1:m")
    least = both["index"].map({index: rules.tolerance for index, rules in RULES.items()})
    both["tolerance"] = np.where(both["weighted"], least, both["slack_parts"] + both["slack"])
    return both.assign(check=np.where(both["weighted"], "weighted_sum", "parts"), measure="score")


def _check_others(printed: pd.DataFrame) -> pd.DataFrame:
    """Hold every printed fact against the chosen one of the same place, component, year and measure."""
    keys = [*_CELL, "measure"]
    chosen = printed[printed["chosen"].astype(bool)].drop_duplicates(keys)
    chosen = chosen[[*keys, "value", "slack"]].rename(columns={"value": "computed", "slack": "slack_chosen"})
    others = printed[~printed["chosen"].astype(bool)].merge(chosen, on=keys, validate="m:1")
    others = others.rename(columns={"value": "printed"})
    return others.assign(check="other_source", tolerance=others[["slack", "slack_chosen"]].max(axis=1))


def _check_means(printed: pd.DataFrame, tabled: pd.DataFrame) -> pd.DataFrame:
    """Hold printed national means against those of the tables."""
    keys = ["index", "year", "vintage", "component_code"]
    means = tabled.groupby(keys)["score"].mean().rename("computed").reset_index()
    both = printed[(printed["measure"] == "national_mean") & (printed["place_code"] == COUNTRY)]
    both = both.merge(means, on=keys, validate="m:1").rename(columns={"value": "printed"})
    return both.assign(check="national_mean", tolerance=both["slack"])


def _check_regions(printed: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Hold printed national means against those of the regions, weighted by their provinces, where all are printed."""
    counts = places.groupby(["vintage", "region_code"]).size()
    rows = []
    chosen = printed[printed["chosen"].astype(bool)]
    keys = ["index", "year", "vintage", "component_code"]
    regions = dict(list(chosen[chosen["measure"] == "regional_mean"].groupby(keys)))
    for at, national in chosen[chosen["measure"] == "national_mean"].iterrows():
        own, weights = regions.get(tuple(national[keys])), counts.loc[national["vintage"]]
        if own is not None and set(own["place_code"]) == set(weights.index):
            mean = np.average(own["value"], weights=weights.reindex(own["place_code"]))
            rows.append(printed.loc[[at]].assign(computed=mean, tolerance=REGIONS_SLACK))
    both = pd.concat(rows) if rows else printed.iloc[:0].assign(computed=[], tolerance=[])
    return both.rename(columns={"value": "printed"}).assign(check="regional_means")


def _check_order(printed: pd.DataFrame) -> pd.DataFrame:
    """Hold printed scores against those of the next better printed rank of the same year: none may be higher."""
    own = printed[printed["chosen"].astype(bool) & (printed["place_kind"] == "province")]
    own = own[own["measure"].isin(["score", "rank"])]
    ranks = own[own["measure"] == "rank"].set_index(_CELL)["value"].rename("place_of")
    both = own[own["measure"] == "score"].join(ranks, on=_CELL, how="inner", validate="1:1")
    if both.empty:  # a home without printed facts
        return both.rename(columns={"value": "printed"}).assign(check="rank_order", computed=[], tolerance=[])
    both = both.sort_values(["index", "year", "component_code", "place_of"])
    groups = both.groupby(["index", "year", "vintage", "component_code"])
    best = groups["value"].cummin().groupby([both[name] for name in ("index", "year", "vintage", "component_code")])
    both["computed"] = np.fmin(both["value"], best.shift())
    both = both[best.shift().notna()].rename(columns={"value": "printed"})
    return both.assign(check="rank_order", tolerance=both["slack"])


_MATCHED = {"index": "index", "year": "year", "check": "check", "place": "place", "component": "component_code"}


def _excuse(checked: pd.DataFrame, raw: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """Mark the disagreements that the ledger of known conflicts excuses, and return its rows that excuse none."""
    checked = checked.assign(known=False, note="", note_en="")
    if not (raw / KNOWN_FILE).exists():
        return checked, []
    unused = []
    for row in read_table(raw / KNOWN_FILE, KNOWN_COLUMNS, KNOWN_FILE).to_dict("records"):
        meant = pd.Series(True, checked.index)
        for name, column in _MATCHED.items():
            if row[name]:
                meant &= checked[column].astype(str) == row[name]
        hit = meant & ~checked["agrees"] & (checked["difference"].abs() <= float(row["most"]) + 1e-9)
        checked.loc[hit, ["known", "note", "note_en"]] = True, row["note"], row["note_en"]
        if meant.any() and not hit.any():
            unused.append(Problem(KNOWN_FILE, "nothing disagrees that this row excuses", row["row"]))
    return checked, unused


def _say(row: Row) -> Problem:
    """Return a disagreement as a problem."""
    part = "" if row.component_code == TOTAL else tell(" of component {code}", code=row.component_code)
    message = tell(
        "{measure}{part} of {place} in {year} is {printed:.8g} as printed and {computed:.8g} by the check {check!r}",
        measure=row.measure,
        part=part,
        place=row.place,
        year=row.year,
        printed=row.printed,
        computed=row.computed,
        check=row.check,
    )
    hint = tell("Mend the figure, or say why it disagrees in {known_file}", known_file=KNOWN_FILE)
    file = row.file if isinstance(row.file, str) else row.source_id
    return Problem(file, message, int(row.row) if pd.notna(row.row) else None, hint=hint)
