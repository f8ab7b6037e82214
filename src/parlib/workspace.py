"""Folders and notebooks of a researcher's own: a study begun, a template opened to explore."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parlib.files.atomic import write_whole
from parlib.files.trees import begin_folder, copy_tree
from parlib.home import find_home, is_shipped
from parlib.language.numbers import LANGUAGES
from parlib.speech import tell

README = """# {name}

**Tiếng Việt.** Thư mục này có số liệu gốc (`data/raw`), bảng đã làm sạch (`data/processed`) và sổ tính (`notebooks`).
Mở sổ tính bằng `jupyter lab notebooks`. Thêm số liệu của mình bằng
`parlib add TỆP.xlsx --year 2025 --issuer "Bộ Nội vụ"`; lần mở sau, các bảng được tự động làm sạch lại.
Điều kiện sử dụng số liệu: `data/LICENSE.md`.

**English.** This folder holds raw figures (`data/raw`), the tables made of them (`data/processed`) and notebooks
(`notebooks`). Open the notebooks with `jupyter lab notebooks`. Add figures of your own with
`parlib add FILE.xlsx --year 2025 --issuer "Ministry of Home Affairs"`; the tables are cleaned again when they are next
asked. Terms of the figures: `data/LICENSE.md`.
"""


def begin_study(folder: Path, home: Path | None = None) -> Path:
    """Lay a folder with figures, tables and notebooks of its own: what is added there goes before what came along.

    Parameters
    ----------
    folder : pathlib.Path
        New, or empty.
    home : pathlib.Path, optional
        Where to copy from; found by itself if not given.

    Returns
    -------
    pathlib.Path
        The folder; parlib finds it from anywhere inside.

    Raises
    ------
    ValueError
        If there is something in the folder already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(tell("{folder} is not empty: give the study a new name", folder=folder))
    home = home or find_home()
    leave = shutil.ignore_patterns(".*", "*.tmp", "mine", "__pycache__")
    with begin_folder(folder):
        for part in ("data/raw", "data/processed", "notebooks"):
            if (home / part).exists():
                copy_tree(home / part, folder / part, leave)
        (folder / "data" / "processed").mkdir(exist_ok=True)
        if (home / "data" / "LICENSE.md").exists():
            shutil.copyfile(home / "data" / "LICENSE.md", folder / "data" / "LICENSE.md")
        (folder / "README.md").write_text(README.format(name=folder.name), encoding="utf-8")
    return folder


def open_template(
    kind: str, given: Mapping[str, Any], output: Path | None = None, home: Path | None = None
) -> tuple[Path, bool]:
    """Copy a template to explore, with parameters of one's own and in their language; one that is there is kept.

    Parameters
    ----------
    kind : str
        ``sheet``, ``component``, ``province``, ``national``, ``accountability`` or ``compare``.
    given : mapping
        Values by name of the parameter.
    output : pathlib.Path, optional
        The copy; otherwise in ``notebooks/mine`` of the home, or here where the home came with parlib.

    Returns
    -------
    pathlib.Path, bool
        The copy, and whether it was made now.

    Raises
    ------
    ValueError
        For a template that is not there, or a parameter that it does not have.
    """
    from parlib.language.words import words_for
    from parlib.runs.template_language import choose_language, name_places
    from parlib.terms import INDICES

    home = home or find_home()
    kinds = sorted(path.stem for path in (home / "notebooks").glob("*.ipynb"))
    if kind not in kinds:
        raise ValueError(tell("there is no template {kind!r}: choose one of {kinds}", kind=kind, kinds=kinds))
    notebook = json.loads((home / "notebooks" / f"{kind}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    settings = next(cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", []))
    settings["source"] = set_parameters(settings["source"], given)
    values = read_parameters(settings["source"])
    named = "-".join(str(value) for name, value in values.items() if value and name not in ("language", "vintage"))
    folder = Path.cwd() if is_shipped(home) else home / "notebooks" / "mine"
    copy = output or folder / f"{kind}-{re.sub(r'[^-.0-9A-Za-z_]+', '_', named)}.ipynb"
    if copy.exists():
        return copy, False
    copy.parent.mkdir(parents=True, exist_ok=True)
    language, index = values.get("language", "vi"), INDICES.get(values.get("index", ""))
    chosen = choose_language(notebook, language)
    name_places(chosen["cells"], words_for(index.nouns if index else None, language))
    write_whole(json.dumps(chosen, ensure_ascii=False, indent=1), copy)
    return copy, True


_PARAMETER = re.compile(r"""^(\w+)(\s*:[^=]*)?=\s*("[^"]*"|[^#\n]*?)(\s*(?:#.*)?)$""", re.MULTILINE)


def read_parameters(source: str) -> dict[str, Any]:
    r"""Return the values in a cell of parameters by name.

    Examples
    --------
    >>> read_parameters('index: str = "papi"  # which\nyear: int = 2024  # of the results')
    {'index': 'papi', 'year': 2024}
    """
    return {found[1]: json.loads(found[3]) for found in _PARAMETER.finditer(source)}


def set_parameters(source: str, given: Mapping[str, Any]) -> str:
    """Return a cell of parameters with other values, comments and types as they were.

    Examples
    --------
    >>> set_parameters('year: int = 2024  # of the results', {"year": 2023})
    'year: int = 2023  # of the results'
    """
    known = read_parameters(source)
    for name in given:
        if name not in known:
            raise ValueError(tell("the template has no parameter {name!r}: it has {known}", name=name, known=known))

    def put(found: re.Match[str]) -> str:
        name, typed, value, rest = found.groups()
        value = json.dumps(given[name], ensure_ascii=False) if name in given else value
        return f"{name}{typed or ' '}= {value}{rest}"

    return _PARAMETER.sub(put, source)


def clear_template(model: dict[str, Any], path: str = "", **_: object) -> None:
    """Take the outputs out of a template before JupyterLab saves it, but for what it asks; the screen stays as it is.

    A template is a notebook with a cell of parameters in a folder of templates itself; the worked examples that come
    along (``explore``) are saved without outputs too. Notebooks in other folders (``mine``) and those of one's own
    beside the examples are kept with theirs. For ``FileContentsManager.pre_save_hook``.

    Examples
    --------
    >>> cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "outputs": ["a picture"],
    ...         "execution_count": 3}
    >>> clear_template({"type": "notebook", "content": {"cells": [cell]}}, path="component.ipynb")
    >>> cell["outputs"], cell["execution_count"]
    ([], None)
    """
    if model.get("type") != "notebook":
        return
    cells, (folder, _slash, name) = model["content"]["cells"], path.strip("/").rpartition("/")
    is_template = folder == "" and any("parameters" in cell["metadata"].get("tags", []) for cell in cells)
    is_example = folder == "explore" and any(cell.get("id") == f"{name[:2]}-00" for cell in cells)
    if is_template or is_example:
        for cell in cells:
            if cell["cell_type"] == "code":
                cell.update(outputs=[], execution_count=None)
                cell["metadata"].pop("execution", None)
        from parlib.runs.template_language import show_words

        show_words(cells, LANGUAGES[0])
        about = model["content"].get("metadata", {})
        about.pop("widgets", None)
        if "language_info" in about:  # JupyterLab writes the version of Python and more
            about["language_info"] = {"name": about["language_info"].get("name", "python")}
