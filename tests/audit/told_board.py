"""What pages say of a province's own scoreboard: how points were judged, claimed, lost and why, and by whom held."""

from __future__ import annotations

import openpyxl
import pandas as pd

from .claims import Context, claim
from .raw import SMALL

HEADS = {
    "Mã": "code",
    "Điểm tối đa": "most",
    "Phương pháp đánh giá": "method",
    "Cơ quan phụ trách": "agency",
    "Điểm tự đánh giá": "claimed",
    "Điểm đạt được": "score",
    "Lý do trừ điểm": "reason",
}
DOCUMENTS = ("thẩm định tài liệu", "documents")


def read_board(c: Context, place: str = "") -> pd.DataFrame:
    """Return the smallest components of the sheet of the page's province, or of another, below the page's component."""
    place = place or c.place
    name = ("board", c.raw.home, place, c.year)
    if name not in c.field.kept:
        index = c.page.index
        folders = (c.raw.home / index, c.raw.home / "local" / index)
        path = next(path for folder in folders for path in folder.glob(f"{index}_{c.year}*.xlsx"))
        c.field.kept[name] = _open_board(path, c.places.vi[place])
    rows = c.field.kept[name]
    return rows if c.code == "total" else rows[[code.split(".")[: len(_cut(c))] == _cut(c) for code in rows["code"]]]


def _cut(c: Context) -> list[str]:
    return c.code.split(".")


def _open_board(path, place: str) -> pd.DataFrame:
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        grid = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
        if any(row[0] == place for row in grid[:4]):
            at = next(number for number, row in enumerate(grid) if row[0] == "Mã")
            table = pd.DataFrame(grid[at + 1 :], columns=grid[at]).rename(columns=HEADS)[list(HEADS.values())]
            table["code"] = table["code"].astype(str)
            above = {code.rpartition(".")[0] for code in table["code"]}
            table = table[(table["code"] != "") & ~table["code"].isin(above) & table["most"].ne("")]
            for column in ("most", "claimed", "score"):
                table[column] = pd.to_numeric(table[column], errors="coerce")
            return table.assign(lost=table["most"] - table["score"]).reset_index(drop=True)
    raise ValueError(f"no sheet of {place}")


def _choose(rows: pd.DataFrame, side: str) -> pd.DataFrame:
    documents = rows["method"].str.casefold().str.contains("tài liệu|document")
    return rows[documents if side.casefold() in DOCUMENTS else ~documents]


SIDES = (
    r"(?P<side>[Tt]hẩm định tài liệu|[Đđ]iều tra xã hội học và tác động) đạt <pct:share>(?: \(cả nước <pct:all>\))?, (?:mất <num:lost><unit>|không mất điểm)",
    r"(?P<side>[Dd]ocuments|[Ss]urveys and outcomes) gave <pct:share>(?: \(<pct:all> in the [a-z]+\))?, (?:<num:lost><unit>|no point) lost",
)


@claim("board, documents and surveys", *SIDES, ("sides",))
def check_sides(c: Context, m: dict):
    rows = _choose(read_board(c), m["side"])
    yield c.same("share", m["share"], 100 * rows["score"].sum() / rows["most"].sum())
    if "all" in m:
        every = pd.concat([_choose(read_board(c, place), m["side"]) for place in c.places.vi])
        yield c.same("of all", m["all"], 100 * every["score"].sum() / every["most"].sum())
    if "lost" in m:
        yield c.same("lost", m["lost"], rows["lost"].sum())
        yield c.true("something lost", m["lost"], not c.is_zero(rows["lost"].sum()), "> 0")
    else:
        yield c.true("no point lost", m["side"], c.is_zero(rows["lost"].sum()), rows["lost"].sum())


@claim(
    "board, claimed of one",
    r"^(?:“[^”]+” \([^)]*\)|Chỉ “(?P<code>[\d.]+\d)\. [^”]*” của .+?) có điểm thẩm định thấp hơn điểm tự đánh giá:? <num:most><unit>",
    r"^(?:“[^”]+” \([^)]*\)|Only “(?P<code>[\d.]+\d)\. [^”]*” of .+?) was granted (?:<num:most><unit> )?less than was claimed(?:: by <num:by><unit>)?",
    ("claims",),
)
def check_claimed_of_one(c: Context, m: dict):
    over = (rows := read_board(c).set_index("code"))["claimed"] - rows["score"]
    over = over[over > SMALL]
    yield c.true("one alone", c.sentence[:40], len(over) == 1, len(over))
    if "code" in m:
        yield c.true("part", m["code"], m["code"] in over.index, list(over.index))
    yield c.same("points", m.get("most") or m["by"], over[m.get("code", c.code)])


@claim(
    "board, claimed and granted",
    r"<int:n> thành phần của .+? có điểm thẩm định thấp hơn điểm tự đánh giá, tổng cộng <num:all><unit>; nhiều nhất là “(?P<code>[\d.]+\d)\. [^”]*”: <num:most><unit>(?:, cùng mức còn <int:level> nội dung khác)?",
    r"<int:n> parts? of .+? (?:was|were) granted less than was claimed, <num:all><unit> together; most on “(?P<code>[\d.]+\d)\. [^”]*”: <num:most><unit>(?:, with <int:level> others? at the same level)?",
    ("claims",),
)
def check_claimed(c: Context, m: dict):
    over = (rows := read_board(c).set_index("code"))["claimed"] - rows["score"]
    over = over[over > SMALL]
    yield c.same("parts", m["n"], len(over))
    yield c.same("together", m["all"], over.sum())
    yield c.same("points", m["most"], over.max())
    yield c.true("part", m["code"], over[m["code"]] >= over.max() - SMALL, over.idxmax())
    yield c.level(m, over)


@claim(
    "board, reason",
    r"Lý do mất nhiều điểm nhất: (?P<reason>[^()]+) \(<num:lost><unit>, <pct:share> số điểm mất\)(?:, cùng mức còn <int:level> lý do khác)?",
    r"Most points lost for one reason: (?P<reason>[^()]+) \(<num:lost><unit>, <pct:share> of all lost\)(?:, with <int:level> others? at the same level)?",
    ("reasons",),
)
def check_reason(c: Context, m: dict):
    rows = read_board(c)
    lost = rows[(rows["lost"] > SMALL) & rows["reason"].ne("")].groupby("reason")["lost"].sum()
    yield c.same("lost", m["lost"], lost.max())
    yield c.same("share", m["share"], 100 * lost.max() / rows["lost"].sum())
    yield c.true("reason", m["reason"], lost.get(m["reason"], 0) >= lost.max() - SMALL, lost.idxmax())
    yield c.level(m, lost)


@claim(
    "board, no reason",
    r"Chưa nêu lý do: <num:lost><unit>",
    r"Without a reason given: <num:lost><unit>",
    ("reasons",),
)
def check_no_reason(c: Context, m: dict):
    rows = read_board(c)
    yield c.same("lost", m["lost"], rows[rows["reason"].eq("")]["lost"].sum())


@claim(
    "board, only reason",
    r"Lý do mất điểm: (?P<reason>[^()]+) \(<num:lost><unit>\)",
    r"The reason for the points lost: (?P<reason>[^()]+) \(<num:lost><unit>\)",
    ("reasons",),
)
def check_only_reason(c: Context, m: dict):
    lost = (rows := read_board(c))[rows["lost"] > SMALL].groupby("reason")["lost"].sum()
    yield c.true("the only reason", m["reason"], list(lost.index) == [m["reason"]], list(lost.index))
    yield c.same("lost", m["lost"], lost.sum())


@claim(
    "board, agency",
    r"Các thành phần do (?P<agency>.+?) phụ trách mất nhiều điểm nhất: <num:lost> trên tối đa <num:most><unit>(?:, cùng mức còn <int:level> cơ quan khác)?",
    r"The parts held by (?P<agency>[^:]+) lost most: <num:lost> of <num:most><unit>(?:, with <int:level> others? at the same level)?",
    ("agencies",),
)
def check_agency(c: Context, m: dict):
    sums = read_board(c).groupby("agency")[["lost", "most"]].sum()
    yield c.same("lost", m["lost"], sums["lost"].max())
    most = sums["lost"].max()
    yield c.true("agency", m["agency"], sums["lost"].get(m["agency"], 0) >= most - SMALL, sums["lost"].idxmax())
    yield c.level(m, sums["lost"])
    yield c.same("of", m["most"], sums.at[m["agency"], "most"])


# units of an own index -------------------------------------------------------------------------------------------


def _lose(c: Context, codes: list[str]) -> dict[tuple[str, str], float]:
    """Return what each place lost on each of the components."""
    return {
        (place, code): lost
        for code in codes
        for place, score in c.field.scores(c.year, code).items()
        if (lost := c.field.maximum(c.year, code) - score) > SMALL
    }


@claim(
    "most lost by a unit",
    r"Mất nhiều điểm nhất ở một (?P<where>lĩnh vực|nội dung): <place:who>, “(?P<part>[^”]+)” \(<num:most><unit>\)(?:, cùng mức còn <int:level> nội dung khác)?",
    r"The largest loss (?P<where>in one field|on one part): <place:who> on “(?P<part>[^”]+)” \(<num:most><unit>\)(?:, with <int:level> others? at the same level)?",
    ("unit_fields", "unit_losses"),
)
def check_most_of_units(c: Context, m: dict):
    fields = m["where"] in ("lĩnh vực", "in one field")
    lost = _lose(c, c.field.parts(c.year, "total") if fields else c.field.leaves(c.year))
    most = max(lost.values())
    here = {pair for pair, value in lost.items() if value > most - SMALL}
    yield c.same("most lost", m["most"], most)
    yield c.who("who lost it", m["who"], {place for place, _ in here})
    yield c.true("part", m["part"], bool({code for _, code in here} & set(c.find_part(m["part"]))), sorted(here))
    yield c.level(m, lost)


@claim(
    "losses listed of a unit",
    r"Bảng nêu nhiều nhất <int:n> nội dung mất điểm của mỗi",
    r"At most <int:n> losses of each",
    ("unit_losses",),
)
def check_listed(c: Context, m: dict):
    held = [place for place, _ in _lose(c, c.field.leaves(c.year))]
    yield c.same("listed", m["n"], min(10, max(map(held.count, held))))
