"""``parlib new`` and ``parlib open``: a folder and notebooks of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parlib.cli.common import ClearHome, app, clean_if_changed, out, use_home
from parlib.speech import tell, write_command


@app.command("new", epilog="Example: parlib new my-study")
def begin(
    folder: Annotated[Path, typer.Argument(help="New folder.")],
    home: ClearHome = None,
) -> None:
    """Begin a study: a folder with figures, tables and notebooks of its own; figures that are added there go first."""
    from parlib.workspace import begin_study

    place = use_home(home)
    clean_if_changed(place)
    begin_study(folder, place)
    out.print(tell("Written: {folder}: data/raw, data/processed, notebooks, README.md.", folder=folder), markup=False)
    out.print(tell("Next: {command}", command=write_command("cd", folder)), markup=False)
    out.print(tell("Then: {command}", command="jupyter lab notebooks"), markup=False)


@app.command("open", epilog="Example: parlib open component --province 22 --component 4 --language en")
def open_copy(
    kind: Annotated[str, typer.Argument(help="sheet, component, province, national, accountability or compare.")],
    index: Annotated[str | None, typer.Option(help="Index; that of the template if not given.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of the results.")] = None,
    province: Annotated[str | None, typer.Option("--province", "--place", help="Code, name or alias.")] = None,
    component: Annotated[str | None, typer.Option(help="Code such as 4 or 4.2, or total.")] = None,
    language: Annotated[str | None, typer.Option(help="vi or en.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The copy, where it is to lie.")] = None,
    home: ClearHome = None,
) -> None:
    """Copy a template to explore it in JupyterLab: the template stays as it is, and no page goes stale."""
    from parlib.workspace import open_template

    said = {"index": index, "year": year, "province": province, "component": component, "language": language}
    given = {name: value for name, value in said.items() if value is not None}
    copy, new = open_template(kind, given, output, use_home(home))
    out.print(tell("Written: {path}" if new else "There already, and kept: {path}", path=copy), markup=False)
    out.print(tell("Next: {command}", command=write_command("jupyter lab", copy)), markup=False)
