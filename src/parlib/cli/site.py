"""``parlib site`` and ``parlib serve``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parlib.cli.common import ClearHome, app, clean_if_changed, err, name_places, out, use_home, warn_mended
from parlib.cli.fresh import AsIs, make_fresh
from parlib.speech import say, tell, write_command


@app.command(
    epilog="Examples: parlib site · parlib site --output reports --slides · parlib site --against reports-2025 · "
    "parlib site --against reports-last-week.zip"
)
def site(
    output: Annotated[Path, typer.Option(help="Folder that 'parlib report' wrote to.")] = Path("reports"),
    against: Annotated[
        Path | None,
        typer.Option(
            help="Folder (or .zip of one) of an earlier run: pages and numbers that differ from it are marked."
        ),
    ] = None,
    slides: Annotated[
        bool, typer.Option("--slides", help="Lay each province's slides beside its pages too: about 1 MB each.")
    ] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Pages at a time.")] = 2,
    as_is: AsIs = False,
    home: ClearHome = None,
) -> None:
    """Build the review site of a finished run into <output>/site: a folder that opens from disk, without a network."""
    place = use_home(home)
    make_fresh(output, place, lambda records: records, as_is, jobs)
    from rich.progress import Progress

    from parlib.site.build import build_site

    clean_if_changed(place)  # names, regions and tiles of places come from the tables
    with Progress(console=out, transient=True) as progress:
        bar = progress.add_task(say("pages"), total=None)
        built = build_site(output, jobs, place, on_page=lambda: progress.advance(bar), against=against, slides=slides)
    out.print(tell("{n} {n:=page|pages} in {folder}", n=built.pages, folder=built.entry.parent), markup=False)
    if built.changed is not None:
        out.print(
            tell(
                "{changed} of them differ from {against}: see 'What changed' on the site",
                changed=built.changed,
                against=against,
            ),
            markup=False,
        )
    if built.missing:
        err.print(
            tell("{missing} notebooks of the run are not there any more: left out", missing=built.missing), markup=False
        )
    warn_mended(built.mended)
    out.print(tell("Open {path}", path=built.entry.resolve()), markup=False)


@app.command(epilog="Examples: parlib serve · parlib serve --output reports --port 8000")
def serve(
    output: Annotated[Path, typer.Option(help="Folder that 'parlib report' wrote to.")] = Path("reports"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; a free one if 0.")] = 0,
    home: ClearHome = None,
) -> None:
    """Serve the review site on this machine only, until Ctrl+C."""
    import asyncio
    import contextlib

    from parlib.site.scripts import FOLDER
    from parlib.site.serve import open_socket, serve_until_stopped

    folder, place = output / FOLDER, use_home(home)
    with open_socket(folder, port) as listening, contextlib.suppress(KeyboardInterrupt):
        if _is_of_other_data(output, place):
            message = "Note: data/raw is not what these pages were made from. To bring them up to date: {command}"
            command = write_command("parlib site", **name_places(place, output))
            err.print(tell(message, command=command), markup=False)
        message = "Open http://127.0.0.1:{port}/ (this machine only; Ctrl+C stops)"
        where = tell(message, port=listening.getsockname()[1])
        asyncio.run(serve_until_stopped(folder, listening, on_ready=lambda: out.print(where, markup=False)))
    out.print("Stopped.")


def _is_of_other_data(reports: Path, home: Path) -> bool:
    """Tell whether no page of a run is of the raw files in *home*; not known, and so no, where either is not here."""
    from parlib.readers.csvfile import hash_folder
    from parlib.results.manifest import MANIFEST, read_pages

    raw = home / "data" / "raw"
    if not raw.is_dir() or not (reports / MANIFEST).exists():
        return False
    made_from = {data for record in read_pages(reports) if (data := record.get("data"))}
    return bool(made_from) and hash_folder(raw) not in made_from
