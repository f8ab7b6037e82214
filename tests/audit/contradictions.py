"""Contradictions within one page, and sentences that cannot be true whatever the figures."""

from __future__ import annotations

import re
from collections import defaultdict

from .claims import Reading, call_alike


def find_contradictions(reading: Reading) -> list[tuple[str, str, str]]:
    """Return kind, exhibit and text of everything on a page that contradicts itself."""
    found = [*_compare_told(reading), *_compare_words(reading)]
    for exhibit in reading.page.exhibits:
        for text in (exhibit.finding, exhibit.note):
            # The names of agencies and of their heads are as the province writes them.
            plain = re.sub(r"– [^,“”]+, (?=due|no deadline)", "", (text or "").replace(reading.page.agency or "–", "–"))
            found += [(kind, exhibit.name, text) for kind in find_impossible(plain, reading.page.language)]
    return found


def _compare_told(reading: Reading) -> list[tuple[str, str, str]]:
    """Hold the same quantity, told in two sentences, against each other."""
    told: dict[tuple, dict[str, str]] = defaultdict(dict)
    for each in reading.found:
        if not re.search(r"\d", str(each.check.told)) or each.check.label in ("name", "year before"):
            continue
        subject = _subject_of(each)
        if subject:
            told[subject].setdefault(str(each.check.told), each.exhibit)
    return [
        ("told with two values", " / ".join(sorted(set(values.values()))), f"{subject}: {' and '.join(values)}")
        for subject, values in told.items()
        if len({_plain(value) for value in values}) > 1
    ]


PAGE_WIDE = {
    ("score", "score"),
    ("rank", "rank"),
    ("rank", "of how many"),
    ("certainty", "rank"),
    ("change", "change"),
    ("lost", "lost"),
    ("national mean", "mean"),
    ("inequality", "sd"),
    ("inequality", "gini"),
    ("trend", "p"),
    ("recovery", "rank now"),
    ("recovery to what lasts", "rank now"),
    ("set of ranks", "rank"),
    ("recovery", "rank stays"),
    ("next", "points"),
    ("without a task", "points"),
    ("closing", "tested"),
    ("first and last", "with figures"),
    ("changed rank", "changed"),
}
ALIASES = {
    ("certainty", "rank"): ("rank", "rank"),
    ("recovery", "rank now"): ("rank", "rank"),
    ("recovery", "rank stays"): ("rank", "rank"),
    ("without a task", "points"): ("next", "points"),
}


WHOSE = {
    "peers": r"tương đồng|similar",
    "ten": r"mười tỉnh|first ten",
    "best": r"cao nhất|best",
    "country": r"cả nước|national|country",
    "region": r"vùng|region|mean of the",
}


def _subject_of(each) -> tuple | None:
    key = (each.kind, each.check.label)
    if key in PAGE_WIDE:
        return ALIASES.get(key, key)
    if each.kind == "gap" and each.check.label.startswith("gap to"):
        label = each.check.label
        whose = next((name for name, words in WHOSE.items() if re.search(words, label)), label)
        median = re.search(r"median|trung vị", each.check.label)
        return ("gap", "median" if median else whose, each.exhibit == "history")
    return None


def _plain(value: str) -> str:
    return value.lstrip("+")


def _compare_words(reading: Reading) -> list[tuple[str, str, str]]:
    """Hold verdicts in words against each other."""
    texts = {exhibit.name: exhibit.finding or "" for exhibit in reading.page.exhibits}
    found = []
    recovered = set()
    for match in re.finditer(r"(?:đã phục hồi|recovered): ((?:“[^”]+”(?:, | và | and )?)+)", texts.get("lasting", "")):
        recovered |= set(re.findall(r"“([^”]+)”", match.group(1)))
    for name in ("losses", "peer_parts", "actions", "answer"):
        still = set(
            re.findall(
                r"(?:nhiều nhất ở|lớn nhất là|[Mm]ost (?:of it )?on|[Ff]urthest behind similar provinces on|the largest is) “([^”]+)”",
                texts.get(name, ""),
            )
        )
        found += [("recovered, and still the largest", name, f"{each}: {texts[name]}") for each in recovered & still]
    headline, told = texts.get("headline", ""), texts.get("answer", "")
    if headline and told and headline not in told and re.search(r"\d", headline):
        numbers = set(re.findall(r"\d+(?:[.,]\d+)?", headline)) - set(re.findall(r"\d+(?:[.,]\d+)?", told))
        if numbers and ("đạt" in told or "scores" in told):
            found.append(("headline and answer differ", "answer", f"{headline} / {told[:120]}"))
    weak = re.search(r"(?:Yếu: không có|Weaknesses: none)", texts.get("strengths", ""))
    behind = re.search(
        r"[Kk]hông có chỉ số thành phần nào trong \d+ chỉ số thành phần|[Nn]one of the \d+ components",
        texts.get("profile", ""),
    )
    if weak and behind:
        found.append(("no weakness, and nothing above the mean", "strengths", texts["strengths"]))
    if weak and re.search(r"(?:Chưa có số liệu theo từng|no figures by component)", texts.get("profile", "")):
        found.append(("no weakness, of no figures", "strengths", texts["strengths"]))
    behind = re.search(
        r"(?:dư địa cải thiện|lớn nhất là “[^”]+” \() ?([\d.,]+)|([\d.,]+)\S* points? behind the best",
        call_alike(texts.get("actions", "")),
    )
    none_behind = re.search(
        r"Không thành phần nào thấp hơn tỉnh dẫn đầu|No part is behind the best", call_alike(texts.get("recovery", ""))
    )
    if none_behind and behind and re.search(r"[1-9]", behind.group(1) or behind.group(2)):
        found.append(
            ("no part behind, and a part behind", "recovery", f"{texts['recovery']} / {texts['actions'][:140]}")
        )
    nothing = re.search(
        r"(?:Không có điểm mất nào|no loss to try|no recoverable loss)",
        texts.get("recovery", "") + texts.get("actions", ""),
    )
    lost = re.search(r"(?:Mất ([\d.,]+)|([\d.,]+) \w+ were lost)", texts.get("losses", ""))
    if (
        nothing
        and lost
        and float(re.sub(r"[.,]", "", lost.group(1) or lost.group(2))) > 0
        and "1/" not in headline
        and "thứ 1" not in headline
        and "ranked 1 " not in headline
    ):
        found.append(
            ("nothing to recover beside losses", "recovery", f"{texts.get('recovery')} / {texts.get('losses')}")
        )
    if re.search(
        r"không dựa trên (?:phiếu hỏi|phiếu)|does not rest on a questionnaire", texts.get("survey_shares", "")
    ) and (
        re.search(r"[Đđ]iều tra|[Ss]urvey|[Ss]atisfaction survey", reading.page.title)
        or reading.page.index
        in (
            "papi",
            "sipas",
        )
    ):
        found.append(("no questionnaire behind a survey's page", "survey_shares", texts["survey_shares"]))
    if re.search(r"không đổi trong các năm|(?:did not change|are the same) in the years", texts.get("chain", "")):
        notes = " ".join(exhibit.note or "" for exhibit in reading.page.exhibits)
        if re.search(r"Không so sánh điểm qua mốc|Scores are not compared across", notes):
            found.append(("framework did not change, and breaks", "chain", texts["chain"]))
    return found


def find_impossible(text: str, language: str) -> list[str]:
    """Return what is wrong with a sentence whatever the figures."""
    found = []
    for low, high in re.findall(r"(?<![\d.,/])(\d+)/(\d+)(?![\d/]|[.,]\d)", text):
        if not 1900 < int(low) < 2100 and int(low) > int(high):
            found.append("rank above the number ranked")
    if re.search(r"(?:từ|from) (\d+) (?:thành|lên|to) \1\b(?!\d)(?! (?:đến|if))", text):
        found.append("rank from a place to the same place")
    for number in re.findall(r"(?<![\d.,−–-])(\d+(?:[.,]\d+)?)%", text):
        value = float(number.replace(",", "."))
        if value > 100 and not re.search(rf"\+{re.escape(number)}%", text):
            found.append("percentage above 100")
    for share in re.findall(r"(?:phần lớn|most of it)[^;]*?, (\d+(?:[.,]\d+)?)%", text):
        if float(share.replace(",", ".")) < 50:
            found.append("most, below 50%")
    if re.search(r"(?:ít nhất là|least by) “[^”]+” \(−", text):
        found.append("a negative share decides")
    for after, low, high in re.findall(
        r"(?:lên|vẫn là|go from \d+ to|stay at) (\d+)(?: khi các tỉnh khác giữ nguyên; từ| with the others fixed;) (\d+) (?:đến|to) (\d+)",
        text,
    ):
        if not int(low) <= int(after) <= int(high):
            found.append("recovered rank outside its own range")
    for name, low, high in re.findall(
        r"(?:rank of|Thứ hạng) (\d+) (?:may lie between|có thể nằm trong khoảng) (\d+) (?:and|đến) (\d+)", text
    ):
        if not int(low) <= int(name) <= int(high):
            found.append("rank range does not hold the rank")
    if re.search(
        r"(?:cao nhất là|cao nhất:) ([^(;,]+?) \((?!quy đổi|34 ).*?thấp nhất(?: là|:) \1 \(", text
    ) or re.search(r"(\w[\w ]+) is highest .* and \1 lowest", text):
        found.append("highest is lowest")
    if re.search(r"(?<![\d.,])0(?:[.,]0+)?(?: điểm| points) (?:ngay cả tỉnh cao nhất|are lost even by)", text):
        found.append("nothing is lost even by the best")
    if re.search(r"(?:first|vào) 1(?:,| tỉnh đầu)", text):
        found.append("first 1")
    if re.search(r"\(0 (?:bậc|places)\): 0 \D+, 0 \D+, 0 ", text):
        found.append("moved by no place")
    if re.search(
        r"(?:Cao hơn|cao hơn|thấp hơn) trung bình [^,;]*? 0(?:,0+)? điểm|(?<![\d.])0(?:\.0+)? points (?:above|below|behind|ahead)",
        text,
    ):
        found.append("a gap of nothing")
    if re.search(r"\b(nan|None|NaN|inf)\b(?! of)|<NA>", text):
        found.append("a missing value in words")
    if language == "en" and re.search(
        r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĂÂĐÊÔƠƯ]",
        re.sub(r"“[^”]*”|\([^)]*\)|\S*/QĐ\S*", "", text),
    ):
        found.append("Vietnamese in an English sentence")
    return found
