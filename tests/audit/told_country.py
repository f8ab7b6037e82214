"""What national pages say: means, ranking, moves, regions, spread, and what an index is made of."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from scipy.stats import f as fisher
from scipy.stats import pearsonr

from .chance import fit_noise, take_back, tell_q
from .claims import MISSING, Check, Context, claim
from .raw import SMALL


@claim(
    "national mean",
    r"Trung bình cả nước năm <year:year> là <num:mean><unit>(?:, (?:(?P<way>tăng|giảm) <num:change><unit>|(?P<level>(?P<almost>hầu như )?không đổi)) so với năm <year:before>)?",
    r"The national mean in <year:year> is <num:mean><unit>(?:, (?:(?P<way>up|down) <num:change><unit>|(?P<level>(?P<almost>almost )?unchanged)) (?:on|since) <year:before>)?",
    ("course", "nation", "answer"),
)
def check_mean(c: Context, m: dict):
    yield c.same("year", m["year"], c.year)
    yield c.same("mean", m["mean"], c.field.mean(c.year, "total"))
    if not c.field.printed(c.year):
        yield from c.covered("national mean", c.year, "total")
    if "before" not in m:
        return
    before = int(m["before"])
    known = [
        at
        for at in c.field.years
        if at < c.year
        and c.field.run(at, "total") == c.field.run(c.year, "total")
        and not np.isnan(c.field.mean(at, "total"))
    ]
    facts = c.raw.facts
    printed = facts[
        (facts["index"] == c.page.index) & (facts["measure"] == "national mean") & (facts["year"] < c.year)
    ]["year"]
    known += [at for at in printed if c.field.run(at, "total") == c.field.run(c.year, "total")]
    change = c.field.mean(c.year, "total") - c.field.mean(before, "total")
    yield c.true("year before", before, before == max(known, default=None), known[-1:])
    if "change" in m:
        yield c.size("change", m["change"], change)
        yield c.way("up or down", m["way"], m["way"] in ("tăng", "up"), change)
    else:
        yield c.true("unchanged", 0, c.is_zero(change) and ("almost" in m) == (abs(change) > SMALL), change)


@claim("without figures", r"Không có số liệu của <places:names>", r"There are no figures of <places:names>", ("map",))
def check_without(c: Context, m: dict):
    yield c.who("without figures", m["names"], set(c.places.vi) - set(c.field.scores(c.year, "total").index))


@claim("all have figures", r"Cả <int:n> tỉnh đều có số liệu", r"All <int:n> provinces have figures", ("map",))
def check_all(c: Context, m: dict):
    yield c.same("provinces", m["n"], len(c.places.vi))
    yield c.true("all", "", c.field.coverage(c.year, "total") == 1.0, c.field.coverage(c.year, "total"))


@claim(
    "some have figures",
    r"<int:n> trong <int:of> tỉnh có điểm số",
    r"<int:n> of <int:of> provinces have a score",
    ("map",),
)
def check_some(c: Context, m: dict):
    yield c.same("with a score", m["n"], len(c.field.scores(c.year, "total")))
    yield c.same("of", m["of"], len(c.places.vi))


def _read_rows(c: Context) -> pd.DataFrame:
    """Return the grid of the map: code, row and column of each province; archipelagos are no provinces."""
    name = ("tiles", c.page.vintage)
    if name not in c.field.kept:
        tiles = pd.read_csv(c.raw.home / "places" / f"tile_grid_{c.page.vintage}.csv", dtype={"code": str})
        c.field.kept[name] = tiles[tiles["code"].isin(c.places.vi)].set_index("code")["tile_row"]
    return c.field.kept[name]


@claim(
    "north and south",
    r"Trong <int:top> tỉnh có điểm cao nhất, <int:north1> ở nửa phía bắc và <int:south1> ở nửa phía nam bản đồ; trong <int:low> tỉnh có điểm thấp nhất, <int:north2> ở nửa phía bắc và <int:south2> ở nửa phía nam",
    r"Of the <int:top> provinces with the highest scores, <int:north1> lie in the northern and <int:south1> in the southern half of the map; of the <int:low> with the lowest, <int:north2> in the northern and <int:south2> in the southern",
    ("map",),
)
def check_halves(c: Context, m: dict):
    scores, rows = c.field.scores(c.year, "total").sort_values(), _read_rows(c)
    ends = {"top": scores[scores >= scores.iloc[-10] - SMALL], "low": scores[scores <= scores.iloc[9] + SMALL]}
    for at, (name, end) in enumerate(ends.items(), 1):
        north = int((rows[end.index] <= rows.median()).sum())
        yield c.same(name, m[name], len(end))
        yield c.same("north", m[f"north{at}"], north)
        yield c.same("south", m[f"south{at}"], len(end) - north)


@claim(
    "funnel",
    r"(?:Mức chung về .+? là <pct:target>; <int:out> trong <int:n> tỉnh khác mức chung nhiều hơn dao động của mẫu: (?P<sides>.+)|Không tỉnh nào trong <int:n2> tỉnh có tỷ lệ hài lòng về .+? khác mức chung <pct:target2> nhiều hơn dao động của mẫu)",
    r"(?:The common share for .+? is <pct:target>; <int:out> of <int:n> provinces differs? from it by more than sampling explains: (?P<sides>.+)|None of <int:n2> provinces has a share of people satisfied with .+? that differs from the common <pct:target2> by more than sampling explains)",
    ("funnel",),
)
def check_funnel(c: Context, m: dict):
    """Hold the sentence against its own table, for the answers of people are not in the ledgers: who is outside."""
    table = pd.DataFrame(c.exhibit.rows, columns=c.exhibit.columns)
    share = table["satisfied_share"]
    clear = table["q_value"] <= 0.05 if "q_value" in table else True  # told only with q as well
    above, below = table[clear & (share > table["high_share"])], table[clear & (share < table["low_share"])]
    yield c.same("provinces", m.get("n") or m["n2"], len(table))
    yield c.true("outside", m.get("out", 0), int(m.get("out", 0)) == len(above) + len(below), len(above) + len(below))
    target, _ = c.read(m.get("target") or m["target2"])
    common = 100 * np.average(share, weights=table["respondents"])  # clusters weigh some a little less
    yield c.true("common share", target, abs(target - common) < 1.0, common)
    for side, rows in (("cao hơn|above", above), ("thấp hơn|below", below)):
        told = re.search(rf"(?:{side}) (?:có|are) (.+?)(?= (?:và|and) (?:thấp hơn|below)|\.?$)", m.get("sides", ""))
        named = re.findall(r"([^(),]+?) \(([\d.,]+)%\)", told.group(1)) if told else []
        more = re.search(r"(?:và|and) (\d+) (?:nơi khác|others?)", told.group(1)) if told else None
        yield c.true(side, len(named), len(named) + (int(more.group(1)) if more else 0) == len(rows), len(rows))
        shares = {
            c.places.find(place): 100 * value for place, value in zip(rows["province"], rows[share.name], strict=True)
        }
        for name, value in named:
            place = c.places.find(re.sub(r"^ ?(?:và|and) ", "", name.strip()))
            yield c.true("outside", name, place in shares, list(shares))
            yield c.same("share", value, shares.get(place, np.nan))


@claim(
    "funnel, method",
    r"Giới hạn <int:sigmas> sigma của biểu đồ phễu \(Spiegelhalter, 2005\)|bình phương độ lệch trung bình <num:ratio>, ngẫu nhiên là 1",
    r"Limits are <int:sigmas> sigma of a funnel plot \(Spiegelhalter, 2005\)|mean squared distance <num:ratio>, chance gives 1",
    ("funnel",),
)
def check_funnel_method(c: Context, m: dict):
    if "sigmas" in m:
        yield c.same("sigmas", m["sigmas"], 3)
    else:
        yield c.true("more than chance", m["ratio"], c.read(m["ratio"])[0] > 1, "> 1")


@claim(
    "first and last",
    r"Trong <int:n> tỉnh có (?P<what>số liệu|điểm số), cao nhất là <places:best> \(<num:high><unit>\), thấp nhất là <places:last> \(<num:low><unit>\)",
    r"Of <int:n> provinces? with (?P<what>figures|a score), <places:best> (?:is|are) highest \(<num:high><unit>\) and <places:last> lowest \(<num:low><unit>\)",
    ("ranking", "answer"),
)
def check_first_last(c: Context, m: dict):
    scores = c.field.scores(c.year, "total")
    yield c.same("with figures", m["n"], len(scores))
    ranks = {place for place in c.places.vi if not np.isnan(c.field.rank(c.year, "total", place))}
    yield c.true("of scores alone", m["what"], (m["what"] in ("điểm số", "a score")) == bool(ranks - set(scores.index)))
    yield c.same("highest", m["high"], scores.max())
    yield c.same("lowest", m["low"], scores.min())
    yield c.who("best", m["best"], set(scores.index[scores >= scores.max() - SMALL]))
    yield c.who("last", m["last"], set(scores.index[scores <= scores.min() + SMALL]))
    yield c.true("two provinces", m["best"], m["best"] != m["last"], "highest is not lowest")


@claim(
    "only one",
    r"Chỉ <place:who> có điểm số: <num:score><unit>",
    r"Only <place:who> has a score: <num:score><unit>",
    ("ranking", "answer"),
)
def check_only_one(c: Context, m: dict):
    scores = c.field.scores(c.year, "total")
    yield c.who("only one", m["who"], set(scores.index))
    yield c.same("score", m["score"], scores.max())


@claim(
    "all level",
    r"<int:n> tỉnh có số liệu cùng đạt <num:score><unit>",
    r"All <int:n> provinces with figures have <num:score><unit>",
    ("ranking", "answer"),
)
def check_all_level(c: Context, m: dict):
    scores = c.field.scores(c.year, "total")
    yield c.same("with figures", m["n"], len(scores))
    yield c.same("score", m["score"], scores.max())
    yield c.true("level", m["n"], c.is_zero(scores.max() - scores.min()), scores.min())


@claim(
    "only ranks",
    r"Chỉ tìm thấy thứ hạng của <int:n> tỉnh, không có điểm số; xếp cao nhất: (?P<names>.+)",
    r"Only the ranks of <int:n> provinces were found, no score; the highest are (?P<names>.+)",
    ("ranking", "answer"),
)
def check_only_ranks(c: Context, m: dict):
    ranks = {place: c.field.rank(c.year, "total", place) for place in c.places.vi}
    order = sorted((place for place in ranks if not np.isnan(ranks[place])), key=lambda place: ranks[place])[:3]
    told = re.findall(r"(?:, |^|(?:và|and) )([^(),]+?) \((?:hạng|rank) (\d+)\)", m["names"])
    known = [(c.places.find(name), int(rank)) for name, rank in told]
    yield c.true("highest", m["names"], known == [(place, int(ranks[place])) for place in order], order)
    yield c.same("with ranks", m["n"], sum(not np.isnan(rank) for rank in ranks.values()))
    yield c.true("no score", m["n"], c.field.scores(c.year, "total").empty, len(c.field.scores(c.year, "total")))


@claim(
    "first without a score",
    r"Xếp thứ nhất là <places:names>; chưa tìm thấy điểm số được công bố",
    r"<places:names> (?:is|are) ranked first; no published score was found",
    ("ranking", "answer"),
)
def check_first_without_score(c: Context, m: dict):
    scores = c.field.scores(c.year, "total")
    first = {place for place in c.places.vi if c.field.rank(c.year, "total", place) == 1} - set(scores.index)
    yield c.who("first", m["names"], first)


def _changes(c: Context, before: int) -> dict[str, float]:
    return c.field.changes(c.year, "total", before).to_dict()


def _year_told(c: Context) -> int:
    found = re.search(r"(?:năm|[Cc]ompared with|[Aa]gainst|on) ((?:19|20)\d\d)", c.sentence)
    return int(found.group(1)) if found else c.year - 1


@claim(
    "mover",
    r"(?P<way>tăng|giảm) nhiều nhất là <place:who> \(<num:size><unit>\)(?:, cùng mức còn <int:level> (?:nội dung|tỉnh|nơi) khác)?",
    r"<place:who> (?P<way>rose|fell) most \(<num:size><unit>\)(?:, with <int:level> others? at the same level)?",
    ("movers", "answer"),
)
def check_mover(c: Context, m: dict):
    changes, up = _changes(c, _year_told(c)), m["way"] in ("tăng", "rose")
    n_now = len(c.field.scores(c.year, "total"))
    if len(changes) < 0.9 * len(c.places.vi) and not re.search(rf"\b{len(changes)} (tỉnh|provinces)", c.sentence):
        yield Check("most of the country", c.sentence[:60], f"{len(changes)} known in both years of {n_now}", MISSING)
    most = (max if up else min)(changes.values(), default=np.nan)
    yield c.size("change", m["size"], most)
    yield c.way("up or down", m["way"], up, most)
    level = {place for place, change in changes.items() if abs(change - most) < SMALL}
    yield c.who("who", m["who"], level, all_of=False)
    yield c.same("moved as far", m.get("level", "0"), len(level) - 1)


@claim(
    "movers of how many",
    r"trong <int:n> tỉnh có số liệu (?:của )?cả hai năm",
    r"(?:among|of) the <int:n> (?:provinces )?with figures (?:for|of|in) both(?: years)?",
    ("movers", "split", "answer"),
)
def check_movers_of(c: Context, m: dict):
    before = _year_told(c)
    moves = [
        place
        for place in c.places.vi
        if not np.isnan(c.field.rank(before, "total", place) - c.field.rank(c.year, "total", place))
    ]
    yield c.true(
        "known in both years",
        m["n"],
        int(m["n"]) in (len(_changes(c, before)), len(moves)),
        (len(_changes(c, before)), len(moves)),
    )


@claim("year compared", r"So với năm <year:before>", r"Compared with <year:before>", ("movers", "split", "answer"))
def check_year_compared(c: Context, m: dict):
    known = [at for at in c.field.years if at < c.year and _changes_or_ranks(c, at)]
    yield c.true("year before", m["before"], int(m["before"]) == max(known, default=None), known[-1:])


def _changes_or_ranks(c: Context, at: int) -> bool:
    return bool(_changes(c, at)) or any(
        not np.isnan(c.field.rank(at, "total", place)) and not np.isnan(c.field.rank(c.year, "total", place))
        for place in c.places.vi
    )


@claim(
    "rank mover",
    r"(?P<way>tăng|giảm) nhiều nhất là <place:who> \(<int:size> bậc\)(?:, cùng mức còn <int:level> (?:tỉnh|nơi) khác)?",
    r"<place:who> (?P<way>rose|fell) most \(<int:size> places?\)(?:, with <int:level> others? at the same level)?",
    ("split", "answer"),
)
def check_rank_mover(c: Context, m: dict):
    moves, up = _moves(c), m["way"] in ("tăng", "rose")
    most = (max if up else min)(moves.values(), default=np.nan)
    yield c.size("places", m["size"], most)
    yield c.way("up or down", m["way"], up, most)
    level = {place for place, move in moves.items() if move == most}
    yield c.who("who", m["who"], level, all_of=False)
    yield c.same("moved as far", m.get("level", "0"), len(level) - 1)


def _moves(c: Context) -> dict[str, float]:
    before = _year_told(c)
    moves = {
        place: c.field.rank(before, "total", place) - c.field.rank(c.year, "total", place) for place in c.places.vi
    }
    return {place: move for place, move in moves.items() if not np.isnan(move)}


@claim(
    "changed rank",
    r"(?:<int:moved> trong |(?P<all>cả |tất cả ))<int:n> tỉnh đổi thứ hạng",
    r"(?:<int:moved> of |(?P<all>all ))<int:n> provinces changed rank",
    ("split", "answer"),
)
def check_changed(c: Context, m: dict):
    moves = _moves(c)
    yield c.same("of", m["n"], len(moves))
    yield c.same("changed", m.get("moved", m["n"]), sum(move != 0 for move in moves.values()))


@claim(
    "regional means",
    r"(?:Trung bình vùng|Trong <int:some> vùng có đủ số liệu, trung bình) cao nhất: (?P<best>[^(]+?) \(<num:high><unit>\); thấp nhất: (?P<last>[^(]+?) \(<num:low><unit>\)",
    r"(?:The regional mean is highest in|Of the <int:some> regions with enough figures,) (?P<best>[^(]+?)(?: has the highest mean)? \(<num:high><unit>\) and (?:lowest in )?(?P<last>[^(]+?)(?: the lowest)? \(<num:low><unit>\)",
    ("regions",),
)
def check_regions(c: Context, m: dict):
    means = {region: c.field.region_mean(c.year, "total", region) for region in c.places.regions}
    if not c.field.printed(c.year):
        known = c.field.scores(c.year, "total").index
        for region in list(means):  # a mean of fewer than nine in ten of its provinces is none; one may lack
            members = [place for place, at in c.places.region.items() if at == region]
            absent = sum(place not in known for place in members)
            if absent > max(1, 0.1 * len(members)):
                means[region] = np.nan
    means = {region: mean for region, mean in means.items() if not np.isnan(mean)}
    if "some" in m:
        yield c.same("regions", m["some"], len(means))
    elif len(means) < len(c.places.regions):
        yield Check("of all regions", c.sentence[:60], f"{len(means)} of {len(c.places.regions)} regions", MISSING)
    for name, number, pick in (("best", "high", max), ("last", "low", min)):
        region = pick(means, key=means.get)
        names = [m[name], *re.split(r", (?=the |[A-ZĐ])| và (?=[A-ZĐ])| and (?=the )", m[name])]
        told = [c.places.find_region(each.removeprefix("the ")) for each in names]
        told = told[:1] if told[0] else told[1:]  # regions that are level are all named
        yield c.same(number, m[number], means[region])
        yield c.true(
            name,
            m[name],
            all(abs(means.get(each, 0) - means[region]) < SMALL for each in told),
            c.places.regions[region][0],
        )
    yield c.true("two regions", m["best"], m["best"] != m["last"], "highest is not lowest")


def _first_year(c: Context) -> int:
    """Return the first year of the run of whole tables that the year belongs to."""
    years = [at for at, code in c.field.comparable(c.year, "total") if c.field.whole(at, code)]
    return min(years, default=c.year)


@claim(
    "between regions",
    r"<pct:share> chênh lệch giữa các tỉnh năm <year:year> là chênh lệch giữa <int:n> vùng",
    r"<pct:share> of the differences between provinces in <year:year> lie between <int:n> regions",
    ("between",),
)
def check_between(c: Context, m: dict):
    share, n, _ = _between(c, c.year)
    yield c.same("share", m["share"], 100 * share)
    yield c.same("year", m["year"], c.year)
    yield c.same("regions", m["n"], n)
    yield from c.covered("differences of the country", c.year, "total")


@claim("between regions, before", r"\(năm <year:first>: <pct:share>\)", r"\(<year:first>: <pct:share>\)", ("between",))
def check_between_before(c: Context, m: dict):
    yield c.same("first year", m["first"], _first_year(c))
    yield c.same("share", m["share"], 100 * _between(c, int(m["first"]))[0])


@claim(
    "by lot",
    r"Chia vùng ngẫu nhiên cũng cho trung bình <pct:share>",
    r"Regions drawn by lot would give <pct:share> on average",
    ("between",),
)
def check_by_lot(c: Context, m: dict):
    yield c.same("by lot", m["share"], 100 * _between(c, c.year)[2])


def _between(c: Context, year: int) -> tuple[float, int, float]:
    scores = c.field.scores(year, "total")
    regions = scores.index.map(c.places.region)
    means = scores.groupby(regions).mean()
    between = ((means - scores.mean()) ** 2 * scores.groupby(regions).size()).sum()
    return between / ((scores - scores.mean()) ** 2).sum(), len(means), (len(means) - 1) / (len(scores) - 1)


@claim(
    "spread",
    r"Năm <year:year>, các tỉnh đạt từ <num:low><unit> đến <num:high><unit>; một nửa số tỉnh nằm giữa <num:q1><unit> và <num:q3><unit>",
    r"In <year:year> provinces scored from <num:low><unit> to <num:high><unit>; half of them lie between <num:q1><unit> and <num:q3><unit>",
    ("spread",),
)
def check_spread(c: Context, m: dict):
    yield c.same("year", m["year"], c.year)
    yield from c.covered("spread of the country", c.year, "total")
    for name, share in (("low", 0), ("q1", 0.25), ("q3", 0.75), ("high", 1)):
        yield c.same(name, m[name], c.field.quantile(c.year, "total", share))


@claim(
    "inequality",
    r"Độ lệch chuẩn giữa các tỉnh năm <year:year> là <num:sd><unit>, hệ số Gini <num:gini> trên 100(?:; năm <year:first> là <num:sd0><unit> và <num:gini0>| \(năm <year:first2>: độ lệch chuẩn <num:sd02><unit>, Gini <num:gini02>\))?",
    r"In <year:year> the standard deviation between provinces was <num:sd><unit> and Gini's coefficient <num:gini> of 100(?:; in <year:first> they were <num:sd0><unit> and <num:gini0>| \(in <year:first2>: standard deviation <num:sd02><unit>, Gini <num:gini02>\))?",
    ("inequality", "answer"),
)
def check_inequality(c: Context, m: dict):
    yield c.same("year", m["year"], c.year)
    yield from c.covered("inequality of the country", c.year, "total")
    m |= {name.removesuffix("2"): value for name, value in m.items() if name in ("first2", "sd02", "gini02")}
    for year, sd, gini in (("year", "sd", "gini"), ("first", "sd0", "gini0")):
        if year in m:
            scores = c.field.scores(int(m[year]), "total").to_numpy()
            yield c.same(sd, m[sd], scores.std())
            low = np.nan_to_num(
                c.field.minimum(int(m[year]), "total")
            )  # a scale that begins above nothing is counted from there
            pairs = np.abs(scores[:, None] - scores[None, :]).mean() / (2 * (scores.mean() - low))
            yield c.same(gini, m[gini], 100 * pairs)
    if "first" in m:
        yield c.same("first year", m["first"], _first_year(c))


def _sigma(c: Context, code: str) -> tuple | None:
    return c.keep(f"sigma {code}", lambda: _find_sigma(c, code))


def _find_sigma(c: Context, code: str) -> tuple | None:
    years = [(at, then) for at, then in c.field.comparable(c.year, code) if c.field.whole(at, then)]
    if len(years) < 2 or years[-1][0] != c.year:
        return None
    first, last = c.field.scores(*years[0]), c.field.scores(*years[-1])
    both = first.index.intersection(last.index)
    first, last = first[both].to_numpy(), last[both].to_numpy()
    if len(both) < 10 or min(first.std(), last.std()) < 1e-12:
        return None
    drawn = np.random.default_rng(3).integers(len(both), size=(4000, len(both)))
    a, b = first[drawn].var(axis=1, ddof=1), last[drawn].var(axis=1, ddof=1)
    low, high = np.percentile(b[a > 0] / a[a > 0], (2.5, 97.5))
    change = [100 * (np.sqrt(value) - 1) for value in (last.var() / first.var(), low, high)]
    # Equal variances in both years: sums and differences do not correlate (Pitman 1939).
    p = pearsonr(first + last, last - first)[1]
    return (*change, years[0][0], years[-1][0], p)


@claim(
    "closing",
    r"Chênh lệch giữa các tỉnh (?:thu hẹp rõ ở <int:shrank>)?(?: và )?(?:rộng ra rõ ở <int:grew>)?(?P<none>không thay đổi rõ ở chỉ số nào)? trong <int:n> chỉ số xét được",
    r"The spread between provinces (?:clearly shrank on <int:shrank>)?(?: and )?(?:clearly grew on <int:grew>)?(?P<none>clearly changed on none)? of <int:n> indicators that can be tested",
    ("convergence", "answer"),
)
def check_closing(c: Context, m: dict):
    tested = {
        code: _sigma(c, code)
        for code in ["total", *(code for code in c.field.parts(c.year, "total") if code != "total")]
    }
    tested = {code: values for code, values in tested.items() if values}
    yield c.same("tested", m["n"], len(tested))
    edge = [
        values for values in tested.values() if min(abs(values[1]), abs(values[2])) < 2.0
    ]  # too near to call with other draws
    sure = tell_q(np.array([values[5] for values in tested.values()])) <= 0.05
    for name, flags in (
        ("shrank", sure & [values[2] < 0 for values in tested.values()]),
        ("grew", sure & [values[1] > 0 for values in tested.values()]),
    ):
        yield c.true(name, m.get(name, 0), abs(int(m.get(name, 0)) - sum(flags)) <= len(edge), sum(flags))


@claim(
    "change of spread",
    r"(?:chỉ số chung|ở <part:part>): <num:size>% \(95%: <num:low> – <num:high>; <year:y1>–<year:y2>\)",
    r"(?:the indicator itself|on <part:part>): <num:size>% \(95%: <num:low> – <num:high>; <year:y1>–<year:y2>\)",
    ("convergence", "answer"),
)
def check_sigma(c: Context, m: dict):
    codes = c.find_part(m["part"]) if "part" in m else ["total"]
    values = _sigma(c, codes[0]) if codes else None
    yield c.true("tested", m.get("part", "total"), values is not None, "two comparable years")
    if values is None:
        return
    yield c.same("change", m["size"], values[0])
    yield c.same("low", m["low"], values[1], slack=4 + 0.06 * abs(values[1]))
    yield c.same("high", m["high"], values[2], slack=4 + 0.06 * abs(values[2]))
    yield c.same("first year", m["y1"], values[3])
    yield c.same("last year", m["y2"], values[4])


# what an index is made of -----------------------------------------------------------------------------------------


def _parts(c: Context, code: str = "total", smallest: bool = False) -> tuple[list[str], np.ndarray]:
    tree = c.field.tree(c.year)
    codes = c.field.leaves(c.year, code) if smallest else list(tree.index[tree["parent_code"] == code])
    codes = [each for each in codes if c.field.whole(c.year, each)]
    if len(codes) < 2:
        return [], np.empty((0, 0))
    table = c.field.tables[c.year][codes].dropna()
    return (codes, table.to_numpy()) if len(table) >= 10 else ([], np.empty((0, 0)))


@claim(
    "pair",
    r"(?P<what>chặt nhất là|[Tt]ương quan chặt nhất là|ngược nhau nhất là|rời nhau nhất là) <part:one> và <part:two> \(r = <num:r>\)",
    r"(?P<what>most closely:|most against each other:|least together:) <part:one> and <part:two> \(r = <num:r>\)",
    ("pairs",),
)
def check_pair(c: Context, m: dict):
    codes, scores = _parts(c)
    r = np.corrcoef(scores.T)
    upper = r[np.triu_indices(len(codes), 1)]
    most = "chặt nhất" in m["what"] or m["what"] == "most closely:"
    wanted = upper.max() if most else upper.min()
    yield c.same("r", m["r"], wanted)
    one, two = ([code for code in c.find_part(m[name]) if code in codes] for name in ("one", "two"))
    yield c.true(
        "which",
        f"{m['one']}/{m['two']}",
        any(abs(r[codes.index(a), codes.index(b)] - wanted) < 1e-9 for a in one for b in two),
        wanted,
    )
    if "ngược" in m["what"] or "against" in m["what"]:
        yield c.true("against each other", m["r"], wanted < 0, wanted)


@claim(
    "negative pairs",
    r"<int:negative> trong <int:n> cặp có tương quan âm",
    r"<int:negative> of <int:n> pairs (?:has|have) a negative correlation",
    ("pairs",),
)
def check_negative(c: Context, m: dict):
    codes, scores = _parts(c)
    upper = np.corrcoef(scores.T)[np.triu_indices(len(codes), 1)]
    yield c.same("negative", m["negative"], (upper < 0).sum())
    yield c.same("pairs", m["n"], len(upper))


@claim(
    "provinces with all parts",
    r"<int:n> tỉnh có đủ số liệu",
    r"over the <int:n> provinces with all of them",
    ("pairs",),
)
def check_with_all(c: Context, m: dict):
    yield c.same("provinces", m["n"], len(_parts(c)[1]))


def _alpha(scores: np.ndarray) -> float:
    k = scores.shape[1]
    return k / (k - 1) * (1 - scores.var(axis=0, ddof=1).sum() / scores.sum(axis=1).var(ddof=1))


@claim(
    "alpha",
    r"Cronbach α của <int:k> thành phần là <num:alpha> \(95%: <num:low> – <num:high>\)",
    r"Cronbach's alpha of the <int:k> parts is <num:alpha> \(95%: <num:low> – <num:high>\)",
    ("levels",),
)
def check_alpha(c: Context, m: dict):
    _codes, scores = _parts(c)
    alpha, (n, k) = _alpha(scores), scores.shape
    bounds = fisher.ppf([0.975, 0.025], n - 1, (n - 1) * (k - 1))
    yield c.same("parts", m["k"], k)
    for name, value in zip(("alpha", "low", "high"), (alpha, *(1 - (1 - alpha) * bounds)), strict=True):
        yield c.same(name, m[name], value)


@claim(
    "alpha below",
    r"gắn kết nhất là <part:most> \(<num:high>\), rời rạc nhất là <part:least> \(<num:low>\)",
    r"<part:most> holds together most \(<num:high>\) and <part:least> least \(<num:low>\)",
    ("levels",),
)
def check_alpha_below(c: Context, m: dict):
    alphas = {}
    for code in c.field.tree(c.year).index:
        if code != "total" and c.field.parts(c.year, code) != [code]:
            codes, scores = _parts(c, code)
            if codes:
                alphas[code] = _alpha(scores)
    for name, number, pick in (("most", "high", max), ("least", "low", min)):
        code = pick(alphas, key=alphas.get)
        yield c.same(number, m[number], alphas[code])
        yield c.true(name, m[name], code in c.find_part(m[name]), code)


@claim(
    "alpha without",
    r"Bỏ (?P<list>(?:“[^”]+” \([^)]+\)(?:, | và )?)+) thì α cao hơn <num:alpha>",
    r"Without (?P<list>(?:“[^”]+” \([^)]+\)(?:, | and )?)+) alpha would be above <num:alpha>",
    ("reliability",),
)
def check_alpha_without(c: Context, m: dict):
    codes, scores = _parts(c)
    alpha = _alpha(scores)
    without = {code: _alpha(np.delete(scores, at, axis=1)) for at, code in enumerate(codes)}
    apart = {code for code, value in without.items() if value > alpha}
    told = re.findall(r"“([^”]+)” \(([^)]+)\)", m["list"])
    yield c.same("alpha", m["alpha"], alpha)
    yield c.true("how many", len(told), len(told) == len(apart), len(apart))
    for name, value in told:
        found = [code for code in c.find_part(name) if code in apart]
        yield c.true("part", name, bool(found), apart)
        if found:
            yield c.same("alpha without", value, without[found[0]])


@claim(
    "axes",
    r"Trục chính thứ nhất giữ <pct:one> khác biệt giữa các tỉnh(?:, hai trục đầu giữ <pct:two>)?; (?:<part:least> ít đi cùng trục thứ nhất nhất|tương quan yếu nhất với trục thứ nhất: <part:least2>) \(hệ số tải <num:load>\)",
    r"The first axis holds <pct:one> of the differences between provinces(?:, the first two <pct:two>)?; <part:least> goes least with the first \(loading <num:load>\)",
    ("axes",),
)
def check_axes(c: Context, m: dict):
    codes, scores = _parts(c)
    values, vectors = np.linalg.eigh(np.corrcoef(scores.T))
    share = values[::-1] / len(codes)
    first = vectors[:, -1] * np.sqrt(values[-1])
    first = -first if first.sum() < 0 else first
    yield c.same("first axis", m["one"], 100 * share[0])
    if "two" in m:
        yield c.same("two axes", m["two"], 100 * share[:2].sum())
    weakest = int(np.abs(first).argmin())
    yield c.same("loading", m["load"], first[weakest])
    yield c.true(
        "least",
        (m.get("least") or m["least2"]),
        codes[weakest] in c.find_part(m.get("least") or m["least2"]),
        codes[weakest],
    )


ONE = r"“[^”]+” \([^)]*\)"


@claim(
    "weights",
    rf"Quyết định khác biệt giữa các tỉnh nhiều nhất là (?P<top>{ONE}(?:(?:, | và ){ONE})*)(?:; ít nhất là (?P<least>{ONE}))?(?:; ngược chiều với điểm chung: (?P<against>{ONE}(?:(?:, | và ){ONE})*))?",
    rf"The differences between provinces are decided most by (?P<top>{ONE}(?:(?:, | and ){ONE})*)(?:; least by (?P<least>{ONE}))?(?:; against the whole: (?P<against>{ONE}(?:(?:, | and ){ONE})*))?",
    ("weights", "smallest_weights"),
)
def check_weights(c: Context, m: dict):
    codes, scores = _parts(c, smallest=c.exhibit.name == "smallest_weights")
    weights = np.array([c.field.weight(c.year, code) for code in codes])
    scores = scores * weights
    total = scores.sum(axis=1)
    net = total - total.mean()
    real = dict(zip(codes, (scores - scores.mean(axis=0)).T @ net / (net @ net), strict=True))
    maxima = {code: c.field.maximum(c.year, code) * weight for code, weight in zip(codes, weights, strict=True)}
    order = sorted(real, key=lambda code: -real[code])
    negative = [code for code in order if real[code] < 0]
    one = r"“([^”]+)” \(([−\d.,]+)%(?:; \D+?([\d.,]+)%)?\)"
    top, last, against = (re.findall(one, m.get(name, "")) for name in ("top", "least", "against"))
    least = [code for code in order if code not in negative] if against else order
    pairs = [
        *zip(top, order, strict=False),
        *zip(last, least[-1:], strict=False),
        *zip(against, negative, strict=False),
    ]
    for (name, share, paper), code in pairs:
        yield c.true("part", name, any(abs(real.get(each, 9) - real[code]) < 1e-9 for each in c.find_part(name)), code)
        yield c.same("weight", share, 100 * real[code])
        if paper:
            yield c.same("on paper", paper, 100 * maxima[code] / sum(maxima.values()))
    if last:
        yield c.true(
            "decides something", last[0][1], real[least[-1]] >= 0, "a part with a negative share decides nothing"
        )
    yield c.true("against the whole", len(against), not against or len(against) == len(negative), negative)


@claim(
    "at the ceiling",
    r"[Tt]ừ một nửa số tỉnh trở lên đã đạt tối đa ở (?P<list>(?:“[^”]+” \([\d.,]+%\)(?:, | và )?)+)",
    r"[Hh]alf of the provinces or more are at the maximum on (?P<list>(?:“[^”]+” \([\d.,]+%\)(?:, | and )?)+)",
    ("ceilings",),
)
def check_ceiling(c: Context, m: dict):
    full = _full(c)
    for name, share in re.findall(r"“([^”]+)” \(([\d.,]+)%\)", m["list"]):
        codes = [code for code in c.find_part(name) if code in full]
        yield c.true("half or more", name, any(full[code][0] >= 0.5 for code in codes), full)
        if codes:
            yield c.same("at the maximum", share, 100 * full[codes[0]][0])


@claim(
    "almost level",
    r"các tỉnh gần như bằng nhau ở <parts:names>",
    r"provinces are almost level on <parts:names>",
    ("ceilings",),
)
def check_flat(c: Context, m: dict):
    full = _full(c)
    for name in c.split_parts(m["names"]):
        yield c.true("almost level", name, any(full.get(code, (0, 1))[1] < 0.01 for code in c.find_part(name)), full)


@claim(
    "no ceiling",
    r"(?P<some>Trong các thành phần xét được, )?[Kk]hông thành phần nào chạm trần(?:; nhiều tỉnh đạt tối đa nhất là ở <part:most> \(<pct:share>\)|(?P<none>: chưa tỉnh nào đạt điểm tối đa)); các tỉnh sát nhau nhất ở <part:close> \(khoảng giữa rộng <pct:width> (?:điểm tối đa|(?P<scale>thang điểm))\)",
    r"(?:No part|(?P<some>Of the parts that can be told, none)) is at the ceiling(?:; most provinces at the maximum are on <part:most> \(<pct:share>\)|(?P<none>: no province has all points on any)); provinces lie closest on <part:close> \(the middle half spans <pct:width> of the (?:maximum|(?P<scale>scale))\)",
    ("ceilings",),
)
def check_no_ceiling(c: Context, m: dict):
    full = _full(c, "scale" in m)
    yield c.true("none", "", all(share < 0.5 and width >= 0.01 for share, width in full.values()), full)
    missing = len(c.field.leaves(c.year)) - len(full)
    yield c.true("of some parts", m.get("some", "all"), ("some" in m) == (missing > 0), missing)
    narrow = min(full, key=lambda code: full[code][1])
    yield c.true("closest", m["close"], narrow in c.find_part(m["close"]), narrow)
    yield c.same("width", m["width"], 100 * full[narrow][1])
    most = max(full, key=lambda code: full[code][0])
    if "most" in m:
        yield c.same("share", m["share"], 100 * full[most][0])
        yield c.true(
            "most",
            m["most"],
            any(abs(full.get(code, (9,))[0] - full[most][0]) < SMALL for code in c.find_part(m["most"])),
            most,
        )
    else:
        yield c.true("nobody", "", full[most][0] == 0, full[most])


def _full(c: Context, of_scale: bool = False) -> dict[str, tuple[float, float]]:
    found = {}
    for code in c.field.leaves(c.year):
        top = c.field.maximum(c.year, code)
        if code != "total" and c.field.whole(c.year, code) and not np.isnan(top):
            low = 0.0 if not of_scale else c.field.minimum(c.year, code)
            shares = (c.field.scores(c.year, code) - low) / (top - low)
            found[code] = (
                float((shares >= 1 - SMALL).mean()),
                float(np.quantile(shares, 0.75) - np.quantile(shares, 0.25)),
            )
    return found


@claim(
    "left out",
    r"<int:missing> trong <int:n> thành phần không xét vì chưa biết điểm tối đa",
    r"<int:missing> of <int:n> parts are left out because their maximum",
    ("ceilings",),
)
def check_left_out(c: Context, m: dict):
    leaves = c.field.leaves(c.year)
    yield c.same("parts", m["n"], len(leaves))
    yield c.same("left out", m["missing"], len(leaves) - len(_full(c)))


@claim(
    "ends shown",
    r"Hình có <int:n> tỉnh đầu và <int:n2> tỉnh cuối",
    r"The picture shows the first <int:n> and the last <int:n2> provinces",
    ("ranking", "movers", "split"),
)
def check_ends_shown(c: Context, m: dict):
    yield c.true("ends", m["n"], m["n"] == m["n2"], m["n2"])


@claim(
    "only printed",
    r"Chỉ tìm thấy điểm đã in của <int:n> tỉnh(?: của cả năm <year:y1> và <year:y2>)?",
    r"A printed score was found of <int:n> provinces? only(?: for both <year:y1> and <year:y2>)?",
    (),
)
def check_only_printed(c: Context, m: dict):
    if "y1" in m:
        yield c.same("known in both years", m["n"], len(_changes(c, int(m["y1"]))))
        yield c.same("year", m["y2"], c.year)
    else:
        yield c.same("with a score", m["n"], len(c.field.scores(c.year, c.code)))


@claim(
    "structure words",
    r"các phần cộng lại bằng 100%|\(khoảng Feldt\)|khoảng tin cậy 95%",
    r"they add up to 100%|95% interval",
    ("weights", "smallest_weights", "levels"),
)
def check_words(c: Context, m: dict):
    return []


@claim("means words", r"không tính trung bình từ chúng", r"no mean is computed from them", ("position",))
def check_words2(c: Context, m: dict):
    return []


@claim(
    "only those printed",
    r"Chỉ gồm <int:n> tỉnh (?:tìm thấy điểm|có điểm số)",
    r"Only the <int:n> provinces? whose score (?:was found|is at hand)",
    ("position",),
)
def check_only_those(c: Context, m: dict):
    yield c.same("with a score", m["n"], len(c.field.scores(c.year, c.code)))


@claim(
    "no mean",
    r"Chưa có trung bình cả nước năm <year:year>",
    r"There is no national mean for <year:year>",
    ("course", "nation", "answer"),
)
def check_no_mean(c: Context, m: dict):
    yield c.same("year", m["year"], c.year)
    yield c.true("no mean", m["year"], np.isnan(c.field.mean(c.year, "total")), c.field.mean(c.year, "total"))


# what lasts -----------------------------------------------------------------------------------------------------


def _lasting(c: Context) -> dict[str, tuple[float, float]]:
    """Return by component what part of the differences of a year lasts, and what is left of a distance a year on."""

    def measure() -> dict[str, tuple[float, float]]:
        found = {}
        for code, combine in zip(c.field.tree(c.year).index, c.field.tree(c.year)["combine"], strict=True):
            noise = None if combine in ("beside", "unlisted") else fit_noise(c.field, c.year, code)
            if noise:
                share = noise["lasting"] / (noise["lasting"] + noise["passing"])
                found[code] = (100 * share, 100 * share * noise["kept"])
        return found

    return c.keep("what lasts", measure)


@claim(
    "what lasts",
    r"(?:<part:own>: <pct:share> chênh lệch giữa các tỉnh trong một năm là bền vững|Theo thành phần, phần bền vững của chênh lệch giữa các tỉnh trong một năm từ <pct:low1> \(<part:least1>\) đến <pct:high1> \(<part:most1>\))(?:; theo thành phần từ <pct:low> \(<part:least>\) đến <pct:high> \(<part:most>\))?",
    r"(?:<part:own>: <pct:share> of the differences between provinces in a year last|By component, from <pct:low1> \(<part:least1>\) to <pct:high1> \(<part:most1>\) of the differences between provinces in a year last)(?:; by component from <pct:low> \(<part:least>\) to <pct:high> \(<part:most>\))?",
    ("lasting_parts",),
)
def check_lasting(c: Context, m: dict):
    found = _lasting(c)
    if "low1" in m:
        yield c.true("no whole", m["low1"], "total" not in found, list(found)[:1])
        shares = {code: share for code, (share, _) in found.items()}
        for size, name, end in (("low1", "least1", min), ("high1", "most1", max)):
            yield c.same(size, m[size], end(shares.values()))
            yield c.part(name, m[name], [code for code in shares if abs(shares[code] - end(shares.values())) < 0.01])
        return
    yield c.true("the whole", m["own"], "total" in found, list(found)[:1])
    names = {m["own"], re.sub(r" \([A-Z ]+\)$", "", m["own"])}
    yield c.true("the whole is named", m["own"], any("total" in c.find_part(name) for name in names), "total")
    yield c.same("share", m["share"], found["total"][0])
    parts = {code: share for code, (share, _) in found.items() if code != "total"}
    yield c.true("parts are told", m.get("low"), ("low" in m) == (len(parts) > 1), len(parts))
    for size, name, end in (("low", "least", min), ("high", "most", max)):
        if name in m:
            yield c.same(size, m[size], end(parts.values()))
            yield c.part(name, m[name], [code for code in parts if abs(parts[code] - end(parts.values())) < 0.01])


@claim(
    "taken back",
    r"bình quân bị đảo lại khoảng <pct:back> ngay năm sau",
    r"about <pct:back> is taken back the next year on average",
    ("headline", "movers"),
)
def check_taken_back(c: Context, m: dict):
    noise = fit_noise(c.field, c.year, c.code)
    yield c.true("pairs of years", m["back"], noise is not None and noise["pairs"] >= 3, noise and noise["pairs"])
    yield c.same("taken back", m["back"], 100 * take_back(noise))
    if c.exhibit.name == "headline":
        before = c.field.code_of(c.field.run(c.year, c.code)[0], c.year - 1)
        then, now = (c.field.score(year, code, c.place) for year, code in ((c.year - 1, before), (c.year, c.code)))
        yield c.true("compared with the year before", m["back"], bool(np.isfinite(now - then)), (then, now))


@claim(
    "left a year on",
    r"Khoảng cách tới trung bình năm sau dự kiến còn <pct:kept>",
    r"<pct:kept> of a distance to the mean may be expected a year on",
    ("lasting_parts",),
)
def check_left(c: Context, m: dict):
    yield c.same("left a year on", m["kept"], _lasting(c)["total"][1])
