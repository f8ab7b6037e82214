"""Which place a name means, by the reviewed names of the home (tên tỉnh, xã, đơn vị)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parlib.province_names import NameIndex, build_name_index, list_aliases
from parlib.read_log import cached_with_reads
from parlib.store import home_version, load_places, load_table
from parlib.terms import COUNTRY, VINTAGES


def find_place(province: str, vintage: str, places: pd.DataFrame | None = None) -> str:
    """Return the code of a province given by code, name or alias within a vintage; ``VN`` stands for the country.

    Raises
    ------
    UnknownProvinceError
        With the nearest known names.
    """
    if province == COUNTRY:
        return COUNTRY
    names = load_names(vintage, places)
    return names.find(names.complete(province))


def load_names(vintage: str, places: pd.DataFrame | None = None) -> NameIndex:
    """Return the names and aliases of a vintage from the processed tables."""
    return _load_names(vintage, home_version()) if places is None else _index_names(places, vintage)


@cached_with_reads
def _load_names(vintage: str, _home: tuple[Path, int]) -> NameIndex:
    return _index_names(load_places(vintage), vintage)


def _index_names(places: pd.DataFrame, vintage: str) -> NameIndex:
    aliases = load_table("aliases") if vintage in VINTAGES else list_aliases(places)
    return build_name_index(places, aliases, vintage)
