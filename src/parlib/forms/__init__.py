"""Workbooks that people fill in: locked structure, lists to choose from, notes; text is never a formula."""
