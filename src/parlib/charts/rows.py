"""Kinds of chart that are rows: strips, rankings, losses, peers, ranges, pairs, changes (biểu đồ theo hàng)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from parlib.charts.chart import Guide, Mark, Row, RowChart
from parlib.charts.source import Cells, Source
from parlib.terms import TOLERANCE

PIECES = (("everyone", "everyone"), ("best_to_median", "to_best"), ("below_median", "to_median"))
"""Pieces of a loss from the axis outwards: column; role, which is also its word."""

CAUSE_ROLES = ("cause_one", "cause_two", "cause_three")

TIED = 5
"""So many places of a row with the same figure are one dot on paper, with their number in it."""

MOST_RANKED, ENDS_RANKED = 200, 50
"""Most rows of a ranking; of more (the communes of a country) it shows so many at each end."""


def describe_strip(source: Source) -> RowChart:
    """A dot for each place in the row of its region; means are ticks and a guide."""
    known = [row for row in source.cells if row["score"] is not None]
    regions = dict.fromkeys(row["region"] for row in known if row["role"] in ("subject", "best", "other"))
    rows = []
    for region in regions:
        here = [row for row in known if row["region"] == region and row["role"] != "national_mean"]
        marks = [_mean(source, row) if row["role"] == "regional_mean" else _dot(source, row, True) for row in here]
        rows.append(Row(str(region), _order(marks), any(mark.role == "subject" for mark in marks)))
    nation = [row["score"] for row in known if row["role"] == "national_mean"][:1]
    guides = tuple(Guide(score, f"{source.say('national_mean')} {source.write(score)}") for score in nation)
    roles = {mark.role for row in rows for mark in row.marks} | ({"tied"} if _count_ties(known) >= TIED else set())
    key = (
        ("ties", "tied", "same_score"),
        ("dot", "other", "one_province"),
        ("dot", "best", "best"),
        ("tick", "region", "regional_mean"),
    )
    return RowChart(
        "dots",
        tuple(rows),
        source.scale(source.every(["score"], known), source.score_name),
        guides,
        tuple((shape, role, source.say(word)) for shape, role, word in key if role in roles),
        named="province",
    )


def _count_ties(rows: Sequence[Cells]) -> int:
    """Return how many places of one region have the same figure at most; the subject is not counted."""
    counted = Counter(
        (row["region"], round(row["score"] / TOLERANCE)) for row in rows if row["role"] in ("other", "best")
    )
    return max(counted.values(), default=0)


def _mean(source: Source, row: Cells) -> Mark:
    name = f"{source.say('regional_mean')} {source.write(row['score'])}"
    return Mark("tick", row["score"], "region", name, at=row["at"], column="score")


def _dot(source: Source, row: Cells, labelled: bool = False) -> Mark:
    name = f"{row['province']} {source.write(row['score'])}"
    role = "subject" if source.is_here(row) else row["role"]
    shown = name if labelled and role in ("subject", "best") else ""
    return Mark("dot", row["score"], role, name, label=shown, code=_code(row), at=row["at"], column="score")


def _code(row: Cells) -> str:
    return str(row.get("province_code") or "")


def _order(marks: list[Mark]) -> tuple[Mark, ...]:
    """Return marks so that what matters is drawn last, over the others."""
    weight = {"region": 1, "best": 2, "subject": 3}
    return tuple(sorted(marks, key=lambda mark: weight.get(mark.role, 0)))


def describe_ranking(source: Source) -> RowChart:
    """A bar for each place by rank; the subject stands out."""
    known = [row for row in source.cells if row["score"] is not None]
    if len(known) > MOST_RANKED:
        known = known[:ENDS_RANKED] + known[-ENDS_RANKED:]
    rows = tuple(
        Row(
            _numbered(source, row),
            (_bar(source, row),),
            source.is_here(row),
            (source.write(row["score"]),),
            at=row["at"],
        )
        for row in known
    )
    scale = source.scale(source.every(["score"], known), source.score_name, zero=True)
    return RowChart("bars", rows, scale, named="province")


def _numbered(source: Source, row: Cells) -> str:
    rank = row.get("rank")
    return str(row["province"]) if rank is None else f"{source.write(rank, 'count')}. {row['province']}"


def _bar(source: Source, row: Cells) -> Mark:
    role, name = "subject" if source.is_here(row) else "other", f"{row['province']} {source.write(row['score'])}"
    return Mark("bar", row["score"], role, name, 0.0, code=_code(row), at=row["at"], column="score")


def describe_peers(source: Source) -> RowChart:
    """A dot for the subject and each place that it is compared with; its score goes through all rows as a guide."""
    far = any(True for _ in source.every(["distance"]))
    rows = []
    for row in source.cells:
        known, own = row["score"] is not None, row["role"] == "subject"
        ends = [source.write(row["score"]) if known else source.say("no_data")]
        ends += [source.write(row["distance"], "hundredth") if row["distance"] is not None else ""] if far else []
        rows.append(Row(str(row["province"]), (_dot(source, row),) if known else (), own, tuple(ends), at=row["at"]))
    guides = tuple(
        Guide(row["score"], "", "subject")
        for row in source.cells
        if row["role"] == "subject" and row["score"] is not None
    )
    roles = {row["role"] for row in source.cells}
    key = tuple(("dot", role, source.say(f"role_{role}")) for role in ("peer", "top", "region") if role in roles)
    heads = (source.say("score"), *([source.say("distance")] if far else []))
    scale = source.scale(source.every(["score"]), source.score_name)
    return RowChart("bars", tuple(rows), scale, guides, key, heads, "province")


def describe_pareto(source: Source) -> RowChart:
    """Points lost, part by part, in three pieces: what the best loses too, up to the best, below the median."""
    rows, running = [], 0.0
    parts = [row for row in source.cells if row.get("component_code") != ""]
    whole = sum(source.every(["lost"], parts)) or math.nan
    for row in parts:
        start, marks = 0.0, []
        for column, role in PIECES:
            size = source.read(row, column)
            if size > 0:
                name = f"{row['component']} – {source.say(role)}: {source.write(size)}"
                marks.append(Mark("bar", start + size, role, name, start, at=row["at"], column=column))
                start += size
        lost = source.read(row, "lost")
        running += 0.0 if math.isnan(lost) else lost
        share = source.read(row, "cumulative_share") if "cumulative_share" in source.names else running / whole
        ends = (source.write(row["lost"]), source.write_whole(share))
        rows.append(Row(str(row["component"]), tuple(marks), ends=ends, at=row["at"]))
    totals = [row.marks[-1].value for row in rows if row.marks]
    unit = source.option("unit")
    axis = f"{source.say('lost')} ({unit})" if unit else source.say("lost")
    key = tuple(("bar", role, source.say(role)) for _, role in PIECES)
    heads = (source.say("lost"), source.say("cumulative_share"))
    return RowChart(
        "pieces", tuple(rows), source.scale(totals, axis, zero=True), key=key, heads=heads, named="component"
    )


def describe_ranges(source: Source) -> RowChart:
    """Places with the ranks that they may hold: each score with its interval, that of the subject shaded throughout."""
    known = [row for row in source.cells if row["score"] is not None]
    rows = tuple(
        _range(source, row, "province", "score", str(row["role"]), (_rank_range(source, row),)) for row in known
    )
    own = [row for row in known if row["role"] == "subject" and row["low"] is not None]
    key = (
        ("range", "other", source.say("interval")),
        *([("band", "subject", source.say("interval_subject"))] * any(own)),
    )
    return RowChart(
        "ranges",
        rows,
        source.scale(source.every(["score", "low", "high"], known), source.score_name),
        key=key,
        heads=(source.say("rank_range"),),
        named="province",
        band=(own[0]["low"], own[0]["high"]) if own else (),
    )


def _rank_range(source: Source, row: Cells) -> str:
    low, high = (source.write(row.get(column), "count") for column in ("rank_low", "rank_high"))
    return low if low == high else f"{low}–{high}"


def describe_estimates(source: Source) -> RowChart:
    """Estimates with their intervals around zero; an open mark's interval holds it."""
    known = [row for row in source.cells if row["estimate"] is not None]
    rows = []
    for row in known:
        low, high = source.read(row, "low"), source.read(row, "high")
        role = "up" if low > 0 else "down" if high < 0 else "unclear"
        ends = (source.show(row, "estimate"), f"[{source.show(row, 'low')}; {source.show(row, 'high')}]")
        rows.append(_range(source, row, "term", "estimate", role, (*ends, source.write(row.get("n"), "count"))))
    key = (("dot", "up", source.say("interval_clear")), ("dot", "unclear", source.say("interval_zero")))
    scale = source.scale([0.0, *source.every(["estimate", "low", "high"], known)], source.option("name"))
    heads = (source.say("estimate_alone"), source.say("confidence_interval"), "n")
    return RowChart("estimates", tuple(rows), scale, (Guide(0.0, "", "zero"),), key, heads, "term")


def _range(source: Source, row: Cells, name: str, middle: str, role: str, ends: tuple[str, ...]) -> Row:
    low, high, value = (source.read(row, column) for column in ("low", "high", middle))
    said = f"{row[name]} {source.show(row, middle)} [{source.show(row, 'low')}; {source.show(row, 'high')}]"
    known = {"code": _code(row), "at": row["at"]}
    marks = [Mark("dot", value, role, said, column=middle, **known)]
    if not math.isnan(low) and not math.isnan(high):
        marks.insert(0, Mark("range", high, role, said, low, column="high", start_column="low", **known))
    return Row(str(row[name]), tuple(marks), role == "subject", ends, at=row["at"])


SPINE = (
    ("bar", "whole", "best_share", "lowest_share", "national_range"),
    ("bar", "middle", "upper_quartile_share", "lower_quartile_share", "middle_half"),
    ("tick", "median", "median_share", "", "national_median"),
    ("tick", "region", "mean_share", "", "national_mean"),
    ("dot", "subject", "share", "", "subject"),
)
"""Marks of a spine, the lowest first: shape, role, columns of its value and start, word."""


def describe_spine(source: Source) -> RowChart:
    """From the lowest to the best of all places, the middle half within, and where the subject lies."""
    rows = []
    for row in source.cells:
        marks = [_spine_mark(source, row, *one) for one in SPINE if not math.isnan(source.read(row, one[2]))]
        own = row["share"] is not None
        rank, among = (source.write(row.get(name), "count") for name in ("rank", "n_ranked"))
        ends = (source.write(row["share"], "share"), f"{rank}/{among}") if own else ("–", source.say("no_data"))
        trend = str(row.get("trend") or "") if own else ""
        rows.append(Row(str(row["component"]), tuple(marks), row.get("level") == 0, ends, trend=trend, at=row["at"]))
    shares = source.every([name for *_, column, start, _ in SPINE for name in (column, start) if name])
    order = [SPINE[place] for place in (4, 3, 2, 1, 0)]
    key = tuple((shape, role, source.say(word)) for shape, role, _, _, word in order)
    heads = tuple(source.say(word) for word in ("share_short", "rank", "trend"))
    return RowChart(
        "spine",
        tuple(rows),
        source.scale(shares, source.say("share"), kind="share"),
        key=key,
        heads=heads,
        named="component",
    )


def _spine_mark(source: Source, row: Cells, shape: str, role: str, column: str, start: str, word: str) -> Mark:
    value, low = source.read(row, column), source.read(row, start)
    said = (
        source.write(value, "share") if not start else f"{source.write(low, 'share')} – {source.write(value, 'share')}"
    )
    name = f"{row['component'] if role == 'subject' else source.say(word)}: {said}"
    return Mark(shape, value, role, name, low, at=row["at"], column=column, start_column=start)


def describe_movers(source: Source) -> RowChart:
    """From the value before to the value after, a row for each that moved."""
    share = bool(source.options.get("share"))
    kind, head = ("share", "change_share") if share else ("score", "change")
    rows = []
    for row in source.cells:
        role = "up" if (row["change"] or 0) > 0 else "down" if (row["change"] or 0) < 0 else "unclear"
        before, after = (source.write(row[name], kind) for name in ("before", "after"))
        known = {"code": _code(row), "at": row["at"]}
        said = f"{row['label']}: {before} → {after}"
        marks = (
            Mark("range", source.read(row, "after"), role, said, source.read(row, "before"), column="change", **known),
            Mark("dot", source.read(row, "before"), "before", said, **known),
            Mark("dot", source.read(row, "after"), role, said, **known),
        )
        change = 100 * row["change"] if share and row["change"] is not None else row["change"]
        rows.append(
            Row(
                str(row["label"]),
                marks,
                row.get("role") == "subject",
                (source.write(change, "change"),),
                f"{before} → {after}",
                at=row["at"],
            )
        )
    names = [source.option(word) or source.say(word) for word in ("before", "after")]
    key = (
        ("dot", "before", names[0]),
        ("dot", "up", f"{names[1]}, {source.say('up')}"),
        ("dot", "down", f"{names[1]}, {source.say('down')}"),
    )
    axis = source.say("share") if share else source.score_name
    return RowChart(
        "moves",
        tuple(rows),
        source.scale(source.every(["before", "after"]), axis, kind=kind),
        key=key,
        heads=(source.say(head),),
        named="label",
    )


def describe_pairs(source: Source) -> RowChart:
    """Two values in each row, joined; the second is the subject's where it is a province's own."""
    first, second, gap = source.option("columns").split(",")
    sides, own = [source.option("first"), source.option("second")], source.options.get("own", True)
    kind, roles = source.kind_of(first), ("first", "subject" if own else "second")
    rows = []
    for row in source.cells:
        values = [source.read(row, name) for name in (first, second)]
        said = f"{row['label']}: " + ", ".join(
            f"{side} {source.write(value, kind)}" for side, value in zip(sides, values, strict=True)
        )
        marks = [
            Mark("dot", value, role, said, at=row["at"], column=name)
            for value, role, name in zip(values, roles, (first, second), strict=True)
            if value == value
        ]
        if len(marks) == 2:
            marks.insert(0, Mark("range", values[1], "other", said, values[0]))
        rows.append(Row(str(row["label"]), tuple(marks), ends=(source.write_gap(row, gap),), at=row["at"]))
    key = tuple(("dot", role, side) for role, side in zip(roles, sides, strict=True))
    axis = source.option("axis") or (source.say("share") if kind == "share" else source.score_name)
    head = source.say("gap_share" if "share" in (kind, source.kind_of(gap)) else "difference")
    scale = source.scale(source.every([first, second]), axis, kind=kind)
    return RowChart("pairs", tuple(rows), scale, key=key, heads=(head,), named="label")


def describe_stacks(source: Source) -> RowChart:
    """A change split by cause, to both sides of zero; the change itself closes the row."""
    total = source.option("total")
    kind = source.kind_of(total)
    parts = [name for name in source.names if name != total and source.kind_of(name) == kind]
    parts = [name for name in parts if any(source.read(row, name) for row in source.cells)]
    rows, ends = [], [0.0]
    for row in source.cells:
        marks = _pile(source, row, parts)
        ends += [mark.value for mark in marks]
        rows.append(Row(str(row["label"]), tuple(marks), ends=(source.write(row[total], kind),), at=row["at"]))
    key = tuple(("bar", role, source.head(name)) for name, role in zip(parts, CAUSE_ROLES, strict=False))
    return RowChart(
        "pieces",
        tuple(rows),
        source.scale(ends, source.option("axis"), zero=True, kind=kind),
        (Guide(0.0, "", "zero"),),
        key,
        (source.option("head") or source.head(total),),
        "label",
    )


def _pile(source: Source, row: Cells, parts: Sequence[str]) -> list[Mark]:
    """Return the parts of a change end to end: those above zero to the right, those below to the left."""
    up = down = 0.0
    marks = []
    for name, role in zip(parts, CAUSE_ROLES, strict=False):
        size = source.read(row, name)
        if math.isnan(size) or not size:
            continue
        start = up if size > 0 else down
        said = f"{row['label']} – {source.head(name)}: {source.show(row, name)}"
        marks.append(Mark("bar", start + size, role, said, start, at=row["at"], column=name))
        up, down = (start + size, down) if size > 0 else (up, start + size)
    return marks


def describe_lead(source: Source) -> RowChart:
    """By how much the second side (to the right) or the first (to the left) is ahead."""
    rows = []
    for row in source.cells:
        gap = source.read(row, "gap")
        role = "subject" if gap >= 0 else "first"
        mark = Mark("bar", gap, role, f"{row['label']}: {source.show(row, 'gap')}", 0.0, at=row["at"], column="gap")
        rows.append(
            Row(str(row["label"]), (mark,) if gap == gap else (), ends=(source.show(row, "gap"),), at=row["at"])
        )
    key = (("bar", "subject", source.option("second")), ("bar", "first", source.option("first")))
    scale = source.scale([0.0, *source.every(["gap"])], source.option("axis"), zero=True, kind="change")
    return RowChart("bars", tuple(rows), scale, (Guide(0.0, "", "zero"),), key, (source.option("head"),), "label")
