"""Puts the figures, their licences, the tables and the notebooks into the wheel, under ``parlib/shipped/home``."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = "parlib/shipped/home"
FORMS = (".csv", ".xlsx", ".xlsm", ".xls", ".ods", ".docx", ".pdf")


class ShippedHome(BuildHookInterface):
    """Adds the files of the clone; the tables only where they come from these very raw files."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files; an editable install finds them where they are."""
        if version == "editable":
            return
        root = Path(self.root)
        named = [root / "data" / "LICENSE.md", root / "LICENSE", root / "CITATION.cff"]
        named += [path for part in ("data/raw", "notebooks") for path in (root / part).rglob("*")]
        processed = root / "data" / "processed"
        if self._is_current(processed, root / "data" / "raw"):
            named += list(processed.iterdir())
        else:
            self.app.display_warning(
                "data/processed is not up to date: the wheel is built without tables; run 'make wheel'"
            )
        files = [path for path in named if path.is_file() and not self._is_left_out(path.relative_to(root))]
        for path in sorted(files):
            build_data["force_include"][str(path)] = f"{SHIPPED}/{path.relative_to(root).as_posix()}"

    @staticmethod
    def _is_left_out(path: Path) -> bool:
        return any(part.startswith(".") for part in path.parts) or path.parts[:2] == ("notebooks", "mine")

    @staticmethod
    def _is_current(processed: Path, raw: Path) -> bool:
        """Tell whether the tables were made from the raw files; the hash is that of `parlib.readers.csvfile`."""
        mark = processed / "made_from.json"
        if not mark.exists():
            return False
        total = hashlib.sha256()
        found = [path for form in FORMS for path in raw.rglob(f"*{form}") if not path.name.startswith(("~$", "."))]
        for path in sorted(found):
            total.update(path.relative_to(raw).as_posix().encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
        return json.loads(mark.read_text(encoding="utf-8"))["raw"] == total.hexdigest()
