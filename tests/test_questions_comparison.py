"""Every number and name of a sentence leads to the cell that holds it, in both languages."""

import re

import pytest
from made_subjects import open_real

from parlib.language.kinds import write_value
from parlib.language.numbers import format_percent
from parlib.questions import (
    answers,
    causes,
    chain,
    companions,
    correlates,
    expected,
    explained,
    full,
    groups,
    history,
    merged,
    part_gaps,
    parts,
    paths,
    peer_parts,
    ranges,
    two_sides,
    uncompared,
)
from parlib.questions import peers as similar_places
from parlib.study import bridge, compare, composite, drivers, movement, outlook, peers
from parlib.study.history import trace_history
from parlib.study.moved import list_moved_parts
from parlib.wording.columns import say_code

SHOWN = {
    "peers": lambda subject: similar_places.show(subject, peers.find_peers(subject)),
    "peer_parts": lambda subject: peer_parts.show(subject, peers.compare_peers(subject, peers.find_peers(subject))),
    "groups": lambda subject: groups.show(subject, peers.compare_groups(subject, peers.find_peers(subject))),
    "companions": lambda subject: companions.show(subject, drivers.regress_companions(subject)),
    "correlates": lambda subject: correlates.show(subject, drivers.correlate_components(subject)),
}
LINKED = {
    "peers": {("province", 1), ("distance", 1), ("score", 1)},
    "peer_parts": {("component", 0), ("gap_to_peers", 0), ("best_peer", 0)},
    "groups": {(column, row) for column in ("group", "gap") for row in range(4)},
    "companions": {("term", 0), ("estimate", 0), ("low", 0), ("high", 0), ("n", 0), ("year_to", 0)},
    "correlates": {("term", 0), ("rho", 0), ("rho_within", 0)},
}
"""Cells that the sentences about component 1 of PAPI 2024 in Ho Chi Minh City are written from, by exhibit."""

ACROSS = {
    "chain": lambda subject: chain.show(subject, bridge.chain_history(subject), bridge.list_breaks(subject)),
    "causes": lambda subject: causes.show(
        subject, movement.split_rank_changes(subject), bridge.hold_framework(subject)
    ),
    "merged": lambda subject: merged.show(subject, composite.trace_merged(subject)),
    "part_gaps": lambda subject: part_gaps.show(subject, composite.compare_parts(subject)),
    "expected": lambda subject: expected.show(subject, outlook.expect_years(subject)),
}
FROM = {
    "chain": {("score", 0), ("n_parts", 5), ("rank", 5), ("chained_from", 1), ("n_unverified", 0)},
    "causes": {(column, 0) for column in ("rank_change", "entrants", "rank_held", "rank_both", "held_year")},
    "merged": {("score", 10), ("low", 10), ("place", 11), ("place", 22), ("score", 21), ("score", 32)},
    "part_gaps": {(column, 0) for column in ("component", "highest_place", "lowest_score", "gap", "pull_place")},
    "expected": {(column, 0) for column in ("expected", "high", "actual", "own_change", "own_q", "n_pairs")},
}
"""The same of the total of PAPI 2021 in Tuyên Quang; what was expected is of component 4 in the new Bắc Ninh, 2024."""

BETWEEN = {
    "two_sides": lambda subject, other: two_sides.show(
        subject, other, compare.describe_sides(other, subject), compare.compare_subjects(other, subject)
    ),
    "paths": lambda subject, other: paths.show(subject, other, compare.trace_subjects(other, subject)),
    "parts": lambda subject, other: parts.show(subject, other, compare.compare_subjects(other, subject)),
    "explained": lambda subject, other: explained.show(subject, other, compare.explain_difference(other, subject)),
    "uncompared": lambda subject, other: uncompared.show(subject, other, compare.list_uncompared(other, subject)),
    "full": lambda subject, other: full.show(subject, other, compare.compare_subjects(other, subject)),
    "ranges": lambda subject, other: ranges.show(subject, other, compare.compare_ranges(other, subject)),
}
TOLD = {
    "two_sides": {("side", 0), ("score", 0), ("rank", 0), ("side", 1), ("score", 1), ("n_ranked", 1)},
    "paths": {("own", -1)},
    "parts": {("up", -1), ("n", -1), ("label", 4), ("gap", 4), ("label", 3), ("gap", 3)},
    "explained": {("label", 0), ("gap", 0), ("label", 2), ("gap", 2)},
    "uncompared": {("n_uncompared", -1), ("component", 0)},
    "full": {("known", -1), ("compared", -1), ("all", -1)},
    "ranges": {(column, row) for column in ("side", "rank_low", "rank_high") for row in (0, 1)},
}
"""The same of Quảng Ninh in PAPI 2024 against 2020, and figures beside the tables in row -1."""


def read_links(exhibit):
    """Yield each linked piece of the sentences of an exhibit with the column, row and value behind it."""
    for part, links in exhibit.links.items():
        text = getattr(exhibit, part)
        for start, end, where, row, column in links:
            yield text[start:end], where, row, column


def check_links(exhibit):
    """Check that every piece is written as its cell is, and that no number stands beside the pieces."""
    kinds = {column["name"]: column["kind"] for column in exhibit.columns}
    for said, where, row, column in read_links(exhibit):
        if where == "" and row >= 0:
            value = exhibit.table.iloc[row][column]
            shown = write_value(value, kinds[column], exhibit.language, exhibit.decimals, say_code)
            whole = format_percent(value, exhibit.language, 0) if kinds[column] == "share" else shown
            assert said in (shown, f"{shown}%", shown.lstrip("+−"), whole)
    for part, links in exhibit.links.items():
        text = list(getattr(exhibit, part))
        for start, end, *_ in links:
            text[start:end] = " " * (end - start)
        assert not any(map(str.isdecimal, text)), "".join(text)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", list(SHOWN))
def test_sentences_about_others_lead_to_their_cells(open_page, name, language):
    exhibit = SHOWN[name](open_page("papi", 2024, "79", "1", language))
    assert set(exhibit.links) == {"finding", "note", "alt"}
    check_links(exhibit)
    linked = {(column, row) for _, where, row, column in read_links(exhibit) if where == "" and row >= 0}
    assert LINKED[name] <= linked


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", list(ACROSS))
def test_sentences_across_breaks_lead_to_their_cells(open_page, name, language):
    asked = (2024, "24", "4", language, "34") if name == "expected" else (2021, "08", "total", language)
    exhibit = ACROSS[name](open_page("papi", *asked))
    check_links(exhibit)
    linked = {(column, row) for _, where, row, column in read_links(exhibit) if where == "" and row >= 0}
    assert FROM[name] <= linked


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", list(BETWEEN))
def test_sentences_of_a_comparison_lead_to_their_cells(open_page, name, language):
    subject, other = (open_page("papi", year, "22", "total", language) for year in (2024, 2020))
    exhibit = BETWEEN[name](subject, other)
    check_links(exhibit)
    assert TOLD[name] <= {(column, row) for _, where, row, column in read_links(exhibit) if where == ""}


def test_two_sides_tells_how_far_apart_they_are_from_the_row_of_the_subject(open_page):
    exhibit = BETWEEN["two_sides"](open_page("dti", 2024, "22"), open_page("dti", 2024, "01"))
    said = {column: text for text, where, row, column in read_links(exhibit) if row == 0 and where == ""}
    assert (said["difference"], said["rank_difference"]) == ("0,0757", "13")
    assert exhibit.table.loc[1, ["difference", "rank_difference"]].isna().all()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_answer_of_a_comparison_says_what_its_exhibits_say_and_leads_to_them(open_page, language):
    sides = subject, other = [open_page("dti", 2024, place, "total", language) for place in ("22", "01")]
    tables = [
        study(other, subject) for study in (compare.describe_sides, compare.compare_subjects, compare.compare_ranges)
    ]
    exhibit = answers.show_sides(*sides, *tables)
    others = {name: BETWEEN[name](*sides) for name in ("two_sides", "parts", "ranges")}
    told = set(" ".join(one.finding for one in others.values()).split())
    assert set(exhibit.finding.split()) <= told
    assert {where for _, where, *_ in read_links(exhibit)} == {"two_sides", "parts", "ranges", "@page", "@method"}
    for said, where, row, column in read_links(exhibit):
        if where in others:
            assert (said, "", row, column) in list(read_links(others[where]))


def test_old_provinces_are_alike_only_where_their_scores_are_written_alike():
    """PAPI 2024, 6.1, Hưng Yên and Thái Bình: 2.024734 and 2.028175 in data/raw/papi are written apart."""
    subject = open_real("papi", 2024, "33", "6.1")
    said = str(merged.show(subject, composite.trace_merged(subject)).finding)
    assert "cao nhất (2,03)" in said
    assert "thấp nhất (2,02)" in said


@pytest.mark.parametrize(("language", "said"), [("vi", "gần bằng điểm"), ("en", "has almost the same score")])
def test_two_scores_are_the_same_only_where_they_are(language, said):
    """PAPI 2023, 1, 72 and 87: 3.92924571 and 3.924988926 in data/raw/papi, written 3.93 and 3.92."""
    one, other = (open_real("papi", 2023, code, "1", language=language) for code in ("72", "87"))
    assert said in str(BETWEEN["two_sides"](other, one).finding)


@pytest.mark.parametrize(("language", "until"), [("vi", "Đến năm 2022, chỉ năm 2022"), ("en", "Up to 2022, only 2022")])
def test_years_of_two_are_told_up_to_the_page_whatever_came_later(language, until):
    """DTI 2023 and 2024 have both scores too; a page of 2022 does not say that no year has."""
    subject, other = (open_real("dti", 2022, place, "total", language) for place in ("79", "01"))
    assert paths.show(subject, other, compare.trace_subjects(other, subject)).finding.startswith(until)


@pytest.mark.parametrize(("year", "later"), [(2020, 2021), (2022, 2023)])
def test_a_later_year_that_may_be_compared_is_not_denied(year, later):
    """The framework of PAR INDEX changed before 2020 and before 2022: what may not be compared lies before."""
    told = [
        history.show(subject, trace_history(subject), list_moved_parts(subject)).finding
        for subject in (open_real("par_index", at, "22", "total", "vi") for at in (year, later))
    ]
    assert "điểm không so sánh được với năm nào trước đó" in told[0]
    assert told[1].startswith(f"Từ 91,04 điểm năm {year}" if year == 2020 else f"Từ 90,10 điểm năm {year}")
    assert f"năm {later}" in told[1]


def test_results_that_are_not_at_hand_are_not_called_unpublished():
    """PCI 2023 came out in 2024; that no figure of it is here says nothing of that."""
    subject = open_real("pci", 2022, "79", "total", "vi")
    told = expected.show(subject, outlook.expect_years(subject)).finding
    assert told.endswith("chưa có số liệu kết quả của năm này.")


def test_a_list_of_all_is_not_called_some_and_names_nothing_twice():
    def told(year, before):
        subject, other = (open_real("par_index", at, "22", "total", "en") for at in (year, before))
        return uncompared.show(subject, other, compare.list_uncompared(other, subject)).finding

    assert "between the two years: “PAR INDEX”" in told(2020, 2019)
    names = told(2022, 2021)
    assert names.count("“Reform of administrative procedures”") == 1


def test_a_range_of_one_rank_is_one_number():
    subject, other = (open_real("pci", 2016, place, "total", "en") for place in ("79", "48"))
    assert "Da Nang: 1." in ranges.show(subject, other, compare.compare_ranges(other, subject)).finding


def test_the_only_similar_province_is_told_in_the_singular():
    subject = open_real("papi", 2024, "79", "4", "vi")
    told = similar_places.show(subject, peers.find_peers(subject)).finding
    assert told == "Địa phương giống TP. Hồ Chí Minh nhất: Hà Nội (cách 1,99 độ lệch chuẩn); điểm không cao hơn."


def test_an_index_known_as_a_whole_is_not_its_own_widest_part():
    subject = open_real("pci", 2022, "79", "total", "en")
    told = part_gaps.show(subject, composite.compare_parts(subject)).finding
    assert told.startswith("The old provinces lie 5.13 points apart: Ba Ria - Vung Tau 70.26, Binh Duong 65.13;")


@pytest.mark.parametrize(("language", "city"), [("vi", "Hà Nội"), ("en", "Ha Noi")])
def test_one_similar_province_is_named_and_has_no_mean(language, city):
    """One province alone is like Ho Chi Minh City."""
    subject = open_real("papi", 2024, "79", "3", language)
    assert (peers.find_peers(subject)["role"] == "peer").sum() == 1
    alone = {"vi": f"{city}, địa phương tương đồng duy nhất", "en": f"{city}, the only similar province"}[language]
    assert alone in SHOWN["peer_parts"](subject).finding
    told = SHOWN["groups"](subject).finding
    assert {"vi": "địa phương tương đồng duy nhất", "en": "the only similar province"}[language] in told
    assert not re.search(r"trung bình (các tỉnh, thành phố|địa phương) tương đồng|mean of (the only )?similar", told)
