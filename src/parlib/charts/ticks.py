"""Round figures for an axis (vạch chia)."""

from __future__ import annotations

import math

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def choose_ticks(low: float, high: float, most: int = 5) -> tuple[list[float], int]:
    """Return at most *most* round values between *low* and *high*, and the decimals that they need.

    Examples
    --------
    >>> choose_ticks(39.4, 48.3)
    ([40.0, 42.0, 44.0, 46.0, 48.0], 0)
    >>> choose_ticks(0.0, 0.93, 4)
    ([0.0, 0.25, 0.5, 0.75], 2)
    """
    span = high - low
    if span <= 0:
        return [low], 2
    size = 10.0 ** math.floor(math.log10(span / most))
    for step in (size * factor for factor in STEPS):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= most:
            break
    values = [round(number * step, 10) + 0.0 for number in range(first, last + 1)]
    places = next((n for n in range(6) if abs(step - round(step, n)) < 1e-9 * step), 6)
    return values, places
