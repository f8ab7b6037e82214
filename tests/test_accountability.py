"""The accountability sheet: what an agency holds, its tasks, last year's promises against this year's points."""

import datetime
import json
import shutil

import pytest
from linked import check_links
from made_registers import fill_in
from made_runs import make_home, run_few, write_template

from parlib.clean.run import clean_raw
from parlib.forms.register import take_in_register
from parlib.questions import actions, held, promises, tasks
from parlib.results import page_spec
from parlib.runs.plan import plan_pages
from parlib.study.actions import plan_actions
from parlib.study.duty import compare_promises, list_held, list_tasks, sum_held
from parlib.subject import open_subject


@pytest.fixture(scope="module")
def registered(tmp_path_factory, home):
    """Return a home in which Quảng Ninh filled in a register of 2023 and of 2024."""
    folder = tmp_path_factory.mktemp("registered")
    raw = folder / "data" / "raw"
    shutil.copytree(home / "data" / "raw", raw)
    last = {"component": "4.1", "lead_agency": "SYT"}
    take_in_register(raw, fill_in(folder / "2023.xlsx", {"lost": 1.5}, last, year=2023))
    now = [{}, {"component": "8.1", "lead_agency": "SYT", "coordinating_agency": "SNV", "deadline": "31/12/2099"}]
    held = [("4", "SNV"), ("4.3", "SYT"), ("8", "STTTT")]
    take_in_register(raw, fill_in(folder / "2024.xlsx", *now, holdings=held))
    clean_raw(raw, folder / "data" / "processed")
    return folder


@pytest.fixture
def subject(registered, monkeypatch):
    monkeypatch.setenv("PARLIB_HOME", str(registered))
    return open_subject("papi", 2024, "22")


def test_list_held_gives_what_lies_below_a_dimension_unless_another_agency_has_it(subject):
    assert list_held(subject, "Sở Nội vụ")["component_code"].tolist() == ["4.1", "4.2", "4.4"]
    assert list_held(subject, "Sở Y tế")["component_code"].tolist() == ["4.3"]
    assert list_held(subject, "Sở Khoa học và Công nghệ")["component_code"].str.startswith("8.").all()


def test_sum_held_adds_up_to_the_points_of_the_components(subject):
    held = list_held(subject, "Sở Nội vụ")
    sums = sum_held(held)
    own = subject.scores.query("year == 2024 and province_code == '22' and component_code in ('4.1', '4.2', '4.4')")
    assert sums["score"] == pytest.approx(own["score"].sum())
    assert sums["score"] + sums["lost"] == pytest.approx(sums["max_score"])


def test_list_tasks_puts_overdue_ones_first_and_tells_lead_from_coordinating(subject):
    tasks = list_tasks(subject, "Sở Nội vụ", "2025-07-01")
    assert tasks["part"].tolist() == ["lead", "coordinating"]
    assert tasks["overdue"].tolist() == [True, False]
    assert not list_tasks(subject, "Sở Nội vụ", "2025-06-30")["overdue"].any()


def test_compare_promises_holds_last_years_tasks_against_this_years_points(subject):
    row = compare_promises(subject, "Sở Nội vụ").iloc[0]
    own = subject.scores.query("year == 2024 and province_code == '22' and component_code == '4.2'").iloc[0]
    assert row["lost_before"] == 1.5
    assert row["lost"] == pytest.approx(own["max_score"] - own["score"])
    assert row["regained"] == pytest.approx(1.5 - row["lost"])
    assert row["verdict"] == "better"


AGENCY = "Sở Nội vụ"
SHEET = {
    "held": (lambda one: held.show(one, own := list_held(one, AGENCY), sum_held(own), AGENCY, "Giám đốc A"), 5),
    "tasks": (lambda one: tasks.show(one, list_tasks(one, AGENCY, "2025-07-01"), AGENCY, "2025-07-01"), 3),
    "promises": (lambda one: promises.show(one, compare_promises(one, AGENCY), AGENCY), 2),
    "actions": (lambda one: actions.show(one.with_component("4"), plan_actions(one.with_component("4"))), 3),
}
"""Question to how it is shown, and how many figures and names it says at least."""


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("asked", SHEET)
def test_what_an_agency_holds_and_owes_leads_to_its_cells(registered, monkeypatch, asked, language):
    monkeypatch.setenv("PARLIB_HOME", str(registered))
    show, least = SHEET[asked]
    check_links(show(open_subject("papi", 2024, "22", "total", language)), least)


def test_an_agency_that_holds_nothing_is_told_so(subject):
    none = list_held(subject, "Sở Tư pháp")
    said = held.show(subject, none, sum_held(none), "Sở Tư pháp", "").finding
    assert said == "Sở Tư pháp (chưa ghi người đứng đầu): chưa được phân công chỉ số thành phần nào."


def test_points_behind_the_best_are_not_told_where_no_best_is_known(subject):
    own = list_held(subject, AGENCY).assign(recoverable=float("nan"))
    said = held.show(subject, own, sum_held(own), AGENCY, "Giám đốc A").finding
    assert (
        said == "Sở Nội vụ (Giám đốc A) phụ trách 3 chỉ số thành phần: đạt 6,41 điểm trên tối đa 7,50, mất 1,09 điểm."
    )


def test_the_state_of_a_task_is_told_in_words(subject):
    whole = subject.with_component("4")
    shown = actions.show(whole, plan_actions(whole)).table
    assert shown.set_index("component_code").loc["4.2", "status"] == "đang làm"


def test_plan_pages_plans_a_sheet_for_every_agency_of_the_province_and_year(subject):
    plans = [plan for plan in plan_pages("papi", 2024, ["22"], ["4"]) if plan.page == "accountability"]
    assert [plan.agency for plan in plans] == ["Sở Khoa học và Công nghệ", "Sở Nội vụ", "Sở Y tế"]
    assert plans[1].html == "papi/2024/22-quang-ninh/agency-so-noi-vu.html"
    assert plans[1].parameters["agency"] == "Sở Nội vụ"
    assert [plan for plan in plan_pages("papi", 2024, ["01"], ["4"]) if plan.page == "accountability"] == []


OVERDUE = """from parlib.study.duty import list_tasks
from parlib.subject import open_subject
tasks = list_tasks(open_subject(index, year, province), agency, day)
tasks["overdue"].tolist()"""


def test_a_sheet_made_for_another_day_is_made_again_with_the_tasks_that_are_overdue_by_then(
    registered, tmp_path, monkeypatch
):
    class Day(datetime.date):
        now = "2025-06-30"

        @classmethod
        def today(cls):
            return cls.fromisoformat(cls.now)

    monkeypatch.setattr(page_spec.datetime, "date", Day)
    home = make_home(tmp_path / "home", registered)
    write_template(home, "accountability", OVERDUE)
    monkeypatch.setenv("PARLIB_HOME", str(home))
    monkeypatch.setenv("PARLIB_PRELOAD", "pandas,pyarrow.parquet,parlib.store")
    (plan,) = [plan for plan in plan_pages("papi", 2024, ["22"], ["4"]) if plan.agency == "Sở Nội vụ"]
    found = []
    for day in ("2025-06-30", "2025-06-30", "2025-07-01"):
        Day.now = day
        (outcome,), reasons = run_few(home, tmp_path / "reports", [plan])
        cells = json.loads((tmp_path / "reports" / plan.notebook).read_text(encoding="utf-8"))["cells"]
        text = cells[-1]["outputs"][0]["data"]["text/plain"]
        found.append((outcome.kept, list(reasons[plan.notebook]), "".join(text)))
    assert outcome.error is None
    assert found == [
        (False, ["new"], "[False, False]"),
        (True, [], "[False, False]"),
        (False, ["parameters changed"], "[True, False]"),
    ]


def say_held(subject, **changed):
    own = list_held(subject, AGENCY).assign(**changed)
    return held.show(subject, own, sum_held(own), AGENCY, "Giám đốc A").finding


def test_points_behind_the_best_of_several_components_are_a_sum_and_said_as_one(subject):
    own = list_held(subject, AGENCY)
    assert own["recoverable"].sum() == pytest.approx(0.18, abs=0.005)
    assert say_held(subject).endswith("; tổng khoảng cách tới địa phương dẫn đầu từng chỉ số thành phần là 0,18 điểm.")
    assert "dẫn đầu" not in say_held(subject, recoverable=[0.1, float("nan"), 0.1])


def test_an_agency_with_a_component_without_figures_is_told_how_many_its_points_are_of(subject):
    said = say_held(subject, score=[2.0, float("nan"), 2.0], lost=[0.5, float("nan"), 0.5], max_score=2.5)
    assert "3 chỉ số thành phần, 2 có điểm và điểm tối đa: đạt 4,00 điểm trên tối đa 5,00, mất 1,00 điểm" in said


def test_scores_without_a_maximum_are_no_missing_scores(subject):
    said = say_held(subject, max_score=float("nan"), lost=float("nan"))
    assert said.endswith("3 chỉ số thành phần, 3 có số liệu; chưa công bố điểm tối đa nên chưa tính được điểm mất.")
