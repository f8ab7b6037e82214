"""The same question of all provinces at once (cùng một câu hỏi cho mọi tỉnh)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from parlib.subject import Subject


def for_all(question: Callable[..., pd.DataFrame], subject: Subject, **given: Any) -> pd.DataFrame:  # noqa: ANN401
    """Ask a question of `parlib.study` of every province of the subject's index, year and component.

    Parameters
    ----------
    question : callable
        A function that takes a subject and returns a table, such as ``parlib.study.losses.measure_losses``.
    subject : Subject
        Says index, year, component, language and vintage; its province does not matter.
    **given
        Passed on to the question.

    Returns
    -------
    pandas.DataFrame
        The tables one below the other, with ``province_code`` and ``province`` first; provinces in the order of
        `parlib.provinces`. Where the question's own tables have a column of that name (other provinces), the province
        that was asked is ``asked_code`` and ``asked``.

    Raises
    ------
    TypeError
        If the question is no function, the subject none, or the answer no table.

    Examples
    --------
    >>> import parlib
    >>> country = parlib.open_subject("papi", 2024, component="4", language="en")
    >>> lost = for_all(parlib.study.losses.measure_losses, country)
    >>> lost.shape[0], lost["province_code"].nunique()
    (244, 61)
    """
    if not callable(question):
        raise TypeError(f"{question!r} is no function: give one of parlib.study, as parlib.study.losses.measure_losses")
    if not isinstance(subject, Subject):
        raise TypeError(f"{subject!r} is no subject: parlib.open_subject('papi', 2024) gives one")
    tables = []
    places = subject.places[["province_code", "province", "region_code", "region"]]
    for code, name, region_code, region in places.itertuples(index=False):
        one = subject.but(province_code=code, province=name, region_code=region_code, region=region)
        table = question(one, **given)
        if not isinstance(table, pd.DataFrame):
            raise TypeError(f"{question.__name__} returns {type(table).__name__}, not a table: ask it of one province")
        keys = ("asked_code", "asked") if "province_code" in table else ("province_code", "province")
        table = table.copy(deep=False)
        for at, (key, value) in enumerate(zip(keys, (code, name), strict=True)):
            table.insert(at, key, value)
        tables.append(table)
    filled = [table for table in tables if len(table)] or tables[:1]
    return pd.concat(filled, ignore_index=True)
