"""Slides for a browser: one HTML file a province, with everything in it; the counterpart of the deck."""
