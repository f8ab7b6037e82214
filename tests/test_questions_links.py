"""Every number and name of a finding or note leads to the cell that holds it, and says what the cell says."""

import pytest
from linked import check_links
from made_subjects import make_subject, open_real

from parlib.questions import certainty as rank_ranges
from parlib.questions import cheapest, curve, recovery, sureness
from parlib.study import certainty, whatif


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
    subject.scores["n"] = 300
    check_links(show_ranges(subject), 5)
    assert "Wilson 95%" in show_ranges(subject).note
