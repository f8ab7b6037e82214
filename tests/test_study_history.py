import numpy as np
import pandas as pd
import pytest
from made_subjects import make_subject, open_real
from scipy.stats import kendalltau

from parlib.study.history import estimate_slope, test_trend, trace_history

test_trend.__test__ = False


def make_history(scores, segment=1):
    return pd.DataFrame({"year": range(2010, 2010 + len(scores)), "score": scores, "segment": segment})


def test_trace_history_cuts_where_the_series_changes():
    scores = {("total", year): [5.0, 6.0] for year in range(2015, 2019)}
    series = {2015: "a", 2016: "a", 2017: "b", 2018: "b"}
    history = trace_history(make_subject(scores, series=series))
    assert history["segment"].tolist() == [1, 1, 2, 2]
    assert history["change"].isna().tolist() == [True, False, True, False]


def test_trace_history_gives_the_scores_of_the_table():
    subject = open_real("papi", 2024, "22", "4")
    rows = subject.scores[(subject.scores["component_code"] == "4") & (subject.scores["province_code"] == "22")]
    expected = rows.set_index("year")["score"]
    history = trace_history(subject).set_index("year")["score"]
    np.testing.assert_array_equal(history.reindex(expected.index), expected)


def test_test_trend_is_kendalls_tau_over_the_last_segment():
    history = pd.concat([make_history([9, 8, 7]), make_history([1, 2, 3, 5, 4, 6]).assign(segment=2)])
    row = test_trend(history).iloc[0]
    assert row["p_value"] == pytest.approx(kendalltau(range(6), [1, 2, 3, 5, 4, 6]).pvalue)
    assert (row["trend"], row["n_years"]) == ("up", 6)


def test_estimate_slope_is_the_median_of_all_pairs():
    scores = [1.0, 1.4, 1.5, 2.2, 2.1, 9.0]
    slopes = [(scores[j] - scores[i]) / (j - i) for i in range(6) for j in range(i + 1, 6)]
    row = estimate_slope(make_history(scores)).iloc[0]
    assert row["slope"] == pytest.approx(np.median(slopes))
    assert row["low"] <= row["slope"] <= row["high"]


def test_estimate_slope_needs_five_years():
    row = estimate_slope(make_history([1.0, 2.0, np.nan, 3.0, 4.0])).iloc[0]
    assert np.isnan(row["slope"])
    assert row["n_years"] == 4
