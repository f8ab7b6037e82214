"""A forked helper process: does what needs heavy libraries and whole tables, returns plain data, and ends.

What a process has once imported and read it keeps. A run lasts for as long as its notebooks; what it only needs before
they begin is therefore done in a process forked from it, of which nothing is left then.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from parlib.speech import tell


class HelperProcess:
    """Calls functions in a forked process or, where *forked* is false or processes cannot be forked, in this one.

    Open it while this process has one thread and has imported little: that is what is forked.

    Examples
    --------
    >>> with HelperProcess() as helper:
    ...     helper.ask(divmod, 7, 2)
    (3, 1)
    """

    def __init__(self, forked: bool = True) -> None:
        self._line: Connection | None = None
        self._process: Any = None
        if forked and sys.platform == "linux" and os.environ.get("PARLIB_FORK") != "0":
            context = get_context("fork")
            self._line, theirs = context.Pipe()
            # Daemonic, so that it cannot outlive this process when that ends without `close`.
            self._process = context.Process(target=_serve, args=(theirs, self._line), daemon=True)
            self._process.start()
            theirs.close()

    def ask(self, function: Callable, *given: Any) -> Any:  # noqa: ANN401
        """Return what *function* returns; what it raises is raised here, with a note of where that was.

        Function, arguments and answer are pickled.

        Raises
        ------
        OSError
            If the process has gone.
        """
        if self._line is None:
            return function(*given)
        try:
            self._line.send((function, given))
            done, answer = self._line.recv()
        except (EOFError, ConnectionError):
            self._process.join()
            raise OSError(
                tell("the process that plans has left with {exitcode}", exitcode=self._process.exitcode)
            ) from None
        if not done:
            raise answer
        return answer

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._line is not None:
            self._line.close()
            self._line = None
            self._process.terminate()
            self._process.join()
            self._process.close()

    def __enter__(self) -> HelperProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _serve(line: Connection, others: Connection) -> None:
    """Answer calls until the connection ends."""
    # Ctrl+C reaches both processes; the one that asks decides, and then closes this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    others.close()  # or this process would hold the other end open itself and never see it close
    while True:
        try:
            function, given = line.recv()
        except (EOFError, ConnectionError):
            return
        line.send(_answer(function, given))


def _answer(function: Callable, given: tuple) -> tuple[bool, Any]:
    try:
        return True, function(*given)
    except Exception as error:
        # The traceback does not survive pickling; as a note it does.
        error.add_note("".join(traceback.format_exception(error)).rstrip())
        return False, error
