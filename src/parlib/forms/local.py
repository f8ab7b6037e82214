"""The tables with which a province begins an index of its own (sở, huyện, xã), empty but for notes."""

from __future__ import annotations

from pathlib import Path

from parlib.files.trees import begin_folder
from parlib.problems import stop_at_problems
from parlib.readers.csvfile import read_rows
from parlib.readers.local import (
    FOLDER,
    GRADE_COLUMNS,
    GRADES,
    NEEDED,
    PLACE_COLUMNS,
    PLACE_EXTRAS,
    PROPERTIES,
    check_id,
)
from parlib.readers.reference import YEAR_TREE_COLUMNS
from parlib.readers.register import write_rows
from parlib.speech import tell

NOTES = {
    "id": "tên thư mục; không sửa",
    "short": "tên thường gọi, như CCHC sở",
    "short_en": "tên thường gọi bằng tiếng Anh; bỏ trống nếu như trên",
    "name_vi": "tên đầy đủ trong quyết định",
    "name_en": "tên đầy đủ bằng tiếng Anh",
    "issuer": "cơ quan ban hành, như UBND tỉnh Quảng Ninh",
    "year_from": "năm đầu tiên có kết quả",
    "year_to": "năm cuối cùng của bộ tiêu chí",
    "one_vi": "gọi chung một nơi được chấm điểm: sở, đơn vị, xã",
    "one_en": "như trên, tiếng Anh, số ít",
    "many_en": "như trên, tiếng Anh, số nhiều",
    "whole_vi": "gọi chung tất cả: toàn tỉnh, toàn bộ đơn vị",
    "whole_en": "như trên, tiếng Anh",
    "group_vi": "gọi chung một nhóm: nhóm, khối, khu vực",
    "group_en": "như trên, tiếng Anh, số ít",
    "groups_en": "như trên, tiếng Anh, số nhiều",
    "places": "để trống: dùng places.csv ở đây; hoặc tên một chỉ số khác có cùng danh sách",
    "decimals": "số chữ số thập phân khi in điểm",
    "rank_note_vi": "điều phải nói kèm thứ hạng, nếu có",
    "rank_note_en": "như trên, tiếng Anh",
}
"""What each property of an index is."""

KINDS = {
    "departments": {"one_en": "department", "many_en": "departments", "group_vi": "khối"},
    "communes": {
        "one_vi": "xã",
        "one_en": "commune",
        "many_en": "communes",
        "group_vi": "khu vực",
        "group_en": "area",
        "groups_en": "areas",
    },
    "districts": {"one_vi": "huyện", "one_en": "district", "many_en": "districts"},
    "units": {},
}
"""Kinds of places that an index may judge, and what they are called."""

GUIDE = """Chỉ số riêng của tỉnh: {index}

1. index.csv: điền cột value (tên, cơ quan ban hành, năm, cách gọi). Cột note chỉ để đọc.
2. places.csv: mỗi dòng một đơn vị. code: chữ và số, không dấu (01, SNV); group_vi: khối, cụm hoặc khu vực (để trống
   nếu không có). aliases: tên gọi khác, cách nhau bằng dấu chấm phẩy. Có thể thêm cột population, urban_population
   (nghìn người), grdp_per_capita (triệu đồng): đủ cả ba thì trang có phần so với đơn vị tương đồng.
3. framework_{year}.csv: mỗi dòng một lĩnh vực, tiêu chí, tiêu chí thành phần. component_code: 1, 1.1, 1.1.1;
   parent_code: mã cấp trên (để trống nếu là lĩnh vực); max_score: điểm tối đa (các phần cộng lại bằng cấp trên, các
   lĩnh vực cộng lại bằng 100); method: documents, leader_survey, citizen_survey, outcome; agency: cơ quan theo dõi.
   Năm nào đổi bộ tiêu chí thì thêm tệp framework_NĂM.csv; bộ trước dùng đến hết năm trước đó.
4. grades.csv: xếp loại theo quyết định của tỉnh, mỗi dòng một loại; least: điểm thấp nhất của loại (thang 100), như
   80 – Tốt; để trống nếu không xếp loại.
5. parlib check
6. parlib template scoreboard --index {index} --year {year} -o bang-diem.xlsx, điền điểm, rồi
   parlib add bang-diem.xlsx --index {index} --year {year} --issuer "..."
7. parlib report --index {index} --place all

Thử trước bằng số liệu mô phỏng: parlib simulate scoreboard --index {index} --year {year} --home demo

----

An index of the province's own: {index}

1. index.csv: fill in the column value (names, issuer, years, what places are called). The column note is for reading.
2. places.csv: one row a place. code: plain letters and digits (01, SNV); group_vi: what it is grouped by, or blank;
   aliases: other names, parted by semicolons. With all of population, urban_population (thousand) and grdp_per_capita
   (million VND) pages compare similar places.
3. framework_{year}.csv: one row a field, criterion or sub-criterion; parts add up to their parent, fields to 100.
   A new framework: framework_YEAR.csv; the one before holds until then.
4. grades.csv: the grades that the province decided; least: fewest points of 100. Leave it empty where there are none.
5. parlib check, then template scoreboard, add, report as above.
"""
"""What is written beside the tables."""

YEARS = 5
"""So many years a framework is to hold for now."""


def write_local(raw: Path, index: str, year: int, kind: str = "units", said: dict[str, str] | None = None) -> Path:
    """Write the tables of an own index to *raw*, to be filled in; of departments with the usual ones.

    Parameters
    ----------
    raw : pathlib.Path
        The raw folder.
    index : str
        Id of the new index.
    year : int
        First year of its results.
    kind : str
        One of `KINDS`.
    said : dict of str to str, optional
        Properties that are known already.

    Raises
    ------
    ValueError
        If the index is there already, or the kind is not known.
    DataProblemsError
        If the id cannot be used.
    """
    folder = raw / FOLDER / index
    stop_at_problems(check_id(index, f"{FOLDER}/{index}"))
    if kind not in KINDS:
        raise ValueError(tell("kind {kind!r} is not known: choose one of {kinds}", kind=kind, kinds=KINDS))
    if (folder / "index.csv").exists():
        raise ValueError(tell("{folder} is there already: fill in its tables, or choose another --id", folder=folder))
    given = {name: value or "" for name, value in PROPERTIES.items()} | KINDS[kind] | (said or {})
    given |= {"id": index, "year_from": str(year), "year_to": str(year + YEARS - 1)}
    notes = {name: ("cần có: " if name in NEEDED else "") + note for name, note in NOTES.items()}
    about = [["property", "value", "note"], *([name, given[name], notes[name]] for name in given)]
    places = list_departments(raw) if kind == "departments" else []
    with begin_folder(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write_rows(folder / "index.csv", about)
        write_rows(folder / "places.csv", [[*PLACE_COLUMNS, PLACE_EXTRAS[0]], *places])
        write_rows(folder / f"framework_{year}.csv", [[*YEAR_TREE_COLUMNS, "name_en"]])
        write_rows(folder / GRADES, [GRADE_COLUMNS])
        (folder / "HUONG-DAN.txt").write_text(GUIDE.format(index=index, year=year), encoding="utf-8")
    return folder


def list_departments(raw: Path) -> list[list[str]]:
    """Return the usual departments of a province, as rows of ``places.csv``: those that were not merged into others."""
    header, *rows = read_rows(raw / "frameworks" / "agencies.csv", "frameworks/agencies.csv")
    known = [dict(zip(header, row, strict=True)) for row in rows]
    current = [row for row in known if not row["successor"]]
    groups = {True: ("Sở", "Departments"), False: ("Cơ quan khác", "Other agencies")}
    return [
        [f"{number:02}", row["agency"], "", *groups[row["agency"].startswith("Sở ")], row["aliases"]]
        for number, row in enumerate(current, start=1)
    ]
