from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from made_subjects import make_noise, make_subject, open_real
from scipy.stats import rankdata

from parlib.study.forecast import draw_next_year, place_next_year
from parlib.study.lasting import gather_pairs
from parlib.study.panel import gather_panel
from parlib.study.peers import compare_groups
from parlib.study.whatif import (
    draw_provinces,
    find_cheapest,
    measure_target,
    recover_losses,
    trace_places,
)
from parlib.subject import open_subject

SCORES = {
    ("total", 2019): [10.0, 16.0, 13.0, 12.0],
    ("1", 2019): [4.0, 9.0, 6.0, 5.0],
    ("2", 2019): [6.0, 7.0, 7.0, 7.0],
}


def make_two_parts(**options):
    return make_subject(SCORES, maxima={"total": 20.0}, **options)


def test_recover_losses_ranks_the_province_with_one_loss_recovered():
    table = recover_losses(make_two_parts()).set_index(["component_code", "recovered_to"])
    assert table.loc[("1", "maximum"), ["points", "score_after", "rank_after", "places_gained"]].tolist() == [
        6.0,
        16.0,
        1.0,
        3.0,
    ]
    assert table.loc[("2", "best"), ["points", "rank_after"]].tolist() == [1.0, 4.0]


def test_recover_losses_agrees_with_ranking_the_whole_table_again():
    subject = open_real("papi", 2024, "22", "total")
    table = recover_losses(subject)
    scores = subject.rows.dropna(subset="score").set_index("province_code")["score"]
    for row in table[table["recovered_to"] == "best"].itertuples():
        again = scores.copy()
        again["22"] += row.points
        assert row.rank_after == rankdata(-again.to_numpy().round(9), method="min")[list(again.index).index("22")]


def test_recovering_never_shows_a_lower_place_than_without():
    for index, code, place in (("papi", "4", "22"), ("service_766", "4", "19"), ("dti", "3", "01")):
        table = recover_losses(open_real(index, 2024, place, code))
        assert table.equals(recover_losses(open_real(index, 2024, place, code)))
        assert table["rank_low"].notna().all()
        assert (table["rank_low"] <= table["without_low"]).all()
        assert (table["rank_high"] <= table["without_high"]).all()
        assert (table["rank_low"] <= table["rank_after"]).all()


def test_the_best_is_what_the_best_province_may_be_expected_to_keep():
    subject = open_real("papi", 2024, "01", "4.1")
    best = recover_losses(subject).query("recovered_to == 'best'")["score_after"].iloc[0]
    scores = subject.rows["score"].dropna()
    assert scores.mean() < best < scores.max() - 0.02


def test_a_next_year_is_not_drawn_from_one_pair_of_years():
    subject = make_subject(make_noise(provinces=12, years=2, parts=1), component="1")
    assert draw_provinces(subject) is None
    assert draw_provinces(make_subject(make_noise(provinces=12, years=3, parts=1), component="1")).shape == (1000, 12)


def test_trace_places_steps_up_one_score_at_a_time():
    curve = trace_places(make_two_parts())
    assert curve[["points", "rank_after"]].values.tolist() == [[0, 4], [2, 3], [3, 2], [6, 1]]


def test_measure_target_counts_the_points_to_a_place():
    row = measure_target(make_two_parts(), place=2).iloc[0]
    assert (row["target_score"], row["points_needed"], row["available_to_best"]) == (13.0, 3.0, 6.0)
    assert measure_target(make_two_parts(), score=9.0)["points_needed"].tolist() == [0.0]


def test_find_cheapest_takes_the_largest_loss_first_and_only_what_is_needed():
    table = find_cheapest(make_two_parts(), place=1)
    assert table[["component_code", "take", "rank_after", "reached"]].values.tolist() == [
        ["1", 5.0, 2.0, False],
        ["2", 1.0, 1.0, True],
    ]


@pytest.mark.parametrize("place", [5, 10, 20])
def test_find_cheapest_is_beaten_by_no_smaller_set(place):
    subject = open_real("papi", 2024, "30", "total")
    chosen = find_cheapest(subject, place=place)
    needed = measure_target(subject, place=place)["points_needed"].iloc[0]
    gains = recover_losses(subject).query("recovered_to == 'best'")["points"]
    smaller = [sum(points) for points in combinations(gains, len(chosen) - 1)]
    assert chosen["reached"].iloc[-1]
    assert chosen["take"].sum() == pytest.approx(needed)
    assert max(smaller) < needed


def test_find_cheapest_says_when_all_losses_fall_short():
    table = find_cheapest(make_two_parts(), score=19.0)
    assert not table["reached"].any()
    assert len(table) == 2


@pytest.mark.parametrize(("index", "year"), [("pci", 2016), ("pci", 2022)])
def test_points_of_weighted_parts_are_points_of_the_whole(index, year):
    subject = open_real(index, year, "22")
    gains = recover_losses(subject).query("recovered_to == 'maximum'")["points"].sum()
    assert gains == pytest.approx(100 - measure_target(subject)["score"].iloc[0], abs=0.01)


def test_the_ends_of_a_range_of_places_do_not_hang_on_the_seed():
    subject = open_subject("papi", 2021, "04")  # two pairs of years: drawn freely, 14 to 25 over twelve seeds
    panel = gather_panel(subject)
    cell, column = panel.find(subject), panel.provinces["04"]
    years, limits = gather_pairs(panel, *cell), (panel.lowest[cell], panel.highest[cell])
    drawn = (draw_next_year(panel.score[cell], *years, limits, seed=seed) for seed in range(12))
    ends = [place_next_year(one, column, np.zeros(1))[[0, 2], 0] for one in drawn]
    assert np.ptp(ends, axis=0).max() <= 4


def test_of_few_places_none_is_told_to_be_among_the_first_ten():
    subject = make_two_parts()  # of four, all are
    assert measure_target(subject).empty
    assert len(measure_target(subject, place=3)) == 1
    assert "top_ten" not in set(compare_groups(subject, pd.DataFrame(columns=["role", "province_code"]))["group"])
