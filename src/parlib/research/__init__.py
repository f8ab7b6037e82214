"""The researcher's bench: panels, names matched, own indices, search, citations, notebooks of one's own."""
