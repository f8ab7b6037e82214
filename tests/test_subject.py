"""What a page is about: looked up by code, name or alias, with its names in the page's language."""

import pytest

from parlib.province_names import UnknownProvinceError
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


def test_open_subject_gives_the_34_regions_of_their_own(open_page):
    page = open_page("service_766", 2024, "25")
    assert (page.region_code, page.region) == ("N1", "Trung du và miền núi phía Bắc")
    assert open_page("papi", 2024, "25").region_code == "1"
    assert page.places["region"].value_counts()["Duyên hải Nam Trung Bộ và Tây Nguyên"] == 6


def test_open_subject_tells_a_year_of_the_63_for_the_34_only_if_asked(open_page):
    old, new = (open_page("papi", 2023, "24", "total", "vi", vintage) for vintage in ("", "34"))
    assert (old.province, old.back_cast, len(old.rows)) == ("Bắc Giang", False, 63)
    assert (new.province, new.back_cast, len(new.rows)) == ("Bắc Ninh", True, 34)
    assert set(new.scores["vintage"]) == {"34"}
    assert not open_page("service_766", 2024, "24").back_cast


def test_open_subject_keeps_facts_of_the_other_vintage_away(open_page):
    """A printed fact of Bắc Giang (24 of the 63) is none of Bắc Ninh (24 of the 34)."""
    page = open_page("par_index", 2023, "24", "total", "vi", "34")
    assert set(page.facts["place_kind"]) == {"country"}


def test_open_subject_refuses_results_of_the_34_for_the_63(open_page):
    with pytest.raises(ValueError, match="was published for the 34 provinces: ask for vintage 34"):
        open_page("service_766", 2024, "22", "total", "vi", "63")
    with pytest.raises(ValueError, match="vintage '64' is not known: choose one of 63, 34"):
        open_page("papi", 2024, "22", "total", "vi", "64")


def test_with_component_looks_at_another_component_of_the_year(open_page):
    subject = open_page("papi", 2024, "22", "total").with_component("4.2")
    assert subject.component_code == "4.2"
    assert set(subject.rows["component_code"]) == {"4.2"}
    assert subject.leaf["parent_code"] == "4"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("pii", 2024), "index 'pii' is not known: choose one of papi, par_index"),
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
