"""Which indicators speak of a word (tìm chỉ số theo từ)."""

from __future__ import annotations

import unicodedata

import pandas as pd

from parlib.framework import keep_parts
from parlib.front import check_index, tell_years
from parlib.ready import make_ready
from parlib.store import load_table
from parlib.terms import INDICES

COLUMNS = ["index", "component_code", "name_vi", "name_en", "level", "max_score", "years", "last_year"]


def search(words: str, index: str = "") -> pd.DataFrame:
    """Find component indicators by words of their names, Vietnamese or English, with or without accents.

    Parameters
    ----------
    words : str
        All of them must be in the name, in one language. ``tham nhung`` finds what ``tham nhũng`` does.
    index : str, optional
        Only in this index.

    Returns
    -------
    pandas.DataFrame
        ``index, component_code`` (in the last year), ``name_vi, name_en, level, max_score, years`` (in which it is in
        the framework), ``last_year``; by index, the widest components first. A component is listed once, whatever its
        code and name were in the years before.

    Raises
    ------
    ValueError
        Without words.

    Examples
    --------
    >>> found = search("tham nhũng")
    >>> found.loc[0, ["index", "component_code", "name_en"]].tolist()
    ['papi', '4', 'Control of Corruption in the Public Sector']
    >>> search("administrative procedures", index="papi")["component_code"].tolist()
    ['5']
    """
    make_ready()
    if not (wanted := fold(str(words)).split()):
        raise ValueError('search for a word, such as parlib.search("tham nhũng")')
    trees = keep_parts(load_table("components", index=check_index(index) if index else None))
    hit = pd.Series(False, index=trees.index)
    for column in ("name_vi", "name_en"):
        names = trees[column].map(fold)
        hit |= pd.concat([names.str.contains(word, regex=False) for word in wanted], axis=1).all(axis=1)
    keys = ["index", "component_key"]
    trees = trees.merge(trees.loc[hit, keys].drop_duplicates(), on=keys, validate="m:1").sort_values("year")
    groups = trees.groupby(keys, sort=False)
    last = groups.tail(1).set_index(keys).rename(columns={"year": "last_year"})
    last["years"] = groups["year"].agg(lambda years: tell_years(sorted(set(years))))
    place = list(INDICES).index
    last = last.reset_index().sort_values("order").sort_values("level", kind="stable")
    last = last.sort_values("index", key=lambda names: names.map(place), kind="stable")
    return last[COLUMNS].reset_index(drop=True)


def fold(text: str) -> str:
    """Return a text without case and accents, words as they are.

    Examples
    --------
    >>> fold("Kiểm soát Tham nhũng")
    'kiem soat tham nhung'
    """
    plain = unicodedata.normalize("NFKD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
