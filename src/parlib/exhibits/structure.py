"""Exhibits of what an index is made of: correlations, reliability, axes, weights, ceilings."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import make_exhibit
from parlib.exhibits.exhibit import Exhibit
from parlib.figures.matrix import draw_matrix
from parlib.figures.pairs import draw_pairs
from parlib.subject import Subject
from parlib.wording import structure as words
from parlib.wording.labels import label
from parlib.wording.phrases import say
from parlib.wording.titles import name_component

MAX_AXES = 4
"""Most principal components in one picture."""

MAX_PARTS = 14
"""Most parts in one picture or table."""


def show_pairs(subject: Subject, pairs: pd.DataFrame) -> Exhibit:
    """Show the correlation of each pair of parts, once."""
    finding = words.say_pairs(pairs, subject)
    if pairs.empty:
        return make_exhibit(subject, "pairs", finding, pairs, "text")
    codes = list(dict.fromkeys(pairs["component_code"]))
    order = {code: place for place, code in enumerate(codes)}
    once = pairs[pairs["component_code"].map(order) > pairs["other_code"].map(order)]
    names = [name_component(row.component_code, row.component) for row in once.itertuples()]
    table = once.assign(row_label=names, column_label=once["other_code"], value=once["r"])
    columns = ["row_label", "column_label", "other", "value"]
    return make_exhibit(
        subject, "pairs", finding, table[columns].reset_index(drop=True), "matrix", draw_matrix,
        words.say_pairs_note(pairs, subject), figures={**words.count_pairs(pairs), "n": pairs["n"].iloc[0]},
        labels={"value": "r"},
    )  # fmt: skip


def show_levels(subject: Subject, levels: pd.DataFrame) -> Exhibit:
    """Show at each level how closely the parts go together: correlations, Cronbach's alpha, first axis."""
    finding = words.say_levels(levels, subject)
    if levels.empty:
        return make_exhibit(subject, "levels", finding, levels, "text")
    columns = ["component_code", "component", "n_parts", "mean_r", "lowest_r", "highest_r", "alpha", "alpha_low",
               "alpha_high", "first_axis_share", "n"]  # fmt: skip
    table = levels.rename(columns={"low": "alpha_low", "high": "alpha_high"})[columns]
    heads = {"n_parts": say(subject.language, "Số thành phần", "Parts")}
    return make_exhibit(subject, "levels", finding, table, note=say(subject.language, *words.ALPHA_NOTE), labels=heads)


def show_reliability(subject: Subject, reliability: pd.DataFrame) -> Exhibit:
    """Show what Cronbach's alpha would be without each part."""
    finding = words.say_reliability(reliability, subject)
    if reliability.empty:
        return make_exhibit(subject, "reliability", finding, reliability, "text")
    columns = ["component_code", "component", "alpha_without", "alpha"]
    return make_exhibit(subject, "reliability", finding, reliability[columns])


def show_lasting(subject: Subject, lasting: pd.DataFrame) -> Exhibit:
    """Show what part of the differences between provinces lasts, by component, and what passes."""
    finding = words.say_lasting(lasting, subject)
    if lasting.empty:
        return make_exhibit(subject, "lasting_parts", finding, lasting, "text")
    columns = ["component_code", "component", "lasting_share", "carried_share", "lasting_sd", "passing_sd", "n_pairs"]
    table = lasting.rename(columns={"reliability": "lasting_share", "carried": "carried_share"})[columns]
    return make_exhibit(subject, "lasting_parts", finding, table, note=say(subject.language, *words.LASTING_NOTE))


def show_axes(subject: Subject, axes: pd.DataFrame) -> Exhibit:
    """Show the loadings of the parts on the first principal components."""
    finding = words.say_axes(axes, subject)
    if axes.empty:
        return make_exhibit(subject, "axes", finding, axes, "text")
    shown = axes[axes["axis"] <= MAX_AXES]
    names = [name_component(row.component_code, row.component) for row in shown.itertuples()]
    heads = [words.name_axis(row.axis, row.variance_share, subject.language) for row in shown.itertuples()]
    table = shown.assign(row_label=names, column_label=heads, value=shown["loading"])
    columns = ["row_label", "column_label", "value", "variance_share", "cumulative_share"]
    return make_exhibit(
        subject, "axes", finding, table[columns].reset_index(drop=True), "matrix", draw_matrix,
        say(subject.language, *words.AXES_NOTE),
        labels={"value": label("loading", subject.language), "column_label": label("axis", subject.language)},
    )  # fmt: skip


def show_weights(subject: Subject, weights: pd.DataFrame, name: str = "weights") -> Exhibit:
    """Show how much each part decides the differences between provinces, beside its weight on paper."""
    finding = words.say_weights(weights, subject)
    if weights.empty:
        return make_exhibit(subject, name, finding, weights, "text")
    shown = weights if len(weights) <= MAX_PARTS else pd.concat([weights.head(MAX_PARTS - 1), weights.tail(1)])
    names = [name_component(row.component_code, row.component) for row in shown.itertuples()]
    table = shown.assign(label=names, gap_share=shown["effective_weight"] - shown["nominal_weight"])
    columns = ["label", "effective_weight", "nominal_weight", "gap_share", "correlation"]
    return make_exhibit(
        subject, name, finding, table[columns].reset_index(drop=True), "pairs", draw_pairs,
        words.say_weights_note(subject), figures={"whole": 1.0},
        columns=("nominal_weight", "effective_weight", "gap_share"),
        first=label("nominal_weight", subject.language), second=label("effective_weight", subject.language), share=True,
        gap_share=True, own=False, axis=label("weight", subject.language),
    )  # fmt: skip


def show_smallest_weights(subject: Subject, smallest: pd.DataFrame, weights: pd.DataFrame) -> Exhibit:
    """Show the same for the smallest parts, where the index has more than one level."""
    if len(weights) and set(smallest["component_code"]) == set(weights["component_code"]):
        finding = say(subject.language, *words.ONE_LEVEL)
        return make_exhibit(subject, "smallest_weights", finding, smallest.iloc[:0], "text")
    return show_weights(subject, smallest, "smallest_weights")


def show_ceilings(subject: Subject, ceilings: pd.DataFrame, n_parts: int) -> Exhibit:
    """Show which of the smallest parts hardly tell provinces apart."""
    finding = words.say_ceilings(ceilings, subject)
    if ceilings.empty:
        return make_exhibit(subject, "ceilings", finding, ceilings, "text")
    table = ceilings.head(MAX_PARTS).assign(
        verdict=words.name_verdicts(ceilings["verdict"], subject.language)[:MAX_PARTS]
    )
    columns = ["component_code", "component", "at_max_share", "mean_share", "spread_share", "verdict", "n"]
    return make_exhibit(
        subject, "ceilings", finding, table[columns], note=words.say_unknown_maxima(ceilings, n_parts, subject),
        figures={"n_parts": n_parts, "missing": n_parts - len(ceilings)},
    )  # fmt: skip
