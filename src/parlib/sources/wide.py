"""Tables with one unit a row and one component a column: DTI and the 766 set, names as printed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parlib.sources.csvfile import read_table

DTI_COLUMNS = {
    "DTI": "total",
    "Chính quyền số": "1",
    "Kinh tế số": "2",
    "Xã hội số": "3",
    "Hạ tầng số": "4",
}
"""Printed heads of the DTI tables and the component that each holds."""

SERVICE_766_COLUMNS = {
    "Tổng điểm": "total",
    "Công khai, minh bạch": "1",
    "Tiến độ giải quyết": "2",
    "Dịch vụ trực tuyến": "3",
    "Mức độ hài lòng": "4",
    "Số hóa hồ sơ": "5",
}
"""Printed heads of the 766 tables and the component that each holds."""

PLACE_COLUMNS = {"dti": "Tỉnh, thành phố", "service_766": "Đơn vị"}
"""Printed head of the column of names, by index."""

COMPONENT_COLUMNS = {"dti": DTI_COLUMNS, "service_766": SERVICE_766_COLUMNS}
"""Printed heads of the component columns, by index."""


def read_wide_table(path: Path, index: str, name: str | None = None) -> pd.DataFrame:
    """Return every printed cell of a DTI or 766 table, all text, ``component`` being the component code.

    Raises
    ------
    DataProblemsError
        If a column is missing or the file is damaged.
    """
    place, heads = PLACE_COLUMNS[index], COMPONENT_COLUMNS[index]
    table = read_table(path, [place, *heads], name)
    cells = table.melt(["file", "row", place], list(heads), var_name="column", value_name="text")
    cells = cells.assign(component=cells["column"].map(heads)).rename(columns={place: "place"})
    return cells.sort_values(["row", "component"], ignore_index=True)
