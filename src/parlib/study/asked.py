"""What a question is asked of: one province, or the whole country; the wrong one is refused with the way out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from parlib.subject import Subject
from parlib.terms import COUNTRY

F = TypeVar("F", bound=Callable[..., Any])


class NotOneProvinceError(ValueError):
    """A question about one province was asked of the whole country, or of something that is no subject."""


def of_province(function: F) -> F:
    """Let a question be asked of one province only: of the country it would have an empty table, and no reason.

    Raises
    ------
    NotOneProvinceError
        From the question, if it is asked of the whole country, or of something that is no subject.
    """
    name = f"{function.__module__.removeprefix('parlib.study.')}.{function.__name__}"

    @wraps(function)
    def ask(subject: Subject, *given: Any, **named: Any) -> Any:  # noqa: ANN401
        if not isinstance(subject, Subject):
            raise NotOneProvinceError(
                f"{name} asks about a subject, not {type(subject).__name__} {subject!r:.40}: "
                f'open one with parlib.open_subject(index, year, "Quảng Ninh")'
            )
        if subject.province_code == COUNTRY:
            raise NotOneProvinceError(
                f"{name} asks about one province, and this subject is the country: open one with "
                f"a name, or ask of all with parlib.for_all({name}, subject)"
            )
        return function(subject, *given, **named)

    return ask  # type: ignore[return-value]  # takes and returns what *function* does
