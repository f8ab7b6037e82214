"""What the cleaning of every index needs: places, names, trees, measures and the register of sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from parlib.bridges import assume_unlinked, build_bridge
from parlib.clean.built import build_once
from parlib.clean.local import PLACE_COLUMNS, OwnIndices, read_own_indices, shape_indices
from parlib.files.hashing import hash_file
from parlib.framework import build_components, fill_year_tree
from parlib.problems import DataProblemsError, Problem, gather_problems, stop_at_problems
from parlib.province_names import NameIndex, UnknownProvinceError, build_name_index, find_alias_problems, fold_name
from parlib.readers.csvfile import list_files, read_rows, read_table
from parlib.readers.indices import describe_indices, name_description, read_description
from parlib.readers.labels import SUMMARY, fold_words
from parlib.readers.local import FOLDER, GRADES
from parlib.readers.reference import (
    BRIDGE_COLUMNS,
    read_bridge,
    read_former,
    read_measures,
    read_provinces,
    read_register,
    read_tree,
    read_year_tree,
)
from parlib.speech import tell
from parlib.terms import INDICES, NATIONAL, VINTAGES, Index, list_by
from parlib.tidy import Row

MATTER_COLUMNS = ["matter", "matter_vi", "matter_en", "index", "component_key", "basis", "note_vi", "note_en"]
"""Columns of the table ``matters``: which components speak of the same matter, on what basis."""

REGIONS_EN = {
    "1": "Northern Midlands and Mountains",
    "2": "Red River Delta",
    "3": "North Central and Central Coast",
    "4": "Central Highlands",
    "5": "Southeast",
    "6": "Mekong River Delta",
}
"""English names of the six regions of Resolution 81/2023/QH15."""


@dataclass(frozen=True)
class Reference:
    """Tables that every index is cleaned against."""

    raw: Path
    places: pd.DataFrame
    names: dict[str, NameIndex]
    components: pd.DataFrame
    bridges: pd.DataFrame
    measures: pd.DataFrame
    register: pd.DataFrame
    aliases: pd.DataFrame
    own: OwnIndices
    indices: pd.DataFrame
    matters: pd.DataFrame
    former: frozenset[str] = frozenset()
    notes: tuple[Problem, ...] = ()

    def holds(self, file: str) -> bool:
        """Tell whether the home has a file, or should have it by the register."""
        return (self.raw / file).exists() or bool((self.register["path"] == file).any())

    def expects(self, folder: str) -> bool:
        """Tell whether the register names any file in a folder of raw: a home need not hold every index."""
        return bool(self.register["path"].str.startswith(f"{folder}/").any())

    def find_scored(self, index: str) -> Index:
        """Return an index whose tables come as scoreboard workbooks.

        Raises
        ------
        ValueError
            For any other; the message lists those that do.
        """
        scored = {name: NATIONAL[name] for name in list_by(workbooks="scoreboard")} | self.own.list_indices()
        if index not in scored:
            empty = index in self.own.empty
            why = "has no framework yet: fill in its framework_YEAR.csv" if empty else "has no scoreboard workbooks"
            message = "index {index!r} {why}; those that have: {scored}"
            raise ValueError(tell(message, index=index, why=why, scored=scored))
        return scored[index]

    def source_of(self, file: str) -> str:
        """Return the source id of a raw file.

        Raises
        ------
        DataProblemsError
            If the register does not know the file.
        """
        found = self.register.loc[self.register["path"] == file, "source_id"]
        if found.empty:
            hint = "Add a row for it to data/raw/sources.csv: issuer, document, date, licence"
            raise DataProblemsError([Problem(file, "the file is not in the register of sources", hint=hint)])
        return found.iloc[0]


def read_reference(raw: Path) -> Reference:
    """Read and check everything that stands beside the figures.

    Raises
    ------
    DataProblemsError
        If aliases contradict names, a tree does not add up, or a table is damaged.
    """
    with INDICES.use(describe_indices(raw)):
        return _read_reference(raw)


def _read_reference(raw: Path) -> Reference:
    problems: list[Problem] = []
    trees: list[pd.DataFrame] = []
    with gather_problems(problems):
        places, aliases = _read_places(raw)
    files: dict[str, str] = {}
    with gather_problems(problems):
        register = _read_whole_register(raw)
        files |= zip(register["path"], register["source_id"], strict=True)
    with gather_problems(problems):
        measures = read_measures(raw / "frameworks" / "measures.csv")
    problems += _find_undescribed(raw)
    for index in (name for name in NATIONAL if _has_tree(raw, name, files)):
        with gather_problems(problems):
            trees.append(build_once(build_components, index, _read_trees(raw, index, files)))
    with gather_problems(problems):
        own = read_own_indices(raw, files)
    stop_at_problems(problems)
    components = pd.concat(trees, ignore_index=True)
    bridges, notes = _read_bridges(raw, components, files)
    described = shape_indices([read_description(raw, name) for name in NATIONAL])
    return Reference(
        raw=raw,
        places=places,
        names={vintage: build_name_index(places, aliases, vintage) for vintage in VINTAGES} | own.names,
        components=pd.concat([components, *own.components], ignore_index=True),
        bridges=pd.concat([bridges, *own.bridges], ignore_index=True),
        measures=measures,
        register=register,
        aliases=aliases[["alias", "vintage", "code"]],
        own=own,
        indices=pd.concat([described, own.table], ignore_index=True) if len(own.table) else described,
        matters=_read_matters(raw, components),
        former=frozenset(map(fold_name, read_former(raw))),
        notes=notes,
    )


def _has_tree(raw: Path, index: str, files: dict[str, str]) -> bool:
    """Tell whether a home has the framework of an index, or should: one made before an index came need not."""
    file = f"frameworks/{index}.csv"
    return (raw / file).exists() or file in files


def _find_undescribed(raw: Path) -> list[Problem]:
    """Return the trees of which nothing says whose they are."""
    hint = "Write property,value rows: short and name_vi at least; docs/add-an-index.md has an example"
    trees = [path.stem for path in (raw / "frameworks").glob("*.csv") if path.stem not in NATIONAL]
    message = "frameworks/{name}.csv is a tree, and no file describes its index"
    return [
        Problem(name_description(name), tell(message, name=name), hint=hint)
        for name in sorted(trees)
        if "parent_code" in read_rows(raw / "frameworks" / f"{name}.csv", f"frameworks/{name}.csv")[0]
        and re.sub(r"_\d{4}$", "", name) not in NATIONAL
    ]


def _read_matters(raw: Path, components: pd.DataFrame) -> pd.DataFrame:
    """Return which components speak of the same matter; of an index that the home does not hold nothing is kept."""
    file = "frameworks/matters.csv"
    if not (raw / file).exists():
        return pd.DataFrame(columns=MATTER_COLUMNS, dtype=str)
    table = read_table(raw / file, MATTER_COLUMNS, file)
    held = table[table["index"].isin(components["index"].unique())]
    known = set(zip(components["index"], components["component_key"], strict=True))
    message, hint = "{index} has no component with the key {key!r}", "Write a component_key of frameworks/{index}.csv"
    stop_at_problems(
        Problem(
            file,
            tell(message, index=row.index_, key=row.component_key),
            row.row,
            hint=tell(hint, index=row.index_),
        )
        for row in held.rename(columns={"index": "index_"}).itertuples()
        if (row.index_, row.component_key) not in known
    )
    return held[MATTER_COLUMNS].reset_index(drop=True)


def _read_bridges(
    raw: Path, components: pd.DataFrame, files: dict[str, str]
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Return the links between frameworks of all indices, and notes on those that were taken for unknown.

    An index whose framework never changed needs no file.
    """
    tables: list[pd.DataFrame] = []
    problems: list[Problem] = []
    notes: list[Problem] = []
    for index, trees in components.groupby("index", sort=False):
        file = f"frameworks/bridge_{index}.csv"
        with gather_problems(problems):
            there = (raw / file).exists()
            links = read_bridge(raw / file, file) if there else pd.DataFrame(columns=[*BRIDGE_COLUMNS, "file", "row"])
            own_years = {int(path.stem[-4:]) for path in list_year_trees(raw, index)}
            whole = assume_unlinked(index, links, trees, own_years)
            notes += [_say_unlinked(file, row) for row in whole.iloc[len(links) :].itertuples()]
            linked = whole.assign(source_id=files.get(file, ""))
            tables.append(build_once(build_bridge, index, linked, trees))
    stop_at_problems(problems)
    return pd.concat([table for table in tables if len(table)], ignore_index=True), tuple(notes)


def _say_unlinked(file: str, row: Row) -> Problem:
    message = tell(
        "nothing there links the framework of {year_after} to that of {year_before}: taken for unknown",
        year_after=row.year_after,
        year_before=row.year_before,
    )
    hint = tell(
        "The years are not chained; to say more, write rows "
        "{year_before},{year_after},key_before,key_after,relation to it",
        year_before=row.year_before,
        year_after=row.year_after,
    )
    return Problem(file, message, hint=hint)


def list_year_trees(raw: Path, index: str) -> list[Path]:
    """Return the frameworks of single years of an index (``frameworks/par_index_2025.csv``)."""
    return sorted((raw / "frameworks").glob(f"{index}_[0-9][0-9][0-9][0-9].csv"))


def _read_trees(raw: Path, index: str, files: dict[str, str]) -> pd.DataFrame:
    """Return the framework of an index by years; a file of one year (``par_index_2025.csv``) goes before it."""
    file = f"frameworks/{index}.csv"
    tree = read_tree(raw / file, file).assign(source_id=files.get(file, ""))
    for path in list_year_trees(raw, index):
        own = path.relative_to(raw).as_posix()
        year_tree = read_year_tree(path, own).assign(source_id=files.get(own, ""))
        tree = fill_year_tree(int(path.stem[-4:]), year_tree, tree)
    return tree


def _read_places(raw: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return provinces and aliases, checked against each other."""
    printed = read_provinces(raw)
    places = build_places(printed)
    stop_at_problems(find_alias_problems(places, printed["aliases"]))
    return places, printed["aliases"]


def _read_whole_register(raw: Path) -> pd.DataFrame:
    """Return the register of sources, each source once."""
    register = read_register(raw / "sources.csv")
    twice = register[register["source_id"].duplicated()]
    stop_at_problems(
        Problem(row.file, tell("source {source_id!r} stands twice", source_id=row.source_id), row.row)
        for row in twice.itertuples()
    )
    return register


def build_places(printed: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row a province of a vintage: names, region, successor, tile.

    The 34 have regions of their own (Resolution 306/NQ-CP of 2025), under codes of their own: the names of some are
    those of the 63's regions, the provinces in them are not. A province that the table does not hold has none.
    """
    old = printed["63"].rename(columns={"code": "province_code"}).assign(vintage="63")
    old["region_en"] = old["region_code"].map(REGIONS_EN)
    regions = printed["regions_34"].set_index("code")[["region_code", "region_vi", "region_en"]]
    new = printed["34"].rename(columns={"code": "province_code"}).assign(vintage="34", successor_code="")
    new = new.join(regions, on="province_code", validate="1:1")
    new[regions.columns] = new[regions.columns].fillna("")
    english = dict(zip(old["name_vi"], old["name_en"], strict=True)) | {"Huế": "Hue"}
    cities = set(old.loc[old["is_city"] == "1", "name_vi"]) | {"Huế"}
    new["name_en"] = new["name_vi"].map(english)
    new["is_city"] = new["name_vi"].isin(cities).map({True: "1", False: "0"})
    grids = pd.concat([printed[f"grid_{v}"].assign(vintage=v) for v in VINTAGES]).rename(
        columns={"code": "province_code"}
    )
    tiles = grids[["vintage", "province_code", "tile_row", "tile_col"]].astype({"tile_row": int, "tile_col": int})
    places = pd.concat([old, new], ignore_index=True).merge(
        tiles, on=["vintage", "province_code"], how="left", validate="1:1"
    )
    places["is_city"] = places["is_city"] == "1"
    return places[PLACE_COLUMNS]


def check_mark(file: str, marked: bool, known: Reference) -> str:
    """Return the source id of a raw file; one that says that its figures are simulated must be registered so.

    Raises
    ------
    DataProblemsError
        If the register does not know the file, or takes its simulated figures for real ones.
    """
    source = known.source_of(file)
    if marked and known.register.set_index("source_id").loc[source, "simulated"] != "yes":
        hint = "Only what the Ministry or a province issued belongs here"
        raise DataProblemsError([Problem(file, "the file says that its figures are simulated", hint=hint)])
    return source


_OWN_TABLE = re.compile(rf"{FOLDER}/[^/]+/(?:(?:index|places|bridge|framework_\d{{4}})\.csv|{re.escape(GRADES)})")
"""Tables of an own index, which the province itself writes and mends: they need no entry in the register."""


def find_unlogged(raw: Path) -> dict[str, str]:
    """Return files that are not as the register has them, each with what differs: content, no entry, or no file."""
    register = read_register(raw / "sources.csv")
    logged = register[register["kind"] == "file"]
    hashes = dict(zip(logged["path"], logged["sha256"], strict=True))
    found = {path.relative_to(raw).as_posix(): path for path in list_files(raw)}
    found.pop("sources.csv", None)
    found = {file: path for file, path in found.items() if file in hashes or not _OWN_TABLE.fullmatch(file)}
    differing = {
        file: "its content has another sha256"
        for file, path in found.items()
        if file in hashes and hashes[file] != hash_file(path)
    }
    unknown = dict.fromkeys(sorted(found.keys() - hashes.keys()), "it has no entry there")
    return differing | unknown | dict.fromkeys(sorted(hashes.keys() - found.keys()), "the file is missing")


def mark_sources(register: pd.DataFrame, hashes: dict[str, str]) -> pd.DataFrame:
    """Return the register with the hash of each file as it is, and whether that is the one that was logged.

    A page names the bytes that its figures were read from, whatever the log says of an earlier state of the file.

    Parameters
    ----------
    register : pandas.DataFrame
        Sources with ``kind, path, sha256``.
    hashes : dict
        sha256 by path, of the files that were read.

    Examples
    --------
    >>> register = pd.DataFrame({"kind": ["file", "page"], "path": ["a.csv", ""], "sha256": ["00", ""]})
    >>> mark_sources(register, {"a.csv": "11"})[["sha256", "as_logged"]].values.tolist()
    [['11', False], ['', True]]
    """
    files = register["kind"] == "file"
    read = register["path"].where(files, "").map(hashes).fillna("")
    return register.assign(sha256=read, as_logged=~files | (read == register["sha256"]))


def find_unread(raw: Path) -> list[Problem]:
    """Return spreadsheets in data/raw that nobody reads, for they are no .xlsx: they must not be missed silently."""
    kinds, boards = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers"), "|".join(list_by(workbooks="scoreboard")) or "-"
    files = sorted(
        path
        for path in raw.rglob("*")
        if path.suffix.casefold() in kinds
        and not path.name.startswith("~$")
        and not re.match(rf"({boards})_\d{{4}}(?!\d).*\.(xlsm|xlsb|xls|ods)$", path.name)
    )
    hint = "Open it in Excel or LibreOffice, save it as 'Excel Workbook (*.xlsx)', and take this file out"
    message = "a {suffix} file is not read"
    return [Problem(path.relative_to(raw).as_posix(), tell(message, suffix=path.suffix), hint=hint) for path in files]


def name_provinces(cells: pd.DataFrame, names: NameIndex) -> pd.Series:
    """Return the province code of each cell's printed ``place``.

    Raises
    ------
    DataProblemsError
        For every name that is unknown, once, with the nearest known names.
    """
    codes: dict[str, str] = {}
    problems: list[Problem] = []
    for cell in cells.drop_duplicates(["file", "place"]).itertuples():
        try:
            codes[cell.place] = names.find(cell.place)
        except UnknownProvinceError as unknown:
            error: ValueError = unknown
            hint = "Mend the name, or add it to data/raw/places/aliases.csv"
            if SUMMARY.match(fold_words(cell.place)):
                error = ValueError(
                    tell("{place!r} is the country, a region or a mean, and no province", place=cell.place)
                )
                hint = "Take the row out"
            problems.append(Problem(cell.file, tell("{error}", error=error), cell.row, hint=hint))
    stop_at_problems(problems)
    return cells["place"].map(codes)
