"""Word documents in the official layout of administrative papers: the in-depth report and the remedial plan."""
