"""Panels in which nothing happens, through the templates: at most one place in twenty is told of anything."""

import pytest
from null_pages import FALSE, PLACES, find_false


@pytest.mark.parametrize(("seed", "language"), [(1, "vi"), pytest.param(2, "en", marks=pytest.mark.exhaustive)])
def test_pages_of_a_panel_without_any_effect_tell_of_none(seed, language):
    told = find_false(seed, language)
    about_places = {place for template in ("component", "province", "sheet") for place in told[template]}
    assert len(about_places) <= 0.05 * PLACES, told
    assert len(told["compare"]) <= 0.05 * PLACES, told["compare"]
    assert not told["national"]


@pytest.mark.parametrize(
    ("said", "false"),
    [
        ("So với trung bình cả nước: xu hướng tăng", True),
        ("không thấy xu hướng rõ rệt", False),
        ("Điểm mạnh bền vững: “A”.", True),
        ("Chưa phân biệt được bên nào cao hơn", False),
        ("no clear trend", False),
        ("The two scores differ clearly (at 95%).", True),
    ],
)
def test_what_denies_an_effect_is_told_from_what_claims_one(said, false):
    assert bool(FALSE.search(said)) == false
