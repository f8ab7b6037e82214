"""What sentences must not say: sums of what does not add up, parts of themselves, none for unknown, one for many."""

from dataclasses import replace

import pandas as pd
import pytest
from made_subjects import make_subject, open_real

from parlib.questions import (
    answer,
    causes,
    cheapest,
    groups,
    headline,
    integrity,
    largest,
    lasting,
    matters,
    merged,
    movers,
    peer_parts,
    recovery,
    shares,
    smallest_weights,
    streaks,
    strengths,
    sureness,
)
from parlib.questions import certainty as rank_ranges
from parlib.questions import losses as points_lost
from parlib.questions import peers as similar_places
from parlib.study import (
    bridge,
    certainty,
    composite,
    losses,
    movement,
    nation,
    peers,
    position,
    profile,
    steps,
    structure,
    whatif,
)
from parlib.study import province as whole
from parlib.study.consistency import compare_indices
from parlib.study.inequality import measure_inequality
from parlib.study.moved import list_moved_parts

NAN = float("nan")


def tell_losses(subject):
    lost = losses.sum_losses(losses.measure_losses(subject), subject)
    return points_lost.show(subject, lost, position.measure_position(subject)).finding


def make_satisfied():
    scores = {("total", 2019): [62.66, 80.0], ("1", 2019): [60.0, 80.0], ("2", 2019): [50.0, 75.0]}
    maxima = dict.fromkeys(("total", "1", "2"), 100.0)
    return replace(make_subject(scores, maxima=maxima, index="sipas", combine="published"), language="en")


def test_losses_of_satisfaction_are_people_not_points():
    subject = make_satisfied()
    assert tell_losses(subject) == "37.34% of people are not satisfied; most are not satisfied with “C2” (50.00%)."
    assert tell_losses(replace(subject, language="vi")).startswith("Còn 37,34% người dân chưa hài lòng; ")
    finding = largest.show(*both(whole.list_largest_losses, give_sources(subject))).finding
    assert finding == "The share of people not satisfied is largest on “C2” (50.00%) and “C1” (40.00%)."


def test_pieces_of_a_loss_that_are_nothing_are_left_out():
    """The best province has all points: nothing is lost even by the best."""
    subject = replace(make_subject({("total", 2019): [8.0, 6.0, 10.0]}), language="en")
    assert tell_losses(subject) == "2.00 points were lost against the maximum."
    assert "0.50 points are lost even by the best province." in tell_losses(
        replace(make_subject({("total", 2019): [8.0, 6.0, 9.5]}), language="en")
    )


def test_the_largest_loss_is_called_the_largest_part_not_most():
    assert "the largest part of it on" in tell_losses(open_real("papi", 2024, "22", "4", "en"))


def test_a_component_without_parts_is_not_a_part_of_itself():
    subject = open_real("dti", 2024, "22", "1", "en")
    similar, target = peers.find_peers(subject), whatif.measure_target(subject)
    silent = [
        peer_parts.show(subject, peers.compare_peers(subject, similar)),
        recovery.show(subject, whatif.recover_losses(subject)),
        cheapest.show(subject, target, whatif.find_cheapest(subject)),
    ]
    assert [exhibit.chart for exhibit in silent] == ["none"] * 3
    told = lasting.show(subject, losses.track_losses(subject)).finding
    assert told == "The province is in the bottom quartile of provinces (new since 2023)."


def test_whoever_left_the_bottom_quartile_is_not_said_to_have_recovered_its_points():
    finding = lasting.show(*both(losses.track_losses, open_real("papi", 2023, "92", language="en"))).finding
    assert "recovered" not in finding
    assert "ut of that quartile since 2022" in finding


def give_sources(subject):
    """Return a made subject whose figures have a source, as an exhibit names it."""
    return replace(subject, sources=open_real("papi", 2024).sources, scores=subject.scores.assign(source_id=""))


def both(study, subject):
    return subject, study(subject)


def test_the_index_is_no_strength_of_itself():
    """Of PAR INDEX 2023 the total alone was printed of Quảng Ninh."""
    exhibit = strengths.show(*both(whole.find_strengths, open_real("par_index", 2023, "22", language="en")))
    assert (exhibit.chart, exhibit.finding) == ("none", "")


def test_no_weakness_is_told_only_of_parts_that_have_a_place():
    scores = {("total", 2019): [9.0, *range(8)], ("1", 2019): [9.0, *range(8)], ("2", 2019): [NAN] * 9}
    subject = give_sources(replace(make_subject(scores), language="en"))
    finding = strengths.show(*both(whole.find_strengths, subject)).finding
    assert (
        finding == "Only 1 of 2 components has a rank. In the top quartile this year, not known to last: “C1” (1/9). "
        "No component is in the bottom quartile."
    )


@pytest.mark.parametrize("index", ["par_index", "sipas"])
@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_unknown_losses_are_not_told_as_none(index, year):
    """91.04 of 100 has a loss, though nobody printed where."""
    subject = open_real(index, year, "22", language="en")
    assert recovery.show(subject, whatif.recover_losses(subject)).finding == ""


def test_the_last_year_with_figures_is_another_year():
    for year in (2020, 2021, 2022, 2023):
        subject = open_real("par_index", year, "22", language="en")
        assert f"with figures is {year}" not in shares.show(*both(profile.trace_shares, subject)).finding


@pytest.mark.parametrize("code", ["01", "27", "92"])
def test_a_target_is_the_place_that_was_asked_for(code):
    """Ten provinces share the maximum of DTI 4, so the tenth score is a first place."""
    target = whatif.measure_target(open_real("dti", 2024, code, "4", "en"))
    assert (target["target_place"].iloc[0], target["place_reached"].iloc[0]) == (10, 1)


def test_equal_provinces_share_the_better_place_in_the_draws():
    subject = make_subject({("total", 2019): [10.0] * 6 + [5.0]})
    subject = subject.but(scores=subject.scores.assign(n=300))
    ranges = certainty.measure_rank_ranges(subject)
    assert ranges[["rank", "rank_low", "rank_high"]].to_numpy().tolist() == [[1, 1, 6]] * 6 + [[7, 7, 7]]
    finding = rank_ranges.show(subject, ranges, certainty.measure_certainty(subject)).finding
    assert finding.startswith("Hạng 1; tính cả sai số chọn mẫu, có thể từ hạng 1 đến hạng 6. ")


def test_ranges_hold_the_place_itself_for_every_province():
    for index, code in (("papi", "4"), ("dti", "4"), ("service_766", "4")):
        table = certainty.measure_rank_ranges(open_real(index, 2024, component=code))
        assert ((table["rank_low"] <= table["rank"]) & (table["rank"] <= table["rank_high"])).all()


def test_a_place_among_the_first_ten_is_told_as_what_the_errors_allow():
    subject = open_real("dti", 2024, "22", "1", "en")
    finding = sureness.show(*both(certainty.measure_certainty, subject)).finding
    assert finding.startswith(
        "If scores move as they do from year to year, with the whole table read at once, the province may be among the "
        "first 10; its rank is "
    )


def test_a_mean_of_some_similar_provinces_says_of_how_many():
    """One of the six most like Tuyên Quang is taken out."""
    subject = open_real("papi", 2021, "08", language="en")
    similar = peers.find_peers(subject)
    gone = (subject.scores["year"] == 2021) & (subject.scores["province_code"] == similar["province_code"].iloc[-1])
    scores = subject.scores.assign(score=subject.scores["score"].mask(gone))
    without = replace(subject, scores=scores)
    told = groups.show(without, peers.compare_groups(without, similar)).finding
    assert "the mean of 5 of 6 similar provinces" in told
    assert "5 of 6 have a score" in similar_places.show(without, peers.find_peers(without)).finding


def test_the_largest_rise_says_among_how_many():
    """Nine of ten places have a figure in each year, another nine: eight in both."""
    scores = {("total", 2018): [5.0, *[6.0] * 8, NAN], ("total", 2019): [6.0, NAN, *[6.0] * 8]}
    few = replace(make_subject(scores), language="en")
    finding = movers.show(few, nation.list_movers(few)).finding
    assert "among the 8 provinces with figures of both years, P01 rose most" in finding


def test_a_part_that_works_against_the_whole_decides_nothing():
    subject = open_real("papi", 2024, language="en")
    weights = structure.measure_weights(subject, smallest=True)
    finding = smallest_weights.show(subject, weights, structure.measure_weights(subject)).finding
    against = weights.loc[weights["effective_weight"] < 0, "component"].tolist()
    assert against
    decided, reversed_ = finding.split("against the whole: ")
    assert all(f". {name}”" in reversed_ and f". {name}”" not in decided for name in against)


def test_a_rank_that_did_not_move_is_not_split_into_noughts():
    subject = open_real("dti", 2024, "79", "4", "en")
    exhibit = causes.show(subject, movement.split_rank_changes(subject), bridge.hold_framework(subject))
    assert (exhibit.chart, exhibit.finding, exhibit.needs) == ("none", "", "")


def test_headline_and_answer_tell_the_fall_since_the_newest_published_year():
    subject = open_real("papi", 2024, "22", "2", "en")
    standing = position.measure_position(subject)
    fall = "down 0.54 points and 5 places since 2022, when it ranked 1"
    assert fall in headline.show(subject, standing, list_moved_parts(subject)).finding
    sure, first = certainty.measure_certainty(subject), steps.list_steps(subject)
    assert fall in answer.show(subject, standing, sure, first).finding


def test_whoever_stays_first_alone_is_said_to_stay_first():
    subject = open_real("par_index", 2023, "22")
    finding = headline.show(*both(position.measure_position, subject), list_moved_parts(subject)).finding
    assert finding.endswith("tăng 2,08 điểm so với năm 2022, tiếp tục đứng đầu cả nước.")
    shared = open_real("dti", 2024, "79", "4")
    assert "đứng đầu" not in headline.show(*both(position.measure_position, shared), list_moved_parts(shared)).finding


def test_rises_and_falls_are_against_the_newest_published_year():
    gains = profile.list_gains(open_real("papi", 2024, "22"))
    assert set(gains["year_before"]) == {2022}
    assert profile.list_gains(open_real("par_index", 2021, "22")).empty  # the whole is no part of itself


def test_other_indices_are_not_held_against_a_component_without_a_rank():
    subject = open_real("par_index", 2020, "22", "P2", "en")
    exhibit = matters.show(subject, compare_indices(subject), pd.DataFrame())
    assert (exhibit.chart, exhibit.finding) == ("none", "")
    assert exhibit.needs == "The PAR INDEX 2020 ranking of all provinces"


def test_a_province_that_did_not_merge_from_unequal_parts_has_no_range_to_tell():
    traced = composite.trace_merged(open_real("papi", 2024, "66", "total", "en", "34"))
    same = traced.assign(low=traced["score"], high=traced["score"])
    same.loc[same["role"] != "merged", "score"] = 7.26
    finding = merged.show(open_real("papi", 2024, "66", "total", "en", "34"), same).finding
    assert "over weightings" not in finding
    assert "highest" not in finding


def test_streaks_are_told_with_their_missing_years():
    told = streaks.show(*both(whole.list_streaks, open_real("papi", 2024, "22", language="en"))).finding
    assert "in first place: 2020–2024 (3 years with a rank; none for 2021, 2023)" in told
    told = streaks.show(*both(whole.list_streaks, open_real("sipas", 2021, "22", language="en"))).finding
    every = "in every year with a rank"  # of 2018 only a score is known, of 2020 and 2021 only a rank
    assert told == (
        f"Years in a row in first place: 2019–2021, {every}; among the first 10: 2019–2021, {every}; "
        f"at 90% or above: 2018–2019, in every year with a score."
    )


@pytest.mark.parametrize("year", [2023, 2024])
def test_every_run_is_told_in_the_order_of_years_whether_or_not_the_year_of_the_page_has_a_rank(year):
    """A chart beside the sentence shows the first places of 2022 and 2023, which only the page of 2023 told."""
    told = streaks.show(*both(whole.list_streaks, open_real("par_index", year, "22", language="vi"))).finding
    assert told.startswith("Liên tục đứng thứ nhất giai đoạn 2017–2020 và 2022–2023; ")
    assert told.endswith("đạt từ 90% trở lên giai đoạn 2020–2021 và 2022–2023.")


def test_years_at_hand_are_not_called_all_that_were_published():
    """PAR INDEX 2016 was published, but without a figure of Hải Phòng in the ledger."""
    told = streaks.show(*both(whole.list_streaks, open_real("par_index", 2024, "31", language="vi"))).finding
    years = "2014, 2015, 2016, 2018"
    assert f"2013–2024, mọi năm có thứ hạng (8 năm; chưa có thứ hạng năm {years})" in told
    assert "công bố" not in told


def test_integrity_of_2021_is_as_the_conference_of_2022_was_told():
    told = integrity.show(*both(whole.compare_integrity, open_real("sipas", 2021, "22", language="en"))).finding
    assert (
        told
        == "In 2021, 0.00% were harassed (0.45% nationally); 0.00% were asked for extra payment (0.14% nationally)."
    )


def test_gini_of_a_scale_that_begins_above_zero_is_of_the_points_above_it():
    row = measure_inequality(open_real("papi", 2024)).iloc[-1]
    assert 100 * row["gini"] == pytest.approx(2.90, abs=0.005)
