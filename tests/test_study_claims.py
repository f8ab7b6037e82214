"""The register of claims: words follow from it, on real pages of every kind."""

import pytest
from made_subjects import open_real

from parlib.questions import trend
from parlib.study.claims import CLAIMS, find_untold, list_claims
from parlib.study.history import estimate_slope, test_trend, trace_history

test_trend.__test__ = False


@pytest.mark.parametrize(
    ("index", "place", "component", "vintage"),
    [
        ("papi", "66", "4", ""),
        ("papi", "92", "6", ""),
        ("papi", "24", "1", "34"),
        ("dti", "01", "3", ""),
        ("service_766", "19", "1", ""),
        ("sipas", "22", "total", ""),
    ],
)
def test_nothing_is_told_that_no_chance_allows(index, place, component, vintage):
    subject = open_real(index, 2024, place, component, "en", vintage)
    claims = list_claims(subject)
    assert list(claims) == CLAIMS
    assert find_untold(claims).empty
    if index == "papi":
        assert {"trend", "side", "correlate"} <= set(claims["claim"]) or component == "6"


@pytest.mark.parametrize("place", ["01", "66", "79"])
def test_a_trend_is_named_only_where_the_register_tells_it(place):
    subject = open_real("papi", 2024, place, "4", "en")
    claims = list_claims(subject).set_index("claim")
    finding = trend.show(subject, test_trend(subject), estimate_slope(trace_history(subject))).finding
    assert ("upward trend" in finding or "downward trend" in finding) == bool(claims.loc["trend", "told"])
