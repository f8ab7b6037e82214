"""What an accountability sheet says of an agency, recomputed from the registers in data/raw/actions and raw figures."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

import numpy as np
import openpyxl

from .claims import Context, claim

CLOSED = ("hoàn thành", "dừng", "không thực hiện")
SAME = 0.005


@dataclass(frozen=True)
class Register:
    """A province's register of tasks as it lies in data/raw: rows of its three sheets, agencies by their full name."""

    tasks: list[dict[str, str]]
    heads: dict[str, str]
    holders: dict[str, str]


def read_register(c: Context, year: int) -> Register | None:
    path = c.raw.home / "actions" / f"{c.page.index}_{year}_{c.place}.xlsx"
    if path not in c.field.kept:
        c.field.kept[path] = _open_register(path) if path.exists() else None
    return c.field.kept[path]


def _open_register(path) -> Register:
    book = openpyxl.load_workbook(path, read_only=True)
    rows = {
        name: _read_rows(book[name], head)
        for name, head in (("Nhiệm vụ", "Mã thành phần"), ("Cơ quan", "Cơ quan"), ("Phân công", "Mã thành phần"))
    }
    called: dict[str, str] = {}
    for row in rows["Cơ quan"]:
        called |= {
            name.strip(): row["Cơ quan"] for name in [row["Cơ quan"], *row["Tên khác"].split(";")] if name.strip()
        }
    merged = {row["Cơ quan"]: called.get(row["Đã sáp nhập vào"], "") for row in rows["Cơ quan"]}

    def name(text: str) -> str:
        full = called.get(text.strip(), text.strip())
        return merged.get(full) or full

    tasks = [
        row
        | {
            "lead": name(row["Cơ quan chủ trì"]),
            "others": [name(each) for each in row["Cơ quan phối hợp"].split(";") if each.strip()],
        }
        for row in rows["Nhiệm vụ"]
        if row["Nhiệm vụ, giải pháp"]
    ]
    heads = {row["Cơ quan"]: row["Người đứng đầu"] for row in rows["Cơ quan"]}
    for agency in {task["lead"] for task in tasks}:  # where the sheet of agencies is silent, what all its tasks say
        named = {task["Người đứng đầu chịu trách nhiệm"] for task in tasks if task["lead"] == agency} - {""}
        heads[agency] = heads.get(agency) or (named.pop() if len(named) == 1 else "")
    return Register(tasks, heads, {row["Mã thành phần"]: name(row["Cơ quan phụ trách"]) for row in rows["Phân công"]})


def _read_rows(sheet, first: str) -> list[dict[str, str]]:
    grid = [["" if cell is None else str(cell).strip() for cell in row] for row in sheet.iter_rows(values_only=True)]
    at = next(number for number, row in enumerate(grid) if row[0] == first)
    return [dict(zip(grid[at], row, strict=False)) for row in grid[at + 1 :] if row[0]]


def _due(text: str) -> datetime.date | None:
    found = re.fullmatch(r"(\d+)/(\d+)/(\d{4})", text)
    return datetime.date(int(found.group(3)), int(found.group(2)), int(found.group(1))) if found else None


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _day(c: Context, text: str) -> datetime.date:
    if c.vi:
        return _due(text)
    day, month, year = text.split()
    return datetime.date(int(year), MONTHS.index(month) + 1, int(day))


def _held(c: Context) -> list[str]:
    """Return the smallest components that the page's agency holds: given to it, or to it with one above them."""
    register, tree = read_register(c, c.year), c.field.tree(c.year)
    found = []
    for leaf in c.field.leaves(c.year):
        at = leaf
        while at and at not in register.holders:
            at = tree.at[at, "parent_code"]
        if at and register.holders[at] == c.page.agency and tree.at[leaf, "combine"] != "unlisted":
            found.append(leaf)
    return found


def _worth(c: Context, code: str) -> float:
    tree, worth = c.field.tree(c.year), 1.0
    while code and code != "total":
        worth, code = worth * c.field.weight(c.year, code), tree.at[code, "parent_code"]
    return worth


def _behind_best(c: Context, code: str) -> float:
    """Return how far a component is behind the best of the country; the best of a few provinces is not that."""
    if not c.field.printed(c.year) and c.field.coverage(c.year, code) < 0.9:
        return np.nan
    return c.field.best(c.year, code)[0] - c.field.score(c.year, code, c.place)


def _sum(c: Context, figure) -> float:
    known = [
        code for code in _held(c) if not np.isnan(c.field.score(c.year, code, c.place) + c.field.maximum(c.year, code))
    ]
    return float(sum(figure(code) * _worth(c, code) for code in known))


@claim(
    "agency holds",
    r"(?P<who>[^“”.;]+?) \((?P<head>[^()]+)\) phụ trách <int:n> chỉ số thành phần(?:, (?:<int:known> có điểm và điểm tối đa|<int:scored> có số liệu(?P<no_maximum>; chưa công bố điểm tối đa nên chưa tính được điểm mất)?))?(?:: đạt <num:score><unit> trên tối đa <num:most>, mất <num:lost><unit>(?:; (?:<num:behind><unit> là khoảng cách tới tỉnh dẫn đầu|tổng khoảng cách tới tỉnh dẫn đầu từng chỉ số thành phần là <num:each><unit>))?|(?P<none>; chưa có điểm nào được công bố))?",
    r"(?P<who>[^“”.;]+?) \((?P<head>[^()]+)\) holds <int:n> components?(?:, (?:<int:known> of them with a score and a maximum|<int:scored> of them with figures(?P<no_maximum>; what was lost is not known, since no maximum is published)?))?(?:: <num:score><unit> of at most <num:most>, <num:lost><unit> lost(?:; (?:<num:behind><unit> behind the best province|<num:each><unit> in all behind the best province on each))?|(?P<none>; no score of them is published))?",
    ("answer", "held"),
    "accountability",
)
def check_held(c: Context, m: dict):
    codes, register = _held(c), read_register(c, c.year)
    own = {code: c.field.score(c.year, code, c.place) for code in codes}
    scored = [code for code in codes if not np.isnan(own[code])]
    known = [code for code in scored if not np.isnan(c.field.maximum(c.year, code))]
    yield c.true("agency", m["who"], m["who"].strip() == c.page.agency, c.page.agency)
    none = m["head"] in ("chưa ghi người đứng đầu", "its head is not given")
    head = register.heads.get(c.page.agency, "")
    yield c.true("head", m["head"], not head if none else m["head"] == head, head or "none")
    yield c.same("components", m["n"], len(codes))
    if "none" in m:
        yield c.true("no score", m["none"], not scored, scored)
    if "scored" in m:
        yield c.same("with a score", m["scored"], len(scored))
        yield c.true("no maximum", m["n"], not ("no_maximum" in m and known), known)
    if "known" in m:
        yield c.same("with figures", m["known"], len(known))
    if "score" not in m:
        return
    yield c.true("all have scores", m["n"], (len(known) == len(codes)) == ("known" not in m), known)
    yield c.same("score", m["score"], _sum(c, own.get))
    yield c.same("maximum", m["most"], _sum(c, lambda code: c.field.maximum(c.year, code)))
    yield c.same("lost", m["lost"], _sum(c, lambda code: c.field.maximum(c.year, code) - own[code]))
    behind = _sum(c, lambda code: _behind_best(c, code))
    told = m.get("behind") or m.get("each")
    yield c.true("behind the best is told", told, bool(told) == (not np.isnan(behind)), behind)
    if told:
        yield c.same("behind the best", told, behind)
        yield c.true("on each", told, ("each" in m) == (len(known) > 1), len(known))


@claim(
    "largest losses of an agency",
    r"(?:[Mm]ất nhiều điểm nhất ở|[Mm]ất điểm nhiều nhất(?: ở|:)|Trong các thành phần đã biết điểm mất, mất nhiều điểm nhất ở:?) (?P<list>.+)",
    r"(?:Of the parts whose loss is known, m|M|m)ost points? (?:were|was) lost on:? (?P<list>.+)",
    ("answer",),
    "accountability",
)
def check_largest(c: Context, m: dict):
    lost = {
        code: (c.field.maximum(c.year, code) - c.field.score(c.year, code, c.place)) * _worth(c, code)
        for code in _held(c)
    }
    order = sorted(
        (code for code in lost if lost[code] > 0 and not c.is_zero(lost[code])), key=lambda code: -lost[code]
    )
    told = re.findall(r"“([^”]+)” \(([\d.,]+)", m["list"])
    yield c.true("how many", len(told), len(told) == min(3, len(order)), min(3, len(order)))
    for at, (name, points) in enumerate(told[: len(order)]):
        codes = [code for code in c.find_part(name) if code in lost]
        yield c.true("part", name, any(abs(lost[code] - lost[order[at]]) < 1e-6 for code in codes), order[:3])
        yield c.same("points", points, lost[order[at]])


@claim(
    "agency holds nothing",
    r"(?P<who>[^“”.;]+?) \((?P<head>[^()]+)\): chưa được phân công chỉ số thành phần nào",
    r"(?P<who>[^“”.;]+?) \((?P<head>[^()]+)\) holds no component",
    ("answer", "held"),
    "accountability",
)
def check_holds_nothing(c: Context, m: dict):
    yield c.true("holds nothing", m["who"], not _held(c), _held(c))


def _given(c: Context) -> list[dict]:
    register = read_register(c, c.year)
    return [row for row in register.tasks if c.page.agency == row["lead"] or c.page.agency in row["others"]]


def _open(row: dict) -> bool:
    return row["Tình trạng"] not in CLOSED


@claim(
    "tasks of an agency",
    r"Tính đến (?P<day>\d+/\d+/\d{4}), (?P<who>[^“”.;]+?) chủ trì <int:lead> nhiệm vụ, phối hợp <int:part> nhiệm vụ; <int:late> nhiệm vụ quá hạn",
    r"As of (?P<day>\d+ \w+ \d{4}), (?P<who>[^“”.;]+?) leads <int:lead> tasks? and takes part in <int:part>; <int:late> (?:is|are) overdue",
    ("answer", "tasks"),
    "accountability",
)
def check_tasks(c: Context, m: dict):
    rows = _given(c)
    late = [row for row in rows if _open(row) and (due := _due(row["Thời hạn"])) and due < _day(c, m["day"])]
    yield c.true("agency", m["who"], m["who"] == c.page.agency, c.page.agency)
    yield c.same("leads", m["lead"], sum(row["lead"] == c.page.agency for row in rows))
    yield c.same("takes part in", m["part"], sum(row["lead"] != c.page.agency for row in rows))
    yield c.same("overdue", m["late"], len(late))


@claim(
    "no task of an agency",
    r"Tính đến (?P<day>\d+/\d+/\d{4}), chưa có nhiệm vụ nào giao cho (?P<who>[^“”.;]+?) trong sổ theo dõi",
    r"As of (?P<day>\d+ \w+ \d{4}), the register sets no task for (?P<who>[^“”.;]+)",
    ("answer", "tasks"),
    "accountability",
)
def check_no_tasks(c: Context, m: dict):
    yield c.true("agency", m["who"], m["who"] == c.page.agency, c.page.agency)
    yield c.true("no task", m["who"], not _given(c), len(_given(c)))


@claim(
    "next task",
    r"Việc tiếp theo: <part:task> ở <part:part> – (?P<head>[^,]+), (?:hạn (?P<due>[^.]+)|chưa có thời hạn)",
    r"Next: <part:task> on <part:part> – (?P<head>[^,]+), (?:due (?P<due>[^.]+)|no deadline is set)",
    ("answer",),
    "accountability",
)
def check_next(c: Context, m: dict):
    rows = [row for row in _given(c) if _open(row)]
    first = min(rows, key=lambda row: _due(row["Thời hạn"]) or datetime.date.max)
    codes = {row["Mã thành phần"] for row in rows if row["Thời hạn"] == first["Thời hạn"]}
    yield c.part("component", m["part"], codes)
    yield c.true("task", m["task"], m["task"] == first["Nhiệm vụ, giải pháp"], first["Nhiệm vụ, giải pháp"])
    head = first["Người đứng đầu chịu trách nhiệm"]
    none = m["head"] in ("chưa ghi người đứng đầu", "no head is named")
    yield c.true("head", m["head"], not head if none else m["head"] == head, head)
    yield c.true("due", m.get("due"), m.get("due", "") == first["Thời hạn"], first["Thời hạn"])


def _promised(c: Context) -> tuple[list[dict], dict[str, tuple[float, float]]]:
    """Return last year's tasks of the agency, and by component what was lost then and is lost now."""
    register = read_register(c, c.year - 1)
    rows = [row for row in register.tasks if row["lead"] == c.page.agency] if register else []
    found = {}
    for row in rows:
        old = c.field.row(c.year - 1, row["Mã thành phần"])
        code = old and c.field.code_of(old["component_key"], c.year)
        if (
            not code
            or c.field.run(c.year, code) != c.field.run(c.year - 1, row["Mã thành phần"])
            or not row["Điểm mất"]
        ):
            continue
        now = c.field.maximum(c.year, code) - c.field.score(c.year, code, c.place)
        if not np.isnan(now):
            found.setdefault(code, (float(row["Điểm mất"]), now * _worth(c, code)))
    return rows, found


@claim(
    "promises of an agency",
    r"Các thành phần có nhiệm vụ năm <year:before>(?: và so sánh được)?: (?P<way>lấy lại|mất thêm) <num:size><unit>, còn mất <num:lost><unit>",
    r"Components with a task in <year:before>(?: that can be compared)?: (?P<way>regained|lost a further) <num:size><unit>; <num:lost><unit> are still lost",
    ("promises",),
    "accountability",
)
def check_promises(c: Context, m: dict):
    _, found = _promised(c)
    regained = sum(before - now for before, now in found.values())
    yield c.same("year before", m["before"], c.year - 1)
    yield c.size("regained", m["size"], regained)
    yield c.true("way", m["way"], (m["way"] in ("lấy lại", "regained")) == (regained >= 0), regained)
    yield c.same("still lost", m["lost"], sum(now for _, now in found.values()))


@claim(
    "promises, better",
    r"Trong <int:n> thành phần có nhiệm vụ năm <year:before>(?: và so sánh được)?, <int:better> có kết quả tăng",
    r"Of <int:n> components? with a task in <year:before>(?: that can be compared)?, <int:better> did better",
    ("promises",),
    "accountability",
)
def check_better(c: Context, m: dict):
    _, found = _promised(c)
    yield c.same("year before", m["before"], c.year - 1)
    yield c.same("components", m["n"], len(found))
    yield c.same("better", m["better"], sum(before > now for before, now in found.values()))


@claim(
    "no promise",
    r"Chưa có nhiệm vụ nào của (?P<who>[^“”.;]+?) được ghi nhận trong năm <year:before>",
    r"No task of (?P<who>[^“”.;]+?) is on record for <year:before>",
    ("promises",),
    "accountability",
)
def check_no_promise(c: Context, m: dict):
    yield c.same("year before", m["before"], c.year - 1)
    yield c.true("agency", m["who"], m["who"] == c.page.agency, c.page.agency)
    yield c.true("no task", m["who"], not _promised(c)[0], len(_promised(c)[0]))


@claim(
    "promises not known",
    r"Chưa có điểm năm nay để so với nhiệm vụ năm <year:before> của (?P<who>[^“”.;]+)",
    r"No points of this year are known to hold against the tasks of <year:before> of (?P<who>[^“”.;]+)",
    ("promises",),
    "accountability",
)
def check_unknown_promises(c: Context, m: dict):
    rows, found = _promised(c)
    yield c.same("year before", m["before"], c.year - 1)
    yield c.true("agency", m["who"], m["who"] == c.page.agency, c.page.agency)
    yield c.true("tasks, no points", m["who"], bool(rows) and not found, (len(rows), len(found)))
