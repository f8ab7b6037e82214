from dataclasses import replace

import pytest
from made_subjects import make_subject, open_real

from parlib.study.compare import compare_subjects, trace_subjects


def test_compare_subjects_sets_two_provinces_side_by_side():
    scores = {("total", 2019): [9.0, 12.0], ("1", 2019): [4.0, 8.0], ("2", 2019): [5.0, 4.0]}
    first = make_subject(scores, maxima={"total": 20.0})
    table = compare_subjects(first, replace(first, province_code="02", province="P02"))
    assert table[
        ["component_code", "score_first", "score_second", "difference", "rank_difference"]
    ].values.tolist() == [
        ["total", 9, 12, 3, 1],
        ["1", 4, 8, 4, 1],
        ["2", 5, 4, -1, -1],
    ]


def test_compare_subjects_gives_no_difference_across_a_break():
    first, second = open_real("papi", 2020, "22"), open_real("papi", 2024, "22")
    table = compare_subjects(first, second).set_index("component_code")
    assert not table.at["5", "comparable"]
    assert table.loc["5", ["difference", "rank_difference"]].isna().all()
    assert table.at["4", "difference"] == table.at["4", "score_second"] - table.at["4", "score_first"]


def test_compare_subjects_refuses_two_indices():
    with pytest.raises(ValueError, match="cannot be set side by side"):
        compare_subjects(open_real("papi", 2024, "22"), open_real("dti", 2024, "22"))


def test_trace_subjects_puts_one_province_under_the_other():
    first = make_subject({("total", year): [5.0, 6.0] for year in (2018, 2019)})
    table = trace_subjects(first, replace(first, province_code="02", province="P02"))
    assert table[["role", "province", "year", "score"]].values.tolist() == [
        ["first", "P01", 2018, 5], ["first", "P01", 2019, 5], ["second", "P02", 2018, 6], ["second", "P02", 2019, 6],
    ]  # fmt: skip
