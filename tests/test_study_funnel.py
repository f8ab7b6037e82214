"""Funnels: units that are alike stay inside, units that are not are found, limits are widened where units differ."""

import numpy as np
import pandas as pd
import pytest

from parlib.study.funnel import draw_limits, measure_funnel


def draw_units(seed, between, units=63, runs=200):
    """Return funnels of made units: true shares about 0.85 that differ by *between*."""
    chance = np.random.default_rng(seed)
    for _ in range(runs):
        n = chance.integers(60, 400, units)
        share = np.clip(0.85 + between * chance.normal(size=units), 0, 1)
        yield measure_funnel(pd.DataFrame({"share": chance.binomial(n, share) / n, "n": n}))


@pytest.mark.parametrize("between", [0.0, 0.05])
def test_as_many_units_stay_inside_as_the_limits_promise(between):
    funnels = pd.concat(draw_units(1, between))
    assert funnels["verdict"].eq("within").mean() == pytest.approx(0.954, abs=0.01)
    assert funnels["verdict"].isin(["above", "below"]).mean() < 0.006


def test_in_few_tables_of_equals_anybody_is_called_clearly_above_or_below():
    told = [funnel["verdict"].isin(["above", "below"]).any() for funnel in draw_units(4, 0.0)]
    assert np.mean(told) <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 200)


def test_overdispersion_is_seen_and_seldom_where_there_is_none():
    assert np.mean([funnel["between"].iloc[0] > 0 for funnel in draw_units(2, 0.0)]) < 0.08
    found = [funnel["between"].iloc[0] for funnel in draw_units(3, 0.05)]
    assert np.mean(found) == pytest.approx(0.05, abs=0.004)


def test_one_unit_among_equals_is_found_whatever_its_size_promises():
    n = np.repeat([100, 1000], 20)
    units = pd.DataFrame({"share": 0.8, "n": n})
    units.loc[[0, 20], "share"] = 0.7  # ten points below: 2.5 sigma of a hundred answers, 8 of a thousand
    verdict = measure_funnel(units)["verdict"]
    assert verdict[[0, 20]].tolist() == ["low", "below"]
    assert set(verdict.drop([0, 20])) == {"within"}


def test_what_is_not_known_has_no_verdict_and_wrong_shares_are_refused():
    units = pd.DataFrame({"share": [0.8, np.nan, 0.5], "n": [50, 50, 0]})
    funnel = measure_funnel(units)
    assert funnel["verdict"].tolist() == ["within", "", ""]
    assert funnel["low_2"].isna().tolist() == [False, True, True]
    with pytest.raises(ValueError, match="shares from 0 to 1"):
        measure_funnel(pd.DataFrame({"share": [80.0], "n": [50]}))


def test_limits_of_a_picture_pass_through_those_of_the_units():
    funnel = measure_funnel(pd.DataFrame({"share": [0.8, 0.85, 0.9], "n": [100, 200, 400]}))
    curve = draw_limits(funnel, points=3)
    assert curve[["low_2", "high_3"]].to_numpy() == pytest.approx(funnel[["low_2", "high_3"]].to_numpy())
