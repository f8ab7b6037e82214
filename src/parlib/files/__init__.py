"""Names and archives of files, and cells that spreadsheets open: what any room may use."""
