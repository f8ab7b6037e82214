"""Serve the site on this machine only, for browsers that are not allowed to open files from disk."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import tornado.httpserver
import tornado.web

from parlib.speech import tell, write_command

LOOPBACK = "127.0.0.1"
"""The only address that is listened on: no other machine can reach it."""

HOSTS = r"127\.0\.0\.1|localhost"
"""Names by which a browser may ask: no page of the network can let a name of its own mean this machine."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class _SiteFile(tornado.web.StaticFileHandler):
    """Gives files of the site, never a list of a folder."""

    def set_extra_headers(self, path: str) -> None:
        """Send what a browser must heed with every file."""
        for name, value in HEADERS.items():
            self.set_header(name, value)


def open_socket(site: Path, port: int = 0) -> socket.socket:
    """Return a socket on loopback for the built site; of a free port where that is 0.

    Raises
    ------
    FileNotFoundError
        If there is no site yet.
    ValueError
        If the port is taken.
    """
    if not (site / "index.html").is_file():
        command = write_command("parlib site", output=site.parent)
        raise FileNotFoundError(tell("{site}: no site there; first: {command}", site=site, command=command))
    try:
        return socket.create_server((LOOPBACK, port), backlog=128)
    except OSError as error:
        raise ValueError(
            tell("port {port} cannot be used ({why}): give another with --port", port=port, why=error.strerror)
        ) from error


async def serve_until_stopped(site: Path, listening: socket.socket, on_ready: Callable[[], object]) -> None:
    """Serve the site until Ctrl+C or a signal to end; *on_ready* is called once either would stop it cleanly."""
    # Text is sent packed where the browser takes that: a page with its charts takes a seventh of its size then.
    application = tornado.web.Application(compress_response=True, log_function=lambda handler: None)
    files = {"path": str(site.resolve()), "default_filename": "index.html"}
    application.add_handlers(HOSTS, [("/(.*)", _SiteFile, files)])
    server = tornado.httpserver.HTTPServer(application)
    listening.setblocking(False)
    server.add_sockets([listening])
    ended, loop = asyncio.Event(), asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):  # Windows: Ctrl+C ends it there
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, ended.set)
    on_ready()
    try:
        await ended.wait()
    finally:
        server.stop()
        await server.close_all_connections()
