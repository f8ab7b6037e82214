"""Dossiers of the one-stop system of a province: on time, late, overdue, against the year before and the 766 set."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from parlib.files.slug import fold_label
from parlib.indices import find_by
from parlib.places import load_names
from parlib.scores import find_simulated
from parlib.speech import tell
from parlib.store import load_table
from parlib.subject import Subject
from parlib.terms import INDICES, TOTAL, check_language

VINTAGE = "34"
"""Provinces whose dossiers are told: those of now."""

ON_TIME = "on_time"
"""Component of the 766 set that says how many dossiers were on time."""

FEWEST_JUDGED = 30
"""Fewest dossiers returned of a unit that is named best or worst."""


@dataclass(frozen=True, repr=False)
class OneStop(Subject):
    """A province and a year of its one-stop system; its index is the 766 set, which may have no figures of the year.

    Attributes
    ----------
    counts : pandas.DataFrame
        Rows of the table ``onestop`` of the province in the year and the year before.
    exports : pandas.DataFrame
        Sources of these rows.
    """

    counts: pd.DataFrame = field(repr=False, default_factory=pd.DataFrame)
    exports: pd.DataFrame = field(repr=False, default_factory=pd.DataFrame)

    @cached_property
    def simulated(self) -> bool:
        """True where any dossier is simulated: a property of its source."""
        return find_simulated(self.counts, self.exports)

    @property
    def day(self) -> str:
        """The day for which it is told what is overdue."""
        return str(self.counts.loc[self.counts["year"] == self.year, "as_of"].iloc[0])


def open_onestop(year: int, province: str, language: str = "vi") -> OneStop:
    """Look up the dossiers of a province in a year.

    Raises
    ------
    ValueError
        If there are none; the message says how they are taken in.
    """
    check_language(language)
    code, name = load_names(VINTAGE).find_holder(province), f"name_{language}"
    places = load_table("places", vintage=VINTAGE)
    places = places.assign(province=places[name], region=places[f"region_{language}"])
    place = places.set_index("province_code").loc[code]
    counts = load_table("onestop", province_code=code, year=[int(year), int(year) - 1])
    if not (counts["year"] == int(year)).any():
        raise ValueError(
            tell(
                "{province} has no dossiers of {year}: take an export in with 'parlib add'",
                province=place["province"],
                year=year,
            )
        )
    measured = find_by(dossiers=True)  # measures the same: its part on time is the published figure
    trees = load_table("components", index=measured)
    scores = load_table("scores", index=measured, province_code=code)
    return OneStop(
        index=INDICES[measured],
        year=int(year),
        vintage=VINTAGE,
        province_code=code,
        province=place["province"],
        region_code=place["region_code"],
        region=place["region"],
        component_code=TOTAL,
        component="",
        language=language,
        scores=scores,
        components=trees.assign(component=trees[name]),
        facts=load_table("facts", index=measured, place_code=code),
        places=places,
        sources=load_table("sources", source_id=sorted(scores["source_id"].unique())),
        counts=counts,
        exports=load_table("sources", source_id=sorted(counts["source_id"].unique())),
    )


def list_counts(subject: OneStop, by: str, year: int | None = None) -> pd.DataFrame:
    """Return the counts by one thing in a year, with ``judged`` and the share of these on time.

    ``judged`` are dossiers returned that had a day promised. The share is of them alone: what still waits is overdue
    or not, but has not been returned in time or late.
    """
    rows = subject.counts
    rows = rows[(rows["by"] == by) & (rows["year"] == (year or subject.year))]
    judged = rows["on_time"] + rows["late"]
    return rows.assign(judged=judged, on_time_share=(rows["on_time"] / judged).where(judged > 0)).reset_index(drop=True)


def sum_dossiers(subject: OneStop) -> pd.DataFrame:
    """Return the dossiers of the year in one row, beside the year before and the figure of the 766 set.

    Returns
    -------
    pandas.DataFrame
        ``received, judged, on_time_share, late, late_median, late_max, pending, overdue, overdue_max``; those of
        ``paused, no_due, odd, withdrawn, double`` that are not zero; as far as they are known ``year_before,
        share_before, share_change`` and ``published_share``: points of the 766 set's part on time, of their maximum.
    """
    whole = list_counts(subject, "whole")
    before = list_counts(subject, "whole", subject.year - 1)
    if len(before):
        share = before["on_time_share"].iloc[0]
        whole = whole.assign(year_before=subject.year - 1, share_before=share)
        whole = whole.assign(share_change=100 * (whole["on_time_share"] - share))
    if (published := find_published(subject)) is not None:
        whole = whole.assign(published_share=published)
    kept = [name for name in _WHOLE_COLUMNS if name in whole and (name not in _ODD or whole[name].any())]
    return whole[kept]


_WHOLE_COLUMNS = (
    "received",
    "judged",
    "on_time_share",
    "year_before",
    "share_before",
    "share_change",
    "published_share",
    "late",
    "late_median",
    "late_max",
    "pending",
    "overdue",
    "overdue_max",
    "paused",
    "no_due",
    "odd",
    "withdrawn",
    "double",
)
_ODD = ("paused", "no_due", "odd", "withdrawn", "double")
"""Counts that are told only where there are any."""


def find_published(subject: OneStop) -> float | None:
    """Return the share that the 766 set gives for on time: points of their maximum; None where it has no figure."""
    scores = subject.scores
    own = scores[(scores["year"] == subject.year) & (scores["province_code"] == subject.province_code)]
    own = own[(own["component_key"] == ON_TIME) & own["share"].notna()]
    return None if own.empty else float(own["share"].iloc[0])


def compare_units(subject: OneStop, by: str) -> pd.DataFrame:
    """Return agencies, communes or fields, the largest share late first, beside the year before.

    Parameters
    ----------
    by : str
        ``agency``, ``commune``, ``field``, ``channel``, ``procedure`` or ``digitised``.
    """
    table = list_counts(subject, by)
    before = list_counts(subject, by, subject.year - 1)
    if len(before):
        shares = dict(zip(before["label"].map(fold_label), before["on_time_share"], strict=True))
        table = table.assign(share_before=table["label"].map(fold_label).map(shares).astype(float))
        table = table.assign(share_change=100 * (table["on_time_share"] - table["share_before"]))
    table = table.assign(few=table["judged"] < FEWEST_JUDGED)
    table = table.sort_values(["few", "on_time_share", "label"], ignore_index=True)
    return table[[name for name in _UNIT_COLUMNS if name in table]]


_UNIT_COLUMNS = (
    "label",
    "received",
    "judged",
    "on_time_share",
    "share_before",
    "share_change",
    "late",
    "late_median",
    "late_max",
    "overdue",
    "overdue_max",
)


def trace_months(subject: OneStop) -> pd.DataFrame:
    """Return the months of the year: received in it, returned in it on time or late, promised for it and overdue.

    Returns
    -------
    pandas.DataFrame
        ``label`` (``2025-03``), ``received, judged, on_time_share, late, overdue`` and, where the year before is
        there, ``share_before`` of the same month and ``share_change``.
    """
    received, returned, due = (list_counts(subject, by).set_index("label") for by in ("received", "returned", "due"))
    months = [f"{subject.year}-{month:02}" for month in range(1, 13)]
    months = [month for month in months if month in received.index or month in returned.index]
    if not months:  # a summary knows none
        return pd.DataFrame(columns=["label"])
    table = pd.DataFrame({"label": months})
    table["received"] = table["label"].map(received["received"]).fillna(0).astype("int64")
    for name in ("judged", "late"):
        table[name] = table["label"].map(returned[name]).fillna(0).astype("int64")
    table["on_time_share"] = table["label"].map(returned["on_time_share"]).astype(float)
    table["overdue"] = table["label"].map(due["overdue"]).fillna(0).astype("int64")
    before = list_counts(subject, "returned", subject.year - 1)
    before = before[before["label"].str.startswith(f"{subject.year - 1}-")]  # not those returned in the months after
    if len(before):
        shares = dict(zip(before["label"].str[-2:], before["on_time_share"], strict=True))
        table["share_before"] = table["label"].str[-2:].map(shares).astype(float)
        table["share_change"] = 100 * (table["on_time_share"] - table["share_before"])
    return table[[name for name in _UNIT_COLUMNS if name in table]]


def list_overdue_units(subject: OneStop) -> pd.DataFrame:
    """Return every unit with overdue dossiers, the most first, with who heads it as far as the register says so.

    Returns
    -------
    pandas.DataFrame
        ``unit, head, overdue, overdue_max, waiting`` (overdue and still in time). A commune stands for dossiers that
        no department holds; a last row without a unit for those of which the export tells neither.
    """
    units = [list_counts(subject, "agency"), list_counts(subject, "local")]
    table = pd.concat(units, ignore_index=True).rename(columns={"label": "unit"})
    table = table[table["overdue"] > 0].assign(waiting=lambda rows: rows["overdue"] + rows["pending"])
    heads = find_heads(subject)
    table = table.assign(head=table["unit"].map(lambda unit: heads.get(fold_label(unit), "")))
    table = table.sort_values(["overdue", "overdue_max", "unit"], ascending=[False, False, True], ignore_index=True)
    table = table[["unit", "head", "overdue", "overdue_max", "waiting"]]
    whole = list_counts(subject, "whole").iloc[0]
    rest = int(whole["overdue"] - table["overdue"].sum())
    if rest:
        table.loc[len(table)] = ["", "", rest, float("nan"), float("nan")]
    return table.astype({"overdue": "int64"})


def find_heads(subject: OneStop) -> dict[str, str]:
    """Return who heads each agency of the province, by its folded names, as its register says."""
    table = load_table("agencies", vintage=subject.vintage, province_code=subject.province_code)
    heads: dict[str, str] = {}
    for row in table.itertuples():
        for name in (row.agency, *str(row.aliases or "").split(";")):
            if row.head:
                heads.setdefault(fold_label(name), row.head)
    return heads


def list_longest(subject: OneStop) -> pd.DataFrame:
    """Return the dossiers overdue for longest: ``unit, dossier, procedure, due, days``; no person is in the table."""
    rows = load_table("onestop_overdue", province_code=subject.province_code, year=subject.year)
    return rows[["unit", "dossier", "procedure", "due", "days"]].fillna("").reset_index(drop=True)
