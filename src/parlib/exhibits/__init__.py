"""What a notebook shows: a finding with its table, chart kind, source and alt text; one module a kind of page."""
