"""Damaged scoreboards: what is taken is what LibreOffice shows, what is refused is named (all of them: the script)."""

import shutil

import pytest
from made_mutants import make_mutant
from prove_mutations import judge, prove, read

LOST = (12, 31, 128, 236, 970, 1697, 1811, 1873)
"""Mutants that once were read wrongly, stopped the program or were refused without the name of the file."""


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_damaged_scoreboard_is_read_otherwise_than_it_is_shown(tmp_path):
    ends, faults = prove([*range(24), *LOST], tmp_path)
    assert faults == []
    assert ends["taken, as shown"] > 5
    assert ends["refused"] > 5


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("number", LOST)
def test_damaged_scoreboards_that_once_passed_are_named(tmp_path, number):
    (tmp_path / "a.xlsx").write_bytes(make_mutant(number))
    wrong, used, _ = read(tmp_path / "a.xlsx")
    assert used or wrong[0].startswith("a.xlsx")


def test_the_judge_names_what_is_read_otherwise_and_what_is_not_read_at_all():
    shown = {"Bảng": [["Mã", "1.1"], ["Huế", "4,5"]]}
    assert judge({("Bảng", "B2"): 4.5}, {"Bảng": {"B1"}}, shown) == []
    assert judge({("Bảng", "B2"): 45.5}, {"Bảng": {"B1"}}, shown) == ["Bảng!B2: read 45.5, shown '4,5'"]
    assert judge({("Bảng", "B2"): 4.5}, {}, shown) == ["Bảng!B1: shown '1.1', nothing said of it"]
