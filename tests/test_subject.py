"""What a page is about: looked up by code, name or alias, with its names in the page's language."""

import pytest

from parlib.provinces import UnknownProvinceError
from parlib.subject import COUNTRY, open_subject


@pytest.mark.parametrize("asked", ["22", "Quảng Ninh", "quang ninh", "UBND tỉnh Quảng Ninh"])
def test_open_subject_takes_codes_names_and_aliases(open_page, asked):
    subject = open_page("papi", 2024, asked, "4")
    assert (subject.province_code, subject.province, subject.vintage) == ("22", "Quảng Ninh", "63")
    assert (subject.component_code, subject.region) == ("4", "Đồng bằng sông Hồng")


def test_open_subject_names_everything_in_the_language(open_page):
    subject = open_page("papi", 2024, "79", "4", "en")
    assert (subject.province, subject.region) == ("Ho Chi Minh City", "Southeast")
    assert subject.component == "Control of Corruption in the Public Sector"
    assert subject.rows.set_index("province_code").at["22", "province"] == "Quang Ninh"


def test_open_subject_reads_a_code_in_the_vintage_of_the_index(open_page):
    assert open_page("papi", 2024, "24").province == "Bắc Giang"
    assert open_page("service_766", 2024, "24").province == "Bắc Ninh"


def test_open_subject_of_the_country_has_no_region_and_no_own_row(open_page):
    subject = open_page("papi", 2024)
    assert (subject.province_code, subject.province, subject.region) == (COUNTRY, "Cả nước", "")
    assert subject.own is None
    assert len(subject.rows) == 63


def test_open_subject_names_a_province_across_two_old_regions(open_page):
    assert open_page("service_766", 2024, "25").region in ("Giáp hai vùng cũ", "Trung du và miền núi phía Bắc")
    regions = open_page("service_766", 2024).places["region"]
    assert (regions == "Giáp hai vùng cũ").sum() == 7
    assert (regions != "").all()


def test_with_component_looks_at_another_component_of_the_year(open_page):
    subject = open_page("papi", 2024, "22", "total").with_component("4.2")
    assert subject.component_code == "4.2"
    assert set(subject.rows["component_code"]) == {"4.2"}
    assert subject.leaf["parent_code"] == "4"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("pci", 2024), "index 'pci' is not known: choose one of papi, par_index"),
        (("papi", 1999), "PAPI has no framework for 1999: 2011-2024 are known"),
        (("papi", 2024, "22", "9"), "PAPI 2024 has no component '9': choose one of total, 1, 1.1"),
    ],
)
def test_open_subject_says_what_is_known(home, asked, message):
    with pytest.raises(ValueError, match=message):
        open_subject(*asked)


def test_open_subject_gives_the_nearest_names(home):
    with pytest.raises(UnknownProvinceError, match=r"'Quang Nin' is not the name .* nearest known: Quảng Ninh"):
        open_subject("papi", 2024, "Quang Nin")


def test_open_subject_refuses_an_unknown_language(home):
    with pytest.raises(ValueError, match="language 'fr' is not known: choose one of vi, en"):
        open_subject("papi", 2024, "22", language="fr")
