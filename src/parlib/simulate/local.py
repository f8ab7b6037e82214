"""Simulated figures of a province's own index: its places and framework as they are, or made up."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parlib.clean.reference import Reference, read_reference
from parlib.forms.scoreboard import write_scoreboards
from parlib.framework import build_components, keep_parts
from parlib.readers.csvfile import read_rows
from parlib.readers.local import (
    FOLDER,
    GRADE_COLUMNS,
    GRADES,
    PLACE_COLUMNS,
    list_frameworks,
    list_own,
    read_grades,
    read_properties,
)
from parlib.readers.reference import YEAR_TREE_COLUMNS, read_tree
from parlib.readers.register import log_file, write_rows
from parlib.simulate.scoreboard import simulate_points, simulate_tree
from parlib.speech import tell, write_command
from parlib.terms import find_by, find_vintage
from parlib.wording.titles import SIMULATED, name_file

GROUP_SIZE = 30
"""Made-up places that stand in one made-up group, at least."""

MOST_GROUPS = 34
"""Made-up groups."""

MADE_UP_GRADES = [
    ["80", "Tốt", "Good"],
    ["65", "Khá", "Fair"],
    ["0", "Trung bình", "Average"],
]
"""Grades of an index whose issuer gives none."""

LAST_KNOWN = 2025
"""Year whose fields of the provinces' scoreboards a made-up framework hangs below."""


def simulate_local(raw: Path, index: str, year: int, seed: int, units: int = 0) -> list[Path]:
    """Write simulated scoreboards of an own index to *raw*, and log them as simulated.

    Parameters
    ----------
    raw : pathlib.Path
        Raw folder of a home for simulated figures.
    index : str
        Id of the own index.
    year, seed : int
        Year of the results; the same seed gives the same figures.
    units : int
        Places to make up where ``places.csv`` is empty.

    Returns
    -------
    list of pathlib.Path
        The workbooks; of many places several.

    Raises
    ------
    ValueError
        If the home has no such index, no place, or no framework of the year.
    """
    if index not in list_own(raw):
        raise ValueError(
            tell(
                "there is no {folder}/{index} in {raw}: begin with {command}",
                folder=FOLDER,
                index=index,
                raw=raw,
                command=write_command("parlib template local", id=index, year=year),
            )
        )
    _fill_properties(raw, index)
    said = read_properties(raw, index)
    if read_grades(raw, index).empty:
        write_rows(raw / FOLDER / index / GRADES, [GRADE_COLUMNS, *MADE_UP_GRADES])
    _fill_places(raw, said["places"] or index, said["one_vi"], units)
    _fill_framework(raw, index, int(said["year_from"]), seed)
    known = read_reference(raw)
    board, tree = known.find_scored(index), _find_tree(known, index, year)
    names = known.names[find_vintage(index, year)].names
    points = simulate_points(tree, list(names), seed + year)
    path = name_file(raw / FOLDER / index / f"{index}_{year}.xlsx", simulated=True)
    paths = write_scoreboards(path, year, tree, names, points, True, board)
    for made in paths:
        document = f"Bảng điểm mô phỏng {board.short} {year}, seed {seed} – {SIMULATED}"
        log_file(raw, made, issuer="parlib", document=document, simulated=True)
    return paths


def _find_tree(known: Reference, index: str, year: int) -> pd.DataFrame:
    """Return the framework of the year; where it does not say how points are given, by documents."""
    components = known.components
    tree = components[(components["index"] == index) & (components["year"] == year)]
    if tree.empty:
        years = components.loc[components["index"] == index, "year"]
        raise ValueError(
            tell(
                "{index} has a framework for {first}-{last}: choose one of these years",
                index=index,
                first=years.min(),
                last=years.max(),
            )
        )
    leaf = ~tree["component_code"].isin(tree["parent_code"])
    return tree.assign(method=tree["method"].mask(leaf & (tree["method"] == ""), "documents"))


def _fill_properties(raw: Path, index: str) -> None:
    """Make up what nobody has said yet of the index itself."""
    path, short = raw / FOLDER / index / "index.csv", index.upper().replace("_", " ")
    made_up = {"short": short, "name_vi": f"Chỉ số {short} (mô phỏng)", "issuer": SIMULATED}
    head, *rows = read_rows(path, path.name)
    what, value = head.index("property"), head.index("value")
    for row in rows:
        row[value] = row[value] or made_up.get(row[what], "")
    write_rows(path, [head, *rows])


def _fill_places(raw: Path, index: str, noun: str, units: int) -> None:
    """Make up places where nobody has written any."""
    path = raw / FOLDER / index / "places.csv"
    if len(read_rows(path, path.name)) > 1:
        return
    if not units:
        raise ValueError(tell("{path} is empty: fill it in, or make up places with --units 20", path=path))
    width, size = len(str(units)), max(GROUP_SIZE, -(-units // MOST_GROUPS))
    rows = []
    for number in range(1, units + 1):
        group = (number - 1) // size + 1
        named = f"{noun[:1].upper()}{noun[1:]} mô phỏng {number:0{width}}"
        groups = (f"Nhóm mô phỏng {group}", f"Simulated group {group}") if units > size else ("", "")
        rows.append([f"{number:0{width}}", named, f"Simulated place {number:0{width}}", *groups])
    write_rows(path, [PLACE_COLUMNS, *rows])


def _fill_framework(raw: Path, index: str, year: int, seed: int) -> None:
    """Make up a framework below the fields of the provinces' scoreboards where nobody has written one."""
    files = list_frameworks(raw, index)
    if any(len(read_rows(raw / file, file)) > 1 for file in files.values()):
        return
    scored = find_by(workbooks="scoreboard")
    base = read_tree(raw / "frameworks" / f"{scored}.csv").assign(source_id="")
    fields = keep_parts(build_components(scored, base)).query("year == @LAST_KNOWN and level == 1")
    tree = simulate_tree(fields, seed).query("component_code != 'total'").assign(agency="", note=SIMULATED)
    file = raw / (files.get(year) or f"{FOLDER}/{index}/framework_{year}.csv")
    columns = [*YEAR_TREE_COLUMNS, "name_en", "note"]
    english = dict(zip(fields["component_code"], fields["name_en"], strict=True))
    tree["name_en"] = tree["component_code"].map(english).fillna(tree["name_vi"].map(_say_english))
    tree["parent_code"] = tree["parent_code"].replace("total", "")
    tree[columns].to_csv(file, index=False, lineterminator="\n")


def _say_english(name: str) -> str:
    """Return the English name of a made-up criterion."""
    return name.replace("Tiêu chí thành phần mô phỏng", "Simulated sub-criterion").replace(
        "Tiêu chí mô phỏng", "Simulated criterion"
    )
