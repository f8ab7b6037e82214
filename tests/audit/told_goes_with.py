"""What pages say goes with what: panel regressions and rank correlations, done again with numpy and scipy."""

from __future__ import annotations

import re

import numpy as np
from scipy.stats import false_discovery_control, rankdata, spearmanr
from scipy.stats import t as student

from .chance import correlate_within, tell_q
from .claims import INDEX_NAMES, MISSING, Check, Context, claim
from .raw import TABLES

NEIGHBOURS = ("papi", "dti", "service_766", "pci")


def _neighbour(c: Context, index: str):
    return c.fields(index, c.page.vintage) if TABLES[index] == c.page.vintage else None


def _years_of(c: Context, code: str) -> list[tuple[int, str]]:
    return [(at, then) for at, then in c.field.comparable(c.year, code) if c.field.whole(at, then)]


def _matrix(c: Context, field, years: list[tuple[int, str]], share: bool = True) -> np.ndarray:
    codes = list(c.places.vi)
    columns = []
    for at, code in years:
        top = field.maximum(at, code) if share else 1.0
        columns.append(field.scores(at, code).reindex(codes).to_numpy(float) / top)
    return np.column_stack(columns) if columns else np.empty((len(codes), 0))


def _totals(c: Context, years: list[int]) -> dict[str, np.ndarray]:
    found = {}
    for index in NEIGHBOURS:
        field = _neighbour(c, index) if index != c.page.index and index in c.raw.trees else None
        if field is None or not field.years:
            continue
        last = max(list(field.years), default=None)
        same = [at for at in field.years if field.run(at, "total") == field.run(last, "total")]
        matrix = np.full((len(c.places.vi), len(years)), np.nan)
        for number, at in enumerate(years):
            if at in same:
                matrix[:, number] = field.scores(at, "total").reindex(list(c.places.vi)).to_numpy(
                    float
                ) / field.maximum(at, "total")
        if np.isfinite(matrix).any():
            found[index] = matrix
    return found


def _fit(outcome: np.ndarray, others: list[np.ndarray]) -> tuple | None:
    """Return standardised coefficients, bounds, p, n and clusters of a two-way within regression."""
    known = np.isfinite(np.array([outcome, *others])).all(axis=0)
    known &= known.sum(axis=1, keepdims=True) > 1
    place, year = np.nonzero(known)
    groups, years = np.unique(place), np.unique(year)
    if len(years) < 2 or len(groups) < 10:
        return None
    values = np.column_stack(
        [outcome[known], *(other[known] for other in others), *((year == at).astype(float) for at in years[1:])]
    )
    for group in groups:
        values[place == group] -= values[place == group].mean(axis=0)
    y, x = values[:, 0], values[:, 1:]
    k = len(others)
    net = values[:, : k + 1] - x[:, k:] @ np.linalg.lstsq(x[:, k:], values[:, : k + 1], rcond=None)[0]
    sd = net.std(axis=0)
    if (sd <= 1e-12).any() or len(y) <= x.shape[1] + 2:
        return None
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ y
    rest = y - x @ beta
    meat = np.zeros((x.shape[1], x.shape[1]))
    for group in groups:
        part = x[place == group].T @ rest[place == group]
        meat += np.outer(part, part)
    g, n = len(groups), len(y)
    cover = bread @ meat @ bread * g / (g - 1) * (n - 1) / (n - x.shape[1])
    error = np.sqrt(np.diag(cover))[:k]
    reach = student.isf(0.025, g - 1) * error
    p = 2 * student.sf(np.abs(beta[:k] / error), g - 1)
    scale = sd[1:] / sd[0]
    return beta[:k] * scale, (beta[:k] - reach) * scale, (beta[:k] + reach) * scale, p, n, g


def companions(c: Context) -> dict:
    return c.keep("companions", lambda: _find_companions(c))


def _find_companions(c: Context) -> dict:
    """Return what moves with the component: (index, code) to effect, bounds, p adjusted, n, clusters, first and last year."""
    found = {}
    row, years = c.field.row(c.year, c.code), _years_of(c, c.code)
    tree = c.field.tree(c.year)
    siblings = [
        code for code in tree.index[tree["parent_code"] == row["parent_code"]] if code != c.code and _years_of(c, code)
    ]
    if siblings and years:
        each = {code: dict(_years_of(c, code)) for code in siblings}
        common = [(at, then) for at, then in years if all(at in known for known in each.values())]
        fit = _fit(
            _matrix(c, c.field, common),
            [_matrix(c, c.field, [(at, each[code][at]) for at, _ in common]) for code in siblings],
        )
        if fit:
            for number, code in enumerate(siblings):
                found[c.page.index, code] = [
                    *(fit[at][number] for at in range(4)),
                    fit[4],
                    fit[5],
                    common[0][0],
                    common[-1][0],
                ]
    if years:
        own = _matrix(c, c.field, years)
        for index, total in _totals(c, [at for at, _ in years]).items():
            fit = _fit(own, [total])
            if fit:
                both = [
                    at
                    for (at, _), known in zip(years, (np.isfinite(own) & np.isfinite(total)).any(axis=0), strict=True)
                    if known
                ]
                found[index, "total"] = [*(fit[at][0] for at in range(4)), fit[4], fit[5], both[0], both[-1]]
    if found:
        adjusted = false_discovery_control([values[3] for values in found.values()])
        for values, p in zip(found.values(), adjusted, strict=True):
            values[3] = p
    return found


def _name(c: Context, text: str) -> list[tuple[str, str]]:
    """Return (index, code) that a quoted companion may mean."""
    if text in INDEX_NAMES:
        return [(INDEX_NAMES[text], "total")]
    index, colon, rest = text.partition(": ")
    if colon and index in INDEX_NAMES:
        tree = c.raw.trees[INDEX_NAMES[index]]
        rows = tree[(tree[f"name_{c.page.language}"] == rest) & (tree["year"] == c.year)]
        return [(INDEX_NAMES[index], code) for code in rows["component_code"]]
    return [(c.page.index, code) for code in c.find_part(text)]


@claim(
    "companion",
    r"<part:part>(?P<against> theo chiều ngược)? \(<num:size>; 95%: <num:low> – <num:high>\)",
    r"<part:part>(?P<against> in the opposite direction)? \(<num:size>; 95%: <num:low> – <num:high>\)",
    ("companions",),
)
def check_companion(c: Context, m: dict):
    known = companions(c)
    names = [name for name in _name(c, m["part"]) if name in known]
    yield c.true("companion", m["part"], bool(names), list(known))
    if not names:
        return
    size, low, high, p, *_ = known[names[0]]
    yield c.same("size", m["size"], size)
    yield c.same("low", m["low"], low)
    yield c.same("high", m["high"], high)
    yield c.true("clear", m["part"], p <= 0.025, round(p, 4))
    yield c.true("direction", m.get("against", ""), ("against" in m) == (size < 0), size)


@claim(
    "companions, method",
    r"n = <num:n> \(<int:places> tỉnh, <year:y1>–<year:y2>\)",
    r"n = <num:n> \(<int:places> provinces, <year:y1>–<year:y2>\)",
    ("companions",),
)
def check_method(c: Context, m: dict):
    first = next(iter(companions(c).values()), [np.nan] * 8)
    for name, value in zip(("n", "places", "y1", "y2"), first[4:], strict=True):
        yield c.same(name, m[name], value)


@claim(
    "none goes with it",
    r"Không thấy thành phần nào đi cùng một cách rõ rệt",
    r"No component clearly goes with this one",
    ("companions",),
)
def check_none(c: Context, m: dict):
    known = companions(c)
    if not known:
        yield Check("none clear", c.sentence[:60], "nothing to regress on", MISSING)
    yield c.true("none clear", "", all(values[3] > 0.025 for values in known.values()), "some")


def correlates(c: Context) -> dict:
    return c.keep("correlates", lambda: _find_correlates(c))


def _find_correlates(c: Context) -> dict:
    """Return rho and adjusted p of every component that is not kin, and of the neighbours' totals."""
    tree, found = c.field.tree(c.year), {}
    above, code = {c.code}, c.code
    while tree.at[code, "parent_code"]:
        code = tree.at[code, "parent_code"]
        above.add(code)

    def is_below(code: str) -> bool:
        parent = tree.at[code, "parent_code"]
        return bool(parent) and (parent == c.code or is_below(parent))

    codes = list(c.places.vi)
    own = c.field.scores(c.year, c.code).reindex(codes).to_numpy(float)
    pairs = [
        ((c.page.index, code), c.field.scores(c.year, code).reindex(codes).to_numpy(float))
        for code in tree.index
        if code not in above and not is_below(code) and c.field.whole(c.year, code)
    ]
    years = sorted(set(c.field.tree_rows["year"]))
    pairs += [((index, "total"), total[:, years.index(c.year)]) for index, total in _totals(c, years).items()]
    for name, other in pairs:
        known = np.isfinite(own) & np.isfinite(other)
        if known.sum() < 10 or len(set(other[known])) < 2 or len(set(own[known])) < 2:
            continue
        rho = spearmanr(rankdata(own[known]), rankdata(other[known])).statistic
        n = known.sum()
        inside = min(max(rho, -1 + 1e-12), 1 - 1e-12)
        p = 2 * student.sf(abs(inside) * np.sqrt((n - 2) / (1 - inside**2)), n - 2)
        found[name] = [rho, p, *correlate_within(own, other, [c.places.region.get(code, "") for code in codes])]
    if found:
        for at in (1, 3):
            adjusted = tell_q(np.array([values[at] for values in found.values()], dtype=float))
            for values, p in zip(found.values(), adjusted, strict=True):
                values[at] = p
    return found


@claim(
    "correlate",
    r"<part:part> \(ρ = <num:rho>(?:; trong vùng <num:within>)?(?:; thuộc <part:whole>|; gồm cả <part:inner>)?\)",
    r"<part:part> \(ρ = <num:rho>(?:; within regions <num:within>)?(?:; part of <part:whole>|; <part:inner> is part of it)?\)",
    ("correlates",),
)
def check_correlate(c: Context, m: dict):
    known = correlates(c)
    names = [name for name in _name(c, m["part"]) if name in known]
    yield c.true("component", m["part"], bool(names), "beside it")
    if not names:
        return
    rho, p, within, _p_within = known[names[0]]
    yield c.same("rho", m["rho"], rho)
    yield c.true("clear", m["part"], p <= 0.025, p)
    if "within" in m:
        yield c.same("within regions", m["within"], within)
    told = re.findall(r"“([^”]+)” \(ρ", c.sentence)
    clear = [name for name, values in known.items() if is_clear(values, "within" in m)]
    clear = sorted(clear, key=lambda name: -abs(known[name][0]))[:3]
    strong = bool(clear) and abs(rho) >= abs(known[clear[-1]][0]) - 1e-9 and len(told) == len(clear)
    yield c.true("among the strongest", told, strong, clear)
    yield _check_kin(c, m, names[0], clear[: clear.index(names[0])] if names[0] in clear else [])


def _check_kin(c: Context, m: dict, name: tuple, before: list) -> Check:
    """Check that a part of what is named before it, or its whole, is told to be that, and nothing else is."""
    tree = c.field.tree(c.year)

    def list_above(code: str) -> list[str]:
        parent = tree.at[code, "parent_code"]
        return [parent, *list_above(parent)] if parent else []

    own = [other for index, other in before if index == name[0] == c.page.index]
    kin = [("whole", other) for other in own if other in list_above(name[1])]
    kin += [("inner", other) for other in own if name[1] in list_above(other)]
    told = [(way, code) for way in ("whole", "inner") if way in m for code in c.find_part(m[way])]
    return c.true("part and whole", told, bool(kin) == bool(told) and (not kin or bool(set(told) & set(kin))), kin)


def is_clear(values: list[float], within: bool) -> bool:
    """Tell whether a correlation is clear, over all and, where that is asked, within regions the same way."""
    rho, p, inside, p_inside = values
    return p <= 0.025 and (not within or (p_inside < 0.05 and np.sign(inside) == np.sign(rho)))


@claim(
    "only by regions",
    r"<int:n> thành phần (?P<more>khác )?chỉ giống theo vùng",
    r"<int:n> (?P<more>more )?follows? the pattern of regions alone",
    ("correlates",),
)
def check_by_regions(c: Context, m: dict):
    known = correlates(c).values()
    yield c.true("more than others", m["n"], ("more" in m) == any(is_clear(values, True) for values in known), "")
    yield c.same(
        "by regions alone", m["n"], sum(is_clear(values, False) and not is_clear(values, True) for values in known)
    )


@claim(
    "none correlates",
    r"Không thấy thành phần nào xếp các tỉnh giống chỉ số này",
    r"No component clearly ranks the provinces like this one",
    ("correlates",),
)
def check_none_correlates(c: Context, m: dict):
    if not c.field.whole(c.year, c.code):
        yield Check("none clear", c.sentence[:60], "no table of provinces", MISSING)
        return
    yield c.true(
        "none clear",
        "",
        not any(
            is_clear(values, "vùng" in c.exhibit.note or "regions" in c.exhibit.note)
            for values in correlates(c).values()
        ),
        "some",
    )


_METHOD = r"khoảng tin cậy 95%|mức 95%|Wilson 95%|\(2024\)|95% số lần mô phỏng|khoảng 96% số tỉnh|95% intervals?|at 95%|95% of the draws|\b9[56]%|q không quá 0,025|q of at most 0\.025"


@claim("method words", _METHOD, _METHOD, ("correlates", "companions", "certainty", "recovery", "sureness"))
def check_method_words(c: Context, m: dict):
    return []


@claim("method, recovery", r"khoảng 95% của các lần mô phỏng", r"95% range of the draws", ("recovery",))
def check_method_recovery(c: Context, m: dict):
    return []


@claim("method, draws", r"(?:; )?<num:n> lần mô phỏng", r"(?:; )?<num:n> draws", ("certainty",))
def check_draws(c: Context, m: dict):
    yield c.true(
        "draws", m["n"], c.read(m["n"])[0] == c.exhibit.options.get("n_draws"), c.exhibit.options.get("n_draws")
    )
