"""``parlib slides``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parlib.cli.common import ClearHome, app, err, out, use_home, warn_mended
from parlib.cli.fresh import AsIs, choose_behind, make_fresh
from parlib.cli.papers import IndexChoice, LanguageChoice, Reports, VintageChoice, YearChoice, name_folder
from parlib.speech import say, tell

if TYPE_CHECKING:
    from parlib.publish.slides.build import BuiltSlides, SlidesRequest


@app.command(
    epilog="Examples: parlib slides --index papi --year 2024 --province 22 -o QN.html · "
    "parlib slides --index papi --province all · parlib slides --index papi --province 22 --language en · "
    "parlib slides --index papi --province 22 --choose slides.yaml"
)
def slides(
    index: IndexChoice,
    province: Annotated[
        list[str],
        typer.Option(
            "--province", "--place", help="Code, name or alias (22, 'quang ninh'), or all; may be given more than once."
        ),
    ],
    year: YearChoice = None,
    language: LanguageChoice = "vi",
    vintage: VintageChoice = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File (.html), or folder; <reports>/slides if not given."),
    ] = None,
    choose: Annotated[
        Path | None, typer.Option(help="A YAML that says which slides, in which order; the deck's serves too.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Files at a time.")] = 2,
    reports: Reports = Path("reports"),
    as_is: AsIs = False,
    home: ClearHome = None,
) -> None:
    """Build the slides of a province as one HTML file that any browser shows without a network, as 'parlib deck' does.

    In the browser: → and ← turn the page, Esc shows all slides, F fills the screen, S shows the speaker's notes,
    Ctrl+P prints or saves a PDF; on a phone the slides are read one below the other.
    """
    place = use_home(home)
    choose_pages = choose_behind(province, index, year, language, vintage)
    name_folder(lambda: make_fresh(reports, place, choose_pages, as_is, jobs), reports)
    from parlib.publish.outline.each import SlidesRequest
    from parlib.results.dossier import choose_run, list_finished, list_provinces

    records = list_finished(reports)
    run = name_folder(lambda: choose_run(records, index, year, language, vintage), reports)
    request = SlidesRequest(str(reports.resolve()), run, None if choose is None else str(choose.resolve()))
    codes = list(list_provinces(records, run)) if "all" in province else list(dict.fromkeys(province))
    outcomes = _build(request, codes, records, output or reports / "slides", jobs, reports)
    failed = {code: outcome for code, outcome in outcomes.items() if isinstance(outcome, Exception)}
    _print_built([outcome for outcome in outcomes.values() if not isinstance(outcome, Exception)])
    for code, error in failed.items():
        err.print(tell("✗ {code}: {error}", code=code, error=error), markup=False)
    if failed:
        raise typer.Exit(1)


def _build(
    request: SlidesRequest, codes: list[str], records: list, output: Path, jobs: int, reports: Path
) -> dict[str, BuiltSlides | Exception]:
    """Build one file here, several in processes of their own."""
    from parlib.publish.slides.build import name_slides, write_all_slides, write_slides
    from parlib.results.dossier import open_dossier

    is_file = output.suffix.lower() in (".html", ".htm")
    if len(codes) == 1:
        dossier = name_folder(lambda: open_dossier(reports, records, request.run, codes[0]), reports)
        return {codes[0]: write_slides(dossier, request, output if is_file else output / name_slides(dossier.about))}
    if is_file:
        raise ValueError(
            tell("{output}: slides of several provinces do not go into one file: name a folder", output=output)
        )
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=out, transient=True) as progress:
        bar = progress.add_task(say("starting ..."), total=len(codes))
        return write_all_slides(
            request, codes, output, jobs, lambda code, outcome: progress.update(bar, advance=1, description=code)
        )


def _print_built(built: list[BuiltSlides]) -> None:
    if not built:
        return
    warn_mended(file for one in built for file in one.mended)
    empty = sum(not one.has_data for one in built)
    without = tell("; without data, and saying so: {n}", n=empty) if empty else ""
    count = sum(one.slides for one in built)
    out.print(tell("{n} {n:=file|files}, {count} slides{without}.", n=len(built), count=count, without=without))
    where = built[0].path if len(built) == 1 else built[0].path.parent
    out.print(tell("Open {path}", path=where.resolve()), markup=False)
