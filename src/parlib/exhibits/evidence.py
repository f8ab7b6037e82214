"""Exhibits of what stands behind a page: publications, and facts as they were printed."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import make_exhibit
from parlib.exhibits.exhibit import Exhibit
from parlib.subject import Subject
from parlib.wording.checked import name_check, say_checks, say_conflicts
from parlib.wording.sources import mark_choices, say_facts, say_sources


def show_facts(subject: Subject, facts: pd.DataFrame) -> Exhibit:
    """Show the printed facts of the province and the nation, with those that disagree."""
    table = mark_choices(facts, subject.language)
    return make_exhibit(subject, "facts", say_facts(facts, subject), table, "table" if len(table) else "none")


def show_checks(subject: Subject, checks: pd.DataFrame) -> Exhibit:
    """Show how many printed figures of the index were held against what, and how many agree."""
    table = checks.assign(check=[name_check(check, subject.language) for check in checks["check"]])
    return make_exhibit(subject, "checks", say_checks(checks, subject), table, "table" if len(table) else "text")


def show_conflicts(subject: Subject, conflicts: pd.DataFrame) -> Exhibit:
    """Show the printed figures that are known not to agree, and why."""
    table = conflicts.assign(check=[name_check(check, subject.language) for check in conflicts["check"]])
    return make_exhibit(
        subject, "conflicts", say_conflicts(conflicts, subject), table, "table" if len(table) else "text"
    )


def show_sources(subject: Subject, sources: pd.DataFrame) -> Exhibit:
    """Show the publications that the figures come from: document, issuer, years, dates, address, hash."""
    dated = ["date"] if (sources["date"].fillna("") != "").any() else []
    shown = sources[["document", "issuer", "years", *dated, "received", "address", "sha256"]]
    serves = ";".join(sources["serves"])
    return make_exhibit(subject, "sources", say_sources(sources, subject), shown, serves=serves)
