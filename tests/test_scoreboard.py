"""Scoreboards: workbooks of the same figures in twenty-four shapes give one table, and contradictions are named."""

import pandas as pd
import pytest
import xlsxwriter
from scoreboard_shapes import LEAVES, NAMES, POINTS, PROVINCES, SHAPES, TREE, draw_shape, make_words

from parlib.clean.reconcile import find_contradictions, pick_cells
from parlib.clean.scoreboard import _add_up, _read_values
from parlib.problems import DataProblemsError
from parlib.readers.scoreboard import read_scoreboard
from parlib.readers.workbook import read_workbook


def _read(path):
    words, tree = make_words()
    return _read_values(read_scoreboard(read_workbook(path), words), tree), tree


def _finish(path):
    """Return points granted by province and component, as the cleaning has them."""
    cells, tree = _read(path)
    assert find_contradictions(cells, tree, PROVINCES) == []
    tree = tree.assign(component_key=tree["component_code"], method="", agency="")
    parts = _add_up(pick_cells(cells), tree, 2025)
    return parts.set_index(["province_code", "component_code"])["score"].round(9).sort_index()


def _write(path, rows, name="Bảng 1"):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(name)
        for row, values in enumerate(rows):
            sheet.write_row(row, 0, values)
    return path


def _problems(path):
    try:
        cells, tree = _read(path)
    except DataProblemsError as error:
        return [str(problem) for problem in error.problems]
    return [str(problem) for problem in find_contradictions(cells, tree, PROVINCES)]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_shape_gives_the_same_table(tmp_path, shape):
    expected = pd.Series(POINTS, name="score").rename_axis(["province_code", "component_code"]).sort_index()
    found = _finish(draw_shape(shape, tmp_path / "a.xlsx"))
    pd.testing.assert_series_equal(found, expected, check_dtype=False)


def test_there_are_twenty_shapes():
    assert len(SHAPES) >= 20
    assert len(LEAVES) == 5


def test_kinds_of_points_and_reasons_are_kept_apart(tmp_path):
    heads = ["Mã", "Tiêu chí", "Tự đánh giá", "Thẩm định", "Điều tra XHH", "Điểm đạt được", "Lý do trừ điểm"]
    rows = [heads, ["1.1.1", NAMES["1.1.1"], 1.5, 1.25, "", 1.25, "Chậm thời hạn"], ["1.2", "", "", "", 5.25, 5.25, ""]]
    cells, _ = _read(_write(tmp_path / "a.xlsx", rows, "22 Quảng Ninh"))
    table = pick_cells(cells).set_index("component_code")
    assert table.loc["1.1.1", ["self", "appraised", "score", "reason"]].tolist() == [1.5, 1.25, 1.25, "Chậm thời hạn"]
    assert table.loc["1.2", ["survey", "score"]].tolist() == [5.25, 5.25]


def _down(**changes):
    rows = [["Mã", "Tiêu chí", "Điểm tối đa", *PROVINCES.values()]]
    rows += [
        [code, name, most, *[changes.get(f"{p}_{code}", POINTS[p, code]) for p in PROVINCES]]
        for code, _, name, most in TREE
    ]
    rows[1][0] = ""
    return rows


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"22_1.1.1": 1.75},
            "cell D5: points of component 1.1.1 of Quảng Ninh: 1.75 is above the maximum 1.5",
        ),
        ({"48_2.1": -1}, "'Bảng 1', cell F9: points of component 2.1 of Đà Nẵng: -1 is below zero"),
        ({"31_1": 9.5}, "'Bảng 1', cell E3: points of component 1 of Hải Phòng is 9.5, its parts add up to 8.75"),
        (
            {"22_total": 19},
            "cell D2: points of the whole of Quảng Ninh is 19, its parts add up to 18.39",
        ),
        ({"22_1.2": "5,2a"}, "'Bảng 1', cell D7: '5,2a' is not a number"),
    ],
)
def test_contradictions_are_named_by_cell(tmp_path, changes, said):
    assert any(said in problem for problem in _problems(_write(tmp_path / "a.xlsx", _down(**changes))))


def test_ranks_that_the_points_contradict_are_named_by_cell(tmp_path):
    rows = [["Tỉnh", "1", "2", "Tổng điểm", "Xếp hạng"]]
    rows += [
        [name, *[POINTS[code, part] for part in ("1", "2", "total")], rank]
        for (code, name), rank in zip(PROVINCES.items(), (1, 2, 3), strict=True)
    ]
    assert _problems(_write(tmp_path / "a.xlsx", rows)) == [
        "a.xlsx, sheet 'Bảng 1', cell E2: the rank of the whole of Quảng Ninh is printed as 1; "
        "by the points (18.39) it is 2",
        "a.xlsx, sheet 'Bảng 1', cell E3: the rank of the whole of Hải Phòng is printed as 2; "
        "by the points (18.5) it is 1",
    ]


def test_a_maximum_that_is_not_the_frameworks_is_named(tmp_path):
    rows = _down()
    rows[4][2] = 2.0
    said = "'Bảng 1', cell C5: the maximum of component 1.1.1 is printed as 2, the framework has 1.5"
    assert any(said in problem for problem in _problems(_write(tmp_path / "a.xlsx", rows)))


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        ((0, 3), "Quảng Nin", "'Bảng 1', cell D1: 'Quảng Nin' is not the name of one of the places; is it Quảng Ninh?"),
        ((4, 0), "1.1.9", "'1.1.9' is not in the framework"),
        ((2, 1), "Cải cách tài chính công", "is not component 1 of the framework"),
    ],
)
def test_labels_that_mean_nothing_are_named_not_dropped(tmp_path, place, text, said):
    rows = _down()
    rows[place[0]][place[1]] = text
    if place == (4, 0):
        rows[4][1] = ""
    if place == (2, 1):
        rows[2] = ["", f"1. {text}", *rows[2][2:]]
    assert any(said in problem for problem in _problems(_write(tmp_path / "a.xlsx", rows)))


def test_a_figure_that_stands_twice_with_two_values_is_named(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name, value in (("A", 1.5), ("B", 1.25)):
            sheet = book.add_worksheet(name)
            for row, values in enumerate([["Tỉnh", "1.1.1", "1.1.2"], ["Quảng Ninh", value, 2], ["Đà Nẵng", 1, 2]]):
                sheet.write_row(row, 0, values)
    assert _problems(tmp_path / "a.xlsx") == [
        "a.xlsx, sheet 'B', cell B2: points of component 1.1.1 of Quảng Ninh is 1.25 here and 1.5 in sheet 'A', cell B2"
    ]


def test_a_sheet_that_names_no_province_is_refused(tmp_path):
    rows = [["Mã", "Tiêu chí", "Điểm đạt được"], ["1.1.1", "", 1.5], ["1.1.2", "", 2]]
    (found,) = _problems(_write(tmp_path / "a.xlsx", rows))
    assert "it is not said which province the points are of. Name the sheet after the province" in found


def test_a_workbook_without_components_is_refused(tmp_path):
    (found,) = _problems(_write(tmp_path / "a.xlsx", [["Họ tên", "Lương"], ["A", 5]]))
    assert "no sheet holds points of a component" in found
