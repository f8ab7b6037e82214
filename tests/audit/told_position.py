"""What pages say of score, rank, gaps, neighbours, groups and similar provinces."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from .claims import INDEX_NAMES, MISSING, Check, Context, call_alike, claim
from .raw import SMALL

SAID = ("headline", "answer")


@claim(
    "score",
    r"<place:who> đạt <num:score>(?: trên <num:most>)?(?:<unit>|/<num:most2> điểm)",
    r"<place:who> scores <num:score>(?: (?:of|out of) <num:most>)?<unit>",
    SAID,
)
def check_score(c: Context, m: dict):
    yield c.who("province", m["who"], {c.place})
    yield c.same("score", m["score"], c.field.score(c.year, c.code, c.place))
    most = m.get("most") or m.get("most2")
    if most:
        value, decimals = c.read(most)
        top = c.field.maximum(c.year, c.code)
        yield c.true("maximum", most, abs(value - top) <= 0.5 * 10.0**-decimals + SMALL, top)


@claim(
    "rank",
    r"(?<!khi đó )(?<!khi đó xếp )(?:xếp )?thứ <int:rank>(?:/<int:n>)?(?P<cast> trong (?:34|các) tỉnh quy đổi)?(?: \(đồng hạng với <int:tied> tỉnh khác\))?(?P<cast2> trong (?:34|các) tỉnh quy đổi)?",
    r"(?<!when it )(?:is )?ranked <int:rank>(?: of <int:n>)?(?:, level with <int:tied> other provinces?)?(?P<cast> among the back-cast (?:34|provinces))?",
    SAID,
)
def check_rank(c: Context, m: dict):
    yield c.same("rank", m["rank"], c.field.rank(c.year, c.code, c.place))
    if "n" in m:
        yield c.same("of how many", m["n"], c.field.n_ranked(c.year, c.code, c.place))
        yield c.true("rank within", m["rank"], int(m["rank"]) <= int(m["n"]), m["n"])
    tied = c.field.tied(c.year, c.code, c.place)
    yield c.true("ties", m.get("tied", "none"), int(m.get("tied", 0)) == tied, tied)
    cast = c.field.back_cast and not c.field.printed(c.year)
    retold = re.search(r"khi đặt cạnh \d+ tỉnh|beside the other \d+", c.sentence)
    if retold:
        yield c.true("among the 34", retold.group(), cast, cast)
        return
    yield c.true(
        "back-cast", m.get("cast") or m.get("cast2") or "", bool(m.get("cast") or m.get("cast2")) == cast, cast
    )


@claim(
    "beside the others",
    r"khi đặt cạnh <int:n> tỉnh kia, tỉnh sáp nhập được quy đổi",
    r"beside the other <int:n>, merged ones back-cast",
    SAID,
)
def check_beside(c: Context, m: dict):
    yield c.same("the others", m["n"], c.field.n_ranked(c.year, c.code, c.place) - 1)
    yield c.true("among the 34", m["n"], int(m["n"]) < len(c.places.vi), len(c.places.vi))
    yield c.true("not merged", c.place, sum(new == c.place for new in c.raw.places["63"].holder.values()) == 1)


@claim(
    "at maximum",
    r"đạt điểm tối đa, cùng <int:tied> tỉnh khác(?: trong (?:34|các) tỉnh quy đổi)?",
    r"at the maximum, with <int:tied> other provinces?(?: among the back-cast (?:34|provinces))?",
    SAID,
)
def check_at_maximum(c: Context, m: dict):
    yield c.same("ties", m["tied"], c.field.tied(c.year, c.code, c.place))
    yield c.true("maximum", "", c.field.score(c.year, c.code, c.place) >= c.field.maximum(c.year, c.code) - SMALL)


CHANGE_VI = r"(?:(?P<way>[Tt]ăng|[Gg]iảm) <num:points><unit>|(?P<level>(?P<almost>[Hh]ầu như )?không đổi về điểm))"
PLACES_VI = r"(?:(?P<way2>[Tt]ăng|[Gg]iảm)? ?<int:steps> bậc|(?P<stays>giữ nguyên (?:thứ )?hạng))"
CHANGE_EN = r"(?:(?P<way>[Uu]p|[Dd]own) <num:points><unit>|(?P<level>(?P<almost>[Aa]lmost )?unchanged in points))"
PLACES_EN = r"(?:(?P<way2>[Uu]p|[Dd]own)? ?<int:steps> places?|(?P<stays>unchanged in rank))"


@claim(
    "change",
    rf"(?:{CHANGE_VI}(?: (?:và|nhưng) {PLACES_VI})?) so với năm <year:before>(?P<fell> \(khi đó xếp thứ 1\))?",
    rf"(?:{CHANGE_EN}(?: (?:and|but) {PLACES_EN})?) (?:on|since) <year:before>(?P<fell>, when it ranked 1)?",
    SAID,
)
def check_change(c: Context, m: dict):
    yield from _check_change(c, m)


@claim(
    "change of rank",
    rf"{PLACES_VI} so với năm <year:before>(?P<fell> \(khi đó xếp thứ 1\))?",
    rf"{PLACES_EN} (?:on|since) <year:before>(?P<fell>, when it ranked 1)?",
    SAID,
)
def check_rank_change(c: Context, m: dict):
    yield from _check_change(c, m)


def newest_before(c: Context, what: str = "score") -> int | None:
    """Return the newest earlier year with a figure of the province that may be compared."""
    years = [
        at for at in c.field.years if at < c.year and not np.isnan(c.field.before(c.year, c.code, c.place, at, what))
    ]
    if not years and what == "rank" and c.code == "total":  # places are held against each other across frameworks
        years = [at for at in c.field.years if at < c.year and not np.isnan(c.field.rank(at, "total", c.place))]
    return max(years) if years else None


def _rank_then(c: Context, at: int) -> float:
    """Return the rank of an earlier year; that of the whole index whatever its framework was."""
    same = c.field.before(c.year, c.code, c.place, at, "rank")
    return c.field.rank(at, "total", c.place) if c.code == "total" and np.isnan(same) else same


def _check_change(c: Context, m: dict):
    before = int(m["before"])
    change = c.field.score(c.year, c.code, c.place) - c.field.before(c.year, c.code, c.place, before)
    moved = _rank_then(c, before) - c.field.rank(c.year, c.code, c.place)
    newest = [newest_before(c, "rank")] + ([newest_before(c)] if "points" in m or "level" in m else [])
    yield c.true("year before", before, before in newest, newest)
    if "points" in m:
        yield c.size("change", m["points"], change)
        yield c.way("up or down", m["way"], m["way"].lower() in ("tăng", "up"), change)
    if "level" in m:
        yield c.true("no change", 0, c.is_zero(change) and ("almost" in m) == (abs(change) > SMALL), round(change, 4))
    if "steps" in m:
        yield c.size("places", m["steps"], moved)
        yield c.way(
            "places up or down",
            m.get("way2") or m.get("way"),
            (m.get("way2") or m.get("way") or "").lower() in ("tăng", "up"),
            moved,
        )
    if "fell" in m:
        yield c.true("first then", m["fell"], _rank_then(c, before) == 1)
    if "stays" in m:
        yield c.true("same rank", 0, moved == 0, moved)


@claim(
    "stays first",
    r"tiếp tục (?:đứng đầu|đứng thứ nhất)(?: cả nước)?(?: so với năm <year:before>)?|đứng đầu cả nước như năm <year:before2>",
    r"(?:(?:still|stays|remains) first(?: in the country)?(?: since <year:before>)?|first in the country as in <year:before2>)",
    SAID,
)
def check_stays_first(c: Context, m: dict):
    yield c.true("first", "", c.field.rank(c.year, c.code, c.place) == 1)
    before = int(m.get("before") or m.get("before2") or newest_before(c, "rank") or c.year)
    yield c.true(
        "first before",
        before,
        _rank_then(c, before) == 1 and before in (newest_before(c, "rank"), newest_before(c)),
        newest_before(c, "rank"),
    )


THAN_VI = (
    r"(?P<than>trung bình cả nước|trung vị cả nước|trung bình (?:các tỉnh tương đồng|<int:n_peers> (?:trong <int:n_all> )?tỉnh tương đồng(?: có số liệu)?|mười tỉnh (?:đầu|dẫn đầu)|các tỉnh trong (?P<ranks>mười hạng) đầu)|tỉnh tương đồng (?P<only_peer>duy nhất)|"
    r"trung bình vùng(?: <region:region>)?|(?:(?P<several>các )?tỉnh cao nhất|tỉnh dẫn đầu|nơi cao nhất) \(<places:best>\))"
)
THAN_EN = (
    r"(?P<than>the national mean|the national median|the (?P<only_peer>only) similar province|the mean of (?:similar provinces|<int:n_peers> (?:of <int:n_all> )?similar provinces(?: with figures)?|the first ten provinces|those in the first ten (?P<ranks>ranks)|the country|the region)|"
    r"the mean of the <region:region>|the best (?:province|(?P<several>provinces)) \(<places:best>\))"
)


@claim(
    "gap",
    rf"(?P<way>[Cc]ao|[Tt]hấp) hơn {THAN_VI} <num:gap><unit>",
    rf"<num:gap><unit> (?P<way>above|below) {THAN_EN}(?=,|;|\.| and |$)",
    ("position", "answer", "groups", "history"),
)
def check_gap(c: Context, m: dict):
    gap = yield from _measure_gap(c, m)
    yield c.size(f"gap to {m['than'][:30]}", m["gap"], gap)
    yield c.way("above or below", m["way"], m["way"].lower() in ("cao", "above"), gap)


@claim(
    "equal",
    rf"(?P<almost>[Gg]ần )?[Bb]ằng {THAN_VI}(?=,|;|\.| và |$)",
    rf"(?P<almost>[Aa]lmost )?[Ee]qual to {THAN_EN}(?=,|;|\.| and |$)",
    ("position", "answer", "groups", "history"),
)
def check_equal(c: Context, m: dict):
    gap = yield from _measure_gap(c, m)
    yield c.true("level", m["than"], c.is_zero(gap) and ("almost" in m) == (abs(gap) > SMALL), gap)


def _measure_gap(c: Context, m: dict):
    """Return the subject's score less what it is held against."""
    than, year = m["than"], c.year
    if c.exhibit.name == "history":  # the path ends at the last year with a figure
        known = [
            at
            for at in c.field.years
            if at <= c.year
            and c.field.code_of(c.field.run(c.year, c.code)[0], at)
            and not np.isnan(c.field.score(at, c.field.code_of(c.field.run(c.year, c.code)[0], at), c.place))
        ]
        year = max(known)
    code = c.field.code_of(c.field.run(c.year, c.code)[0], year)
    own, scores = c.field.score(year, code, c.place), c.field.scores(year, code)
    printed = c.field.printed(year)
    if "best" in m:
        value, holders = c.field.best(year, code)
        yield c.who("best province", m["best"], holders)
        yield c.true("one or several", m["best"], ("several" in m) == (len(holders) > 1), len(holders))
        return own - value
    if "median" in than or "trung vị" in than:
        yield from c.covered("median of the country", year, code)
        return own - c.field.quantile(year, code, 0.5)
    if "tương đồng" in than or "similar" in than:
        peers = find_peers(c)
        known = scores[[place for place in peers if place in scores.index]]
        if len(known) < 0.9 * len(peers) and "n_peers" not in m:
            yield Check("mean of similar provinces", than, f"{len(known)} of {len(peers)} have a figure", MISSING)
        if "n_peers" in m:
            yield c.same("similar provinces with a figure", m["n_peers"], len(known))
        yield c.true("one or more", than, ("only_peer" in m) == (len(peers) == 1), peers)
        return own - float(known.mean()) if len(known) else np.nan
    if "mười" in than or "first ten" in than:
        ranks = {place: c.field.rank(year, code, place) for place in scores.index}
        yield from c.covered("mean of the first ten", year, code)
        n = sum(rank <= 10 for rank in ranks.values())
        yield c.true("ten, or all of ten ranks", than, ("ranks" in m) == (n > 10), n)
        return own - float(scores[[place for place, rank in ranks.items() if rank <= 10]].mean())
    if "vùng" in than or "region" in m or "the region" in than:
        region = c.places.region.get(c.place, "")
        if m.get("region"):
            yield c.true("region", m["region"], c.places.find_region(m["region"]) == region, region)
        if not printed:
            yield from c.covered("mean of the region", year, code)
        return own - c.field.region_mean(year, code, region)
    if not printed:
        yield from c.covered("mean of the country", year, code)
    return own - c.field.mean(year, code)


@claim("highest", r"là điểm cao nhất(?: cả nước)?", r"the highest score in the country", ("position", "answer"))
def check_highest(c: Context, m: dict):
    own, (value, _) = c.field.score(c.year, c.code, c.place), c.field.best(c.year, c.code)
    yield c.same("highest", f"{own:.6f}".replace(".", "," if c.vi else "."), value)


@claim(
    "neighbour",
    r"(?P<way>[Kk]ém|[Hh]ơn|[Tt]hấp hơn|[Cc]ao hơn) tỉnh (?:liền|xếp ngay|ngay) (?P<side>trên|dưới) \(<places:names>\) <num:gap><unit>",
    r"<num:gap><unit> (?P<way>behind|ahead of) the next (?P<side>above|below) \(<places:names>\)",
    ("marks", "position"),
)
def check_neighbour(c: Context, m: dict):
    up = m["side"] in ("trên", "above")
    gap, names = _find_neighbours(c, up)
    yield c.same("gap to the next", m["gap"], gap)
    yield c.who("next province", m["names"], names)
    yield c.true("way", m["way"], (m["way"].lower() in ("kém", "behind", "thấp hơn")) == up)


@claim(
    "almost level",
    r"gần như bằng điểm tỉnh (?:liền|xếp ngay) (?P<side>trên|dưới) \(<places:names>\)",
    r"almost level with the next (?P<side>above|below) \(<places:names>\)",
    ("marks",),
)
def check_almost_level(c: Context, m: dict):
    gap, names = _find_neighbours(c, m["side"] in ("trên", "above"))
    yield c.true("level", 0, c.is_zero(gap), gap)
    yield c.who("next province", m["names"], names)


def _find_neighbours(c: Context, up: bool) -> tuple[float, set[str]]:
    if not c.field.whole(c.year, c.code):
        return np.nan, set()
    own, scores = c.field.score(c.year, c.code, c.place), c.field.scores(c.year, c.code)
    away = (scores - own) if up else (own - scores)
    away = away[away > SMALL]
    return (float(away.min()), set(away.index[away <= away.min() + SMALL])) if len(away) else (np.nan, set())


QUARTERS = {
    "cao nhất": 1,
    "thứ hai": 2,
    "thứ ba": 3,
    "thấp nhất": 4,
    "highest": 1,
    "second": 2,
    "third": 3,
    "lowest": 4,
    "top": 1,
    "bottom": 4,
    "nhóm 25% tỉnh có điểm cao nhất": 1,
    "nhóm tứ phân vị thứ hai": 2,
    "nhóm tứ phân vị thứ ba": 3,
    "nhóm 25% tỉnh có điểm thấp nhất": 4,
}


@claim(
    "quarter",
    r"<place:who> thuộc (?:nhóm một phần tư )?(?P<quarter>cao nhất|thứ hai|thứ ba|thấp nhất|nhóm 25% tỉnh có điểm (?:cao|thấp) nhất|nhóm tứ phân vị thứ (?:hai|ba))",
    r"<place:who> is in the (?P<quarter>highest|second|third|lowest|top|bottom) (?:quarter|quartile)",
    ("place", "answer"),
)
def check_quarter(c: Context, m: dict):
    rank, n = c.field.rank(c.year, c.code, c.place), c.field.n_ranked(c.year, c.code, c.place)
    yield c.who("province", m["who"], {c.place})
    if np.isnan(rank) or np.isnan(n):
        yield Check("quarter", m["quarter"], "not known", MISSING)
    else:
        yield c.true(
            "quarter", m["quarter"], QUARTERS[m["quarter"]] == int(np.ceil(4 * rank / n)), np.ceil(4 * rank / n)
        )


@claim(
    "rank in region",
    r"(?:đứng )?thứ <int:rank>/<int:n> trong vùng <region:region>",
    r"<int:rank>/<int:n> in the <region:region>",
    ("place",),
)
def check_rank_in_region(c: Context, m: dict):
    region, scores = c.places.region.get(c.place, ""), c.field.scores(c.year, c.code)
    own = c.field.score(c.year, c.code, c.place)
    near = scores[[c.places.region.get(place) == region for place in scores.index]]
    yield c.true("region", m["region"], c.places.find_region(m["region"]) == region, region)
    if not c.field.whole(c.year, c.code):
        yield Check("rank in region", m["rank"], "not known", MISSING)
        return
    yield c.same("rank in region", m["rank"], 1 + (near > own + SMALL).sum())
    yield c.same("provinces in region", m["n"], len(near))


# similar provinces ----------------------------------------------------------------------------------------------


FAR = 2.0
"""Distance from which a province is not called similar, as the page says it."""


def find_peers(c: Context) -> list[str]:
    """Return the six most similar provinces, nearest first, without those that are far where the page tells how far."""
    return [place for place, _ in measure_peers(c)]


def measure_peers(c: Context) -> list[tuple[str, float]]:
    """Return the most similar provinces with their distances."""
    facts = c.raw.covariates
    year = max([at for at in facts["year"].unique() if at <= c.year], default=facts["year"].min())
    now = facts[facts["year"] == year].set_index("place")
    table = now[["population", "urban"]].assign(product=now["population"] * now["grdp"])
    if c.page.vintage == "34":
        table = table.groupby(table.index.map(c.raw.places["63"].holder)).sum()
    matrix = np.column_stack(
        [
            np.log(table["population"]),
            table["urban"] / table["population"],
            np.log(table["product"] / table["population"]),
        ]
    )
    matrix = (matrix - matrix.mean(axis=0)) / matrix.std(axis=0)
    if c.place not in table.index:
        return []
    own = list(table.index).index(c.place)
    away = ((matrix - matrix[own]) ** 2).sum(axis=1)
    away += np.array([c.places.region.get(place) != c.places.region.get(c.place) for place in table.index])
    away[own] = -1
    order = np.argsort(away, kind="stable")[1:7]
    near = [(table.index[at], float(np.sqrt(away[at]))) for at in order]
    told = " ".join(exhibit.finding or "" for exhibit in c.page.exhibits if exhibit.name == "peers")
    limited = re.search(r"độ lệch chuẩn\)|standard deviations away|đủ giống|similar enough", told)
    return [(place, far) for place, far in near if far <= FAR or not limited]


@claim(
    "peers",
    r"giống <place:who> nhất: <places:names>(?: \(cách(?: xa nhất)? <num:far> độ lệch chuẩn\))?",
    r"Most like <place:who>: <places:names>(?: \((?:the furthest )?<num:far> standard deviations away\))?",
    ("peers",),
)
def check_peers(c: Context, m: dict):
    yield c.who("province", m["who"], {c.place})
    told = [c.places.find(name) for name in c.split(m["names"])]
    yield c.true("similar provinces", m["names"], told == find_peers(c), find_peers(c))
    if "far" in m:
        yield c.same("the furthest", m["far"], max(far for _, far in measure_peers(c)))


@claim(
    "peers with a score", r"<int:n> trong <int:of> tỉnh này có số liệu", r"<int:n> of <int:of> have a score", ("peers",)
)
def check_peers_known(c: Context, m: dict):
    peers = find_peers(c)
    yield c.same("with a score", m["n"], sum(place in c.field.scores(c.year, c.code).index for place in peers))
    yield c.same("similar provinces", m["of"], len(peers))


@claim(
    "no better peer",
    r"không tỉnh nào trong số đó có điểm cao hơn|điểm không cao hơn",
    r"none of them scores higher|it does not score higher",
    ("peers",),
)
def check_no_better(c: Context, m: dict):
    yield from _know_peers(c)
    yield c.true("none higher", "", not _list_better(c), _list_better(c))


@claim(
    "better peers",
    r"điểm cao hơn: (?P<list>(?:<place:one> \([\d.,]+<unit>\)(?:, | và )?)+)",
    r"scoring higher: (?P<list>(?:<place:one> \([\d.,]+<unit>\)(?:, | and )?)+)",
    ("peers",),
)
def check_better(c: Context, m: dict):
    yield from _know_peers(c)
    told = read_list(m["list"])
    better = _list_better(c)
    found, scores = [c.places.find(name) for name, _ in told], c.field.scores(c.year, c.code)
    steps = [scores.get(one, np.nan) - scores.get(other, np.nan) for one, other in pairwise(found)]
    yield c.true("who is better", m["list"], sorted(found) == sorted(better), better)
    yield c.true("the best first", m["list"], all(step >= -SMALL for step in steps), better)
    for name, score in told:
        yield c.same(f"score of {name}", score, c.field.score(c.year, c.code, c.places.find(name)))


def read_list(text: str) -> list[tuple[str, str]]:
    """Return names and numbers of a list ``Huế (7,99 điểm) và Đà Nẵng (7,90 điểm)``."""
    return re.findall(r"(?:^|, | và | and )((?:(?!, | và | and ).)+?) \(([−\d.,]+)[^)]*\)", text)


def _list_better(c: Context) -> list[str]:
    scores, own = c.field.scores(c.year, c.code), c.field.score(c.year, c.code, c.place)
    near = scores[[place for place in find_peers(c) if place in scores.index]]
    return list(near[near > own + SMALL].sort_values(ascending=False, kind="stable").index)


def _know_peers(c: Context):
    scores, peers = c.field.scores(c.year, c.code), find_peers(c)
    n = sum(place in scores.index for place in peers)
    if n < 0.9 * len(peers) and not re.search(rf"\b{n}\b", c.sentence):
        yield Check("similar provinces with a figure", c.sentence[:60], f"{n} of {len(peers)}", MISSING)


@claim(
    "behind peers",
    r"(?:Kém|Thấp hơn) (?:các tỉnh tương đồng|<int:n> trong <int:of> tỉnh tương đồng có số liệu) nhiều nhất ở <part:part>: (?:thấp hơn trung bình|dưới mức trung bình) <num:gap><unit>(?:, cùng mức còn <int:level> (?:nội dung|tỉnh|nơi) khác)?; (?:tốt|cao) nhất là (?P<best>[^(]+?) \(<num:score><unit>\)",
    r"Furthest behind (?:similar provinces|<int:n> of <int:of> similar provinces) on <part:part>: <num:gap><unit> below their mean(?:, with <int:level> others? at the same level)?; best: (?P<best>[^(]+?) \(<num:score><unit>\)",
    ("peer_parts",),
)
def check_behind_peers(c: Context, m: dict):
    gaps = _gap_to_peers(c)
    worst = min(gaps.values())
    told = [code for code in c.find_part(m["part"]) if code in gaps]
    yield c.true("part", m["part"], any(gaps[code] <= worst + 1e-6 for code in told), min(gaps, key=gaps.get))
    yield c.size("gap", m["gap"], worst)
    code = (told or [min(gaps, key=gaps.get)])[0]
    scores = c.field.scores(c.year, code)
    near = scores[[place for place in find_peers(c) if place in scores.index]]
    yield c.who("best of them", m["best"], set(near.index[near >= near.max() - SMALL]))
    yield c.same("best score", m["score"], near.max())
    yield c.true("a gap", m["gap"], c.read(m["gap"])[0] > 0, "more than nothing")
    yield from _count_peers(c, m, code)


@claim(
    "behind the only peer",
    r"Khoảng cách tới <place:only>, tỉnh tương đồng duy nhất, lớn nhất ở <part:part>: thấp hơn <num:gap><unit>(?:, cùng mức còn <int:level> (?:nội dung|tỉnh|nơi) khác)?",
    r"Furthest behind <place:only>, the only similar province, on <part:part>: <num:gap><unit> below(?:, with <int:level> others? at the same level)?",
    ("peer_parts",),
)
def check_behind_only(c: Context, m: dict):
    gaps = _gap_to_peers(c)
    worst = min(gaps.values())
    told = [code for code in c.find_part(m["part"]) if code in gaps]
    yield c.true("part", m["part"], any(gaps[code] <= worst + 1e-6 for code in told), min(gaps, key=gaps.get))
    yield c.size("gap", m["gap"], worst)
    yield c.true("a gap", m["gap"], c.read(m["gap"])[0] > 0, "more than nothing")
    yield from _count_peers(c, m, (told or [c.code])[0])


@claim(
    "not behind peers",
    r"(?:Trong các thành phần có số liệu, )?[Kk]hông thành phần nào (?:kém|thấp hơn) (?:trung bình (?:các tỉnh tương đồng|<int:n> trong <int:of> tỉnh tương đồng có số liệu)|<place:only>, tỉnh tương đồng duy nhất); sát nhất là <part:part>(?:, cùng mức còn <int:level> (?:nội dung|tỉnh|nơi) khác)?",
    r"(?:No part|Of the parts with figures, none) is (?:behind|below) (?:the mean of (?:similar provinces|<int:n> of <int:of> similar provinces)|<place:only>, the only similar province); the closest is <part:part>(?:, with <int:level> others? at the same level)?",
    ("peer_parts",),
)
def check_not_behind(c: Context, m: dict):
    gaps = _gap_to_peers(c)
    yield from _know_peers(c)
    yield from _count_peers(c, m, next(iter(gaps)))
    yield c.true("none behind", "", all(gap >= 0 or c.is_zero(gap) for gap in gaps.values()), min(gaps.values()))
    told = [code for code in c.find_part(m["part"]) if code in gaps]
    yield c.true(
        "closest", m["part"], any(gaps[code] <= min(gaps.values()) + 1e-6 for code in told), min(gaps, key=gaps.get)
    )


def _count_peers(c: Context, m: dict, code: str):
    peers, gaps = find_peers(c), _gap_to_peers(c).values()
    level = sum(gap <= min(gaps) + 1e-9 for gap in gaps) - 1
    yield c.true("as far behind", m.get("level", 0), int(m.get("level", 0)) == level, level)
    yield c.true("one or more", m.get("only", ""), ("only" in m) == (len(peers) == 1), peers)
    if "only" in m:
        yield c.who("the only similar province", m["only"], set(peers))
    if "n" in m:
        yield c.same(
            "similar provinces with a figure",
            m["n"],
            sum(place in c.field.scores(c.year, code).index for place in peers),
        )
        yield c.same("similar provinces", m["of"], len(peers))


@claim(
    "close to peers",
    r"Xấp xỉ hoặc cao hơn (?:trung bình (?:các tỉnh tương đồng|<int:n> trong <int:of> tỉnh tương đồng có số liệu)|<place:only>, tỉnh tương đồng duy nhất,) ở mọi thành phần(?: có số liệu)?; thấp hơn nhiều nhất ở <part:part> \(<num:gap><unit>\)(?:, cùng mức còn <int:level> (?:nội dung|tỉnh|nơi) khác)?",
    r"Close to (?:the mean of (?:similar provinces|<int:n> of <int:of> similar provinces)|<place:only>, the only similar province,) or above it on every part(?: with figures)?; furthest below on <part:part> \(<num:gap><unit>\)(?:, with <int:level> others? at the same level)?",
    ("peer_parts",),
)
def check_close_to_peers(c: Context, m: dict):
    gaps = _gap_to_peers(c)
    worst = min(gaps.values())
    told = [code for code in c.find_part(m["part"]) if code in gaps]
    yield c.true("part", m["part"], any(gaps[code] <= worst + 1e-6 for code in told), min(gaps, key=gaps.get))
    yield c.size("gap", m["gap"], worst)
    top = c.field.maximum(c.year, (told or [c.code])[0])
    yield c.true("close", m["gap"], -0.02 * top <= worst < 0, f"{worst} of {top}")
    yield from _count_peers(c, m, (told or [c.code])[0])


def _gap_to_peers(c: Context) -> dict[str, float]:
    peers, gaps = find_peers(c), {}
    for code in c.field.parts(c.year, c.code):
        scores = c.field.scores(c.year, code)
        near = scores[[place for place in peers if place in scores.index]]
        if len(near) and c.place in scores.index:
            gaps[code] = float(scores[c.place] - near.mean())
    return gaps or {c.code: np.nan}


# other indices --------------------------------------------------------------------------------------------------


@claim(
    "ranks of all",
    r"<index:ix>(?: \((?:quy đổi|34 tỉnh)\))? (?:năm )?<year:year>: <int:rank>(?:/<int:n>)?",
    r"<index:ix>(?: \((?:back-cast|34 provinces)\))? (?:năm )?<year:year>: <int:rank>(?:/<int:n>)?",
    ("indices",),
)
def check_indices(c: Context, m: dict):
    yield from _check_standing(c, INDEX_NAMES[m["ix"]], "total", m)


@claim(
    "no figure of the year",
    r"Không có số liệu của <place:who> về (?:<part:part> \()?<index:ix> (?:năm )?<year:year>\)?: kết quả năm <year:y2> không công bố tỉnh này",
    r"There is no figure of <place:who> on (?:<part:part> \()?<index:ix> (?:năm )?<year:year>\)?: the <year:y2> results were not published for it",
    SAID,
)
def check_no_figure(c: Context, m: dict):
    yield c.who("province", m["who"], {c.place})
    yield from c.edition(m["ix"], m["year"])
    yield c.same("year", m["y2"], c.year)
    yield c.true(
        "no figure", m["who"], np.isnan(c.field.score(c.year, c.code, c.place)) and c.field.whole(c.year, c.code)
    )


@claim(
    "nothing to compare",
    r"Chưa đủ số liệu đã công bố để so sánh <place:who> với cả nước năm <year:year>",
    r"Too little is published to compare <place:who> with the country in <year:year>",
    ("position", "answer"),
)
def check_nothing_to_compare(c: Context, m: dict):
    yield c.who("province", m["who"], {c.place})
    yield c.same("year", m["year"], c.year)
    own, country = c.field.score(c.year, c.code, c.place), c.field.mean(c.year, c.code)
    yield c.true("too little", m["who"], np.isnan(own - country), own - country)


@claim("whose ranks", r"Thứ hạng của <place:who>", r"Ranks of <place:who>", ("indices",))
def check_whose(c: Context, m: dict):
    yield c.who("province", m["who"], {c.place})


@claim(
    "same matter",
    r"<index:ix>(?: \((?:quy đổi|34 tỉnh)\))?(?: – (?P<part>[^():;]+?))? \(<year:year>, <int:rank>(?:/<int:n>)?\)",
    r"<index:ix>(?: \((?:back-cast|34 provinces)\))?(?: – (?P<part>[^():;]+?))? \(<year:year>, <int:rank>(?:/<int:n>)?\)",
    ("matters",),
)
def check_matter(c: Context, m: dict):
    index = INDEX_NAMES[m["ix"]]
    code = "total"
    if "part" in m:
        tree = c.raw.trees[index]
        rows = tree[(tree[f"name_{c.page.language}"].map(call_alike) == m["part"]) & (tree["year"] == int(m["year"]))]
        yield c.true("component", m["part"], len(rows) > 0, "in the tree")
        code = rows["component_code"].iloc[0] if len(rows) else "total"
    yield from _check_standing(c, index, code, m)


def _check_standing(c: Context, index: str, code: str, m: dict):
    from .raw import TABLES

    vintage, place = TABLES[index], c.place
    field = c.fields(index, vintage)
    if vintage != c.page.vintage:
        place = _follow(c, vintage)
    year = int(m["year"])
    if c.page.vintage == "34" and vintage != "34" and (place is None or c.field.back_cast):
        cast = c.fields(index, "34")
        if place is None or not np.isnan(cast.rank(year, code, c.place)):  # what is printed alone is not back-cast
            field, place = cast, c.place
    yield c.same(f"rank on {m['ix']}", m["rank"], field.rank(year, code, place))
    if "n" in m:
        yield c.same(f"of how many on {m['ix']}", m["n"], field.n_ranked(year, code, place))
    key = field.row(year, code)
    key = key["component_key"] if key is not None else "total"
    known = [
        at
        for at in field.years
        if field.code_of(key, at) and not np.isnan(field.rank(at, field.code_of(key, at), place))
    ]
    near = min(known, key=lambda at: (abs(at - c.year), at), default=None)
    yield c.true("nearest year", year, near is not None and abs(near - c.year) >= abs(year - c.year), near)


def _follow(c: Context, vintage: str) -> str | None:
    holder = c.raw.places["63"].holder
    alone = {old: new for old, new in holder.items() if sum(new == other for other in holder.values()) == 1}
    if vintage == "34":
        return alone.get(c.place)
    return {new: old for old, new in alone.items()}.get(c.place)


@claim(
    "same matter, no figure",
    r"Về “[^”]+”, (?P<list>.+?) có thành phần cùng nội dung nhưng chưa có số liệu của tỉnh để so sánh",
    r"On “[^”]+”, (?P<list>.+?) have components on the same matter but no figure (?:of the province )?to compare",
    ("matters",),
)
def check_matter_unknown(c: Context, m: dict):
    for name in re.split(r", | và | and ", m["list"]):
        index = INDEX_NAMES.get(re.sub(r" \([^)]*\)$", "", name))
        yield c.true("index", name, index is not None, "one of the indices")


@claim(
    "edition",
    r"<index:ix> (?:năm )?<year:year>(?:, quy đổi theo 34 tỉnh)?",
    r"<index:ix> (?:năm )?<year:year>(?:, back-cast to the 34 provinces)?",
    ("headline", "answer", "chain", "profile", "survey_shares", "sides", "claims", "reasons", "marks", "causes"),
)
def check_edition(c: Context, m: dict):
    yield from c.edition(m["ix"], m["year"])


@claim(
    "same matter, verdict",
    r"Về “[^”]+”, (?:so với chỉ số này: |so với kết quả này, các chỉ số khác: |chưa có thứ hạng của tỉnh ở chỉ số này để so sánh; ở các chỉ số khác: )",
    r"On “[^”]+”, (?:beside this component: |beside this result, other indices: |there is no rank of the province here to compare; elsewhere: )",
    ("matters",),
)
def check_matter_words(c: Context, m: dict):
    return []
