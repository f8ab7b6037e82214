"""Departments by block with grades that are data, beside their dossiers and open tasks."""

import pandas as pd
import pytest
from linked import check_links
from test_local import RAW, fill_local

from parlib import store
from parlib.clean.run import clean_raw
from parlib.problems import DataProblemsError
from parlib.questions import blocks
from parlib.readers.local import read_grades
from parlib.readers.register import write_rows
from parlib.simulate.home import open_simulated_home
from parlib.simulate.local import simulate_local
from parlib.study.units import find_grade, rank_units
from parlib.subject import open_subject

GRADES = [["least", "grade_vi", "grade_en"], ["0", "Trung bình", ""], ["82,5", "Tốt", "Good"], ["70", "Khá", "Fair"]]


@pytest.fixture(scope="module")
def in_units(tmp_path_factory):
    """Return a home of five departments in two blocks, with the dossiers of two and a task of one."""
    home = tmp_path_factory.mktemp("units")
    raw = open_simulated_home(home, RAW)
    write_rows(fill_local(raw) / "grades.csv", GRADES)
    simulate_local(raw, "cchc_so", 2024, 1)
    clean_raw(raw, home / "data" / "processed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(home))
        row = {"year": 2024, "vintage": "34", "province_code": "22", "by": "agency", "source_id": "made"}
        counts = [
            row | {"label": "SỞ NỘI VỤ", "on_time": 9, "late": 1, "overdue": 2},
            row | {"label": "Thanh tra tỉnh", "on_time": 0, "late": 0, "overdue": 0},
        ]
        store.add_rows({"onestop": pd.DataFrame(counts)})
        tasks = [
            {"index": "par_index", "year": 2024, "lead_agency": "Nội vụ", "status": status}
            for status in ("doing", "planned", "done")
        ]
        store.add_rows({"actions": pd.DataFrame(tasks)})
        yield home
        del store._ADDED[-2:]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_units_are_ranked_in_their_blocks_and_graded(in_units, language):
    subject = open_subject("cchc_so", 2024, language=language)
    table = rank_units(subject)
    for _, block in table.groupby("region"):
        assert block["rank_in_region"].tolist() == block["score"].rank(ascending=False, method="min").tolist()
        assert block["score"].is_monotonic_decreasing
    names = {"vi": ("Tốt", "Khá", "Trung bình"), "en": ("Good", "Fair", "Trung bình")}[language]
    expected = [names[0] if score >= 82.5 else names[1] if score >= 70 else names[2] for score in table["score"]]
    assert table["grade"].tolist() == expected
    check_links(blocks.show(subject, table), least=4)


def test_dossiers_and_tasks_stand_beside_by_any_spelling(in_units):
    table = rank_units(open_subject("cchc_so", 2024)).set_index("province")
    assert table.loc["Sở Nội vụ", ["on_time_share", "overdue", "open_tasks"]].tolist() == [0.9, 2, 2]
    assert pd.isna(table.loc["Thanh tra tỉnh", "on_time_share"])
    assert table["open_tasks"].notna().sum() == 1


def test_without_grades_none_is_told(in_units):
    subject = open_subject("cchc_so", 2024)
    exhibit = blocks.show(subject, rank_units(subject).assign(grade=""))
    assert "grade" not in exhibit.table
    assert "Xếp loại" not in exhibit.finding
    assert find_grade(99, []) == ""


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["tám mươi", "Tốt", ""], "no number of points"),
        (["101", "Tốt", ""], "no number of points"),
        (["80", "", ""], "no name"),
        (["82,5", "Giỏi", ""], "stands twice"),
    ],
)
def test_a_wrong_grade_is_named_by_file_and_row(tmp_path, row, said):
    write_rows(fill_local(tmp_path) / "grades.csv", [*GRADES, row])
    with pytest.raises(DataProblemsError, match=said) as error:
        read_grades(tmp_path, "cchc_so")
    assert error.value.problems[0].row == 5
