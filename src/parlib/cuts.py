"""What is cut out of a subject's tables again and again (phần trích từ bảng số liệu), each once for a table."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from parlib.framework import UNLISTED, keep_parts, list_below, list_parts
from parlib.read_log import IdentityKey
from parlib.terms import TOLERANCE


@lru_cache(maxsize=128)
def cut_tree(components: IdentityKey, year: int) -> pd.DataFrame:
    """Return the tree of a year, without what no table lists and other cuts of the same points."""
    return keep_parts(components.table[components.table["year"] == year])


@lru_cache(maxsize=128)
def cut_unlisted(components: IdentityKey, year: int) -> pd.DataFrame:
    """Return the components of a year that the issuer counts and no table lists."""
    return components.table.loc[lambda trees: (trees["year"] == year) & (trees["combine"] == UNLISTED)]


@lru_cache(maxsize=512)
def find_leaf(components: IdentityKey, year: int, code: str) -> pd.Series:
    """Return the row of a component in the tree of a year."""
    return index_tree(components, year).loc[code]


@lru_cache(maxsize=128)
def index_tree(components: IdentityKey, year: int) -> pd.DataFrame:
    """Return the tree of a year by component code."""
    return cut_tree(components, year).set_index("component_code")


@lru_cache(maxsize=128)
def name_components(components: IdentityKey, year: int) -> dict[str, str]:
    """Return the names of the components of a year, by code."""
    tree = cut_tree(components, year)
    return dict(zip(tree["component_code"], tree["component"], strict=True))


@lru_cache(maxsize=512)
def find_adding_up(components: IdentityKey, year: int, component_code: str) -> bool:
    """Tell whether points lost below a component add up to its own (`parlib.subject.Subject.adds_up`)."""
    tree = index_tree(components, year)
    sums, weighted = tree.groupby("parent_code")["max_score"].sum(), tree.loc[tree["weight"].notna(), "parent_code"]
    below = {component_code, *list_below(cut_tree(components, year), component_code)}
    summed, maxima = tree["combine"] == "sum", tree["max_score"]
    codes = below & set(sums.index) - set(weighted)
    return all(summed[code] or abs(sums[code] - maxima[code]) <= TOLERANCE for code in codes)


@lru_cache(maxsize=512)
def cut_parts(components: IdentityKey, year: int, code: str) -> pd.DataFrame:
    """Return the components directly below one, in tree order."""
    return list_parts(cut_tree(components, year), code)


@lru_cache(maxsize=512)
def cut_rows(scores: IdentityKey, year: int, code: str) -> pd.DataFrame:
    """Return the scores of a component in a year, one row a place."""
    return scores.table.take(_find_rows(scores).get((year, code), []))


@lru_cache(maxsize=16)
def _find_rows(scores: IdentityKey) -> dict[tuple[int, str], np.ndarray]:
    """Return where the rows of each year and component are."""
    return scores.table.groupby(["year", "component_code"]).indices


@lru_cache(maxsize=16)
def index_places(places: IdentityKey) -> pd.DataFrame:
    """Return places by their code."""
    return places.table.set_index("province_code")
