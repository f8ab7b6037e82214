"""Sentences about where figures come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from parlib.language.numbers import format_day
from parlib.read_log import IdentityKey
from parlib.subject import Subject
from parlib.terms import INDICES, list_by
from parlib.wording.phrases import say
from parlib.wording.titles import SIMULATED
from parlib.wording.vintage import say_edition, say_years

POPULATION = ("dân số, đô thị, GRDP: Tổng cục Thống kê", "population, towns, GRDP: General Statistics Office")
"""What is said where figures of population and GRDP stand in an exhibit."""

TIERS = {
    "issuer": ("cơ quan công bố", "issuer"),
    "government": ("cổng thông tin, báo của cơ quan trung ương", "portal of a central body"),
    "state_agency": ("Thông tấn xã Việt Nam", "Vietnam News Agency"),
    "provincial_portal": ("cổng thông tin của địa phương", "provincial portal"),
    "compiled": ("bản tập hợp lại", "second-hand compilation"),
    "reprint": ("bản in lại", "reprint"),
    "press": ("báo chí", "press"),
    "mirror": ("bản chép lại", "second-hand copy"),
}
"""What is said of how a figure reached the house, the nearest to the issuer first."""

COPIES = ("compiled", "reprint", "mirror")
"""Tiers of those who only copy: the issuer is named, not they."""

HOUSE = "parlib"
"""Issuer of the tables that the house itself drew up."""

ISSUERS_EN = {
    "Bộ Nội vụ": "Ministry of Home Affairs",
    "Bộ Thông tin và Truyền thông": "Ministry of Information and Communications",
    "Bộ Khoa học và Công nghệ": "Ministry of Science and Technology",
    "Bộ Tài chính": "Ministry of Finance",
    "Văn phòng Chính phủ": "Government Office",
    "Thủ tướng Chính phủ": "Prime Minister",
    "Chính phủ": "Government",
    "Cổng Dịch vụ công quốc gia": "National Public Service Portal",
    "Cổng Thông tin điện tử Chính phủ": "Government Portal",
    "Cổng thông tin Chính phủ": "Government Portal",
    "Tổng cục Thống kê": "General Statistics Office",
    "Liên đoàn Thương mại và Công nghiệp Việt Nam": "Viet Nam Chamber of Commerce and Industry (VCCI)",
}
"""English names of central bodies; those who issue an index say theirs in its description, others in the data log."""

SECOND_HAND = ("dẫn lại theo", "second-hand:")
"""What stands before the name of a publisher who quotes an issuer."""

UNNAMED = ("bản chép lại; địa chỉ trong bảng số liệu", "second-hand copy; address in the workbook")
"""What a page is called of whose publisher no more is known than the site."""


def _find_issuer(index: str) -> str:
    """Return who issues an index over the provinces, whoever quotes it."""
    return INDICES[index].issuer if index in INDICES and INDICES[index].nouns is None else ""


def name_issuer(issuer: str, language: str) -> str:
    """Return the name of a publisher in *language*, as it is written where no other is known.

    Examples
    --------
    >>> name_issuer("Bộ Nội vụ", "en"), name_issuer("Bộ Nội vụ", "vi"), name_issuer("VCCI", "en")
    ('Ministry of Home Affairs', 'Bộ Nội vụ', 'VCCI')
    """
    if language != "en":
        return issuer
    issuers = {index.issuer: index.issuer_en for index in INDICES.values() if index.issuer_en}
    return ISSUERS_EN.get(issuer) or issuers.get(issuer, issuer)


def name_publisher(issuer: str, issuer_en: str, language: str) -> str:
    """Return the name of who published a page, from the data log; of a bare site, that its page is a second-hand copy.

    Examples
    --------
    >>> name_publisher("Báo Hà Tĩnh", "Ha Tinh newspaper", "en"), name_publisher("example.vn", "", "en")
    ('Ha Tinh newspaper', 'second-hand copy; address in the workbook')
    """
    name = (issuer_en if language == "en" else "") or name_issuer(issuer, language)
    return say(language, *UNNAMED) if "." in name and " " not in name else name


MOST_TIERS = 2
"""Kinds of sources that are named below an exhibit; the list of sources names all."""


COMPUTED = ("tính toán từ các số liệu này", "computed from these figures")
"""What a source line ends with: a paper is signed by an agency, which answers for what was computed."""


def say_source(subject: Subject, beside: Sequence[str] = (), years: Sequence[int] = (), of_beside: bool = False) -> str:
    """Name the publication behind the figures of the subject's year in one line, without the word "source".

    Parameters
    ----------
    beside : sequence of str
        Ids of other indices whose figures stand in the same exhibit; ``gso`` for population and GRDP.
    years : sequence of int
        Years of the place's figures that stand in it, where they are more than the subject's.
    of_beside : bool
        True where all figures are those of *beside*: the subject's index is named only if it is among them.
    """
    if of_beside and beside and subject.index.id not in beside and not subject.simulated:
        named = "; ".join(_name_beside(name, subject.language) for name in beside)
        return f"{named}; {say(subject.language, *COMPUTED)}."
    others = "".join(f"; {_name_beside(name, subject.language)}" for name in beside if name != subject.index.id)
    names = SIMULATED if subject.simulated else _say_issuers(subject, years)
    made = say(subject.language, *COMPUTED)
    if subject.retold:
        made = (
            say(
                subject.language,
                "thứ hạng trong 34 tỉnh, thành phố, nơi sáp nhập được quy đổi; ",
                "ranks among the 34, merged provinces back-cast; ",
            )
            + made
        )
    if subject.index.id in list_by(lower_is_better=True):
        made = (
            say(
                subject.language,
                "số công bố được tính từ đầu kia của thang đo; ",
                "published figures told from the other end of the scale; ",
            )
            + made
        )
    edition = say_years(subject, min(years), max(years)) if len(years) > 1 else say_edition(subject)
    if not names:
        return f"{edition}{others}; {made}."
    return f"{edition} ({names}){others}; {made}."


def say_source_of(subject: Subject, name: str, years: Sequence[int], used: Sequence[str]) -> str:
    """Name the publications of another index than the subject's, of which an exhibit is made, in one line.

    Parameters
    ----------
    name : str
        Id of the index.
    years : sequence of int
        Years of its figures.
    used : sequence of str
        Sources of the figures, as the log calls them.
    """
    if subject.simulated:
        return say_source(subject, [name])
    other = replace(subject, index=INDICES[name], year=max(years))
    edition = say_years(other, min(years), max(years)) if len(set(years)) > 1 else say_edition(other)
    issuer = _find_issuer(name)
    names = _name_issuers(subject.key("sources"), tuple(sorted(used)), issuer, subject.language)
    names = names or name_issuer(issuer, subject.language)  # the subject need not list the sources of other indices
    return f"{edition} ({names}); {say(subject.language, *COMPUTED)}."


def _say_issuers(subject: Subject, years: Sequence[int]) -> str:
    """Return who issued the figures of the year, and through whom they are quoted: ``Bộ Nội vụ, theo báo chí``."""
    if len(years) > 1:
        used = _list_used(subject.key("scores"), subject.province_code, tuple(sorted(set(years))))
    else:
        rows = subject.rows
        if rows.empty:  # the whole has no figure: those of its parts
            rows = subject.scores[subject.scores["year"] == subject.year]
        used = tuple(sorted(rows["source_id"].unique()))
    return _name_issuers(subject.key("sources"), used, _find_issuer(subject.index.id), subject.language)


# Each exhibit of a page says where its figures come from, and nearly all say the same.
@lru_cache(maxsize=512)
def _name_issuers(sources: IdentityKey, used: tuple[str, ...], issuer: str, language: str) -> str:
    """Return the issuers of the sources that are used; *issuer* is that of the index."""
    rows = sources.table[sources.table["source_id"].isin(used) & (sources.table["issuer"] != "")]
    named = {issuer if issuer and row.kind == "page" else row.issuer for row in rows.itertuples()}
    names = sorted(name_issuer(name, language).partition(" (")[0] for name in named)
    shown = "; ".join(names[:2]) + (" …" if len(names) > 2 else "")
    through = [say(language, *TIERS[tier]) for tier in TIERS if tier != "issuer" and (rows["tier"] == tier).any()]
    if not through or named <= {HOUSE}:
        return shown
    if len(through) > MOST_TIERS:
        through = [*through[:MOST_TIERS], say(language, "nguồn khác", "others")]
    return f"{shown}, {say(language, 'theo', 'via')} {', '.join(through)}"


@lru_cache(maxsize=512)
def _list_used(scores: IdentityKey, place: str, years: tuple[int, ...]) -> tuple[str, ...]:
    """Return the sources of a place's figures of some years."""
    rows = _cut_place(scores, place)
    rows = rows[rows["year"].isin(years) & rows[["score", "rank"]].notna().any(axis=1)]
    return tuple(sorted(rows["source_id"].unique()))


@lru_cache(maxsize=64)
def _cut_place(scores: IdentityKey, place: str) -> pd.DataFrame:
    return scores.table[scores.table["province_code"] == place]


def _name_beside(name: str, language: str) -> str:
    return say(language, *POPULATION) if name == "gso" else INDICES[name].call(language)


def word_sources(sources: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return publications as a reader finds them: the issuer and its document first, then how they reached the house.

    A page of the press holds what an issuer published: the issuer of the index and the edition stand for it, and the
    publisher beside them as second-hand. Of one that only copies, or of whom no more is known than the site, the
    publisher is not named: it vouches for nothing.

    Parameters
    ----------
    sources : pandas.DataFrame
        ``document, document_en, issuer, issuer_en, kind, tier, years, date, received, serves`` and what is shown as it is.

    Examples
    --------
    >>> row = {"document": "", "document_en": "", "issuer": "Báo Dân trí", "issuer_en": "Dan tri newspaper", "kind": "page",
    ...        "tier": "press", "years": "2021–2023", "date": "2024-04-17", "received": "2026-11-23", "serves": "sipas"}
    >>> word_sources(pd.DataFrame([row]), "en")[["document", "issuer", "tier", "date"]].values.tolist()
    [['SIPAS 2021–2023', 'Ministry of Home Affairs', 'second-hand: Dan tri newspaper', '17 April 2024']]
    """
    rows = [_word_source(row, language) for row in sources.to_dict("records")]
    words = pd.DataFrame(rows, columns=["document", "issuer", "tier"], index=sources.index)
    days = {name: [format_day(text, language) for text in sources[name]] for name in ("date", "received")}
    return sources.assign(**words, **days)


def _word_source(row: dict, language: str) -> tuple[str, str, str]:
    """Return document, issuer and kind of source of one publication."""
    english = language == "en"
    document = (row["document_en"] if english else "") or row["document"]
    issuer = (row["issuer_en"] if english else "") or name_issuer(row["issuer"], language)
    tier = say(language, *TIERS[row["tier"]]) if row["tier"] in TIERS else row["tier"]
    if row["issuer"] == HOUSE:
        tier = say(language, "bảng do parlib lập", "drawn up by parlib")
    elif row["kind"] == "page" and not row["document"]:
        served = [name for name in row["serves"].split(",") if _find_issuer(name)]
        document = ", ".join(f"{INDICES[name].call(language)} {row['years']}" for name in served)
        tier = _say_through(row, language)
        issuer = "; ".join(dict.fromkeys(name_issuer(_find_issuer(name), language) for name in served))
    return document or issuer, issuer, tier


def _say_through(row: dict, language: str) -> str:
    """Return through whom a page quotes what was published: by name, and a copyist only as one who copies."""
    if row["tier"] in ("issuer", *COPIES):
        return say(language, *TIERS[row["tier"]])
    name = name_publisher(row["issuer"], row["issuer_en"], language)
    return name if name == say(language, *UNNAMED) else f"{say(language, *SECOND_HAND)} {name}"
