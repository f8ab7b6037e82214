"""``parlib app``: the page in the browser with which staff make the papers without typing a command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from parlib.cli.common import ClearHome, app, out
from parlib.speech import tell


@app.command("app", epilog="Examples: parlib app · parlib app --shortcut Desktop")
def open_page(
    shortcut: Annotated[
        Path | None,
        typer.Option(help="Folder in which to put an icon that opens the page by a double click; nothing is opened."),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the browser; otherwise only say the address.")] = True,
    home: ClearHome = None,
) -> None:
    """Open the page for staff: drop files, look at what was read, make the conference's papers, fill in the register.

    The page is served on this machine only, to this person's browser only. A second start opens the page of the first.
    Its own button, Ctrl+C or closing the window ends it.
    """
    from parlib.app.shortcut import write_shortcut
    from parlib.app.start import choose_home, open_app

    place = choose_home(home)
    if shortcut is not None:
        out.print(tell("Written: {path}", path=write_shortcut(shortcut, place, sys.executable)), markup=False)
        return
    open_app(place, browser, lambda address: out.print(address, markup=False))
