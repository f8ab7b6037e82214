"""An audit of executed pages: every claim is computed again from data/raw, by none of the program's code."""
