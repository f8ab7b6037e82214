"""What keeps a leader from praising or blaming noise: what lasts, what is taken back, how many were asked, kin."""

import pandas as pd
import pytest

from parlib.questions import correlates, gains, headline, integrity, lasting, movers, recovery, sheet_moves, strengths
from parlib.study import drivers, losses, nation, position, profile, province, sheet, whatif
from parlib.study.lasting import find_noise, find_taken_back
from parlib.study.moved import list_moved_parts
from parlib.subject import open_subject

TOLD = "khen hoặc phê bình chỉ căn cứ một năm"
LASTS = "kể cả khi không có tác động nào"


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
    shown = headline.show(subject, position.measure_position(subject), list_moved_parts(subject))
    assert f"about {find_taken_back(subject):.0%} is taken back the next year" in shown.note
    assert shown.options["taken_back"] == find_taken_back(subject)


def test_nothing_is_taken_back_of_a_change_over_two_years_or_of_too_few_pairs():
    over_two = open_subject("papi", 2024, "22")  # 2023 was not published for Quảng Ninh
    few = open_subject("dti", 2024, "22")
    for subject in (over_two, few):
        row = position.measure_position(subject)
        assert row["change"].notna().all()
        assert row["taken_back"].isna().all()
        assert TOLD not in headline.show(subject, row, list_moved_parts(subject)).note


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


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nobody_of_those_asked_is_not_nobody(language):
    """Quảng Ninh 2021: 0% harassed, of a number of people that nobody published."""
    subject = open_subject("sipas", 2021, "22", language=language)
    asked = province.compare_integrity(subject)
    shown = integrity.show(subject, asked)
    assert {"vi": "số người được hỏi", "en": "how many were asked"}[language] in shown.note
    some = integrity.show(subject, asked.assign(province_value=0.2))
    assert not some.note
    known = integrity.show(subject, asked.assign(respondents=300.0, low=0.0, high=1.22))
    assert {"vi": "có thể tới 1,22%", "en": "perhaps up to 1.22%"}[language] in known.finding
    assert {"vi": "số người được hỏi", "en": "how many were asked"}[language] not in known.note


def test_a_part_named_beside_its_whole_is_told_to_be_one():
    subject = open_subject("papi", 2024, "22", "4", language="en")
    told = correlates.show(subject, drivers.correlate_components(subject)).finding
    assert "“Communal Budget Transparency” (ρ = 0.63; within regions 0.71; part of “Transparency of" in told
    assert told.count("part of") == 1
    pages = 0
    for code in subject.tree["component_code"]:
        found = drivers.correlate_components(subject.with_component(code))
        named = found.loc[found["goes_with"].isin(["more", "less"]), "component_code"].head(3).tolist()
        kin = sum(
            any(f"{b}.".startswith(f"{a}.") or f"{a}.".startswith(f"{b}.") for a in named[:at])
            for at, b in enumerate(named)
        )
        told = correlates.show(subject.with_component(code), found).finding
        assert told.count("; part of “") + told.count("” is part of it)") == kin
        pages += kin > 0
    assert pages > 5
