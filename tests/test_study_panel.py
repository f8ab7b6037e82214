import numpy as np
import pytest
from made_subjects import make_noise, make_subject, open_real

from parlib.study.benchmarks import compare_nation, compare_regions, compare_year
from parlib.study.panel import gather_panel, place_among


def test_gather_panel_keeps_every_score_of_the_table():
    subject = open_real("papi", 2024, "22", "4")
    panel = gather_panel(subject)
    row = subject.own
    assert panel.read_own(subject)[panel.find(subject)] == row["score"]
    assert np.isfinite(panel.score).sum() == subject.scores["score"].notna().sum()


def test_compare_nation_gives_the_figures_of_pandas():
    subject = open_real("papi", 2023, "22", "total")
    computed = compare_nation(subject).set_index("year")
    rows = subject.scores[subject.scores["component_code"] == "total"]
    expected = rows.groupby("year")["score"].describe()
    for name, figure in (
        ("n", "count"),
        ("national_mean", "mean"),
        ("lowest", "min"),
        ("best", "max"),
        ("lower_quartile", "25%"),
        ("upper_quartile", "75%"),
    ):
        np.testing.assert_allclose(computed[name], expected[figure], rtol=1e-12)


def test_compare_nation_of_printed_facts_gives_only_printed_means():
    nation = compare_nation(open_real("par_index", 2023, "22"))
    assert nation.set_index("year")["national_mean"][2023] == 86.98
    assert nation["best"].isna().all()


def test_compare_year_gives_each_component_of_the_year_once():
    subject = make_subject(make_noise(), maxima={"total": 30.0})
    table = compare_year(subject).set_index("component_code")
    assert table.index.tolist() == ["total", "1", "2", "3"]
    mean = table["national_mean"]
    assert mean["total"] == pytest.approx(mean[["1", "2", "3"]].sum())


def test_compare_regions_gives_the_mean_of_each_region():
    subject = make_subject({("total", 2019): [6.0, 8.0, 5.0, 4.0, 3.0, np.nan]}, regions="112222")
    assert compare_regions(subject)[["region_code", "n", "regional_mean"]].values.tolist() == [
        ["1", 2, 7.0],
        ["2", 3, 4.0],
    ]


def test_a_region_half_of_which_is_unknown_has_no_mean():
    subject = make_subject({("total", 2019): [6.0, 8.0, 5.0, np.nan]}, regions="112")
    assert compare_regions(subject)["region_code"].tolist() == ["1"]


@pytest.mark.parametrize(("known", "whole"), [(1, False), (12, False), (30, False), (31, True), (34, True)])
def test_a_year_is_whole_with_nine_in_ten_of_all_places(known, whole):
    subject = make_subject({("total", 2019): [5.0] * known + [np.nan] * (34 - known)})
    panel = gather_panel(subject)
    assert panel.whole[panel.find(subject)] == whole
    assert np.isfinite(panel.nation["mean"][panel.find(subject)]) == whole


def test_place_among_gives_equal_scores_the_better_place():
    assert place_among(np.array([8.0]), np.array([9.0, 8.0, np.nan, 7.0])).tolist() == [2]
