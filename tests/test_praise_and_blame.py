"""Beside a strength, a new loss, what may be recovered and a large change stands how much of such differences lasts."""

import pandas as pd
import pytest

from parlib.questions import gains, headline, lasting, movers, recovery, sheet_moves, strengths
from parlib.study import losses, nation, position, profile, province, sheet, whatif
from parlib.study.lasting import find_noise, find_taken_back
from parlib.subject import open_subject

TOLD = "khen hoặc phê bình chỉ căn cứ một năm"
LASTS = "không do ai làm gì"


@pytest.mark.parametrize(
    ("question", "study", "code"),
    [
        (strengths, province.find_strengths, "total"),
        (lasting, losses.track_losses, "1"),
        (recovery, whatif.recover_losses, "1"),
    ],
    ids=["strength", "new loss", "recoverable"],
)
def test_what_lasts_stands_beside_each_component(question, study, code):
    subject = open_subject("papi", 2024, "92", code)
    shown = question.show(subject, study(subject))
    assert LASTS in shown.note
    noise = find_noise(subject.with_component("1.1"))[0]
    named = shown.table.loc[shown.table["component"] == "Tri thức công dân", "lasting_share"]
    assert named.empty or set(named) == {noise.reliability}
    assert shown.table["lasting_share"].notna().any()


def test_where_no_years_tell_what_lasts_nothing_is_said_of_it():
    subject = open_subject("papi", 2011, "22")
    shown = strengths.show(subject, province.find_strengths(subject))
    assert LASTS not in shown.note
    assert "lasting_share" not in shown.table


@pytest.mark.parametrize("code", ["total", "4"])
def test_a_rise_of_many_places_is_not_told_bare(code):
    """Tây Ninh rose 58 places in a year; the sentence stands beside the change, with the share of its own component."""
    subject = open_subject("papi", 2024, "72", code, language="en")
    shown = headline.show(subject, position.measure_position(subject))
    assert f"about {find_taken_back(subject):.0%} is taken back the next year" in shown.note
    assert shown.options["taken_back"] == find_taken_back(subject)


def test_nothing_is_taken_back_of_a_change_over_two_years_or_of_too_few_pairs():
    over_two = open_subject("papi", 2024, "22")  # 2023 was not published for Quảng Ninh
    few = open_subject("dti", 2024, "22")
    for subject in (over_two, few):
        row = position.measure_position(subject)
        assert row["change"].notna().all()
        assert row["taken_back"].isna().all()
        assert TOLD not in headline.show(subject, row).note


def test_largest_changes_are_told_with_what_becomes_of_them():
    subject = open_subject("papi", 2024, "72")
    assert TOLD in gains.show(subject, profile.list_gains(subject)).note
    country = open_subject("papi", 2024, "VN")
    assert TOLD in movers.show(country, nation.list_movers(country)).note
    few = open_subject("dti", 2024, "VN")
    assert TOLD not in movers.show(few, nation.list_movers(few)).note


def test_a_sheet_tells_it_too():
    subject = open_subject("papi", 2024, "72")
    parts = sheet.profile_indices(sheet.open_indices(subject))
    assert TOLD in sheet_moves.show(subject, parts).note
    assert TOLD not in sheet_moves.show(subject, parts.assign(taken_back=pd.NA)).note
