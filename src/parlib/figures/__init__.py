"""Charts: a tidy table in, a matplotlib Figure out; nothing is computed here but places on paper."""
