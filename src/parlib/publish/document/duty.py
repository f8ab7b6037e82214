"""Causes, tasks and responsibility, read from the exhibits of tasks on the component pages."""

from __future__ import annotations

from collections.abc import Iterator

from parlib.publish.document.paper import Paper, make_grid, write_section
from parlib.publish.document.tables import Grid
from parlib.questions.catalogue import list_in_section
from parlib.results.dossier import BLOCKS, Dossier
from parlib.results.executed import ShownExhibit
from parlib.terms import INDICES
from parlib.wording.letters import FILL

EMPTY_ROWS = 8
"""Rows of a form that is filled in by hand."""


def list_actions(dossier: Dossier) -> Iterator[ShownExhibit]:
    """Yield the exhibits of tasks that hold any row, in the order of components."""
    for page in (dossier.overview, *dossier.components):
        exhibit = page.find("actions")
        if exhibit is not None and exhibit.rows:
            yield exhibit


def join_actions(dossier: Dossier, section: str) -> Grid | None:
    """Return the rows of all exhibits of tasks as one table; what nobody filled in has dots. None without any row."""
    [(_, passage)] = list_in_section(section)
    columns = list(passage.table) if isinstance(passage.table, tuple) else None
    exhibits = list(list_actions(dossier))
    if columns and not any("lost_to_best" in exhibit.table for exhibit in exhibits):  # the best province is not known
        columns = list(dict.fromkeys("lost" if name == "lost_to_best" else name for name in columns))
    grids = [make_grid(exhibit, columns, whole=True) for exhibit in exhibits]
    if not grids:
        return None
    rows = [row for grid in grids for row in grid.rows]
    return Grid(grids[0].labels, list(dict.fromkeys(map(tuple, rows))), grids[0].figures)


def lost_nothing(dossier: Dossier) -> bool:
    """Tell whether every page of a component says that nothing was lost: what nobody knows of is not nothing."""
    losses = [page.find("losses") for page in dossier.components]
    return bool(losses) and all(
        one is not None and "lost" in one.table and one.table["lost"].eq(0).all() for one in losses
    )


def write_causes(paper: Paper, dossier: Dossier) -> None:
    """Write the cause of each loss, with dots where it is to be filled in; that none is known the tasks say."""
    if any(list_actions(dossier)):
        _write_actions(paper, dossier, "causes", "causes_table", "causes_said")


def write_tasks(paper: Paper, dossier: Dossier, title: str) -> None:
    """Write the tasks of all components on turned paper: task, agencies, head, deadline, output."""
    paper.turn(wide=any(list_actions(dossier)))
    paper.add_part(title)
    paper.add_part(paper.words["tasks"], 2)
    _write_actions(paper, dossier, "tasks", "tasks_table")
    paper.turn(wide=False)


def _write_actions(paper: Paper, dossier: Dossier, section: str, title: str, said: str = "") -> None:
    exhibits, grid = list(list_actions(dossier)), join_actions(dossier, section)
    if grid is None:
        paper.add_words(paper.words["no_tasks" if lost_nothing(dossier) else "unknown_tasks"])
        return
    if said:
        paper.add_words(paper.words[said])
    paper.add_table(grid, paper.words[title], any(exhibit.simulated for exhibit in exhibits))
    paper.add_source(exhibits[0])


def write_duty(paper: Paper, dossier: Dossier, headed: bool = True) -> None:
    """Write who answers for the points lost, and where and when progress is reported.

    Parameters
    ----------
    headed : bool
        False where it is all that its part holds, and a heading of its own would be the only one below the part's.
    """
    if headed:
        paper.add_part(paper.words["duty"], 2)
    for said in ("duty_head", "duty_report"):
        paper.add_words(paper.words[said].format(seat=paper.place))


def write_units(paper: Paper, dossier: Dossier) -> None:
    """Write the ranking of the province's own indices and what its page says of agencies, or a form to fill in."""
    words = paper.words
    paper.add_part(words["part_units"])
    ranked = [(page, exhibit) for page in dossier.units if (exhibit := page.find(BLOCKS)) is not None]
    for page, exhibit in ranked:
        edition = INDICES[page.about["index"]].edition(page.about["year"], paper.language)
        paper.add_part(edition, 2)
        paper.add_whole(exhibit, edition)
    if ranked:
        paper.add_part(words["units_lost"], 2)
    write_section(paper, dossier.overview, "units")
    agencies = dossier.overview.find("agencies")
    if ranked or (agencies is not None and agencies.rows):
        return
    paper.add_words(words["no_units"])
    labels = [words["unit"], words["unit_score"], words["unit_rank"], words["unit_note"]]
    rows = [[FILL] * len(labels)] * EMPTY_ROWS
    paper.add_table(Grid(labels, rows, [False] * len(labels)), words["units_table"])
