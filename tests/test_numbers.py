"""Numbers are written as Babel writes them, but that a half is rounded up."""

from random import Random

import pytest
from babel.numbers import format_decimal

from parlib.language.numbers import MINUS, format_number

ODD = [0.0, 999.5, 999.994, 1000.0, 1e-9, 123456789.124, 1e15, 1e16, 1.2345678901234567e20]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("decimals", [0, 1, 2, 3])
def test_a_number_is_written_as_babel_writes_it(language, decimals):
    random = Random(decimals)
    drawn = [random.uniform(-1, 1) * 10 ** random.randint(0, 9) for _ in range(2000)]
    for value in (*ODD, *drawn):
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        wanted = format_decimal(round(value, decimals) + 0.0, pattern, locale=language)
        assert format_number(value, language, decimals) == wanted.replace("-", MINUS)


@pytest.mark.parametrize(
    ("value", "decimals", "wanted"),
    [(0.725, 2, "0.73"), (13.31 - 12.825, 2, "0.49"), (2.5, 0, "3"), (-0.285, 2, "\u22120.29"), (0.74945, 4, "0.7495")],
)
def test_a_half_is_rounded_up_as_in_excel(value, decimals, wanted):
    assert format_number(value, "en", decimals) == wanted
