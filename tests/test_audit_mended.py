"""Claims that a walk over the pages of all indices found to be wrong, each as a kind; and the sheets of agencies."""

import shutil

import pandas as pd
import pytest
from audit.claims import read_claims
from audit.contradictions import find_contradictions
from audit.mutants import is_found_out, list_mutants
from audit.run import open_raw
from made_pages import make_audited
from made_partial import list_exhibits
from made_registers import fill_in

from parlib.clean.run import clean_raw
from parlib.forms.register import take_in_register
from parlib.questions import chain, components, explained, full, lasting_parts, losses, merged, regions
from parlib.study import bridge, compare, composite, lasting, position, profile
from parlib.study import losses as lost
from parlib.subject import open_subject


def test_a_comparison_of_totals_alone_has_no_parts_to_explain_it():
    one, other = (open_subject("pci", 2022, code) for code in ("22", "31"))
    parts = compare.explain_difference(other, one)
    assert parts.empty
    assert explained.show(one, other, parts).chart == "none"


def test_differences_that_are_level_with_the_last_named_are_counted():
    one, other = (open_subject("par_index", 2024, code) for code in ("22", "31"))
    codes = [f"1.{number}" for number in range(1, 8)]
    gaps = [0.9, 0.5, 0.25, 0.25, -0.2, -0.2, -0.7]
    zero = [0.0] * 7
    parts = pd.DataFrame({"component_code": codes, "component": [f"Phần {code}" for code in codes], "difference": gaps})
    parts = parts.assign(score_first=zero, score_second=gaps, rank_first=1, rank_second=2, whole=False, weighted=False)
    shown = explained.show(one, other, parts)
    ahead, behind = shown.finding.split("; ")
    assert ahead.endswith("“Phần 1.3” (0,25 điểm), cùng mức còn 1 nội dung khác")
    assert "cùng mức" not in behind  # all three are named


def test_what_lasts_is_told_by_component_where_the_whole_cannot_be_followed():
    nation = open_subject("papi", 2018, "VN")
    table = lasting.measure_lasting(nation)
    assert "total" not in set(table["component_code"])
    said = str(lasting_parts.show(nation, table).finding)
    assert said.startswith("Theo thành phần, phần bền vững")
    assert "năm sau" not in said


@pytest.mark.parametrize(
    ("year", "said"),
    [(2021, "Trong 5 vùng có đủ số liệu, trung bình cao nhất:"), (2018, "Trung bình vùng cao nhất:")],
)
def test_the_highest_mean_of_some_regions_is_not_said_of_all(year, said):
    nation = open_subject("papi", year, "VN")
    assert str(regions.show(nation, position.compare_provinces(nation)).finding).startswith(said)


def test_indicators_that_no_table_lists_are_not_left_out_of_the_count():
    one, other = (open_subject("dti", 2024, code, language="en") for code in ("22", "31"))
    shown = components.show(one, profile.profile_components(one)).finding
    assert "The national table has a figure of 5 of 9 indicators" in shown
    assert str(full.show(one, other, compare.compare_subjects(other, one)).finding).startswith(
        "In the national table, 5 of 9 indicators"
    )


def test_the_largest_of_the_known_losses_is_told_where_a_maximum_is_not_known():
    """Bắc Ninh lost 18 - 14.61 of openness and 20 - 18.15 of on-time processing; two maxima are not published."""
    subject = open_subject("service_766", 2024, "24", language="en")
    said = losses.show(subject, lost.measure_losses(subject), position.measure_position(subject)).finding
    assert "of the parts whose loss is known, most was lost on “Openness and transparency” (3.39 points)" in said


@pytest.fixture(scope="module")
def registered(tmp_path_factory, home):
    """Return a home with registers of Quảng Ninh: of a component without a maximum, and of two years."""
    folder = tmp_path_factory.mktemp("held")
    raw = folder / "data" / "raw"
    shutil.copytree(home / "data" / "raw", raw)
    shares = [("1", "SNV"), ("3", "SKHCN"), ("5", "SNV")]
    late = {"component": "1", "deadline": "", "head": ""}
    take_in_register(raw, fill_in(folder / "766.xlsx", late, holdings=shares, index="service_766"))
    take_in_register(raw, fill_in(folder / "2023.xlsx", {"component": "4.1"}, year=2023))
    now = [{}, {"component": "8.1", "lead_agency": "SYT", "coordinating_agency": "SNV", "deadline": "31/12/2099"}]
    take_in_register(raw, fill_in(folder / "2024.xlsx", *now, holdings=[("4", "SNV"), ("4.3", "SYT")]))
    clean_raw(raw, folder / "data" / "processed")
    return folder


@pytest.fixture(scope="module")
def raw(registered):
    return open_raw(registered / "data" / "raw")


AGENCIES = [
    ("papi", "Sở Nội vụ"),
    ("papi", "Sở Y tế"),
    ("service_766", "Sở Nội vụ"),
    ("service_766", "Sở Khoa học và Công nghệ"),
]


def read_sheet(index, agency, language):
    """Return the page of an agency's sheet, made without a kernel."""
    asked = {
        "index": index,
        "year": 2024,
        "province": "22",
        "agency": agency,
        "language": language,
        "day": "2025-07-01",
    }
    about = asked | {"vintage": "34" if index == "service_766" else "63", "place": "22"}
    return make_audited("accountability", about, list_exhibits("accountability", **asked), agency=agency)


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize(("index", "agency"), AGENCIES)
def test_every_claim_of_an_agencys_sheet_is_right_and_its_mutants_are_wrong(
    registered, raw, monkeypatch, index, agency, language
):
    monkeypatch.setenv("PARLIB_HOME", str(registered))
    page = read_sheet(index, agency, language)
    reading = read_claims(page, *raw)
    assert reading.numbered > 3
    assert [one for one in reading.unread if not one[0].startswith("sheet_")] == []  # not of the agency alone
    assert [(each.sentence, each.check) for each in reading.found if each.check.status != "ok"] == []
    assert find_contradictions(reading) == []
    lost = [wrong for taken, _, wrong in list_mutants(reading, raw[0]) if not is_found_out(taken, wrong, page, *raw)]
    assert lost == []


def test_a_range_whose_ends_are_written_alike_is_none():
    subject = open_subject("papi", 2024, "24", "2", "en", "34")
    finding = str(merged.show(subject, composite.trace_merged(subject)).finding)
    assert "5.43 points" in finding
    assert "5.43–5.43" not in finding


@pytest.mark.parametrize(
    ("index", "year", "code", "lacking"),
    [
        ("papi", 2024, "4", "The PAPI documents that say whether its questions or its way of counting changed"),
        ("par_index", 2023, "total", "The table that links the old PAR INDEX framework to the new one"),
        ("papi", 2024, "4.3", ""),
    ],
)
def test_a_table_of_links_that_is_there_is_not_asked_for(index, year, code, lacking):
    subject = open_subject(index, year, "22", code, language="en")
    assert chain.show(subject, bridge.chain_history(subject), bridge.list_breaks(subject)).needs == lacking
