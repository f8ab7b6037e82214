"""What all pages of the program share: the room, the desk, the token, the words and templates."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import Any

import jinja2

from parlib.app.desk import Desk, Job
from parlib.app.instance import LOOPBACK
from parlib.app.room import PACKS, Room
from parlib.app.words import word
from parlib.terms import CAUSES, LANGUAGES, STATUSES
from parlib.wording.app import WORDS
from parlib.wording.titles import SIMULATED

HERE = Path(__file__).parent

LIMIT = 100
"""Megabytes that may be sent at once."""


class Shared:
    """What the pages of one home are made from.

    Parameters
    ----------
    room : Room
    token : str
        What the address and then the cookie must hold.
    port : int
        Where the pages are served.
    jobs : int
        Notebooks at a time.
    """

    def __init__(self, room: Room, token: str, port: int, jobs: int = 2) -> None:
        self.room, self.token, self.jobs, self.limit = room, token, jobs, LIMIT
        # Cookies are kept by host, not by port: another home's page on this machine has one of its own.
        self.cookie = f"parlib-{port}"
        self.hosts = (f"{LOOPBACK}:{port}", f"localhost:{port}")
        self.seen = time.monotonic()
        self.desk = Desk(room, self.keep_result)
        self.provinces = self._read_provinces()
        self.said: list[dict[str, str]] = []
        loader = jinja2.FileSystemLoader(HERE / "templates")
        self._templates = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)

    def _read_provinces(self) -> dict[str, str]:
        """Return the 34 provinces by code, in the order of their names."""
        path = self.room.raw / "places" / "provinces_34.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = {row["code"]: row["name_vi"] for row in csv.DictReader(file)}
        return dict(sorted(rows.items(), key=lambda row: row[1]))

    @property
    def language(self) -> str:
        """The language of the page that is chosen; Vietnamese if none was."""
        chosen = self.room.read("settings").get("language", "vi")
        return chosen if chosen in LANGUAGES else "vi"

    def choose(self, **chosen: object) -> None:
        """Remember what was chosen."""
        self.room.note("settings", self.room.read("settings") | chosen)

    def render(self, name: str, **given: Any) -> str:  # noqa: ANN401
        """Return a page in the language that is chosen."""
        language = self.language
        shared = {
            "words": WORDS.list_all(language),
            "fill": lambda term, **filled: word(term, **filled)[language],
            "say": lambda said: said.get(language, ""),
            "language": language,
            "limit": self.limit,
            "job": self.desk.job,
            "simulated_mark": SIMULATED,
            "causes": [(names[0], names[language != "vi"]) for names in CAUSES.values()],
            "statuses": [(names[0], names[language != "vi"]) for names in STATUSES.values()],
        }
        return self._templates.get_template(name).render(shared | given)

    def keep_result(self, job: Job) -> None:
        """Keep what came of a task, so that it is there after the next start, too."""
        room, result = self.room, job.result
        if job.kind == "check":
            room.note("check", result)
            single = next((file["province"] for file in result["files"] if file.get("province")), "")
            if single and not room.read("settings").get("province"):
                self.choose(province=single)
        elif job.kind == "make":
            pack = result["pack"] | {"seconds": round(job.seconds)}
            room.note("pack", pack)
            # Who issued a file stays true when it is dropped again; of next year's file the year would be wrong.
            room.note("asked", {name: said | {"year": None} for name, said in room.read("asked").items()})
            self.choose(province=pack["province"])
        elif job.kind == "undo":
            self.said.append(word("undone", name=result["undone"]))
        elif job.kind == "register":
            room.note("register", result)
        elif job.kind == "save":
            room.note("register", room.read("register") | result)
            self.said.append(word("register_saved", tasks=result["tasks"]))

    def take_said(self) -> list[dict[str, str]]:
        """Return what is to be said once, on the next page."""
        said, self.said = self.said, []
        return said

    def find_product(self, name: str) -> Path | None:
        """Return the path of a product of the pack that is shown; None for any other file."""
        pack = self.room.read("pack")
        names = {pack.get("contents"), *(one["name"] for one in pack.get("products", ()))}
        names |= {copy for one in pack.get("products", ()) for copy in one["copies"]}
        path = self.room.home / PACKS / str(pack.get("folder")) / name
        return path if name in names and path.is_file() else None
