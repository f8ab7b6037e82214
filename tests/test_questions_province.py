"""Sentences of the province page lead to the cells that they were written from."""

import re
from dataclasses import replace

import pytest
from made_subjects import make_subject, open_real

from parlib.language.kinds import write_value
from parlib.questions import (
    components,
    gains,
    indices,
    integrity,
    largest,
    lasting,
    matters,
    shares,
    streaks,
    strengths,
    years,
)
from parlib.questions import losses as points_lost
from parlib.questions import profile as overview
from parlib.study import consistency, history, losses, position, profile
from parlib.study import province as whole

STUDIES = {
    overview: profile.profile_components,
    components: profile.profile_components,
    shares: profile.trace_shares,
    gains: profile.list_gains,
    largest: whole.list_largest_losses,
    matters: consistency.compare_indices,
    indices: whole.headline_indices,
    strengths: whole.find_strengths,
    streaks: whole.list_streaks,
    years: lambda subject: history.list_years(history.trace_history(subject)),
    integrity: whole.compare_integrity,
}
"""Question to the study that answers it."""

SUBJECTS = [
    ("papi", 2024, "22"),
    ("papi", 2024, "66", "total", "34"),
    ("service_766", 2022, "79"),
    ("dti", 2024, "22"),
    ("pci", 2016, "48"),
    ("par_index", 2020, "22"),
    ("sipas", 2021, "22"),
]
"""Index, year, province, component and vintage."""


def ask(question, index, year, province, component="total", vintage="", *, language):
    subject = open_real(index, year, province, component, language, vintage)
    beside = [consistency.read_integrity(subject)] if question is matters else []
    return question.show(subject, STUDIES[question](subject), *beside)


def list_told(exhibit):
    """Yield what each link of the sentences says, and the cell that it leads to, as a table writes it."""
    kinds = {column["name"]: column["kind"] for column in exhibit.columns}
    for part, links in exhibit.links.items():
        for start, end, where, row, column in links:
            said = getattr(exhibit, part)[start:end]
            if not where and row < 0:
                yield said, write_value(exhibit.options[column], "count", exhibit.language)
            elif not where:
                value = exhibit.table[column].iloc[row]
                yield said, write_value(value, kinds[column], exhibit.language, exhibit.decimals)


def plain(text):
    """Return a figure without sign and decimals of no weight: a distance has no sign, a threshold no decimals."""
    return re.sub(r"[,.]0+(?=%|$)", "", text.removesuffix("%")).lstrip("+−")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("question", STUDIES, ids=lambda question: question.QUESTION.name)
def test_links_of_a_sentence_lead_to_the_cells_that_it_tells(question, language):
    told = [pair for asked in SUBJECTS for pair in list_told(ask(question, *asked, language=language))]
    assert len(told) >= 15
    assert [pair for pair in told if plain(pair[0]) != plain(pair[1])] == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("question", STUDIES, ids=lambda question: question.QUESTION.name)
def test_numbers_of_a_sentence_all_lead_somewhere(question, language):
    """The name of an index may hold a number, and so may that of a component: they are cells themselves."""
    for asked in SUBJECTS:
        exhibit = ask(question, *asked, language=language)
        for part in ("finding", "note"):
            text = getattr(exhibit, part)
            for start, end, *_ in reversed(exhibit.links.get(part, [])):
                text = text[:start] + text[end:]
            assert not re.search(r"\d", text), (asked, text)


def test_a_rank_of_a_component_that_the_picture_leaves_out_leads_to_the_table_of_all():
    """Digitised records of the 766 set have no maximum, so that no share of it can be drawn."""
    exhibit = ask(overview, "service_766", 2022, "79", language="en")
    assert "“Digitised records” (1/34)" in exhibit.finding
    links = [link for link in exhibit.links["finding"] if link[2]]
    table = ask(components, "service_766", 2022, "79", language="en").table
    assert {link[2] for link in links} == {"components"}
    assert [table[column].iloc[row] for *_, row, column in links[:2]] == ["Digitised records", 1]


@pytest.mark.parametrize(("above", "said"), [(9.0, "1 of 2 components is"), (1.0, "None of the 2 components is")])
def test_a_number_of_components_agrees_with_its_verb(above, said):
    places = [above, *[5.0] * 9]
    subject = make_subject({("total", 2019): [5.0] * 10, ("1", 2019): places, ("2", 2019): [4.0, *[5.0] * 9]})
    sources, scores = open_real("papi", 2024).sources, subject.scores.assign(source_id="")
    subject = replace(subject, language="en", sources=sources, scores=scores)
    assert said in overview.show(subject, profile.profile_components(subject)).finding


def test_largest_losses_begin_with_the_largest_though_some_maxima_are_not_known():
    exhibit = ask(largest, "service_766", 2024, "24", language="en")
    assert exhibit.finding.startswith("Of the parts whose maximum is known, the largest losses are on “Openness")
    lost = exhibit.table["lost"].dropna()
    assert lost.is_monotonic_decreasing
    assert exhibit.table["lost"].isna().any()


def test_no_loss_is_told_of_parts_at_their_maximum():
    subject = open_real("papi", 2024, "22", language="en")
    listed = whole.list_largest_losses(subject)
    exhibit = largest.show(subject, listed.assign(lost=0.0, lost_share=0.0))
    assert exhibit.finding == "No points were lost on any part."
    own = subject.with_component("1.1")
    found = losses.sum_losses(losses.measure_losses(own), own)
    standing = position.measure_position(own)
    for lost, told in ((0.0, "No points were lost"), (0.004, "Next to no points were lost")):
        assert points_lost.show(own, found, standing.assign(lost=lost)).finding.startswith(told)
    nearly = largest.show(subject, listed.assign(lost=0.004, lost_share=1.0))
    assert nearly.finding == "Next to no points were lost on any part."


def test_the_words_of_places_are_those_of_the_page():
    """Đà Nẵng is a city; the others that it is held against are provinces and cities."""
    note = ask(strengths, "papi", 2024, "48", language="vi").note
    assert "nhóm 25% tỉnh, thành phố có điểm cao nhất" in note
    assert "xác suất từ 90% trở lên rằng thành phố thực sự thuộc nhóm đó" in note


def test_few_ranked_places_are_said_of_components_that_are_shown():
    subject = open_real("papi", 2024, "22", language="en")
    places = whole.find_strengths(subject).assign(low_coverage=True)
    exhibit = strengths.show(subject, places)
    assert "Few provinces have a rank on “" in exhibit.note
    rows = [row for *_, row, column in exhibit.links["note"] if column == "n_ranked"]
    assert rows == list(range(len(exhibit.table)))


def test_limits_of_runs_are_figures_of_their_own_kind():
    exhibit = ask(streaks, "sipas", 2021, "22", language="en")
    assert exhibit.table["first_places"].dropna().unique().tolist() == [10]
    assert exhibit.table["least_share"].dropna().unique().tolist() == [0.9]
    assert "among the first 10: " in exhibit.finding
    assert "at 90% or above: " in exhibit.finding


def test_matters_of_two_kinds_are_both_named_and_the_own_row_is_called_so():
    exhibit = ask(matters, "sipas", 2021, "22", language="en")
    assert exhibit.finding.startswith("Beside other indices, on “Overall result” and “Satisfaction of citizens”: ")
    assert exhibit.table["verdict"].iloc[0] == "this result"


def test_an_index_whose_name_ends_with_a_number_has_its_year_in_brackets():
    assert "; Bộ chỉ số 766 năm 2024: 18/34; " in ask(indices, "papi", 2024, "22", language="vi").finding


def test_integrity_of_surveyed_people_has_its_bounds_and_how_many_were_asked():
    subject = open_real("sipas", 2021, "22", language="en")
    known = whole.compare_integrity(subject).assign(low=0.0, high=0.31, respondents=1200)
    exhibit = integrity.show(subject, known)
    assert "0.00% were harassed (0.45% nationally; n = 1,200; in truth perhaps up to 0.31%)" in exhibit.finding
    assert exhibit.note == "Bounds are of intervals of 95% confidence."


@pytest.mark.parametrize(
    ("index", "year", "source"), [("par_index", 2023, "SIPAS 2021 ("), ("sipas", 2024, "SIPAS 2021–2024 (")]
)
def test_integrity_names_the_survey_and_its_years_whatever_the_page_is_of(index, year, source):
    subject = open_real(index, year, "22", language="vi")
    exhibit = integrity.show(subject, whole.compare_integrity(subject))
    assert exhibit.source.startswith(f"{source}Bộ Nội vụ")
    assert all(label[0].isupper() for label in exhibit.table["measure"])


def test_a_measure_of_integrity_that_has_no_words_is_not_shown():
    subject = open_real("sipas", 2021, "22", language="vi")
    known = whole.compare_integrity(subject)
    exhibit = integrity.show(subject, known.assign(measure="integrity_unheard_of"))
    assert (exhibit.chart, exhibit.finding) == ("none", "")


@pytest.mark.parametrize(
    ("show", "said"),
    [
        (overview, "3 trong 4 chỉ số thành phần có số liệu cao hơn trung bình"),
        (strengths, "Chỉ 4 trong 8 chỉ số thành phần có thứ hạng."),
        (shares, ", trong 4 chỉ số thành phần tính được tỷ lệ điểm."),
        (gains, "Trong các thành phần có số liệu, tăng mạnh nhất"),
    ],
)
def test_four_columns_of_dti_are_not_told_as_all_its_eight_indices(show, said):
    assert said in ask(show, "dti", 2024, "22", language="vi").finding


def test_the_share_is_told_of_the_components_whose_maximum_is_known():
    """Of two components of the 766 set no maximum is published."""
    assert (
        ", of the 3 components on which it is known." in ask(shares, "service_766", 2024, "01", language="en").finding
    )
    assert "on which it is known" not in ask(shares, "papi", 2024, "22", language="en").finding


def test_no_part_is_said_to_lie_low_of_those_that_are_known_only():
    subject = open_real("dti", 2022, "22", "total", "en")
    assert lasting.show(subject, losses.track_losses(subject)).finding == (
        "No part with figures is in the bottom quartile of provinces."
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [("vi", "Tỷ lệ người dân hài lòng cao nhất ở “"), ("en", "The share of satisfied people is highest on “")],
)
def test_a_share_of_people_is_no_share_of_a_maximum(language, said):
    factors = {("total", 2021): [86.0, 88.0, 80.0], ("1", 2021): [80.0, 90.0, 70.0], ("2", 2021): [92.0, 86.0, 90.0]}
    subject = make_subject(factors, {"total": 100.0, "1": 100.0, "2": 100.0}, index="sipas").but(language=language)
    finding = shares.show(subject, STUDIES[shares](subject)).finding
    assert finding.startswith(said)
    assert "điểm tối đa" not in finding
    assert "maximum" not in finding
    note = overview.show(subject, STUDIES[overview](subject)).note
    assert {"vi": "phần trăm người dân hài lòng", "en": "per cent of people who are satisfied"}[language] in note


@pytest.mark.parametrize(
    ("index", "said"),
    [
        (
            "dti",
            "So với năm 2023, trong 4 chỉ số thành phần chính so sánh được giữa hai năm, 3 tăng điểm, 1 giảm điểm.",
        ),
        ("papi", "So với năm 2022, 4 chỉ số thành phần chính tăng điểm, 4 giảm điểm."),
    ],
)
def test_rises_and_falls_are_told_of_the_components_of_which_both_years_are_known(index, said):
    assert ask(components, index, 2024, "22", language="vi").finding.endswith(said)


def test_of_a_total_alone_no_table_of_components_is_shown():
    exhibit = ask(components, "pci", 2022, "22", language="en")
    assert (exhibit.chart, exhibit.finding) == ("none", "")


@pytest.mark.parametrize(("trend", "told"), [("up", True), ("flat", False)])
def test_arrows_are_explained_only_where_one_is_drawn(trend, told):
    subject = open_real("papi", 2024, "22", "total", "en")
    shown = overview.show(subject, STUDIES[overview](subject).assign(trend=trend))
    assert ("an arrow is" in shown.note) == told
    assert shown.note.startswith("Common scale: per cent of the way from minimum to maximum")
