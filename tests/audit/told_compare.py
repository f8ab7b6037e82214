"""What a page of comparison says of two provinces in one year, recomputed from raw figures."""

from __future__ import annotations

import re

from .claims import SMALL_POINTS, Context, claim

COMPARE = ("two_sides", "parts", "paths", "explained", "full", "ranges", "answer")


def _sides(c: Context, m: dict) -> tuple[str, str]:
    return c.places.find(m["a"]), c.places.find(m["b"])


@claim(
    "two sides",
    r"– <place:a>: <num:sa><unit>, thứ <int:ra>/<int:na>; <place:b>: <num:sb><unit>, thứ <int:rb>/<int:nb>",
    r"– <place:a>: <num:sa><unit>, rank <int:ra>/<int:na>; <place:b>: <num:sb><unit>, rank <int:rb>/<int:nb>",
    COMPARE,
    "compare",
)
def check_sides(c: Context, m: dict):
    for name, place in zip("ab", _sides(c, m), strict=True):
        yield c.same(f"score of {name}", m[f"s{name}"], c.field.score(c.year, c.code, place))
        yield c.same(f"rank of {name}", m[f"r{name}"], c.field.rank(c.year, c.code, place))
        yield c.same(f"ranked with {name}", m[f"n{name}"], c.field.n_ranked(c.year, c.code, place))


@claim(
    "difference of two",
    r"<place:a> (?P<way>cao|thấp) hơn <num:gap><unit>(?: và đứng (?P<step>trên|dưới) <int:places> bậc)? so với <place:b>",
    r"<place:a> is <num:gap><unit> (?P<way>higher|lower)(?: and stands <int:places> places? (?P<step>above|below))? compared with <place:b>",
    COMPARE,
    "compare",
)
def check_difference(c: Context, m: dict):
    a, b = _sides(c, m)
    gap = c.field.score(c.year, c.code, a) - c.field.score(c.year, c.code, b)
    yield c.size("gap", m["gap"], gap)
    yield c.way("which is higher", m["way"], m["way"] in ("cao", "higher"), gap)
    if "step" in m:
        steps = c.field.rank(c.year, c.code, b) - c.field.rank(c.year, c.code, a)
        yield c.size("places between", m["places"], steps)
        yield c.way("which stands above", m["step"], m["step"] in ("trên", "above"), steps)


def _part_gaps(c: Context, a: str, b: str, codes: list[str]) -> dict[str, float]:
    gaps = {code: c.field.score(c.year, code, a) - c.field.score(c.year, code, b) for code in codes}
    return {code: gap for code, gap in gaps.items() if gap == gap}


@claim(
    "part by part",
    r"<place:a> cao hơn ở <int:up> và thấp hơn ở <int:down> trong <int:n> chỉ số thành phần so sánh được(?:; hơn nhiều nhất ở <part:best> \(<num:most><unit>\))?(?:; kém nhiều nhất ở <part:worst> \(<num:least><unit>\))?",
    r"<place:a> is higher on <int:up> and lower on <int:down> of <int:n> comparable components?(?:; furthest ahead on <part:best> \(<num:most><unit>\))?(?:; furthest behind on <part:worst> \(<num:least><unit>\))?",
    COMPARE,
    "compare",
)
def check_parts(c: Context, m: dict):
    a, b = c.places.find(m["a"]), c.page.other_place
    if a == b:
        return
    gaps = _part_gaps(c, a, b, [code for code in c.field.parts(c.year, c.code) if code != c.code])
    yield c.same("parts", m["n"], len(gaps))
    yield c.same("higher", m["up"], sum(gap > SMALL_POINTS for gap in gaps.values()))
    yield c.same("lower", m["down"], sum(gap < -SMALL_POINTS for gap in gaps.values()))
    for name, size, end in (("best", "most", max), ("worst", "least", min)):
        if name in m:
            yield c.size(name, m[size], end(gaps.values()))
            yield c.part(name, m[name], [end(gaps, key=gaps.get)])


@claim(
    "years above and below",
    r"Trong <int:n> năm có điểm của cả hai (?:tỉnh|địa phương), <place:a> cao hơn <place:b> <int:up> năm và thấp hơn (?:<place:b2> )?<int:down> năm",
    r"In <int:n> years with scores of both, <place:a> was above <place:b> in <int:up> and below (?:<place:b2> )?in <int:down>",
    COMPARE,
    "compare",
)
def check_paths(c: Context, m: dict):
    a, b = _sides(c, m)
    known = [
        c.field.score(year, c.code, a) - c.field.score(year, c.code, b)
        for year in sorted(c.field.tree_rows["year"].unique())
        if year <= c.year
    ]
    known = [gap for gap in known if gap == gap]
    yield c.same("years", m["n"], len(known))
    yield c.same("above", m["up"], sum(gap > SMALL_POINTS for gap in known))
    yield c.same("below", m["down"], sum(gap < -SMALL_POINTS for gap in known))


@claim(
    "where the gap comes from",
    r"(?P<a>[^“”;]+?) hơn nhiều nhất ở (?P<ahead>[^;]+)(?:; kém nhiều nhất ở (?P<behind>[^;]+))?\.$",
    r"(?P<a>[^“”;]+?) is ahead on (?P<ahead>[^;]+)(?:; is behind on (?P<behind>[^;]+))?\.$",
    ("explained",),
    "compare",
)
def check_explained(c: Context, m: dict):
    a, b = c.places.find(m["a"].strip()), c.page.other_place
    if a is None or a == b:
        return
    codes = c.field.leaves(c.year, c.code) or [c.code]
    gaps = {code: gap * c.field.weight(c.year, code) for code, gap in _part_gaps(c, a, b, codes).items()}
    for name, sign in (("ahead", 1), ("behind", -1)):
        for part, points in re.findall(r"“([^”]+)” \(([\d.,]+)", m.get(name, "")):
            held = [sign * gaps[code] for code in c.find_part(part) if code in gaps]
            yield c.true(f"{name}: part", part, bool(held), gaps)
            if held:
                yield c.same(f"{name} on {part}", points, min(held, key=lambda gap: abs(gap - c.read(points)[0])))
