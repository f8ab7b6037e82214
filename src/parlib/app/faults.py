"""What went wrong, as the page says it: a sentence by language."""

from __future__ import annotations

from parlib.problems import DataProblemsError, Problem
from parlib.speech import say
from parlib.terms import LANGUAGES


class UserError(ValueError):
    """Something that a person can put right on the page; *said* is the sentence by language."""

    def __init__(self, said: dict[str, str]) -> None:
        self.said = said
        super().__init__(said["en"])

    def __reduce__(self) -> tuple:
        """Let it come whole from another process."""
        return type(self), (self.said,)


def say_both(what: object) -> dict[str, str]:
    """Return a problem, an exception or a sentence by language.

    Examples
    --------
    >>> say_both(Problem("a.xlsx", "the file is empty"))["vi"]
    'a.xlsx: tệp không có dữ liệu'
    """
    said = what.say() if isinstance(what, Problem) else what
    return {language: say(said, language) for language in LANGUAGES}


def tell_faults(error: Exception) -> list[dict[str, str]]:
    """Return what went wrong, a sentence by language each."""
    if isinstance(error, UserError):
        return [error.said]
    return [say_both(fault) for fault in (error.problems if isinstance(error, DataProblemsError) else [error])]
