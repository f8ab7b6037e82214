import numpy as np
import pandas as pd
import pytest
from made_subjects import make_subject, open_real
from scipy.spatial.distance import cdist
from scipy.stats import zscore

from parlib.study.peers import compare_groups, compare_peers, find_peers, gather_covariates


def make_covariates(population, urban=0.5, grdp=80.0):
    codes = [f"{number:02d}" for number in range(1, len(population) + 1)]
    return pd.DataFrame(
        {
            "province_code": codes,
            "covariate_year": 2024,
            "population": population,
            "urban_share": urban,
            "grdp_per_capita": grdp,
        }
    )


def test_find_peers_takes_the_nearest_by_covariates_not_by_score():
    subject = make_subject({("total", 2019): [5.0, 9.0, 5.1, 5.2]}, regions="1")
    peers = find_peers(subject, make_covariates([1000.0, 1100.0, 2000.0, 9000.0]), count=2)
    assert peers["province_code"].tolist() == ["01", "02", "03"]
    assert peers["score_gap"].round(9).tolist() == [0, 4, 0.1]


def test_find_peers_calls_nobody_similar_who_is_far():
    subject = make_subject({("total", 2019): [5.0, 9.0, 5.1, 5.2]}, regions="1")
    near = find_peers(subject, make_covariates([1000.0, 1100.0, 1200.0, 9000.0]))
    assert near["province_code"].tolist() == ["01", "02", "03"]


def test_find_peers_counts_another_region_as_one_standard_deviation():
    subject = make_subject({("total", 2019): [5.0, 5.0, 5.0]}, regions="112")
    peers = find_peers(subject, make_covariates([1000.0, 1000.0, 1000.0]))
    assert peers["distance"].tolist() == [0, 0, 1]
    assert peers["same_region"].tolist() == [True, True, False]


def test_find_peers_gives_the_distances_of_scipy_on_real_covariates():
    subject = open_real("papi", 2024, "22", "4")
    table = gather_covariates(subject)
    values = zscore(
        np.column_stack([np.log(table["population"]), table["urban_share"], np.log(table["grdp_per_capita"])])
    )
    own = np.flatnonzero(table["province_code"] == "22")
    expected = dict(zip(table["province_code"], cdist(values[own], values)[0], strict=True))
    peers = find_peers(subject)
    for row in peers.iloc[1:].itertuples():
        assert row.distance**2 == pytest.approx(expected[row.province_code] ** 2 + (not row.same_region))


def test_gather_covariates_keeps_all_people_when_provinces_merge():
    old, new = gather_covariates(open_real("papi", 2024)), gather_covariates(open_real("service_766", 2024))
    assert len(new) == 34
    assert new["population"].sum() == pytest.approx(old["population"].sum())
    wealth = [(table["population"] * table["grdp_per_capita"]).sum() for table in (old, new)]
    assert wealth[0] == pytest.approx(wealth[1])


def test_gather_covariates_says_which_year_stands_in_for_an_early_one():
    assert gather_covariates(open_real("papi", 2015))["covariate_year"].unique().tolist() == [2022]


def test_compare_peers_shows_where_peers_do_better():
    scores = {("total", 2019): [9.0, 12.0, 11.0], ("1", 2019): [4.0, 8.0, 6.0], ("2", 2019): [5.0, 4.0, 5.0]}
    subject = make_subject(scores, maxima={"total": 20.0})
    parts = compare_peers(subject, find_peers(subject, make_covariates([1.0, 1.0, 1.0])))
    assert parts[["component_code", "gap_to_peers", "peers_better", "best_peer"]].values.tolist() == [
        ["1", -3.0, 2, "P02"],
        ["2", 0.5, 0, "P03"],
    ]


def test_compare_groups_gives_each_mean_and_the_gap_to_it():
    subject = make_subject({("total", 2019): [5.0, 9.0, 4.0, np.nan]}, regions="112")
    groups = compare_groups(subject, find_peers(subject, make_covariates([1.0, 1.0, 1.0]), count=1))
    assert groups.set_index("group")["mean"].to_dict() == {"peers": 9.0, "region": 7.0, "country": 6.0}
    assert groups["gap"].tolist() == [-4.0, -2.0, -1.0]
