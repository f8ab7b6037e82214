"""What must be true of a table; each fault is said with its file, row and rule."""

import pandas as pd
import pytest

from parlib import checks
from parlib.contracts import check_contract
from parlib.problems import DataProblemsError, Problem, gather_problems, stop_at_problems

NAMES = {"01": "Hà Nội", "02": "Hà Giang"}
TREE = pd.DataFrame(
    {
        "year": 2024,
        "component_code": ["total", "1", "2"],
        "parent_code": ["", "total", "total"],
        "name_vi": ["Chung", "Một", "Hai"],
        "name_en": ["Whole", "One", "Two"],
        "min_score": 0.0,
        "max_score": [10.0, 5.0, 5.0],
        "combine": ["sum", "leaf", "leaf"],
    }
)


def make_cells(*rows, across=True):
    """Return cells of a made table: row, province code, component code, score; a province a row, or a column."""
    cells = pd.DataFrame(rows, columns=["row", "province_code", "component_code", "score"])
    places = cells["province_code"].map(NAMES)
    column = "C" + cells["component_code"] if across else places
    return cells.assign(file="t.csv", year=2024, place=places, column=column, label=TREE["name_en"].get(1))


def say(problems):
    return [str(problem) for problem in problems]


def test_check_duplicates_names_a_province_that_has_two_rows():
    cells = make_cells((2, "01", "1", 1), (2, "01", "2", 1), (3, "01", "1", 1), (3, "01", "2", 1))
    assert say(checks.check_duplicates(cells, NAMES)) == ["t.csv, row 3: Hà Nội stands twice (also in row 2)"]


def test_check_duplicates_names_a_province_that_has_two_columns():
    cells = make_cells((2, "01", "1", 1), (2, "01", "1", 1), (3, "01", "2", 1), (3, "01", "2", 1), across=False)
    cells["column"] = ["Hà Nội (B)", "Hà Nội (C)"] * 2
    assert say(checks.check_duplicates(cells, NAMES)) == [
        "t.csv, column 'Hà Nội (C)': Hà Nội stands twice (also in column 'Hà Nội (B)')"
    ]


def test_check_duplicates_names_a_component_once_for_all_provinces():
    twice = [(2, "01", "1", 1), (2, "02", "1", 1), (3, "01", "1", 1), (3, "02", "1", 1)]
    down = make_cells(*twice, across=False)
    assert say(checks.check_duplicates(down, NAMES)) == ["t.csv, row 3: component 1 stands twice (also in row 2)"]
    across = make_cells((2, "01", "1", 1), (2, "01", "1", 1)).assign(column=["X", "Y"])
    assert say(checks.check_duplicates(across, NAMES)) == [
        "t.csv, column 'Y': component 1 stands twice (also in column 'X')"
    ]


def test_check_limits_reports_scores_outside_the_scale():
    cells = make_cells((2, "01", "1", 5.1), (2, "01", "2", 5.0), (3, "02", "1", -1), (3, "02", "2", None))
    assert say(checks.check_limits(cells, TREE)) == [
        "t.csv, row 2, column 'C1': score 5.1 of component 1 is above the maximum 5",
        "t.csv, row 3, column 'C1': score -1 of component 1 is below the minimum 0",
    ]


def test_check_limits_lets_a_minimum_be_rounded_to_two_places():
    cells = make_cells((2, "01", "1", 0.3317)).assign(year=2024)
    assert checks.check_limits(cells, TREE.assign(min_score=1 / 3)) == []


def test_check_coverage_lists_missing_provinces_and_components():
    assert say(checks.check_coverage(make_cells((2, "01", "1", 1.0)), TREE, NAMES)) == [
        "t.csv: 1 of 2 provinces are missing: Hà Giang (02). "
        "A province without data stays in the table with 0, '-' or blank",
        "t.csv: component 2 of 2024 is not in the table",
    ]


def test_check_coverage_reports_a_component_and_a_table_without_any_figure():
    cells = make_cells((2, "01", "1", 1.0), (2, "01", "2", None), (3, "02", "1", 1.0), (3, "02", "2", 0.0))
    assert say(checks.check_coverage(cells, TREE, NAMES)) == [
        "t.csv, row 2: component 2 has no figure for any province (all zero, blank or '-')"
    ]
    assert say(checks.check_coverage(cells.assign(score=0.0), TREE, NAMES)) == [
        "t.csv, row 2: the table holds no figure: every cell is zero, blank or '-'"
    ]


def test_check_sums_reports_a_printed_parent_that_its_parts_do_not_make():
    printed = make_cells((2, "01", "total", 9.5), (3, "02", "total", 4.0))
    computed = printed[checks.CELL_KEYS].assign(score=[9.4, 4.000001])
    assert say(checks.check_sums(printed, computed, 1e-5)) == [
        "t.csv, row 2, column 'Ctotal': component total is printed as 9.5, its parts add up to 9.4"
    ]


def test_check_labels_reports_a_label_of_another_code_and_a_code_of_none():
    cells = make_cells((2, "01", "1", 1), (2, "01", "2", 1), (2, "01", "7", 1))
    assert say(checks.check_labels(cells, TREE)) == [
        "t.csv, row 2, column 'C2': code 2 is labelled 'One'; in 2024 it means 'Hai'",
        "t.csv, row 2, column 'C7': component 7 is not in the framework of 2024",
    ]


def test_check_contract_names_the_value_and_the_rule(tables):
    broken = tables["scores"].head(3).assign(share=[0.5, 1.5, 0.5])
    (problem,) = check_contract(broken, "scores")
    assert (problem.file, problem.column) == ("table scores", "share")
    assert problem.message.startswith("1.5 breaks the rule 'in_range(")


def test_check_contract_refuses_a_score_that_stands_twice(tables):
    scores = tables["scores"].head(2)
    assert check_contract(scores, "scores") == []
    assert check_contract(pd.concat([scores, scores.head(1)], ignore_index=True), "scores")


def test_data_problems_error_holds_every_problem():
    found = [Problem("a.csv", "the file is empty"), Problem("b.csv", "odd", 2, "X", "Mend it")]
    with pytest.raises(DataProblemsError) as error:
        stop_at_problems(found)
    assert error.value.problems == found
    assert str(error.value) == "a.csv: the file is empty\nb.csv, row 2, column 'X': odd. Mend it"


def test_gather_problems_goes_on_past_data_problems_only():
    found = []
    with gather_problems(found):
        stop_at_problems([Problem("a.csv", "odd")])
    with pytest.raises(KeyError), gather_problems(found):
        raise KeyError("a mistake in the program")
    assert say(found) == ["a.csv: odd"]
