"""A word beside a right number may still be false: quarters, ties, causes and changes are called what they are."""

import numpy as np
import pandas as pd
import pytest
from made_subjects import make_subject, open_real

from parlib.questions import (
    answer,
    axes,
    between,
    blocks,
    causes,
    ceilings,
    certainty,
    cheapest,
    components,
    curve,
    explained,
    groups,
    integrity,
    lasting,
    matters,
    merged,
    onestop_longest,
    onestop_months,
    peer_parts,
    place,
    promises,
    ranges,
    recovery,
    sheet_losses,
    sheet_ranks,
    split,
    strengths,
    sureness,
    two_sides,
    uncompared,
    unit_dossiers,
)
from parlib.study import steps
from parlib.study.bridge import hold_framework
from parlib.study.certainty import measure_certainty, measure_rank_ranges
from parlib.study.compare import compare_ranges, compare_subjects, describe_sides, explain_difference, list_uncompared
from parlib.study.composite import trace_merged
from parlib.study.consistency import compare_indices, read_integrity
from parlib.study.inequality import split_between_regions
from parlib.study.losses import track_losses
from parlib.study.movement import split_rank_changes
from parlib.study.peers import compare_groups, compare_peers, find_peers
from parlib.study.position import measure_position
from parlib.study.profile import profile_components
from parlib.study.province import find_strengths
from parlib.study.sheet import open_indices, rank_indices, rank_losses
from parlib.study.structure import find_ceilings, find_principal_components
from parlib.study.whatif import choose_place, find_cheapest, measure_target, recover_losses, trace_places


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


def test_strengths_that_are_not_named_are_counted():
    """Quảng Ninh has eleven lasting strengths among the smallest parts of PAPI 2024; four are named."""
    subject = open_real("papi", 2024, "22", language="en")
    said = strengths.show(subject, find_strengths(subject)).finding
    assert "“Poverty List Transparency” (2/61) and 7 others. In the top quartile" in said
    few = open_real("dti", 2024, "22", language="en")
    assert "others" not in strengths.show(few, find_strengths(few)).finding


def test_what_may_be_of_the_whole_table_at_once_is_said_to_be_of_that():
    """Bắc Kạn by itself may rank from 12 on; the table at once does not exclude it from the first ten."""
    subject = open_real("papi", 2024, "06", "6")
    sure = measure_certainty(subject)
    assert "có thể từ hạng 12 đến" in certainty.show(subject, measure_rank_ranges(subject), sure).finding
    said = sureness.show(subject, sure).finding
    assert "khi đọc cả bảng xếp hạng cùng lúc, tỉnh có thể thuộc nhóm 10 địa phương dẫn đầu; thứ hạng từ 4 đến" in said


@pytest.mark.parametrize(("index", "place", "listed"), [("dti", "10", True), ("papi", "06", False)])
def test_parts_without_figures_are_no_part_of_every_part(index, place, listed):
    """DTI counts eight parts, of which four have figures: no one knows what all eight would be enough for."""
    subject = open_real(index, 2024, place, "total" if listed else "4")
    said = cheapest.show(subject, measure_target(subject), find_cheapest(subject)).finding
    assert said.startswith("Đưa mọi thành phần có số liệu lên" if listed else "Đưa mọi thành phần lên")


def test_no_part_is_told_of_the_parts_with_figures():
    subject = open_real("dti", 2024, "48", "total", "en")
    assert recovery.show(subject, recover_losses(subject)).finding.startswith(
        "Of the parts with figures, none is below the level"
    )
    said = peer_parts.show(subject, compare_peers(subject, find_peers(subject))).finding
    assert said.startswith("Of the parts with figures, none is below")


def test_less_than_is_printed_is_no_number_of_points():
    """Ninh Thuận lacks 0.004 points of the tenth place; Bình Thuận is as little below what the best can keep."""
    subject = open_real("papi", 2024, "58", "7", "en")
    target = measure_target(subject)
    shown = curve.show(subject, trace_places(subject), target)
    assert shown.finding == "The score is almost what it takes to be among the first 10."
    assert cheapest.show(subject, target, find_cheapest(subject)).chart == "none"
    other = open_real("papi", 2024, "60", "5", "en")
    assert recovery.show(other, recover_losses(other)).finding.startswith("No part is more than slightly below")


def test_the_losses_of_a_sheet_are_not_called_the_largest_of_all():
    """The sixth largest of Huế is a third one of PAPI; the table has the largest one of the 766 set instead."""
    subject = open_real("papi", 2024, "46", language="en")
    indices = open_indices(subject)
    table, every = rank_losses(indices), rank_losses(indices, count=99)
    assert table["lost_of_index"].tolist() != every["lost_of_index"].head(len(table)).tolist()
    assert table["lost_of_index"].head(3).tolist() == every["lost_of_index"].head(3).tolist()
    said = sheet_losses.show(subject, table).finding
    assert said == "The 6 large losses of the table have no agency in charge and no task yet."
    assert rank_losses(indices, count=3)["lost_of_index"].tolist() == every["lost_of_index"].head(3).tolist()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("done", "All tasks that were set are done or were dropped."),
        ("dropped", "All tasks that were set are done or were dropped."),
        ("doing", "Next: “Train” on “Equity in State Employment” – no head is named, no deadline is set."),
    ],
)
def test_tasks_that_are_closed_were_set(monkeypatch, status, said):
    row = {"component_code": "4.3", "task": "Train", "status": status, "due": "", "lead_agency": "", "head": ""}
    monkeypatch.setattr(steps, "load_table", lambda *_, **__: pd.DataFrame([row | {"deadline": ""}]))
    subject = open_real("papi", 2024, "22", "4", "en")
    found = steps.list_steps(subject)
    assert str(answer.say_next(subject, found)) == said
    assert found["given"].tolist() == [True, False, False]


@pytest.mark.parametrize(("language", "told"), [("vi", "thành phần cùng nội dung"), ("en", "on the same matter")])
def test_another_component_of_the_same_index_is_no_other_index(language, told):
    own_too = open_real("dti", 2024, "22", "3", language)
    assert told in matters.show(own_too, compare_indices(own_too), read_integrity(own_too)).finding
    others = open_real("service_766", 2024, "22", "1", language)
    assert told not in matters.show(others, compare_indices(others), read_integrity(others)).finding


def test_parts_whose_maximum_is_not_known_are_not_told_to_be_below_the_ceiling():
    subject = open_real("service_766", 2024, language="en")
    found = find_ceilings(subject)
    assert ceilings.show(subject, found, len(found)).finding.startswith("No part is at the ceiling")
    said = ceilings.show(subject, found, len(found) + 2).finding
    assert said.startswith("Of the parts that can be told, none is at the ceiling")


def test_half_of_the_parts_are_not_told_as_all_below_the_ceiling():
    subject = open_real("dti", 2024, language="en")
    found = find_ceilings(subject)
    assert ceilings.show(subject, found, len(found)).finding.startswith("Of the parts that can be told, none is")


def test_the_only_component_of_both_years_is_not_told_as_all():
    scores = {(code, year): [float(year - 2010), 5.0] for code in ("total", "1") for year in (2018, 2019)}
    subject = make_subject({**scores, ("2", 2019): [4.0, 5.0]})
    said = components.show(subject, profile_components(subject)).finding
    assert "trong 1 chỉ số thành phần chính so sánh được giữa hai năm, 1 tăng điểm, 0 giảm điểm" in said


def test_all_who_lead_a_block_are_told():
    subject = open_real("papi", 2024, language="en")
    table = pd.DataFrame({"province_code": list("ABC"), "province": list("ABC"), "region": "Departments"})
    table = table.assign(rank_in_region=[1, 1, 3], score=[9.0, 9.0, 8.0], grade="", rank=[1, 1, 3])
    assert str(blocks._say_leaders(table, blocks.voice_of(subject))[0]) == "A and B (9.00 points)"


def test_months_with_the_same_share_are_all_counted():
    subject = open_real("service_766", 2024, "22", language="en")
    table = pd.DataFrame({"label": [f"2024-0{n}" for n in range(1, 5)], "on_time_share": [1.0, 0.9, 1.0, 1.0]})
    said = onestop_months.show(subject, table).finding
    assert said.endswith("lowest in 02/2024 (90.0%) and highest in 01/2024 (100.0%, as in 2 other months).")


def test_dossiers_overdue_as_long_are_counted_and_one_is_not_many():
    subject = open_real("service_766", 2024, "22", language="en")
    row = {"unit": "Home Affairs", "procedure": "P", "due": "2024-03-01"}
    table = pd.DataFrame([row | {"dossier": f"H{n}", "days": days} for n, days in enumerate((40, 40, 7))])
    assert "40 working days ago, with 1 other at the same level." in onestop_longest.show(subject, table).finding
    said = onestop_longest.show(subject, table.tail(1).reset_index(drop=True)).finding
    assert said.startswith("One dossier is overdue: H2 at Home Affairs, due on 1 March 2024, 7 working days ago.")
    shown = unit_dossiers.show(subject, table.assign(province_code="A", province="A").drop(columns="unit"))
    assert "40 working days, with 1 other at the same level" in str(shown.finding) or shown.chart == "none"


def test_old_provinces_that_share_the_highest_score_are_all_highest():
    """On the infrastructure of DTI 2024 two of the three old provinces of the new city have all points."""
    subject = open_real("dti", 2024, "79", "4", "en")
    said = merged.show(subject, trace_merged(subject)).finding
    assert "Ba Ria - Vung Tau and Ho Chi Minh City are highest (1.0000), Binh Duong lowest" in said


def test_promises_are_counted_among_those_that_can_be_compared():
    subject = open_real("papi", 2024, "22", language="en")
    row = {"component": "C", "task": "T", "deadline": "", "status": "done", "lost_before": 1.0}
    known = row | {"component_code": "1.1", "lost": 0.4, "regained": 0.6, "verdict": "better"}
    unknown = row | {"component_code": "1.2", "lost": np.nan, "regained": np.nan, "verdict": "unknown"}
    said = [promises.show(subject, pd.DataFrame(rows), "A").finding for rows in ([known], [known, unknown])]
    assert said[0].startswith("Components with a task in 2023: regained 0.60 points")
    assert said[1].startswith("Components with a task in 2023 that can be compared: regained 0.60 points")


def test_integrity_is_told_of_a_year_whose_measures_a_sentence_names():
    subject = open_real("papi", 2024, "22", language="en")
    row = {"province_value": 0.5, "national_value": 1.0, "low": np.nan, "high": np.nan, "respondents": np.nan}
    row |= {"source_id": "", "national_source_id": ""}
    table = pd.DataFrame(
        [
            row | {"year": 2024, "measure": "integrity_some_harass"},
            row | {"year": 2023, "measure": "integrity_harassment"},
        ]
    )
    assert integrity.show(subject, table).finding.startswith("In 2023, 0.50% were harassed")


@pytest.mark.parametrize(
    ("methods", "told"),
    [
        (["movement", "movement"], "Ranks (and range, as scores move from year to year) – "),
        (["sample", "sample"], "Ranks (and range, given sampling error) – "),
        (["sample", "movement"], "Ranks (and range, as scores move from year to year or given sampling error) – "),
    ],
)
def test_the_ranges_of_a_sheet_are_told_by_what_they_rest_on(methods, told):
    subject = open_real("papi", 2024, "22", language="en")
    ranks = rank_indices(open_indices(subject)).dropna(subset="rank_low").head(2).reset_index(drop=True)
    assert set(ranks["method"]) == {"movement"}
    assert str(sheet_ranks.say(subject, ranks.assign(method=methods))).startswith(told)


def test_all_similar_places_that_share_the_best_score_are_the_best():
    subject = open_real("dti", 2024, "01", "total", "en")
    said = peer_parts.show(subject, compare_peers(subject, find_peers(subject))).finding
    assert said.split("best: ")[1].count(" and ") == 1


def test_eleven_places_of_ten_ranks_are_not_called_ten():
    tied = open_real("service_766", 2024, "22", "4", "en")
    assert (
        "the mean of those in the first ten ranks" in groups.show(tied, compare_groups(tied, find_peers(tied))).finding
    )
    ten = open_real("service_766", 2024, "22", "1", "en")
    assert "the mean of the first ten provinces" in groups.show(ten, compare_groups(ten, find_peers(ten))).finding


def test_a_field_of_few_has_no_first_ten():
    subject = open_real("papi", 2024, "22", language="en")
    row = measure_certainty(subject).head(1)
    assert "the first 10" in sureness.show(subject, row).finding
    few = sureness.show(subject, row.assign(n_better=3, n_worse=2, n_untold=5)).finding
    assert "first" not in few
    assert "with the whole table read at once" in few
    assert choose_place(13) == 3
