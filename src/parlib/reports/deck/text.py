"""Words on a slide, measured before they are placed, so that nothing overflows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.slide import Slide
from pptx.text.text import TextFrame

from parlib.figures.words import measure_text, wrap_text
from parlib.reports.deck.paper import Box

LINE = 1.22
"""Distance between lines of Calibri, in ems."""

LANGUAGES = {"vi": MSO_LANGUAGE_ID.VIETNAMESE, "en": MSO_LANGUAGE_ID.ENGLISH_UK}

INK, MUTED, RULE, PALE = "1F2933", "5B6670", "D9DEE3", "F3F5F7"
"""Greys that do not depend on the template."""

ACCENT, DEEP = MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.ACCENT_2
"""The subject province, everywhere and only there; and the colour of everything that is strong."""

_SENTENCE = re.compile(r"(?:(?<!“\d)(?<!“\d\d)\.\s+(?=[A-ZÀ-ỸĐ“])|;\s+)")


@dataclass(frozen=True)
class Look:
    """How words look: size in points, weight, colour (a theme colour or RRGGBB), alignment."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    color: MSO_THEME_COLOR | str = INK
    align: str = "left"
    anchor: str = "top"


def count_lines(text: str, width: float, size: float, bold: bool = False) -> int:
    """Return on how many lines of *width* points *text* stands.

    Widths are those of Source Sans Pro, which runs one to four percent wider than Calibri.

    Examples
    --------
    >>> count_lines("Trung du và miền núi phía Bắc", 90, 11)
    2
    """
    return sum(wrap_text(part, width, size, bold).count("\n") + 1 for part in text.split("\n"))


def measure_height(text: str, width: float, size: float, bold: bool = False) -> float:
    """Return the height in points that *text* takes."""
    return count_lines(text, width, size, bold) * size * LINE


def fit_text(text: str, box: Box, sizes: Sequence[float], bold: bool = False) -> float | None:
    """Return the first of *sizes* at which *text* fits *box*, or None."""
    longest = max(text.split(), key=len, default="")
    return next(
        (
            size
            for size in sizes
            if measure_height(text, box.w, size, bold) <= box.h + 1 and measure_text(longest, size, bold) <= box.w
        ),
        None,
    )


def cut_sentences(text: str) -> list[str]:
    """Return the sentences and half-sentences of a finding, each with its sign at the end.

    Examples
    --------
    >>> cut_sentences("Đạt 7,99 điểm về “4. Kiểm soát”, xếp thứ 2/61. Mất 2,01 điểm; nhiều nhất ở “Công bằng”.")
    ['Đạt 7,99 điểm về “4. Kiểm soát”, xếp thứ 2/61.', 'Mất 2,01 điểm;', 'nhiều nhất ở “Công bằng”.']
    """
    parts, start = [], 0
    for found in _SENTENCE.finditer(text):
        parts.append(text[start : found.start() + 1])
        start = found.end()
    return [*parts, text[start:]] if text[start:] else parts


def split_finding(finding: str, box: Box, sizes: Sequence[float]) -> tuple[str, str, float]:
    """Return as much of a finding as a title takes, the rest, and the title's size.

    Whole sentences only; a first sentence that no size holds is given at the smallest.
    """
    sentences = cut_sentences(finding)
    for count in range(len(sentences), 0, -1):
        title = " ".join(sentences[:count]).rstrip(";")
        size = fit_text(title, box, sizes, bold=True)
        if size is not None:
            return title, " ".join(sentences[count:]), size
    return sentences[0], " ".join(sentences[1:]), sizes[-1]


def write_paragraphs(
    frame: TextFrame, parts: Sequence[Sequence[tuple[str, Look]]], language: str, gap: float = 0
) -> None:
    """Fill a text frame: one paragraph for each part, made of runs with their looks; *gap* points lie between them."""
    for number, runs in enumerate(parts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if runs:
            paragraph.alignment = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}[
                runs[0][1].align
            ]
        if number and gap:
            paragraph.space_before = round(gap * 12700)
        for text, look in runs:
            run = paragraph.add_run()
            run.text = text
            style_font(run.font, look, language)


def style_font(font: object, look: Look, language: str) -> None:
    """Give a font the look; the typeface stays the theme's."""
    font.size, font.bold = round(look.size * 12700), look.bold
    if look.italic:
        font.italic = True
    paint(font.fill, look.color)
    font.language_id = LANGUAGES[language]


def paint(fill: object, color: MSO_THEME_COLOR | str, brightness: float = 0.0) -> None:
    """Fill with a theme colour or RRGGBB; brightness -1 to 1 darkens or lightens a theme colour."""
    fill.solid()
    if isinstance(color, str):
        fill.fore_color.rgb = RGBColor.from_string(color)
        return
    fill.fore_color.theme_color = color
    if brightness:
        fill.fore_color.brightness = brightness


def add_text(
    slide: Slide, box: Box, parts: Sequence[Sequence[tuple[str, Look]]], language: str, name: str, gap: float = 0
) -> object:
    """Add a text box without margins that keeps its size; *parts* are paragraphs of runs."""
    shape = slide.shapes.add_textbox(*box.emu)
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    anchor = parts[0][0][1].anchor if parts and parts[0] else "top"
    frame.vertical_anchor = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}[anchor]
    write_paragraphs(frame, parts, language, gap)
    return shape


def describe(shape: object, name: str, alt: str) -> None:
    """Give a shape its name in the selection pane and its text for those who cannot see it."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", name)
    properties.set("descr", alt)
