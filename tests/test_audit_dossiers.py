"""Dossiers and the funnel of a survey, audited: counted again from the rows, by none of the program's code."""

import pytest
from audit.claims import read_claims
from audit.mutants import is_found_out, list_mutants
from audit.run import open_raw
from made_pages import list_wrong, make_audited
from places_here import ROOT
from test_onestop_page import own_home, show_all, subject  # noqa: F401
from test_study_survey import survey_home, surveyed  # noqa: F401

from parlib.questions import funnel
from parlib.study.survey import list_funnel
from parlib.subject import COUNTRY, open_subject


def check_mutants(page, reading, raw, fewest):
    """Assert that every sentence that is made wrong is found out."""
    # The ratio of the method rests on clusters that the table does not show: only that it is above one is held.
    mutants = [each for each in list_mutants(reading, raw[0]) if each[0].kind != "funnel, method"]
    assert len(mutants) > fewest
    assert [wrong for taken, _, wrong in mutants if not is_found_out(taken, wrong, page, *raw)] == []


def test_every_claim_of_the_dossiers_is_right_and_its_mutants_are_wrong(own_home, subject):  # noqa: F811
    raw = open_raw(own_home / "data" / "raw")
    about = {"index": "service_766", "year": 2024, "vintage": "34", "place": "22", "language": subject.language}
    page = make_audited("onestop", about, show_all(subject))
    reading = read_claims(page, *raw)
    assert reading.numbered >= 9
    assert (reading.unread, list_wrong(reading)) == ([], [])
    check_mutants(page, reading, raw, 20)


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.exhaustive)])
def test_every_claim_of_the_funnel_is_right_and_its_mutants_are_wrong(survey_home, surveyed, language):  # noqa: F811
    raw = open_raw(ROOT / "data" / "raw")  # the funnel is held against its own table
    nation = open_subject("sipas", 2022, COUNTRY, "1", language)
    about = {"index": "sipas", "year": 2022, "vintage": "63", "place": None, "language": language}
    page = make_audited("national", about, [funnel.show(nation, list_funnel(nation))], "1")
    reading = read_claims(page, *raw)
    assert reading.numbered >= 2
    assert (reading.unread, list_wrong(reading)) == ([], [])
    check_mutants(page, reading, raw, 1)
