"""Serve the site on this machine only, for browsers that are not allowed to open files from disk."""

from __future__ import annotations

import gzip
import io
import signal
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

from parlib.speech import tell

LOOPBACK = "127.0.0.1"
"""The only address that is listened on: no other machine can reach it."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}

PACKED = (".html", ".css", ".js", ".json", ".csv", ".ipynb")
"""Files that are sent packed: a page with its charts takes a seventh of its size then."""


class _Handler(SimpleHTTPRequestHandler):
    """Gives files of the site, never a list of a folder, and says nothing on the console."""

    def end_headers(self) -> None:
        """Send what a browser must heed with every file."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send the headers of a file, and return it: packed where it is text and the browser takes that."""
        file = Path(self.translate_path(self.path))
        taken = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (taken and file.suffix in PACKED and file.is_file()) or "If-Modified-Since" in self.headers:
            return super().send_head()
        packed = gzip.compress(file.read_bytes(), 5)
        self.send_response(200)
        said = {"Content-Type": self.guess_type(str(file)), "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        said |= {"Content-Length": str(len(packed)), "Last-Modified": self.date_time_string(int(file.stat().st_mtime))}
        for name, value in said.items():
            self.send_header(name, value)
        self.end_headers()
        return io.BytesIO(packed)

    def list_directory(self, path: object) -> None:
        """Say that nothing is there: a folder is no page."""
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
        return


def open_server(site: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of the built site, listening on loopback.

    Raises
    ------
    FileNotFoundError
        If there is no site yet.
    ValueError
        If the port is taken.
    """
    if not (site / "index.html").is_file():
        raise FileNotFoundError(tell("{site}: no site there: run 'parlib site' first", site=site))
    try:
        return ThreadingHTTPServer((LOOPBACK, port), partial(_Handler, directory=str(site)))
    except OSError as error:
        raise ValueError(
            tell("port {port} cannot be used ({why}): give another with --port", port=port, why=error.strerror)
        ) from error


def serve_until_stopped(server: ThreadingHTTPServer, on_ready: Callable[[], object] = lambda: None) -> None:
    """Serve until Ctrl+C or a signal to end; *on_ready* is called once either would stop it cleanly."""

    def stop(*_: object) -> None:
        threading.Thread(target=server.shutdown).start()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    on_ready()
    try:
        server.serve_forever(poll_interval=0.2)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
