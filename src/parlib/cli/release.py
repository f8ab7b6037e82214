"""``parlib release``: the tables as a data package for others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parlib.cli.common import ClearHome, app, clean_if_changed, out, use_home
from parlib.speech import tell


@app.command(
    epilog="Examples: parlib release · parlib release -o parlib-tables --address https://doi.org/10.5281/zenodo.1"
)
def release(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write to.")] = Path("release"),
    address: Annotated[str, typer.Option(help="Where the release will be found, such as the address of its DOI.")] = "",
    terms: Annotated[
        list[str] | None,
        typer.Option(help="Terms, word for word as in data/raw/sources.csv, whose figures may be passed on as well."),
    ] = None,
    home: ClearHome = None,
) -> None:
    """Write the tables as a data package: CSV, what describes each column for programs, and how to cite them.

    Frictionless Data Package, CSV on the Web, Croissant, DCAT and CITATION.cff. Figures that came with parlib are
    passed on; what was added is not, unless its terms (column licence of data/raw/sources.csv) are named by --terms.
    """
    from parlib.research.release.build import write_release
    from parlib.research.release.describe import NOWHERE

    clean_if_changed(use_home(home))
    made = write_release(output, address or NOWHERE, terms or ())
    sizes = ", ".join(f"{name} {rows:,}" for name, rows in made.rows.items())
    out.print(tell("Written to {folder}: {sizes} rows.", folder=made.folder, sizes=sizes), markup=False)
    if made.kept_back:
        out.print(
            tell("{n:,} figures were kept back: nothing says that their terms allow it.", n=made.kept_back),
            markup=False,
        )
