"""What is not known is one line, without a table; what runs over years without a figure names them."""

import pandas as pd
import pytest

from parlib.publish.outline.cards import list_cards
from parlib.questions import headline, sheet_ranks, sheet_runs
from parlib.study.moved import list_moved_parts
from parlib.study.position import measure_position
from parlib.study.sheet import list_lasting_runs, rank_indices
from parlib.subject import open_subject


@pytest.mark.parametrize(("index", "place", "component"), [("par_index", "11", "total"), ("papi", "22", "4")])
def test_where_nothing_is_known_no_row_of_dashes_stands_below_the_line(index, place, component):
    subject = open_subject(index, 2023, place, component)
    shown = headline.show(subject, measure_position(subject), list_moved_parts(subject))
    assert shown.finding
    assert (shown.chart, len(shown.table), len(shown.table.columns)) == ("text", 0, 0)
    page = type("Shown", (), {"rows": [], "language": "vi", "table": pd.DataFrame()})()
    assert list_cards(page, None, None) == []


def test_a_run_on_the_sheet_names_the_years_it_spans_without_a_figure():
    subject = open_subject("papi", 2022, "22")
    runs = list_lasting_runs([subject])
    first = runs[runs["streak"] == "first_place"]
    assert first[["year_from", "year_to", "unpublished"]].to_numpy().tolist() == [[2020, 2022, "2021"]]
    assert "đứng thứ nhất (2020–2022, chưa có thứ hạng năm 2021)" in sheet_runs.show(subject, runs).finding


def test_the_sheet_says_since_when_places_were_gained_or_lost_if_not_the_year_before():
    subject = open_subject("dti", 2024, "22", language="en")
    ranks = rank_indices([subject])
    assert "17/63 (1–54; down 5 places)" in str(sheet_ranks.say(subject, ranks))
    assert "down 5 places since 2022" in str(sheet_ranks.say(subject, ranks.assign(year_before=2022)))
