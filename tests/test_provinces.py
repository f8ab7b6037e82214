"""Which province a printed name means, in a vintage of 63 and in one of 34."""

import re
import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlib.files.slug import make_slug
from parlib.language.words import CITIES
from parlib.places import find_place, load_names
from parlib.province_names import (
    MixedVintagesError,
    UnknownProvinceError,
    build_name_index,
    check_one_vintage,
    find_alias_problems,
    fold_name,
)
from parlib.store import load_places

PREFIXES = ["", "Tỉnh ", "TP. ", "TP ", "Thành phố ", "UBND tỉnh ", "UBND thành phố ", "UBND TP. "]
SPELLINGS = {
    "TP. Hồ Chí Minh": "79",
    "TPHCM": "79",
    "TP.HCM": "79",
    "HCMC": "79",
    "Ho Chi Minh City": "79",
    "Sài Gòn": "79",
    "BR-VT": "77",
    "BRVT": "77",
    "Bà Rịa Vũng Tàu": "77",
    "Bà Rịa – Vũng Tàu": "77",
    "TT-Huế": "46",
    "TT Huế": "46",
    "TP. Huế": "46",
    "Huế": "46",
    "Thừa Thiên - Huế": "46",
    "Thừa Thiên Huế": "46",
    "Đắk Lắk": "66",
    "Đắc Lắc": "66",
    "Daklak": "66",
    "ĐẮK LẮK": "66",
    "Dak Lak": "66",
    "Đắc Nông": "67",
    "Khánh Hòa": "56",
    "Khánh Hoà": "56",
    "UBND tỉnh Khánh Hòa": "56",
    "Thanh Hoá": "38",
    "Hoà Bình": "17",
    "quang ninh": "22",
    "QUẢNG NINH": "22",
    "Tỉnh Quảng Ninh": "22",
    "22": "22",
    " Cao Bằng ": "04",
}


@pytest.fixture(scope="module")
def names(home):
    return {vintage: load_names(vintage) for vintage in ("63", "34")}


@pytest.mark.parametrize(("printed", "code"), SPELLINGS.items())
def test_find_knows_the_spellings_that_occur(names, printed, code):
    assert names["63"].find(printed) == code
    assert names["63"].find(unicodedata.normalize("NFD", printed)) == code


@pytest.mark.parametrize(("vintage", "count"), [("63", 63), ("34", 34)])
def test_find_knows_every_province_under_every_prefix(names, vintage, count):
    known = names[vintage]
    assert len(known.names) == count
    for code, name in known.names.items():
        spoken = [prefix + name for prefix in PREFIXES] + [name.upper(), unicodedata.normalize("NFD", name)]
        assert {known.find(text) for text in spoken} == {code}


def test_find_knows_the_english_names(names, tables):
    for place in tables["places"].itertuples():
        assert names[place.vintage].find(place.name_en) == place.province_code


def test_fold_name_gives_no_two_provinces_of_a_vintage_the_same_letters(tables):
    for vintage, places in tables["places"].groupby("vintage"):
        folded = places["name_vi"].map(fold_name)
        assert folded.is_unique, f"{vintage}: {sorted(folded[folded.duplicated()])}"


def test_find_reads_a_code_within_its_vintage_only(names):
    reused = {code: (names["63"].names[code], names["34"].names[code]) for code in ("24", "15", "80")}
    assert reused["24"] == ("Bắc Giang", "Bắc Ninh")
    assert all(old != new for old, new in reused.values())
    assert (names["63"].find("Bắc Ninh"), names["34"].find("Bắc Ninh")) == ("27", "24")


def test_find_lists_the_nearest_names_of_an_unknown_one(names):
    with pytest.raises(UnknownProvinceError) as error:
        names["63"].find("Quảng Nin")
    assert str(error.value) == (
        "'Quảng Nin' is not the name of one of the 63 provinces; nearest known: Quảng Ninh, Quảng Ngãi, Quảng Bình"
    )


@pytest.mark.parametrize("text", ["", "Atlantis", "Quảng", "Hà", "1", "99", "Bắc Giang Bắc Ninh"])
def test_find_never_guesses(names, text):
    with pytest.raises(UnknownProvinceError, match="is not the name of one of the 63 provinces"):
        names["63"].find(text)


def test_find_answers_a_merged_province_with_the_new_one_that_holds_it(names):
    with pytest.raises(UnknownProvinceError) as error:
        names["34"].find("Bắc Giang")
    assert str(error.value) == (
        "'Bắc Giang' is none of the 34 provinces: Bắc Giang of the 63 is part of the new Bắc Ninh (24) since 1 July "
        "2025; ask for 'Bắc Ninh'"
    )
    with pytest.raises(UnknownProvinceError, match=r"'10' is none of the 34 .* part of the new Lào Cai \(15\)"):
        names["34"].find("10")


def test_find_holder_follows_every_old_name_and_code_that_is_free(names, tables):
    old = tables["places"].query("vintage == '63'")
    assert [names["34"].find_holder(name) for name in old["name_vi"]] == old["successor_code"].tolist()
    free = old[~old["province_code"].isin(names["34"].names)]
    assert [names["34"].find_holder(code) for code in free["province_code"]] == free["successor_code"].tolist()
    assert (names["34"].find_holder("24"), names["63"].find_holder("24")) == ("24", "24")


def test_check_one_vintage_says_how_to_choose():
    with pytest.raises(MixedVintagesError, match='choose one with vintage="63" or vintage="34"'):
        check_one_vintage(pd.DataFrame({"vintage": ["63", "34"]}))
    one = pd.DataFrame({"vintage": ["34", "34"]})
    assert check_one_vintage(one) is one


@given(st.text(max_size=12))
def test_fold_name_keeps_plain_letters_only_and_knows_no_case(text):
    assert re.fullmatch("[a-z0-9]*", fold_name(text))
    assert fold_name(unicodedata.normalize("NFD", text)) == fold_name(unicodedata.normalize("NFC", text))


def make_places():
    return pd.DataFrame(
        {
            "vintage": "63",
            "province_code": ["01", "02"],
            "name_vi": ["Hà Nội", "Hà Giang"],
            "name_en": ["Ha Noi", "Ha Giang"],
        }
    )


def make_aliases(*rows):
    aliases = pd.DataFrame(rows, columns=["alias", "code"])
    return aliases.assign(vintage="63", file="aliases.csv", row=range(2, len(rows) + 2))


def test_find_alias_problems_reports_a_name_given_to_another_province():
    (problem,) = find_alias_problems(make_places(), make_aliases(("HN", "01"), ("Ha giang", "01")))
    assert str(problem) == (
        "aliases.csv, row 3: alias 'Ha giang' gives Hà Nội (01), but that name means Hà Giang (02). "
        "Mend or delete the alias"
    )


def test_find_alias_problems_reports_one_alias_given_to_two_and_a_code_of_none():
    found = find_alias_problems(make_places(), make_aliases(("HN", "01"), ("H.N.", "02"), ("Xa", "77")))
    assert [str(problem) for problem in found] == [
        "aliases.csv, row 3: alias 'H.N.' gives Hà Giang (02), but that name means Hà Nội (01). "
        "Mend or delete the alias",
        "aliases.csv, row 4: alias 'Xa' gives code '77', which is none of the 63 provinces",
    ]


def test_build_name_index_refuses_an_unknown_vintage():
    with pytest.raises(ValueError, match="vintage '64' is not known: choose one of 63, 34"):
        build_name_index(make_places(), make_aliases(), "64")


def test_places_hold_the_merger_and_both_tile_grids(tables):
    places = tables["places"].set_index(["vintage", "province_code"])
    old, new = places.loc["63"], places.loc["34"]
    assert set(old["successor_code"]) == set(new.index)
    assert (old["successor_code"].value_counts() == 1).sum() == 11
    assert not places.reset_index().duplicated(["vintage", "tile_row", "tile_col"]).any()
    assert len(old) == 63
    assert len(new) == 34
    assert new["region_code"].value_counts().to_dict() == {"N1": 9, "N2": 6, "N3": 5, "N4": 6, "N5": 3, "N6": 5}
    assert set(new["region_code"]).isdisjoint(old["region_code"])


def test_seven_new_provinces_straddle_two_old_regions_and_are_placed_by_the_resolution(tables):
    places = tables["places"].set_index(["vintage", "province_code"])
    straddling = places.loc["63"].groupby("successor_code")["region_code"].nunique() > 1
    found = places.loc["34"].loc[straddling[straddling].index].set_index("name_vi")["region_vi"]
    assert found.to_dict() == {
        "Bắc Ninh": "Đồng bằng sông Hồng",
        "Phú Thọ": "Trung du và miền núi phía Bắc",
        "Tây Ninh": "Đông Nam Bộ",
        **dict.fromkeys(["Quảng Ngãi", "Gia Lai", "Đắk Lắk", "Lâm Đồng"], "Duyên hải Nam Trung Bộ và Tây Nguyên"),
    }


def test_a_typed_number_is_a_code_without_its_zero_but_in_a_table_it_is_nothing(names):
    assert find_place("1", "63") == "01"
    assert names["34"].find_holder("2") == "08"  # Hà Giang is part of Tuyên Quang
    for wrong in ("3", "5"):
        with pytest.raises(UnknownProvinceError):
            find_place(wrong, "63")
    with pytest.raises(UnknownProvinceError):
        names["63"].find("1")


def test_the_city_is_not_called_by_a_persons_name(home):
    for vintage in ("63", "34"):
        city = load_places(vintage).query("vintage == @vintage").set_index("province_code").loc["79"]
        assert (city["name_vi"], city["name_en"]) == ("TP. Hồ Chí Minh", "Ho Chi Minh City")
        cities = load_places(vintage).query("vintage == @vintage and is_city")["name_vi"]
        assert set(CITIES["vi"]) - set(cities) == ({"Huế"} if vintage == "63" else set())
    assert make_slug("TP. Hồ Chí Minh") == "tp-ho-chi-minh"
