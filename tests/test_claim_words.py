"""Words that infer stand only where the register holds a claim: every message of every question is read."""

import re
from collections.abc import Mapping
from importlib import import_module

import pytest
from made_subjects import open_real

from parlib.language import Message
from parlib.questions.catalogue import list_questions
from parlib.study.claims import find_untold, list_claims

INFERS = re.compile(
    r"\bclear(ly)?\b|\btrends?\b|strength|weakness|go(es)? with|tends? to|likely|told apart|tell apart|differs? clearly"
    r"|significant|\bsimilar:|contrary|xu hướng|rõ rệt|(tăng|giảm|khác|hẹp|rộng ra|cao hơn|thấp hơn|đổi) rõ|bền vững"
    r"|điểm mạnh|điểm yếu|yếu kéo dài|có tương quan|tương quan rõ|phân biệt được|đi cùng|ý nghĩa thống kê",
    re.IGNORECASE,
)
"""Words by which a sentence says more than what is printed."""

INFERRING = {
    "answer": ("own_change", "side", "told_apart", "trend"),
    "certainty": ("told_apart",),
    "companions": ("companion",),
    "convergence": ("convergence",),
    "correlates": ("correlate",),
    "expectations": ("answer",),
    "expected": ("own_change",),
    "funnel": ("beyond_sampling",),
    "matters": ("matter",),
    "profile": ("trend",),
    "ranges": ("told_apart",),
    "sheet_spine": ("side",),
    "strengths": ("side",),
    "survey_shares": ("satisfied",),
    "sureness": ("told_apart",),
    "trend": ("trend", "own_trend"),
}
"""Exhibits with sentences that infer, and the claims that these follow from."""

DESCRIBES = {
    "ceilings": "counts of provinces at the maximum and widths of the middle half",
    "lasting_parts": "the noise model itself, which other claims are judged by",
    "pairs": "all correlations of parts are shown with their number",
    "reliability": "Cronbach's alpha with its interval",
}
"""Questions that use such a word of what they measure, not of a province: why they need no claim."""


def list_messages(value):
    """Return the messages within a module's value."""
    if isinstance(value, Message):
        return [value]
    if isinstance(value, Mapping):
        return [message for one in value.values() for message in list_messages(one)]
    return [message for one in value for message in list_messages(one)] if isinstance(value, tuple | list) else []


def find_inferring(name):
    """Return the messages of a question with a word that infers."""
    module = import_module(f"parlib.questions.{name}")
    found = [one for value in vars(module).values() for one in list_messages(value)]
    found += list_messages(module.QUESTION.words)
    return {one.en for one in found if INFERS.search(one.vi) or INFERS.search(one.en)}


@pytest.mark.parametrize("name", sorted(list_questions()))
def test_a_question_that_infers_is_in_the_register(name):
    if name not in INFERRING and name not in DESCRIBES:
        assert find_inferring(name) == set()


def test_the_register_names_no_question_that_is_not_there():
    assert {*INFERRING, *DESCRIBES} <= set(list_questions())
    assert all(
        find_inferring(name) for name in (*DESCRIBES, "trend", "strengths", "companions", "correlates", "expected")
    )


@pytest.mark.parametrize(
    ("index", "place", "component"), [("papi", "22", "total"), ("papi", "01", "8"), ("dti", "01", "total")]
)
def test_what_is_said_of_other_indices_and_places_is_in_the_register(index, place, component):
    claims = list_claims(open_real(index, 2024, place, component, "en"))
    assert {"told_apart", "matter"} <= set(claims["claim"])
    assert find_untold(claims).empty


@pytest.mark.parametrize("index", ["papi", "pci"])
def test_what_is_said_of_the_country_is_in_the_register(index):
    claims = list_claims(open_real(index, 2024 if index == "papi" else 2016, "VN", "total", "en"))
    assert set(claims["claim"]) == {"convergence"}
    assert find_untold(claims).empty
