"""Breaks in the cleaning: nothing is compared across one, a reviewed decision counts, what is open is listed."""

import pandas as pd
import pytest

from parlib.clean.breaks import FILE, cut_series, find_breaks, note_undecided, read_breaks
from parlib.clean.reference import read_reference
from parlib.problems import DataProblemsError
from parlib.study import bridge

JUMPED = "papi", 2021, "service_delivery.law_and_order"
COLUMNS = ["index", "year", "component_code", "component_key", "decision", "reason", "reason_en"]


def _find(table, index, year, key):
    return table[(table["index"] == index) & (table["year"] == year) & (table["component_key"] == key)]


def test_no_change_and_no_series_crosses_a_break(tables):
    scores, trees = tables["scores"], tables["components"]
    at = _find(scores, *JUMPED)
    assert at["score"].notna().sum() == 60
    assert at[["change", "rank_change"]].isna().all(axis=None)
    assert _find(trees, *JUMPED)["series"].tolist() == ["2021-2024"]
    assert _find(trees, "papi", 2020, JUMPED[2])["series"].tolist() == ["2018-2020"]
    assert _find(scores, "papi", 2022, JUMPED[2])["change"].notna().sum() > 50


def test_the_common_move_is_told_with_its_size(tables):
    row = _find(tables["breaks"], *JUMPED).iloc[0]
    assert row[["moved", "ratio", "alike", "n"]].tolist() == pytest.approx([0.46, 8.26, 1.0, 60], abs=0.005)
    assert row["decision"] == "undecided"


def test_a_move_that_was_found_real_is_compared(tables, home):
    trees = read_reference(home / "data" / "raw").components
    real = pd.DataFrame([[*JUMPED[:2], "6.4", JUMPED[2], "real", "đã rà soát", "reviewed"]], columns=COLUMNS)
    found = find_breaks(tables["scores"], trees, real)
    assert _find(found, *JUMPED)["decision"].tolist() == ["real"]
    _, cut = cut_series(tables["scores"], trees, found)
    assert _find(cut, *JUMPED)["series"].iloc[0] == _find(cut, "papi", 2020, JUMPED[2])["series"].iloc[0]


def test_a_jump_that_nobody_reviewed_is_undecided_and_asks_for_a_row(tables, home):
    trees = read_reference(home / "data" / "raw").components
    nobody = read_breaks(home / "nowhere", trees)
    found = find_breaks(tables["scores"], trees, nobody)
    assert _find(found, *JUMPED)[["decision", "reviewed"]].values.tolist() == [["undecided", False]]
    note = next(note for note in note_undecided(found) if note.message.startswith("papi"))
    assert "papi,2021,6.4,service_delivery.law_and_order" in note.hint


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("papi,2021,6.4,nobody,real,a,b", "no component 'nobody'"),
        ("papi,2021,6,service_delivery,maybe,a,b", "decision"),
        ("papi,2021,6,service_delivery,real,,", "reason"),
    ],
)
def test_a_row_that_cannot_count_is_refused(tables, tmp_path, row, said):
    (tmp_path / "frameworks").mkdir()
    head = "index,year,component_code,component_key,decision,reason,reason_en"
    (tmp_path / FILE).write_text(f"{head}\n{row}\n", encoding="utf-8")
    with pytest.raises(DataProblemsError, match=said):
        read_breaks(tmp_path, tables["components"])


def test_no_chain_follows_a_broken_part(open_page):
    chained = bridge.chain_history(open_page("papi", 2024, "22", "6", "en"))
    assert chained["year"].tolist() == list(range(2011, 2025))
    assert set(chained["n_parts"]) == {3}  # of four: 6.4 broke in 2018 and in 2021
    assert bridge.chain_history(open_page("papi", 2024, "22", "6.4", "en")).empty
    listed = bridge.list_breaks(open_page("papi", 2024, "22", "6.4", "en"))
    assert listed[["year_after", "unknown"]].values.tolist() == [[2021, 1], [2018, 1]]
    assert "8.3 standard deviations" in listed["note"].iloc[0]


def test_a_framework_before_is_not_made_up_where_only_the_instrument_broke(open_page):
    assert bridge.hold_framework(open_page("papi", 2021, "22", "6", "en")).empty
