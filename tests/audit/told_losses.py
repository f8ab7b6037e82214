"""What pages say of points lost, strengths, gains, and what would follow if losses were recovered."""

from __future__ import annotations

import re

import numpy as np

from .chance import draw_places, fit_noise, judge, keep_best, tell_all_apart, tell_apart
from .claims import INDEX_NAMES, MISSING, Check, Context, claim
from .raw import SMALL, TABLES


def losses(c: Context, codes: list[str], year: int | None = None) -> dict[str, float]:
    """Return the points lost on each component with a score and a known maximum."""
    year = year or c.year
    weighted = any(code != c.code for code in codes) or c.code == "total"
    found = {
        code: (c.field.maximum(year, code) - c.field.score(year, code, c.place))
        * (c.field.weight(year, code) if weighted else 1.0)
        for code in codes
    }
    return {code: lost for code, lost in found.items() if not np.isnan(lost)}


def _own_loss(c: Context) -> float:
    return c.field.maximum(c.year, c.code) - c.field.score(c.year, c.code, c.place)


@claim(
    "lost",
    r"Mất <num:lost><unit> so với điểm tối đa(?:; (?:trong các thành phần đã biết điểm mất, )?(?P<most>nhiều nhất|phần lớn)(?: ở)? <part:part> \(<num:points><unit>(?:, <pct:share>(?: tổng số điểm mất)?)?\)(?:, cùng mức còn <int:level> nội dung khác)?)?",
    r"<num:lost><unit> (?:were|was) lost against the maximum(?:; (?P<most>most of it|the largest part of it|most|of the parts whose loss is known, most was lost) on <part:part> \(<num:points><unit>(?:, <pct:share>(?: of all that was lost)?)?\)(?:, with <int:level> others? at the same level)?)?",
    ("losses", "answer", "largest"),
)
def check_lost(c: Context, m: dict):
    yield c.same("lost", m["lost"], _own_loss(c))
    if "part" in m:
        parts = losses(c, c.field.parts(c.year, c.code))
        told = [code for code in c.find_part(m["part"]) if code in parts]
        most = max(parts.values())
        yield c.true("most on", m["part"], any(parts[code] >= most - 1e-6 for code in told), max(parts, key=parts.get))
        yield c.level(m, parts)
        yield c.same("points", m["points"], most)
        if "share" in m:
            yield c.same("share", m["share"], 100 * most / _sum_of(c, parts))
            if m["most"] in ("most of it", "phần lớn"):
                yield c.true("most of it is half or more", m["share"], most / _sum_of(c, parts) >= 0.5, ">= 50%")
        if "most" in m and m["most"] == "most of it" and "share" not in m:
            yield c.true("most of it is half or more", m["points"], most >= 0.5 * _own_loss(c), ">= 50%")


def _sum_of(c: Context, parts: dict[str, float], code: str | None = None) -> float:
    """Return all that was lost; of a weighted whole, parts that are not listed are in it."""
    code = code or c.code
    if any(c.field.weight(c.year, part) != 1.0 for part in parts):
        return c.field.maximum(c.year, code) - c.field.score(c.year, code, c.place)
    return sum(parts.values())


@claim(
    "nothing lost",
    r"(?:Không mất điểm nào|(?P<next_to>Hầu như không mất điểm)) so với điểm tối đa",
    r"(?:No|(?P<next_to>Next to no)) points were lost against the maximum",
    ("losses", "answer"),
)
def check_nothing_lost(c: Context, m: dict):
    lost = _own_loss(c)
    yield c.true("nothing lost", "", c.is_zero(lost) and (lost > 1e-9) == ("next_to" in m), lost)


@claim(
    "pieces",
    r"Trong đó,?(?: có)?(?: <num:everyone><unit> (?:ngay cả tỉnh cao nhất của từng thành phần cũng mất|mà tỉnh dẫn đầu(?P<each> của từng thành phần)? cũng không đạt))?(?:;? <num:below><unit> là phần (?:kém trung vị|thấp hơn mức trung vị) cả nước|; (?P<none>không có phần nào kém trung vị cả nước))?",
    r"Of these, (?:<num:everyone><unit> are lost even by the best province(?P<each> of each part)?)?(?:(?:; )?<num:below><unit> lies? below the national median|; (?P<none>nothing lies below the national median))?",
    ("losses",),
)
def check_pieces(c: Context, m: dict):
    codes = list(losses(c, c.field.parts(c.year, c.code)))
    for code in codes:
        yield from c.covered("even the best loses", None, code)
    weights = {code: c.field.weight(c.year, code) if code != c.code else 1.0 for code in codes}
    everyone = sum(weights[code] * (c.field.maximum(c.year, code) - c.field.best(c.year, code)[0]) for code in codes)
    behind = {code: c.field.quantile(c.year, code, 0.5) - c.field.score(c.year, code, c.place) for code in codes}
    below = sum(weights[code] * max(behind[code], 0) for code in codes)
    rest = _find_rest(c, weights)
    if rest is not None:  # what no table lists, of which only the sum over its parts is known
        everyone += (
            c.field.maximum(c.year, c.code)
            - sum(weight * c.field.maximum(c.year, code) for code, weight in weights.items())
            - rest.max()
        )
        below += max(rest.median() - rest[c.place], 0)
    if "everyone" in m:
        yield c.same("lost by everyone", m["everyone"], everyone)
        yield c.true("lost by everyone is something", m["everyone"], c.read(m["everyone"])[0] > 0, "> 0")
    else:
        yield c.true("nothing lost by everyone", "", c.is_zero(everyone), everyone)
    if "below" in m:
        yield c.same("below the median", m["below"], below)
    else:
        yield c.true("nothing below the median", "", c.is_zero(below), below)


def _find_rest(c: Context, weights: dict[str, float]):
    """Return what the listed parts of a weighted whole leave of it, by place; None where they make all of it."""
    if all(weight == 1.0 for weight in weights.values()) or sum(weights.values()) > 1 - 1e-9:
        return None
    listed = sum(weight * c.field.scores(c.year, code) for code, weight in weights.items())
    return c.field.scores(c.year, c.code) - listed


KINDS = {
    "chronic": ("kéo dài từ ba năm trở lên", "lasting three years or more"),
    "repeated": ("lặp lại từ năm trước", "repeated from the year before"),
    "new": ("mới phát sinh trong năm", "new this year"),
    "heavy": ("lớn", "heavy"),
    "recovered": ("đã phục hồi", "recovered"),
}


@claim(
    "lasting",
    rf"(?:Điểm mất |; )(?P<kind>{'|'.join(vi for vi, _ in KINDS.values())}): <parts:names>",
    rf"(?:Losses |; )(?P<kind>{'|'.join(en for _, en in KINDS.values())}): <parts:names>",
    ("lasting",),
)
def check_lasting(c: Context, m: dict):
    kind = next(kind for kind, words in KINDS.items() if any(m["kind"] in text.split("|") for text in words))
    states = lasting(c)
    told = [code for name in c.split_parts(m["names"]) for code in c.find_part(name)[:1]]
    yield c.true(
        kind,
        m["names"],
        set(told) == {code for code, state in states.items() if state == kind},
        {code: s for code, s in states.items() if s != "light"},
    )


def lasting(c: Context) -> dict[str, str]:
    """Return the state of each part's loss: heavy is a rank in the last quarter of all that are ranked."""
    states = {}
    for code in c.field.parts(c.year, c.code):
        flags, years = [], []
        for at, then in c.field.comparable(c.year, code):
            own = c.field.score(at, then, c.place)
            if not np.isnan(own) and c.field.whole(at, then):
                flags.append(4 * c.field.rank(at, then, c.place) > 3 * c.field.n_ranked(at, then, c.place))
                years.append(at)
        if not years or years[-1] != c.year:
            continue
        run = 0
        while run < len(flags) and flags[-1 - run]:
            run += 1
        if not flags[-1]:
            states[code] = "recovered" if len(flags) > 1 and flags[-2] else "light"
        elif run >= 3:
            states[code] = "chronic"
        elif len(flags) == 1:
            states[code] = "heavy"
        else:
            states[code] = "repeated" if run > 1 else "new"
    return states


QUARTILE = {
    "chronic": ("từ ba kỳ công bố trở lên", "for three published years or more"),
    "repeated": ("như năm (?:19|20)\\d\\d", "as in (?:19|20)\\d\\d"),
    "new": ("mới so với năm (?:19|20)\\d\\d", "new since (?:19|20)\\d\\d"),
    "heavy": ("chưa có năm trước để so sánh", "no year before to compare"),
    "recovered": ("[Đđ]ã ra khỏi nhóm này so với năm (?:19|20)\\d\\d", "[Oo]ut of that quartile since (?:19|20)\\d\\d"),
}


def _check_quartile(c: Context, kind_text: str, names: list[str] | None):
    kind = next(kind for kind, words in QUARTILE.items() if any(re.fullmatch(text, kind_text) for text in words))
    states = lasting(c)
    year = re.search(r"(?:19|20)\d\d", kind_text)
    if year:
        before = {
            code: _years_with_table(c, code)[-2]
            for code, state in states.items()
            if state == kind and len(_years_with_table(c, code)) > 1
        }
        expected = {code for code, at in before.items() if at == int(year.group())}
        yield c.true("year before", year.group(), bool(expected), before)
    else:
        expected = {code for code, state in states.items() if state == kind}
    told = {code for name in names for code in c.find_part(name)[:1]} if names is not None else {c.code}
    yield c.true(kind, names, told == expected, {code: state for code, state in states.items() if state != "light"})


def _years_with_table(c: Context, code: str) -> list[int]:
    return [
        at
        for at, then in c.field.comparable(c.year, code)
        if c.field.whole(at, then) and not np.isnan(c.field.score(at, then, c.place))
    ]


@claim(
    "bottom quartile",
    rf"(?:nhóm 25% tỉnh có điểm thấp nhất – |; |^)(?P<kind>{'|'.join(vi for vi, _ in QUARTILE.values())}): <parts:names>",
    rf"(?:bottom quartile of provinces – |; |^)(?P<kind>{'|'.join(en for _, en in QUARTILE.values())}): <parts:names>",
    ("lasting",),
)
def check_bottom(c: Context, m: dict):
    yield from _check_quartile(c, m["kind"], c.split_parts(m["names"]))


@claim(
    "bottom quartile, of one",
    rf"(?:Tỉnh|<place:who>) (?:thuộc nhóm 25% tỉnh có điểm thấp nhất \((?P<kind>{'|'.join(vi for vi, _ in QUARTILE.values())})\)|(?P<light>không thuộc nhóm 25% tỉnh có điểm thấp nhất)|đã ra khỏi nhóm 25% tỉnh có điểm thấp nhất so với năm <year:left>)",
    rf"(?:[Tt]he province|<place:who>) (?:is in the bottom quartile of provinces \((?P<kind>{'|'.join(en for _, en in QUARTILE.values())})\)|(?P<light>is not in the bottom quartile of provinces)|has left the bottom quartile of provinces since <year:left>)",
    ("lasting",),
)
def check_bottom_of_one(c: Context, m: dict):
    if "light" in m:
        yield c.true("not in it", "", lasting(c).get(c.code) == "light", lasting(c))
    elif "left" in m:
        yield c.true(
            "left it",
            m["left"],
            lasting(c).get(c.code) == "recovered" and _years_with_table(c, c.code)[-2:-1] == [int(m["left"])],
            lasting(c),
        )
    else:
        yield from _check_quartile(c, m["kind"], None)


@claim(
    "none in the bottom quartile",
    r"Thuộc nhóm 25% tỉnh có điểm thấp nhất – không có thành phần nào",
    r"In the bottom quartile of provinces – no part",
    ("lasting",),
)
def check_none_bottom(c: Context, m: dict):
    yield c.true("none", "", set(lasting(c).values()) <= {"light", "recovered"}, lasting(c))


@claim(
    "none heavy",
    r"Không thành phần nào nằm trong nhóm một phần tư tỉnh thấp nhất",
    r"No part lies among the lowest quarter of provinces",
    ("lasting",),
)
def check_none_heavy(c: Context, m: dict):
    yield c.true("none heavy", "", set(lasting(c).values()) <= {"light"}, lasting(c))


@claim(
    "behind the best",
    r"Điểm tối đa của các thành phần chưa được công bố đủ; so với tỉnh (?:cao nhất|dẫn đầu), (?:kém|thấp hơn) nhiều nhất ở <part:part> \(<num:gap><unit>\)",
    r"Not all maxima of the parts are published; against the best province most is missing on <part:part> \(<num:gap><unit>\)",
    ("losses", "answer"),
)
def check_behind_best(c: Context, m: dict):
    gaps = {
        code: (c.field.best(c.year, code)[0] - c.field.score(c.year, code, c.place))
        * (c.field.weight(c.year, code) if code != c.code else 1.0)
        for code in c.field.leaves(c.year, c.code)  # a task is set for what has no parts
    }
    gaps = {code: gap for code, gap in gaps.items() if not np.isnan(gap)}
    most = max(gaps.values())
    yield c.true("part", m["part"], any(gaps.get(code, -1) >= most - 1e-6 for code in c.find_part(m["part"])), gaps)
    yield c.same("gap", m["gap"], most)


@claim(
    "printed parts",
    r"(?P<lead>Các phần điểm đã công bố: |; )(?P<name>[^\d“”:;]+?) <num:score><unit>",
    r"(?P<lead>Parts as printed: |; )(?P<name>[^\d“”:;]+?) <num:score><unit>",
    ("losses",),
)
def check_printed_parts(c: Context, m: dict):
    codes = c.find_part(m["name"].strip())
    yield c.true("component", m["name"], bool(codes), "in the tree")
    if codes:
        yield c.same("score", m["score"], c.field.score(c.year, codes[0], c.place))


@claim(
    "largest losses",
    r"(?:Mất nhiều điểm nhất ở|[Mm]ất điểm nhiều nhất ở|mất nhiều điểm nhất ở|[Mm]ất điểm nhiều nhất:|Chỉ mất điểm ở) (?P<list>.+)",
    r"(?:[Mm]ost points were lost on:?|[Tt]he largest losses are on|Points were lost only on) (?P<list>.+)",
    ("largest", "answer"),
)
def check_largest(c: Context, m: dict):
    below = [code for code in c.field.leaves(c.year) if c.code in ("total", code) or code.startswith(f"{c.code}.")]
    lost = losses(c, below)
    order = sorted((code for code in lost if not c.is_zero(lost[code])), key=lambda code: -lost[code])
    told = re.findall(r"“([^”]+)” \(([\d.,]+)[^,;)]*(?:, ([\d.,]+)%[^)]*)?\)", m["list"])
    yield c.true("how many", len(told), len(told) == min(3, len(order)), min(3, len(order)))
    for at, (name, points, share) in enumerate(told):
        codes = [code for code in c.find_part(name) if code in lost]
        yield c.true("part", name, bool(codes) and abs(lost[codes[0]] - lost[order[at]]) < 1e-6, order[:3])
        yield c.same("points", points, lost[order[at]])
        if share:
            yield c.same("share", share, 100 * lost[order[at]] / _sum_of(c, lost, "total"))
    level = re.search(r", (?:cùng mức còn|with) (\d+) (?:nội dung khác|others? at the same level)", m["list"])
    last = lost[order[len(told) - 1]]
    beyond = sum(abs(lost[code] - last) < 1e-6 for code in order[len(told) :])
    yield c.same("level with the last", level[1] if level else "0", beyond)


@claim(
    "above the mean",
    r"<int:above> trong <int:n> chỉ số thành phần(?P<known> có số liệu)? cao hơn trung bình cả nước",
    r"<int:above> of <int:n> components?(?P<known> with figures)? (?:is|are) above the national mean",
    ("profile",),
)
def check_above(c: Context, m: dict):
    gaps = [
        c.field.score(c.year, code, c.place) - c.field.mean(c.year, code) for code in c.field.parts(c.year, "total")
    ]
    gaps = [gap for gap in gaps if not np.isnan(gap)]
    yield c.same("above", m["above"], sum(gap > 0 for gap in gaps))
    yield c.same("compared", m["n"], len(gaps))
    if "known" not in m:
        yield c.same("all", m["n"], len(c.field.parts(c.year, "total")))


@claim(
    "all above the mean",
    r"(?:[Cc]ả|(?P<none>[Kk]hông có chỉ số thành phần nào trong)) <int:n> chỉ số thành phần(?P<known> có số liệu)? (?:đều )?cao hơn trung bình cả nước",
    r"(?:[Aa]ll|(?P<none>[Nn]one of the)) <int:n> components(?P<known> with figures)? (?:are|is) above the national mean",
    ("profile",),
)
def check_all_above(c: Context, m: dict):
    yield from check_above(c, {**m, "above": "0" if "none" in m else m["n"]})


@claim(
    "best and worst rank",
    r"[Tt]hứ hạng cao nhất ở (?P<best>“[^”]+” \(\d+(?:/\d+)?\)(?:(?:, | và | and )“[^”]+” \(\d+(?:/\d+)?\))*)(?:, cùng mức còn <int:more1> nội dung khác)?, thấp nhất ở (?P<worst>“[^”]+” \(\d+(?:/\d+)?\)(?:(?:, | và | and )“[^”]+” \(\d+(?:/\d+)?\))*)(?:, cùng mức còn <int:more2> nội dung khác)?",
    r"(?:[Rr]anked|ranks) best on (?P<best>“[^”]+” \(\d+(?:/\d+)?\)(?:(?:, | và | and )“[^”]+” \(\d+(?:/\d+)?\))*)(?:, with <int:more1> others? at the same level)? and worst on (?P<worst>“[^”]+” \(\d+(?:/\d+)?\)(?:(?:, | và | and )“[^”]+” \(\d+(?:/\d+)?\))*)(?:, with <int:more2> others? at the same level)?",
    ("profile",),
)
def check_ends(c: Context, m: dict):
    ranks = {code: c.field.rank(c.year, code, c.place) for code in c.field.parts(c.year, "total")}
    ranks = {code: rank for code, rank in ranks.items() if not np.isnan(rank)}
    yield c.true("best is not worst", m["best"], m["best"] != m["worst"] or len(ranks) < 2, ranks)
    for name, more, pick in (("best", "more1", min), ("worst", "more2", max)):
        told = re.findall(r"“([^”]+)” \((\d+)(?:/(\d+))?\)", m[name])
        level = sum(rank == pick(ranks.values()) for rank in ranks.values())
        yield c.true(f"all with the {name} rank", m[name], len(told) + int(m.get(more, 0)) == level, level)
        for part, rank, n in told:
            yield c.same(f"{name} rank", rank, pick(ranks.values()))
            codes = c.find_part(part)
            yield c.true(f"{name} part", part, any(ranks.get(code) == pick(ranks.values()) for code in codes), ranks)
            if n and codes:
                yield c.same("of how many", n, c.field.n_ranked(c.year, codes[0], c.place))


@claim(
    "strengths",
    r"(?:(?P<side>Mạnh|Yếu|Điểm mạnh(?: bền vững)?|Cần tập trung khắc phục|Yếu kéo dài, cần tập trung khắc phục|Thuộc nhóm đầu năm nay, chưa chắc giữ được|Thuộc nhóm cuối năm nay, chưa chắc kéo dài): (?P<list>(?:“[^”]+” \(\d+(?:/\d+)?\)(?:, | và )?)+|không có)(?:<int:more> nội dung khác)?|(?P<no>Chưa có chỉ số thành phần thuộc nhóm dẫn đầu|Không có chỉ số thành phần thuộc nhóm 25% tỉnh có điểm thấp nhất))",
    r"(?:(?P<side>Strengths(?: that last)?|Weaknesses(?: that last)?|In the top quartile this year, not known to last|In the bottom quartile this year, not known to last): (?P<list>(?:“[^”]+” \(\d+(?:/\d+)?\)(?:, | and )?)+|none)(?:<int:more> others?)?|(?P<no>No component is in the top quartile|No component is in the bottom quartile))",
    ("strengths",),
)
def check_strengths(c: Context, m: dict):
    side = m.get("side") or m["no"]
    strong = side.startswith(("Mạnh", "Điểm mạnh", "Strengths")) or any(
        word in side for word in ("dẫn đầu", "nhóm đầu", "top")
    )
    lasts = None
    if any(word in side for word in ("bền vững", "kéo dài,", "that last")):
        lasts = True
    if any(word in side for word in ("chưa chắc", "not known")):
        lasts = False
    found = {}
    for code in c.field.tree(c.year).index:
        rank, n = c.field.rank(c.year, code, c.place), c.field.n_ranked(c.year, code, c.place)
        tied = c.field.tied(c.year, code, c.place)
        if np.isnan(rank) or np.isnan(n) or tied + 1 == n:
            continue
        last = rank + tied == n and n > 1
        if strong and not last and rank + tied <= n / 4:
            found[code] = rank
        if not strong and (last or (rank > 0.75 * n and not rank + tied <= n / 4)):
            found[code] = rank
    found = {code: rank for code, rank in found.items() if code in c.field.leaves(c.year) or "no" not in m}
    told = re.findall(r"“([^”]+)” \((\d+)(?:/(\d+))?\)", m.get("list", ""))
    if not told:
        known = [
            code
            for code in c.field.tree(c.year).index
            if code != "total" and not np.isnan(c.field.rank(c.year, code, c.place))
        ]
        yield c.true("none", side, not found, found)
        if not known:
            yield Check("none, of no figures", side, "no component has a rank", MISSING)
        return
    if lasts is not None:
        smallest = [code for code in found if code in c.field.leaves(c.year)] or [
            code for code in found if code != "total"
        ]
        alike = [code for code in smallest if _lasts(c, code, strong) is lasts]
        yield c.true("told and others", len(told), len(told) + int(m.get("more", 0)) == len(alike), len(alike))
    for name, rank, n in told:
        codes = [code for code in c.find_part(name) if code in found]
        whole = c.find_part(name)
        yield c.true("is one", name, bool(codes), sorted(found))
        if lasts is not None and codes:
            yield c.true("lasts", name, _lasts(c, codes[0], strong) is lasts, lasts)
        yield c.true("a part of the index", name, whole != ["total"], "not the whole as its own part")
        ranks = [found[code] for code in codes]
        yield c.true("rank", rank, float(rank) in ranks, ranks)
        if n and codes:
            yield c.same("of how many", n, c.field.n_ranked(c.year, codes[0], c.place))


def _lasts(c: Context, code: str, strong: bool) -> bool:
    """Tell whether the province truly is in its quarter with a probability of nine in ten, from all comparable years."""
    name = ("judged", c.year, code)
    if name not in c.field.kept:
        noise = fit_noise(c.field, c.year, code)
        c.field.kept[name] = judge(noise) if noise else None
    judged = c.field.kept[name]
    return judged is not None and bool(judged[0 if strong else 1][list(c.places.vi).index(c.place)] >= 0.9)


@claim(
    "how many ranked",
    r"Chỉ <int:n> trong <int:of> chỉ số thành phần có thứ hạng",
    r"Only <int:n> of <int:of> components (?:has|have) a rank",
    ("strengths",),
)
def check_ranked(c: Context, m: dict):
    leaves = [code for code in c.field.leaves(c.year) if code != "total"]
    yield c.same("ranked", m["n"], sum(not np.isnan(c.field.rank(c.year, code, c.place)) for code in leaves))
    yield c.same("of", m["of"], len(leaves))


@claim(
    "gains",
    r"(?P<way>[Tt]ăng|[Gg]iảm) mạnh nhất là <part:part> \(<num:points><unit>\)(?:, cùng mức còn <int:level> nội dung khác)?",
    r"[Tt]he largest (?P<way>gain|loss) is on <part:part> \(<num:points><unit>\)(?:, with <int:level> others? at the same level)?",
    ("gains",),
)
def check_gains(c: Context, m: dict):
    year = re.search(r"(?:năm|with|on) ((?:19|20)\d\d)", c.sentence)
    changes = _changes(c, c.field.leaves(c.year), int(year.group(1)) if year else c.year - 1)
    up = m["way"].lower() in ("tăng", "gain")
    most = (max if up else min)(changes.values(), default=np.nan)
    yield c.size("points", m["points"], most)
    yield c.way("up or down", m["way"], up, most)
    yield c.true(
        "part", m["part"], any(abs(changes.get(code, np.inf) - most) < 1e-6 for code in c.find_part(m["part"])), most
    )
    yield c.level(m, changes if up else {code: -change for code, change in changes.items()})


def _count_main(c: Context) -> int:
    """Return how many components the issuer counts below the whole: DTI's table lists four of eight."""
    return 8 if c.page.index == "dti" else len(c.field.parts(c.year, "total"))


def _changes(c: Context, codes: list[str], before: int) -> dict[str, float]:
    found = {
        code: c.field.score(c.year, code, c.place) - c.field.before(c.year, code, c.place, before) for code in codes
    }
    return {code: change for code, change in found.items() if not np.isnan(change)}


@claim(
    "gains, year",
    r"[Ss]o với năm <year:before>|Không so sánh được năm <year:none> với năm nào trước đó",
    r"[Cc]ompared with <year:before>|with <year:before2>|No earlier year may be compared with <year:none>",
    ("gains", "components"),
)
def check_gains_year(c: Context, m: dict):
    if "none" in m:
        yield c.same("year", m["none"], c.year)
        known = [
            at
            for at in c.field.years
            if at < c.year
            and any(
                c.place in c.field.changes(c.year, code, at).index for code in c.field.leaves(c.year) if code != "total"
            )
        ]
        yield c.true("nothing to compare", m["none"], not known, known[-1:])
        return
    before = int(m.get("before") or m.get("before2"))
    years = [
        at
        for at in c.field.years
        if at < c.year and any(c.place in c.field.changes(c.year, code, at).index for code in c.field.leaves(c.year))
    ]
    yield c.true(
        "year before",
        before,
        before
        == max([*years, c.year - 1] if "ossible" in c.sentence or "Không so" in c.sentence else years, default=None),
        years[-2:],
    )


@claim(
    "how many known",
    r"(?:Có|(?P<table>Bảng cả nước có)) số liệu của <int:known> trong <int:n> chỉ số(?: \(kể cả chỉ số tổng hợp\))?",
    r"(?:(?P<table>The national table has a figure of) )?<int:known> of <int:n> indicators?(?: have figures| has a figure)?(?: \(the index as a whole included\))?",
    ("components",),
)
def check_count(c: Context, m: dict):
    tree = c.field.tree(c.year)
    tree = tree[tree["combine"] != "beside"]
    known = [
        code
        for code in tree.index
        if len(c.field.scores(c.year, code))
        or any(not np.isnan(c.field.rank(c.year, code, place)) for place in c.places.vi)
    ]
    own = [code for code in tree.index if not np.isnan(c.field.score(c.year, code, c.place))]
    yield c.same("known", m["known"], len(own))
    listed = tree[tree["combine"] != "unlisted"]
    yield c.true("of the table", m["n"], ("table" in m) == (len(listed) < len(tree)), len(tree))
    yield c.true("of", m["n"], int(m["n"]) in (len(known) if len(listed) == len(tree) else 0, len(tree)), len(tree))


@claim(
    "all are known",
    r"Có số liệu của cả <int:n> chỉ số(?: \(kể cả chỉ số tổng hợp\))?",
    r"All <int:n> indicators have a figure(?: \(the index as a whole included\))?",
    ("components",),
)
def check_all_known(c: Context, m: dict):
    tree = c.field.tree(c.year)
    tree = tree[tree["combine"] != "beside"]
    own = [code for code in tree.index if not np.isnan(c.field.score(c.year, code, c.place))]
    told = [code for code in tree.index if len(c.field.scores(c.year, code))]
    yield c.true("all of them", m["n"], int(m["n"]) in (len(told), len(tree)), len(tree))
    yield c.same("known", m["n"], len(own))


@claim(
    "rose and fell",
    r"(?:trong <int:n> chỉ số thành phần chính so sánh được giữa hai năm, )?<int:up>(?: chỉ số thành phần chính)? tăng điểm, <int:down> giảm điểm",
    r"(?:of the <int:n> main components? that can be compared )?<int:up>(?: main components?)? rose and <int:down> fell",
    ("components",),
)
def check_rose(c: Context, m: dict):
    year = re.search(r"(?:năm|with) ((?:19|20)\d\d)", c.sentence)
    changes = _changes(c, c.field.parts(c.year, "total"), int(year.group(1)))
    yield c.true("of some", m.get("n", ""), "n" in m or len(changes) in (1, _count_main(c)), len(changes))
    if "n" in m:
        yield c.same("components compared", m["n"], len(changes))
    yield c.same("rose", m["up"], sum(change > SMALL for change in changes.values()))
    yield c.same("fell", m["down"], sum(change < -SMALL for change in changes.values()))


@claim(
    "share of the maximum",
    r"(?:Đạt tỷ lệ điểm|(?P<people>Tỷ lệ người dân hài lòng)) cao nhất ở <parts:most> \(<pct:p1>(?: (?:điểm tối đa|(?P<way>khoảng từ điểm tối thiểu đến điểm tối đa)))?(?:, cùng mức còn <int:more1> nội dung khác)?\), thấp nhất ở <parts:least> \(<pct:p2>(?:, cùng mức còn <int:more2> nội dung khác)?\)(?:, trong <int:n> chỉ số thành phần tính được tỷ lệ điểm)?",
    r"The share (?:of the maximum|reached|of (?P<people>satisfied people)) is highest on <parts:most> \(<pct:p1>(?: (?:of the maximum|(?P<way>of the way from minimum to maximum)))?(?:, with <int:more1> others? at the same level)?\) and lowest on <parts:least> \(<pct:p2>(?:, with <int:more2> others? at the same level)?\)(?:, of the <int:n> components on which it is known)?",
    ("shares",),
)
def check_shares(c: Context, m: dict):
    shares = {code: _share(c, code, "way" in m) for code in c.field.parts(c.year, "total")}
    shares = {code: share for code, share in shares.items() if not np.isnan(share)}
    yield c.true("of people", c.sentence[:40], ("people" in m) == (c.page.index == "sipas"), c.page.index)
    if "n" in m:
        yield c.same("components with a share", m["n"], len(shares))
    for name, number, more, pick in (("most", "p1", "more1", max), ("least", "p2", "more2", min)):
        end, told = pick(shares.values()), c.split_parts(m[name])
        yield c.same(f"{name} share", m[number], 100 * end)
        level = [code for code, share in shares.items() if abs(share - end) < 1e-6]
        yield c.true(f"all of the {name}", m[name], len(told) + int(m.get(more, 0)) == len(level), level)
        for part in told:
            yield c.true(name, part, bool(set(c.find_part(part)) & set(level)), shares)


def _share(c: Context, code: str, of_way: bool) -> float:
    low = c.field.minimum(c.year, code) if of_way else 0.0
    return (c.field.score(c.year, code, c.place) - low) / (c.field.maximum(c.year, code) - low)


@claim(
    "same share",
    r"(?:Đạt|Tỷ lệ người dân hài lòng là) <pct:share>(?: (?:điểm tối đa|(?P<way>khoảng từ điểm tối thiểu đến điểm tối đa)))? ở <parts:names>",
    r"<pct:share> (?:of the maximum was reached on|(?P<way>of the way from minimum to maximum) was reached on|of people are satisfied with) <parts:names>",
    ("shares",),
)
def check_same_share(c: Context, m: dict):
    for name in c.split_parts(m["names"]):
        codes = c.find_part(name)
        yield c.true("component", name, bool(codes), "in the tree")
        if codes:
            yield c.same(f"share of {name}", m["share"], 100 * _share(c, codes[0], "way" in m))


@claim(
    "last year with figures",
    r"Năm <year:y1> không có số liệu theo từng chỉ số thành phần; năm gần nhất có số liệu là <year:y2>",
    r"There are no figures by component for <year:y1>; the last year with figures is <year:y2>",
    ("shares",),
)
def check_last_year(c: Context, m: dict):
    yield c.same("year", m["y1"], c.year)
    known = [
        at
        for at in c.field.years
        if at <= c.year
        and any(not np.isnan(c.field.score(at, code, c.place)) for code in c.field.tree(at).index if code != "total")
    ]
    yield c.true("last year", m["y2"], bool(known) and int(m["y2"]) == max(known) and m["y1"] != m["y2"], known[-1:])


@claim(
    "no comparison",
    r"Không so sánh được với năm <year:before>",
    r"No comparison with <year:before> is possible",
    ("gains", "movers"),
)
def check_no_comparison(c: Context, m: dict):
    places = [c.place] if c.page.kind != "national" else list(c.places.vi)
    codes = c.field.leaves(c.year) if c.page.kind != "national" else ["total"]
    known = any(place in c.field.changes(c.year, code, int(m["before"])).index for code in codes for place in places)
    yield c.true("nothing to compare", m["before"], not known, "there is")


# if recovered ---------------------------------------------------------------------------------------------------


def _recoverable(c: Context) -> dict[str, float]:
    """Return how far each part is behind the best, as much as it is worth in the whole; one that is no sum is its own."""
    row = c.field.row(c.year, c.code)
    parts = c.field.parts(c.year, c.code)
    weighted = any(c.field.weight(c.year, code) != 1.0 for code in parts if code != c.code)
    codes = parts if row["combine"] == "sum" or weighted else [c.code]
    gaps = {
        code: (c.field.best(c.year, code)[0] - c.field.score(c.year, code, c.place))
        * (c.field.weight(c.year, code) if weighted else 1.0)
        for code in codes
        if c.field.whole(c.year, code)
    }
    return {code: gap for code, gap in gaps.items() if gap > SMALL}


@claim(
    "recovery",
    r"Nếu <part:part> đạt mức của tỉnh (?:cao nhất|dẫn đầu) \(thêm <num:points><unit>\), thứ hạng (?:từ <int:r1> lên <int:r2>|vẫn là <int:r3>)(?: khi các tỉnh khác giữ nguyên; từ <int:low> đến <int:high> nếu các tỉnh khác thay đổi như trước)?",
    r"With <part:part> at the level of the best province \(<num:points><unit> more\), the rank would (?:go from <int:r1> to <int:r2>|stay at <int:r3>)(?: with the others fixed; <int:low> to <int:high> if the others drift as before)?",
    ("recovery",),
)
def check_recovery(c: Context, m: dict):
    gaps = _recoverable(c)
    most = max(gaps.values(), default=np.nan)
    yield c.true("part", m["part"], any(abs(gaps.get(code, -1) - most) < 1e-6 for code in c.find_part(m["part"])), gaps)
    yield c.same("points", m["points"], most)
    own, scores = c.field.score(c.year, c.code, c.place), c.field.scores(c.year, c.code)
    others = scores.drop(c.place)
    now, after = 1 + (others > own + SMALL).sum(), 1 + (others > own + most + SMALL).sum()
    if "r3" in m:
        yield c.same("rank stays", m["r3"], now)
        yield c.true("rank stays", m["r3"], now == after, after)
    else:
        yield c.same("rank now", m["r1"], now)
        yield c.same("rank after", m["r2"], after)
    if "low" in m:
        low, high = _drift(c, own + most)
        yield c.true("drift low", m["low"], abs(int(m["low"]) - low) <= 2, low)
        yield c.true("drift high", m["high"], abs(int(m["high"]) - high) <= 3, high)


def _drift(c: Context, after: float) -> tuple[float, float]:
    """Return the middle 95% of places if the others change as provinces did in one past pair of years."""
    years, pools = c.field.comparable(c.year, c.code), []
    for (at, code), (before, then) in zip(years[1:], years, strict=False):
        if at == before + 1 and c.field.whole(at, code) and c.field.whole(before, then):
            changes = (c.field.scores(at, code) - c.field.scores(before, then)).dropna().to_numpy()
            pools += [changes] if len(changes) else []
    others = c.field.scores(c.year, c.code).drop(c.place).to_numpy()
    if not pools:
        return np.nan, np.nan
    random = np.random.default_rng(1)
    low, high = (
        np.nan_to_num(c.field.minimum(c.year, c.code), nan=-np.inf),
        np.nan_to_num(c.field.maximum(c.year, c.code), nan=np.inf),
    )
    places = []
    for pool in pools:
        drawn = np.clip(others + random.choice(pool, (4000 // len(pools), len(others))), low, high)
        places += list(1 + (drawn > after + SMALL).sum(axis=1))
    return tuple(np.percentile(places, (2.5, 97.5)))


@claim(
    "first, with room",
    r"Đang đứng đầu cả nước; dư địa lớn nhất so với tỉnh dẫn đầu từng thành phần là ở <part:part> \(<num:points><unit>\)",
    r"First in the country; furthest behind the best province of a part on <part:part> \(<num:points><unit>\)",
    ("recovery",),
)
def check_first_with_room(c: Context, m: dict):
    gaps = _recoverable(c)
    most = max(gaps.values(), default=np.nan)
    yield c.true("first", "", c.field.rank(c.year, c.code, c.place) == 1)
    yield c.true("part", m["part"], any(abs(gaps.get(code, -1) - most) < 1e-6 for code in c.find_part(m["part"])), gaps)
    yield c.same("points", m["points"], most)


@claim(
    "no part behind",
    r"(?P<some>Trong các thành phần có số liệu, )?[Kk]hông thành phần nào thấp hơn(?P<nearly> đáng kể so với)? tỉnh dẫn đầu",
    r"(?:No part|(?P<some>Of the parts with figures, none)) is (?P<nearly>more than slightly )?behind the best province",
    ("recovery",),
)
def check_no_part_behind(c: Context, m: dict):
    behind = {code: gap for code, gap in _recoverable(c).items() if not ("nearly" in m and c.is_zero(gap))}
    yield c.true("none behind", "", not behind and c.field.whole(c.year, c.code), behind)
    yield c.true("of some parts", m.get("some", "all"), ("some" in m) == _lacks_parts(c), _lacks_parts(c))


@claim(
    "nothing to recover",
    r"Không có điểm mất nào để thử phục hồi|Không có điểm mất nào có thể phục hồi",
    r"There is no loss to try to recover|There is no recoverable loss known",
    ("recovery", "actions"),
)
def check_nothing_to_recover(c: Context, m: dict):
    lost = losses(c, [c.code])
    score = c.field.score(c.year, c.code, c.place)
    best = c.field.best(c.year, c.code)[0]
    yield c.true(
        "no loss", c.sentence[:50], not (not np.isnan(score) and (best - score > SMALL)), f"lost {lost}, best {best}"
    )
    if any(loss > 0.005 for loss in lost.values()) and not c.field.whole(c.year, c.code):
        yield c.true("unknown told as none", c.sentence[:50], False, lost)


def _aim(c: Context) -> tuple[int, float]:
    """Return the place that is worth reaching, of few the last of the first quarter, and the points to whoever has it."""
    others = np.sort(c.field.scores(c.year, c.code).drop(c.place).to_numpy())[::-1]
    quarter = round((len(others) + 1) / 4)
    place = quarter if len(others) < 19 and quarter > 1 else 10
    return place, others[place - 1] - c.field.score(c.year, c.code, c.place)


@claim(
    "target",
    r"Để vào (?:nhóm )?<int:place> tỉnh (?:đầu|dẫn đầu),? cần (?:tăng )?thêm <num:points><unit>",
    r"To be among the first <int:place>(?: places)?, <num:points><unit> more are needed",
    ("curve", "cheapest"),
)
def check_target(c: Context, m: dict):
    place, (aimed, gap) = int(m["place"]), _aim(c)
    yield c.true("the asked target", place, place == aimed, aimed)
    yield from c.covered("points to a place")
    yield c.same("points needed", m["points"], gap)
    yield c.true(
        "not yet there", place, c.field.rank(c.year, c.code, c.place) > place, c.field.rank(c.year, c.code, c.place)
    )


@claim(
    "almost within target",
    r"Điểm gần bằng mức cần có để vào nhóm <int:place> tỉnh dẫn đầu",
    r"The score is almost what it takes to be among the first <int:place>",
    ("curve",),
)
def check_almost(c: Context, m: dict):
    aimed, gap = _aim(c)
    yield c.true("the asked target", m["place"], int(m["place"]) == aimed, aimed)
    yield c.true("almost", m["place"], gap > 0 and c.is_zero(gap), gap)


@claim(
    "within target",
    r"(?:Đã ở trong|Đang thuộc nhóm) <int:place> tỉnh (?:đầu|dẫn đầu)",
    r"Already within the first <int:place> places",
    ("curve", "cheapest"),
)
def check_within(c: Context, m: dict):
    yield c.true("the asked target", m["place"], int(m["place"]) == _aim(c)[0], _aim(c)[0])
    yield c.true(
        "within",
        m["place"],
        c.field.rank(c.year, c.code, c.place) <= int(m["place"]),
        c.field.rank(c.year, c.code, c.place),
    )


@claim(
    "nothing needed",
    r"Không cần phục hồi thêm để giữ mục tiêu này|Đã đạt mục tiêu này",
    r"Nothing more is needed to hold this target|This target is met already",
    ("cheapest",),
)
def check_nothing_needed(c: Context, m: dict):
    rank, aimed = c.field.rank(c.year, c.code, c.place), _aim(c)[0]
    yield c.true("within the first", "", rank <= aimed, rank)


@claim(
    "not enough",
    r"Đưa mọi thành phần(?P<some> có số liệu)? lên (?:(?P<kept>mức mà tỉnh cao nhất giữ được)|bằng điểm của tỉnh cao nhất) cũng chưa đủ để vào nhóm <int:n> tỉnh dẫn đầu",
    r"Every part(?P<some> with figures)? at the (?:(?P<kept>level that the best province can keep)|score of the best province) would not be enough to be among the first <int:n>",
    ("cheapest",),
)
def check_not_enough(c: Context, m: dict):
    scores = np.sort(c.field.scores(c.year, c.code).drop(c.place).to_numpy())[::-1]
    needed = scores[int(m["n"]) - 1] - c.field.score(c.year, c.code, c.place)
    reach = _keepable(c) if "kept" in m else _recoverable(c)
    yield c.true("of some parts", m.get("some", "all"), ("some" in m) == _lacks_parts(c), _lacks_parts(c))
    yield c.true("not enough", "", sum(gap for gap in reach.values() if gap > 0) < needed, needed)


@claim(
    "cheapest",
    r"(?P<some>Trong các thành phần có số liệu, )?[Pp]hương án tối thiểu để vào nhóm <int:n> tỉnh dẫn đầu: cải thiện (?P<list>.+)",
    r"(?P<some>Of the parts with figures, )?[Ff]ewest losses to work on to be among the first <int:n>: (?P<list>.+)",
    ("cheapest",),
)
def check_cheapest(c: Context, m: dict):
    aimed, needed = _aim(c)
    yield c.true("the asked target", m["n"], int(m["n"]) == aimed, aimed)
    yield c.true("of some parts", m.get("some", "all"), ("some" in m) == _lacks_parts(c), _lacks_parts(c))
    gaps = _within_reach(c)
    order, left, taken = sorted(gaps, key=lambda code: -gaps[code]), needed, []
    for code in order:
        if left > SMALL:
            taken.append((code, min(gaps[code], left)))
            left -= gaps[code]
    told = re.findall(r"“([^”]+)” \(([\d.,]+|rất ít|next to nothing)", m["list"])
    yield c.true("how many", len(told), len(told) == len(taken), len(taken))
    for (name, points), (code, take) in zip(told, taken, strict=False):
        yield c.true("part", name, any(abs(gaps.get(each, -1) - gaps[code]) < 1e-6 for each in c.find_part(name)), code)
        if points[0].isdigit():
            yield c.same("points", points, take)
        else:
            yield c.true("next to nothing", points, c.is_zero(take), take)


def _lacks_parts(c: Context) -> bool:
    """Tell whether the issuer counts parts that no table lists, so that those at hand make less than the whole."""
    parts = [code for code in c.field.parts(c.year, c.code) if code != c.code]
    return any(c.field.weight(c.year, code) != 1.0 and not len(c.field.scores(c.year, code)) for code in parts)


@claim(
    "without a task",
    r"Chưa giao nhiệm vụ cho (?:các điểm mất có thể phục hồi|các nội dung (?:khác )?còn dư địa cải thiện); (?:lớn nhất là|dư địa lớn nhất ở) <part:part> \((?:thấp hơn tỉnh dẫn đầu <num:points><unit>|<num:points2><unit> so với tỉnh cao nhất)\)(?:, cùng mức còn <int:level> nội dung khác)?",
    r"(?:Recoverable losses without a task; the largest is|No task is assigned yet(?: for other losses)?; the largest gap is on) <part:part> \(<num:points><unit> behind the best province\)(?:, with <int:level> others? at the same level)?",
    ("actions",),
)
def check_without_task(c: Context, m: dict):
    yield from _check_open(c, m)


def _check_open(c: Context, m: dict):
    gaps = {
        code: (c.field.best(c.year, code)[0] - c.field.score(c.year, code, c.place))
        * (c.field.weight(c.year, code) if code != c.code else 1.0)
        for code in c.field.leaves(c.year, c.code)  # a task is set for what has no parts
    }
    gaps = {code: gap for code, gap in gaps.items() if not np.isnan(gap)}
    most = max(gaps.values(), default=np.nan)
    for code in gaps:
        yield from c.covered("behind the best of the country", None, code)
    yield c.true("part", m["part"], any(abs(gaps.get(code, -1) - most) < 1e-6 for code in c.find_part(m["part"])), gaps)
    yield c.same("points", m.get("points") or m["points2"], most)
    yield c.level(m, gaps)


@claim(
    "the only part without a task",
    r"Chưa giao nhiệm vụ cho <part:part> \(thấp hơn tỉnh dẫn đầu <num:points><unit>\)",
    r"No task is assigned yet for <part:part> \(<num:points><unit> behind the best province\)",
    ("actions",),
)
def check_only_behind(c: Context, m: dict):
    yield from _check_open(c, m)


@claim(
    "a task that comes first",
    r"cần giao trước (?:cho [^“”]+ )?<part:part> \(trong các nội dung trên, thấp hơn tỉnh dẫn đầu nhiều nhất\)",
    r"the first to set, with (?:a head and )?a deadline, is (?:one for [^“”]+ )?on <part:part>, on which, of these, the best province is furthest ahead",
    ("answer",),
)
def check_first_task(c: Context, m: dict):
    lost = {code: loss for code, loss in losses(c, c.field.leaves(c.year, c.code)).items() if loss > SMALL}
    least = sorted(lost.values(), reverse=True)[:3][-1]
    gaps = {
        code: (c.field.best(c.year, code)[0] - c.field.score(c.year, code, c.place))
        * (c.field.weight(c.year, code) if code != c.code else 1.0)
        for code in lost
        if lost[code] >= least - SMALL
    }
    told = [gaps[code] for code in c.find_part(m["part"]) if code in gaps]
    yield c.true("furthest behind", m["part"], any(gap >= max(gaps.values()) - SMALL for gap in told), gaps)


# how sure -------------------------------------------------------------------------------------------------------


@claim(
    "certainty",
    r"Thứ hạng <int:rank> có thể nằm trong khoảng <int:low> đến <int:high>(?: nếu điểm các tỉnh dao động nhỏ \(độ lệch chuẩn <num:spread><unit>\)| do sai số chọn mẫu)?|"
    r"Hạng <int:rank2>; (?:tính cả sai số chọn mẫu|(?:tính cả dao động thường thấy giữa các năm|nếu điểm các tỉnh dao động) \(độ lệch chuẩn <num:spread2><unit>\)), (?:có thể từ hạng <int:low2> đến hạng <int:high2>|(?P<fixed>không đổi))",
    r"The rank of <int:rank> (?:may lie between <int:low> and <int:high>|(?P<fixed>does not change))(?!\d| if scores move)(?: (?:if scores are shaken a little|given usual year-to-year changes|if scores are shaken) \(standard deviation <num:spread><unit>\)| (?:because of|given) sampling error)?",
    ("certainty",),
)
def check_certainty(c: Context, m: dict):
    rank, spread_told = m.get("rank") or m["rank2"], m.get("spread") or m.get("spread2")
    low_told, high_told = (rank, rank) if "fixed" in m else (m.get("low") or m["low2"], m.get("high") or m["high2"])
    yield c.same("rank", rank, c.field.rank(c.year, c.code, c.place))
    yield c.true("holds the rank", rank, int(low_told) <= int(rank) <= int(high_told), f"{low_told}-{high_told}")
    n = len(c.field.scores(c.year, c.code))
    yield c.true("in the field", high_told, int(low_told) >= 1 and int(high_told) <= n, n)
    if spread_told:
        spread = _spread(c)
        yield c.same("spread", spread_told, spread)
        low, high, _ = _shake(c, spread)
        yield c.true("low", low_told, abs(int(low_told) - low) <= 2, low)
        yield c.true("high", high_told, abs(int(high_told) - high) <= 2, high)


def _spread(c: Context) -> float:
    """Return the size of a perturbation: half the variance of changes net of each year's mean."""
    return c.keep("spread", lambda: _find_spread(c))


def _find_spread(c: Context) -> float:
    years, nets = c.field.comparable(c.year, c.code), []
    for (at, code), (before, then) in zip(years[1:], years, strict=False):
        if at == before + 1 and c.field.whole(at, code) and c.field.whole(before, then):
            changes = (c.field.scores(at, code) - c.field.scores(before, then)).dropna().to_numpy()
            nets += list(changes - changes.mean()) if len(changes) else []
    if len(nets) >= 30:
        return float(np.sqrt(np.mean(np.square(nets)) / 2))
    return 0.01 * (c.field.maximum(c.year, c.code) - c.field.minimum(c.year, c.code))


def _shake(c: Context, spread: float) -> tuple[float, float, np.ndarray]:
    scores = c.field.scores(c.year, c.code)
    drawn = c.keep(
        "shaken", lambda: scores.to_numpy() + np.random.default_rng(2).normal(0, spread, (4000, len(scores)))
    )
    at = list(scores.index).index(c.place)
    places = 1 + (drawn > drawn[:, [at]]).sum(axis=1)
    return *np.percentile(places, (2.5, 97.5)), places


@claim(
    "sure of ten",
    r"(?:Nằm trong|Thuộc nhóm) mười tỉnh (?:đầu|dẫn đầu) ở <pct:share> số lần mô phỏng",
    r"Among the first ten places in <pct:share> of the draws",
    ("sureness",),
)
def check_sure(c: Context, m: dict):
    told = c.read(m["share"])[0]
    share = 100 * (_shake(c, _spread(c))[2] <= 10).mean()
    slack = 4 * np.sqrt(share * (100 - share) * (1 / 1000 + 1 / 4000)) + 0.3
    yield c.true("share of draws", m["share"], abs(told - share) <= slack and 0 <= told <= 100, round(share, 1))


# integrity ------------------------------------------------------------------------------------------------------

ASKED = {
    r"(?:tỷ lệ người dân )?bị gây phiền hà, sách nhiễu|harassed|were harassed": "integrity: respondents reporting harassment",
    r"(?:tỷ lệ người dân )?bị gợi ý nộp thêm tiền|asked for extra payment|were asked for extra payment": "integrity: respondents reporting extra payment",
    r".*không công chức nào gây phiền hà.*|.*no civil servant harasses.*": "integrity: no civil servant causes hassle/harassment",
}


@claim(
    "likely ranks",
    r"Khoảng thứ hạng ước tính: <int:low>(?: đến <int:high>)?",
    r"Likely ranks: <int:low>(?: to <int:high>)?",
    ("sureness",),
)
def check_likely(c: Context, m: dict):
    low, high, places = _shake(c, _spread(c))
    yield c.true("low", m["low"], abs(int(m["low"]) - low) <= 2, low)
    yield c.true("high", m.get("high", m["low"]), abs(int(m.get("high", m["low"])) - high) <= 2, high)
    yield c.true("never among ten", "", (places <= 10).mean() < 0.005, (places <= 10).mean())


@claim(
    "integrity",
    r"(?P<what>(?:tỷ lệ người dân )?bị gây phiền hà, sách nhiễu|(?:tỷ lệ người dân )?bị gợi ý nộp thêm tiền|không công chức nào gây phiền hà)(?: là|:) <pct:own>(?: \(cả nước (?:<pct:nation>|–)\))?",
    r"(?:(?P<what>asked for extra payment|harassed|no civil servant harasses): <pct:own>(?: \(national (?:<pct:nation>|–)\))?|<pct:own2> (?P<what2>were harassed|were asked for extra payment)(?: \(<pct:nation2> nationally\))?)",
    ("integrity",),
)
def check_integrity(c: Context, m: dict):
    year = int(re.search(r"(?:Năm|In) (\d{4})", c.sentence).group(1))
    what = m.get("what") or m["what2"]
    measure = next(measure for words, measure in ASKED.items() if re.fullmatch(words, what))
    facts = c.raw.facts
    rows = facts[(facts["index"] == "sipas") & (facts["measure"] == measure) & (facts["year"] == year)]
    for name, place in (("own", c.place), ("nation", "VN")):
        told = m.get(name) or m.get(f"{name}2")
        if told:
            value = rows.loc[rows["place_code"] == place, "value"]
            yield c.same(f"{what}, {name}", told, float(value.iloc[0]) if len(value) else np.nan)


@claim(
    "not satisfied",
    r"Còn <pct:share> người dân chưa hài lòng|[Tt]ỷ lệ chưa hài lòng cao nhất(?: ở|:) <part:part> \(<pct:worst>\)",
    r"<pct:share> of people are not satisfied|[Tt]he share of people not satisfied is largest on:? <part:part> \(<pct:worst>\)",
    ("losses", "answer"),
)
def check_not_satisfied(c: Context, m: dict):
    if "share" in m:
        yield c.same("not satisfied", m["share"], _own_loss(c))
    else:
        parts = losses(c, [code for code in c.field.parts(c.year, c.code) if code != c.code])
        most = max(parts.values(), default=np.nan)
        yield c.same("not satisfied", m["worst"], most)
        yield c.true(
            "part", m["part"], any(abs(parts.get(code, -1) - most) < 1e-6 for code in c.find_part(m["part"])), parts
        )


@claim("integrity year", r"^Năm <year:year>, ", r"^In <year:year>, ", ("integrity",))
def check_integrity_year(c: Context, m: dict):
    facts = c.raw.facts
    rows = facts[
        (facts["index"] == "sipas")
        & facts["measure"].str.startswith("integrity")
        & (facts["place_code"] == c.place)
        & (facts["year"] <= c.year)
    ]
    yield c.same("newest year", m["year"], rows["year"].max() if len(rows) else np.nan)


@claim("number of facts", r"Tìm thấy <int:n> số liệu đã in", r"<int:n> printed facts? (?:were|was) found", ("facts",))
def check_facts(c: Context, m: dict):
    yield c.same("facts shown", m["n"], len(c.exhibit.rows))


@claim(
    "sources disagree",
    r"(?:các )?nguồn (?:không thống nhất|khác nhau) (?:ở )?(?:các )?năm (?P<years>[\d, và]+)",
    r"sources disagree for (?P<years>[\d, and]+)",
    ("facts",),
)
def check_disagree(c: Context, m: dict):
    facts = c.raw.facts  # the table is of the province and the country, not of its region
    own = facts[
        (facts["index"] == c.page.index)
        & facts["place_code"].isin([c.place, "VN"] if c.place else facts["place_code"])
        & (facts["measure"] != "statement")
    ]
    spread = own.groupby(["year", "place_code", "component", "measure"])["value"].agg(
        lambda values: values.max() - values.min()
    )
    years = {year for (year, *_), size in spread.items() if size > SMALL and year <= c.year}
    told = {int(year) for year in re.findall(r"\d{4}", m["years"])}
    yield c.true("years", m["years"], told == years, sorted(years))


@claim("number of sources", r"Số liệu lấy từ <int:n> nguồn", r"The figures come from <int:n> sources?", ("sources",))
def check_sources(c: Context, m: dict):
    yield c.same("sources shown", m["n"], len(c.exhibit.rows))


@claim("rule of strengths", r"nhóm 25% tỉnh có điểm (?:cao|thấp) nhất", r"quartile", ("strengths", "lasting"))
def check_rule(c: Context, m: dict):
    return []


@claim(
    "parts and whole",
    r"Các thành phần cộng lại được <num:parts>, điểm công bố là <num:whole>",
    r"The parts make <num:parts>, the published score is <num:whole>",
    ("losses", "largest"),
)
def check_parts_and_whole(c: Context, m: dict):
    codes = [code for code in c.field.parts(c.year, c.code) if code != c.code]
    scores = [c.field.weight(c.year, code) * c.field.score(c.year, code, c.place) for code in codes]
    yield c.same("published", m["whole"], c.field.score(c.year, c.code, c.place))
    yield c.same("parts", m["parts"], float(np.nansum(scores)))


@claim("derived row", r"theo trọng số năm <year:year>", r"under the weights of <year:year>", ("losses", "largest"))
def check_derived_row(c: Context, m: dict):
    yield c.same(
        "year of the weights", m["year"], min(c.field.tree_rows.loc[c.field.tree_rows["weight"].notna(), "year"])
    )


@claim(
    "held against print",
    r"Số liệu <index:ix> đã in được đối chiếu <num:n> lần trong mọi năm đang có: <num:agree> lần khớp(?:; <num:known> lần không khớp, đã biết lý do)?",
    r"Printed figures of <index:ix> were compared <num:n> times over all years at hand: <num:agree> agree(?:; <num:known> disagrees? for a reason that is known)?",
    ("checks",),
)
def check_against_print(c: Context, m: dict):
    if "ix" in m:
        yield c.true("index", m["ix"], INDEX_NAMES[m["ix"]] == c.page.index, c.page.index)
    columns = c.exhibit.columns
    sums = [sum(row[columns.index(name)] for row in c.exhibit.rows) for name in ("n_checked", "n_agree", "n_excused")]
    told = [c.read(m.get(name, "0"))[0] for name in ("n", "agree", "known")]
    yield c.true("counts", told, told == sums and told[0] == told[1] + told[2], sums)
    if not told[2]:
        yield c.true("none disagrees", told, not find_disagreements(c), find_disagreements(c)[:3])


def find_disagreements(c: Context) -> list[tuple]:
    """Return ledger figures of provinces that are not those of the tables."""
    facts, cells, found = c.raw.facts, c.raw.cells[c.page.index], []
    if not len(cells) or cells["printed"].any():
        return []
    field = c.fields(c.page.index, TABLES[c.page.index])
    for row in facts[(facts["index"] == c.page.index) & facts["measure"].isin(["score", "rank"])].itertuples():
        score = (
            field.score(row.year, row.component, row.place_code)
            if row.measure == "score"
            else field.rank(row.year, row.component, row.place_code)
        )
        decimals = len(str(row.text).replace(",", ".").partition(".")[2].removesuffix("%"))
        if not np.isnan(score) and abs(score - row.value) > 10.0**-decimals:
            found.append((row.year, row.place, row.measure, row.value, score))
    return found


@claim(
    "years of conflict",
    r"Các năm có số liệu <index:ix> in không khớp: (?P<years>[\d, và]+)",
    r"Years with printed figures of <index:ix> that disagree: (?P<years>[\d, and]+)",
    ("conflicts",),
)
def check_conflicts(c: Context, m: dict):
    import csv

    with (c.raw.home / "known_conflicts.csv").open(encoding="utf-8") as file:
        known = {int(row["year"]) for row in csv.DictReader(file) if row["index"] == c.page.index}
    told = {int(year) for year in re.findall(r"\d{4}", m["years"])}
    yield c.true("years", sorted(told), told == known, sorted(known))


@claim(
    "losses without a task",
    r"<int:n> thành phần mất điểm chưa được giao nhiệm vụ; mất nhiều nhất là <part:part> \(<num:points><unit>\)(?:, cùng mức còn <int:level> nội dung khác)?",
    r"<int:n> parts? that lost points (?:has|have) no task yet; most was lost on <part:part> \(<num:points><unit>\)(?:, with <int:level> others? at the same level)?",
    ("actions",),
)
@claim(
    "parts that people are not satisfied with, without a task",
    r"<int:n> nội dung chưa được giao nhiệm vụ; tỷ lệ chưa hài lòng cao nhất ở <part:part> \(<num:points><unit>\)(?:, cùng mức còn <int:level> nội dung khác)?",
    r"<int:n> parts? ha(?:s|ve) no task yet; the share of people not satisfied is largest on <part:part> \(<num:points><unit>\)(?:, with <int:level> others? at the same level)?",
    ("actions",),
)
def check_losses_without(c: Context, m: dict):
    yield from _check_most_lost(c, m)
    lost = losses(c, c.field.leaves(c.year, c.code))
    yield c.level(m, lost)
    yield c.same("parts that lost", m["n"], sum(loss > SMALL for loss in lost.values()))


@claim(
    "the only loss without a task",
    r"<part:part> mất <num:points><unit>, chưa được giao nhiệm vụ",
    r"<part:part> lost <num:points><unit> and has no task yet",
    ("actions",),
)
@claim(
    "the only part that people are not satisfied with, without a task",
    r"Còn <num:points><unit> người dân chưa hài lòng về <part:part>, chưa giao nhiệm vụ",
    r"<num:points><unit> of people are not satisfied with <part:part>; no task is set yet",
    ("actions",),
)
def check_only_loss(c: Context, m: dict):
    yield from _check_most_lost(c, m)
    lost = losses(c, c.field.leaves(c.year, c.code))
    yield c.true("the only one", m["part"], sum(loss > SMALL for loss in lost.values()) == 1, lost)


def _check_most_lost(c: Context, m: dict):
    lost = losses(c, c.field.leaves(c.year, c.code))
    most = max(lost.values(), default=np.nan)
    yield c.same("points", m["points"], most)
    yield c.true("part", m["part"], any(abs(lost.get(code, -1) - most) < 1e-6 for code in c.find_part(m["part"])), lost)


@claim(
    "recovery to what lasts",
    r"Nếu <part:part> đạt (?:mức mà tỉnh cao nhất giữ được|(?P<of_year>bằng tỉnh cao nhất)) \(thêm <num:points><unit>\), thứ hạng (?:từ <int:r1> lên <int:r2>|vẫn là <int:r3>)(?: khi các tỉnh khác giữ nguyên; năm sau, khi mọi tỉnh cùng biến động như trước, có thể (?:từ )?hạng <int:low>(?: đến hạng <int:high>)?, nếu không khắc phục: (?:từ )?hạng <int:low0>(?: đến hạng <int:high0>)?)?",
    r"With <part:part> at the (?:level that the best province can keep|(?P<of_year>score of the best province)) \(<num:points><unit> more\), the rank would (?:go from <int:r1> to <int:r2>|stay at <int:r3>)(?: with the others fixed; next year, with all moving as before, it may be <int:low>(?: to <int:high>)?, and without this <int:low0>(?: to <int:high0>)?)?",
    ("recovery",),
)
def check_recovery_to_what_lasts(c: Context, m: dict):
    gaps = _keepable(c)
    most = max(gaps.values(), default=np.nan)
    yield c.true("part", m["part"], any(abs(gaps.get(code, -1) - most) < 1e-6 for code in c.find_part(m["part"])), gaps)
    yield c.same("points", m["points"], most)
    known = [fit_noise(c.field, c.year, code) is not None for code in c.find_part(m["part"])]
    yield c.true("told as kept", m["part"], ("of_year" not in m) in known, known)
    own, others = c.field.score(c.year, c.code, c.place), c.field.scores(c.year, c.code).drop(c.place)
    now, after = 1 + (others > own + SMALL).sum(), 1 + (others > own + most + SMALL).sum()
    yield c.same("rank now", m.get("r1") or m["r3"], now)
    yield c.same("rank after", m.get("r2") or m["r3"], after)
    if "low" in m:
        slack = max(3, round(0.12 * (len(others) + 1)))  # with few years the end of a range hangs on the draws of one
        for name, gain in (("", most), ("0", 0.0)):
            low, high = draw_places(c.field, c.year, c.code, c.place, gain)
            told_low, told_high = int(m[f"low{name}"]), int(m.get(f"high{name}", m[f"low{name}"]))
            yield c.true(f"next year, low{name}", told_low, abs(told_low - low) <= slack, low)
            yield c.true(f"next year, high{name}", told_high, abs(told_high - high) <= slack, high)
        better = int(m["low"]) <= int(m["low0"]) and int(m.get("high", m["low"])) <= int(m.get("high0", m["low0"]))
        yield c.true("gaining is not worse", m["low"], better, m["low0"])


def _within_reach(c: Context) -> dict[str, float]:
    """Return what each part may gain: to what the best can keep where the page tells of that, else to the best."""
    told = " ".join(exhibit.note or "" for exhibit in c.page.exhibits if exhibit.name == "recovery")
    return _keepable(c) if re.search(r"giữ được|can keep|keeps?", told) else _recoverable(c)


def _keepable(c: Context) -> dict[str, float]:
    """Return how far each part is behind what the best province may be expected to keep, by its weight in the whole."""
    row, parts = c.field.row(c.year, c.code), c.field.parts(c.year, c.code)
    weighted = any(c.field.weight(c.year, code) != 1.0 for code in parts if code != c.code)
    codes = parts if row["combine"] == "sum" or weighted else [c.code]
    gaps = {}
    for code in codes:
        if c.field.whole(c.year, code):
            name = ("kept best", c.year, code)
            if name not in c.field.kept:
                c.field.kept[name] = keep_best(c.field, c.year, code)
            gap = c.field.kept[name] - c.field.score(c.year, code, c.place)
            gaps[code] = gap * (c.field.weight(c.year, code) if weighted else 1.0)
    return {code: gap for code, gap in gaps.items() if gap > SMALL}


@claim(
    "set of ranks",
    r"Hạng <int:rank>; nếu điểm dao động như giữa các năm \(độ lệch chuẩn <num:spread><unit>, bằng <num:ratio> lần chênh lệch giữa các tỉnh\), (?:có thể từ hạng <int:low> đến hạng <int:high>|(?P<fixed>không đổi))",
    r"The rank of <int:rank> (?:may lie between <int:low> and <int:high>|(?P<fixed>does not change)) if scores move as they do from year to year \(standard deviation <num:spread><unit>, <num:ratio> times that between provinces\)",
    ("certainty",),
)
def check_set(c: Context, m: dict):
    noise, scores = fit_noise(c.field, c.year, c.code), c.field.scores(c.year, c.code)
    error = noise["error"] if noise else np.nan
    yield c.same("rank", m["rank"], c.field.rank(c.year, c.code, c.place))
    yield c.same("spread", m["spread"], error)
    yield c.same("ratio", m["ratio"], error / scores.std())
    low, high = (int(m.get(name, m["rank"])) for name in ("low", "high"))
    yield c.true("holds the rank", m["rank"], low <= int(m["rank"]) <= high, f"{low}-{high}")
    yield from _check_ends(c, low, high, error)


@claim(
    "set of ranks, told first",
    r"Do điểm biến động giữa các năm, thứ hạng (?:có thể từ <int:low> đến <int:high>|vẫn là <int:rank>)",
    r"As scores move from year to year, the rank (?:may lie between <int:low> and <int:high>|is still <int:rank>)",
    ("answer",),
)
def check_first_set(c: Context, m: dict):
    noise = fit_noise(c.field, c.year, c.code)
    low, high = (int(m.get(name) or m["rank"]) for name in ("low", "high"))
    rank = c.field.rank(c.year, c.code, c.place)
    yield c.true("holds the rank", low, low <= rank <= high, f"{low}-{high}")
    yield from _check_ends(c, low, high, noise["error"] if noise else np.nan)


def _check_ends(c: Context, low: int, high: int, error: float):
    scores = c.field.scores(c.year, c.code)
    better, worse = _told_apart(c, error)
    slack = max(2, round(0.06 * len(scores)))  # where many stand close, a few hang on the third digit of the reach
    yield c.true("best rank", low, abs(low - (1 + better)) <= slack, 1 + better)
    yield c.true("worst rank", high, abs(high - (len(scores) - worse)) <= slack, len(scores) - worse)


def _told_apart(c: Context, error: float) -> tuple[int, int]:
    scores = c.field.scores(c.year, c.code)
    name = ("told apart", c.year, c.code, c.place)
    if name not in c.field.kept:
        c.field.kept[name] = tell_apart(scores.to_numpy(), list(scores.index).index(c.place), error)
    return c.field.kept[name]


@claim(
    "told apart",
    r"Trong <int:others> tỉnh khác, phân biệt được (?:<int:better> tỉnh cao hơn)?(?: và )?(?:<int:worse> tỉnh thấp hơn)?|Không phân biệt được với tỉnh nào trong <int:none> tỉnh khác",
    r"Of the other <int:others>, (?:<int:better> can be told to be better)?(?: and )?(?:<int:worse> can be told to be worse)?|None of the other <int:none> can be told apart from it|No province of the other <int:none2> can be told apart from it",
    ("certainty",),
)
def check_told_apart(c: Context, m: dict):
    scores, noise = c.field.scores(c.year, c.code), fit_noise(c.field, c.year, c.code)
    yield c.same("others", m.get("others") or m.get("none") or m["none2"], len(scores) - 1)
    better, worse = _told_apart(c, noise["error"])
    slack = max(2, round(0.06 * len(scores)))
    yield c.true("better", m.get("better", 0), abs(int(m.get("better", 0)) - better) <= slack, better)
    yield c.true("worse", m.get("worse", 0), abs(int(m.get("worse", 0)) - worse) <= slack, worse)


@claim(
    "read at once",
    r"[Kk]hi đọc cả bảng xếp hạng cùng lúc, tỉnh (?:có thể|không) thuộc nhóm 10 tỉnh dẫn đầu; thứ hạng (?:từ|là) <int:low>(?: đến <int:high>)?",
    r"with the whole table read at once, the province (?:may be|is not) among the first 10; its rank is <int:low>(?: to <int:high>)?",
    ("sureness",),
)
def check_at_once(c: Context, m: dict):
    scores, noise = c.field.scores(c.year, c.code), fit_noise(c.field, c.year, c.code)
    better, worse = tell_all_apart(scores.to_numpy(), list(scores.index).index(c.place), noise["error"])
    low, high, rank = int(m["low"]), int(m.get("high", m["low"])), c.field.rank(c.year, c.code, c.place)
    slack = max(2, round(0.1 * len(scores)))
    yield c.true("holds the rank", rank, low <= rank <= high, f"{low}-{high}")
    yield c.true("best rank", low, abs(low - (1 + better)) <= slack, 1 + better)
    yield c.true("worst rank", high, abs(high - (len(scores) - worse)) <= slack, len(scores) - worse)
    yield c.true("in the field", high, low >= 1 and high <= len(scores), len(scores))


@claim(
    "may be among ten",
    r"tỉnh (?P<may>có thể thuộc|không thuộc) nhóm <int:top> tỉnh dẫn đầu",
    r"the province (?P<may>may be among|is not among) the first <int:top>",
    ("sureness",),
)
def check_may_be(c: Context, m: dict):
    may = m["may"] in ("có thể thuộc", "may be among")
    rank = c.field.rank(c.year, c.code, c.place)
    yield c.true("the asked target", m["top"], int(m["top"]) == 10, 10)
    yield c.true("may be among ten", m["may"], may or rank > 10, rank)


@claim("rule of lasting", r"xác suất từ 90% trở lên|at least 90% likely", r"at least 90% likely", ("strengths",))
def check_rule_of_lasting(c: Context, m: dict):
    return []


@claim(
    "furthest behind the best",
    r"[Tt]hấp hơn tỉnh dẫn đầu nhiều nhất: (?P<list>.+)",
    r"[Tt]he gap to the best province is largest on: (?P<list>.+)",
    ("answer",),
)
def check_furthest(c: Context, m: dict):
    gaps = {
        code: (c.field.best(c.year, code)[0] - c.field.score(c.year, code, c.place)) * c.field.weight(c.year, code)
        for code in c.field.leaves(c.year, c.code)
    }
    order = sorted((code for code, gap in gaps.items() if gap > SMALL), key=lambda code: -gaps[code])
    told = re.findall(r"“([^”]+)” \(([\d.,]+)", m["list"])
    yield from c.covered("behind the best of the country", None, c.code)
    yield c.true("how many", len(told), len(told) == min(3, len(order)), order[:3])
    yield c.true("no loss is known", len(told), not losses(c, list(gaps)), losses(c, list(gaps)))
    for at, (name, points) in enumerate(told[: len(order)]):
        yield c.true(
            "part", name, any(abs(gaps.get(code, -1) - gaps[order[at]]) < 1e-6 for code in c.find_part(name)), order[:3]
        )
        yield c.same("points", points, gaps[order[at]])


@claim(
    "figures of parts only",
    r"Chưa có điểm chung của .+?; có số liệu về <int:known> nội dung thành phần",
    r"There is no overall figure of .+?; <int:known> of its components (?:has a figure|have figures)",
    ("headline", "answer"),
)
def check_parts_known(c: Context, m: dict):
    codes = [code for code in c.field.tree(c.year)["component_code"] if code != "total"]
    known = [code for code in codes if not np.isnan(c.field.score(c.year, code, c.place))]
    ranked = [code for code in codes if not np.isnan(c.field.rank(c.year, code, c.place))]
    yield c.same("components with a figure", m["known"], len({*known, *ranked}))
    yield c.true("no whole", m["known"], bool(np.isnan(c.field.score(c.year, "total", c.place))), c.year)
