"""Roll-ups, shares, ranks, changes and national figures on tables that can be summed by eye."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlib.scores import add_shares, measure_changes, rank_provinces, sum_parts

HUNDREDTHS = st.lists(st.one_of(st.none(), st.integers(0, 500)), min_size=1, max_size=30)


def make_scores(values, year=2024):
    scores = pd.Series(values, dtype="float64")
    codes = [f"{number:02}" for number in range(len(scores))]
    return pd.DataFrame(
        {
            "index": "papi",
            "year": year,
            "component_code": "4",
            "component_key": "corruption",
            "series": "a",
            "province_code": codes,
            "score": scores,
            "max_score": 10.0,
        }
    )


def ranks(values):
    return rank_provinces(make_scores(values))["rank"].astype(object).where(lambda rank: rank.notna(), None).tolist()


def test_rank_provinces_gives_ties_the_better_place():
    assert ranks([7, 8, 7, 6]) == [2, 1, 2, 4]


def test_rank_provinces_lets_noise_in_the_last_bit_tie():
    assert ranks([0.1 + 0.2, 0.3, 0.2]) == [1, 1, 3]


def test_rank_provinces_parts_scores_beyond_the_tolerance():
    assert ranks([7, 7 + 1e-8]) == [2, 1]
    assert rank_provinces(make_scores([7, 7.4]), tolerance=0.5)["rank"].tolist() == [1, 1]


def test_rank_provinces_gives_a_missing_score_no_rank_and_does_not_count_it():
    ranked = rank_provinces(make_scores([7, None, 0]))
    assert ranked["rank"].tolist() == [1, pd.NA, 2]
    assert ranked["n_ranked"].tolist() == [2, 2, 2]


def test_rank_provinces_ranks_each_component_and_year_alone():
    both = pd.concat([make_scores([1, 2]), make_scores([9, 8], 2023)], ignore_index=True)
    assert rank_provinces(both)["rank"].tolist() == [2, 1, 1, 2]


@given(HUNDREDTHS, st.integers(-1000, 1000), st.randoms(use_true_random=False))
def test_rank_provinces_does_not_depend_on_order_or_level(values, shift, random):
    table = make_scores([None if value is None else value / 100 for value in values])
    moved = table.assign(score=table["score"] + shift / 100).sample(frac=1, random_state=random.randint(0, 99))
    assert rank_provinces(moved)["rank"].sort_index().equals(rank_provinces(table)["rank"])


@given(HUNDREDTHS)
def test_rank_provinces_counts_those_ahead(values):
    table = rank_provinces(make_scores(values))
    known = [value for value in values if value is not None]
    assert (table["n_ranked"] == len(known)).all()
    for value, rank in zip(values, table["rank"], strict=True):
        assert pd.isna(rank) if value is None else rank == 1 + sum(other > value for other in known)


def make_tree():
    return pd.DataFrame(
        {
            "year": 2024,
            "component_code": ["total", "1", "1.1", "1.2", "2"],
            "parent_code": ["", "total", "1", "1", "total"],
            "level": [0, 1, 2, 2, 1],
            "combine": ["sum", "sum", "leaf", "leaf", "leaf"],
        }
    )


def make_leaves(*scores):
    return pd.DataFrame({"year": 2024, "province_code": "22", "component_code": ["1.1", "1.2", "2"], "score": scores})


def test_sum_parts_adds_level_by_level():
    sums = sum_parts(make_leaves(1.0, 2.5, 4.0), make_tree()).set_index("component_code")["score"]
    assert sums.to_dict() == {"1": 3.5, "total": 7.5}


def test_sum_parts_leaves_the_parent_of_a_missing_part_missing():
    sums = sum_parts(make_leaves(1.0, None, 4.0), make_tree()).set_index("component_code")["score"]
    assert sums.isna().to_dict() == {"1": True, "total": True}


def test_add_shares_divides_by_the_maximum_where_it_is_known():
    table = pd.DataFrame({"score": [5.0, 5.0, None], "max_score": [10.0, None, 10.0]})
    assert add_shares(table)["share"].fillna(-1).tolist() == [0.5, -1, -1]


def make_two_years(series=("a", "a"), keys=("k", "k")):
    before = make_scores([5, 6, None], 2023).assign(series=series[0], component_key=keys[0])
    now = make_scores([7, 4, 5], 2024).assign(series=series[1], component_key=keys[1])
    return measure_changes(rank_provinces(pd.concat([before, now], ignore_index=True))).query("year == 2024")


def test_measure_changes_gives_points_and_places_gained():
    changed = make_two_years()
    assert changed["change"].fillna(99).tolist() == [2.0, -2.0, 99]
    assert changed["rank_change"].tolist() == [1, -2, pd.NA]


@pytest.mark.parametrize("broken", [{"series": ("a", "b")}, {"keys": ("k", "other")}])
def test_measure_changes_never_compares_across_a_break(broken):
    changed = make_two_years(**broken)
    assert changed[["score_before", "change", "rank_change"]].isna().all(axis=None)


def test_measure_changes_never_reaches_over_a_missing_year():
    gap = pd.concat([make_scores([5], 2022), make_scores([7], 2024)], ignore_index=True)
    assert measure_changes(rank_provinces(gap))["change"].isna().all()


def test_no_change_of_the_house_crosses_a_break(tables):
    scores = tables["scores"]
    keys = ["index", "province_code", "component_key"]
    before = scores[[*keys, "year", "series"]].assign(year=scores["year"] + 1)
    both = scores.dropna(subset="change").merge(before, on=[*keys, "year"], suffixes=("", "_before"), validate="1:1")
    assert len(both) == scores["change"].notna().sum() > 0
    assert (both["series"] == both["series_before"]).all()


def test_add_shares_count_from_the_minimum_of_the_scale():
    """PAPI gives 1 to 10 points a dimension: 5.5 is half of the way, not 55 per cent."""
    table = pd.DataFrame({"score": [5.5, 1.0, 10.0], "min_score": 1.0, "max_score": 10.0})
    assert add_shares(table)["share"].tolist() == [0.5, 0.0, 1.0]
