"""A native chart whose figures are renewed while everything that was done to its looks stays."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.oxml.ns import qn
from pptx.parts.embeddedpackage import EmbeddedXlsxPart

DIGITS = 9
"""Places behind the point to which two figures are the same."""


def read_chart(chart: Chart) -> list[Any]:
    """Return names and figures of each series, and labels that are written out, as plain data."""
    found: list[Any] = []
    for series in chart._chartSpace.iter(qn("c:ser")):
        name = " ".join(_read_cache(series.find(qn("c:tx"))))
        names = _read_cache(
            series.find(qn("c:cat")) if series.find(qn("c:cat")) is not None else series.find(qn("c:xVal"))
        )
        values = series.find(qn("c:val")) if series.find(qn("c:val")) is not None else series.find(qn("c:yVal"))
        found.append([name, [_tidy(one) for one in names], [_tidy(one) for one in _read_cache(values)]])
    return found


def _read_cache(holder: Any) -> list[str]:  # noqa: ANN401
    """Return what a chart remembers of a column, in order; blank where there is nothing."""
    if holder is None:
        return []
    points = {int(point.get("idx")): point.findtext(qn("c:v")) or "" for point in holder.iter(qn("c:pt"))}
    if not points:
        return [text for one in holder.iter(qn("c:v")) if (text := one.text)]
    count = next((int(one.get("val")) for one in holder.iter(qn("c:ptCount"))), max(points) + 1)
    return [points.get(place, "") for place in range(max(count, max(points) + 1))]


def _tidy(value: str) -> str:
    try:
        return repr(round(float(value), DIGITS))
    except ValueError:
        return value.strip()


def renew_chart(mine: Chart, theirs: Chart) -> None:
    """Put the figures of a new chart into the one that stands; looks, title and size are those that stand."""
    old_labels, new_labels = _read_labels(mine), _read_labels(theirs)
    if not _copy_points(mine, theirs):
        _replace_data(mine, theirs)
    else:
        _copy_workbook(mine.part, theirs.part)
    for place, label in old_labels.items():
        if place in new_labels:
            texts = label.findall(f".//{qn('a:t')}")
            for number, text in enumerate(texts):
                text.text = "".join(new_labels[place].itertext()).strip() if number == 0 else ""
        else:  # a figure written out by hand of the one before would be wrong
            label.getparent().remove(label)


def _copy_workbook(mine: Any, theirs: Any) -> None:  # noqa: ANN401
    """Put the workbook behind the new chart behind the one that stands."""
    book = theirs.chart_workbook.xlsx_part
    if book is None:
        return
    if mine.chart_workbook.xlsx_part is None:  # LibreOffice drops it
        mine.chart_workbook.xlsx_part = EmbeddedXlsxPart.new(book.blob, mine.package)
    else:
        mine.chart_workbook.xlsx_part._blob = book.blob


def _read_labels(chart: Chart) -> dict[tuple[int, str], Any]:
    found = {}
    for number, series in enumerate(chart._chartSpace.iter(qn("c:ser"))):
        for label in series.iter(qn("c:dLbl")):
            place = label.find(qn("c:idx"))
            if place is not None and label.findtext(f".//{qn('a:t')}"):
                found[number, place.get("val")] = label
    return found


def _copy_points(mine: Chart, theirs: Chart) -> bool:
    """Copy cached figures series by series; False where the two have other series."""
    old, new = (list(chart._chartSpace.iter(qn("c:ser"))) for chart in (mine, theirs))
    if len(old) != len(new):
        return False
    for one, other in zip(old, new, strict=True):
        for tag in ("c:tx", "c:cat", "c:val", "c:xVal", "c:yVal", "c:bubbleSize"):
            before, after = one.find(qn(tag)), other.find(qn(tag))
            if before is not None and after is not None:
                # Parsed anew by the parser of the deck in hand, so that python-pptx finds its own classes.
                one.replace(before, etree.fromstring(etree.tostring(after), before.getroottree().parser))
    return True


def _replace_data(mine: Chart, theirs: Chart) -> None:
    """Write the data anew where series came or went."""
    read = read_chart(theirs)
    if any(series.find(qn("c:xVal")) is not None for series in theirs._chartSpace.iter(qn("c:ser"))):
        points = XyChartData()
        for name, xs, ys in read:
            series = points.add_series(name)
            for x, y in zip(xs, ys, strict=False):
                if x and y:
                    series.add_data_point(float(x), float(y))
        mine.replace_data(points)
        return
    data = CategoryChartData()
    data.categories = read[0][1] if read else []
    for name, _, values in read:
        data.add_series(name, [float(value) if value else None for value in values])
    mine.replace_data(data)
