import numpy as np
import pytest
from made_subjects import make_subject, open_real
from scipy.stats import rankdata

from parlib.study.position import compare_provinces, find_year_before, measure_before, measure_position


def measure(scores, **options):
    return measure_position(make_subject({("total", 2019): scores}, **options)).iloc[0]


def test_measure_position_gives_next_places_and_gaps():
    row = measure([7.0, 9.0, 8.0, 8.0, 6.5])
    assert (row["rank"], row["next_up_score"], row["next_up_rank"], row["gap_up"]) == (4, 8.0, 2, 1.0)
    assert row["next_up_provinces"] == "P03 và P04"
    assert (row["next_down_provinces"], row["gap_down"]) == ("P05", 0.5)


def test_measure_position_has_no_next_place_at_the_end():
    row = measure([9.0, 7.0])
    assert np.isnan(row["gap_up"])
    assert row["next_up_provinces"] == ""


def test_measure_position_says_with_how_many_the_province_ties():
    row = measure([10.0, 10.0, 10.0, 4.0])
    assert (row["rank"], row["tied_with"], row["gap_to_best"]) == (1, 2, 0)
    assert np.isnan(row["quartile"])  # the three lie in three quarters


def test_measure_position_ranks_within_the_region():
    row = measure([7.0, 9.0, 8.0, 8.0, 6.5], regions="11122")
    assert (row["rank_in_region"], row["n_in_region"], row["gap_to_region"]) == (3, 3, -1.0)


def test_measure_position_agrees_with_scipy_on_real_scores():
    subject = open_real("papi", 2024, "22", "4")
    row = measure_position(subject).iloc[0]
    scores = subject.rows.dropna(subset="score")
    ranks = rankdata(-scores["score"], method="min")
    assert row["rank"] == ranks[scores["province_code"] == "22"][0]
    above = scores.loc[scores["score"] > row["score"], "score"]
    assert row["gap_up"] == pytest.approx(above.min() - row["score"])


def test_measure_position_of_a_printed_rank_has_a_quartile_and_no_neighbours():
    row = measure_position(open_real("sipas", 2024, "22")).iloc[0]
    assert (row["status"], row["rank"], row["quartile"]) == ("rank_only", 4, 1)
    assert np.isnan(row["gap_up"])


def test_compare_provinces_puts_means_after_the_provinces():
    table = compare_provinces(make_subject({("total", 2019): [7.0, 9.0, 8.0]}, regions="112"))
    assert table["role"].tolist() == [
        "best",
        "other",
        "subject",
        "national_mean",
        "regional_mean",
        "regional_mean",
    ]
    assert table["score"].tolist() == [9.0, 8.0, 7.0, 8.0, 8.0, 8.0]


def test_measure_position_is_held_against_the_newest_year_published_for_the_province():
    """PAPI 2023 was not published for Quảng Ninh: first on transparency in 2022, sixth in 2024."""
    row = measure_position(open_real("papi", 2024, "22", "2")).iloc[0]
    assert (row["year_before"], row["rank_before"], row["rank"], row["rank_change"]) == (2022, 1, 6, -5)
    assert row["change"] == pytest.approx(row["score"] - row["score_before"])


def test_find_year_before_stops_at_a_change_of_the_scale():
    scores = {("total", year): [7.0, 9.0] for year in (2018, 2019)}
    assert find_year_before(make_subject(scores)) == 2018
    assert find_year_before(make_subject(scores, series={2018: "a", 2019: "b"})) is None


def test_measure_before_holds_all_components_against_one_year():
    nan = float("nan")
    of_years = {2017: (9.0, 4.0, 5.0), 2018: (8.0, 3.0, nan), 2019: (9.0, 4.5, 4.5)}
    scores = {
        (code, year): [score]
        for year, row in of_years.items()
        for code, score in zip(("total", "1", "2"), row, strict=True)
    }
    subject = make_subject(scores)
    table = measure_before(subject, subject.tree)
    assert table["year_before"].tolist() == [2018, 2018, 2018]
    assert table["change"].fillna(-9).tolist() == [1.0, 1.5, -9.0]
