"""Every printed figure at hand is recomputed; where a printed one disagrees, the tests say by how much and why."""

import csv

import pandas as pd
import pytest
from places_here import ROOT

from parlib.clean.facts import TIERS, choose_facts
from parlib.files.hashing import hash_file
from parlib.readers.labelled import read_labelled_table
from parlib.readers.tables import read_place_table
from parlib.terms import Rules
from parlib.tidy import parse_component_label, parse_numbers

RAW = ROOT / "data" / "raw"
LOST = {
    (2014, "24"): "123456",
    (2014, "87"): "123456",
    (2018, "22"): "24",
    (2018, "87"): "24",
    (2021, "22"): "12345678",
    (2021, "24"): "12345678",
    (2021, "27"): "12345678",
    (2022, "24"): "1245",
    (2022, "27"): "2348",
    (2023, "22"): "12345678",
    (2023, "74"): "12345678",
    (2024, "26"): "12345678",
    (2024, "82"): "12345678",
}
"""Province-years of PAPI without a figure, and the dimensions that lack one (any dimension leaves no total)."""


@pytest.fixture(scope="module")
def scores(tables):
    return tables["scores"]


@pytest.fixture(scope="module")
def facts(tables):
    return tables["facts"]


def pick(table, **wanted):
    """Return the rows of *table* whose columns have the wanted values."""
    for column, value in wanted.items():
        table = table[table[column] == value]
    return table


# PAPI


def read_printed_dimensions(year, names):
    """Return the dimension scores as printed in the raw table of a year, without the zeros that stand for no figure."""
    cells = read_labelled_table(RAW / "papi" / f"papi_{year}.csv")
    cells["component_code"] = cells["component"].map(lambda label: parse_component_label(label)[0])
    cells = cells[cells["component_code"].str.len() == 1]
    values = parse_numbers(cells["text"]).values
    cells = cells.assign(year=year, score=values, province_code=cells["place"].map(names.find))
    return cells[cells["score"] > 0][["year", "province_code", "component_code", "score"]]


def test_2256_printed_papi_dimension_scores_are_the_sums_of_their_parts(scores, home):
    from parlib.places import load_names

    names = load_names("63")
    printed = pd.concat([read_printed_dimensions(year, names) for year in range(2011, 2025)])
    assert len(printed) == 2256
    computed = pick(scores, index="papi", kind="computed")
    keys = ["year", "province_code", "component_code"]
    both = printed.merge(computed, on=keys, suffixes=("_printed", ""), validate="1:1")
    assert len(both) == 2256
    assert (both["score"] - both["score_printed"]).abs().max() < 1e-5


def test_papi_totals_are_the_sums_of_the_dimensions(scores):
    papi = pick(scores, index="papi")
    sums = papi[papi["level"] == 1].groupby(["year", "province_code"])["score"].sum(skipna=False)
    totals = papi[papi["level"] == 0].set_index(["year", "province_code"])["score"]
    assert len(totals) == 14 * 63
    assert (sums - totals).abs().max() < 1e-9
    assert sums.isna().equals(totals.reindex(sums.index).isna())


def test_papi_is_missing_exactly_where_nothing_was_published(scores):
    papi = pick(scores, index="papi")
    missing = papi[papi["score"].isna()]
    dimensions = missing[missing["level"] == 1].groupby(["year", "province_code"])["component_code"].agg("".join)
    assert dimensions.to_dict() == LOST
    assert set(zip(missing["year"], missing["province_code"], strict=True)) == set(LOST)
    totals = missing[missing["level"] == 0]
    assert set(zip(totals["year"], totals["province_code"], strict=True)) == set(LOST)


def test_papi_without_a_score_has_no_rank_and_is_not_counted(scores):
    papi = pick(scores, index="papi")
    assert papi.loc[papi["score"].isna(), "rank"].isna().all()
    counted = papi.groupby(["year", "component_code"]).agg(ranked=("rank", "count"), said=("n_ranked", "max"))
    assert (counted["ranked"] == counted["said"]).all()
    assert counted.xs("total", level="component_code").loc[[2013, 2021, 2024], "said"].tolist() == [63, 60, 61]


@pytest.mark.parametrize(("year", "province", "score", "rank"), [(2020, "08", 44.396, 12), (2022, "14", 40.87, 46)])
def test_papi_scores_and_ranks_of_the_press_are_ours(scores, year, province, score, rank):
    row = pick(scores, index="papi", year=year, province_code=province, component_code="total").iloc[0]
    assert row["score"] == pytest.approx(score, abs=0.005)
    assert row["rank"] == rank


def test_papi_2021_rank_of_son_la_differs_from_the_press_by_the_three_provinces_without_data(scores, facts):
    row = pick(scores, index="papi", year=2021, province_code="14", component_code="total").iloc[0]
    printed = pick(facts, index="papi", year=2021, place_code="14", measure="rank")["value"].iloc[0]
    assert row["score"] == pytest.approx(40.14, abs=0.005)
    assert (row["rank"], row["n_ranked"], printed) == (50, 60, 53)


def test_papi_national_means_of_the_press(scores, facts):
    """2019 agrees. 2018, 2021 and 2022 do not, being years with unpublished provinces: ours leave those out.

    Counting the unpublished parts of 2018 as zero comes within 0.03 of the press (43.80); for 2021 and 2022 no such
    reading was found. The ledger keeps the printed figures; pages use the computed ones.
    """
    totals = pick(scores, index="papi", component_code="total")
    computed = totals.groupby("year")["score"].mean()
    printed = pick(facts, index="papi", measure="national_mean").set_index("year")["value"]
    gaps = (computed - printed).dropna().round(2)
    assert gaps.to_dict() == {2018: 0.30, 2019: 0.01, 2021: 0.70, 2022: 0.78}
    parts = pick(scores, index="papi", year=2018, level=2).groupby("province_code")["score"].sum()
    assert parts.mean() == pytest.approx(43.78, abs=0.03)


# PAR INDEX


def test_par_index_2020_parts_add_up_to_the_printed_totals_of_ten_provinces(facts):
    year = pick(facts, index="par_index", year=2020, measure="score", chosen=True)
    parts = year[year["component_code"].str.startswith("P")].groupby("place_code")["value"].agg(["count", "sum"])
    totals = pick(year, component_code="total").set_index("place_code")["value"]
    assert parts["count"].tolist() == [4] * 10
    gaps = (parts["sum"] - totals.reindex(parts.index)).abs()
    assert gaps.max() < 0.0101
    assert (gaps > 1e-6).sum() == 3


def test_par_index_ranks_of_the_press_are_in_the_order_of_its_scores(scores):
    par = pick(scores, index="par_index", component_code="total").dropna(subset=["score", "rank"])
    for _, year in par.groupby("year"):
        assert year.sort_values("rank")["score"].is_monotonic_decreasing


def test_par_index_regional_means_lie_around_the_national_mean(facts):
    means = pick(facts, index="par_index", measure="regional_mean")
    assert means.groupby("year")["place_code"].nunique().to_dict() == {2019: 2, 2022: 4, 2023: 6, 2024: 6}
    national = pick(facts, index="par_index", measure="national_mean", chosen=True).set_index("year")["value"]
    all_regions = means[means["year"] == 2023]["value"]
    assert all_regions.min() < national[2023] < all_regions.max()


def test_par_index_regional_mean_2023_is_the_mean_of_the_provinces_if_weighted_by_their_number(tables, facts):
    places = pick(tables["places"], vintage="63")
    weights = places.groupby("region_code").size()
    means = pick(facts, index="par_index", measure="regional_mean", year=2023, chosen=True).set_index("place_code")[
        "value"
    ]
    national = pick(facts, index="par_index", measure="national_mean", year=2023, chosen=True)["value"].iloc[0]
    assert (means * weights).sum() / weights.sum() == pytest.approx(national, abs=0.05)


# 766 and DTI


def test_102_totals_of_the_766_set_are_the_sums_of_their_parts(scores):
    computed = pick(scores, index="service_766", component_code="total", kind="computed")
    files = [RAW / "service_766" / f"service_766_{year}.csv" for year in (2022, 2023, 2024)]
    rules = Rules(place_head="Đơn vị")
    tables = [read_place_table(file, rules, file.name).assign(year=int(file.stem[-4:])) for file in files]
    printed = pd.concat(tables).query("component == 'Tổng điểm'")
    assert len(computed) == len(printed) == 102
    totals = pd.to_numeric(printed["text"]).groupby(printed["year"]).sum()
    assert (computed.groupby("year")["score"].sum() - totals).abs().max() < 1e-6


def test_dti_2022_has_the_63_printed_ranks(scores, facts):
    ours = pick(scores, index="dti", year=2022, component_code="total").set_index("province_code")["rank"]
    printed = pick(facts, index="dti", year=2022, component_code="total", measure="rank", chosen=True)
    printed = printed.set_index("place_code")["value"]
    assert len(printed) == 63
    assert (ours - printed).abs().max() == 0


def test_dti_weights_reproduce_the_five_fully_printed_totals_of_2022(tables, facts):
    tree = pick(tables["components"], index="dti", year=2022).set_index("component_code")["weight"]
    assert tree.drop("total").to_dict() == {"1": 0.2, "2": 0.15, "3": 0.15} | dict.fromkeys("45678", 0.1)
    printed = pick(facts, index="dti", year=2022, measure="score").pivot_table("value", "place_code", "component_code")
    whole = printed.dropna()
    assert whole.index.tolist() == ["22", "46", "48", "79", "92"]
    gaps = (whole.drop(columns="total") * tree.drop("total")).sum(axis=1) - whole["total"]
    assert gaps.abs().max() <= 0.0001


def test_dti_columns_at_hand_are_the_main_indices_of_activities_not_the_pillars(scores, facts):
    year = pick(scores, index="dti", year=2022)
    printed = pick(facts, index="dti", year=2022, measure="score", chosen=True)
    both = printed.merge(year, left_on=["place_code", "component_code"], right_on=["province_code", "component_code"])
    assert len(both) == 5 * 5 + 1
    assert (both["value"] - both["score"]).abs().max() < 1e-9
    pillars = pick(facts, index="dti", year=2022, place_code="84").set_index("measure")["value"]
    tra_vinh = pick(year, province_code="84").set_index("component_code")["score"]
    assert (pillars["pillar_government"], tra_vinh["1"]) == (0.6683, 0.635)


def test_dti_national_means_of_the_issuer(scores, facts):
    means = pick(scores, index="dti", component_code="total").groupby("year")["score"].mean().round(4)
    printed = pick(facts, index="dti", measure="national_mean", chosen=True).set_index("year")["value"]
    assert printed.to_dict() == {2021: 0.4014, 2024: 0.6961}
    assert means[2024] == printed[2024]


@pytest.mark.parametrize("vintage", ["63", "34"])
@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_dti_without_its_listed_parts_is_within_the_scale_everywhere(home, year, vintage):
    from parlib.study.losses import measure_losses
    from parlib.subject import open_subject

    country = open_subject("dti", year, vintage=vintage)
    for code in country.places["province_code"]:
        losses = measure_losses(open_subject("dti", year, code, vintage=vintage))
        rest = losses.iloc[-1]
        assert rest["component_code"] == "5-8"
        assert 0.17 < rest["score"] < 0.39
        assert rest["max_score"] == pytest.approx(0.4)
        own = country.scores.query("year == @year and component_code == 'total' and province_code == @code")["score"]
        assert losses["score"].sum() == pytest.approx(own.iloc[0])
        assert losses["max_score"].sum() == pytest.approx(1)


def test_dti_is_complete_and_keeps_its_printed_total(scores):
    dti = pick(scores, index="dti")
    assert len(dti) == 3 * 63 * 5
    assert dti["score"].notna().all()
    assert set(dti["kind"]) == {"published"}
    hanoi = dti[(dti["year"] == 2024) & (dti["province_code"] == "01")].set_index("component_code")["score"]
    assert hanoi.to_dict() == {"total": 0.8241, "1": 0.5661, "2": 0.925, "3": 0.8127, "4": 0.9286}


# conflicts and choices


@pytest.mark.parametrize(
    ("year", "province", "chosen", "other"),
    [(2023, "31", 91.87, 91.81), (2018, "22", 89.60, 89.06), (2023, "17", 86.89, 86.76), (2023, "01", 91.43, 91.25)],
)
def test_conflicting_facts_are_both_kept_and_one_is_chosen(facts, scores, year, province, chosen, other):
    both = pick(facts, index="par_index", year=year, place_code=province, component_code="total", measure="score")
    assert both["conflict"].all()
    assert set(both["value"]) == {chosen, other}
    assert both.loc[both["chosen"], "value"].tolist() == [chosen]
    score = pick(scores, index="par_index", year=year, province_code=province, component_code="total")["score"]
    assert score.tolist() == [chosen]


def test_no_other_facts_of_the_ledgers_conflict(facts):
    conflicts = facts.loc[facts["conflict"], ["index", "year", "place_code"]].drop_duplicates()
    places = [(2018, "22"), (2023, "01"), (2023, "17"), (2023, "2"), (2023, "31"), (2023, "5")]
    assert sorted(map(tuple, conflicts.to_numpy().tolist())) == [("par_index", *place) for place in places]


def make_facts(*rows):
    facts = pd.DataFrame(rows, columns=["value", "status", "source_id", "row"])
    return facts.assign(index="par_index", year=2023, place_code="31", component_code="total", measure="score")


REGISTER = pd.DataFrame({"source_id": ["a", "b", "c"], "tier": ["press", "government", "issuer"]})


def test_choose_facts_takes_printed_before_derived_then_the_more_trusted_then_the_earlier():
    derived = choose_facts(make_facts((1.0, "derived", "c", 2), (2.0, "printed", "a", 3)), REGISTER)
    trusted = choose_facts(make_facts((1.0, "printed", "a", 2), (2.0, "printed", "b", 3)), REGISTER)
    earlier = choose_facts(make_facts((1.0, "printed", "a", 3), (1.0, "printed", "a", 2)), REGISTER)
    assert [table["chosen"].tolist() for table in (derived, trusted, earlier)] == [[False, True]] * 3
    assert [table["conflict"].any() for table in (derived, trusted, earlier)] == [True, True, False]


def test_every_fact_has_one_choice_and_a_source(facts, tables):
    keys = ["index", "year", "place_code", "component_code", "measure"]
    single = facts[facts["measure"] != "statement"]
    assert (single.groupby(keys)["chosen"].sum() == 1).all()
    assert facts["source_id"].isin(tables["sources"]["source_id"]).all()
    assert tables["scores"]["source_id"].isin(tables["sources"]["source_id"]).all()


def test_facts_keep_the_text_as_printed(facts):
    haiphong = pick(facts, index="par_index", year=2023, place_code="31", measure="score")
    assert haiphong["text"].tolist() == ["91.87%", "91.81%", "91.87%"]


# the data log


def test_register_has_the_hash_of_every_raw_file():
    with (RAW / "sources.csv").open(encoding="utf-8", newline="") as file:
        logged = {row["path"]: row["sha256"] for row in csv.DictReader(file) if row["kind"] == "file"}
    found = {path.relative_to(RAW).as_posix(): hash_file(path) for path in RAW.rglob("*.csv")}
    found.pop("sources.csv")
    assert logged == found


def test_register_says_of_every_source_who_when_and_under_what_licence(tables):
    sources = tables["sources"]
    assert sources["source_id"].is_unique
    for column in ("issuer", "received", "licence", "tier"):
        empty = sources.loc[sources[column].str.strip() == "", "source_id"].tolist()
        assert empty == [], f"no {column}: {empty}"
    assert set(sources["tier"]) <= set(TIERS)
    assert set(sources["simulated"]) == {"no"}
