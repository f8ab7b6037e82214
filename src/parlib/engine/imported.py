"""What a warm process has imported, held against what a notebook would import now."""

from __future__ import annotations

import sys
import sysconfig
from contextlib import suppress
from pathlib import Path

SETTINGS = "matplotlibrc"
"""The settings of matplotlib, which it takes from the working folder as it is imported."""


class Imported:
    """The files that were imported, as they were, and the names that a file in a notebook's folder may stand for."""

    def __init__(self) -> None:
        installed = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")})
        files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
        # What is installed stays as it is; what lies elsewhere is being worked at.
        own = [file for file in files if file and not file.startswith(installed)]
        self._files: dict[str, tuple[int, int] | None] = {file: state for file in own if (state := _read_state(file))}
        if "matplotlib" in sys.modules:
            # A process that is shared may be older than the user's settings, or than that there are any.
            file = str(Path(sys.modules["matplotlib"].get_configdir()) / SETTINGS)
            self._files[file] = _read_state(file)
        self._names = {name.partition(".")[0] for name in list(sys.modules)}

    def compare(self, folder: Path) -> str:
        """Return ``changed FILE``, ``beside FILE``, or nothing where a notebook in *folder* would import the same."""
        for file, state in self._files.items():
            if _read_state(file) != state:
                return f"changed {file}"
        with suppress(OSError):
            for path in folder.iterdir():
                named = path.name == SETTINGS or (
                    path.name.partition(".")[0] in self._names
                    and (path.suffix in (".py", ".so", ".pyc") or (path / "__init__.py").exists())
                )
                if named and str(path / "__init__.py") not in self._files and str(path) not in self._files:
                    return f"beside {path.name}"
        return ""


def _read_state(file: str) -> tuple[int, int] | None:
    """Return when a file was written and its size; None where it is gone."""
    with suppress(OSError):
        found = Path(file).stat()
        return found.st_mtime_ns, found.st_size
    return None
