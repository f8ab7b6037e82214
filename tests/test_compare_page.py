"""The comparison page: planned, run for real, linked, and refusing what may not be compared."""

import json

import pytest
from bs4 import BeautifulSoup
from linked import list_wrong

from parlib.results.executed import read_executed
from parlib.results.links import plan_links
from parlib.runs.comparisons import plan_comparisons
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages

ASKED = (
    ("papi", 2024, "quang ninh", ("Hải Phòng", "2015", "2023"), "vi"),
    ("papi", 2024, "quang ninh", ("Hải Phòng", "2015"), "en"),
    ("dti", 2024, "quang ninh", ("01",), "en"),
    ("service_766", 2024, "quang ninh", ("2022", "Hải Phòng"), "vi"),
    ("par_index", 2023, "quang ninh", ("Hải Phòng",), "en"),
    ("sipas", 2023, "quang ninh", ("2021",), "vi"),
)


@pytest.fixture(scope="module")
def compared(tmp_path_factory, home):
    """Return the reports folder, and the executed comparison pages by index, language and other side."""
    reports = tmp_path_factory.mktemp("reports")
    plans = []
    for index, year, province, against, language in ASKED:
        pages = plan_pages(index, year, [province], ["total"], language)
        plans += [page for page in pages if page.page == "province" and index == "papi"]
        plans += plan_comparisons(pages, against)
    outcomes = run_pages(plans, reports, home=home)
    assert [outcome.error for outcome in outcomes if outcome.status == "failed"] == []
    pages = {
        (plan.index, plan.language, plan.other_province if plan.other_year == plan.year else str(plan.other_year)): (
            read_executed(reports / plan.notebook)
        )
        for plan in plans
        if plan.page == "compare"
    }
    return reports, pages, {outcome.plan.html: outcome.status for outcome in outcomes}


def find(compared, *page, name="two_sides"):
    return compared[1][page].find(name)


def test_compare_page_says_both_scores_and_the_gap(compared):
    finding = find(compared, "papi", "vi", "31").finding
    assert "Quảng Ninh: 47,82 điểm, thứ 1/61; Hải Phòng: 42,70 điểm, thứ 42/61" in finding
    assert "cao hơn 5,12 điểm và đứng trên 41 bậc so với Hải Phòng" in finding
    assert "is 5.12 points higher and stands 41 places above" in find(compared, "papi", "en", "31").finding


def test_compare_page_refuses_a_whole_across_frameworks_and_names_the_components(compared):
    assert "Không so sánh điểm và thứ hạng chung" in find(compared, "papi", "vi", "2015").finding
    refused = find(compared, "papi", "en", "2015", name="uncompared").table.set_index("component_code")
    assert refused.loc["5", ["reason", "series_second", "series_first"]].tolist() == [
        "framework or scale changed",
        "2021-2024",
        "2011-2020",
    ]
    assert refused.at["7", "reason"] == "not in 2015"
    full = find(compared, "papi", "en", "2015", name="full").table.set_index("component_code")
    assert full.loc[["total", "5"], "difference"].isna().all()
    assert full.at["4", "difference"] == pytest.approx(full.at["4", "score_second"] - full.at["4", "score_first"])


def test_compare_page_refuses_sipas_before_and_since_2022(compared):
    assert "Không so sánh điểm và thứ hạng chung" in find(compared, "sipas", "vi", "2021").finding
    table = find(compared, "sipas", "vi", "2021", name="uncompared").table
    assert table.set_index("component_code").at["total", "reason"] == "bộ chỉ số hoặc thang điểm đã đổi"


def test_compare_page_says_when_a_side_has_no_figure(compared):
    _, pages, states = compared
    page = pages["papi", "vi", "2023"]
    assert states["papi/2024/22-quang-ninh/against-2023.html"] == "no_data"
    assert "Năm 2023: không có số liệu" in page.find("two_sides").finding
    assert {"parts", "explained", "ranges"} <= set(page.unanswered)
    assert all(exhibit.finding.strip() for exhibit in page.exhibits)


def test_compare_page_explains_the_whole_difference_by_its_parts(compared):
    exhibit = find(compared, "service_766", "vi", "31", name="explained")
    assert "Cộng chênh lệch của tất cả 5 thành phần được đúng chênh lệch chung" in exhibit.note
    sides = find(compared, "service_766", "vi", "31").table["score"]
    assert exhibit.table["gap"].sum() == pytest.approx(sides[0] - sides[1])


def test_compare_page_leaves_out_parts_whose_years_may_not_be_compared(compared):
    exhibit = find(compared, "service_766", "vi", "2022", name="explained")
    assert "chúng không cộng thành chênh lệch chung" in exhibit.note
    assert 0 < len(exhibit.table) < 5


def test_compare_page_of_printed_facts_invents_nothing(compared):
    page = compared[1]["par_index", "en", "31"]
    assert "0.31 points higher" in page.find("two_sides").finding
    assert page.unanswered["ranges"] == "The PAR INDEX 2023 results of all provinces"
    assert page.unanswered["parts"] == "The PAR INDEX 2023 scoreboard of Hai Phong by component"
    assert page.find("full").table["component_code"].tolist() == ["total"]


def test_every_number_of_a_comparison_is_that_of_its_cell(compared):
    for page in compared[1].values():
        shown = {one.name: vars(one) for one in page.exhibits}
        assert [wrong for one in shown.values() for wrong in list_wrong(one)] == []


def test_compare_page_heads_its_columns_with_the_names_of_the_sides(compared):
    heads = {column["name"]: column["label"] for column in find(compared, "dti", "en", "01", name="parts").columns}
    assert (heads["rank_second"], heads["rank_first"]) == ("Quang Ninh, rank", "Ha Noi, rank")
    assert heads["share_first"] == "Ha Noi, share reached"


def test_province_page_and_index_lead_to_the_comparisons(compared):
    reports, _, _ = compared
    page = BeautifulSoup((reports / "papi/2024/22-quang-ninh/province.html").read_text(encoding="utf-8"), "html.parser")
    steps = {link.text: link["href"] for link in page.select(".onward a")}
    assert steps["So sánh với Hải Phòng"] == "against-31-hai-phong.html"
    assert steps["So sánh với năm 2015"] == "against-2015.html"
    other = BeautifulSoup((reports / "papi/2024/22-quang-ninh/against-2015.html").read_text("utf-8"), "html.parser")
    assert [link["href"] for link in other.select(".trail a")][-1] == "province.html"
    assert other.select_one("a.language")["href"] == "against-2015.en.html"
    index = BeautifulSoup((reports / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert "papi/2024/22-quang-ninh/against-31-hai-phong.html" in [link["href"] for link in index.select("main a")]


def test_plan_comparisons_never_holds_a_province_against_itself(home):
    pages = plan_pages("papi", 2024, ["22", "31"], ["total"])
    assert [plan.html for plan in plan_comparisons(pages, ["31"])] == [
        "papi/2024/22-quang-ninh/against-31-hai-phong.html"
    ]
    with pytest.raises(ValueError, match="same on both sides"):
        plan_comparisons(plan_pages("papi", 2024, ["31"], ["total"]), ["31", "2024"])


def test_plan_comparisons_names_the_years_at_hand(home):
    pages = plan_pages("dti", 2024, ["22"], ["total"])
    with pytest.raises(ValueError, match="DTI 2016 has no figures of 63 provinces; years at hand: 2022, 2023, 2024"):
        plan_comparisons(pages, ["2016"])


def test_plan_links_does_not_mix_comparisons_with_province_pages(home):
    pages = plan_pages("papi", 2024, ["22", "24", "31"], ["total"])
    plans = [*pages, *plan_comparisons(pages, ["31", "2022"])]
    links = plan_links([json.loads(json.dumps(plan.to_record())) for plan in plans])
    assert links["papi/2024/22-quang-ninh/province.html"].next_province.href == "../24-bac-giang/province.html"
    turned = links["papi/2024/22-quang-ninh/against-31-hai-phong.html"].next_province
    assert turned.href == "../24-bac-giang/against-31-hai-phong.html"
    years = links["papi/2024/24-bac-giang/against-2022.html"]
    assert (years.previous_province.href, years.next_province.href) == (
        "../22-quang-ninh/against-2022.html",
        "../31-hai-phong/against-2022.html",
    )
