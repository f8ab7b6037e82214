"""What pages share, made before the processes that make them are forked, so that no page pays for the first time.

What is drawn for the first time looks up fonts, outlines of letters and readers of tables; what is computed for the
first time turns tables into arrays, and much of it is the same for all provinces. A process that is forked afterwards
finds all that at hand. What is drawn is thrown away.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any

from parlib.exhibits.exhibit import Exhibit
from parlib.runs.payloads import WARM_UP_TEMPLATE
from parlib.runs.template_language import choose_index, read_words
from parlib.store import load_table, preload_tables
from parlib.study import (
    bridge,
    certainty,
    composite,
    consistency,
    drivers,
    evidence,
    history,
    losses,
    movement,
    outlook,
    peers,
    position,
    whatif,
)
from parlib.study.standings import preload_standings
from parlib.subject import open_subject
from parlib.terms import list_by

EXAMPLE = "31"
"""Province of the exhibits: a merged one."""

SHARED_STUDIES = (
    position.measure_position,
    history.trace_history,
    losses.track_losses,
    bridge.list_breaks,
    bridge.chain_history,
    movement.split_rank_changes,
    composite.preload_past,
    outlook.expect_years,
    peers.find_peers,
    drivers.regress_companions,
    drivers.correlate_components,
    whatif.recover_losses,
    certainty.measure_certainty,
    consistency.compare_indices,
    evidence.list_sources,
)
"""Studies that keep what is the same for all provinces."""


def warm_up(home: str) -> None:
    """Read the tables of *home* and draw as the first page would; forget which warnings were shown meanwhile."""
    with _forget_warnings():
        preload_tables(home)
        preload_standings(home)
        for exhibit in list_exhibits(Path(home)):
            exhibit._repr_mimebundle_()


def warm_up_topics(topics: str) -> None:
    """Compute what pages about the same component of different provinces share.

    What fails here fails again in the page's own notebook, which says so.

    Parameters
    ----------
    topics : str
        JSON list of arguments of `parlib.subject.open_subject`.
    """
    with _forget_warnings():
        # Each by itself: what one study cannot do for one topic must not keep the others from being computed.
        for topic in json.loads(topics):
            with suppress(Exception):
                subject = open_subject(*topic)
                for study in SHARED_STUDIES:
                    with suppress(Exception):
                        study(subject)


@contextmanager
def _forget_warnings() -> Iterator[None]:
    """Let a warning that Python shows once be shown again, by the page that it concerns."""
    try:
        yield
    finally:
        for module in list(sys.modules.values()):
            if isinstance(module, ModuleType):
                # Not getattr: modules with a lazy __getattr__ would import something.
                module.__dict__.pop("__warningregistry__", None)


def list_exhibits(home: Path) -> list[Exhibit]:
    """Return the exhibits of a component page, as the template of *home* asks for them.

    Of the template only what asks parlib is run: a researcher's own code must not run twice, nor outside its page. What
    fails here fails again in the page, which says so.
    """
    index, year, province, component = _choose_example()
    names: dict[str, Any] = {"index": index, "year": year, "province": province, "component": component}
    names |= {"language": "vi", "vintage": ""}
    path = home / "notebooks" / WARM_UP_TEMPLATE
    if not path.exists():
        return []
    template = json.loads(path.read_bytes())
    cells = [{**cell, "source": "".join(cell["source"])} for cell in template["cells"] if cell["cell_type"] == "code"]
    shown: list[object] = []
    for cell in choose_index({"cells": cells}, index)["cells"]:
        # What only asks shows a heading at once, and would do so on the terminal.
        if "parameters" not in cell["metadata"].get("tags", []) and read_words(cell) is None:
            with suppress(Exception):
                shown += _ask(ast.parse(cell["source"]).body, names)
    return [exhibit for exhibit in shown if isinstance(exhibit, Exhibit)]


def _ask(statements: list[ast.stmt], names: dict[str, Any]) -> Iterator[object]:
    """Run those of a cell's statements that use nothing but parlib and *names*; yield what they show."""
    for statement in statements:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            asked = (
                {statement.module or ""}
                if isinstance(statement, ast.ImportFrom)
                else {one.name for one in statement.names}
            )
            if all(name.split(".")[0] == "parlib" for name in asked):
                exec(compile(ast.Module([statement], []), "template", "exec"), names)
            continue
        used = {
            node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        }
        if used <= names.keys() and isinstance(statement, ast.Expr):
            yield eval(compile(ast.Expression(statement.value), "template", "eval"), names)
        elif used <= names.keys() and isinstance(statement, ast.Assign):
            exec(compile(ast.Module([statement], []), "template", "exec"), names)


def _choose_example() -> tuple[str, int, str, str]:
    """Return index, year, province and component of the exhibits: the index whose table is the largest."""
    sizes = {name: len(load_table("scores", index=name, noted=False)) for name in list_by(neighbour=True)}
    index = max(sizes, key=lambda name: sizes[name])
    trees = load_table("components", index=index, noted=False)
    newest = trees[trees["year"] == trees["year"].max()]
    return index, int(newest["year"].iloc[0]), EXAMPLE, newest["component_code"].iloc[min(1, len(newest) - 1)]
