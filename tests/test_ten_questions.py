"""Ten questions that researchers ask, each in at most three lines: no source read, no loop, no name matched by hand."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from matplotlib import pyplot as plt

import parlib


@pytest.fixture(autouse=True)
def agg(home):
    plt.switch_backend("agg")
    yield
    plt.close("all")


def test_1_control_of_corruption_on_log_grdp_with_fixed_effects():
    data = parlib.panel("papi", "4", (2022, 2024), covariates="grdp_per_capita", wide=True).dropna()
    model = smf.ols("papi_4 ~ np.log(grdp_per_capita) + C(province_code) + C(year)", data)
    fit = model.fit(cov_type="cluster", cov_kwds={"groups": data["province_code"].astype(int)})
    assert (round(fit.params["np.log(grdp_per_capita)"], 2), int(fit.nobs)) == (0.18, 183)
    assert fit.bse["np.log(grdp_per_capita)"] == pytest.approx(0.65, abs=0.01)


def test_2_convergence():
    answer = parlib.study.inequality.test_convergence(parlib.open_subject("papi", 2024, component="4"))
    assert len(answer)


def test_3_how_sure_the_ranking_is():
    ranges = parlib.study.certainty.measure_rank_ranges(parlib.open_subject("papi", 2024))
    assert (ranges["rank_low"] <= ranges["rank"]).all()
    assert (ranges["rank"] <= ranges["rank_high"]).all()


def test_4_who_changed_most_since_2016():
    wide = parlib.panel("papi", years=(2016, 2024), comparable="chained").pivot(
        index=["province_code", "province"], columns="year", values="score"
    )
    moved = (wide[2024] - wide[2016]).rename("change").sort_values().dropna().reset_index()
    alone = parlib.study.bridge.chain_history(parlib.open_subject("papi", 2024, moved["province_code"].iloc[-1]))
    own = alone.set_index("year")["score"]
    assert moved["change"].iloc[-1] == pytest.approx(own[2024] - own[2016])


def test_5_a_map_of_that_change():
    chained = parlib.panel("papi", years=(2016, 2024), comparable="chained", wide=True)
    wide = chained.pivot(index="province_code", columns="year", values="papi_total")
    ax = parlib.plot.map((wide[2024] - wide[2016]).rename("change").reset_index(), "change")
    assert ax.figure.axes[-1].get_ylim()[0] == -ax.figure.axes[-1].get_ylim()[1]


def test_6_dti_beside_papi_by_part():
    wide = parlib.panel({"papi": "main", "dti": "main"}, years=2024, wide=True)
    rho = wide.filter(regex="papi_|dti_").corr("spearman").loc["papi_1":"papi_8", "dti_1":]
    assert rho.shape == (8, 4)
    assert rho.abs().max(axis=None) < 1


def test_7_a_series_of_the_merged_34():
    series = parlib.panel("papi", "4", vintage=34)
    assert series.groupby("year").size().eq(34).all()
    assert set(series["year"]) == set(range(2011, 2025))


def test_8_how_much_the_weights_matter():
    parts = parlib.panel("papi", "main", 2024, wide=True).filter(like="papi_").dropna()
    draws = np.random.default_rng(1).dirichlet(np.ones(8), 1000) @ parts.to_numpy().T
    ranks = (-draws).argsort(axis=1).argsort(axis=1) + 1
    assert ranks.shape == (1000, 61)
    assert ranks.min() == 1


def test_9_a_covariate_of_ones_own():
    own = pd.DataFrame({"Tỉnh": ["Ha Noi City", "TP. HCM", "Khanh Hoa province"], "ports": [0.0, 3.0, 2.0]})
    data = parlib.panel("papi", "4", 2024, covariates=[own, "population"], wide=True)
    assert data.set_index("province_code")["ports"].dropna().to_dict() == {"01": 0, "56": 2, "79": 3}


def test_10_an_index_of_ones_own_beside_the_others():
    pci = parlib.load("pci").query("year <= 2016 and component_code != 'total' and component_code != '6'")
    table = pci[["province", "year", "component_code", "score"]].rename(columns={"component_code": "component"})
    parlib.register(table, id="own_pci", minimum=1, maximum=10)
    beside = parlib.study.drivers.regress_companions(parlib.open_subject("papi", 2016))
    parlib.forget("own_pci")
    assert "own_pci" in set(beside["index"])


def test_a_table_of_one_score_a_province_is_an_index_without_parts(home):
    table = pd.DataFrame({"Tỉnh": ["Hà Nội", "TP. HCM"], "year": 2024, "score": [61.5, 64.0]})
    own = parlib.register(table, id="one_score")
    parlib.forget("one_score")
    assert own[["component_code", "score", "rank"]].to_numpy().tolist() == [["total", 61.5, 2], ["total", 64.0, 1]]


def test_the_whole_is_known_by_its_name_and_a_score_beside_other_figures_is_asked_about(home):
    places = {"Tỉnh": ["Hà Nội", "TP. HCM"], "year": 2024, "cost": [60.0, 50.0]}
    own = parlib.register(pd.DataFrame({**places, "Tổng điểm": [61.5, 64.0]}), id="with_whole")
    parlib.forget("with_whole")
    assert own.query("component_code == 'total'")["score"].tolist() == [61.5, 64.0]
    assert own["component_code"].nunique() == 2
    for beside in ("score", "value"):
        with pytest.raises(ValueError, match="call it 'total'"):
            parlib.register(pd.DataFrame({**places, beside: [61.5, 64.0]}), id="unclear")
    for weights in ({"cost": 0, "time": 0}, {"cost": -1, "time": 2}):
        with pytest.raises(ValueError, match="none below 0"):
            parlib.register(pd.DataFrame({**places, "time": [1.0, 2.0]}), id="weightless", weights=weights)
