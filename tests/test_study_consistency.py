import numpy as np
import pytest
from made_subjects import open_real

import parlib
from parlib.study.consistency import compare_indices, find_matters, judge_differences, load_matters
from parlib.study.noise import draw_standings, fit_noise, measure_distances
from parlib.study.standings import list_standings
from parlib.terms import NATIONAL


def test_load_matters_names_only_components_that_exist():
    for index, rows in load_matters().groupby("index"):
        assert set(rows["component_key"]) <= set(parlib.components(index)["component_key"])


def test_load_matters_has_one_name_a_matter_and_no_double_rows():
    matters = load_matters()
    assert matters.groupby("matter")[["matter_vi", "matter_en"]].nunique().max().max() == 1
    assert not matters.duplicated(["matter", "index", "component_key"]).any()


@pytest.mark.parametrize(
    ("component", "matters"), [("total", ["overall"]), ("4", ["corruption"]), ("5.3", ["procedures"]), ("7.1", [])]
)
def test_find_matters_climbs_to_the_matter_of_the_parent_but_not_to_the_total(component, matters):
    assert find_matters(open_real("papi", 2024, "22", component))[0] == matters


def test_list_standings_takes_the_nearest_year_and_prints_the_printed_rank():
    table = list_standings(open_real("papi", 2024, "22")).set_index("index")
    assert table.index.tolist() == list(NATIONAL)
    assert table.loc["sipas", ["year", "rank", "n_ranked", "status"]].tolist() == [2024, 4, 63, "rank_only"]
    assert table.at["sipas", "percentile"] == pytest.approx(59 / 62)


def test_list_standings_does_not_give_a_part_the_figure_of_a_merged_province():
    table = list_standings(open_real("papi", 2024, "24")).set_index("index")
    assert table.at["service_766", "status"] == "merged"
    assert list_standings(open_real("papi", 2024, "22")).set_index("index").at["service_766", "status"] == "done"


@pytest.mark.parametrize("place", ["22", "01", "24"])
def test_compare_indices_says_nothing_of_two_standings_that_is_not_likely(place):
    table = compare_indices(open_real("papi", 2024, place, "total"))
    others, own = table[(table["role"] == "other") & table["difference"].notna()], table.loc[0, "percentile"]
    assert table["role"].tolist() == ["own", *["other"] * 5]
    for row in others.itertuples():
        assert row.difference == pytest.approx((row.n_ranked - row.rank) / (row.n_ranked - 1) - own)
        told = row.verdict in ("agrees", "higher", "lower", "contradicts")
        assert told == (row.probability >= 0.9) or row.verdict == "unclear"
        assert row.verdict != "agrees" or abs(row.difference) <= 0.25
    assert set(others.loc[others["status"] == "rank_only", "verdict"]) <= {"untested"}


def test_two_standings_of_nothing_but_noise_are_seldom_told_apart():
    random, told = np.random.default_rng(5), 0
    for _ in range(200):
        runs = [measure_distances(random.standard_normal((8, 61))) for _ in range(2)]
        drawn = [draw_standings(run, fit_noise([run]), seed) for seed, run in enumerate(runs)]
        if all(behind is not None for behind in drawn):
            printed = np.diff([(run[-1] < run[-1, 0]).mean() for run in runs])[0]
            told += judge_differences(np.diff([behind[:, 0] / 60 for behind in drawn], axis=0)[0], printed)[0] in (
                "higher",
                "lower",
                "contradicts",
            )
    assert told <= 0.05 * 200


def test_compare_indices_is_empty_where_no_other_index_speaks_of_it():
    table = compare_indices(open_real("papi", 2024, "22", "7"))
    assert table.empty
    assert "verdict" in table
