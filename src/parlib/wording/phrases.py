"""The text of a language, and what counts as no difference."""

from __future__ import annotations

from parlib.rounding import round_half_up
from parlib.terms import Index

NOISE = 1e-9
"""Figures closer than this are one."""


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


def is_exactly_zero(points: float) -> bool:
    """Tell whether a difference is nothing but the noise of floating point: what it lies between is equal.

    A difference that `is_zero` may lie between figures that are written differently: it is almost nothing.

    Examples
    --------
    >>> is_exactly_zero(0.3 - (0.1 + 0.2)), is_exactly_zero(0.0049)
    (True, False)
    """
    return abs(points) <= NOISE


def are_alike(one: float, other: float, index: Index) -> bool:
    """Tell whether two scores are written alike: one figure may then be told of both.

    That is another question than whether their difference `is_zero`: 1.524 and 1.528 are 1.52 and 1.53.

    Examples
    --------
    >>> from parlib.terms import INDICES
    >>> are_alike(1.524, 1.528, INDICES["papi"]), are_alike(1.525, 1.534, INDICES["papi"])
    (False, True)
    """
    return round_half_up(one, index.decimals) == round_half_up(other, index.decimals)
