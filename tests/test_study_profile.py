from made_subjects import make_subject, open_real

from parlib.study.history import test_trend as find_trend
from parlib.study.profile import list_gains, profile_components, trace_shares


def test_profile_components_gives_shares_beside_the_nation():
    scores = {("total", 2019): [9.0, 15.0], ("1", 2019): [4.0, 8.0], ("2", 2019): [5.0, 7.0]}
    table = profile_components(make_subject(scores, maxima={"total": 20.0}))
    assert table[["component_code", "share", "mean_share", "best_share"]].values.tolist() == [
        ["total", 0.45, 0.6, 0.75],
        ["1", 0.4, 0.6, 0.8],
        ["2", 0.5, 0.6, 0.7],
    ]


def test_profile_components_finds_the_trend_of_each_component():
    subject = open_real("papi", 2024, "22")
    table = profile_components(subject).set_index("component_code")
    for code in ("total", "4", "4.2", "8.1"):
        assert table.at[code, "trend"] == find_trend(subject.with_component(code))["trend"].iloc[0]


def test_trace_shares_cuts_where_the_series_changes():
    scores = {("total", year): [5.0, 6.0] for year in (2017, 2018)}
    table = trace_shares(make_subject(scores, series={2017: "a", 2018: "b"}))
    assert table[["year", "share", "segment"]].values.tolist() == [[2017, 0.5, 1], [2018, 0.5, 2]]


def test_list_gains_counts_no_point_twice():
    scores = {(code, year): [score + year - 2018] for year in (2018, 2019) for code, score in (("1", 4), ("2", 3))}
    scores |= {("total", 2018): [7], ("total", 2019): [9]}
    table = list_gains(make_subject(scores, maxima={"total": 20.0}))
    assert table[["component_code", "change", "role"]].values.tolist() == [["1", 1, "up"], ["2", 1, "up"]]
