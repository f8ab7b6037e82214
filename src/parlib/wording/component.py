"""What a component page measures, in words."""

from __future__ import annotations

from parlib.subject import Subject
from parlib.wording.titles import name_component
from parlib.wording.vintage import say_edition


def name_matter(subject: Subject) -> str:
    """Return what is measured: ``chỉ số thành phần 4, Kiểm soát tham nhũng (PAPI 2024)``.

    The index as a whole is called by its short name and year.
    """
    edition = say_edition(subject)
    if subject.component_code == "total":
        return edition
    return f"“{name_component(subject.component_code, subject.component)}” ({edition})"
