"""Next years: intervals that rest on years, places with all moving."""

import numpy as np
import pytest

from parlib.study.forecast import (
    draw_next_year,
    fit_change,
    forecast_scores,
    judge_own_changes,
    place_next_year,
)


def _draw(seed, common=0.3, own=0.3, years=13, places=60):
    random = np.random.default_rng(seed)
    level = 5 + 0.5 * random.standard_normal(places)
    nation = common * random.standard_normal(years).cumsum()
    return level + nation[:, None] + own * random.standard_normal((years, places))


@pytest.mark.parametrize(("common", "own"), [(0.0, 0.3), (0.3, 0.3), (0.8, 0.2)])
def test_intervals_cover_whichever_part_is_larger(common, own):
    held = []
    for seed in range(120):
        score = _draw(seed, common, own)
        _, low, high = forecast_scores(score[-2], fit_change(score[:-2], score[1:-1]), (-90.0, 90.0))
        held.append(((low <= score[-1]) & (score[-1] <= high)).mean())
    assert np.mean(held) == pytest.approx(0.9, abs=0.06)


def test_an_interval_stays_inside_the_scale():
    score = _draw(1)
    _, low, high = forecast_scores(score[-1], fit_change(score[:-1], score[1:]), (4.5, 5.5))
    assert low.min() >= 4.5
    assert high.max() <= 5.5


def test_the_next_place_is_where_it_was_said():
    held = []
    for seed in range(60):
        score = _draw(seed)
        drawn = draw_next_year(score[-2], score[:-2], score[1:-1], (0.0, 10.0), draws=300)
        for place in (0, 1, 2):
            low, _, high = place_next_year(drawn, place, np.zeros(1))[:, 0]
            real = 1 + (score[-1] > score[-1, place]).sum()
            held.append(low <= real <= high)
    assert 0.9 <= np.mean(held) <= 0.99


def test_points_recovered_never_lower_a_place():
    score = _draw(4)
    places = place_next_year(draw_next_year(score[-1], score[:-1], score[1:], (0.0, 10.0)), 7, np.linspace(0, 3, 9))
    assert (np.diff(places, axis=1) <= 0).all()


def test_a_move_of_the_whole_country_moves_nobody_s_place():
    score = np.tile(np.linspace(4, 6, 21), (4, 1)) + np.arange(4)[:, None]
    drawn = draw_next_year(score[-1], score[:-1], score[1:], (0.0, 10.0))
    assert place_next_year(drawn, 3, np.zeros(1))[:, 0].tolist() == [18, 18, 18]


def test_places_that_are_level_stay_level_where_nothing_drifts():
    score = np.tile([5.0, 5.0, 5.0, 4.0], (4, 1))
    drawn = draw_next_year(score[-1], score[:-1], score[1:], (0.0, 10.0))
    assert place_next_year(drawn, 2, np.zeros(1))[:, 0].tolist() == [1, 1, 1]


def test_a_jump_of_the_country_is_no_change_of_a_place():
    score = _draw(3)
    p = judge_own_changes(score[:-2], score[1:-1], score[-2], score[-1] + 3)
    assert p.min() > 0.001
    assert np.mean(p <= 0.05) < 0.15
