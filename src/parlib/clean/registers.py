"""Action registers (sổ theo dõi khắc phục) of provinces: agencies and their other names, holdings, tasks; checked."""

from __future__ import annotations

import calendar
import datetime
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from parlib.clean.reference import Reference
from parlib.problems import DataProblemsError, Problem, gather_problems, stop_at_problems
from parlib.province_names import UnknownProvinceError, add_shortenings, fold_name, shorten_office
from parlib.readers.action_book import ActionBook
from parlib.readers.actions import FORM
from parlib.speech import tell
from parlib.terms import CAUSES, STATUSES, find_vintage
from parlib.tidy import parse_numbers

SLIP = 0.85
"""How alike a name must be to that of a known agency to be taken for a slip of it, and refused."""

AGENCY_COLUMNS = ["vintage", "province_code", "agency", "aliases", "head", "successor", "note"]
"""Columns of the table ``agencies``."""

HOLDING_COLUMNS = ["index", "year", "vintage", "province_code", "component_code", "agency"]
"""Columns of the table ``holdings``: who holds which component (phân công)."""


@dataclass(frozen=True)
class AgencyNames:
    """Agencies of a province and the names by which people call them.

    Attributes
    ----------
    codes : dict of str to str
        Folded name or alias to the agency's name; an agency that was merged stands for its successor.
    """

    codes: dict[str, str]

    def knows(self, text: str) -> bool:
        """Tell whether a name or alias means one of the agencies."""
        return any(name in self.codes for name in (fold_name(text), *shorten_office(text)))

    def find(self, text: str) -> str:
        """Return the agency that a name or alias means; one that is none of them is taken as it is written.

        Raises
        ------
        ValueError
            If it looks like a slip of a known one, with the nearest.

        Examples
        --------
        >>> table = pd.DataFrame({"agency": ["Sở Nội vụ", "Sở LĐTBXH"], "aliases": ["SNV; Nội vụ", ""],
        ...                       "successor": ["", "SNV"]})
        >>> names, _ = name_agencies(table, "a.xlsx")
        >>> names.find("Sở NV"), names.find("SỞ LĐTBXH"), names.find("Các sở, ngành")
        ('Sở Nội vụ', 'Sở Nội vụ', 'Các sở, ngành')
        """
        folded = fold_name(text)
        for name in (folded, *shorten_office(text)):
            if name in self.codes:
                return self.codes[name]
        near = difflib.get_close_matches(folded, self.codes, n=3, cutoff=SLIP)
        if not near:
            return text.strip()
        known = ", ".join(dict.fromkeys(self.codes[name] for name in near))
        raise ValueError(
            tell("agency {text!r} is not in the sheet 'Cơ quan'; nearest known: {known}", text=text, known=known)
        )


def find_holdings(parts: pd.DataFrame, usual: pd.DataFrame) -> pd.DataFrame:
    """Return who holds which component by the workbooks of scoreboards that a place has of its own.

    Parameters
    ----------
    parts : pandas.DataFrame
        The table ``parts``: the agency of each component as the framework of the year has it.
    usual : pandas.DataFrame
        Agencies and their other names (``frameworks/agencies.csv``); one that is not there is taken as it is written.
    """
    # A workbook that holds one place alone is that place's own.
    alone = parts.groupby("file")["province_code"].transform("nunique") == 1
    own = parts[alone & (parts["agency"].fillna("") != "")]
    names, _ = name_agencies(usual, "frameworks/agencies.csv")
    called = {agency: _call_agency(agency, names) for agency in own["agency"].unique()}
    return own.assign(agency=own["agency"].map(called))[HOLDING_COLUMNS]


def call_agencies(components: pd.DataFrame, usual: pd.DataFrame) -> pd.DataFrame:
    """Return frameworks in which an agency has one name, whichever of its names stands in the file.

    Parameters
    ----------
    components : pandas.DataFrame
        Table ``components``.
    usual : pandas.DataFrame
        As of `find_holdings`.
    """
    names, _ = name_agencies(usual, "frameworks/agencies.csv")
    written = components["agency"].fillna("")
    called = {agency: _call_agency(agency, names) for agency in written.unique() if agency}
    return components.assign(agency=[called.get(agency, agency) for agency in components["agency"]])


def list_strangers(agencies: Iterable[str], usual: pd.DataFrame) -> list[str]:
    """Return the agencies that the list of usual ones does not have, each once, as they are written.

    Examples
    --------
    >>> usual = pd.DataFrame({"agency": ["Sở Tài chính"], "aliases": ["STC"], "successor": [""]})
    >>> list_strangers(["Sở TC", "UBND cấp xã", "STC; Sở Tài chính", "UBND cấp xã"], usual)
    ['UBND cấp xã']
    """
    names, _ = name_agencies(usual, "frameworks/agencies.csv")
    parts = (part.strip() for text in agencies for part in _split_agencies(text, names))
    return [part for part in dict.fromkeys(parts) if part and _call_agency(part, names) not in names.codes.values()]


def _call_agency(text: str, names: AgencyNames) -> str:
    """Return an agency by its name; of several in one cell, each that is known by its own."""
    parts = _split_agencies(text, names)
    if len(parts) > 1:
        return "; ".join(dict.fromkeys(_call_agency(part, names) for part in parts))
    try:
        return names.find(text)
    except ValueError:
        return text


def _split_agencies(text: str, names: AgencyNames) -> list[str]:
    """Return the agencies that one cell names; a name that holds commas itself is one, and so is what nobody knows."""
    for signs in (r"\s*[;\n]\s*", r"\s*[,+/]\s*"):
        parts = [part for part in re.split(signs, text) if part]
        if len(parts) > 1 and not names.knows(text) and any(map(names.knows, parts)):
            return parts
    return [text]


def name_agencies(agencies: pd.DataFrame, file: str) -> tuple[AgencyNames, list[Problem]]:
    """Return the names of agencies, and what is wrong: one name for two agencies, a successor that is none."""
    codes: dict[str, str] = {}
    problems: list[Problem] = []
    for row in agencies.itertuples():
        for name in [row.agency, *re.split(r"\s*;\s*", row.aliases)]:
            before = codes.setdefault(fold_name(name), row.agency) if name else row.agency
            if before != row.agency:
                problems.append(
                    Problem(
                        file,
                        tell(
                            "{name!r} stands for {before} and for {agency}", name=name, before=before, agency=row.agency
                        ),
                        column=_place(row),
                    )
                )
    codes = add_shortenings(codes, {agency: agency for agency in agencies["agency"]})
    heirs = {row.agency: row for row in agencies.itertuples() if row.successor}
    for agency, row in heirs.items():
        heir, seen = codes.get(fold_name(row.successor)), {agency}
        while heir in heirs and heir not in seen:
            seen.add(heir)
            heir = codes.get(fold_name(heirs[heir].successor))
        if heir is None or heir in seen:
            message = tell(
                "{agency} is merged into {successor!r}, which is none of the agencies",
                agency=agency,
                successor=row.successor,
            )
            problems.append(Problem(file, message, column=_place(row)))
            continue
        codes = {name: heir if own == agency else own for name, own in codes.items()}
    return AgencyNames(codes), problems


def _place(row: tuple) -> str:
    return getattr(row, "place", "")


def clean_register(book: ActionBook, known: Reference) -> dict[str, pd.DataFrame]:
    """Return the tables ``actions``, ``agencies`` and ``holdings`` of one register.

    Raises
    ------
    DataProblemsError
        With every province, index, year, component, agency, cause, state, deadline and number that is not known, by
        sheet and row.
    """
    about, tree = _find_about(book, known)
    names, problems = name_agencies(book.agencies, book.file)
    with gather_problems(problems):
        holdings = _clean_holdings(book, tree, names)
    with gather_problems(problems):
        tasks = _clean_tasks(book, tree, names)
    stop_at_problems(problems)
    place = {name: about[name] for name in ("vintage", "province_code")}
    return {
        "actions": tasks.assign(**about, file=book.file),
        "agencies": book.agencies.assign(**place)[AGENCY_COLUMNS],
        "holdings": holdings.assign(**about)[HOLDING_COLUMNS],
    }


def _find_about(book: ActionBook, known: Reference) -> tuple[dict[str, object], pd.DataFrame]:
    trees = known.components[known.components["index"] == book.index]
    tree = trees[trees["year"].astype(str) == book.year]
    if tree.empty:
        raise DataProblemsError(
            [
                Problem(
                    book.file, tell("there is no framework of {index!r} for {year!r}", index=book.index, year=book.year)
                )
            ]
        )
    vintage = find_vintage(book.index, int(book.year))
    try:
        code = known.names[vintage].find(book.province)
    except UnknownProvinceError as error:
        raise DataProblemsError([Problem(book.file, tell("{error}", error=error))]) from None
    return {"index": book.index, "year": int(book.year), "vintage": vintage, "province_code": code}, tree


def _find_strangers(table: pd.DataFrame, tree: pd.DataFrame, book: ActionBook) -> list[Problem]:
    codes = set(tree["component_code"])
    message = "component {component!r} is not in the framework of {year}"
    return [
        Problem(book.file, tell(message, component=row.component, year=book.year), column=row.place)
        for row in table.itertuples()
        if row.component not in codes
    ]


def _clean_holdings(book: ActionBook, tree: pd.DataFrame, names: AgencyNames) -> pd.DataFrame:
    rows = book.holdings[book.holdings["agency"] != ""]
    problems, agencies = _find_strangers(rows, tree, book), []
    twice = rows[rows["component"].duplicated()]
    problems += [
        Problem(
            book.file,
            tell("component {component!r} is given to two agencies", component=row.component),
            column=row.place,
        )
        for row in twice.itertuples()
    ]
    for row in rows.itertuples():
        agencies.append(_find_agency(row.agency, names, book.file, row.place, problems))
    stop_at_problems(problems)
    return rows.assign(agency=agencies).rename(columns={"component": "component_code"})


def _find_agency(text: str, names: AgencyNames, file: str, place: str, problems: list[Problem]) -> str:
    try:
        return names.find(text) if text else ""
    except ValueError as error:
        problems.append(Problem(file, tell("{error}", error=error), column=place))
        return text


def _clean_tasks(book: ActionBook, tree: pd.DataFrame, names: AgencyNames) -> pd.DataFrame:
    """Return the rows in which people wrote something, with codes, canonical agencies and dates."""
    rows = book.tasks[(book.tasks[[*FORM, *book.added]] != "").any(axis=1)].reset_index(drop=True)
    problems = _find_strangers(rows, tree, book)
    lost = parse_numbers(rows["lost"])
    problems += [Problem(book.file, fault, column=rows.at[at, "place"]) for at, fault in lost.faults.items()]
    found: dict[str, list[object]] = {name: [] for name in ("cause_class", "status", "lead_agency", "due")}
    found["coordinating_agency"] = []
    for row in rows.itertuples():
        cause, state = tell("cause class"), tell("state")
        found["cause_class"].append(_find_word(row.cause_class, CAUSES, cause, book.file, row.place, problems))
        found["status"].append(_find_word(row.status, STATUSES, state, book.file, row.place, problems))
        found["lead_agency"].append(_find_agency(row.lead_agency, names, book.file, row.place, problems))
        others = re.split(r"\s*;\s*", row.coordinating_agency)
        others = [_find_agency(name, names, book.file, row.place, problems) for name in others]
        found["coordinating_agency"].append("; ".join(others))
        found["due"].append(_find_due(row.deadline, book.file, row.place, problems))
    stop_at_problems(problems)
    number = rows["place"].astype(str).str.split("!").str[-1].astype("int64")
    return rows.assign(**found, lost_written=lost.values, row=number).rename(columns={"component": "component_code"})


def _find_due(text: str, file: str, place: str, problems: list[Problem]) -> str:
    """Return the last day that a deadline names; what is written and is no date is a problem."""
    due = read_deadline(text)
    if text and not due:
        hint = "Write it as 30/11/2026, 11/2026, Quý III/2026 or 2026-11-30"
        problems.append(Problem(file, tell("deadline {text!r} is not a date", text=text), column=place, hint=hint))
    return due


def _find_word(
    text: str, words: dict[str, tuple[str, str]], what: str, file: str, place: str, problems: list[Problem]
) -> str:
    known = {fold_name(name): code for code, names in words.items() for name in (code, *names)}
    if text and fold_name(text) not in known:
        hint = tell("Choose one of {values}", values=[names[0] for names in words.values()])
        problems.append(
            Problem(file, tell("{what} {text!r} is not known", what=what, text=text), column=place, hint=hint)
        )
    return known.get(fold_name(text), "") if text else ""


_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def read_deadline(text: str) -> str:
    """Return the last day of a deadline as ``2026-11-30``; blank where it is none.

    Examples
    --------
    >>> [read_deadline(text) for text in ("30/11/2026", "11/2026", "Quý III/2026", "2026-11-30", "năm 2026", "sớm")]
    ['2026-11-30', '2026-11-30', '2026-09-30', '2026-11-30', '2026-12-31', '']
    """
    plain = " ".join(text.split())
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", plain):
        year, month, day = map(int, match.groups())
    elif match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", plain):
        day, month, year = map(int, match.groups())
    elif match := re.fullmatch(r"(?:tháng )?(\d{1,2})/(\d{4})", plain, re.IGNORECASE):
        (month, year), day = map(int, match.groups()), 0
    elif match := re.fullmatch(r"quý (i{1,3}|iv|[1-4])[/ -]+(?:năm )?(\d{4})", plain, re.IGNORECASE):
        month, year, day = 3 * _QUARTERS[match[1].lower()], int(match[2]), 0
    elif match := re.fullmatch(r"(?:hết )?(?:năm )?(\d{4})", plain, re.IGNORECASE):
        month, year, day = 12, int(match[1]), 31
    else:
        return ""
    try:
        return datetime.date(year, month, day or calendar.monthrange(year, month)[1]).isoformat()
    except (ValueError, calendar.IllegalMonthError):
        return ""
