"""``parlib simulate``: made-up figures in a home of their own, one command a kind."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parlib.cli.common import app, out
from parlib.cli.help import Commands
from parlib.speech import tell, write_command

simulate = Commands(help="Write simulated figures, in a home of their own.")
app.add_typer(simulate, name="simulate")

OwnHome = Annotated[Path, typer.Option("--home", help="Home of the simulated figures; made if it is not there.")]
"""Where simulated figures go; never the home of real ones."""


@simulate.callback()
def name_group() -> None:
    """Write simulated figures, in a home of their own."""


@simulate.command(
    epilog="Example: parlib simulate scoreboard --year 2025 --seed 1 --home demo · "
    "parlib report --home demo --index par_index --province 22 --output demo/reports"
)
def scoreboard(
    year: Annotated[int, typer.Option(help="Year of the results.")] = 2025,
    seed: Annotated[int, typer.Option(help="The same seed gives the same figures.")] = 1,
    missing: Annotated[list[str] | None, typer.Option(help="A province without a sheet; may be repeated.")] = None,
    index: Annotated[str, typer.Option(help="A province's own index; that of all provinces if not given.")] = "",
    units: Annotated[int, typer.Option(min=0, help="Places to make up for an own index that has none yet.")] = 0,
    home: OwnHome = Path("demo"),
) -> None:
    """Write a simulated scoreboard: of all provinces (PAR INDEX) with a simulated framework, or of an own index.

    An own index keeps its places and framework; what it has not yet is made up. The figures mean nothing. Everything
    made from them carries SỐ LIỆU MÔ PHỎNG / SIMULATED.
    """
    from parlib.files.trees import begin_folder
    from parlib.home import find_home
    from parlib.readers.local import list_own
    from parlib.simulate.home import open_simulated_home, simulate_scoreboard
    from parlib.simulate.local import simulate_local
    from parlib.terms import find_by

    scored = find_by(workbooks="scoreboard")
    index = index or scored
    known = {scored, *list_own(find_home() / "data" / "raw"), *list_own(home / "data" / "raw")}
    if index not in known:
        raise ValueError(
            tell(
                "there is no index {index!r} here: begin with {command}",
                index=index,
                command=write_command("parlib template local", id=index, year=year),
            )
        )
    with begin_folder(home):
        raw = open_simulated_home(home, find_home() / "data" / "raw")
        if index == scored:
            paths = [simulate_scoreboard(raw, year, seed, tuple(missing or ()))]
        else:
            paths = simulate_local(raw, index, year, seed, units)
    if index != scored:
        more = tell(" and {n} more", n=len(paths) - 1) if len(paths) > 1 else ""
        out.print(tell("Written: {path}{more}", path=paths[0], more=more), markup=False)
    else:
        out.print(tell("Written: {path}", path=paths[0]), markup=False)
    _print_next(home, index=index, province="22" if index == scored else "all")


@simulate.command(
    epilog="Example: parlib simulate survey --year 2025 --seed 1 --home demo · "
    "parlib report --home demo --index sipas --year 2025 --province 22 --output demo/reports"
)
def survey(
    year: Annotated[int, typer.Option(help="Year of the results.")] = 2025,
    seed: Annotated[int, typer.Option(help="The same seed gives the same answers.")] = 1,
    respondents: Annotated[int, typer.Option(min=1, help="People who answer, in all provinces together.")] = 40_000,
    aggregate: Annotated[
        bool, typer.Option(help="A workbook of shares by province, not one row a respondent.")
    ] = False,
    home: OwnHome = Path("demo"),
) -> None:
    """Write a simulated SIPAS survey: one row a respondent, with districts, clusters, service fields and weights.

    With --aggregate, the workbook of shares of the same answers (parlib template survey, filled in).

    The answers mean nothing. Everything made from them carries SỐ LIỆU MÔ PHỎNG / SIMULATED.
    """
    from parlib.files.trees import begin_folder
    from parlib.home import find_home
    from parlib.simulate.home import open_simulated_home
    from parlib.simulate.survey import simulate_survey
    from parlib.terms import find_by

    with begin_folder(home):
        raw = open_simulated_home(home, find_home() / "data" / "raw")
        path = simulate_survey(raw, year, seed, respondents, aggregate)
    out.print(tell("Written: {path}", path=path), markup=False)
    _print_next(home, index=find_by(workbooks="survey"), province="22")


@simulate.command(
    epilog="Example: parlib simulate dossiers --rows 1000000 --year 2025 --home demo · "
    "parlib report --home demo --index service_766 --year 2025 --province 22 --page onestop --output demo/reports"
)
def dossiers(
    rows: Annotated[int, typer.Option(min=1, help="Dossiers.")] = 100_000,
    year: Annotated[int, typer.Option(help="Year in which they are received.")] = 2025,
    seed: Annotated[int, typer.Option(help="The same seed gives the same dossiers.")] = 1,
    province: Annotated[str, typer.Option("--province", "--place", help="Whose they are.")] = "22",
    home: OwnHome = Path("demo"),
) -> None:
    """Write a simulated export of the one-stop system, with made-up personal data, and take it in as it would be added.

    The dossiers mean nothing. Everything made from them carries SỐ LIỆU MÔ PHỎNG / SIMULATED.
    """
    from parlib.clean.onestop_adding import add_export, find_export
    from parlib.cli.dossiers import print_added
    from parlib.files.trees import begin_folder
    from parlib.home import find_home
    from parlib.simulate.home import open_simulated_home
    from parlib.simulate.onestop import simulate_export
    from parlib.terms import find_by

    with begin_folder(home):
        raw = open_simulated_home(home, find_home() / "data" / "raw")
        path = simulate_export(raw, rows, year, seed)
        out.print(tell("Written: {path}", path=path), markup=False)
        export = find_export(path)
        assert export is not None
        added = add_export(raw, export, year, province, "parlib")
    print_added(added)
    _print_next(home, index=find_by(dossiers=True), year=year, province=province, page="onestop")


def _print_next(home: Path, **options: object) -> None:
    """Say which command makes pages of the simulated figures."""
    command = write_command("parlib report", home=home, **options, output=home / "reports")
    out.print(tell("Next: {command}", command=command), markup=False)
