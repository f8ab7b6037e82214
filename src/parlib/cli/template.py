"""``parlib template``: empty workbooks for people to fill in, one command a kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parlib.cli.common import ClearHome, app, out, use_home
from parlib.cli.help import Commands
from parlib.speech import tell, write_command

if TYPE_CHECKING:
    from parlib.clean.reference import Reference

template = Commands(help="Write an empty workbook to fill in.")
app.add_typer(template, name="template")


@template.callback()
def name_group() -> None:
    """Write an empty workbook to fill in."""


@template.command(epilog="Example: parlib template scoreboard --year 2025 --provinces all -o bang-diem-2025.xlsx")
def scoreboard(
    year: Annotated[int, typer.Option(help="Year of the results.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Workbook to write (.xlsx).")],
    provinces: Annotated[
        list[str] | None,
        typer.Option("--provinces", "--place", help="Codes, names or aliases; all if not given."),
    ] = None,
    index: Annotated[str, typer.Option(help="Index of provinces, or an own one; PAR INDEX if not given.")] = "",
    home: ClearHome = None,
) -> None:
    """Write an empty scoreboard (bảng điểm): one sheet a province or unit, one row a component of the framework.

    The rows are those of data/raw/frameworks: of par_index_YEAR.csv if you wrote one from the decision, else fields;
    for an own index those of its framework in data/raw/local. More than 100 sheets are spread over several workbooks.
    """
    from parlib.clean.reference import read_reference
    from parlib.forms.scoreboard import write_scoreboards
    from parlib.framework import keep_parts
    from parlib.terms import NATIONAL, find_by

    known = read_reference(use_home(home) / "data" / "raw")
    scored = find_by(workbooks="scoreboard")
    index = index or scored
    board = known.find_scored(index)
    tree = keep_parts(known.components[(known.components["index"] == index) & (known.components["year"] == year)])
    if tree.empty:
        where = f"frameworks/{index}_{year}.csv" if index in NATIONAL else f"local/{index} (years in index.csv)"
        raise ValueError(tell("there is no framework of {year}: write it to data/raw/{where}", year=year, where=where))
    places = _choose_places(known, index, year, provinces)
    written = write_scoreboards(output, year, tree, places, index=board)
    files = output if len(written) == 1 else tell("{n} workbooks, {first} and on", n=len(written), first=written[0])
    message = "Written: {files}: {sheets} sheets, {rows} rows each."
    out.print(tell(message, files=files, sheets=len(places), rows=len(tree)), markup=False)
    if (known.register.set_index("source_id").reindex(tree["source_id"].unique())["simulated"] == "yes").any():
        out.print("Note: the framework is simulated.")
    if len(tree) < 20 and index == scored:
        target = f"data/raw/frameworks/{index}_{year}.csv"
        message = (
            "The framework of {year} is known by its fields only: write criteria and sub-criteria to {target} and ask "
            "again."
        )
        out.print(tell(message, year=year, target=target), markup=False)


@template.command(
    epilog="Examples: parlib template survey --year 2025 --provinces all -o sipas-2025.xlsx · "
    "parlib template survey --year 2025 --provinces 22 --microdata -o phieu-sipas-2025.xlsx"
)
def survey(
    year: Annotated[int, typer.Option(help="Year of the results; it settles which form of SIPAS is meant.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Workbook to write (.xlsx).")],
    provinces: Annotated[list[str] | None, typer.Option(help="Codes, names or aliases; all if not given.")] = None,
    microdata: Annotated[bool, typer.Option(help="One row a respondent, with a code book, not shares.")] = False,
    home: ClearHome = None,
) -> None:
    """Write an empty SIPAS workbook: shares by province with the national row (bảng tỷ lệ), or one row a respondent.

    Questions are those of the year's form in data/raw/frameworks (sipas.csv, sipas_questions.csv).
    """
    from parlib.clean.survey import find_form
    from parlib.forms.microdata import write_microdata
    from parlib.forms.shares import write_share_book
    from parlib.terms import NATIONAL, find_by

    raw, index = use_home(home) / "data" / "raw", find_by(workbooks="survey")
    known, tree, questions = find_form(raw, index, year)
    places, survey = _choose_places(known, index, year, provinces), NATIONAL[index]
    if microdata:
        write_microdata(output, year, tree, questions, list(places.values()), index=survey)
    else:
        write_share_book(output, year, tree, questions, places, index=survey)
    shares = tell("the country and {n} {n:=province|provinces} in each sheet", n=len(places))
    what, form = "one row a respondent" if microdata else shares, tree["series"].iloc[0]
    message = "Written: {output}: {what}; form {form}, {n} components."
    out.print(tell(message, output=output, what=what, form=form, n=len(tree)), markup=False)
    issuer = "Sở Nội vụ" if microdata else survey.issuer  # as the form says
    command = write_command("parlib add", output, year=year, issuer=issuer, home=home or "")
    out.print(tell("Next, once it is filled in: {command}", command=command), markup=False)


def _choose_places(known: Reference, index: str, year: int, asked: list[str] | None) -> dict[str, str]:
    """Return code and name of the provinces asked for, of the vintage of that year; all where none is named."""
    from parlib.terms import find_vintage

    names = known.names[find_vintage(index, year)]
    wanted = [name for name in asked or ["all"] if name != "all"]
    codes = list(names.names) if "all" in (asked or ["all"]) else [names.find(name) for name in wanted]
    return {code: names.names[code] for code in codes}


@template.command(
    "index", epilog="Example: parlib template index --id pci -o pci/ (then change it and parlib add pci/)"
)
def export(
    index: Annotated[str, typer.Option("--id", help="Index over the provinces that is here.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write; empty or not there.")],
    home: ClearHome = None,
) -> None:
    """Write all files of an index to a folder: an example of one, which ``parlib add`` takes in as it is."""
    from parlib.clean.new_index import export_index

    files = export_index(use_home(home) / "data" / "raw", index, output)
    out.print(tell("Written: {output}: {files}", output=output, files=files), markup=False)


@template.command(
    "local",
    epilog='Example: parlib template local --id cchc_so --kind departments --year 2025 --short "CCHC sở" '
    '--name "Chỉ số cải cách hành chính các sở, ban, ngành" --issuer "UBND tỉnh Quảng Ninh"',
)
def begin_local(
    index: Annotated[str, typer.Option("--id", help="Id of the new index: plain small letters, digits and _.")],
    year: Annotated[int, typer.Option(help="First year of its results.")],
    kind: Annotated[str, typer.Option(help="departments, communes, districts or units: whom it judges.")] = "units",
    short: Annotated[str, typer.Option(help="What people call it.")] = "",
    name: Annotated[str, typer.Option(help="Its full name.")] = "",
    issuer: Annotated[str, typer.Option(help="Who decides it.")] = "",
    home: ClearHome = None,
) -> None:
    """Begin a province's own index (of departments, districts, communes): tables to fill in, with notes, as CSV.

    They go to data/raw/local/ID: index.csv, places.csv, framework_YEAR.csv and HUONG-DAN.txt. Until somebody fills
    in the framework, everything else works as if the index were not there.
    """
    from parlib.forms.local import write_local
    from parlib.home import is_found_here

    said = {"short": short, "name_vi": name, "issuer": issuer}
    place = use_home(home)
    folder = write_local(place / "data" / "raw", index, year, kind, said={k: v for k, v in said.items() if v})
    out.print(
        tell("Written: {folder}: read HUONG-DAN.txt there, fill in the tables, then parlib check.", folder=folder),
        markup=False,
    )
    command = write_command("parlib simulate scoreboard", index=index, year=year, home="demo")
    if is_found_here(place):
        out.print(tell("To see pages at once: {command}", command=command), markup=False)
