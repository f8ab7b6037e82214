"""What `parlib.register` is given is taken whole, or refused with what is wrong and what to do; never in part."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import parlib

GIVEN = pd.DataFrame({"tỉnh": ["Hà Nội", "TP. HCM", "Đà Nẵng"], "cost": [60.0, 70.0, 80.0], "time": [50.0, 50.0, 40.0]})
MADE = {"01": 55.0, "48": 60.0, "79": 60.0}
"""Means of cost and time."""

DATED = GIVEN.assign(year=2024)
LONG = GIVEN.melt("tỉnh", var_name="component", value_name="score")


def put(table, row, column, value):
    return table.astype({column: object}).assign(
        **{column: [value if at == row else own for at, own in enumerate(table[column])]}
    )


@pytest.mark.parametrize(
    "table",
    [
        GIVEN,
        GIVEN.set_index("tỉnh"),
        GIVEN.set_index("tỉnh").rename_axis(None),
        GIVEN.rename(columns={"cost": 1, "time": 2}),
        GIVEN.rename(columns={"cost": " cost "}),
        GIVEN.assign(province_code=["01", "79", "48"]),
        GIVEN.astype({"cost": "string", "time": "Float64"}),
        GIVEN.assign(cost=[Decimal("60"), "70.0", 80]),
        pd.concat([GIVEN, pd.DataFrame([{"tỉnh": None}, {"tỉnh": " "}])]),
        LONG,
        pd.concat([GIVEN, GIVEN.iloc[[0]].assign(tỉnh="Huế", cost="", time=np.nan)]),
    ],
    ids=range(11),
)
def test_the_same_figures_are_the_same_index_however_they_are_written(home, table):
    scores = parlib.register(table, id="ease", year=2024).query("component_code == 'total'")
    parlib.forget("ease")
    assert scores.set_index("province_code")["score"].dropna().to_dict() == MADE


@pytest.mark.parametrize(
    ("table", "named", "why"),
    [
        ("a.csv", {}, "a pandas DataFrame is needed, not str"),
        (GIVEN.iloc[:0], {}, "the table has no row with figures"),
        (GIVEN.assign(cost=np.nan, time=""), {}, "the table holds no figure"),
        (GIVEN.set_axis(["tỉnh", "cost", "cost"], axis=1), {}, "two columns are called 'cost'"),
        (GIVEN.set_axis(["tỉnh", "cost", None], axis=1), {}, "column 3 of the table has no head"),
        (GIVEN.rename(columns={"time": "Unnamed: 2"}), {}, "column 3 of the table has no head"),
        (GIVEN.set_axis(pd.MultiIndex.from_product([["a"], GIVEN.columns]), axis=1), {}, "stand in several rows"),
        (DATED.assign(năm=2024), {"year": None}, "columns 'year' and 'năm' both name years"),
        (put(DATED, 1, "year", np.nan), {"year": None}, "row 2 has no year"),
        (put(DATED, 1, "year", 2024.5), {"year": None}, r"row 2 has the year 2024\.5: write a whole one"),
        (GIVEN, {"year": 2024.5}, r"the year 2024\.5"),
        (GIVEN, {"year": 1900}, "the year 1900: write a whole one of 1990-"),
        (GIVEN, {"year": True}, "the year True"),
        (GIVEN.assign(**{"#": [1, 2, 3]}), {}, "column '#' holds numbers of order or codes"),
        (GIVEN.assign(**{"Vị thứ": [1, 2, 3]}), {}, "column 'Vị thứ' holds ranks, no figures"),
        (GIVEN.assign(STT=[1, 2, 3]), {}, "column 'STT' holds numbers of order or codes, no figures: take it out"),
        (GIVEN.assign(**{"Xếp hạng": [1, 2, 3]}), {}, "column 'Xếp hạng' holds ranks"),
        (put(GIVEN, 1, "tỉnh", None), {}, "a row names no province in column 'tỉnh', but has figures: .*70"),
        (put(GIVEN, 1, "tỉnh", "Cả nước"), {}, "'Cả nước' .the country, a region or a mean, no province: take its row"),
        (GIVEN.assign(code=["01", "79", "22"]), {}, "columns 'tỉnh' and 'code' name different provinces: 'Đà Nẵng'"),
        (put(GIVEN, 1, "cost", np.inf), {}, r"inf in column 'cost' is no number \(province 79, 2024\)"),
        (put(GIVEN, 1, "cost", "inf"), {}, "'inf' in column 'cost' is no number"),
        (put(GIVEN, 1, "cost", True), {}, "True in column 'cost' is no number"),
        (put(GIVEN, 1, "cost", pd.Timestamp("2024-01-01")), {}, "in column 'cost' is no number"),
        (put(GIVEN, 1, "cost", "70,5"), {}, "'70,5' in column 'cost' is no number .*a decimal comma"),
        (GIVEN, {"vintage": "foo"}, "vintage 'foo' is not known"),
        (GIVEN, {"vintage": 63, "year": 2025}, "results of 2025 are of the 34"),
        (GIVEN, {"maximum": np.nan}, "nan is no end of a scale"),
        (GIVEN, {"minimum": 100}, "runs from 100 to 100"),
        (GIVEN, {"weights": {"cost": np.nan, "time": 1}}, "weights of 2024 are nan, 1"),
        (GIVEN, {"weights": {"cost": "x", "time": 1}}, "weights of 2024 are x, 1"),
        (GIVEN, {"weights": [1, 2]}, "weights must say it by column"),
        (GIVEN, {"names": {"costs": "Chi phí"}}, "names are of 'costs', which is no column"),
        (GIVEN, {"names": {"cost": ("a", "b", "c")}}, "give one, or Vietnamese and English"),
        (GIVEN.assign(total=1, tổng=1), {}, "'total' and 'tổng' both name the whole"),
        (put(LONG, 1, "component", None), {}, "row 2 has nothing in column 'component'"),
        (LONG.rename(columns={"score": "figure"}), {}, "no column is called 'score'"),
        (LONG.assign(value=1), {}, "columns 'score' and 'value' both hold figures"),
        (GIVEN, {"id": 5}, "cannot be used"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_added(home, table, named, why):
    with pytest.raises(ValueError, match=why):
        parlib.register(table, **{"id": "ease", "year": 2024} | named)
    with pytest.raises(ValueError, match="no index 'ease'"):
        parlib.forget("ease")
