import pytest
from made_subjects import make_subject, open_real

from parlib.study.province import (
    compare_integrity,
    find_strengths,
    headline_indices,
    list_largest_losses,
    list_streaks,
)


def find(scores, **options):
    return find_strengths(make_subject({("total", 2019): scores}, **options)).iloc[0]


def test_find_strengths_at_the_maximum_with_most_others_is_no_strength():
    row = find([10.0] * 18 + [5.0, 4.0])
    assert (row["rank"], row["tied_with"], row["verdict"], row["reason"]) == (1, 17, "neither", "tied_at_max")


def test_find_strengths_takes_a_clear_first_place():
    assert find([9.0, *range(8)])["reason"] == "top_quarter"


def test_find_strengths_calls_a_shared_last_place_a_weakness():
    row = find([1.0, 1.0, 1.0, 5.0])
    assert (row["verdict"], row["reason"], row["tied_with"]) == ("weakness", "last", 2)


def test_find_strengths_of_provinces_all_level_is_neither():
    assert find([5.0] * 6)["reason"] == "all_level"


def test_find_strengths_says_when_few_provinces_are_ranked():
    assert find([9.0, 5.0] + [float("nan")] * 6)["low_coverage"]


def test_find_strengths_reads_a_printed_rank():
    row = find_strengths(open_real("sipas", 2024, "22")).iloc[0]
    assert (row["rank"], row["reason"]) == (4, "top_quarter")


def test_list_largest_losses_gives_shares_of_all_that_was_lost():
    scores = {("total", 2019): [9.0], ("1", 2019): [4.0], ("2", 2019): [5.0]}
    table = list_largest_losses(make_subject(scores, maxima={"total": 20.0}, component="1"))
    assert table["lost"].tolist() == [6.0, 5.0]
    assert table["lost_share"].tolist() == [pytest.approx(6 / 11), pytest.approx(5 / 11)]


def test_list_streaks_ends_a_run_at_a_break_in_the_framework():
    """Quảng Ninh stood first in SIPAS in 2019-2021, and in the new form in 2022-2023, as printed."""
    table = list_streaks(open_real("sipas", 2024, "22"))
    first = table[table["streak"] == "first_place"]
    assert first[["year_from", "year_to", "years", "ongoing"]].values.tolist() == [
        [2019, 2021, 3, False],
        [2022, 2023, 2, False],
    ]


def test_list_streaks_does_not_count_a_year_that_is_not_known():
    nan = float("nan")
    scores = {("total", 2015 + at): [score, 1.0] for at, score in enumerate([9.5, nan, 9.5, 9.5])}
    table = list_streaks(make_subject(scores))
    above = table[table["streak"] == "above_level"]
    assert above[["year_from", "years", "ongoing"]].values.tolist() == [[2017, 2, True], [2015, 1, False]]


def test_compare_integrity_sets_the_printed_figures_side_by_side():
    """As told at Hạ Long in 2022: none in Quảng Ninh, 0.45 and 0.14 per cent in the country."""
    table = compare_integrity(open_real("papi", 2021, "22"))
    assert table[["measure", "province_value", "national_value", "difference"]].values.tolist() == [
        ["integrity_extra_payment", 0.0, 0.14, -0.14],
        ["integrity_harassment", 0.0, 0.45, -0.45],
    ]


def test_compare_integrity_keeps_a_figure_that_only_the_nation_has():
    table = compare_integrity(open_real("papi", 2024, "01"))
    assert table["province_value"].isna().all()
    assert table.loc[table["measure"] == "integrity_none_harass", "national_value"].tolist() == [90.06]


def test_headline_indices_keeps_the_own_index_in_its_year():
    table = headline_indices(open_real("papi", 2022, "22")).set_index("index")
    assert (table.at["papi", "year"], table.at["sipas", "year"]) == (2022, 2022)
