from itertools import combinations

import numpy as np
import pytest
from made_subjects import make_noise, make_subject, open_real
from scipy.stats import rankdata

from parlib.study.whatif import (
    find_cheapest,
    gather_changes,
    measure_target,
    recover_losses,
    simulate_others,
    trace_places,
)

SCORES = {("total", 2019): [10.0, 16.0, 13.0, 12.0], ("1", 2019): [4.0, 9.0, 6.0, 5.0],
          ("2", 2019): [6.0, 7.0, 7.0, 7.0]}  # fmt: skip


def make_two_parts(**options):
    return make_subject(SCORES, maxima={"total": 20.0}, **options)


def test_recover_losses_ranks_the_province_with_one_loss_recovered():
    table = recover_losses(make_two_parts()).set_index(["component_code", "recovered_to"])
    assert table.loc[("1", "maximum"), ["points", "score_after", "rank_after", "places_gained"]].tolist() == [
        6.0, 16.0, 1.0, 3.0,
    ]  # fmt: skip
    assert table.loc[("2", "best"), ["points", "rank_after"]].tolist() == [1.0, 4.0]


def test_recover_losses_agrees_with_ranking_the_whole_table_again():
    subject = open_real("papi", 2024, "22", "total")
    table = recover_losses(subject)
    scores = subject.rows.dropna(subset="score").set_index("province_code")["score"]
    for row in table[table["recovered_to"] == "best"].itertuples():
        again = scores.copy()
        again["22"] += row.points
        assert row.rank_after == rankdata(-again.to_numpy().round(9), method="min")[list(again.index).index("22")]


def test_recover_losses_gives_the_same_interval_twice_and_never_worse_than_without():
    subject = open_real("papi", 2024, "22", "4")
    one, two = recover_losses(subject), recover_losses(subject)
    assert one.equals(two)
    assert (one["rank_low"] <= one["expected_rank"]).all()
    assert (one["expected_rank"] <= one["rank_high"]).all()


def test_simulate_others_draws_only_changes_that_happened():
    subject = make_subject(make_noise(provinces=5, years=4, parts=1), component="1")
    drawn = simulate_others(subject, draws=200)
    now = subject.rows.sort_values("province_code")["score"].to_numpy()[1:]
    happened = np.append(gather_changes(subject).ravel(), 0)
    inside = (drawn > 0) & (drawn < 10)
    nearest = np.abs((drawn - now)[..., None] - happened).min(axis=-1)
    assert nearest[inside].max() < 1e-9


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


@pytest.mark.parametrize("place", [1, 5, 20])
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
