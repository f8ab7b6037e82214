"""Pages of either vintage: addresses that stay, folders of their own, names that resolve."""

import pytest
from typer.testing import CliRunner

from parlib.cli import app
from parlib.province_names import UnknownProvinceError
from parlib.runs.plan import plan_pages


def plan(*asked, **more):
    return {page.page: page for page in plan_pages(*asked, **more)}


def test_addresses_of_the_63_stay_as_they_were(home):
    pages = plan("papi", 2024, ["24"], ["4"])
    assert pages["component"].html == "papi/2024/24-bac-giang/4.html"
    assert "vintage" not in pages["component"].parameters
    assert plan("service_766", 2024, ["24"], ["2"])["component"].html == "service_766/2024/24-bac-ninh/2.html"


def test_back_cast_pages_have_a_folder_and_a_name_of_their_own(home):
    pages = plan("papi", 2024, ["24"], ["4"], vintage="34")
    assert pages["component"].html == "papi/2024/34/24-bac-ninh/4.html"
    assert pages["component"].parameters["vintage"] == "34"
    assert pages["province"].title == "Bắc Ninh – PAPI 2024, quy đổi theo 34 tỉnh, thành phố"
    assert pages["national"].html == "papi/2024/34/national.html"
    english = plan("papi", 2024, ["24"], ["4"], "en", "34")["component"]
    assert english.title.endswith("Bac Ninh – PAPI 2024, back-cast to the 34 provinces")


def test_newest_year_of_a_back_cast_is_the_last_whole_one(home):
    assert plan("papi", None, ["Phú Thọ"], ["4"], vintage="34")["province"].year == 2023
    assert plan("papi", None, ["Bắc Ninh"], ["4"], vintage="34")["province"].year == 2024


def test_an_old_name_is_answered_or_followed(home):
    with pytest.raises(UnknownProvinceError, match="Bắc Giang of the 63 is part of the new Bắc Ninh"):
        plan_pages("service_766", 2024, ["Bắc Giang"], ["2"])
    assert plan("service_766", 2024, ["Bắc Giang"], ["2"], follow=True)["province"].province_name == "Bắc Ninh"


def test_place_tells_both_meanings_of_a_code(home):
    told = CliRunner().invoke(app, ["place", "24", "--home", str(home)]).output.splitlines()
    assert told[-2:] == [
        "63: Bắc Giang (24), Trung du và miền núi phía Bắc; since 1 July 2025 part of Bắc Ninh (24)",
        "34: Bắc Ninh (24), Đồng bằng sông Hồng; holds Bắc Giang (24), Bắc Ninh (27) of the 63",
    ]


def test_report_of_all_indices_says_which_new_province_stands_for_an_old_one(home, tmp_path):
    asked = [
        "report",
        "--index",
        "all",
        "--index",
        "service_766",
        "--province",
        "Bắc Giang",
        "--page",
        "nothing",
        "--home",
        str(home),
        "--output",
        str(tmp_path),
    ]
    told = CliRunner().invoke(app, asked)
    assert "Note: Bắc Giang is part of Bắc Ninh (24) in Bộ chỉ số 766" in told.output
    assert "there is no page of kind 'nothing'" in str(told.exception)
