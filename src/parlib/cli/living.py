"""What a command says of a Word or PowerPoint file that was merged with the one in its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from parlib.cli.common import err, out

if TYPE_CHECKING:
    from parlib.publish.living.write import Written

SHOWN = 12
"""Things to look at that are printed; all of them are in the list beside the file."""

WORDS: dict[str, tuple[str, str]] = {
    "merged": (
        "{name}: giữ nguyên phần sửa tay, phần còn lại lấy số liệu mới; bản trước ở {copy}.",
        "{name}: what was edited by hand is kept, the rest is renewed; the file before is {copy}.",
    ),
    "aside": (
        "{name}: tệp cũ không phải bản parlib ghi được dấu (bản cũ, khuôn khác, hoặc tệp khác); đã cất ở {copy}.",
        "{name}: the file in its place bears no marks of parlib (an older one, another template, or not its own); "
        "it was set aside as {copy}.",
    ),
    "looks": ("{count} chỗ cần xem lại, ghi ở {listed}:", "{count} places to check, listed in {listed}:"),
}


def say_written(written: Iterable[Written], language: str) -> None:
    """Say which files were merged or set aside, and what a person has to look at."""
    place = 0 if language == "vi" else 1
    for one in written:
        if one.copy is not None:
            kind = "aside" if one.state == "aside" else "merged"
            err.print(WORDS[kind][place].format(name=one.path.name, copy=one.copy), markup=False)
        if one.looks:
            listed = WORDS["looks"][place].format(count=len(one.looks), listed=one.listed)
            err.print(listed, markup=False)
            _say_looks(one, language)


def _say_looks(written: Written, language: str) -> None:
    from parlib.publish.living.looks import say_look

    for look in written.looks[:SHOWN]:
        where = f"{look.where}: " if look.where else ""
        out.print(f"  {where}“{look.passage}” – {say_look(look, language)}", markup=False)
