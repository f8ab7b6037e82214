"""Workbooks with every table behind the report: a contents sheet, one sheet an exhibit, native charts."""
