"""Decks of one index, as the annex of a conference holds them: no fault that the review of decks finds."""

import pytest
from deck_faults import review_deck

from parlib.publish.deck.build import DeckRequest, build_deck
from parlib.results.dossier import choose_run, list_finished, open_dossier
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages

LEAST = 10.0
"""Smallest letters of an annex, which is read on paper or a screen of one's own, not in a hall."""

ASKED = [
    ("papi", 2024, "22", ["2"], "vi"),
    ("papi", 2024, "77", ["2"], "en"),  # the longest name
    ("dti", 2024, "79", ["1"], "vi"),
    ("pci", 2022, "22", ["total"], "vi"),  # an index without components
    ("sipas", 2024, "22", ["total"], "vi"),  # known by its rank alone
    ("service_766", 2024, "22", ["2"], "vi"),
]


@pytest.fixture(scope="module")
def reports(home, tmp_path_factory):
    folder = tmp_path_factory.mktemp("annex")
    plans = [plan for index, year, *rest in ASKED for plan in plan_pages(index, year, [rest[0]], rest[1], rest[2])]
    outcomes = run_pages(plans, folder, home=home)
    assert [outcome.error for outcome in outcomes if outcome.status == "failed"] == []
    return folder


@pytest.mark.parametrize(("index", "year", "province", "components", "language"), ASKED)
def test_annex_has_no_fault(reports, index, year, province, components, language):
    records = list_finished(reports)
    run = choose_run(records, index, year, language)
    dossier = open_dossier(reports, records, run, province)
    assert review_deck(build_deck(dossier, DeckRequest(str(reports), run)).content, LEAST) == []
