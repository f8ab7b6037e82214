"""Sentences of the component page lead to the cells that they were written from, in both languages."""

import re

import pytest
from made_subjects import make_subject, open_real

from parlib.language.kinds import write_value
from parlib.questions import actions as task_list
from parlib.questions import answer, headline, lasting, marks, place, sureness, trend
from parlib.questions import history as course
from parlib.questions import losses as points_lost
from parlib.questions import position as standings
from parlib.study import actions, certainty, history, losses, position, steps
from parlib.study.moved import list_moved_parts

NAN = float("nan")

SUBJECTS = (
    ("papi", 2024, "22", "4"),
    ("papi", 2024, "22", "2"),
    ("papi", 2024, "01", "total"),
    ("papi", 2024, "26", "1"),
    ("papi", 2024, "66", "4", "34"),
    ("papi", 2024, "22", "4", "34"),
    ("dti", 2024, "79", "4"),
    ("service_766", 2024, "24", "2"),
    ("par_index", 2023, "22", "total"),
    ("par_index", 2020, "22", "P2"),
    ("sipas", 2021, "22", "total"),
    ("pci", 2016, "22", "2"),
)
"""Index, year, province, component and, where the year is retold, vintage."""


def list_exhibits(subject):
    """Return the exhibits of the subject's page by name."""
    standing, provinces = position.measure_position(subject), position.compare_provinces(subject)
    path, tested = history.trace_history(subject), history.test_trend(subject)
    lost, duties = losses.sum_losses(losses.measure_losses(subject), subject), actions.plan_actions(subject)
    shown = (
        headline.show(subject, standing, list_moved_parts(subject)),
        standings.show(subject, provinces),
        marks.show(subject, position.list_marks(standing)),
        place.show(subject, standing),
        course.show(subject, path, list_moved_parts(subject)),
        trend.show(subject, tested, history.estimate_slope(path)),
        points_lost.show(subject, lost, standing),
        lasting.show(subject, losses.track_losses(subject)),
        task_list.show(subject, duties),
        sureness.show(subject, certainty.measure_certainty(subject)),
        answer.show(subject, standing, certainty.measure_certainty(subject), steps.list_steps(subject)),
    )
    return {exhibit.name: exhibit for exhibit in shown}


def find_held(exhibit, row, column):
    """Return the value of a cell, or of a figure beside the table, with its kind."""
    if row < 0:
        return exhibit.options[column], ("score", "change", "share", "count", "year", "tenth")
    kinds = [one["kind"] for one in exhibit.columns if one["name"] == column]
    return exhibit.table[column].iloc[row], kinds


def spell(value, kinds, language, decimals):
    """Return the ways in which a value may be written: with or without its sign, whole, as a percentage."""
    if isinstance(value, str):
        return {value}
    ways = {write_value(value, kind, language, places) for kind in kinds for places in (decimals, 0)}
    if "share" in kinds:
        ways |= {write_value(100 * value, "count", language) + "%"}
    if {"score", "change", "rank_change"} & set(kinds):
        ways |= {write_value(abs(value), kind, language, decimals) for kind in ("score", "count")}
    return ways | {f"{way}%" for way in ways}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("asked", SUBJECTS, ids=lambda asked: "-".join(map(str, asked)))
def test_every_link_of_a_sentence_leads_to_the_cell_that_it_says(asked, language):
    index, year, province, component, *vintage = asked
    exhibits = list_exhibits(open_real(index, year, province, component, language, *vintage))
    shown = {name: exhibit for name, exhibit in exhibits.items() if exhibit.chart != "none"}
    assert exhibits["headline"].links["finding"]
    for exhibit in shown.values():
        for part, links in exhibit.links.items():
            text = getattr(exhibit, part)
            for start, end, other, row, column in links:
                if not other.startswith("@"):
                    held = find_held(shown[other or exhibit.name], row, column)
                    assert text[start:end] in spell(*held, language, exhibit.decimals)
            ends = [0, *(end for _, end, *_ in links)]
            starts = [*(start for start, *_ in links), len(text)]
            rest = "".join(text[end:start] for end, start in zip(ends, starts, strict=True))
            assert not re.search(r"\d", rest), f"{exhibit.name}: {text}"


def tell(question, asked, language):
    index, year, province, component, *vintage = asked
    return list_exhibits(open_real(index, year, province, component, language, *vintage))[question].finding


@pytest.mark.parametrize(
    ("language", "most"),
    [("vi", "“Công khai, minh bạch” (7,43 điểm)"), ("en", "“Openness and transparency” (7.43 points)")],
)
def test_most_is_told_of_the_parts_whose_loss_is_known(language, most):
    """The maximum of the digitised records of the 766 set is not published."""
    finding = tell("losses", ("service_766", 2024, "22", "total"), language)
    assert finding.startswith(("Mất 20,60 điểm", "20.60 points were lost"))
    assert finding.endswith(f"{most}.")
    assert ("of the parts whose loss is known" in finding) or ("trong các thành phần đã biết điểm mất" in finding)


def test_several_best_are_named_and_the_rest_counted():
    """Ten provinces share the maximum of DTI 4; Ho Chi Minh City is one of them."""
    other, best = (tell("position", ("dti", 2024, place, "4"), "vi") for place in ("27", "79"))
    named = "Bà Rịa - Vũng Tàu, Bình Thuận, Đà Nẵng và 7 địa phương khác"
    assert f"thấp hơn các tỉnh, thành phố cao nhất ({named}) 0,0357 điểm." in other
    assert best.endswith("và là điểm cao nhất cả nước.")


def test_the_gap_that_a_sentence_tells_is_a_column_though_the_last_year_has_no_median():
    subject = open_real("papi", 2024, "22", "4", "en")
    path = history.trace_history(subject)
    path.loc[path.index[-1], "national_median"] = NAN
    exhibit = course.show(subject, path, list_moved_parts(subject))
    assert exhibit.finding.endswith("0.97 points above the national mean.")
    assert {"gap_to_median", "gap_to_mean"} <= set(exhibit.table)


def test_the_largest_gap_is_told_only_where_it_is_one():
    """PAPI 2024, 5.4, Bắc Ninh: less than 0.005 behind the best, but 0.75 points of the maximum are lost."""
    subject = open_real("papi", 2024, "27", "5.4", language="en")
    said = str(task_list.show(subject, actions.plan_actions(subject)).finding)
    assert said == "“Personal Procedures” lost 0.75 points and has no task yet."


@pytest.mark.parametrize(
    ("language", "detail", "plain"),
    [("vi", "Xét từng nội dung chi tiết, mất", "Mất"), ("en", "Item by item, most", "Most")],
)
def test_the_answer_says_that_it_speaks_of_parts_of_parts(language, detail, plain):
    """Of PAPI as a whole one dimension lost most (6.06 points), and of all parts one of another dimension (2.92)."""
    told = {}
    for component in ("total", "3"):
        subject = open_real("papi", 2024, "22", component, language)
        told[component] = str(answer.say_losses(subject, steps.list_steps(subject)))
    assert told["total"].startswith(detail)
    assert told["3"].startswith(plain)


def test_nobody_is_still_first_over_a_year_without_a_figure():
    """PAPI 2023 has no figure of Quảng Ninh, first in 2022 and 2024; of PCI 2021 and 2022 both are known."""
    assert "khi đó cũng đứng đầu cả nước" in tell("headline", ("papi", 2024, "22", "total"), "vi")
    assert "tiếp tục đứng đầu cả nước" in tell("headline", ("pci", 2022, "22", "total"), "vi")


def test_a_share_of_people_alone_is_not_the_largest_of_itself():
    shares = {("total", 2021): [86.0, 88.0], ("1", 2021): [80.0, 90.0], ("2", 2021): [92.0, 86.0]}
    subject = make_subject(shares, dict.fromkeys(("total", "1", "2"), 100.0), component="1", index="sipas")
    said = str(answer.say_losses(subject, steps.list_steps(subject)))
    assert said == "Còn 20,00% người dân chưa hài lòng."


def test_places_are_held_against_each_other_across_frameworks_where_scores_are_not():
    subject = open_real("par_index", 2022, "31", "total")  # the framework changed in 2022
    row = position.measure_position(subject).iloc[0]
    assert row[["year_before", "rank_before", "rank_change"]].tolist() == [2021.0, 1.0, -1.0]
    assert row[["score_before", "change"]].isna().all()
    said = str(headline.say(subject, position.measure_position(subject)))
    assert said.endswith("xếp thứ 2/63; giảm 1 bậc so với năm 2021 (khi đó xếp thứ 1).")
    part = position.measure_position(open_real("papi", 2021, "26", "6.4")).iloc[0]
    assert part[["year_before", "rank_change"]].isna().all()  # a part is measured otherwise now


@pytest.mark.parametrize(
    ("index", "year", "place", "told"),
    [
        ("par_index", 2022, "22", "ranked 1 of 63; up 1 place"),
        ("papi", 2018, "01", "ranked 30 of 32 beside the other 31, merged ones back-cast"),
    ],
)
def test_a_printed_rank_is_not_among_back_cast_places(index, year, place, told):
    """What was printed of 63 is not told as if it were beside 33; what is computed counts the places with a rank."""
    subject = open_real(index, year, place, vintage="34", language="en")
    assert told in str(headline.say(subject, position.measure_position(subject)))
