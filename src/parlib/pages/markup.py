"""Text of a notebook as safe HTML: no name and no output can become markup, a script or an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import nh3
from markupsafe import Markup
from nbconvert.filters.ansi import strip_ansi
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from parlib.files.slug import make_slug

_TABLE = {"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"}
_BLOCKS = {"p", "div", "pre", "blockquote", "hr", "br", "ul", "ol", "li", "dl", "dt", "dd", "h4", "h5", "h6"}
_WORDS = {"b", "strong", "i", "em", "u", "s", "sub", "sup", "small", "mark", "span", "code", "kbd"}
_FORMULA = {
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mtable",
    "mtr",
    "mtd",
    "mstyle",
    "mpadded",
    "mphantom",
    "menclose",
}
_FORMULA_ATTRIBUTES = {
    "*": {
        "xmlns",
        "display",
        "displaystyle",
        "stretchy",
        "fence",
        "separator",
        "form",
        "accent",
        "movablelimits",
        "mathvariant",
        "linethickness",
        "columnalign",
        "lspace",
        "rspace",
        "width",
        "height",
        "depth",
        "minsize",
        "maxsize",
    }
}
_ATTRIBUTES = {"*": {"scope"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
_KEPT = _TABLE | _BLOCKS | _WORDS
_HIDDEN = {"script", "style", "template", "iframe", "object", "svg"}
"""Elements whose content goes, too."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PLAIN_CODE = re.compile(r'<span class="(?:n|nn|o|p|w|kwarg|)">([^<]*)</span>')
"""What the styles leave as it is, such as names, signs and spaces: a third of a page's code if marked."""


@dataclass(frozen=True)
class Heading:
    """A heading of a page: its level, its anchor and its text."""

    level: int
    anchor: str
    text: Markup


def make_anchor(text: str) -> str:
    """Return *text* as an anchor of plain letters; the page's own anchors have a ``_``, so they never clash.

    Examples
    --------
    >>> make_anchor("2. Điểm bị mất ở đâu?")
    '2-diem-bi-mat-o-dau'
    """
    return make_slug(text) or "muc"


class _PageRenderer(IPythonRenderer):
    """Markdown to HTML for one page: collects its headings, makes no link to anywhere outside the page."""

    def __init__(self, title: str = "") -> None:
        super().__init__(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)
        self.title = title
        self.question: Markup | None = None
        self.headings: list[Heading] = []

    def heading(self, text: str, level: int, **_: object) -> str:
        """Keep the first title for the head of the page; give every other heading an anchor."""
        # The page has a head of its own, which shows this title; a second heading of level 1 is moved below it.
        if level == 1 and self.question is None and not self.headings:
            self.question = Markup(text)
            return ""
        level = max(level, 2)
        anchor = make_anchor(Markup(text).striptags())
        taken = {heading.anchor for heading in self.headings}
        while anchor in taken:  # two sections of one name: links to the first stay what they were
            anchor += "-x"
        self.headings.append(Heading(level, anchor, Markup(text)))
        return f'<h{level} id="{anchor}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Write a link within the page as a link, any other as text with its address."""
        if url.startswith("#"):
            return f'<a href="{Markup.escape(url)}">{text}</a>'
        # Pages are read without a network, often printed: an address is shown rather than hidden in a link.
        address = Markup.escape(url)
        return text if text == address or not url.startswith("http") else f"{text} ({address})"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Show an attached picture; write any other as its description."""
        if not url.startswith("attachment:") or url.removeprefix("attachment:") not in self.attachments:
            return f"[{text}]"
        return super().image(text, url, title)

    def inline_math(self, body: str) -> str:
        """Show a formula within a line."""
        return write_formula(body, "inline")

    def block_math(self, body: str) -> str:
        """Show a formula on a line of its own."""
        return write_formula(body, "block")

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        """Write a cell with its alignment as a class: the page's policy forbids styles within it."""
        tag = "th" if head else "td"
        return f'<{tag} class="{align}">{text}</{tag}>' if align else f"<{tag}>{text}</{tag}>"

    def block_code(self, code: str, info: str | None = None) -> str:
        """Show code plainly, whatever its language."""
        return f"<pre><code>{Markup.escape(code)}</code></pre>\n"


class PageMarkdown:
    """Renders the markdown of one page, cell after cell, and remembers its headings.

    Examples
    --------
    >>> page = PageMarkdown()
    >>> str(page.render("# Hỏi gì?")), page.question
    ('', Markup('Hỏi gì?'))
    >>> str(page.render("Tỉnh <b>A</b>")).strip()
    '<p>Tỉnh &lt;b&gt;A&lt;/b&gt;</p>'
    """

    def __init__(self) -> None:
        self._renderer = _PageRenderer()
        self._markdown = MarkdownWithMath(renderer=self._renderer)

    @property
    def headings(self) -> list[Heading]:
        """Headings met so far, in order."""
        return self._renderer.headings

    @property
    def question(self) -> Markup | None:
        """Text of the first heading of level 1, kept out of the content."""
        return self._renderer.question

    def render(self, source: str, attachments: dict[str, Any] | None = None) -> Markup:
        """Return *source* as HTML; its comments are left out, its raw HTML is shown as text."""
        self._renderer.attachments = attachments or {}
        return Markup(self._markdown.render(_COMMENT.sub("", source)))


@lru_cache(maxsize=256)
def write_formula(source: str, display: str) -> Markup:
    r"""Return a LaTeX formula as MathML, which browsers draw by themselves; as its source if it cannot be read.

    Examples
    --------
    >>> "<mfrac>" in write_formula(r"\frac{a}{b}", "inline")
    True
    >>> str(write_formula(r"\left(", "inline"))
    '<code>\\left(</code>'
    """
    from latex2mathml.converter import convert

    try:
        written = convert(source, display=display)
    except Exception:  # the library has no common error for what it cannot read
        return Markup("<code>{}</code>").format(source)
    # The converter lets markup, links and styles within a formula through: MathML only is kept.
    return Markup(nh3.clean(written, tags=_FORMULA, attributes=_FORMULA_ATTRIBUTES, url_schemes=set()))


def clean_html(source: str) -> Markup:
    """Return the tables and plain text formatting of foreign HTML; drop scripts, styles, links and pictures.

    Examples
    --------
    >>> str(clean_html('<b onclick="x()">A</b><script>alert(1)</script><img src="https://a.b/c.png">'))
    '<b>A</b>'
    """
    return Markup(nh3.clean(source, tags=_KEPT, clean_content_tags=_HIDDEN, attributes=_ATTRIBUTES, url_schemes=set()))


@lru_cache(maxsize=1)
def _highlighting() -> tuple[PythonLexer, HtmlFormatter]:
    return PythonLexer(stripnl=True, ensurenl=False), HtmlFormatter(nowrap=True)


@lru_cache(maxsize=512)
def highlight_code(source: str) -> Markup:
    """Return Python code with its words marked; cached, as the cells of a template come again on every page."""
    lexer, formatter = _highlighting()
    return Markup(_PLAIN_CODE.sub(r"\1", highlight(source, lexer, formatter)).rstrip())


def plain_text(text: str) -> str:
    r"""Return *text* without the colours of a terminal.

    Examples
    --------
    >>> plain_text("\x1b[31mValueError\x1b[0m")
    'ValueError'
    """
    return strip_ansi(text)
