"""Words that every room shares: index ids, levels and column names.

One English word stands for one official Vietnamese term (see the glossary in README).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

TOTAL = "total"
"""Component code of an index as a whole (chỉ số tổng hợp)."""

ABSENT = ("no_score", "no_year")
"""States of a headline that mean: the province has no figure."""

COUNTRY = "VN"
"""Stands for the whole country where a province could stand."""

KEYS = ["index", "year", "vintage", "province_code", "component_code"]
"""Columns that name one score."""

VINTAGES = ("63", "34")
"""Provinces before and from 1 July 2025; a code means a place only within a vintage."""

MERGER_YEAR = 2025
"""First year whose results are those of the 34 provinces (Resolution 202/2025/QH15: from 1 July 2025)."""

POPULATION = "gso"
"""Stands for an index where figures of population and GRDP of provinces are meant."""

LANGUAGES = ("vi", "en")
"""Languages that pages are written in; the first is the default."""

SUMMARY = "answer"
"""The exhibit that a page begins with: it gathers what the others say."""

TOLERANCE = 1e-9
"""Points closer than this are the same points."""

MAX_Q = 0.05
"""Largest q with which an effect is told: of what is told, at most one in twenty is expected to be none."""

SIGNIFICANCE = 0.05
"""Level of tests (mức ý nghĩa); intervals hold what is left of one."""

TOP = 10
"""Ranks that count as leading (nhóm dẫn đầu)."""

LEAST_RESPONDENTS = 30
"""Fewest respondents on whom a share is shown."""

ANSWERS = {"satisfied": (4, 5), "neutral": (3,), "dissatisfied": (1, 2)}
"""Shares of a question on the scale of 1 to 5 and the answers that count for each."""
SHEET_MARK = "SIMULATED"
"""Ends the name of every sheet of simulated figures; a name has room for no more."""

SIMULATED_STEM = "-SO-LIEU-MO-PHONG-SIMULATED"
"""Ends the name of every file made from simulated figures."""

SINGLE_KINDS = ("printed", "surveyed")
"""Kinds of score that stand for single provinces, so that nothing national may be computed from them."""

QUARTER = 0.25
"""Part of the field that makes a strength or a weakness (nhóm 25%)."""

LIKELY = 0.9
"""Least probability with which a strength or a weakness is told."""

CAUSES = {
    "people": ("con người", "people"),
    "organisation": ("tổ chức", "organisation"),
    "apparatus": ("bộ máy", "apparatus"),
    "process": ("quy trình", "process"),
    "technology": ("công nghệ", "technology"),
}
"""Classes of cause of a lost point (nguyên nhân), in Vietnamese and English."""

METHODS = {
    "documents": ("thẩm định tài liệu", "documents"),
    "leader_survey": ("điều tra lãnh đạo, quản lý", "survey of leaders"),
    "citizen_survey": ("điều tra người dân, tổ chức", "survey of citizens"),
    "outcome": ("kết quả kinh tế - xã hội", "socio-economic outcome"),
}
"""How the points of a component are given (phương pháp đánh giá), in Vietnamese and English."""

STATUSES = {
    "planned": ("chưa làm", "not begun"),
    "doing": ("đang làm", "under way"),
    "done": ("hoàn thành", "done"),
    "dropped": ("dừng", "dropped"),
}
"""How far a task is (tình trạng), in Vietnamese and English."""

CLOSED = ("done", "dropped")
"""States of tasks that nobody waits for."""


def find_vintage(index: str, year: int) -> str:
    """Return the vintage of the provinces in an index's results of a year, as their issuer gives them.

    The places of a province's own index are no provinces: they stand in a table of their own, named after the index.

    Examples
    --------
    >>> find_vintage("papi", 2024), find_vintage("papi", 2025), find_vintage("service_766", 2022)
    ('63', '34', '34')
    >>> find_vintage("cchc_so_qn", 2025)
    'cchc_so_qn'
    """
    if index not in (*NATIONAL, POPULATION):
        return index
    return "34" if int(year) >= MERGER_YEAR or (index in RULES and RULES[index].issued_for_34) else "63"


def name_folder(index: str) -> str:
    """Return the folder of raw that holds an index's figures.

    Examples
    --------
    >>> name_folder("papi"), name_folder("cchc_so_qn")
    ('papi', 'local/cchc_so_qn')
    """
    return index if index in NATIONAL else f"local/{index}"


def order_code(code: str) -> tuple[int, ...]:
    """Return a sort key that puts 3.2 before 3.10 and the total first.

    Codes without digits are equal, so a stable sort leaves them in the order of the framework.

    Examples
    --------
    >>> sorted(["3.10", "3.2", "total", "2"], key=order_code)
    ['total', '2', '3.2', '3.10']
    """
    if code == TOTAL:
        return ()
    return tuple(int("".join(filter(str.isdigit, part)) or 0) for part in code.split("."))


def check_language(language: str) -> str:
    """Return *language* if pages are written in it.

    Raises
    ------
    ValueError
        For any other language.

    Examples
    --------
    >>> check_language("vi")
    'vi'
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not known: choose one of {', '.join(LANGUAGES)}")
    return language


def is_back_cast(index: str, year: int, vintage: str) -> bool:
    """Tell whether a year of the 63 provinces is told for the 34.

    Examples
    --------
    >>> is_back_cast("papi", 2024, "34"), is_back_cast("service_766", 2024, "34"), is_back_cast("papi", 2024, "63")
    (True, False, False)
    """
    return vintage == "34" != find_vintage(index, year)


@dataclass(frozen=True)
class Nouns:
    """What the places of a province's own index are called (đơn vị), where sentences speak of provinces otherwise.

    Attributes
    ----------
    one_vi, one_en, many_en : str
        One place and several: ``sở``, ``department``, ``departments``. Vietnamese has no plural.
    whole_vi, whole_en : str
        All of them together, in place of the whole country: ``toàn tỉnh``, ``the province``.
    group_vi, group_en, groups_en : str
        What they are grouped by, in place of a region: ``khối``, ``group``, ``groups``.
    """

    one_vi: str
    one_en: str
    many_en: str
    whole_vi: str
    whole_en: str
    group_vi: str
    group_en: str
    groups_en: str


@dataclass(frozen=True)
class Index:
    """One index of the house (chỉ số).

    Attributes
    ----------
    id : str
        Short name used in tables, commands and folders.
    name_vi, name_en : str
        Full names.
    short : str
        What people call it.
    decimals : int
        Places after the decimal sign in which its scores are published.
    unit_vi, unit_en : str
        Unit of its scores.
    sampled : bool
        True where a survey sample stands behind the whole score.
    rank_note_vi, rank_note_en : str
        What must be said beside a rank.
    nouns : Nouns, optional
        What its places are called, for a province's own index; its places are provinces otherwise.
    issuer : str
        Who decides an own index: ``UBND tỉnh Quảng Ninh``.
    grouped, similar : bool
        Whether its places stand in groups, and whether enough is known of them to find similar ones.
    """

    id: str
    short: str
    name_vi: str
    name_en: str
    decimals: int
    unit_vi: str
    unit_en: str
    sampled: bool = False
    rank_note_vi: str = ""
    rank_note_en: str = ""
    short_en: str = ""
    nouns: Nouns | None = None
    issuer: str = ""
    grouped: bool = True
    similar: bool = True

    def call(self, language: str = "vi") -> str:
        """Return what people call the index: ``PAPI``, ``Bộ chỉ số 766``, ``766 set``."""
        return self.short_en or self.short if language == "en" else self.short

    def whole(self, language: str = "vi") -> str:
        """Return what all its places are called together: the country, or all units of an own index.

        Examples
        --------
        >>> INDICES["papi"].whole(), INDICES["papi"].whole("en")
        ('Cả nước', 'Viet Nam')
        """
        if self.nouns is None:
            return "Viet Nam" if language == "en" else "Cả nước"
        whole = self.nouns.whole_en if language == "en" else self.nouns.whole_vi
        return whole[:1].upper() + whole[1:]

    def edition(self, year: int, language: str = "vi") -> str:
        """Return what people call a year's results: ``PAPI 2024``, ``Bộ chỉ số 766 (2024)``."""
        name = self.call(language)
        return f"{name} ({year})" if name[-1].isdigit() else f"{name} {year}"


@dataclass(frozen=True)
class Rules:
    """How the figures of an index over the provinces come, and what its issuer does with them.

    Attributes
    ----------
    tables : str
        ``wide`` (a place a row, a component a column), ``papi`` (labels such as ``1.1 ...`` across or down), or
        ``ledger`` (no whole table is at hand: single printed facts).
    place_head : str
        Printed head of the column of places in a wide table.
    zero_is_missing : bool
        Whether the tables write 0 for no figure.
    tolerance : float
        How far a printed figure may lie from what its parts make: the last place in which they are printed.
    issued_for_34 : bool
        Whether the issuer itself gives earlier results for the 34.
    merger : str
        How the issuer merges old provinces (``equal``: the plain mean); blank where that is not known.
    merger_source_vi, merger_source_en : str
        Who says so, and where.
    neighbour : bool
        Whether its total may stand beside another index: a whole table a year.
    """

    tables: str
    place_head: str
    zero_is_missing: bool
    tolerance: float
    issued_for_34: bool
    merger: str
    merger_source_vi: str
    merger_source_en: str
    neighbour: bool


def _read_indices() -> tuple[dict[str, Index], dict[str, Rules]]:
    """Return the indices over the provinces and their rules, as ``indices.csv`` beside this module has them."""
    indices, rules = {}, {}
    with Path(__file__).with_name("indices.csv").open(encoding="utf-8", newline="") as file:
        for printed in csv.DictReader(file):
            row: dict[str, Any] = {**printed}
            row |= {name: row[name] == "yes" for name in ("sampled", "zero_is_missing", "issued_for_34", "neighbour")}
            row |= {"decimals": int(row["decimals"]), "tolerance": float(row["tolerance"])}
            indices[row["id"]] = Index(**{name.name: row[name.name] for name in fields(Index) if name.name in row})
            rules[row["id"]] = Rules(**{name.name: row[name.name] for name in fields(Rules)})
    return indices, rules


class Registry:
    """The indices over the provinces and their rules: those of the house, and those that a session adds for itself.

    Attributes
    ----------
    indices, rules : mapping
        By id; they show what is added and dropped, and cannot be written to.
    """

    def __init__(self, indices: Mapping[str, Index], rules: Mapping[str, Rules]) -> None:
        self._indices, self._rules, self._house = dict(indices), dict(rules), frozenset(indices)
        self.indices: Mapping[str, Index] = MappingProxyType(self._indices)
        self.rules: Mapping[str, Rules] = MappingProxyType(self._rules)

    def is_free(self, name: str) -> bool:
        """Tell whether an index may be added under an id: none of the house has it."""
        return name not in self._house

    def add(self, index: Index, rules: Rules) -> None:
        """Add an index for this session, or put it in the place of one that was added before.

        Raises
        ------
        ValueError
            If an index of the house has its id.
        """
        if not self.is_free(index.id):
            raise ValueError(f"id {index.id!r} is taken by {self._indices[index.id].name_en}: choose another")
        self._indices[index.id], self._rules[index.id] = index, rules

    def drop(self, name: str) -> None:
        """Take away an index that this session added.

        Raises
        ------
        ValueError
            If it added none of that id.
        """
        if name not in self._indices or not self.is_free(name):
            raise ValueError(f"no index {name!r} was registered in this session")
        del self._indices[name], self._rules[name]


REGISTRY = Registry(*_read_indices())
NATIONAL, RULES = REGISTRY.indices, REGISTRY.rules
"""Indices over the provinces, known to every home, and the rules of each: a new one is a row of ``indices.csv``."""


def describe_index(row: Mapping[str, Any]) -> Index:
    """Return a province's own index as its row of the table ``indices`` describes it; its scores are points."""
    shared = (
        "short",
        "name_vi",
        "name_en",
        "decimals",
        "rank_note_vi",
        "rank_note_en",
        "short_en",
        "issuer",
        "grouped",
        "similar",
    )
    nouns = Nouns(**{name.name: row[name.name] for name in fields(Nouns)})
    return Index(row["index"], unit_vi="điểm", unit_en="points", nouns=nouns, **{name: row[name] for name in shared})


class IndexBook(Mapping[str, Index]):
    """All indices by id: those over the provinces, then a home's own ones as far as it has any.

    The home's are data, so whoever reads the home's tables tells where they are (`learn`).
    """

    def __init__(self) -> None:
        self._find_own: Callable[[], Mapping[str, Index]] = dict
        self._seen: dict[str, Index] = {}

    def learn(self, find_own: Callable[[], Mapping[str, Index]]) -> None:
        """Ask *find_own* from now on for the indices of the home."""
        self._find_own = find_own

    def remember(self, record: Mapping[str, Any]) -> None:
        """Keep in mind the own index that a page's record describes: pages are read where their home is not, too."""
        if told := record.get("own_index"):
            self._seen[told["id"]] = Index(**{**told, "nouns": Nouns(**told["nouns"])})

    def describe(self, name: str) -> dict[str, Any]:
        """Return what a page's record says of its index: nothing of one over the provinces."""
        return {} if name in NATIONAL else {"own_index": asdict(self[name])}

    def __getitem__(self, name: str) -> Index:
        return NATIONAL[name] if name in NATIONAL else self._list_own()[name]

    def __iter__(self) -> Iterator[str]:
        yield from NATIONAL
        yield from self._list_own()

    def __len__(self) -> int:
        return len(NATIONAL) + len(self._list_own())

    def _list_own(self) -> dict[str, Index]:
        return {**self._seen, **self._find_own()}


INDICES = IndexBook()
"""The indices of the house and of the home."""
