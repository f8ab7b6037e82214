"""Wrong sentences made of right ones: a number, a year, a name or a word for up and down is changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .claims import MISSING, WRONG, Reading, Taken, read_sentence
from .field import Field
from .pages import Page
from .raw import Raw

WAYS = {
    "tăng": "giảm",
    "giảm": "tăng",
    "up": "down",
    "down": "up",
    "cao": "thấp",
    "thấp": "cao",
    "above": "below",
    "below": "above",
    "lên": "xuống",
    "xuống": "lên",
    "rose": "fell",
    "fell": "rose",
    "behind": "ahead of",
    "ahead of": "behind",
    "gain": "loss",
    "loss": "gain",
    "kém": "hơn",
    "hơn": "kém",
    "trên": "dưới",
    "dưới": "trên",
    "xu hướng tăng": "xu hướng giảm",
    "xu hướng giảm": "xu hướng tăng",
    "an upward trend": "a downward trend",
    "cao hơn": "thấp hơn",
    "thấp hơn": "cao hơn",
    "higher": "lower",
    "lower": "higher",
    "lấy lại": "mất thêm",
    "mất thêm": "lấy lại",
    "regained": "lost a further",
    "lost a further": "regained",
    "bằng điểm": "cao hơn",
    "level with": "above",
    "a downward trend": "an upward trend",
    "không thấy xu hướng rõ rệt": "xu hướng tăng",
    "no clear trend": "an upward trend",
}
UNTOLD = {
    "what",
    "than",
    "cast",
    "cast2",
    "sign",
    "lead",
    "list",
    "top",
    "least",
    "least_word",
    "most_word",
    "all",
    "none",
    "counts",
    "years",
    "level",
    "stays",
    "side",
    "verdict",
    "kind",
    "against",
    "one",
    "two",
    "link",
    "table",
    "head",
    "day",
    "then",
}
"""Groups that are no number or name, or that hold others."""


def change_group(taken: Taken, name: str, page: Page, raw: Raw) -> str | None:
    """Return another text for a group of a match, or None where there is none."""
    text = taken.match.group(name)
    if re.fullmatch(r"(?:19|20)\d\d", text) and re.match(r"year|y\d|before|base|first", name):
        return str(int(text) - 7)
    if re.fullmatch(r"[−+-]?\d+(?:[.,]\d+)*", text):
        return _change_number(text, page.language)
    if side := re.fullmatch(r"(.*?)((?:19|20)\d\d)", text):  # a side of a comparison: a year, or a place in one
        return f"{side.group(1)}{int(side.group(2)) - 7}"
    if text.lower() in WAYS:
        other = WAYS[text.lower()]
        return other.capitalize() if text[0].isupper() else other
    places = {name: code for vintage in raw.places.values() for code, name in getattr(vintage, page.language).items()}
    plain = re.sub(r"^TP\. ", "", text)
    if text in places or plain in places:
        return next(
            other
            for other in sorted(places, reverse=len(text) % 2 == 0)
            if places[other] != places.get(text, places.get(plain))
        )
    tree = raw.trees[page.index]
    names = list(tree.loc[tree["year"] == page.year, f"name_{page.language}"])
    stem = re.sub(r"^[\d.]+\.\s", "", text)
    if stem in names:
        others = [other for other in names if other != stem]
        return text.replace(stem, others[len(text) % len(others)]) if others else None
    return None


def _change_number(text: str, language: str) -> str:
    sign = "," if language == "vi" else "."
    plain = text.lstrip("−+-").replace("." if language == "vi" else ",", "").replace(sign, ".")
    value, decimals = float(plain), len(plain.partition(".")[2])
    new = value + max(11, 0.3 * value) if decimals == 0 else value * 1.4 + 13 * 10.0**-decimals
    return (text[0] if text[0] in "−+-" else "") + f"{new:.{decimals}f}".replace(".", sign)


def list_mutants(reading: Reading, raw: Raw) -> Iterator[tuple[Taken, str, str]]:
    """Return a match, the group that was changed and the wrong sentence, for every group of every match."""
    for taken in reading.taken:
        for name in taken.match.re.groupindex:
            if name in UNTOLD or taken.match.group(name) is None:
                continue
            new = change_group(taken, name, reading.page, raw)
            if new is not None:
                start, end = taken.match.span(name)
                yield taken, name, taken.sentence[:start] + new + taken.sentence[end:]


WORDS = {
    "vi": (
        ("cao hơn", "thấp hơn"),
        ("cao nhất", "thấp nhất"),
        ("tăng", "giảm"),
        ("trên", "dưới"),
        ("lên", "xuống"),
        ("tốt hơn", "kém hơn"),
        ("hơn nhiều nhất", "kém nhiều nhất"),
        ("dẫn đầu", "cuối bảng"),
    ),
    "en": (
        ("above", "below"),
        ("higher", "lower"),
        ("highest", "lowest"),
        ("rose", "fell"),
        ("up", "down"),
        ("best", "worst"),
        ("ahead", "behind"),
        ("better", "worse"),
        ("gain", "loss"),
        ("most", "least"),
    ),
}
"""Words for a direction and their opposites, wherever they stand."""


def list_word_mutants(reading: Reading) -> Iterator[tuple[Taken, str, str]]:
    """Return a match, a word and the wrong sentence, for every word for a direction within a match outside of names."""
    pairs = WORDS[reading.page.language]
    opposite = {one: other for pair in pairs for one, other in (pair, pair[::-1])}
    words = re.compile(r"(?<!\w)(" + "|".join(sorted(opposite, key=len, reverse=True)) + r")(?!\w)")
    for taken in reading.taken:
        start, end = taken.match.span()
        names = [found.span() for found in re.finditer(r"“[^”]*”", taken.sentence)]
        for found in words.finditer(taken.sentence, start, end):
            if not any(low <= found.start() < high for low, high in names):
                new = opposite[found.group()]
                yield taken, found.group(), taken.sentence[: found.start()] + new + taken.sentence[found.end() :]


def is_found_out(taken: Taken, wrong: str, page: Page, raw: Raw, fields: Callable[[str, str], Field]) -> bool:
    """Tell whether a changed sentence is called wrong (or can no longer be read, which is said)."""
    reading = read_sentence(wrong, taken.exhibit, page, raw, fields)
    return any(each.check.status in (WRONG, MISSING) for each in reading.found) or bool(reading.unread)
