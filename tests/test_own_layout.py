"""A table that makes an index: no column becomes a component, and none is lost, without being asked about."""

import pytest

from parlib.clean.proposal import NewIndex, propose_index, read_layout
from parlib.problems import DataProblemsError
from parlib.province_names import NameIndex, fold_name
from parlib.readers.tables import _find_lost
from parlib.readers.workbook import Sheet

PLACES = {"01": "Hà Nội", "48": "Đà Nẵng"}
NAMES = {"63": NameIndex("63", {fold_name(name): code for code, name in PLACES.items()}, PLACES)}


def write(tmp_path, heads, *rows):
    path = tmp_path / "bang.csv"
    lines = [heads, *(f"{name},{row}" for name, row in zip(PLACES.values(), rows, strict=True))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("heads", "row", "said"),
    [
        ("Tỉnh,năm,year,A", "2023,2024,5", "columns 'năm' and 'year' both name years"),
        ("Tỉnh,năm,A,A", "2024,5,6", "the head 'A' stands twice. Rename one"),
        ("Tỉnh,năm,A,", "2024,5,6", "column D has figures and no head"),
        ("Tỉnh,năm,A,Điểm", "2024,5,6", "column 'Điểm' stands beside A. Add --total 'Điểm' if it is the whole"),
        ("Tỉnh,năm,A,Tổng,Total", "2024,5,6,7", "columns 'Tổng' and 'Total' both name the whole"),
        ("Tỉnh,năm,A", "1900,5", "column 'năm': year 1900 cannot be: results are of 2005 to"),
        ("Tỉnh,năm,A", "2099,5", "column 'năm': year 2099 cannot be"),
    ],
)
def test_what_a_column_is_is_never_guessed(tmp_path, heads, row, said):
    with pytest.raises(DataProblemsError, match=said) as error:
        read_layout(write(tmp_path, heads, row, row), NewIndex("mine"), NAMES)
    assert "bang.csv" in str(error.value)


def test_numbers_of_order_and_ranks_are_said_to_be_left_out(tmp_path):
    path = write(tmp_path, "Tỉnh,Số thứ tự,Xếp hạng,A,Điểm", "1,2,5,6", "2,1,7,8")
    layout = read_layout(path, NewIndex("mine", year=2024, total="Điểm"), NAMES)
    assert layout.cells.groupby("component")["value"].sum().to_dict() == {"A": 12, "Điểm": 14}
    assert "Left out, no figures of the index: 'Số thứ tự', 'Xếp hạng'." in layout.said
    assert layout.total == "Điểm"


def test_names_that_differ_in_accents_only_have_keys_of_their_own(tmp_path):
    path = write(tmp_path, "Tỉnh,Chi phí,Chi phi", "5,6", "7,8")
    tree = propose_index(path, NewIndex("mine", year=2024), NAMES).tree
    assert [row[2] for row in tree] == ["total", "chi_phi_1", "chi_phi_2"]


def test_numbers_below_no_head_or_beside_no_place_are_named_by_cell():
    rows = [["STT", "Tỉnh", "A", ""], [1.0, "Hà Nội", 5.0, ""], [2.0, "", 6.0, ""], [3.0, "Đà Nẵng", 7.0, 8.0]]
    lost = _find_lost(Sheet("a.xlsx", "Bảng", rows, False), 0, ["STT", "Tỉnh", "A", ""], "Tỉnh")
    assert [str(problem).partition(": ")[0] for problem in lost] == [
        "a.xlsx, sheet 'Bảng', cell C3",
        "a.xlsx, sheet 'Bảng', cell D4",
    ]
