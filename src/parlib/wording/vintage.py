"""What people call the results of a year, and that they are back-cast to the 34 where they are."""

from __future__ import annotations

from parlib.indices import join_years
from parlib.subject import Subject
from parlib.wording.titles import name_back_cast


def say_years(subject: Subject, first: int, last: int) -> str:
    """Return what people call the subject's results of several years: ``PAR INDEX 2017–2023``."""
    edition = join_years(subject.index.call(subject.language), f"{first}–{last}", subject.language)
    return name_back_cast(edition, subject.language) if subject.back_cast else edition


def say_edition(subject: Subject) -> str:
    """Return what people call the subject's results, and that they are back-cast where they are."""
    edition = subject.index.edition(subject.year, subject.language)
    return name_back_cast(edition, subject.language) if subject.back_cast else edition
