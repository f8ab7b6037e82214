import numpy as np
import pytest
from made_subjects import make_noise, make_subject, open_real
from statsmodels.stats.proportion import proportion_confint

from parlib.study.certainty import measure_certainty, measure_rank_ranges


def sample(scores, n=400):
    subject = make_subject({("total", 2019): scores})
    return subject.but(scores=subject.scores.assign(n=n))


def test_without_a_sample_the_error_is_what_passes_in_a_year():
    row = measure_certainty(open_real("papi", 2024, "22", "4")).iloc[0]
    assert row["method"] == "movement"
    assert 0.3 < row["spread_ratio"] < 1
    assert row["low"] < row["score"] < row["high"]
    assert row["rank_low"] <= row["rank"] <= row["rank_high"]
    assert row["n_better"] + row["n_worse"] + row["n_untold"] == 60


def test_with_a_sample_the_interval_is_wilsons():
    row = measure_certainty(sample([8.0, 9.0, 5.0])).iloc[0]
    low, high = proportion_confint(320, 400, method="wilson")
    assert (row["low"], row["high"]) == (pytest.approx(low * 10), pytest.approx(high * 10))
    assert (row["method"], row["rank_low"], row["rank_high"], row["n_better"]) == ("sample", 2, 2, 1)


def test_provinces_far_apart_are_told_apart():
    table = measure_rank_ranges(sample([9.0, 5.0, 1.0]))
    assert table[["rank", "rank_low", "rank_high"]].values.tolist() == [[1, 1, 1], [2, 2, 2], [3, 3, 3]]
    assert table["told"].tolist() == ["alike", "worse", "worse"]


def test_six_provinces_at_the_maximum_share_one_set():
    table = measure_rank_ranges(sample([10.0] * 6 + [5.0] * 3, n=300))
    assert set(zip(table["rank_low"], table["rank_high"], strict=True)) == {(1, 6), (7, 9)}
    assert table["high"].max() <= 10


def test_where_no_error_is_known_nothing_is_said():
    assert measure_rank_ranges(make_subject({("total", 2019): [9.0, 5.0, 1.0]})).empty


def test_nothing_leaves_the_scale():
    table = measure_rank_ranges(make_subject(make_noise(provinces=20, years=4, parts=1), component="1"))
    assert np.isfinite(table[["low", "high"]].to_numpy()).all()
    assert table["low"].min() >= 0
    assert table["high"].max() <= 10
