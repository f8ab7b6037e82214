"""Plausible figures that are nobody's: files of the same form as real ones, marked as simulated."""
