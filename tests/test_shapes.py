"""A hundred forms of the same figures: each is read as it was made, or refused by file, sheet and cell.

The oracle is what the forms were made of, not what is read of them. ``python tests/prove_shapes.py`` makes all: of 100
forms, 12 of them by LibreOffice, 98 give one and the same table, two are refused by cell ("T. Quảng Ninh", a maximum of
the whole that is typed "20.00"), none is read otherwise. Here every fourth is made.
"""

import re

import pytest
from prove_shapes import list_across, make_all, prove, write_table

WRONG = {
    "unknown place": (4, 2, "Quảng Nin"),
    "figure in words": (4, 3, "bốn"),
    "two figures": (4, 3, "4,5/5"),
}
"""What is changed in the last row of a sound table: row, column (from 1), value."""


def test_the_same_figures_in_many_forms_are_one_table(tmp_path):
    made = make_all(tmp_path, office=False)
    assert len(made) == 88
    some = {name: made[name] for name in [*list(made)[::4], "TP"]}
    same, others = prove(some)
    assert "READ OTHERWISE" not in others.values()
    assert len(same) >= 0.9 * len(some), others
    for name, said in others.items():
        assert re.match(r"refused: .+, sheet '.+', cell [A-Z]+\d+: ", said), (name, said)


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_in_a_form_is_named_by_file_sheet_and_cell(tmp_path, name):
    rows, (row, column, value) = [list(row) for row in list_across()], WRONG[name]
    rows[row - 1][column - 1] = value
    same, others = prove({name: write_table(tmp_path / "bảng.xlsx", rows)})
    assert same == []
    assert re.match(rf"refused: bảng\.xlsx, sheet 'Bảng 1', cell {'ABCDE'[column - 1]}{row}: ", others[name]), others
