"""Names of provinces to codes, a whole column at once (ghép tên tỉnh với mã): all usual spellings, nothing guessed."""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Hashable, Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from parlib.front import provinces
from parlib.places import load_names
from parlib.province_names import NameIndex, UnknownProvinceError, fold_name
from parlib.ready import make_ready
from parlib.research.search import fold
from parlib.terms import VINTAGES

CITY = ("thanh pho truc thuoc trung uong", "thanh pho", "tp", "t p", "city of", "municipality of")
"""Words before a name that say it is a city: of a province they would mean its capital, which is another place."""

CITY_AFTER = ("special city", "city", "municipality", "thanh pho")
"""Words behind a name that say so."""

PLAIN = ("uy ban nhan dan", "ubnd", "hdnd", "thu do", "tinh", "province of", "capital of")
"""Words before a name that change nothing."""

PLAIN_AFTER = ("province", "prov", "pro", "capital", "tinh", "vietnam", "viet nam", "vn")
"""Words behind a name that change nothing."""

_WHOLE = re.compile(r"(vietnam|whole|nation|country|mean|average|median|total|tong)\w*\b")
"""How rows beside the provinces begin in English, and what SUMMARY of the scoreboards does not have."""

MOST_NAMED = 8
"""Unknown names that a message tells."""


def match_provinces(names: Iterable[object], vintage: str | int = "63", unknown: str = "error") -> pd.Series:
    """Return the codes of the provinces that printed names mean, in Vietnamese or English.

    Taken are official names and reviewed aliases, with or without accents, case, spaces and punctuation; with Tỉnh,
    Thành phố, TP., UBND, Province, City and the like; codes of the GSO (``1``, ``"01"``) and ISO 3166-2 (``VN-13``).
    A name that is nearly right is not taken but answered with the nearest known; nor is the capital of a province
    (``TP. Bắc Giang``), which is another place.

    Parameters
    ----------
    names : iterable
        Names or codes; a Series keeps its index, and one name alone is a list of one.
    vintage : str or int
        ``63`` or ``34``. A province that only the 63 had is unknown among the 34: its message names the new one.
    unknown : str
        ``error`` raises; ``missing`` leaves them missing and warns once.

    Returns
    -------
    pandas.Series
        Codes as text, in the order of *names*; missing stays missing.

    Raises
    ------
    UnknownProvinceError
        With the names that mean none, and the nearest known of each.

    Examples
    --------
    >>> match_provinces(["Ha Noi City", "TP. Hồ Chí Minh", "Khanh Hoa province", "VN-13", 1]).tolist()
    ['01', '79', '56', '22', '01']
    >>> match_provinces(["Quảng Nin"])
    Traceback (most recent call last):
    parlib.province_names.UnknownProvinceError: 1 name means none of the 63 provinces: 'Quảng Nin' (nearest ...
    """
    make_ready()
    vintage = str(vintage)
    if vintage not in VINTAGES:
        raise ValueError(f"vintage {vintage!r} is not known: choose 63 or 34")
    if unknown not in ("error", "missing"):
        raise ValueError(f"unknown={unknown!r} is not known: choose error or missing")
    names = [names] if isinstance(names, str) else names
    series = names if isinstance(names, pd.Series) else pd.Series(list(names), dtype=object)
    cities = provinces(vintage).query("is_city")["province_code"]
    known = _Spellings(load_names(vintage), cities)
    found: dict[Hashable, str | None] = {}
    for name in series.dropna().unique():
        found[name] = known.find(name)
    if lacking := [name for name, code in found.items() if code is None]:
        message = _explain(lacking, vintage, known.names)
        if unknown == "error":
            raise UnknownProvinceError(message)
        warnings.warn(message, stacklevel=2)
    return series.map(found).astype("str").rename("province_code")


class _Spellings:
    """All spellings of one vintage."""

    def __init__(self, names: NameIndex, cities: Iterable[str]) -> None:
        self.names = names
        self.cities = {*cities, "46"}  # Thừa Thiên Huế became a city half a year before the 63 became the 34
        folder = Path(__file__).parent
        # Both files name provinces of the 63; among the 34 a name is looked up, for a code may mean another place.
        old = {row["code"]: row for row in _read(folder / "iso_3166_2.csv")}
        mean = {code: names.codes.get(fold_name(row["name_vi"])) for code, row in old.items()}
        more = {fold_name(row["spelling"]): mean[row["code"]] for row in _read(folder / "spellings.csv")}
        self.codes = {name: code for name, code in more.items() if code} | names.codes
        self.iso = {row["iso_3166_2"].removeprefix("VN-"): mean[code] for code, row in old.items()}

    def find(self, name: object) -> str | None:
        """Return the code that a name means, or None."""
        text = fold(str(name).replace("\N{NO-BREAK SPACE}", " "))
        text = re.sub(r"\.0+$", "", text) if isinstance(name, float) else text
        if digits := re.fullmatch(r"\s*0*(\d{1,2})\s*", text):
            code = digits[1].zfill(2)
            return code if code in self.names.names else None
        if iso := re.fullmatch(r"vn[\s_.-]*(\d\d|ct|dn|hn|hp|sg)", text.strip()):
            return self.iso.get(iso[1].upper())
        for plain, is_city in _strip_words(re.sub(r"[^a-z0-9]+", " ", text).strip()):
            if code := self.codes.get(plain.replace(" ", "")):
                return None if is_city and code not in self.cities else code
        return None


def _strip_words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a name with ever fewer words around it, and whether those taken away say that it is a city.

    The longest comes first: Hà Tĩnh ends as the word for province does.

    Examples
    --------
    >>> list(_strip_words("ha tinh city"))
    [('ha tinh city', False), ('ha tinh', True), ('ha', True)]
    """
    seen, waiting = set(), [(text, False)]
    while waiting:
        text, is_city = waiting.pop(0)
        if (text, is_city) in seen:
            continue
        seen.add((text, is_city))
        yield text, is_city
        before: tuple[tuple[Sequence[str], bool], ...] = ((CITY, True), (PLAIN, False))
        for words, city in before:
            waiting += [(text[len(word) + 1 :], is_city or city) for word in words if text.startswith(f"{word} ")]
        after: tuple[tuple[Sequence[str], bool], ...] = ((CITY_AFTER, True), (PLAIN_AFTER, False))
        for words, city in after:
            waiting += [(text[: -len(word) - 1], is_city or city) for word in words if text.endswith(f" {word}")]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _explain(lacking: list[Hashable], vintage: str, names: NameIndex) -> str:
    from parlib.readers.labels import SUMMARY  # the readers of workbooks are not needed for anything else here

    explained = []
    for name in lacking[:MOST_NAMED]:
        text = fold(str(name)).strip()
        if SUMMARY.match(text) or _WHOLE.match(text):
            explained.append(f"{name!r} (the country, a region or a mean, no province: take its row out)")
            continue
        try:
            code = names.find(str(name))
            explained.append(
                f"{name!r} (the capital of a province, or the province {names.names[code]} itself? Write which)"
            )
        except UnknownProvinceError as error:
            text = str(error)
            near = text.partition("; nearest known: ")[2]
            moved = text.partition(" provinces: ")[2] if "since 1 July 2025" in text else ""
            explained.append(f"{name!r}" + (f" (nearest known: {near})" if near else f" ({moved})" if moved else ""))
    more = f" and {len(lacking) - MOST_NAMED} more" if len(lacking) > MOST_NAMED else ""
    many = f"{len(lacking)} names mean" if len(lacking) > 1 else "1 name means"
    return f"{many} none of the {vintage} provinces: {'; '.join(explained)}{more}"
