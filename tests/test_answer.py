"""The first lines of a page: short, bound to cells, silent where rows are missing."""

import pandas as pd
import pytest
from made_subjects import make_subject, open_real

from parlib.questions import answer, answers, ranking
from parlib.study import certainty, duty, inequality, nation, position, steps

SUBJECTS = (
    ("papi", 2024, "22", "4"),
    ("papi", 2024, "66", "4", "34"),
    ("dti", 2024, "79", "4"),
    ("service_766", 2024, "24", "2"),
    ("par_index", 2023, "22", "total"),
    ("sipas", 2021, "22", "total"),
    ("pci", 2016, "22", "2"),
)
BLANK = {"agency": "", "task": "", "head": "", "deadline": "", "due": "", "lost_to_best": 0.1, "ended": False}


def tell(subject):
    sure = certainty.measure_certainty(subject)
    return answer.show(subject, position.measure_position(subject), sure, steps.list_steps(subject))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("asked", SUBJECTS)
def test_the_answer_has_at_most_120_words_and_no_unbound_number(asked, language):
    shown = tell(open_real(*asked[:4], language, *asked[4:]))
    assert 0 < len(shown.finding.split()) <= 120
    bound = {at for start, end, *_ in shown.links["finding"] for at in range(start, end)}
    assert [at for at, letter in enumerate(shown.finding) if letter.isdecimal() and at not in bound] == []


def test_the_losses_are_the_three_largest_first():
    subject = make_subject(
        {
            ("total", 2019): [20.0, 25.0],
            ("1", 2019): [9.0, 9.0],
            ("2", 2019): [1.0, 6.0],
            ("3", 2019): [4.0, 5.0],
            ("4", 2019): [6.0, 5.0],
        }
    )
    assert steps.list_steps(subject)["component_code"].tolist() == ["2", "3", "4"]
    assert "Mất điểm nhiều nhất: “C2” (9,00 điểm); “C3” (6,00); “C4” (4,00)." in tell(subject).finding


def test_without_the_country_the_province_is_told_alone():
    subject = make_subject({("total", 2019): [7.0], ("1", 2019): [3.0], ("2", 2019): [4.0]})
    lines = tell(subject).finding.split("\n")
    assert lines[0].startswith("P01 đạt 7,00/10 điểm")
    assert not [line for line in lines if "thuộc" in line or "dao động" in line]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "No task is set yet; the first to set, with a head and a deadline, is on this component."),
        ({"agency": "Home Affairs"}, "No task is set yet; the first to set, with a deadline, is one for Home Affairs"),
        (
            {"agency": "Home Affairs", "task": "Train", "head": "Ms. A", "deadline": "30/11", "due": "2026-11-30"},
            "Next: “Train” on “C1” – Home Affairs, Ms. A, due 30/11.",
        ),
        ({"task": "Train"}, "Next: “Train” on “C1” – no head is named, no deadline is set."),
    ],
)
def test_the_next_task_is_told_with_head_and_deadline_as_far_as_they_are_set(changed, said):
    rows = pd.DataFrame([{"component_code": "1", "component": "C1", "lost": 2.0} | BLANK | changed])
    assert str(answer.say_next(open_real("papi", 2024, "22", "4", "en"), rows)).startswith(said)


def test_people_who_are_not_satisfied_are_no_points():
    subject = open_real("sipas", 2021, "22", "total")
    rows = pd.DataFrame([{"component_code": str(n), "component": f"C{n}", "lost": 9.0 - n} | BLANK for n in (1, 2)])
    said = str(answer.say_losses(subject, rows))
    assert said == "Tỷ lệ chưa hài lòng cao nhất: “C1” (8,00%); “C2” (7,00%)."


def test_provinces_that_tie_across_quartiles_get_no_verdict():
    subject = make_subject({("total", 2019): [5.0] * 6 + [4.0, 3.0]})
    assert str(answer.say_verdict(subject, position.measure_position(subject).iloc[0])) == ""


def test_an_agency_without_tasks_says_so():
    subject = open_real("papi", 2024, "22", "total")
    own = duty.list_held(subject, "Sở Nội vụ")
    given = duty.list_tasks(subject, "Sở Nội vụ", "2026-11-28")
    shown = answers.show_agency(subject, own, duty.sum_held(own), "Sở Nội vụ", "", given, "2026-11-28")
    assert shown.finding.endswith("chưa có nhiệm vụ nào giao cho Sở Nội vụ trong sổ theo dõi.")


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "chưa có của các tỉnh, thành phố khác"), ("en", "not of the others")]
)
def test_the_best_of_a_few_printed_scores_is_not_the_best_of_the_country(language, said):
    subject = open_real("sipas", 2021, "VN", "total", language)
    ranked, unequal = nation.list_ranking(subject), inequality.measure_inequality(subject)
    stacked = inequality.stack_inequality(unequal)
    shown = answers.show_nation(subject, nation.summarise_nation(subject), ranked, pd.DataFrame(), stacked)
    assert said in shown.finding


def test_ranks_alone_are_told_one_by_one_and_of_how_many_provinces():
    """SIPAS 2021, as if no score had been printed."""
    subject = open_real("sipas", 2021, "VN", "total", "en")
    ranked = nation.list_ranking(subject).assign(score=float("nan"))
    n_ranked = int(ranked["rank"].notna().sum())
    said = str(ranking.say(subject, ranked))
    assert said.startswith(
        f"Only the ranks of {n_ranked} provinces were found, no score; the highest are Quang Ninh (rank 1),"
    )
