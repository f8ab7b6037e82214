"""An icon that opens the page by a double click: ``.cmd`` on Windows, ``.command`` on macOS, else ``.desktop``."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from parlib.files.atomic import write_whole
from parlib.speech import tell

NAME = "Tai lieu hoi nghi"
"""Name of the icon; plain letters, which every console takes."""

RUN = "-m parlib.app"
"""What Python is told to run."""


def write_shortcut(folder: Path, home: Path, python: str, system: str = sys.platform) -> Path:
    """Write an icon for the page of a home; return its path.

    Parameters
    ----------
    folder : pathlib.Path
        Where it goes, such as the desktop.
    home : pathlib.Path
        Folder with data/ and notebooks/.
    python : str
        The Python that has parlib.
    system : str
        As `sys.platform` names it.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made = write_shortcut(Path(folder), Path("/so-lieu"), "/usr/bin/python3", "linux")
    ...     print(made.name, made.read_text().splitlines()[-1])
    Tai lieu hoi nghi.desktop Exec=/usr/bin/python3 -m parlib.app --home /so-lieu
    """
    if not folder.is_dir():
        raise FileNotFoundError(tell("{path} is not there", path=folder))
    if system == "win32":
        # Names with other letters need the console to read UTF-8. What went wrong stays on the screen: a process that
        # crashed ends with a negative number, which "if errorlevel 1" takes for success.
        command = f"{_quote_cmd(python)} {RUN} --home {_quote_cmd(str(home))}"
        lines = ["@echo off", "chcp 65001 >nul", command, 'if not "%errorlevel%"=="0" pause', ""]
        path, text = folder / f"{NAME}.cmd", "\r\n".join(lines)
    else:
        if system == "darwin":
            command = f"{shlex.quote(python)} {RUN} --home {shlex.quote(str(home))}"
            path, text = folder / f"{NAME}.command", f"#!/bin/sh\nexec {command}\n"
        else:
            command = f"{_quote_desktop(python)} {RUN} --home {_quote_desktop(str(home))}"
            heads = ["[Desktop Entry]", "Type=Application", f"Name={NAME}", "Terminal=true"]
            path, text = folder / f"{NAME}.desktop", "\n".join([*heads, f"Exec={command}", ""])
    write_whole(text.encode(), path)
    path.chmod(0o755)
    return path


def _quote_cmd(path: str) -> str:
    r"""Return a path for a batch file: no percent sign begins a variable, no backslash at the end hides the quote.

    Examples
    --------
    >>> print(_quote_cmd(r"C:\Số liệu 100%"), _quote_cmd("D:\\"))
    "C:\Số liệu 100%%" "D:\."
    """
    plain = path.replace("%", "%%")
    return f'"{plain}."' if plain.endswith("\\") else f'"{plain}"'


def _quote_desktop(path: str) -> str:
    """Return a path for the Exec line of a desktop entry, which knows no single quotes and doubles percent signs.

    Examples
    --------
    >>> print(_quote_desktop("/usr/bin/python3"), _quote_desktop("/nhà/số liệu 100%"))
    /usr/bin/python3 "/nhà/số liệu 100%%"
    """
    plain = path.replace("%", "%%")
    if plain == shlex.quote(plain):
        return plain
    escaped = re.sub(r'(["`$\\])', r"\\\1", plain)
    return '"' + escaped.replace("\\", "\\\\") + '"'  # the value of a key has escapes of its own
