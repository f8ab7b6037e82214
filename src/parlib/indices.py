"""The indices of a home: what each is called, how its figures come, and the book in which all of them are found."""

from __future__ import annotations

import sys
from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from importlib import import_module
from typing import Any, TypeVar

from parlib.speech import tell

T = TypeVar("T")


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
    issuer, issuer_en : str
        Who issues it, or decides an own one: ``UBND tỉnh Quảng Ninh``; in English where that is called otherwise.
    also : str
        What else people call it, apart by ``;``: ``766``.
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
    issuer_en: str = ""
    also: str = ""
    grouped: bool = True
    similar: bool = True

    @property
    def of_people(self) -> bool:
        """True where scores are shares of satisfied people: what is missing are people, not points; no sum.

        Examples
        --------
        >>> INDICES["sipas"].of_people, INDICES["papi"].of_people
        (True, False)
        """
        return self.unit_vi == "%"

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
        """Return what people call a year's results: ``PAPI 2024``, ``Bộ chỉ số 766 năm 2024``."""
        return join_years(self.call(language), str(year), language)


def join_years(name: str, years: str, language: str) -> str:
    """Return a name with its year or years; one that ends with a number needs a word between.

    Examples
    --------
    >>> join_years("PAPI", "2024", "vi"), join_years("Bộ chỉ số 766", "2022–2024", "vi")
    ('PAPI 2024', 'Bộ chỉ số 766 năm 2022–2024')
    """
    between = {"vi": " năm ", "en": " of "}[language] if name[-1].isdigit() else " "
    return f"{name}{between}{years}"


@dataclass(frozen=True)
class Rules:
    """How the figures of an index over the provinces come, and what its issuer does with them.

    Attributes
    ----------
    tables : str
        ``wide`` (a place a row, a component a column), ``long`` (a figure a row), ``labelled`` (labels such as
        ``1.1 ...`` across or down), or ``ledger`` (no whole table is at hand: single printed facts).
    place_head : str
        Printed head of the column of places in a wide or long table.
    year_head : str
        Printed head of the column of years; blank where a table is of the year in its name.
    component_head, value_head : str
        Printed heads of the columns of components and of figures in a long table.
    workbooks : str
        What else comes: ``scoreboard`` (points by criterion), ``survey`` (answers or shares), or blank.
    complete : bool
        Whether every province stands in a table, if only with a blank.
    zero_is_missing : bool
        Whether the tables write 0 for no figure.
    lower_is_better : bool
        Whether the least figure is the best one: figures are then told from the other end of their scale.
    tolerance : float
        How far a printed figure may lie from what its parts make: the last place in which they are printed.
    parts_add_up : bool
        Whether single printed parts add up to the printed whole.
    issued_for_34 : bool
        Whether the issuer itself gives earlier results for the 34.
    dossiers : bool
        Whether it counts what the one-stop system knows: the page of a province's dossiers goes with it.
    merger : str
        How the issuer merges old provinces (``equal``: the plain mean); blank where that is not known.
    merger_source_vi, merger_source_en : str
        Who says so, and where.
    neighbour : bool
        Whether its total may stand beside another index: a whole table a year.
    order, conference : int
        Where it stands in lists, and among the indices that a conference treats: the least first.
    """

    tables: str = "wide"
    place_head: str = ""
    year_head: str = ""
    component_head: str = ""
    value_head: str = ""
    workbooks: str = ""
    complete: bool = True
    zero_is_missing: bool = False
    lower_is_better: bool = False
    tolerance: float = 0.0
    parts_add_up: bool = True
    issued_for_34: bool = False
    dossiers: bool = False
    merger: str = ""
    merger_source_vi: str = ""
    merger_source_en: str = ""
    neighbour: bool = True
    order: int = 100
    conference: int = 100


@dataclass(frozen=True)
class Described:
    """An index with the rules of its figures; a province's own index has none."""

    index: Index
    rules: Rules | None = None


def describe_index(row: Mapping[str, Any]) -> Described:
    """Return an index as its row of the table ``indices`` describes it."""
    own = row["scope"] == OWN
    nouns = Nouns(**{name.name: row[name.name] for name in fields(Nouns)}) if own else None
    shared = [name.name for name in fields(Index) if name.name not in ("id", "nouns")]
    index = Index(row["index"], nouns=nouns, **{name: row[name] for name in shared})
    return Described(index, None if own else Rules(**{name.name: row[name.name] for name in fields(Rules)}))


OWN, OVER_PROVINCES = "own", "provinces"
"""Scope of an index: the units of a province, or the provinces of the country."""


class IndexBook(Mapping[str, Index]):
    """All indices by id: those over the provinces in their order, then a home's own ones.

    They are data: `parlib.store` finds them in the home.
    """

    def __init__(self) -> None:
        self._seen: dict[str, Index] = {}
        self._added: dict[str, Described] = {}
        self._sorted: tuple[Mapping[str, Described], dict[str, Described]] = ({}, {})
        self._only: ContextVar[Mapping[str, Described] | None] = ContextVar("only", default=None)

    @contextmanager
    def use(self, described: Mapping[str, Described]) -> Iterator[None]:
        """Know these indices only, as long as the block lasts: raw files are cleaned by what lies beside them."""
        before = self._only.set(described)
        try:
            yield
        finally:
            self._only.reset(before)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Know the indices as they are now, as long as the block lasts: of each page the home is asked many times."""
        with self.use(self._list_home()):
            yield

    def add(self, index: Index, rules: Rules) -> None:
        """Know one more index until this process ends.

        Raises
        ------
        ValueError
            If an index of the home has its id.
        """
        if index.id in self and not self.is_added(index.id):
            raise ValueError(
                tell("id {id!r} is taken by {name_en}: choose another", id=index.id, name_en=self[index.id].name_en)
            )
        self._added[index.id] = Described(index, rules)

    def drop(self, name: str) -> None:
        """Forget an index that was added.

        Raises
        ------
        ValueError
            If none of that id was.
        """
        if not self.is_added(name):
            raise ValueError(tell("no index {name!r} was registered in this session", name=name))
        del self._added[name]

    def is_added(self, name: str) -> bool:
        """Tell whether an index was added in this process only."""
        return name in self._added

    def remember(self, record: Mapping[str, Any]) -> None:
        """Keep in mind the index that a page's record describes: pages are read where their home is not, too."""
        if about := record.get("about_index"):
            nouns = about["nouns"]
            self._seen[about["id"]] = Index(**{**about, "nouns": Nouns(**nouns) if nouns else None})

    def describe(self, name: str) -> dict[str, Any]:
        """Return what a page's record says of its index."""
        return {"about_index": _list_properties(self[name])}

    def list_national(self) -> dict[str, Described]:
        """Return the indices over the provinces, in their order."""
        home = self._list_home()
        if home is not self._sorted[0]:  # the home hands out one mapping for as long as its tables are the same
            found = {name: (one.rules.order, name) for name, one in home.items() if one.rules is not None}
            self._sorted = home, {name: home[name] for name in sorted(found, key=found.__getitem__)}
        return self._sorted[1]

    def __getitem__(self, name: str) -> Index:
        # A run that only waits for its workers has been told, and need not read tables (and pandas) to know a name.
        if name in self._seen and "parlib.store" not in sys.modules:
            return self._seen[name]
        return one.index if (one := self._list_home().get(name)) else self._seen[name]

    def __iter__(self) -> Iterator[str]:
        national = self.list_national()
        yield from national
        yield from (name for name in {**self._seen, **self._list_home()} if name not in national)

    def __len__(self) -> int:
        return len({**self._seen, **self._list_home()})

    def _list_home(self) -> Mapping[str, Described]:
        only = self._only.get()
        if only is not None:
            return only
        # By name: nothing above this module may be imported here, and whoever reads the home's tables knows them.
        home = import_module("parlib.store").find_indices()
        return {**home, **self._added} if self._added else home


@lru_cache(maxsize=64)
def _list_properties(index: Index) -> dict[str, Any]:
    """Return what an index is as plain data: each of a thousand records holds it, and none changes it."""
    return asdict(index)


class _View(Mapping[str, T]):
    """A mapping that asks anew each time."""

    def __init__(self, find: Callable[[], Mapping[str, T]]) -> None:
        self._find = find

    def __getitem__(self, name: str) -> T:
        return self._find()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._find())

    def __len__(self) -> int:
        return len(self._find())

    # What Mapping gives would ask anew for each item.
    def items(self) -> ItemsView[str, T]:
        """Return names and what they stand for, all of one moment."""
        return self._find().items()

    def values(self) -> ValuesView[T]:
        """Return what the names stand for, all of one moment."""
        return self._find().values()


INDICES = IndexBook()
"""The indices of the home: each is described in its raw files (``frameworks/index_ID.csv``, ``local/ID/index.csv``)."""

NATIONAL = _View(lambda: {name: one.index for name, one in INDICES.list_national().items()})
"""Those over the provinces."""

RULES = _View(lambda: {name: one.rules for name, one in INDICES.list_national().items() if one.rules is not None})
"""The rules of those."""


def list_by(**properties: object) -> tuple[str, ...]:
    """Return the indices over the provinces whose rules say so.

    Examples
    --------
    >>> list_by(workbooks="survey"), list_by(tables="ledger")
    (('sipas',), ('par_index', 'sipas'))
    """
    return tuple(
        name for name, rules in RULES.items() if all(getattr(rules, key) == value for key, value in properties.items())
    )


def find_by(**properties: object) -> str:
    """Return the first index over the provinces whose rules say so.

    Raises
    ------
    ValueError
        If there is none.

    Examples
    --------
    >>> find_by(workbooks="scoreboard")
    'par_index'
    """
    if not (found := list_by(**properties)):
        said = ", ".join(f"{key} {value}" for key, value in properties.items())
        raise ValueError(tell("no index here is described with {said} (data/raw/frameworks/index_ID.csv)", said=said))
    return found[0]
