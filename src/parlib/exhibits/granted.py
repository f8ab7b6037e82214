"""Exhibits of what was claimed and what was granted: parts, documents against surveys, agencies, reasons."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import make_exhibit
from parlib.exhibits.exhibit import Exhibit
from parlib.gate import OTHERWISE
from parlib.subject import Subject
from parlib.wording import granted as words
from parlib.wording.phrases import say


def show_claims(subject: Subject, claims: pd.DataFrame, sides: pd.DataFrame) -> Exhibit:
    """Show the parts on which more was claimed than granted."""
    return _show(subject, "claims", words.say_claims(claims, subject, len(sides) > 0), claims, known=len(sides) > 0)


def show_sides(subject: Subject, sides: pd.DataFrame) -> Exhibit:
    """Show points from documents beside points from surveys and outcomes."""
    named = sides.assign(side=[say(subject.language, *words.SIDES[side]) for side in sides["side"]])
    finding = words.say_sides(sides, subject)
    return _show(subject, "sides", finding, named, {"side": say(subject.language, "Phần điểm", "Points from")})


def show_agencies(subject: Subject, agencies: pd.DataFrame) -> Exhibit:
    """Show points held, claimed, granted and lost by agency."""
    return _show(subject, "agencies", words.say_agencies(agencies, subject), agencies)


def show_reasons(subject: Subject, reasons: pd.DataFrame, sides: pd.DataFrame) -> Exhibit:
    """Show points lost by the appraisers' reason."""
    named = reasons.assign(reason=reasons["reason"].replace("", say(subject.language, *words.NO_REASON)))
    return _show(subject, "reasons", words.say_reasons(reasons, subject, len(sides) > 0), named, known=len(sides) > 0)


def _show(
    subject: Subject, name: str, finding: str, table: pd.DataFrame, labels: dict[str, str] | None = None,
    known: bool = False,
) -> Exhibit:  # fmt: skip
    """Show a table; an empty one of a scoreboard that is *known* is an answer, else the scoreboard is lacking."""
    chart = "table" if len(table) else "text" if known else "none"
    lacking = OTHERWISE[name]
    return make_exhibit(subject, name, finding, table.dropna(axis=1, how="all"), chart, labels=labels, lacking=lacking)
