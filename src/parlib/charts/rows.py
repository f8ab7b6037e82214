"""Kinds of chart that are rows: strips, rankings, losses, peers, ranges, pairs, changes (biểu đồ theo hàng)."""

from __future__ import annotations

import math
from collections.abc import Iterable

from parlib.charts.chart import Guide, Mark, Row, RowChart
from parlib.charts.source import Cells, Source
from parlib.wording.labels import label

PIECES = (("everyone", "everyone", "everyone"), ("best_to_median", "to_best", "to_best"),
          ("below_median", "to_median", "to_median"))  # fmt: skip
"""Pieces of a loss from the axis outwards: column, role, word."""

CAUSE_ROLES = ("cause_one", "cause_two", "cause_three")


def describe_strip(source: Source) -> RowChart:
    """A dot for each place in the row of its region; means are ticks and a guide."""
    language = source.language
    known = [row for row in source.cells if row["score"] is not None]
    dots = [row for row in known if row["role"] in ("subject", "best", "other")]
    regions = list(dict.fromkeys(row["region"] for row in dots))
    rows = []
    for region in regions:
        here = [row for row in known if row["region"] == region]
        marks = [_dot(source, row) for row in here if row["role"] in ("other", "best", "subject")]
        marks += [
            Mark("tick", row["score"], "region", f"{label('regional_mean', language)} {source.write(row['score'])}")
            for row in here
            if row["role"] == "regional_mean"
        ]
        rows.append(Row(region, _order(marks), any(row["role"] == "subject" for row in here)))
    nation = [row["score"] for row in known if row["role"] == "national_mean"][:1]
    guides = tuple(Guide(score, f"{label('national_mean', language)} {source.write(score)}") for score in nation)
    roles = {mark.role for row in rows for mark in row.marks}
    key = [("dot", "other", label("one_province", language)), ("dot", "best", label("best", language)),
           ("tick", "region", label("regional_mean", language))]  # fmt: skip
    return RowChart(
        tuple(rows), source.scale(source.every(["score"], known), _name(source)), guides,
        tuple(one for one in key if one[1] in roles), crowded=True,
    )  # fmt: skip


def _name(source: Source) -> str:
    """Name the axis of scores with its unit."""
    unit, word = str(source.options.get("unit", "")), label("score", source.language)
    return word if not unit or unit == word.lower() else f"{word} ({unit})"


def _dot(source: Source, row: Cells, label_of: Iterable[str] = ("subject", "best")) -> Mark:
    name = f"{row['province']} {source.write(row['score'])}"
    shown = name if row["role"] in label_of else ""
    return Mark("dot", row["score"], row["role"], name, label=shown, code=str(row.get("province_code") or ""))


def _order(marks: list[Mark]) -> tuple[Mark, ...]:
    """Return marks so that what matters is drawn last, over the others."""
    weight = {"other": 0, "peer": 0, "region": 1, "best": 2, "subject": 3}
    return tuple(sorted(marks, key=lambda mark: weight.get(mark.role, 0)))


def describe_ranking(source: Source) -> RowChart:
    """A bar for each place by rank; the subject stands out."""
    known = [row for row in source.cells if row["score"] is not None]
    rows = tuple(
        Row(
            _numbered(source, row),
            (_bar(source, row, "subject" if _is_here(source, row) else "other"),),
            _is_here(source, row),
            source.write(row["score"]),
        )
        for row in known
    )
    return RowChart(rows, source.scale(source.every(["score"], known), _name(source), zero=True))


def _numbered(source: Source, row: Cells) -> str:
    rank = source.write(row.get("rank"), "count")
    return f"{rank}. {row['province']}" if row.get("rank") is not None else str(row["province"])


def _is_here(source: Source, row: Cells) -> bool:
    return row.get("role") == "subject" or (bool(source.here) and row.get("province_code") == source.here)


def _bar(source: Source, row: Cells, role: str) -> Mark:
    return Mark("bar", row["score"], role, f"{row['province']} {source.write(row['score'])}", 0.0,
                code=str(row.get("province_code") or ""))  # fmt: skip


def describe_peers(source: Source) -> RowChart:
    """A dot for the subject and each place that it is compared with."""
    none = label("no_data", source.language)
    rows = tuple(
        Row(
            str(row["province"]),
            (_dot(source, row, ()),) if row["score"] is not None else (),
            row["role"] == "subject",
            source.write(row["score"]) if row["score"] is not None else none,
        )
        for row in source.cells
    )
    return RowChart(rows, source.scale(source.every(["score"]), _name(source)))


def describe_pareto(source: Source) -> RowChart:
    """Points lost, part by part, in three pieces: what the best loses too, up to the best, below the median."""
    language, rows = source.language, []
    parts = [row for row in source.cells if row.get("component_code") != ""]
    for row in parts:
        start, marks = 0.0, []
        for column, role, word in PIECES:
            size = source.read(row, column)
            if size > 0:
                name = f"{row['component']} – {label(word, language)}: {source.write(size)}"
                marks.append(Mark("bar", start + size, role, name, start))
                start += size
        rows.append(Row(str(row["component"]), tuple(marks), end=source.write(row["lost"])))
    totals = [sum(max(source.read(row, column), 0.0) for column, *_ in PIECES) for row in parts]
    key = tuple(("bar", role, label(word, language)) for _, role, word in PIECES)
    return RowChart(tuple(rows), source.scale(totals, label("lost", language), zero=True), key=key)


def describe_ranges(source: Source) -> RowChart:
    """A value with its interval for each row: places with their possible ranks, or estimates around zero."""
    estimates = source.kind == "coefficients"
    name, middle = ("term", "estimate") if estimates else ("province", "score")
    known = [row for row in source.cells if not math.isnan(source.read(row, middle))]
    rows = tuple(_range(source, row, name, middle, estimates) for row in known)
    guides = (Guide(0.0, "0"),) if estimates else ()
    axis = label("estimate", source.language) if estimates else _name(source)
    return RowChart(rows, source.scale([*source.every([middle, "low", "high"], known), *([0.0] if estimates else [])],
                                       axis), guides)  # fmt: skip


def _range(source: Source, row: Cells, name: str, middle: str, estimates: bool) -> Row:
    low, high, value = (source.read(row, column) for column in ("low", "high", middle))
    role = ("other" if low <= 0 <= high else "up" if value > 0 else "down") if estimates else str(row["role"])
    said = f"{row[name]} {source.write(value)} [{source.write(low)}; {source.write(high)}]"
    end = source.write(value)
    if not estimates and row.get("rank_low") is not None:
        ends = [source.write(row[column], "count") for column in ("rank_low", "rank_high")]
        end = ends[0] if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"
    code = str(row.get("province_code") or "")
    marks = (Mark("range", high, role, said, low, code=code), Mark("dot", value, role, said, code=code))
    return Row(str(row[name]), marks, role == "subject", end)


def describe_spine(source: Source) -> RowChart:
    """From the lowest to the best of all places, the middle half within, and where the subject lies."""
    language, rows = source.language, []
    for row in source.cells:
        lowest, lower, upper, best, own, median = (
            source.read(row, f"{name}share")
            for name in ("lowest_", "lower_quartile_", "upper_quartile_", "best_", "", "median_")
        )
        said = f"{row['component']}: {source.write(own, 'share')}"
        marks = []
        if not math.isnan(best):
            marks.append(Mark("range", best, "other", f"{label('national_range', language)}: "
                              f"{source.write(lowest, 'share')} – {source.write(best, 'share')}", lowest))  # fmt: skip
            marks.append(Mark("bar", upper, "middle", label("middle_half", language), lower))
            marks.append(Mark("tick", median, "region", f"{label('national_median', language)} "
                              f"{source.write(median, 'share')}"))  # fmt: skip
        if not math.isnan(own):
            marks.append(Mark("dot", own, "subject", said))
        rows.append(Row(str(row["component"]), tuple(marks), end=source.write(own, "share")))
    shares = source.every([f"{name}share" for name in ("lowest_", "best_", "")])
    return RowChart(tuple(rows), source.scale(shares, label("share", language), kind="share"))


def describe_movers(source: Source) -> RowChart:
    """From the value before to the value after, a row for each that moved."""
    rows = []
    for row in source.cells:
        role = "up" if (row["change"] or 0) >= 0 else "down"
        said = f"{row['label']}: {source.write(row['before'])} → {source.write(row['after'])}"
        marks = (
            Mark("range", row["after"], role, said, row["before"]),
            Mark("dot", row["after"], role, said, code=str(row.get("province_code") or "")),
        )
        rows.append(Row(str(row["label"]), marks, end=source.write(row["change"], "change")))
    return RowChart(tuple(rows), source.scale(source.every(["before", "after"]), _name(source)))


def describe_pairs(source: Source) -> RowChart:
    """Two values in each row, joined."""
    heads = {column["label"]: column["name"] for column in source.columns}
    sides = [str(source.options.get(side)) for side in ("first", "second")]
    first, second = (heads[side] for side in sides)
    kind = "share" if source.options.get("share") else "score"
    rows = []
    for row in source.cells:
        one, two = source.read(row, first), source.read(row, second)
        said = f"{row['label']}: {sides[0]} {source.write(one, kind)}, {sides[1]} {source.write(two, kind)}"
        marks = [Mark("dot", value, role, said) for value, role in ((one, "first"), (two, "second")) if value == value]
        if len(marks) == 2:
            marks.insert(0, Mark("range", two, "other", said, one))
        rows.append(Row(str(row["label"]), tuple(marks), end=source.write(two, kind)))
    key = tuple(("dot", role, side) for role, side in zip(("first", "second"), sides, strict=True))
    name = str(source.options.get("axis", ""))
    return RowChart(tuple(rows), source.scale(source.every([first, second]), name, zero=True, kind=kind), key=key)


def describe_stacks(source: Source) -> RowChart:
    """A change split by cause, to both sides of zero; the change itself closes the row."""
    total = str(source.options["total"])
    kind = source.kind_of(total)
    parts = [name for name in source.names if name != total and source.kind_of(name) == kind]
    parts = [name for name in parts if any(source.read(row, name) for row in source.cells)]
    rows, ends = [], [0.0]
    for row in source.cells:
        up = down = 0.0
        marks = []
        for name, role in zip(parts, CAUSE_ROLES, strict=False):
            size = source.read(row, name)
            if math.isnan(size) or not size:
                continue
            start = up if size > 0 else down
            said = f"{row['label']} – {source.head(name)}: {source.write(size, kind)}"
            marks.append(Mark("bar", start + size, role, said, start))
            up, down = (start + size, down) if size > 0 else (up, start + size)
        ends += [up, down]
        rows.append(Row(str(row["label"]), tuple(marks), end=source.write(row[total], kind)))
    key = tuple(("bar", role, source.head(name)) for name, role in zip(parts, CAUSE_ROLES, strict=False))
    return RowChart(tuple(rows), source.scale(ends, str(source.options.get("axis", "")), zero=True, kind=kind),
                    (Guide(0.0, ""),), key)  # fmt: skip
