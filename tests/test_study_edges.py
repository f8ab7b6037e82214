"""Odd cases: every study function returns its columns, and nothing that is not so."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from made_subjects import make_noise, make_subject, open_real

from parlib.study.asked import NotOneProvinceError
from parlib.study.benchmarks import compare_nation, compare_regions, compare_year
from parlib.study.bridge import chain_history, hold_framework, list_breaks
from parlib.study.certainty import measure_certainty, measure_rank_ranges
from parlib.study.compare import compare_subjects, trace_subjects
from parlib.study.composite import compare_parts, trace_merged
from parlib.study.consistency import compare_indices
from parlib.study.drivers import correlate_components, regress_companions
from parlib.study.history import estimate_slope, trace_history
from parlib.study.history import test_trend as find_trend
from parlib.study.inequality import measure_inequality
from parlib.study.inequality import test_convergence as find_convergence
from parlib.study.losses import list_losses, measure_losses, track_losses
from parlib.study.movement import split_rank_changes
from parlib.study.nation import list_movers, list_ranking, summarise_nation
from parlib.study.outlook import expect_years
from parlib.study.peers import compare_groups, compare_peers, find_peers
from parlib.study.position import compare_provinces, measure_position
from parlib.study.profile import list_gains, profile_components, trace_shares
from parlib.study.province import (
    compare_integrity,
    find_strengths,
    headline_indices,
    list_largest_losses,
    list_streaks,
)
from parlib.study.structure import (
    correlate_parts,
    find_ceilings,
    find_principal_components,
    measure_reliability,
    measure_weights,
)
from parlib.study.whatif import find_cheapest, measure_target, recover_losses, trace_places


def test_trend_of(subject):
    return find_trend(subject)


def slope_of(subject):
    return estimate_slope(trace_history(subject))


def peer_parts_of(subject):
    return compare_peers(subject, find_peers(subject))


def groups_of(subject):
    return compare_groups(subject, find_peers(subject))


def other_of(subject):
    """Return the same question of another place, so that two sides can be set beside each other."""
    return replace(subject, province_code="02" if subject.province_code == "01" else "01", province="P")


def sides_of(subject):
    return compare_subjects(subject, other_of(subject))


def paths_of(subject):
    return trace_subjects(subject, other_of(subject))


test_trend_of.__test__ = False

QUESTIONS = [
    compare_nation,
    compare_regions,
    compare_year,
    measure_certainty,
    measure_rank_ranges,
    sides_of,
    paths_of,
    compare_indices,
    correlate_components,
    regress_companions,
    test_trend_of,
    slope_of,
    trace_history,
    measure_inequality,
    find_convergence,
    list_losses,
    measure_losses,
    track_losses,
    split_rank_changes,
    list_movers,
    list_ranking,
    summarise_nation,
    find_peers,
    peer_parts_of,
    groups_of,
    compare_provinces,
    measure_position,
    list_gains,
    profile_components,
    trace_shares,
    compare_integrity,
    find_strengths,
    headline_indices,
    list_largest_losses,
    list_streaks,
    correlate_parts,
    find_ceilings,
    find_principal_components,
    measure_reliability,
    measure_weights,
    find_cheapest,
    measure_target,
    recover_losses,
    trace_places,
    chain_history,
    hold_framework,
    list_breaks,
    compare_parts,
    expect_years,
    trace_merged,
]

NOISE = make_noise()
NAN = float("nan")


def make_without_province():
    return make_subject(
        {key: np.where(np.arange(12) == 0, NAN, values) for key, values in NOISE.items()}, maxima={"total": 30.0}
    )


def make_one_year():
    return make_subject({key: values for key, values in NOISE.items() if key[1] == 2019}, maxima={"total": 30.0})


def make_one_part():
    one = {("1", year): values for (code, year), values in NOISE.items() if code == "1"}
    return make_subject(one | {("total", year): values for (_, year), values in one.items()})


def make_level(score, maxima=10.0):
    scores = {(code, year): np.full(12, score * (3 if code == "total" else 1)) for code, year in NOISE}
    return make_subject(scores, maxima={"total": 3 * maxima})


def make_no_score_at_all():
    return make_subject({key: np.full(12, NAN) for key in NOISE}, maxima={"total": 30.0})


CASES = {
    "no data of the province": make_without_province,
    "one year only": make_one_year,
    "one part": make_one_part,
    "all tied": partial(make_level, 5.0),
    "all at the maximum": partial(make_level, 10.0),
    "one region": partial(make_subject, NOISE, maxima={"total": 30.0}, regions="1"),
    "no region": partial(make_subject, NOISE, maxima={"total": 30.0}, regions=" "),
    "printed facts only": partial(make_subject, NOISE, maxima={"total": 30.0}, kind="printed", index="par_index"),
    "no maximum": partial(make_subject, NOISE, maxima=dict.fromkeys(["total", "1", "2", "3"], NAN)),
    "no score at all": make_no_score_at_all,
    "one province": partial(make_subject, {key: values[:1] for key, values in NOISE.items()}),
    "the country": partial(make_subject, NOISE, maxima={"total": 30.0}, province="VN"),
    "PAR INDEX, a printed total": partial(open_real, "par_index", 2023, "22"),
    "PAR INDEX, fields": partial(open_real, "par_index", 2024, "31", "3"),
    "PAR INDEX, a year without facts": partial(open_real, "par_index", 2014, "22"),
    "SIPAS, a printed rank": partial(open_real, "sipas", 2024, "22"),
    "SIPAS, a province without facts": partial(open_real, "sipas", 2023, "95"),
    "766, new provinces": partial(open_real, "service_766", 2024, "24", "3"),
    "DTI, the country": partial(open_real, "dti", 2022),
    "PAPI, a year that is missing": partial(open_real, "papi", 2023, "22", "4"),
    "PAPI, the first year": partial(open_real, "papi", 2011, "01", "2.1"),
}


@pytest.mark.filterwarnings("error", "ignore::ResourceWarning")
@pytest.mark.parametrize("case", CASES)
def test_every_question_answers_with_its_columns(case):
    subject, usual = CASES[case](), make_subject(NOISE, maxima={"total": 30.0})
    for question in QUESTIONS:
        try:
            answer = question(subject)
        except NotOneProvinceError:
            assert subject.province_code == "VN", question.__name__
            continue
        assert answer.columns.tolist() == question(usual).columns.tolist(), question.__name__
        assert not answer.select_dtypes("number").isin([np.inf, -np.inf]).any().any(), question.__name__


def test_questions_about_a_province_without_data_have_no_answer():
    subject = make_without_province()
    for question in (
        measure_losses,
        track_losses,
        recover_losses,
        trace_places,
        measure_target,
        measure_certainty,
        find_strengths,
        list_streaks,
        list_gains,
    ):
        assert question(subject).empty, question.__name__
    assert measure_position(subject)["status"].tolist() == ["no_score"]


def test_questions_about_the_country_have_no_answer_from_printed_facts():
    subject = open_real("par_index", 2023, "22")
    of_the_country = (measure_inequality, find_convergence, find_ceilings, split_rank_changes, correlate_parts)
    of_a_place = (recover_losses, measure_rank_ranges, regress_companions, correlate_components, track_losses)
    for question in of_the_country + of_a_place:
        assert question(subject).empty, question.__name__


def test_all_at_the_maximum_is_said_as_such():
    subject = CASES["all at the maximum"]()
    position = measure_position(subject).iloc[0]
    assert (position["rank"], position["tied_with"], position["gap_to_best"]) == (1, 11, 0)
    assert np.isnan(position["gap_up"])
    assert measure_losses(subject)["lost"].tolist() == [0, 0, 0]
    assert set(find_strengths(subject)["reason"]) == {"all_level"}
    assert set(find_ceilings(subject)["verdict"]) == {"ceiling"}


def test_one_part_is_the_whole_loss():
    table = measure_losses(make_one_part())
    assert table["lost_share"].tolist() == [1.0]
