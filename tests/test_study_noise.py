"""The noise model: what lasts, what passes, who is truly among the best."""

import numpy as np
import pytest

from parlib.study.noise import Noise, expect_lead, fit_noise, judge_places, measure_distances, predict_lasting
from parlib.terms import LIKELY


def _draw(seed, lasting=1.0, passing=1.0, kept=1.0, years=12, places=60):
    random = np.random.default_rng(seed)
    part = np.sqrt(lasting) * random.standard_normal((1, places))
    for _ in range(years):
        new = kept * part[-1] + np.sqrt(lasting * (1 - kept**2)) * random.standard_normal(places)
        part = np.vstack([part, new])
    return part, measure_distances(part + np.sqrt(passing) * random.standard_normal(part.shape))


@pytest.mark.parametrize(("lasting", "passing"), [(1.0, 1.0), (1.0, 0.25), (0.2, 1.0)])
def test_reliability_is_found_again(lasting, passing):
    found = [fit_noise([_draw(seed, lasting, passing, 0.9)[1]]) for seed in range(12)]
    assert np.mean([noise.reliability for noise in found]) == pytest.approx(lasting / (lasting + passing), abs=0.06)


def test_noise_alone_makes_no_strength():
    distances = _draw(1, lasting=0.0)[1]
    best, worst = judge_places(distances, fit_noise([distances]))
    assert (best >= LIKELY).sum() + (worst >= LIKELY).sum() == 0


def test_the_lead_to_expect_is_the_lead_that_is_kept():
    told, kept = [], []
    for seed in range(60):
        _, distances = _draw(seed, kept=0.9)
        best, _, expected = expect_lead(distances[:-1], fit_noise([distances[:-1]]))
        told.append(expected)
        kept.append(distances[-1, best])
    assert np.sum(kept) / np.sum(told) == pytest.approx(1, abs=0.12)


def test_strengths_that_are_told_are_mostly_true():
    right = []
    for seed in range(20):
        part, distances = _draw(seed, kept=0.95)
        best = judge_places(distances, fit_noise([distances]))[0] >= LIKELY
        right += (part[-1] >= np.quantile(part[-1], 0.75))[best].tolist()
    assert len(right) > 30
    assert np.mean(right) >= 0.85


def test_older_years_count_less_and_a_place_without_the_last_year_is_left_out():
    noise = Noise(1.0, 1.0, 0.8, 5)
    mean, _ = predict_lasting(np.array([[1.0, 0.0, 1.0], [0.0, 1.0, np.nan]]), noise)
    assert mean[1] > mean[0] > 0
    assert np.isnan(mean[2])


def test_one_year_fits_no_model():
    assert fit_noise([np.zeros((1, 60))]) is None


@pytest.mark.parametrize(("lasting", "passing"), [(1.0, 1.0), (0.3, 1.0), (1.0, 0.1)])
def test_of_a_change_as_much_is_taken_back_as_is_told(lasting, passing):
    told, first, second = [], [], []
    for seed in range(20):
        distances = _draw(seed, lasting, passing, 0.85)[1]
        told.append(fit_noise([distances[:-1]]).taken_back)
        first.append(distances[-2] - distances[-3])
        second.append(distances[-1] - distances[-2])
    first, second = np.concatenate(first), np.concatenate(second)
    assert np.mean(told) == pytest.approx(-(first @ second) / (first @ first), abs=0.05)


def test_that_nothing_fades_is_not_taken_from_few_years():
    assert Noise(1.0, 0.5, 1.0, 3).taken_back == Noise(1.0, 0.5, 0.9, 3).taken_back < 0.45
    assert np.isnan(Noise(0.0, 0.0, 0.9, 3).taken_back)
