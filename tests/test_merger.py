"""Figures of the 63 told for the 34: what adds up, what does not, and what a missing part does."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parlib.merger import (
    WEIGHTINGS,
    back_cast,
    load_merged,
    load_scores,
    measure_weights,
    merge_scores,
)
from parlib.places import load_names
from parlib.province_names import MixedVintagesError
from parlib.research.merging import merge_values
from parlib.scores import rank_provinces
from parlib.store import load_table

HOLDERS = pd.Series(["A", "A", "B", "C", "C", "C"], index=list("uvwxyz"))
"""Made: six old provinces in three new ones; B is unchanged."""

numbers = st.lists(st.floats(0.01, 1000), min_size=6, max_size=6).map(lambda values: pd.Series(values, HOLDERS.index))


def make_weights(people, wealth):
    """Return weights of the made provinces as `measure_weights` would from facts and places."""
    facts = pd.concat(
        [
            pd.DataFrame({"place_code": HOLDERS.index, "measure": name, "value": values.to_numpy(), "year": 2022})
            for name, values in (("population", people), ("grdp_per_capita", wealth))
        ]
    ).assign(chosen=True)
    places = pd.DataFrame({"vintage": "63", "province_code": HOLDERS.index, "successor_code": HOLDERS.to_numpy()})
    return measure_weights(facts, places, 2011)


def make_scores(values):
    return pd.DataFrame(
        {"year": 2011, "component_code": "1", "province_code": HOLDERS.index, "score": np.asarray(values, float)}
    )


@settings(max_examples=40)
@given(numbers)
def test_counts_merged_keep_their_sum(counts):
    assert merge_values(counts, "population", HOLDERS).sum() == pytest.approx(counts.sum())


@settings(max_examples=40)
@given(numbers, numbers, numbers)
def test_every_weighting_keeps_the_national_mean_of_its_own_weights(scores, people, wealth):
    merged = merge_scores(make_scores(scores), {2011: make_weights(people, wealth)}).set_index("province_code")
    for name, weight in (("population", people), ("equal", people * 0 + 1), ("grdp", people * wealth)):
        new = weight.groupby(HOLDERS).sum()
        assert (merged[name] * new).sum() / new.sum() == pytest.approx((scores * weight).sum() / weight.sum())


@settings(max_examples=40)
@given(numbers, numbers, numbers)
def test_merged_values_lie_within_the_old_ones_and_the_range_holds_them_all(scores, people, wealth):
    merged = merge_scores(make_scores(scores), {2011: make_weights(people, wealth)}).set_index("province_code")
    lowest, highest = scores.groupby(HOLDERS).min(), scores.groupby(HOLDERS).max()
    for name in WEIGHTINGS:
        assert (merged["low"] - 1e-9 <= merged[name]).all()
        assert (merged[name] <= merged["high"] + 1e-9).all()
    assert (merged["low"] >= lowest - 1e-9).all()
    assert (merged["high"] <= highest + 1e-9).all()
    assert merged.loc["B", list(WEIGHTINGS)].to_numpy(float) == pytest.approx([scores["w"]] * 3)


@settings(max_examples=40)
@given(numbers, st.sets(st.sampled_from(list("uvwxyz"))))
def test_a_missing_part_never_passes_for_a_whole(people, lost):
    scores = make_scores([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    scores.loc[scores["province_code"].isin(lost), "score"] = np.nan
    merged = merge_scores(scores, {2011: make_weights(people, people)}).set_index("province_code")
    for code, row in merged.iterrows():
        parts = HOLDERS.index[code == HOLDERS]
        known = people[[part for part in parts if part not in lost]].sum() / people[parts].sum()
        assert (row["state"] == "whole") == lost.isdisjoint(parts)
        assert np.isnan(row["score"]) == (row["state"] == "missing")
        assert row["missing"] == ",".join(part for part in parts if part in lost)
        assert row["known_share"] == pytest.approx(known)
        if row["state"] != "whole":
            assert row["state"] == ("partial" if known >= 0.5 - 1e-12 else "missing")


def test_a_part_without_a_row_in_any_year_never_passes_for_a_whole():
    """Of A, v is nowhere in the scores; of C, y and z are neither: a third of the people is left."""
    scores = make_scores([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    scores = scores[~scores["province_code"].isin(["v", "y", "z"])]
    people = pd.Series([3.0, 1, 1, 1, 1, 1], HOLDERS.index)
    merged = merge_scores(scores, {2011: make_weights(people, people * 0 + 1)}).set_index("province_code")
    assert merged["state"].to_dict() == {"A": "partial", "B": "whole", "C": "missing"}
    assert merged["missing"].to_dict() == {"A": "v", "B": "", "C": "y,z"}


def test_partial_range_reaches_to_the_lowest_and_highest_of_the_country():
    """Of A, v is missing: u has 3 of 4 people and 1 point; the country runs from 1 to 6."""
    scores = make_scores([1.0, np.nan, 3.0, 4.0, 5.0, 6.0])
    people = pd.Series([3.0, 1, 1, 1, 1, 1], HOLDERS.index)
    row = merge_scores(scores, {2011: make_weights(people, people * 0 + 1)}).set_index("province_code").loc["A"]
    assert row[["score", "low", "high", "known_share", "state"]].tolist() == [1.0, 1.0, 3.5, 0.75, "partial"]


def test_shares_merge_by_their_numbers_and_ranks_do_not_merge():
    asked = pd.Series([100.0, 300, 1, 1, 1, 1], HOLDERS.index)
    harassed = pd.Series([0.04, 0.0, 0.5, 0.1, 0.1, 0.4], HOLDERS.index)
    merged = merge_values(harassed, "integrity_harassment", HOLDERS, asked)
    assert merged.tolist() == pytest.approx([0.01, 0.5, 0.2])
    with pytest.raises(ValueError, match="ranks do not merge"):
        merge_values(harassed, "rank", HOLDERS, asked)
    with pytest.raises(ValueError, match="'score' does not add up: give the weights"):
        merge_values(harassed, "score", HOLDERS)
    assert np.isnan(merge_values(harassed.where(harassed > 0), "integrity_harassment", HOLDERS, asked)["A"])


def test_measure_weights_takes_the_nearest_year_and_says_so(tables):
    gso = tables["facts"].query("index == 'gso'")
    years = [measure_weights(gso, tables["places"], year)["weight_year"].iloc[0] for year in (2011, 2023, 2030)]
    assert years == [2022, 2023, 2024]
    weights = measure_weights(gso, tables["places"], 2011)
    assert weights.groupby("holder_code")[list(WEIGHTINGS)].sum().to_numpy() == pytest.approx(np.ones((34, 3)))


# PAPI, 2011-2024


def test_papi_of_the_34_is_whole_but_for_the_province_years_that_papi_did_not_publish(home):
    totals = load_merged("papi").query("component_code == 'total' and state != 'whole'")
    found = {(row.year, row.province_code): row.state for row in totals.itertuples()}
    assert found == {
        (2014, "24"): "missing",
        (2014, "82"): "partial",
        (2018, "22"): "missing",
        (2018, "82"): "partial",
        (2021, "22"): "missing",
        (2021, "24"): "missing",
        (2022, "24"): "missing",
        (2023, "22"): "missing",
        (2023, "79"): "partial",
        (2024, "25"): "partial",
        (2024, "82"): "missing",
    }


def test_papi_of_bac_ninh_2023_is_the_mean_of_its_two_parts_by_hand(home, tables):
    old = load_scores("papi").query("year == 2023 and component_code == 'total'").set_index("province_code")["score"]
    people = tables["facts"].query("index == 'gso' and year == 2023 and measure == 'population'")
    people = people.set_index("place_code")["value"]
    new = load_scores("papi", "34").query("year == 2023 and component_code == 'total' and province_code == '24'")
    by_hand = (old["24"] * people["24"] + old["27"] * people["27"]) / (people["24"] + people["27"])
    assert new["score"].tolist() == pytest.approx([by_hand])
    assert new[["kind", "vintage", "n_ranked"]].values.tolist() == [["back_cast", "34", 32]]


def test_papi_of_unchanged_provinces_is_as_published(home, tables):
    places = tables["places"].query("vintage == '63'")
    alone = places[places.groupby("successor_code")["province_code"].transform("count") == 1]
    assert len(alone) == 11
    keys = ["year", "component_code", "province_code"]
    both = load_scores("papi").merge(load_scores("papi", "34"), on=keys, suffixes=("", "_new"), validate="1:1")
    both = both[both["province_code"].isin(alone["province_code"])]
    np.testing.assert_allclose(both["score"], both["score_new"], atol=1e-12)


def test_back_cast_ranks_are_made_anew_among_whole_figures(home):
    new = load_scores("papi", "34").query("component_code == 'total'")
    for _, year in new.groupby("year"):
        known = year.dropna(subset="score")
        assert (year["n_ranked"] == len(known)).all()
        assert known["rank"].astype(int).tolist() == known["score"].rank(ascending=False).astype(int).tolist()


def test_parts_of_a_whole_back_cast_add_up_to_their_dimension(home):
    new = load_scores("papi", "34").query("year == 2023 and component_code.str.startswith('3')")
    parts = new[new["level"] == 2].groupby("province_code")["score"].sum(min_count=3)
    whole = new[new["level"] == 1].set_index("province_code")["score"]
    np.testing.assert_allclose(parts.reindex(whole.index), whole, atol=1e-9)


def test_tables_of_both_vintages_are_refused(home):
    both = pd.concat([load_scores("papi").query("year == 2024"), load_scores("papi", "34").query("year == 2024")])
    with pytest.raises(MixedVintagesError, match='choose one with vintage="63" or vintage="34"'):
        rank_provinces(both)
    with pytest.raises(ValueError, match='published for the 34 provinces only: choose vintage="34"'):
        load_scores("service_766", "63")


def test_back_cast_needs_no_more_than_the_tables(tables):
    scores = tables["scores"].query("index == 'dti'")
    gso = tables["facts"].query("index == 'gso'")
    weights = {year: measure_weights(gso, tables["places"], year) for year in (2022, 2023, 2024)}
    new = back_cast(scores, merge_scores(scores, weights), tables["places"])
    assert len(new) == 3 * 34 * 5
    assert new.columns.tolist() == scores.columns.tolist()
    assert new["score"].notna().all()


# the issuer's rule


def test_a_known_rule_is_the_value_and_leaves_no_range():
    scores, people = make_scores([1.0, 3.0, 3.0, 4.0, 5.0, 6.0]), pd.Series([3.0, 1, 1, 1, 1, 1], HOLDERS.index)
    weights = {2011: make_weights(people, people)}
    ruled = merge_scores(scores, weights, "equal").set_index("province_code").loc["A"]
    assumed = merge_scores(scores, weights).set_index("province_code").loc["A"]
    assert ruled[["score", "low", "high"]].tolist() == [2.0, 2.0, 2.0]
    assert assumed[["score", "low", "high"]].tolist() == pytest.approx([1.5, 1.2, 2.0])


def test_dti_2024_of_the_34_is_as_the_issuer_printed_it(home, tables):
    ours = load_scores("dti", "34").query("year == 2024 and component_code == 'total'").set_index("province_code")
    printed = tables["facts"].query("index == 'dti' and measure in ('score_34', 'rank_34')")
    printed = printed.pivot(index="place_code", columns="measure", values="value")
    assert printed.to_dict() == {"score_34": {"01": 0.8241, "46": 0.7951}, "rank_34": {"01": 1, "46": 2}}
    assert ours.loc[printed.index, "rank"].tolist() == printed["rank_34"].tolist()
    assert ours.loc[printed.index, "score"].tolist() == printed["score_34"].tolist()


def test_an_unmerged_province_keeps_its_published_past_and_is_never_called_back_cast(home):
    for index in ("papi", "dti", "pci"):
        kinds = load_scores(index, "34").groupby("province_code")["kind"].agg(set)
        kept = kinds[~kinds.map(lambda known: "back_cast" in known)]
        assert len(kinds) == 34
        assert sorted(kept.index) == ["01", "04", "11", "12", "14", "20", "22", "38", "40", "42", "46"]


@pytest.mark.parametrize("index", ["par_index", "sipas"])
def test_a_source_told_for_the_34_speaks_of_the_province_in_that_year(home, index):
    printed = pd.read_csv(home / "data" / "raw" / index / "ledger.csv", dtype=str)
    names, places = load_names("63"), load_table("places").query("vintage == '63'").set_index("province_code")
    said = {
        (int(row.year), row.source, places.at[names.find(row.place), "successor_code"])
        for row in printed[printed["place"].map(names.knows)].itertuples()
    }
    past = load_scores(index, "34").query("year < 2025")
    told = set(
        past.loc[past["source_id"] != "", ["year", "source_id", "province_code"]].itertuples(index=False, name=None)
    )
    assert told - said == set()
    assert len(told) > 20
    assert (past.loc[past["score"].notna(), "source_id"] != "").all()
