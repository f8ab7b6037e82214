"""Pictures for researchers, one line each: matplotlib and seaborn, on axes of one's own or new ones.

Every function takes a subject (`parlib.open_subject`) or a table, draws on ``ax`` if it is given, speaks the subject's
language (``language=`` for tables) and returns the Axes. Nothing of matplotlib's settings is changed; text is grey and
paper is clear, so a picture may stand on white and on black.

``history`` the course of a province · ``rank`` all provinces with how sure they are · ``strip`` all provinces by
region · ``losses`` points lost by part · ``map`` tiles of all provinces, of scores or of changes · ``scatter`` two
figures, places named · ``coefficients`` of a regression · ``slope`` two years · ``heat`` parts over years ·
``ecdf`` how all provinces moved over years · ``funnel`` shares beside what their
numbers let expect · ``whatif`` the place that points are worth

>>> import parlib
>>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", component="4", language="en")
>>> ax = parlib.plot.history(subject)
>>> ax.get_title(loc="left")
'Quang Ninh: Control of Corruption in the Public Sector'
"""

from __future__ import annotations

from parlib.plot.courses import ecdf, heat, history, slope
from parlib.plot.places import map, rank, strip
from parlib.plot.points import coefficients, funnel, losses, scatter, whatif

__all__ = [
    "coefficients",
    "ecdf",
    "funnel",
    "heat",
    "history",
    "losses",
    "map",
    "rank",
    "scatter",
    "slope",
    "strip",
    "whatif",
]


def __dir__() -> list[str]:
    """Return the pictures and nothing else, for completion."""
    return __all__
