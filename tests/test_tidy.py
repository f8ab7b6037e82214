"""Printed text to numbers, ranks and component codes; what can be read in two ways is never guessed."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlib.tidy import parse_component_label, parse_numbers, parse_rank, read_decimal_sign


def read(*texts):
    reading = parse_numbers(pd.Series(texts))
    return reading.values.astype(object).where(reading.values.notna(), None).tolist(), reading.faults


def test_parse_numbers_reads_the_vietnamese_form():
    assert read("91,04", "8.435,7", "63", "-1,5") == ([91.04, 8435.7, 63.0, -1.5], {})


def test_parse_numbers_reads_the_english_form():
    assert read("91.04", "8,435.7", "+63", "\u22121.5") == ([91.04, 8435.7, 63.0, -1.5], {})


@pytest.mark.parametrize("text", ["91.04%", "91.04 %", " 91.04 điểm", "91.04 points", "91.04 points / 100"])
def test_parse_numbers_reads_a_quantity_with_its_unit(text):
    assert read(text) == ([91.04], {})


@pytest.mark.parametrize("text", ["", " ", "-", "–", "—", "…", "...", "N/A", "Không có", "x"])
def test_parse_numbers_takes_the_printed_signs_for_no_figure_as_missing(text):
    assert read("1.25", text) == ([1.25, None], {})


def test_parse_numbers_lets_other_figures_of_the_column_settle_three_digits():
    assert read("2.154", "4.138,5") == ([2154.0, 4138.5], {})
    assert read("2.154", "4.1385") == ([2.154, 4.1385], {})
    assert read("0.154", "2.154") == ([0.154, 2.154], {})


def test_parse_numbers_stops_at_a_form_that_can_be_read_two_ways():
    values, faults = read("12", "2.154")
    assert values == [12.0, None]
    assert faults == {
        1: "'2.154' can be read as 2154 or as 2.154, and nothing else in the column settles which",
    }


def test_parse_numbers_reports_the_rarer_decimal_sign():
    values, faults = read("91,04", "92,15", "93.16")
    assert values == [91.04, 92.15, None]
    assert faults == {2: "'93.16' has the decimal sign '.', other figures of the column have ','"}


@pytest.mark.parametrize("text", ["abc", "1,2,3", "1.23.4", "12 34", "1e5", "91.04 quả"])
def test_parse_numbers_reports_what_is_no_number(text):
    assert read(text) == ([None], {0: f"{text!r} is not a number"})


@given(st.decimals(min_value=-99999, max_value=99999, places=2))
def test_parse_numbers_gives_back_what_either_language_writes(number):
    english = f"{number:,.2f}"
    vietnamese = english.translate(str.maketrans(",.", ".,"))
    assert read(english) == read(vietnamese) == ([float(number)], {})


def test_read_decimal_sign_takes_a_leading_nought_for_a_decimal():
    assert [read_decimal_sign(text) for text in ("0.123", "0,123", "12.345.678", "12,345")] == [".", ",", ",", "either"]


def test_parse_rank_reads_the_place_and_of_how_many():
    ranks = parse_rank(pd.Series(["4/63", " 12 ", "3 / 63", "thứ 5", "4.5"]))
    assert ranks["rank"].tolist() == [4, 12, 3, pd.NA, pd.NA]
    assert ranks["n_ranked"].tolist() == [63, pd.NA, 63, pd.NA, pd.NA]


@pytest.mark.parametrize(
    ("label", "code", "name"),
    [
        ("Dimension 4: Control of Corruption", "4", "Control of Corruption"),
        ("Chỉ số nội dung 1: Tham gia của người dân", "1", "Tham gia của người dân"),
        ("1.2. Cơ hội tham gia bầu cử", "1.2", "Cơ hội tham gia bầu cử"),
        ("3.10  Một   tiêu chí", "3.10", "Một tiêu chí"),
    ],
)
def test_parse_component_label_parts_code_and_name(label, code, name):
    assert parse_component_label(label) == (code, name)


@pytest.mark.parametrize("label", ["", "PAPI 2024", "Thang điểm: chỉ số nội dung 1-10", "34 tỉnh, thành phố", "1.425"])
def test_parse_component_label_refuses_titles_and_figures(label):
    assert parse_component_label(label) is None
