"""The fonts of slides, put into the page: the same lines on every machine."""

from __future__ import annotations

import base64
from functools import lru_cache

from parlib.pages.fonts import list_characters, subset_font

WEIGHTS = {400: "Regular", 600: "Semibold"}
"""Weights that slides use, the two by which words are measured."""


@lru_cache(maxsize=1)
def write_font_rules() -> str:
    """Return the styles that embed the fonts."""
    rules = (
        f'@font-face{{font-family:"Slides";font-weight:{weight};src:url(data:font/woff;base64,'
        f'{base64.b64encode(subset_font(name, list_characters())).decode()}) format("woff")}}'
        for weight, name in WEIGHTS.items()
    )
    return "\n".join(rules)
