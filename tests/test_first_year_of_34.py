"""A first year published for the 34: made figures of PAPI 2025, each new province as back-cast for 2024 plus a step."""

import csv
import shutil

import numpy as np
import pandas as pd
import pytest
from places_here import ROOT
from typer.testing import CliRunner

from parlib.clean.run import clean_raw
from parlib.cli import app
from parlib.merger import load_scores
from parlib.province_names import MixedVintagesError
from parlib.study.composite import trace_merged
from parlib.study.outlook import expect_years
from parlib.subject import open_subject

STEP = 0.05
"""Added to every part of every province; news for none."""


@pytest.fixture(scope="module")
def first_year(tmp_path_factory):
    """Return a home whose PAPI has a made year 2025 of 34 provinces, in a folder of the test alone."""
    home = tmp_path_factory.mktemp("first")
    raw = home / "data" / "raw"
    shutil.copytree(ROOT / "data" / "raw", raw)
    tree = pd.read_csv(raw / "frameworks" / "papi.csv", dtype=str, keep_default_na=False)
    tree["year_to"] = tree["year_to"].replace("2024", "2025")
    tree["series"] = tree["series"].replace("2021-2024", "2021-2025")
    tree.to_csv(raw / "frameworks" / "papi.csv", index=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(home))
        clean_raw(raw, home / "data" / "processed")
        past = load_scores("papi", "34").query("year == 2024 and level == 2")
    names = pd.read_csv(raw / "places" / "provinces_34.csv", dtype=str).set_index("code")["name_vi"]
    table = past.pivot(index="province_code", columns="component_code", values="score") + STEP
    labels = tree[tree["year_to"] == "2025"].set_index("component_code")["name_en"]
    table = table.fillna(0).rename(columns=lambda code: f"{code} {labels[code]}")
    table.index = names[table.index]
    table.to_csv(raw / "papi" / "papi_2025.csv", index_label="Tỉnh")
    with (raw / "sources.csv").open("a", encoding="utf-8", newline="") as file:
        row = [
            "papi-2025",
            "file",
            "papi/papi_2025.csv",
            "",
            "made by a test",
            "made",
            "compiled",
            "",
            "",
            "",
            "none",
            "no",
            "",
            "",
        ]
        csv.writer(file).writerow(row)
    clean_raw(raw, home / "data" / "processed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(home))
        yield home


def test_a_year_of_the_34_is_read_by_the_names_of_the_34(first_year):
    new = load_scores("papi", "34").query("year == 2025 and component_code == 'total'")
    assert (len(new), set(new["kind"]), int(new["n_ranked"].max())) == (34, {"computed"}, 32)
    assert new["change"].isna().all()
    assert set(load_scores("papi", "63")["year"]) == set(range(2011, 2025))


def test_an_index_of_both_vintages_is_refused_until_one_is_chosen(first_year):
    with pytest.raises(MixedVintagesError, match=r'PAPI of all years mixes .* vintage="63" or vintage="34"'):
        load_scores("papi")


def test_list_tells_the_years_of_an_index_of_both_vintages(first_year):
    told = CliRunner().invoke(app, ["list"]).output
    assert "papi         2011–2025" in told


def test_pages_of_both_vintages_open_by_their_year(first_year):
    old, new = open_subject("papi", 2024, "24"), open_subject("papi", 2025, "24")
    assert (old.province, new.province) == ("Bắc Giang", "Bắc Ninh")
    assert (old.back_cast, new.back_cast) == (False, False)
    with pytest.raises(ValueError, match="PAPI 2025 was published for the 34 provinces: ask for vintage 34"):
        open_subject("papi", 2025, "24", vintage="63")


def test_the_first_year_is_held_against_what_the_old_provinces_said(first_year):
    (row,) = expect_years(open_subject("papi", 2025, "24", "5")).query("year == 2025").to_dict("records")
    past = load_scores("papi", "34").query("year == 2024 and component_code == '5'").set_index("province_code")["score"]
    assert row["base"] == pytest.approx(past["24"])
    assert past.mean() < row["expected"] < past["24"], "the best are expected to fall back towards the mean"
    assert row["actual"] == pytest.approx(past["24"] + 3 * STEP)
    assert row["difference"] == pytest.approx(row["actual"] - row["expected"])
    assert (row["status"], row["actual_kind"], row["clear"]) == ("inside", "computed", "")


def test_nothing_is_expected_where_too_few_years_may_be_compared(first_year):
    assert expect_years(open_subject("papi", 2025, "24")).empty, "the total has been comparable since 2021 only"


def test_the_past_of_a_published_new_province_is_still_its_old_ones(first_year):
    traced = trace_merged(open_subject("papi", 2025, "25"))
    assert traced["year"].max() == 2024
    assert np.isfinite(traced.query("role == 'merged' and year == 2023")["score"]).all()
