"""One table of indices, years and covariates; what may not be compared is refused."""

import numpy as np
import pandas as pd
import pytest

import parlib
from parlib.study import bridge
from parlib.study.chained import chain_provinces


def test_panel_keeps_only_years_that_may_be_compared_and_says_what_it_left_out(home):
    table = parlib.panel("papi")
    assert sorted(table["year"].unique()) == [2021, 2022, 2023, 2024]
    assert table.attrs["left_out"] == {"papi": {"total": "2011-2020"}}
    scores = parlib.load("papi").query("component_code == 'total' and year == 2024").set_index("province_code")["score"]
    assert table.query("year == 2024").set_index("province_code")["score"].equals(scores.sort_index())


def test_panel_refuses_to_mix_scales_and_warns_where_it_is_asked_to(home):
    with pytest.raises(ValueError, match=r"PAPI total: 2016-2017 \(of 60 points\), 2018-2020 \(of 80 points\)"):
        parlib.panel("papi", years=(2016, 2024))
    with pytest.warns(UserWarning, match="may not be compared with each other"):
        table = parlib.panel("papi", years=(2016, 2024), comparable="all")
    assert table.groupby("year")["max_score"].first().tolist() == [60, 60, *[80] * 7]


def test_chained_panel_is_what_a_province_alone_is_told(home):
    chained = parlib.panel("papi", years=(2016, 2024), comparable="chained").query("province_code == '22'")
    alone = bridge.chain_history(parlib.open_subject("papi", 2024, "22")).query("year >= 2016")
    assert np.allclose(chained["score"], alone["score"], equal_nan=True)
    assert np.allclose(chained["rank"], alone["rank"], equal_nan=True)
    assert chained["comparable_share"].tolist() == alone["comparable_share"].tolist()


def test_chain_provinces_without_a_change_of_framework_is_the_published_score(home):
    subject = parlib.open_subject("papi", 2024, component="4.3")
    assert chain_provinces(subject, first=2022)["score"].sum() == pytest.approx(
        parlib.load("papi").query("component_code == '4.3' and year >= 2022")["score"].sum()
    )


def test_wide_panel_has_a_column_a_component_and_covariates(home):
    table = parlib.panel(
        {"papi": ["4", 4.1], "dti": "total"},
        years=(2022, 2024),
        wide=True,
        language="en",
        covariates=["population", "grdp_per_capita", "grdp"],
    )
    assert table.columns.tolist() == [
        "province_code",
        "year",
        "province",
        "region_code",
        "region",
        "papi_4",
        "papi_4_1",
        "dti_total",
        "population",
        "grdp_per_capita",
        "grdp",
    ]
    assert not table.duplicated(["province_code", "year"]).any()
    ha_noi = table.iloc[0]
    assert (ha_noi["province"], ha_noi["population"], ha_noi["grdp_per_capita"]) == ("Ha Noi", 8435.7, 141.6)
    assert ha_noi["grdp"] == pytest.approx(8435.7 * 141.6)


def test_panel_matches_a_table_of_ones_own_by_name(home):
    own = pd.DataFrame({"Province": ["Ha Noi City", "TP. HCM"], "internet": [9.0, 8.0]})
    table = parlib.panel("papi", "4", 2024, covariates=own).set_index("province_code")
    assert table["internet"].dropna().to_dict() == {"01": 9.0, "79": 8.0}
    assert len(table) == 63
    with pytest.raises(ValueError, match="more than one row of 01"):
        parlib.panel("papi", covariates=pd.DataFrame({"place": ["Ha Noi", "Hà Nội"], "x": [1, 2]}))


def test_panel_of_the_34_merges_covariates_as_their_kind_allows(home):
    table = parlib.panel("papi", "4", 2024, vintage=34, covariates=["population", "grdp_per_capita"])
    new = table.set_index("province_code").loc["24"]
    old = parlib.facts("gso").query("year == 2024 and place_code in ['24', '27']")
    people, heads = (old[old["measure"] == name]["value"].to_numpy() for name in ("population", "grdp_per_capita"))
    assert new["population"] == pytest.approx(people.sum())
    assert new["grdp_per_capita"] == pytest.approx((people * heads).sum() / people.sum())
    assert new["kind"] == "back_cast"


def test_panel_carries_sources_units_and_terms(home):
    attrs = parlib.panel("papi", "4", covariates="grdp_per_capita").attrs
    assert attrs["units"]["grdp_per_capita"] == "million dong a person, current prices"
    assert {source["source_id"] for source in attrs["sources"]} >= {"papi-2024", "papi-2016"}
    assert attrs["licences"] == ["© UNDP, CECODES, RTA, VFF-CRT; figures cited with credit"]


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda: parlib.panel("papi", "9"), "PAPI 2024 has no component '9': choose one of total, 1"),
        (lambda: parlib.panel("papi", years=2030), "PAPI has no figures of 2030: 2011-2024 are at hand"),
        (lambda: parlib.panel("papi", covariates="area"), "covariate 'area' is not at hand: choose among population"),
        (lambda: parlib.panel("papi", comparable="yes"), "comparable='yes' is not known: choose one of series"),
        (lambda: parlib.panel("pci", "main"), "PCI 2022 has no components of the first level"),
    ],
)
def test_panel_says_why_it_has_no_answer(home, ask, why):
    with pytest.raises(ValueError, match=why):
        ask()


@pytest.mark.parametrize("index", ["papi", {"papi": "4"}])
def test_a_year_in_the_place_of_components_is_refused_with_where_it_belongs(home, index):
    with pytest.raises(ValueError, match="years=2016"):
        parlib.panel(index, 2016, wide=True)


def test_numbers_of_numpy_are_years_and_components(home):
    assert len(parlib.panel("papi", np.int64(4), np.int64(2024))) == len(parlib.panel("papi", "4", 2024.0)) == 63


def test_the_name_of_a_component_is_answered_with_how_to_find_its_code(home):
    with pytest.raises(ValueError, match=r"parlib\.search\('Tham nhũng'\) finds codes by names"):
        parlib.panel("papi", "Tham nhũng")
