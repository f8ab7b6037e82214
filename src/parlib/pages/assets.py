"""Styles and fonts that pages share, laid beside them so that no network is needed."""

from __future__ import annotations

from pathlib import Path

import font_source_sans_pro

from parlib.files.atomic import write_whole

TEMPLATES = Path(__file__).parent / "template"
"""Folder of the templates, styles and scripts that ship with parlib."""


def write_assets(folder: Path) -> None:
    """Lay styles and fonts into *folder*; a file that is already the same is left alone.

    The fonts (`parlib.pages.fonts`) have their licence beside them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    licence = Path(font_source_sans_pro.font_directory) / "LICENSE.txt"
    for source in (*(TEMPLATES / "assets").iterdir(), licence):
        target = folder / ("SourceSansPro-LICENSE.txt" if source is licence else source.name)
        # Pages that a reader has open load these files: they are not touched without need.
        if not target.exists() or target.read_bytes() != source.read_bytes():
            write_whole(source.read_bytes(), target)
