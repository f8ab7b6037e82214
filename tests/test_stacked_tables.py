"""Several tables below each other on one sheet: the detail is read, a summary is held against it or named."""

import pytest
from made_boards import FIELDS, MOST, grant, list_components, list_detail, write_rows

from parlib.clean.adding import add_file
from parlib.clean.arrival import recognise_file
from parlib.clean.run import clean_raw
from parlib.problems import DataProblemsError
from parlib.readers.tree import find_tree
from parlib.readers.workbook import read_workbook

_ROWS = list_detail()
TITLES, HEAD, BODY = _ROWS[:5], _ROWS[5], _ROWS[6:]
NAMED = list(enumerate(FIELDS, start=1))
WHOLE = round(grant(""), 2)

SUMMARIES = {
    "fields": [
        ["STT", "Lĩnh vực", "Điểm tối đa", "Điểm đạt được"],
        *[[code, name, 4 * MOST, grant(str(code))] for code, name in NAMED],
    ],
    "rounded": [
        ["Lĩnh vực", "Điểm tối đa", "Điểm đạt được"],
        *[[name, 4 * MOST, round(grant(str(code)), 2)] for code, name in NAMED],
    ],
    "years": [
        ["Lĩnh vực", "Năm 2024", "Năm 2025"],
        *[[name, grant(str(code)) - 0.5, grant(str(code))] for code, name in NAMED],
    ],
    "result": [["Chỉ tiêu", "Năm 2024", "Năm 2025"], ["Điểm số", 80.5, WHOLE], ["Xếp hạng", 12, 9]],
    "counts": [["Số tiêu chí thành phần đạt điểm tối đa", 12], ["Số tiêu chí thành phần mất điểm", 20]],
    "list": [["STT", "Nội dung", "Số lượng"], [1, "Số tiêu chí đạt điểm tối đa", 12], [2, "Số tiêu chí mất điểm", 20]],
}
"""Tables that an office puts above or below its detail."""


def stack(*tables):
    """Return a sheet of tables, each below a blank row and a title of its own."""
    return [*TITLES, *[row for table in tables for row in [[], ["BẢNG"], *table]]]


def add(raw, path, rows):
    """Add a workbook as a clerk does, its framework with it; return its points by component and what was said."""
    write_rows(path, rows)
    said = []

    def confirm(plan):
        said.extend(line for lines in plan.account.sheets.values() for line in lines)
        return True

    add_file(raw, path, recognise_file(path), 2025, "Sở Nội vụ", confirm=confirm)
    parts = clean_raw(raw)[0]["parts"].query("year == 2025 and index == 'par_index'")
    return parts.set_index("component_code"), said


@pytest.mark.parametrize("kind", SUMMARIES)
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
def test_a_summary_on_the_sheet_of_the_detail_changes_no_figure(raw_copy, tmp_path, kind, above):
    """Its heads were taken for those of the detail: refused for figures in a column without a head, or misread."""
    tables = [SUMMARIES[kind], [HEAD, *BODY]]
    found, (line,) = add(raw_copy, tmp_path / "a.xlsx", stack(*(tables if above else tables[::-1])))
    for code, _, most in list_components():
        row = found.loc[code or "total"]
        assert (row["score"], row["max_score"]) == (grant(code), most)
    leaves = found[found["level"] == 3]
    assert leaves["self"].tolist() == leaves["appraised"].tolist() == leaves["score"].tolist()
    if kind in ("years", "result", "list"):
        assert ("a summary of components that another table" if kind == "years" else "in which no component") in line


@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
def test_a_summary_that_says_another_figure_is_held_against_the_detail(raw_copy, tmp_path, above):
    summary = [[*row] for row in SUMMARIES["fields"]]
    summary[3][3] += 1
    tables = [summary, [HEAD, *BODY]]
    with pytest.raises(DataProblemsError) as error:
        add(raw_copy, tmp_path / "a.xlsx", stack(*(tables if above else tables[::-1])))
    (problem,) = error.value.problems
    assert "points of component 3 of Quảng Ninh is 7 here and 6 in sheet '22 Quảng Ninh', cell" in str(problem)


def test_a_detail_in_two_tables_with_heads_of_their_own_is_read(raw_copy, tmp_path):
    at = next(at for at, row in enumerate(BODY) if row[0] == "5")
    first, second = BODY[:at], [[*row[:3], "", *row[3:]] for row in BODY[at:]]
    heads = [*HEAD[:3], "Đơn vị tính", *HEAD[3:]]
    found, _ = add(raw_copy, tmp_path / "a.xlsx", stack([HEAD, *first], [heads, *second]))
    assert [found.at[code, "score"] for code, _, _ in list_components()[:-1]] == [
        grant(code) for code, _, _ in list_components()[:-1]
    ]


def test_a_second_scoreboard_whose_names_nobody_knows_is_no_summary(raw_copy, tmp_path):
    add(raw_copy, tmp_path / "a.xlsx", list_detail())
    strange = [["", "Mục lạ", *row[2:]] for row in BODY[:6]]
    heads = [*HEAD[:3], "Đơn vị tính", *HEAD[3:]]
    with pytest.raises(DataProblemsError, match="'Mục lạ' is not in the framework"):
        add(
            raw_copy, tmp_path / "b.xlsx", stack([HEAD, *BODY], [heads, *[[*row[:3], "", *row[3:]] for row in strange]])
        )


def test_a_tree_keeps_its_agencies_below_a_summary(tmp_path):
    path = write_rows(tmp_path / "a.xlsx", stack(SUMMARIES["fields"], [HEAD, *BODY]))
    tree = find_tree(read_workbook(path))
    assert tree["component_code"].is_unique
    assert len(tree) == len(list_components())
    assert (tree.loc[tree["component_code"].str.startswith("1"), "agency"] == "VP UBND tỉnh").all()
