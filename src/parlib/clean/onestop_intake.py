"""An export of the one-stop system is taken in: its days are read, personal data stay outside (tiếp nhận tệp hồ sơ)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from parlib.problems import DataProblemsError, Problem
from parlib.readers.columnar import Columns, ColumnsError, fetch_row, open_columns, quote_text
from parlib.readers.onestop import Export, explain_error
from parlib.readers.onestop_heads import CALLED, FAMILY, LONG_NAME, LOOKS, MOSTLY, SURE_NAME
from parlib.speech import tell

TEXTS = ("dossier", "status", "procedure", "field", "agency", "commune", "channel", "digitised")
"""Columns that are kept as text."""

DAYS = ("received", "due", "returned")
"""Columns that are kept as days."""

FORMATS = (
    "%d/%m/%Y",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S.%f",
    "%H:%M %d/%m/%Y",
    "%H:%M:%S %d/%m/%Y",
    "%d-%m-%Y",
    "%d-%m-%Y %H:%M",
    "%d.%m.%Y",
    "%Y%m%d",
)
"""How days are written; a number of five digits is a day as Excel counts them."""

MOST_UNREAD = 0.01
"""Part of the filled cells of a column of days that may be unreadable; more is another form, and refused."""

LOOKED_AT = 2_000
"""First rows whose values tell whether a column holds personal data."""

EMBEDDED = r"(?:\+?84|\b0)\d{9}\b|\b0\d{2,3}[ .\-]\d{3}[ .\-]\d{3,4}\b|\b\d{12}\b|\b\d{9}\b|" + CALLED
"""A telephone or identity number, or a person called by name, within other words."""

SUSPECT = rf"\d{{9}}|0\d{{2,3}}[ .\-]\d{{3}}[ .\-]\d{{3,4}}|[Ôô]ng |[Bb]à |[Aa]nh |[Cc]hị |[Cc]ụ |\|{FAMILY} "
"""What a row holds that is looked at more closely: found in one pass over all its words."""

NAMES = {"agency": LONG_NAME} | dict.fromkeys(
    ("status", "procedure", "field", "commune", "channel", "digitised"), SURE_NAME
)
"""What is a person's name in each column of words; wards are called after people, agencies are not."""


@dataclass(frozen=True)
class Intake:
    """What was read of an export, and what was not kept.

    Attributes
    ----------
    rows : int
        Rows of the file.
    unread : dict
        Column of days to how many of its filled cells hold no day.
    masked : int
        Rows of whose texts a telephone or identity number, or a person called by name, was taken out.
    named : int
        Rows in which a person's name stood in a column of something else; it was not kept.
    personal : dict
        Heads of columns of personal data, with the kind; none of them was kept.
    others : list of str
        Heads of columns that nobody uses; not kept either.
    kept : dict
        Role to the head of the column that was kept.
    as_of : datetime.date
        The last day of which the export tells.
    """

    rows: int
    unread: dict[str, int]
    masked: int
    personal: dict[str, str]
    others: list[str]
    kept: dict[str, str]
    named: int = 0
    as_of: datetime.date = field(default_factory=datetime.date.today)


def take_in(export: Export, target: Path, scratch: Path) -> Intake:
    """Write the columns of an export that are needed, and no personal data, to a parquet file.

    Raises
    ------
    DataProblemsError
        If its rows cannot be read, a column of days is of another form, or it holds no dossier.
    """
    try:
        with open_columns() as base:
            rows = export.sql(scratch)
            kept, personal = _leave_personal(export, base, rows)
            counts = _write_columns(base, rows, export, kept, target)
    except ColumnsError as error:
        raise explain_error(export.path, error) from None
    intake = Intake(
        counts["rows"],
        {day: counts[f"{day}_unread"] for day in DAYS if counts[f"{day}_unread"]},
        counts["masked"],
        personal,
        export.heads.others,
        {role: export.heads.roles[role] for role in kept},
        counts["named"],
        min(counts["as_of"] or datetime.date.today(), datetime.date.today()),
    )
    _check(export, intake, counts)
    return intake


def _leave_personal(export: Export, base: Columns, rows: str) -> tuple[list[str], dict[str, str]]:
    """Return the roles whose columns are kept, and the columns of personal data told by heads and by values."""
    personal = dict(export.heads.personal)
    columns = {head: f"c{at}" for at, head in enumerate(export.names) if head and head not in personal}
    if columns:
        asked = [
            f"avg(CASE WHEN regexp_matches({column}, {quote_text(look)}) THEN 1.0 ELSE 0 END) "
            f"FILTER ({column} IS NOT NULL AND {column} <> '')"
            for column in columns.values()
            for look in LOOKS.values()
        ]
        shares = base.execute(f"SELECT {', '.join(asked)} FROM (SELECT * FROM {rows} LIMIT {LOOKED_AT})").fetchall()[0]
        pairs = [(head, kind) for head in columns for kind in LOOKS]
        for (head, kind), share in zip(pairs, shares, strict=True):
            if (share or 0) > MOSTLY:
                personal.setdefault(head, kind)
    kept = [role for role, head in export.heads.roles.items() if head not in personal]
    lost = [role for role in ("received", "due") if role not in kept]
    if lost:
        head = export.heads.roles[lost[0]]
        raise DataProblemsError(
            [Problem(str(export.path), tell("column {head!r} holds personal data, not days", head=head))]
        )
    return kept, personal


def _write_columns(base: Columns, rows: str, export: Export, kept: list[str], target: Path) -> dict[str, Any]:
    """Write the kept columns, and return the counts of what was read, in one pass over the file."""
    texts = {role: f"nullif(trim({export.column(role)}), '')" if role in kept else "NULL" for role in TEXTS}
    days = {role: f"nullif(trim({export.column(role)}), '')" if role in kept else "NULL" for role in DAYS}
    labels = [f"{role}_text" for role in TEXTS if role in kept and role != "dossier"]
    suspect = f"regexp_matches(concat_ws('|', '', {', '.join(labels) or 'NULL'}), {quote_text(SUSPECT)})"
    words = [role for role in NAMES if role in kept]
    masked, named = (
        f"CASE WHEN suspect THEN {_match(words, looks)} ELSE false END"
        for looks in (dict.fromkeys(words, EMBEDDED), NAMES)
    )
    columns = [
        *(f"{role}, ({role}_text IS NOT NULL AND {role} IS NULL) AS {role}_unread" for role in DAYS),
        "CAST(dossier_text AS VARCHAR) AS dossier",
        *(
            f"CAST(CASE WHEN named AND regexp_matches({role}_text, {quote_text(look)}) THEN NULL "
            f"WHEN masked THEN regexp_replace({role}_text, {quote_text(EMBEDDED)}, '…', 'g') "
            f"ELSE {role}_text END AS VARCHAR) AS {role}"
            for role, look in NAMES.items()
        ),
        "masked",
        "named",
    ]
    written = ", ".join(f"{text} AS {role}_text" for role, text in {**texts, **days}.items())
    filled = " OR ".join(f"{role}_text IS NOT NULL" for role in ("dossier", *DAYS))
    base.execute(_PARSE_DAY)
    parsed = ", ".join([f"parse_day({role}_text) AS {role}" for role in DAYS] + [f"{suspect} AS suspect"])
    looked = (
        f"SELECT *, {masked} AS masked, {named} AS named FROM (SELECT *, {parsed} FROM (SELECT {written} FROM {rows}))"
    )
    base.execute(
        f"COPY (SELECT {', '.join(columns)} FROM ({looked}) WHERE {filled}) TO {quote_text(target)} "
        "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000)"
    )
    asked = (
        "count(*) AS rows, count_if(masked) AS masked, count_if(named) AS named, "
        "greatest(max(received), max(returned)) AS as_of, "
        + ", ".join(f"count_if({day}_unread) AS {day}_unread, count({day}) AS {day}" for day in DAYS)
    )
    return fetch_row(base, f"SELECT {asked} FROM read_parquet({quote_text(target)})")


def _match(roles: list[str], looks: Mapping[str, str]) -> str:
    """Return what SQL asks to know whether any of the columns looks so."""
    asked = (f"coalesce(regexp_matches({role}_text, {quote_text(looks[role])}), false)" for role in roles)
    return f"({' OR '.join(asked)})" if roles else "false"


_PARSE_DAY = (
    "CREATE OR REPLACE MACRO parse_day(x) AS CASE "
    r"WHEN regexp_matches(x, '^\d{5}([.,]\d+)?$') THEN DATE '1899-12-30' + CAST(left(x, 5) AS INTEGER) "
    f"ELSE CAST(try_strptime(x, [{', '.join(map(quote_text, FORMATS))}]) AS DATE) END"
)
"""A day as it is written; NULL where it is none."""


def _check(export: Export, intake: Intake, counts: Mapping[str, Any]) -> None:
    problems = []
    for day, unread in intake.unread.items():
        if unread > MOST_UNREAD * (unread + counts[day]):
            head = export.heads.roles[day]
            hint = "Days are read as 30/11/2025, 2025-11-30 or a day of Excel"
            problems.append(
                Problem(
                    str(export.path),
                    tell("column {head!r}: {unread:,} cells hold no day", head=head, unread=unread),
                    hint=hint,
                )
            )
    if not intake.rows or not counts["received"]:
        problems.append(Problem(str(export.path), "the file holds no dossier with a day of receipt"))
    if problems:
        raise DataProblemsError(problems)
