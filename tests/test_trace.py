"""Every number in a sentence of a page stands in a table of that page."""

from pathlib import Path

import pytest

from parlib.pages.trace import find_numbers, trace_numbers
from parlib.results.dossier import list_finished
from parlib.results.executed import ExecutedPage, ShownExhibit, read_executed
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages

ASKED = (
    ("papi", 2024, ("22", "66", "26"), ("4", "3.1", "total"), "vi"),
    ("papi", 2024, ("77", "01"), ("7", "2"), "en"),
    ("papi", 2011, ("48",), ("2",), "vi"),
    ("dti", 2024, ("22",), ("1",), "vi"),
    ("service_766", 2024, ("24",), ("2",), "vi"),
    ("par_index", 2020, ("22", "68"), ("main",), "vi"),
    ("par_index", 2023, ("31",), ("main",), "en"),
    ("sipas", 2021, ("22",), ("main",), "vi"),
)
"""Index, year, provinces, components and language of the sample."""


def make_exhibit(rows, kinds, name="position", options=None):
    columns = [{"name": f"c{at}", "label": f"C{at}", "kind": kind} for at, kind in enumerate(kinds)]
    return ShownExhibit(name, "", "", "", "", "table", "vi", 2, False, options or {}, columns, rows, None, 0)


def trace(text, *exhibits, language="vi", **about):
    page = ExecutedPage(Path("a.ipynb"), {"language": language, **about}, exhibits)
    return [origin and origin.kind for _, origin in trace_numbers(text, page, exhibits[0])]


def test_find_numbers_reads_groups_decimals_and_signs():
    found = [number.value for number in find_numbers("8.435,7 nghìn; −0,35; 2019–2020; p < 0,001; 91,04%", "vi")]
    assert found == [8435.7, 0.35, 2019, 2020, 0.001, 91.04]


def test_trace_numbers_finds_the_cell_once_rounded():
    exhibit = make_exhibit([["Huế", -0.3451, 0.9153]], ["text", "change", "share"])
    page = ExecutedPage(Path("a.ipynb"), {"language": "vi"}, (exhibit,))
    origins = [origin for _, origin in trace_numbers("giảm 0,35 điểm, đạt 91,5%", page, exhibit)]
    assert [(origin.row, origin.column) for origin in origins] == [(0, 1), (0, 2)]


@pytest.mark.parametrize("typed", ["7,98", "7,9", "79,8%", "9"])
def test_trace_numbers_does_not_find_a_number_typed_by_hand(typed):
    assert trace(f"đạt {typed}", make_exhibit([[7.9871, 0.79871]], ["score", "share"])) == [None]


def test_trace_numbers_takes_a_setting_the_identity_and_the_method():
    exhibit = make_exhibit([[1.5]], ["score"], options={"target_place": 10, "decimals": 3})
    text = "vào 10 tỉnh đầu năm 2023 (khoảng 95%), 3"
    assert trace(text, exhibit, year=2024, title="") == ["setting", "about", "method", None]


def test_trace_numbers_lets_only_the_answer_look_at_other_tables():
    other = make_exhibit([[7.25]], ["score"], "marks")
    assert trace("7,25", make_exhibit([[1.0]], ["score"], "history"), other) == [None]
    assert trace("7,25", make_exhibit([[1.0]], ["score"], "answer"), other) == ["cell"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory, home):
    """Return the executed pages of a sample of provinces, indices, years and both languages."""
    reports = tmp_path_factory.mktemp("reports")
    plans = [
        plan
        for index, year, provinces, components, language in ASKED
        for plan in plan_pages(index, year, provinces, components, language)
    ]
    run_pages(list({plan.notebook: plan for plan in plans}.values()), reports, home=home)
    return [read_executed(reports / record["notebook"]) for record in list_finished(reports)]


def test_every_number_in_every_sentence_stands_in_a_table(pages):
    assert len(pages) > 30
    lost = [
        f"{page.about['title']} – {exhibit.name}: {number.text} in {text}"
        for page in pages
        for exhibit in page.exhibits
        for text in (exhibit.finding, exhibit.note)
        for number, origin in trace_numbers(text, page, exhibit)
        if origin is None
    ]
    assert lost == []


def test_a_number_of_a_bound_sentence_leads_where_its_link_says(pages):
    page = next(page for page in pages if page.about["page"] == "component" and page.about["province"] == "22")
    marks = page.find("marks")
    (_, _, _, row, column), *_ = [link for link in marks.links["finding"] if link[4] == "gap"]
    (_, origin), *_ = [found for found in trace_numbers(marks.finding, page, marks) if found[1].kind == "cell"]
    assert (origin.exhibit, origin.row, marks.columns[origin.column]["name"]) == ("marks", row, column)


def test_a_number_changed_in_a_sentence_of_a_real_page_is_found_out(pages):
    page = next(page for page in pages if page.about["page"] == "component" and page.about["province"] == "22")
    headline = page.exhibits[0]
    number = find_numbers(headline.finding, "vi")[0]
    wrong = headline.finding[: number.start] + "6,13" + headline.finding[number.end :]
    assert next(origin is None for _, origin in trace_numbers(wrong, page, headline))
