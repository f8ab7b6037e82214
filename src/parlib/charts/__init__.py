"""Charts described once and drawn by back-ends: what the marks are, not where the ink goes (mô tả biểu đồ).

`describe_chart` turns the table of an exhibit into one of three families: rows (dots, bars and ranges beside names),
lines over years, and grids of cells. `parlib.charts.svg` writes any of them as SVG for pages.
"""
