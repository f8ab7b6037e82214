"""The national page: run for real on whole tables and on single printed facts, and what its pictures put on paper."""

import pytest
from made_subjects import make_subject

from parlib.questions import convergence, spread
from parlib.questions import inequality as apart
from parlib.results.executed import read_executed
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages
from parlib.study import inequality, nation

ASKED = (
    ("papi", 2024, "vi"),
    ("papi", 2018, "en"),
    ("papi", 2011, "vi"),
    ("dti", 2024, "en"),
    ("service_766", 2024, "vi"),
    ("par_index", 2023, "en"),
    ("par_index", 2012, "vi"),
    ("sipas", 2023, "vi"),
)
INDEPTH = (
    "split",
    "between",
    "spread",
    "inequality",
    "convergence",
    "pairs",
    "levels",
    "reliability",
    "lasting_parts",
    "axes",
    "weights",
    "smallest_weights",
    "ceilings",
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory, home):
    """Return the executed national pages by index, year and language."""
    reports = tmp_path_factory.mktemp("reports")
    plans = [plan_pages(index, year, [], language=language)[0] for index, year, language in ASKED]
    outcomes = run_pages(plans, reports, home=home)
    assert [outcome.error for outcome in outcomes if outcome.status == "failed"] == []
    return {(plan.index, plan.year, plan.language): read_executed(reports / plan.notebook) for plan in plans}


def test_national_page_shows_every_exhibit_of_a_whole_table(pages):
    page = pages["papi", 2024, "vi"]
    tables = ("between", "levels", "reliability", "lasting_parts", "ceilings")
    assert [name for name in INDEPTH if page.find(name).chart == "table"] == list(tables)
    assert {page.find(name).chart for name in INDEPTH if name not in tables} == {
        "stacks",
        "spread",
        "series",
        "coefficients",
        "matrix",
        "pairs",
    }
    assert all(exhibit.png for exhibit in page.exhibits if exhibit.chart not in ("table", "text"))


def test_national_page_of_printed_facts_computes_nothing_over_provinces(pages):
    for key in (("par_index", 2023, "en"), ("par_index", 2012, "vi"), ("sipas", 2023, "vi")):
        assert [name for name in INDEPTH if pages[key].find(name)] == []
        assert set(INDEPTH) <= set(pages[key].unanswered)
    lacking = pages["par_index", 2023, "en"].unanswered
    assert lacking["movers"] == "The PAR INDEX 2023 results of all provinces"


def test_national_page_splits_changes_of_rank_by_the_framework_where_it_changed(pages):
    changed, same = (pages[key].find("split") for key in (("papi", 2018, "en"), ("papi", 2024, "vi")))
    assert (changed.table["framework"] != 0).any()
    assert "did not change" not in changed.note
    assert same.note.endswith("Bộ chỉ số không đổi giữa hai năm.")
    causes = changed.table[["performance", "framework", "entrants"]].sum(axis=1)
    assert causes.tolist() == changed.table["rank_change"].tolist()


def test_national_page_of_the_first_year_says_that_nothing_came_before(pages):
    page = pages["papi", 2011, "vi"]
    before = "Bảng kết quả PAPI những năm trước của các tỉnh, thành phố, cùng bộ chỉ số"
    assert page.unanswered["split"] == page.unanswered["convergence"] == before
    assert "chưa có năm nào trước đó so sánh được" in page.find("inequality").finding


def test_national_page_of_one_level_does_not_show_the_same_weights_twice(pages):
    assert pages["dti", 2024, "en"].find("smallest_weights") is None
    assert "smallest_weights" not in pages["dti", 2024, "en"].unanswered
    assert "weighted sum" in pages["dti", 2024, "en"].find("weights").note
    assert pages["service_766", 2024, "vi"].find("weights").table["nominal_weight"].isna().all()


def test_a_single_year_says_nothing_of_closing_gaps():
    subject = make_subject({("total", 2018): [6.0, 5.0], ("total", 2019): [6.0, 5.0]})
    assert convergence.show(subject, inequality.test_convergence_of_parts(subject)).chart == "none"


def test_sentences_and_pictures_of_provinces_that_are_all_level():
    level = make_subject({("total", 2018): [6.0] * 12, ("total", 2019): [6.0] * 12}, maxima={"total": 6.0})
    said = apart.show(level, inequality.stack_inequality(inequality.measure_inequality(level))).finding
    assert said.startswith("Độ lệch chuẩn giữa các tỉnh, thành phố năm 2019 là 0,00 điểm")
    table = nation.summarise_nation(level)
    assert spread.show(level, table).finding.startswith("Năm 2019, các tỉnh, thành phố đạt từ 6,00 điểm")
