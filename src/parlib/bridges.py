"""Links between the frameworks of an index from one year to the next (bảng nối): what lasts, what is new."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from parlib.framework import keep_parts
from parlib.problems import Problem, stop_at_problems
from parlib.speech import tell
from parlib.terms import TOTAL

BRIDGE_COLUMNS = [
    "index",
    "year_before",
    "year_after",
    "key_before",
    "key_after",
    "code_before",
    "code_after",
    "max_before",
    "max_after",
    "relation",
    "comparable",
    "verified",
    "note",
    "note_en",
    "source_id",
]
"""Columns of the table ``bridges``."""

RELATIONS = ("same", "renamed", "rescaled", "split", "merged", "new", "dropped", "unknown")
"""How a component stands to one of the next framework; ``unknown``: no text at hand tells, so nothing is chained."""

COMPARABLE = RELATIONS[:5]
"""Relations across which a component may be followed."""


def build_bridge(index: str, links: pd.DataFrame, components: pd.DataFrame) -> pd.DataFrame:
    """Return the links between the frameworks of an index, each checked against the trees of both years.

    Every component without parts of either year must be linked in the year in which a framework changes, unless a row
    says of the index as a whole that its link is unknown; in other years the frameworks must be the same.

    Parameters
    ----------
    index : str
        Index id.
    links : pandas.DataFrame
        A bridge file as printed: ``year_before, year_after, key_before, key_after, relation, verified, note,
        note_en``, with ``file``, ``row``, ``source_id``; empty for an index whose framework never changed.
    components : pandas.DataFrame
        As `build_components` returns it for the index.

    Returns
    -------
    pandas.DataFrame
        Columns `BRIDGE_COLUMNS`.

    Raises
    ------
    DataProblemsError
        For unknown keys and relations, a relation that the maxima contradict, and every component left out.
    """
    links = links.assign(index=index).astype({"year_before": "int64", "year_after": "int64"})
    for side in ("before", "after"):
        about = components[["year", "component_key", "component_code", "max_score"]].rename(
            columns={
                "year": f"year_{side}",
                "component_key": f"key_{side}",
                "component_code": f"code_{side}",
                "max_score": f"max_{side}",
            }
        )
        links = links.merge(about, on=[f"year_{side}", f"key_{side}"], how="left", validate="m:1")
    stop_at_problems(_find_link_problems(links) + _find_unlinked(links, components, index))
    links["comparable"], links["verified"] = links["relation"].isin(COMPARABLE), links["verified"] == "yes"
    return links[BRIDGE_COLUMNS]


def assume_unlinked(index: str, links: pd.DataFrame, components: pd.DataFrame, own_years: set[int]) -> pd.DataFrame:
    """Return *links* and a row ``total, total, unknown`` for every change that touches a year with a framework file.

    A person who writes the framework of a year from its decision need not know how it goes with the years beside: as
    long as the bridge leaves components out, nothing is chained, which is what ``unknown`` says. Links that are in the
    bridge stay. Rows added here are not verified.

    Parameters
    ----------
    links, components : pandas.DataFrame
        As `build_bridge` takes them.
    own_years : set of int
        Years with a framework file of their own.
    """
    links = links.astype({"year_before": "int64", "year_after": "int64"})
    years = sorted(components["year"].unique())
    rows = []
    for before, after in pairwise(years):
        if {before, after} & own_years and _find_unlinked(
            links, components[components["year"].isin([before, after])], index
        ):
            about = {"year_before": before, "year_after": after, "relation": "unknown", "verified": "no", "row": None}
            own = f"{index}_{after if after in own_years else before}.csv"
            notes = {
                "note": f"có bộ tiêu chí riêng ({own}), chưa có bảng nối: không nối chuỗi hai năm",
                "note_en": f"has a framework of its own ({own}) and no table of links: the years are not chained",
            }
            rows.append(
                about | notes | {"key_before": TOTAL, "key_after": TOTAL, "file": f"frameworks/bridge_{index}.csv"}
            )
    return pd.concat([links, pd.DataFrame(rows)], ignore_index=True) if rows else links


def _find_link_problems(links: pd.DataFrame) -> list[Problem]:
    """Return links to components that are not there, and relations that the maxima contradict."""
    problems = []
    for row in links.itertuples():
        for key, code, year in (
            (row.key_before, row.code_before, row.year_before),
            (row.key_after, row.code_after, row.year_after),
        ):
            if key and pd.isna(code):
                problems.append(
                    Problem(
                        row.file,
                        tell("component {key!r} is not in the framework of {year}", key=key, year=year),
                        row.row,
                    )
                )
        if row.relation not in RELATIONS:
            hint = tell("Choose one of {relations}", relations=RELATIONS)
            problems.append(
                Problem(row.file, tell("relation {relation!r} is not known", relation=row.relation), row.row, hint=hint)
            )
        alike = row.max_before == row.max_after
        if pd.isna(row.code_before) or pd.isna(row.code_after):
            continue
        if (row.relation in ("same", "renamed") and not alike and pd.notna(row.max_before)) or (
            row.relation == "rescaled" and alike
        ):
            message = tell(
                "{key_after} is said to be {relation}: {max_before:g} and {max_after:g} points",
                key_after=row.key_after,
                relation=row.relation,
                max_before=row.max_before,
                max_after=row.max_after,
            )
            problems.append(Problem(row.file, message, row.row))
    return problems


def _find_unlinked(links: pd.DataFrame, components: pd.DataFrame, index: str) -> list[Problem]:
    """Return the components without parts that no link names, in each year in which the framework changed."""
    leaves = {}
    for year, tree in keep_parts(components).groupby("year"):
        own = tree[~tree["component_code"].isin(tree["parent_code"])]
        leaves[year] = dict(zip(own["component_key"], own["max_score"].fillna(-1), strict=True))
    file, problems = f"frameworks/bridge_{index}.csv", []
    for before, after in zip(list(leaves), list(leaves)[1:], strict=False):
        if leaves[before] == leaves[after] and not (links["year_after"] == after).any():
            continue
        rows = links[(links["year_before"] == before) & (links["year_after"] == after)]
        if ((rows["key_after"] == TOTAL) & (rows["relation"] == "unknown")).any():
            continue
        for side, year in (("before", before), ("after", after)):
            lost = [key for key in leaves[year] if key not in set(rows[f"key_{side}"])]
            if lost:
                message = tell(
                    "the framework changed from {before} to {after}; not linked: {lost} of {year}",
                    before=before,
                    after=after,
                    lost=lost[:5],
                    year=year,
                )
                problems.append(
                    Problem(file, message, hint=tell("Add a row with one of {relations}", relations=RELATIONS))
                )
    return problems
