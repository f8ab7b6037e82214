"""What is said on a leaf, of a side without a loss, of one reason and of one agency: never of itself as of others."""

import pandas as pd
import pytest

from parlib.language import Voice, computed
from parlib.questions import claims, losses, reasons, sheet_agencies, sides
from parlib.questions.headline import SCORE_OF
from parlib.study import losses as lost
from parlib.study.position import measure_position
from parlib.subject import open_subject
from parlib.terms import INDICES


def make_sides(lost_points):
    rows = [("documents", 10.0, 10.0 - lost_points, lost_points), ("surveys", 2.0, 1.5, 0.5)]
    table = pd.DataFrame(rows, columns=["side", "max_score", "score", "lost"])
    return table.assign(share=table["score"] / table["max_score"], national_share=float("nan"), n_claimed=3)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "vi",
            "Thẩm định tài liệu đạt 100,0%, không mất điểm; điều tra xã hội học và tác động đạt 75,0%, mất 0,50 điểm.",
        ),
        ("en", "Documents gave 100.0%, no point lost; surveys and outcomes gave 75.0%, 0.50 points lost."),
    ],
)
def test_a_side_without_a_loss_lost_nothing(language, said):
    subject = open_subject("par_index", 2023, "22", language=language)
    assert sides.show(subject, make_sides(0.0)).finding == said
    assert ("0,00" in sides.show(subject, make_sides(0.01)).finding) is False


def test_a_leaf_is_not_told_as_the_only_part_of_itself():
    subject = open_subject("par_index", 2021, "38", "3", language="en")
    row = {"component_code": "3", "component": "Procedures", "overclaim": 0.25}
    table = pd.DataFrame([row]).reindex(columns=claims.QUESTION.names)
    said = claims.show(subject, table, make_sides(0.0)).finding
    assert said.endswith("(PAR INDEX 2021) was granted 0.25 points less than was claimed.")
    assert "No part of" not in claims.show(subject, table.head(0), make_sides(0.0)).finding


def test_what_was_claimed_is_told_by_quoted_names_with_units():
    subject = open_subject("par_index", 2021, "38", "total", language="en")
    rows = [{"component_code": f"{at}", "component": f"C{at}", "overclaim": 1.0 / at} for at in (1, 2)]
    table = pd.DataFrame(rows).reindex(columns=claims.QUESTION.names)
    said = claims.show(subject, table, make_sides(0.0)).finding
    assert said.endswith("were granted less than was claimed, 1.50 points together; most on “1. C1”: 1.00 points.")
    one = claims.show(subject, table.head(1), make_sides(0.0)).finding
    assert one.startswith("Only “1. C1” of PAR INDEX 2021 was granted less than was claimed: by 1.00 points.")


def test_one_reason_is_not_the_most_of_one():
    subject = open_subject("par_index", 2023, "22", language="en")
    table = pd.DataFrame([("late", 1, 0.75, 1.0)], columns=["reason", "parts", "lost", "lost_share"])
    assert (
        reasons.show(subject, table, make_sides(0.0)).finding == "The reason for the points lost: late (0.75 points)."
    )


def test_of_one_agency_nothing_is_the_most():
    subject = open_subject("par_index", 2023, "22", language="en")
    row = {"agency": "Sở Y tế", "index": "par_index", "short": "PAR INDEX", "n_held": 2, "lost_of_index": 0.05}
    table = pd.DataFrame([row | {"n_open": 0}]).reindex(columns=[*sheet_agencies.QUESTION.names, "index"])
    said = sheet_agencies.show(subject, table).finding
    assert said == "What Sở Y tế holds lost 5.0% of the maximum of PAR INDEX."


def test_the_largest_loss_is_one_that_somebody_can_answer_for():
    subject = open_subject("dti", 2024, "10", language="en")
    said = losses.show(subject, lost.measure_losses(subject), measure_position(subject)).finding
    assert "(no figures)" not in said


@pytest.mark.parametrize(("number", "word"), [(1.0, "point"), (0.75, "points"), (1.25, "points"), (2.0, "points")])
def test_a_word_agrees_with_exactly_one(number, word):
    score, most = (computed(value, "score", name) for value, name in ((0.5, "score"), (number, "max_score")))
    assert str(Voice("en", INDICES["papi"]).say(SCORE_OF, score=score, max_score=most)).split()[-1] == word
