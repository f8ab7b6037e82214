"""Breaks of the instrument in the cleaning: found in the figures, decided by people, kept out of every comparison."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from parlib.breaks import CUTTING, DECISIONS, carry_up, find_jumps, measure_moves, split_series
from parlib.framework import list_below
from parlib.problems import Problem, stop_at_problems
from parlib.readers.csvfile import read_table
from parlib.speech import tell

FILE = "frameworks/breaks.csv"
"""The reviewed table, beside the frameworks."""

COLUMNS = ["index", "year", "component_code", "component_key", "decision", "reason", "reason_en"]
"""Its columns."""

BREAK_COLUMNS = [*COLUMNS, "moved", "spread", "ratio", "alike", "n", "reviewed"]
"""Columns of the table ``breaks``."""

_REASON = (
    "gần như mọi nơi cùng tăng hoặc cùng giảm, vượt xa chênh lệch giữa các nơi; chưa ai rà soát",
    "nearly all places moved the same way, far beyond the spread between them; nobody has reviewed it",
)


def read_breaks(raw: Path, components: pd.DataFrame) -> pd.DataFrame:
    """Return what was decided about years in which a component moved alike everywhere; empty without the table.

    Raises
    ------
    DataProblemsError
        For a component that the framework of the year does not know, another decision, or one without a reason.
    """
    if not (raw / FILE).exists():
        return pd.DataFrame(columns=COLUMNS).astype({"year": int})
    table = read_table(raw / FILE, COLUMNS, FILE)
    known = set(zip(components["index"], components["year"].astype(str), components["component_key"], strict=True))
    problems = []
    for row in table.itertuples():
        if (row[1], row.year, row.component_key) not in known:
            problems.append(
                Problem(
                    FILE,
                    tell(
                        "{index} {year} has no component {component_key!r}",
                        index=row[1],
                        year=row.year,
                        component_key=row.component_key,
                    ),
                    row.row,
                )
            )
        elif row.decision not in DECISIONS:
            message = tell(
                "{decision!r} is no decision: choose {decisions}", decision=row.decision, decisions=DECISIONS
            )
            problems.append(Problem(FILE, message, row.row, "decision"))
        elif not (row.reason and row.reason_en):
            problems.append(Problem(FILE, "a decision has a reason, in both languages", row.row, "reason"))
    stop_at_problems(problems)
    return table[COLUMNS].astype({"year": int})


def find_breaks(scores: pd.DataFrame, components: pd.DataFrame, reviewed: pd.DataFrame) -> pd.DataFrame:
    """Return every jump of every index, and what was decided about it; one that nobody reviewed is undecided.

    Parameters
    ----------
    scores, components : pandas.DataFrame
        The tables as cleaned, with series as the framework names them.
    reviewed : pandas.DataFrame
        As `read_breaks` returns it.

    Returns
    -------
    pandas.DataFrame
        Columns `BREAK_COLUMNS`, one row a component and year: the common move ``moved``, the ``spread`` between
        places, their ``ratio``, the share ``alike`` and ``n`` of places (missing where the figures do not tell).
    """
    found = [
        _find_in_index(index, table, components[components["index"] == index])
        for (index, _), table in scores.groupby(["index", "vintage"], sort=False)
    ]
    found = pd.concat([pd.DataFrame(columns=_MEASURED), *found], ignore_index=True)
    keys = ["index", "year", "component_key"]
    jumped = found[found["found"].astype(bool)].drop_duplicates(keys)
    both = jumped[keys].merge(reviewed, on=keys, how="outer", validate="1:1")
    measured = found.drop_duplicates(keys).drop(columns="found")
    table = both.drop(columns="component_code").merge(measured, on=keys, how="left", validate="1:1")
    codes = components[["index", "year", "component_key", "component_code"]]
    table = table.merge(codes, on=keys, how="left", validate="1:1")
    table["reviewed"] = table["decision"].notna()
    blank = {"decision": "undecided", "reason": _REASON[0], "reason_en": _REASON[1]}
    table = table.fillna(blank).astype(dict.fromkeys(("moved", "spread", "ratio", "alike", "n"), float))
    return table.sort_values(keys, ignore_index=True)[BREAK_COLUMNS]


_MEASURED = ["index", "year", "component_key", "moved", "spread", "ratio", "alike", "n", "found"]


def _find_in_index(index: str, table: pd.DataFrame, components: pd.DataFrame) -> pd.DataFrame:
    """Return the common move of each component and pair of comparable years, and whether it is a jump."""
    table = table[table["score"].notna() & (table["kind"] != "printed")]
    if table.empty:
        return pd.DataFrame(columns=_MEASURED)
    keys, years = table["component_key"].unique().tolist(), sorted(table["year"].unique().tolist())
    wide = table.pivot_table(index=["component_key", "year"], columns="province_code", values="score", observed=True)
    # One block of component, year and place: the common moves of all components are measured at once.
    order = pd.MultiIndex.from_product([keys, years])
    score = wide.reindex(order).to_numpy().reshape(len(keys), len(years), -1)
    series = components.set_index(["component_key", "year"])["series"].reindex(order)
    series = series.to_numpy(object).reshape(len(keys), -1)
    comparable = (series[:, 1:] == series[:, :-1]) & (np.diff(years) == 1)
    moves, jumps = measure_moves(score, comparable), find_jumps(score, comparable)
    raised = carry_up(jumps, _find_parents(components, keys), moves["spread"])
    row, pair = np.nonzero(np.isfinite(moves["moved"]))
    jumped = {(at, column) for hits in (jumps, raised) for at, column in zip(hits["row"], hits["column"], strict=True)}
    with np.errstate(divide="ignore", invalid="ignore"):
        moves["ratio"] = np.abs(moves["moved"]) / moves["spread"]
    return pd.DataFrame(
        {
            "index": index,
            "year": np.array(years)[pair + 1],  # a move belongs to the later of its two years
            "component_key": np.array(keys, dtype=object)[row],
            **{name: moves[name][row, pair] for name in _MEASURED[3:8]},
            "found": [cell in jumped for cell in zip(row.tolist(), (pair + 1).tolist(), strict=True)],
        }
    )


def _find_parents(components: pd.DataFrame, keys: list[str]) -> list[int]:
    """Return the row of each component's sum, by the last framework that has it; -1 for none."""
    last = components.sort_values("year").drop_duplicates("component_key", keep="last")
    names = dict(
        zip(
            zip(components["year"], components["component_code"], strict=True), components["component_key"], strict=True
        )
    )
    parents = {row.component_key: names.get((row.year, row.parent_code), "") for row in last.itertuples()}
    places = {key: at for at, key in enumerate(keys)}
    return [places.get(parents.get(key, ""), -1) for key in keys]


def cut_series(
    scores: pd.DataFrame, components: pd.DataFrame, breaks: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return scores and components with every run of comparable years ended before a break, decided or undecided.

    Whatever compares years asks their ``series``; so no trend, gain, chain or interval can cross. Changes measured
    across a break are taken back.
    """
    cutting = breaks[breaks["decision"].isin(CUTTING)]
    if cutting.empty:
        return scores, components
    components = components.copy()
    cuts = cutting.groupby(["index", "component_key"])["year"].agg(set)
    for (index, key), years in cuts.items():
        own = components[(components["index"] == index) & (components["component_key"] == key)].sort_values("year")
        components.loc[own.index, "series"] = split_series(own["year"], own["series"], years)
    keys = ["index", "year", "component_key"]
    names = components.set_index(keys)["series"]
    at = pd.MultiIndex.from_frame(scores[keys])
    across = at.isin(pd.MultiIndex.from_frame(cutting[keys]))
    scores = scores.assign(series=names.reindex(at).to_numpy())
    for name in ("change", "rank_change"):
        scores[name] = scores[name].mask(across)
    return scores, components


def link_breaks(bridges: pd.DataFrame, components: pd.DataFrame, breaks: pd.DataFrame) -> pd.DataFrame:
    """Return the links between years with each broken part ``unknown``, so that no chain follows it across the break.

    A year in which only the instrument broke gets links of its own: the broken parts unknown, all others the same. A
    broken sum of which no part is known to be broken may be followed in none of its parts.
    """
    cutting, added = breaks[breaks["decision"].isin(CUTTING)], []
    bridges = bridges.copy()
    for (index, year), rows in cutting.groupby(["index", "year"]):
        tree = components[(components["index"] == index) & (components["year"] == year)]
        leaves = tree[~tree["component_code"].isin(tree["parent_code"])]
        broken = _spread_to_leaves(tree, set(leaves["component_key"]), rows)
        there = (bridges["index"] == index) & (bridges["year_after"] == year)
        hit = there & bridges["key_after"].isin(broken)
        for name in ("note", "note_en"):
            notes = bridges.loc[hit, "key_after"].map({key: row[name] for key, row in broken.items()})
            bridges.loc[hit, name] = notes
        bridges.loc[hit, "relation"] = "unknown"
        bridges.loc[hit, "comparable"] = False
        if not there.any():
            added.append(_link_same(leaves, broken).assign(index=index, year_before=year - 1, year_after=year))
    return pd.concat([bridges, *added], ignore_index=True)[bridges.columns] if added else bridges


def _spread_to_leaves(tree: pd.DataFrame, leaves: set[str], rows: pd.DataFrame) -> dict[str, dict]:
    """Return the reasons of each part without parts that may not be followed."""
    why = {
        row["component_key"]: {"note": row["reason"], "note_en": row["reason_en"]} for row in rows.to_dict("records")
    }
    broken = {key: reason for key, reason in why.items() if key in leaves}
    keys = dict(zip(tree["component_code"], tree["component_key"], strict=True))
    for code, key in keys.items():
        below = {keys[part] for part in list_below(tree, code)} & leaves
        if key in why and below and not below & set(broken):
            broken |= dict.fromkeys(below, why[key])
    return broken


def _link_same(leaves: pd.DataFrame, broken: dict[str, dict]) -> pd.DataFrame:
    """Return links of a year to the one before in which the framework stayed, but for the broken parts."""
    gone = leaves["component_key"].isin(broken)
    links = {
        f"{name}_{side}": leaves[column]
        for side in ("before", "after")
        for name, column in (("key", "component_key"), ("code", "component_code"), ("max", "max_score"))
    }
    notes = {
        name: [broken.get(key, {}).get(name, "") for key in leaves["component_key"]] for name in ("note", "note_en")
    }
    relation = np.where(gone, "unknown", "same")
    return pd.DataFrame(links | notes).assign(relation=relation, comparable=~gone, verified=True, source_id="breaks")


def note_undecided(breaks: pd.DataFrame) -> list[Problem]:
    """Return what waits for a decision: a note an index for rows that are there, one for those still to be written."""
    notes = []
    open_cases = breaks[breaks["decision"] == "undecided"]
    for (index, reviewed), rows in open_cases.groupby(["index", "reviewed"], sort=False):
        moved = [
            tell(
                "{component_code} in {year} ({moved:+.2f}: {ratio:.1f} times the spread)",
                component_code=row.component_code,
                year=row.year,
                moved=row.moved,
                ratio=row.ratio,
            )
            for row in rows.itertuples()
        ]
        message = tell(
            "{index}: nearly all places moved alike on {moved}; nothing is compared across these years",
            index=index,
            moved=moved,
        )
        hint = "Write there whether the instrument changed (break) or the country (real), and on what that rests"
        missing = "Add a row for each: {}".format(
            "; ".join(f"{index},{row.year},{row.component_code},{row.component_key}" for row in rows.itertuples())
        )
        notes.append(Problem(FILE, message, hint=hint if reviewed else missing))
    return notes
