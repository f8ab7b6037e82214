"""Rounding as printed tables do it. It imports no table: what is said at the terminal is rounded, too."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

SAFE = 9
"""Decimals beyond which two ways to the same figure may differ: 13.31 less 12.825 is 0.485000000000003."""


def round_half_up(value: float, decimals: int) -> Decimal:
    """Round halves up, as Excel and printed tables do, after taking off what sums leave behind.

    Examples
    --------
    >>> round_half_up(0.125, 2), round_half_up(13.31 - 12.825, 2), round_half_up(float("nan"), 2)
    (Decimal('0.13'), Decimal('0.49'), Decimal('NaN'))
    """
    return Decimal(repr(round(float(value), SAFE))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
