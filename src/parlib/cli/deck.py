"""``parlib deck``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

if TYPE_CHECKING:
    from parlib.publish.deck.build import DeckRequest
import typer

from parlib.cli.common import ClearHome, app, err, out, use_home, warn_mended
from parlib.cli.fresh import AsIs, choose_behind, make_fresh
from parlib.cli.living import say_written
from parlib.cli.papers import VintageChoice
from parlib.speech import Plain, say, tell

SHOWN_CHANGES = 12
"""Changed figures that are printed; all of them are in the list beside the deck."""


@app.command(
    epilog="Examples: parlib deck --index papi --year 2024 --province 22 -o QN.pptx · parlib deck --index papi "
    "--province all --pdf · parlib deck --index papi --province 22 --list · parlib deck --index papi --province 22 "
    "--choose slides.yaml --template tinh.potx"
)
def deck(
    index: Annotated[str, typer.Option(help="Index id, such as papi (parlib list has all).")],
    province: Annotated[
        list[str],
        typer.Option("--province", "--place", help="Code, name or alias, or all; may be given more than once."),
    ],
    year: Annotated[int | None, typer.Option(help="Year of the results; the newest that was run if not given.")] = None,
    language: Annotated[str, typer.Option(help="vi or en: the language that the notebooks were run in.")] = "vi",
    vintage: VintageChoice = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File (.pptx), or folder; reports/decks if not given."),
    ] = None,
    template: Annotated[
        Path | None, typer.Option(help="A .pptx or .potx of your own: master, layouts, colours, logo, footer.")
    ] = None,
    ratio: Annotated[str, typer.Option("--format", help="16:9 or 4:3, for the built-in template.")] = "16:9",
    choose: Annotated[Path | None, typer.Option(help="A YAML that says which slides, in which order.")] = None,
    show: Annotated[bool, typer.Option("--list", help="List what can be chosen and stop.")] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Make a tagged PDF beside each deck, through LibreOffice.")
    ] = False,
    run: Annotated[bool, typer.Option("--run", help="Run the notebooks first.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Decks at a time.")] = 2,
    reports: Annotated[Path, typer.Option(help="Folder that 'parlib report' wrote.")] = Path("reports"),
    as_is: AsIs = False,
    home: ClearHome = None,
) -> None:
    """Build the PowerPoint deck of a province from its executed notebooks; charts and tables can be edited.

    What people did to the deck before is kept, its copy is set aside, and figures that changed are listed.
    """
    place = use_home(home)
    if run:
        from parlib.cli.report import report

        report(
            index=[index],
            province=province,
            year=year,
            component=None,
            language=[language],
            vintage=vintage,
            jobs=jobs,
            output=reports,
            home=home,
        )
    else:
        make_fresh(reports, place, choose_behind(province, index, year, language, vintage), as_is, jobs)
    from parlib.results.dossier import choose_run, list_finished, list_provinces

    records = list_finished(reports)
    chosen = choose_run(records, index, year, language, vintage)
    if show:
        _print_choices(reports, records, chosen, province)
        return
    from parlib.publish.deck.build import DeckRequest

    request = DeckRequest(str(reports.resolve()), chosen, _name(choose), ratio=ratio, template=_name(template))
    codes = list(list_provinces(records, chosen)) if "all" in province else list(dict.fromkeys(province))
    built, failed = _build(request, codes, records, output, jobs, reports)
    _print_built(built, language)
    if pdf and built:
        _convert(built)
    for code, error in failed.items():
        err.print(tell("✗ {code}: {error}", code=code, error=error), markup=False)
    if failed:
        raise typer.Exit(1)


def _name(path: Path | None) -> str | None:
    return None if path is None else str(path.resolve())


def _build(
    request: DeckRequest, codes: list[str], records: list, output: Path | None, jobs: int, reports: Path
) -> tuple:
    """Build one deck here, several in processes of their own; return those built and those that failed."""
    from parlib.publish.deck.build import name_deck, write_deck, write_decks
    from parlib.results.dossier import open_dossier

    folder = output if output is not None else reports / "decks"
    if len(codes) == 1:
        dossier = open_dossier(Path(request.reports), records, request.run, codes[0])
        path = folder if folder.suffix.lower() == ".pptx" else folder / name_deck(dossier.about, request.ratio)
        return [write_deck(dossier, request, path)], {}
    if folder.suffix.lower() == ".pptx":
        raise ValueError(tell("{folder}: several decks do not go into one file: name a folder", folder=folder))
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=out, transient=True) as progress:
        bar = progress.add_task(say("starting ..."), total=len(codes))
        outcomes = write_decks(
            request, codes, folder, jobs, lambda code, outcome: progress.update(bar, advance=1, description=code)
        )
    failed = {code: outcome for code, outcome in outcomes.items() if isinstance(outcome, Exception)}
    return [outcome for outcome in outcomes.values() if not isinstance(outcome, Exception)], failed


def _print_built(built: list, language: str) -> None:
    """Say what was written, what changed since the deck before, and what of it was kept."""
    from parlib.publish.deck.changes import write_changes

    for one in built:
        if one.changes:
            listed = write_changes(one.changes, one.path.with_suffix(".changes.csv"), language)
            out.print(
                tell(
                    "{n} figures changed since the deck before, listed in {listed}:", n=len(one.changes), listed=listed
                ),
                markup=False,
            )
            for change in one.changes[: SHOWN_CHANGES if len(built) == 1 else 0]:
                by = f" ({change.by})" if change.by else ""
                words = f"{change.row}, {change.column}: {change.before} → {change.after}{by}"
                out.print(Plain(f"  {change.exhibit}: {words}"), markup=False)
    warn_mended(file for one in built for file in one.mended)
    empty = sum(not one.has_data for one in built)
    say_written(one.written for one in built if one.written)
    slides = sum(one.slides for one in built)
    without = tell("; without data, and saying so: {n}", n=empty) if empty else ""
    out.print(tell("{n} {n:=deck|decks}, {slides} slides{without}.", n=len(built), slides=slides, without=without))
    for one in built[:1]:
        where = one.path if len(built) == 1 else one.path.parent
        out.print(tell("Open {path}", path=where.resolve()), markup=False)


def _convert(built: list) -> None:
    from parlib.publish.pdf import convert_to_pdf

    with out.status("PDF ..."):
        made = convert_to_pdf([one.path for one in built])
    out.print(tell("{n} PDF made.", n=len(made)))


def _print_choices(reports: Path, records: list, chosen: Mapping[str, Any], province: list[str]) -> None:
    """Print every exhibit by the name that a YAML gives it, with its kind and what it says."""
    from parlib.publish.outline.choose import GATHERED, list_exhibits
    from parlib.results.dossier import list_provinces, open_dossier

    first = next(iter(list_provinces(records, chosen))) if "all" in province else province[0]
    out.print(
        tell("Slides that gather several exhibits: {gathered}; words of your own: text.", gathered=GATHERED),
        markup=False,
    )
    out.print("'each.' before an exhibit's name stands for every component: each.losses", markup=False)
    for name, _, exhibit in list_exhibits(open_dossier(reports, records, chosen, first)):
        out.print(Plain(f"{name:24} {exhibit.chart:12} {exhibit.finding}"), markup=False)
