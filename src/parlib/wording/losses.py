"""What is lost where scores are shares of satisfied people."""

from __future__ import annotations

from parlib.subject import Subject
from parlib.wording.phrases import say


def is_satisfaction(subject: Subject) -> bool:
    """Tell whether scores are shares of satisfied people, so that what is missing are people, not points."""
    return subject.index.unit_vi == "%"


def label_lost(subject: Subject) -> dict[str, str]:
    """Return the heads of the columns of losses where these are people who are not satisfied, not points."""
    if not is_satisfaction(subject):
        return {}
    head = say(subject.language, "Chưa hài lòng (%)", "Not satisfied (%)")
    before = say(subject.language, "Chưa hài lòng kỳ trước (%)", "Not satisfied before (%)")
    return {"lost": head, "lost_before": before}
