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


def test_test_trend_is_kendalls_test_of_the_last_comparable_years():
    subject = open_real("papi", 2024, "01", "4.1")
    scores = trace_history(subject)["score"]
    row = test_trend(subject).iloc[0]
    assert row["p_value"] == pytest.approx(kendalltau(range(14), scores).pvalue)
    assert (row["n_years"], row["year_from"], row["year_to"]) == (14, 2011, 2024)
    assert row["p_value"] < row["q_value"] < 1


def test_a_trend_of_the_whole_country_is_no_trend_of_a_province():
    scores = {
        ("total", year): [5 + 0.1 * (year - 2010), *(4 + 0.1 * (year - 2010) + at / 40 for at in range(11))]
        for year in range(2010, 2020)
    }
    row = test_trend(make_subject(scores)).iloc[0]
    assert row["tau"] > 0.9
    assert (row["own_trend"], row["trend"]) == ("none", "flat")


def test_no_trend_crosses_a_break_of_the_instrument():
    row = test_trend(open_real("papi", 2024, "01", "6.4")).iloc[0]
    assert (row["trend"], row["own_trend"], row["n_years"], row["year_from"]) == ("none", "none", 4, 2021)


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
