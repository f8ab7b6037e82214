"""A new province and its old ones, on real PAPI figures."""

import numpy as np
import pandas as pd
import pytest
from made_subjects import open_real

from parlib.study.asked import NotOneProvinceError
from parlib.study.composite import (
    compare_parts,
    find_holder,
    list_places,
    trace_merged,
)
from parlib.study.consistency import compare_indices, read_integrity
from parlib.study.granted import compare_sides, read_parts
from parlib.study.outlook import count_covered, expect_years


def open_new(year, province, component="total", index="papi", language="vi"):
    return open_real(index, year, province, component, language, "34")


def test_list_places_of_phu_tho_names_three_old_provinces_from_either_side(home):
    for page in (open_new(2024, "25"), open_real("papi", 2024, "26")):
        assert list_places(page)[["place", "role"]].values.tolist() == [
            ["Phú Thọ", "merged"],
            ["Hòa Bình", "part"],
            ["Phú Thọ", "part"],
            ["Vĩnh Phúc", "part"],
        ]
    assert find_holder(open_real("papi", 2024, "24")) == "24"
    assert find_holder(open_real("papi", 2024)) is None


def test_trace_merged_of_phu_tho_is_partial_in_2024_and_whole_before(home):
    traced = trace_merged(open_new(2024, "25")).query("role == 'merged'").set_index("year")
    assert traced["state"].to_dict() == {**dict.fromkeys(range(2011, 2024), "whole"), 2024: "partial"}
    assert (traced.loc[2024, "missing"], traced.loc[2024, "n_parts"]) == ("Vĩnh Phúc", 3)
    assert traced["rank"].isna().to_dict()[2024]
    assert (traced["low"] <= traced["score"]).all()
    assert (traced["score"] <= traced["high"]).all()
    assert set(traced.loc[2011:2022, "weight_year"]) == {2022}


def test_trace_merged_is_the_same_from_the_page_of_an_old_province(home):
    new = trace_merged(open_new(2023, "24", "4")).drop(columns="place")
    old = trace_merged(open_real("papi", 2023, "24", "4")).drop(columns="place")
    assert new.equals(old)
    assert new.query("role == 'part'")["province_code"].unique().tolist() == ["24", "27"]


def test_trace_merged_is_empty_for_an_unchanged_province_and_an_index_of_the_34(home):
    assert trace_merged(open_real("papi", 2024, "22")).empty
    assert trace_merged(open_real("service_766", 2024, "25")).empty


@pytest.mark.parametrize(
    "question",
    [trace_merged, compare_parts, compare_indices, read_integrity, read_parts, compare_sides, expect_years],
)
def test_of_the_country_a_question_about_one_province_is_an_error_that_says_what_to_do(question, home):
    with pytest.raises(NotOneProvinceError, match=r"this subject is the country: .*for_all"):
        question(open_real("papi", 2024))


def test_compare_parts_pulls_add_up_and_name_the_heaviest(home):
    """Bắc Ninh 2023 by hand: the pull of the lower part is its share of people times its distance to the mean."""
    page = open_new(2023, "24")
    parts = compare_parts(page).set_index("component_code")
    old = open_real("papi", 2023).scores.query("year == 2023 and province_code in ('24', '27')")
    old = old.pivot(index="component_code", columns="province_code", values="score")
    for code, row in parts.iterrows():
        low, high = old.loc[code].min(), old.loc[code].max()
        assert (row["lowest_score"], row["highest_score"]) == (low, high)
        weight = (high - row["score"]) / (high - low)
        assert row["pull"] == pytest.approx(weight * (low - row["score"]))
    assert parts["gap"].is_monotonic_decreasing
    assert len(parts) == 8


def test_expect_years_tells_this_year_from_the_last_and_the_next(home):
    table = expect_years(open_new(2024, "24", "4"))
    assert table["year"].tolist() == [2024, 2025]
    assert table["status"].tolist() == ["inside", "not_yet"]
    assert table.loc[0, "difference"] == pytest.approx(table.loc[0, "actual"] - table.loc[0, "expected"])
    assert expect_years(open_new(2023, "24", "4"))["year"].tolist() == []
    assert expect_years(open_new(2023, "22", "4"))["status"].tolist() == ["not_whole"]


def test_expect_years_says_nothing_over_a_changed_framework(home):
    """Dimension 5 lost a part in 2021: 2020 says nothing of it."""
    assert expect_years(open_new(2021, "01", "5")).empty
    assert len(expect_years(open_new(2020, "01", "5"))) == 1


def test_intervals_rest_on_eight_years_and_hold_nine_of_ten_back_cast_places(home):
    """The total has had two frameworks since 2018 and three pairs of years in a row: no interval is given."""
    assert expect_years(open_new(2024, "24", "total")).empty
    covered = pd.concat([count_covered(open_new(2024, "25", code)) for code in ("1", "2", "4", "5", "6")])
    assert covered["n_pairs"].min() == 8
    assert len(covered) > 15
    assert (covered["n"] * covered["inside"]).sum() / covered["n"].sum() == pytest.approx(0.9, abs=0.05)
    assert covered.groupby("year")["inside"].mean().min() > 0.7


def test_a_move_of_the_whole_country_is_no_clear_change_of_a_province(home):
    """In 2021 dimension 2 fell for nearly all; what each did besides is judged with the others' as a family."""
    rows = [expect_years(open_new(2021, code, "2")).iloc[0] for code in ("01", "24", "04", "08", "11", "12")]
    assert {row["clear"] for row in rows} == {""}
    known = [row for row in rows if np.isfinite(row["actual"])]
    assert all(row["own_change"] == pytest.approx(row["difference"] - row["common_move"]) for row in known)
    assert len({row["common_move"] for row in known}) == 1


def test_no_interval_crosses_a_break_of_the_instrument(home):
    assert expect_years(open_new(2021, "01", "6")).empty
    assert expect_years(open_new(2022, "01", "6"))["n_pairs"].tolist() == [9]
