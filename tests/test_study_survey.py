"""What respondents said, on a home whose SIPAS 2022 is a simulated survey of the country."""

import pytest
from linked import check_links
from made_surveys import log_source

from parlib.clean.reference import read_reference
from parlib.clean.run import clean_raw
from parlib.questions import expectations, funnel, survey_groups, survey_shares
from parlib.readers.reference import read_questions
from parlib.simulate.home import open_simulated_home
from parlib.simulate.survey import write_survey
from parlib.study.history import list_years, trace_history
from parlib.study.province import compare_integrity
from parlib.study.survey import list_answers, list_funnel, list_groups, list_shares, test_shares
from parlib.study.trends import adjust_family
from parlib.subject import COUNTRY, open_subject


@pytest.fixture(scope="module")
def survey_home(tmp_path_factory, home):
    raw = open_simulated_home(tmp_path_factory.mktemp("survey_home"), home / "data" / "raw")
    known = read_reference(raw)
    tree = known.components.query("index == 'sipas' and year == 2022")
    questions = read_questions(raw / "frameworks" / "sipas_questions.csv", 2022)
    places = known.places.query("vintage == '63'")["name_vi"].tolist()
    write_survey(raw / "sipas" / "sipas_microdata_2022.csv", tree, questions, places, seed=3, respondents=9000)
    log_source(raw, "sipas/sipas_microdata_2022.csv", "yes")
    clean_raw(raw, raw.parent / "processed")
    return raw.parents[1]


@pytest.fixture
def surveyed(survey_home, monkeypatch):
    monkeypatch.setenv("PARLIB_HOME", str(survey_home))


def test_list_shares_gives_the_component_first_and_the_nation_beside_it(surveyed):
    subject = open_subject("sipas", 2022, "22", "2.1")
    table = list_shares(subject)
    assert table["component_code"].tolist() == ["2.1", "2.1.1", "2.1.2", "2.1.3", "2.1.4"]
    assert table["national_share"].notna().all()
    parts = table[["satisfied_share", "neutral_share", "dissatisfied_share"]].sum(axis=1)
    assert parts.tolist() == pytest.approx([1] * 5)
    assert (table["verdict"] != "level").tolist() == (table["q_value"] <= 0.05).tolist()


def test_all_places_and_questions_of_a_kind_are_one_family(surveyed):
    tested = test_shares(open_subject("sipas", 2022, "22", "2.1"))
    of_components = tested[(tested["measure"] == "satisfied") & (tested["service"] == "")]
    assert of_components["province_code"].nunique() == 63
    assert of_components["q_value"].to_numpy() == pytest.approx(adjust_family(of_components["p_value"].to_numpy()))
    assert (of_components["q_value"] >= of_components["p_value"]).all()
    assert (of_components["q_value"] <= 0.05).mean() < (of_components["p_value"] <= 0.05).mean()


def test_list_shares_agrees_with_the_score_of_the_component(surveyed):
    subject = open_subject("sipas", 2022, "22", "2.1")
    assert list_shares(subject)["satisfied_share"].iloc[0] * 100 == pytest.approx(subject.own["score"])
    assert list_shares(subject)["respondents"].iloc[0] == subject.own["n"]


def test_list_groups_hides_small_ones_and_puts_the_lowest_first(surveyed):
    groups = list_groups(open_subject("sipas", 2022, "22", "total"))
    assert set(groups["group"]) == {"service", "district"}
    assert groups.loc[groups["hidden"].astype(bool), "satisfied_share"].isna().all()
    assert (groups.loc[groups["hidden"].astype(bool), "respondents"] < 30).all()
    known = groups[(groups["group"] == "service") & groups["satisfied_share"].notna()]
    assert known["satisfied_share"].is_monotonic_increasing


def test_list_answers_gives_every_expectation_of_the_form(surveyed):
    table = list_answers(open_subject("sipas", 2022, "22"), "expectation")
    assert len(table) == 9
    assert table["province_share"].is_monotonic_decreasing
    assert "Nâng cao năng lực CBCCVC" in set(table["name"])


def test_compare_integrity_shows_what_is_printed(open_page):
    table = compare_integrity(open_page("sipas", 2021, "22", "total", "vi")).set_index(["year", "measure"])
    for measure, nation in (("integrity_harassment", 0.45), ("integrity_extra_payment", 0.14)):
        assert table.loc[(2021, measure), ["province_value", "national_value"]].tolist() == [0.0, nation]


def test_compare_integrity_adds_what_was_surveyed(surveyed):
    table = compare_integrity(open_subject("sipas", 2022, "22")).set_index(["year", "measure"])
    three = [f"integrity_{many}_harass" for many in ("none", "some", "many")]
    assert table.loc[2022].loc[three, "province_value"].sum() == pytest.approx(100)


def test_show_shares_says_the_interval_and_the_nation(surveyed):
    subject = open_subject("sipas", 2022, "22", "2.1", "en")
    said = survey_shares.show(subject, list_shares(subject)).finding
    assert "respondents are satisfied" in said
    assert "95% interval" in said
    assert "in the country" in said


ANSWERED = {
    "survey_shares": (lambda one: survey_shares.show(one, list_shares(one)), "1", 7),
    "survey_groups": (lambda one: survey_groups.show(one, list_groups(one)), "1", 4),
    "expectations": (lambda one: expectations.show(one, list_answers(one, "expectation")), "total", 9),
}
"""Question to how it is shown, component, and how many figures and names it says at least."""


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("asked", ANSWERED)
def test_what_respondents_said_leads_to_its_cells(surveyed, asked, language):
    show, component, least = ANSWERED[asked]
    check_links(show(open_subject("sipas", 2022, "22", component, language)), least)


def test_answers_and_parts_that_are_level_are_counted(surveyed):
    subject = open_subject("sipas", 2022, "22", "1", "en")
    shares, groups = list_shares(subject), list_groups(subject)
    own = shares["component_code"] == "1"
    said = survey_shares.show(subject, shares.assign(satisfied_share=shares["satisfied_share"].where(own, 0.5))).finding
    assert f", with {(~own).sum() - 1} other" in said
    level = survey_groups.show(subject, groups.assign(satisfied_share=0.5)).finding
    assert level.count("at the same level") == groups["group"].value_counts().gt(1).sum()
    whole = open_subject("sipas", 2022, "22", "total", "vi")
    answers = list_answers(whole, "expectation").assign(province_share=0.25)
    assert f", cùng mức còn {len(answers) - 3} nội dung khác." in expectations.show(whole, answers).finding


def test_the_intervals_are_called_as_they_were_found(surveyed):
    """Answers with clusters have Korn and Graubard's intervals; the note must not call all of them Wilson's."""
    subject = open_subject("sipas", 2022, "22", "1", "en")
    shares = list_shares(subject)
    assert set(shares["method"]) == {"clusters"}
    assert "computed from them (Korn and Graubard, 1998)" in survey_shares.show(subject, shares).note


def test_without_a_survey_the_page_says_that_it_is_not_known(open_page):
    for index, words in (("sipas", "Phiếu trả lời hoặc bảng tỷ lệ hài lòng SIPAS 2022 của Quảng Ninh"), ("dti", "")):
        subject = open_page(index, 2022, "22", "total", "vi")
        exhibit = survey_shares.show(subject, list_shares(subject))
        assert (exhibit.needs, exhibit.finding) == (words, "")
        assert exhibit.table.empty


def test_list_years_of_five_years_never_chains_the_two_forms(open_page):
    table = list_years(trace_history(open_page("sipas", 2024, "22", "total", "vi")))
    assert table["year"].tolist() == [2020, 2021, 2022, 2023, 2024]
    assert table["rank"].tolist() == [1, 1, 1, 1, 4]
    assert table["series"].nunique() == 2
    assert table.set_index("year")["change"].isna()[2022]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_national_page_says_whose_share_sampling_does_not_explain(surveyed, language):
    subject = open_subject("sipas", 2022, COUNTRY, "1", language)
    table = list_funnel(subject)
    exhibit = funnel.show(subject, table)
    outside = (table["satisfied_share"] > table["high_share"]) | (table["satisfied_share"] < table["low_share"])
    told = table["verdict"].isin(["above", "below"])
    assert told.tolist() == (outside & (table["q_value"] <= 0.05)).tolist()
    assert str(len(table)) in exhibit.finding
    check_links(exhibit, 2)
