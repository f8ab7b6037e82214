"""The text of a language, and what counts as no difference."""

from __future__ import annotations

from parlib.rounding import round_half_up
from parlib.terms import Index


def say(language: str, vietnamese: str, english: str) -> str:
    """Return the text of the language.

    Examples
    --------
    >>> say("en", "điểm", "points")
    'points'
    """
    return vietnamese if language == "vi" else english


def is_zero(points: float, index: Index) -> bool:
    """Tell whether a difference is nothing at the places in which the index is published, as it would be written.

    Examples
    --------
    >>> from parlib.terms import INDICES
    >>> is_zero(0.0049, INDICES["papi"]), is_zero(0.015 - 0.01, INDICES["papi"])
    (True, False)
    """
    return round_half_up(abs(points), index.decimals) == 0
