"""How figures are cited (trích dẫn nguồn): who issued them, in which publication, on which terms."""

from __future__ import annotations

import re

import pandas as pd

from parlib import __version__
from parlib.front import check_index, check_year
from parlib.ready import make_ready
from parlib.store import load_table
from parlib.terms import INDICES, check_language
from parlib.tidy import Row

PROGRAM = {
    "vi": f"parlib {__version__} [phần mềm]: phân tích chuyên sâu các chỉ số cải cách của các tỉnh. Giấy phép MIT.",
    "en": f"parlib {__version__} [computer software]: in-depth analysis of Viet Nam's reform indices by province. MIT.",
}


def cite(index: str, year: int, language: str = "en", style: str = "text") -> str:
    """Return how to cite the figures of an index and year, and the program.

    Parameters
    ----------
    index : str
        Index id.
    year : int
        Year of the results.
    language : str
        ``en`` or ``vi``.
    style : str
        ``text`` (one paragraph a source, with its terms) or ``bibtex``.

    Raises
    ------
    ValueError
        For an index or a year without figures, or another style.

    Examples
    --------
    >>> print(cite("papi", 2024))
    UNDP, CECODES, RTA, VFF-CRT (2024). PAPI 2024: sub-dimension scores by province. papi.org.vn (received 2026-11-23).
    Terms: © UNDP, CECODES, RTA, VFF-CRT; figures cited with credit.
    parlib ... [computer software]: in-depth analysis of Viet Nam's reform indices by province. MIT.
    """
    make_ready()
    check_language(language)
    index = check_index(index)
    scores = load_table("scores", index=index)
    year = check_year(year, scores["year"], INDICES[index].short)
    behind = scores.loc[scores["year"] == year, "source_id"].unique()
    sources = load_table("sources", source_id=list(behind))
    if style == "bibtex":
        return "\n\n".join(_write_bibtex(row, year, language) for row in sources.itertuples())
    if style != "text":
        raise ValueError(f"style {style!r} is not known: choose text or bibtex")
    return "\n".join([*(_write_text(row, year, language) for row in sources.itertuples()), PROGRAM[language]])


def _write_text(row: Row, year: int, language: str) -> str:
    document = (row.document_en if language == "en" else "") or row.document
    received, terms = ("received", "Terms") if language == "en" else ("nhận ngày", "Điều kiện sử dụng")
    dated = row.date or str(year)
    where = f" {row.address}" + (f" ({received} {row.received})" if row.received else "") + "." if row.address else ""
    return f"{row.issuer} ({dated}). {document}.{where}\n{terms}: {row.licence}."


def _write_bibtex(row: Row, year: int, language: str) -> str:
    fields = {
        "author": "{" + row.issuer + "}",
        "title": (row.document_en if language == "en" else "") or row.document,
        "year": str(year),
        "url": row.address,
        "note": row.licence,
    }
    key = re.sub(r"[^a-z0-9]+", "_", row.source_id.casefold())
    return "@misc{" + key + ",\n" + ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items()) + "\n}"


def describe_sources(sources: pd.DataFrame) -> list[dict[str, str]]:
    """Return sources as plain values, for the ``attrs`` of a table."""
    columns = ["source_id", "issuer", "document", "address", "received", "licence"]
    return sources[columns].astype(str).to_dict("records")
