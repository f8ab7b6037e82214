"""What a registered table leaves open: settled by its other figures or its scale, said, or refused."""

import warnings

import pandas as pd
import pytest

import parlib

PLACES = ["Hanoi", "TP. HCM", "Da Nang"]


@pytest.fixture(autouse=True)
def _clear(home):
    yield
    if "ease" in parlib.terms.INDICES:
        parlib.forget("ease")


def take(figures, said=None, **named):
    """Register a table; return the wholes, and hold that exactly *said* was warned of."""
    table = pd.DataFrame({"tỉnh": PLACES * (len(next(iter(figures.values()))) // 3), **figures})
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        scores = parlib.register(table, id="ease", **({} if "year" in figures else {"year": 2024}) | named)
    # What other code left open is collected at any moment: such a ResourceWarning is not of the table.
    lines = [str(one.message) for one in found if not issubclass(one.category, ResourceWarning)]
    assert (lines == []) if said is None else (len(lines) == 1 and said in lines[0])
    return scores.query("component_code == 'total'").set_index("province")["score"].to_dict()


def test_text_that_can_be_two_numbers_is_refused_where_both_are_on_the_scale():
    with pytest.raises(ValueError, match=r"'1\.234' in column 'cost' can be 1\.234 or 1234 \(province 01, 2024\)"):
        take({"cost": ["1.234", "2.345", "3.456"]}, maximum=5000)


def test_text_that_can_be_two_numbers_is_settled_by_the_scale_and_that_is_said():
    said = "'1.234' in column 'cost' was read as 1.234: 1234 lies outside 0-100"
    assert take({"cost": ["1.234", "2.345", "3.456"]}, said)["Hà Nội"] == 1.234


def test_text_that_can_be_two_numbers_is_settled_by_a_decimal_point_beside_it():
    assert take({"cost": ["1.234", "70.5", "3.456"]}, maximum=5000)["Hà Nội"] == 1.234


@pytest.mark.parametrize(
    ("total", "said"),
    [
        ([3, 5, 7], None),  # sums of 1+2, 2+3, 3+4
        ([1.5, 2.5, 3.5], None),
        ([9, 9, 9], "the whole of 2024 is taken as it is: 9 of Hà Nội is neither the sum of its components (3) nor"),
    ],
)
def test_a_whole_that_its_parts_do_not_make_is_said(total, said):
    assert list(take({"a": [1, 2, 3], "b": [2, 3, 4], "tổng": total}, said).values()) == [total[0], total[2], total[1]]


def test_years_on_two_scales_are_said():
    years = {"year": [2023] * 3 + [2024] * 3, "a": [7.1, 8.1, 6.0, 70, 79, 65]}
    take(years, "'a' runs to 8.1 in 2023 and to 79 in 2024: are both years on one scale?")


def test_components_on_two_scales_are_said_and_small_figures_of_one_are_not():
    take({"a": [7.1, 8.1, 6.0], "b": [70, 79, 65]}, "'a' runs to 8.1 and 'b' to 79: are both components on one scale?")
    take({"a": [30, 20, 40], "b": [70, 79, 65]})
