"""The page itself: files in, what was read, papers out; each button asks the desk for one task."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tornado.web

from parlib.app.desk import BusyError
from parlib.app.guard import Guarded
from parlib.app.room import PACKS, RefusedFileError, name_upload
from parlib.app.words import word
from parlib.files.atomic import write_whole
from parlib.terms import LANGUAGES

LOOSE = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""What pages of a pack may do: run the scripts that they carry, but send nothing, to this program neither."""


class Front(Guarded):
    """The page on which everything but the register is done."""

    def refuse_stranger(self) -> None:
        """Let in who comes with the token in the address: the cookie has it from then on."""
        if not self.has_token(self.get_argument("token", "")):
            super().refuse_stranger()
        self.set_cookie(self.shared.cookie, self.shared.token, httponly=True, samesite="Strict", path="/")
        self.redirect("/", status=303)

    def get(self) -> None:
        """Show the page."""
        if self.get_argument("token", ""):  # the token does not stay in the address
            self.redirect("/", status=303)
            return
        shared, room = self.shared, self.shared.room
        checked, pack, chosen = room.read("check"), room.read("pack"), room.read("settings")
        files = [file for file in checked.get("files", ()) if file["name"] in room.list_waiting()]
        good = [file for file in files if not file["faults"]] if checked.get("stamp") else []
        years = [int(file["year"]) for file in good if file.get("year")]
        self.render_page(
            "front.html",
            said=shared.take_said(),
            files=files,
            good=good,
            units=[product for product in pack.get("products", ()) if product.get("of_unit")],
            differs=any(file["notes"] for file in good),
            pack=pack,
            stale=bool(pack) and pack["look"] != room.look_at_raw(),
            province=chosen.get("province", ""),
            provinces=shared.provinces,
            year=max(years, default=pack.get("year", "")),
            pack_language=chosen.get("pack_language", "vi"),
            opener=find_opener(),
            undoable=any(room.home.glob("data/journal/[0-9]*")),
        )


class Files(Guarded):
    """Files that are dropped or chosen."""

    def post(self) -> None:
        """Keep the files and look through all that wait."""
        sent = self.request.files.get("files", [])
        if self.shared.desk.busy:
            raise tornado.web.HTTPError(409)
        for file in sent:
            try:
                name = name_upload(file["filename"])
            except RefusedFileError as error:
                self.shared.said.append(word(error.term, name=file["filename"]))
                continue
            write_whole(file["body"], self.shared.room.inbox / name)
        if not sent:
            self.shared.said.append(word("no_files"))
        elif self.shared.room.list_waiting():
            start_check(self)
        self.redirect("/", status=303)


def start_check(handler: Guarded) -> None:
    """Have all waiting files looked through, with what was said of each."""
    room = handler.shared.room
    known = room.read("asked")
    province = room.read("settings").get("province", "")
    blank = {"year": None, "issuer": "", "document": "", "province": province}
    files = [{**blank, **known.get(name, {}), "name": name} for name in room.list_waiting()]
    if files:
        start(handler, "check", files=files)
    else:
        room.forget("check")


def start(handler: Guarded, kind: str, **task: Any) -> None:  # noqa: ANN401
    """Begin a task; refuse it while another one is under way."""
    try:
        handler.shared.desk.start(kind, task)
    except BusyError:
        raise tornado.web.HTTPError(409) from None


class Check(Guarded):
    """What a person says of the files, and their removal."""

    def post(self) -> None:
        """Remember what was said and look through the files again."""
        room = self.shared.room
        if self.shared.desk.busy:
            raise tornado.web.HTTPError(409)
        name = self.get_argument("name", "")
        if name in room.list_waiting():
            if self.get_argument("remove", ""):
                (room.inbox / name).unlink(missing_ok=True)
            else:
                year = self.get_argument("year", "")
                said: dict[str, object] = {key: self.get_argument(key, "")[:300] for key in ("issuer", "document")}
                said["year"] = int(year) if year.isdecimal() and len(year) == 4 else None
                room.note("asked", room.read("asked") | {name: said})
        if (code := self.get_argument("province", "")) in self.shared.provinces:
            self.shared.choose(province=code)
        start_check(self)
        self.redirect("/", status=303)


class Make(Guarded):
    """The button: what was looked through is taken in, and the papers are made."""

    def post(self) -> None:
        """Begin, or go back to the page where something is missing."""
        province, year = self.get_argument("province", ""), self.get_argument("year", "")
        language = self.get_argument("pack_language", "vi")
        if province not in self.shared.provinces or language not in LANGUAGES:
            self.shared.said.append(word("choose_province"))
            self.redirect("/", status=303)
            return
        self.shared.choose(province=province, pack_language=language)
        task = {"province": province, "year": int(year) if year.isdecimal() else None, "language": language}
        task["units"] = self.get_argument("units", "") == "yes"
        take, accept = self.get_argument("take", "") == "yes", self.get_argument("accept", "") == "yes"
        start(self, "make", **task, take=take, accept=accept, jobs=self.shared.jobs)
        self.redirect("/", status=303)


class Undo(Guarded):
    """The last change of the figures is taken back."""

    def post(self) -> None:
        """Begin."""
        start(self, "undo")
        self.redirect("/", status=303)


class Cancel(Guarded):
    """What is being done is stopped."""

    def post(self) -> None:
        """Tell it to stop."""
        self.shared.desk.stop()
        self.redirect(
            self.get_argument("back", "/") if self.get_argument("back", "/") == "/register" else "/", status=303
        )


class Progress(Guarded):
    """How far the task is, for the page's script."""

    def get(self) -> None:
        """Return it as JSON."""
        job = self.shared.desk.job
        if job is None:
            self.finish({"state": "none"})
            return
        step = word("stopping") if job.stopped and job.state == "running" else job.step or word("step_begin")
        self.finish({"state": job.state, "step": step[self.language], "done": job.done, "total": job.total})


class Language(Guarded):
    """The language of the page."""

    def post(self) -> None:
        """Choose it."""
        if (language := self.get_argument("language", "")) in LANGUAGES:
            self.shared.choose(language=language)
        self.redirect("/register" if self.get_argument("back", "") == "/register" else "/", status=303)


class Open(Guarded):
    """A product, or their folder, opened on this machine."""

    def post(self) -> None:
        """Open it with the program that it belongs to: what is edited there is edited in the pack itself."""
        name, room = self.get_argument("name", ""), self.shared.room
        folder = room.home / PACKS / str(room.read("pack").get("folder"))
        path = self.shared.find_product(name) if name else folder if folder.is_dir() else None
        opener = find_opener()
        if path is None or opener is None:
            raise tornado.web.HTTPError(404)
        opener(path)
        self.set_status(204)
        self.finish()


def find_opener() -> Callable[[Path], object] | None:
    """Return what opens a file with the program that it belongs to; None where there is no such thing."""
    if sys.platform == "win32":
        return os.startfile
    command = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if command is None:
        return None
    null = subprocess.DEVNULL
    return lambda path: subprocess.Popen(
        [command, str(path)], start_new_session=True, stdin=null, stdout=null, stderr=null
    )


class Units(Guarded):
    """All papers of departments and communes as one file, to be handed out."""

    def get(self) -> None:
        """Give them, each under the name that it has in the pack."""
        pack = self.shared.room.read("pack")
        names = [one["name"] for one in pack.get("products", ()) if one.get("of_unit")]
        paths = [path for path in map(self.shared.find_product, names) if path is not None]
        if not paths:
            raise tornado.web.HTTPError(404)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:  # a Word file is an archive already
            for path in paths:
                archive.write(path, path.name)
        self.set_header("Content-Type", "application/zip")
        name = word("units_file")[pack["language"]]
        self.set_header("Content-Disposition", f'attachment; filename="{name}-{pack["folder"]}.zip"')
        self.finish(packed.getvalue())


class Leave(Guarded):
    """The end of the program."""

    def post(self) -> None:
        """Say so, and end once it was said."""
        self.render_page("ended.html")
        self.application.settings["leave"]()


class PackFile(Guarded, tornado.web.StaticFileHandler):
    """Files of packs, of which none is hidden; pages among them may run their scripts, and send nothing."""

    def set_extra_headers(self, path: str) -> None:
        """Let Office files be saved rather than shown."""
        self.set_header("Content-Security-Policy", LOOSE)
        if path.endswith((".pptx", ".docx", ".xlsx", ".csv")):
            self.set_header("Content-Disposition", "attachment")

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """Give no hidden file, nor one that a link leads to elsewhere."""
        with contextlib.suppress(ValueError):  # no path, or one that leads out
            below = Path(absolute_path).resolve()
            if not any(part.startswith(".") for part in below.relative_to(Path(root).resolve()).parts):
                return super().validate_absolute_path(root, absolute_path)
        raise tornado.web.HTTPError(404)


class Asset(Guarded, tornado.web.StaticFileHandler):
    """Style and script of the page."""
