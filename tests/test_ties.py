"""A largest that is shared is told as shared, all are not some of all, and who is first without a score is told."""

import pandas as pd
import pytest

from parlib.questions import actions, agencies, gains, ranking, reasons, sheet_losses
from parlib.study import granted, nation
from parlib.study.actions import plan_actions
from parlib.study.profile import list_gains
from parlib.subject import open_subject

SIDES = pd.DataFrame({"side": ["documents"]})


@pytest.fixture
def page(open_page):
    return lambda language="vi": open_page("papi", 2024, "22", "4", language)


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ([0.5, 0.5, 0.25], "Lý do mất nhiều điểm nhất: A (0,50 điểm, 40,0% số điểm mất), cùng mức còn 1 lý do khác."),
        ([0.75, 0.5, 0.25], "Lý do mất nhiều điểm nhất: A (0,75 điểm, 50,0% số điểm mất)."),
    ],
)
def test_a_reason_that_shares_the_largest_loss_is_not_told_as_the_only_one(open_page, lost, said):
    table = pd.DataFrame({"reason": ["A", "B", "C"], "parts": [1, 1, 1], "lost": lost})
    table["lost_share"] = table["lost"] / table["lost"].sum()
    assert reasons.show(open_page("par_index", 2023, "22", "total", "vi"), table, SIDES).finding == said


def test_the_first_of_losses_that_wait_is_told_with_those_as_large(page):
    plan = plan_actions(page()).assign(lost_to_best=float("nan"))
    plan["lost"] = [1.0, 1.0, 0.5, 0.5][: len(plan)]
    assert "(1,00 điểm), cùng mức còn 1 nội dung khác." in actions.show(page(), plan).finding


def test_the_only_loss_that_waits_is_not_the_largest_of_several(open_page):
    alone = open_page("papi", 2024, "91", "4.1", "vi")
    said = actions.show(alone, plan_actions(alone)).finding
    assert said.startswith("Chưa giao nhiệm vụ cho “Kiểm soát tham nhũng trong chính quyền” (thấp hơn ")
    assert "lớn nhất" not in said


@pytest.mark.parametrize(
    ("held", "given", "said"),
    [
        (3, 0, "All 3 large losses of the table have an agency in charge, and none has a task yet."),
        (3, 3, "All 3 large losses of the table have an agency in charge, and all have a task."),
        (2, 1, "Of the 3 large losses of the table, 2 have an agency in charge, and 1 has a task."),
        (0, 1, "Of the 3 large losses of the table, none has an agency in charge, and 1 has a task."),
        (0, 0, "The 3 large losses of the table have no agency in charge and no task yet."),
    ],
)
def test_all_and_none_of_the_largest_losses_are_told_as_such(page, held, given, said):
    rows = [
        {
            "agency": "A" if at < held else "",
            "task": "T" if at < given else "",
            "given": at < given,
            "lost_of_index": 0.03 - at / 100,
        }
        for at in range(3)
    ]
    table = pd.DataFrame(rows).assign(index="papi", short="PAPI", year=2024, component="C", head="", deadline="")
    assert sheet_losses.show(page("en"), table.assign(n_equal=1)).finding == said


def test_losses_level_with_the_last_that_the_sheet_names_are_counted(page):
    table = pd.DataFrame({"index": "papi", "short": "PAPI", "year": 2024, "component": list("ABC"), "agency": ""})
    table = table.assign(lost_of_index=[0.02, 0.01, 0.01], n_equal=[1, 4, 4])
    said = [str(sheet_losses.say(page(), table, count)) for count in (1, 2, 3)]
    assert ["cùng mức" in one for one in said] == [False, True, True]
    assert said[1].endswith("“B” (1,0%), cùng mức còn 3 nội dung khác.")
    assert said[2].endswith("“C” (1,0%), cùng mức còn 2 nội dung khác.")


@pytest.mark.parametrize(
    ("n_equal", "said"), [(1, "(0,50 điểm) và"), (3, "(0,50 điểm), cùng mức còn 2 nội dung khác và")]
)
def test_a_gain_that_others_share_is_told_with_them(open_page, n_equal, said):
    subject = open_page("papi", 2024, "22", "total", "vi")
    table = list_gains(subject).iloc[[0, -1]].assign(change=[0.5, -0.25], n_equal=[n_equal, 1])
    assert said in gains.show(subject, table.reset_index(drop=True)).finding


def test_an_agency_without_points_claimed_has_none_not_nought(open_page, monkeypatch):
    """Points claimed stand beside those granted only where all that was granted was claimed."""
    rows = pd.DataFrame(
        {
            "component_code": ["1", "2", "3"],
            "self": [1.0, None, None],
            "appraised": [0.5, None, None],
            "score": [0.5, 2.0, 1.0],
            "max_score": [1.0, 3.0, None],
            "lost": [0.5, 1.0, None],
        }
    )
    monkeypatch.setattr(granted, "_own_parts", lambda subject: rows)
    monkeypatch.setattr(granted, "find_holders", lambda subject: {"1": "A", "2": "A", "3": "B"})
    table = granted.sum_agencies(open_page("papi", 2024, "22", "4", "vi")).set_index("agency")
    assert table["self_score"].isna().all()
    assert table.loc["A", ["score", "lost", "overclaim"]].tolist() == [2.5, 1.5, 0.5]
    assert table.loc["B", ["max_score", "lost", "overclaim"]].isna().all()
    unknown = agencies.show(open_page("papi", 2024, "22", "4", "vi"), table.loc[["B"]].reset_index())
    assert (unknown.chart, unknown.finding) == ("none", "")


@pytest.mark.parametrize(
    ("index", "year", "said"),
    [
        ("sipas", 2021, "Quảng Ninh; chưa tìm thấy điểm số được công bố."),
        ("par_index", 2021, ""),
    ],
)
def test_who_is_first_is_told_though_only_the_rank_is_known(home, index, year, said):
    country = open_subject(index, year, language="vi")
    shown = ranking.show(country, nation.list_ranking(country))
    assert " có điểm số, cao nhất là " in shown.finding
    assert ("Xếp thứ nhất là" in shown.finding) == bool(said)
    assert shown.finding.endswith(said)
    assert "Quảng Ninh" in shown.table["province"].tolist()
