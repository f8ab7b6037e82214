"""What pages say of the years: paths, trends, breaks, causes of a change of rank, runs of years, merged provinces."""

from __future__ import annotations

import re

import numpy as np
from scipy.stats import kendalltau, theilslopes

from .chance import fit_change, judge_change, list_pairs, tell_q, test_all
from .claims import Context, claim
from .field import Field
from .raw import SMALL, TABLES


def _last_run(c: Context) -> tuple[list[int], dict[int, float]]:
    """Return the years of the last run with a score, as the history shows them, and the scores."""
    key = c.field.run(c.year, c.code)
    found = {}
    for at in (at for at in c.field.years if at <= c.year):
        code = c.field.code_of(key[0], at)
        if code and not np.isnan(c.field.score(at, code, c.place)):
            found[at] = (c.field.run(at, code), c.field.score(at, code, c.place))
    last = max(found, default=None)
    same = {at: score for at, (run, score) in found.items() if run == found[last][0]} if last else {}
    return sorted(same), same


@claim(
    "path",
    r"Từ <num:first><unit> năm <year:y1> (?P<way>lên|xuống) <num:last><unit> năm <year:y2>",
    r"The score went from <num:first><unit> in <year:y1> (?P<way>up|down) to <num:last><unit> in <year:y2>",
    ("history",),
)
def check_path(c: Context, m: dict):
    years, scores = _last_run(c)
    yield c.same("first year", m["y1"], years[0] if years else np.nan)
    yield c.same("last year", m["y2"], years[-1] if years else np.nan)
    if years:
        yield c.same("first score", m["first"], scores[years[0]])
        yield c.same("last score", m["last"], scores[years[-1]])
        yield c.way("up or down", m["way"], m["way"] in ("lên", "up"), scores[years[-1]] - scores[years[0]])


@claim(
    "same twice",
    r"Năm <year:y1> và năm <year:y2> cùng đạt <num:last><unit>",
    r"The score was <num:last><unit> in both <year:y1> and <year:y2>",
    ("history",),
)
def check_same_twice(c: Context, m: dict):
    years, scores = _last_run(c)
    yield c.same("first year", m["y1"], years[0])
    yield c.same("last year", m["y2"], years[-1])
    for year in (years[0], years[-1]):
        yield c.same(f"score of {year}", m["last"], scores[year])


@claim(
    "only year",
    r"Năm <year:y2> đạt <num:last><unit>; điểm không so sánh được với năm nào trước đó",
    r"In <year:y2> the score was <num:last><unit>; no earlier score may be compared with it",
    ("history",),
)
def check_only_year(c: Context, m: dict):
    years, scores = _last_run(c)
    yield c.true("only year", m["y2"], years == [int(m["y2"])], years)
    yield c.same("score", m["last"], scores.get(int(m["y2"]), np.nan))


@claim(
    "breaks",
    r"Không so sánh điểm qua mốc (?P<list>[\d/, và]+?): bộ chỉ số hoặc thang điểm đã đổi",
    r"Scores are not compared across (?P<list>[\d/, and]+?): the framework or the scale changed",
)
def check_breaks(c: Context, m: dict):
    told = re.findall(r"(\d{4})/(\d{4})", m["list"])
    key = c.field.run(c.year, c.code)[0]
    found = [at for at in range(int(c.field.tree_rows["year"].min()), c.year + 1) if c.field.code_of(key, at)]
    breaks = {
        at
        for at, before in zip(found[1:], found, strict=False)
        if c.field.run(at, c.field.code_of(key, at)) != c.field.run(before, c.field.code_of(key, before))
    }
    for before, after in told:
        yield c.true("break", f"{before}/{after}", int(after) in breaks and int(before) < int(after), sorted(breaks))


@claim(
    "trend",
    r"Kiểm định Mann–Kendall trên <int:n> năm so sánh được \(<year:y1>–<year:y2>\): (?P<what>xu hướng tăng|xu hướng giảm|không thấy xu hướng rõ rệt) \(p (?P<sign>[<=]) <num:p>\)",
    r"Mann–Kendall test over <int:n> comparable years \(<year:y1>–<year:y2>\): (?P<what>an upward trend|a downward trend|no clear trend) \(p (?P<sign>[<=]) <num:p>\)",
    ("trend", "answer"),
)
def check_trend(c: Context, m: dict):
    years, scores = _last_run(c)
    yield c.same("years", m["n"], len(years))
    yield c.same("first year", m["y1"], years[0])
    yield c.same("last year", m["y2"], years[-1])
    test = kendalltau(years, [scores[at] for at in years])
    if m["sign"] == "=":
        yield c.same("p", m["p"], test.pvalue)
    else:
        yield c.true("p", m["p"], test.pvalue < c.read(m["p"])[0] == 0.001, test.pvalue)
    clear = test.pvalue < 0.05
    said = {"xu hướng tăng": 1, "an upward trend": 1, "xu hướng giảm": -1, "a downward trend": -1}.get(m["what"], 0)
    yield c.true("trend", m["what"], said == (np.sign(test.statistic) if clear else 0), test.statistic)


@claim(
    "speed",
    r"(?:Tốc độ ước lượng \(Theil–Sen\): <num:slope><unit> mỗi năm \(khoảng tin cậy 95%: <num:low> đến <num:high>\)|Điểm của tỉnh, kể cả phần biến động chung của cả nước: <num:slope2><unit> mỗi năm \(trung vị Theil–Sen\))",
    r"(?:Estimated speed \(Theil–Sen\): <num:slope><unit> a year \(95% interval <num:low> to <num:high>\)|The score itself, with what the country did in it, moved by <num:slope2><unit> a year \(median of slopes, Theil–Sen\))",
    ("trend",),
)
def check_speed(c: Context, m: dict):
    years, scores = _last_run(c)
    fit = theilslopes([scores[at] for at in years], years, alpha=0.95)
    yield c.same("slope", m.get("slope") or m["slope2"], fit.slope)
    for name, value in (("low", fit.low_slope), ("high", fit.high_slope)):
        if name in m:
            yield c.same(name, m[name], value)


@claim(
    "too few years",
    r"Chưa đủ năm so sánh được để kiểm định xu hướng",
    r"Not enough comparable years to test a trend",
    ("trend",),
)
def check_too_few(c: Context, m: dict):
    yield c.true("fewer than five", "", len(_last_run(c)[0]) < 5, len(_last_run(c)[0]))


@claim(
    "causes",
    r"So với năm <year:before>, (?:thứ hạng từ <int:r1> thành <int:r2>|giữ nguyên hạng <int:r3>) \(<num:moved> bậc\): (?:<num:own> do kết quả của tỉnh và các tỉnh khác trên cùng nội dung)?(?:(?:, )?<num:frame> do các phần không so sánh được giữa hai năm)?(?:(?:, )?<num:entry> do tỉnh có thêm hoặc không có số liệu)?",
    r"(?:Against|Since) <year:before> the rank (?:went from <int:r1> to <int:r2>|stayed at <int:r3>) \(<num:moved> places?\): (?:<num:own> from the results of this and the other provinces on the same parts)?(?:(?:, )?<num:frame> from parts that are not comparable)?(?:(?:, )?<num:entry> from provinces that came or went)?",
    ("causes",),
)
def check_causes(c: Context, m: dict):
    before = int(m["before"])
    key = c.field.run(c.year, c.code)[0]
    then = c.field.code_of(key, before)
    r1, r2 = c.field.rank(before, then, c.place), c.field.rank(c.year, c.code, c.place)
    yield c.same("rank before", m.get("r1") or m["r3"], r1)
    yield c.same("rank now", m.get("r2") or m["r3"], r2)
    yield c.true("moved", m.get("r2", "stays"), ("r3" in m) == (r1 == r2), r2)
    yield c.same("change", m["moved"], r1 - r2)
    told = {name: c.read(m[name])[0] if name in m else 0.0 for name in ("own", "frame", "entry")}
    parts = list(told.values())
    yield c.true("no noughts", parts, all(told[name] for name in told if name in m), parts)
    yield c.true("adds up", parts, abs(sum(parts) - (r1 - r2)) < SMALL, r1 - r2)
    older = [
        at
        for at in c.field.years
        if at < c.year and not np.isnan(c.field.rank(at, c.field.code_of(key, at) or "", c.place))
    ]
    yield c.true("newest year before", before, before == max(older, default=None), older[-1:])
    if c.field.run(before, then) == c.field.run(c.year, c.code):
        s1, s2 = c.field.scores(before, then), c.field.scores(c.year, c.code)
        both = s1.index.intersection(s2.index)
        own = (s1[both] > s1[c.place] + SMALL).sum() - (s2[both] > s2[c.place] + SMALL).sum()
        yield c.true("results", told["own"], told["own"] == own, own)
        yield c.true("framework", told["frame"], told["frame"] == 0, 0)


@claim(
    "rank as before",
    r"So với năm <year:before>, giữ nguyên hạng <int:rank>(?=\.|$)",
    r"The rank of <int:rank> is that of <year:before>",
    ("causes",),
)
def check_as_before(c: Context, m: dict):
    key = c.field.run(c.year, c.code)[0]
    older = [
        at
        for at in c.field.years
        if at < c.year and not np.isnan(c.field.rank(at, c.field.code_of(key, at) or "", c.place))
    ]
    yield c.true("newest year before", m["before"], int(m["before"]) == max(older, default=None), older[-1:])
    yield c.same(
        "rank then", m["rank"], c.field.rank(int(m["before"]), c.field.code_of(key, int(m["before"])), c.place)
    )
    yield c.same("rank now", m["rank"], c.field.rank(c.year, c.code, c.place))


@claim(
    "trend in words",
    r"Điểm có xu hướng (?P<way>tăng|giảm) trong <int:n> năm so sánh được \(<year:y1>–<year:y2>\)",
    r"The score has tended (?P<way>up|down) over <int:n> comparable years \(<year:y1>–<year:y2>\)",
    ("trend", "answer"),
)
def check_trend_in_words(c: Context, m: dict):
    years, scores = _last_run(c)
    test = kendalltau(years, [scores[at] for at in years])
    yield c.same("years", m["n"], len(years))
    yield c.same("first year", m["y1"], years[0])
    yield c.same("last year", m["y2"], years[-1])
    yield c.way("up or down", m["way"], m["way"] in ("tăng", "up"), test.statistic if test.pvalue < 0.05 else 0.0)


# runs of years --------------------------------------------------------------------------------------------------


@claim(
    "streak",
    r"(?P<what>đứng thứ nhất|trong nhóm (?:đầu )?<int:top>(?: tỉnh (?:đầu|dẫn đầu))?|(?:đạt )?từ mức này trở lên \(<pct:level>\)|đạt từ <pct:level2> trở lên) giai đoạn (?P<spans>(?:[^;(]|\([^)]*\))+?)(?=;|\.$|$)",
    r"(?P<what>in first place|among the first <int:top>|at or above (?:the|this) level \(<pct:level>\)|at <pct:level2> or above): (?P<spans>(?:[^;(]|\([^)]*\))+?)(?=;|\.$|$)",
    ("streaks",),
)
def check_streak(c: Context, m: dict):
    if "level2" in m:
        m = m | {"level": m["level2"]}
    runs, absent, known = find_runs(
        c, 1 if "top" not in m else int(m["top"]), c.read(m["level"])[0] / 100 if "level" in m else None
    )
    spans = re.findall(
        r"((?:19|20)\d\d)–((?:19|20)\d\d)((?:, mọi năm có (?:thứ hạng|điểm)|, in every year with a (?:rank|score))?)(?: \(([^)]*)\))?",
        m["spans"],
    )
    wanted = sorted(run for run in runs if len(run) > 1)  # one year alone is no run
    if len(wanted) > 3:
        wanted = [run for run in wanted if len(run) == max(map(len, wanted)) or run is wanted[-1]]
    told = [(int(first), int(last)) for first, last, _, _ in spans]
    yield c.true("runs told", told, told == [(run[0], run[-1]) for run in wanted], wanted)
    for run, (_, _, every, beside) in zip(wanted, spans, strict=False):
        between = [at for at in absent if run and run[0] < at < run[-1]]
        count = re.match(r"(\d+) (?:năm|years)\b", beside)
        if count:
            yield c.true("years with figures", count.group(1), int(count.group(1)) == len(run), len(run))
        named = [int(year) for year in re.findall(r"(?:19|20)\d\d", beside)]
        yield c.true("years without a figure", named, named == between, between)
        kind = re.search(r"(?:có|with a) (thứ hạng|rank|điểm|score)", every + beside)
        if kind:
            yield c.true("of ranks or scores", kind[1], (kind[1] in ("điểm", "score")) == ("level" in m), m["what"])
        if every:
            yield c.true("every year with figures", every, len(runs) == 1 and len(run) == len(known), run)


def find_runs(c: Context, limit: int, level: float | None) -> tuple:
    """Return runs of years at a place or above a level, years without a figure, and the years with one.

    A year that nobody published ends no run; another number of provinces does, and another scale that of points.
    """
    key, known, absent = c.field.run(c.year, c.code)[0], {}, []
    for at in range(int(c.field.tree_rows["year"].min()), c.year + 1):
        code = c.field.code_of(key, at)
        if code is None:
            continue
        share = c.field.score(at, code, c.place) / c.field.maximum(at, code)
        rank = c.field.rank(at, code, c.place)
        if np.isnan(share if level is not None else rank):
            absent.append(at)
        elif level is not None:
            known[at] = (share >= level - SMALL, c.field.run(at, code))
        else:
            known[at] = (rank <= limit, len(c.places.vi))
    runs, held = [], []
    for at in sorted(known):
        flag, group = known[at]
        if held and (not flag or group != known[held[-1]][1]):
            runs, held = [*runs, held], []
        if flag:
            held = [*held, at]
    return [run for run in [*runs, held] if run], absent, sorted(known)


@claim(
    "year by year",
    r"(?:– |; )<year:year>: (?:<num:score><unit>(?: \(<int:rank>(?:/<int:n>)?\))?|<int:rank2>(?:/<int:n2>)?)(?=[;.])",
    r"(?:– |; )<year:year>: (?:<num:score><unit>(?: \(<int:rank>(?:/<int:n>)?\))?|<int:rank2>(?:/<int:n2>)?)(?=[;.])",
    ("years",),
)
def check_years(c: Context, m: dict):
    year, key = int(m["year"]), c.field.run(c.year, c.code)[0]
    code = c.field.code_of(key, year) or c.code
    if "score" in m:
        yield c.same(f"score {year}", m["score"], c.field.score(year, code, c.place))
    rank, n = m.get("rank") or m.get("rank2"), m.get("n") or m.get("n2")
    if rank:
        yield c.same(f"rank {year}", rank, c.field.rank(year, code, c.place))
    else:
        yield c.true(f"no rank {year}", "", np.isnan(c.field.rank(year, code, c.place)))
    if n:
        yield c.same(f"of how many {year}", n, c.field.n_ranked(year, code, c.place))


# merged provinces -----------------------------------------------------------------------------------------------


def _parts_of(c: Context) -> tuple[str, list[str]]:
    holder = c.raw.places["63"].holder
    new = c.place if c.page.vintage == "34" else holder.get(c.place, "")
    return new, [old for old, to in holder.items() if to == new]


@claim(
    "made of",
    r"Sau sáp nhập, <place:new> mới gồm các tỉnh cũ <places:old>",
    r"Since the merger the new <place:new> holds the old provinces <places:old>",
    ("merged",),
)
def check_made_of(c: Context, m: dict):
    new, parts = _parts_of(c)
    yield c.who("new province", m["new"], {new}, c.raw.places["34"])
    yield c.who("old provinces", m["old"], set(parts), c.raw.places["63"])


@claim(
    "unmerged",
    r"<place:who> giữ nguyên địa giới khi sáp nhập",
    r"The merger of provinces left <place:who> as it was",
    ("merged",),
)
def check_unmerged(c: Context, m: dict):
    _new, parts = _parts_of(c)
    yield c.who("province", m["who"], {c.place})
    yield c.true("one old province", m["who"], len(parts) == 1, parts)


@claim(
    "back-cast",
    r"Quy đổi năm <year:year>: <num:score><unit>(?: \(<num:low>–<num:high> tùy trọng số\))?(?:, (?:xếp )?thứ <int:rank>/<int:n> trong (?:34|các) tỉnh quy đổi)?",
    r"Back-cast of <year:year>: <num:score><unit>(?: \(<num:low>–<num:high> over weightings\))?(?:, <int:rank>/<int:n> among the back-cast (?:34|provinces))?",
    ("merged",),
)
def check_back_cast(c: Context, m: dict):
    new, _ = _parts_of(c)
    year, cast = int(m["year"]), c.fields(c.page.index, "34")
    code = cast.code_of(c.field.run(c.year, c.code)[0], year)
    values = [cast.merged(year, code, new, how) for how in cast.weightings]
    yield c.same("back-cast score", m["score"], cast.score(year, code, new))
    if "low" in m:
        yield c.same("low", m["low"], min(values))
        yield c.same("high", m["high"], max(values))
        yield c.true("a range", m["low"], m["low"] != m["high"], "more than one value")
    else:
        yield c.true(
            "no range",
            m["score"],
            len({f"{value:.{c.decimals}f}" for value in values}) == 1  # ends that are written alike are no range
            or c.is_zero(max(values) - min(values)),
            (min(values), max(values)),
        )
    if "rank" in m:
        yield c.same("rank", m["rank"], cast.rank(year, code, new))
        yield c.same("of how many", m["n"], cast.n_ranked(year, code))


@claim(
    "old provinces",
    r"Trong các tỉnh cũ, (?P<best>[^(]+?) cao nhất \(<num:high>\), (?P<last>[^(]+?) thấp nhất \(<num:low>\)",
    r"Of the old provinces (?P<best>[^(]+?) (?:is|are) highest \(<num:high>\), (?P<last>[^(]+?) lowest \(<num:low>\)",
    ("merged",),
)
def check_old(c: Context, m: dict):
    _, parts = _parts_of(c)
    old = c.fields(c.page.index, "63")
    scores = {part: old.score(c.year, c.code, part) for part in parts}
    known = {part: score for part, score in scores.items() if not np.isnan(score)}
    for name, number, pick in (("best", "high", max), ("last", "low", min)):
        holder = pick(known, key=known.get)
        yield c.who(
            name,
            m[name],
            {part for part in known if abs(known[part] - known[holder]) < SMALL},
            c.raw.places["63"],
        )
        yield c.same(number, m[number], known[holder])


@claim(
    "not back-cast",
    r"Năm <year:year> không quy đổi: thiếu điểm của <places:missing>",
    r"<year:year> is not back-cast: there is no score of <places:missing>",
    ("merged",),
)
def check_not_cast(c: Context, m: dict):
    yield from _check_missing(c, int(m["year"]), m["missing"])


@claim(
    "no whole score",
    r"không có điểm đầy đủ về .+?: không phải mọi tỉnh cũ hợp thành đều có điểm năm <year:year>; phần đã biết ở mục diễn biến",
    r"has no whole score on .+?: not all of its old provinces have one for <year:year>; what is known stands with the history",
    ("headline", "answer"),
)
def check_no_whole(c: Context, m: dict):
    cast = c.fields(c.page.index, "34")
    old = cast.old[c.year][cast.code_of(c.field.run(c.year, c.code)[0], c.year)]
    lacking = [part for part in _parts_of(c)[1] if np.isnan(old.get(part, np.nan))]
    yield c.same("year", m["year"], c.year)
    yield c.true("an old province without a score", len(lacking), bool(lacking), lacking)


@claim(
    "partly back-cast",
    r"Năm <year:year> chỉ một phần: thiếu <places:missing>; các tỉnh còn lại \(<pct:share> dân số\) đạt <num:score><unit>, cả .+? mới trong khoảng <num:low>–<num:high>; không xếp hạng",
    r"<year:year> is partial: there is no score of <places:missing>; the others \(<pct:share> of the people\) have <num:score><unit>, the (?:new province|whole new .+?) lies within <num:low>–<num:high>; it is not ranked",
    ("merged",),
)
def check_partly(c: Context, m: dict):
    year, (_new, parts), cast = int(m["year"]), _parts_of(c), c.fields(c.page.index, "34")
    yield from _check_missing(c, year, m["missing"])
    code = cast.code_of(c.field.run(c.year, c.code)[0], year)
    old = cast.old[year][code]
    known = [part for part in parts if not np.isnan(old.get(part, np.nan))]
    values = []
    for how in dict.fromkeys(("population", *cast.weightings)):
        weights = cast.weights(year, how)
        share = weights[known].sum()
        own = (weights[known] * old[known]).sum()
        if how in cast.weightings:
            values += [own + (1 - share) * old.min(), own + (1 - share) * old.max()]
        if how == "population":
            yield c.same("share of people", m["share"], 100 * share)
        if how == cast.central:
            yield c.same("score of the others", m["score"], own / share)
    yield c.same("low", m["low"], min(values))
    yield c.same("high", m["high"], max(values))


def _check_missing(c: Context, year: int, names: str):
    _, parts = _parts_of(c)
    old = c.fields(c.page.index, "63")
    code = old.code_of(c.field.run(c.year, c.code)[0], year)
    yield c.who(
        "without a score", names, {part for part in parts if np.isnan(old.score(year, code, part))}, c.raw.places["63"]
    )


@claim(
    "weights year",
    r"Trọng số năm <year:y1> dùng cho các năm trước <year:y2>",
    r"Weights of <year:y1> stand for the years before <year:y2>",
    ("merged",),
)
def check_weights_year(c: Context, m: dict):
    first = c.raw.covariates["year"].min()
    yield c.same("year", m["y1"], first)
    yield c.same("year", m["y2"], first)


@claim(
    "gaps of old",
    r"Các tỉnh cũ cách nhau (?:nhiều nhất ở <part:part>|<num:gap1><unit>): <place:best> <num:high>, <place:last> <num:low>(?:, cách <num:gap><unit>)?; <place:pulls> kéo điểm chung xuống <num:pull><unit>",
    r"The old provinces lie (?:furthest apart on <part:part>|<num:gap1><unit> apart): <place:best> <num:high>, <place:last> <num:low>(?:, <num:gap><unit> between them)?; <place:pulls> pulls the common score down by <num:pull><unit>",
    ("part_gaps",),
)
def check_gaps_of_old(c: Context, m: dict):
    _, parts = _parts_of(c)
    old, weights = (
        c.fields(c.page.index, "63"),
        c.fields(c.page.index, "34").weights(c.year, c.fields(c.page.index, "34").central),
    )
    gaps = {}
    for code in old.parts(c.year, c.code):
        scores = old.scores(c.year, code)
        known = scores[[part for part in parts if part in scores.index]]
        if len(known) > 1:
            gaps[code] = (known.max() - known.min(), known)
    most = max(gap for gap, _ in gaps.values())
    told = [code for code in c.find_part(m["part"]) if code in gaps] if "part" in m else list(gaps)
    yield c.true(
        "part",
        m.get("part"),
        any(gaps[code][0] >= most - 1e-6 for code in told),
        max(gaps, key=lambda code: gaps[code][0]),
    )
    code = (told or list(gaps))[0]
    known = gaps[code][1]
    share = weights[known.index] / weights[known.index].sum()
    pull = share * (known - (share * known).sum())
    yield c.same("gap", m.get("gap") or m["gap1"], most)
    yield c.who("best", m["best"], {known.idxmax()}, c.raw.places["63"])
    yield c.same("high", m["high"], known.max())
    yield c.who("last", m["last"], {known.idxmin()}, c.raw.places["63"])
    yield c.same("low", m["low"], known.min())
    yield c.who("pulls", m["pulls"], {pull.idxmin()}, c.raw.places["63"])
    yield c.size("pull", m["pull"], pull.min())


@claim(
    "expected",
    r"Nếu so với <year:base> không có gì thay đổi, <index:ix> <year:year> của <place:who>(?: \(34 tỉnh\))? khoảng <num:score><unit>; khoảng <pct:share>: <num:low>–<num:high>(?:; (?:số quy đổi|thực tế) <num:actual><unit>, (?P<verdict>trong|trên|dưới) khoảng)?",
    r"If nothing changes on <year:base>, <index:ix> <year:year> of <place:who>(?: \(of the 34\))? is about <num:score><unit>, <pct:share> interval <num:low>–<num:high>(?:; (?:the back-cast is|it came to) <num:actual><unit>, (?P<verdict>within|above|below) the range)?",
    ("expected",),
)
def check_expected(c: Context, m: dict):
    new, _ = _parts_of(c)
    base, cast = int(m["base"]), c.fields(c.page.index, "34")
    key = c.field.run(c.year, c.code)[0]
    code = cast.code_of(key, base)
    yield c.same("year after", m["year"], base + 1)
    yield c.who("new province", m["who"], {new}, c.raw.places["34"])
    yield c.same("expected", m["score"], cast.score(base, code, new))
    low, high = _conformal(c, cast, base, code, new, c.read(m["share"])[0] / 100)
    yield c.same("low", m["low"], low)
    yield c.same("high", m["high"], high)
    if "actual" in m:
        then = cast.code_of(key, base + 1)
        actual = cast.score(base + 1, then, new)
        yield c.same("actual", m["actual"], actual)
        verdict = "above" if actual > high else "below" if actual < low else "within"
        yield c.true(
            "verdict",
            m["verdict"],
            {"trong": "within", "trên": "above", "dưới": "below"}.get(m["verdict"], m["verdict"]) == verdict,
            verdict,
        )


def _changes(cast, base: int, key: str) -> np.ndarray:
    found = []
    for year in cast.years:
        code, before = cast.code_of(key, year), cast.code_of(key, year - 1)
        if (
            year <= base
            and code
            and before
            and year - 1 in cast.tables
            and cast.run(year, code) == cast.run(year - 1, before)
        ):
            found.append((cast.scores(year, code) - cast.scores(year - 1, before)).dropna().to_numpy())
    return np.concatenate(found) if found else np.array([])


def _conformal(c: Context, cast, base: int, code: str, new: str, share: float) -> tuple[float, float]:
    changes = np.sort(np.abs(_changes(cast, base, cast.run(base, code)[0])))
    if not len(changes):
        return np.nan, np.nan
    size = changes[min(len(changes), int(np.ceil((len(changes) + 1) * share))) - 1]
    values = [cast.merged(base, code, new, how) for how in cast.weightings]
    return max(min(values) - size, cast.minimum(base, code)), np.fmin(max(values) + size, cast.maximum(base, code))


@claim(
    "changes behind it",
    r"Khoảng dự báo conformal \(Lei và cộng sự 2018\): phân vị của (?P<counts>[\d, và]+?) độ lớn thay đổi một năm(?: của 34 tỉnh)?",
    r"Conformal prediction interval \(Lei et al\. 2018\): a quantile of the sizes of (?P<counts>[\d, and]+?) changes(?: of the 34 provinces)?",
    ("expected",),
)
def check_changes(c: Context, m: dict):
    cast = c.fields(c.page.index, "34")
    key = c.field.run(c.year, c.code)[0]
    sizes = {len(_changes(cast, base, key)) for base in (c.year - 1, c.year)}
    for count in re.findall(r"\d+", m["counts"]):
        yield c.true("number of changes", count, int(count) in sizes, sizes)


@claim(
    "no chain",
    r"(?:Bộ chỉ số|Thang điểm và các phần) của (?:“[^”]+” \()?<index:ix> (?:năm )?<year:year>\)?(?:, quy đổi theo 34 tỉnh)?\)? không đổi trong các năm có số liệu",
    r"(?:The framework|Scale and parts) of (?:“[^”]+” \()?<index:ix> (?:năm )?<year:year>\)?(?:, back-cast to the 34 provinces)?\)? (?:did not change|are the same) in the years at hand",
    ("chain",),
)
def check_no_chain(c: Context, m: dict):
    yield from c.edition(m["ix"], m["year"])
    key = c.field.run(c.year, c.code)[0]
    trees = {at: c.field.code_of(key, at) for at in c.field.years if at <= c.year}
    leaves = []
    for at, code in trees.items():
        if code is not None and not np.isnan(c.field.score(at, code, c.place)):
            tree = c.field.tree(at)
            signs = tuple(
                sorted(
                    f"{tree.at[leaf, 'component_key']}:{tree.at[leaf, 'max_score']:g}"
                    for leaf in c.field.leaves(at, code)
                )
            )
            leaves.append((signs, tree.at[code, "series"]))
    yield c.true("never changed", "", len(set(leaves)) <= 1, f"{len(set(leaves))} frameworks")


@claim(
    "no chain across",
    r"Không nối chuỗi qua mốc <year:y1>/<year:y2>(?:, chưa có căn cứ[^:]*(?:: .*)?)?",
    r"No series is chained across <year:y1>/<year:y2>(?:, the two (?:frameworks|years) are not known[^:]*(?:: .*)?)?",
    ("chain",),
)
def check_no_chain_across(c: Context, m: dict):
    key = c.field.run(c.year, c.code)[0]
    before, after = (c.field.code_of(key, int(m[name])) for name in ("y1", "y2"))
    yield c.true(
        "from a year to the next",
        m["y2"],
        int(m["y2"]) == int(m["y1"]) + 1 and int(m["y2"]) <= c.year,
        int(m["y1"]) + 1,
    )
    yield c.true(
        "a break",
        f"{m['y1']}/{m['y2']}",
        before is None or after is None or c.field.run(int(m["y1"]), before) != c.field.run(int(m["y2"]), after),
    )


# chained over frameworks ----------------------------------------------------------------------------------------


def _leaf_keys(c: Context, year: int, code: str | None) -> list[str]:
    """Return the keys of the smallest parts that a component is the sum of; its own where it is published as it is."""
    if code is None:
        return []
    tree = c.field.tree(year)
    below = list(tree.index[tree["parent_code"] == code]) if tree.at[code, "combine"] == "sum" else []
    return [key for part in below for key in _leaf_keys(c, year, part)] or [tree.at[code, "component_key"]]


def _maxima(c: Context, year: int) -> dict[str, float]:
    tree = c.field.tree(year)
    return dict(zip(tree["component_key"], tree["max_score"], strict=True))


def _threads(c: Context) -> list[dict[int, tuple[str, ...]]]:
    """Follow every smallest part back over the reviewed links, year by year."""
    bridge = c.raw.bridges.get(c.page.index)
    threads = [{c.year: (key,)} for key in _leaf_keys(c, c.year, c.code)]
    for year in sorted((at for at in c.field.years if at <= c.year), reverse=True)[:-1]:
        now, then = _maxima(c, year), _maxima(c, year - 1)
        links = bridge[bridge["year_after"] == year] if bridge is not None else []
        step: dict[str, set[str]] = {}
        if len(links):
            for row in links.itertuples():
                if row.relation in ("same", "renamed", "rescaled", "split", "merged"):
                    step.setdefault(row.key_after, set()).add(row.key_before)
        else:
            step = {
                key: {key}
                for key, top in now.items()
                if then.get(key) == top or (np.isnan(top) and np.isnan(then.get(key, 0)))
            }
        for at, key in c.raw.cuts.get(c.page.index, set()):
            if at == year:
                step.pop(key, None)
                code = c.field.code_of(key, year)
                leaves = (
                    []
                    if code is None
                    else [c.field.row(year, leaf)["component_key"] for leaf in c.field.leaves(year, code)]
                )
                if not any((year, leaf) in c.raw.cuts[c.page.index] for leaf in leaves):
                    for leaf in leaves:  # a broken sum of which no part is known to be broken
                        step.pop(leaf, None)
        for thread in threads:
            if year in thread and all(key in step for key in thread[year]):
                thread[year - 1] = tuple(sorted(set().union(*(step[key] for key in thread[year]))))
    return threads


@claim(
    "chain",
    r"Trên phần so sánh được qua các lần đổi bộ chỉ số(?: hoặc công cụ đo)? \(<pct:share> (?:của )?điểm tối đa, <int:k>/<int:n> thành phần\): từ <num:first><unit> năm <year:y1> (?P<way>lên|xuống|đến) <num:last><unit> năm <year:y2> \(tối đa <num:top>\), xếp thứ <int:rank>/<int:of> trên phần này",
    r"On the part that may be compared across changed frameworks(?: and instruments)? \(<pct:share> of the maximum, <int:k>/<int:n> parts\): from <num:first><unit> in <year:y1> (?:(?P<way>up|down) )?to <num:last><unit> in <year:y2> \(at most <num:top>\), ranked <int:rank>/<int:of> on it",
    ("chain",),
)
def check_chain(c: Context, m: dict):
    years = int(m["y1"]), int(m["y2"])
    kept = [thread for thread in _threads(c) if years[0] in thread]
    now, leaves = _maxima(c, c.year), _leaf_keys(c, c.year, c.code)
    top = sum(now[thread[c.year][0]] for thread in kept)
    yield c.same("parts followed", m["k"], len(kept))
    yield c.same("parts", m["n"], len(leaves))
    yield c.same("share", m["share"], 100 * top / sum(now[key] for key in leaves))
    yield c.same("at most", m["top"], top)
    for name, year in (("first", years[0]), ("last", years[1])):
        yield c.same(name, m[name], float(_sum_threads(c, kept, year).get(c.place, np.nan)))
    totals = _sum_threads(c, kept, years[1]).dropna()
    yield c.same("rank", m["rank"], 1 + (totals > totals.get(c.place, np.nan) + SMALL).sum())
    yield c.same("of how many", m["of"], len(totals))
    change = _sum_threads(c, kept, years[1]).get(c.place) - _sum_threads(c, kept, years[0]).get(c.place)
    if m.get("way", "đến") == "đến":
        yield c.true("level", "level", m["first"] == m["last"], change)
    else:
        yield c.way("up or down", m["way"], m["way"] in ("lên", "up"), change)


def _sum_threads(c: Context, threads: list[dict[int, tuple[str, ...]]], year: int):
    """Return each province's points on the threads in a year, on the scale of the page's year."""
    then, now, total = _maxima(c, year), _maxima(c, c.year), 0
    for thread in threads:
        keys = thread[year]
        scores = sum(c.field.tables[year][c.field.code_of(key, year)] for key in keys)
        total = total + scores * now[thread[c.year][0]] / sum(then[key] for key in keys)
    return total


@claim(
    "chain, note",
    r"quy về thang điểm năm <year:year>; nối qua mốc (?P<list>[\d/, và]+?) theo bảng nối",
    r"on the scale of <year:year>; chained across (?P<list>[\d/, and]+?) by the reviewed",
    ("chain",),
)
def check_chain_note(c: Context, m: dict):
    yield c.same("year", m["year"], c.year)
    bridge = c.raw.bridges[c.page.index]
    known = {(int(a), int(b)) for a, b in bridge[["year_before", "year_after"]].to_numpy()}
    known |= {(year - 1, year) for year, _ in c.raw.cuts.get(c.page.index, set())}
    for before, after in re.findall(r"(\d{4})/(\d{4})", m["list"]):
        yield c.true("reviewed break", f"{before}/{after}", (int(before), int(after)) in known, sorted(known))


@claim(
    "unverified",
    r"<int:n> thành phần nối qua nhãn chưa kiểm chứng",
    r"<int:n> parts? (?:is|are) followed over a label that is not verified",
    ("chain",),
)
def check_unverified(c: Context, m: dict):
    bridge = c.raw.bridges[c.page.index]
    shaky = {(int(row.year_after), row.key_after) for row in bridge.itertuples() if row.verified != "yes"}
    table = [list(map(str, row)) for row in c.exhibit.rows]
    first = min((int(float(row[0])) for row in table if row and row[0][:4].isdigit()), default=c.year)
    count = sum(
        any((year, key) in shaky for year in thread if year > first for key in thread[year])
        for thread in _threads(c)
        if first in thread
    )
    yield c.same("parts", m["n"], count)


@claim(
    "published for the 34",
    r"<index:ix> được công bố theo <int:n> tỉnh cho mọi năm",
    r"<index:ix> is published for the <int:n> provinces in all years",
    ("merged",),
)
def check_published(c: Context, m: dict):
    from .raw import TABLES

    yield c.true("vintage", m["n"], TABLES[c.page.index] == m["n"], TABLES[c.page.index])


@claim(
    "nothing known",
    r"Chưa có (?:số liệu về mong đợi của người dân|tệp phiếu điều tra của) <place:who> năm <year:year>",
    r"(?:What people of <place:who> expect in <year:year> is not known|There is no file of respondents of <place:who2> for <year:year2>)",
    ("expectations", "survey_shares"),
)
def check_nothing_known(c: Context, m: dict):
    yield c.who("province", m.get("who") or m.get("who2"), {c.place})
    yield c.same("year", m.get("year") or m.get("year2"), c.year)


@claim("method, level of p", r"\(p < 0,05\)", r"\(p < 0\.05\)", ("profile",))
def check_level(c: Context, m: dict):
    return []


@claim(
    "issuer's rule",
    r"Quy đổi theo quy tắc của cơ quan công bố, trung bình cộng các tỉnh cũ: .+",
    r"Back-cast by the issuer's own rule, the plain mean of the old provinces: .+",
    ("merged",),
)
def check_rule(c: Context, m: dict):
    yield c.true("rule known", c.page.index, c.fields(c.page.index, "34").weightings == ("equal",))


@claim("rule not known", r"Chưa biết quy tắc của cơ quan công bố", r"The issuer's rule is not known", ("merged",))
def check_no_rule(c: Context, m: dict):
    yield c.true("rule not known", c.page.index, len(c.fields(c.page.index, "34").weightings) > 1)


@claim("old level", r"Các tỉnh cũ cùng đạt <num:score>", r"The old provinces all have <num:score>", ("merged",))
def check_old_level(c: Context, m: dict):
    _, parts = _parts_of(c)
    for part in parts:
        yield c.same(part, m["score"], c.fields(c.page.index, "63").score(c.year, c.code, part))


@claim(
    "no earlier year",
    r"(?:“[^”]+” \(|Bộ chỉ số )?<index:ix> (?:năm )?<year:year>\)? chưa có năm nào trước đó trong bộ chỉ số",
    r"(?:“[^”]+” \()?<index:ix> (?:năm )?<year:year>\)? has no earlier year in the frameworks at hand",
    ("chain",),
)
def check_no_earlier(c: Context, m: dict):
    yield c.same("year", m["year"], c.year)
    key = c.field.run(c.year, c.code)[0]
    earlier = [at for at in range(c.year - 30, c.year) if c.field.code_of(key, at)]
    yield c.true("no earlier year", m["year"], not earlier, earlier)


@claim(
    "answers not published",
    r"Nguồn không công bố câu trả lời của từng người cho <index:ix> (?:năm )?<year:year>",
    r"No answers of single respondents are published for <index:ix> (?:năm )?<year:year>",
    ("survey_shares",),
)
def check_answers(c: Context, m: dict):
    yield from c.edition(m["ix"], m["year"])


# trends of a family, breaks, expectations -----------------------------------------------------------------------

TREND_VI = r"xu hướng tăng|xu hướng giảm|không thấy xu hướng rõ rệt"
TREND_EN = r"an upward trend|a downward trend|no clear trend"


def _chance(name: str) -> str:
    return rf"p (?P<{name}psign>[<=]) <num:{name}p>; q (?P<{name}qsign>[<=]) <num:{name}q>"


def _check_chance(c: Context, m: dict, name: str, values: dict, p: str):
    for each, value in (("p", values[p]), ("q", values[p.replace("p", "q")])):
        told = m[f"{name}{each}"]
        if m[f"{name}{each}sign"] == "=":
            yield c.same(f"{name} {each}", told, value)
        else:
            yield c.true(f"{name} {each}", told, value < c.read(told)[0] == 0.001, value)


def _way(score: float, q: float) -> int:
    return 0 if not q <= 0.05 else int(np.sign(score))


WAYS = {
    "xu hướng tăng": 1,
    "an upward trend": 1,
    "xu hướng giảm": -1,
    "a downward trend": -1,
    "không thấy xu hướng rõ rệt": 0,
    "no clear trend": 0,
}


def family(c: Context) -> dict:
    """Return the tests of all provinces and components of the index up to the year."""
    key = ("family", c.year)
    if key not in c.field.kept:
        c.field.kept[key] = test_all(c.field, c.year)
    return c.field.kept[key]


def _comparable_years(c: Context) -> list[int]:
    return [at for at, then in c.field.comparable(c.year, c.code) if not np.isnan(c.field.score(at, then, c.place))]


@claim(
    "trend net",
    rf"So với trung bình cả nước, (?P<net>{TREND_VI}) \(kiểm định Mann–Kendall trên <int:n> năm so sánh được, <year:y1>–<year:y2>; {_chance('n')}\)",
    rf"Against the national mean there is (?P<net>{TREND_EN}) \(Mann–Kendall test over <int:n> comparable years, <year:y1>–<year:y2>; {_chance('n')}\)",
    ("trend", "answer"),
)
def check_trend_net(c: Context, m: dict):
    years, values = _comparable_years(c), family(c)[c.code, c.place]
    yield c.same("years", m["n"], len(years))
    yield c.same("first year", m["y1"], years[0])
    yield c.same("last year", m["y2"], years[-1])
    yield from _check_chance(c, m, "n", values, "net_p")
    yield c.true("trend", m["net"], WAYS[m["net"]] == _way(values["net"], values["net_q"]), values["net"])


@claim(
    "trend alone",
    rf"(?:Riêng điểm của tỉnh:|Kiểm định Mann–Kendall trên <int:n> năm so sánh được \(<year:y1>–<year:y2>\): điểm của tỉnh) (?P<own>{TREND_VI}) \({_chance('o')}\)",
    rf"(?:The score by itself:|Mann–Kendall test over <int:n> comparable years \(<year:y1>–<year:y2>\): the score shows) (?P<own>{TREND_EN}) \({_chance('o')}\)",
    ("trend", "answer"),
)
def check_trend_alone(c: Context, m: dict):
    years, values = _comparable_years(c), family(c)[c.code, c.place]
    if "n" in m:
        yield c.same("years", m["n"], len(years))
        yield c.same("first year", m["y1"], years[0])
        yield c.same("last year", m["y2"], years[-1])
    yield from _check_chance(c, m, "o", values, "p")
    yield c.true("trend", m["own"], WAYS[m["own"]] == _way(values["own"], values["q"]), values["own"])


@claim(
    "trend net, in words",
    r"So với trung bình cả nước, điểm có xu hướng (?P<way>tăng|giảm) trong <int:n> năm so sánh được \(<year:y1>–<year:y2>\)",
    r"Against the national mean the score has tended (?P<way>up|down) over <int:n> comparable years \(<year:y1>–<year:y2>\)",
    ("trend", "answer"),
)
def check_trend_net_in_words(c: Context, m: dict):
    years, values = _comparable_years(c), family(c)[c.code, c.place]
    yield c.same("years", m["n"], len(years))
    yield c.same("first year", m["y1"], years[0])
    yield c.same("last year", m["y2"], years[-1])
    yield c.way("up or down", m["way"], m["way"] in ("tăng", "up"), float(_way(values["net"], values["net_q"])))


@claim(
    "family",
    r"trong mọi kiểm định của các tỉnh và chỉ số thành phần của <index:ix> <year:year>(?:, quy đổi theo 34 tỉnh)? \(Benjamini và Hochberg 1995\)\. Chỉ nói có xu hướng khi q không quá 0,05|trong mọi kiểm định của các tỉnh và chỉ số thành phần của <index:ix2> <year:year2>(?:, quy đổi theo 34 tỉnh)? \(Benjamini và Hochberg 1995\)",
    r"among all tests of provinces and components of <index:ix2> <year:year2>(?:, back-cast to the 34 provinces)? \(Benjamini and Hochberg 1995\)",
    ("trend",),
)
def check_family(c: Context, m: dict):
    yield from c.edition(m.get("ix") or m["ix2"], m.get("year") or m["year2"])


@claim("level of q", r"q không quá 0,05", r"q of at most 0\.05", ("trend", "expected", "convergence", "funnel"))
def check_level_of_q(c: Context, m: dict):
    return []


@claim(
    "break",
    r"Năm <year:year>, <pct:alike> số tỉnh cùng (?P<way>tăng|giảm), trung bình <num:moved><unit>, gấp <num:times> lần độ lệch chuẩn giữa các tỉnh: câu hỏi hoặc cách tính (?:đã|có thể đã) thay đổi(?:, chưa có tài liệu xác nhận)?; không so sánh điểm qua mốc <year:y1>/<year:y2>",
    r"In <year:year>, <pct:alike> of the provinces (?P<way>rose|fell) alike, by <num:moved><unit> on average, <num:times> times the standard deviation between provinces: the questions or the method (?:changed|may have changed, which no document at hand confirms); scores are not compared across <year:y1>/<year:y2>",
)
def check_break(c: Context, m: dict):
    year, key = int(m["year"]), c.field.run(c.year, c.code)[0]
    field = c.fields(c.page.index, TABLES[c.page.index])  # found among the provinces that the index was published for
    now, then = c.field.code_of(key, year), c.field.code_of(key, year - 1)
    change = (field.scores(year, now) - field.scores(year - 1, then)).dropna()
    spread = np.mean([field.scores(at, code)[change.index].std() for at, code in ((year, now), (year - 1, then))])
    up = m["way"] in ("tăng", "rose")
    yield c.true("a known break", year, (year, key) in c.raw.cuts.get(c.page.index, set()), "breaks.csv")
    yield c.same("moved", m["moved"], abs(change.mean()))
    yield c.way("up or down", m["way"], up, change.mean())
    yield c.same("alike", m["alike"], 100 * ((change > 0) if up else (change < 0)).mean())
    yield c.same("times", m["times"], abs(change.mean()) / spread)
    yield c.true("across", f"{m['y1']}/{m['y2']}", int(m["y2"]) == year == int(m["y1"]) + 1, year)


@claim(
    "moved parts",
    r"Mức thay đổi này gồm cả phần của các nội dung mà gần như mọi tỉnh cùng tăng hoặc cùng giảm, câu hỏi hoặc cách tính đã hoặc có thể đã thay đổi: (?P<list>.+)",
    r"Part of this change lies in components on which nearly all provinces moved alike, whose questions or method changed or may have changed: (?P<list>.+)",
    ("history", "course", "headline"),
)
def check_moved_parts(c: Context, m: dict):
    told = re.findall(r"“([^”]+)” (?:năm|in) (\d{4}) \((?:bình quân )?([−+]?[\d.,]+)", m["list"])
    field, cuts = c.fields(c.page.index, TABLES[c.page.index]), c.raw.cuts.get(c.page.index, set())
    first, last = _find_path(c)
    expected = [
        (year, code)
        for year in range(first + 1, last + 1)
        for code in _list_broken(field, year, field.code_of(c.field.run(c.year, c.code)[0], year), cuts)
    ]
    yield c.true("all that moved", len(told), len(told) == len(expected), expected)
    for (name, year, moved), (at, code) in zip(told, expected, strict=False):
        row = field.row(at, code)
        yield c.true("part", name, name == row["name_vi" if c.vi else "name_en"], code)
        yield c.same("year", year, at)
        then = field.code_of(row["component_key"], at - 1)
        yield c.same("moved", moved, (field.scores(at, code) - field.scores(at - 1, then)).mean())


def _find_path(c: Context) -> tuple[int, int]:
    """Return the first and the last year of the change that the exhibit tells."""
    if c.exhibit.name == "course":
        known = [at for at, code in c.field.comparable(c.year, c.code) if at < c.year and len(c.field.scores(at, code))]
        return max(known), c.year
    years, _ = _last_run(c)
    return years[-2 if c.exhibit.name == "headline" else 0], years[-1]


def _list_broken(field: Field, year: int, code: str, cuts: set) -> list[str]:
    """Return the smallest components below one whose instrument may have changed in a year, by code."""

    def list_below(at: str) -> list[str]:
        parts = [part for part in field.tree(year).index if field.tree(year).at[part, "parent_code"] == at]
        return [*parts, *(lower for part in parts for lower in list_below(part))]

    def is_broken(at: str) -> bool:
        return (year, field.row(year, at)["component_key"]) in cuts

    return sorted(at for at in list_below(code) if is_broken(at) and not any(map(is_broken, list_below(at))))


@claim(
    "expected",
    r"Từ kết quả <year:base>, <index:ix> <year:year> của <place:who>(?: \(34 tỉnh\))? dự kiến khoảng <num:score><unit>; khoảng <pct:share>: <num:low>–<num:high>(?:; (?:số quy đổi|thực tế) <num:actual><unit>, (?P<verdict>trong|trên|dưới) khoảng; cả nước <num:common>, phần riêng <num:own>: (?P<clear>tăng rõ|giảm rõ|chưa phải thay đổi rõ)(?:, q (?P<qsign>[<=]) <num:q>)?)?",
    r"From <year:base>, <index:ix> <year:year> of <place:who>(?: \(of the 34\))? is expected at about <num:score><unit>, <pct:share> interval <num:low>–<num:high>(?:; (?:the back-cast is|it came to) <num:actual><unit>, (?P<verdict>within|above|below) the range; the country moved by <num:common>, the province's own part is <num:own>: (?P<clear>a clear rise|a clear fall|no clear change)(?:, q (?P<qsign>[<=]) <num:q>)?)?",
    ("expected",),
)
def check_expected_of_years(c: Context, m: dict):
    new, _ = _parts_of(c)
    base, cast = int(m["base"]), c.fields(c.page.index, "34")
    key = c.field.run(c.year, c.code)[0]
    code = cast.code_of(key, base)
    yield c.same("year after", m["year"], base + 1)
    yield c.who("new province", m["who"], {new}, c.raw.places["34"])
    found = c.keep(
        f"change {base} {m['share']}", lambda: fit_change(list_pairs(cast, base, key), c.read(m["share"])[0] / 100)
    )
    scores = cast.scores(base, code)
    expected = scores.mean() + found[0] * (scores.get(new, np.nan) - scores.mean())
    values = [cast.merged(base, code, new, how) for how in cast.weightings]
    own = cast.score(base, code, new)
    low = max(expected - (own - min(values)) - found[1], np.nan_to_num(cast.minimum(base, code), nan=-np.inf))
    high = min(expected + (max(values) - own) + found[1], np.nan_to_num(cast.maximum(base, code), nan=np.inf))
    yield c.same("expected", m["score"], expected)
    yield c.same("low", m["low"], low)
    yield c.same("high", m["high"], high)
    if "actual" not in m:
        return
    then = cast.code_of(key, base + 1)
    after = cast.scores(base + 1, then)
    common = (after - scores).dropna().mean()
    yield c.same("actual", m["actual"], after.get(new, np.nan))
    yield c.same("the country", m["common"], common)
    yield c.same("own part", m["own"], after.get(new, np.nan) - expected - common)
    verdict = "above" if after[new] > high else "below" if after[new] < low else "within"
    yield c.true(
        "verdict",
        m["verdict"],
        {"trong": "within", "trên": "above", "dưới": "below"}.get(m["verdict"], m["verdict"]) == verdict,
        verdict,
    )
    q = _own_changes(c, cast, base)[key].get(new, np.nan)
    clear = 0 if not q <= 0.05 else int(np.sign(after[new] - expected - common))
    yield c.true(
        "clear",
        m["clear"],
        {"tăng rõ": 1, "a clear rise": 1, "giảm rõ": -1, "a clear fall": -1}.get(m["clear"], 0) == clear,
        clear,
    )
    if "q" in m:
        told = c.read(m["q"])[0]
        yield c.true("q", m["q"], q < 0.001 if m["qsign"] == "<" else abs(told - q) <= 0.0006, q)


def _own_changes(c: Context, cast, base: int) -> dict:
    """Return q of every new province's own change by component: one family."""
    name = ("own changes", base)
    if name in cast.kept:
        return cast.kept[name]
    places, p = list(cast.places.vi), {}
    for key in cast.tree_rows["component_key"].unique():
        now, then = cast.code_of(key, base + 1), cast.code_of(key, base)
        p[key] = np.full(len(places), np.nan)
        if (
            now is None
            or then is None
            or cast.run(base + 1, now) != cast.run(base, then)
            or not len(cast.scores(base + 1, now))
        ):
            continue
        pairs = list_pairs(cast, base, key)
        if len(pairs) >= 8:
            two = [
                cast.scores(at, code).reindex(places).to_numpy(float) for at, code in ((base, then), (base + 1, now))
            ]
            p[key] = judge_change(pairs, *two)
    q = tell_q(np.concatenate(list(p.values())))
    cast.kept[name] = {
        key: dict(zip(places, q[at * len(places) : (at + 1) * len(places)], strict=True)) for at, key in enumerate(p)
    }
    return cast.kept[name]


@claim(
    "pairs behind it",
    r"dựa trên (?P<counts>[\d, và]+?) cặp năm so sánh được",
    r"rests on (?P<counts>[\d, and]+?) pairs of comparable years",
    ("expected",),
)
def check_pairs(c: Context, m: dict):
    cast, key = c.fields(c.page.index, "34"), c.field.run(c.year, c.code)[0]
    sizes = {len(list_pairs(cast, base, key)) for base in (c.year - 1, c.year) if cast.code_of(key, base)}
    for count in re.findall(r"\d+", m["counts"]):
        yield c.true("pairs of years", count, int(count) in sizes, sizes)


@claim(
    "tested on the past",
    r"Thử lại trên <int:n> năm đã có: khoảng chứa <pct:held> số tỉnh",
    r"Tested on <int:n> past years?: it held <pct:held> of the provinces",
    ("expected",),
)
def check_tested(c: Context, m: dict):
    cast, key = c.fields(c.page.index, "34"), c.field.run(c.year, c.code)[0]
    last = max(int(year) for year in re.findall(r"(?:Từ kết quả|From) (\d{4})", c.exhibit.finding))
    held = []
    for base in (at for at in cast.years if at < last):
        then, now = cast.code_of(key, base), cast.code_of(key, base + 1)
        if (
            then is None
            or now is None
            or cast.run(base, then) != cast.run(base + 1, now)
            or base + 1 not in cast.tables
        ):
            continue
        pairs = list_pairs(cast, base, key)
        if len(pairs) < 8:
            continue
        kept, reach = fit_change(pairs, 0.9)
        before, after = cast.scores(base, then), cast.scores(base + 1, now)
        both = before.index.intersection(after.index)
        expected = before.mean() + kept * (before[both] - before.mean())
        low = np.fmax(expected - reach, cast.minimum(base, then))
        high = np.fmin(expected + reach, cast.maximum(base, then))
        held.append(((after[both] >= low) & (after[both] <= high)).mean())
    yield c.same("past years", m["n"], len(held))
    yield c.same("held", m["held"], 100 * np.mean(held) if held else np.nan)


@claim(
    "framework held",
    r"Nếu bộ chỉ số năm <year:before> vẫn được dùng, tỉnh (?:vẫn )?xếp thứ <int:rank>(?: thay vì <int:now>)?, trong các tỉnh có số liệu cả hai năm \(năm <year:year> còn đo <pct:share> bộ cũ; phần bị bỏ giữ điểm năm <year:before2>\)",
    r"If the framework of <year:before> still held, the province would (?:still )?rank <int:rank>(?: rather than <int:now>)? among those with figures in both years \(<year:year> still measures <pct:share> of it; parts that were dropped keep their score of <year:before2>\)",
    ("causes",),
)
def check_framework_held(c: Context, m: dict):
    before = int(m["before"])
    then = c.field.code_of(c.field.run(c.year, c.code)[0], before)
    total, measured, whole = 0, 0.0, 0.0
    for leaf in c.field.leaves(before, then):
        top = c.field.maximum(before, leaf)
        now = c.field.code_of(c.field.row(before, leaf)["component_key"], c.year)
        whole += top
        key, cuts = c.field.row(before, leaf)["component_key"], c.raw.cuts.get(c.page.index, set())
        if now is None or (c.year, key) in cuts:  # what broke is not measured any more
            total = total + c.field.tables[before][leaf]
        else:
            total = total + c.field.tables[c.year][now] * top / c.field.maximum(c.year, now)
            measured += top
    both = c.field.scores(before, then).index.intersection(c.field.scores(c.year, c.code).index)
    held, score = total[both].dropna(), c.field.scores(c.year, c.code)[both]
    yield c.same("year", m["year"], c.year)
    yield c.same("year before", m["before2"], before)
    yield c.same("share", m["share"], 100 * measured / whole)
    yield c.same("rank", m["rank"], 1 + (held > held[c.place] + SMALL).sum())
    yield c.same("rank now", m.get("now", m["rank"]), 1 + (score > score[c.place] + SMALL).sum())
