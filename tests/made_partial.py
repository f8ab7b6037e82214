"""Homes that hold less than a country's whole table, and what every page says of them, made without a kernel."""

import ast
import shutil
from functools import cache
from pathlib import Path

import nbformat
import openpyxl
import pandas as pd
from places_here import ROOT

from parlib.clean.run import clean_raw
from parlib.exhibits.exhibit import MIME, Exhibit
from parlib.forms.scoreboard import write_scoreboard
from parlib.readers.register import log_file
from parlib.runs.template_language import choose_index, choose_language
from parlib.simulate.home import open_simulated_home, simulate_scoreboard
from parlib.simulate.scoreboard import simulate_points
from parlib.wording.titles import SIMULATED, mark_sheet

YEAR, HOME = 2025, "22"
WORKBOOK = "par_index/par_index_2025-SO-LIEU-MO-PHONG-SIMULATED.xlsx"


def make_base(folder):
    """Make a home with one province's own scoreboard; return its raw folder, its tree and points of all 34."""
    raw = open_simulated_home(folder, ROOT / "data" / "raw")
    places = pd.read_csv(raw / "places" / "provinces_34.csv", dtype=str)
    names = dict(zip(places["code"], places["name_vi"], strict=True))
    simulate_scoreboard(raw, YEAR, 1, missing=tuple(code for code in names if code != HOME))
    tree = pd.read_csv(raw / "frameworks" / f"par_index_{YEAR}.csv", dtype={"component_code": str, "parent_code": str})
    tree = tree.fillna({"parent_code": "", "method": "", "agency": ""})
    return raw, names, tree, simulate_points(tree, list(names), 1)


def add_up(points, tree):
    """Return points of every province on every component, parents added up, by province and component."""
    table = points.pivot(index="province_code", columns="component_code", values="score")
    for row in tree.iloc[::-1].itertuples():
        parts = tree.loc[tree["parent_code"] == row.component_code, "component_code"]
        if len(parts):
            table[row.component_code] = table[parts.tolist()].sum(axis=1)
    return table


def write_fields(path, names, whole, tree):
    """Write a table of provinces down and fields across, as an annex of a decision has it."""
    fields = tree[tree["parent_code"] == "total"]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = mark_sheet("Tổng hợp")
    heads = [f"{row.component_code}. {row.name_vi}" for row in fields.itertuples()]
    sheet.append(["STT", "Tỉnh, thành phố", *heads, "Tổng điểm"])
    table = whole[[*fields["component_code"], "total"]].round(4)
    for place, (code, name) in enumerate(names.items(), start=1):
        sheet.append([place, name, *table.loc[code].tolist()])
    book.save(path)
    return table.reindex(columns=tree["component_code"])


def blank_columns(path, heads):
    """Take the figures and words of columns out of a scoreboard; the columns stay."""
    book = openpyxl.load_workbook(path)
    blanked = 0
    for sheet in book.worksheets:
        for cell in [cell for row in sheet.iter_rows() for cell in row if cell.value in heads]:
            for row in range(cell.row + 1, sheet.max_row + 1):
                blanked += sheet.cell(row, cell.column).value is not None
                sheet.cell(row, cell.column).value = None
    assert blanked, heads
    book.save(path)


def make_shape(folder, base, shape):
    """Return a cleaned home of one shape of input, and the points that were put in by province and component."""
    raw, names, tree, points = base
    home = folder / shape
    shutil.copytree(raw.parents[1], home, dirs_exist_ok=True)
    path, whole = home / "data" / "raw" / WORKBOOK, add_up(points, tree)
    if shape == "twelve":
        some = {code: names[code] for code in [HOME, *[code for code in names if code != HOME][:11]]}
        named = tree.assign(order=range(len(tree)))
        write_scoreboard(path, YEAR, named, some, points[points["province_code"].isin(some)], simulated=True)
        whole = whole.loc[list(some)]
    elif shape == "fields":
        whole = write_fields(path, names, whole, tree)
    else:
        named = tree.assign(order=range(len(tree)))
        write_scoreboard(path, YEAR, named, {HOME: names[HOME]}, points[points["province_code"] == HOME], True)
        whole = whole.loc[[HOME]]
        if shape == "points":
            blank_columns(path, ("Điểm tự đánh giá", "Lý do trừ điểm"))
    log_file(path.parents[1], path, issuer="parlib", document=f"Bảng điểm mô phỏng – {SIMULATED}", simulated=True)
    clean_raw(home / "data" / "raw", home / "data" / "processed")
    return home, whole


def make_real(folder):
    """Return a home of real figures with a year left out and ledgers of totals, of ranks and of factors only.

    PAPI lacks 2023; PAR INDEX 2025 has the totals of all 34, PAR INDEX 2024 the ranks of all 63; SIPAS 2019 has the
    five factors of one province.
    """
    raw = folder / "data" / "raw"
    shutil.copytree(ROOT / "data" / "raw", raw)
    kept = ("papi_2022", "papi_2024", "dti_2024")
    for table in [*(raw / "papi").glob("papi_2*.csv"), *(raw / "dti").glob("dti_2*.csv")]:
        if table.stem not in kept:
            table.unlink()
    names = {
        vintage: pd.read_csv(raw / "places" / f"provinces_{vintage}.csv", dtype=str)["name_vi"]
        for vintage in ("63", "34")
    }
    totals = [
        ("2025", name, "total", "score", f"{80 + place / 4}", "points/100") for place, name in enumerate(names["34"])
    ]
    ranks = [("2024", name, "total", "rank", f"{place}/63", "") for place, name in enumerate(names["63"], start=1)]
    factors = [("2019", "Quảng Ninh", name, "score", f"{90 + place}.5%", "%") for place, name in enumerate(FACTORS)]
    _add_rows(raw / "par_index" / "ledger.csv", ("2024", "2025"), [*totals, *ranks])
    _add_rows(raw / "sipas" / "ledger.csv", ("2019",), factors)
    clean_raw(raw, folder / "data" / "processed")
    return folder


FACTORS = (
    "Tiếp cận dịch vụ hành chính công",
    "Thủ tục hành chính",
    "Công chức giải quyết công việc",
    "Kết quả cung ứng dịch vụ hành chính công",
    "Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị",
)


def _add_rows(ledger, years, rows):
    """Put *rows* in place of the years' rows in a ledger."""
    table = pd.read_csv(ledger, dtype=str, keep_default_na=False)
    fresh = pd.DataFrame(rows, columns=["year", "place", "component", "measure", "text", "unit"])
    fresh = fresh.assign(status="printed", source=table["source"].iloc[0])
    table = pd.concat([table[~table["year"].isin(years)], fresh]).fillna("")
    table.to_csv(ledger, index=False)


ONE_INDEX = {
    "totals": ("par_index", 2025),
    "ranks": ("par_index", 2024),
    "factors": ("sipas", 2019),
    "gap": ("papi", 2024),
}
"""Index and year of the shapes that `make_one_index` makes."""


def make_one_index(folder, shape):
    """Return a cleaned home that holds nothing but one shape of one index, for no word may come from another.

    ``totals`` and ``ranks`` have those of all provinces in a ledger, ``factors`` the five of one province, ``gap`` the
    tables of PAPI 2022 and 2024.
    """
    index, year = ONE_INDEX[shape]
    raw = open_simulated_home(folder, ROOT / "data" / "raw")
    (raw / index).mkdir()
    if shape == "gap":
        for name in ("papi_2022.csv", "papi_2024.csv"):
            shutil.copy(ROOT / "data" / "raw" / index / name, raw / index / name)
            log_file(raw, raw / index / name, "UNDP", f"PAPI {name[5:9]}")
    else:
        names = pd.read_csv(raw / "places" / f"provinces_{34 if year > 2024 else 63}.csv", dtype=str)["name_vi"]
        rows = {
            "totals": [(name, "total", "score", f"{80 + place / 4}", "points/100") for place, name in enumerate(names)],
            "ranks": [(name, "total", "rank", f"{place}/63", "") for place, name in enumerate(names, start=1)],
            "factors": [("Quảng Ninh", name, "score", f"{90 + place}.5%", "%") for place, name in enumerate(FACTORS)],
        }[shape]
        table = pd.DataFrame(rows, columns=["place", "component", "measure", "text", "unit"])
        table.insert(0, "year", year)
        table = table.assign(status="printed", source=f"ledger-{index}", note="", note_en="")
        table.to_csv(raw / index / "ledger.csv", index=False)
        log_file(raw, raw / index / "ledger.csv", "Bộ Nội vụ", f"Bảng thử {index} {year}")
        register = pd.read_csv(raw / "sources.csv", dtype=str, keep_default_na=False)
        mine = register["path"] == f"{index}/ledger.csv"
        register.loc[mine, "source_id"] = f"ledger-{index}"
        register.to_csv(raw / "sources.csv", index=False)
    clean_raw(raw, raw.parent / "processed")
    return folder


def list_exhibits(page, **parameters):
    """Return the exhibits of a template, run cell by cell in this process."""
    space, shown = {"vintage": "", "component": "total", "day": "", **parameters}, []
    for body, last in _compile_cells(page, parameters["index"], parameters["language"]):
        exec(body, space)
        value = eval(last, space) if last else None  # as a notebook shows it
        shown += [value] if isinstance(value, Exhibit) else []
    return shown


@cache
def _compile_cells(page, index, language):
    """Return the code of a template's cells, each with the expression in its last line, if there is one."""
    notebook = choose_language(
        choose_index(nbformat.read(Path(ROOT) / "notebooks" / f"{page}.ipynb", 4), index), language
    )
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
            tree = ast.parse(cell.source)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            shown = compile(ast.Expression(last.value), page, "eval") if last else None
            cells.append((compile(tree, page, "exec"), shown))
    return cells


def make_notebook(page, component, language, exhibits):
    """Return an executed notebook of *exhibits*, as papermill leaves it, without pictures."""
    notebook = nbformat.read(Path(ROOT) / "notebooks" / f"{page}.ipynb", as_version=4)
    notebook = choose_language(choose_index(notebook, "par_index"), language)
    waiting = list(exhibits)
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])
        if cell.cell_type == "code" and any(call in cell.source for call in ("show_", ".show(")) and waiting:
            data = {MIME: waiting.pop(0).to_json(), "text/plain": ""}
            cell.outputs = [nbformat.v4.new_output("display_data", data)]
    assert not waiting
    about = {
        "page": page,
        "index": "par_index",
        "year": YEAR,
        "vintage": "34",
        "language": language,
        "province": "VN" if page == "national" else HOME,
        "province_name": "Quảng Ninh",
        "component": component,
        "component_name": component,
        "title": page,
        "status": "done",
    }
    notebook.metadata["parlib"] = about
    return notebook
