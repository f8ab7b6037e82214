"""Parts that moved alike everywhere, told beside a change of the whole that holds them."""

import pytest

from parlib.questions import course, headline, history
from parlib.study.history import trace_history
from parlib.study.moved import list_moved_parts
from parlib.study.nation import summarise_nation
from parlib.study.position import measure_position
from parlib.subject import open_subject


def _show(subject):
    return history.show(subject, trace_history(subject), list_moved_parts(subject))


def test_a_fall_that_lies_in_broken_parts_alone_is_told_with_them():
    """PAPI fell by 0.46 points from 2018 to 2019; two parts whose questions may have changed fell by 1.30."""
    subject = open_subject("papi", 2019, "31", language="en")
    told = "“Civic Knowledge” in 2019 (−0.33 points on average) and “Environmental Protection” in 2019 (−0.97 points"
    assert told in _show(subject).note
    country = open_subject("papi", 2019, "VN", language="en")
    shown = course.show(country, summarise_nation(country), list_moved_parts(country))
    assert "down 0.46 points since 2018" in shown.finding
    assert told in shown.note


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_break_within_a_path_is_told_and_none_before_it(language):
    subject = open_subject("papi", 2024, "22", "1", language=language)
    assert list_moved_parts(subject)[["year", "component_code"]].to_numpy().tolist() == [
        [2016, "1.2"],
        [2019, "1.1"],
        [2022, "1.1"],
    ]
    note = _show(subject).note
    assert all(year in note for year in ("2016", "2019", "2022"))
    total = open_subject("papi", 2024, "22", language=language)  # comparable since 2021
    assert list_moved_parts(total)["year"].tolist() == [2022]


def test_a_whole_without_broken_parts_and_a_part_itself_say_nothing():
    for code in ("2", "6.4"):
        subject = open_subject("papi", 2024, "22", code, language="en")
        assert list_moved_parts(subject).empty
        assert "moved alike" not in _show(subject).note


def test_what_moved_before_the_change_that_is_told_is_not_told():
    country = open_subject("papi", 2024, "VN", language="en")
    shown = course.show(country, summarise_nation(country), list_moved_parts(country))
    assert "since 2023" in shown.finding
    assert not shown.note


def test_a_score_since_the_year_before_tells_them_too():
    subject = open_subject("papi", 2019, "31", language="en")
    standing = measure_position(subject)
    shown = headline.show(subject, standing, list_moved_parts(subject))
    assert "down 1.26 points" in shown.finding
    assert "“Environmental Protection” in 2019 (−0.97 points" in shown.note
    later = open_subject("papi", 2020, "31", language="en")  # nothing broke in 2020
    assert "moved alike" not in headline.show(later, measure_position(later), list_moved_parts(later)).note
