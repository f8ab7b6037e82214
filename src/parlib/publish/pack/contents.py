"""The page of contents of a pack: every product with its link and the stamp of its data, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from urllib.parse import quote

from parlib.publish.pack.missing import Missing
from parlib.wording.phrases import say
from parlib.wording.titles import SIMULATED

NAMES = {"vi": "MUC-LUC.html", "en": "CONTENTS.html"}

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Mục lục tài liệu hội nghị", "Papers of the conference"),
    "years": ("Số liệu được dùng", "Results that are used"),
    "other_year": (
        "{edition}: chưa có kết quả năm {year}, dùng kết quả mới nhất đang có",
        "{edition}: no results of {year} at hand; the newest there are",
    ),
    "products": ("Tài liệu", "Papers"),
    "product": ("Tài liệu", "Paper"),
    "file": ("Tệp", "File"),
    "data": ("Dấu số liệu", "Stamp of the data"),
    "all_data": ("mọi số liệu nêu trên", "all results above"),
    "meaning": (
        "Dấu số liệu: hai tài liệu cùng dấu được lập từ cùng một số liệu.",
        "Stamp of the data: two papers with the same stamp are made from the same figures.",
    ),
    "copies": ("Bản trước được giữ lại, chỗ cần xem lại", "Copies of the file before, what to check"),
    "edited": ("đã sửa tay, giữ nguyên", "edited by hand, left as it is"),
    "units": ("Phiếu của từng sở, ngành, địa phương", "Papers of departments and localities"),
    "missing": ("Số liệu còn thiếu", "What is missing"),
    "needs": ("Tệp cần có", "File needed"),
    "parts": ("Phần còn chờ", "Parts that wait for it"),
    "none": ("Không thiếu gì.", "Nothing is missing."),
    "how": (
        "Nạp tệp bằng lệnh “parlib add”, rồi chạy lại lệnh lập bộ tài liệu.",
        "Take the file in with “parlib add”, then make the pack again.",
    ),
    "drafts": (
        "Các văn bản ghi “DỰ THẢO” cần được cơ quan soạn thảo hoàn thiện; chỗ có dấu chấm là chỗ cần điền.",
        "Papers marked “DRAFT” are to be finished by those who issue them; dots are to be filled in.",
    ),
}

STYLE = (
    "body{font:16px/1.5 'Segoe UI',Arial,sans-serif;color:#1a1a1a;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.7rem}h2{font-size:1.2rem;margin-top:2rem}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #bbb;padding:.45rem .6rem;text-align:left;vertical-align:top}th{background:#eef1f5}"
    ".data{font-size:.85rem;color:#444}.warn{color:#b00000;font-weight:700}a{color:#0b4f8a}"
)


@dataclass(frozen=True)
class Product:
    """A file of the pack.

    Attributes
    ----------
    title, name : str
        What it is, and its path below the folder.
    stamp : str
        Stamp of its data.
    edited : bool
        True where it was edited by hand and left as it is.
    copies : sequence of str
        Copies of earlier files, and the list of what to check in the present one.
    of_unit : bool
        True for the paper of one department or commune: these stand in a table of their own.
    """

    title: str
    name: str
    stamp: str
    edited: bool = False
    copies: Sequence[str] = ()
    of_unit: bool = False


def write_contents(
    language: str,
    title: str,
    products: Sequence[Product],
    missing: Sequence[Missing],
    years: Sequence[str],
    stamp: str,
    simulated: bool,
) -> str:
    """Return the page of contents as HTML that needs no network.

    Parameters
    ----------
    years : sequence of str
        The results that are used.
    stamp : str
        Stamp of all of them, which is written once: most papers are made of all.
    """
    words = {name: say(language, *pair) for name, pair in WORDS.items()}
    heads = "".join(f"<th>{escape(words[name])}</th>" for name in ("product", "file", "data", "copies"))
    products = [replace(one, stamp=words["all_data"]) if one.stamp == stamp else one for one in products]
    whole = _write_table([product for product in products if not product.of_unit], words, heads)
    units = [product for product in products if product.of_unit]
    waiting = "".join(
        f"<tr><td>{escape(one.file)}</td><td>{'<br>'.join(map(escape, one.parts))}</td></tr>" for one in missing
    )
    lacking = (
        f"<p>{escape(words['how'])}</p><table><thead><tr><th>{escape(words['needs'])}</th>"
        f"<th>{escape(words['parts'])}</th></tr></thead><tbody>{waiting}</tbody></table>"
        if missing
        else f"<p>{escape(words['none'])}</p>"
    )
    warning = f"<p class='warn'>{SIMULATED}</p>" if simulated else ""
    used = "".join(f"<li>{escape(year)}</li>" for year in years)
    return (
        f"<!DOCTYPE html><html lang='{language}'><head><meta charset='utf-8'>"
        f"<meta name='viewport' content='width=device-width'><title>{escape(words['title'])}</title>"
        f"<style>{STYLE}</style></head><body><h1>{escape(words['title'])}</h1><p>{escape(title)}</p>{warning}"
        f"<h2>{escape(words['years'])}</h2><ul>{used}</ul>"
        f"<p class='data'>{escape(words['meaning'])}<br>{escape(stamp)}</p><h2>{escape(words['products'])}</h2>"
        f"<p>{escape(words['drafts'])}</p>{whole}"
        f"{_fold_units(units, words, heads)}"
        f"<h2>{escape(words['missing'])}</h2>{lacking}</body></html>\n"
    )


def _write_table(products: Sequence[Product], words: dict[str, str], heads: str) -> str:
    rows = "".join(_write_product(product, words) for product in products)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _fold_units(products: Sequence[Product], words: dict[str, str], heads: str) -> str:
    """Return the papers of units in a fold; nothing where there are none."""
    if not products:
        return ""
    title = f"{escape(words['units'])} ({len(products)})"
    return f"<details><summary><h2>{title}</h2></summary>{_write_table(products, words, heads)}</details>"


def _write_product(product: Product, words: dict[str, str]) -> str:
    edited = f" <em>({escape(words['edited'])})</em>" if product.edited else ""
    copies = "<br>".join(_link(copy) for copy in product.copies)
    return (
        f"<tr><td>{escape(product.title)}</td><td>{_link(product.name)}{edited}</td>"
        f"<td class='data'>{escape(product.stamp)}</td><td>{copies}</td></tr>"
    )


def _link(name: str) -> str:
    return f"<a href='{quote(name)}'>{escape(Path(name).name if '/site/' not in name else name)}</a>"
