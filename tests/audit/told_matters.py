"""What pages say of the same matter elsewhere, of readings within a year, and of the limits that notes name."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd

from .claims import Context, claim
from .raw import _read_number, fold

SIMILAR, CONTRARY, LIKELY = 0.25, 0.5, 0.9
_LISTED = r"(?= (?:ở|on) (?P<list>[^;.]+))"


@claim(
    "same matter, as printed",
    rf"kết quả (?P<verdict>tương tự|cao hơn|thấp hơn|trái ngược){_LISTED}",
    rf"a (?P<verdict>similar|higher|lower|contrary) result{_LISTED}",
    ("matters",),
)
def check_verdict(c: Context, m: dict):
    """A verdict must hold of the printed ranks, whatever the noise models say."""
    own = _find_own(c)
    for index, rank, n in re.findall(r"(PAPI|PAR INDEX|SIPAS|DTI|PCI|766)[^(),]*\(\d{4}, (\d+)/(\d+)\)", m["list"]):
        apart = _tell_percent(float(rank), float(n)) - own
        holds = {
            "similar": abs(apart) <= SIMILAR,
            "contrary": abs(apart) > CONTRARY,
            "higher": apart > SIMILAR,
            "lower": apart < -SIMILAR,
        }
        words = {"tương tự": "similar", "cao hơn": "higher", "thấp hơn": "lower", "trái ngược": "contrary"}
        verdict = words.get(m["verdict"], m["verdict"])
        yield c.true(f"{verdict} to {index}", m["verdict"], holds[verdict], f"{apart:.2f} apart")


def _tell_percent(rank: float, n: float) -> float:
    return (n - rank) / (n - 1)


def _find_own(c: Context) -> float:
    """Return the share of others that stand below the page's province on what the page's component speaks of."""
    code = _find_own_code(c)
    year = _find_own_year(c, code)
    return _tell_percent(c.field.rank(year, code, c.place), c.field.n_ranked(year, code, c.place))


def _find_own_code(c: Context) -> str:
    """Return the page's component, or the nearest above it of which the reviewed map speaks."""
    table = pd.read_csv(c.raw.home / "frameworks" / "matters.csv", dtype=str, keep_default_na=False)
    known = set(table.loc[table["index"] == c.page.index, "component_key"])
    code = c.code
    while code and c.field.row(c.year, code)["component_key"] not in known:
        code = c.field.row(c.year, code)["parent_code"]
    return code


def _find_own_year(c: Context, code: str) -> int:
    """Return the page's year, or the nearest in which the province has a rank, the earlier of two."""
    known = [year for year in c.field.years if not np.isnan(c.field.rank(year, code, c.place))]
    return min(known, key=lambda year: (abs(year - c.year), year), default=c.year)


@claim(
    "against the result of another year",
    r"Kết quả năm <year:own> \(chưa có kết quả năm <year:asked>\)",
    r"The result of <year:own> \(that of <year:asked> is not known\)",
    ("matters",),
)
def check_own_year(c: Context, m: dict):
    yield c.same("year asked", m["asked"], c.year)
    yield c.true("year held against", m["own"], int(m["own"]) == _find_own_year(c, _find_own_code(c)) != c.year, c.year)


@claim(
    "limits of a verdict",
    r"từ <pct:likely> trở lên: tương tự là lệch không quá <pct:near> số tỉnh, trái ngược là trên <pct:far>",
    r"at least <pct:likely> likely: similar is within <pct:near> of the provinces, contrary further than <pct:far>",
    ("matters",),
)
def check_limits(c: Context, m: dict):
    for name, limit in (("likely", LIKELY), ("near", SIMILAR), ("far", CONTRARY)):
        yield c.same(name, m[name], 100 * limit)


@claim(
    "limit of a clear trend",
    r"q không quá <num:q> trong mọi tỉnh và chỉ số thành phần của năm",
    r"q of at most <num:q> among all provinces and components of the year",
    ("profile",),
)
def check_limit_of_trends(c: Context, m: dict):
    yield c.same("q", m["q"], 0.05)


def _read_readings(c: Context, month: str) -> pd.Series:
    """Return the page's component in a month's table by place; the file says whether it is of the year so far."""
    at, year = month.split("/")
    paths = sorted((c.raw.home / c.page.index).glob(f"{c.page.index}_*{year}-{at}.*"))
    paths = [path for path in paths if ("_to_" in path.stem) == bool(re.search("từ đầu năm|so far", c.sentence))]
    rows = _list_rows(paths[0])
    tree = c.raw.trees[c.page.index]
    named = tree[tree["component_code"] == c.page.code]
    heads = {fold(name) for name in [*named["name_vi"], *named["printed"].dropna()]} - {""}
    top = next(at for at, row in enumerate(rows) if any(fold(text) in heads for text in row))
    column = next(at for at, text in enumerate(rows[top]) if fold(text) in heads)
    found = {}
    for row in rows[top + 1 :]:
        codes = (c.raw.places["34"].find(re.sub(r"^UBND\s+", "", text.strip())) for text in row[:column] if text)
        if code := next(filter(None, codes), None):
            found[code] = _read_number(row[column])
    return pd.Series(found, dtype=float).dropna()


def _list_rows(path: Path) -> list[list[str]]:
    """Return the rows of a table as text, of the first sheet of a workbook."""
    if path.suffix == ".csv":
        return pd.read_csv(path, dtype=str, keep_default_na=False, header=None).to_numpy().tolist()
    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0]
    return [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def _read_place(c: Context, month: str) -> float:
    """Return the page's figure in a month; of the country the mean of the places."""
    known = _read_readings(c, month)
    return known.get(c.place, np.nan) if c.place in c.raw.places["34"].vi else known.mean()


@claim(
    "course of months",
    r"(?:Cả nước|<place:who>) (?:(?P<up>tăng)|giảm) từ <num:begun><unit> \(tháng (?P<first>\d\d/\d{4})\) (?:lên|xuống) <num:score><unit> \(tháng (?P<month>\d\d/\d{4})\), (?:từ đầu năm|riêng tháng)",
    r"(?:Viet Nam|<place:who>) went (?:(?P<up>up)|down) from <num:begun><unit> in (?P<first>\d\d/\d{4}) to <num:score><unit> in (?P<month>\d\d/\d{4}) \((?:the year so far|the month alone)\)",
    ("readings",),
)
def check_course(c: Context, m: dict):
    begun, score = _read_place(c, m["first"]), _read_place(c, m["month"])
    if "who" in m:
        yield c.who("place", m["who"], {c.place})
    yield c.same("first", m["begun"], begun)
    yield c.same("last", m["score"], score)
    yield c.true("way", m.get("up", "down"), (score > begun) == ("up" in m), f"{begun:.2f} to {score:.2f}")


@claim(
    "reading",
    r"[Tt]háng (?P<month>\d\d/\d{4}) \((?:từ đầu năm|riêng tháng)\): <place:who> đạt <num:score><unit>",
    r"In (?P<month>\d\d/\d{4}) \((?:the year so far|the month alone)\): <place:who>, <num:score><unit>",
    ("readings",),
)
def check_reading(c: Context, m: dict):
    yield c.who("place", m["who"], {c.place})
    yield c.same("reading", m["score"], _read_place(c, m["month"]))


@claim(
    "ends of a month",
    r"Tháng (?P<month>\d\d/\d{4}) \((?:từ đầu năm|riêng tháng)\), trong <int:n> tỉnh có số liệu: cao nhất là <places:best> \(<num:high><unit>\), thấp nhất là <places:last> \(<num:low><unit>\)",
    r"In (?P<month>\d\d/\d{4}) \((?:the year so far|the month alone)\), of <int:n> provinces with figures <places:best> (?:is|are) highest \(<num:high><unit>\) and <places:last> lowest \(<num:low><unit>\)",
    ("reading_ranks",),
)
def check_ends(c: Context, m: dict):
    known = _read_readings(c, m["month"])
    yield c.same("places", m["n"], len(known))
    yield c.who("highest", m["best"], set(known.index[known >= known.max() - 1e-9]), c.raw.places["34"])
    yield c.who("lowest", m["last"], set(known.index[known <= known.min() + 1e-9]), c.raw.places["34"])
    yield c.same("high", m["high"], known.max())
    yield c.same("low", m["low"], known.min())
