"""What ``parlib document`` and ``parlib workbook`` share: which provinces, where to, progress, PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from parlib.cli.common import err, name_places, out, warn_mended
from parlib.cli.fresh import choose_behind, make_fresh
from parlib.cli.living import say_written
from parlib.speech import tell, write_command

if TYPE_CHECKING:
    from parlib.results.dossier import Dossier

T = TypeVar("T")

IndexChoice = Annotated[str, typer.Option("--index", help="Index id, such as papi.")]
ProvinceChoice = Annotated[
    str, typer.Option("--province", "--place", help="Code, name or alias (22, 'quang ninh'), or all.")
]
YearChoice = Annotated[
    int | None, typer.Option("--year", help="Year of the results; the newest that was run if not given.")
]
VintageChoice = Annotated[
    str, typer.Option("--vintage", help="63 or 34, where a year was run for both; 63 if not given.")
]
LanguageChoice = Annotated[str, typer.Option("--language", help="vi or en.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="File, or folder for all provinces; beside the pages if not given."),
]
Reports = Annotated[Path, typer.Option("--reports", help="Folder that parlib report wrote.")]
Pdf = Annotated[bool, typer.Option("--pdf", help="Make a tagged PDF beside it too, with LibreOffice.")]


@dataclass(frozen=True)
class Asked:
    """What was asked on the command line."""

    index: str
    year: int | None
    province: str
    language: str
    reports: Path
    output: Path | None
    home: Path
    vintage: str = ""
    as_is: bool = False


def write_papers(
    asked: Asked, name: Callable[[Dossier], str], build: Callable[[Dossier], bytes], pdf: bool = False
) -> None:
    """Build a file of one province or of all that were run; goes on past one that fails, and then exits with code 1.

    Parameters
    ----------
    asked : Asked
        What was asked.
    name : callable
        Returns the name of a province's file.
    build : callable
        Returns its content.
    pdf : bool
        Make a PDF beside each.
    """
    choose = choose_behind([asked.province], asked.index, asked.year, asked.language, asked.vintage)
    name_folder(lambda: make_fresh(asked.reports, asked.home, choose, asked.as_is), asked.reports)
    from parlib.living.write import Written, write_any
    from parlib.publish.pdf import convert_to_pdf
    from parlib.wording.titles import name_file

    done: list[Written] = []
    failed, absent = 0, 0
    mended: set[str] = set()
    for open_next, count in _list_dossiers(asked):
        try:
            dossier = name_folder(open_next, asked.reports)
            path = name_file(_choose_path(asked, dossier, name(dossier), count > 1), dossier.simulated)
            done.append(write_any(build(dossier), path, asked.language))
            absent += not dossier.has_data
            mended.update(dossier.mended)
        except ValueError as error:
            if count == 1:
                raise
            failed += 1
            err.print(tell("✗ {error}", error=error), markup=False)
    say_written(done)
    written = [one.path for one in done]
    if pdf:
        written += convert_to_pdf(written)
    for path in written[:3]:
        out.print(tell("Written: {path}", path=path), markup=False)
    if len(written) > 3:
        message = "... {n} files in all, {absent} of them of provinces without data."
        out.print(tell(message, n=len(written), absent=absent))
    warn_mended(mended)
    if failed:
        raise typer.Exit(1)


def _list_dossiers(asked: Asked) -> Iterator[tuple[Callable[[], Dossier], int]]:
    """Yield for each province what opens its pages, one at a time, with how many there are in all."""
    from parlib.results.dossier import choose_run, list_finished, list_provinces, open_dossier

    records = list_finished(asked.reports)
    choose = partial(choose_run, records, asked.index, asked.year, asked.language, asked.vintage)
    run = name_folder(choose, asked.reports)
    if asked.province != "all":
        yield partial(open_dossier, asked.reports, records, run, asked.province), 1
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    provinces = list_provinces(records, run)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=out, transient=True) as progress:
        bar = progress.add_task("", total=len(provinces))
        for code, province in provinces.items():
            progress.update(bar, description=province)
            yield partial(open_dossier, asked.reports, records, run, code), len(provinces)
            progress.advance(bar)
    missing = int(run["vintage"]) - len(provinces)
    if missing > 0:
        said = {name: run[name] for name in ("index", "year", "language")} | {"province": "all"}
        said |= name_places(asked.home, asked.reports)
        out.print(
            tell(
                "Note: {missing} of {vintage} provinces were not run; first: {command}",
                missing=missing,
                vintage=run["vintage"],
                command=write_command("parlib report", **said),
            ),
            markup=False,
        )


def name_folder(look: Callable[[], T], reports: Path) -> T:
    """Return what *look* finds; the command for pages that were not run names a folder of their own."""
    from parlib.home import find_home
    from parlib.results.dossier import NotRunError

    try:
        return look()
    except NotRunError as error:
        places = name_places(find_home(), reports.resolve())
        where = write_command("", **{name: place for name, place in places.items() if f" --{name} " not in str(error)})
        raise NotRunError(tell("{error}{where}", error=error, where=where)) from None


def _choose_path(asked: Asked, dossier: Dossier, name: str, many: bool) -> Path:
    """Return where a file goes: as asked, else beside the pages of its province."""
    if asked.output is None:
        return dossier.overview.path.parent / name
    folder = dossier.overview.path.parent.name
    return asked.output / f"{folder}-{name}" if many or asked.output.is_dir() else asked.output
