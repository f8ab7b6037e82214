"""What a wheel carries besides code: raw figures with their licences, the tables made of them, and the notebooks.

In a clone this folder holds this file only, and the clone's own folders are used. The build (``hatch_build.py``) puts
``home`` here.
"""

from __future__ import annotations

from pathlib import Path

HOME = Path(__file__).with_name("home")
"""Folder with data/ and notebooks/ in an installed parlib; not there in a clone."""
