"""Provinces (tỉnh, thành phố): which one a printed name means, within a vintage of 63 or 34."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from parlib.files.slug import strip_accents
from parlib.problems import Problem
from parlib.speech import tell
from parlib.terms import VINTAGES

_PREFIXES = re.compile(r"^(?:uy ban nhan dan|ubnd|thanh pho|tinh|t\s*p)\s+")


class UnknownProvinceError(ValueError):
    """A name that means no province of the vintage; the message gives the nearest known names."""


class MixedVintagesError(ValueError):
    """A table holds provinces of the 63 and of the 34; the message says how to choose."""


def check_one_vintage(table: pd.DataFrame, what: str = "the table") -> pd.DataFrame:
    """Return *table* if all its rows are of one vintage, or if it says nothing of vintages.

    Raises
    ------
    MixedVintagesError
        If it holds both.

    Examples
    --------
    >>> check_one_vintage(pd.DataFrame({"vintage": ["63", "34"]}))
    Traceback (most recent call last):
    parlib.province_names.MixedVintagesError: the table mixes provinces of the 63 and of the 34, ...
    """
    if "vintage" in table and table["vintage"].nunique() > 1:
        raise MixedVintagesError(
            tell(
                "{what} mixes provinces of the 63 and of the 34, and a code such as 24 means Bắc Giang in "
                'one and Bắc Ninh in the other: choose one with vintage="63" or vintage="34" (on the command '
                "line: --vintage)",
                what=what,
            )
        )
    return table


def fold_name(text: str) -> str:
    """Return the letters of a province's name without case, accents, prefixes, spaces or punctuation.

    Examples
    --------
    >>> fold_name("UBND Thành phố Hồ Chí Minh"), fold_name("TP. Hà Nội "), fold_name("Hoà Bình")
    ('hochiminh', 'hanoi', 'hoabinh')
    >>> fold_name("Thừa Thiên - Huế"), fold_name("Đien Bien")
    ('thuathienhue', 'dienbien')
    """
    return _fold(str(text))


@lru_cache(maxsize=8192)  # the same few hundred names stand in the rows of every table
def _fold(text: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", " ", strip_accents(text).casefold()).strip() + " "
    while match := _PREFIXES.match(plain):
        plain = plain[match.end() :]
    return plain.replace(" ", "")


_OFFICES = (
    ("uy ban nhan dan", "ubnd"),
    ("phuc vu hanh chinh cong", "pvhcc"),
    ("van phong", "vp"),
    ("trung tam", "tt"),
    ("ban quan ly", "bql"),
)
"""Words in the names of offices, and how offices shorten them."""


def shorten_office(name: str) -> list[str]:
    """Return, folded as `fold_name` folds names, the name of an office with its usual words shortened.

    Examples
    --------
    >>> shorten_office("Văn phòng Ủy ban nhân dân tỉnh"), shorten_office("Thanh tra tỉnh"), shorten_office("Sở Y tế")
    (['vpubndtinh', 'vpubnd', 'vpub'], ['thanhtra'], [])
    """
    plain = short = " ".join(re.findall(r"[a-z0-9]+", strip_accents(name).casefold()))
    for words, letters in _OFFICES:
        short = re.sub(rf"\b{words}\b", letters, short)
    if short == plain and not plain.startswith(("thanh tra ", "vp ")):
        return []
    bare = re.sub(r" (tinh|thanh pho|tp)$", "", short)
    found = dict.fromkeys([short, bare, *(["vp ub"] if bare == "vp ubnd" else [])])
    return [text.replace(" ", "") for text in found if text != plain]


def list_shortenings(name: str) -> list[str]:
    """Return, folded, how the name of an office is shortened: a department by the first letters of its words, too.

    Examples
    --------
    >>> list_shortenings("Sở Kế hoạch và Đầu tư"), list_shortenings("Sở Nông nghiệp và PTNT")
    (['skhdt', 'sokhdt'], ['snnptnt', 'sonnptnt'])
    >>> list_shortenings("Phường Hạ Long")
    []
    """
    first, *words = [word for word in re.findall(r"[^\W_]+", name) if strip_accents(word).casefold() != "va"] or [""]
    if strip_accents(first).casefold() != "so" or len(words) < 2:
        return shorten_office(name)
    whole = [len(word) > 1 and word.isupper() and not name.isupper() for word in words]
    letters = [word if is_short else word[0] for word, is_short in zip(words, whole, strict=True)]
    initials = strip_accents("".join(letters)).casefold()
    return [f"s{initials}", f"so{initials}"]


def add_shortenings(codes: dict[str, str], offices: dict[str, str]) -> dict[str, str]:
    """Return the names of offices with how they are shortened, as far as that means one of them and no other name.

    Parameters
    ----------
    codes : dict of str to str
        Folded name to what it means.
    offices : dict of str to str
        What is meant to its full name.

    Examples
    --------
    >>> add_shortenings({"snv": "1"}, {"1": "Sở Nội vụ", "2": "Sở Ngoại vụ", "3": "Sở Tài chính"})
    {'stc': '3', 'sotc': '3', 'snv': '1'}
    """
    found: dict[str, str] = {}
    for meant, name in offices.items():
        for short in list_shortenings(name):
            found[short] = meant if found.setdefault(short, meant) == meant else ""
    return {short: meant for short, meant in found.items() if meant} | codes


@dataclass(frozen=True)
class NameIndex:
    """Names of one vintage and the code that each means.

    Attributes
    ----------
    vintage : str
        ``63`` or ``34``.
    codes : dict of str to str
        Folded name or alias to province code.
    names : dict of str to str
        Province code to official name.
    holders : dict of str to tuple of str
        For the 34: code or folded name that only the 63 had, to its name then and the code of the new province that
        holds it since 1 July 2025.
    """

    vintage: str
    codes: dict[str, str] = field(repr=False)
    names: dict[str, str] = field(repr=False)
    holders: dict[str, tuple[str, str]] = field(default_factory=dict, repr=False)

    def find(self, text: str) -> str:
        """Return the code that a printed name, alias or code means.

        Raises
        ------
        UnknownProvinceError
            If it means none; nothing is guessed. A name of the 63 asked of the 34 is answered with the new province
            that holds it.
        """
        printed = str(text).strip()
        if printed in self.names:
            return printed
        try:
            return self.codes[fold_name(printed)]
        except KeyError:
            raise UnknownProvinceError(self._explain(printed)) from None

    def knows(self, text: str) -> bool:
        """Tell whether a name, alias or code means a province of the vintage."""
        printed = str(text).strip()
        return printed in self.names or fold_name(printed) in self.codes

    def find_holder(self, text: str) -> str:
        """Return the code of a province, or of the new province that holds one that only the 63 had.

        Raises
        ------
        UnknownProvinceError
            If the name means no province of either vintage.
        """
        held = self.holders.get(self.complete(text)) or self.holders.get(fold_name(text))
        return held[1] if held else self.find(self.complete(text))

    def complete(self, text: str) -> str:
        """Return the code that a typed number means without its leading zero: ``1`` is ``01``; other text as it is.

        For what people type to ask for a province; in a table a lone number may be anything.
        """
        printed = str(text).strip()
        code, known = printed.zfill(2), {*self.names, *self.holders}
        return code if printed.isdecimal() and printed not in known and code in known else printed

    def _explain(self, printed: str) -> str:
        if held := self.holders.get(printed) or self.holders.get(fold_name(printed)):
            before, code = held
            return tell(
                "{printed!r} is none of the 34 provinces: {before} of the 63 is part of the new {new} "
                "({code}) since 1 July 2025; ask for {new!r}",
                printed=printed,
                before=before,
                new=self.names[code],
                code=code,
            )
        known = {name: self.names[code] for name, code in self.codes.items()}
        known |= {
            name: tell("{before} (now {new})", before=before, new=self.names[code])
            for name, (before, code) in self.holders.items()
        }
        near = difflib.get_close_matches(fold_name(printed), known, n=3, cutoff=0.6)
        nearest = dict.fromkeys(known[name] for name in near)
        hint = tell("; nearest known: {nearest}", nearest=nearest) if nearest else ""
        whose = (
            tell("{vintage} provinces", vintage=self.vintage)
            if self.vintage in VINTAGES
            else tell("places of {vintage}", vintage=self.vintage)
        )
        return tell("{printed!r} is not the name of one of the {whose}{hint}", printed=printed, whose=whose, hint=hint)


def build_name_index(places: pd.DataFrame, aliases: pd.DataFrame, vintage: str) -> NameIndex:
    """Return the names of a vintage, from official names (Vietnamese and English) and reviewed aliases.

    Parameters
    ----------
    places : pandas.DataFrame
        Columns ``vintage``, ``province_code``, ``name_vi``, ``name_en``.
    aliases : pandas.DataFrame
        Columns ``alias``, ``vintage``, ``code``.
    vintage : str
        ``63`` or ``34``, or the id of a province's own index.

    Examples
    --------
    >>> places = pd.DataFrame({"vintage": ["63"], "province_code": ["77"],
    ...                        "name_vi": ["Bà Rịa - Vũng Tàu"], "name_en": ["Ba Ria - Vung Tau"]})
    >>> aliases = pd.DataFrame({"alias": ["BRVT"], "vintage": ["63"], "code": ["77"]})
    >>> build_name_index(places, aliases, "63").find("BR-VT")
    '77'
    """
    own = places[places["vintage"] == vintage]
    if vintage not in VINTAGES and own.empty:
        raise ValueError(
            tell("vintage {vintage!r} is not known: choose one of {vintages}", vintage=vintage, vintages=VINTAGES)
        )
    codes = {
        fold_name(name): code
        for column in ("name_en", "name_vi")
        for name, code in zip(own[column], own["province_code"], strict=True)
        if name
    }
    own_aliases = aliases[aliases["vintage"] == vintage]
    extra = {fold_name(alias): code for alias, code in zip(own_aliases["alias"], own_aliases["code"], strict=True)}
    names = dict(zip(own["province_code"], own["name_vi"], strict=True))
    holders = _list_holders(places, aliases, names, extra | codes) if vintage == "34" else {}
    known = extra | codes if vintage in VINTAGES else add_shortenings(extra | codes, names)
    return NameIndex(vintage, known, names, holders)


def list_aliases(units: pd.DataFrame) -> pd.DataFrame:
    """Return the other names of the places of an own index, as the table of aliases has them.

    Examples
    --------
    >>> units = pd.DataFrame({"province_code": ["01"], "vintage": ["cchc_so"], "aliases": ["SNV; Nội vụ"]})
    >>> list_aliases(units)["alias"].tolist()
    ['SNV', 'Nội vụ']
    """
    names = units["aliases"].str.split(";")
    table = units.assign(alias=names, code=units["province_code"])[["alias", "vintage", "code"]].explode("alias")
    table["alias"] = table["alias"].astype(object).fillna("").astype(str).str.strip()
    return table[table["alias"] != ""].reset_index(drop=True)


def _list_holders(
    places: pd.DataFrame, aliases: pd.DataFrame, names: dict[str, str], codes: dict[str, str]
) -> dict[str, tuple[str, str]]:
    """Return codes, names and aliases that only the 63 had, each with its old name and the new province's code."""
    if "successor_code" not in places:
        return {}
    old = build_name_index(places, aliases, "63")
    of_old = places[places["vintage"] == "63"]
    successors = dict(zip(of_old["province_code"], of_old["successor_code"], strict=True))
    asked, taken = old.codes | {code: code for code in old.names}, codes.keys() | names.keys()
    return {text: (old.names[code], successors[code]) for text, code in asked.items() if text not in taken}


def find_alias_problems(places: pd.DataFrame, aliases: pd.DataFrame) -> list[Problem]:
    """Return what is wrong with the alias table: a name given to two provinces, or a code of none.

    *aliases* needs ``file`` and ``row`` beside its own columns.
    """
    problems = []
    for vintage in VINTAGES:
        official = build_name_index(places, aliases.iloc[:0], vintage)
        given: dict[str, str] = dict(official.codes)
        for alias in aliases[aliases["vintage"] == vintage].itertuples():
            if alias.code not in official.names:
                problems.append(
                    Problem(
                        alias.file,
                        tell(
                            "alias {alias!r} gives code {code!r}, which is none of the {vintage} provinces",
                            alias=alias.alias,
                            code=alias.code,
                            vintage=vintage,
                        ),
                        alias.row,
                    )
                )
                continue
            before = given.setdefault(fold_name(alias.alias), alias.code)
            if before != alias.code:
                problems.append(
                    Problem(
                        alias.file,
                        tell(
                            "alias {alias!r} gives {names} ({code}), but that name means {names_2} ({before})",
                            alias=alias.alias,
                            names=official.names[alias.code],
                            code=alias.code,
                            names_2=official.names[before],
                            before=before,
                        ),
                        alias.row,
                        hint="Mend or delete the alias",
                    )
                )
    return problems
