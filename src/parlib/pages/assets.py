"""Styles and fonts that pages share, laid beside them so that no network is needed."""

from __future__ import annotations

from pathlib import Path

import font_source_sans_pro

from parlib.files.atomic import write_whole

TEMPLATES = Path(__file__).parent / "template"
"""Folder of the templates, styles and scripts that ship with parlib."""

FONTS = (
    "SourceSansPro-Regular.ttf",
    "SourceSansPro-It.ttf",
    "SourceSansPro-Semibold.ttf",
    "SourceSansPro-Bold.ttf",
)
"""Font files that pages use; each holds all 146 Vietnamese letters."""


def write_assets(folder: Path) -> None:
    """Lay styles and fonts into *folder*; a file that is already the same is left alone.

    The fonts (Source Sans Pro, SIL Open Font Licence) are copied with their licence.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fonts = Path(font_source_sans_pro.font_directory)
    names = {"LICENSE.txt": "SourceSansPro-LICENSE.txt"}
    for source in (*(TEMPLATES / "assets").iterdir(), *(fonts / name for name in (*FONTS, "LICENSE.txt"))):
        target = folder / names.get(source.name, source.name)
        # Pages that a reader has open load these files: they are not touched without need.
        if not target.exists() or target.read_bytes() != source.read_bytes():
            write_whole(source.read_bytes(), target)
