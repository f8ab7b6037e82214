"""Raw publications, one a module: read exactly as printed, all text, each figure with its file and row."""
