"""Exhibits of what stands behind a page: publications, and facts as they were printed."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import make_exhibit
from parlib.exhibits.exhibit import Exhibit
from parlib.subject import Subject
from parlib.wording.sources import mark_choices, say_facts, say_sources


def show_facts(subject: Subject, facts: pd.DataFrame) -> Exhibit:
    """Show the printed facts of the province and the nation, with those that disagree."""
    table = mark_choices(facts, subject.language)
    return make_exhibit(subject, "facts", say_facts(facts, subject), table, "table" if len(table) else "none")


def show_sources(subject: Subject, sources: pd.DataFrame) -> Exhibit:
    """Show the publications that the figures come from: document, issuer, years, dates, address, hash."""
    dated = ["date"] if (sources["date"].fillna("") != "").any() else []
    shown = sources[["document", "issuer", "years", *dated, "received", "address", "sha256"]]
    serves = ";".join(sources["serves"])
    return make_exhibit(subject, "sources", say_sources(sources, subject), shown, serves=serves)
