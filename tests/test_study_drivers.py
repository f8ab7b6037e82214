import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from made_subjects import make_noise, make_subject, open_real
from scipy.stats import false_discovery_control, spearmanr

from parlib.study.drivers import correlate_components, fit_panel, regress_companions


def test_fit_panel_is_the_dummy_regression_of_statsmodels():
    random = np.random.default_rng(3)
    x, z = random.normal(size=(2, 20, 6))
    y = 0.5 * x - 0.2 * z + random.normal(size=(20, 1)) + random.normal(size=(1, 6)) + random.normal(size=(20, 6))
    y[3, 2] = x[7, 1] = np.nan
    found = fit_panel(y, [x, z])
    place, year = np.indices(y.shape)
    table = pd.DataFrame({"y": y.ravel(), "x": x.ravel(), "z": z.ravel(), "p": place.ravel(), "t": year.ravel()})
    table = table.dropna()
    fit = smf.ols("y ~ x + z + C(p) + C(t)", table).fit(cov_type="cluster", cov_kwds={"groups": table["p"]}, use_t=True)
    np.testing.assert_allclose(found["coefficient"], fit.params[["x", "z"]])
    # the same sandwich, apart from counting the 20 province effects in the degrees of freedom
    n, inside = len(table), 2 + 5
    shrink = np.sqrt((n - (inside + 20)) / (n - inside))
    width = (found["high"] - found["low"]) / (found["standardised"] / found["coefficient"])
    expected = (fit.conf_int()[1] - fit.conf_int()[0])[["x", "z"]]
    np.testing.assert_allclose(width, expected * shrink)


def test_fit_panel_gives_nothing_where_nothing_varies():
    assert fit_panel(np.full((20, 5), 0.5), [np.random.default_rng(1).normal(size=(20, 5))]) is None


def test_regress_companions_uses_only_comparable_years():
    table = regress_companions(open_real("papi", 2024, "22", "8"))
    siblings = table[table["model"] == "siblings"]
    assert siblings["component_code"].tolist() == ["1", "2", "3", "4", "5", "6", "7"]
    assert siblings["year_from"].unique().tolist() == [2021]
    assert table.loc[table["index"] == "dti", "year_from"].tolist() == [2022]


def test_regress_companions_finds_a_companion_that_was_put_in():
    scores = make_noise(provinces=30, years=8, parts=3)
    for year in range(2012, 2020):
        scores["1", year] = 0.8 * scores["2", year] + 0.2 * scores["1", year]
    table = regress_companions(make_subject(scores, component="1")).set_index("component_code")
    assert table["goes_with"].to_dict() == {"2": "more", "3": "unclear"}
    assert table.at["2", "coefficient"] == pytest.approx(0.8, abs=0.1)


def test_correlate_components_gives_the_figures_of_scipy():
    subject = open_real("papi", 2024, "22", "4")
    table = correlate_components(subject)
    year = subject.scores[subject.scores["year"] == 2024]
    wide = year.pivot(index="province_code", columns="component_code", values="score").dropna()
    own = table[table["index"] == "papi"].set_index("component_code")
    for code in ("1", "5.3", "8"):
        expected = spearmanr(wide["4"], wide[code])
        assert own.at[code, "rho"] == pytest.approx(expected.statistic)
        assert own.at[code, "p_value"] == pytest.approx(expected.pvalue)
    np.testing.assert_allclose(table["p_adjusted"], false_discovery_control(table["p_value"]))


def test_correlate_components_leaves_out_what_is_made_of_it():
    codes = set(correlate_components(open_real("papi", 2024, "22", "4.1"))["component_code"])
    assert not codes & {"4", "4.1"}
    assert {"4.2", "5"} <= codes
