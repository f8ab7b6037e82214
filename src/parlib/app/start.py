"""The page of a home is opened: served by this process, or found where another one serves it."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import sys
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path

import tornado.httpserver
import tornado.netutil
import tornado.web

from parlib.app import pages, register_page
from parlib.app.guard import Nothing
from parlib.app.instance import LOOPBACK, Instance
from parlib.app.room import PACKS, Room
from parlib.app.shared import HERE, LIMIT, Shared
from parlib.home import find_home, is_shipped

PATIENCE = 2 * 3600
"""Seconds without any page that is open after which the program ends."""

OWN = "parlib"
"""Folder below the person's own that is laid out where parlib was installed with figures that nobody may change."""


def make_application(shared: Shared, leave: Callable[[], object]) -> tornado.web.Application:
    """Return all addresses of the page."""
    packs = shared.room.home / PACKS
    packs.mkdir(exist_ok=True)
    return tornado.web.Application(
        [
            ("/", pages.Front),
            ("/files", pages.Files),
            ("/check", pages.Check),
            ("/make", pages.Make),
            ("/undo", pages.Undo),
            ("/cancel", pages.Cancel),
            ("/progress", pages.Progress),
            ("/language", pages.Language),
            ("/open", pages.Open),
            ("/units.zip", pages.Units),
            ("/leave", pages.Leave),
            ("/register", register_page.RegisterPage),
            ("/register/open", register_page.OpenRegister),
            ("/register/save", register_page.SaveRegister),
            ("/pack/(.+)", pages.PackFile, {"path": str(packs)}),
            (r"/static/(app\.css|app\.js)", pages.Asset, {"path": str(HERE / "static")}),
        ],
        default_handler_class=Nothing,
        serve_traceback=False,
        log_function=lambda handler: None,
        shared=shared,
        leave=leave,
    )


async def serve(home: Path, instance: Instance, on_ready: Callable[[str], object]) -> None:
    """Serve the page of a home until it is told to end."""
    ended = asyncio.Event()
    sockets = tornado.netutil.bind_sockets(0, LOOPBACK)
    port = sockets[0].getsockname()[1]
    shared = Shared(Room(home), instance.token, port, jobs=max(1, min(4, os.cpu_count() or 1)))
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):  # Windows: Ctrl+C ends it there
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, ended.set)
    limit = LIMIT * 1_000_000
    server = tornado.httpserver.HTTPServer(
        make_application(shared, lambda: loop.call_later(0.3, ended.set)), max_body_size=limit, max_buffer_size=limit
    )
    server.add_sockets(sockets)
    try:
        on_ready(instance.announce(port))
        while not ended.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), 60)
            if time.monotonic() - shared.seen > PATIENCE and not shared.desk.busy:
                ended.set()
    finally:
        server.stop()
        shared.desk.stop()
        shared.desk.wait(20)


def open_app(home: Path, browser: bool = True, write: Callable[[str], object] = print) -> None:
    """Open the page of a home in the browser; serve it where no other process does.

    Parameters
    ----------
    home : pathlib.Path
        Folder with data/ and notebooks/.
    browser : bool
        False only says the address.
    write : callable
        Told what people see at the terminal.
    """
    instance = Instance(Room(home.resolve()).folder)

    def show(address: str) -> None:
        write(address)
        if browser:
            webbrowser.open(address)

    if not instance.claim():
        show(instance.find_other())
        return
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(home.resolve(), instance, show))
    finally:
        instance.release()


def choose_home(given: Path | None) -> Path:
    """Return the home that is given or found; one of a person's own is laid out where only parlib's figures are."""
    if given is not None:
        os.environ["PARLIB_HOME"] = str(given.resolve())
    home = find_home().resolve()
    if not is_shipped(home):
        return home
    own = Path.home() / OWN
    if not (own / "data" / "raw" / "sources.csv").exists():
        from parlib.workspace import begin_study

        begin_study(own, home)
    os.environ["PARLIB_HOME"] = str(own)
    return own


def main() -> None:
    """Open the page: the command ``parlib-app``, for a double click."""
    if hasattr(sys.stdout, "reconfigure"):  # first of all: help, too, is in letters that a console may not have
        sys.stdout.reconfigure(errors="backslashreplace")
    asked = argparse.ArgumentParser(prog="parlib-app", description="Trang làm việc của parlib / The page of parlib")
    asked.add_argument("--home", type=Path, help="Thư mục có data/ / Folder with data/")
    asked.add_argument("--no-browser", action="store_true", help="Chỉ in địa chỉ / Only print the address")
    given = asked.parse_args()
    print("parlib: đóng cửa sổ này để kết thúc / close this window to end", flush=True)
    open_app(choose_home(given.home), not given.no_browser, lambda address: print(address, flush=True))
