"""Heads of an export of the one-stop system: what each column is, and which hold personal data (hồ sơ một cửa)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parlib.files.slug import strip_accents

ROLES: Mapping[str, str] = {
    "dossier": r"^(ma|so)( so)? (ho so|hs|bien nhan|phieu)\b|^dossier( (id|code|number))?$",
    "received": r"(ngay|thoi (gian|diem)) (tiep )?nhan|ngay nop|ngay nhan ho so|^received",
    "due": r"hen tra|(ngay )?hen|han (tra|giai quyet|xu ly|xl)|ngay den han|ngay het han|^due",
    "finished": r"(ngay|thoi (gian|diem)) (hoan thanh|ket thuc|giai quyet|xu ly xong|co ket qua|co kq|xong)|^finished",
    "returned": r"(ngay|thoi (gian|diem)) (da )?(tra|tra ket qua|tra kq)|ngay tra|^returned",
    "status": r"trang thai|tinh trang|^status",
    "field": r"linh vuc|^field",
    "procedure": r"thu tuc|tthc|dich vu cong$|^procedure",
    "channel": r"hinh thuc|kenh|phuong thuc|nguon (ho so|tiep nhan)|^channel",
    "digitised": r"so hoa|^digiti[sz]ed",
    "commune": r"^(ten )?(xa|phuong)\b|xa phuong|cap xa|dia phuong|dac khu|^commune",
    "agency": r"co quan|don vi|^so\b.*nganh|so nganh|to chuc (xu ly|giai quyet)|^agency|^unit",
}
"""What a column is to the house and how offices head it, without accents; the first that fits is taken."""

JUDGING = r"giai quyet|xu ly|thu ly"
"""Who answers for the time, where a column of who received the dossier stands beside."""

NEEDED = ("received", "due")
"""Columns without which nothing can be said of time."""

PERSONAL: Mapping[str, str] = {
    "name": r"ho (va )?ten|ho ten|nguoi (nop|yeu cau|lam|dung ten|dang ky|de nghi|duoc cap|dai dien|nhan)|chu ho so"
    r"|cong dan|khach hang|(ten|to chuc).*ca nhan|can bo|chuyen vien|nguoi (xu ly|thu ly|tiep nhan|giai quyet)"
    r"|ten (chu|nguoi)|applicant|^full ?name|^name$",
    "identity": r"cccd|cmnd|cmtnd|can cuoc|dinh danh|ho chieu|passport|ma so thue|mst|so bao hiem|ma so bhxh"
    r"|so giay to|identity|^id ?number",
    "phone": r"dien thoai|\bsdt\b|so dt|di dong|phone|mobile",
    "address": r"dia chi|thuong tru|tam tru|noi (o|sinh|cu tru)|que quan|address",
    "other": r"e ?mail|ngay sinh|nam sinh|gioi tinh|dan toc|ton giao|tai khoan|birth|sex\b|zalo|facebook",
}
"""Kinds of personal data and how their columns are headed, without accents."""

PHONE = r"^\s*(\+?84|0)[\s.\-]?\d([\s.\-]?\d){8}\s*$"
"""A Vietnamese telephone number."""

IDENTITY = r"^\s*(\d{12}|\d{9})\s*$"
"""A citizen's identity number (12 digits) or an old one (9)."""

FAMILY = (
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|Trịnh|Mai|Cao|Lương|Lưu"
    r"|NGUYỄN|TRẦN|LÊ|PHẠM|HOÀNG|HUỲNH|PHAN|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|HỒ|NGÔ|DƯƠNG|LÝ|ĐINH|ĐOÀN|TRỊNH)"
)
"""Family names of most people."""

_GIVEN = r" \p{Lu}\p{L}*"

NAME = rf"^\s*{FAMILY}({_GIVEN}){{1,4}}\s*$"
"""A person's name as it begins in Viet Nam: a family name and one to four more, each with a capital."""

LONG_NAME = rf"^\s*{FAMILY}({_GIVEN}){{2,4}}\s*$"
"""The same with two names more: hardly what an agency is called."""

SURE_NAME = rf"^\s*{FAMILY} (?:Văn|Thị|VĂN|THỊ)({_GIVEN}){{1,3}}\s*$"
"""A name that no place bears, if it stands alone."""

CALLED = rf"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ụ)(?: \(?[Bb]à\)?)? {FAMILY}({_GIVEN}){{1,4}}"
"""A person called by name within other words."""

LOOKS: Mapping[str, str] = {"phone": PHONE, "identity": IDENTITY, "name": NAME}
"""How values of personal data look, whatever their column is called."""

MOSTLY = 0.5
"""Part of a column's first values that must look so."""


@dataclass(frozen=True)
class Heads:
    """What the columns of an export are.

    Attributes
    ----------
    roles : dict
        Role to the printed head of the column that has it.
    personal : dict
        Printed heads of columns of personal data, with the kind.
    others : list of str
        Printed heads of columns that nobody uses.
    """

    roles: dict[str, str] = field(default_factory=dict)
    personal: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    @property
    def is_export(self) -> bool:
        """True where the columns are those of an export with one dossier a row."""
        return all(role in self.roles for role in NEEDED)


def fold_head(text: str) -> str:
    """Return a head without accents, case, punctuation and notes.

    Examples
    --------
    >>> fold_head("Ngày hẹn trả  (dd/mm/yyyy)"), fold_head("SỐ_ĐIỆN_THOẠI")
    ('ngay hen tra', 'so dien thoai')
    """
    plain = re.sub(r"\(.*?\)", " ", strip_accents(str(text)).casefold())
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def read_heads(heads: Sequence[str]) -> Heads:
    """Return what the columns of an export are, told by their heads; personal data before everything else.

    Examples
    --------
    >>> found = read_heads(["Mã hồ sơ", "Họ tên người nộp", "Ngày tiếp nhận", "Ngày hẹn trả", "Địa chỉ xã/phường"])
    >>> found.roles
    {'dossier': 'Mã hồ sơ', 'received': 'Ngày tiếp nhận', 'due': 'Ngày hẹn trả'}
    >>> found.personal
    {'Họ tên người nộp': 'name', 'Địa chỉ xã/phường': 'address'}
    """
    found = Heads()
    for head in heads:
        folded = fold_head(head)
        if not folded:
            continue
        if kind := next((kind for kind, words in PERSONAL.items() if re.search(words, folded)), ""):
            found.personal[head] = kind
            continue
        role = next((role for role, words in ROLES.items() if re.search(words, folded)), "")
        if role and (role not in found.roles or (role == "agency" and re.search(JUDGING, folded))):
            found.others.extend([found.roles[role]] if role in found.roles else [])
            found.roles[role] = head
        else:
            found.others.append(head)
    if "finished" in found.roles:
        if fetched := found.roles.pop("returned", ""):
            found.others.append(fetched)  # what was ready in time may be fetched late
        found.roles["returned"] = found.roles.pop("finished")
    return found
