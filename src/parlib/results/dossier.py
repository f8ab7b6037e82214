"""What was run of one province in one index and year: the pages that its deck, documents and workbook are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from parlib.places import find_place
from parlib.province_names import fold_name
from parlib.results.executed import ExecutedPage, ShownExhibit, list_mended, read_executed
from parlib.results.manifest import read_pages
from parlib.speech import tell, write_command
from parlib.terms import ABSENT, INDICES, NATIONAL, check_language, order_code

BLOCKS = "blocks"
"""Exhibit of a province's own index that stands in decks, reports and workbooks of other indices too."""


class NotRunError(FileNotFoundError):
    """The notebooks asked for were not run; the message gives the command that runs them."""


@dataclass(frozen=True)
class Dossier:
    """The executed pages of a province in an index and year (hồ sơ của tỉnh).

    Attributes
    ----------
    about : mapping
        ``index, year, vintage, province, province_name, language``.
    overview : ExecutedPage
        The province page.
    components : tuple of ExecutedPage
        One a component, in tree order.
    national : ExecutedPage, optional
        The national page of the index and year.
    others : tuple of ExecutedPage
        The province's pages of other indices, each in its newest year that was run.
    more : tuple of ExecutedPage
        Pages of other kinds about the same province, index and year; not those that set it beside another. The page
        of its dossiers is there whatever the index.
    units : tuple of ExecutedPage
        The pages of all places of the province's own indices, each in the year, else in the newest that was run.
    sheet : ExecutedPage, optional
        The province's sheet over all indices, where this index and year lead it.
    """

    about: Mapping[str, Any]
    overview: ExecutedPage
    components: tuple[ExecutedPage, ...]
    national: ExecutedPage | None
    others: tuple[ExecutedPage, ...] = ()
    more: tuple[ExecutedPage, ...] = ()
    sheet: ExecutedPage | None = None
    units: tuple[ExecutedPage, ...] = ()

    @property
    def pages(self) -> tuple[ExecutedPage, ...]:
        """The pages of the index and year: overview, components, nation, other kinds."""
        return (self.overview, *self.components, *([self.national] if self.national else []), *self.more)

    @property
    def edition(self) -> str:
        """What people call the results: ``PAPI 2024``."""
        return INDICES[self.about["index"]].edition(self.about["year"], self.about["language"])

    @cached_property
    def has_data(self) -> bool:
        """False where the source publishes nothing of the province for the year."""
        headline = self.overview.find("headline")
        return headline is not None and headline.options.get("status") not in ABSENT

    @cached_property
    def simulated(self) -> bool:
        """True where simulated figures stand behind any page: every face must say so."""
        return any(exhibit.simulated for page in self._read for exhibit in page.exhibits)

    @cached_property
    def mended(self) -> tuple[str, ...]:
        """Raw files behind its pages that are not as they were logged."""
        return list_mended(self._read)

    @property
    def _read(self) -> tuple[ExecutedPage, ...]:
        """All pages that its papers may be made from."""
        return (*self.pages, *self.others, *self.units, *([self.sheet] if self.sheet else []))

    def find(self, name: str) -> ShownExhibit | None:
        """Return the first exhibit of that name on the overview or a page of another kind."""
        found = (page.find(name) for page in (self.overview, *self.more))
        return next((exhibit for exhibit in found if exhibit is not None), None)


def list_finished(reports: Path) -> list[dict[str, Any]]:
    """Return the manifest's records of the pages that ended well and are still there.

    Raises
    ------
    NotRunError
        If nothing was ever run into that folder.
    """
    try:
        records = read_pages(reports)
    except FileNotFoundError:
        raise NotRunError(say_nothing_run(reports)) from None
    return [record for record in records if record["status"] != "failed" and (reports / record["notebook"]).exists()]


def say_nothing_run(reports: Path) -> str:
    """Return that a folder holds no run, with a command that makes one."""
    command = write_command("parlib report", index=next(iter(INDICES), "ID"), province="22", output=reports)
    return tell("{reports}: nothing was run into this folder yet; first: {command}", reports=reports, command=command)


def choose_run(
    records: Sequence[Mapping[str, Any]], index: str, year: int | None, language: str, vintage: str = ""
) -> dict[str, Any]:
    """Return ``index, year, vintage, language`` of the run asked for; the newest year that was run if none is given.

    Where a year was run for both vintages and none is asked for, it is the 63 provinces, as published.

    Raises
    ------
    ValueError
        For an unknown index or language.
    NotRunError
        If the index and year were not run in the language.

    Examples
    --------
    >>> old = {"page": "province", "index": "papi", "year": 2023, "vintage": "63", "language": "vi"}
    >>> choose_run([old, old | {"year": 2024}], "papi", None, "vi")["year"]
    2024
    """
    if index not in INDICES:
        raise ValueError(tell("index {index!r} is not known: choose one of {indices}", index=index, indices=INDICES))
    check_language(language)
    wanted: dict[str, Any] = {"page": "province", "index": index, "language": language}
    wanted |= ({"year": year} if year else {}) | ({"vintage": vintage} if vintage else {})
    runs = [record for record in records if _matches(record, wanted)]
    if not runs:
        raise NotRunError(_say_not_run(index, year, "all", "the provinces", language, vintage))
    newest = max(runs, key=lambda record: (record["year"], record["vintage"]))
    return {name: newest[name] for name in ("index", "year", "vintage", "language")}


def list_provinces(records: Sequence[Mapping[str, Any]], run: Mapping[str, Any]) -> dict[str, str]:
    """Return code and name of every province that was run, in the order of codes."""
    own = [record for record in records if _matches(record, {"page": "province", **run})]
    return {record["province"]: record["province_name"] for record in sorted(own, key=lambda own: own["province"])}


def open_dossier(reports: Path, records: Sequence[Mapping[str, Any]], run: Mapping[str, Any], province: str) -> Dossier:
    """Read the executed pages of a province.

    Parameters
    ----------
    reports : pathlib.Path
        Folder that ``parlib report`` wrote.
    records : sequence of mapping
        What `list_finished` returns.
    run : mapping
        What `choose_run` returns.
    province : str
        Code, name or alias.

    Raises
    ------
    NotRunError
        If the province was not run, with the command that runs it.
    UnknownProvinceError
        If no province has that name.
    OldNotebookError
        If a page was run by another version of parlib.
    """
    known = list_provinces(records, run)
    code = _find_province(province, known, run["vintage"])
    if code not in known:
        raise NotRunError(
            _say_not_run(run["index"], run["year"], code, tell("province {code}", code=code), run["language"])
        )
    own = [record for record in records if _matches(record, run) and record.get("province") in (code, None)]
    pages = {kind: _read_pages(reports, own, kind) for kind in dict.fromkeys(record["page"] for record in own)}
    overview, national = pages.pop("province"), pages.pop("national", ())
    for kind in ("compare", "onestop"):
        pages.pop(kind, None)
    sheets = pages.pop("sheet", ())
    return Dossier(
        about={**run, "province": code, "province_name": known[code]},
        overview=overview[0],
        components=pages.pop("component", ()),
        national=national[0] if national else None,
        others=tuple(
            read_executed(reports / record["notebook"]) for record in _choose_others(records, run, code, known[code])
        ),
        more=(
            *(page for kind in sorted(pages) for page in pages[kind]),
            *(read_executed(reports / record["notebook"]) for record in _choose_onestop(records, run, known[code])),
        ),
        units=tuple(read_executed(reports / record["notebook"]) for record in _choose_units(records, run)),
        sheet=sheets[0] if sheets else None,
    )


def _find_province(asked: str, known: Mapping[str, str], vintage: str) -> str:
    """Return the code of a province that was run, or of any that the reviewed names know."""
    folded = {fold_name(name): code for code, name in known.items()}
    return asked if asked in known else folded.get(fold_name(asked)) or find_place(asked, vintage)


def _read_pages(reports: Path, records: Sequence[Mapping[str, Any]], kind: str) -> tuple[ExecutedPage, ...]:
    own = sorted(
        (record for record in records if record["page"] == kind),
        key=lambda record: order_code(record.get("component") or ""),
    )
    return tuple(read_executed(reports / record["notebook"]) for record in own)


def list_behind(
    records: Sequence[Mapping[str, Any]], run: Mapping[str, Any], provinces: Iterable[str]
) -> list[Mapping[str, Any]]:
    """Return the records of all pages that the dossiers of *provinces* are read from; of ``all``, of every province.

    Raises
    ------
    UnknownProvinceError
        If no province has such a name.
    """
    known = list_provinces(records, run)
    codes = [code for asked in provinces for code in _find_provinces(asked, known, run["vintage"]) if code in known]
    own = [record for record in records if _matches(record, run) and record.get("province") in (None, *codes)]
    for code in codes:
        own += _choose_others(records, run, code, known[code]) + _choose_onestop(records, run, known[code])
    own += _choose_units(records, run)
    return list({record["notebook"]: record for record in own}.values())


def _find_provinces(asked: str, known: Mapping[str, str], vintage: str) -> list[str]:
    return list(known) if asked == "all" else [_find_province(asked, known, vintage)]


def _choose_others(
    records: Sequence[Mapping[str, Any]], run: Mapping[str, Any], code: str, name: str
) -> list[Mapping[str, Any]]:
    """Return the province's pages of other indices; a place of another vintage counts if code and name are the same."""
    newest: dict[str, Mapping[str, Any]] = {}
    wanted = {"page": "province", "language": run["language"], "province": code, "province_name": name}
    for record in records:
        if _matches(record, wanted) and record["index"] != run["index"]:
            before = newest.get(record["index"])
            if before is None or before["year"] < record["year"]:
                newest[record["index"]] = record
    return [newest[index] for index in INDICES if index in newest]


def _choose_onestop(records: Sequence[Mapping[str, Any]], run: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the page of the province's dossiers, whatever index is told: of the year, else the newest that was run."""
    wanted = {"page": "onestop", "language": run["language"], "province_name": name}
    own = [record for record in records if _matches(record, wanted)]
    return sorted(own, key=lambda record: (record["year"] == run["year"], record["year"]))[-1:]


def _choose_units(records: Sequence[Mapping[str, Any]], run: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the pages of all places of own indices that are not the one that is told."""
    wanted = {"page": "national", "language": run["language"]}
    own = [record for record in records if record["index"] not in NATIONAL and record["index"] != run["index"]]
    own = sorted(
        (record for record in own if _matches(record, wanted)),
        key=lambda record: (record["index"], record["year"] == run["year"], record["year"]),
    )
    return list({record["index"]: record for record in own}.values())


def _matches(record: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(record.get(name) == value for name, value in wanted.items())


def _say_not_run(index: str, year: int | None, province: str, what: str, language: str, vintage: str = "") -> str:
    asked = {"index": index, "year": year, "province": province, "language": language, "vintage": vintage}
    edition = INDICES[index].edition(year) if year else INDICES[index].short
    return tell(
        "{edition}, {what}: the notebooks were not run in {language!r}; first: {command}",
        edition=edition,
        what=what,
        language=language,
        command=write_command("parlib report", **asked),
    )
