"""Words on a slide: their style, and the boxes that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import Font, TextFrame
from pptx.util import Emu

from parlib.publish.outline.boxes import Box

LANGUAGES = {"vi": MSO_LANGUAGE_ID.VIETNAMESE, "en": MSO_LANGUAGE_ID.ENGLISH_UK}

INK, MUTED, RULE, PALE = "1F2933", "5B6670", "D9DEE3", "F3F5F7"
"""Greys that do not depend on the template."""

ACCENT, DEEP = MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.ACCENT_2
"""The subject province, everywhere and only there; and the colour of everything that is strong."""


@dataclass(frozen=True)
class Style:
    """The style of words: size in points, weight, colour (a theme colour or RRGGBB), alignment."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    color: MSO_THEME_COLOR | str = INK
    align: str = "left"
    anchor: str = "top"


def write_paragraphs(
    frame: TextFrame, parts: Sequence[Sequence[tuple[str, Style]]], language: str, gap: float = 0
) -> None:
    """Fill a text frame: one paragraph for each part, made of runs with their styles; *gap* points lie between them."""
    for number, runs in enumerate(parts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if runs:
            paragraph.alignment = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}[
                runs[0][1].align
            ]
        if number and gap:
            paragraph.space_before = round(gap * 12700)
        for text, style in runs:
            run = paragraph.add_run()
            run.text = text
            style_font(run.font, style, language)


def style_font(font: Font, style: Style, language: str) -> None:
    """Give a font the style; the typeface stays the theme's."""
    font.size, font.bold = Emu(round(style.size * 12700)), style.bold
    if style.italic:
        font.italic = True
    paint(font.fill, style.color)
    font.language_id = LANGUAGES[language]


def paint(fill: FillFormat, color: MSO_THEME_COLOR | str, brightness: float = 0.0) -> None:
    """Fill with a theme colour or RRGGBB; brightness -1 to 1 darkens or lightens a theme colour."""
    fill.solid()
    if isinstance(color, str):
        fill.fore_color.rgb = RGBColor.from_string(color)
        return
    fill.fore_color.theme_color = color
    if brightness:
        fill.fore_color.brightness = brightness


def add_text(
    slide: Slide, box: Box, parts: Sequence[Sequence[tuple[str, Style]]], language: str, name: str, gap: float = 0
) -> Shape:
    """Add a text box without margins that keeps its size; *parts* are paragraphs of runs."""
    shape = slide.shapes.add_textbox(*map(Emu, box.emu))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    anchor = parts[0][0][1].anchor if parts and parts[0] else "top"
    frame.vertical_anchor = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}[anchor]
    write_paragraphs(frame, parts, language, gap)
    return shape


def describe(shape: BaseShape, name: str, alt: str) -> None:
    """Give a shape its name in the selection pane and its text for those who cannot see it."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", name)
    properties.set("descr", alt)
