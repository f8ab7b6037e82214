"""data/raw to data/processed in one pass: read, name, number, check, roll up, rank, write."""
