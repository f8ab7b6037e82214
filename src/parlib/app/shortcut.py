"""An icon that opens the page by a double click: ``.cmd`` on Windows, ``.command`` on macOS, else ``.desktop``."""

from __future__ import annotations

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
        # A percent sign would begin a variable; names with other letters need the console to read UTF-8.
        paths = [str(path).replace("%", "%%") for path in (python, home)]
        lines = ["@echo off", "chcp 65001 >nul", f'"{paths[0]}" {RUN} --home "{paths[1]}"', "if errorlevel 1 pause", ""]
        path, text = folder / f"{NAME}.cmd", "\r\n".join(lines)
    else:
        command = f"{shlex.quote(python)} {RUN} --home {shlex.quote(str(home))}"
        if system == "darwin":
            path, text = folder / f"{NAME}.command", f"#!/bin/sh\nexec {command}\n"
        else:
            heads = ["[Desktop Entry]", "Type=Application", f"Name={NAME}", "Terminal=true"]
            path, text = folder / f"{NAME}.desktop", "\n".join([*heads, f"Exec={command}", ""])
    write_whole(text.encode(), path)
    path.chmod(0o755)
    return path
