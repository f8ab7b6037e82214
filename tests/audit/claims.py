"""Patterns of sentences, and what each of them claims: found in a text, each claim is held against raw figures."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .field import Field
from .pages import Exhibit, Page, cut_sentences
from .raw import Places, Raw, fold

NUMBER = re.compile(r"(?<![\w])[−+-]?\d+(?:[.,]\d+)*")
SMALL_POINTS = 1e-9
OK, WRONG, MISSING = "ok", "wrong", "from missing rows"
INDEX_NAMES = {
    "PAPI": "papi",
    "PAR INDEX": "par_index",
    "SIPAS": "sipas",
    "DTI": "dti",
    "Bộ chỉ số 766": "service_766",
    "766 set": "service_766",
    "PCI": "pci",
}


@dataclass(frozen=True)
class Check:
    """One thing that a sentence says, held against raw figures."""

    label: str
    told: object
    expected: object
    status: str


@dataclass(frozen=True)
class Claim:
    kind: str
    vi: str
    en: str
    check: Callable[[Context, dict[str, str]], Iterable[Check]]
    where: tuple[str, ...]
    page: str = ""


CLAIMS: list[Claim] = []


def claim(kind: str, vi: str, en: str, where: tuple[str, ...] = (), page: str = "") -> Callable:
    """Register a pattern; the function under it yields checks of a match. A pattern of a kind of page holds there only."""

    def add(function: Callable) -> Callable:
        CLAIMS.append(Claim(kind, vi, en, function, where, page))
        return function

    return add


MACROS = {
    "num": r"(?P<{}>[−+-]?\d+(?:[.,]\d+)*)",
    "int": r"(?P<{}>\d+)",
    "year": r"(?P<{}>(?:19|20)\d\d)",
    "part": r"“(?P<{}>[^”]+)”",
    "pct": r"(?P<{}>[−+-]?\d+(?:[.,]\d+)*)%",
}
UNIT = r"(?:%| (?:điểm phần trăm|điểm|percentage points?|points?)(?: \(0[–-]1\))?)"
INDEX = "|".join(sorted(map(re.escape, INDEX_NAMES), key=len, reverse=True))


@lru_cache(maxsize=4)
def _compile_all(names: tuple[str, ...], regions: tuple[str, ...], language: str) -> list[tuple[Claim, re.Pattern]]:
    place = "(?:(?:thành phố|tỉnh|Thành phố|Tỉnh|TP\\.) )?(?:" + "|".join(map(re.escape, names)) + r")(?: City)?"
    link = "và" if language == "vi" else "and"
    others = r"\d+ tỉnh khác" if language == "vi" else r"\d+ others?"
    places = rf"{place}(?:, {place})*(?:,? {link} (?:{place}|{others}))?"
    names_list = r"“[^”]+”(?:, “[^”]+”)*(?:,? (?:và|and) “[^”]+”)?"

    def expand(text: str) -> str:
        def put(found: re.Match) -> str:
            kind, name = found.group(1), found.group(2)
            if kind == "place":
                return f"(?P<{name}>{place})"
            if kind == "side":  # of a comparison: a place, a year, or a place in a year
                return rf"(?P<{name}>{place}(?: (?:19|20)\d\d)?|(?:[Nn]ăm )?(?:19|20)\d\d)"
            if kind == "places":
                return f"(?P<{name}>{places})"
            if kind == "region":
                return f"(?P<{name}>{'|'.join(map(re.escape, regions))})"
            if kind == "parts":
                return f"(?P<{name}>{names_list})"
            if kind == "index":
                return f"(?P<{name}>{INDEX})"
            if kind == "marked":  # an index on a sheet, with what its figures are where nobody published them
                return rf"(?P<{name}>(?:{INDEX})(?: \((?:quy đổi|back-cast|34 tỉnh|34 provinces)\))?)"
            return MACROS[kind].format(name)

        return re.sub(r"<(\w+):(\w+)>", put, text.replace("<unit>", UNIT))

    return [(each, re.compile(expand(getattr(each, language)))) for each in CLAIMS if getattr(each, language)]


def compile_claims(raw: Raw, language: str) -> list[tuple[Claim, re.Pattern]]:
    """Return every claim with its pattern in one language."""
    names = {name for places in raw.places.values() for name in getattr(places, language).values()}
    names |= {re.sub(r"^TP\. ", "", name) for name in names} | {"Thừa Thiên Huế", "Thua Thien Hue"}
    regions = {pair[language == "en"] for places in raw.places.values() for pair in places.regions.values()}
    return _compile_all(
        tuple(sorted(names, key=len, reverse=True)), tuple(sorted(regions, key=len, reverse=True)), language
    )


@dataclass
class Context:
    """A page and an exhibit of it, with the figures that its sentences are held against."""

    raw: Raw
    page: Page
    exhibit: Exhibit
    fields: Callable[[str, str], Field]
    sentence: str = ""

    @property
    def field(self) -> Field:
        return self.fields(self.page.index, self.page.vintage)

    @property
    def places(self) -> Places:
        return self.raw.places[self.page.vintage]

    @property
    def year(self) -> int:
        return self.page.year

    @property
    def code(self) -> str:
        return self.page.code

    @property
    def place(self) -> str:
        return self.page.place or ""

    @property
    def vi(self) -> bool:
        return self.page.language == "vi"

    # reading -------------------------------------------------------------------------------------------------------

    def read(self, text: str) -> tuple[float, int]:
        """Return a printed number and its decimals."""
        text = text.replace("−", "-").lstrip("+")
        plain = text.replace(".", "").replace(",", ".") if self.vi else text.replace(",", "")
        return float(plain), len(plain.partition(".")[2])

    def find_part(self, name: str, year: int | None = None) -> list[str]:
        """Return the codes of a quoted component; several where the tree has the name twice."""
        year = year or self.year
        plain = re.sub(r"^[A-Z]?\d+(\.\d+)*\.?\s+", "", name)
        found = self.field.find_part(year, name, self.page.language) or self.field.find_part(
            year, plain, self.page.language
        )
        number = re.match(r"^(\d+(?:\.\d+)*)\.\s", name)
        return [code for code in found if not number or code == number.group(1)]

    def split(self, names: str) -> list[str]:
        more = re.sub(r",? (?:và|and) \d+ (?:tỉnh khác|others?)$", "", names)
        return re.split(r", (?!\d)|,? (?:và|and) ", more)

    def split_parts(self, names: str) -> list[str]:
        return re.findall(r"“([^”]+)”", names)

    # checking ------------------------------------------------------------------------------------------------------

    def same(self, label: str, told: str, expected: float, slack: float = 0.0) -> Check:
        """Check a printed number against the raw one, at the places at which it is printed."""
        value, decimals = self.read(told)
        if expected is None or np.isnan(expected):
            return Check(label, told, "not known", MISSING)
        near = abs(value - expected) <= 0.5 * 10.0**-decimals + 1e-7 * max(1, abs(expected)) + slack
        return Check(label, told, round(float(expected), decimals + 2), OK if near else WRONG)

    def size(self, label: str, told: str, expected: float) -> Check:
        """As `same`, of a distance that is printed without its sign."""
        return self.same(label, told, abs(expected))

    def true(self, label: str, told: object, holds: bool, expected: object = "") -> Check:
        return Check(label, told, expected, OK if holds else WRONG)

    def level(self, m: dict, sizes: Mapping) -> Check:
        """Check how many others are told to be level with the largest; none of them may be left out."""
        values = np.array([size for size in dict(sizes).values() if not np.isnan(size)])
        others = int((values >= values.max() - 1e-6).sum()) - 1
        return self.true("level with the largest", m.get("level", 0), int(m.get("level", 0)) == others, others)

    def way(self, label: str, told: str, up: bool, value: float) -> Check:
        """Check a word for up or down; nothing is neither."""
        if np.isnan(value):
            return Check(label, told, "not known", MISSING)
        return self.true(label, told, (value > 0) if up else (value < 0), round(value, 4))

    def who(
        self, label: str, told: str, expected: set[str], places: Places | None = None, all_of: bool = True
    ) -> Check:
        """Check named provinces against codes; with a rest (``and 1 other``), those named must be among them."""
        places = places or self.places
        whole = places.find(told)  # a name may hold a comma and an "and"
        found = {whole} if whole else {places.find(name) for name in self.split(told)}
        more = re.search(r" (\d+) (?:tỉnh khác|others?)$", told)
        count = len(found) + (int(more.group(1)) if more else 0)
        holds = found <= expected and (not all_of or count == len(expected))
        return self.true(label, told, holds, ", ".join(sorted(places.vi.get(code, str(code)) for code in expected)[:6]))

    def part(self, label: str, told: str, expected: Iterable[str], year: int | None = None) -> Check:
        codes = self.find_part(told, year)
        expected = set(expected)
        return self.true(label, told, bool(set(codes) & expected), ", ".join(sorted(expected)))

    def keep(self, name: str, make: Callable[[], object]) -> object:
        """Return what *make* says of the component in the year, made once for all provinces."""
        key = (name, self.year, self.code)
        if key not in self.field.kept:
            self.field.kept[key] = make()
        return self.field.kept[key]

    def edition(self, index: str, year: str) -> Iterator[Check]:
        yield self.true("index", index, INDEX_NAMES[index] == self.page.index, self.page.index)
        yield self.same("year", year, self.year)

    def is_zero(self, value: float) -> bool:
        return round(abs(value), self.decimals) == 0

    @property
    def decimals(self) -> int:
        return 4 if self.page.index == "dti" else 2

    def covered(self, label: str, year: int | None = None, code: str | None = None) -> Iterator[Check]:
        """Check that a statement on the country rests on nine in ten places, unless it says how many."""
        share = self.field.coverage(year or self.year, code or self.code)
        counted = re.search(r"\d+ (tỉnh|provinces?)|\d+ trong|\d+ of \d+", self.sentence)
        if share < 0.9 and not counted:
            yield Check(label, self.sentence[:80], f"{share:.0%} of places", MISSING)


@dataclass(frozen=True)
class Found:
    """A check with where it was found."""

    kind: str
    exhibit: str
    sentence: str
    check: Check
    text: str


@dataclass(frozen=True)
class Taken:
    """A match of a pattern: where it stands, and what it says."""

    kind: str
    exhibit: Exhibit
    sentence: str
    match: re.Match


@dataclass
class Reading:
    """What was found on a page: checks, sentences with numbers that no pattern takes, and how many there were."""

    page: Page
    found: list[Found]
    unread: list[tuple[str, str, str]]
    numbered: int = 0
    taken: list[Taken] = None


def read_claims(page: Page, raw: Raw, fields: Callable[[str, str], Field]) -> Reading:
    """Check every sentence of a page."""
    reading = Reading(page, [], [], 0, [])
    patterns = compile_claims(raw, page.language)
    for exhibit in page.exhibits:
        for text in (exhibit.finding, exhibit.note):
            for start, end in cut_sentences(text or ""):
                _read_sentence(text[start:end], Context(raw, page, exhibit, fields), patterns, reading)
    return reading


def read_sentence(
    sentence: str, exhibit: Exhibit, page: Page, raw: Raw, fields: Callable[[str, str], Field]
) -> Reading:
    """Check one sentence of a page."""
    reading = Reading(page, [], [], 0, [])
    _read_sentence(sentence, Context(raw, page, exhibit, fields), compile_claims(raw, page.language), reading)
    return reading


COMPARED = ("two_sides", "parts", "paths", "explained", "full", "ranges", "uncompared", "answer")
"""Exhibits in which a page of comparison speaks of both sides."""

ALIKE = ("integrity", "sources", "sheet_agencies")
"""Exhibits of a sheet over all indices that say what they say on a page of one index."""

PLACES_IN_WORDS = (
    (re.compile(r"\b([Tt])ỉnh, thành phố\b"), r"\1ỉnh"),
    (re.compile(r"\bđịa phương\b"), "tỉnh"),
    (re.compile(r"\bĐịa phương\b"), "Tỉnh"),
    (re.compile(r"\bthành phố\b(?! [A-ZĐ])"), "tỉnh"),
    (re.compile(r"\bThành phố\b(?! [A-ZĐ])"), "Tỉnh"),
    (re.compile(r"\b[Tt]he city\b"), "the province"),
)
"""What provinces and cities are called together, and one of them; a pattern knows one word for all."""


def call_alike(sentence: str) -> str:
    """Return a sentence in which provinces and cities are called by one word; quoted names are left as they are."""
    pieces = re.split(r"(“[^”]*”)", sentence)
    for at in range(0, len(pieces), 2):
        for pattern, word in PLACES_IN_WORDS:
            pieces[at] = pattern.sub(word, pieces[at])
    return "".join(pieces)


def _read_sentence(sentence: str, context: Context, patterns: list, reading: Reading) -> None:
    sentence = call_alike(sentence)
    context.sentence, taken = sentence, []
    for each, pattern in patterns:
        if each.where and context.exhibit.name not in each.where:
            continue
        on_comparison = context.page.kind == "compare" and context.exhibit.name in COMPARED
        if on_comparison != (each.page == "compare"):  # a comparison speaks of two sides, others of one place
            continue
        if each.page not in ("", context.page.kind):
            continue
        if context.page.kind == "sheet" and not each.page and context.exhibit.name not in ALIKE:  # of several indices
            continue
        for match in pattern.finditer(sentence):
            span = match.span()
            if any(low < span[1] and span[0] < high for low, high in taken):
                continue
            told = {name: value for name, value in match.groupdict().items() if value is not None}
            checks = _check_all(each, context, told)
            taken.append(span)
            reading.taken.append(Taken(each.kind, context.exhibit, sentence, match))
            reading.found += [
                Found(each.kind, context.exhibit.name, sentence, check, match.group()) for check in checks
            ]
    taken += _read_names(sentence, context, reading, taken)
    numbers = [found.span() for found in NUMBER.finditer(sentence)]
    if numbers:
        reading.numbered += 1
        if any(not any(low <= start and end <= high for low, high in taken) for start, end in numbers):
            reading.unread.append((context.exhibit.name, sentence, context.page.path))


def _check_all(each: Claim, context: Context, told: dict[str, str]) -> list[Check]:
    """Return the checks of a match; what cannot be computed from raw figures is wrong, since it was told."""
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(each.check(context, told))
    except (KeyError, IndexError, ValueError, TypeError, AttributeError, StopIteration) as error:
        return [Check("computed", context.sentence[:60], f"cannot be: {error!r}", WRONG)]


def _read_names(sentence: str, context: Context, reading: Reading, taken: list) -> list[tuple[int, int]]:
    """Check that every quoted component not yet read is one of the index (or of another), under its number."""
    spans = []
    for found in re.finditer(r"“([^”]+)”", sentence):
        if any(low <= found.start() and found.end() <= high for low, high in taken):
            continue
        name = found.group(1)
        known = bool(context.find_part(name)) or _known_anywhere(name, context)
        if known:
            spans.append(found.span())
            reading.found.append(
                Found("name", context.exhibit.name, sentence, Check("name", name, name, OK), found.group())
            )
    return spans


def _known_anywhere(name: str, context: Context) -> bool:
    plain = fold(re.sub(r"^(.*?: )?([A-Z]?\d+(\.\d+)*\.?\s+)?", "", name))
    column = f"name_{context.page.language}"
    return any(plain in set(tree[column].map(fold)) for tree in context.raw.trees.values()) or fold(name) in map(
        fold, INDEX_NAMES
    )
