"""What a printed label of a scoreboard means: a component, a province, a kind of points, or none of them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, field

import pandas as pd

from parlib.files.slug import strip_accents
from parlib.province_names import NameIndex, fold_name
from parlib.readers.workbook import Value, write_value
from parlib.speech import tell
from parlib.terms import TOTAL

_JUDGES = r"(danh gia|cham|tham dinh|cong nhan|xac nhan)"
MEASURES = (
    ("reason", r"ly do|nguyen nhan|(?<!sau )(?<!sau khi )giai trinh|ghi chu|nhan xet"),
    ("other", r"^t[yi] le|^phan tram|so voi (diem )?toi da"),
    ("max", r"toi da|diem chuan|thang diem"),
    ("rank", r"xep hang|thu hang|xep thu|vi tri|^hang$"),
    (
        "other",
        r"ty le|phan tram|^%$|tai lieu|kiem chung|minh chung|van ban|co quan|phu trach|chu tri"
        r"|don vi (chu tri|phu trach|thuc hien|phoi hop)"
        r"|cach danh gia|phuong phap|chenh lech|so voi|tang giam|bi tru|diem tru|giam tru|diem mat|bi mat|con thieu"
        r"|(chua|khong) dat|du kien|muc tieu|chi tieu|phan dau|\b\d+ thang\b|\bquy (i{1,3}|iv|[1-4])\b|\bho so$"
        r"|^stt$|^tt$|^so (tt|thu tu)$|^ma\b|^don vi tinh$|^dvt$",
    ),
    ("self", rf"tu {_JUDGES}|^tinh {_JUDGES}|dia phuong {_JUDGES}|ubnd tinh {_JUDGES}"),
    ("survey", r"dieu tra|xhh|khao sat"),
    (
        "appraised",
        rf"tham dinh|sau (khi )?giai trinh|(noi vu|bnv|hoi dong|trung uong|to cong tac) {_JUDGES}"
        r"|(danh gia|cham) cua (bo|hoi dong|trung uong)|^bo (danh gia|cham)",
    ),
    ("other", r"cao nhat|thap nhat|dan dau|trung binh|binh quan|trung vi|ca nuoc|toan quoc"),
    ("score", r"dat duoc|ket qua|tong diem|diem so|diem danh gia|cuoi cung|^diem$|^chi so$|^diem dat$"),
)
"""Kinds of points and figures, and the words by which a head names them; the first that fits."""

POINTS = ("self", "appraised", "survey", "score")
"""Kinds of points of a province."""

_EXTREMES = r"(cao nhat|thap nhat|lon nhat|nho nhat)"
SUMMARY = re.compile(
    rf"^((diem |muc |gia tri )?(trung binh|binh quan|{_EXTREMES})|tb\b|tbc\b|trung vi|gia tri|do lech|so tinh"
    r"|ghi chu|nguon|ca nuoc|toan quoc|chung ca nuoc|viet nam$|vung\b|khu vuc|mien (bac|trung|nam)\b|nhom "
    r"|(cac )?tinh (thuoc |vung )|trung du va mien nui|mien nui phia bac|dong bang song|bac trung bo|duyen hai"
    r"|nam trung bo|tay nguyen$|dong nam bo|tay nam bo|tay bac$|dong bac$)"
)
"""Rows and columns beside the provinces that are none: means, extremes, the country, regions, notes."""

_BEFORE = re.compile(r"\b(nam|ky|lan|dot) (truoc|ngoai|lien (ke|truoc))")
_DECREE = re.compile(r"\b(qd|quyet dinh|cong van|van ban|nghi quyet|nq|tt|thong tu)\b")
_YEAR = re.compile(r"(?<!thang \d )(?<!thang \d\d )\bnam (20\d\d)\b|^(20\d\d)$")
_NOTED = re.compile(r"\s*[(\[]\s*(?:tối đa\s*:?\s*)?\d+(?:[.,]\d+)?\s*(?:đ|điểm|%)?\s*[)\]]", re.IGNORECASE)

_TOTAL = re.compile(
    r"^(tong|cong$|cong diem|chi so$|chi so (cchc|cai cach hanh chinh|tong hop)|par index|diem (tong|linh vuc))"
)
_LABEL = re.compile(
    r"^(?:(?:lĩnh vực|tiêu chí(?: thành phần)?|LV|TCTP|TC)\s*)?((?:[IVX]+(?=[.):\s–-]|$))|(?:\d+(?:\.\d+)*))"
    r"\s*[.):–-]*\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
_ALIKE = 0.6


def fold_words(text: str) -> str:
    """Return the words of a label without case, accents or punctuation.

    Examples
    --------
    >>> fold_words("Điểm TỰ đánh giá (1)")
    'diem tu danh gia 1'
    """
    return re.sub(r"[^a-z0-9]+", " ", strip_accents(text).casefold()).strip()


@dataclass(frozen=True)
class Meaning:
    """What a label means; each part is None where it means no such thing.

    Attributes
    ----------
    component, province, measure : str or None
        Codes, and one of the kinds in `MEASURES`.
    is_total : bool
        True for a word for the whole (``Tổng điểm``), whose component depends on what it stands beside.
    is_summary : bool
        True for a mean, an extreme or a note.
    fault : str
        What is wrong with the label: its code and its name are of two components, or it is of none.
    """

    component: str | None = None
    province: str | None = None
    measure: str | None = None
    is_total: bool = False
    is_summary: bool = False
    fault: str = ""


NOTHING = Meaning()


@dataclass
class Words:
    """The words of one year: its framework and the names of its provinces.

    Parameters
    ----------
    tree : pandas.DataFrame
        Components of the year: ``component_code``, ``parent_code``, ``name_vi``, ``level``, ``order``.
    names : NameIndex
        Names of the places: the provinces of a vintage, or a province's own localities.
    """

    tree: pd.DataFrame
    names: NameIndex
    _known: dict[Value, Meaning] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        codes = self.tree["component_code"]
        folded = self.tree["name_vi"].map(fold_name)
        self.titles = dict(zip(codes, folded, strict=True))
        self.levels = dict(zip(codes, self.tree["level"], strict=True))
        self.order = {code: at for at, code in enumerate(codes)}
        self.parents = dict(zip(codes, self.tree["parent_code"], strict=True))
        counts = folded.value_counts()
        self.by_name = {name: code for code, name in self.titles.items() if counts[name] == 1}

    def read(self, value: Value) -> Meaning:
        """Return what a cell means as a label; a number means nothing here."""
        if not isinstance(value, str) or not value.strip() or len(value) > 300:
            return NOTHING
        if value not in self._known:
            self._known[value] = self._read_text(" ".join(unicodedata.normalize("NFC", value).split()))
        return self._known[value]

    def read_code(self, value: Value) -> str | None:
        """Return the component whose code a cell holds as a number or bare text."""
        text = write_value(value).rstrip(".")
        return text if text in self.titles else None

    def is_called(self, code: str, name: str) -> bool:
        """Tell whether the framework has a code, and calls it by a name, give or take abbreviations and slips."""
        return code in self.titles and _are_alike(fold_name(_NOTED.sub("", name)), self.titles[code])

    def _read_text(self, text: str) -> Meaning:
        text = _NOTED.sub("", text) or text  # a note of points beside the code or name: 1.1 (15đ)
        folded = fold_words(text)
        measure = read_measure(text)
        without_year = re.sub(r"\s*\b(nam )?20\d\d\b", "", folded)
        is_total, is_summary = bool(_TOTAL.match(without_year)), bool(SUMMARY.match(folded))
        component, fault = self._find_component(text)
        province = None if component else self.find_province(text)
        is_total, is_summary = is_total and not component and not province, is_summary and not province
        return Meaning(component, province, measure, is_total, is_summary, "" if province else fault)

    def find_province(self, text: str) -> str | None:
        """Return the place that a label or the name of a sheet means: ``Quảng Ninh``, ``22 Quảng Ninh``."""
        plain = re.sub(r"^[\d\s._):-]+", "", text)
        return self.names.codes.get(fold_name(text)) or (self.names.codes.get(fold_name(plain)) if plain else None)

    def explain_unknown(self, text: str) -> str:
        """Say that a label is the name of no place, and which names are like it."""
        near = difflib.get_close_matches(fold_words(text).replace(" ", ""), self.names.codes, n=2, cutoff=0.6)
        known = dict.fromkeys(self.names.names[self.names.codes[name]] for name in near)
        hint = tell("; is it {known:or}?", known=known) if known else ""
        return tell("{text!r} is not the name of one of the places{hint}", text=text, hint=hint)

    def find_coded(self, text: str) -> str | None:
        """Return the place whose code and name a form's sheet is called by, the name perhaps cut: ``01 Sở Nội v``.

        A sheet that the form names so is about that place, whatever other names stand in it.
        """
        code, _, name = text.removesuffix("SIMULATED").strip().partition(" ")
        official = self.names.names.get(code)
        return code if official and name and fold_name(official).startswith(fold_name(name)) else None

    def _find_component(self, text: str) -> tuple[str | None, str]:
        """Return the component that a label means, or None and what is wrong with a label that looks like one."""
        if text in self.titles and text != TOTAL:
            return text, ""
        match = _LABEL.match(text)
        if not match:
            return self.by_name.get(fold_name(text)), ""
        code, name = match.group(1).upper(), fold_name(match.group(2))
        code = str(_ROMAN.get(code, code))
        if code not in self.titles:
            return self.by_name.get(name), tell("{text!r} is not in the framework", text=text) if "." in code else ""
        if name and not _are_alike(name, self.titles[code]):
            official = self.tree.set_index("component_code").loc[code, "name_vi"]
            fault = tell(
                "{text!r} is not component {code} of the framework, which is {official!r}",
                text=text,
                code=code,
                official=official,
            )
            return self.by_name.get(name), fault
        return code, ""

    def span(self, codes: set[str]) -> str:
        """Return the smallest component that holds all *codes*: what ``Tổng`` beside them means.

        A single field's parts are held by the field; components of several fields by the whole.
        """
        paths = [self._path(code) for code in codes]
        shared = [code for code in paths[0] if all(code in path for path in paths)] if paths else [TOTAL]
        return shared[0] if shared else TOTAL

    def _path(self, code: str) -> list[str]:
        """Return a component and all above it, nearest first."""
        path = [code]
        while self.parents.get(path[-1]):
            path.append(self.parents[path[-1]])
        return path


def read_measure(text: str) -> str | None:
    """Return the kind of points or figures that a head names, or None.

    Examples
    --------
    >>> [read_measure(text) for text in ("Điểm tối đa", "Bộ Nội vụ đánh giá", "Chỉ số năm 2024", "Kế hoạch")]
    ['max', 'appraised', 'score', None]
    """
    folded = re.sub(r"\b(nam )?20\d\d\b", " ", fold_words(text)).strip()
    return next((name for name, words in MEASURES if len(text) <= 80 and re.search(words, folded)), None)


def read_roman(text: str) -> int | None:
    """Return the number of a roman numeral up to XII, or None."""
    return _ROMAN.get(text.upper())


def read_year(value: Value) -> int | None:
    """Return the year that a head speaks of; a day of a document, or several years, are none.

    Examples
    --------
    >>> [read_year(text) for text in ("Năm 2024", 2024.0, "Điểm năm 2024", "ngày 5 tháng 4 năm 2026", "2024-2025")]
    [2024, 2024, 2024, None, None]
    """
    found = {first or second for first, second in _YEAR.findall(fold_words(write_value(value)))}
    return int(found.pop()) if len(found) == 1 else None


def is_of_other_year(text: str, year: int) -> bool:
    """Tell whether the head of points speaks of another year than that of the table, whether or not it says *năm*.

    A later day is the day on which the points were written, not their year; the year of a decree is that of the decree.

    Examples
    --------
    >>> heads = ("Kết quả 2024", "Điểm năm trước", "Điểm 2025", "Kết quả 31/12/2024", "Điểm (15/01/2026)", "2023-2024")
    >>> [is_of_other_year(head, 2025) for head in heads]
    [True, True, False, True, False, True]
    >>> is_of_other_year("KẾT QUẢ NĂM 2O24", 2025), is_of_other_year("Kết quả 2O25", 2025)
    (True, False)
    """
    folded = re.sub(r"\b2o(?=\d\d\b)", "20", fold_words(text))  # a letter for the digit, typed or read from a scan
    if _DECREE.search(folded) or "so voi" in folded:
        return False
    years = [int(found) for found in re.findall(r"\b20\d\d\b", folded)]
    days = {int(found) for found in re.findall(r"\b\d{1,2} (?:thang )?\d{1,2} (?:nam )?(20\d\d)\b", folded)}
    told = [found for found in years if found < year or found not in days]
    return bool(_BEFORE.search(folded)) or (bool(told) and year not in told)


def _are_alike(name: str, official: str) -> bool:
    """Tell whether a printed name is that of a component, give or take abbreviations and slips."""
    if name in official or official in name:
        return True
    return difflib.SequenceMatcher(None, name, official).ratio() >= _ALIKE
