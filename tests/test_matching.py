"""Names of provinces as tables print them, each with the code that it means; nothing is guessed."""

import csv

import pandas as pd
import pytest
from places_here import ROOT

import parlib
from parlib.province_names import UnknownProvinceError

NONE_OF_63 = [
    "Quảng Nin",
    "Sông Hậu",
    "Quang Nimh",
    "Hà Tây",
    "TP. Bắc Giang",
    "Thành phố Cao Bằng",
    "Cà Mau city",
    "Ninh Binh City",
    "Vũng Tàu",
    "Nha Trang",
    "Đà Lạt",
    "huyện Sơn Động",
    "Quận 1",
    "Hà",
    "Bắc",
    "Quảng",
    "Nam",
    "Tây",
    "VN-15",
    "VN-99",
    "99",
    "0",
    "03",
    "Đồng bằng sông Hồng",
    "Cả nước",
    "Tổng",
    "Việt Nam",
    "",
    "Hà Nội và Hải Phòng",
    "Quảng Nam - Đà Nẵng",
    "Hà Nam Ninh",
    "Bình Trị Thiên",
    "Minh Hải",
    "Cửu Long",
    "Sông Bé",
    "Hải Hưng",
    "Thị xã Gia Nghĩa",
    "Phú Quốc",
    "An",
    "Long",
    "Thái",
]


@pytest.fixture(scope="module")
def spellings():
    with (ROOT / "tests" / "province_spellings.csv").open(encoding="utf-8", newline="") as file:
        return pd.DataFrame(csv.DictReader(file))


def test_match_provinces_knows_99_of_100_spellings_and_is_never_wrong(home, spellings):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("warnings.warn", lambda *given, **named: None)
        found = parlib.match_provinces(spellings["spelling"], unknown="missing")
    assert len(spellings) >= 500
    assert found.notna().mean() >= 0.99
    assert (found.dropna() == spellings["code"][found.notna()]).all()


@pytest.mark.parametrize("name", NONE_OF_63)
def test_match_provinces_does_not_take_what_is_no_province(home, name):
    with pytest.raises(UnknownProvinceError, match="1 name means none of the 63 provinces"):
        parlib.match_provinces([name])


def test_match_provinces_of_the_34_means_the_new_province_or_none(home):
    assert parlib.match_provinces(["VN-56", "Bắc Ninh", "TP.HCM", "Huế city", 24], 34).tolist() == [
        "24",
        "24",
        "79",
        "46",
        "24",
    ]
    with pytest.raises(UnknownProvinceError, match=r"part of the new Bắc Ninh \(24\) since 1 July 2025"):
        parlib.match_provinces(["Bắc Giang"], 34)


def test_match_provinces_keeps_index_and_what_is_missing(home):
    names = pd.Series(["Ha Noi", None, "Hà Giang"], index=[5, 6, 7])
    assert parlib.match_provinces(names).fillna("-").to_dict() == {5: "01", 6: "-", 7: "02"}
    with pytest.warns(UserWarning, match=r"'Ha Nai' \(nearest known: Hà Nội, Hà Nam"):
        found = parlib.match_provinces(["Ha Nai"], unknown="missing")
    assert found.isna().all()
