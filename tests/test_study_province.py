from dataclasses import replace

import numpy as np
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


def test_find_strengths_calls_a_shared_last_place_low_and_from_one_year_no_weakness():
    row = find([1.0, 1.0, 1.0, 5.0])
    assert (row["verdict"], row["reason"], row["tied_with"]) == ("low", "last", 2)
    assert np.isnan(row["probability"])


def test_a_place_that_many_years_bear_out_is_a_strength_and_one_of_this_year_is_none():
    random = np.random.default_rng(1)
    level = np.array([9.0, *np.linspace(7, 3, 39)])
    years = {("total", year): (level + 0.3 * random.standard_normal(40)).tolist() for year in range(2012, 2020)}
    row = find_strengths(make_subject(years)).iloc[0]
    assert (row["verdict"], row["probability"] > 0.99) == ("strength", True)
    noise = {key: random.normal(5, 1, 40).tolist() for key in years}
    noise[("total", 2019)][0] = 9.0
    row = find_strengths(make_subject(noise)).iloc[0]
    assert (row["rank"], row["verdict"]) == (1, "high")


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


def runs(streaks, kind, *columns):
    return streaks.loc[streaks["streak"] == kind, ["year_from", "year_to", "years", *columns]].values.tolist()


@pytest.mark.parametrize(
    ("index", "year", "first"),
    [
        ("par_index", 2020, [[2017, 2020, 4]]),
        ("par_index", 2023, [[2017, 2020, 4], [2022, 2023, 2]]),
        ("sipas", 2021, [[2019, 2021, 3]]),
        ("sipas", 2023, [[2019, 2023, 5]]),
    ],
)
def test_list_streaks_of_places_go_on_across_frameworks(index, year, first):
    """As printed of Quảng Ninh, PAR INDEX under five decisions, SIPAS in two forms."""
    assert runs(list_streaks(open_real(index, year, "22")), "first_place") == first


def test_list_streaks_of_2021_are_those_that_the_conference_of_2022_was_told():
    table = list_streaks(open_real("sipas", 2021, "22"))
    assert runs(table, "first_place", "every") == runs(table, "top_places", "every") == [[2019, 2021, 3, True]]
    assert runs(table, "above_level", "every") == [[2018, 2019, 2, True]]  # no score of 2020 and 2021 was printed


def test_list_streaks_at_a_level_of_points_end_with_the_scale():
    scores = {("total", year): [9.5, 1.0] for year in range(2015, 2019)}
    table = list_streaks(make_subject(scores, series={2015: "a", 2016: "a", 2017: "b", 2018: "b"}))
    assert runs(table, "above_level") == [[2017, 2018, 2], [2015, 2016, 2]]
    assert runs(table, "first_place", "frameworks") == [[2015, 2018, 4, 2]]


def test_list_streaks_name_a_year_that_is_not_known_and_do_not_count_it():
    scores = {("total", 2015 + at): [score, 1.0] for at, score in enumerate([9.5, float("nan"), 9.5, 9.5])}
    table = list_streaks(make_subject(scores))
    assert runs(table, "above_level", "unpublished", "ongoing") == [[2015, 2018, 3, "2016", True]]


def test_list_streaks_begin_anew_among_34_provinces():
    """A place among the first ten of 34 is another one than among 63; first is first."""
    scores = {("total", year): [9.0, *range(40)] for year in (2023, 2024, 2025)}
    subject = make_subject(scores)
    many = subject.scores.assign(kind="printed")
    many.loc[many["year"] == 2025, "n_ranked"] = 34
    table = list_streaks(replace(subject, scores=many.assign(rank=1)))
    assert runs(table, "top_places") == [[2023, 2024, 2], [2025, 2025, 1]]
    assert runs(table, "first_place") == [[2023, 2025, 3]]


def test_list_streaks_of_few_places_know_no_first_ten():
    assert runs(list_streaks(make_subject({("total", 2019): [5.0, 6.0, 7.0]})), "top_places") == []


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
