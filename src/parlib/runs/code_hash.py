"""The code and the libraries that a page is made with, as hashes, so that a change is noticed."""

from __future__ import annotations

import ast
import hashlib
import platform
import re
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions, version
from pathlib import Path

from parlib.files.hashing import hash_unchanged

SOURCE = Path(__file__).resolve().parents[2]
"""Folder that holds the package parlib."""

# An import statement at the start of a line: in brackets, or to the end of the line with its continuations.
_IMPORT = re.compile(r"^[ \t]*((?:from[ \t]+[\w.]+[ \t]+)?import[ \t]*(?:\([^)]*\)|(?:[^\n\\]|\\\n)*))", re.MULTILINE)
_MAGIC = re.compile(r"^\s*[%!].*$", re.MULTILINE)


class ModuleFinder:
    """Finds the files of modules and remembers where: for code that is looked through at one moment.

    Parameters
    ----------
    places : sequence of pathlib.Path
        Folders from which modules are imported besides parlib's own (the notebook's working directory).
    """

    def __init__(self, places: Sequence[Path] = ()) -> None:
        self.places = places
        self._found: dict[str, Path | None] = {}

    def find(self, name: str) -> Path | None:
        """Return the file of a module of ours; None of another's."""
        if name not in self._found:
            self._found[name] = _find_module(name, self.places)
        return self._found[name]


def list_code(texts: Iterable[str], finder: ModuleFinder | None = None) -> dict[str, str]:
    """Return the hash of every file of ours that code can reach by imports, whichever function they stand in.

    Parameters
    ----------
    texts : iterable of str
        Code to start from, such as the cells of a notebook.
    finder : ModuleFinder, optional
        Finds the modules; parlib's own only if not given.

    Returns
    -------
    dict
        First 16 digits of the sha256 by path; data files beside a module count as reached.
    """
    finder = finder or ModuleFinder()
    wanted = [name for text in texts for name in list_imports(text)]
    modules: dict[str, Path] = {}
    while wanted:
        name = wanted.pop()
        if name in modules or (path := finder.find(name)) is None:
            continue
        modules[name] = path
        # The package above, too: its __init__ runs when a module in it is imported.
        wanted += [name.rpartition(".")[0], *_list_file_imports(path, path.stat().st_mtime_ns)]
    # Templates, styles and tables that ship beside a module are read by it, which no import shows.
    folders = {path.parent for path in modules.values()}
    files = {*modules.values(), *(path for folder in folders for path in _list_data(folder))}
    return {_name_file(path, finder.places): hash_unchanged(path)[:16] for path in sorted(files)}


def list_imports(text: str) -> list[str]:
    r"""Return the names of the modules that *text* imports, and of what may be modules in them, magics passed over.

    Examples
    --------
    >>> list_imports("import parlib.store\n%matplotlib inline\nfrom parlib.study import trend")
    ['parlib.store', 'parlib.study', 'parlib.study.trend']
    """
    try:
        tree = ast.parse(_MAGIC.sub("", text))
    except SyntaxError:
        return []
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names


def skim_imports(text: str) -> list[str]:
    r"""Return what `list_imports` does, by parsing only the imports: in parlib each begins a line.

    Examples
    --------
    >>> skim_imports("if a:\n    from parlib.study import (\n        trend,\n    )\nimport parlib.store")
    ['parlib.study', 'parlib.study.trend', 'parlib.store']
    """
    found = "\n".join(_IMPORT.findall(text))
    return list_imports(found) or list_imports(text if found else "")


def list_libraries(texts: Iterable[str] = ()) -> dict[str, str]:
    """Return the versions of Python, of all that parlib requires and of what *texts* import besides."""
    versions = dict(_list_required("parlib"))
    for name in sorted({name.partition(".")[0] for text in texts for name in list_imports(text)}):
        if name not in sys.stdlib_module_names and name not in versions and name != "parlib":
            versions |= {found: version(found) for found in _map_packages().get(name, [])}
    return {"python": platform.python_version(), **dict(sorted(versions.items()))}


def hash_mapping(mapping: dict[str, str]) -> str:
    """Return one hash of names and values.

    Examples
    --------
    >>> hash_mapping({"pandas": "3.1"}) == hash_mapping({"pandas": "3.2"})
    False
    """
    return hashlib.sha256("\0".join(f"{name}={value}" for name, value in mapping.items()).encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _list_required(start: str) -> tuple[tuple[str, str], ...]:
    """Return name and version of a package and of all that it requires, at any distance."""
    versions: dict[str, str] = {}
    wanted = [start]
    while wanted:
        name = re.sub(r"[-_.]+", "-", wanted.pop()).lower()
        try:
            found = distribution(name) if name not in versions else None
        except PackageNotFoundError:  # asked for on another system only
            continue
        if found is not None:
            versions[name] = found.version
            needed = [need for need in found.requires or [] if "extra ==" not in need]
            wanted += [re.findall(r"^[\w.-]+", need)[0] for need in needed]
    return tuple(versions.items())


@lru_cache(maxsize=1)
def _map_packages() -> dict[str, list[str]]:
    return dict(packages_distributions())


def _find_module(name: str, places: Sequence[Path]) -> Path | None:
    roots = (SOURCE,) if name.partition(".")[0] == "parlib" else places
    for root in roots:
        base = root.joinpath(*name.split(".")) if name else root
        for path in (base.with_name(f"{base.name}.py"), base / "__init__.py"):
            if name and path.is_file():
                return path
    return None


@lru_cache(maxsize=1024)
def _list_file_imports(path: Path, _mtime: int) -> tuple[str, ...]:
    # Parsing all of parlib takes seconds, its import lines a tenth of that; code of users may begin them anywhere.
    text = path.read_text(encoding="utf-8")
    return tuple(skim_imports(text) if path.is_relative_to(SOURCE) else list_imports(text))


@lru_cache(maxsize=64)
def _list_data(folder: Path) -> tuple[Path, ...]:
    """Return the files beside modules that are not modules, with those of subfolders that hold no module."""
    found = [path for path in folder.iterdir() if path.is_file() and path.suffix not in (".py", ".pyc")]
    if folder.name != "notebooks" and folder.is_relative_to(SOURCE):
        plain = [path for path in folder.iterdir() if path.is_dir() and not list(path.glob("*.py"))]
        found += [path for part in plain if part.name != "__pycache__" for path in part.rglob("*") if path.is_file()]
        return tuple(found)
    return ()


def _name_file(path: Path, places: Sequence[Path]) -> str:
    root = next((root for root in (SOURCE, *places) if path.is_relative_to(root)), path.parent)
    return path.relative_to(root).as_posix()
