"""Which publications stand behind a page, and what was printed of the province (nguồn số liệu)."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pandas as pd

from parlib.framework import list_below
from parlib.read_log import IdentityKey, note_read
from parlib.store import home_version, load_table
from parlib.study.readings import list_origins
from parlib.study.standings import list_standings
from parlib.subject import COUNTRY, Subject

_ORIGIN = ("source_id", "vintage", "year")
"""Columns that tell where a figure of an index comes from."""

_BENEATH = (
    "frameworks/{index}.csv",
    "frameworks/{index}_{year}.csv",
    "frameworks/bridge_{index}.csv",
    "places/provinces_63.csv",
    "places/provinces_34.csv",
    "places/regions_34.csv",
)
"""Reference files on which the figures of a page rest, though it does not list them."""


def list_sources(subject: Subject) -> pd.DataFrame:
    """Return the sources of the component's figures up to the subject's year, newest first.

    Of a component with parts, the sources of what lies below it in that year stand with them: its losses are theirs.
    Those of readings within the year stand with them, too.
    Beside them stand the sources of the province's totals on the other indices, in the years nearest to the subject's,
    and of population and GRDP, since a page compares with them. A reference file on which the figures rest is listed
    only where it is not as it was logged.

    Returns
    -------
    pandas.DataFrame
        ``document, document_en, issuer, issuer_en, kind`` (``file`` or ``page``), ``tier`` (kind of publisher),
        ``years`` (that it covers), ``date, received, address, path, sha256`` (first twelve digits of that of
        the bytes that were read), ``as_logged`` (False where the register has another hash), ``licence,
        simulated, serves`` (ids of the indices whose figures on the page it stands behind, by comma; ``gso``
        for population and GRDP).

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> parlib.study.evidence.list_sources(subject)[["document_en", "years", "tier"]].head(2)
                                        document_en      years      tier
    0  Provincial Digital Transformation Index 2024       2024  compiled
    1      Population and GRDP per capita 2022-2024  2022–2024  compiled
    """
    own = _map_origins(subject.key("scores"), subject.leaf["component_key"]).get(subject.province_code, set())
    facts = _select_facts(subject)
    facts = facts.loc[facts["chosen"], ["year", "source_id"]].itertuples(index=False, name=None)
    own = {*facts, *(pair for pair in own if pair[0] <= subject.year), *_list_below(subject), *list_origins(subject)}
    used = {subject.index.id: own, **_list_beside(subject)}
    years: dict[str, list[int]] = {}
    serves: dict[str, list[str]] = {}
    for index, pairs in used.items():
        for year, source in pairs:
            years.setdefault(source, []).append(year)
            serves.setdefault(source, []).append(index)
    table = load_table("sources", source_id=sorted(years))  # the subject's own are those of its index alone
    spans = [(min(years[source]), max(years[source])) for source in table["source_id"]]
    table["years"] = [str(first) if first == last else f"{first}–{last}" for first, last in spans]
    table["serves"] = [",".join(dict.fromkeys(serves[source])) for source in table["source_id"]]
    table["max"] = [last for _, last in spans]
    if len(mended := _list_mended_beneath(subject)):
        table = pd.concat([table, mended.assign(years="", serves=subject.index.id, max=0)], ignore_index=True)
    table["sha256"] = table["sha256"].str[:12]
    columns = [
        "document",
        "document_en",
        "issuer",
        "issuer_en",
        "kind",
        "tier",
        "years",
        "date",
        "received",
        "address",
        "path",
        "sha256",
        "as_logged",
        "licence",
        "simulated",
        "serves",
    ]
    return table.sort_values(["max", "source_id"], ascending=[False, True], ignore_index=True)[columns]


def _list_below(subject: Subject) -> set[tuple[int, str]]:
    """Return the subject's year and the sources of what is known of the components below in it."""
    codes = list_below(subject.tree, subject.component_code)
    if not codes:
        return set()
    scores = _cut_year(subject.key("scores"), subject.year, "province_code")
    facts = _cut_year(subject.key("facts"), subject.year, "place_code")
    known = [facts.get(place, set()) for place in (COUNTRY, subject.province_code)]
    # Of the country speak the scores of all provinces.
    country = subject.province_code == COUNTRY
    known += scores.values() if country else [scores.get(subject.province_code, set())]
    return {(subject.year, source) for pairs in known for code, source in pairs if code in codes}


@lru_cache(maxsize=256)
def _cut_year(table: IdentityKey, year: int, place: str) -> dict[str, set[tuple[str, str]]]:
    """Return components and sources of a year by place, of facts the chosen ones."""
    rows = table.table[table.table["year"] == year]
    rows = rows[rows["chosen"]] if "chosen" in rows else rows
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for code, component, source in rows[[place, "component_code", "source_id"]].itertuples(index=False):
        found[code].add((component, source))
    return dict(found)


def _list_mended_beneath(subject: Subject) -> pd.DataFrame:
    """Return the reference files beneath a page that are not as the register has them."""
    paths = sorted({path.format(index=subject.index.id, year=subject.year) for path in _BENEATH})
    note_read("sources", path=paths, columns=("path", "as_logged"))
    table = load_table("sources", noted=False, path=paths)
    return table[~table["as_logged"]]


def list_sources_of(*subjects: Subject) -> pd.DataFrame:
    """Return the sources of several subjects (see `list_sources`), each once.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> len(parlib.study.evidence.list_sources_of(subject))
    20
    """
    keys = ["document", "issuer", "address", "sha256"]
    table = pd.concat([list_sources(subject) for subject in subjects], ignore_index=True)
    if table.empty:  # pandas joins no empty texts
        return table
    serves = table.groupby(keys, dropna=False)["serves"].agg(_join_ids)
    table = table.drop(columns="serves").drop_duplicates(keys, ignore_index=True)
    return table.join(serves, on=keys, validate="1:1")


def _join_ids(ids: pd.Series) -> str:
    return ",".join(dict.fromkeys(",".join(ids).split(",")))


def list_facts(subject: Subject) -> pd.DataFrame:
    """Return what was printed of the province and the nation on this component, newest first, conflicts included.

    A statement in words (``always in the top 10``) is told in English alone: the ledgers hold it so.

    Returns
    -------
    pandas.DataFrame
        ``year, place, measure, printed, status, chosen, conflict, issuer, issuer_en, tier, note``.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", language="en")
    >>> parlib.study.evidence.list_facts(subject)[["year", "place", "measure", "printed"]].head(2)
       year     place        measure printed
    7  2022  Viet Nam  National mean   41.56
    4  2021  Viet Nam  National mean   41.71
    """
    facts = _select_facts(subject)
    if subject.language != "en":
        facts = facts[facts["measure"] != "statement"]
    names = {COUNTRY: subject.index.whole(subject.language), subject.province_code: subject.province}
    sources = subject.sources.set_index("source_id")
    table = facts.assign(
        measure=facts[f"measure_{subject.language}"],
        printed=facts["text"],
        issuer=facts["source_id"].map(sources["issuer"]),
        issuer_en=facts["source_id"].map(sources["issuer_en"]),
        tier=facts["source_id"].map(sources["tier"]),
        note=facts["note" if subject.language == "vi" else "note_en"],
        place=facts["place_code"].map(names),
    )
    columns = [
        "year",
        "place",
        "measure",
        "printed",
        "status",
        "chosen",
        "conflict",
        "issuer",
        "issuer_en",
        "tier",
        "note",
    ]
    return table.sort_values(["year", "place", "measure", "row"], ascending=[False, True, True, True])[columns]


@lru_cache(maxsize=256)
def _map_origins(scores: IdentityKey, key: str) -> dict[str, set[tuple[int, str]]]:
    """Return years and sources of a component by province; of all provinces for the country."""
    rows = scores.table.loc[scores.table["component_key"] == key, ["province_code", "year", "source_id"]]
    origins: dict[str, set[tuple[int, str]]] = {}
    for province, year, source in zip(*(rows[name].tolist() for name in rows), strict=True):
        for place in (province, COUNTRY):
            origins.setdefault(place, set()).add((year, source))
    return origins


def _list_beside(subject: Subject) -> dict[str, set[tuple[int, str]]]:
    """Return years and sources of what a page holds beside its own index, by index; nothing for the whole country."""
    standings = list_standings(subject)
    used: dict[str, set[tuple[int, str]]] = {}
    columns = (standings[name] for name in ("index", "vintage", "province_code", "year"))
    for index, vintage, province, year in zip(*columns, strict=True):
        if index != subject.index.id and pd.notna(year):
            note_read("scores", index=index, province_code=province, columns=_ORIGIN)
            used[index] = _map_sources(index, home_version()).get((vintage, province, int(year)), set())
    if len(standings):
        note_read("facts", index="gso", columns=_ORIGIN)
        people = _map_sources("gso", home_version())
        first = min((year for _, _, year in people), default=subject.year)
        for (vintage, place, year), sources in people.items():
            if (vintage, place) == (subject.vintage, subject.province_code) and year <= max(subject.year, first):
                used["gso"] = used.get("gso", set()) | sources
    return used


@lru_cache(maxsize=16)
def _map_sources(index: str, home: tuple[Path, int]) -> dict[tuple[str, str, int], set[tuple[int, str]]]:
    """Return years and sources of an index by vintage, province and year; of printed facts for ``gso``.

    Who uses them notes which.
    """
    place, table = ("place_code", "facts") if index == "gso" else ("province_code", "scores")
    rows = load_table(table, home[0], index, noted=False)[["vintage", place, "year", "source_id"]].drop_duplicates()
    known: dict[tuple[str, str, int], set[tuple[int, str]]] = {}
    for vintage, code, year, source in rows.itertuples(index=False):
        known.setdefault((vintage, code, int(year)), set()).add((int(year), source))
    return known


def _select_facts(subject: Subject) -> pd.DataFrame:
    facts = subject.facts
    return facts[
        (facts["component_code"] == subject.component_code)
        & facts["place_code"].isin([COUNTRY, subject.province_code])
        & (facts["year"] <= subject.year)
    ]
