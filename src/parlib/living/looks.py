"""What a person has to look at in a file that was merged, as one list in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from parlib.files.archive import replace_file
from parlib.wording.phrases import say

KINDS: dict[str, tuple[str, str]] = {
    "figures": ("Lời đã sửa tay, số liệu trong đó đã thay đổi", "Words edited by hand; figures in them changed"),
    "words": ("Lời đã sửa tay, lời do máy lập nay khác", "Words edited by hand; they would be worded otherwise now"),
    "quoted": ("Phần tự viết dẫn số liệu đã thay đổi", "Your own words quote figures that changed"),
    "table": ("Bảng đã sửa tay, số liệu mới khác", "Table edited by hand; its figures are others now"),
    "row": ("Dòng đã sửa tay, nay không còn trong số liệu", "Row edited by hand that is not in the data any more"),
    "gone": ("Phần đã sửa tay, nay không còn được lập", "Part edited by hand that is not made any more"),
    "picture": (
        "Hình đã thay, số liệu của hình cũ đã đổi",
        "Picture replaced by hand; the one made of the data changed",
    ),
    "chart": ("Biểu đồ đã sửa số liệu, số liệu mới khác", "Figures of a chart edited by hand; they are others now"),
    "drawn": ("Hình vẽ đã sửa tay, số liệu của hình đã đổi", "Drawing edited by hand; the figures behind it changed"),
    "replaced": ("Hình vẽ được vẽ lại, màu sửa tay không còn", "Drawing drawn anew; colours set by hand are gone"),
}

LISTS = (".can-xem-lai.txt", ".to-check.txt")
"""Endings of the list's name, behind the name of its file."""

WORDS: dict[str, tuple[str, str]] = {
    "head": ("CẦN XEM LẠI: {name}", "TO CHECK: {name}"),
    "why": (
        "Các phần sau được giữ như đã sửa tay; số liệu trong đó có thay đổi. Sửa xong, lần lập sau không nhắc nữa.",
        "These parts were kept as edited by hand, and figures in them changed. Once mended they are not told again.",
    ),
    "pair": ("{was} nay là {new}", "{was} is now {new}"),
    "said": ("Lời mới: {text}", "As it would read now: {text}"),
    "none": ("không còn", "not there"),
}


@dataclass(frozen=True)
class Look:
    """Something to look at.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    where, passage : str
        The part of the file, and the words that stand there.
    pairs : sequence of tuple
        Figures that stand there and what they are now.
    said : str
        How it would read now.
    """

    kind: str
    where: str
    passage: str
    pairs: Sequence[tuple[str, str]] = ()
    said: str = ""


def say_pairs(look: Look, language: str) -> str:
    """Return which figures are others now.

    Examples
    --------
    >>> say_pairs(Look("figures", "I.", "Đạt 84,25", [("84,25", "85,10")]), "vi")
    '84,25 nay là 85,10'
    """
    nothing = say(language, *WORDS["none"])
    pairs = ((was or nothing, new or nothing) for was, new in look.pairs)
    return "; ".join(say(language, *WORDS["pair"]).format(was=was, new=new) for was, new in pairs)


def say_look(look: Look, language: str) -> str:
    """Return what a mark beside the passage says: which figures are others, or how it would read."""
    kind = say(language, *KINDS[look.kind])
    said = say(language, *WORDS["said"]).format(text=look.said) if look.said else ""
    return ". ".join(part for part in (kind, say_pairs(look, language), said) if part)


def name_list(path: Path, language: str) -> Path:
    """Return where the list of a file lies."""
    return path.with_name(path.name + say(language, *LISTS))


def write_list(looks: Sequence[Look], path: Path, language: str) -> Path | None:
    """Write the list beside a file; take away an old one where there is nothing to look at.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    target = name_list(path, language)
    if not looks:
        target.unlink(missing_ok=True)
        return None
    lines = [say(language, *WORDS["head"]).format(name=path.name), say(language, *WORDS["why"]), ""]
    for number, look in enumerate(looks, start=1):
        lines.append(f"{number}. {look.where}: “{look.passage}”" if look.where else f"{number}. “{look.passage}”")
        lines.append(f"   {say_look(look, language)}")
    return replace_file(("\n".join(lines) + "\n").encode("utf-8-sig"), target)
