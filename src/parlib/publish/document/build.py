"""One document of a province: opened, written, saved as the same bytes each time."""

from __future__ import annotations

import re
from typing import NamedTuple

from parlib.files.archive import fix_archive, save_bytes
from parlib.language.words import speak_of
from parlib.publish.document.head import write_foot, write_head
from parlib.publish.document.paper import Paper
from parlib.publish.document.plan import write_plan
from parlib.publish.document.report import write_annexes, write_report
from parlib.results.dossier import Dossier
from parlib.speech import tell
from parlib.store import load_places
from parlib.terms import INDICES
from parlib.wording.letters import FILL, name_place

KINDS = ("report", "plan")
"""In-depth report (báo cáo phân tích chuyên sâu) and remedial plan (kế hoạch khắc phục)."""

FILES = {"report": ("bao-cao-chuyen-sau", "in-depth-report"), "plan": ("ke-hoach-khac-phuc", "remedial-plan")}
"""Kind to the name of its file, in Vietnamese and English."""


class Place(NamedTuple):
    """A province as official documents name it: alone, and with what it is (tỉnh, thành phố).

    A department or commune has its own name; the *seat* of the People's Committee is its province.
    """

    name: str
    full: str
    seat: str


def build_document(dossier: Dossier, kind: str = "report") -> bytes:
    """Build the in-depth report or the remedial plan of a province as a Word file (docx).

    Everything in it is read from the executed notebooks; nothing is computed. The same notebooks give the same bytes.

    Raises
    ------
    ValueError
        For a kind that is neither ``report`` nor ``plan``.
    """
    check_kind(kind)
    with speak_of(dossier.about["index"], dossier.about["province_name"]):
        return _build(dossier, kind)


def _build(dossier: Dossier, kind: str) -> bytes:
    place = find_place(dossier)
    paper = Paper(dossier.about["language"], dossier.simulated, place.seat, INDICES[dossier.about["index"]].of_people)
    _write_front(paper, dossier, kind, place)
    (write_report if kind == "report" else write_plan)(paper, dossier)
    write_foot(paper, kind, place.seat)
    if kind == "report":
        write_annexes(paper, dossier)
    return fix_archive(save_bytes(paper.document))


def check_kind(kind: str) -> str:
    """Return *kind* if there is such a document.

    Raises
    ------
    ValueError
        For any other kind.
    """
    if kind not in KINDS:
        raise ValueError(tell("document {kind!r} is not known: choose one of {kinds}", kind=kind, kinds=KINDS))
    return kind


def name_document(dossier: Dossier, kind: str) -> str:
    """Return the name of a document's file: index, year, what it is.

    Raises
    ------
    ValueError
        For a kind that is neither ``report`` nor ``plan``.
    """
    about = dossier.about
    name = FILES[check_kind(kind)][0 if about["language"] == "vi" else 1]
    return f"{about['index']}-{about['year']}-{name}.docx"


def find_place(dossier: Dossier) -> Place:
    """Return the province of a dossier as official documents name it."""
    about = dossier.about
    places = load_places(about["vintage"])
    own = places[(places["vintage"] == about["vintage"]) & (places["province_code"] == about["province"])]
    if INDICES[about["index"]].nouns is not None:
        seat = _PEOPLES_COMMITTEE.sub("", INDICES[about["index"]].issuer) or FILL
        return Place(_LEVEL.sub("", seat), about["province_name"], seat)
    is_city = bool(own["is_city"].iloc[0]) if len(own) else False
    full = name_place(about["province_name"], is_city, about["language"])
    return Place(about["province_name"], full, full)


_PEOPLES_COMMITTEE = re.compile(r"^(?:UBND|Ủy ban nhân dân)\s+", re.IGNORECASE)
_LEVEL = re.compile(r"^(?:tỉnh|thành phố)\s+", re.IGNORECASE)


def _write_front(paper: Paper, dossier: Dossier, kind: str, place: Place) -> None:
    words, index = paper.words, INDICES[dossier.about["index"]]
    name = index.name_vi if paper.language == "vi" else index.name_en
    about = words[f"about_{kind}"].format(
        name=name, short=index.call(paper.language), year=dossier.about["year"], seat=place.full
    )
    write_head(paper, name_agency(words, kind, place.seat, paper.language), kind, place.name, about)
    properties = paper.document.core_properties
    properties.title, properties.subject = about, dossier.edition
    properties.author, properties.comments, properties.keywords = "", "", ""
    properties.language = paper.language
    for said in ("basis", f"opening_{kind}", "figures"):
        of = place.seat if said == "opening_plan" else place.full
        paper.add_words(words[said].format(edition=dossier.edition, seat=of))
    if not dossier.has_data:
        paper.add_words(words["no_data"].format(edition=dossier.edition, seat=place.full))


def name_agency(words: dict[str, str], kind: str, place: str, language: str) -> tuple[str, str]:
    """Return the two lines of the agency's name: the one above and the one that issues, or the one name in two lines.

    Examples
    --------
    >>> from parlib.wording.letters import letter_words
    >>> name_agency(letter_words("vi"), "report", "tỉnh Huế", "vi")
    ('UBND TỈNH HUẾ', 'SỞ NỘI VỤ')
    >>> name_agency(letter_words("en"), "plan", "Hue", "en")
    ("PEOPLE'S COMMITTEE", 'OF HUE')
    """
    name = place.upper() if language == "vi" else f"OF {place.upper()}"
    if kind == "plan":
        return words["committee"], name
    above = f"UBND {name}" if language == "vi" else f"{words['committee']} {name}"
    return above, words["department"]
