"""Numbers are written as Babel writes them."""

from random import Random

import pytest
from babel.numbers import format_decimal

from parlib.language.numbers import MINUS, format_number

ODD = [0.0, 0.5, 2.5, 999.995, 1000.0, 1e-9, 123456789.125, 1e15, 1e16, 1.2345678901234567e20]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("decimals", [0, 1, 2, 3])
def test_a_number_is_written_as_babel_writes_it(language, decimals):
    random = Random(decimals)
    drawn = [random.uniform(-1, 1) * 10 ** random.randint(0, 9) for _ in range(2000)]
    for value in (*ODD, *drawn):
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        wanted = format_decimal(round(value, decimals) + 0.0, pattern, locale=language)
        assert format_number(value, language, decimals) == wanted.replace("-", MINUS)
