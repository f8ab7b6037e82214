"""Contracts of the processed tables: apart from the other checks, for only a table that is whole is held to one.

What a contract is written in takes a third of a second to load, which a file that is refused need not wait for.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from parlib.problems import Problem
from parlib.speech import tell
from parlib.terms import NATIONAL, VINTAGES


def _is_placed(table: pd.DataFrame) -> pd.Series:
    """Tell which scores are of a place that their index judges: provinces never stand among an own index's places."""
    national = table["index"].isin(list(NATIONAL))
    province = table["vintage"].isin(VINTAGES) & table["province_code"].str.fullmatch(r"\d\d")
    return (national & province) | (~national & (table["vintage"] == table["index"]))


SCORES = pa.DataFrameSchema(
    {
        "index": pa.Column(str),
        "year": pa.Column(int, pa.Check.in_range(2005, 2100)),
        "vintage": pa.Column(str),
        "province_code": pa.Column(str, pa.Check.str_matches(r"^[0-9A-Za-z][0-9A-Za-z.-]{0,11}$")),
        "component_code": pa.Column(str),
        "component_key": pa.Column(str),
        "kind": pa.Column(str, pa.Check.isin(["published", "computed", "printed", "surveyed"])),
        "score": pa.Column(float, nullable=True),
        "max_score": pa.Column(float, nullable=True),
        "share": pa.Column(float, pa.Check.in_range(-1e-9, 1 + 1e-9), nullable=True),
        "rank": pa.Column("Int64", pa.Check.ge(1), nullable=True),
    },
    checks=pa.Check(lambda table: _is_placed(table), error="provinces for the indices over provinces, else own places"),
    unique=["index", "year", "vintage", "province_code", "component_code"],
)
"""The table ``scores`` as it is written."""

COMPONENTS = pa.DataFrameSchema(
    {
        "year": pa.Column(int),
        "component_code": pa.Column(str),
        "component_key": pa.Column(str),
        "level": pa.Column(int, pa.Check.in_range(0, 4)),
        "name_vi": pa.Column(str, pa.Check.str_length(min_value=1)),
        "name_en": pa.Column(str, pa.Check.str_length(min_value=1)),
        "series": pa.Column(str, pa.Check.str_length(min_value=1)),
    },
    unique=["index", "year", "component_code"],
)
"""The table ``components`` as it is written."""

SCHEMAS = {"scores": SCORES, "components": COMPONENTS}
"""Contracts of the processed tables, by name."""


def check_contract(table: pd.DataFrame, name: str) -> list[Problem]:
    """Return where a processed table breaks its contract; pandera says which value and rule."""
    try:
        SCHEMAS[name].validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        return [
            Problem(
                tell("table {name}", name=name),
                tell("{value!r} breaks the rule {check!r}", value=case.failure_case, check=case.check),
                column=str(case.column),
            )
            for case in error.failure_cases.itertuples()
        ]
    return []
