"""A word beside a right number may still be false: quarters, ties, causes and changes are called what they are."""

import numpy as np
import pytest
from made_subjects import make_subject, open_real

from parlib.questions import axes, between, causes, explained, lasting, place, ranges, split, two_sides, uncompared
from parlib.study.bridge import hold_framework
from parlib.study.compare import compare_ranges, compare_subjects, describe_sides, explain_difference, list_uncompared
from parlib.study.inequality import split_between_regions
from parlib.study.losses import track_losses
from parlib.study.movement import split_rank_changes
from parlib.study.position import measure_position
from parlib.study.structure import find_principal_components


def test_a_page_tells_one_quarter_of_a_place_and_of_what_lasts():
    """Of 61 places the 46th is the first of the last quarter: at the lower quartile, not below it."""
    subject = make_subject({("total", 2019): [2.0, *np.linspace(3, 9, 45), *np.linspace(0, 1.9, 15)]})
    assert place.show(subject, measure_position(subject)).finding.startswith(
        "P01 thuộc nhóm 25% tỉnh, thành phố có điểm thấp nhất"
    )
    assert "thuộc nhóm 25% tỉnh, thành phố có điểm thấp nhất (" in lasting.show(subject, track_losses(subject)).finding


def test_places_that_tie_over_two_quarters_are_in_none():
    subject = make_subject({("total", 2019): [9.0] * 5 + [3.0, 2.0, 1.0]}, regions="11111112")
    shown = place.show(subject, measure_position(subject))
    assert shown.finding == "P01 đứng thứ 1/7 trong vùng ."
    assert "quartile" not in shown.table


def test_all_who_changed_as_many_places_are_told():
    scores = {("total", 2018): [1.0, 2.0, 3.0, 4.0], ("total", 2019): [3.0, 4.0, 1.0, 2.0]}
    subject = make_subject(scores, province="VN")
    said = split.show(subject, split_rank_changes(subject)).finding
    assert "tăng nhiều nhất là P02 (2 bậc), cùng mức còn 1 địa phương khác" in said
    assert "giảm nhiều nhất là P04 (2 bậc), cùng mức còn 1 địa phương khác" in said


def test_the_weakest_correlation_is_the_nearest_to_none_not_the_most_negative():
    subject = open_real("papi", 2018)
    shown = axes.show(subject, find_principal_components(subject))
    assert "“4. Kiểm soát tham nhũng trong khu vực công” (hệ số tải −0,17)" in shown.finding


@pytest.mark.parametrize(
    ("language", "told"), [("vi", "6 vùng (năm 2021: 24%); phần"), ("en", "(2021: 24%), the rest")]
)
def test_the_share_of_the_first_year_stands_beside_the_share_that_it_is_of(language, told):
    subject = open_real("papi", 2024, language=language)
    assert told in between.show(subject, split_between_regions(subject)).finding


def test_what_may_not_be_compared_is_not_called_a_change_of_framework():
    """The 766 set moved alike everywhere in 2023; no document tells whether its questions or its method changed."""
    mine, other = (open_real("service_766", year, "22", language="en") for year in (2023, 2022))
    split_causes = causes.show(mine, split_rank_changes(mine), hold_framework(mine)).finding
    assert "+4 from parts that are not comparable" in split_causes
    compared, sides = compare_subjects(other, mine), describe_sides(other, mine)
    said = two_sides.show(mine, other, sides, compared).finding
    assert "the framework" not in said
    assert "between 2022 and 2023 the questions or the method may have changed" in said
    reasons = uncompared.show(mine, other, list_uncompared(other, mine)).table["reason"]
    assert set(reasons) == {"the questions or the method may have changed"}
    found = compare_ranges(other, mine)
    assert len(found) == 0 or "may have changed" in ranges.say(mine, other, found)


def test_years_that_are_not_compared_are_told_the_earlier_first():
    then, now = open_real("papi", 2016, "01", language="en"), open_real("papi", 2018, "01", language="en")
    said = two_sides.say_apart(then, now, describe_sides(now, then), compare_subjects(now, then))
    assert str(said).endswith("the framework or the scale changed between 2016 and 2018.")


def test_an_english_list_of_the_largest_gaps_is_not_told_as_all_of_them():
    mine, other = (open_real("papi", 2024, code, language="en") for code in ("22", "31"))
    said = explained.show(mine, other, explain_difference(other, mine)).finding
    assert "is furthest ahead on" in said
    assert "is ahead on" not in said
