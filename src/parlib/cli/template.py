"""``parlib template``: empty workbooks for people to fill in, one command a kind."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parlib.cli.common import ClearHome, app, out, use_home

template = typer.Typer(help="Write an empty workbook to fill in.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(template, name="template")


@template.callback()
def name_group() -> None:
    """Write an empty workbook to fill in."""


@template.command(epilog="Example: parlib template scoreboard --year 2025 --provinces all -o bang-diem-2025.xlsx")
def scoreboard(
    year: Annotated[int, typer.Option(help="Year of the results.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Workbook to write (.xlsx).")],
    provinces: Annotated[list[str] | None, typer.Option(help="Codes, names or aliases; all if not given.")] = None,
    home: ClearHome = None,
) -> None:
    """Write an empty PAR INDEX scoreboard (bảng điểm): one sheet a province, one row a component of the framework.

    The rows are those of data/raw/frameworks: of par_index_YEAR.csv if you wrote one from the decision, else fields.
    """
    from parlib.clean.reference import read_reference
    from parlib.forms.scoreboard import write_scoreboard
    from parlib.terms import find_vintage

    known = read_reference(use_home(home) / "data" / "raw")
    tree = known.components[(known.components["index"] == "par_index") & (known.components["year"] == year)]
    if tree.empty:
        raise ValueError(f"there is no framework of {year}: write it to data/raw/frameworks/par_index_{year}.csv")
    names = known.names[find_vintage("par_index", year)]
    asked = [name for name in provinces or ["all"] if name != "all"]
    codes = list(names.names) if "all" in (provinces or ["all"]) else [names.find(name) for name in asked]
    write_scoreboard(output, year, tree, {code: names.names[code] for code in codes})
    out.print(f"Written: {output}: {len(codes)} sheets, {len(tree)} rows each.", markup=False)
    if (known.register.set_index("source_id").reindex(tree["source_id"].unique())["simulated"] == "yes").any():
        out.print("Note: the framework is simulated.")
    if len(tree) < 20:
        out.print(f"The framework of {year} is known by its fields only: write criteria and sub-criteria to "
                  f"data/raw/frameworks/par_index_{year}.csv and ask again.", markup=False)  # fmt: skip
