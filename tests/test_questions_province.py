"""Sentences of the province page lead to the cells that they were written from."""

import re
from dataclasses import replace

import pytest
from made_subjects import make_subject, open_real

from parlib.language.kinds import write_value
from parlib.questions import components, gains, largest, shares
from parlib.questions import profile as overview
from parlib.study import profile
from parlib.study import province as whole

STUDIES = {
    overview: profile.profile_components,
    components: profile.profile_components,
    shares: profile.trace_shares,
    gains: profile.list_gains,
    largest: whole.list_largest_losses,
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
    return question.show(subject, STUDIES[question](subject))


def list_told(exhibit):
    """Yield what each link of the sentences says, and the cell that it leads to, as a table writes it."""
    kinds = {column["name"]: column["kind"] for column in exhibit.describe_columns()}
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
    assert len(told) > 15
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


@pytest.mark.parametrize(("above", "said"), [(9.0, "1 of 2 components is"), (1.0, "0 of 2 components are")])
def test_a_number_of_components_agrees_with_its_verb(above, said):
    places = [above, *[5.0] * 9]
    subject = make_subject({("total", 2019): [5.0] * 10, ("1", 2019): places, ("2", 2019): [4.0, *[5.0] * 9]})
    sources, scores = open_real("papi", 2024).sources, subject.scores.assign(source_id="")
    subject = replace(subject, language="en", sources=sources, scores=scores)
    assert said in overview.show(subject, profile.profile_components(subject)).finding


def test_largest_losses_begin_with_the_largest_though_some_maxima_are_not_known():
    exhibit = ask(largest, "service_766", 2024, "24", language="en")
    assert exhibit.finding.startswith("Of the parts whose maximum is known, most points were lost on “Openness")
    lost = exhibit.table["lost"].dropna()
    assert lost.is_monotonic_decreasing
    assert exhibit.table["lost"].isna().any()


def test_no_loss_is_told_of_parts_at_their_maximum():
    subject = open_real("papi", 2024, "22", language="en")
    losses = whole.list_largest_losses(subject)
    exhibit = largest.show(subject, losses.assign(lost=0.0, lost_share=0.0))
    assert exhibit.finding == "No points were lost on any part."
