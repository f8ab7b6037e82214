"""The template of a deck: the built-in one or a province's own; what a slide takes from it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import SlideLayout

from parlib.files.bounds import count_tags, is_bomb, limit_tags
from parlib.publish.deck.builtin import SPACES, holder, make_template
from parlib.publish.outline.boxes import PER_POINT, Box, box_of
from parlib.speech import tell

COMMENT = 31
"""Number of the placeholder in which staff write; it is added to layouts that do not have it."""

EYEBROW = 21
"""Number of the placeholder above the title, where the layout has one."""

COMMENT_HEIGHT = 26.0
"""Room for two lines that staff type, in points."""

MOST_MASTERS, MOST_PLACEHOLDERS = 100, 2_000
"""Masters of a template, and placeholders of all its masters and layouts, that are still read: each of them is held
against the others."""

_PLACEHOLDER = re.compile(rb"<(?:\w+:)?ph[\s/>]")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_BODIES = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT}
_KINDS = {
    "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
    "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
}
_PLAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


class TemplateError(ValueError):
    """A template cannot be used; the message says what is wrong or missing."""


@dataclass(frozen=True)
class Paper:
    """A presentation to fill, and where its template wants things.

    Attributes
    ----------
    deck : pptx.presentation.Presentation
        Without slides.
    cover, finding : SlideLayout
        Layouts of the title slide and of every other.
    title, area : Box
        Where titles and contents lie, in points.
    wide, tall : float
        Size of a slide in points.
    colours : mapping
        Theme colours as RRGGBB, by their names in the theme.
    built_in : bool
        False for a province's own template.
    """

    deck: Deck
    cover: SlideLayout
    finding: SlideLayout
    title: Box
    area: Box
    wide: float
    tall: float
    colours: dict[str, str]
    built_in: bool = True

    @property
    def narrow(self) -> bool:
        """True for the old format, 4:3."""
        return self.wide / self.tall < 1.5


def open_template(path: Path | None = None, ratio: str = "16:9", prompt: str = "") -> Paper:
    """Open the built-in template, or a province's own without the slides in it.

    Parameters
    ----------
    path : pathlib.Path, optional
        A ``.pptx`` or ``.potx``: its master, layouts, theme colours, logo and footer are used, and its size.
    ratio : {"16:9", "4:3"}
        Size of the built-in template.
    prompt : str
        What the empty box for comments says while a person edits.

    Raises
    ------
    TemplateError
        If the file is damaged or lacks a layout that is needed, with the names of what is missing.
    """
    content = make_template(ratio) if path is None else _read_template(path)
    deck = Presentation(io.BytesIO(content))
    _drop_slides(deck)
    cover, finding, body = _choose_layouts(deck, path)
    title = next(holder for holder in list_holders(finding) if holder.placeholder_format.type in _TITLES)
    area = _clear_area(box_of(body), box_of(title), deck)
    wide, tall = (deck.slide_width or 0) / PER_POINT, (deck.slide_height or 0) / PER_POINT
    _add_comment_box(finding, area.cut_bottom(COMMENT_HEIGHT)[1], prompt)
    _add_comment_box(cover, _place_below(cover, wide, tall), prompt, "bg2" if path is None else "tx1")
    area = area.cut_bottom(COMMENT_HEIGHT, 4)[0]
    return Paper(deck, cover, finding, box_of(title), area, wide, tall, _read_theme(deck), path is None)


def _read_template(path: Path) -> bytes:
    """Return a template as a plain presentation: python-pptx opens no potx, though only its content type differs."""
    try:
        with zipfile.ZipFile(path) as old:
            if is_bomb(old.infolist()):
                raise _refuse_endless(path)
            members = {name: old.read(name) for name in old.namelist()}
        types = members["[Content_Types].xml"].decode("utf-8")
    except FileNotFoundError:
        raise TemplateError(tell("{path}: there is no such template", path=path)) from None
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError, zlib.error) as error:
        if isinstance(error, TemplateError):
            raise
        raise TemplateError(tell("{path}: is damaged, or not a PowerPoint file (.pptx or .potx)", path=path)) from error
    _check_bounds(members, path)
    for kind in _KINDS:
        types = types.replace(kind, _PLAIN)
    members["[Content_Types].xml"] = types.encode("utf-8")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as new:
        for name, data in members.items():
            new.writestr(name, data)
    _check_opens(content, path)
    return content.getvalue()


def _check_bounds(members: dict[str, bytes], path: Path) -> None:
    """Refuse what no template holds: entities, masters and placeholders without end."""
    layouts = [data for name, data in members.items() if re.match("ppt/slide(Layout|Master)s/[^/]+[.]xml", name)]
    masters = sum(name.startswith("ppt/slideMasters/slideMaster") for name in members)
    endless = (
        masters > MOST_MASTERS
        or sum(len(_PLACEHOLDER.findall(data)) for data in layouts) > MOST_PLACEHOLDERS
        or count_tags(members) > limit_tags(path.stat().st_size)
    )
    entities = any(name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in data for name, data in members.items())
    if endless or entities:
        raise _refuse_endless(path)


def _refuse_endless(path: Path) -> TemplateError:
    message = "{path}: holds far more than a template does: keep one master with its layouts in it, and save it anew"
    return TemplateError(tell(message, path=path))


def _check_opens(content: io.BytesIO, path: Path) -> None:
    try:
        deck = Presentation(io.BytesIO(content.getvalue()))
        for layout in deck.slide_layouts:
            list(layout.placeholders)
        _read_theme(deck)
    except Exception as error:  # python-pptx fails in many ways on a damaged file
        raise TemplateError(tell("{path}: is damaged, or not a PowerPoint file (.pptx or .potx)", path=path)) from error


def _drop_slides(deck: Deck) -> None:
    """Take the template's own slides out, with their parts; samples do not belong into a deck."""
    slides = deck.slides._sldIdLst
    for slide in list(slides):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)
    # Sections and custom shows name slides by number; PowerPoint offers to repair a deck whose slides are gone.
    root = deck.part._element
    for list_of_slides in root.xpath("./p:custShowLst | ./p:extLst/p:ext[.//*[local-name()='sectionLst']]"):
        list_of_slides.getparent().remove(list_of_slides)


def _choose_layouts(deck: Deck, path: Path | None) -> tuple[SlideLayout, SlideLayout, LayoutPlaceholder]:
    """Return the layouts of title and finding, and the body whose place contents take.

    Raises
    ------
    TemplateError
        With every layout that is missing, by its name in PowerPoint.
    """
    layouts = list(deck.slide_layouts)
    cover = _find_layout(layouts, "title", lambda have: PP_PLACEHOLDER.SUBTITLE in have)
    content = _find_layout(layouts, "obj", lambda have: bool(have & _BODIES))
    bare = _find_layout(layouts, "titleOnly", lambda have: not have & {*_BODIES, PP_PLACEHOLDER.SUBTITLE})
    found = {"'Title Slide' (title and subtitle)": cover, "'Title and Content'": content, "'Title Only'": bare}
    missing = [name for name, layout in found.items() if layout is None]
    if cover is None or content is None or bare is None:
        raise TemplateError(
            tell(
                "{path}: the template lacks the layout {missing}: add it in PowerPoint (View > Slide Master "
                "> Insert Layout) and run again",
                path=path,
                missing=" and ".join(missing),
            )
        )
    bodies = [holder for holder in list_holders(content) if holder.placeholder_format.type in _BODIES]
    return cover, bare, max(bodies, key=lambda body: body.width * body.height)


def list_holders(layout: SlideLayout) -> list[LayoutPlaceholder]:
    """Return the placeholders of a layout."""
    holders: Any = layout.placeholders  # python-pptx annotates its iterator wrongly
    return list(holders)


def _find_layout(
    layouts: Sequence[SlideLayout], kind: str, fits: Callable[[set[PP_PLACEHOLDER]], bool]
) -> SlideLayout | None:
    """Return the layout that PowerPoint calls *kind*, or the first with a title whose other placeholders fit."""
    present = [(layout, {holder.placeholder_format.type for holder in list_holders(layout)}) for layout in layouts]
    able = [(layout, have) for layout, have in present if have & _TITLES]
    named = [layout for layout, _ in able if layout._element.get("type") == kind]
    return next(iter(named or [layout for layout, have in able if fits(have)]), None)


def _clear_area(body: Box, title: Box, deck: Deck) -> Box:
    """Return the body's place below the title; a template may let them touch."""
    top = max(body.y, title.y + title.h + 4)
    return Box(body.x, top, body.w, min(body.y + body.h, (deck.slide_height or 0) / PER_POINT - 12) - top)


def _place_below(cover: SlideLayout, wide: float, tall: float) -> Box:
    """Return a line near the foot of the title slide, under its subtitle."""
    subtitle = next(
        (box_of(holder) for holder in list_holders(cover) if holder.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE),
        Box(wide * 0.1, tall * 0.6, wide * 0.8, tall * 0.1),
    )
    return Box(subtitle.x, min(subtitle.y + subtitle.h + 8, tall - 60), subtitle.w, 40)


def _add_comment_box(layout: SlideLayout, box: Box, prompt: str, color: str = "tx1") -> None:
    """Give a layout the placeholder in which staff write; it shows nothing while it is empty."""
    if any(holder.placeholder_format.idx == COMMENT for holder in list_holders(layout)):
        return
    tree = layout._element.cSld.spTree
    number = max((int(found) for found in tree.xpath(".//p:cNvPr/@id")), default=1) + 1
    words = holder(number, "parlib comment", "body", box, idx=COMMENT, italic=1, color=color, anchor="ctr", text=prompt)
    tree.append(parse_xml(words.replace("<p:sp>", f"<p:sp {SPACES}>", 1)))


def _read_theme(deck: Deck) -> dict[str, str]:
    """Return the theme's colours as RRGGBB by their names (``accent1``, ``dk1``, ...)."""
    part = deck.slide_master.part.part_related_by(RT.THEME)
    scheme = etree.fromstring(part.blob).find(f".//{_A}clrScheme")
    return {slot.tag.removeprefix(_A): slot[0].get("lastClr") or slot[0].get("val") for slot in scheme}
