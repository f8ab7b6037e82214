"""Binary workbooks give the same table; LibreOffice is asked whether the one that is made here is one."""

import shutil

import pytest
from made_boards import list_detail
from made_xlsb import write_xlsb
from prove_mutations import show
from test_forms_read import EXPECTED, read_points

from parlib.clean.adding import add_file
from parlib.clean.arrival import recognise_file
from parlib.problems import DataProblemsError
from parlib.readers.tree import find_tree
from parlib.readers.workbook import read_workbook


def test_a_binary_workbook_gives_the_same_table_and_tree(tmp_path):
    path = write_xlsb(tmp_path / "a.xlsb", list_detail())
    assert read_points(path) == EXPECTED
    assert len(find_tree(read_workbook(path))) == 57


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_shows_the_figures_that_are_read(tmp_path):
    path = write_xlsb(tmp_path / "a.xlsb", [["Mã", "Điểm"], ["1.1", 4.25], ["1.2", 0.5]], "Bảng")
    assert show([path], tmp_path)["a"]["Bảng"] == [["Mã", "Điểm"], ["1.1", "4.25"], ["1.2", "0.5"]]


def test_shares_are_read_as_they_are_shown_and_merged_cells_hold_their_value(tmp_path):
    path = write_xlsb(
        tmp_path / "a.xlsb", [["A", "B"], [0.875, 2.0], ["", 3.0]], percents={(1, 0)}, merged=[(1, 2, 0, 0)]
    )
    (sheet,) = read_workbook(path)
    assert sheet.rows == [["A", "B"], [87.5, 2.0], [87.5, 3.0]]
    assert sheet.filled == {(2, 0)}


def test_errors_and_damage_are_named(tmp_path):
    path = write_xlsb(tmp_path / "a.xlsb", [["A"], [b"\x17"]], "Bảng")
    with pytest.raises(DataProblemsError, match=r"a\.xlsb, sheet 'Bảng', cell A2: the cell shows the error #REF!"):
        read_workbook(path)
    far = write_xlsb(tmp_path / "b.xlsb", [["A", 1.0]] + [[""]] * 3, "Bảng")
    content = far.read_bytes()
    far.write_bytes(content[: len(content) // 2])
    with pytest.raises(DataProblemsError, match=r"b\.xlsb: the workbook is cut off or damaged"):
        read_workbook(far)


def test_a_binary_scoreboard_is_added(raw_copy, tmp_path):
    path = write_xlsb(tmp_path / "cchc.xlsb", list_detail())
    target, account = add_file(raw_copy, path, recognise_file(path), 2025, "Sở Nội vụ")
    assert target.name == "par_index_2025-22.xlsb"
    assert account.rows[0]["kept"] == 57 + 57 + 2 * 32  # maxima, points, claimed and appraised
