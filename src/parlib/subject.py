"""What a page is about: an index, a year, a province, a component, a language, with their tables at hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from parlib.cuts import (
    cut_parts,
    cut_rows,
    cut_tree,
    cut_unlisted,
    find_adding_up,
    find_leaf,
    index_places,
    index_tree,
    name_components,
)
from parlib.merger import is_unmerged, load_scores
from parlib.places import find_place
from parlib.read_log import IdentityKey, cached_with_reads, note_read
from parlib.scores import find_simulated
from parlib.speech import tell
from parlib.store import Lent, home_version, lend, load_places, load_table
from parlib.terms import (
    COUNTRY,
    INDICES,
    OVER_PROVINCES,
    TOTAL,
    VINTAGES,
    Index,
    check_language,
    find_vintage,
)

NO_REGION = ("Chưa rõ vùng", "Region not known")
"""Region of a province that the region table of its vintage does not hold; none is guessed."""


@dataclass(frozen=True, repr=False, eq=False)
class Subject:
    """What a page is about, and the tables it may read; nothing is computed here.

    Whoever writes into one of its tables, or into what is cut out of them, has a table of his own: nobody else sees it.

    Attributes
    ----------
    index : Index
        The index.
    year : int
        Year of the results.
    vintage : str
        ``63`` or ``34``.
    province_code, province : str
        Code and name; ``VN`` for the whole country.
    region_code, region : str
        Region; blank for the country.
    component_code, component : str
        Code and name in the year.
    language : str
        Language of all names in the tables.
    scores : pandas.DataFrame
        All scores of the index, with ``province``, ``region`` and ``component`` in *language*. To study changed
        figures make a subject of them: ``subject.but(scores=changed)``.
    components : pandas.DataFrame
        All trees of the index, with ``component`` in *language*.
    facts : pandas.DataFrame
        Printed facts of the index on the province, the regions and the country; on all provinces for the country.
    places : pandas.DataFrame
        Provinces of the vintage.
    """

    index: Index
    year: int
    vintage: str
    province_code: str
    province: str
    region_code: str
    region: str
    component_code: str
    component: str
    language: str
    scores: pd.DataFrame = Lent()
    components: pd.DataFrame = Lent()
    facts: pd.DataFrame = Lent()
    places: pd.DataFrame = Lent()
    sources: pd.DataFrame = Lent()

    def key(self, table: str) -> IdentityKey:
        """Return the table of that name as the key of a cache: one for all subjects of an index, vintage, language."""
        return IdentityKey(vars(self)[f"_{table}"])

    def but(self, **other: Any) -> Subject:  # noqa: ANN401
        """Return a subject that is the same but for what is given.

        What was computed of tables that stay is not computed again, as it is with `dataclasses.replace`.
        """
        kept = {name: vars(self)[f"_{name}"] for name in ("scores", "components", "facts", "places", "sources")}
        return replace(self, **{**kept, **other})

    def __repr__(self) -> str:
        """Return what it is about in one line."""
        about = (
            f"{self.index.edition(self.year, self.language)}, {self.province}, {self.component_code} {self.component}"
        )
        return f"<Subject: {about}; vintage {self.vintage}, {self.language}>"

    def _repr_html_(self) -> str:
        """Return what JupyterLab shows: what it is about, and its score and rank."""
        vi, own = self.language == "vi", self.own
        words = ("Điểm", "Thứ hạng", "chưa công bố") if vi else ("Score", "Rank", "not published")
        score = rank = words[2]
        if own is not None and pd.notna(own["score"]):
            score = f"{own['score']:.{self.index.decimals}f} / {own['max_score']:g}"
            score = score.replace(".", ",") if vi else score
            rank = f"{own['rank']} / {own['n_ranked']}" if pd.notna(own["rank"]) else rank
        place = f"{self.province} ({self.province_code})" if self.province_code != COUNTRY else self.province
        rows = [(self.index.edition(self.year, self.language), place), (self.component_code, self.component)]
        rows += [] if self.province_code == COUNTRY else [(words[0], score), (words[1], rank)]
        cells = "".join(
            f"<tr><th style='text-align:left'>{escape(name)}</th><td style='text-align:left'>{escape(value)}</td></tr>"
            for name, value in rows
        )
        return f"<table>{cells}</table>"

    # A page asks for these again and again, and many subjects share the tables: what is cut out of them is cached by
    # the table itself (`IdentityKey`), so a subject with other tables (`but`) never finds what is not its own.
    @property
    def tree(self) -> pd.DataFrame:
        """The components of the year, in tree order."""
        return lend(cut_tree(self.key("components"), self.year))

    @property
    def unlisted(self) -> pd.DataFrame:
        """The components of the year that the issuer counts and no table at hand lists."""
        return lend(cut_unlisted(self.key("components"), self.year))

    @property
    def leaf(self) -> pd.Series:
        """The row of the component in the year's tree."""
        return lend(find_leaf(self.key("components"), self.year, self.component_code))

    @property
    def parts(self) -> pd.DataFrame:
        """The components directly below, in tree order."""
        return lend(cut_parts(self.key("components"), self.year, self.component_code))

    @property
    def smallest(self) -> pd.DataFrame:
        """The components directly below or, of a component without parts, itself: what its points are made of."""
        tree, parts = self.tree, self.parts
        return parts if len(parts) else tree[tree["component_code"] == self.component_code]

    @property
    def weighted(self) -> bool:
        """True where the parts have weights, by which their points make those of the component."""
        return bool(self.parts["weight"].notna().any())

    @property
    def adds_up(self) -> bool:
        """True where the points lost below the component add up to its own, so that they may be summed and shared out.

        They do where every component with parts, from it down, is the sum of its parts, plain or weighted, or is
        published as a score whose maximum is the sum of theirs. Shares of satisfied people are no sum: each has 100.
        """
        return find_adding_up(self.key("components"), self.year, self.component_code)

    @property
    def rows(self) -> pd.DataFrame:
        """Scores of the component in the year, one row a province."""
        return lend(cut_rows(self.key("scores"), self.year, self.component_code))

    @cached_property
    def simulated(self) -> bool:
        """True where any score of the index and year is simulated: a property of its source."""
        return find_simulated(self.scores[self.scores["year"] == self.year], self.sources)

    @property
    def retold(self) -> bool:
        """True where the year was published for the 63 provinces and is told for the 34."""
        return self.vintage != find_vintage(self.index.id, self.year)

    @property
    def back_cast(self) -> bool:
        """True where a retold year is of the country or of a merged province; of others it is the published figure."""
        return self.retold and not is_unmerged(self.province_code)

    @property
    def own(self) -> pd.Series | None:
        """The row of the province among `rows`, or None where nothing is printed of it."""
        rows = self.rows[self.rows["province_code"] == self.province_code]
        return None if rows.empty else rows.iloc[0]

    @property
    def names(self) -> dict[str, str]:
        """Names of the components of the year, by code."""
        return dict(name_components(self.key("components"), self.year))

    def with_component(self, code: str) -> Subject:
        """Return the same subject looking at another component of the same year."""
        return self.but(component_code=code, component=name_components(self.key("components"), self.year)[code])


def open_subject(
    index: str, year: int, province: str = COUNTRY, component: str = TOTAL, language: str = "vi", vintage: str = ""
) -> Subject:
    """Look up what a page is about; names and aliases are accepted as well as codes.

    Parameters
    ----------
    index : str
        Index id, such as ``papi``.
    year : int
        Year of the results.
    province : str
        Code, name or alias (``22``, ``Quảng Ninh``, ``quang ninh``), or ``VN`` for the country.
    component : str
        Code in that year's framework, or ``total``.
    language : str
        ``vi`` or ``en``.
    vintage : str, optional
        ``63`` or ``34``; that for which the year was published if not given. ``34`` of a year of the 63 is back-cast
        (`parlib.merger`).

    Raises
    ------
    ValueError
        If index, year, component, province or language is not known; the message lists what is.

    Examples
    --------
    >>> open_subject("papi", 2024, "quang ninh", "4").province      # doctest: +SKIP
    'Quảng Ninh'
    """
    known = _find_index(index)
    check_language(language)
    # For the read log: what an index is called is data, too, and a page of a province names the others.
    note_read("indices", index=index) if known.nouns else note_read("indices", scope=OVER_PROVINCES)
    trees = _open_trees(index, language, home_version())
    tree = _find_tree(trees, known, year)
    vintage = check_vintage(index, year, vintage)
    scores, places, _ = _open_scores(index, vintage, language, home_version())
    home = find_place(province, vintage)
    place = index_places(IdentityKey(places)).loc[home] if home != COUNTRY else {}
    facts, sources = _open_facts(index, vintage, language, home, home_version())
    if component not in tree.index:
        raise ValueError(
            tell(
                "{short} {year} has no component {component!r}: choose one of {index}",
                short=known.short,
                year=year,
                component=component,
                index=tree.index,
            )
        )
    return Subject(
        index=known,
        year=int(year),
        vintage=vintage,
        province_code=home,
        province=place["province"] if home != COUNTRY else known.whole(language),
        region_code=place["region_code"] if home != COUNTRY else "",
        region=place["region"] if home != COUNTRY else "",
        component_code=component,
        component=tree.loc[component, "component"],
        language=language,
        scores=scores,
        components=trees,
        facts=facts,
        places=places,
        sources=sources,
    )


@cached_with_reads
def _open_facts(
    index: str, vintage: str, language: str, home: str, version: tuple[Path, int]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the printed facts that a page of a place may show, and the sources behind it."""
    _, places, origins = _open_scores(index, vintage, language, version)
    facts = _load_facts(index, home, places)
    facts = facts[(facts["vintage"] == vintage) | (facts["place_code"] == COUNTRY)]  # a code of the other is elsewhere
    return facts, _load_sources(frozenset({*origins, *facts["source_id"].unique()}), version)


@cached_with_reads
def _load_sources(ids: frozenset[str], _home: tuple[Path, int]) -> pd.DataFrame:
    """Load who published what; the hash of a file is of concern only to pages that show it."""
    # Logged without the hash: a file that is logged anew under the same name changes no other page.
    columns = ("source_id", "kind", "issuer", "issuer_en", "tier", "simulated")
    note_read("sources", source_id=sorted(ids), columns=columns)
    return load_table("sources", noted=False, source_id=sorted(ids))


@cached_with_reads
def _open_trees(index: str, language: str, _home: tuple[Path, int]) -> pd.DataFrame:
    """Return all trees of an index in *language*: one table for every subject, so that what is made of it is kept."""
    return _translate(load_table("components", index=index), "name", language, "component")


@cached_with_reads
def _open_scores(
    index: str, vintage: str, language: str, home: tuple[Path, int]
) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Return scores and places of a vintage with names in *language*, and the sources of scores and trees."""
    scores, places, trees = load_scores(index, vintage), load_places(vintage), _open_trees(index, language, home)
    places = _translate(places[places["vintage"] == vintage], "name", language, "province")
    places = _name_regions(places, INDICES[index], language)
    sources = sorted({*scores["source_id"].unique(), *trees["source_id"].unique()})
    return _name_scores(scores, places, trees), places, sources


def check_vintage(index: str, year: int, vintage: str = "") -> str:
    """Return the vintage to tell a year in: the one asked for, else the one in which it was published.

    Raises
    ------
    ValueError
        If it is not known, or results of the 34 are asked for the 63 provinces.

    Examples
    --------
    >>> check_vintage("papi", 2024), check_vintage("papi", 2024, "34")
    ('63', '34')
    """
    published = find_vintage(index, year)
    if vintage and vintage not in (*VINTAGES, published):
        raise ValueError(
            tell("vintage {vintage!r} is not known: choose one of {vintages}", vintage=vintage, vintages=VINTAGES)
        )
    if published not in VINTAGES and vintage in VINTAGES:
        raise ValueError(
            tell("{short} is of units of its own, not of provinces: leave --vintage out", short=INDICES[index].short)
        )
    if vintage == "63" and published == "34":
        raise ValueError(
            tell(
                "{short} {year} was published for the 34 provinces: ask for vintage 34",
                short=INDICES[index].short,
                year=year,
            )
        )
    return vintage or published


def _load_facts(index: str, home: str, places: pd.DataFrame) -> pd.DataFrame:
    """Load the printed facts that a page may show, so that a fact of another province does not concern it."""
    if home == COUNTRY:
        return load_table("facts", index=index)
    shown = [COUNTRY, home, *places["region_code"].unique()]
    note_read("facts", index=index, place_code=shown)
    facts, rows = _group_facts(index, home_version())
    found = [rows[place] for place in set(shown) if place in rows]
    return facts.take(np.sort(np.concatenate(found))) if found else facts.iloc[:0]


@lru_cache(maxsize=16)
def _group_facts(index: str, home: tuple[Path, int]) -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
    """Return the printed facts of an index, and where those of each place are."""
    facts = load_table("facts", home[0], index, noted=False)
    return facts, facts.groupby("place_code").indices


def _find_index(index: str) -> Index:
    if index not in INDICES:
        raise ValueError(tell("index {index!r} is not known: choose one of {indices}", index=index, indices=INDICES))
    return INDICES[index]


def _find_tree(trees: pd.DataFrame, index: Index, year: int) -> pd.DataFrame:
    tree = index_tree(IdentityKey(trees), year)
    if tree.empty:
        raise ValueError(
            tell(
                "{short} has no framework for {year}: {first}-{last} are known",
                short=index.short,
                year=year,
                first=trees["year"].min(),
                last=trees["year"].max(),
            )
        )
    return tree


def _translate(table: pd.DataFrame, stem: str, language: str, name: str) -> pd.DataFrame:
    return table.assign(**{name: table[f"{stem}_{language}"]})


def _name_regions(places: pd.DataFrame, index: Index, language: str) -> pd.DataFrame:
    none = NO_REGION[0 if language == "vi" else 1]
    if index.nouns is not None:
        group = (index.nouns.group_vi, index.nouns.group_en)[0 if language == "vi" else 1]
        none = f"Chưa rõ {group}" if language == "vi" else f"{group.capitalize()} not known"
        if not index.grouped:
            return places.assign(region=index.whole(language))
    return places.assign(region=places[f"region_{language}"].replace("", none).fillna(none))


def _name_scores(scores: pd.DataFrame, places: pd.DataFrame, trees: pd.DataFrame) -> pd.DataFrame:
    """Return scores with names of province, region and component in the language of *places* and *trees*."""
    named = scores.drop(columns=["province", "region_code"]).merge(
        places[["province_code", "province", "region_code", "region"]], on="province_code", validate="m:1"
    )
    return named.merge(trees[["year", "component_code", "component"]], on=["year", "component_code"], validate="m:1")
