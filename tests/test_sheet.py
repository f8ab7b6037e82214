"""The sheet of a province over all indices: its figures, its sentences and their cells, where it is planned."""

import pytest
from linked import check_links, list_wrong
from made_partial import list_exhibits

from parlib.results.links import plan_links
from parlib.runs.plan import plan_pages, plan_sheets
from parlib.study import sheet
from parlib.subject import open_subject


@pytest.fixture(scope="module")
def everywhere(home):
    return sheet.open_indices(open_subject("papi", 2024, "22"))


@pytest.fixture(scope="module")
def shown(home):
    return {
        language: list_exhibits("sheet", index="papi", year=2024, province="22", language=language)
        for language in ("vi", "en")
    }


def test_open_indices_opens_each_index_in_its_nearest_year_and_follows_the_province(everywhere):
    found = {subject.index.id: (subject.year, subject.vintage) for subject in everywhere}
    assert found["papi"] == (2024, "63")
    assert found["service_766"] == (2024, "34")
    assert found["pci"] == (2022, "63")


def test_rank_indices_has_the_printed_ranks_and_who_is_just_below(everywhere):
    ranks = sheet.rank_indices(everywhere).set_index("index")
    assert ranks.loc[["papi", "par_index", "sipas", "pci"], "rank"].tolist() == [1, 1, 4, 1]
    assert ranks.loc["papi", "next_down_provinces"] == "Tây Ninh"
    assert ranks.loc["papi", "gap_down_share"] == pytest.approx((47.821236 - 47.345) / 80, abs=1e-4)


def test_profile_indices_puts_components_of_all_indices_by_place(everywhere):
    parts = sheet.profile_indices(everywhere).set_index(["index", "component_code"])
    assert parts.loc[("dti", "1"), ["rank", "n_ranked", "rank_change"]].tolist() == [60, 63, -34]
    assert parts.loc[("dti", "1"), "percentile"] == pytest.approx(3 / 62)
    assert parts.loc[("papi", "6"), "percentile"] == 1


def test_rank_losses_has_the_largest_of_every_index_as_a_share_of_its_maximum(everywhere):
    losses = sheet.rank_losses(everywhere)
    assert losses["lost_of_index"].is_monotonic_decreasing
    assert losses.iloc[0]["lost_of_index"] == pytest.approx(0.11824)
    assert set(losses["index"]) == {"dti", "service_766", "papi"}  # of PCI only the whole is known, SIPAS is of people
    assert "total" not in set(losses["component_code"])


def test_list_lasting_runs_tells_a_run_once_by_its_strongest_name(everywhere):
    runs = sheet.list_lasting_runs(everywhere)
    assert not runs.duplicated(["index", "year_from"]).any()
    assert runs["ongoing"].all()
    assert runs.iloc[0][["index", "streak", "years"]].tolist() == ["pci", "top_places", 10]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_number_of_the_sheet_leads_to_the_cell_that_holds_it(shown, language):
    page = {exhibit.name: exhibit.to_json() for exhibit in shown[language] if exhibit.chart != "none"}
    assert {"answer", "sheet_ranks", "sheet_spine", "sheet_ends", "sheet_moves", "sheet_losses"} <= set(page)
    for exhibit in shown[language]:
        if exhibit.name.startswith("sheet_") and exhibit.chart != "none":
            check_links(exhibit)
    assert list_wrong(page["answer"], page) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_answer_has_at_most_120_words_and_no_sentence_is_said_twice(shown, language):
    answer, *others = [exhibit.finding for exhibit in shown[language]]
    assert len(answer.split()) <= 120
    assert not [line for line in answer.split("\n") if any(line in finding for finding in others)]


def test_one_index_alone_is_told_without_a_word_of_the_others(home):
    (alone,) = [one for one in sheet.open_indices(open_subject("papi", 2024, "22")) if one.index.id == "papi"]
    assert sheet.rank_indices([alone])["short"].tolist() == ["PAPI"]
    assert set(sheet.rank_losses([alone])["index"]) == {"papi"}
    assert sheet.sum_agencies([alone], "2026-11-30").empty


def test_plan_sheets_plans_one_a_province_and_language_led_by_the_newest_year(home):
    plans = [*plan_pages("papi", 2024, ("22", "31")), *plan_pages("dti", 2023, ("22",))]
    sheets = plan_sheets(plans)
    assert [one.html for one in sheets] == ["sheets/quang-ninh.html", "sheets/hai-phong.html"]
    assert [(one.index, one.page) for one in sheets] == [("papi", "sheet")] * 2
    links = plan_links([plan.to_record() for plan in (*plans, *sheets)])
    assert [step.text for step in links[sheets[0].html].onward] == ["PAPI 2024", "DTI 2023"]
    assert links["papi/2024/22-quang-ninh/province.html"].trail[1].href == "../../../sheets/quang-ninh.html"
    assert links["papi/2024/national.html"].trail[1:] == ()


def test_a_province_has_one_sheet_whichever_index_and_year_is_run_later(home):
    made = [plan.to_record() for plan in plan_pages("papi", 2024, ("22",))]
    (later,) = plan_sheets(plan_pages("dti", 2022, ("22",)), made)
    assert (later.html, later.index, later.year) == ("sheets/quang-ninh.html", "papi", 2024)
    assert [one.index for one in plan_sheets(plan_pages("dti", 2022, ("31",)), made)] == ["dti"]
