"""Dossiers of the one-stop system as researchers open them (hồ sơ một cửa)."""

from __future__ import annotations

from parlib.ready import make_ready
from parlib.study import onestop
from parlib.study.onestop import OneStop


def open_onestop(year: int, province: str, language: str = "vi") -> OneStop:
    """Open the dossiers of the one-stop system of a province in a year, which `parlib.study.onestop` asks about.

    Parameters
    ----------
    year : int
        Year of the export.
    province : str
        Code, name or alias.
    language : str
        ``vi`` or ``en``.

    Raises
    ------
    ValueError
        If there are none; the message says how they are taken in.

    Examples
    --------
    >>> open_onestop(2025, "22", "en")
    Traceback (most recent call last):
        ...
    ValueError: Quang Ninh has no dossiers of 2025: take an export in with 'parlib add'
    """
    make_ready()
    return onestop.open_onestop(year, province, language)
