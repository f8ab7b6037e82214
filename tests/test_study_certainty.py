import numpy as np
import pytest
from made_subjects import make_subject, open_real
from statsmodels.stats.proportion import proportion_confint

from parlib.study.certainty import measure_certainty, measure_rank_ranges, measure_spread
from parlib.study.whatif import gather_changes


def test_measure_certainty_without_a_sample_is_called_a_perturbation():
    row = measure_certainty(open_real("papi", 2024, "22", "4")).iloc[0]
    assert (row["method"], row["spread_source"]) == ("perturbation", "residual")
    assert row["low"] < row["score"] < row["high"]
    assert row["rank_low"] <= row["rank"] <= row["rank_high"]


def test_measure_certainty_with_a_sample_gives_wilsons_interval():
    subject = make_subject({("total", 2019): [8.0, 9.0, 5.0]})
    subject.scores["n"] = 400
    row = measure_certainty(subject).iloc[0]
    low, high = proportion_confint(320, 400, method="wilson")
    assert (row["low"], row["high"]) == (pytest.approx(low * 10), pytest.approx(high * 10))
    assert (row["method"], row["rank_low"], row["rank_high"]) == ("sample", 2, 2)


def test_measure_rank_ranges_of_provinces_far_apart_are_their_ranks():
    table = measure_rank_ranges(make_subject({("total", 2019): [9.0, 5.0, 1.0]}))
    assert table[["rank", "rank_low", "rank_high"]].values.tolist() == [[1, 1, 1], [2, 2, 2], [3, 3, 3]]
    assert table["spread"].tolist() == [0.1] * 3


def test_measure_rank_ranges_of_equal_provinces_cover_all_places():
    table = measure_rank_ranges(make_subject({("total", 2019): [9.0] * 5}))
    assert set(zip(table["rank_low"], table["rank_high"], strict=True)) == {(1, 5)}


def test_measure_spread_is_the_standard_deviation_net_of_each_year():
    changes = gather_changes(open_real("papi", 2024, "22", "1"))
    assert len(changes) == 13
    net = np.concatenate([row[~np.isnan(row)] - row[~np.isnan(row)].mean() for row in changes])
    assert measure_spread(changes, (1, 10))[0] == pytest.approx(net.std() / np.sqrt(2))
