"""Made action registers, as a province fills them in."""

import pandas as pd

from parlib.forms.actions import write_action_book
from parlib.readers.action_book import AGENCIES, HOLDINGS, TASKS

ROW = {
    "component": "4.2",
    "lost": 1.5,
    "cause_class": "con người",
    "cause": "Thiếu người",
    "task": "Bố trí đủ người",
    "lead_agency": "SNV",
    "coordinating_agency": "Sở Y tế; STTTT",
    "head": "Giám đốc A",
    "deadline": "30/06/2025",
    "output": "Quyết định",
    "status": "đang làm",
}
NAMES = [
    ("Sở Nội vụ", "SNV", ""),
    ("Sở Y tế", "SYT", ""),
    ("Sở Khoa học và Công nghệ", "SKHCN", ""),
    ("Sở Thông tin và Truyền thông", "STTTT", "SKHCN"),
]


def fill_in(path, *rows, holdings=(("4", "Sở Nội vụ"),), year=2024, index="papi", province="Quảng Ninh", **added):
    """Write a register of Quảng Ninh, or another place, with rows like ROW."""
    tasks = pd.DataFrame([ROW | row for row in rows]).reindex(columns=list(TASKS)).assign(**added)
    blank = {name: "" for name in TASKS if name not in ("lost", "recoverable")}
    agencies = pd.DataFrame([dict(zip(("agency", "aliases", "successor"), name, strict=True)) for name in NAMES])
    agencies = agencies.reindex(columns=list(AGENCIES), fill_value="")
    held = pd.DataFrame([{"component": code, "component_name": "", "agency": agency} for code, agency in holdings])
    write_action_book(
        path,
        {"province": province, "index": index, "year": str(year)},
        tasks.astype(object).fillna(blank),
        agencies,
        held.reindex(columns=list(HOLDINGS)),
    )
    return path
