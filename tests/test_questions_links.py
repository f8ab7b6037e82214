"""Every number and name of a finding or note leads to the cell that holds it, and says what the cell says."""

import pytest
from linked import check_links
from made_subjects import make_subject, open_real

from parlib.questions import certainty as rank_ranges
from parlib.questions import cheapest, checks, conflicts, curve, facts, recovery, sources, sureness
from parlib.study import certainty, checked, evidence, whatif


def show_ranges(subject):
    return rank_ranges.show(subject, certainty.measure_rank_ranges(subject), certainty.measure_certainty(subject))


def show_curve(subject):
    return curve.show(subject, whatif.trace_places(subject), whatif.measure_target(subject))


def show_cheapest(subject):
    return cheapest.show(subject, whatif.measure_target(subject), whatif.find_cheapest(subject))


REAL = {
    "recovery": (lambda one: recovery.show(one, whatif.recover_losses(one)), ("papi", 2024, "31", "1"), 8),
    "curve": (show_curve, ("papi", 2024, "31", "1"), 2),
    "curve, there already": (show_curve, ("papi", 2024, "22", "4"), 1),
    "cheapest": (show_cheapest, ("papi", 2024, "31", "1"), 2),
    "certainty": (show_ranges, ("papi", 2024, "22", "4"), 7),
    "facts": (lambda one: facts.show(one, evidence.list_facts(one)), ("par_index", 2023, "22", "total"), 2),
    "sources": (lambda one: sources.show(one, evidence.list_sources(one)), ("papi", 2024, "22", "4"), 1),
    "checks": (lambda one: checks.show(one, checked.list_checks(one)), ("papi", 2024, "VN", "total"), 3),
    "conflicts": (lambda one: conflicts.show(one, checked.list_conflicts(one)), ("papi", 2024, "VN", "total"), 4),
    "sureness": (lambda one: sureness.show(one, certainty.measure_certainty(one)), ("papi", 2024, "22", "4"), 2),
}
"""Question to how it is shown, index, year, province and component, and how many figures it says at least."""


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("asked", REAL)
def test_findings_lead_to_the_cells_that_they_were_written_from(asked, language):
    show, topic, least = REAL[asked]
    exhibit = show(open_real(*topic, language))
    check_links(exhibit, least)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_ranges_from_sampling_errors_lead_to_their_cells_too(language):
    subject = make_subject({("total", 2019): [10.0] * 6 + [5.0]})
    subject = subject.but(scores=subject.scores.assign(n=300))
    check_links(show_ranges(subject), 5)
    assert "Wilson 95%" in show_ranges(subject).note


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_file_that_is_not_as_it_was_logged_is_named_from_its_cell(language):
    subject = open_real("papi", 2024, "22", "4", language)
    listed = evidence.list_sources(subject)
    shown = sources.show(subject, listed.assign(as_logged=listed.index > 1))
    check_links(shown, 3)
    assert sorted(listed["path"].head(2)) == [shown.note[link[0] : link[1]] for link in shown.links["note"]]
