"""Printed text to numbers and component codes. A form that can be read in two ways is never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from parlib.speech import Said, tell

Row: TypeAlias = Any
"""A row as `pandas.DataFrame.itertuples` gives it: its attributes are the columns of the table, which no type knows."""

MISSING_FORMS = {"", "-", "–", "—", "…", "...", "n/a", "na", "không có", "x"}
"""Printed forms that stand for no figure."""

_UNITS = re.compile(r"\s*(?:%|điểm|đ|points?(?:\s*/\s*100)?)\s*$", re.IGNORECASE)
_INTEGER = re.compile(r"[+-]?\d+")
_GROUPED = {
    ",": re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+|[+-]?\d{1,3}(?:\.\d{3}){2,}"),
    ".": re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+|[+-]?\d{1,3}(?:,\d{3}){2,}"),
}
_SINGLE = re.compile(r"[+-]?(\d+)([.,])(\d+)")


@dataclass(frozen=True)
class Reading:
    """Numbers read from a column, and what could not be read.

    Attributes
    ----------
    values : pandas.Series
        Floats with the index of the texts; NaN where the text stands for no figure or has a fault.
    faults : dict
        From index label to what is wrong there.
    """

    values: pd.Series
    faults: dict[object, str]


def read_decimal_sign(text: str) -> str:
    """Tell which sign is the decimal one in a printed number: ``,``, ``.``, ``either``, ``none`` or ``not a number``.

    Examples
    --------
    >>> [read_decimal_sign(text) for text in ("91,04", "8.435,7", "2.154", "0.123", "63", "abc")]
    [',', ',', 'either', '.', 'none', 'not a number']
    """
    if _INTEGER.fullmatch(text):
        return "none"
    for sign, pattern in _GROUPED.items():
        if pattern.fullmatch(text):
            return sign
    match = _SINGLE.fullmatch(text)
    if not match:
        return "not a number"
    whole, sign, rest = match.groups()
    could_be_thousands = len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0")
    return "either" if could_be_thousands else sign


def is_unsure(fault: str) -> bool:
    """Tell whether text is a number, of which only the sign between whole and part is not clear."""
    return isinstance(fault, Said) and set(fault.fields) == {"plain", "whole", "part"}


def parse_numbers(texts: pd.Series) -> Reading:
    """Read a column of printed numbers, in Vietnamese or English form but not both.

    Parameters
    ----------
    texts : pandas.Series
        Printed text: ``91,04``, ``2.154,5``, ``91.04%``, ``-`` or blank.

    Returns
    -------
    Reading
        A dot or comma before exactly three digits is settled by the other figures of the column; where none
        settles it, each such row is a fault.

    Examples
    --------
    >>> parse_numbers(pd.Series(["8.435,7", "2.154", "-"])).values.tolist()
    [8435.7, 2154.0, nan]
    >>> parse_numbers(pd.Series(["2.154"])).faults
    {0: "'2.154' can be read as 2154 or as 2.154, and nothing else in the column settles which"}
    """
    plain = texts.astype(str).str.strip().str.replace(_UNITS, "", regex=True).str.replace("\u2212", "-")
    plain = plain.mask(plain.str.casefold().isin(MISSING_FORMS))
    signs = plain.dropna().map(read_decimal_sign)
    known = [sign for sign in (",", ".") if (signs == sign).any()]
    if len(known) == 1:
        signs = signs.replace("either", known[0])
    faults = _find_faults(plain, signs, known)
    good = signs[~signs.index.isin(list(faults))]
    values = pd.Series(float("nan"), index=texts.index, dtype="float64")
    values.loc[good.index] = _to_floats(plain.loc[good.index], good)
    return Reading(values, faults)


def _to_floats(plain: pd.Series, signs: pd.Series) -> pd.Series:
    comma = signs == ","
    vietnamese = plain.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    english = plain.str.replace(",", "", regex=False)
    return vietnamese.where(comma, english).astype("float64")


def _find_faults(plain: pd.Series, signs: pd.Series, known: list[str]) -> dict[object, str]:
    faults: dict[object, str] = {
        label: tell("{plain!r} is not a number", plain=plain[label]) for label in signs.index[signs == "not a number"]
    }
    for label in signs.index[signs == "either"]:
        whole = plain[label].replace(".", "").replace(",", "")
        part = plain[label].replace(",", ".")
        faults[label] = tell(
            "{plain!r} can be read as {whole} or as {part}, and nothing else in the column settles which",
            plain=plain[label],
            whole=whole,
            part=part,
        )
    if len(known) == 2:
        counts = signs[signs.isin(known)].value_counts()
        odd = counts.idxmin()
        usual = counts.idxmax()
        for label in signs.index[signs == odd]:
            faults[label] = tell(
                "{plain!r} has the decimal sign {odd!r}, other figures of the column have {usual!r}",
                plain=plain[label],
                odd=odd,
                usual=usual,
            )
    return faults


def parse_rank(texts: pd.Series) -> pd.DataFrame:
    """Read printed ranks such as ``4/63`` or ``4`` into ``rank`` and ``n_ranked`` (missing where not printed).

    Examples
    --------
    >>> parse_rank(pd.Series(["4/63", "12"]))
        rank  n_ranked
    0      4        63
    1     12      <NA>
    """
    parts = texts.astype(str).str.extract(r"^\s*(?P<rank>\d+)\s*(?:/\s*(?P<n_ranked>\d+))?\s*$")
    return parts.astype("Int64")


_DIMENSION = re.compile(r"^(?:dimension|chỉ số nội dung)\s+(\d+)", re.IGNORECASE)
_CODE = re.compile(r"^(\d+(?:\.\d+)+)\.?\s")


def parse_component_label(label: str) -> tuple[str, str] | None:
    """Return code and name from a printed label, or None if it is not one.

    Examples
    --------
    >>> parse_component_label("Dimension 1: Participation"), parse_component_label("1.2. Cơ hội tham gia bầu cử")
    (('1', 'Participation'), ('1.2', 'Cơ hội tham gia bầu cử'))
    >>> parse_component_label("34 tỉnh, thành phố") is None
    True
    """
    text = " ".join(str(label).split())
    match = _DIMENSION.match(text) or _CODE.match(text)
    if not match:
        return None
    return match.group(1), text[match.end() :].lstrip(" :.")
