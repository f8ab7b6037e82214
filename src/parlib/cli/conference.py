"""``parlib conference``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parlib.cli.common import ClearHome, app, clean_if_changed, err, out, use_home, warn_mended
from parlib.cli.living import say_written
from parlib.cli.progress import choose_watcher, print_summary
from parlib.speech import say, tell
from parlib.terms import INDICES, NATIONAL

if TYPE_CHECKING:
    from parlib.publish.pack.build import BuiltPack
    from parlib.publish.pack.choice import PackChoice
    from parlib.runs.conference import Conference
    from parlib.runs.helper_process import HelperProcess

SITE = "Building the review site ..."


@app.command(
    epilog="Examples: parlib conference --province 22 --year 2023 · parlib conference --province 'Quảng Ninh' · "
    "parlib conference --province 22 --year 2025 --index par_index --index sipas --language en --output hoi-nghi · "
    "parlib conference --province 22 --year 2025 --units"
)
def conference(
    province: Annotated[str, typer.Option("--province", "--place", help="Code, name or alias (22, 'quang ninh').")],
    year: Annotated[
        int | None,
        typer.Option(
            help="Year of the results; an index without it is told in its newest year before. The newest of the first "
            "index at hand if not given."
        ),
    ] = None,
    index: Annotated[
        list[str] | None,
        typer.Option(help="Only these indices (parlib list has them); all at hand if not given."),
    ] = None,
    language: Annotated[str, typer.Option(help="vi or en.")] = "vi",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder; conference/PROVINCE-YEAR if not given.")
    ] = None,
    annex: Annotated[
        bool, typer.Option("--annex", help="A deck of each index too, with a slide for each component.")
    ] = False,
    units: Annotated[
        bool,
        typer.Option("--units", help="A paper of each department and commune of the province's own indices too."),
    ] = False,
    choose: Annotated[
        Path | None,
        typer.Option(
            help="YAML of what the pack holds: title, subtitle, slides, papers, annex, units, commend, template."
        ),
    ] = None,
    template: Annotated[Path | None, typer.Option(help="A PowerPoint template of one's own for all decks.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Notebooks at a time.")] = 2,
    home: ClearHome = None,
) -> None:
    """Make all papers of a province's conference in one folder: slides for leaders, report, plan, tables and drafts.

    Runs the pages that are stale, then writes what is made of them, and a page of contents (MUC-LUC.html) with every
    paper, the stamp of its data, and one list of what is missing and which file would answer it. Drafts (programme,
    speaking outlines of agencies, opening, closing, notice of conclusions) are marked as such. Safe to run again: what
    is up to date stays; a Word or PowerPoint file edited by hand keeps what was done to it, and its copy is set aside.
    With --units each department and commune of the province's own indices has a paper: result, place in its block,
    grade, points lost with reasons, tasks, overdue dossiers, what to speak of. What was made once, annex and papers of
    units too, is kept up to date by every later run.
    """
    from parlib.engine.memory import ONE_HEAP

    os.environ.update({**ONE_HEAP, **os.environ})  # before arrow is loaded
    from parlib.runs.helper_process import HelperProcess

    place, choice = use_home(home), _choose(choose, annex, units, template)
    with HelperProcess() as helper:  # tables are read there: this process lives as long as the run
        helper.ask(_clean, place)
        planned: Conference = helper.ask(_plan, province, year, language, tuple(index or ()))
        folder = output or Path("conference") / f"{planned.province}-{planned.year}"
        _say_choice(planned, language)
        made = _run(planned, folder, jobs, place, helper)
    _build(planned, folder, language, jobs, place, made, choice)


def _choose(file: Path | None, annex: bool, units: bool, template: Path | None) -> PackChoice:
    """Return what of the pack is wanted; what is asked for by an option counts before the file."""
    from dataclasses import replace

    from parlib.publish.lead.plan import KINDS
    from parlib.publish.pack.choice import PackChoice, read_pack_choice

    choice = read_pack_choice(file, tuple(KINDS)) if file else PackChoice()
    own = template or choice.template
    return replace(choice, annex=annex or choice.annex, units=units or choice.units, template=own)


def _clean(home: Path) -> None:
    from parlib.readers.log import find_mended

    clean_if_changed(home)
    warn_mended(find_mended(home / "data" / "raw"))


def _plan(province: str, year: int | None, language: str, index: tuple[str, ...]) -> Conference:
    from parlib.runs.conference import plan_conference

    return plan_conference(province, year, language, index)


def _say_choice(planned: Conference, language: str) -> None:
    """Say which results are used, which of another year, and of which indices there are none."""
    editions = {one.index: INDICES[one.index].edition(one.year, language) for one in planned.chosen}
    treated = [editions[one.index] for one in planned.chosen]
    begin = "Conference of {name}, results of {year}: {editions}"
    out.print(tell(begin, name=planned.name, year=planned.year, editions=treated), markup=False)
    for one in planned.chosen:
        if one.year != planned.year:
            short = INDICES[one.index].call(language)
            other = "{edition}: no results of {year}; those of {used}, the newest at hand, are used."
            out.print(tell(other, edition=short, year=planned.year, used=one.year), markup=False)
    if planned.absent:
        names = [NATIONAL[name].call(language) for name in planned.absent]
        out.print(tell("No figures at hand: {names}.", names=names), markup=False)


def _run(planned: Conference, folder: Path, jobs: int, home: Path, helper: HelperProcess) -> bool:
    """Run the pages that are stale; return whether any was made.

    Raises
    ------
    typer.Exit
        If a page failed, after all others were tried, or the run was stopped.
    """
    from parlib.publish.pack.build import PAGES
    from parlib.runs.run import RunOptions, run_pages

    pages = folder / PAGES
    watcher = choose_watcher(False, False, jobs, home, pages)
    hooks: dict[str, Any] = {"on_checked": watcher.checked, "on_start": watcher.started, "on_done": watcher.done}
    try:
        with watcher:
            run_pages(planned.plans, pages, RunOptions(jobs), home=home, helper=helper, **hooks)
    except KeyboardInterrupt:
        err.print("Stopped. What is finished is kept; the same command does the rest.")
        raise typer.Exit(130) from None
    if watcher.counts["failed"]:
        print_summary(watcher, (pages / "index.html").resolve())
        raise typer.Exit(1)
    return watcher.total > 0


def _build(
    planned: Conference, folder: Path, language: str, jobs: int, home: Path, made: bool, choice: PackChoice
) -> None:
    """Build the site and the papers, and say what came of it."""
    from parlib.publish.pack.build import PAGES, Choice, PackRequest, build_pack
    from parlib.site.build import build_site
    from parlib.site.scripts import FOLDER

    with out.status(SITE) as status:
        if made or not (folder / PAGES / FOLDER / "index.html").exists():
            out.print(SITE)
            build_site(folder / PAGES, jobs, home)
        chosen = [Choice(one.index, one.year, one.vintage, one.province) for one in planned.chosen]
        request = PackRequest(folder, language, planned.name, planned.year, chosen, planned.absent, choice)

        def begin(name: str, done: int, total: int) -> None:
            step = tell("Making {name}", name=name)
            status.update(f"{say(step)} ({done + 1}/{total})")
            out.print(step, markup=False)

        built = build_pack(request, begin)
    _say_built(built, made)


def _say_built(built: BuiltPack, made: bool) -> None:
    say_written(built.written)
    for product in built.products:
        if product.edited:
            err.print(tell("{name} was edited by hand and is left as it is.", name=product.name), markup=False)
    count = len(built.products)
    if made or built.made:
        out.print(tell("{made} papers made; there are {count} in all.", made=len(built.made), count=count))
    else:
        out.print(tell("Nothing changed: {count} papers are up to date.", count=count))
    if built.missing:
        out.print(tell("{count} files are missing: see the contents.", count=len(built.missing)))
    out.print(tell("Open {path}", path=built.contents.resolve()), markup=False)
