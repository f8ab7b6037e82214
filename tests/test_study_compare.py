from dataclasses import replace

import numpy as np
import pytest
from made_subjects import make_subject, open_real

from parlib.study.certainty import measure_rank_ranges
from parlib.study.compare import compare_ranges, compare_subjects, explain_difference, trace_subjects


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
        ["first", "P01", 2018, 5],
        ["first", "P01", 2019, 5],
        ["second", "P02", 2018, 6],
        ["second", "P02", 2019, 6],
    ]


def test_weighted_parts_explain_the_difference_in_points_of_the_whole():
    """PCI 2016: ten sub-indices whose weights are 0.5, 1 and 2; their weighted sum is the published total."""
    first, second = open_real("pci", 2016, "31"), open_real("pci", 2016, "01")
    explained = explain_difference(first, second)
    total = compare_subjects(first, second).set_index("component_code").at["total", "difference"]
    assert explained["difference"].sum() == pytest.approx(total, abs=0.005)
    assert explained["whole"].all()
    assert explained["weighted"].all()
    support = explained.set_index("component_code").loc["8"]
    assert support["difference"] == pytest.approx(support["score_second"] - support["score_first"])
    assert support["difference"] == pytest.approx(1.4617, abs=0.0001), "twice the points of the sub-index"


def test_two_provinces_are_told_apart_where_the_page_of_each_tells_the_other():
    first = open_real("papi", 2024, "22", "4")
    ranges = measure_rank_ranges(first).set_index("province_code")["told"]
    codes = [code for code in first.places["province_code"] if code in ranges and code != "22"]
    told = [compare_ranges(first, open_real("papi", 2024, code, "4"))["apart"].all() for code in codes]
    assert [ranges[code] != "alike" for code in codes] == told
    assert 0 < sum(told) < len(codes)


def test_two_years_of_a_province_are_one_test():
    now, then = open_real("papi", 2024, "22", "4"), open_real("papi", 2022, "22", "4")
    table = compare_ranges(then, now)
    apart = abs(now.own["score"] - then.own["score"]) > 1.96 * np.hypot(*table["spread"])
    assert table["apart"].tolist() == [apart, apart]
