"""A home of its own for simulated figures: places and frameworks as they are, nothing else of the real data."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pandas as pd

from parlib.clean.arrival import NO_FIGURES, list_figures
from parlib.clean.reference import read_reference
from parlib.files.trees import copy_tree
from parlib.forms.scoreboard import write_scoreboard
from parlib.framework import build_components, fill_year_tree, keep_parts
from parlib.readers.csvfile import read_rows
from parlib.readers.local import FOLDER, list_own
from parlib.readers.reference import SOURCE_COLUMNS, SOURCE_EXTRAS, read_tree, read_year_tree
from parlib.readers.register import log_file, write_rows
from parlib.simulate.scoreboard import simulate_points, simulate_tree
from parlib.speech import tell
from parlib.terms import NATIONAL, TOTAL, find_by, find_vintage
from parlib.wording.titles import SIMULATED, name_file

FIGURES = shutil.ignore_patterns("*.xlsx")
"""Files of own indices that hold figures, not facts."""

LEFT_OUT = ("places/population_grdp_2022_2024.csv",)
"""Files of those folders that are real figures."""


def open_simulated_home(home: Path, real: Path) -> Path:
    """Return the raw folder of a home for simulated figures, made if it is not there.

    Parameters
    ----------
    home : pathlib.Path
        The home; nothing, or made by an earlier simulation.
    real : pathlib.Path
        The raw folder whose places and frameworks are copied.

    Raises
    ------
    ValueError
        If the home holds real figures.
    """
    raw = home / "data" / "raw"
    if (raw / "sources.csv").exists():
        if (list_figures(raw)["simulated"] != "yes").any():
            raise ValueError(
                tell("{home} holds real figures: simulated ones need a home of their own (--home demo)", home=home)
            )
        _copy_own(real, raw)
        return raw
    for folder in NO_FIGURES:
        copy_tree(real / folder, raw / folder)
    _copy_own(real, raw)
    for file in LEFT_OUT:
        (raw / file).unlink(missing_ok=True)
    _copy_register(real / "sources.csv", raw / "sources.csv")
    notebooks = real.parents[1] / "notebooks"
    if notebooks.exists():
        copy_tree(notebooks, home / "notebooks", shutil.ignore_patterns(".ipynb_*"))
    return raw


def _copy_own(real: Path, raw: Path) -> None:
    """Copy the own indices that the home does not have yet."""
    for index in list_own(real):
        if not (raw / FOLDER / index).exists():
            copy_tree(real / FOLDER / index, raw / FOLDER / index, FIGURES)


def _copy_register(real: Path, own: Path) -> None:
    """Write the rows of the register that belong to the copied files."""
    with real.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (own.parent / row["path"]).is_file() and row["path"]]
    with own.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*SOURCE_COLUMNS, *SOURCE_EXTRAS], lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def simulate_scoreboard(raw: Path, year: int, seed: int, missing: tuple[str, ...] = ()) -> Path:
    """Write a simulated framework and a simulated scoreboard workbook of a year to *raw*, and log both as simulated.

    Parameters
    ----------
    raw : pathlib.Path
        Raw folder of a home for simulated figures.
    year, seed : int
        Year of the results; the same seed gives the same figures.
    missing : tuple of str
        Provinces without a sheet, by code or name.

    Returns
    -------
    pathlib.Path
        The workbook.
    """
    known, index = read_reference(raw), find_by(workbooks="scoreboard")
    names, file = known.names[find_vintage(index, year)], f"frameworks/{index}.csv"
    base = read_tree(raw / file).assign(source_id="")
    fields = keep_parts(build_components(index, base)).query("year == @year and level == 1")
    if len(fields) != 8:
        raise ValueError(
            tell(
                "{file} has {n} fields in {year}: figures are simulated below eight",
                file=file,
                n=len(fields),
                year=year,
            )
        )
    tree = simulate_tree(fields, seed)
    left = [code for code in names.names if code not in {names.find(name) for name in missing}]
    points = simulate_points(tree, left, seed)
    framework = raw / "frameworks" / f"{index}_{year}.csv"
    tree.assign(note=SIMULATED).to_csv(framework, index=False, lineterminator="\n")
    _leave_unlinked(raw, index, year, base)
    whole = fill_year_tree(year, read_year_tree(framework), base.assign(file="", row=0))
    named = build_components(index, whole.assign(source_id="")).query("year == @year")
    path = name_file(raw / index / f"{index}_{year}.xlsx", simulated=True)
    places = {code: names.names[code] for code in left}
    write_scoreboard(path, year, named, places, points, simulated=True, index=NATIONAL[index])
    _log(raw, framework, f"Bộ tiêu chí mô phỏng {year}", seed)
    _log(raw, path, f"Bảng điểm mô phỏng {NATIONAL[index].edition(year)}", seed)
    return path


def _leave_unlinked(raw: Path, index: str, year: int, base: pd.DataFrame) -> None:
    """Say in the bridge that nothing links the simulated framework to the years beside it."""
    file = raw / "frameworks" / f"bridge_{index}.csv"
    years = {at for row in base.itertuples() for at in range(int(row.year_from), int(row.year_to) + 1)}
    header, *rows = read_rows(file)
    pairs = [(str(before), str(before + 1)) for before in (year - 1, year) if {before, before + 1} - {year} <= years]
    unknown = {"key_before": TOTAL, "key_after": TOTAL, "relation": "unknown", "note": SIMULATED}
    links = [unknown | {"year_before": before, "year_after": after} for before, after in pairs]
    kept = [row for row in rows if tuple(row[:2]) not in pairs]
    write_rows(file, [header, *kept, *([link.get(name, "") for name in header] for link in links)])
    _log(raw, file, "Bảng nối của bộ tiêu chí mô phỏng", year)


def _log(raw: Path, path: Path, document: str, seed: int) -> None:
    log_file(raw, path, issuer="parlib", document=f"{document}, seed {seed} – {SIMULATED}", simulated=True)
