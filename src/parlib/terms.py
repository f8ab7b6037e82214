"""Words that every room shares: index ids, levels and column names.

One English word stands for one official Vietnamese term (see the glossary in README).
"""

from __future__ import annotations

# Every room finds the indices here, beside the other words.
from parlib.indices import (  # noqa: F401
    INDICES,
    NATIONAL,
    OVER_PROVINCES,
    OWN,
    RULES,
    Described,
    Index,
    IndexBook,
    Nouns,
    Rules,
    describe_index,
    find_by,
    list_by,
)
from parlib.speech import tell

TOTAL = "total"
"""Component code of an index as a whole (chỉ số tổng hợp)."""

ABSENT = ("no_score", "no_year")
"""States of a headline that mean: the province has no figure."""

PARTS_ONLY = "parts_only"
"""State of a headline that means: the province has no figure of the component, but of some below it."""

COUNTRY = "VN"
"""Stands for the whole country where a province could stand."""

KEYS = ["index", "year", "vintage", "province_code", "component_code"]
"""Columns that name one score."""

VINTAGES = ("63", "34")
"""Provinces before and from 1 July 2025; a code means a place only within a vintage."""

MERGER_YEAR = 2025
"""First year whose results are those of the 34 provinces (Resolution 202/2025/QH15: from 1 July 2025)."""

POPULATION = "gso"
"""Stands for an index where figures of population and GRDP of provinces are meant."""

LANGUAGES = ("vi", "en")
"""Languages that pages are written in; the first is the default."""

SUMMARY = "answer"
"""The exhibit that a page begins with: it gathers what the others say."""

TOLERANCE = 1e-9
"""Points closer than this are the same points."""

MAX_Q = 0.05
"""Largest q with which an effect is told: of what is told, at most one in twenty is expected to be none."""

MAX_Q_OF_TWO = MAX_Q / 2
"""Largest q of either of the two tables of a page that say what goes with a component, so that both keep `MAX_Q`."""

SIGNIFICANCE = 0.05
"""Level of tests (mức ý nghĩa); intervals hold what is left of one."""

SIMILAR_WITHIN = 0.25
"""Standings in two indices (share of the other places that stand behind) closer than this are similar."""

CONTRARY_BEYOND = 0.5
"""Standings in two indices further apart than this contradict each other."""

TOP = 10
"""Ranks that count as leading (nhóm dẫn đầu)."""

LEAST_OF_TOP = 2 * TOP
"""Fewest ranked places of which these are told: of thirteen most would lead."""

LEAST_RESPONDENTS = 30
"""Fewest respondents on whom a share is shown."""

ANSWERS = {"satisfied": (4, 5), "neutral": (3,), "dissatisfied": (1, 2)}
"""Shares of a question on the scale of 1 to 5 and the answers that count for each."""
SHEET_MARK = "SIMULATED"
"""Ends the name of every sheet of simulated figures; a name has room for no more."""

SIMULATED_STEM = "-SO-LIEU-MO-PHONG-SIMULATED"
"""Ends the name of every file made from simulated figures."""

SINGLE_KINDS = ("printed", "surveyed")
"""Kinds of score that stand for single provinces, so that nothing national may be computed from them."""

QUARTER = 0.25
"""Part of the field that makes a strength or a weakness (nhóm 25%)."""

LIKELY = 0.9
"""Least probability with which a strength or a weakness is told."""

CAUSES = {
    "people": ("con người", "people"),
    "organisation": ("tổ chức", "organisation"),
    "apparatus": ("bộ máy", "apparatus"),
    "process": ("quy trình", "process"),
    "technology": ("công nghệ", "technology"),
}
"""Classes of cause of a lost point (nguyên nhân), in Vietnamese and English."""

METHODS = {
    "documents": ("thẩm định tài liệu", "documents"),
    "leader_survey": ("điều tra lãnh đạo, quản lý", "survey of leaders"),
    "citizen_survey": ("điều tra người dân, tổ chức", "survey of citizens"),
    "outcome": ("kết quả kinh tế - xã hội", "socio-economic outcome"),
}
"""How the points of a component are given (phương pháp đánh giá), in Vietnamese and English."""

STATUSES = {
    "planned": ("chưa làm", "not begun"),
    "doing": ("đang làm", "under way"),
    "done": ("hoàn thành", "done"),
    "dropped": ("dừng", "dropped"),
}
"""How far a task is (tình trạng), in Vietnamese and English."""

CLOSED = ("done", "dropped")
"""States of tasks that nobody waits for."""


def find_vintage(index: str, year: int) -> str:
    """Return the vintage of the provinces in an index's results of a year, as their issuer gives them.

    The places of a province's own index are no provinces: they stand in a table of their own, named after the index.

    Examples
    --------
    >>> find_vintage("papi", 2024), find_vintage("papi", 2025), find_vintage("service_766", 2022)
    ('63', '34', '34')
    >>> find_vintage("cchc_so_qn", 2025)
    'cchc_so_qn'
    """
    rules = RULES.get(index)
    if rules is None and index != POPULATION:
        return index
    return "34" if int(year) >= MERGER_YEAR or (rules is not None and rules.issued_for_34) else "63"


def name_folder(index: str) -> str:
    """Return the folder of raw that holds an index's figures.

    Examples
    --------
    >>> name_folder("papi"), name_folder("cchc_so_qn")
    ('papi', 'local/cchc_so_qn')
    """
    return index if index in NATIONAL else f"local/{index}"


def order_code(code: str) -> tuple[int, ...]:
    """Return a sort key that puts 3.2 before 3.10 and the total first.

    Codes without digits are equal, so a stable sort leaves them in the order of the framework.

    Examples
    --------
    >>> sorted(["3.10", "3.2", "total", "2"], key=order_code)
    ['total', '2', '3.2', '3.10']
    """
    if code == TOTAL:
        return ()
    return tuple(int("".join(filter(str.isdigit, part)) or 0) for part in code.split("."))


def check_language(language: str) -> str:
    """Return *language* if pages are written in it.

    Raises
    ------
    ValueError
        For any other language.

    Examples
    --------
    >>> check_language("vi")
    'vi'
    """
    if language not in LANGUAGES:
        raise ValueError(
            tell(
                "language {language!r} is not known: choose one of {languages}", language=language, languages=LANGUAGES
            )
        )
    return language


def is_back_cast(index: str, year: int, vintage: str) -> bool:
    """Tell whether a year of the 63 provinces is told for the 34.

    Examples
    --------
    >>> is_back_cast("papi", 2024, "34"), is_back_cast("service_766", 2024, "34"), is_back_cast("papi", 2024, "63")
    (True, False, False)
    """
    return vintage == "34" != find_vintage(index, year)
