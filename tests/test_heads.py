"""Heads and labels with words of points in them: names of components, other years, plans, notes."""

import pytest
from made_boards import grant, list_components, list_detail, write_rows
from scoreboard_shapes import make_words

from parlib.clean.scoreboard import _read_values
from parlib.problems import DataProblemsError
from parlib.readers.labels import Words
from parlib.readers.scoreboard import read_boards
from parlib.readers.tree import find_tree
from parlib.readers.workbook import read_workbook

PLACES = {"22": "Quảng Ninh", "31": "Hải Phòng", "48": "Đà Nẵng"}
NAMES = (
    "Tỷ lệ hồ sơ giải quyết đúng hạn",
    "Xếp hạng chuyển đổi số của tỉnh",
    "Mức tự đánh giá của các đơn vị",
    "Kết quả giải trình trách nhiệm",
    "Cắt giảm tối đa thời gian giải quyết",
    "Cơ quan phối hợp trong giải quyết thủ tục",
    "Ban hành kế hoạch năm 2024",
    "Hoàn thành chỉ tiêu so với năm trước",
)


def read(path):
    """Return the figures of a workbook by place, component and kind, as its own tree names them, and its coverage."""
    sheets = read_workbook(path)
    tree = find_tree(sheets)
    tree["level"] = [0 if code == "total" else code.count(".") + 1 for code in tree["component_code"]]
    tree["max_score"] = tree["max_score"].astype(float)
    words = Words(tree.assign(year=2025), make_words()[0].names)
    cells, coverage = read_boards(sheets, words)
    cells = _read_values(cells, tree)
    return cells.set_index(["province_code", "component_code", "measure"])["number"], coverage[0]


def lay(name, way):
    """Return a table of three provinces in which a sub-criterion has a name, and the points that must be read."""
    parts = [(code, name if code == "2.1.1" else title, most) for code, title, most in list_components() if code]
    points = {(place, code): grant(code, order) for order, place in enumerate(PLACES) for code, _, _ in parts}
    if way == "across":
        rows = [["", *[code for code, _, _ in parts]], ["Tỉnh", *[title for _, title, _ in parts]]]
        rows += [["Điểm tối đa", *[most for _, _, most in parts]]]
        rows += [[title, *[points[place, code] for code, _, _ in parts]] for place, title in PLACES.items()]
        return rows, points
    heads = ["Nội dung", "Điểm tối đa", *PLACES.values()]
    rows = [[f"{code} {title}", most, *[points[p, code] for p in PLACES]] for code, title, most in parts]
    if way == "code beside":
        heads = ["Mã", *heads]
        rows = [[code, title, most, *[points[p, code] for p in PLACES]] for code, title, most in parts]
    return [heads, *rows], points


@pytest.mark.parametrize("way", ["down", "code beside", "across"])
@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_component_is_no_kind_of_points(tmp_path, name, way):
    rows, points = lay(name, way)
    found, _ = read(write_rows(tmp_path / "a.xlsx", rows, "Bảng 1"))
    assert {(place, code): found[place, code, "score"] for place, code in points} == points


@pytest.mark.parametrize("way", ["code beside", "across"])
@pytest.mark.parametrize("name", NAMES)
def test_nor_is_a_name_that_is_worded_in_another_way(tmp_path, name, way):
    rows, points = lay(name, way)
    rows = [[f"{value} hằng năm ở địa phương" if value == name else value for value in row] for row in rows]
    tree_rows, _ = lay(name, "down")
    with_tree = write_rows(tmp_path / "tree.xlsx", tree_rows, "Bảng 1")
    tree = find_tree(read_workbook(with_tree))
    tree["level"] = [0 if code == "total" else code.count(".") + 1 for code in tree["component_code"]]
    tree["max_score"] = tree["max_score"].astype(float)
    words = Words(tree.assign(year=2025), make_words()[0].names)
    cells = _read_values(read_boards(read_workbook(write_rows(tmp_path / "a.xlsx", rows, "Bảng 1")), words)[0], tree)
    found = cells.set_index(["province_code", "component_code", "measure"])["number"]
    assert {(place, code): found[place, code, "score"] for place, code in points} == points


def lay_detail(head):
    """Return one province's own detail in which a head stands over half of its points, beside what it gave itself."""
    rows = list_detail()
    for row in rows[5:]:
        points = row[5]
        row[3:6] = [points / 2 if isinstance(points, float) else head, points]
        row[4] = points if isinstance(points, float) else "Tỉnh tự đánh giá"
    return rows


@pytest.mark.parametrize(
    "head",
    [
        "Điểm đạt được 2024",
        "Kết quả năm trước",
        "Kết quả 31/12/2024",
        "Điểm tự đánh giá năm ngoái",
        "Kết quả dự kiến",
        "Điểm chưa đạt được",
        "Chỉ tiêu phấn đấu đạt được",
        "Kết quả cao nhất cả nước",
        "Điểm đạt được của tỉnh dẫn đầu",
        "Kết quả thẩm định 6 tháng",
        "Kết quả quý III",
    ],
)
def test_points_of_another_time_or_place_are_left_out_and_told(tmp_path, head):
    found, coverage = read(write_rows(tmp_path / "a.xlsx", lay_detail(head)))
    assert set(found.index.get_level_values("measure")) - {"reason"} == {"max", "self"}
    assert found["22", "1.1.1", "self"] == grant("1.1.1")
    assert "D7" in {cell for cells in coverage.left.values() for cell in cells}


@pytest.mark.parametrize(
    "head", ["Điểm đạt được (sửa ngày 15/01/2026)", "Kết quả 2025", "Điểm đạt được theo Quyết định số 876/QĐ-BNV 2022"]
)
def test_points_of_this_year_are_read(tmp_path, head):
    found, _ = read(write_rows(tmp_path / "a.xlsx", lay_detail(head)))
    assert found["22", "1.1.1", "score"] == grant("1.1.1") / 2


def test_points_after_an_explanation_are_no_reasons(tmp_path):
    found, _ = read(write_rows(tmp_path / "a.xlsx", lay_detail("Thẩm định lần 2 (sau giải trình)")))
    assert found["22", "1.1.1", "appraised"] == grant("1.1.1") / 2


def test_numbers_below_a_head_of_reasons_are_named(tmp_path):
    with pytest.raises(DataProblemsError, match=r"cell D6: below the head 'Giải trình', which means reasons"):
        read(write_rows(tmp_path / "a.xlsx", lay_detail("Giải trình")))


def test_a_number_among_notes_is_left_out_and_told(tmp_path):
    rows = list_detail()
    rows[10][8] = 2.0
    _, coverage = read(write_rows(tmp_path / "a.xlsx", rows))
    assert coverage.left["numbers among notes and reasons"] == ["I11"]


def test_a_rank_that_is_no_whole_number_is_named(tmp_path):
    with pytest.raises(DataProblemsError, match=r"cell D8: the rank 1\.5 is no whole number"):
        read(write_rows(tmp_path / "a.xlsx", lay_detail("Xếp hạng")))
