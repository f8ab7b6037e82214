"""Sentences that a leader reads aloud: no other sentence of the page denies them, and none counts what is not there."""

import pytest

from parlib.questions import (
    actions,
    answer,
    causes,
    components,
    correlates,
    expected,
    ranking,
    recovery,
    sheet_moves,
    sheet_runs,
    sheet_spine,
)
from parlib.study.actions import plan_actions
from parlib.study.bridge import hold_framework
from parlib.study.drivers import correlate_components
from parlib.study.movement import split_rank_changes
from parlib.study.nation import list_ranking
from parlib.study.outlook import expect_years
from parlib.study.profile import profile_components
from parlib.study.sheet import list_lasting_runs, open_indices, profile_indices
from parlib.study.steps import list_steps
from parlib.study.whatif import recover_losses
from parlib.subject import open_subject


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "cần giao trước “Tiến độ giải quyết” (trong các nội dung trên, thấp hơn địa phương dẫn đầu nhiều nhất)"),
        ("en", "is on “On-time processing”, on which, of these, the best province is furthest ahead."),
    ],
)
def test_no_task_is_asked_first_where_the_province_leads(language, said):
    """Huế lost most of the 766 set on openness, a strength that lasts (4/34); on time it is 32nd."""
    subject = open_subject("service_766", 2024, "46", language=language)
    assert said in str(answer.say_next(subject, list_steps(subject)))


def test_the_first_loss_stays_first_where_the_best_is_furthest_ahead_on_it():
    subject = open_subject("papi", 2024, "10", language="en")
    assert str(answer.say_next(subject, list_steps(subject))).endswith("is on the first of these losses.")


def test_components_with_figures_that_may_not_be_compared_are_not_said_to_lack_them():
    """All eight of PAPI have figures of 2020 and 2021; five may be compared."""
    subject = open_subject("papi", 2021, "04", language="vi")
    profile = profile_components(subject)
    assert profile.loc[profile["level"] == 1, "score"].notna().sum() == 8
    said = components.show(subject, profile).finding
    assert "trong 5 chỉ số thành phần chính so sánh được giữa hai năm, 0 tăng điểm, 5 giảm điểm" in said


@pytest.mark.parametrize(("language", "denied"), [("vi", "không phải cả nước"), ("en", "the country as a whole")])
def test_a_page_with_the_national_mean_does_not_deny_that_it_was_printed(language, denied):
    subject = open_subject("par_index", 2024, "VN", language=language)
    known = int(list_ranking(subject)["score"].notna().sum())
    assert denied not in str(ranking.say_printed(subject, known))


def test_a_cause_that_moved_a_rank_by_no_place_is_not_told():
    subject = open_subject("service_766", 2024, "46", language="en")
    said = causes.show(subject, split_rank_changes(subject), hold_framework(subject)).finding
    assert said == (
        "Since 2023 the rank went from 21 to 27 (−6 places): −6 from the results of this and the other provinces on "
        "the same parts."
    )


def test_ranks_of_next_year_are_called_ranks():
    subject = open_subject("papi", 2024, "10", language="vi")
    said = recovery.show(subject, recover_losses(subject)).finding
    assert "có thể từ hạng 4 đến hạng 57, nếu không khắc phục: từ hạng 9 đến hạng 60." in said


def test_what_is_largest_among_what_waits_for_a_task_is_named():
    subject = open_subject("papi", 2024, "10", language="vi")
    said = actions.show(subject, plan_actions(subject)).finding
    assert "dư địa lớn nhất ở “Chất lượng nước” (thấp hơn địa phương dẫn đầu 0,81 điểm)" in said


def test_the_part_of_the_province_is_not_called_that_of_the_country():
    subject = open_subject("papi", 2024, "10", "4", language="en")
    said = expected.show(subject, expect_years(subject)).finding
    assert "the country moved by +0.17, the province's own part is −0.12" in said


@pytest.mark.parametrize(
    ("place", "language", "said"),
    [
        ("10", "vi", "không có chỉ số nào thuộc nhóm đầu, 4 thuộc nhóm cuối"),
        ("10", "en", "none is in the top and 4 are in the bottom quartile"),
        ("22", "en", "10 are in the top and 3 in the bottom quartile"),
    ],
)
def test_none_in_a_quartile_is_a_word_not_a_nought(place, language, said):
    subject = open_subject("papi", 2024, place, language=language)
    assert said in sheet_spine.show(subject, profile_indices(open_indices(subject))).finding


def test_a_lower_rank_is_gone_down_to():
    subject = open_subject("papi", 2024, "10", language="vi")
    said = sheet_moves.show(subject, profile_indices(open_indices(subject))).finding
    assert "“Thủ tục hành chính công” (51 bậc từ năm 2023, xuống 57/61)" in said


def test_a_run_on_the_sheet_of_an_earlier_year_is_not_said_to_last_to_the_newest():
    """Hà Nội was among the first ten of PAR INDEX in 2023 and 2024, too."""
    subject = open_subject("pci", 2022, "01", language="en")
    said = sheet_runs.show(subject, list_lasting_runs(open_indices(subject))).finding
    assert said == (
        "Runs that last to the year shown of each index: PAR INDEX among the first 10 (2016–2022, no rank for 2021)."
    )


@pytest.mark.parametrize(
    ("index", "place", "component", "said"),
    [
        ("service_766", "46", "2", "ranks the provinces like this one. 1 follows the pattern of regions alone"),
        ("papi", "10", "4", "1 more follows the pattern of regions alone"),
    ],
)
def test_none_is_not_followed_by_one_more(index, place, component, said):
    subject = open_subject(index, 2024, place, component, "en")
    assert said in correlates.show(subject, correlate_components(subject)).finding
