"""What a province's sheet over all indices says, each index in its own year and vintage, recomputed from raw figures."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from .chance import fit_noise, tell_apart
from .claims import INDEX_NAMES, Context, claim
from .raw import SMALL, TABLES
from .told_board import SIDES, check_sides, read_board
from .told_course import find_runs
from .told_duty import CLOSED, read_register

SHEET = "sheet"
PEOPLE = ("sipas",)
"""Indices whose scores are shares of satisfied people: what is missing are people, not points."""
MOST = 6


def find_standings(c: Context) -> dict[str, Context]:
    """Return the province on every index with a figure of it, each in the year nearest to the page's."""
    if ("standings", c.place, c.page.vintage, c.page.index, c.year) not in c.field.kept:
        known = {index: _stand(c, index) for index in TABLES}
        c.field.kept["standings", c.place, c.page.vintage, c.page.index, c.year] = known
    found = c.field.kept["standings", c.place, c.page.vintage, c.page.index, c.year]
    return {index: _move(c, *standing) for index, standing in found.items() if standing}


def _stand(c: Context, index: str) -> tuple[str, str, str, int] | None:
    vintage, place = TABLES[index], c.place
    if index == c.page.index:
        return index, c.page.vintage, c.place, c.year
    if c.field.back_cast:  # of a year that is told for the 34 all is
        return _nearest(c, index, "34", c.place)
    if vintage != c.page.vintage:
        holder = c.raw.places["63"].holder
        alone = {old: new for old, new in holder.items() if sum(to == new for to in holder.values()) == 1}
        to = alone if c.page.vintage == "63" else {new: old for old, new in alone.items()}
        place = to.get(c.place)
        if place is None:
            return _nearest(c, index, "34", c.place) if c.page.vintage == "34" else None
    return _nearest(c, index, vintage, place)


def _nearest(c: Context, index: str, vintage: str, place: str) -> tuple[str, str, str, int] | None:
    field = c.fields(index, vintage)
    years = [
        at
        for at in field.years
        if not np.isnan(field.score(at, "total", place)) or not np.isnan(field.rank(at, "total", place))
    ]
    return (index, vintage, place, min(years, key=lambda at: (abs(at - c.year), at))) if years else None


def _move(c: Context, index: str, vintage: str, place: str, year: int) -> Context:
    page = replace(c.page, index=index, vintage=vintage, place=place, year=year, code="total")
    return Context(c.raw, page, c.exhibit, c.fields, c.sentence)


def _on(c: Context, short: str) -> Context:
    """Return the province on an index as it is called, which is marked where figures nobody published are told."""
    plain, _, told = short.removesuffix(")").partition(" (")
    one = find_standings(c)[INDEX_NAMES[plain]]
    if told != (expected := _mark(one)):
        raise ValueError(f"{short} is told as {told!r}, it is {expected!r}")
    return one


def _mark(one: Context) -> str:
    if not one.field.back_cast:
        return ""
    merged = list(one.raw.places["63"].holder.values()).count(one.place) > 1
    if merged:
        return "quy đổi" if one.vi else "back-cast"
    rank_is_old = one.field.printed(one.year)
    return "" if rank_is_old else "34 tỉnh" if one.vi else "34 provinces"


def _ranked(c: Context) -> dict[str, Context]:
    return {
        index: one
        for index, one in find_standings(c).items()
        if not np.isnan(one.field.rank(one.year, "total", one.place))
    }


def _parts(c: Context) -> list[tuple[Context, str]]:
    """Return the components directly below each index, each with where it stands."""
    found = []
    for one in find_standings(c).values():
        tree = one.field.tree(one.year)
        found += [(one, code) for code in tree.index[tree["parent_code"] == "total"]]
    return found


def _place(one: Context, code: str) -> tuple[float, float, int]:
    return (
        one.field.rank(one.year, code, one.place),
        one.field.n_ranked(one.year, code, one.place),
        one.field.tied(one.year, code, one.place),
    )


def _percent(one: Context, code: str) -> float:
    rank, n, _ = _place(one, code)
    return (n - rank) / (n - 1) if n > 1 else np.nan


def _quarter(one: Context, code: str = "total") -> int | None:
    """Return 1 for the first quarter and 4 for the last, both in halves of what lies between; level at the end is last."""
    rank, n, tied = _place(one, code)
    if np.isnan(rank) or np.isnan(n) or tied + 1 == n:
        return None
    if rank + tied == n and n > 1:
        return 4
    if rank + tied <= n / 4:
        return 1
    return 4 if rank > 0.75 * n else 2 if rank <= n / 2 else 3


def _before(one: Context) -> tuple[int | None, float]:
    """Return the newest earlier year with a rank of the index, whatever its framework, and the places gained since."""
    ranks = {at: one.field.rank(at, "total", one.place) for at in one.field.years if at < one.year}
    known = [at for at in sorted(ranks) if not np.isnan(ranks[at])]
    return (known[-1], ranks[known[-1]] - one.field.rank(one.year, "total", one.place)) if known else (None, np.nan)


def _then(one: Context, code: str, at: int, what: str) -> float:
    """Return a component's score or rank of an earlier year if its scale and parts are the same; else NaN."""
    then = one.field.code_of(one.field.run(one.year, code)[0], at)
    if then is None or one.field.run(at, then) != one.field.run(one.year, code):
        return np.nan
    return getattr(one.field, what)(at, then, one.place)


def _year_before(one: Context) -> int | None:
    """Return the newest earlier year that any component of the index may be held against: one year for all of them."""
    for at in sorted((at for at in one.field.years if at < one.year), reverse=True):
        for code in one.field.tree(one.year).index:
            for what in ("score", "rank"):
                own = getattr(one.field, what)(one.year, code, one.place)
                if not np.isnan(own) and not np.isnan(_then(one, code, at, what)):
                    return at
    return None


def _gained(one: Context, code: str, before: int | None) -> float:
    return np.nan if before is None else _then(one, code, before, "rank") - one.field.rank(one.year, code, one.place)


# ranks -----------------------------------------------------------------------------------------------------------


@claim(
    "sheet, ranks",
    r"(?:– |; )<marked:ix> (?:năm )?<year:year>: <int:rank>(?:/<int:n>)?(?: \((?P<beside>[^()“”]+)\))?(?=;|\.(?!\d)|$)",
    r"(?:– |; )<marked:ix> (?:năm )?<year:year>: <int:rank>(?:/<int:n>)?(?: \((?P<beside>[^()“”]+)\))?(?=;|\.(?!\d)|$)",
    ("answer",),
    SHEET,
)
def check_ranks(c: Context, m: dict):
    one = _on(c, m["ix"])
    yield c.same("year", m["year"], one.year)
    yield c.same("rank", m["rank"], one.field.rank(one.year, "total", one.place))
    if "n" in m:
        yield c.same("of how many", m["n"], one.field.n_ranked(one.year, "total", one.place))
    beside = m.get("beside", "")
    before, moved = _before(one)
    told = re.search(r"(tăng|giảm|up|down) (\d+) (?:bậc|places?)(?: (?:so với|since) (\d{4}))?", beside)
    if told:
        yield c.way("places up or down", told[1], told[1] in ("tăng", "up"), moved)
        yield c.size("places", told[2], moved)
        yield c.true("year before", told[3], int(told[3] or one.year - 1) == before, before)
    else:
        yield c.true("no change told", beside, np.isnan(moved) or moved == 0, moved)
    span = re.search(r"(?<!\d)(\d+)–(\d+)(?!\d)", beside)
    if span:
        low, high = int(span[1]), int(span[2])
        noise, scores = fit_noise(one.field, one.year, "total"), one.field.scores(one.year, "total")
        better, worse = tell_apart(scores.to_numpy(), list(scores.index).index(one.place), noise["error"])
        slack = max(2, round(0.06 * len(scores)))
        yield c.true("best rank", low, abs(low - 1 - better) <= slack, 1 + better)
        yield c.true("worst rank", high, abs(high - (len(scores) - worse)) <= slack, len(scores) - worse)


@claim(
    "sheet, top quarter",
    r"(?P<who>[^“”.;]+?) (?:thuộc nhóm <pct:q> dẫn đầu ở <int:top>/<int:n> chỉ số có thứ hạng|chưa thuộc nhóm <pct:q2> dẫn đầu ở chỉ số nào trong <int:n2> chỉ số có thứ hạng)(?:; thuộc nhóm cuối: (?P<low>[^.;]+))?",
    r"(?P<who>[^“”.;]+?) is in the top quartile on (?:<int:top>|none) of <int:n> ranked ind(?:ices|ex)(?:; in the bottom quartile: (?P<low>[^.;]+))?",
    ("answer",),
    SHEET,
)
def check_top(c: Context, m: dict):
    quarters = {index: _quarter(one) for index, one in _ranked(c).items()}
    yield c.who("province", m["who"], {c.place})
    yield c.same("ranked", m.get("n") or m["n2"], len(quarters))
    yield c.true(
        "in the top", m.get("top", 0), int(m.get("top", 0)) == sum(q == 1 for q in quarters.values()), quarters
    )
    told = {_on(c, name).page.index for name in re.split(r", |,? và |,? and ", m["low"])} if "low" in m else set()
    low = {index for index, q in quarters.items() if q == 4}
    yield c.true("in the bottom", m.get("low", "none"), told == low, low)


ONE = {
    "thuộc nhóm 25% dẫn đầu": 1,
    "thuộc nửa trên bảng xếp hạng": 2,
    "thuộc nửa dưới bảng xếp hạng": 3,
    "thuộc nhóm cuối (25%)": 4,
    "is in the top quartile": 1,
    "is in the upper half": 2,
    "is in the lower half": 3,
    "is in the bottom quartile": 4,
}


@claim(
    "sheet, the only rank",
    r"(?P<who>[^“”.;]+?) (?P<how>thuộc nhóm 25% dẫn đầu|thuộc nửa trên bảng xếp hạng|thuộc nửa dưới bảng xếp hạng|thuộc nhóm cuối \(25%\))(?: ở)? <marked:ix>(?=\.)",
    r"(?P<who>[^“”.;]+?) (?P<how>is in the (?:top quartile|upper half|lower half|bottom quartile)) on <marked:ix>(?=\.)",
    ("answer",),
    SHEET,
)
def check_only(c: Context, m: dict):
    known = _ranked(c)
    yield c.who("province", m["who"], {c.place})
    yield c.true("the only one", m["ix"], list(known) == [INDEX_NAMES[m["ix"]]], list(known))
    quarter = _quarter(next(iter(known.values())))
    yield c.true("quarter", m["how"], ONE[m["how"]] == quarter, quarter)


@claim(
    "sheet, shares",
    r"(?:– |; )<marked:ix> <year:year>: đạt <pct:share> điểm tối đa",
    r"(?:– |; )<marked:ix> <year:year>: <pct:share> of the maximum",
    ("answer", "sheet_ranks"),
    SHEET,
)
def check_shares(c: Context, m: dict):
    one = _on(c, m["ix"])
    yield c.same("year", m["year"], one.year)
    share = 100 * one.field.score(one.year, "total", one.place) / one.field.maximum(one.year, "total")
    yield c.same("share", m["share"], share)


@claim(
    "sheet, neighbours",
    r"(?:ngay (?P<side>trên|dưới): |; )<marked:ix> – <places:names> \((?P<way>hơn|kém) (?P<under>< )?<pct:gap>\)",
    r"(?:Just (?P<side>above|below): |; )<marked:ix> – <places:names> \((?P<under>< )?<pct:gap> (?P<way>ahead|behind)\)",
    ("sheet_ranks",),
    SHEET,
)
def check_neighbours(c: Context, m: dict):
    one, above = _on(c, m["ix"]), m["way"] in ("hơn", "ahead")
    scores = one.field.scores(one.year, "total")
    own = scores[one.place]
    others = scores.drop(one.place)
    others = others[others > own + SMALL] if above else others[others < own - SMALL]
    near = others.min() if above else others.max()
    if "side" in m:
        yield c.true("side", m["side"], (m["side"] in ("trên", "above")) == above, m["way"])
    expected = set(others.index[abs(others - near) <= SMALL])
    yield one.who("neighbours", m["names"], expected)
    gap = 100 * abs(near - own) / one.field.maximum(one.year, "total")
    if "under" in m:
        yield c.true("gap below", m["gap"], 0 < gap < c.read(m["gap"])[0], gap)
    else:
        yield c.same("gap", m["gap"], gap)


@claim(
    "sheet, ranks known",
    r"Có thứ hạng ở <int:n> chỉ số",
    r"There are ranks on <int:n> ind(?:ices|ex)",
    ("sheet_ranks",),
    SHEET,
)
def check_known(c: Context, m: dict):
    yield c.same("ranked", m["n"], len(_ranked(c)))


# components ------------------------------------------------------------------------------------------------------


def _moves(c: Context) -> list[tuple[float, Context, str]]:
    years = {index: _year_before(one) for index, one in find_standings(c).items()}
    found = [(_gained(one, code, years[one.page.index]), one, code) for one, code in _parts(c)]
    return [each for each in found if not np.isnan(each[0])]


@claim(
    "sheet, moves",
    r"So với kỳ trước, <int:down> chỉ số thành phần giảm hạng, <int:up> tăng",
    r"Against the last ranks, <int:down> components? lost places, <int:up> gained",
    ("sheet_moves",),
    SHEET,
)
def check_moves(c: Context, m: dict):
    moves = [moved for moved, *_ in _moves(c)]
    yield c.same("fell", m["down"], sum(moved < 0 for moved in moves))
    yield c.same("rose", m["up"], sum(moved > 0 for moved in moves))


@claim(
    "sheet, largest move",
    r"(?P<way>[Gg]iảm|[Tt]ăng) nhiều (?:bậc )?nhất: (?P<ix>[^“”]+?) <part:part> \(<int:places> bậc từ năm <year:before>, (?:xuống|lên) <int:rank>/<int:n>\)(?:, cùng mức còn <int:level> nội dung khác)?",
    r"(?P<way>[Mm]ost (?:places )?were lost|most were gained) on (?P<ix>[^“”]+?) <part:part> \(<int:places> places? since <year:before>, now <int:rank>/<int:n>\)(?:, with <int:level> others? at the same level)?",
    ("answer", "sheet_moves"),
    SHEET,
)
def check_largest_move(c: Context, m: dict):
    up = m["way"].lower() in ("tăng", "most were gained")
    one = _on(c, m["ix"])
    moves = _moves(c)
    most = (max if up else min)(moved for moved, *_ in moves)
    codes = [code for moved, at, code in moves if at.page.index == one.page.index and moved == most]
    code = next((code for code in one.find_part(m["part"]) if code in codes), None)
    yield c.true("component", m["part"], code is not None, (most, codes))
    level = sum(moved == most for moved, *_ in moves) - 1
    yield c.true("moved as far", m.get("level", 0), int(m.get("level", 0)) == level, level)
    yield c.size("places", m["places"], most)
    yield c.true("way", m["way"], (most > 0) == up, most)
    if code:
        yield c.same("year before", m["before"], _year_before(one))
        yield c.same("rank", m["rank"], one.field.rank(one.year, code, one.place))
        yield c.same("of how many", m["n"], one.field.n_ranked(one.year, code, one.place))


@claim(
    "sheet, quarters",
    r"Trong <int:n> chỉ số thành phần có thứ hạng, (?:<int:high> thuộc nhóm đầu và <int:low> thuộc nhóm cuối|không có chỉ số nào thuộc nhóm đầu, <int:low2> thuộc nhóm cuối|<int:high2> thuộc nhóm đầu, không có chỉ số nào thuộc nhóm cuối|không có chỉ số nào thuộc nhóm đầu hay nhóm cuối)(?:; cao nhất ở (?P<ix>[^“”]+?) <part:part>)?",
    r"Of <int:n> ranked components?, (?:<int:high> (?:is|are) in the top and <int:low> in the bottom quartile|none is in the top and <int:low2> (?:is|are) in the bottom quartile|<int:high2> (?:is|are) in the top and none in the bottom quartile|none is in the top or in the bottom quartile)(?:; the highest rank is on (?P<ix>[^“”]+?) <part:part>)?",
    ("sheet_spine",),
    SHEET,
)
def check_quarters(c: Context, m: dict):
    quarters = {(one.page.index, code): _quarter(one, code) for one, code in _parts(c)}
    percents = {(one.page.index, code): _percent(one, code) for one, code in _parts(c)}
    percents = {key: value for key, value in percents.items() if not np.isnan(value)}
    yield c.same("ranked", m["n"], len(percents))
    for name, quarter in (("high", 1), ("low", 4)):
        told = m.get(name) or m.get(f"{name}2") or "0"
        yield c.same(name, told, sum(q == quarter for q in quarters.values()))
        yield c.true("none is a word", told, told != "0" or name not in m, told)
    top = [key for key, value in percents.items() if value >= max(percents.values()) - SMALL]
    yield c.true("one first", m.get("part", "none"), ("part" in m) == (len(top) == 1), top)
    if "part" in m:
        one = _on(c, m["ix"])
        yield c.true("first", m["part"], any((one.page.index, code) in top for code in one.find_part(m["part"])), top)


@claim(
    "sheet, scores known",
    r"Đã biết điểm của <int:n> chỉ số thành phần",
    r"The scores? of <int:n> components? (?:is|are) known",
    ("sheet_spine",),
    SHEET,
)
def check_scores_known(c: Context, m: dict):
    known = [code for one, code in _parts(c) if not np.isnan(one.field.score(one.year, code, one.place))]
    yield c.same("known", m["n"], len(known))


@claim(
    "sheet, ends",
    r"(?P<end>Thứ hạng cao nhất|thấp nhất): (?P<ix>[^“”]+?) <part:part> \(<int:rank>/<int:n>(?:, <year:then>)?\)(?:, cùng mức còn <int:level> nội dung khác)?",
    r"(?P<end>The highest ranks are|the lowest) on (?P<ix>[^“”]+?) <part:part> \(<int:rank>/<int:n>(?:, <year:then>)?\)(?:, with <int:level> others? at the same level)?",
    ("sheet_ends",),
    SHEET,
)
def check_ends(c: Context, m: dict):
    high = m["end"] in ("Thứ hạng cao nhất", "The highest ranks are")
    percents = [value for one, code in _parts(c) if not np.isnan(value := _percent(one, code))]
    end, one = (max if high else min)(percents), _on(c, m["ix"])
    codes = [code for code in one.find_part(m["part"]) if abs(_percent(one, code) - end) <= SMALL]
    yield c.true("component", m["part"], bool(codes), end)
    level = sum(abs(value - end) <= SMALL for value in percents) - 1
    yield c.true("level", m.get("level", 0), int(m.get("level", 0)) == level, level)
    yield c.true("year", m.get("then"), int(m.get("then") or c.year) == one.year, one.year)
    if codes:
        yield c.same("rank", m["rank"], one.field.rank(one.year, codes[0], one.place))
        yield c.same("of how many", m["n"], one.field.n_ranked(one.year, codes[0], one.place))


# losses ----------------------------------------------------------------------------------------------------------


def _worth(one: Context, code: str) -> float:
    tree, worth = one.field.tree(one.year), 1.0
    while code and code != "total":
        worth, code = worth * one.field.weight(one.year, code), tree.at[code, "parent_code"]
    return worth


def _lost(c: Context) -> dict[tuple[str, str], float]:
    """Return what was lost on the smallest components of each index, as a share of the index's maximum."""
    found = {}
    for one in find_standings(c).values():
        if one.page.index in PEOPLE:
            continue
        for code in one.field.leaves(one.year):
            lost = one.field.maximum(one.year, code) - one.field.score(one.year, code, one.place)
            share = lost * _worth(one, code) / one.field.maximum(one.year, "total")
            if code != "total" and share > SMALL:
                found[one.page.index, code] = float(share)
    return found


def _largest(c: Context) -> list[tuple[tuple[str, str], float]]:
    """Return the three largest losses and the largest of each index, then the next of each index's three; six in all."""
    lost = sorted(_lost(c).items(), key=lambda item: -item[1])
    three = [item for at, item in enumerate(lost) if sum(other[0][0] == item[0][0] for other in lost[:at]) < 3]
    first = [
        item for at, item in enumerate(three) if at < 3 or not any(other[0][0] == item[0][0] for other in three[:at])
    ]
    rest = [item for item in three if item not in first]
    return sorted([*first, *rest][:MOST], key=lambda item: -item[1])


@claim(
    "sheet, losses",
    r"Mất điểm nhiều nhất \(% điểm tối đa chỉ số\): (?P<list>.+)",
    r"The largest losses \(% of the index's maximum\) are on (?P<list>.+)",
    ("answer",),
    SHEET,
)
def check_losses(c: Context, m: dict):
    told = re.findall(r"(?:^|; )([^“”;]+?) “([^”]+)” \(([\d.,]+)%(?:, (\d{4}))?(?:, ([^;]+))?\)(?=;|\.?$)", m["list"])
    order = _largest(c)
    yield c.true("some", len(told), 1 <= len(told) <= 3, order[:3])
    for at, (short, name, share, then, agency) in enumerate(told):
        one, ((_, _), size) = _on(c, short), order[at]
        keys = [(one.page.index, code) for code in one.find_part(name)]
        yield c.true("component", name, any(abs(_lost(c).get(key, -1) - size) < 1e-6 for key in keys), order[:3])
        yield c.same("share", share, 100 * size)
        yield c.true("year", then, int(then or c.year) == one.year, one.year)
        holder = _holder(one, keys[0][1]) if keys else ""
        yield c.true("agency", agency, _write_out(agency or "") == _write_out(holder), holder)


def _holder(one: Context, code: str) -> str:
    """Return who leads an open task of the component, else who holds it or one above it."""
    leads = [row["lead"] for row in _tasks(one, code) if row["Tình trạng"] not in CLOSED]
    return leads[0] if leads else _find_holder(one, code)


def _write_out(agency: str) -> str:
    """Return an agency's name without the shortening that every office uses."""
    return agency.replace("UBND", "Ủy ban nhân dân")


def _find_holder(one: Context, code: str) -> str:
    """Return who holds a component or one above it by the register; by the scoreboard where that names nobody."""
    register, tree, at = read_register(one, one.year), one.field.tree(one.year), code
    while register and at and at not in register.holders:
        at = tree.at[at, "parent_code"]
    return register.holders[at] if register and at else _held_on_board(one).get(code, "")


def _held_on_board(one: Context) -> dict[str, str]:
    """Return the agency of each smallest component on the province's own scoreboard; nothing where there is none."""
    try:
        rows = read_board(one)
    except (StopIteration, ValueError):
        return {}
    return {code: agency for code, agency in zip(rows["code"], rows["agency"], strict=True) if agency}


@claim(
    "sheet, who answers for losses",
    r"(?:Trong <int:n> nội dung mất nhiều điểm của bảng|Cả <int:n2> nội dung mất nhiều điểm trong bảng),? (?P<held>\d+ đã rõ|chưa nội dung nào rõ|đã rõ) cơ quan phụ trách, (?P<given>\d+ đã giao|đều đã giao|chưa nội dung nào được giao) nhiệm vụ|"
    r"Nội dung mất điểm nhiều nhất (?P<held1>đã|chưa) rõ cơ quan phụ trách, (?P<given1>đã giao|chưa được giao) nhiệm vụ|"
    r"Chưa có cơ quan phụ trách và nhiệm vụ cho (?:<int:none> nội dung mất nhiều điểm trong bảng|(?P<no_one>nội dung mất điểm nhiều nhất))",
    r"(?:Of the <int:n> large losses of the table|All <int:n2> large losses of the table),? (?P<held>\d+ ha(?:s|ve)|none has|have) an agency in charge, and (?P<given>\d+ ha(?:s|ve)|none has|all have) a task(?: yet)?|"
    r"The largest loss has (?P<held1>an|no) agency in charge, and has (?P<given1>a|no) task(?: yet)?|"
    r"The (?:<int:none> large losses of the table have|(?P<no_one>largest loss has)) no agency in charge and no task yet",
    ("sheet_losses",),
    SHEET,
)
def check_who_answers(c: Context, m: dict):
    largest, on = [key for key, _ in _largest(c)], find_standings(c)
    one = "held1" in m
    yield c.true("losses", c.sentence, int(m.get("n") or m.get("n2") or m.get("none") or 1) == len(largest), largest)
    held = [key for key in largest if _holder(on[key[0]], key[1])]
    given = [key for key in largest if _tasks(on[key[0]], key[1])]
    for name, found in (("held", held), ("given", given)):
        word = m.get(f"{name}1" if one else name, "none")
        none = word in ("chưa", "chưa được giao", "no") or word.startswith(("none", "chưa nội dung"))
        told = int(word.split()[0]) if word[0].isdigit() else 0 if none else len(largest)
        yield c.true(name, word, told == len(found), found)


def _tasks(one: Context, code: str) -> list[dict]:
    register = read_register(one, one.year)
    rows = register.tasks if register else []
    return [row for row in rows if row["Mã thành phần"] == code]


@claim(
    "sheet, no task",
    r"Chưa giao nhiệm vụ nào cho các nội dung này",
    r"No task is set for these losses yet",
    ("answer",),
    SHEET,
)
def check_no_task(c: Context, m: dict):
    rows = [row for one in find_standings(c).values() if (found := read_register(one, one.year)) for row in found.tasks]
    yield c.true("no task", len(rows), not rows, len(rows))


# agencies --------------------------------------------------------------------------------------------------------


def _hold(one: Context) -> dict[str, list[str]]:
    """Return the smallest components that each agency holds."""
    found: dict[str, list[str]] = {}
    for leaf in one.field.leaves(one.year):
        if (agency := _find_holder(one, leaf)) and one.field.tree(one.year).at[leaf, "combine"] != "unlisted":
            found.setdefault(_write_out(agency), []).append(leaf)
    return found


def _lost_by_agency(c: Context) -> dict[tuple[str, str], float]:
    """Return what each agency lost on each index, as a share of the index's maximum; on an agency's page its own."""
    lost, sums = _lost(c), {}
    for index, one in find_standings(c).items():
        for agency, codes in _hold(one).items():
            if index not in PEOPLE and c.page.agency in (None, "", agency):
                sums[index, agency] = sum(lost.get((index, code), 0) for code in codes)
    return sums


@claim(
    "sheet, agency that lost most",
    r"Mất nhiều nhất là phần (?P<agency>.+?) phụ trách: <pct:share> điểm tối đa của <marked:ix>(?:, cùng mức còn <int:level> cơ quan khác)?",
    r"What (?P<agency>.+?) holds lost most: <pct:share> of the maximum of <marked:ix>(?:, with <int:level> others? at the same level)?",
    ("sheet_agencies",),
)
def check_agency_lost(c: Context, m: dict):
    sums, key = _lost_by_agency(c), (_on(c, m["ix"]).page.index, _write_out(m["agency"]))
    yield c.true("several", sums, len({agency for _, agency in sums}) > 1, "more than one")
    yield c.true("agency", m["agency"], sums[key] >= max(sums.values()) - SMALL, max(sums, key=sums.get))
    yield c.same("share", m["share"], 100 * sums[key])
    level = sum(abs(each - sums[key]) <= SMALL for each in sums.values()) - 1
    yield c.true("at the same level", m.get("level", 0), int(m.get("level", 0)) == level, level)


@claim(
    "sheet, only agency",
    r"Phần (?P<agency>.+?) phụ trách mất <pct:share> điểm tối đa của <marked:ix>(?P<most>, nhiều nhất trong các chỉ số)?",
    r"What (?P<agency>.+?) holds lost <pct:share> of the maximum of <marked:ix>(?P<most>, the most of all indices)?",
    ("sheet_agencies",),
)
def check_only_agency(c: Context, m: dict):
    sums, key = _lost_by_agency(c), (_on(c, m["ix"]).page.index, _write_out(m["agency"]))
    yield c.true("only agency", m["agency"], {agency for _, agency in sums} == {_write_out(m["agency"])}, set(sums))
    yield c.same("share", m["share"], 100 * sums[key])
    several = sum(each > SMALL for each in sums.values()) > 1
    yield c.true("most of several", "most" in m, ("most" in m) == several, sums)
    yield c.true("most", m["share"], sums[key] >= max(sums.values()) - SMALL, sums)


@claim(
    "sheet, what an agency holds",
    r"(?P<agency>[^“”.;]+?) phụ trách <int:n> chỉ số thành phần của <marked:ix>",
    r"(?P<agency>[^“”.;]+?) holds <int:n> components? of <marked:ix>",
    ("sheet_agencies",),
)
def check_holds(c: Context, m: dict):
    yield c.same("held", m["n"], len(_hold(_on(c, m["ix"])).get(_write_out(m["agency"]), [])))
    yield c.true("nothing lost", m["agency"], not any(each > SMALL for each in _lost_by_agency(c).values()), "no loss")


@claim(
    "sheet, tasks of an agency",
    r"(?P<agency>[^“”.;]+?) có <int:n> nhiệm vụ đang thực hiện",
    r"(?P<agency>[^“”.;]+?) has <int:n> open tasks?",
    ("sheet_agencies",),
)
def check_tasks(c: Context, m: dict):
    given = {
        index: sum(row["lead"] == m["agency"] and row["Tình trạng"] not in CLOSED for row in register.tasks)
        for index, one in find_standings(c).items()
        if (register := read_register(one, one.year))
    }
    yield c.true("tasks", m["n"], int(m["n"]) == max(given.values(), default=0), given)  # those of one index
    yield c.true("nothing lost", m["agency"], not any(each > SMALL for each in _lost_by_agency(c).values()), "no loss")


@claim("sheet, documents and surveys", *SIDES, ("sides",), SHEET)
def check_sheet_sides(c: Context, m: dict):
    for one in find_standings(c).values():
        if _held_on_board(one):
            yield from check_sides(one, m)


# runs of years ---------------------------------------------------------------------------------------------------


@claim(
    "sheet, runs",
    r"<marked:ix> (?P<kind>đứng thứ nhất|trong nhóm <int:top> tỉnh dẫn đầu|đạt từ <pct:level> trở lên) \(<year:first>–<year:last>(?:, (?P<absent>[^()]*))?\)",
    r"<marked:ix> (?P<kind>in first place|among the first <int:top>|at <pct:level> or above) \(<year:first>–<year:last>(?:, (?P<absent>[^()]*))?\)",
    ("sheet_runs",),
    SHEET,
)
def check_runs(c: Context, m: dict):
    one = _on(c, m["ix"])
    level = c.read(m["level"])[0] / 100 if "level" in m else None
    runs, absent, _ = find_runs(one, int(m["top"]) if "top" in m else 1, level)
    last = runs[-1] if runs else []
    yield c.same("first year", m["first"], last[0] if last else np.nan)
    yield c.same("last year", m["last"], one.year)
    yield c.true("lasts", m["last"], bool(last) and last[-1] == one.year, last)
    between = [at for at in absent if last and last[0] < at < last[-1]]
    named = [int(year) for year in re.findall(r"(?:19|20)\d\d", m.get("absent", ""))]
    yield c.true("years without a figure", named, named == between, between)
