"""What provinces really hold - own tables, single facts, twelve places, shares without a sum - is told as it is."""

import datetime

import pandas as pd
import pytest
import xlsxwriter
from made_surveys import log_source

from parlib.clean.reference import read_reference
from parlib.clean.registers import call_agencies
from parlib.clean.run import clean_raw
from parlib.clean.scoreboard import clean_scoreboards, fill_maxima
from parlib.language import Voice
from parlib.merger import load_scores
from parlib.problems import DataProblemsError
from parlib.questions import headline, history, largest, losses
from parlib.questions.answer import say_range
from parlib.questions.phrases import count_level, say_level
from parlib.readers.action_book import read_starter_agencies
from parlib.scores import count_equal
from parlib.study.evidence import list_sources
from parlib.study.history import trace_history
from parlib.study.losses import measure_losses
from parlib.study.moved import list_moved_parts
from parlib.study.position import measure_position
from parlib.study.province import list_largest_losses, list_streaks
from parlib.study.standings import list_standings
from parlib.subject import open_subject
from parlib.terms import ABSENT, INDICES
from parlib.wording.letters import OF_PEOPLE, letter_words
from parlib.wording.needs import say_need


def read_own(index, code):
    table = load_scores(index, "34").query("component_code == 'total' and province_code == @code")
    return table.set_index("year")


def test_a_province_that_was_left_as_it_was_keeps_its_printed_ranks_among_the_63(home):
    own = read_own("par_index", "22").loc[2017:2023]
    assert own["rank"].tolist() == [1, 1, 1, 1, 2, 1, 1]
    assert set(own["n_ranked"]) == {63}
    assert own.loc[2021, "rank_change"] == -1


def test_a_new_province_has_no_rank_where_single_facts_are_printed(home):
    assert read_own("par_index", "25").loc[2017:2023, "rank"].isna().all()


def test_a_printed_run_of_first_places_goes_on_among_the_34(home):
    runs = list_streaks(open_subject("par_index", 2023, "22", "total", vintage="34"))
    first = runs[runs["streak"] == "first_place"]
    assert first[["year_from", "year_to"]].to_numpy().tolist() == [[2017, 2020], [2022, 2023]]


SHARES = [["Tỉnh, thành phố", "Số người trả lời", "1", "2"], ["Quảng Ninh", 1200, 88.1, 89.64]]


@pytest.fixture
def factors(raw_copy, tmp_path, monkeypatch):
    """Return SIPAS 2025 of one province of which two factors are known, and no whole."""
    with xlsxwriter.Workbook(str(raw_copy / "sipas/sipas_2025.xlsx")) as book:
        sheet = book.add_worksheet("Hài lòng")
        for number, row in enumerate(SHARES):
            sheet.write_row(number, 0, row)
    log_source(raw_copy, "sipas/sipas_2025.xlsx")
    clean_raw(raw_copy, raw_copy.parent / "processed")
    monkeypatch.setenv("PARLIB_HOME", str(tmp_path))
    return open_subject("sipas", 2025, "22", "total")


def test_factors_without_a_whole_are_told(factors):
    position = measure_position(factors)
    assert position["status"][0] == "parts_only" not in ABSENT
    shown = headline.show(factors, position, list_moved_parts(factors))
    assert shown.finding.endswith("có số liệu về 2 nội dung thành phần.")
    alone = factors.with_component("1")
    assert measure_position(alone)["status"][0] == "done"


def test_the_sources_of_what_lies_below_stand_on_the_page_of_the_whole(factors):
    sources = list_sources(factors)
    assert sources.loc[sources["serves"] == "sipas", "path"].tolist()[:1] == ["sipas/sipas_2025.xlsx"]


def test_the_last_known_rank_of_an_index_is_told_where_the_new_year_has_none(factors):
    row = list_standings(factors).set_index("index").loc["sipas"]
    assert row[["year", "rank", "n_ranked"]].tolist() == [2024, 4, 63]


def test_no_points_are_lost_on_an_index_of_shares_of_people(factors):
    for language in ("vi", "en"):
        words = letter_words(language, of_people=True)
        own = [key for key in OF_PEOPLE if not key.startswith("unit")]  # those are of departments
        assert not [key for key in own if "mất" in words[key] or "lost" in words[key]]
    assert "bảng điểm" not in say_need("board", factors).casefold()
    assert say_need("own_parts", factors) == "Bảng tỷ lệ hài lòng SIPAS 2025 của Quảng Ninh theo từng nội dung"


def test_maxima_that_only_the_scoreboard_prints_fill_the_framework(raw_copy):
    codes = ["1", "2", "6"]
    with xlsxwriter.Workbook(str(raw_copy / "par_index/par_index_2025.xlsx")) as book:
        sheet = book.add_worksheet("Phụ lục")
        names = ["1. Công tác chỉ đạo, điều hành CCHC", "2. Cải cách thể chế", "6. Cải cách tài chính công"]
        sheet.write_row(0, 0, ["STT", "Tỉnh, thành phố", *names])
        sheet.write_row(1, 0, ["", "Điểm tối đa", 9.5, 12.5, 11])
        for row, place in enumerate(["Quảng Ninh", "Hà Nội", "Huế"], start=2):
            sheet.write_row(row, 0, [row - 1, place, 7, 10, 8])
    log_source(raw_copy, "par_index/par_index_2025.xlsx")
    known = read_reference(raw_copy)
    filled = fill_maxima(known.components, clean_scoreboards(known))
    for tree, maxima in ((known.components, [9.5, None, None]), (filled, [9.5, 12.5, 11])):
        own = tree.query("index == 'par_index' and year == 2025").set_index("component_code")["max_score"]
        assert own[codes].astype(object).where(own[codes].notna(), None).tolist() == maxima


def test_an_office_under_two_names_is_one(raw_copy):
    usual = read_starter_agencies(raw_copy)
    tree = pd.DataFrame({"agency": ["VP UBND tỉnh", "Văn phòng UBND tỉnh", "Sở Nội vụ", "Các sở, ngành", None]})
    office = "Văn phòng Ủy ban nhân dân tỉnh"
    assert call_agencies(tree, usual)["agency"].tolist()[:4] == [office, office, "Sở Nội vụ", "Các sở, ngành"]


def test_a_tie_at_the_cut_is_told():
    voice, rows = Voice("vi", INDICES["par_index"]), pd.DataFrame({"lost": [1.0, 1.0, 1.0, 1.0, 0.5]})
    assert str(say_level(voice, count_level(rows, "lost", 3))) == ", cùng mức còn 1 nội dung khác"
    assert count_level(rows, "lost", 4) == {}
    assert not say_level(voice, {})
    assert count_equal(rows["lost"]).tolist() == [4, 4, 4, 4, 1]


def test_the_leader_is_not_told_what_the_leader_lost_nor_the_whole_as_a_part(open_page):
    pci = open_page("pci", 2022, "22", "total", "vi")
    said = losses.show(pci, measure_losses(pci), measure_position(pci)).finding
    assert "dẫn đầu" not in said
    said = largest.show(pci, list_largest_losses(pci)).finding
    assert said.startswith("Mất 27,05 điểm so với điểm tối đa;")
    assert "100,0%" not in said


def test_largest_losses_are_of_those_that_have_figures_where_some_are_in_no_table(open_page):
    dti = open_page("dti", 2024, "Phú Thọ", "total", "vi", "63")
    table = list_largest_losses(dti)
    assert table["lost"].sum() == pytest.approx(measure_position(dti)["lost"][0])
    assert table["component_code"].iloc[-1] == "5-8"
    assert largest.show(dti, table).finding.startswith("Trong các chỉ số thành phần có số liệu, mất nhiều điểm nhất ở ")


def test_a_head_that_became_a_date_is_the_only_thing_said_whatever_the_framework(raw_copy):
    day = datetime.datetime(2025, 1, 1)
    with xlsxwriter.Workbook(str(raw_copy / "par_index/par_index_2025.xlsx")) as book:
        sheet = book.add_worksheet("Tổng hợp")
        sheet.write_row(0, 0, ["STT", "Tỉnh, thành phố", "1", "", "1.2", "2", "Tổng điểm"])
        sheet.write_datetime(0, 3, day, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_row(1, 0, [1, "Hà Nội", 33.11, 11.89, 21.22, 55.19, 88.3])
        sheet.write_row(2, 0, [2, "Cao Bằng", 36.06, 12.72, 23.34, 39.02, 75.08])
    log_source(raw_copy, "par_index/par_index_2025.xlsx")
    with pytest.raises(DataProblemsError) as raised:
        clean_scoreboards(read_reference(raw_copy))
    assert [problem.column for problem in raised.value.problems] == ["Tổng hợp!D1"]
    assert "is the date 2025-01-01" in raised.value.problems[0].message


def test_the_source_of_a_history_is_of_all_its_years(open_page):
    page = open_page("par_index", 2023, "22", "total", "vi")
    said = history.show(page, trace_history(page), list_moved_parts(page)).source
    assert said.startswith("PAR INDEX 2012–2023 (Bộ Nội vụ, theo ")


def test_a_range_of_every_rank_tells_nothing_apart(open_page):
    page = open_page("papi", 2024, "22", "total", "en")
    row = {"method": "sample", "rank_low": 1, "rank_high": 61, "n_better": 0, "n_worse": 0}
    said = str(say_range(page, pd.DataFrame([row])))
    assert said == "Given sampling error, the province cannot be told apart from any other province."
