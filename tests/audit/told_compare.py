"""What a page of comparison says of two provinces, or of two years of one, recomputed from raw figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from .chance import fit_noise, tell_apart
from .claims import SMALL_POINTS, Context, claim

COMPARE = ("two_sides", "parts", "paths", "explained", "full", "ranges", "answer")
SHOWN = 14
"""Most parts that the picture of the difference has room for."""


@dataclass(frozen=True)
class Side:
    """A place in a year."""

    place: str
    year: int


def _mine(c: Context) -> Side:
    return Side(c.place, c.year)


def _theirs(c: Context) -> Side:
    return Side(c.page.other_place or c.place, int(c.page.other_year or c.year))


def _find_side(c: Context, name: str) -> Side:
    """Return the place and year that a side is called by; what it does not say is the page's."""
    year = re.search(r"(?:19|20)\d\d$", name)
    place = re.sub(r"(?:[Nn]ăm )?(?:19|20)\d\d$", "", name).strip()
    return Side(c.places.find(place) if place else c.place, int(year.group()) if year else c.year)


def _both(c: Context, m: dict):
    """Check that a sentence speaks of both sides of the page, the one that it is about first."""
    for told, side in (("a", _mine(c)), ("b", _theirs(c))):
        if told in m:
            yield c.true(f"side {told}", m[told], _find_side(c, m[told]) == side, side)


def _code(c: Context, code: str, side: Side) -> str | None:
    """Return the code that a component of the page's year has in a side's year."""
    row = c.field.row(c.year, code)
    return None if row is None else c.field.code_of(row["component_key"], side.year)


def _score(c: Context, code: str, side: Side) -> float:
    then = _code(c, code, side)
    return np.nan if then is None else c.field.score(side.year, then, side.place)


def _rank(c: Context, code: str, side: Side) -> float:
    then = _code(c, code, side)
    return np.nan if then is None else c.field.rank(side.year, then, side.place)


def _comparable(c: Context, code: str) -> bool:
    then = _code(c, code, _theirs(c))
    return then is not None and c.field.run(c.year, code) == c.field.run(_theirs(c).year, then)


def _gap(c: Context, code: str) -> float:
    return _score(c, code, _mine(c)) - _score(c, code, _theirs(c)) if _comparable(c, code) else np.nan


def _gaps(c: Context, codes: list[str]) -> dict[str, float]:
    gaps = {code: _gap(c, code) for code in codes if code != c.code}
    return {code: gap for code, gap in gaps.items() if not np.isnan(gap)}


def _level_one(c: Context) -> list[str]:
    tree = c.field.tree(c.year)
    return [code for code in tree.index if code != "total" and tree.at[code, "parent_code"] == "total"]


_FIGURES_VI = r"(?:<num:s{0}><unit>)?(?:,? ?thứ <int:r{0}>(?:/<int:n{0}>)?)?(?P<x{0}>không có số liệu)?"
_FIGURES_EN = r"(?:<num:s{0}><unit>)?(?:,? ?rank <int:r{0}>(?:/<int:n{0}>)?)?(?P<x{0}>no figure)?"
_CAST = r"(?:,? \(?(?:quy đổi|back-cast)[^–;]*?\)?)?"
_EDITION = (
    r"(?:<index:then> (?:năm )?<year:before>"
    + _CAST
    + r" (?:và|and) )?<index:index> (?:năm )?<year:now>"
    + _CAST
    + r" – "
)


@claim(
    "two sides",
    _EDITION + r"<side:a>: " + _FIGURES_VI.format("a") + r"; <side:b>: " + _FIGURES_VI.format("b"),
    _EDITION + r"<side:a>: " + _FIGURES_EN.format("a") + r"; <side:b>: " + _FIGURES_EN.format("b"),
    COMPARE,
    "compare",
)
def check_sides(c: Context, m: dict):
    yield from _both(c, m)
    years = {_mine(c).year, _theirs(c).year}
    yield c.true("years", m["now"], {int(m[name]) for name in ("before", "now") if name in m} == years, years)
    for name, side in (("a", _mine(c)), ("b", _theirs(c))):
        score, rank = _score(c, c.code, side), _rank(c, c.code, side)
        for label, told, held in (("score", f"s{name}", score), ("rank", f"r{name}", rank)):
            if told in m:
                yield c.same(f"{label} of {name}", m[told], held)
            else:
                yield c.true(f"no {label} of {name}", "nothing", np.isnan(held), held)
        if f"n{name}" in m:
            yield c.same(
                f"ranked with {name}", m[f"n{name}"], c.field.n_ranked(side.year, _code(c, c.code, side), side.place)
            )


@claim(
    "difference of two",
    r"<side:a> (?:(?P<way>cao|thấp) hơn <num:gap><unit>|(?P<level>(?P<almost>gần )?bằng điểm))?(?: ?(?P<link>và|nhưng) )?(?:đứng (?P<step>trên|dưới) <int:places> bậc|(?P<same>cùng thứ hạng))? so với <side:b>",
    r"<side:a> (?:is <num:gap><unit> (?P<way>higher|lower)|(?P<level>has (?P<almost>almost )?the same score))?(?: ?(?P<link>and|but) )?(?:stands <int:places> places? (?P<step>above|below)|(?P<same>has the same rank))? compared with <side:b>",
    COMPARE,
    "compare",
)
def check_difference(c: Context, m: dict):
    yield from _both(c, m)
    gap = _gap(c, c.code)
    steps = _rank(c, c.code, _theirs(c)) - _rank(c, c.code, _mine(c)) if _comparable(c, c.code) else np.nan
    if "gap" in m:
        yield c.size("gap", m["gap"], gap)
        yield c.way("which is higher", m["way"], m["way"] in ("cao", "higher"), gap)
    else:
        level = c.is_zero(gap) and ("almost" in m) == (abs(gap) > SMALL_POINTS)
        yield c.true("level", "level", level if "level" in m else np.isnan(gap), gap)
    if "step" in m:
        yield c.size("places between", m["places"], steps)
        yield c.way("which stands above", m["step"], m["step"] in ("trên", "above"), steps)
    else:
        yield c.true("same rank", "same", steps == 0 if "same" in m else np.isnan(steps), steps)
    if m.get("link") in ("nhưng", "but"):
        yield c.true("but", m["link"], gap * steps < 0, (gap, steps))


@claim(
    "years not compared",
    r"Không so sánh điểm và thứ hạng chung của hai năm: (?:(?P<changed>bộ chỉ số hoặc thang điểm đã đổi) giữa <year:then> và <year:now>|giữa <year:then1> và <year:now1>, câu hỏi hoặc cách tính có thể đã thay đổi, chưa có tài liệu xác nhận)",
    r"Total scores and ranks of the two years are not compared: (?:(?P<changed>the framework or the scale changed) between <year:then> and <year:now>|between <year:then1> and <year:now1> the questions or the method may have changed, which no document at hand confirms)",
    COMPARE,
    "compare",
)
def check_refused(c: Context, m: dict):
    then, now = sorted((c.year, _theirs(c).year))
    yield c.same("then", m.get("then") or m["then1"], then)
    yield c.same("now", m.get("now") or m["now1"], now)
    yield c.true("not comparable", then, not _comparable(c, c.code), "comparable")
    key = c.field.run(c.year, c.code)[0]
    known = [at for at in range(then, now + 1) if c.field.code_of(key, at)]
    runs = [c.field.run(at, c.field.code_of(key, at)) for at in known]
    cuts = {at for at, run, before in zip(known[1:], runs[1:], runs, strict=False) if run != before}
    broke = {at for at, broken in c.raw.cuts.get(c.page.index, set()) if broken == key}
    yield c.true("changed for sure", m.get("changed", "may have"), ("changed" in m) == (not cuts <= broke), cuts)


@claim(
    "part by part",
    r"<side:a> (?:cao hơn ở <int:up> và thấp hơn ở <int:down> trong <int:n>|cao hơn ở <int:up1> trong <int:n1>|thấp hơn ở <int:down1> trong <int:n2>|(?P<all>cao|thấp) hơn ở cả <int:n3>|(?P<level>(?P<almost>gần )?bằng điểm ở) <int:n4>|(?P<only>cao|thấp) hơn ở) chỉ số thành phần (?:duy nhất )?so sánh được(?:; hơn nhiều nhất ở <part:best> \(<num:most><unit>\)(?:, cùng mức còn <int:level_most> (?:nội dung|tỉnh|nơi) khác)?)?(?:; kém nhiều nhất ở <part:worst> \(<num:least><unit>\)(?:, cùng mức còn <int:level_least> (?:nội dung|tỉnh|nơi) khác)?)?",
    r"<side:a> (?:is higher on <int:up> and lower on <int:down> of <int:n>|is higher on <int:up1> of <int:n1>|is lower on <int:down1> of <int:n2>|is (?P<all>higher|lower) on all <int:n3>|(?P<level>has (?P<almost>almost )?the same score on) <int:n4>|is (?P<only>higher|lower) on the only) comparable components?(?:; furthest ahead on <part:best> \(<num:most><unit>\)(?:, with <int:level_most> others? at the same level)?)?(?:; furthest behind on <part:worst> \(<num:least><unit>\)(?:, with <int:level_least> others? at the same level)?)?",
    COMPARE,
    "compare",
)
def check_parts(c: Context, m: dict):
    yield from _both(c, m)
    gaps = _gaps(c, _level_one(c))
    known = [0.0 if c.is_zero(gap) else gap for gap in gaps.values()]
    n, up, down = len(known), sum(gap > 0 for gap in known), sum(gap < 0 for gap in known)
    told_n = next((m[name] for name in ("n", "n1", "n2", "n3", "n4") if name in m), "1")
    yield c.same("parts", told_n, n)
    whole = m.get("all") or m.get("only")
    told_up = m.get("up") or m.get("up1") or (told_n if whole in ("cao", "higher") else "0")
    told_down = m.get("down") or m.get("down1") or (told_n if whole in ("thấp", "lower") else "0")
    yield c.same("higher", told_up, up)
    yield c.same("lower", told_down, down)
    if "level" in m:
        yield c.true("almost", "almost", ("almost" in m) == any(abs(gap) > SMALL_POINTS for gap in gaps.values()), gaps)
    for name, size, end, there in (("best", "most", max, up), ("worst", "least", min, down)):
        yield c.true(f"{name} is told", m.get(name), (name in m) == bool(there), there)
        if name in m and gaps:
            yield c.size(name, m[size], end(gaps.values()))
            level = [code for code, gap in gaps.items() if abs(gap - end(gaps.values())) < SMALL_POINTS]
            yield c.part(name, m[name], level)
            yield c.same(f"as far as the {name}", m.get(f"level_{size}", "0"), len(level) - 1)


@claim(
    "no part by part",
    r"(?:(?P<lacks>Chưa có số liệu theo chỉ số thành phần của cả)|Không có chỉ số thành phần nào so sánh được giữa) <side:a> và <side:b>",
    r"(?:(?P<lacks>There are no figures by component of both)|No component can be compared between) <side:a> and <side:b>",
    COMPARE,
    "compare",
)
def check_no_parts(c: Context, m: dict):
    yield from _both(c, m)
    yield c.true("no part of both", m["a"], not _gaps(c, _level_one(c)), _gaps(c, _level_one(c)))
    some = any(_comparable(c, code) for code in c.field.tree(c.year).index)
    yield c.true("some may be compared", m["a"], some == ("lacks" in m), some)


def _years_known(c: Context, side: Side) -> dict[int, float]:
    until = max(c.year, _theirs(c).year)
    found = {year: _score(c, c.code, Side(side.place, year)) for year in c.field.years if year <= until}
    return {year: score for year, score in found.items() if not np.isnan(score)}


def _years_of_both(c: Context) -> dict[int, float]:
    mine, theirs = _years_known(c, _mine(c)), _years_known(c, _theirs(c))
    return {year: mine[year] - theirs[year] for year in mine if year in theirs}


_TIMES_VI = (
    r"(?P<way{0}>cao hơn|thấp hơn|bằng điểm|gần bằng điểm) (?:<place:b{0}> )?(?P<all{0}>trong cả )?<int:n{0}> năm"
)
_TIMES_EN = r"(?P<way{0}>above|below|almost level with|level with) (?:<place:b{0}> )?(?:in <int:n{0}>(?! of)|(?P<all{0}>in all of them))"
_ALMOST = 0.5
"""The way of a gap that is too small to be printed, between level and above."""

_WAYS = {
    **dict.fromkeys(("cao hơn", "above"), 1),
    **dict.fromkeys(("thấp hơn", "below"), -1),
    **dict.fromkeys(("bằng điểm", "level with"), 0),
    **dict.fromkeys(("gần bằng điểm", "almost level with"), _ALMOST),
}
_EQUAL = {"bằng": False, "equal to": False, "gần bằng": True, "almost equal to": True}
"""Whether a gap that is not told in points is almost none, or none."""


@claim(
    "years above and below",
    r"Đến năm <year:until>, trong <int:n> năm có điểm của cả hai tỉnh, <place:a> "
    + _TIMES_VI.format(1)
    + rf"(?:(?:,| và) {_TIMES_VI.format(2)})?"
    + rf"(?:(?:,| và) {_TIMES_VI.format(3)})?"
    + rf"(?: và {_TIMES_VI.format(4)})?",
    r"Up to <year:until>, in <int:n> years with scores of both, <place:a> was "
    + _TIMES_EN.format(1)
    + rf"(?:(?:,| and) {_TIMES_EN.format(2)})?"
    + rf"(?:,?(?: and)? {_TIMES_EN.format(3)})?"
    + rf"(?:,? and {_TIMES_EN.format(4)})?",
    COMPARE,
    "compare",
)
def check_paths(c: Context, m: dict):
    yield c.same("up to", m["until"], max(c.year, _theirs(c).year))
    held = _years_of_both(c).values()
    gaps = [0 if abs(gap) <= SMALL_POINTS else _ALMOST if c.is_zero(gap) else np.sign(gap) for gap in held]
    yield c.true("side a", m["a"], c.places.find(m["a"]) == c.place, c.place)
    yield c.same("years", m["n"], len(gaps))
    told = {}
    for at in "1234":
        if f"way{at}" in m:
            sign = _WAYS[m[f"way{at}"]]
            count = m.get(f"n{at}", m["n"])
            told[sign] = count
            yield c.same(m[f"way{at}"], count, gaps.count(sign))
            if f"b{at}" in m:
                yield c.true("side b", m[f"b{at}"], c.places.find(m[f"b{at}"]) == _theirs(c).place, _theirs(c).place)
            if f"all{at}" in m:
                yield c.true("in all", count, len(set(gaps)) == 1, gaps)
    yield c.true("every way is told", str(told), set(told) == set(gaps), gaps)


@claim(
    "one year of both",
    r"Đến năm <year:until>, chỉ năm <year:year> có điểm của cả hai tỉnh: <place:a> (?P<way>cao hơn|thấp hơn|bằng|gần bằng) <place:b>(?: <num:gap><unit>)?",
    r"Up to <year:until>, only <year:year> has scores of both: <place:a> is (?:<num:gap><unit> )?(?P<way>above|below|equal to|almost equal to) <place:b>",
    COMPARE,
    "compare",
)
def check_one_year(c: Context, m: dict):
    yield c.same("up to", m["until"], max(c.year, _theirs(c).year))
    yield from _both(c, m)
    gaps = _years_of_both(c)
    yield c.true("the only year", m["year"], list(gaps) == [int(m["year"])], gaps)
    gap = gaps.get(int(m["year"]), np.nan)
    if "gap" in m:
        yield c.size("gap", m["gap"], gap)
        yield c.true("way", m["way"], np.sign(gap) == _WAYS[m["way"]], gap)
    else:
        almost = abs(gap) > SMALL_POINTS
        yield c.true("way", m["way"], c.is_zero(gap) and _EQUAL.get(m["way"]) == almost, gap)


@claim(
    "no year of both",
    r"Đến năm <year:until>, chưa có năm nào có điểm của cả <place:a> và <place:b>",
    r"Up to <year:until>, no year has a score of both <place:a> and <place:b>",
    COMPARE,
    "compare",
)
def check_no_year(c: Context, m: dict):
    yield c.same("up to", m["until"], max(c.year, _theirs(c).year))
    yield from _both(c, m)
    yield c.true("no year", m["a"], not _years_of_both(c), _years_of_both(c))


@claim(
    "years of one",
    r"Đến năm <year:until>, <place:a> có điểm của <int:n> năm",
    r"Up to <year:until>, <place:a> has a score in <int:n> years?",
    COMPARE,
    "compare",
)
def check_alone(c: Context, m: dict):
    yield c.same("up to", m["until"], max(c.year, _theirs(c).year))
    yield c.true("side", m["a"], c.places.find(m["a"]) == c.place, c.place)
    yield c.same("years", m["n"], len(_years_known(c, _mine(c))))


@claim(
    "ranges of two",
    r"Khoảng thứ hạng ước tính – <side:a>: <int:lowa>(?:–<int:higha>)?; <side:b>: <int:lowb>(?:–<int:highb>)?",
    r"Likely ranges of places – <side:a>: <int:lowa>(?:–<int:higha>)?; <side:b>: <int:lowb>(?:–<int:highb>)?",
    COMPARE,
    "compare",
)
def check_ranges(c: Context, m: dict):
    yield from _both(c, m)
    for name, side in (("a", _mine(c)), ("b", _theirs(c))):
        code, scores = _code(c, c.code, side), c.field.scores(side.year, _code(c, c.code, side))
        low, high = int(m[f"low{name}"]), int(m.get(f"high{name}", m[f"low{name}"]))
        rank = c.field.rank(side.year, code, side.place)
        yield c.true(f"holds the rank of {name}", low, low <= rank <= high, f"{low}-{high}")
        better, worse = _told_apart(c, side)
        slack = max(2, round(0.06 * len(scores)))  # where many stand close, a few hang on the third digit of the reach
        yield c.true(f"best rank of {name}", low, abs(low - 1 - better) <= slack, 1 + better)
        yield c.true(f"worst rank of {name}", high, abs(high - len(scores) + worse) <= slack, len(scores) - worse)


def _told_apart(c: Context, side: Side) -> tuple[int, int]:
    """Return how many others can be told to be better and worse than a side in its year."""
    code = _code(c, c.code, side)
    key, scores = ("told apart", side.year, code, side.place), c.field.scores(side.year, code)
    if key not in c.field.kept:
        at = list(scores.index).index(side.place)
        c.field.kept[key] = tell_apart(scores.to_numpy(), at, _error(c, side))
    return c.field.kept[key]


def _is_told(c: Context, side: Side, other: str) -> tuple[bool, bool]:
    """Return whether a place is told from a side, among all comparisons with it, and whether that hangs on a digit."""
    scores, (better, worse) = c.field.scores(side.year, _code(c, c.code, side)), _told_apart(c, side)
    above, below = int((scores > scores[other]).sum()), int((scores < scores[other]).sum())
    slack = max(2, round(0.06 * len(scores)))
    near = abs(above - better) <= slack or abs(below - worse) <= slack
    return above < better or below < worse, near


def _error(c: Context, side: Side) -> float:
    noise = fit_noise(c.field, side.year, _code(c, c.code, side))
    return noise["error"] if noise else np.nan


@claim(
    "told apart from the other",
    r"(?P<apart>Điểm của hai bên khác nhau rõ)? ?(?P<untold>Chưa phân biệt được bên nào cao hơn)? ?\(mức 95%\)|(?P<changed>(?:Bộ chỉ số hoặc thang điểm đã đổi|Câu hỏi hoặc cách tính có thể đã thay đổi) nên hai khoảng không so với nhau)",
    r"(?P<apart>The two scores differ clearly)? ?(?P<untold>Which of the two stands higher cannot be told)? ?\(at 95%\)|(?P<changed>(?:The framework or the scale changed|The questions or the method may have changed), so the two ranges are not held against each other)",
    COMPARE,
    "compare",
)
def check_apart(c: Context, m: dict):
    if "changed" in m:
        yield c.true("framework changed", m["changed"], not _comparable(c, c.code), "comparable")
        return
    mine, theirs = _mine(c), _theirs(c)
    if mine.year == theirs.year:
        (one, near), (two, close) = _is_told(c, mine, theirs.place), _is_told(c, theirs, mine.place)
        holds = near or close or ("apart" in m) == (one and two)
        yield c.true("apart", m.get("apart", "not apart"), holds, _gap(c, c.code))
        return
    reach = norm.isf(0.025) * np.hypot(_error(c, mine), _error(c, theirs))
    yield c.true(
        "apart", m.get("apart", "not apart"), ("apart" in m) == (abs(_gap(c, c.code)) > reach), _gap(c, c.code)
    )


@claim(
    "method of ranges",
    r"Tập thứ hạng theo Mogstad, Romano, Shaikh và Wilhelm \(2024\), mức 95%",
    r"Sets of ranks after Mogstad, Romano, Shaikh and Wilhelm \(2024\), at 95%",
    ("ranges",),
    "compare",
)
def check_method(c: Context, m: dict):
    return ()


@claim(
    "where the gap comes from",
    r"(?P<a>[^“”;]+?) (?=hơn nhiều|kém nhiều)(?:hơn nhiều nhất ở (?P<ahead>[^;]+))?(?:; )?(?:kém nhiều nhất ở (?P<behind>[^;]+))?\.$",
    r"(?P<a>[^“”;]+?) (?=is furthest)(?:is furthest ahead on (?P<ahead>[^;]+))?(?:; )?(?:is furthest behind on (?P<behind>[^;]+))?\.$",
    ("explained",),
    "compare",
)
def check_explained(c: Context, m: dict):
    yield from _both(c, {"a": m["a"].strip()})
    gaps = _leaf_gaps(c)
    for name, sign in (("ahead", 1), ("behind", -1)):
        ends = sorted((sign * gap for gap in gaps.values() if sign * gap > 0), reverse=True)
        told = re.findall(r"“([^”]+)” \(([\d.,]+)", m.get(name, ""))
        for at, (part, points) in enumerate(told):
            held = [sign * gaps[code] for code in c.find_part(part) if code in gaps]
            yield c.true(f"{name}: part", part, any(abs(gap - ends[at]) < SMALL_POINTS for gap in held), held)
            yield c.same(f"{name} on {part}", points, ends[at] if at < len(ends) else np.nan)
        some = [gap for gap in ends if not c.is_zero(gap)]
        yield c.true(f"how many {name}", len(told), len(told) == min(3, len(some)), len(some))


def _leaf_gaps(c: Context) -> dict[str, float]:
    gaps = _gaps(c, c.field.leaves(c.year, c.code))
    return {code: gap * c.field.weight(c.year, code) for code, gap in gaps.items()}


@claim(
    "level on all parts",
    r"Hai bên (?P<almost>gần )?bằng điểm nhau ở mọi thành phần",
    r"Both have (?P<almost>almost )?the same score on every part",
    ("explained",),
    "compare",
)
def check_level(c: Context, m: dict):
    gaps = _leaf_gaps(c)
    yield c.true("level", "all", bool(gaps) and all(c.is_zero(gap) for gap in gaps.values()), gaps)
    yield c.true("almost", "almost", ("almost" in m) == any(abs(gap) > SMALL_POINTS for gap in gaps.values()), gaps)


@claim(
    "parts in the picture",
    r"Hình vẽ <int:n> thành phần có chênh lệch lớn nhất về hai phía",
    r"The picture shows the <int:n> parts that lie furthest to both sides",
    ("explained",),
    "compare",
)
def check_shown(c: Context, m: dict):
    yield c.same("shown", m["n"], SHOWN)
    yield c.true("more than shown", m["n"], len(_leaf_gaps(c)) > SHOWN, len(_leaf_gaps(c)))


@claim(
    "parts add up",
    r"Cộng chênh lệch của tất cả <int:n> thành phần được đúng chênh lệch chung \(<num:total><unit>\)|(?P<only>Chỉ gồm các thành phần so sánh được; chúng không cộng thành chênh lệch chung)",
    r"The differences of all <int:n> parts add up to the whole difference \(<num:total><unit>\) exactly|(?P<only>Only comparable parts are shown; they do not add up to a whole difference)",
    ("explained",),
    "compare",
)
def check_whole(c: Context, m: dict):
    gaps, whole = _leaf_gaps(c), _gap(c, c.code)
    same = not np.isnan(whole) and round(sum(gaps.values()), c.decimals) == round(whole, c.decimals)
    if "only" in m:
        yield c.true("not whole", m["only"], not same, whole)
        return
    yield c.same("parts", m["n"], len(gaps))
    yield c.size("whole", m["total"], whole)


@claim(
    "all of both",
    r"(?P<table>Trong bảng cả nước, )?<int:known> trong <int:n> chỉ số \(kể cả chỉ số tổng hợp\) có điểm của cả hai bên; <int:compared> chỉ số so sánh được",
    r"(?P<table>In the national table, )?<int:known> of <int:n> indicators? \(the index as a whole included\) ha(?:s|ve) a score of both sides; <int:compared> may be compared",
    ("full",),
    "compare",
)
def check_full(c: Context, m: dict):
    tree = c.field.tree(c.year)
    tree = tree[tree["combine"] != "beside"]
    codes = list(tree.index)
    yield c.true("of the table", m["n"], ("table" in m) == (tree["combine"] == "unlisted").any(), "table")
    both = [code for code in codes if not np.isnan(_score(c, code, _mine(c)) + _score(c, code, _theirs(c)))]
    yield c.same("indicators", m["n"], len(codes))
    yield c.same("of both", m["known"], len(both))
    yield c.same("compared", m["compared"], sum(_comparable(c, code) for code in both))


@claim(
    "not compared",
    r"<int:n> chỉ số không so sánh được giữa hai năm(?:(?:, trong đó có|:) <parts:names>)?",
    r"<int:n> indicators? (?:is|are) not compared between the two years(?:(?:, among them|:) <parts:names>)?",
    ("uncompared",),
    "compare",
)
def check_uncompared(c: Context, m: dict):
    trees = {side.year: c.field.tree(side.year) for side in (_theirs(c), _mine(c))}
    trees = {year: tree[tree["combine"] != "beside"].set_index("component_key") for year, tree in trees.items()}
    kept = {
        key
        for key in trees[c.year].index
        if key in trees[_theirs(c).year].index and _comparable(c, trees[c.year].at[key, "component_code"])
    }
    changed = {key: tree.loc[key] for tree in trees.values() for key in tree.index if key not in kept}
    yield c.same("not compared", m["n"], len(changed))
    column = f"name_{c.page.language}"
    main = [
        row[column] for row in changed.values() if row["component_code"] == "total" or row["parent_code"] == "total"
    ]
    told = c.split_parts(m.get("names", ""))
    plain = sorted({re.sub(r" \([A-Z ]+\)$", "", name) for name in main})
    yield c.true("names", len(told), sorted(re.sub(r" \([A-Z ]+\)$", "", name) for name in told) == plain, plain)
