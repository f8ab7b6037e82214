"""The sheet over all indices: ranks that stand alone, ties, frameworks; groups of a survey without a name."""

import pandas as pd
import pytest
from made_surveys import write_microdata

from parlib.clean.reference import read_reference
from parlib.clean.share_book import add_national_facts
from parlib.clean.survey import clean_surveys
from parlib.questions import sheet_ends, sheet_spine
from parlib.study.sheet import open_indices, profile_indices, rank_indices
from parlib.study.standings import list_standings
from parlib.subject import open_subject
from parlib.terms import INDICES
from parlib.wording.phrases import is_zero


def test_a_rank_printed_alone_is_told_among_as_many_as_its_year_ranks():
    subject = open_subject("par_index", 2024, "14", language="en")  # 1, 2, 32 and 4 on fields; the whole is 12/63
    parts = profile_indices([subject, open_subject("dti", 2024, "14", language="en")])
    assert "PAR INDEX" in (said := str(sheet_ends.show(subject, parts).finding))
    assert "(1/63)" in said
    assert sheet_spine.show(subject, parts).finding.startswith("Of 8 ranked components, 4 are in the top")


def test_a_first_place_that_is_shared_by_components_is_not_told_of_one_alone():
    subjects = [open_subject(index, 2024, "22", language="vi") for index in ("papi", "dti")]
    exhibit = sheet_ends.show(subjects[0], profile_indices(subjects))
    assert exhibit.table["rank"].head(3).tolist() == [1, 1, 2]
    assert exhibit.finding.startswith(
        "Thứ hạng cao nhất: PAPI “Cung ứng dịch vụ công” (1/61), cùng mức còn 1 nội dung khác; thấp nhất: DTI "
    )


def test_ranks_are_held_against_each_other_across_frameworks_and_scores_are_not():
    subject = open_subject("par_index", 2017, "10")  # 27 in 2016, 21 in 2017: another framework
    row = rank_indices([subject]).iloc[0]
    assert row[["year_before", "rank_before", "rank_change"]].tolist() == [2016, 27, 6]


def test_a_tie_across_the_edge_of_the_first_quarter_is_not_in_it():
    ranks = rank_indices([open_subject("dti", 2022, place) for place in ("38", "19")])
    assert ranks[["rank", "tied_with", "quartile"]].to_numpy().tolist() == [[15, 1, 2], [8, 0, 1]]


def test_respondents_without_a_district_are_no_district_and_no_second_province(raw_copy):
    rows = [["Quảng Ninh", "Hạ Long", 5]] * 30 + [["Quảng Ninh", "", 2]] * 45
    write_microdata(raw_copy, heads=["Tỉnh", "Huyện", "2.1.1"], rows=rows)
    table = clean_surveys(read_reference(raw_copy)).query("component_code == '2.1.1' and measure == 'satisfied'")
    assert table[["district", "n", "share"]].to_numpy().tolist() == [["", 75, 0.4], ["Hạ Long", 30, 1.0]]


@pytest.mark.parametrize(("points", "nothing"), [(0.0049, True), (0.015 - 0.01, False), (float("nan"), False)])
def test_no_difference_is_what_is_written_as_none(points, nothing):
    assert is_zero(points, INDICES["papi"]) is nothing


def test_a_published_national_share_is_rounded_half_up(raw_copy):
    known = read_reference(raw_copy)
    told = {"index": "sipas", "year": 2022, "vintage": "63", "component_code": "1", "source_id": "", "cell": "C5"}
    survey = pd.DataFrame(
        [told | {"method": "published", "province_code": "VN", "measure": "satisfied", "share": 0.80125}]
    )
    columns = [
        *(name for name in told if name != "cell"),
        "place_kind",
        "place_code",
        "measure",
        "text",
        "value",
        "chosen",
    ]
    facts = add_national_facts(survey, pd.DataFrame(columns=columns), known)
    assert facts[["value", "text"]].to_numpy().tolist() == [[80.13, "80.13%"]]


@pytest.mark.parametrize(
    ("index", "year", "province", "vintage", "shorts"),
    [
        ("service_766", 2024, "15", "", ["PAPI (quy đổi)", "DTI (quy đổi)", "Bộ chỉ số 766", "PCI (quy đổi)"]),
        ("service_766", 2024, "22", "", ["PAPI", "PAR INDEX", "SIPAS", "DTI", "Bộ chỉ số 766", "PCI"]),
        (
            "par_index",
            2022,
            "01",
            "34",
            [
                "PAPI (34 địa phương)",
                "PAR INDEX",
                "SIPAS",
                "DTI (34 địa phương)",
                "Bộ chỉ số 766",
                "PCI (34 địa phương)",
            ],
        ),
    ],
)
def test_a_figure_that_nobody_published_is_marked_beside_its_index(index, year, province, vintage, shorts):
    subject = open_subject(index, year, province, "total", "vi", vintage)
    table = rank_indices(open_indices(subject))
    assert list(table["short"]) == shorts
    assert list(list_standings(subject).dropna(subset="rank")["short"]) == shorts
