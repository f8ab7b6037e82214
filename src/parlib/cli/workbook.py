"""``parlib workbook``."""

from __future__ import annotations

from pathlib import Path

from parlib.cli.common import ClearHome, app, use_home
from parlib.cli.fresh import AsIs
from parlib.cli.papers import (
    Asked,
    IndexChoice,
    LanguageChoice,
    Output,
    ProvinceChoice,
    Reports,
    VintageChoice,
    YearChoice,
    write_papers,
)


@app.command(
    epilog="Examples: parlib workbook --index papi --year 2024 --province 22 · "
    "parlib workbook --index papi --province 22 -o tables.xlsx · "
    "parlib workbook --index papi --province all -o workbooks"
)
def workbook(
    index: IndexChoice,
    province: ProvinceChoice,
    year: YearChoice = None,
    language: LanguageChoice = "vi",
    vintage: VintageChoice = "",
    output: Output = None,
    reports: Reports = Path("reports"),
    as_is: AsIs = False,
    home: ClearHome = None,
) -> None:
    """Build an Excel file with every table behind the report: one sheet an exhibit, from executed notebooks only."""
    from parlib.publish.workbook.build import build_workbook, name_workbook

    place = use_home(home)
    write_papers(
        Asked(index, year, province, language, reports, output, place, vintage, as_is), name_workbook, build_workbook
    )
