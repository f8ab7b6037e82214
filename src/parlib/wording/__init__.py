"""Vietnamese and English words, numbers and sentences; nothing is computed here."""
