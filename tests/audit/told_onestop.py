"""What pages say of one-stop dossiers, counted again from the rows in data/raw/onestop with numpy's working days."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pandas as pd

from .claims import Context, claim
from .raw import fold

PAGE = "onestop"
FEWEST = 30
UNITS = {"onestop_agencies": "agency", "onestop_communes": "commune", "onestop_fields": "field"}
SHARE = r"(?P<share>\d+(?:[.,]\d+)?)%"


def _plain(text: object) -> str:
    text = unicodedata.normalize("NFD", str(text or "").casefold().replace("đ", "d"))
    return "".join(sign for sign in text if not unicodedata.combining(sign))


def read_dossiers(c: Context, year: int) -> pd.DataFrame | None:
    """Return the dossiers of a year, each with what became of it and by how many working days it is late."""
    name = ("dossiers", c.raw.home, c.place, year)
    if name not in c.field.kept:
        path = c.raw.home / "onestop" / f"onestop_{year}_{c.place}.parquet"
        c.field.kept[name] = _judge(c, path, f"onestop/{path.name}") if path.exists() else None
    return c.field.kept[name]


def _judge(c: Context, path, file: str) -> pd.DataFrame:
    log = pd.read_csv(c.raw.home / "sources.csv", dtype=str, keep_default_na=False)
    day = np.datetime64(log.loc[log["path"] == file, "date"].iloc[0])
    rows = pd.read_parquet(path)
    rows = rows.sort_values(["returned", "received"], ascending=False, na_position="last", kind="stable")
    rows = rows[~(rows["dossier"].notna() & rows.duplicated("dossier"))]
    rows = rows[rows["received"].notna() & ~rows["status"].map(_plain).str.contains("rut|huy|tu choi")]
    got, due, done = (pd.to_datetime(rows[name]).to_numpy("datetime64[D]") for name in ("received", "due", "returned"))
    none_due, none_done = np.isnat(due), np.isnat(done)
    due = np.where(none_due, day, due)
    due = np.where(np.is_busday(due), due, np.busday_offset(due, 0, roll="forward")).astype("datetime64[D]")
    paused = rows["status"].map(_plain).str.contains("bo sung|tam dung").to_numpy()
    odd = (~none_done & ((done < got) | (done > day))) | (got > day) | (~none_due & (due < got))
    state = np.where(none_done, np.where(paused, "paused", np.where(due >= day, "pending", "overdue")), "")
    state = np.where(~none_done, np.where(done <= due, "on_time", "late"), state)
    state = np.where(none_due, "no_due", state)
    state = np.where(odd, "odd", state)
    end = np.where(state == "overdue", day, np.where(none_done, day, done)).astype("datetime64[D]")
    days = np.maximum(1, np.busday_count(due + 1, end + 1))
    local = rows["agency"].map(_plain).str.match(r"ubnd (?!tinh)|xa |phuong ").to_numpy()
    rows = rows.assign(state=state, days=np.where(np.isin(state, ("late", "overdue")), days, 0), due=due, day=day)
    rows["unit"] = np.where(local, rows["commune"], rows["agency"])
    return rows.assign(agency=rows["agency"].where(~local), month=pd.to_datetime(rows["returned"]).dt.strftime("%m/%Y"))


def _own(c: Context) -> pd.DataFrame:
    return read_dossiers(c, c.year)


def _count(rows: pd.DataFrame, *states: str) -> int:
    return int(rows["state"].isin(states).sum())


def _on_time(rows: pd.DataFrame) -> float:
    judged = _count(rows, "on_time", "late")
    return 100 * _count(rows, "on_time") / judged if judged else np.nan


def _is_day(c: Context, text: str) -> bool:
    day = _own(c)["day"].iloc[0]
    told = [int(number) for number in re.findall(r"\d+", text)]
    return told == ([day.day, day.month, day.year] if c.vi else [day.day, day.year])


@claim(
    "dossiers, year",
    rf"Năm <year:year>, <num:judged> hồ sơ có hạn trả đã được giải quyết, {SHARE} trước và đúng hạn; <num:late> hồ sơ trả quá hạn",
    rf"In <year:year>, <num:judged> dossiers with a promised day were returned, {SHARE} of them on time and <num:late> late",
    ("onestop",),
    PAGE,
)
def check_year(c: Context, m: dict):
    yield c.same("year", m["year"], c.year)
    yield c.same("returned", m["judged"], _count(_own(c), "on_time", "late"))
    yield c.same("on time", m["share"], _on_time(_own(c)))
    yield c.same("late", m["late"], _count(_own(c), "late"))


@claim(
    "dossiers, year before",
    rf"Năm <year:before>, tỷ lệ đúng hạn là {SHARE}",
    rf"In <year:before>, {SHARE} were on time",
    ("onestop",),
    PAGE,
)
def check_before(c: Context, m: dict):
    yield c.same("year before", m["before"], c.year - 1)
    yield c.same("on time", m["share"], _on_time(read_dossiers(c, int(m["before"]))))


@claim(
    "dossiers, published",
    rf"Bộ chỉ số 766 ghi nhận {SHARE} số điểm về tiến độ giải quyết",
    rf"The 766 set gives {SHARE} of its points for processing on time",
    ("onestop",),
    PAGE,
)
def check_published(c: Context, m: dict):
    tree = c.field.tree(c.year)
    code = tree.index[tree["component_key"] == "on_time"][0]
    yield c.same("share", m["share"], 100 * c.field.score(c.year, code, c.place) / c.field.maximum(c.year, code))


@claim(
    "dossiers, overdue",
    r"Đến ngày (?P<day>\d+/\d+/\d{4}), (?:<num:n> hồ sơ đang giải quyết đã quá hạn(?:, lâu nhất <num:longest> ngày làm việc)?|không còn hồ sơ quá hạn chưa trả)",
    r"On (?P<day>\d+ \w+ \d{4}), (?:<num:n> dossiers in progress were overdue(?:, the longest by <num:longest> working days)?|no dossier in progress was overdue)",
    ("onestop",),
    PAGE,
)
def check_overdue(c: Context, m: dict):
    yield c.true("day", m["day"], _is_day(c, m["day"]), _own(c)["day"].iloc[0])
    yield c.true("overdue", m.get("n", 0), _count(_own(c), "overdue") == (c.read(m["n"])[0] if "n" in m else 0))
    if "longest" in m:
        yield c.same("longest", m["longest"], _own(c).query("state == 'overdue'")["days"].max())


@claim(
    "dossiers, overdue by unit",
    r"Đến ngày (?P<day>\d+/\d+/\d{4}), <int:n> cơ quan, tỉnh còn <num:total> hồ sơ quá hạn chưa trả; nhiều nhất là (?P<office>[^:]+): <num:most> hồ sơ(?:, lâu nhất <num:longest> ngày làm việc)?(?:, cùng mức còn <int:level> (?:nội dung|tỉnh|nơi) khác)?",
    r"On (?P<day>\d+ \w+ \d{4}), <int:n> (?:agency or locality holds|agencies and localities hold) <num:total> overdue dossiers; most are with (?P<office>[^:]+): <num:most>(?:, the longest by <num:longest> working days)?(?:, with <int:level> others? at the same level)?",
    ("onestop_overdue",),
    PAGE,
)
def check_by_unit(c: Context, m: dict):
    rows = _own(c).query("state == 'overdue'")
    counts = rows["unit"].value_counts()
    yield c.true("day", m["day"], _is_day(c, m["day"]), _own(c)["day"].iloc[0])
    yield c.same("units", m["n"], len(counts))
    yield c.same("overdue", m["total"], len(rows))
    yield c.same("most", m["most"], counts.max())
    most = {fold(unit) for unit in counts.index[counts == counts.max()]}
    yield c.true("unit", m["office"], fold(m["office"]) in most, most)
    yield c.same("as many", m.get("level", "0"), len(most) - 1)
    if "longest" in m:
        own = rows[rows["unit"].map(fold) == fold(m["office"])]
        yield c.same("longest", m["longest"], own["days"].max())


@claim(
    "dossiers, longest overdue",
    r"(?:<int:n> hồ sơ quá hạn lâu nhất; lâu nhất là|Một hồ sơ đang quá hạn:) (?P<dossier>\S+) tại (?P<office>[^:,]+)[:,] hạn trả (?P<due>[\d/]+), đã quá <num:days> ngày làm việc(?:, cùng mức còn <int:level> hồ sơ khác)?",
    r"(?:The <int:n> dossiers overdue for longest; the longest is|One dossier is overdue:) (?P<dossier>\S+) at (?P<office>[^:,]+)[:,] due on (?P<due>\d+ \w+ \d{4}), <num:days> working days ago(?:, with <int:level> others? at the same level)?",
    ("onestop_longest",),
    PAGE,
)
def check_longest(c: Context, m: dict):
    rows = _own(c).query("state == 'overdue'").sort_values(["days", "dossier"], ascending=[False, True])
    first = rows[rows["dossier"] == m["dossier"]].iloc[0]
    n = int(m.get("n", 1))
    yield c.true("listed", n, 1 <= n <= len(rows) and (n > 1 or len(rows) == 1), len(rows))
    level = int((rows["days"].head(n) == rows["days"].max()).sum()) - 1
    yield c.same("as long", m.get("level", "0"), level)
    yield c.same("days", m["days"], rows["days"].max())
    yield c.true("is one", m["dossier"], first["days"] == rows["days"].max(), rows["dossier"].iloc[0])
    yield c.true("unit", m["office"], fold(m["office"]) == fold(first["unit"]), first["unit"])
    due, told = first["due"], [int(number) for number in re.findall(r"\d+", m["due"])]
    yield c.true("due", m["due"], told == ([due.day, due.month, due.year] if c.vi else [due.day, due.year]), due)


@claim(
    "dossiers, lowest shares",
    r"Tỷ lệ trước và đúng hạn thấp nhất: (?P<list>.+?\))(?=\.)",
    r"The lowest shares on time: (?P<list>.+?\))(?=\.)",
    tuple(UNITS),
    PAGE,
)
def check_lowest(c: Context, m: dict):
    groups = _own(c).groupby(UNITS[c.exhibit.name])
    found = {
        fold(unit): (_on_time(rows), _count(rows, "late"), _count(rows, "on_time", "late")) for unit, rows in groups
    }
    found = {unit: values for unit, values in found.items() if values[2] >= FEWEST}
    order = sorted((values[0], unit) for unit, values in found.items() if values[1])
    told = re.findall(r"(?:^|, |,? và |,? and )?([^()]+?) ([\d.,]+)% \((\d+) [^()]+\)", m["list"])
    yield c.true("how many", len(told), len(told) == min(3, len(order)), order[:3])
    for (unit, share, late), (value, _) in zip(told, order, strict=False):
        own = found.get(fold(re.sub(r"^(?:, |,? ?và |,? ?and )", "", unit)), (np.nan,) * 3)
        yield c.same("lowest", share, value)
        yield c.same("on time", share, own[0])
        yield c.same("late", late, own[1])


@claim(
    "dossiers, most overdue",
    r"Đang quá hạn nhiều nhất: (?P<office>.+), <num:n> hồ sơ(?:, cùng mức còn <int:level> (?:nội dung|tỉnh|nơi) khác)?",
    r"Most overdue: (?P<office>.+), <num:n> dossiers(?:, with <int:level> others? at the same level)?",
    tuple(UNITS),
    PAGE,
)
def check_most_overdue(c: Context, m: dict):
    counts = _own(c).query("state == 'overdue'")[UNITS[c.exhibit.name]].value_counts()
    most = {fold(unit) for unit in counts.index[counts == counts.max()]}
    yield c.same("overdue", m["n"], counts.max())
    yield c.true("unit", m["office"], fold(m["office"]) in most, most)
    yield c.same("as many", m.get("level", "0"), len(most) - 1)


@claim(
    "dossiers, none late",
    r"Không có hồ sơ nào trả quá hạn",
    r"No dossier was returned late",
    tuple(UNITS),
    PAGE,
)
def check_none_late(c: Context, m: dict):
    yield c.true("none late", 0, _count(_own(c), "late") == 0, _count(_own(c), "late"))


@claim(
    "dossiers, too few",
    r"Chưa có nơi nào đủ <int:fewest> hồ sơ đã trả để so sánh",
    r"No one has returned <int:fewest> dossiers yet",
    tuple(UNITS),
    PAGE,
)
def check_too_few(c: Context, m: dict):
    groups = _own(c).groupby(UNITS[c.exhibit.name])
    most = max(_count(rows, "on_time", "late") for _, rows in groups)
    yield c.same("fewest", m["fewest"], FEWEST)
    yield c.true("none with so many", most, most < FEWEST, most)


@claim(
    "dossiers, months",
    r"Tỷ lệ trước và đúng hạn thấp nhất trong tháng (?P<low>[\d/]+) \(<pct:p1>(?:, cùng mức còn <int:l1> tháng khác)?\), cao nhất trong tháng (?P<high>[\d/]+) \(<pct:p2>(?:, cùng mức còn <int:l2> tháng khác)?\)",
    r"The share on time was lowest in (?P<low>[\d/]+) \(<pct:p1>(?:, as in <int:l1> other months?)?\) and highest in (?P<high>[\d/]+) \(<pct:p2>(?:, as in <int:l2> other months?)?\)",
    ("onestop_months",),
    PAGE,
)
def check_months(c: Context, m: dict):
    shares = {month: _on_time(rows) for month, rows in _own(c).groupby("month") if month.endswith(str(c.year))}
    known = {month: share for month, share in shares.items() if not np.isnan(share)}
    yield c.same("lowest", m["p1"], min(known.values()))
    yield c.same("highest", m["p2"], max(known.values()))
    for name, end in (("l1", min(known.values())), ("l2", max(known.values()))):
        yield c.same("months alike", m.get(name, "0"), sum(abs(share - end) < 1e-9 for share in known.values()) - 1)
    yield c.true("low month", m["low"], abs(known[m["low"]] - min(known.values())) < 1e-9, known)
    yield c.true("high month", m["high"], abs(known[m["high"]] - max(known.values())) < 1e-9, known)
