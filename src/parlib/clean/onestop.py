"""Dossiers of the one-stop system counted: on time, late, overdue and by how long, by unit, field, month (hồ sơ).

A day of return promised that falls on a weekend moves to the next Monday; what is returned on the day promised is on
time. Lateness is in working days, Monday to Friday, at least one. Holidays are not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from parlib.clean.account import Account
from parlib.clean.reference import Reference
from parlib.files.slug import fold_label
from parlib.problems import Problem, stop_at_problems
from parlib.province_names import add_shortenings, fold_name
from parlib.readers.action_book import read_starter_agencies
from parlib.readers.columnar import Columns, fetch_table, open_columns, quote_text
from parlib.readers.csvfile import read_table
from parlib.readers.onestop_heads import fold_head
from parlib.readers.onestop_summary import COUNTS
from parlib.speech import Said, tell

FOLDER = "onestop"
"""Folder of data/raw that holds exports without personal data."""

FILE = re.compile(r"onestop_(?P<year>\d{4})_(?P<province>\d\d)(?!\d).*\.parquet")
"""How its files are called: year and province (of the 34)."""

SUMMARY = re.compile(r"summary_(?P<year>\d{4})_(?P<province>\d\d)_(?P<by>field|agency|commune)(?!\w).*\.csv")
"""How summaries are called that stand where there is no export of single dossiers."""

WITHDRAWN = r"rut|huy|tu choi|khong tiep nhan|withdrawn|cancel"
"""Dossiers that nobody answers for any more, by their status."""

PAUSED = r"bo sung|tam dung|dung xu ly|cho cong dan|thuc hien nghia vu|paused|suspended"
"""Dossiers whose time stands still: papers or a fee are waited for."""

LOCAL = r"^(ubnd )?(xa|phuong|thi tran|dac khu|huyen|thi xa|quan|thanh pho|tp) |^ubnd (?!tinh)"
"""Units that are localities, by their names without accents."""

STATES = {
    "on_time": tell("on time"),
    "late": tell("late"),
    "pending": tell("waiting"),
    "overdue": tell("overdue"),
    "paused": tell("paused"),
    "no_due": tell("without a day promised"),
    "odd": tell("with days that contradict each other"),
}
"""What became of a dossier, and what is said of it; together they are those received."""

OUTCOMES = tuple(STATES)
"""Their names."""

LEFT_OUT = {
    "withdrawn": tell("withdrawn or refused"),
    "double": tell("entered twice"),
    "unread": tell("without a day of receipt"),
}
"""Rows that are counted as no dossier, and what is said of them."""

LENGTHS = {"to_three": (1, 3), "to_ten": (4, 10), "to_thirty": (11, 30), "longer": (31, 1_000_000)}
"""Classes of lateness in working days."""

BY = {
    "whole": "0",
    "agency": "agency",
    "commune": "commune",
    "field": "field",
    "procedure": "procedure",
    "channel": "channel",
    "digitised": "digitised",
    "received": "month_received",
    "returned": "month_returned",
    "due": "month_due",
    "local": "local",
}
"""What dossiers are counted by, and the column of it; ``local``: the commune of those that no department holds."""

SIZES = ("late_days", "late_median", "late_max", "overdue_max")
"""Working days by which dossiers are late: their sum, median and most, and the most of those overdue."""

COUNT_COLUMNS = [
    "year",
    "vintage",
    "province_code",
    "by",
    "label",
    "received",
    *OUTCOMES,
    *LEFT_OUT,
    *LENGTHS,
    *SIZES,
    "as_of",
    "source_id",
]
"""Columns of the table ``onestop``."""

LIST_COLUMNS = ["year", "vintage", "province_code", "unit", "dossier", "procedure", "field", "due", "days", "source_id"]
"""Columns of the table ``onestop_overdue``."""

MOST_OF_UNIT, MOST_LISTED = 20, 1_000
"""Overdue dossiers that are listed one by one: of a unit, and in all."""

FEWEST_ALIKE = 5
"""A procedure of fewer dossiers is not named: its title might name a person."""


def say_counts(whole: Mapping[str, Any] | pd.Series, words: Mapping[str, str]) -> list[Said]:
    """Return how many dossiers each of the words is said of; those of none are left out.

    Examples
    --------
    >>> say_counts({"withdrawn": 2, "double": 0, "unread": 1}, LEFT_OUT)
    ['2 withdrawn or refused', '1 without a day of receipt']
    """
    return [tell("{n:,} {words}", n=int(whole[name]), words=said) for name, said in words.items() if whole[name]]


def clean_onestop(known: Reference, account: Account) -> dict[str, pd.DataFrame]:
    """Return the tables ``onestop`` and ``onestop_overdue`` of all exports in data/raw; empty where there is none."""
    counts, lists = [], []
    for path in sorted((known.raw / FOLDER).glob("*")):
        if not (named := FILE.fullmatch(path.name)):
            continue
        file, about, day = _describe_file(path, named, known)
        counted, listed = count_dossiers(path, day, list_spellings(known.raw))
        whole = counted[counted["by"] == "whole"].iloc[0]
        rows = int(whole["received"] + whole[[*LEFT_OUT]].sum())
        why = tell("{left}", left=say_counts(whole, LEFT_OUT))
        account.add(file, rows, int(whole["received"]), why)
        counts.append(counted.assign(**about))
        lists.append(listed.assign(**about))
    counts += clean_summaries(known, account)
    return {"onestop": _join(counts, COUNT_COLUMNS), "onestop_overdue": _join(lists, LIST_COLUMNS)}


def _describe_file(path: Path, named: re.Match[str], known: Reference) -> tuple[str, dict[str, object], str]:
    """Return the path of a file in raw, the keys of its rows, and the day for which it tells what is overdue."""
    file = path.relative_to(known.raw).as_posix()
    about = {"year": int(named["year"]), "vintage": "34", "province_code": named["province"]}
    day = known.register.loc[known.register["path"] == file, "date"]
    return file, about | {"source_id": known.source_of(file)}, "" if day.empty else day.iloc[0]


def explain_totals(file: str, total: tuple[int, ...], other: str, theirs: tuple[int, ...]) -> Problem:
    """Return that two summaries of a year do not have the same total."""
    message = "its total of {counts} is {total}, that of {other} is {theirs}"
    told = tell(message, counts=COUNTS, total=total, other=other, theirs=theirs)
    return Problem(file, told, hint="Take both summaries from the system on the same day")


def read_counts(path: Path, file: str) -> pd.DataFrame:
    """Return a summary in data/raw: ``label`` and `COUNTS`."""
    return read_table(path, ["label", *COUNTS], file)[["label", *COUNTS]].astype(dict.fromkeys(COUNTS, "int64"))


def clean_summaries(known: Reference, account: Account) -> list[pd.DataFrame]:
    """Return the counts of all summaries; the whole of a year is the sum of any of them, for they must agree.

    Raises
    ------
    DataProblemsError
        If the summaries of a year do not have the same total.
    """
    tables: list[pd.DataFrame] = []
    problems: list[Problem] = []
    totals: dict[tuple[str, str], tuple[str, tuple[int, ...]]] = {}
    for path in sorted((known.raw / FOLDER).glob("*")):
        if not (named := SUMMARY.fullmatch(path.name)):
            continue
        file, about, day = _describe_file(path, named, known)
        rows = read_counts(path, file)
        account.add(file, int(rows["received"].sum()), int(rows["received"].sum()))
        whole = rows[list(COUNTS)].sum().to_frame().T.assign(label="", by="whole")
        key, total = (named["year"], named["province"]), tuple(whole.iloc[0][list(COUNTS)])
        if totals.setdefault(key, (file, total))[1] != total:
            problems.append(explain_totals(file, total, *totals[key]))
        parts = [rows.assign(by=named["by"])] + ([rows.assign(by="local")] if named["by"] == "commune" else [])
        parts += [whole] if totals[key][0] == file else []
        table = pd.concat(parts, ignore_index=True).reindex(columns=COUNT_COLUMNS).assign(as_of=day, **about)
        counted = [name for name in (*OUTCOMES, *LEFT_OUT, *LENGTHS) if name not in COUNTS]
        tables.append(table.assign(**dict.fromkeys(counted, 0)))
    stop_at_problems(problems)
    return tables


def _join(tables: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    if not tables:
        whole = dict.fromkeys(["year", "received", *OUTCOMES, *LEFT_OUT, *LENGTHS], "int64")
        kinds = whole | dict.fromkeys(SIZES, "float64")
        return pd.DataFrame(columns=columns).astype({name: kind for name, kind in kinds.items() if name in columns})
    return pd.concat(tables, ignore_index=True)[columns]


def list_spellings(raw: Path) -> dict[str, str]:
    """Return the agencies of the house by every folded name that is known of them, shortenings without blanks."""
    if not (raw / "frameworks" / "agencies.csv").exists():
        return {}
    table = read_starter_agencies(raw)
    names: dict[str, str] = {}
    for row in table.itertuples():
        for name in (row.agency, *str(row.aliases).split(";")):
            names.setdefault(fold_label(name), row.agency)
    names.pop("", None)
    return add_shortenings(names, {agency: agency for agency in table["agency"]})


def count_dossiers(
    path: Path, day: str, spellings: Mapping[str, str] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Count the dossiers of one file, and list those overdue for longest.

    Parameters
    ----------
    path : pathlib.Path
        As `parlib.clean.onestop_intake.take_in` wrote it.
    day : str
        The day for which it is told what is overdue, ``2026-11-30``.
    spellings : mapping, optional
        Agencies by their folded names.
    """
    with open_columns() as base:
        base.execute(f"CREATE VIEW rows AS SELECT * FROM read_parquet({quote_text(path)}, file_row_number=true)")
        names = _number_labels(base, spellings or {})
        _find_doubles(base)
        base.execute(f"CREATE VIEW judged AS {_judge(day, names)}")
        return _count(base, day, names), _list_overdue(base, names)


def _number_labels(base: Columns, spellings: Mapping[str, str]) -> dict[str, list[str]]:
    """Make a table for each column of words, every spelling with a number; return the words behind the numbers.

    Numbers are grouped several times as fast as words.
    """
    words: dict[str, list[str]] = {}
    for column, names in _name_labels(base, spellings).items():
        places = words.setdefault("commune" if column == "local" else column, [])
        places += [name for name in dict.fromkeys(names.values()) if name is not None and name not in places]
        at = {name: number for number, name in enumerate(places)}
        numbers = pa.array([None if name is None else at[name] for name in names.values()], pa.int32())
        base.register(f"given_{column}", pa.table({"spelt": pa.array(list(names), pa.string()), "name": numbers}))
        base.execute(f"CREATE TEMP TABLE names_{column} AS SELECT * FROM given_{column}")
    return words | {"local": words["commune"]}


def _name_labels(base: Columns, spellings: Mapping[str, str]) -> dict[str, dict[str, str | None]]:
    """Return what every spelling in a column of words means; an agency that is a locality counts as a commune."""
    agencies, communes = (_list_values(base, column) for column in ("agency", "commune"))
    local = {value: count for value, count in agencies.items() if re.search(LOCAL, fold_head(value))}
    localities = _spell(communes | local, {}, bare=True)
    departments = _spell({value: count for value, count in agencies.items() if value not in local}, spellings)
    named: dict[str, dict[str, str | None]] = {
        "agency": {value: departments.get(value) for value in agencies},
        "local": {value: localities[value] for value in local},
        "commune": {value: localities[value] for value in communes},
        "status": {value: _read_state(value) for value in _list_values(base, "status")},
        "digitised": {value: _read_digitised(value) for value in _list_values(base, "digitised")},
    }
    for name in ("procedure", "field", "channel"):
        named[name] = {**_spell(_list_values(base, name), {})}
    return named


def _list_values(base: Columns, column: str) -> dict[str, int]:
    """Return the values of a column with their counts, the most frequent first."""
    asked = f"SELECT {column}, count(*) n FROM rows WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1"
    return dict(base.execute(asked).fetchall())


def _spell(values: Mapping[str, int], known: Mapping[str, str], bare: bool = False) -> dict[str, str]:
    """Return one spelling for all values that differ by case, blanks or signs only: the known one, else the first.

    Examples
    --------
    >>> _spell({"Sở Nội vụ": 9, "SỞ NỘI VỤ": 2, "SNV": 1}, {"snv": "Sở Nội vụ"})
    {'Sở Nội vụ': 'Sở Nội vụ', 'SỞ NỘI VỤ': 'Sở Nội vụ', 'SNV': 'Sở Nội vụ'}
    >>> _spell({"Phường Hạ Long": 9, "UBND phường Hạ Long": 2}, {}, bare=True)["UBND phường Hạ Long"]
    'Phường Hạ Long'
    """
    chosen: dict[str, str] = {}
    found = {}
    for value in values:
        name = (
            re.sub(r"^\s*(UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+", "", value, flags=re.IGNORECASE) if bare else value
        )
        folded, name = fold_label(name), " ".join(name.split())
        found[value] = (
            known.get(folded) or known.get(fold_name(value)) or chosen.setdefault(folded, name[:1].upper() + name[1:])
        )
    return found


def _read_state(status: str) -> str | None:
    folded = fold_head(status)
    if re.search(WITHDRAWN, folded):
        return "withdrawn"
    return "paused" if re.search(PAUSED, folded) else None


def _read_digitised(value: str) -> str | None:
    folded = fold_head(value)
    if re.search(r"^(khong|chua|no|false|0|n)\b", folded):
        return "no"
    return "yes" if re.search(r"^(co|da|yes|true|1|x|y)\b", folded) else None


def _find_doubles(base: Columns) -> None:
    """Make a table of the rows whose dossier stands in another row already; the one with a return counts.

    Hashes are compared first, so that memory is needed for numbers, not for names; only rows that share one are read.
    """
    base.execute(
        "CREATE TEMP TABLE shared AS SELECT h FROM (SELECT hash(dossier) h FROM rows WHERE dossier IS NOT NULL) "
        "GROUP BY h HAVING count(*) > 1"
    )
    base.execute(
        "CREATE TEMP TABLE doubles AS SELECT file_row_number FROM (SELECT file_row_number, row_number() OVER "
        "(PARTITION BY dossier ORDER BY returned DESC NULLS LAST, received DESC NULLS LAST, file_row_number) place "
        "FROM rows WHERE dossier IS NOT NULL AND hash(dossier) IN (SELECT h FROM shared)) WHERE place > 1"
    )


def _judge(day: str, words: Mapping[str, list[str]]) -> str:
    """Return the SQL that says of every row what became of it, and by how many working days it is late."""
    on = f"DATE {quote_text(day)}"
    # Working days from a Monday of long ago up to a day: a difference counts those between two days.
    worked = "(({0} - DATE '1970-01-05') // 7 * 5 + least(({0} - DATE '1970-01-05') % 7 + 1, 5))"
    # A day promised at a weekend is the Monday after it.
    moved = "due + CASE dayofweek(due) WHEN 6 THEN 2 WHEN 0 THEN 1 ELSE 0 END"
    tables = {"local": "agency"} | {name: name for name in words if name != "local"}
    joined = "".join(f" LEFT JOIN names_{name} n_{name} ON r.{of} = n_{name}.spelt" for name, of in tables.items())
    state = {name: f"state = {at}" for at, name in enumerate(words["status"])}
    months = ", ".join(f"year({day}) * 100 + month({day}) AS month_{day}" for day in ("received", "returned", "due"))
    named = (
        "SELECT r.dossier, r.received, r.due AS promised, r.returned, r.due_unread OR r.returned_unread AS unread, "
        f"{moved} AS due, n_agency.name AS agency, coalesce(n_commune.name, n_local.name) AS commune, "
        "CASE WHEN n_agency.name IS NULL THEN coalesce(n_local.name, n_commune.name) END AS local, "
        "n_field.name AS field, n_procedure.name AS procedure, n_channel.name AS channel, n_digitised.name AS "
        "digitised, n_status.name AS state, r.file_row_number IN (SELECT file_row_number FROM doubles) AS double "
        f"FROM rows r{joined}"
    )
    outcome = (
        f"CASE WHEN double THEN 'double' WHEN received IS NULL THEN 'unread' WHEN {state.get('withdrawn', 'false')} "
        f"THEN 'withdrawn' WHEN unread OR returned < received OR promised < received OR received > {on} "
        f"OR returned > {on} THEN 'odd' WHEN promised IS NULL THEN 'no_due' WHEN returned <= due THEN 'on_time' "
        f"WHEN returned > due THEN 'late' WHEN {state.get('paused', 'false')} THEN 'paused' WHEN due >= {on} "
        "THEN 'pending' ELSE 'overdue' END"
    )
    numbered = " ".join(f"WHEN {quote_text(name)} THEN {at}" for at, name in enumerate((*OUTCOMES, *LEFT_OUT)))
    ended = f"CASE outcome WHEN {OUTCOMES.index('late')} THEN returned WHEN {OUTCOMES.index('overdue')} THEN {on} END"
    days = f"CAST(greatest(1, {worked.format('ended')} - {worked.format('due')}) AS INTEGER)"
    return (
        f"SELECT *, CASE WHEN ended IS NOT NULL THEN {days} END AS days FROM (SELECT *, {ended} AS ended, {months} "
        f"FROM (SELECT *, CAST(CASE {outcome} {numbered} END AS TINYINT) AS outcome FROM ({named})))"
    )


def _count(base: Columns, day: str, words: Mapping[str, list[str]]) -> pd.DataFrame:
    """Count by everything that dossiers are counted by, in one pass."""
    late = f"FILTER (outcome = {OUTCOMES.index('late')})"
    asked = [
        *(f"count(*) FILTER (outcome = {at}) AS {name}" for at, name in enumerate((*OUTCOMES, *LEFT_OUT))),
        *(f"count(*) FILTER (days BETWEEN {low} AND {high}) AS {name}" for name, (low, high) in LENGTHS.items()),
        f"sum(days) {late} AS late_days",
        f"median(days) {late} AS late_median",
        f"max(days) {late} AS late_max",
        f"max(days) FILTER (outcome = {OUTCOMES.index('overdue')}) AS overdue_max",
    ]
    columns = [column for by, column in BY.items() if by != "whole"]
    sets = ", ".join(["()", *(f"({column})" for column in columns)])
    groups = ", ".join([*columns, *(f"grouping({column}) AS g_{column}" for column in columns)])
    table = fetch_table(base, f"SELECT {groups}, {', '.join(asked)} FROM judged GROUP BY GROUPING SETS ({sets})")
    parts = []
    for by, column in BY.items():
        # By its bits of grouping: a blank alone may also be a dossier that has no value in the column.
        others = [f"g_{name}" for name in columns if name != column]
        own = table[(table[others] == 1).all(axis=1)]
        own = own if by == "whole" else own[(own[f"g_{column}"] == 0) & own[column].notna()]
        labels = [""] * len(own) if by == "whole" else [_write_label(value, words.get(by)) for value in own[column]]
        parts.append(own.assign(by=by, label=labels))
    rows = pd.concat(parts, ignore_index=True)
    rows["received"] = rows[list(OUTCOMES)].sum(axis=1)
    few = (rows["by"] == "procedure") & (rows["received"] < FEWEST_ALIKE)
    rows = rows[~few].sort_values(["by", "label"], ignore_index=True).assign(as_of=day)
    rows = rows[[name for name in COUNT_COLUMNS if name in rows]].astype(dict.fromkeys(SIZES, "float64"))
    return rows.astype(dict.fromkeys(["received", *OUTCOMES, *LEFT_OUT, *LENGTHS], "int64"))


def _write_label(value: float, words: list[str] | None) -> str:
    """Return the word behind a number, or a month."""
    number = int(value)
    return f"{number // 100}-{number % 100:02}" if words is None else words[number]


def _list_overdue(base: Columns, words: Mapping[str, list[str]]) -> pd.DataFrame:
    """List the dossiers overdue for longest, some of each unit; a rare procedure is not named."""
    base.execute(
        "CREATE TEMP TABLE common AS SELECT n.name FROM (SELECT procedure, count(*) n FROM rows GROUP BY 1) r JOIN "
        f"names_procedure n ON r.procedure = n.spelt GROUP BY 1 HAVING sum(r.n) >= {FEWEST_ALIKE}"
    )
    asked = (
        "SELECT agency, local, dossier, CASE WHEN procedure IN (SELECT name FROM common) THEN procedure END AS "
        "procedure, field, strftime(due, '%Y-%m-%d') AS due, days FROM (SELECT *, row_number() OVER (PARTITION BY "
        f"agency, local ORDER BY days DESC, dossier) AS place FROM judged WHERE outcome = {OUTCOMES.index('overdue')}) "
        f"WHERE place <= {MOST_OF_UNIT} ORDER BY days DESC, dossier LIMIT {MOST_LISTED}"
    )
    table = fetch_table(base, asked)
    for name in ("agency", "local", "procedure", "field"):
        table[name] = [None if pd.isna(value) else words[name][int(value)] for value in table[name]]
    table["unit"] = table["agency"].where(table["agency"].notna(), table["local"])
    return table.reindex(columns=LIST_COLUMNS)
