"""What the commands share: the two consoles, the folder they work in, a spinner."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console

from parlib.cli.help import Commands, find_defaults
from parlib.speech import ASKED, Plain, say, tell, write_command


class Speaker(Console):
    """A console that says messages in the language of the person who sits at it."""

    def print(self, *objects: Any, **options: Any) -> None:  # noqa: ANN401 (as rich has it)
        """Print; messages and constant sentences are put into the language."""
        super().print(*(say(one) if isinstance(one, str) else one for one in objects), **options)


app = Commands(
    help="In-depth analysis of each component indicator of Viet Nam's reform indices, for each province.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Speaker(highlight=False, soft_wrap=True)
err = Speaker(stderr=True, highlight=False, soft_wrap=True)

ClearHome = Annotated[
    Path | None,
    typer.Option("--home", help="Folder with data/ and notebooks/; found by itself if not given."),
]

ReadingMonth = Annotated[
    int | None, typer.Option(help="Month of a reading within the year, of an --index such as service_766.")
]
ToDate = Annotated[
    bool, typer.Option("--to-date", help="The reading is of the year up to the month, not of the month alone.")
]


def _speak(language: str | None) -> str | None:
    """Note the language that was asked for before anything else is read, so that help and faults are in it, too."""
    if language:
        os.environ[ASKED] = language
    return language


def _say_version(asked: bool) -> None:
    """Say which version runs, and end."""
    if asked:
        from parlib import __version__

        out.print(Plain(f"parlib {__version__}"))
        raise typer.Exit


@app.callback()
def choose_language(
    ctx: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help="Show the version and exit.")
    ] = False,
    language: Annotated[
        Literal["vi", "en"] | None,
        typer.Option(
            envvar=ASKED,
            is_eager=True,
            callback=_speak,
            case_sensitive=False,
            help="Language of messages and help, and of what is made where its command is not told another; the "
            "system's if not given.",
        ),
    ] = None,
) -> None:
    """Let the language that was asked for be the one of products, too, unless their command is told another."""
    if language:
        ctx.default_map = find_defaults(ctx.command, language)


def use_home(home: Path | None) -> Path:
    """Return the folder with data/ and notebooks/, and let the notebooks' own processes find it too."""
    from parlib.home import choose_home, find_home

    if home is not None:
        choose_home(home)  # notebooks run in processes of their own
    return find_home().resolve()


def name_places(home: Path, reports: Path) -> dict[str, Path]:
    """Return the options that a command typed next must be given to work in the same folders."""
    from parlib.home import is_found_here

    said = {} if is_found_here(home) else {"home": home}
    return said if reports.resolve() == Path("reports").resolve() else {**said, "output": reports}


def print_next(raw: Path, **options: object) -> None:
    """Say which command makes pages of what was taken in."""
    from parlib.home import is_found_here

    home = raw.parents[1]
    places = {} if is_found_here(home) else name_places(home, home / "reports")
    command = write_command("parlib report", **options, **places)
    out.print(tell("Next (it cleans by itself): {command}", command=command), markup=False)
    if "province" not in options:
        out.print("Pages of a province: the same with --province and its code or name.")


def clean_if_changed(home: Path) -> None:
    """Clean when the processed tables are missing or of other raw data, so that a mended number shows at once."""
    from parlib.ready import clean_changed

    with Steps() as step:
        clean_changed(home, lambda line: out.print(line, markup=False), step)


def warn_mended(files: Iterable[str]) -> None:
    """Say which raw files, of those that something is made from, are not as they were logged."""
    if named := ", ".join(sorted(set(files))):
        err.print(
            tell("Note: not as sources.csv logged it: {named}. What is made from it says so.", named=named),
            markup=False,
        )


@contextmanager
def quiet_output(quiet: bool) -> Iterator[None]:
    """Print nothing for people on standard output, where a machine reads it."""
    before, out.quiet = out.quiet, quiet
    try:
        yield
    finally:
        out.quiet = before


class Steps:
    """A spinner that names the step; silent where no person is watching."""

    def __init__(self) -> None:
        self._status = out.status("…")

    def __enter__(self) -> Steps:
        self._status.start()
        return self

    def __call__(self, step: str) -> None:
        """Name the step that begins."""
        self._status.update(step)

    def stop(self) -> None:
        """Stop spinning, before something is asked."""
        self._status.stop()

    def __exit__(self, *_: object) -> None:
        self._status.stop()
