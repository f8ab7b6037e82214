"""Exhibits of what if, and how sure."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import make_exhibit, say_unit
from parlib.exhibits.exhibit import Exhibit
from parlib.figures.curve import draw_curve
from parlib.figures.interval import draw_interval
from parlib.subject import Subject
from parlib.wording import prospect as words
from parlib.wording.phrases import say

SHOWN_AROUND = 12
"""Provinces shown above and below the subject where all would not be read."""


def show_recovery(subject: Subject, recovery: pd.DataFrame) -> Exhibit:
    """Show the place after recovering each loss, the others fixed and drifting."""
    finding = words.say_recovery(recovery, subject)
    alone = set(recovery["component_code"]) == {subject.component_code}  # at the best of itself anything is first
    if recovery.empty or recovery["rank_now"].iloc[0] == 1 or alone:
        return make_exhibit(subject, "recovery", finding, recovery, "none")  # no place to win, or told by the curve
    note = say(subject.language, *words.DRIFT_NOTE)
    columns = ["component", "recovered_to", "points", "score_after", "rank_now", "rank_after", "rank_low", "rank_high",
               "without_low", "without_high"]  # fmt: skip
    table = words.name_targets(recovery, subject.language)[columns]
    return make_exhibit(subject, "recovery", finding, table, note=note)


def show_curve(subject: Subject, curve: pd.DataFrame, target: pd.DataFrame) -> Exhibit:
    """Show which place each score would win, with where the province is and where it wants to be."""
    finding = words.say_target(target, subject)
    if len(curve) < 2:
        return make_exhibit(subject, "curve", finding, target, "none")  # nobody is above
    steps = curve.rename(columns={"score_after": "score", "rank_after": "rank"}).assign(role="curve")
    now = steps.iloc[[0]].assign(role="now")
    goal = pd.DataFrame(
        {
            "score": target["target_score"],
            "rank": target["place_reached"],
            "role": "target",
            "points": target["points_needed"],
        }
    )
    goal = goal[goal["points"] > 0]
    table = pd.concat([steps, now, goal] if len(goal) else [steps, now], ignore_index=True)
    columns = ["points", "score", "rank", "expected_rank", "rank_low", "rank_high", "role"]
    figures = {"target_place": target["target_place"].iloc[0]} if len(target) else None
    return make_exhibit(
        subject, "curve", finding, table[columns], "curve", draw_curve, "", figures,
        unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def show_cheapest(subject: Subject, target: pd.DataFrame, cheapest: pd.DataFrame) -> Exhibit:
    """Show the fewest losses that reach the target, with the points to take from each."""
    finding = words.say_cheapest(target, cheapest, subject)
    alone = set(cheapest["component_code"]) == {subject.component_code}  # the target itself, told above
    if cheapest.empty or alone:
        short = len(target) and target["points_needed"].iloc[0] > 0 and len(subject.parts)
        return make_exhibit(subject, "cheapest", finding, target, "none", lacking="nation_parts" if short else "")
    return make_exhibit(subject, "cheapest", finding, cheapest.drop(columns="reached"))


def show_certainty(subject: Subject, ranges: pd.DataFrame, certainty: pd.DataFrame) -> Exhibit:
    """Show the places that the province and those around it may hold."""
    finding = words.say_certainty(certainty, subject)
    if certainty.empty or ranges.empty:
        return make_exhibit(subject, "certainty", finding, certainty, "text")
    place = ranges.index[ranges["role"] == "subject"][0]
    around = ranges.loc[max(0, place - SHOWN_AROUND) : place + SHOWN_AROUND].reset_index(drop=True)
    columns = ["province", "score", "low", "high", "rank", "rank_low", "rank_high", "role"]
    note = words.say_certainty_method(certainty, subject)
    told = ["spread", "spread_ratio", "n_better", "n_worse", "n_untold"]
    figures = certainty.iloc[0][told].dropna().to_dict()
    figures["n_others"] = sum(figures[name] for name in told[2:])
    return make_exhibit(
        subject, "certainty", finding, around[columns], "interval", draw_interval, note, figures,
        unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def show_sureness(subject: Subject, certainty: pd.DataFrame) -> Exhibit:
    """Show the figures behind the range of places as a table."""
    columns = ["rank", "rank_low", "rank_high", "rank_width", "joint_low", "joint_high", "n_better", "n_worse",
               "n_untold", "spread", "spread_ratio"]  # fmt: skip
    table = certainty[columns] if len(certainty) else certainty
    finding = words.say_joint(certainty, subject)
    return make_exhibit(subject, "sureness", finding, table, "table" if len(table) else "text")
