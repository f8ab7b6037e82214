"""The own indices of a province (chỉ số của tỉnh cho sở, huyện, xã): checked, and in the form of all indices."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

import pandas as pd

from parlib.bridges import RELATIONS, build_bridge
from parlib.framework import build_components, fill_year_tree
from parlib.problems import DataProblemsError, Problem, gather_problems, stop_at_problems
from parlib.province_names import NameIndex, build_name_index, fold_name, list_aliases
from parlib.readers.indices import PROPERTIES as INDEX_PROPERTIES
from parlib.readers.local import (
    FOLDER,
    GRADE_COLUMNS,
    PLACE_EXTRAS,
    is_begun,
    list_frameworks,
    list_own,
    read_framework,
    read_grades,
    read_places,
    read_properties,
)
from parlib.readers.reference import BRIDGE_COLUMNS, TREE_COLUMNS, TREE_EXTRAS, read_bridge
from parlib.speech import tell
from parlib.terms import OWN, TOTAL, Index, Rules, describe_index

_SAID_OF_OWN = ("short", "short_en", "name_vi", "name_en", "issuer", "decimals", "rank_note_vi", "rank_note_en")

INDEX_COLUMNS = [
    "index",
    "short",
    "short_en",
    "name_vi",
    "name_en",
    "issuer",
    "one_vi",
    "one_en",
    "many_en",
    "whole_vi",
    "whole_en",
    "group_vi",
    "group_en",
    "groups_en",
    "decimals",
    "rank_note_vi",
    "rank_note_en",
    "grouped",
    "similar",
    "scope",
    *(name for name in INDEX_PROPERTIES if name not in _SAID_OF_OWN),
]
"""Columns of the table ``indices``."""

PLACE_COLUMNS = [
    "vintage",
    "province_code",
    "name_vi",
    "name_en",
    "is_city",
    "region_code",
    "region_vi",
    "region_en",
    "successor_code",
    "tile_row",
    "tile_col",
]
"""Columns of the table ``places``."""

UNIT_COLUMNS = [*PLACE_COLUMNS, "aliases", "population", "urban_population", "grdp_per_capita"]
"""Columns of the table ``units``: those of ``places``, and what may be known of a place beside."""

MOST_GROUPS = 99
"""Groups of the places of one index."""

_GROUP = re.compile(r"(khối|cụm|khu vực|vùng|nhóm)\s+(\S.*)", re.IGNORECASE)
"""Names of groups that begin with what a group is called."""

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,11}")


@dataclass(frozen=True)
class OwnIndices:
    """The own indices of a home, as far as anybody has filled them in.

    Attributes
    ----------
    table : pandas.DataFrame
        Columns `INDEX_COLUMNS`, one row an index.
    units : pandas.DataFrame
        Columns `UNIT_COLUMNS`, one row a place of an index; the vintage is the index.
    names : dict of str to NameIndex
        Names of the places, by index.
    components, bridges : list of pandas.DataFrame
        Trees and their links.
    empty : list of str
        Indices whose tables are still empty.
    """

    table: pd.DataFrame
    units: pd.DataFrame
    names: dict[str, NameIndex] = field(default_factory=dict)
    components: list[pd.DataFrame] = field(default_factory=list)
    bridges: list[pd.DataFrame] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)

    def list_indices(self) -> dict[str, Index]:
        """Return the indices by id."""
        return {row["index"]: describe_index(row).index for row in self.table.to_dict("records")}


def read_own_indices(raw: Path, files: dict[str, str]) -> OwnIndices:
    """Read and check every own index of a home.

    Parameters
    ----------
    files : dict of str to str
        Path of each registered raw file to its source.

    Raises
    ------
    DataProblemsError
        With everything that is wrong in any of them, by file and row.
    """
    rows, units = [], []
    problems: list[Problem] = []
    own = OwnIndices(pd.DataFrame(), pd.DataFrame())
    for index in list_own(raw):
        with gather_problems(problems):
            if not is_begun(raw, index):  # nor is what index.csv lacks anybody's concern yet
                own.empty.append(index)
                continue
            said = read_properties(raw, index)
            places = _no_units()
            with gather_problems(problems):
                places, said["group_vi"] = lift_noun(_read_own_places(raw, index, said), said["group_vi"])
                units.append(places)
                own.names[index] = _name_places(places, index)
            own.components.append(_build_trees(raw, index, said, files))
            own.bridges.append(_build_links(raw, index, own.components[-1], files))
            known = {"index": index, "scope": OWN, "decimals": int(said["decimals"]), "unit_vi": "điểm"}
            rows.append({**NOT_SAID, **said, **known, "unit_en": "points", **_find_known(places)})
    stop_at_problems(problems)
    table = shape_indices(rows)
    whole = pd.concat([frame[UNIT_COLUMNS] for frame in units], ignore_index=True) if units else _no_units()
    return OwnIndices(table, whole, own.names, own.components, own.bridges, own.empty)


NOT_SAID = {name.name: name.default for name in fields(Rules)} | dict.fromkeys(("also", "issuer_en"), "")
NOT_SAID |= {"sampled": False}
"""What is not said of an own index."""


def shape_indices(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Return descriptions of indices as rows of the table ``indices``; what one does not say is blank."""
    kinds = {name: type(value) for name, value in NOT_SAID.items() if type(value) is not str}
    kinds |= {"decimals": int, "grouped": bool, "similar": bool}
    texts = {name: str for name in INDEX_COLUMNS if name not in kinds}
    blank = dict.fromkeys(texts, "")
    return pd.DataFrame([blank | dict(row) for row in rows], columns=INDEX_COLUMNS).astype(texts | kinds)


def clean_grades(raw: Path) -> pd.DataFrame:
    """Return the grades of all own indices: ``index, least, grade_vi, grade_en``, the best of each first.

    Raises
    ------
    DataProblemsError
        With everything that is wrong in any of them.
    """
    tables: list[pd.DataFrame] = []
    problems: list[Problem] = []
    for index in list_own(raw):
        with gather_problems(problems):
            tables.append(read_grades(raw, index).assign(index=index))
    stop_at_problems(problems)
    columns = ["index", *GRADE_COLUMNS]
    known = [table[columns] for table in tables if len(table)]
    return pd.concat(known, ignore_index=True) if known else pd.DataFrame(columns=columns).astype({"least": "float64"})


def _find_known(places: pd.DataFrame) -> dict[str, bool]:
    """Tell whether places stand in several groups, and whether all that similar ones are chosen by is known."""
    known = places[list(PLACE_EXTRAS[1:])].notna().all(axis=None)
    return {"grouped": places["region_code"].nunique() > 1, "similar": bool(known and len(places))}


def _no_units() -> pd.DataFrame:
    """Return the table of units of a home that has no own index."""
    numbers = dict.fromkeys(("tile_row", "tile_col", *PLACE_EXTRAS[1:]), "float64")
    return pd.DataFrame(columns=UNIT_COLUMNS).astype(dict.fromkeys(UNIT_COLUMNS, str) | numbers | {"is_city": bool})


def _read_own_places(raw: Path, index: str, said: dict[str, str]) -> pd.DataFrame:
    """Return the places of an index, from its own table or from that of the index that it names."""
    holder = said["places"] or index
    file = f"{FOLDER}/{holder}/places.csv"
    if said["places"] and not (raw / file).exists():
        hint = tell("Known: {known}; leave it blank to use the index's own places.csv", known=list_own(raw))
        message = tell("places names the index {holder!r}, which has no places.csv", holder=holder)
        raise DataProblemsError([Problem(f"{FOLDER}/{index}/index.csv", message, hint=hint)])
    printed = read_places(raw, holder)
    stop_at_problems(_find_place_problems(printed))
    groups = {name: f"{index}.{number:02}" for number, name in enumerate(dict.fromkeys(printed["group_vi"]), 1) if name}
    english = printed.groupby("group_vi")["group_en"].transform("first")
    return printed.rename(columns={"code": "province_code"}).assign(
        vintage=index,
        name_en=printed["name_en"].where(printed["name_en"] != "", printed["name_vi"]),
        is_city=False,
        region_code=printed["group_vi"].map(groups).fillna("") if len(groups) > 1 else "",
        region_vi=printed["group_vi"],
        region_en=english.where(english != "", printed["group_vi"]),
        successor_code="",
        tile_row=float("nan"),
        tile_col=float("nan"),
        **{name: _read_numbers(printed[name]) for name in PLACE_EXTRAS[1:]},
    )


def _read_numbers(texts: pd.Series) -> pd.Series:
    """Return numbers written with a decimal comma or point; blank is not known."""
    return pd.to_numeric(texts.str.replace(",", ".").replace("", None)).astype("float64")


def lift_noun(places: pd.DataFrame, noun: str) -> tuple[pd.DataFrame, str]:
    """Return the places, and what a group of them is called: as all names of groups begin, else *noun*.

    Sentences write the noun before the name, which would stand there twice: "khu vực Khối phường".

    Examples
    --------
    >>> places, noun = lift_noun(pd.DataFrame({"region_vi": ["Khối phường", "Khối xã"], "region_en": "x"}), "khu vực")
    >>> places["region_vi"].tolist(), noun
    (['Phường', 'Xã'], 'khối')
    """
    parts = {name: _GROUP.fullmatch(name.strip()) for name in places["region_vi"].unique()}
    nouns = {match[1].casefold() if match else "" for match in parts.values()}
    if len(nouns) != 1 or nouns == {""}:
        return places, noun
    rest = {name: match[2][:1].upper() + match[2][1:] for name, match in parts.items() if match}
    own = places["region_en"].eq(places["region_vi"])  # no English name was given
    names = places["region_vi"].map(rest)
    return places.assign(region_vi=names, region_en=places["region_en"].mask(own, names)), nouns.pop()


def _find_place_problems(places: pd.DataFrame) -> list[Problem]:
    """Return codes that cannot stand in a file name, codes and names that stand twice, and figures that are none."""
    file, problems = places["file"].iloc[0], []
    for row in places.itertuples():
        if not _CODE.fullmatch(row.code):
            hint = "Use up to 12 plain letters and digits, such as 01 or SNV"
            problems.append(Problem(file, tell("code {code!r} cannot be used", code=row.code), row.row, "code", hint))
        if not row.name_vi:
            problems.append(
                Problem(file, tell("place {code} has no name", code=row.code), row.row, "name_vi", "Write its name")
            )
        for name in PLACE_EXTRAS[1:]:
            if not re.fullmatch(r"(\d+([.,]\d+)?)?", getattr(row, name)):
                hint = "Write a number such as 12,5, without dots for thousands; blank where it is not known"
                problems.append(
                    Problem(file, tell("{value!r} is no number", value=getattr(row, name)), row.row, name, hint)
                )
    problems += _find_twice(places, "code", places["code"].str.casefold(), "Give each place a code of its own")
    hint = "Add what tells them apart, such as the district in brackets"
    problems += _find_twice(places, "name_vi", places["name_vi"].map(fold_name), hint)
    if places["group_vi"].nunique() > MOST_GROUPS:
        problems.append(
            Problem(file, tell("there are more than {most_groups} groups", most_groups=MOST_GROUPS), column="group_vi")
        )
    return problems


def _find_twice(places: pd.DataFrame, column: str, keys: pd.Series, hint: str) -> list[Problem]:
    """Return the rows whose key another row has before them, with that row."""
    first = dict(zip(keys[::-1], places["row"][::-1], strict=True))
    return [
        Problem(
            row.file,
            tell("{value!r} stands twice (also in row {first})", value=getattr(row, column), first=first[key]),
            row.row,
            column,
            hint,
        )
        for row, key, again in zip(places.itertuples(), keys, keys.duplicated(), strict=True)
        if again and key
    ]


def _name_places(places: pd.DataFrame, index: str) -> NameIndex:
    """Return the names of the places; an alias that means two of them is refused."""
    aliases, rows = list_aliases(places), dict(zip(places["province_code"], places["row"], strict=True))
    given, problems = dict(build_name_index(places, aliases.iloc[:0], index).codes), []
    for alias, code in zip(aliases["alias"], aliases["code"], strict=True):
        if given.setdefault(fold_name(alias), code) != code:
            message = tell(
                "alias {alias!r} means another place too ({given})", alias=alias, given=given[fold_name(alias)]
            )
            file = places["file"].iloc[0]
            problems.append(Problem(file, message, rows[code], "aliases", "Mend or delete the alias"))
    stop_at_problems(problems)
    return build_name_index(places, aliases, index)


def _build_trees(raw: Path, index: str, said: dict[str, str], files: dict[str, str]) -> pd.DataFrame:
    """Return the trees of all years of an index; each framework holds from its year to the next one."""
    frameworks, first, last = list_frameworks(raw, index), int(said["year_from"]), int(said["year_to"])
    if not frameworks or min(frameworks) > first:
        message = tell("there is no framework of {first}", first=first)
        raise DataProblemsError(
            [
                Problem(
                    f"{FOLDER}/{index}/framework_{first}.csv",
                    message,
                    hint="Write one, or a later year_from in index.csv",
                )
            ]
        )
    base = _write_whole(index, said)
    trees: dict[int, pd.DataFrame] = {}
    for year in range(first, last + 1):
        start = max(begun for begun in frameworks if begun <= year)
        file = frameworks[start]
        if start not in trees:
            trees[start] = read_framework(raw, file).assign(source_id=files.get(file, ""))
        whole = fill_year_tree(year, trees[start], base)
        base = pd.concat([base[base["year_from"] != str(year)], whole[whole["year_from"] == str(year)]])
    return build_components(index, base.reset_index(drop=True))


def _write_whole(index: str, said: dict[str, str]) -> pd.DataFrame:
    """Return the row of the whole in each year: what a framework is hung below."""
    years = range(int(said["year_from"]), int(said["year_to"]) + 1)
    row = dict.fromkeys([*TREE_COLUMNS, *TREE_EXTRAS], "") | {
        "component_code": TOTAL,
        "component_key": TOTAL,
        "name_vi": said["name_vi"],
        "name_en": said["name_en"],
        "min_score": "0",
        "max_score": "100",
        "combine": "sum",
        "source_id": "",
        "row": 1,
        "file": f"{FOLDER}/{index}/index.csv",
    }
    return pd.DataFrame([row | {"year_from": str(year), "year_to": str(year)} for year in years])


def _build_links(raw: Path, index: str, trees: pd.DataFrame, files: dict[str, str]) -> pd.DataFrame:
    """Return the links between frameworks: those of ``bridge.csv``, else that nothing is known where one changed."""
    file = f"{FOLDER}/{index}/bridge.csv"
    if (raw / file).exists():
        links = read_bridge(raw / file, file)
    else:
        starts = [year for year in list_frameworks(raw, index) if year > trees["year"].min()]
        unknown = {
            "key_before": TOTAL,
            "key_after": TOTAL,
            "relation": RELATIONS[-1],
            "verified": "yes",
            "note": "bộ tiêu chí thay đổi; chưa có bảng đối chiếu",
            "note_en": "the framework changed; no table of matching criteria is at hand",
        }
        rows = [
            unknown | {"year_before": year - 1, "year_after": year} for year in starts if year <= trees["year"].max()
        ]
        links = pd.DataFrame(rows, columns=BRIDGE_COLUMNS).assign(file=file, row=0)
    return build_bridge(index, links.assign(source_id=files.get(file, "")), trees)
