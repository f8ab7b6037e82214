"""The register of tasks as a page: opened, filled in, saved as the workbook that the commands read."""

from __future__ import annotations

import tornado.web

from parlib.app.guard import Guarded
from parlib.app.pages import start

COLUMNS = (
    *("task", "lead_agency", "coordinating_agency", "head", "deadline", "status", "cause_class", "cause", "output"),
)
"""What is written of a task, in the order of the page."""


class RegisterPage(Guarded):
    """The register that is open, or what opens it."""

    def get(self) -> None:
        """Show it."""
        shared = self.shared
        opened, draft = shared.room.read("register"), shared.room.read("draft")
        if opened and opened["asked"] != shared.room.read("settings").get("province"):
            opened = {}
        rows = draft.get("rows") if draft.get("stamp") == opened.get("stamp") and opened else None
        self.render_page(
            "register.html",
            said=shared.take_said(),
            opened=opened,
            rows=join_rows(opened.get("rows", []), rows),
            unsaved=rows is not None,
            columns=COLUMNS,
            province=shared.room.read("settings").get("province", ""),
            provinces=shared.provinces,
        )


def join_rows(rows: list[dict[str, str]], typed: list[dict[str, str]] | None) -> list[dict[str, str]]:
    """Return the rows that are shown: as they are saved, or with what was typed and could not be saved."""
    if typed is None:
        return rows
    known = {str(row["row"]): row for row in rows}
    return [known[str(one["row"])] | one for one in typed if str(one["row"]) in known]


class OpenRegister(Guarded):
    """The register is read with the losses of now."""

    def post(self) -> None:
        """Begin."""
        code, room = self.get_argument("province", ""), self.shared.room
        code = code or room.read("settings").get("province", "")
        if code not in self.shared.provinces:
            self.redirect("/register", status=303)
            return
        self.shared.choose(province=code)
        room.forget("draft")
        start(self, "register", province=code, index=self.get_argument("index", ""), year=room.read("pack").get("year"))
        self.redirect("/register", status=303)


class SaveRegister(Guarded):
    """What was typed is written into the register."""

    def post(self) -> None:
        """Begin; what was typed stays on the page until it is saved."""
        room = self.shared.room
        opened = room.read("register")
        rows = self.get_arguments("row")
        typed = {name: self.get_arguments(name) for name in COLUMNS}
        if not opened or any(len(values) != len(rows) for values in typed.values()):
            raise tornado.web.HTTPError(400)
        if not all(row.isdecimal() for row in rows):
            raise tornado.web.HTTPError(400)
        written = [
            {"row": int(row), **{name: typed[name][at][:2000] for name in COLUMNS}} for at, row in enumerate(rows)
        ]
        room.note("draft", {"stamp": opened["stamp"], "rows": written})
        start(self, "save", rows=written, stored=opened["stored"], stamp=opened["stamp"])
        self.redirect("/register", status=303)
