"""``parlib review merge``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parlib.cli.common import app, out
from parlib.cli.help import Commands
from parlib.speech import tell, write_command

group = Commands(help="Review marks that reviewers exported from the site.")
app.add_typer(group, name="review")


@group.callback()
def review() -> None:
    """Gather what reviewers marked and said."""


@group.command(
    epilog="Examples: parlib review merge review-an.json review-binh.json · "
    "parlib review merge marks/*.json --output review.csv"
)
def merge(
    files: Annotated[list[Path], typer.Argument(help="Files that reviewers exported (review-NAME.json).")],
    language: Annotated[str, typer.Option(help="vi or en: the heads of the list.")] = "vi",
    output: Annotated[Path, typer.Option("--output", "-o", help="CSV to write.")] = Path("review.csv"),
    reports: Annotated[
        Path,
        typer.Option(help="Folder of the run: marks of pages that have changed since are counted, where its site is."),
    ] = Path("reports"),
) -> None:
    """Merge the files of several reviewers into one list; of two marks of a reviewer on a page the newer counts."""
    from parlib.site.review_marks import is_outdated, merge_marks, read_contents, read_marks, write_marks

    marks = merge_marks(mark for file in files for mark in read_marks(file))
    contents = read_contents(reports)
    write_marks(marks, output, language, contents)
    reviewers = {mark["reviewer"] for mark in marks}
    out.print(
        tell("{n} marks of {reviewers} reviewers in {output}", n=len(marks), reviewers=len(reviewers), output=output),
        markup=False,
    )
    if stale := sum(is_outdated(mark, contents) for mark in marks):
        out.print(
            tell("Pages that have changed since they were marked, to be read again: {stale}", stale=stale), markup=False
        )
    if not contents:
        message = "Not known whether pages have changed since: no site in {reports}; first: {command}"
        command = write_command("parlib site", output=reports)
        out.print(tell(message, reports=reports, command=command), markup=False)
