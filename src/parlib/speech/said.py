"""A message that is English text and can be said in Vietnamese (một lời nhắn, hai ngôn ngữ)."""

from __future__ import annotations

import errno
import string
from collections.abc import Iterable
from typing import Any

from parlib.speech.catalogue import find_language, look_up

_SWAP = str.maketrans(",.", ".,")

_REFUSALS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full for this user",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "it may not be written or read: is it open in another program, or without rights?",
    errno.EPERM: "it may not be written: is it open in another program, or without rights?",
    errno.ENOENT: "there is no such file or folder",
    errno.EEXIST: "there is a file or folder of this name already",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EISDIR: "it is a folder, not a file",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EIO: "the disk cannot be read or written",
}


class Said(str):
    """English text that remembers its template and fields; it goes to another process as it is."""

    template: str
    fields: dict[str, Any]

    __slots__ = ("fields", "template")

    def __reduce__(self) -> tuple:
        return _make, (self.template, self.fields)

    def replace(self, old: str, new: str, count: int = -1, /) -> Said:  # type: ignore[override]  # fields, not text
        """Return the message with other words in its fields, such as the name of a file."""
        fields = {name: _replace(value, old, new, count) for name, value in self.fields.items()}
        return _make(self.template, fields)


class Plain(str):
    """Words that are the same in both languages, such as a line of a table: they are not looked up.

    Examples
    --------
    >>> say(Plain("the file is empty"), "vi"), say("the file is empty", "vi")
    ('the file is empty', 'tệp không có dữ liệu')
    """


def tell(template: str, /, **fields: object) -> Said:
    """Return a message of the program with its fields filled in.

    Fields are written as `str.format` does; beside that a list is joined by commas, ``{n:=page|pages}`` is the word
    that agrees with a number, a message or an exception within a message is said in the same language, and in
    Vietnamese numbers that are formatted have a decimal comma. A constant sentence in a field is looked up as it
    stands; one bare word is data (an id, the name of a column), and is given as ``tell("component")`` where it is a
    word of the language.

    Examples
    --------
    >>> said = tell("{n:,} {n:=row|rows} in {files}", n=1200, files=["a.csv", "b.csv"])
    >>> said
    '1,200 rows in a.csv, b.csv'
    >>> say(tell("{name}: {fault}", name="a.csv", fault="the file is empty"), "vi")
    'a.csv: tệp không có dữ liệu'
    """
    return _make(template, {name: _keep(value) for name, value in fields.items()})


def say(text: object, language: str | None = None) -> str:
    """Return what is to be shown in a language: a message, an exception, or a sentence that is looked up as it stands.

    Examples
    --------
    >>> error = ValueError(tell("{path} is not there", path="a.xlsx"))
    >>> str(error), say(error, "vi")
    ('a.xlsx is not there', 'không tìm thấy a.xlsx')
    """
    language = language or find_language()
    text = _keep(text)
    if isinstance(text, Said):
        return _Filler(language).vformat(look_up(text.template, language), (), text.fields)
    return str(text) if isinstance(text, Plain) else look_up(str(text), language)


def _make(template: str, fields: dict[str, Any]) -> Said:
    said = Said(_Filler("en").vformat(template, (), fields))
    said.template, said.fields = template, fields
    return said


def _replace(value: object, old: str, new: str, count: int) -> object:
    if isinstance(value, tuple):
        return tuple(_replace(one, old, new, count) for one in value)
    return value.replace(old, new, count) if isinstance(value, str) else value


def _keep(value: object) -> object:
    """Return a field as it is kept: an exception as what it says, many values as a tuple."""
    if isinstance(value, OSError) and value.errno is not None:
        return explain_refusal(value)
    if isinstance(value, BaseException):
        return value.args[0] if len(value.args) == 1 and isinstance(value.args[0], str) else str(value)
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return tuple(map(_keep, value))
    return value


class _Filler(string.Formatter):
    """Fills a template in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def convert_field(self, value: Any, conversion: str | None) -> Any:  # noqa: ANN401 (a field is of any type)
        """Write ``{field!r}``: of many values, each one."""
        if conversion == "r":
            quote = "“{}”".format if self._language == "vi" else repr
            return tuple(map(quote, value)) if isinstance(value, tuple) else quote(value)
        return super().convert_field(value, conversion)

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401
        """Write one field."""
        if format_spec.startswith("="):
            one, _, many = format_spec[1:].partition("|")
            return one if value == 1 else many
        if isinstance(value, tuple):
            return self._join(value, format_spec)
        if isinstance(value, str) and not format_spec:
            # One bare word is data, such as the name of a column: "code" is no word of ours unless `tell` made it.
            return say(value, self._language) if isinstance(value, Said) or " " in value else value
        text = format(value, format_spec) if format_spec else str(value)
        is_written = format_spec or isinstance(value, float)
        return text.translate(_SWAP) if self._language == "vi" and is_written and not isinstance(value, str) else text

    def _join(self, values: tuple, format_spec: str) -> str:
        sign = {"or": say(" or ", self._language), "and": say(" and ", self._language), ";": "; "}.get(format_spec)
        return (sign or ", ").join(self.format_field(one, "" if sign else format_spec) for one in values)


def explain_refusal(error: OSError) -> Said:
    """Return in one line what the system refused: a full or read-only disk, a locked file, a folder without rights.

    Examples
    --------
    >>> explain_refusal(OSError(errno.ENOSPC, "No space left on device", "a.xlsx"))
    'a.xlsx: the disk is full'
    """
    why = _REFUSALS.get(error.errno or 0) or error.strerror or "the system refused it"
    path = error.filename2 or error.filename  # of a copy, the second is where to
    return tell("{path}: {why}", path=path, why=why) if path else tell("{why}", why=why)
